"""What is owed to each person about their data: the aviso, a copy of everything, and its end."""
