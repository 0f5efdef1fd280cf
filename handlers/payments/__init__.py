"""Money that came in and money that is owed."""
