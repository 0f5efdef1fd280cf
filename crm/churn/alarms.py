"""Whom to tell of which customer, and why; never more than a rep can work on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from crm import days
from crm.churn.levels import LEVELS, rank
from models.base import Moment
from models.customers import Customer
from models.deals import Opportunity
from models.judgement import ChurnAlarm, ChurnAssessment
from models.lists import Ids, OneOf
from models.people import User
from models.selling import STANDING, Order
from models.service import Ticket
from models.work import Task

EACH_WEEK: Final = 5  # cards a rep
NOT_AGAIN: Final = timedelta(days=14)  # unless it gets worse
ENOUGH_ALIKE: Final = 20
URGENT: Final = ("预警", "可能已流失")
MOST_TO_CONTACT: Final = 2_000
SNOOZE: Final = timedelta(days=30)
LOW: Final = (1, 2)  # scores of five that are a warning
OF_LATE: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A customer at risk, what it has bought for, and facts its owner can check."""

    assessment: ChurnAssessment
    customer: Customer
    owner: str
    worth: Decimal
    reasons: tuple[str, ...] = ()


def listed(
    session: Session, who: ColumnElement[bool], wanted: str | None = None, most: int = 200
) -> list[AtRisk]:
    """Customers at risk within sight, the worst level and the most valuable first."""
    statement = (
        select(ChurnAssessment, Customer, User.name, _worth())
        .join(Customer, Customer.id == ChurnAssessment.customer_id)
        .outerjoin(User, User.id == Customer.owner_id)
        .where(who, ChurnAssessment.level != "")
        .order_by(ChurnAssessment.risk.desc(), Customer.id)
        .limit(most)
    )
    if wanted is not None:
        statement = statement.where(ChurnAssessment.level == wanted)
    found = [
        AtRisk(one, customer, owner or "公海", Decimal(str(value)))
        for one, customer, owner, value in session.execute(statement)
    ]
    return sorted(found, key=lambda at: (-rank(at.assessment.level), -at.worth, at.customer.id))


def to_contact(session: Session, who: ColumnElement[bool], today: date) -> list[AtRisk]:
    """Of these the ones to be spoken to today: not put off, and nothing planned for them yet."""
    planned = select(Task.customer_id).where(Task.status == "open", Task.customer_id.is_not(None))
    wanted = and_(
        who,
        or_(ChurnAssessment.snoozed_until.is_(None), ChurnAssessment.snoozed_until <= today),
        ChurnAssessment.level.in_(URGENT),
        Customer.id.not_in(planned),
    )
    return listed(session, wanted, most=MOST_TO_CONTACT)


def of(session: Session, customer_id: int) -> ChurnAssessment | None:
    """What the last night thought of this customer."""
    return session.scalars(select(ChurnAssessment).where(ChurnAssessment.customer_id == customer_id)).first()


def due(
    session: Session, user_ids: Sequence[int], bought: Mapping[int, Decimal], now: datetime, tz: tzinfo
) -> dict[int, list[int]]:
    """Assessments these people are to be told of now: at most five a week each, the worst and most valuable
    first. `bought`: what customers have bought for, yuan.

    Not while it is snoozed, not twice in two weeks; both unless it got worse since.
    """
    owned = (
        Customer.id == ChurnAssessment.customer_id,
        OneOf(Customer.owner_id, literal(tuple(user_ids), Ids())),
    )
    told = (
        select(Customer.owner_id, func.count())
        .where(*owned, ChurnAssessment.carded_at > now - timedelta(days=7))
        .group_by(Customer.owner_id)
    )
    room = {owner: max(EACH_WEEK - many, 0) for owner, many in session.execute(told)}
    worse = _rank(ChurnAssessment.level) > _rank(ChurnAssessment.carded_level)
    today = days.today(now, tz)
    awake = or_(ChurnAssessment.snoozed_until.is_(None), ChurnAssessment.snoozed_until <= today)
    rested = or_(ChurnAssessment.carded_at.is_(None), ChurnAssessment.carded_at <= now - NOT_AGAIN)
    wanted = select(
        Customer.owner_id, ChurnAssessment.level, ChurnAssessment.customer_id, ChurnAssessment.id
    ).where(*owned, ChurnAssessment.level != "", or_(worse, and_(awake, rested)))
    ranked: dict[int, list[tuple[int, Decimal, int, int]]] = defaultdict(list)
    for owner, level, customer, id_ in session.execute(wanted):
        if owner is not None:
            ranked[owner].append((-rank(level), -bought.get(customer, Decimal(0)), customer, id_))
    chosen = {owner: sorted(theirs)[: room.get(owner, EACH_WEEK)] for owner, theirs in ranked.items()}
    return {owner: [one[-1] for one in theirs] for owner, theirs in sorted(chosen.items()) if theirs}


def at_risk(session: Session, assessment_ids: Sequence[int]) -> list[AtRisk]:
    """These, in the order of `listed`."""
    ids = OneOf(ChurnAssessment.id, literal(tuple(assessment_ids), Ids()))
    return listed(session, ids, most=len(assessment_ids))


def _rank(column: Any) -> ColumnElement[int]:
    return case({name: rank(name) for name, _ in LEVELS}, value=column, else_=0)


def _worth() -> ColumnElement[Any]:
    """What the customer has bought for."""
    sold = select(func.sum(Order.amount)).where(Order.customer_id == Customer.id, Order.status.in_(STANDING))
    return func.coalesce(sold.scalar_subquery(), 0)


@dataclass(frozen=True, slots=True)
class Stuck:
    """The open chance of a customer that has stood still longest."""

    title: str
    stage: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Signs:
    """What else is wrong at a customer: a chance that stands still, complaints that are open (their numbers),
    the worst score of late with its ticket."""

    stuck: Stuck | None = None
    complaints: tuple[str, ...] = ()
    low: tuple[int, str] | None = None


def signs(session: Session, customer_ids: Sequence[int], now: datetime) -> dict[int, Signs]:
    """Of each of these customers."""
    stuck, cases = _stuck(session, customer_ids), _cases(session, customer_ids, now)
    found = {}
    for one in customer_ids:
        theirs = cases.get(one, [])
        open_ = tuple(ticket.number for ticket in theirs if ticket.status != "closed")
        scores = [(t.satisfaction, t.number) for t in theirs if t.satisfaction in LOW]
        found[one] = Signs(stuck.get(one), open_, min(scores, default=None))
    return found


def _cases(session: Session, customer_ids: Sequence[int], now: datetime) -> dict[int, list[Ticket]]:
    """Complaints that are not closed, and what was closed of late with a low score."""
    complaint = and_(Ticket.type == "complaint", Ticket.status != "closed")
    low = and_(Ticket.satisfaction.in_(LOW), Ticket.closed_at > now - OF_LATE)
    wanted = select(Ticket).where(Ticket.customer_id.in_(customer_ids), or_(complaint, low))
    found: dict[int, list[Ticket]] = defaultdict(list)
    for ticket in session.scalars(wanted.order_by(Ticket.id)):
        found[ticket.customer_id].append(ticket)
    return found


def _stuck(session: Session, customer_ids: Sequence[int]) -> dict[int, Stuck]:
    """Of each of these customers, where there is one."""
    wanted = (
        select(Opportunity.customer_id, Opportunity.title, Opportunity.stage, Opportunity.stage_since)
        .where(Opportunity.customer_id.in_(customer_ids), Opportunity.status == "open")
        .order_by(Opportunity.stage_since.desc(), Opportunity.id.desc())
    )
    return {customer: Stuck(title, stage, since) for customer, title, stage, since in session.execute(wanted)}


def reasons(one: ChurnAssessment, customer: Customer, signs: Signs, now: datetime, tz: tzinfo) -> list[str]:
    """Facts behind it, the rhythm first; never a probability."""
    today = days.today(now, tz)
    silent = (today - one.last_on).days
    gap = (one.last_on - one.first_on).days / max(one.orders - 1, 1)
    found = [
        f"平均每{gap:.0f}天一单，共{one.orders}单，现在{silent}天没下",
        f"上一单是{_day(one.last_on, today)}",
    ]
    if one.alike >= ENOUGH_ALIKE:
        found.append(f"公司里静默这么久的{one.alike}家，有{one.alike_lost}家{one.horizon}天内没再下单")
    if signs.complaints:
        found.append(f"还有{len(signs.complaints)}个投诉没处理完：工单{'、'.join(signs.complaints[:3])}")
    if signs.low is not None:
        found.append(f"工单{signs.low[1]}客户只打了{signs.low[0]}分")
    if customer.satisfaction and "不满" in customer.satisfaction:
        found.append(f"客户资料里记着满意度：{customer.satisfaction}")
    if customer.last_interaction_at is None:
        found.append("还没有跟进记录")
    elif (quiet := (today - days.today(customer.last_interaction_at, tz)).days) >= 14:
        found.append(f"{quiet}天没跟进")
    stuck = signs.stuck
    if stuck is not None and (waited := (today - days.today(stuck.since, tz)).days) >= 30:
        found.append(f"商机「{stuck.title}」在{stuck.stage}停了{waited}天")
    return found


def _day(day: date, today: date) -> str:
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"


def mark(session: Session, assessment_ids: Sequence[int], now: datetime) -> None:
    """Their owners have been told; each alarm is kept, to be asked about. Two statements for all of them."""
    if not assessment_ids:
        return
    told = ChurnAssessment.id.in_(assessment_ids)
    source = literal(session.info["set_id"])
    at: Any = literal(now, Moment())
    kept = select(ChurnAssessment.customer_id, Customer.owner_id, ChurnAssessment.level, at, at, source).join(
        Customer, Customer.id == ChurnAssessment.customer_id
    )
    into = ["customer_id", "owner_id", "level", "told_at", "created_at", "source"]
    session.execute(insert(ChurnAlarm).from_select(into, kept.where(told, Customer.owner_id.is_not(None))))
    marked = update(ChurnAssessment).where(told).values(carded_at=now, carded_level=ChurnAssessment.level)
    session.execute(marked, execution_options={"synchronize_session": False})


def snooze(one: ChurnAssessment, reason: str, today: date) -> date:
    """暂不处理 for a month; until when."""
    one.snoozed_until, one.snooze_reason = today + SNOOZE, reason[:255]
    return one.snoozed_until


LEVEL_WORDS: Final[dict[str, str]] = {"关注": "关注", "预警": "预警", "流失": "可能已流失"} | {
    name: name for name, _ in LEVELS
}
"""Levels as people and the parser name them."""
