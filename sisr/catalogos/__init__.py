"""What staff keep: carreras, prestatarios, días inhábiles."""
