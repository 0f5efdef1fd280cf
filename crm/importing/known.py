"""Which customers of the file we have already: by name without legal form, and by telephone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.importing.clean import Bad
from models.customers import Contact, Customer, NameKey
from models.lists import among, is_sqlite, texts
from models.ownership import CustomerAlias
from zh.names import legal_core


@dataclass(frozen=True, slots=True)
class Existing:
    """A customer in the database. `seen`: within the sight of the one who imports."""

    id: int
    name: str
    owner_id: int | None
    seen: bool


@dataclass(slots=True)
class Known:
    """What was found for one batch of rows."""

    by_name: dict[str, list[Existing]]
    by_phone: dict[str, Existing]


def newest(session: Session) -> int:
    """The highest id of a customer there is; customers above it came later."""
    return session.scalar(select(func.max(Customer.id)), execution_options={"everything": True}) or 0


def look_up(
    session: Session, cores: Collection[str], phones: Collection[str], *, short: bool = False
) -> Known:
    """Customers with one of these names (`zh.names.legal_core`) or numbers, whoever may see them.

    `short`: a name that is nobody's whole name may be a short form.
    """
    sqlite = is_sqlite(session)
    columns = (Customer.id, Customer.name, Customer.owner_id)
    named = (
        select(NameKey.key, *columns)
        .join(Customer, Customer.id == NameKey.record_id)
        .where(NameKey.kind == "customer", among(sqlite, NameKey.key, "wanted"))
    )
    own = select(Customer.phone, *columns).where(among(sqlite, Customer.phone, "wanted"))
    people = (
        select(Contact.phone, *columns)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(among(sqlite, Contact.phone, "wanted"))
    )
    found = _rows(session, named, sqlite, {core[:128] for core in cores})
    # A key may be a short form of a longer name; the same name is one that has nothing more to it.
    rows = [row for row in found if legal_core(row[2])[:128] == row[0]]
    earlier = _earlier_names(session, {row[1] for row in found})
    rows += [row for row in found if row not in rows and (row[0], row[1]) in earlier]
    if short:
        whole = {row[0] for row in rows}
        rows += [row for row in found if row[0] not in whole]
    numbers = [*_rows(session, people, sqlite, phones), *_rows(session, own, sqlite, phones)]
    seen = _seen(session, {row[1] for row in (*rows, *numbers)})
    by_name: dict[str, list[Existing]] = defaultdict(list)
    for key, id_, name, owner in rows:
        by_name[key].append(Existing(id_, name, owner, id_ in seen))
    by_phone = {key: Existing(id_, name, owner, id_ in seen) for key, id_, name, owner in numbers}
    return Known(by_name, by_phone)


def customer(had: Known, said: str) -> Existing:
    """The one customer of that name. Raises Bad where there is none, several, or one beyond sight."""
    found = had.by_name.get(legal_core(said)[:128], [])
    if len(found) > 1:
        found = [one for one in found if one.name == said] or found
    if not found:
        raise Bad(f"系统里没有客户「{said}」，请先导入客户")
    if len(found) > 1:
        raise Bad(f"「{said}」在系统里有 {len(found)} 家，请写全名")
    if not found[0].seen:
        raise Bad(f"客户「{found[0].name}」不在你的范围内")
    return found[0]


def _earlier_names(session: Session, ids: set[int]) -> set[tuple[str, int]]:
    """Names these customers brought along when others were merged into them, as keys."""
    if not ids:
        return set()
    statement = select(CustomerAlias.name, CustomerAlias.customer_id).where(
        CustomerAlias.customer_id.in_(ids)
    )
    rows = session.execute(statement, execution_options={"unscoped": True})
    return {(legal_core(name)[:128], customer_id) for name, customer_id in rows}


def _rows(session: Session, statement: Any, sqlite: bool, values: Collection[str]) -> list[Any]:
    if not values:
        return []
    bound = {"wanted": texts(sqlite, values)}
    return list(session.execute(statement, bound, execution_options={"unscoped": True}))


def _seen(session: Session, ids: set[int]) -> set[int]:
    if session.info["scope"].kind == "all" or not ids:
        return ids
    return set(session.scalars(select(Customer.id).where(Customer.id.in_(ids))))
