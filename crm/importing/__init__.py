"""Files of customers in: clean → map → check → dry run → commit → roll back. `run` is the way in."""
