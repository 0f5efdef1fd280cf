"""What can go wrong in a way the person can mend; handlers turn each into a sentence."""


class Refused(Exception):
    """The rules say no; the message is what to tell the person."""


class NotThere(Refused):
    """The record does not exist for this person."""


class Forbidden(Refused):
    """Not for this person; the message says why and whom to ask. Many of them in a row are looked at."""
