"""The clock half: what falls due becomes rows in the outbox, at the right moment and once."""
