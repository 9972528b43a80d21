"""A student's whole file, for staff: data that they correct, entregas, mails, notes and acts."""
