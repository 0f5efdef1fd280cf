"""A plan beside what the database holds: rows to insert, values to change; a thousand at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session

from crm.company.custom_fields import column_of
from crm.errors import Refused
from crm.importing.plan import BATCH, Company, Event, Plan
from crm.importing.rows import Person
from models.customers import Contact, Customer, CustomerTag
from models.dictionary import CustomValue
from models.work import Interaction
from zh import regions

Ids = Callable[[str, int], Iterator[int]]
"""New ids for a table, so many."""
Values = dict[str, Any]

CUSTOMERS: Table = Customer.__table__  # type: ignore[assignment]
CONTACTS: Table = Contact.__table__  # type: ignore[assignment]
TAGS: Table = CustomerTag.__table__  # type: ignore[assignment]
OWN: Table = CustomValue.__table__  # type: ignore[assignment]
INTERACTIONS: Table = Interaction.__table__  # type: ignore[assignment]
TABLES = (CUSTOMERS, CONTACTS, TAGS, OWN, INTERACTIONS)


@dataclass(frozen=True, slots=True)
class Update:
    """Columns of one record, as they are and as they are to be."""

    table: str
    id: int
    before: Values
    after: Values


@dataclass(slots=True)
class Batch:
    """What is to be written for some customers. `touched`: when those we have were last followed up."""

    inserts: dict[str, list[Values]] = field(default_factory=lambda: {table.name: [] for table in TABLES})
    updates: list[Update] = field(default_factory=list)
    touched: dict[int, datetime] = field(default_factory=dict)
    full: list[Company] = field(default_factory=list)  # whose note has no room for more


@dataclass(frozen=True, slots=True)
class Context:
    """What all new records of one import share."""

    set_id: str
    now: datetime
    tz: tzinfo
    actor_id: int | None


@dataclass(slots=True)
class _Had:
    """What the database holds of the customers of one batch."""

    customers: dict[int, Values]
    contacts: dict[int, dict[str, Values]]
    tags: dict[int, set[str]]
    own: dict[int, dict[int, Values]]
    events: dict[int, set[tuple[datetime, str]]]


def batches(session: Session, plan: Plan, context: Context, ids: Ids) -> Iterator[Batch]:
    """Everything the plan comes to, in the order in which it can be written."""
    companies = iter(plan.companies.values())
    while some := list(islice(companies, BATCH)):
        yield _batch(session.connection(), some, context, ids)


def _batch(connection: Connection, companies: list[Company], context: Context, ids: Ids) -> Batch:
    batch = Batch()
    had = _load(connection, [one for one in companies if one.id is not None])
    new_ids = ids("customers", sum(one.id is None for one in companies))
    contact_ids = ids("contacts", sum(len(one.people) for one in companies))
    for company in companies:
        if company.id is None:
            customer_id = next(new_ids)
            batch.inserts["customers"].append(_new(company, customer_id, context))
        else:
            customer_id = company.id
            _change(batch, company, had.customers.get(company.id))
        people = _people(batch, company, customer_id, had.contacts.get(customer_id, {}), contact_ids, context)
        _tags(batch, company, customer_id, had.tags.get(customer_id, set()), context)
        _own(batch, company, customer_id, had.own.get(customer_id, {}), context)
        _events(batch, company, customer_id, people, had.events.get(customer_id, set()), context)
    for table in ("customer_tags", "custom_values", "interactions"):
        rows = batch.inserts[table]
        for row, id_ in zip(rows, ids(table, len(rows)), strict=False):
            row["id"] = id_
    return batch


def _load(connection: Connection, companies: list[Company]) -> _Had:
    ids = [one.id for one in companies]
    had = _Had({}, defaultdict(dict), defaultdict(set), defaultdict(dict), defaultdict(set))
    if not ids:
        return had
    alive = CUSTOMERS.c.deleted_at.is_(None)
    for row in connection.execute(select(CUSTOMERS).where(CUSTOMERS.c.id.in_(ids), alive)).mappings():
        had.customers[row["id"]] = dict(row)
    for row in connection.execute(_of(CONTACTS, ids).order_by(CONTACTS.c.id.desc())).mappings():
        had.contacts[row["customer_id"]][row["name"]] = dict(row)
    for row in connection.execute(_of(TAGS, ids)).mappings():
        had.tags[row["customer_id"]].add(row["name"])
    with_own = [one.id for one in companies if one.own]
    for row in connection.execute(_of(OWN, with_own).order_by(OWN.c.id)).mappings():
        had.own[row["customer_id"]][row["field_id"]] = dict(row)
    with_events = [one.id for one in companies if one.events]
    for row in connection.execute(_of(INTERACTIONS, with_events)).mappings():
        had.events[row["customer_id"]].add((row["happened_at"], row["content"]))
    return had


def _of(table: Table, customer_ids: list[int | None]) -> Any:
    return select(table).where(table.c.customer_id.in_(customer_ids), table.c.deleted_at.is_(None))


def _new(company: Company, id_: int, context: Context) -> Values:
    row = dict.fromkeys(CUSTOMERS.c.keys())
    row |= {
        "id": id_,
        "name": company.name,
        "owner_id": company.owner_id,
        "stage": "潜在",
        "last_interaction_at": max((event.at for event in company.events), default=None),
        "source": context.set_id,
        "created_at": company.created or context.now,
        # The clock of the pool starts with the import, not years ago when the customer was made elsewhere.
        "owner_since": context.now if company.created and company.owner_id else None,
    }
    return placed(row | company.fields)


def placed(row: Values) -> Values:
    """The same with the code that follows from its region."""
    found = regions.one(row["region"]) if row["region"] else None
    return row | {"region_code": found.code if found else None}


def _change(batch: Batch, company: Company, had: Values | None) -> None:
    if had is None:
        raise Refused(f"客户「{company.name}」刚刚被删除了，请再导入一次。")
    wanted: Values = dict(company.fields)
    if (note := wanted.get("note")) and had["note"]:
        joined = had["note"] if note in had["note"] else f"{had['note']}\n{note}"
        if len(joined) > 2048:
            batch.full.append(company)
        wanted["note"] = joined if len(joined) <= 2048 else had["note"]
    _differ(batch, "customers", had, wanted)
    if company.events:
        last = max(event.at for event in company.events)
        if had["last_interaction_at"] is None or had["last_interaction_at"] < last:
            batch.touched[had["id"]] = last


def _differ(batch: Batch, table: str, had: Values, wanted: Values) -> None:
    after = {name: value for name, value in wanted.items() if had[name] != value}
    if after:
        batch.updates.append(Update(table, had["id"], {name: had[name] for name in after}, after))


def _people(
    batch: Batch,
    company: Company,
    customer_id: int,
    had: dict[str, Values],
    ids: Iterator[int],
    context: Context,
) -> dict[str, int]:
    known = {name: row["id"] for name, row in had.items()}
    for person in company.people.values():
        if row := had.get(person.name):
            _differ(batch, "contacts", row, person.fields)
            continue
        known[person.name] = next(ids)
        batch.inserts["contacts"].append(_contact(person, known[person.name], customer_id, company, context))
    return known


def _contact(person: Person, id_: int, customer_id: int, company: Company, context: Context) -> Values:
    row = dict.fromkeys(CONTACTS.c.keys()) | {"id": id_, "customer_id": customer_id, "name": person.name}
    row |= person.fields
    created = company.created if company.id is None else None
    return row | {"source": context.set_id, "created_at": created or context.now}


def _tags(batch: Batch, company: Company, customer_id: int, had: set[str], context: Context) -> None:
    shared = {"source": context.set_id, "created_at": context.now, "deleted_at": None}
    rows = batch.inserts["customer_tags"]
    rows += [{"customer_id": customer_id, "name": tag} | shared for tag in company.tags if tag not in had]


def _own(batch: Batch, company: Company, customer_id: int, had: dict[int, Values], context: Context) -> None:
    """Values of the company's own fields, each in the column of its kind."""
    shared = {"source": context.set_id, "created_at": context.now, "deleted_at": None}
    for field_id, value in company.own.items():
        column = column_of(value)
        if row := had.get(field_id):
            _differ(batch, "custom_values", row, {column: value})
            continue
        empty = dict.fromkeys(("number", "text", "day"))
        row = {"customer_id": customer_id, "field_id": field_id} | empty | {column: value} | shared
        batch.inserts["custom_values"].append(row)


def _events(
    batch: Batch,
    company: Company,
    customer_id: int,
    people: dict[str, int],
    had: set[tuple[datetime, str]],
    context: Context,
) -> None:
    for event in company.events:
        if (event.at, event.content) not in had:
            batch.inserts["interactions"].append(_event(event, company, customer_id, people, context))


def _event(
    event: Event, company: Company, customer_id: int, people: dict[str, int], context: Context
) -> Values:
    return {
        "customer_id": customer_id,
        "contact_id": people.get(event.person) if event.person else None,
        "user_id": event.user_id or company.owner_id or context.actor_id,
        "channel": event.channel,
        "content": event.content,
        "happened_at": event.at,
        "happened_grain": event.grain,
        "backfilled": event.at.astimezone(context.tz).date() < context.now.astimezone(context.tz).date(),
        "source": context.set_id,
        "created_at": context.now,
        "deleted_at": None,
    }
