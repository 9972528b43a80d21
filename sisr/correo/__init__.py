"""Mail: the outbox, the texts and the sender."""
