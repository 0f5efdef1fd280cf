"""Who has nothing of a measure in a period: 本周谁没写跟进. Those who were away all the time are left out."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.figures.questions import Question, answer
from crm.people.team import of_team
from models.manners import Absence
from models.people import User
from models.service import TicketEvent

WROTE: Final = ("interactions", "written")
"""Whoever did something in the period or wrote something down in it has not been silent (没有记录)."""


def without(
    session: Session, measure: str, first: date, last: date, tz: tzinfo, until: datetime | None = None
) -> tuple[list[User], int]:
    """The reps of the scope with none from `first` to `last`, both inclusive, and how many reps there are.

    Of follow-ups by the rule of the daily report (`WROTE`, `on_tickets`). `until`: as it was known then.
    """
    some: set[int | None] = set()
    for key in WROTE if measure == "interactions" else (measure,):
        some |= having(session, Question(key, first, last, by=("user",), until=until), tz)
    if measure == "interactions":
        some |= on_tickets(session, first, last, tz, until)
    there = at_work(session, first, last)
    return [user for user in there if user.id not in some], len(there)


def on_tickets(
    session: Session, first: date, last: date, tz: tzinfo, until: datetime | None = None
) -> set[int | None]:
    """Who did something with a ticket in those days: a technician's day is not silent."""
    begin, end = days.starts(first, tz), days.ends(last, tz)
    end = min(end, until) if until is not None else end
    wanted = select(TicketEvent.user_id).where(TicketEvent.at >= begin, TicketEvent.at < end).distinct()
    return set(session.scalars(wanted))


def having(session: Session, asked: Question, tz: tzinfo) -> set[int | None]:
    """The people of an answer by user that have some."""
    return {row.ids[0] for row in answer(session, asked, tz) if row.top}


def at_work(session: Session, first: date, last: date) -> list[User]:
    """The reps of the scope who were not away on each of the days."""
    team = of_team(User.id, session.info["scope"])
    reps = select(User).where(team, User.status == "active", User.role == "rep").order_by(User.id)
    away = select(Absence).where(Absence.first <= last, Absence.last >= first)
    gone = _days_away(session.scalars(away), first, last)
    whole = (last - first).days + 1
    return [user for user in session.scalars(reps) if gone.get(user.id, 0) < whole]


def _days_away(absences: Iterable[Absence], first: date, last: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in absences:
        days = min(one.last, last) - max(one.first, first) + timedelta(days=1)
        found[one.user_id] = found.get(one.user_id, 0) + days.days
    return found
