"""线索分配: who gets a new customer that nobody has yet, by the administrators' rule for its region.

In turns: whoever was given one longest ago. By load: whoever has least to do. Who is on leave is passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from crm import days, leave, ownership, pool
from models.customers import Customer
from models.ownership import OwnerChange
from models.people import User
from models.platform import Inbox
from models.trust import LeadRule
from models.work import Task
from zh import regions

UNSCOPED: Final = {"unscoped": True}
EVERYTHING: Final = {"everything": True}
WAYS: Final = {"turns": "轮流", "load": "按负载"}
MOST: Final = 200  # leads given out by one word


@dataclass(frozen=True, slots=True)
class Load:
    """What a person has on their hands: customers that are not won yet, open tasks."""

    customers: int
    tasks: int

    @property
    def total(self) -> int:
        return self.customers + self.tasks


@dataclass(frozen=True, slots=True)
class Given:
    """To whom a lead went, by which rule. `load` as it was before; None where turns decided."""

    customer: Customer
    to: User
    rule: LeadRule
    load: Load | None


def rules(session: Session) -> list[LeadRule]:
    """As the administrators have set them; the one for all regions comes last."""
    found = session.scalars(select(LeadRule).order_by(LeadRule.id))
    return sorted(found, key=lambda rule: not rule.region)


def set_rule(
    session: Session, region: str, people: Sequence[int], way: str, now: datetime
) -> LeadRule | None:
    """The rule of a region ("": of all); the row there was, changed, or None where it is new."""
    wanted = select(LeadRule).where(LeadRule.region == region)
    row = session.scalar(wanted, execution_options=EVERYTHING)
    if row is None:
        session.add(
            LeadRule(
                region=region, people=list(people), way=way, created_at=now, source=session.info["set_id"]
            )
        )
        return None
    was = row.deleted_at is None
    row.people, row.way, row.deleted_at = list(people), way, None
    return row if was else None


def end_rule(session: Session, region: str, now: datetime) -> LeadRule | None:
    """No rule for the region any more; the one there was."""
    row = session.scalar(select(LeadRule).where(LeadRule.region == region))
    if row is not None:
        row.deleted_at = now
    return row


def rule_for(session: Session, code: str | None) -> LeadRule | None:
    """The narrowest rule for a place: 深圳 before 广东 before 华南 before all. Held till the commit, so that
    two leads of one moment do not go to one person's turn."""
    fitting = [(rule, fit) for rule in rules(session) if (fit := _fit(rule.region, code)) is not None]
    if not fitting:
        return None
    best = max(fitting, key=lambda one: one[1])[0]
    return session.scalar(select(LeadRule).where(LeadRule.id == best.id).with_for_update())


def _fit(region: str, code: str | None) -> tuple[int, int] | None:
    """How narrowly a region holds the place; None: not at all."""
    if not region:
        return (0, 0)
    codes = regions.codes(region)
    held = [len(one) for one in codes if code and code.startswith(one)]
    return (max(held), -len(codes)) if held else None


def place_of(customer_name: str, region: str | None) -> str | None:
    """The code of where a lead is: as it was said, else as its name says (深圳蓝海科技)."""
    found = regions.one(region) if region else regions.in_address(customer_name)
    return found.code if found else None


def by_region_only(session: Session) -> bool:
    """Whether there are rules, and none for leads of which the region is not known."""
    found = rules(session)
    return bool(found) and all(rule.region for rule in found)


def give(session: Session, customer: Customer, rule: LeadRule, now: datetime, tz: tzinfo) -> Given | None:
    """The lead gets its owner; None where nobody of the rule works here any more."""
    people = _present(session, rule, now, tz)
    if not people:
        return None
    load = None
    if rule.way == "load":
        loads = loads_of(session, [user.id for user in people])
        to = min(people, key=lambda user: loads[user.id].total)
        load = loads[to.id]
    else:
        last = _last_given(session, [user.id for user in people])
        to = min(people, key=lambda user: last.get(user.id, 0))
    ownership.give(session, customer, to.id, "assign", now)
    session.flush()  # the next lead of this transaction sees it
    return Given(customer, to, rule, load)


def given_to(session: Session, user_id: int, since: datetime) -> tuple[Customer, int] | None:
    """The newest lead that somebody else told of and this person got, and who told of it."""
    wanted = (
        select(Customer, Inbox.user_id)
        .join(OwnerChange, OwnerChange.customer_id == Customer.id)
        .join(Inbox, Inbox.key == OwnerChange.source)
        .where(
            OwnerChange.to_user_id == user_id,
            OwnerChange.from_user_id.is_(None),
            OwnerChange.reason == "assign",
            OwnerChange.at >= since,
            Customer.owner_id == user_id,
            Inbox.user_id != user_id,
        )
        .order_by(OwnerChange.id.desc())
    )
    row = session.execute(wanted.limit(1), execution_options=UNSCOPED).first()
    return (row[0], row[1] or user_id) if row else None


def _present(session: Session, rule: LeadRule, now: datetime, tz: tzinfo) -> list[User]:
    """Those of the rule who are there today, in its order; all of them where all are away."""
    wanted = select(User).where(User.id.in_(rule.people), User.status == "active")
    found = {user.id: user for user in session.scalars(wanted)}
    people = [found[one] for one in rule.people if one in found]
    away = leave.away(session, found, days.today(now, tz))
    return [user for user in people if user.id not in away] or people


def _last_given(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The last lead each was given, as a number that grows; what was undone does not count."""
    wanted = (
        select(OwnerChange.to_user_id, func.max(OwnerChange.id).label("last"))
        .where(OwnerChange.reason == "assign", OwnerChange.to_user_id.in_(ids))
        .group_by(OwnerChange.to_user_id)
    )
    return {row.to_user_id: row.last for row in session.execute(wanted, execution_options=UNSCOPED)}


def loads_of(session: Session, ids: Sequence[int]) -> dict[int, Load]:
    """What each has on their hands."""
    theirs = select(Customer.owner_id.label("who"), func.count(Customer.id).label("n")).where(
        Customer.owner_id.in_(ids), or_(Customer.stage.is_(None), Customer.stage.not_in(pool.WON))
    )
    todo = select(Task.assignee_id.label("who"), func.count(Task.id).label("n")).where(
        Task.assignee_id.in_(ids), Task.status == "open"
    )
    customers = {
        row.who: row.n for row in session.execute(theirs.group_by("who"), execution_options=UNSCOPED)
    }
    tasks = {row.who: row.n for row in session.execute(todo.group_by("who"), execution_options=UNSCOPED)}
    return {one: Load(customers.get(one, 0), tasks.get(one, 0)) for one in ids}


def waiting(session: Session) -> list[Customer]:
    """Leads in the pool that nobody ever had, oldest first: from an import without an owner, say."""
    had = select(OwnerChange.id).where(OwnerChange.customer_id == Customer.id).exists()
    wanted = select(Customer).where(
        Customer.owner_id.is_(None), or_(Customer.stage.is_(None), Customer.stage.not_in(pool.WON)), ~had
    )
    return list(session.scalars(wanted.order_by(Customer.id).limit(MOST).with_for_update()))
