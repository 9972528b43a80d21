"""The reviewers' desk: expedientes and reportes."""
