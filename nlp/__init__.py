"""Understanding: a chat message becomes frames. `parse` is the door; README.md explains the rest."""

from nlp.frames import Frame
from nlp.names import NO_NAMES, KnownNames, Name, NameIndex
from nlp.parser import parse
from nlp.start import ready

__all__ = ["NO_NAMES", "Frame", "KnownNames", "Name", "NameIndex", "parse", "ready"]
