"""What happened in a period, and where students are."""
