"""Whose a customer is. Every change of owner goes through `give`: history, clock of the pool, open tasks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from crm import holdings
from crm.deals import deals
from crm.errors import Forbidden
from crm.notices import withdraw
from crm.ownership import collaborators
from crm.people import team
from crm.tasks import tasks
from crm.tickets import tickets
from models.customers import Customer
from models.deals import Opportunity
from models.ownership import OwnerChange
from models.people import User
from models.platform import Outbox
from models.scope import Scope, owned
from models.service import Ticket
from models.work import Interaction, Task

REASONS: Final = {
    "transfer": "转交",
    "handover": "离职交接",
    "release": "放回公海",
    "recycle": "到期回公海",
    "claim": "从公海领取",
    "merge": "合并",
    "assign": "线索分配",
}
UNSCOPED: Final = {"unscoped": True}
OVER: Final = "the task is over"  # why a card was dropped; an undo brings it back
UNSENT: Final = or_(Outbox.status == "waiting", and_(Outbox.status == "dropped", Outbox.error == OVER))
CARDS_OF: Final = 100  # tasks of one statement


def give(
    session: Session,
    customer: Customer,
    to_id: int | None,
    reason: str,
    now: datetime,
    *,
    with_tasks: bool = True,
) -> list[Task]:
    """The customer's new owner (None: the public pool); the tasks that moved with it.

    Interactions stay whose they were. The former owner's open tasks and tickets of this customer go to the
    new one, with the cards that wait; in the pool nobody works, so tasks are cancelled. `with_tasks=False` is
    for a hand-over, which moves all of the person at once.
    """
    from_id = customer.owner_id
    session.add(
        OwnerChange(
            customer_id=customer.id,
            from_user_id=from_id,
            to_user_id=to_id,
            reason=reason,
            at=now,
            created_at=now,
            source=session.info["set_id"],
        )
    )
    customer.owner_id, customer.owner_since = to_id, now
    customer.protected_until = customer.pool_due_at = None
    if to_id is None:
        collaborators.end(session, customer, now)
    if from_id is None and to_id is not None:
        deals.taken_up(session, customer.id, to_id)
    if from_id is None or from_id == to_id or not with_tasks:
        return []
    deals.follow_customer(session, [customer.id], from_id, to_id)
    if to_id is not None:  # in the pool they stay with whoever is at it: the customer waits all the same
        tickets.follow(session, from_id, [customer.id], to_id, now)
    moving = open_tasks(session, from_id, [customer.id])
    reassign(session, moving, to_id)
    if to_id is None:
        holdings.called_off(session, moving)
    return moving


def open_tasks(session: Session, user_id: int, customer_ids: Collection[int] | None = None) -> list[Task]:
    """What this person still has to do; at these customers, or at all."""
    wanted = select(Task).where(Task.assignee_id == user_id, Task.status == "open").order_by(Task.id)
    if customer_ids is not None:
        wanted = wanted.where(Task.customer_id.in_(sorted(customer_ids)))
    return list(session.scalars(wanted, execution_options=UNSCOPED))


def reassign(session: Session, moving: Sequence[Task], to_id: int | None) -> None:
    """Give the tasks to somebody else, or cancel them where there is nobody."""
    for task in moving:
        if to_id is None:
            tasks.cancel(task)
        else:
            task.assignee_id = to_id
    cards_follow(session, moving)


def cards_follow(session: Session, moved: Sequence[Task]) -> None:
    """Cards of these tasks that were not sent yet go to whoever has the task now; to nobody if it is over."""
    for start in range(0, len(moved), CARDS_OF):
        by_id = {task.id: task for task in moved[start : start + CARDS_OF]}
        theirs = or_(*(Outbox.key.startswith(f"due:task:{id_}:") for id_ in by_id))
        cards = select(Outbox.id, Outbox.key).where(theirs, UNSENT)
        for row_id, key in session.execute(cards, execution_options=UNSCOPED).all():
            task = by_id[int(key.split(":")[2])]
            if task.status == "open" and task.deleted_at is None:
                _set(session, row_id, status="waiting", error=None, user_id=task.assignee_id)
            else:
                _set(session, row_id, status="dropped", error=OVER)


def _set(session: Session, outbox_id: int, **values: Any) -> None:
    """Unless delivery has taken it meanwhile: it would be sent twice."""
    session.execute(
        update(Outbox).where(Outbox.id == outbox_id, UNSENT).values(values),
        execution_options={"synchronize_session": False, "unscoped": True},
    )


def must_be_givable(customer: Customer, scope: Scope) -> None:
    """Raises Refused where this person may not hand the customer on."""
    if customer.owner_id is None and scope.kind == "own":
        raise Forbidden(f"「{customer.name}」在公海里，不归你，先领取再转。发「从公海领取{customer.name}」。")


def owned_by(session: Session, user_id: int) -> list[Customer]:
    """All customers of a person within sight, oldest first."""
    return list(session.scalars(select(Customer).where(Customer.owner_id == user_id).order_by(Customer.id)))


def person(session: Session, name: str) -> list[User]:
    """People of exactly this name, those who have left included."""
    return list(session.scalars(select(User).where(User.name == name).order_by(User.id)))


def leads(session: Session, scope: Scope, user_id: int) -> bool:
    """Whether the person of this scope speaks for that colleague: it is they, or one of their people."""
    if scope.kind == "all":
        return True
    seen = select(User.id).where(User.id == user_id, owned(User.id, scope.kind, len(scope.paths)))
    return session.scalar(seen) is not None


@dataclass(frozen=True, slots=True)
class Estate:
    """What a person would hand over."""

    customers: int
    tasks: int
    deals: int
    tickets: int
    interactions: int


def estate(session: Session, user_id: int) -> Estate:
    """Counted over everything they have, whoever asks: check `leads` first."""

    def count(statement: Any) -> int:
        return session.scalar(statement, execution_options=UNSCOPED) or 0

    return Estate(
        count(select(func.count(Customer.id)).where(Customer.owner_id == user_id)),
        count(select(func.count(Task.id)).where(Task.assignee_id == user_id, Task.status == "open")),
        count(
            select(func.count(Opportunity.id)).where(
                Opportunity.owner_id == user_id, Opportunity.status == "open"
            )
        ),
        count(select(func.count(Ticket.id)).where(Ticket.assignee_id == user_id, Ticket.status != "closed")),
        count(select(func.count(Interaction.id)).where(Interaction.user_id == user_id)),
    )


def hand_over(session: Session, from_id: int, to_id: int, now: datetime) -> Estate:
    """离职交接: every customer, every open task and ticket; the records stay whose they were."""
    before = estate(session, from_id)
    mine = select(Customer).where(Customer.owner_id == from_id).order_by(Customer.id).with_for_update()
    for customer in session.scalars(mine, execution_options=UNSCOPED).all():
        give(session, customer, to_id, "handover", now, with_tasks=False)
    session.flush()
    deals.hand_over(session, from_id, to_id)
    reassign(session, open_tasks(session, from_id), to_id)
    tickets.follow(session, from_id, None, to_id, now)
    return before


def history(session: Session, customer: Customer) -> list[tuple[OwnerChange, str, str]]:
    """Changes of owner, newest first, with the names of both sides (`公海` for nobody)."""
    found = session.scalars(
        select(OwnerChange).where(OwnerChange.customer_id == customer.id).order_by(OwnerChange.id.desc())
    ).all()
    ids = {user for change in found for user in (change.from_user_id, change.to_user_id) if user}
    names = team.names_of(session, ids)
    return [(c, names.get(c.from_user_id or 0, "公海"), names.get(c.to_user_id or 0, "公海")) for c in found]


def notice_key(set_id: str, to_id: int) -> str:
    """The outbox key of the card that tells a colleague what they were given."""
    return f"own:{set_id}:{to_id}"[:128]


def taken_back(session: Session, change: OwnerChange, now: datetime) -> None:
    """After an undo: who was told of the gift is told that it is none; a card not sent yet stays away."""
    if change.to_user_id is not None:
        words = "刚才转给你的客户，对方撤销了，先不用跟进。"
        withdraw(session, notice_key(change.source, change.to_user_id), change.to_user_id, words, now)
