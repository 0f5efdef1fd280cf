"""Who has nothing of a measure in a period: 本周谁没写跟进. Those who were away all the time are left out."""

from datetime import date, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.figures.questions import Question, answer
from crm.team import of_team
from models.manners import Absence
from models.people import User


def without(session: Session, measure: str, first: date, last: date, tz: tzinfo) -> tuple[list[User], int]:
    """The reps of the scope with none from `first` to `last`, both inclusive, and how many reps there are."""
    some = {
        row.ids[0] for row in answer(session, Question(measure, first, last, by=("user",)), tz) if row.top
    }
    team = of_team(User.id, session.info["scope"])
    reps = select(User).where(team, User.status == "active", User.role == "rep").order_by(User.id)
    away = select(Absence).where(Absence.first <= last, Absence.last >= first)
    absent: dict[int, int] = {}
    for one in session.scalars(away):
        days = min(one.last, last) - max(one.first, first) + timedelta(days=1)
        absent[one.user_id] = absent.get(one.user_id, 0) + days.days
    whole = (last - first).days + 1
    there = [user for user in session.scalars(reps) if absent.get(user.id, 0) < whole]
    return [user for user in there if user.id not in some], len(there)
