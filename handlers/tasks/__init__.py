"""Tasks, one's own and shared ones."""
