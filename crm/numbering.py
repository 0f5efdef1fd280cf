"""Numbers people can say: Q20261124-001, 1001. Given out one by one, also to two people at one moment."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.lists import is_sqlite
from models.selling import Counter

QUOTE: Final = "Q"
ORDER: Final = "D"
_OURS: Final = re.compile(r"([A-Z]\d{8})-(\d{3,6})", re.ASCII)


def following(session: Session, prefix: str, day: date) -> str:
    """The next number of that day. Its counter is held till the transaction ends: no twins."""
    name = f"{prefix}{day:%Y%m%d}"
    return f"{name}-{running(session, name, 1):03}"


def running(session: Session, name: str, first: int) -> int:
    """The next number of the row with this name; its counter is held as well."""
    dialect = sqlite if is_sqlite(session) else postgresql
    begun = dialect.insert(Counter).values(name=name, value=first)
    taken = begun.on_conflict_do_update(
        index_elements=[Counter.name], set_={"value": Counter.value + 1}
    ).returning(Counter.value)
    number: int = session.connection().execute(taken).scalar_one()
    return number


def taken(session: Session, numbers: Iterable[str]) -> None:
    """Numbers like ours that came in with a file, of an export of ours say: they are not given out again."""
    highest: dict[str, int] = {}
    for match in filter(None, map(_OURS.fullmatch, numbers)):
        highest[match[1]] = max(highest.get(match[1], 0), int(match[2]))
    dialect = sqlite if is_sqlite(session) else postgresql
    for name, value in sorted(highest.items()):
        begun = dialect.insert(Counter).values(name=name, value=value)
        higher = case((Counter.value < value, value), else_=Counter.value)
        session.connection().execute(
            begun.on_conflict_do_update(index_elements=[Counter.name], set_={"value": higher})
        )
