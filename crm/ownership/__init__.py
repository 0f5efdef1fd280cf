"""Whose a customer is: owners, colleagues beside them, the public pool, and who gets what is nobody's."""
