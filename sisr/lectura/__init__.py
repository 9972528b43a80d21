"""The reading page: a document beside its buttons, and the next one that waits after each decision."""
