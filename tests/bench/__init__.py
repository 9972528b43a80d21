"""What `make bench` measures: speeds as ratios to a floor of the same run (QUALITY.md, «Speed»)."""
