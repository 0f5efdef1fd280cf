"""Times in a message: `find` says where they stand; each `Time` is resolved later, as its intent asks."""

from nlp.times.find import find
from nlp.times.time import Time

__all__ = ["Time", "find"]
