"""Records out as xlsx or csv: what the scope may see, bounded, logged, harmless in a spreadsheet."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from crm import workbook
from crm.errors import Refused
from crm.masking import masked, must_mask
from crm.words import CHANNELS
from crm.workbook import harmless
from models.customers import Contact, Customer, CustomerTag
from models.imports import Export
from models.people import User
from models.scope import Scope
from models.work import Interaction, Task

MOST_ROWS: Final = 100_000
_CHUNK: Final = 1000
STATUS: Final = {"open": "未完成", "done": "已完成", "cancelled": "已取消"}
PRIORITY: Final = {"high": "高", "normal": "普通", "low": "低"}
Line = Sequence[str | None]


@contextmanager
def table(path: Path, sheet: str = "Sheet1") -> Iterator[Callable[[Line], None]]:
    """A function that writes the next line of a new table. The ending of `path` says which: xlsx or csv.

    The file is there when it is whole, or not at all.
    """
    kinds = {".xlsx": _workbook, ".csv": _csv}
    if path.suffix.lower() not in kinds:
        raise Refused(f"文件名要以 .xlsx 或 .csv 结尾，不是 {path.name}")
    part = path.with_name(f"{path.name}.part")
    try:
        with kinds[path.suffix.lower()](part, sheet) as write:
            yield write
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _csv(path: Path, _sheet: str) -> Iterator[Callable[[Line], None]]:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        yield lambda line: writer.writerow([harmless(cell or "") for cell in line])


@contextmanager
def _workbook(path: Path, sheet: str) -> Iterator[Callable[[Line], None]]:
    options = {"constant_memory": True, **workbook.OPTIONS}
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        quoted = book.add_format({"quote_prefix": True})
        at = 0

        def write(line: Line) -> None:
            nonlocal at
            for column, cell in enumerate(line):
                if cell:
                    workbook.put_text(page, at, column, cell, quoted)
            at += 1

        yield write


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list. The headings are those that import knows, so a file can go out and come back."""

    title: str
    headings: tuple[str, ...]
    statement: Any  # a select
    line: Callable[[Any, tzinfo, dict[int, str], bool], Line]


def _moment(value: datetime | None, tz: tzinfo, grain: str = "minute") -> str:
    return (
        ""
        if value is None
        else f"{value.astimezone(tz):{'%Y-%m-%d' if grain == 'day' else '%Y-%m-%d %H:%M'}}"
    )


def _customer(row: Any, tz: tzinfo, tags: dict[int, str], hidden: bool) -> Line:
    one, owner = row
    phone, email, wechat = _reached_by(one, hidden)
    last, made = _moment(one.last_interaction_at, tz), _moment(one.created_at, tz)
    return (
        one.name, one.level, one.industry, one.region, one.address, phone, email, wechat,
        one.origin, one.stage, tags.get(one.id, ""), owner, one.note, made, last,
    )  # fmt: skip


def _contact(row: Any, _tz: tzinfo, _tags: dict[int, str], hidden: bool) -> Line:
    one, customer, _owner = row
    return (customer, one.name, one.title, *_reached_by(one, hidden), None if hidden else one.birthday)


def _reached_by(one: Any, hidden: bool) -> list[str | None]:
    known = (one.phone, one.email, one.wechat)
    return [masked(value) for value in known] if hidden else list(known)


def _interaction(row: Any, tz: tzinfo, _tags: dict[int, str], _hidden: bool) -> Line:
    one, customer, contact, author = row
    at = _moment(one.happened_at, tz, one.happened_grain)
    return (customer, contact, one.content, at, CHANNELS.get(one.channel, one.channel), author)


def _task(row: Any, tz: tzinfo, _tags: dict[int, str], _hidden: bool) -> Line:
    one, customer, assignee, creator = row
    due, done = _moment(one.due_at, tz, one.due_grain), _moment(one.done_at, tz)
    status, priority = STATUS.get(one.status, one.status), PRIORITY.get(one.priority, one.priority)
    return (one.title, customer, assignee, creator, due, priority, status, done)


_creator = aliased(User)
KINDS: Final = {
    "customers": Kind(
        "客户",
        (
            "客户名称", "级别", "行业", "区域", "地址", "公司电话", "公司邮箱", "微信", "来源", "阶段",
            "标签", "负责人", "备注", "创建时间", "最近跟进",
        ),
        select(Customer, User.name).outerjoin(User, User.id == Customer.owner_id).order_by(Customer.id),
        _customer,
    ),
    "contacts": Kind(
        "联系人",
        ("客户名称", "联系人", "职务", "电话", "邮箱", "微信", "生日"),
        select(Contact, Customer.name, Customer.owner_id)
        .join(Customer, Customer.id == Contact.customer_id)
        .order_by(Contact.id),
        _contact,
    ),
    "interactions": Kind(
        "跟进记录",
        ("客户名称", "联系人", "跟进内容", "跟进时间", "跟进方式", "跟进人员"),
        select(Interaction, Customer.name, Contact.name, User.name)
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .outerjoin(User, User.id == Interaction.user_id)
        .order_by(Interaction.id),
        _interaction,
    ),
    "tasks": Kind(
        "待办",
        ("待办", "客户名称", "执行人", "创建人", "截止时间", "优先级", "状态", "完成时间"),
        select(Task, Customer.name, User.name, _creator.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .outerjoin(User, User.id == Task.assignee_id)
        .outerjoin(_creator, _creator.id == Task.creator_id)
        .order_by(Task.id),
        _task,
    ),
}  # fmt: skip


def export(session: Session, kind: str, path: Path, tz: tzinfo, *criteria: Any, most: int = MOST_ROWS) -> int:
    """Write what the session's scope may see of this kind, and a row of `exports`; how many lines.

    `criteria` narrow it down. The session has to be one that writes.
    Raises `Refused` where there are more than `most`.
    """
    many = write_rows(session, kind, path, tz, *criteria, most=most)
    write_down(session, kind, path.name, many)
    return many


def count(session: Session, kind: str, *criteria: Any) -> int:
    """How many lines that would be."""
    wanted = KINDS[kind].statement.where(*criteria)
    return session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0


def write_rows(
    session: Session, kind: str, path: Path, tz: tzinfo, *criteria: Any, most: int = MOST_ROWS
) -> int:
    """The file alone; whoever hands it out calls `write_down`. What is masked in the chat is masked here."""
    if kind not in KINDS:
        raise Refused(f"没有「{kind}」这种导出，有：{' '.join(KINDS)}")
    made = KINDS[kind]
    wanted = made.statement.where(*criteria)
    many = count(session, kind, *criteria)
    if many > most:
        raise Refused(f"共 {many} 条，一次最多导出 {most} 条，请缩小范围。")
    scope = session.info["scope"]
    with table(path, made.title) as write:
        write(made.headings)
        for rows in session.execute(wanted, execution_options={"yield_per": _CHUNK}).partitions():
            tags = _tags(session, [row[0].id for row in rows]) if kind == "customers" else {}
            for row in rows:
                write(made.line(row, tz, tags, _hidden(row, scope)))
    return many


def _hidden(row: Any, scope: Scope) -> bool:
    """Whether phone and mail of this line are masked: those of customers in the pool, for reps."""
    match row[0]:
        case Customer():
            return must_mask(row[0], scope)
        case Contact():
            return scope.kind == "own" and row[2] is None
    return False


def _tags(session: Session, ids: list[int]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    statement = select(CustomerTag.customer_id, CustomerTag.name).where(CustomerTag.customer_id.in_(ids))
    for customer_id, name in session.execute(statement.order_by(CustomerTag.id)):
        found.setdefault(customer_id, []).append(name)
    return {id_: "、".join(names) for id_, names in found.items()}


def write_down(session: Session, kind: str, name: str, rows: int) -> None:
    """Who took how much out of the house."""
    scope, now = session.info["scope"], session.info["now"]
    session.add(
        Export(
            kind=kind,
            filename=name[:255],
            rows=rows,
            scope=scope.kind,
            actor_id=scope.user_id,
            created_at=now,
        )
    )
    session.flush()
