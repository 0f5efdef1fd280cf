"""What nobody answered: the same people once more, then whoever stands above them."""

from datetime import UTC, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.approvals import approvals, approvers, cards
from crm.approvals import text as approval_text
from crm.people import worktime
from models.outbox import Text, queue
from models.people import User
from models.working import Approval, ApprovalAsk

AGAIN_AFTER = 9  # hours of work between reminders after the first: a day


def remind(session: Session, approval_id: int, now: datetime, tz: tzinfo) -> int:
    """How many cards went out; 0 where it was decided meanwhile. The row is locked till the commit."""
    wanted = select(Approval).where(Approval.id == approval_id).with_for_update()
    approval = session.scalar(wanted, execution_options={"populate_existing": True})
    if approval is None or approval.status != "waiting" or approval.remind_at > now:
        return 0
    sent = _higher(session, approval, now, tz) if approval.reminded else 0
    sent = sent or _again(session, approval, now, tz)
    approval.reminded += 1
    approval.remind_at = worktime.after(now, AGAIN_AFTER, tz)
    return sent


def nudge(session: Session, approval: Approval, now: datetime) -> int:
    """The requester asks after it: how many people hear so; 0 where they did within this hour."""
    asks = select(ApprovalAsk.user_id).where(ApprovalAsk.approval_id == approval.id)
    what = approval_text.subject(approval, cards.customer_name(session, approval))
    said = Text(f"{cards.name_of(session, approval.requester_id)}在等你审批：{what}。发「待审批」看看。")
    hour = f"{now.astimezone(UTC):%Y%m%dT%H}"
    people = session.scalars(asks, execution_options={"unscoped": True}).all()
    return sum(queue(session, f"nudge:{approval.id}:{one}:{hour}", one, said, now) for one in people)


def _again(session: Session, approval: Approval, now: datetime, tz: tzinfo) -> int:
    here = select(User.id).where(User.status == "active")
    asks = select(ApprovalAsk).where(ApprovalAsk.approval_id == approval.id, ApprovalAsk.user_id.in_(here))
    found = list(session.scalars(asks.order_by(ApprovalAsk.id)))
    for ask in found:
        stands_for = cards.name_of(session, ask.stands_for_id) if ask.stands_for_id else ""
        cards.send(session, approval, ask.user_id, now, tz, stands_for=stands_for, late=True)
    return len(found)


def _higher(session: Session, approval: Approval, now: datetime, tz: tzinfo) -> int:
    """Put it to the next level that was not asked yet; the requester hears of it."""
    asked = select(ApprovalAsk.user_id).where(ApprovalAsk.approval_id == approval.id)
    known = set(session.scalars(asked))
    requester = session.get_one(User, approval.requester_id)
    about = session.get(User, approval.data["about_id"]) if approval.data.get("about_id") else requester
    levels = [
        [user for user in level if user.id not in known]
        for level in approvals.above(session, about or requester, requester)
    ]
    fresh = [level for level in levels if level]
    if not fresh:
        return 0
    to = approvers.asked(session, fresh, requester.id, days.today(now, tz))
    to = [one for one in to if one.user.id not in known]
    if not to:
        return 0
    approvals.put_to(session, approval, to, now, tz)
    names = "、".join(one.user.name for one in to)
    what = approval_text.subject(approval, cards.customer_name(session, approval))
    words = f"你的申请「{what}」还没有人批，已经再转给{names}，有结果告诉你。"
    cards.tell(session, approval, requester.id, words, now)
    return len(to)
