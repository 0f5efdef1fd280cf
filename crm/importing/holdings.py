"""Policies, contracts and deposits taken in: whose, which, how much, until when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import holdings
from crm.importing import clean, dates, known
from crm.importing.clean import Bad
from crm.importing.compare import Context
from crm.importing.line import Line, Places, places
from crm.importing.marks import Marks
from crm.importing.plan import BATCH, Options, Progress
from crm.importing.sheets import Sheet
from models.campaigns import Holding
from models.customers import Customer
from zh.names import legal_core

USUAL: Final = "合同"  # where the table does not say what it is


@dataclass(slots=True)
class Row:
    """What one row says."""

    row: int
    customer: str
    name: str
    number: str
    amount: Decimal | None
    ends_on: date | None
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """One thing held. `id`: of the one we have already, by its number or by its name and end."""

    row: Row
    customer_id: int
    ends_on: date
    id: int | None = None


@dataclass(slots=True)
class HoldingsPlan(Marks):
    """What customers of the file hold."""

    items: list[Item] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.items


def plan(
    session: Session, sheet: Sheet, options: Options, tz: tzinfo, _now: datetime, progress: Progress
) -> HoldingsPlan:
    """Read the file beside what there is; the customers have to be there and within sight."""
    made, at = HoldingsPlan(), places(sheet.headings)
    taken: dict[tuple[int, str], int] = {}
    rows = (_read(sheet, at, number, cells, tz) for number, cells in sheet.rows())
    while batch := list(islice(rows, BATCH)):
        made.more(len(batch))
        good = [row for row in batch if not row.reasons]
        had = known.look_up(session, {legal_core(row.customer) for row in good}, (), short=True)
        for row in batch:
            try:
                if row.reasons:
                    raise Bad("；".join(row.reasons))
                _place(session, made, row, known.customer(had, row.customer).id, taken, options)
            except Bad as error:
                made.mark(row.row, "bad", [str(error)])
        progress("检查", made.counts["rows"], 0)
    return made


def _read(sheet: Sheet, at: Places, number: int, cells: Sequence[Any], tz: tzinfo) -> Row:
    reasons: list[str] = []
    line = Line(sheet.headings.texts, at, cells, reasons)

    def day(cell: Any) -> date | None:
        found = dates.moment(cell, tz)
        return found[0].astimezone(tz).date() if found else None

    row = Row(
        number,
        line.first("customer", lambda cell: clean.name(cell, 128)) or "",
        line.first("name", lambda cell: clean.text(cell, 64)) or USUAL,
        line.first("number", lambda cell: clean.text(cell, 64)) or "",
        line.first("amount", clean.amount),
        line.first("ends_on", day),
        reasons,
    )
    if not reasons:
        row.reasons += [
            why for why, there in (("缺客户名称", row.customer), ("缺到期日", row.ends_on)) if not there
        ]
    return row


def _place(
    session: Session,
    made: HoldingsPlan,
    row: Row,
    customer_id: int,
    taken: dict[tuple[int, str], int],
    options: Options,
) -> None:
    assert row.ends_on is not None
    key = (customer_id, row.number.casefold() or f"{row.name} {row.ends_on}")
    if key in taken:
        raise Bad(f"与第 {taken[key]} 行是同一份")
    there = [one for one in holdings.of(session, customer_id) if _same(one, row)]
    if there and options.mode == "create":
        raise Bad(f"已有{holdings.label(there[0])}")
    if not there and options.mode == "update":
        raise Bad("系统里没有这一份")
    taken[key] = row.row
    made.items.append(Item(row, customer_id, row.ends_on, there[0].id if there else None))


def _same(one: Holding, row: Row) -> bool:
    if row.number:
        return (one.number or "").casefold() == row.number.casefold()
    return one.name == row.name and one.ends_on == row.ends_on


def count(session: Session, made: HoldingsPlan, _context: Context) -> Counter[str]:
    counts: Counter[str] = Counter()
    for item in made.items:
        one = session.get(Holding, item.id) if item.id is not None else None
        counts["holdings"] += one is None
        counts["updated_holdings"] += one is not None and _changes(one, item)
    return counts


def _changes(one: Holding, item: Item) -> bool:
    return one.ends_on != item.ends_on or item.row.amount not in (None, one.amount)


def write(session: Session, made: HoldingsPlan, context: Context, progress: Progress) -> Counter[str]:
    """New ones, and another end or sum of those there are: what there was to do for the old end is off."""
    counts = count(session, made, context)
    wanted = select(Customer).where(Customer.id.in_(sorted({item.customer_id for item in made.items})))
    customers = {one.id: one for one in session.scalars(wanted)}
    for done, item in enumerate(made.items, 1):
        row = item.row
        if item.id is None:
            customer = customers[item.customer_id]
            holdings.add(
                session, customer, row.name, item.ends_on, context.now, number=row.number, amount=row.amount
            )
        elif _changes(one := session.get_one(Holding, item.id), item):
            if one.ends_on != item.ends_on:
                holdings.move(session, one, item.ends_on, context.now, done=False)
            one.amount = row.amount if row.amount is not None else one.amount
        progress("写入", done, len(made.items))
    session.flush()
    return counts
