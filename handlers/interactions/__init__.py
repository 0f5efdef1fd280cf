"""Follow-ups, and the pictures and papers beside them."""
