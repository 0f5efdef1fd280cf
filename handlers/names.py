"""The parser's name index over the database, within what the person may see."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from sqlalchemy.orm import Session

from crm import names
from models.customers import Customer
from models.scope import SYSTEM
from nlp.frames import Frame
from nlp.names import Kind, Name
from zh.text import normal

TITLES = (
    "总监?|经理|工|主任|主管|老师|老板娘?|姐|哥|[厂部院校处科所会行店]长|董事?长?|女士|先生|教授|医生|师傅"
)


class SqlNames:
    """One query a message; the records that frames refer to come out of its answer."""

    def __init__(self, session: Session, tags: Mapping[str, str] = MappingProxyType({})) -> None:
        self._session = session
        self._tags = tags  # the company's tags by key
        self._found: dict[tuple[str, int], names.Found] = {}
        self._kept: list[object] = []
        self._asked: Collection[str] = ()  # the keys of the message, as the parser asked for them

    def find(self, keys: Collection[str]) -> Sequence[Name]:
        self._asked = keys if len(keys) > len(self._asked) else self._asked
        found = names.find(self._session, keys)
        for one in sorted(found, key=lambda one: (not one.key.startswith("~"), len(one.key))):
            self._found[one.kind, one.id] = one  # by the written form, and by the longest
        tags = [Name("tag", self._tags[key], key) for key in self._tags.keys() & set(keys)]
        return [meant(one) for one in found] + tags

    def mentioned(self, text: str) -> list[names.Found]:
        """Customers and people whose name stands in the text just parsed, the longest name first."""
        said = normal(text).replace(" ", "")
        found = [one for one in self._found.values() if len(one.key) > 1 and one.key in said]
        return sorted(
            (one for one in found if one.kind in ("customer", "contact")), key=lambda o: -len(o.key)
        )

    def people(self, text: str) -> tuple[Name, ...]:
        """Contacts that the words name, in full or by family name and title: 李强, 李总."""
        said = normal(text).replace(" ", "")
        return tuple(
            meant(one)
            for one in self._found.values()
            if one.kind == "contact" and one.key[0] != "~" and _is_named(one.key, said)
        )

    def hidden(self, text: str) -> names.Found | None:
        """A customer beyond sight whose written name stands in the text just parsed, the longest first.

        One statement more: ask only where something would be written for a customer that was not named.
        """
        said = normal(text).replace(" ", "")
        written = [key for key in self._asked if len(key) > 1 and key[0] != "~" and key in said]
        own_scope = self._session.info["scope"]
        self._session.info["scope"] = SYSTEM
        try:
            found = names.find(self._session, written)
        finally:
            self._session.info["scope"] = own_scope
        known = {(one.kind, one.id) for one in self._found.values()}
        beyond = [one for one in found if one.kind == "customer" and (one.kind, one.id) not in known]
        return max(beyond, key=lambda one: len(one.key), default=None)

    def bring(self, frames: Iterable[Frame]) -> None:
        """Make the records that the frames settle on known to the session: to `get` them costs nothing."""
        for frame in frames:
            for meant in frame.refs.values():
                if len(meant) == 1 and meant[0].id is not None:
                    found = self._found.get((meant[0].kind, meant[0].id))
                    self._kept += names.bring(self._session, found) if found else []


def _is_named(key: str, said: str) -> bool:
    """By the whole name, or, of a key of a family name (李^), with a title behind it."""
    if key.endswith("^"):
        return re.search(f"{re.escape(key[:-1])}(?:{TITLES})", said) is not None
    return len(key) > 1 and key in said


def meant(one: names.Found) -> Name:
    """What the index found, as the parser knows it."""
    return Name(cast(Kind, one.kind), one.name, one.key, one.id, one.customer, one.customer_id, one.title)


def as_name(customer: Customer) -> Name:
    """A record that is at hand, as the parser would name it."""
    return Name("customer", customer.name, "", customer.id)


def refs_to(customer: Customer) -> dict[str, tuple[Name, ...]]:
    """For a frame about exactly this customer."""
    return {"customer": (as_name(customer),)}
