"""The plain pages of administración."""
