"""Figures asked for in words."""
