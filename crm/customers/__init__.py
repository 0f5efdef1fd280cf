"""Customers and the people at them: made, found, told apart, put together, as they were at a moment."""
