"""What people are told of goals: theirs was set or changed; somebody they lead changed their own."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from crm import notices
from crm.approvals import approvers
from crm.figures import saying
from crm.figures.measures import BY_KEY
from models.outbox import Text, queue
from models.people import User
from models.platform import Change
from models.working import Goal

OFF: Final = {
    "yours": "你的目标刚才的改动，对方撤销了，还按原来的。",
    "theirs": "{who}刚才改的目标撤销了，还按原来的。",
}


def told(session: Session, goal: Goal, before: Decimal | None, by: int, now: datetime) -> None:
    """Only a person's goal has somebody to tell; `goal.set_by_id` is still who had set what was `before`."""
    if goal.user_id is None or goal.amount == before:
        return
    whose, speaker = session.get_one(User, goal.user_id), session.get_one(User, by)
    what = f"{_when(goal, now)} {BY_KEY[goal.measure].name}目标"
    if whose.id != by:
        was = f"从{saying.money(before)}改为" if before is not None else "定为"
        said = f"{speaker.name}把你{what}{was}{saying.money(goal.amount)}。"
        _queue(session, "yours", goal, whose.id, said, now)
    elif before is not None:
        said = f"{whose.name}把自己的{what}从{saying.money(before)}改为{saying.money(goal.amount)}。"
        for user_id in _concerned(session, goal, whose):
            _queue(session, "theirs", goal, user_id, said, now)


def _concerned(session: Session, goal: Goal, whose: User) -> set[int]:
    """Whoever leads the person, and whoever had set it."""
    above = approvers.levels(session, whose)[:1]
    return {goal.set_by_id, *(leader.id for level in above for leader in level)} - {whose.id}


def _when(goal: Goal, now: datetime) -> str:
    return saying.period(goal.first, goal.last, date(now.year, now.month, now.day))


def _queue(session: Session, kind: str, goal: Goal, user_id: int, said: str, now: datetime) -> None:
    queue(session, _key(session.info["set_id"], kind, goal, user_id), user_id, Text(said), now)


def _key(set_id: str, kind: str, goal: Goal, user_id: int) -> str:
    return notices.key("goal", kind, goal.id, user_id, set_id)


def taken_back(session: Session, undone: Iterable[tuple[object, Change]], now: datetime) -> None:
    """After an undo: whoever was told by that message hears that it is off, or never hears of it."""
    for one, change in undone:
        if not isinstance(one, Goal) or one.user_id is None:
            continue
        whose = session.get_one(User, one.user_id)
        for user_id in _concerned(session, one, whose):
            said = OFF["theirs"].format(who=whose.name)
            notices.withdraw(session, _key(change.set_id, "theirs", one, user_id), user_id, said, now)
        key = _key(change.set_id, "yours", one, whose.id)
        notices.withdraw(session, key, whose.id, OFF["yours"], now)
