"""审批: asked of whoever stands above, decided once, and what was approved is done in the same transaction.

Whoever builds on it says what a decision does: `@on_decision("quotes")`. See `Deed`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm import days
from crm.approvals import approvers, cards
from crm.errors import Refused
from crm.ownership.ownership import leads
from crm.people import worktime
from models.people import User
from models.scope import Scope
from models.working import Approval, ApprovalAsk

Deed = Callable[[Session, Approval, datetime, tzinfo], str | None]
"""What follows from the end of an approval (`status`: approved, rejected, withdrawn), in its transaction.

It acts for whoever decided and sees everything. It returns what the requester is told was done, and raises
Refused, before it writes anything, where it cannot be done any more.
"""
DEEDS: Final[dict[str, Deed]] = {}
UNSCOPED: Final = {"unscoped": True}
GRANTED_FOR: Final = timedelta(days=30)  # a discount approved for a customer, without a quotation
REMIND_AFTER: Final = 4  # hours of work without an answer
MOST_ASKED: Final = 8  # people of one level


def on_decision(key: str) -> Callable[[Deed], Deed]:
    """The function does what follows for a subject's table (`quotes`), or for a kind without a subject."""

    def register(function: Deed) -> Deed:
        DEEDS[key] = function
        return function

    return register


def request(
    session: Session,
    kind: str,
    requester: User,
    now: datetime,
    tz: tzinfo,
    *,
    customer_id: int | None = None,
    value: Decimal | None = None,
    content: str = "",
    subject: tuple[str, int] | None = None,
    data: dict[str, Any] | None = None,
    about: User | None = None,
) -> Approval:
    """Put it to whoever decides, with a card for each. The same thing asked again is not asked twice.

    `about`: the one whose leaders decide, if that is not the requester. Raises Refused where nobody stands
    above the requester.
    """
    again = _same(session, kind, requester.id, customer_id, value, subject)
    if again is not None:
        return again
    asked = approvers.asked(
        session, above(session, about or requester, requester), requester.id, days.today(now, tz)
    )
    if not asked:
        raise Refused("你上面没有可以审批的人，不用走审批，直接做就行。")
    approval = Approval(
        kind=kind,
        requester_id=requester.id,
        customer_id=customer_id,
        subject=subject[0] if subject else None,
        subject_id=subject[1] if subject else None,
        value=value,
        data=(data or {}) | ({"about_id": about.id} if about else {}),
        content=content,
        status="waiting",
        remind_at=worktime.after(now, REMIND_AFTER, tz),
        reminded=0,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(approval)
    session.flush()
    put_to(session, approval, asked[:MOST_ASKED], now, tz)
    return approval


def above(session: Session, person: User, requester: User) -> list[list[User]]:
    """The levels that may decide about this person, the requester left out."""
    levels = (
        [user for user in level if user.id != requester.id] for level in approvers.levels(session, person)
    )
    return [level for level in levels if level]


def put_to(
    session: Session, approval: Approval, asked: Sequence[approvers.Asked], now: datetime, tz: tzinfo
) -> None:
    """A card for each of these people. Belongs to the request, so that its undo takes this back too."""
    session.add_all(
        ApprovalAsk(
            approval_id=approval.id,
            user_id=one.user.id,
            stands_for_id=one.stands_for.id if one.stands_for else None,
            created_at=now,
            source=approval.source,
        )
        for one in asked
    )
    session.flush()
    for one in asked:
        cards.send(
            session, approval, one.user.id, now, tz, stands_for=one.stands_for.name if one.stands_for else ""
        )


def _same(
    session: Session,
    kind: str,
    requester_id: int,
    customer_id: int | None,
    value: Decimal | None,
    subject: tuple[str, int] | None,
) -> Approval | None:
    """A request of theirs that waits already and asks for the same; expenses are each their own."""
    if kind in ("expense", "other") and subject is None:
        return None
    theirs = select(Approval).where(
        Approval.requester_id == requester_id, Approval.status == "waiting", Approval.kind == kind
    )
    for one in session.scalars(theirs, execution_options=UNSCOPED):
        same_thing = (one.subject, one.subject_id) == (subject or (None, None))
        if same_thing and one.customer_id == customer_id and one.value == value:
            return one
    return None


def decide(
    session: Session,
    approval_id: int,
    decider: User,
    approved: bool,
    reason: str | None,
    now: datetime,
    tz: tzinfo,
    *,
    tapped: bool = False,
) -> Approval:
    """The first answer counts; what follows from it is done here and now. Raises Refused with the reason.

    The row is locked: of two managers at once the second reads what the first decided.
    """
    approval = locked(session, approval_id)
    must_be_waiting(session, approval, decider.id)
    if not may_decide(session, approval, decider):
        raise Refused("这条审批没有提给你，你不能替别人决定。")
    approval.status = "approved" if approved else "rejected"
    approval.reason = (reason or "")[:255] or None
    _finish(session, approval, decider, now, tz, tapped)
    return approval


def withdraw(session: Session, approval: Approval, by: User, now: datetime, tz: tzinfo) -> Approval:
    """撤回: by the requester, while nobody has answered. Raises Refused afterwards."""
    approval = locked(session, approval.id)
    must_be_waiting(session, approval, by.id)
    approval.status = "withdrawn"
    _finish(session, approval, by, now, tz)
    return approval


def withdraw_about(session: Session, subject: tuple[str, int], by: User, now: datetime, tz: tzinfo) -> None:
    """An open request about this record is no longer asked: its figures are others now, or it is off."""
    waiting = waiting_for(session, subject)
    if waiting is not None:
        withdraw(session, waiting, by, now, tz)


def _finish(
    session: Session, approval: Approval, by: User, now: datetime, tz: tzinfo, tapped: bool = False
) -> None:
    approval.decided_at, approval.decided_by_id = now, by.id
    deed = DEEDS.get(approval.subject or approval.kind)
    with acting(session, by.id):
        try:
            approval.outcome = deed(session, approval, now, tz) if deed else None
        except Refused as refusal:
            approval.outcome = f"没能自动办成：{refusal}"[:255]
        session.flush()
        cards.over(session, approval, by.id, now, tapped=tapped)


@contextmanager
def acting(session: Session, user_id: int | None) -> Iterator[None]:
    """In the name of this person, but seeing everything: the right to it was checked before."""
    before = session.info["scope"]
    session.info["scope"] = Scope(user_id, "all")
    try:
        yield
    finally:
        session.info["scope"] = before


def locked(session: Session, approval_id: int) -> Approval:
    """The approval as it stands now, held till the end of the transaction. Raises Refused if it is gone."""
    found = session.scalar(
        select(Approval).where(Approval.id == approval_id).with_for_update(),
        execution_options={"unscoped": True, "populate_existing": True},
    )
    if found is None:
        raise Refused("这条审批已经撤回了。")
    return found


def must_be_waiting(session: Session, approval: Approval, reader_id: int) -> None:
    if approval.status != "waiting":
        raise Refused(cards.ending(session, approval, reader_id))


def may_decide(session: Session, approval: Approval, user: User) -> bool:
    """Who was asked, and whoever leads the requester; nobody about their own request."""
    if user.id == approval.requester_id:
        return False
    asked = select(ApprovalAsk.id).where(
        ApprovalAsk.approval_id == approval.id, ApprovalAsk.user_id == user.id
    )
    if session.scalar(asked, execution_options=UNSCOPED) is not None:
        return True
    return user.role in ("manager", "admin") and leads(session, session.info["scope"], approval.requester_id)


def waiting_for_me(session: Session, user_id: int) -> list[Approval]:
    """What this person was asked and nobody has answered, the oldest first."""
    mine = select(ApprovalAsk.approval_id).where(ApprovalAsk.user_id == user_id)
    wanted = select(Approval).where(
        Approval.id.in_(mine), Approval.status == "waiting", Approval.requester_id != user_id
    )
    return list(session.scalars(wanted.order_by(Approval.created_at, Approval.id)))


def asked_names(session: Session, approval: Approval) -> list[str]:
    """Whom it was put to; a substitute with the one they stand in for."""
    asks = select(ApprovalAsk).where(ApprovalAsk.approval_id == approval.id).order_by(ApprovalAsk.id)
    found = list(session.scalars(asks, execution_options=UNSCOPED))
    return [
        cards.name_of(session, ask.user_id)
        + (f"（代{cards.name_of(session, ask.stands_for_id)}）" if ask.stands_for_id else "")
        for ask in found
    ]


def requests_of(session: Session, user_id: int, most: int = 20) -> list[Approval]:
    """What this person asked for, the newest first."""
    wanted = select(Approval).where(Approval.requester_id == user_id)
    return list(session.scalars(wanted.order_by(Approval.id.desc()).limit(most)))


def decided_by(session: Session, user_id: int, most: int = 20) -> list[Approval]:
    """What this person said yes or no to, the newest first."""
    wanted = select(Approval).where(
        Approval.decided_by_id == user_id, Approval.status.in_(("approved", "rejected"))
    )
    return list(session.scalars(wanted.order_by(Approval.decided_at.desc(), Approval.id.desc()).limit(most)))


def waiting_for(session: Session, subject: tuple[str, int]) -> Approval | None:
    """The open request about this record."""
    wanted = select(Approval).where(
        Approval.subject == subject[0], Approval.subject_id == subject[1], Approval.status == "waiting"
    )
    return session.scalars(wanted.order_by(Approval.id.desc()), execution_options=UNSCOPED).first()


def granted(session: Session, customer_id: int, requester_id: int, now: datetime) -> Decimal | None:
    """The lowest discount (85: 八五折) approved lately for this customer without a quotation."""
    wanted = select(func.min(Approval.value)).where(
        Approval.kind == "discount",
        Approval.subject.is_(None),
        Approval.status == "approved",
        Approval.customer_id == customer_id,
        Approval.requester_id == requester_id,
        Approval.decided_at >= now - GRANTED_FOR,
    )
    return session.scalar(wanted, execution_options=UNSCOPED)


def taken_back(session: Session, approval: Approval, now: datetime, tz: tzinfo) -> None:
    """After an undo: of the request (cards go grey), or of its end (it is put to people again)."""
    actor_id = session.info["scope"].user_id
    if approval.deleted_at is not None:
        cards.undone(session, approval, now)
    elif approval.status == "waiting" and actor_id is not None:
        approval.remind_at = worktime.after(now, REMIND_AFTER, tz)
        asks = select(ApprovalAsk.user_id).where(ApprovalAsk.approval_id == approval.id)
        again = (
            [actor_id]
            if actor_id != approval.requester_id
            else list(session.scalars(asks, execution_options=UNSCOPED))
        )
        cards.reopened(session, approval, again, now, tz)


def due(session: Session, now: datetime, most: int = 200) -> list[int]:
    """Ids of those that nobody answered in time."""
    wanted = select(Approval.id).where(Approval.status == "waiting", Approval.remind_at <= now)
    return list(session.scalars(wanted.order_by(Approval.remind_at).limit(most)))


def next_reminder(session: Session, after: datetime) -> datetime | None:
    """When the next one falls due, later than `after`."""
    wanted = select(func.min(Approval.remind_at)).where(
        Approval.status == "waiting", Approval.remind_at > after
    )
    return session.scalar(wanted)
