"""目标: of a person, a department or the company, for a period; progress beside the time gone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.errors import Forbidden
from crm.figures.questions import Question, Whose, total
from crm.goals import notices as goal_notices
from models.people import Department
from models.scope import Scope
from models.working import Goal
from zh.calendar import workdays_between

NUMBERED = re.compile("[一二三四五六七八九十\\d]+[部组区]$")  # 一部 for 销售一部


@dataclass(frozen=True, slots=True)
class Target:
    """Whose goal it is: a person's, a department's, or (neither) the company's."""

    user_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come. `time` is the share of its days gone, from 0 to 1; `left` the workdays to come."""

    goal: Goal
    reached: Decimal
    time: float
    left: int

    @property
    def share(self) -> float:
        return float(self.reached / self.goal.amount) if self.goal.amount else 1.0

    @property
    def missing(self) -> Decimal:
        return max(self.goal.amount - self.reached, Decimal())


def put(
    session: Session,
    target: Target,
    measure: str,
    first: date,
    last: date,
    amount: Decimal,
    by: int,
    now: datetime,
) -> tuple[Goal, Decimal | None]:
    """Set a goal; one that is there for the same period is changed, and what it was is returned too."""
    known = at(session, target, measure, first, last)
    if known is not None:
        before = known.amount
        change(session, known, amount, by, now)
        return known, before
    goal = Goal(
        user_id=target.user_id,
        department_id=target.department_id,
        measure=measure,
        first=first,
        last=last,
        amount=amount,
        set_by_id=by,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(goal)
    session.flush()
    goal_notices.told(session, goal, None, by, now)
    return goal, None


def at(session: Session, target: Target, measure: str, first: date, last: date) -> Goal | None:
    """The goal of exactly this period."""
    return session.scalars(
        select(Goal).where(
            Goal.user_id.is_(target.user_id) if target.user_id is None else Goal.user_id == target.user_id,
            Goal.department_id.is_(None)
            if target.department_id is None
            else Goal.department_id == target.department_id,
            Goal.measure == measure,
            Goal.first == first,
            Goal.last == last,
        )
    ).first()


def change(session: Session, goal: Goal, amount: Decimal, by: int, now: datetime) -> None:
    """Another sum; whoever should know hears of it before it is forgotten who had set the old one."""
    before, goal.amount = goal.amount, amount
    goal_notices.told(session, goal, before, by, now)
    goal.set_by_id = by


def of(session: Session, target: Target, first: date, last: date) -> list[Goal]:
    """The goals that touch these days, the shortest period first."""
    statement = select(Goal).where(Goal.first <= last, Goal.last >= first)
    if target.user_id is not None:
        statement = statement.where(Goal.user_id == target.user_id)
    elif target.department_id is not None:
        statement = statement.where(Goal.department_id == target.department_id)
    else:
        statement = statement.where(Goal.user_id.is_(None), Goal.department_id.is_(None))
    found = list(session.scalars(statement.order_by(Goal.first, Goal.id)))
    return sorted(found, key=lambda goal: (goal.last - goal.first, goal.first))


def of_people(session: Session, first: date, last: date) -> list[Goal]:
    """Everybody's own, within sight, that touch these days: of each the shortest period first."""
    wanted = select(Goal).where(Goal.first <= last, Goal.last >= first, Goal.user_id.is_not(None))
    found = list(session.scalars(wanted.order_by(Goal.user_id, Goal.first, Goal.id)))
    return sorted(found, key=lambda goal: (goal.last - goal.first, goal.user_id or 0))


def team_of(session: Session, scope: Scope) -> Target | None:
    """What 团队 means for this person: the company, the department led; None for whoever leads nobody."""
    if scope.kind == "all":
        return Target()
    if scope.kind != "team" or not scope.paths:
        return None
    found = session.scalar(select(Department.id).where(Department.path == scope.paths[0]))
    return Target(department_id=found) if found is not None else None


@contextmanager
def _people_of(session: Session, goal: Goal) -> Iterator[None]:
    """A department's goal is its people's, also where somebody further up asks; who sees it leads it."""
    before: Scope = session.info["scope"]
    if goal.department_id is not None:
        path = session.scalar(select(Department.path).where(Department.id == goal.department_id))
        session.info["scope"] = Scope(None, "team", (path,)) if path else before
    try:
        yield
    finally:
        session.info["scope"] = before


def called(session: Session, words: str, scope: Scope) -> Target | None:
    """The department named in these words; None where none is. Raises Forbidden for one not led."""
    known = list(session.scalars(select(Department).order_by(Department.id)))
    found = sorted((d for d in known if d.name in words), key=lambda department: -len(department.name))
    short = [d for d in known if (match := NUMBERED.search(d.name)) and match[0] in words]
    found = found or (short if len(short) == 1 else [])
    if not found:
        return None
    led = scope.kind == "all" or any(found[0].path.startswith(path) for path in scope.paths)
    if not led:
        raise Forbidden(f"{found[0].name}的目标由{found[0].name}的主管来定和看。")
    return Target(department_id=found[0].id)


def progress(session: Session, goal: Goal, now: datetime, tz: tzinfo) -> Progress:
    """Counted as everywhere (crm/figures), as it was known at `now`; a team's by those the scope covers."""
    today = days.today(now, tz)
    until = min(goal.last, today)
    whose: Whose = goal.user_id if goal.user_id is not None else "all"
    reached = Decimal()
    if goal.first <= until:
        with _people_of(session, goal):
            asked = Question(goal.measure, goal.first, until, whose, until=now)
            value = total(session, asked, tz).value
        reached = Decimal(str(value or 0))
    length = (goal.last - goal.first).days + 1
    gone = min(max((today - goal.first).days + 1, 0), length)
    left = len(workdays_between(max(today, goal.first), goal.last)) if today <= goal.last else 0
    return Progress(goal, reached, gone / length, left)
