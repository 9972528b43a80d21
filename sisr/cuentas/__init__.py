"""Who enters: users, sessions, functions, permissions."""
