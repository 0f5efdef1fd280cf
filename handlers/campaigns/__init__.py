"""Campaigns, and whom they are for."""
