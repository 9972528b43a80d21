"""A PDF on the disk: receive, judge, keep, send, sweep."""
