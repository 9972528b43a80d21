"""What a student delivers and a person decides on."""
