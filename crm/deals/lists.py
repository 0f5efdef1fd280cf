"""Chances looked at together: lists, what is stuck, what is to be expected month by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from statistics import median
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from crm import money
from crm.deals import stages
from crm.figures.buckets import days_between
from crm.people.team import of_team
from models.base import Moment
from models.customers import Customer
from models.deals import Opportunity, StageChange
from models.people import User

UNSCOPED: Final = {"unscoped": True}
ENOUGH: Final = 8  # stays in a stage, for the company's own median to count
USUAL_DAYS: Final = 14  # in a stage, until then
LOOKED_BACK: Final = timedelta(days=730)
STEPS: Final = 10_000  # looked at for what is usual: a large company has that many in a fortnight
SECONDS: Final = 86_400
LARGEST_FIRST: Final = (Opportunity.amount.desc().nulls_last(),)
NEXT_FIRST: Final = (Opportunity.close_date.is_(None), Opportunity.close_date)


@dataclass(frozen=True, slots=True)
class Listed:
    """A chance with the names around it."""

    deal: Opportunity
    customer: str
    owner: str


def listed(
    session: Session, *criteria: Any, order: Sequence[Any] = NEXT_FIRST, most: int | None = None
) -> list[Listed]:
    """Chances within sight that meet the criteria, the next to close first."""
    wanted = (
        select(Opportunity, Customer.name, User.name)
        .outerjoin(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(User, User.id == Opportunity.owner_id)
        .where(*criteria)
        .order_by(*order, Opportunity.id)
        .limit(most)
    )
    return [
        Listed(deal, customer or "", owner or "公海") for deal, customer, owner in session.execute(wanted)
    ]


def open_ones(session: Session, whose: int | None = None) -> list[Listed]:
    """Open chances of one person, or of everybody the session's scope covers."""
    return listed(session, _open(session, whose))


def _open(session: Session, whose: int | None) -> ColumnElement[bool]:
    who = Opportunity.owner_id == whose if whose else of_team(Opportunity.owner_id, session.info["scope"])
    return and_(Opportunity.status == "open", who)


def by_owner(session: Session) -> list[tuple[int | None, str, int, Decimal]]:
    """Open chances of the people the scope covers: whose, how many, and what they come to."""
    amount = func.sum(Opportunity.amount)
    wanted = (
        select(Opportunity.owner_id, User.name, func.count(Opportunity.id), amount)
        .outerjoin(User, User.id == Opportunity.owner_id)
        .where(_open(session, None))
        .group_by(Opportunity.owner_id, User.name)
    )
    rows = session.execute(wanted)
    return [
        (user_id, name or "公海", many, money.fen(money.exact(total or 0)))
        for user_id, name, many, total in rows
    ]


def sums(known: Sequence[stages.Stage], found: Sequence[Listed]) -> tuple[Decimal, Decimal, int]:
    """All of it, by probability, and how many have no sum yet."""
    with_sum = [one.deal for one in found if one.deal.amount is not None]
    total = sum((deal.amount for deal in with_sum if deal.amount is not None), money.ZERO)
    weighted = sum((_expected(known, deal) for deal in with_sum), money.ZERO)
    return total, weighted, len(found) - len(with_sum)


def _expected(known: Sequence[stages.Stage], deal: Opportunity) -> Decimal:
    return money.of(Decimal(stages.probability(known, deal)), deal.amount or money.ZERO) / 100


@dataclass(frozen=True, slots=True)
class Pace:
    """How long chances of the company stay in a stage: half of them longer than `days`."""

    days: float
    count: int

    @property
    def own(self) -> bool:
        return self.count >= ENOUGH


def paces(session: Session, now: datetime) -> Mapping[str, Pace]:
    """By stage, over everybody's newest steps of the last two years; only stays that have ended."""
    newest = select(StageChange.id).order_by(StageChange.id.desc()).limit(STEPS).subquery()
    wanted = (
        select(StageChange.opportunity_id, StageChange.to_stage, StageChange.at)
        .join(newest, newest.c.id == StageChange.id)
        .join(Opportunity, Opportunity.id == StageChange.opportunity_id)
        .where(StageChange.at >= now - LOOKED_BACK, StageChange.at <= now)
        .where(Opportunity.deleted_at.is_(None))
        .order_by(StageChange.opportunity_id, StageChange.at, StageChange.id)
    )
    stays: defaultdict[str, list[float]] = defaultdict(list)
    before: tuple[int, str, datetime] | None = None
    for deal_id, stage, at in session.execute(wanted, execution_options=UNSCOPED):
        if before is not None and before[0] == deal_id:
            stays[before[1]].append((at - before[2]).total_seconds() / SECONDS)
        before = (deal_id, stage, at)
    return {stage: Pace(median(days), len(days)) for stage, days in stays.items()}


@dataclass(frozen=True, slots=True)
class Stuck:
    """Longer in its stage than twice what is usual there."""

    one: Listed
    days: int
    pace: Pace


def stuck(
    session: Session,
    now: datetime,
    whose: int | None = None,
    most: int | None = None,
    pace: Mapping[str, Pace] | None = None,
) -> list[Stuck]:
    """The worst first. Where the company has too few of its own stays, the usual days count.

    `pace`: the company's, where it is known already.
    """
    known = paces(session, now) if pace is None else pace
    limits = {stage: 2 * max(pace.days, 1) for stage, pace in known.items() if pace.own}
    late = or_(
        *(_longer(Opportunity.stage == stage, days, now) for stage, days in limits.items()),
        _longer(Opportunity.stage.not_in(list(limits)), 2 * USUAL_DAYS, now),
    )
    limit = case(limits, value=Opportunity.stage, else_=2 * USUAL_DAYS) if limits else 1
    sqlite = session.get_bind().dialect.name == "sqlite"
    share = days_between(Opportunity.stage_since, literal(now, Moment()), sqlite) / limit
    found = listed(session, _open(session, whose), late, order=(share.desc(),), most=most)
    return [_stuck(one, known, now) for one in found]


def _longer(where: ColumnElement[bool], days: float, now: datetime) -> ColumnElement[bool]:
    return and_(where, Opportunity.stage_since < now - timedelta(days=days))


def _stuck(one: Listed, known: Mapping[str, Pace], now: datetime) -> Stuck:
    pace = known.get(one.deal.stage, Pace(USUAL_DAYS, 0))
    days = (now - one.deal.stage_since).total_seconds() / SECONDS
    return Stuck(one, int(days), pace if pace.own else Pace(USUAL_DAYS, pace.count))


@dataclass(frozen=True, slots=True)
class Month:
    """What may be signed in a month."""

    first: date
    count: int
    total: Decimal
    expected: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """By month of the expected day. `late`: that day has passed; `undated` and `unpriced` count for none."""

    months: tuple[Month, ...]
    late: Month | None
    undated: int
    unpriced: int


def forecast(session: Session, found: Sequence[Listed], now: datetime, tz: tzinfo) -> Forecast:
    """Sum × probability of open chances."""
    known = stages.all_of(session)
    today = now.astimezone(tz).date()
    by_month: defaultdict[date, list[Opportunity]] = defaultdict(list)
    undated = unpriced = 0
    for one in found:
        deal = one.deal
        if deal.amount is None:
            unpriced += 1
        elif deal.close_date is None:
            undated += 1
        else:
            by_month[date.min if deal.close_date < today else deal.close_date.replace(day=1)].append(deal)
    made = [_month(known, first, by_month[first]) for first in sorted(by_month)]
    late = next((month for month in made if month.first == date.min), None)
    return Forecast(tuple(month for month in made if month is not late), late, undated, unpriced)


def _month(known: Sequence[stages.Stage], first: date, found: Sequence[Opportunity]) -> Month:
    total = sum((deal.amount for deal in found if deal.amount is not None), money.ZERO)
    expected = money.fen(sum((_expected(known, deal) for deal in found), money.ZERO))
    return Month(first, len(found), total, expected)
