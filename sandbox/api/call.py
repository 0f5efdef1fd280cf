"""One API call as the endpoint functions see it: no Flask below this line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..errors import ApiError
from ..world import World

Json = dict[str, Any]


@dataclass
class Call:
    """Query arguments, JSON body, an uploaded file and the scope of the token."""

    args: dict[str, str]
    body: Json = field(default_factory=dict)
    filename: str = ""
    mime: str = ""
    data: bytes | None = None
    scope: str = "app"
    base: str = ""

    def need(self, name: str, code: int) -> str:
        """A query argument; refuses with ``code`` when it is missing."""
        value = self.args.get(name, "")
        if not value:
            raise ApiError(code)
        return value

    def number(self, name: str, code: int, default: int | None = None) -> int:
        value = self.args.get(name, "")
        if not value and default is not None:
            return default
        if not value.isdigit():
            raise ApiError(code)
        return int(value)


@dataclass
class Bytes:
    """An answer that is a file."""

    data: bytes
    mime: str
    filename: str


@dataclass(frozen=True)
class Endpoint:
    """``GET`` or ``POST``, the function, and whether it needs an access_token."""

    method: str
    run: Callable[[World, Call], Json | Bytes]
    token: bool = True
    form: bool = False
