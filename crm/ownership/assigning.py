"""分配: who gets what nobody has yet, a lead or a ticket, by the administrators' rule for its region.

In turns: whoever was given one longest ago. By load: whoever has least to do. Who is on leave is passed over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from crm import days
from crm.ownership import pool
from crm.people import leave
from models.customers import Customer
from models.ownership import OwnerChange
from models.people import User
from models.service import Ticket, TicketEvent
from models.trust import LeadRule
from models.work import Task
from zh import regions

UNSCOPED: Final = {"unscoped": True}
EVERYTHING: Final = {"everything": True}
KINDS: Final = {"lead": "线索", "ticket": "工单"}
WAYS: Final = {"turns": "轮流", "load": "按负载"}


@dataclass(frozen=True, slots=True)
class Load:
    """What a person has on their hands: `things` (customers not won yet, or tickets not closed) and tasks."""

    things: int
    tasks: int

    @property
    def total(self) -> int:
        return self.things + self.tasks


@dataclass(frozen=True, slots=True)
class Picked:
    """Whose turn it is, by which rule. `load` as it was before; None where turns decided."""

    to: User
    rule: LeadRule
    load: Load | None


def rules(session: Session, kind: str) -> list[LeadRule]:
    """As the administrators have set them; the one for all regions comes last."""
    found = session.scalars(select(LeadRule).where(LeadRule.kind == kind).order_by(LeadRule.id))
    return sorted(found, key=lambda rule: not rule.region)


def set_rule(
    session: Session, kind: str, region: str, people: Sequence[int], way: str, now: datetime
) -> LeadRule | None:
    """The rule of a region ("": of all); the row there was, changed, or None where it is new."""
    wanted = select(LeadRule).where(LeadRule.kind == kind, LeadRule.region == region)
    row = session.scalar(wanted, execution_options=EVERYTHING)
    if row is None:
        facts = {"kind": kind, "region": region, "people": list(people), "way": way}
        session.add(LeadRule(created_at=now, source=session.info["set_id"], **facts))
        return None
    was = row.deleted_at is None
    row.people, row.way, row.deleted_at = list(people), way, None
    return row if was else None


def end_rule(session: Session, kind: str, region: str, now: datetime) -> LeadRule | None:
    """No rule for the region any more; the one there was."""
    row = session.scalar(select(LeadRule).where(LeadRule.kind == kind, LeadRule.region == region))
    if row is not None:
        row.deleted_at = now
    return row


def rule_for(session: Session, kind: str, code: str | None) -> LeadRule | None:
    """The narrowest rule for a place: 深圳 before 广东 before 华南 before all. Held till the commit, so that
    two of one moment do not go to one person's turn."""
    fitting = [(rule, fit) for rule in rules(session, kind) if (fit := _fit(rule.region, code)) is not None]
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
    """The code of where a customer is: as it was said, else as its name says (深圳蓝海科技)."""
    found = regions.one(region) if region else regions.in_address(customer_name)
    return found.code if found else None


def by_region_only(session: Session, kind: str) -> bool:
    """Whether there are rules, and none for those of which the region is not known."""
    found = rules(session, kind)
    return bool(found) and all(rule.region for rule in found)


def pick(session: Session, rule: LeadRule, now: datetime, tz: tzinfo) -> Picked | None:
    """Whoever's turn it is; None where nobody of the rule works here any more."""
    people = _present(session, rule, now, tz)
    if not people:
        return None
    ids = [user.id for user in people]
    if rule.way == "load":
        loads = loads_of(session, rule.kind, ids)
        to = min(people, key=lambda user: loads[user.id].total)
        return Picked(to, rule, loads[to.id])
    last = LAST_GIVEN[rule.kind](session, ids)
    return Picked(min(people, key=lambda user: last.get(user.id, 0)), rule, None)


def _present(session: Session, rule: LeadRule, now: datetime, tz: tzinfo) -> list[User]:
    """Those of the rule who are there today, in its order; all of them where all are away."""
    wanted = select(User).where(User.id.in_(rule.people), User.status == "active")
    found = {user.id: user for user in session.scalars(wanted)}
    people = [found[one] for one in rule.people if one in found]
    away = leave.away(session, found, days.today(now, tz))
    return [user for user in people if user.id not in away] or people


def _last_lead(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The last lead each was given, as a number that grows; what was undone does not count."""
    wanted = (
        select(OwnerChange.to_user_id, func.max(OwnerChange.id).label("last"))
        .where(OwnerChange.reason == "assign", OwnerChange.to_user_id.in_(ids))
        .group_by(OwnerChange.to_user_id)
    )
    return {row.to_user_id: row.last for row in session.execute(wanted, execution_options=UNSCOPED)}


def _last_ticket(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The same for tickets."""
    wanted = (
        select(TicketEvent.to_user_id, func.max(TicketEvent.id).label("last"))
        .where(TicketEvent.kind == "ruled", TicketEvent.to_user_id.in_(ids))
        .group_by(TicketEvent.to_user_id)
    )
    return {row.to_user_id: row.last for row in session.execute(wanted, execution_options=UNSCOPED)}


LAST_GIVEN: Final[Mapping[str, Callable[[Session, Sequence[int]], dict[int, int]]]] = {
    "lead": _last_lead,
    "ticket": _last_ticket,
}


def loads_of(session: Session, kind: str, ids: Sequence[int]) -> dict[int, Load]:
    """What each has on their hands."""
    theirs = select(Customer.owner_id.label("who"), func.count(Customer.id).label("n")).where(
        Customer.owner_id.in_(ids), or_(Customer.stage.is_(None), Customer.stage.not_in(pool.WON))
    )
    cases = select(Ticket.assignee_id.label("who"), func.count(Ticket.id).label("n")).where(
        Ticket.assignee_id.in_(ids), Ticket.status != "closed"
    )
    todo = select(Task.assignee_id.label("who"), func.count(Task.id).label("n")).where(
        Task.assignee_id.in_(ids), Task.status == "open"
    )
    counted = (theirs if kind == "lead" else cases, todo)
    things, tasks = (
        {row.who: row.n for row in session.execute(one.group_by("who"), execution_options=UNSCOPED)}
        for one in counted
    )
    return {one: Load(things.get(one, 0), tasks.get(one, 0)) for one in ids}
