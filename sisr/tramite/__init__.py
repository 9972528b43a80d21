"""The student's screens: registration and the menu."""
