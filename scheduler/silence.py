"""7:00: what nobody did. Repeating tasks that were missed give way to their next, neglected customers
get a task, managers hear of silence and of tasks long overdue. On days off nobody hears anything.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.interactions import neglect
from crm.interactions.silence import Quiet
from crm.people.people import scope_of
from crm.tasks import repeats, waiting
from models.outbox import Button, Card
from models.people import User
from models.scope import SYSTEM
from scheduler.app import JobApp, Result
from scheduler.cards import MOST_LINES
from scheduler.failures import Failures
from scheduler.mailing import Mailing, Messages, ids, together
from zh.calendar import is_workday

KEEPS = timedelta(hours=11)
BATCH = 200
PAGE_DAYS = 7


def run(app: JobApp, moment: datetime) -> Result:
    """One night."""
    made: Result = {"missed": _missed(app, moment), "waited": _waited(app, moment), "tasks": 0}
    if not is_workday(days.today(moment, app.tz)):
        return made
    failures = Failures("silence")
    made["tasks"] = _tasks(app, moment, failures)
    own = Mailing("silence", lambda session, people: _own(app, session, people, moment), KEEPS).run(
        app, moment
    )
    told = Mailing("silence", lambda session, people: _told(app, session, people, moment), KEEPS,
                   roles=("manager", "admin")).run(app, moment)  # fmt: skip
    return made | together(told, own, failures.result())


def _missed(app: JobApp, moment: datetime) -> int:
    count = 0
    after: int | None = 0
    while after is not None:
        with app.db.system(moment, f"job:silence:{moment.isoformat()}") as session:
            given_up, after = repeats.missed(session, moment, app.tz, after)
        count += given_up
    return count


def _waited(app: JobApp, moment: datetime) -> int:
    with app.db.system(moment, f"job:silence:{moment.isoformat()}") as session:
        return waiting.overlooked(session, moment, app.tz)


def _tasks(app: JobApp, moment: datetime, failures: Failures) -> int:
    with app.db.read(SYSTEM, moment) as session:
        people = list(session.scalars(select(User.id).where(User.status == "active").order_by(User.id)))
    count = 0
    for start in range(0, len(people), BATCH):
        some = people[start : start + BATCH]
        try:
            count += _batch(app, some, moment)
        except Exception:
            for one in some:
                try:
                    count += _batch(app, [one], moment)
                except Exception as error:
                    failures.note(f"user:{one}", error)
    return count


def _batch(app: JobApp, people: Sequence[int], moment: datetime) -> int:
    with app.db.system(moment, f"{neglect.SOURCE}:{moment.isoformat()}") as session:
        return neglect.make_tasks(session, people, moment, app.tz)


def _own(app: JobApp, session: Session, people: Sequence[User], moment: datetime) -> dict[int, Messages]:
    """To the owner, once, three days past the limit."""
    found = neglect.to_mend(session, ids(people), moment, app.tz)
    today = days.today(moment, app.tz).isoformat()
    return {
        user_id: [(f"silence:own:{user_id}:{today}", own_card(found[user_id]))] for user_id in sorted(found)
    }


def own_card(found: Sequence[Quiet]) -> Card:
    """太久没联系: which, how long, why it matters."""
    lines = [("客户", f"{quiet.name}：{neglect.why(quiet)}") for quiet in found[:MOST_LINES]]
    more = len(found) - MOST_LINES
    return Card(
        title=f"{len(found)}家客户太久没联系了",
        desc="再过两天会告诉主管",
        text=(f"还有{more}家。" if more > 0 else "") + "联系过就说一句，比如「刚给华为打了电话，聊了近况」。",
        lines=tuple(lines),
        buttons=(Button("这类不再提醒", "mute", ("silence",), 3),),
    )


def _told(app: JobApp, session: Session, people: Sequence[User], moment: datetime) -> dict[int, Messages]:
    found: dict[int, Messages] = {}
    for user in people:
        with app.db.read(scope_of(session, user), moment) as theirs:
            what = neglect.escalation(theirs, theirs.info["scope"], moment, app.tz)
        if what:
            key = f"silence:{user.id}:{days.today(moment, app.tz).isoformat()}"
            url = app.links.page("daily", user.id, moment, PAGE_DAYS, at=moment.isoformat())
            found[user.id] = [(key, card(what, url))]
    return {user_id: found[user_id] for user_id in ids(people) if user_id in found}


def card(what: neglect.Escalation, url: str) -> Card:
    """太久没跟进的客户 and overdue tasks of the team, the worst first."""
    lines = [
        (
            "高风险" if neglect.high_risk(quiet) else "沉默",
            f"{quiet.name}（{quiet.owner}）{neglect.why(quiet)}",
        )
        for quiet in what.silent
    ]
    lines += [("逾期", f"{late.who} {late.title} 晚{late.days}天") for late in what.late]
    heads = [
        (len(what.silent), "{}家客户太久没跟进"),
        (len(what.late), "{}条待办逾期两天以上"),
    ]
    title = "，".join(words.format(count) for count, words in heads if count)
    more = len(lines) - MOST_LINES
    return Card(
        title=title,
        desc="负责人已经提醒过，还没有动静",
        lines=tuple(lines[:MOST_LINES]),
        text=f"还有{more}条，问「太久没跟进的客户」看全部。" if more > 0 else "",
        url=url,
    )
