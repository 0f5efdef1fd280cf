"""One row of a table of orders as clean values, or the reasons why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Final

from crm.importing import clean, dates
from crm.importing.clean import Bad
from crm.importing.headings import Headings
from crm.importing.line import Line, places

STATES: Final = {
    "open": ("待发货", "未发货", "进行中", "执行中", "生效", "已签", "已签约", "open"),
    "shipped": ("已发货", "发货", "配送中", "shipped"),
    "done": ("已完成", "完成", "已交付", "交付", "已结束", "关闭", "已关闭", "done", "closed", "completed"),
    "cancelled": ("已取消", "取消", "作废", "已作废", "退单", "cancelled", "canceled"),
}
_STATE: Final = {word: state for state, words in STATES.items() for word in words}
NUMBER: Final = 32


@dataclass(slots=True)
class Row:
    """What one row says. `amount` is of its goods, `total` of the whole order."""

    row: int
    number: str = ""
    customer: str = ""
    signed_on: date = date.min
    product: str = ""
    code: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    amount: Decimal | None = None
    total: Decimal | None = None
    paid: Decimal | None = None
    paid_on: date | None = None
    status: str = "done"
    due_on: date | None = None
    owner: str | None = None
    note: str | None = None
    reasons: list[str] = field(default_factory=list)


class Reader:
    """Reads the rows of one table."""

    def __init__(self, headings: Headings, tz: tzinfo, now: datetime) -> None:
        self._texts, self._at = headings.texts, places(headings)
        self._tz, self._today = tz, now.astimezone(tz).date()

    def read(self, number: int, cells: Sequence[Any]) -> Row:
        """The row, with `reasons` where something in it cannot be taken."""
        row = Row(number)
        line = Line(self._texts, self._at, cells, row.reasons)
        row.number = line.first("number", lambda cell: clean.text(cell, NUMBER)) or ""
        row.customer = line.first("customer", lambda cell: clean.name(cell, 128)) or ""
        signed = line.first("signed", self._day)
        self._goods(row, line)
        row.total, row.paid = line.first("total", clean.amount), line.first("paid", clean.amount)
        row.paid_on, row.due_on = line.first("paid_on", self._day), line.first("due", self._day)
        row.status = line.first("status", _state) or "done"
        row.owner = line.first("owner", lambda cell: clean.text(cell, 64))
        row.note = line.first("note", lambda cell: clean.text(cell, 2048, lines=True))
        if not row.reasons:
            row.reasons += self._missing(row, signed)
        row.signed_on = signed or date.min
        return row

    def _goods(self, row: Row, line: Line) -> None:
        row.code = line.first("code", lambda cell: clean.text(cell, 64)) or ""
        row.product = line.first("product", lambda cell: clean.text(cell, 128)) or row.code
        row.quantity = line.first("quantity", lambda cell: clean.number(cell, 3))
        row.unit = line.first("unit", lambda cell: clean.text(cell, 8)) or ""
        row.price, row.amount = line.first("price", clean.amount), line.first("amount", clean.amount)

    def _missing(self, row: Row, signed: date | None) -> list[str]:
        found = []
        if not row.customer:
            found.append("缺客户名称")
        if signed is None:
            found.append("缺签单日期")
        elif signed > self._today:
            found.append(f"签单日期 {signed} 在将来")
        return found

    def _day(self, cell: Any) -> date | None:
        found = dates.moment(cell, self._tz)
        return found[0].astimezone(self._tz).date() if found else None


def _state(cell: Any) -> str | None:
    said = clean.text(cell, 16)
    if said is None:
        return None
    state = _STATE.get(said.lower())
    if state is None:
        raise Bad(f"「{said}」不认识，可写 {' '.join(words[0] for words in STATES.values())}")
    return state
