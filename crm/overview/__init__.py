"""All of one customer at a glance: its card, its portrait, its brief before a visit, its whole life."""
