"""One row of a table of customers as clean values, or the reasons why not."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from crm.company.vocabulary import Words
from crm.importing import clean, dates
from crm.importing.dictionary import Cleaner
from crm.importing.headings import Headings
from crm.importing.line import Line, Places, Remembered, places
from zh import regions

LONGEST = {"name": 128, "address": 255, "bank": 128, "preference": 1024, "note": 2048, "region": 64}
ITEMS = {
    "level": "level", "stage": "stage", "industry": "industry", "kind": "kind", "nature": "nature",
    "credit": "credit", "satisfaction": "satisfaction", "origin": "source",
}  # fmt: skip
"""Columns of customers whose values are words of a dictionary: of which."""
PLAIN: Mapping[str, Callable[[Any], Any]] = {
    "address": partial(clean.text, longest=LONGEST["address"]),
    "bank": partial(clean.text, longest=LONGEST["bank"]),
    "preference": partial(clean.text, longest=LONGEST["preference"], lines=True),
    "credit_limit": clean.amount,
}
_SUMS = re.compile("(?:本页|本月|累计)?(?:合计|总计|小计|共计|总数)[:：]?.{0,6}")
PERSON = ("contact", "title", "phone", "email", "wechat", "birthday")


@dataclass(slots=True)
class Person:
    """A contact as the row tells it: columns of `contacts`."""

    name: str
    fields: dict[str, Any]


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
    """What one row says. `own`: values of the company's own fields by their ids."""

    number: int
    name: str = ""
    fields: dict[str, Any] = field(default_factory=dict)  # columns of `customers`
    own: dict[int, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    owner: str | None = None
    created: datetime | None = None
    people: list[Person] = field(default_factory=list)
    talk: Talk | None = None
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Reader:
    """Reads the rows of one table."""

    def __init__(self, headings: Headings, words: Words, tz: tzinfo, now: datetime) -> None:
        self._tz, self._now, self._texts = tz, now, headings.texts
        self._cleaner = Cleaner(words, tz)
        every = places(headings)
        self._at = {name: at for name, at in every.items() if name not in PERSON}
        self._people = sorted(_people(headings).items())
        self._moment = Remembered(partial(dates.moment, tz=tz))
        self._birthday = Remembered(partial(dates.birthday, tz=tz))
        self._short = Remembered(partial(clean.text, longest=64))
        self._person_name = Remembered(partial(clean.name, longest=64))
        self._tags, self._channel = Remembered(clean.tags), Remembered(clean.channel)
        # Looked for in each row are only the columns that the table has.
        self._items = [
            (name, Remembered(partial(self._cleaner.item, kind)))
            for name, kind in ITEMS.items()
            if name in self._at
        ]
        self._plain = [(name, read) for name, read in PLAIN.items() if name in self._at]
        self._own = [
            (own.id, column, partial(self._cleaner.value, own))
            for column, own in self._cleaner.own.items()
            if column in self._at
        ]

    def read(self, number: int, cells: Sequence[Any]) -> Row:
        """The row, with `reasons` where something in it cannot be taken."""
        row = Row(number)
        line = Line(self._texts, self._at, cells, row.reasons)
        row.name = line.first("name", _company) or ""
        if not row.name and not row.reasons:
            row.reasons.append("缺客户名称")
        elif _SUMS.fullmatch(row.name):
            row.reasons.append(f"「{row.name}」是合计行，不是客户")
        self._customer(row, line)
        notes = line.all("note", _note)
        for person, columns in self._people:
            self._person(row, Line(self._texts, columns, cells, row.reasons), notes, person)
        if note := "\n".join(notes):
            if len(note) > LONGEST["note"]:
                row.reasons.append(f"备注有 {len(note)} 个字，最多 {LONGEST['note']} 个")
            row.fields["note"] = note
        row.created = self._created(row, line)
        self._talk(row, line)
        return row

    def _customer(self, row: Row, line: Line) -> None:
        for name, item in self._items:
            _set(row, name, _word(row, line.all(name, item)))
        for name, read in self._plain:
            _set(row, name, line.first(name, read))
        _set(row, "region", self._region(row, line))
        _set(row, "email", line.first("company_email", clean.email))
        _set(row, "wechat", line.first("company_wechat", clean.wechat))
        _set(row, "phone", next(iter(line.lists("company_phone", clean.phones)), None))
        row.tags = line.lists("tags", self._tags)
        row.owner = line.first("owner", self._short)
        for id_, column, own in self._own:
            if (value := line.first(column, own)) is not None:
                row.own[id_] = value

    def _region(self, row: Row, line: Line) -> str | None:
        """省 市 区 in columns of their own make one region; without any column the address tells it."""
        parts = line.all("region", _place)
        said = "".join(dict.fromkeys(parts))
        if len(said) > LONGEST["region"]:
            row.reasons.append(f"区域有 {len(said)} 个字，最多 {LONGEST['region']} 个")
            return None
        if said:
            found = self._cleaner.item("region", said)
            return _word(row, [found] if found else [])
        address = row.fields.get("address")
        place = regions.in_address(address) if address and "region" not in self._at else None
        return place.short if place else None

    def _person(self, row: Row, line: Line, notes: list[str], person: int) -> None:
        called = line.first("contact", self._person_name)
        phones = line.lists("phone", clean.phones)
        fields = {
            "title": line.first("title", self._short),
            "phone": phones[0] if phones else None,
            "email": line.first("email", clean.email),
            "wechat": line.first("wechat", clean.wechat),
            "birthday": line.first("birthday", self._birthday),
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

    def _created(self, row: Row, line: Line) -> datetime | None:
        found = line.first("created", self._moment)
        if found and found[0] > self._now:
            row.reasons.append(f"创建时间 {found[0].astimezone(self._tz):%Y-%m-%d} 在将来")
        return found[0] if found else None

    def _talk(self, row: Row, line: Line) -> None:
        content = "\n".join(line.all("talk", _note))
        at = line.first("talk_at", self._moment)
        by = line.first("talk_by", self._short)
        channel = line.first("channel", self._channel)
        if at is None:
            if content and not row.reasons:
                row.reasons.append("有跟进内容，没有跟进时间")
            return
        if at[0] > self._now:
            row.reasons.append(f"跟进时间 {at[0].astimezone(self._tz):%Y-%m-%d %H:%M} 在将来")
        if len(content) > LONGEST["note"]:
            row.reasons.append(f"跟进内容有 {len(content)} 个字，最多 {LONGEST['note']} 个")
        row.talk = Talk(content, *at, channel, by)


def _people(headings: Headings) -> dict[int, Places]:
    """The columns of each person of a row; 电话2 beside a single 联系人 is that person's second number."""
    persons = {c.person for c in headings.columns if c and c.field == "contact"} | {1}
    found: dict[int, Places] = {}
    for at, column in enumerate(headings.columns):
        if column is not None and column.field in PERSON:
            person = column.person if column.person in persons else 1
            found.setdefault(person, {}).setdefault(column.field, []).append(at)
    return found


def _set(row: Row, name: str, value: Any) -> None:
    if value:
        row.fields[name] = value


def _word(row: Row, found: list[tuple[str, str]]) -> str | None:
    """The first of the words; what is odd about any of them is said."""
    row.warnings += [odd for _, odd in found if odd]
    return found[0][0] if found else None


def _company(cell: Any) -> str | None:
    return clean.name(cell, LONGEST["name"])


def _place(cell: Any) -> str | None:
    return clean.text(cell, LONGEST["region"])


def _note(cell: Any) -> str | None:
    return clean.text(cell, LONGEST["note"], lines=True)
