"""One row of a table as clean values, or the reasons why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from typing import Any, TypeVar

from crm.importing import clean, dates
from crm.importing.clean import Bad
from crm.importing.headings import Headings

T = TypeVar("T")
LONGEST = {"name": 128, "industry": 64, "region": 64, "address": 255, "origin": 64, "note": 2048}
READERS: Mapping[str, Callable[[Any], str | None]] = {
    name: partial(clean.text, longest=LONGEST[name]) for name in ("industry", "region", "address", "origin")
} | {
    "level": partial(clean.choice, "level", strict=True),
    "stage": partial(clean.choice, "stage", strict=False),
    "channel": partial(clean.choice, "channel", strict=True),
}
PERSON = ("contact", "title", "phone", "email", "wechat", "birthday")


@dataclass(slots=True)
class Person:
    """A contact as the row tells it: columns of `contacts`."""

    name: str
    fields: dict[str, str]


@dataclass(slots=True)
class Talk:
    """A follow-up as the row tells it. `by`: what the author is called."""

    content: str
    at: datetime
    grain: str
    channel: str | None
    by: str | None


@dataclass(slots=True)
class Row:
    """What one row says."""

    number: int
    name: str = ""
    fields: dict[str, str] = field(default_factory=dict)  # columns of `customers`
    tags: list[str] = field(default_factory=list)
    owner: str | None = None
    created: datetime | None = None
    people: list[Person] = field(default_factory=list)
    talk: Talk | None = None
    reasons: list[str] = field(default_factory=list)


class Reader:
    """Reads the rows of one table."""

    def __init__(self, headings: Headings, tz: tzinfo, now: datetime) -> None:
        self._tz, self._now = tz, now
        self._at: dict[str, list[int]] = {}
        self._people: dict[int, dict[str, list[int]]] = {}
        persons = {c.person for c in headings.columns if c and c.field == "contact"} | {1}
        for at, column in enumerate(headings.columns):
            if column is None or column.field == "ignore":
                continue
            if column.field in PERSON:
                # 电话2 beside a single 联系人 is that person's second number.
                person = column.person if column.person in persons else 1
                self._people.setdefault(person, {}).setdefault(column.field, []).append(at)
            else:
                self._at.setdefault(column.field, []).append(at)
        self._called = dict(enumerate(headings.texts))

    def read(self, number: int, cells: Sequence[Any]) -> Row:
        """The row, with `reasons` where something in it cannot be taken."""
        row = Row(number)
        row.name = self._first(row, cells, "name", lambda cell: clean.name(cell, LONGEST["name"])) or ""
        if not row.name and not row.reasons:
            row.reasons.append("缺客户名称")
        self._customer(row, cells)
        notes = self._all(row, cells, self._at.get("note", []), _note)
        for person, columns in sorted(self._people.items()):
            self._person(row, cells, columns, notes, person)
        if note := "\n".join(notes):
            if len(note) > LONGEST["note"]:
                row.reasons.append(f"备注有 {len(note)} 个字，最多 {LONGEST['note']} 个")
            row.fields["note"] = note
        row.created = self._created(row, cells)
        self._talk(row, cells)
        return row

    def _customer(self, row: Row, cells: Sequence[Any]) -> None:
        for name in ("industry", "address", "origin", "level", "stage"):
            self._set(row, name, self._first(row, cells, name, READERS[name]))
        # 省 市 区 in columns of their own make one region.
        region = "".join(dict.fromkeys(self._all(row, cells, self._at.get("region", []), READERS["region"])))
        if len(region) > LONGEST["region"]:
            row.reasons.append(f"区域有 {len(region)} 个字，最多 {LONGEST['region']} 个")
        self._set(row, "region", region)
        self._set(row, "email", self._first(row, cells, "company_email", clean.email))
        self._set(
            row,
            "phone",
            next(iter(self._lists(row, cells, self._at.get("company_phone", []), clean.phones)), None),
        )
        row.tags = self._lists(row, cells, self._at.get("tags", []), clean.tags)
        row.owner = self._first(row, cells, "owner", lambda cell: clean.text(cell, 64))

    def _person(
        self, row: Row, cells: Sequence[Any], columns: dict[str, list[int]], notes: list[str], person: int
    ) -> None:
        def first(name: str, read: Callable[[Any], T | None]) -> T | None:
            return next(iter(self._all(row, cells, columns.get(name, []), read)), None)

        called = first("contact", lambda cell: clean.name(cell, 64))
        phones = self._lists(row, cells, columns.get("phone", []), clean.phones)
        fields = {
            "title": first("title", lambda cell: clean.text(cell, 64)),
            "phone": phones[0] if phones else None,
            "email": first("email", clean.email),
            "wechat": first("wechat", clean.wechat),
            "birthday": first("birthday", lambda cell: dates.birthday(cell, self._tz)),
        }
        if len(phones) > 1:
            notes.append(f"{called or ''}其他电话：{'、'.join(phones[1:])}")
        known = {name: value for name, value in fields.items() if value is not None}
        if called:
            row.people.append(Person(called, known))
        elif person == 1:  # nobody's name: the numbers are the company's
            for name in ("phone", "email", "wechat"):
                if name in known:
                    row.fields.setdefault(name, known[name])
        elif known:
            row.reasons.append(f"第 {person} 位联系人没有姓名")

    def _created(self, row: Row, cells: Sequence[Any]) -> datetime | None:
        found = self._first(row, cells, "created", lambda cell: dates.moment(cell, self._tz))
        if found and found[0] > self._now:
            row.reasons.append(f"创建时间 {found[0].astimezone(self._tz):%Y-%m-%d} 在将来")
        return found[0] if found else None

    def _talk(self, row: Row, cells: Sequence[Any]) -> None:
        content = "\n".join(self._all(row, cells, self._at.get("talk", []), _note))
        at = self._first(row, cells, "talk_at", lambda cell: dates.moment(cell, self._tz))
        by = self._first(row, cells, "talk_by", lambda cell: clean.text(cell, 64))
        channel = self._first(row, cells, "channel", READERS["channel"])
        if at is None:
            if content and not row.reasons:
                row.reasons.append("有跟进内容，没有跟进时间")
            return
        if at[0] > self._now:
            row.reasons.append(f"跟进时间 {at[0].astimezone(self._tz):%Y-%m-%d %H:%M} 在将来")
        if len(content) > LONGEST["note"]:
            row.reasons.append(f"跟进内容有 {len(content)} 个字，最多 {LONGEST['note']} 个")
        row.talk = Talk(content, *at, channel, by)

    def _first(self, row: Row, cells: Sequence[Any], name: str, read: Callable[[Any], T | None]) -> T | None:
        for value in self._all(row, cells, self._at.get(name, []), read):
            return value
        return None

    def _lists(
        self, row: Row, cells: Sequence[Any], at: list[int], read: Callable[[Any], list[str]]
    ) -> list[str]:
        return list(dict.fromkeys(one for many in self._all(row, cells, at, read) for one in many))

    def _all(self, row: Row, cells: Sequence[Any], at: list[int], read: Callable[[Any], T | None]) -> list[T]:
        """The values of several columns; each that cannot be taken leaves its reason."""
        found = []
        for column in at:
            if column >= len(cells) or (cell := cells[column]) is None or cell == "":
                continue
            try:
                value = read(cell)
            except Bad as error:
                row.reasons.append(f"{self._called[column]}：{error}")
                continue
            if value is not None:
                found.append(value)
        return found

    @staticmethod
    def _set(row: Row, name: str, value: str | None) -> None:
        if value:
            row.fields[name] = value


def _note(cell: Any) -> str | None:
    return clean.text(cell, LONGEST["note"], lines=True)
