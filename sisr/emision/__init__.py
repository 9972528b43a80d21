"""Listas de emisión and constancias."""
