"""Who the student is."""
