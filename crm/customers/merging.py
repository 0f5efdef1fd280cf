"""合并: two records of one customer become one. Every foreign key follows; undo puts all of it back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, func, insert, inspect, select, update
from sqlalchemy.orm import Session

from crm.customers import customers
from crm.deals import deals
from crm.errors import Refused
from crm.ownership import collaborators
from crm.ownership.ownership import UNSCOPED, give, open_tasks, reassign
from crm.tickets import tickets
from models.base import Audited, Base
from models.customers import Contact, Customer, CustomerTag, NameKey
from models.dictionary import CustomValue
from models.ownership import CustomerAlias
from models.work import Task

EVERYTHING: Final = {"everything": True}
FILLED: Final = (
    *("level", "industry", "region", "address", "phone", "email", "wechat", "origin"),
    *("kind", "nature", "credit", "credit_limit", "bank", "satisfaction", "preference"),
)
"""Taken from the merged customer where the one that stays has nothing."""
NOTE: Final = 2048  # characters a note holds
FIRST_STAGE: Final = "潜在"


def preview(session: Session, gone: Customer) -> dict[str, int]:
    """What a merge would move, by table: everything the customer has, beyond sight too; of tasks the open
    ones. Tables without anything are left out."""
    found: dict[str, int] = {}
    for model, column in pointing_at(Customer.__table__):
        if model is Customer:
            continue
        wanted = select(func.count(model.id)).where(column == gone.id)
        if model is Task:
            wanted = wanted.where(Task.status == "open")
        if many := session.scalar(wanted, execution_options=UNSCOPED):
            found[model.__tablename__] = many
    return found


def merge(session: Session, gone: Customer, stays: Customer, now: datetime) -> dict[str, int]:
    """`gone` becomes `stays`; what moved. Raises Refused where both are one already."""
    if gone.id == stays.id:
        raise Refused(f"「{stays.name}」就是同一个客户，不用合并。")
    moved = preview(session, gone)
    _settle_owner(session, gone, stays, now)
    _drop_double_tags(session, gone, stays, now)
    _drop_double_collaborators(session, gone, stays, now)
    _drop_double_values(session, gone, stays, now)
    theirs, ours = _people(session, gone), _people(session, stays)
    repoint(session, Customer.__table__, gone.id, stays.id)
    for one in theirs:
        if (kept := _same_person(one, ours)) is not None:
            _merge_contact(session, one, kept, now)
    _fill(gone, stays)
    alias(session, gone, stays, now)
    gone.merged_into_id, gone.deleted_at = stays.id, now
    session.flush()
    follow(session, stays.id)
    return moved


def repoint(session: Session, table: Any, old: int, new: int) -> None:
    """Every record that points at row `old` of `table` points at `new`; those marked as deleted too."""
    for model, column in pointing_at(table):
        pointing = select(model).where(column == old)
        for record in session.scalars(pointing, execution_options=EVERYTHING):
            setattr(record, column.name, new)


def pointing_at(table: Any) -> Iterator[tuple[Any, Column[Any]]]:
    """Every model and column with a foreign key to `table`; all audited, so that undo can put them back."""
    for mapper in Base.registry.mappers:
        for key in inspect(mapper.class_).local_table.foreign_keys:
            if key.column.table is table:
                if not issubclass(mapper.class_, Audited):
                    raise TypeError(f"{mapper.class_.__name__} points at {table} and has no change log")
                yield mapper.class_, key.parent


def _settle_owner(session: Session, gone: Customer, stays: Customer, now: datetime) -> None:
    """One from the pool goes to the other's owner, its chances too; open tasks and tickets to whoever has it
    afterwards."""
    if stays.owner_id is None and gone.owner_id is not None:
        give(session, stays, gone.owner_id, "merge", now)
    elif stays.owner_id is not None and gone.owner_id is None:
        deals.taken_up(session, gone.id, stays.owner_id)
    elif gone.owner_id not in (None, stays.owner_id):
        assert gone.owner_id is not None
        reassign(session, open_tasks(session, gone.owner_id, [gone.id]), stays.owner_id)
        if stays.owner_id is not None:
            tickets.follow(session, gone.owner_id, [gone.id], stays.owner_id, now)
        deals.follow_customer(session, [gone.id], gone.owner_id, stays.owner_id)


def _drop_double_tags(session: Session, gone: Customer, stays: Customer, now: datetime) -> None:
    have = set(customers.tags_of(session, stays))
    tags = select(CustomerTag).where(CustomerTag.customer_id == gone.id)
    for tag in session.scalars(tags, execution_options=UNSCOPED):
        if tag.name in have:
            tag.deleted_at = now


def _drop_double_collaborators(session: Session, gone: Customer, stays: Customer, now: datetime) -> None:
    """Who works along at both does so once; the owner need not."""
    have = {user.id for user in collaborators.of(session, stays)} | {stays.owner_id}
    double = [user for user in collaborators.of(session, gone) if user.id in have]
    collaborators.remove(session, gone, double, now)


def _drop_double_values(session: Session, gone: Customer, stays: Customer, now: datetime) -> None:
    """Of two values of one custom field that of the customer that stays holds."""

    def values(customer: Customer) -> list[CustomValue]:
        found = select(CustomValue).where(CustomValue.customer_id == customer.id)
        return list(session.scalars(found, execution_options=UNSCOPED))

    have = {value.field_id for value in values(stays)}
    for value in values(gone):
        if value.field_id in have:
            value.deleted_at = now


def _people(session: Session, customer: Customer) -> list[Contact]:
    found = select(Contact).where(Contact.customer_id == customer.id).order_by(Contact.id)
    return list(session.scalars(found, execution_options=UNSCOPED))


def _same_person(one: Contact, others: Sequence[Contact]) -> Contact | None:
    """Who of these it is: of the same name and number, else of the same name where one has no number."""
    called = [other for other in others if other.name == one.name]
    fitting = [other for other in called if other.phone == one.phone]
    fitting += [other for other in called if not (one.phone and other.phone)]
    return fitting[0] if fitting else None


def _merge_contact(session: Session, double: Contact, kept: Contact, now: datetime) -> None:
    repoint(session, Contact.__table__, double.id, kept.id)
    for field in ("title", "phone", "email", "wechat", "birthday"):
        if getattr(kept, field) is None:
            setattr(kept, field, getattr(double, field))
    double.deleted_at = now


def _fill(gone: Customer, stays: Customer) -> None:
    for field in FILLED:
        if getattr(stays, field) is None and getattr(gone, field) is not None:
            setattr(stays, field, getattr(gone, field))
    customers.place(stays)
    if stays.stage == FIRST_STAGE != gone.stage:
        stays.stage = gone.stage
    notes = list(dict.fromkeys(filter(None, (stays.note, gone.note))))
    if notes and (joined := "\n".join(notes)[:NOTE]) != stays.note:
        stays.note = joined


def alias(session: Session, gone: Customer, stays: Customer, now: datetime) -> None:
    """Whatever found the merged customer finds the one it became."""

    def keys(customer: Customer) -> set[str]:
        mine = select(NameKey.key).where(NameKey.kind == "customer", NameKey.record_id == customer.id)
        return set(session.scalars(mine))

    added = sorted(keys(gone) - keys(stays))
    _add_keys(session, stays.id, added)
    source = session.info["set_id"]
    session.add(
        CustomerAlias(customer_id=stays.id, name=gone.name, keys=added, created_at=now, source=source)
    )


def _add_keys(session: Session, customer_id: int, keys: list[str]) -> None:
    rows = [
        {"key": key, "kind": "customer", "record_id": customer_id, "customer_id": customer_id} for key in keys
    ]
    if rows:
        session.connection().execute(insert(NameKey), rows)


def follow(session: Session, customer_id: int) -> None:
    """The name keys of the customer's people, and its last interaction, after records have moved."""
    people = select(Contact.id).where(Contact.customer_id == customer_id)
    session.execute(
        update(NameKey)
        .where(NameKey.kind == "contact", NameKey.record_id.in_(people), NameKey.customer_id != customer_id)
        .values(customer_id=customer_id),
        execution_options={"synchronize_session": False, **EVERYTHING},
    )
    customers.refresh(session, customer_id)


def taken_back(session: Session, alias_: CustomerAlias) -> None:
    """After an undo: the customer that stayed loses the names it got; its people and dates are its own.

    An alias that only went along with its customer, and came back with it, keeps its names.
    """
    if alias_.deleted_at is None:
        return
    table = NameKey.__table__
    for key in alias_.keys:
        session.connection().execute(
            table.delete().where(  # type: ignore[attr-defined]
                table.c.kind == "customer", table.c.record_id == alias_.customer_id, table.c.key == key
            )
        )
    session.flush()
    follow(session, alias_.customer_id)
