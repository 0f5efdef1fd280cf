"""Policies, contracts, deposits: what ends on a day."""
