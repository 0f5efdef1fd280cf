"""协作人: colleagues who see a customer that is not theirs and record there. The scope knows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.notices import withdraw
from models.customers import Customer
from models.people import User
from models.trust import Collaborator

UNSCOPED: Final = {"unscoped": True}


def add(session: Session, customer: Customer, people: Sequence[User], now: datetime) -> list[User]:
    """Make them collaborators; those who were not yet. The owner needs no such right."""
    have = {one.user_id for one in _of(session, customer.id)} | {customer.owner_id}
    new = [user for user in people if user.id not in have]
    source = session.info["set_id"]
    session.add_all(
        Collaborator(customer_id=customer.id, user_id=user.id, created_at=now, source=source) for user in new
    )
    return new


def remove(session: Session, customer: Customer, people: Sequence[User], now: datetime) -> list[User]:
    """They see it no more; those who did."""
    wanted = {user.id: user for user in people}
    found = [one for one in _of(session, customer.id) if one.user_id in wanted]
    for one in found:
        one.deleted_at = now
    return [wanted[one.user_id] for one in found]


def end(session: Session, customer: Customer, now: datetime) -> None:
    """In the public pool nobody works along."""
    for one in _of(session, customer.id):
        one.deleted_at = now


def of(session: Session, customer: Customer) -> list[User]:
    """Who works along at this customer, the longest first."""
    mine = (Collaborator.customer_id == customer.id, User.status != "left")
    found = select(User).join(Collaborator, Collaborator.user_id == User.id).where(*mine)
    return list(session.scalars(found.order_by(Collaborator.id), execution_options=UNSCOPED))


def shared_with(session: Session, user_id: int) -> list[Customer]:
    """The customers of others at which this person works along."""
    theirs = select(Collaborator.customer_id).where(Collaborator.user_id == user_id)
    found = select(Customer).where(Customer.id.in_(theirs)).order_by(Customer.id)
    return list(session.scalars(found))


def notice_key(set_id: str, user_id: int) -> str:
    """The outbox key of the card that tells a colleague that they work along."""
    return f"along:{set_id}:{user_id}"[:128]


def taken_back(session: Session, one: Collaborator, now: datetime) -> None:
    """After an undo: who was told that they work along is told that they do not."""
    if one.deleted_at is not None:
        words = "刚才请你协作的客户，对方撤销了，先不用跟。"
        withdraw(session, notice_key(one.source, one.user_id), one.user_id, words, now)


def _of(session: Session, customer_id: int) -> list[Collaborator]:
    found = select(Collaborator).where(Collaborator.customer_id == customer_id).order_by(Collaborator.id)
    return list(session.scalars(found, execution_options=UNSCOPED))
