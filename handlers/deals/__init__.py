"""Chances to sell, their stages and steps, and goals."""
