"""The numbers that the DEYSS returns: read from a sheet, compared with what there is, written all at once."""
