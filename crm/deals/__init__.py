"""Chances: their stages and steps, how likely they are won, and which are late."""
