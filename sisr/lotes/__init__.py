"""Many at once: what is done to the expedientes that somebody chose."""
