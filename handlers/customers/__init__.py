"""A customer: the record, what is told of it, and its portrait."""
