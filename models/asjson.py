"""JSON as the database keeps it. `json.dumps` makes an encoder anew with each call; this one is made once."""

import json
from collections.abc import Callable, Iterable
from json import encoder as maker
from typing import Any

_USUAL = json.JSONEncoder(ensure_ascii=False)


def _made() -> Callable[[Any, int], Iterable[str]]:
    """What `_USUAL.encode` would make with each call, where Python has it in C."""
    make: Any = getattr(maker, "c_make_encoder", None)
    if make is None:
        return lambda value, _level: _USUAL.iterencode(value)
    quote = maker.encode_basestring
    made: Callable[[Any, int], Iterable[str]]
    made = make(None, _USUAL.default, quote, None, ": ", ", ", False, False, True)
    return made


_CHUNKS = _made()


def encode(value: Any) -> str:
    """Of lists, dictionaries by text, texts and numbers, none of which holds itself; characters stay."""
    return "".join(_CHUNKS(value, 0))
