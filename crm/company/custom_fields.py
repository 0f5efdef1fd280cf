"""自定义字段: declared by administrators, typed, filled in by reps, searched by all."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, func, literal_column, select, text
from sqlalchemy.orm import Session

from crm.company import dictionaries
from crm.company.vocabulary import Field
from crm.errors import NotThere, Refused
from models.customers import Customer
from models.dictionary import CustomField, CustomValue

KINDS: Final = {"number": "数字", "text": "文本", "date": "日期", "choice": "选项"}
COLUMNS: Final = {"number": "number", "text": "text", "date": "day", "choice": "text"}
LONGEST: Final = 255
MOST: Final = 100  # fields of one company
MANY: Final = 80_000  # gathering so many values costs as much as looking some ten thousand customers up
SAMPLED: Final = 0.5  # per cent of the pages
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(十|百|千|万|亿|k|w)?([^\d]{0,6})")
_TIMES: Final = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "亿": 100_000_000}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
OPERATORS: Final = ("=", ">", ">=", "<", "<=", "!=")
Value = Decimal | str | date


def read(field: Field, said: Any) -> Value:
    """The value in the field's type. Raises Refused with what is wrong."""
    words = str(said).strip()
    if field.kind == "number":
        return _number(field, words)
    if field.kind == "date":
        return said.date() if isinstance(said, datetime) else _date(field, words)
    if field.kind == "choice":
        chosen = next((c for c in field.choices if dictionaries.bare(c) == dictionaries.bare(words)), None)
        if chosen is None:
            raise Refused(f"「{field.name}」只能选：{' '.join(field.choices)}。「{words[:20]}」不在里面。")
        return chosen
    if len(words) > LONGEST:
        raise Refused(f"「{field.name}」最多{LONGEST}个字，这里有{len(words)}个。")
    return words


def _number(field: Field, words: str) -> Decimal:
    match = _NUMBER.fullmatch(dictionaries.bare(words).replace(",", "").replace("约", ""))
    if match is None or re.search("[级号年月天日]", match[3]):
        raise Refused(f"「{field.name}」要填数字，「{words[:20]}」不是。比如「{field.name}改成120」。")
    try:
        value = Decimal(match[1]) * _TIMES.get(match[2] or "", 1)
        value = value.quantize(Decimal("0.001"))
    except InvalidOperation:
        raise Refused(f"「{words[:20]}」太大了。") from None
    if abs(value) >= Decimal(10) ** 11:
        raise Refused(f"「{words[:20]}」太大了，最多11位。")
    return value


def _date(field: Field, words: str) -> date:
    match = _DATE.match(words)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Refused(f"没有「{words[:20]}」这一天。") from None
    raise Refused(f"「{field.name}」要填日期，「{words[:20]}」不是。比如「{field.name}改成2026-12-31」。")


def shown(field: Field, value: Value | None) -> str:
    """The value in words: 120台, 2026-12-31."""
    if value is None:
        return ""
    return plain(value) + (field.unit if field.kind == "number" else "")


def plain(value: Value) -> str:
    """The value without its unit, as `read` takes it back."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def value_of(row: CustomValue) -> Value | None:
    """What the row holds, in whichever of its columns."""
    return next((v for v in (row.number, row.text, row.day) if v is not None), None)


def column_of(value: Value) -> str:
    """The column that holds a value like this."""
    return "number" if isinstance(value, Decimal) else "day" if isinstance(value, date) else "text"


def of(session: Session, customer_ids: Collection[int]) -> dict[int, dict[int, Value]]:
    """The values of these customers: customer → field → value."""
    found: dict[int, dict[int, Value]] = {}
    rows = select(CustomValue).where(CustomValue.customer_id.in_(sorted(customer_ids)))
    for row in session.scalars(rows.order_by(CustomValue.id)):
        if (value := value_of(row)) is not None:
            found.setdefault(row.customer_id, {})[row.field_id] = value
    return found


def in_words(session: Session, fields: Sequence[Field], customer_id: int) -> tuple[tuple[str, str], ...]:
    """What one customer has in these fields, name and value in words, in the order of the fields."""
    if not fields:
        return ()
    held = of(session, [customer_id]).get(customer_id, {})
    return tuple((field.name, shown(field, held[field.id])) for field in fields if field.id in held)


def row_of(session: Session, customer: Customer, field: Field) -> CustomValue | None:
    """The row that holds the customer's value."""
    wanted = (CustomValue.customer_id == customer.id, CustomValue.field_id == field.id)
    return session.scalar(select(CustomValue).where(*wanted).order_by(CustomValue.id.desc()).limit(1))


def put(session: Session, customer: Customer, field: Field, value: Value, now: datetime) -> Value | None:
    """Write the value; the one before, if there was one."""
    row = row_of(session, customer, field)
    if row is None:
        row = CustomValue(
            customer_id=customer.id, field_id=field.id, created_at=now, source=session.info["set_id"]
        )
        session.add(row)
        before = None
    else:
        before = value_of(row)
    setattr(row, COLUMNS[field.kind], value)
    return before


def clear(session: Session, customer: Customer, field: Field, now: datetime) -> Value | None:
    """Take the value away; what it was."""
    row = row_of(session, customer, field)
    if row is None:
        return None
    row.deleted_at = now
    return value_of(row)


def holding(field: Field, operator: str, value: Value, *, each: bool = False) -> ColumnElement[bool]:
    """True for customers whose value of the field compares so; those without one are never among them.

    `each`: the value is looked up customer by customer, for conditions that very many values meet
    (`met_by`); else the values that meet it are gathered first.
    """
    held = CustomValue.__table__.c  # the customer is in sight, so its values are
    met = _compared(held, field, operator, value)
    if each:
        theirs = select(literal_column("1", Integer)).where(held.customer_id == Customer.__table__.c.id, *met)
        return theirs.correlate(Customer.__table__).offset(0).exists()  # OFFSET: not to be made a join of
    return Customer.id.in_(meeting(field, operator, value))


def meeting(field: Field, operator: str, value: Value) -> Select[int]:
    """The customers whose value of the field compares so, whoever may see them."""
    held = CustomValue.__table__.c
    return select(held.customer_id).where(*_compared(held, field, operator, value))


def _compared(held: Any, field: Field, operator: str, value: Value) -> list[ColumnElement[bool]]:
    column = held[COLUMNS[field.kind]]
    compared: dict[str, Any] = {
        "=": column == value,
        "!=": column != value,
        ">": column > value,
        ">=": column >= value,
        "<": column < value,
        "<=": column <= value,
    }
    return [held.field_id == field.id, held.deleted_at.is_(None), compared[operator]]


def met_by(session: Session, field: Field, operator: str, value: Value) -> int:
    """About how many values meet it, from a sample of PostgreSQL's pages; none seen of a small table.

    PostgreSQL itself thinks of half as many: to it a number is as rare in its own field as elsewhere.
    """
    sample = CustomValue.__table__.tablesample(func.system(SAMPLED), seed=text("1"))
    some = select(func.count()).select_from(sample).where(*_compared(sample.c, field, operator, value))
    return int((session.scalar(some) or 0) * 100 / SAMPLED)


def ranked(session: Session, field: Field, most: int, *, least: bool = False) -> list[tuple[Customer, Value]]:
    """Customers within sight with the most (`least`: the least) of a number, or the latest day."""
    held = CustomValue.__table__.c  # the customer is in sight, so its values are
    column = held[COLUMNS[field.kind]]
    order = column.asc() if least else column.desc()
    rows = (
        select(Customer, column)
        .join(CustomValue.__table__, held.customer_id == Customer.id)
        .where(held.field_id == field.id, held.deleted_at.is_(None), column.is_not(None))
        .order_by(order, Customer.id)
        .limit(most)
    )
    return [(customer, value) for customer, value in session.execute(rows)]


def without(field: Field) -> ColumnElement[bool]:
    """True for customers of whom the field says nothing."""
    held = CustomValue.__table__.c
    filled = select(held.customer_id).where(held.field_id == field.id, held.deleted_at.is_(None))
    return Customer.id.not_in(filled)


def declare(
    session: Session, name: str, kind: str, now: datetime, choices: Iterable[str] = (), unit: str = ""
) -> CustomField:
    """A new field. Raises Refused where the name is taken or means something already."""
    listed = list(dict.fromkeys(choice.strip() for choice in choices if choice.strip()))
    if kind == "choice" and len(listed) < 2:
        raise Refused(f"选项至少要两个，比如「客户加字段 {name} 选项 高 中 低」。")
    if not 1 < len(name) <= 32:
        raise Refused("字段名要2到32个字。")
    held = list(session.scalars(select(CustomField)))
    if any(dictionaries.bare(row.name) == dictionaries.bare(name) for row in held):
        raise Refused(f"已经有字段「{name}」了。要改类型，先「删字段 {name}」再加。")
    if len(held) >= MOST:
        raise Refused(f"字段最多{MOST}个，先删掉不用的。")
    row = CustomField(
        name=name, kind=kind, choices=listed, unit=unit, position=len(held) + 1,
        created_at=now, source=session.info["set_id"],
    )  # fmt: skip
    session.add(row)
    return row


def add_choices(row: CustomField, more: Iterable[str]) -> None:
    """Raises Refused where all of them are there already."""
    fresh = [one for one in dict.fromkeys(more) if one not in row.choices]
    if not fresh:
        raise Refused(f"「{row.name}」本来就能选这些：{' '.join(row.choices)}。")
    row.choices = [*row.choices, *fresh]


def named(session: Session, name: str) -> CustomField:
    """The field of that name. Raises NotThere."""
    wanted = dictionaries.bare(name)
    for row in session.scalars(select(CustomField)):
        if dictionaries.bare(row.name) == wanted:
            return row
    raise NotThere(f"没有字段「{name}」。发「字段有哪些」看看。")


def rename(session: Session, row: CustomField, name: str) -> None:
    """The values stay. Raises Refused where another field is called so."""
    if not 1 < len(name) <= 32:
        raise Refused("字段名要2到32个字。")
    if any(
        one.id != row.id and dictionaries.bare(one.name) == dictionaries.bare(name)
        for one in session.scalars(select(CustomField))
    ):
        raise Refused(f"已经有字段「{name}」了，换一个名字。")
    row.name = name


def remove(row: CustomField, now: datetime) -> None:
    """Mark it as deleted; the values stay and come back with it when that is undone."""
    row.deleted_at = now
