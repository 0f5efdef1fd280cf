"""The cards and messages of an approval: put to those who decide, turned grey when it is over."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from crm.approvals import text
from models.customers import Customer
from models.outbox import Text, Update, queue, task_id
from models.people import User
from models.platform import Outbox
from models.working import Approval

UNSCOPED: Final = {"unscoped": True}
EVERYTHING: Final = {"everything": True}
OVER: Final = "the approval is over"
MOST_BUTTON: Final = 16  # characters that stand in place of the buttons


def send(
    session: Session,
    approval: Approval,
    user_id: int,
    now: datetime,
    tz: tzinfo,
    *,
    stands_for: str = "",
    late: bool = False,
) -> bool:
    """The card with 同意 and 驳回. At one moment it is sent to a person once."""
    requester, customer = name_of(session, approval.requester_id), customer_name(session, approval)
    card = text.asking(approval, customer, requester, now, tz, stands_for, late)
    key = f"{_prefix(approval)}{user_id}:{now.astimezone(UTC):%Y%m%dT%H%M%S}"
    return queue(session, key, user_id, card, now)


def customer_name(session: Session, approval: Approval) -> str:
    """Of the customer it is about, whoever asks: they were asked to decide."""
    if approval.customer_id is None:
        return ""
    wanted = select(Customer.name).where(Customer.id == approval.customer_id)
    return session.scalar(wanted, execution_options=EVERYTHING) or ""


def name_of(session: Session, user_id: int | None) -> str:
    user = session.get(User, user_id) if user_id else None
    return user.name if user is not None else "管理员"


def ending(session: Session, approval: Approval, reader_id: int) -> str:
    """What happened meanwhile, for one who comes late: `王芳已同意`."""
    return text.ended(approval, name_of(session, approval.decided_by_id), approval.decided_by_id == reader_id)


def over(session: Session, approval: Approval, by_id: int, now: datetime, *, tapped: bool) -> None:
    """After an answer: everybody's cards say so, and the requester is told.

    `tapped`: their own card changes with the answer to the tap.
    """
    words = ending(session, approval, 0)
    _grey(session, approval, words, now, but=by_id if tapped else None)
    if by_id != approval.requester_id:
        what = text.verdict(approval, customer_name(session, approval), name_of(session, by_id))
        tell(session, approval, approval.requester_id, what, now)


def undone(session: Session, approval: Approval, now: datetime) -> None:
    """The request itself was taken back."""
    _grey(session, approval, f"{name_of(session, approval.requester_id)}已撤回", now)


def reopened(session: Session, approval: Approval, again: Sequence[int], now: datetime, tz: tzinfo) -> None:
    """Its end was taken back: these people have it before them again, and the requester knows."""
    what = text.subject(approval, customer_name(session, approval))
    by_id = session.info["scope"].user_id
    if by_id != approval.requester_id:
        words = f"{name_of(session, by_id)}收回了对「{what}」的决定，有新结果会告诉你。"
        tell(session, approval, approval.requester_id, words, now)
    for user_id in again:
        send(session, approval, user_id, now, tz)


def tell(session: Session, approval: Approval, user_id: int, words: str, now: datetime) -> None:
    """A message beside the cards."""
    key = f"verdict:{approval.id}:{user_id}:{now.astimezone(UTC):%Y%m%dT%H%M%S}"
    queue(session, key, user_id, Text(words), now)


def _grey(session: Session, approval: Approval, words: str, now: datetime, *, but: int | None = None) -> None:
    """Cards not sent yet stay away; those on a phone show `words` for their buttons.

    `but`: who has just tapped; their card changes with the answer to the tap.
    """
    about = select(Outbox.id, Outbox.key, Outbox.user_id, Outbox.status).where(
        Outbox.key.startswith(_prefix(approval), autoescape=True), Outbox.kind == "card"
    )
    for row in session.execute(about, execution_options=UNSCOPED).all():
        if row.status == "waiting" and _stays_away(session, row.id):
            continue
        if row.status in ("waiting", "sending", "sent") and row.user_id != but:
            message = Update(task_id(row.key), words[:MOST_BUTTON])
            queue(session, f"grey:{row.id}", row.user_id, message, now)


def _stays_away(session: Session, outbox_id: int) -> bool:
    """Whether the card was still waiting and is not sent; delivery may have taken it meanwhile."""
    this = (Outbox.id == outbox_id, Outbox.status == "waiting")
    kept = session.execute(
        update(Outbox).where(*this).values(status="dropped", error=OVER),
        execution_options={"synchronize_session": False, **UNSCOPED},
    )
    return bool(getattr(kept, "rowcount", 0))


def _prefix(approval: Approval) -> str:
    return f"approval:{approval.id}:"
