"""提前两天, 往前挪半小时: a length that counts back from the old moment."""

import re

_EARLIER = re.compile("(?:提前|提早|往前[挪提推移调]?|早)[到个了]?$")


def goes_back(before: str) -> bool:
    """Whether the words right before a length say so."""
    return _EARLIER.search(before) is not None
