"""The nightly look at all orders: a fit, a risk for everybody with two orders, levels that do not flicker."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from statistics import median
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, distinct, func, select
from sqlalchemy.orm import Session

from crm import days
from crm.churn.levels import level
from crm.churn.model import PUBLISHED, Parameters, fit, risk
from crm.churn.rhythm import Outcome, Rhythm
from crm.figures import buckets
from crm.importing import bulk
from models.customers import Customer
from models.judgement import ChurnAssessment
from models.lists import is_sqlite
from models.selling import STANDING, Order

HORIZON: Final = 91  # days; a company with a slower rhythm has twice its median gap
RATIOS: Final = (0.5, 1.0, 1.5, 2.0, 3.0, 5.0)  # silence in gaps: alike are those within the same two


@dataclass(frozen=True, slots=True)
class Past:
    """A customer's orders: their rhythm, the sum of the squares of their gaps (days), their sum (yuan)."""

    rhythm: Rhythm
    squares: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Night:
    """What a night did. `fitted`: the parameters, PUBLISHED where there was no history to fit to.

    `pasts`: everybody's orders as it read them, for what else the night wants of them.
    """

    customers: int
    at_risk: int
    changed: int
    horizon: int
    fitted: Parameters
    pasts: Mapping[int, Past]


def assess(session: Session, now: datetime, tz: tzinfo) -> Night:
    """Assess everybody as of today; written is only what is at risk or was, and has changed."""
    today = days.today(now, tz)
    read = pasts(session, today)
    found = {customer_id: past.rhythm for customer_id, past in read.items()}
    horizon = horizon_of(found.values())
    outcomes = hindcast(session, found, today, horizon)
    fitted = fit(outcomes, horizon) if outcomes else PUBLISHED
    alike = look_alikes(outcomes)
    known = {a.customer_id: a for a in session.execute(_KNOWN, execution_options={"unscoped": True})}
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    at_risk = 0
    for customer_id, one in found.items():
        if not one.repeats:
            continue
        at = risk(fitted, one, horizon)
        before = known.get(customer_id)
        name = level(at, before.level if before else "")
        at_risk += bool(name)
        if not name and before is None:
            continue
        if before is not None and _as_before(before, name, one, at):
            continue
        many, lost = alike.get(_class(one), (0, 0))
        row = {
            "risk": round(at, 6), "level": name, "orders": one.orders, "first_on": one.first,
            "last_on": one.last, "horizon": horizon, "alike": many, "alike_lost": lost, "assessed_at": now,
            "since": before.since if before and before.level == name else today,
        }  # fmt: skip
        if before is None:
            new.append(
                row
                | {
                    "customer_id": customer_id,
                    "carded_level": "",
                    "source": session.info["set_id"],
                    "created_at": now,
                }
            )
        else:
            changed.append(row | {"id": before.id})
    _write(session, new, changed)
    repeated = sum(1 for one in found.values() if one.repeats)
    return Night(repeated, at_risk, len(new) + len(changed), horizon, fitted, read)


_KNOWN: Final = select(
    ChurnAssessment.id, ChurnAssessment.customer_id, ChurnAssessment.level, ChurnAssessment.since,
    ChurnAssessment.risk, ChurnAssessment.last_on, ChurnAssessment.orders,
)  # fmt: skip
MOVED: Final = 0.01  # of the risk: less changes nothing that anybody reads


def _as_before(before: Any, name: str, one: Rhythm, at: float) -> bool:
    """Nothing to write: the same level, no new order, the risk where it was."""
    same = (before.level, before.last_on, before.orders) == (name, one.last, one.orders)
    return same and abs(float(before.risk) - at) < MOVED


def pasts(session: Session, cutoff: date, who: ColumnElement[bool] | None = None) -> dict[int, Past]:
    """Every living customer's orders until the cutoff, summed up by the database; `who`: of these alone."""
    wanted = [Order.status.in_(STANDING), Order.signed_on <= cutoff]
    ordered = (
        select(Order.customer_id, Order.signed_on.label("day"), func.sum(Order.amount).label("amount"))
        .join(Customer, Customer.id == Order.customer_id)
        .where(*wanted, *([] if who is None else [who]))
        .group_by(Order.customer_id, Order.signed_on)
        .subquery()
    )
    before = func.lag(ordered.c.day).over(partition_by=ordered.c.customer_id, order_by=ordered.c.day)
    gaps = select(ordered, buckets.days_apart(before, ordered.c.day, is_sqlite(session)).label("gap"))
    each = gaps.subquery()
    statement = select(
        each.c.customer_id,
        func.count(),
        func.min(each.c.day),
        func.max(each.c.day),
        func.coalesce(func.sum(each.c.gap * each.c.gap), 0),
        func.sum(each.c.amount),
    ).group_by(each.c.customer_id)
    return {
        customer: Past(Rhythm(many, first, last, cutoff), int(squares), Decimal(amount))
        for customer, many, first, last, squares, amount in session.execute(statement)
    }


def rhythms(session: Session, cutoff: date) -> dict[int, Rhythm]:
    """Every living customer's rhythm as it was at the cutoff."""
    statement = (
        select(
            Order.customer_id,
            func.count(distinct(Order.signed_on)),
            func.min(Order.signed_on),
            func.max(Order.signed_on),
        )
        .join(Customer, Customer.id == Order.customer_id)
        .where(Order.status.in_(STANDING), Order.signed_on <= cutoff)
        .group_by(Order.customer_id)
    )
    rows = session.execute(statement)
    return {customer: Rhythm(many, first, last, cutoff) for customer, many, first, last in rows}


def horizon_of(found: Any) -> int:
    """Days: 91, or twice the company's median gap if that is longer."""
    gaps = [gap for one in found if (gap := one.gap)]
    return max(HORIZON, round(2 * median(gaps))) if gaps else HORIZON


def hindcast(session: Session, found: Mapping[int, Rhythm], cutoff: date, horizon: int) -> list[Outcome]:
    """Everybody as they were one horizon ago, and whether they have ordered since."""
    earlier = cutoff - timedelta(days=horizon)
    return [
        (one, customer in found and found[customer].last > earlier)
        for customer, one in rhythms(session, earlier).items()
    ]


def look_alikes(outcomes: Sequence[Outcome]) -> dict[int, tuple[int, int]]:
    """By how long the silence is in gaps: how many there were, and how many of them did not come back."""
    found: dict[int, tuple[int, int]] = {}
    for one, again in outcomes:
        if one.repeats:
            same = _class(one)
            many, lost = found.get(same, (0, 0))
            found[same] = many + 1, lost + (not again)
    return found


def _class(one: Rhythm) -> int:
    gap = one.gap
    ratio = one.silent / gap if gap else 0.0
    return bisect_right(RATIOS, ratio)


def _write(session: Session, new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    table: Table = ChurnAssessment.__table__  # type: ignore[assignment]
    bulk.add(session, table, new)
    bulk.rewrite(session, table, changed)
