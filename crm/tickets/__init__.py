"""Service cases and what is said of them."""
