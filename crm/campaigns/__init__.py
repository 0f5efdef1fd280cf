"""Campaigns and what is said of them."""
