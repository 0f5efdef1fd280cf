"""Taken back, set right, completed: what is said about the last write."""
