"""The people at customers."""
