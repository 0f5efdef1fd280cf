"""The nightly look at all orders: a fit, a risk for everybody with two orders, levels that do not flicker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import Any, Final

from sqlalchemy import Table, distinct, func, select
from sqlalchemy.orm import Session

from crm import days
from crm.churn.levels import level
from crm.churn.model import PUBLISHED, Parameters, fit, risk
from crm.churn.rhythm import Outcome, Rhythm
from crm.importing import bulk
from models.customers import Customer
from models.judgement import ChurnAssessment
from models.selling import STANDING, Order

HORIZON: Final = 91  # days; a company with a slower rhythm has twice its median gap
RATIOS: Final = (0.5, 1.0, 1.5, 2.0, 3.0, 5.0)  # silence in gaps: alike are those within the same two


@dataclass(frozen=True, slots=True)
class Night:
    """What a night did. `fitted`: the parameters, PUBLISHED where there was no history to fit to."""

    customers: int
    at_risk: int
    changed: int
    horizon: int
    fitted: Parameters


def assess(session: Session, now: datetime, tz: tzinfo) -> Night:
    """Assess everybody as of today; written is only what is at risk or was."""
    today = days.today(now, tz)
    found = rhythms(session, today)
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
    return Night(
        sum(1 for one in found.values() if one.repeats), at_risk, len(new) + len(changed), horizon, fitted
    )


_KNOWN: Final = select(
    ChurnAssessment.id, ChurnAssessment.customer_id, ChurnAssessment.level, ChurnAssessment.since
)


def rhythms(session: Session, cutoff: date) -> dict[int, Rhythm]:
    """Every living customer's orders until the cutoff, summed up by the database."""
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
    gaps = [one.gap for one in found if one.gap]
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
            many, lost = found.get(_class(one), (0, 0))
            found[_class(one)] = many + 1, lost + (not again)
    return found


def _class(one: Rhythm) -> int:
    ratio = one.silent / one.gap if one.gap else 0.0
    return sum(ratio >= edge for edge in RATIOS)


def _write(session: Session, new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    table: Table = ChurnAssessment.__table__  # type: ignore[assignment]
    bulk.add(session, table, new)
    bulk.rewrite(session, table, changed)
