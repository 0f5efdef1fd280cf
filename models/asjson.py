"""JSON as the database keeps it. `json.dumps` makes an encoder anew with each call; this one is made once."""

import json
from collections.abc import Callable
from json import encoder as maker
from typing import Any

_USUAL = json.JSONEncoder(ensure_ascii=False)


def _made() -> Callable[[Any], str]:
    """What `_USUAL.encode` would make with each call, where Python has it in C."""
    make: Any = getattr(maker, "c_make_encoder", None)
    if make is None:
        return _USUAL.encode
    quote = maker.encode_basestring
    chunks = make(None, _USUAL.default, quote, None, ": ", ", ", False, False, True)
    return lambda value: "".join(chunks(value, 0))


encode: Callable[[Any], str] = _made()
"""Of lists, dictionaries by text, texts and numbers, none of which holds itself; characters as they are."""
