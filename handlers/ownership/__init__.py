"""Whose customer it is: handed over, in the pool, shared, given out."""
