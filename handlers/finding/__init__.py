"""Customers found, counted and narrowed down."""
