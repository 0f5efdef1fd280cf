"""A whole file taken back. What somebody changed since, and what others built on, is kept and said."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Date, Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from crm.errors import Refused
from crm.importing import bulk, log
from crm.importing.compare import CONTACTS, CUSTOMERS, INTERACTIONS, OWN, TAGS, Update
from crm.importing.plan import Progress
from crm.importing.sales import LINES, ORDERS, PAYMENTS
from crm.importing.write import KEYS
from crm.sales import products, stock
from models.base import Audited, Base
from models.campaigns import Holding
from models.changes import plain
from models.imports import Import
from models.lists import Ids, OneOf
from models.platform import Change
from models.selling import Product, StockMove

MOVES: Table = StockMove.__table__  # type: ignore[assignment]
PRODUCTS: Table = Product.__table__  # type: ignore[assignment]
HOLDINGS: Table = Holding.__table__  # type: ignore[assignment]
CHILDREN_FIRST = (
    *(HOLDINGS, INTERACTIONS, OWN, TAGS, CONTACTS, PAYMENTS, LINES, ORDERS, CUSTOMERS),
    *(MOVES, PRODUCTS),
)
KINDS = {"contacts": "contact", "customers": "customer", "products": "product"}
BATCH = 1000
IDS = bindparam("ids", type_=Ids())


@dataclass(slots=True)
class Undone:
    """How many records of each table were taken away or put back, and what was left: (table, id, columns)."""

    removed: Counter[str] = field(default_factory=Counter)
    restored: Counter[str] = field(default_factory=Counter)
    kept: list[tuple[str, int, list[str]]] = field(default_factory=list)


def undo(session: Session, import_id: int, progress: Progress) -> Undone:
    """Take back an import within the session's transaction. `Refused` where there is none."""
    found = session.get(Import, import_id)
    if found is None:
        raise Refused(f"没有第 {import_id} 号导入。")
    if found.undone_at is not None:
        raise Refused(f"第 {import_id} 号导入已经撤销过了。")
    session.info["undoes"] = found.set_id
    result = Undone()
    _put_back(session, found.set_id, result, progress)
    _take_away(session, found.set_id, result, progress)
    _refresh_products(session, found.set_id)
    # This transaction's own rows have another set_id; these are the import's.
    session.connection().execute(
        update(log.CHANGES)
        .where(log.CHANGES.c.set_id == found.set_id)
        .values(undone_by=session.info["set_id"])
    )
    found.undone_at = session.info["now"]
    session.flush()
    session.info["undoes"] = None
    return result


def _put_back(session: Session, set_id: str, result: Undone, progress: Progress) -> None:
    statement = select(Change.record, Change.record_id, Change.before, Change.after).where(
        Change.set_id == set_id, Change.action == "update"
    )
    rows = iter(session.execute(statement, execution_options={"unscoped": True}).all())
    done = 0
    while some := list(islice(rows, BATCH)):
        updates: list[Update] = []
        now = {
            name: _current(session, bulk.BY_NAME[name], [row.record_id for row in some if row.record == name])
            for name in {row.record for row in some}
        }
        for record, record_id, before, after in some:
            current = now[record].get(record_id)
            same = {
                n: _typed(bulk.BY_NAME[record], n, v)
                for n, v in before.items()
                if current and plain(current[n]) == after.get(n)
            }
            if left := sorted(before.keys() - same.keys()):
                result.kept.append((record, record_id, left))
            if same and current:
                updates.append(Update(record, record_id, {name: current[name] for name in same}, same))
        bulk.change(session, updates)
        bulk.place(session, updates)
        log.write(session, log.changed(session, updates))
        result.restored.update(one.table for one in updates)
        done += len(some)
        progress("恢复原值", done, 0)


def _typed(table: Table, column: str, value: Any) -> Any:
    """A value of the change log as the column takes it: days are kept as text."""
    return date.fromisoformat(value) if value and isinstance(table.c[column].type, Date) else value


def _current(session: Session, table: Table, ids: list[int]) -> dict[int, Any]:
    rows = session.connection().execute(
        select(table).where(table.c.id.in_(ids), table.c.deleted_at.is_(None))
    )
    return {row["id"]: row for row in rows.mappings()}


def _take_away(session: Session, set_id: str, result: Undone, progress: Progress) -> None:
    """Mark what the import made as deleted, unless it was changed since or something live hangs on it."""
    held: dict[str, set[int]] = defaultdict(set)
    touched = set(session.connection().execute(_customers_followed_up(set_id)).scalars())
    for table in CHILDREN_FIRST:
        made = _made(session, table, set_id)
        in_use = _changed_since(session, table, set_id) | _built_upon(session, table, set_id)
        if table is MOVES:
            in_use |= _sold_from(session, set_id)
        keep = made & (in_use | held[table.name])
        going = sorted(made - keep)
        for table_name, ids in _parents(session, table, keep).items():
            held[table_name] |= ids
        if table is CUSTOMERS:
            touched |= keep
        result.kept += [(table.name, id_, ["*"]) for id_ in sorted(keep)]
        for start in range(0, len(going), BATCH):
            _remove(session, table, going[start : start + BATCH])
            progress("撤销", min(start + BATCH, len(going)), len(going))
        if going:
            result.removed[table.name] = len(going)
    _refresh(session, sorted(touched))


def _made(session: Session, table: Table, set_id: str) -> set[int]:
    made = select(table.c.id).where(table.c.source == set_id, table.c.deleted_at.is_(None))
    return set(session.connection().execute(made).scalars())


def _changed_since(session: Session, table: Table, set_id: str) -> set[int]:
    """Records of this table that another change set wrote to after the import (of the import or not)."""
    entry = log.CHANGES.c
    first = select(func.min(entry.id)).where(entry.set_id == set_id).scalar_subquery()
    later = select(entry.record_id).where(
        entry.id > first,
        entry.record == table.name,
        entry.set_id != set_id,
        entry.undone_by.is_(None),
        entry.undoes.is_(None),
    )
    return set(session.connection().execute(later).scalars())


def _built_upon(session: Session, table: Table, set_id: str) -> set[int]:
    """Records of the import that live records of others point at."""
    found: set[int] = set()
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Audited):
            continue
        child: Any = mapper.local_table
        parent = table.alias()  # a table may point at itself
        for key in child.foreign_keys:
            if key.column.table is table:
                others = (
                    select(key.parent)
                    .join(parent, parent.c.id == key.parent)
                    .where(parent.c.source == set_id, child.c.source != set_id, child.c.deleted_at.is_(None))
                )
                found |= set(session.connection().execute(others).scalars())
    return found


def _parents(session: Session, table: Table, ids: set[int]) -> dict[str, set[int]]:
    """What the kept records point at: it has to stay as well."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for key in table.foreign_keys:
        target = key.column.table
        if target not in CHILDREN_FIRST:
            continue
        made = sorted(ids)
        for start in range(0, len(made), BATCH):
            chunk = select(key.parent).where(
                table.c.id.in_(made[start : start + BATCH]), key.parent.is_not(None)
            )
            wanted[target.name] |= set(session.connection().execute(chunk).scalars())
    return wanted


def _remove(session: Session, table: Table, ids: list[int]) -> None:
    now: datetime = session.info["now"]
    connection, wanted = session.connection(), {"ids": tuple(ids)}
    connection.execute(update(table).where(OneOf(table.c.id, IDS)).values(deleted_at=now), wanted)
    if kind := KINDS.get(table.name):
        connection.execute(delete(KEYS).where(KEYS.c.kind == kind, OneOf(KEYS.c.record_id, IDS)), wanted)
    log.write(session, log.alike(session, table.name, ids, {"deleted_at": None}, {"deleted_at": now}))


def _customers_followed_up(set_id: str) -> Any:
    """Customers we had, with follow-ups from the file."""
    return (
        select(INTERACTIONS.c.customer_id)
        .join(CUSTOMERS, CUSTOMERS.c.id == INTERACTIONS.c.customer_id)
        .where(INTERACTIONS.c.source == set_id, CUSTOMERS.c.source != set_id)
        .distinct()
    )


def _refresh(session: Session, customer_ids: list[int]) -> None:
    """When each was last followed up, from what is left."""
    last = (
        select(func.max(INTERACTIONS.c.happened_at))
        .where(INTERACTIONS.c.customer_id == CUSTOMERS.c.id, INTERACTIONS.c.deleted_at.is_(None))
        .scalar_subquery()
    )
    for start in range(0, len(customer_ids), BATCH):
        some = CUSTOMERS.c.id.in_(customer_ids[start : start + BATCH])
        session.connection().execute(update(CUSTOMERS).where(some).values(last_interaction_at=last))


def _sold_from(session: Session, set_id: str) -> set[int]:
    """Moves of products that others have moved since: what was counted then is what they took from."""
    later = MOVES.alias()
    moved = later.c.product_id == MOVES.c.product_id, later.c.id > MOVES.c.id
    wanted = select(MOVES.c.id).where(
        MOVES.c.source == set_id,
        select(later.c.id).where(*moved, later.c.source != set_id, later.c.deleted_at.is_(None)).exists(),
    )
    return set(session.connection().execute(wanted).scalars())


def _refresh_products(session: Session, set_id: str) -> None:
    """Stock and names of the products the import touched, from what is left."""
    entry = log.CHANGES.c
    mine = (entry.set_id == set_id, entry.record == "products")
    ids = set(session.connection().execute(select(entry.record_id).where(*mine)).scalars())
    ids |= set(
        session.connection().execute(select(MOVES.c.product_id).where(MOVES.c.source == set_id)).scalars()
    )
    if not ids:
        return
    session.expire_all()
    stock.recount(session, ids)
    for product in session.scalars(select(Product).where(Product.id.in_(sorted(ids)))):
        products.refresh(session, product)
