"""A copy of everything, made while the system works, that is checked, kept and put back."""
