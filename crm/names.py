"""Names in the database: the keys a record is found by, and one query that finds them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, delete, insert, or_, select
from sqlalchemy.orm import Session

from models.customers import Contact, Customer, NameKey
from models.lists import among, is_sqlite, texts
from models.loading import adopt, columns, position
from models.people import User
from models.prepared import Prepared
from models.selling import Product

MOST = 400  # rows one message may bring back; beyond that the names in it say nothing


@dataclass(frozen=True, slots=True)
class Found:
    """A record that one of the keys means."""

    kind: str
    id: int
    name: str
    key: str
    customer_id: int | None = None
    customer: str | None = None
    title: str | None = None
    row: Sequence[Any] = field(default=(), repr=False)  # as the driver gave it, for `bring`
    typed: Callable[[Sequence[Any]], Sequence[Any]] = field(default=tuple, repr=False)


def write_keys(
    session: Session, kind: str, record_id: int, keys: Iterable[str], customer_id: int = 0
) -> None:
    """Make the record findable by `keys` and by nothing else. Its id must be known (flushed)."""
    session.execute(
        delete(NameKey).where(NameKey.kind == kind, NameKey.record_id == record_id),
        execution_options={"synchronize_session": False},
    )
    add_keys(session, kind, record_id, keys, customer_id)


def add_keys(session: Session, kind: str, record_id: int, keys: Iterable[str], customer_id: int = 0) -> None:
    """The same for a record that has no keys yet."""
    rows = [
        {"key": key[:128], "kind": kind, "record_id": record_id, "customer_id": customer_id}
        for key in sorted(set(keys))
    ]
    KEYS.run_all(session, rows)


KEYS = Prepared(
    insert(NameKey).values({name: bindparam(name) for name in ("key", "kind", "record_id", "customer_id")}),
    scope=False,
)
CUSTOMER, CONTACT = columns(Customer), columns(Contact)


def _finding(sqlite: bool) -> Select[Any]:
    """Most rows of a key are people at other people's customers, and initials are shared by thousands of
    names. What tells that comes first, from an index alone; the customer's columns (`whole`) and the person
    are looked up for what is left. By a `CASE`: PostgreSQL would look for thousands of people in vain."""
    user = select(User.name).where(User.id == NameKey.record_id, User.status == "active")
    product = Product.id == NameKey.record_id
    whole, people = Customer.__table__.alias("whole"), Contact.__table__.alias("people")
    person = and_(NameKey.kind == "contact", Customer.id.is_not(None))  # who sees a customer sees its people
    return (
        select(
            NameKey.key,
            NameKey.kind,
            NameKey.record_id,
            _if("user", user),
            _if("product", select(Product.code).where(product)),
            _if("product", select(Product.name).where(product)),
            *(whole.c[column.key] for column in CUSTOMER),
            *(people.c[column.key] for column in CONTACT),
        )
        .select_from(NameKey)
        .outerjoin(Customer, Customer.id == NameKey.customer_id)
        .outerjoin(whole, whole.c.id == Customer.id)
        .outerjoin(
            people, and_(people.c.id == case((person, NameKey.record_id)), people.c.deleted_at.is_(None))
        )
        .where(among(sqlite, NameKey.key, "wanted"))
        .where(or_(Customer.id.is_not(None), NameKey.kind == "user", NameKey.kind == "product"))
        .limit(MOST)
    )


def _if(kind: str, value: Select[Any]) -> Any:
    return case((NameKey.kind == kind, value.scalar_subquery()))


FINDING = Prepared(_finding, scope=True)


def find(session: Session, keys: Collection[str]) -> list[Found]:
    """Every record that one of `keys` means, within what the session may see. One statement.

    The customers and contacts come along; `bring` makes them records of the session without another one.
    """
    if not keys:
        return []
    sqlite = is_sqlite(session)
    rows, typed = FINDING.raw(session, {"wanted": texts(sqlite, keys)})
    found = [_found(row, typed) for row in rows]
    return [one for one in found if one is not None]


def _found(row: Sequence[Any], typed: Callable[[Sequence[Any]], Sequence[Any]]) -> Found | None:
    key, kind, record_id, user, code, product = row[:6]
    if kind == "user":
        return Found(kind, record_id, user, key) if user else None
    if kind == "product":
        return Found(kind, record_id, full_name(code, product), key) if product else None
    customer_id, customer = row[_ID], row[_NAME]
    if customer_id is None:
        return None
    if kind == "customer":
        return Found(kind, record_id, customer, key, customer_id, row=row, typed=typed)
    if kind == "contact" and row[_CONTACT_ID] is not None:
        name, title = row[_CONTACT_NAME], row[_CONTACT_TITLE]
        return Found(kind, record_id, name, key, customer_id, customer, title, row, typed)
    return None


def full_name(code: str, name: str) -> str:
    """A product as it is called in a list: its model number and its name, unless the name has the number."""
    if not code or code.lower() in name.lower():
        return name
    return f"{code} {name}"


_THEIRS = 6  # where the columns of the customer begin
_OF_PERSON = _THEIRS + len(CUSTOMER)
_ID, _NAME = (_THEIRS + position(CUSTOMER, name) for name in ("id", "name"))
_CONTACT_ID, _CONTACT_NAME, _CONTACT_TITLE = (
    _OF_PERSON + position(CONTACT, name) for name in ("id", "name", "title")
)


def bring(session: Session, found: Found) -> list[object]:
    """The records behind a finding, in the session; keep them as long as they are to be found there."""
    if not found.row:
        return []
    row = found.typed(found.row)
    brought: list[object] = [adopt(session, Customer, row[_THEIRS:_OF_PERSON])]
    return [*brought, adopt(session, Contact, row[_OF_PERSON:])] if found.kind == "contact" else brought
