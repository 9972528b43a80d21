"""An instance with students at every stage, for showing and for measuring (REQUIREMENTS X7)."""
