"""The whole file as customers, their people and what happened: what would be written, before anything is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any, Literal

from sqlalchemy.orm import Session

from crm.company import vocabulary
from crm.company.custom_fields import Value
from crm.company.vocabulary import Words
from crm.errors import Refused
from crm.importing import known
from crm.importing.clean import Bad
from crm.importing.colleagues import Colleagues
from crm.importing.marks import Marks
from crm.importing.rows import Person, Reader, Row
from crm.importing.sheets import Sheet
from zh.names import legal_core

Mode = Literal["create", "update", "both"]
Progress = Callable[[str, int, int], None]
"""Called now and then with what is being done, how many of how many (0: not known)."""
BATCH = 1000
POOL = "公海"
LABELS = {
    "level": "级别", "industry": "行业", "region": "区域", "address": "地址", "phone": "电话",
    "email": "邮箱", "wechat": "微信", "origin": "来源", "stage": "阶段", "note": "备注",
    "kind": "企业类型", "nature": "企业性质", "credit": "资信", "credit_limit": "信用额度", "bank": "开户行",
    "satisfaction": "满意度", "preference": "偏好", "title": "职务", "birthday": "生日",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be taken."""

    mode: Mode = "create"
    kind: str | None = None  # customers, products, orders; None: what the headings say
    sheet: str | None = None
    owner: str | None = None  # who gets new customers of rows without 负责人; POOL; None: the importer
    allow_same_phone: bool = False  # two names with one number are two customers
    columns: Mapping[str, str] = field(default_factory=dict)  # heading → field, where the person said so


@dataclass(slots=True)
class Event:
    """A follow-up to write. `user_id` None: the owner's."""

    content: str
    at: datetime
    grain: str
    channel: str | None
    user_id: int | None
    person: str | None


@dataclass(slots=True)
class Company:
    """One customer of the file, from one row or several. `id`: of the record we have already."""

    row: int
    name: str
    fields: dict[str, Any]
    id: int | None
    owner_id: int | None
    created: datetime | None
    own: dict[int, Value] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Plan(Marks):
    """The customers of a file by the core of their names."""

    companies: dict[str, Company] = field(default_factory=dict)
    newest: int = 0  # the last customer there was when it was made

    @property
    def empty(self) -> bool:
        return not self.companies


def plan(
    session: Session, sheet: Sheet, options: Options, tz: tzinfo, now: datetime, progress: Progress
) -> Plan:
    """Read the file and say what would be written. Writes nothing."""
    words = vocabulary.of(session)
    planner = Planner(session, options, words)
    reader = Reader(sheet.headings, words, tz, now)
    rows = (reader.read(number, cells) for number, cells in sheet.rows())
    while batch := list(islice(rows, BATCH)):
        planner.add(batch)
        progress("检查", planner.plan.counts["rows"], 0)
    return planner.plan


class Planner:
    """Puts rows together to customers, and with those we have."""

    def __init__(self, session: Session, options: Options, words: Words) -> None:
        self.plan = Plan(newest=known.newest(session))
        self._own = {field.id: field.name for field in words.fields}
        self._session, self._options = session, options
        self._colleagues = Colleagues(session)
        self._phones: dict[str, Company] = {}
        self._records: dict[int, Company] = {}  # those we have
        self._actor: int | None = session.info["scope"].user_id
        try:
            self._owner = self._actor if options.owner is None else self._gets(options.owner)
        except Bad as error:
            raise Refused(str(error)) from error

    def _gets(self, owner: str) -> int | None:
        return None if owner == POOL else self._colleagues.owner(owner)

    def add(self, rows: list[Row]) -> None:
        """The next rows. Raises `Refused` when they are too many."""
        self.plan.more(len(rows))
        cores = {row.number: legal_core(row.name) for row in rows if not row.reasons}
        fresh = {core for core in cores.values() if core not in self.plan.companies}
        phones = {phone for row in rows if row.number in cores for phone in _phones(row)}
        had = known.look_up(self._session, fresh, phones - self._phones.keys())
        for row in rows:
            try:
                if row.reasons:
                    raise Bad("；".join(row.reasons))
                self._place(row, cores[row.number], had)
                if row.warnings:
                    self.plan.mark(row.number, "odd", row.warnings)
            except Bad as error:
                self.plan.mark(row.number, "bad", [str(error)])

    def _place(self, row: Row, core: str, had: known.Known) -> None:
        owner = self._colleagues.owner(row.owner) if row.owner else None
        events = list(self._events(row))
        company = self.plan.companies.get(core)
        existing = self._existing(row, core, had) if company is None else None
        if existing:  # the file may have it under its old name too
            company = self._records.get(existing.id)
        if company is not None:
            self._needs_author(events, company.owner_id)
            self._join(company, row, owner, events)
            return
        owner_id = existing.owner_id if existing else owner or self._owner
        self._needs_author(events, owner_id)
        company = Company(
            row.number,
            row.name,
            row.fields,
            existing.id if existing else None,
            owner_id,
            row.created,
            row.own,
            row.tags,
        )
        company.people = {person.name: person for person in row.people}
        company.events = events
        self.plan.companies[core] = company
        if existing:
            self._records[existing.id] = company
        self._phones.update(dict.fromkeys(_phones(row), company))
        if existing and owner and owner != existing.owner_id:
            now = self._colleagues.names.get(existing.owner_id or 0, "公海")
            self.plan.mark(row.number, "conflict", [f"负责人现在是{now}，导入不改负责人，请另做转移"])

    def _needs_author(self, events: list[Event], owner_id: int | None) -> None:
        if events and events[0].user_id is None and owner_id is None and self._actor is None:
            raise Bad("跟进记录没有记录人，客户也没有负责人")

    def _existing(self, row: Row, core: str, had: known.Known) -> known.Existing | None:
        same = had.by_name.get(core[:128], [])
        if len(same) > 1:
            same = [one for one in same if one.name == row.name] or same
        if len(same) > 1:
            raise Bad(f"系统里有 {len(same)} 个同名客户，请先合并")
        if same:
            if not same[0].seen or self._options.mode == "create":
                raise Bad(f"已有客户{self._whose(same[0])}")
            return same[0]
        if self._options.mode == "update":
            raise Bad("系统里没有这个客户")
        if not self._options.allow_same_phone:
            self._check_phones(row, had)
        return None

    def _check_phones(self, row: Row, had: known.Known) -> None:
        for phone in _phones(row):
            if other := self._phones.get(phone):
                raise Bad(f"电话 {phone} 与第 {other.row} 行「{other.name}」相同，可能是同一家")
            if one := had.by_phone.get(phone):
                raise Bad(f"电话 {phone} 与已有客户{self._whose(one)}相同，可能是同一家")

    def _whose(self, one: known.Existing) -> str:
        owner = self._colleagues.names.get(one.owner_id or 0, "公海")
        return f"「{one.name}」（{owner}）" if one.seen else f"，负责人{owner}，不在你的范围内"

    def _events(self, row: Row) -> Iterator[Event]:
        if (talk := row.talk) is None:
            return
        by = self._colleagues.author(talk.by) if talk.by else None
        # Somebody who is no member any more cannot own a record; the words keep who it was.
        content = f"（原记录人：{talk.by}）{talk.content}"[:2048] if talk.by and by is None else talk.content
        person = row.people[0].name if row.people else None
        yield Event(content, talk.at, talk.grain, talk.channel, by, person)

    def _join(self, company: Company, row: Row, owner: int | None, events: list[Event]) -> None:
        """A further row of a customer: what is new is added, the earlier row prevails."""
        added, differing = _fill(company.fields, row.fields, LABELS)
        more_own, other_own = _fill(company.own, row.own, self._own)
        added, differing = added or more_own, differing + other_own
        for person in row.people:
            had = company.people.get(person.name)
            if had is None:
                company.people[person.name] = person
                added = True
                continue
            more, other = _fill(had.fields, person.fields, LABELS)
            added, differing = added or more, differing + [f"{person.name}的{name}" for name in other]
        if new_tags := [tag for tag in row.tags if tag not in company.tags]:
            company.tags += new_tags
            added = True
        new_events = [event for event in events if event not in company.events]
        company.events += new_events
        if owner and owner != company.owner_id and company.id is None:
            differing.append("负责人")
        self._phones.update({phone: company for phone in _phones(row) if phone not in self._phones})
        if differing:
            said = [f"与第 {company.row} 行是同一客户，{'、'.join(differing)}不同，以第 {company.row} 行为准"]
            self.plan.mark(row.number, "conflict", said)
        elif not added and not new_events:
            self.plan.mark(row.number, "duplicate", [f"与第 {company.row} 行重复"])


def _fill(have: dict[Any, Any], more: dict[Any, Any], labels: Mapping[Any, str]) -> tuple[bool, list[str]]:
    """Take over what is missing; whether there was something, and what the two say differently."""
    missing = {name: value for name, value in more.items() if name not in have}
    have.update(missing)
    note = "" if "note" in missing else more.get("note", "")
    if note and note not in have["note"] and len(have["note"]) + len(note) < 2048:
        have["note"] += "\n" + note
        missing["note"] = note
    differing = [
        name
        for name, value in more.items()
        if have[name] != value and not (name == "note" and value in have[name])  # it was added
    ]
    return bool(missing), [labels[name] for name in differing]


def _phones(row: Row) -> list[str]:
    every = [row.fields.get("phone"), *(person.fields.get("phone") for person in row.people)]
    return [phone for phone in every if phone]
