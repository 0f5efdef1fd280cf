"""Names in the database: the keys a record is found by, and one query that finds them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from models.customers import Contact, Customer, NameKey
from models.lists import Ids, OneOf, among, is_sqlite, split, texts
from models.loading import adopt, columns, position
from models.people import User
from models.prepared import Prepared, Row
from models.scope import Form, Scope, bound_sights
from models.selling import Product

MOST = 400  # rows one message may bring back; beyond that the names in it say nothing
EACH = 100  # records that one key may bring back; of more, `NEAR` of each degree of nearness
NEAR = 50


class Found(NamedTuple):
    """A record that one of the keys means."""

    kind: str
    id: int
    name: str
    key: str
    customer_id: int | None = None
    customer: str | None = None
    title: str | None = None
    row: Sequence[Any] = ()  # as the driver gave it, for `bring`
    typed: Callable[[Sequence[Any]], Sequence[Any]] = tuple

    def __repr__(self) -> str:
        return f"Found({self.kind} {self.id}, key {self.key!r})"  # not all that is known of the customer


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
        {"key": key, "kind": kind, "record_id": record_id, "customer_id": customer_id}
        for key in sorted({key[:128] for key in keys})  # cut to the column's width two may become one
    ]
    KEYS.run_all(session, rows)
    session.info["kept"].clear()


KEYS = Prepared(
    insert(NameKey).values({name: bindparam(name) for name in ("key", "kind", "record_id", "customer_id")}),
    scope=False,
)
CUSTOMER, CONTACT = columns(Customer), columns(Contact)


@dataclass(frozen=True, slots=True)
class _Hit:
    """The rows of `name_keys` that a statement looks behind: their columns, and where they come from."""

    key: Any
    kind: Any
    record_id: Any
    customer_id: Any
    source: Any
    crowded: Any = None  # true of the one row that stands for a key too many records share


def _shown(hit: _Hit) -> Select[Any]:
    """What is behind these rows, within sight.

    Most rows of a key are people at other people's customers. What tells that comes first, from an index
    alone; the customer's columns (`whole`) and the person are looked up for what is left. By a `CASE`:
    PostgreSQL would look for thousands of people in vain.
    """
    user = select(User.name).where(User.id == hit.record_id, User.status == "active")
    product = Product.id == hit.record_id
    whole, people = Customer.__table__.alias("whole"), Contact.__table__.alias("people")
    person = and_(hit.kind == "contact", Customer.id.is_not(None))  # who sees a customer sees its people
    crowded = false() if hit.crowded is None else hit.crowded
    seen = hit.customer_id if hit.crowded is None else case((not_(crowded), hit.customer_id))

    def of(kind: str, value: Select[Any]) -> Any:
        return case((hit.kind == kind, value.scalar_subquery()))

    return (
        select(
            hit.key,
            hit.kind,
            hit.record_id,
            crowded.label("crowded"),
            of("user", user),
            of("product", select(Product.code).where(product)),
            of("product", select(Product.name).where(product)),
            *(whole.c[column.key] for column in CUSTOMER),
            *(people.c[column.key] for column in CONTACT),
        )
        .select_from(hit.source)
        .outerjoin(Customer, Customer.id == seen)
        .outerjoin(whole, whole.c.id == Customer.id)
        .outerjoin(people, and_(people.c.id == case((person, hit.record_id)), people.c.deleted_at.is_(None)))
        .where(or_(Customer.id.is_not(None), hit.kind == "user", hit.kind == "product", crowded))
        .limit(MOST)
    )


def _finding(sqlite: bool) -> Select[Any]:
    key = NameKey.__table__.c
    columns = (key.key, key.kind, key.record_id, key.customer_id)
    if sqlite:
        return _shown(_Hit(*columns, NameKey)).where(among(sqlite, NameKey.key, "wanted"))
    # Each key by itself and no further than it can say something. As one condition on all of them PostgreSQL
    # expects thousands of rows, and starts parallel workers on the table for them.
    wanted = _recorded(_wanted())
    some = (
        select(*columns).where(key.key == wanted.c.key).correlate(wanted).limit(literal_column(str(EACH + 1)))
    )
    first = some.lateral("first")
    many = func.count().over() > EACH
    counted = select(*first.c, and_(many, func.row_number().over() == 1).label("crowded"), many.label("many"))
    of = counted.correlate(wanted).lateral("hit")
    hit = of.c
    source = wanted.join(of, or_(hit.crowded, not_(hit.many)))
    return _shown(_Hit(hit.key, hit.kind, hit.record_id, hit.customer_id, source, hit.crowded))


def _recorded(wanted: Any) -> Any:
    """Those of them that mean anything, a few of a hundred: what comes later is costly to ask for each. By a
    value, not by EXISTS, for which PostgreSQL would read the whole table."""
    key = NameKey.__table__.alias("recorded").c.key
    there = select(true()).where(key == wanted.c.key).correlate(wanted).limit(literal_column("1"))
    return select(wanted.c.key).where(there.scalar_subquery()).subquery("meant")


def _wanted() -> Any:
    return func.unnest(split("wanted")).table_valued("key", name="wanted").render_derived()


FINDING = Prepared(_finding, scope=True)


def find(session: Session, keys: Collection[str]) -> list[Found]:
    """Every record that one of `keys` means, within what the session may see. One statement, for keys that
    were not asked for before.

    The customers and contacts come along; `bring` makes them records of the session without another one.
    A key that more than `EACH` records have (李总, hy) is looked for once more, nearest first.
    """
    heard = _heard(session)
    new = [key for key in keys if key not in heard]
    found = [one for key in keys for one in heard.get(key, ())]
    if not new:
        return found
    fresh, crowded = _asked(session, new)
    by_key: dict[str, list[Found]] = {key: [] for key in new if key not in crowded}
    for one in fresh:
        by_key[one.key].append(one)
    heard.update(by_key)
    found += fresh
    return found + _nearest(session, crowded, found) if crowded else found


def _heard(session: Session) -> dict[str, list[Found]]:
    """What this transaction knows already by key: plain commands and the parser ask for the same names."""
    by_scope: dict[Scope, dict[str, list[Found]]] = session.info["kept"]
    return by_scope.setdefault(session.info["scope"], {})


def _asked(session: Session, keys: Collection[str]) -> tuple[list[Found], set[str]]:
    """What the keys mean, and those too many records share."""
    sqlite = is_sqlite(session)
    rows, typed = FINDING.raw(session, {"wanted": texts(sqlite, keys)})
    crowded = _crowded(rows)
    while len(rows) == MOST and (others := set(keys) - crowded):  # one key left no room for the others
        rows = FINDING.raw(session, {"wanted": texts(sqlite, others)})[0]
        more = _crowded(rows)
        if not more:
            break
        crowded |= more
    kept = [row for row in rows if row[0] not in crowded]
    return [one for row in kept if (one := _found(row, typed)) is not None], crowded


def _crowded(rows: Sequence[Row]) -> set[str]:
    """The keys too many records share; where the rows are full also those that filled them."""
    marked = {row[0] for row in rows if row[_CROWDED]}
    if len(rows) < MOST:
        return marked
    return marked | {key for key, many in Counter(row[0] for row in rows).items() if many > EACH}


def _nearest(session: Session, crowded: Collection[str], found: Sequence[Found]) -> list[Found]:
    """Of what these keys mean: colleagues and products, people at a customer already found (李总 of 华为),
    then the person's own, those they lead, the pool; so many of each.
    """
    named = tuple({one.customer_id for one in found if one.customer_id})
    values = {"wanted": texts(is_sqlite(session), crowded), "named": named}
    rows, typed = _near(session.info["scope"].form).raw(session, values)
    once = {tuple(row[:3]): row for row in rows}
    return [one for row in once.values() if (one := _found(row, typed)) is not None]


@cache
def _near(form: Form) -> Prepared:
    """For one form of scope: a search each, planned by itself, so that each has its index."""

    def parts(sqlite: bool) -> Select[Any]:
        columns = (NameKey.key, NameKey.kind, NameKey.record_id, NameKey.customer_id)
        keys = select(*columns)
        if sqlite:
            keys = keys.where(among(sqlite, NameKey.key, "wanted"))
        else:
            wanted = _wanted()
            keys = keys.select_from(wanted).join(NameKey, NameKey.key == wanted.c.key)
        theirs = keys.join(Customer, Customer.id == NameKey.customer_id)
        named = OneOf(Customer.id, bindparam("named", type_=Ids()))
        each = [keys.where(NameKey.customer_id == 0)]
        each += [theirs.where(part) for part in (named, *bound_sights(form))]
        near = [select(*one.limit(literal_column(str(NEAR))).subquery().c) for one in each]
        hit = union_all(*near).subquery("hit")
        return _shown(_Hit(hit.c.key, hit.c.kind, hit.c.record_id, hit.c.customer_id, hit))

    return Prepared(parts, scope=True)


def _found(row: Sequence[Any], typed: Callable[[Sequence[Any]], Sequence[Any]]) -> Found | None:
    key, kind, record_id, _, user, code, product = row[:_THEIRS]
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


_CROWDED = 3
_THEIRS = 7  # where the columns of the customer begin
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
