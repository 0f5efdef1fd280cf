"""Known names, and the index that finds them by key.

The parser gathers the keys of every plausible span of a message and asks once. `KnownNames` answers
from memory; the product answers with one query over its table of keys.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, Protocol

from zh import names as keys

Kind = Literal["customer", "contact", "user", "product", "tag"]


class Name(NamedTuple):
    """A known record, and the key it was found by."""

    kind: Kind
    name: str
    key: str
    id: int | None = None
    customer: str | None = None  # of a contact
    customer_id: int | None = None
    title: str | None = None


class NameIndex(Protocol):
    """Finds records by key. A record found by several keys is answered once for each."""

    def find(self, keys: Collection[str]) -> Sequence[Name]: ...


@lru_cache(maxsize=8192)
def keys_of(kind: Kind, name: str) -> frozenset[str]:
    """The keys under which a record of that kind is stored."""
    match kind:
        case "customer":
            return keys.company_keys(name)
        case "contact":
            return keys.person_keys(name)
        case "user":
            return keys.user_keys(name)
        case "product":
            return keys.product_keys(name)
        case "tag":
            return keys.tag_keys(name)


class KnownNames:
    """An index in memory."""

    def __init__(self, records: Iterable[Name] = ()) -> None:
        self._by_key: dict[str, list[Name]] = {}
        for record in records:
            for key in keys_of(record.kind, record.name):
                found = Name(
                    record.kind,
                    record.name,
                    key,
                    record.id,
                    record.customer,
                    record.customer_id,
                    record.title,
                )
                self._by_key.setdefault(key, []).append(found)
        self._keys = frozenset(self._by_key)

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> "KnownNames":
        """From the `known` of the contract; what has another shape is left out."""
        records: list[Name] = []
        plain: tuple[tuple[str, Kind], ...] = (
            ("customers", "customer"),
            ("users", "user"),
            ("products", "product"),
            ("tags", "tag"),
        )
        for field, kind in plain:
            records += [
                Name(kind, name, "") for name in _listed(known, field) if isinstance(name, str) and name
            ]
        for person in _listed(known, "contacts"):
            if isinstance(person, str):
                person = {"name": person}
            if isinstance(person, Mapping) and isinstance(person.get("name"), str) and person["name"]:
                customer, title = person.get("customer"), person.get("title")
                records.append(Name("contact", person["name"], "", customer=customer, title=title))
        return cls(records)

    def find(self, keys: Collection[str]) -> Sequence[Name]:
        found: list[Name] = []
        for key in sorted(self._keys.intersection(keys)):
            found += self._by_key[key]
        return found


NO_NAMES = KnownNames()


def _listed(known: Mapping[str, Any], field: str) -> list[Any]:
    value = known.get(field)
    return list(value) if isinstance(value, list | tuple) else []
