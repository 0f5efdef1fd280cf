"""Follow-ups: what happened with a customer, what was said there, and who has been silent for too long."""
