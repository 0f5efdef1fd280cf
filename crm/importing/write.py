"""A plan written down, within the caller's transaction: all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from crm.errors import Refused
from crm.importing import bulk, log
from crm.importing.compare import CUSTOMERS, TABLES, Batch, Context, batches
from crm.importing.plan import BATCH, Plan, Progress
from crm.importing.sender import Sender
from models.customers import NameKey
from zh import names

KEYS: Table = NameKey.__table__  # type: ignore[assignment]
KEY_COLUMNS = ("key", "customer_id", "kind", "record_id")


def count(session: Session, plan: Plan, context: Context) -> Counter[str]:
    """What writing the plan would come to."""
    counts: Counter[str] = Counter()
    for batch in batches(session, plan, context, lambda _table, many: iter(range(-many, 0))):
        counts.update(tally(batch))
        _say_what_is_full(plan, batch)
    return counts


def write(session: Session, plan: Plan, context: Context, progress: Progress) -> Counter[str]:
    """Write the plan; what was written."""
    _nobody_came_first(session, plan)
    counts: Counter[str] = Counter()
    done = 0
    for batch in _sent(session, batches(session, plan, context, bulk.ids(session))):
        counts.update(tally(batch))
        _say_what_is_full(plan, batch)
        done += BATCH
        progress("写入", min(done, len(plan.companies)), len(plan.companies))
    return counts


def _sent(session: Session, every: Iterator[Batch]) -> Iterator[Batch]:
    """Each batch once it is written. While one is on its way, the next is made ready.

    What a batch has to be compared with is read before the one ahead of it is written: no customer is in two.
    """
    ahead: tuple[Batch, Callable[[], None]] | None = None
    with Sender(session) as sender:
        for batch in chain(every, (None,)):
            if ahead is not None:
                sender.send(ahead[1])
            following = (batch, _ready(session, batch)) if batch else None
            if ahead is not None:
                sender.wait()
                yield ahead[0]
            ahead = following


def _ready(session: Session, batch: Batch) -> Callable[[], None]:
    """All of the batch's work that needs no database; what is left is returned."""
    keys = _keys(batch)
    created = [log.created(session, table.name, batch.inserts[table.name]) for table in TABLES]
    entries = [*chain(*created), *log.changed(session, batch.updates)]

    def write() -> None:
        for table in TABLES:
            bulk.add(session, table, batch.inserts[table.name])
        bulk.add_stored(session, KEYS, KEY_COLUMNS, keys)
        bulk.change(session, batch.updates)
        bulk.place(session, batch.updates)
        _touch(session, batch.touched)
        log.write(session, entries)

    return write


def _say_what_is_full(plan: Plan, batch: Batch) -> None:
    for company in batch.full:
        plan.mark(company.row, "conflict", ["备注和原来的加起来写不下，保留原来的"])


def tally(batch: Batch) -> Counter[str]:
    """How many records of each kind the batch makes and changes."""
    counts = Counter({table: len(rows) for table, rows in batch.inserts.items()})
    counts.update(f"updated_{one.table}" for one in batch.updates)
    return counts


def _nobody_came_first(session: Session, plan: Plan) -> None:
    """Between check and writing somebody may have made a customer that the file makes too."""
    later = select(CUSTOMERS.c.name).where(CUSTOMERS.c.id > plan.newest, CUSTOMERS.c.deleted_at.is_(None))
    for name in session.connection().execute(later).scalars():
        company = plan.companies.get(names.legal_core(name))
        if company is not None and company.id is None:
            raise Refused(f"检查之后有人新建了「{name}」，什么都没有写入，请再导入一次。")


def _keys(batch: Batch) -> list[tuple[str, int, str, int]]:
    """As the index stands, so that neighbours go into one page."""
    rows = [
        (key, one["id"], "customer", one["id"])
        for one in batch.inserts["customers"]
        for key in _cut(names.company_keys(one["name"]))
    ]
    rows += [
        (key, one["customer_id"], "contact", one["id"])
        for one in batch.inserts["contacts"]
        for key in _cut(names.person_keys(one["name"]))
    ]
    rows.sort()
    return rows


def _cut(keys: frozenset[str]) -> set[str]:
    """To the width of the column, where two may become one."""
    return {key[:128] for key in keys}


def _touch(session: Session, touched: dict[int, datetime]) -> None:
    if touched:
        statement = update(CUSTOMERS).where(CUSTOMERS.c.id == bindparam("row_id"))
        rows = [{"row_id": id_, "last": last} for id_, last in touched.items()]
        session.connection().execute(statement.values(last_interaction_at=bindparam("last")), rows)
