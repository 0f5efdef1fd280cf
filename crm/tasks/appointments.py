"""日程: what a rep has at an hour with a customer also stands in their WeCom calendar, while it stands.

The task is the truth. Whatever changes it puts one row in the outbox that only names the task; delivery asks
here what the calendar should say at that moment, so rows that come late, twice or out of order do no harm.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from crm import days
from crm.tasks import tasks
from models.books import Follower
from models.customers import Customer
from models.outbox import Schedule, queue
from models.people import User
from models.platform import Change
from models.work import Interaction, Task

UNSCOPED: Final = {"unscoped": True}
LASTS: Final = timedelta(hours=1)  # nobody says how long; an hour is what calendars begin with
LATELY: Final = timedelta(days=4)  # over a weekend
EARLY: Final = timedelta(hours=2)  # one may be there before the hour that was said
SUMMARY, DESCRIPTION, LOCATION = 128, 512, 128  # characters
WITH_PEOPLE: Final = re.compile(
    r"拜访|上门|登门|见面|会面|碰面|碰头|面谈|洽谈|会谈|谈判|座谈|开会|会议|[例周晨晚视频年]会|会诊|视频|演示|汇报|宣讲|讲标|答辩"
    r"|培训|参观|考察|勘[测察]|验收|调试|安装|签约|路演|展会|参会|吃饭|聚餐|喝茶|接待|来访|出差"
    r"|(?:^|[,，和跟与 ]|一起|再)(?:去|到|见|约|陪)(?!掉|期|电话|时)"
)
BY_WIRE: Final = re.compile("打电话|回电|去电|致电|发[邮短微]|寄|催|去掉|提醒")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the calendar shall say. Moments in Unix seconds, as WeCom takes them."""

    start: int
    end: int
    userids: tuple[str, ...]
    summary: str
    description: str
    location: str

    def to_json(self) -> dict[str, Any]:
        return {
            "start_time": self.start,
            "end_time": self.end,
            "attendees": [{"userid": userid} for userid in self.userids],
            "summary": self.summary,
            "description": self.description,
            "location": self.location,
        }


def mark(task_id: int) -> str:
    """What tells an entry of ours from all others, at the end of its description."""
    return f"〔跟进待办{task_id}〕"


def is_one(task: Task) -> bool:
    """Whether a task is an appointment: at an hour, with a customer, somewhere one goes or meets."""
    return (
        task.due_at is not None
        and task.due_grain == "minute"
        and task.customer_id is not None
        and meets(task)
    )


def meets(task: Task) -> bool:
    """Whether its title says that one goes somewhere or meets somebody."""
    return WITH_PEOPLE.search(task.title) is not None and BY_WIRE.search(task.title) is None


def held(session: Session, now: datetime, tz: tzinfo) -> int:
    """Appointments of the last days that a record of a visit or a meeting tells of are done; how many.

    One's own alone: what somebody else waits for is theirs to call done.
    """
    since = now - LATELY
    wanted = select(Task).where(
        Task.status == "open",
        Task.due_at >= since,
        Task.due_at <= days.ends(days.today(now, tz), tz),
        Task.customer_id.is_not(None),
        Task.kind.is_(None),
        Task.repeat.is_(None),
        Task.creator_id == Task.assignee_id,
    )
    waiting = [task for task in session.scalars(wanted.order_by(Task.id)) if meets(task)]
    if not waiting:
        return 0
    met = select(Interaction.user_id, Interaction.customer_id, func.max(Interaction.happened_at)).where(
        Interaction.happened_at >= since,
        Interaction.channel.in_(("visit", "meeting")),
        Interaction.user_id.in_(sorted({task.assignee_id for task in waiting})),
        Interaction.customer_id.in_(sorted({task.customer_id or 0 for task in waiting})),
    )
    rows = session.execute(met.group_by(Interaction.user_id, Interaction.customer_id))
    last = {(row[0], row[1]): row[2] for row in rows}
    done = 0
    for task in waiting:
        at = last.get((task.assignee_id, task.customer_id or 0))
        if at is not None and _was_it(task, at, now, tz):
            tasks.finish(task, now)
            done += 1
    return done


BY_ITSELF = "job:met:"  # how the change sets begin in which `held` calls appointments done


def unmet(session: Session, gone: Iterable[Interaction], now: datetime, tz: tzinfo) -> list[Task]:
    """Appointments that were called done because of these records, which were taken back: open again."""
    reopened = []
    for one in gone:
        wanted = select(Task).where(
            Task.status == "done",
            Task.assignee_id == one.user_id,
            Task.customer_id == one.customer_id,
            Task.done_at >= one.created_at,
            Task.done_at > now - LATELY,
        )
        for task in session.scalars(wanted.order_by(Task.id)):
            if _done_by_itself(session, task):
                task.status, task.done_at = "open", None
                tasks.refresh(task, now, tz)
                reopened.append(task)
    if reopened:
        session.flush()
        held(session, now, tz)  # another record may tell of the same meeting
    return [task for task in reopened if task.status == "open"]


def _done_by_itself(session: Session, task: Task) -> bool:
    newest = (
        select(Change)
        .where(Change.record == Task.__tablename__, Change.record_id == task.id, Change.undone_by.is_(None))
        .order_by(Change.id.desc())
        .limit(1)
    )
    last = session.scalars(newest, execution_options=UNSCOPED).first()
    return last is not None and last.set_id.startswith(BY_ITSELF) and last.after.get("status") == "done"


def _was_it(task: Task, at: datetime, now: datetime, tz: tzinfo) -> bool:
    """Whether a meeting at that moment may be the one the task is about: of its hour, or of its day."""
    assert task.due_at is not None
    if task.due_grain == "minute":
        return task.due_at <= now and at >= task.due_at - EARLY
    return days.today(at, tz) >= days.today(task.due_at, tz)


def follower(calendar: Callable[[], str]) -> Follower:
    """An entry of the calendar follows its task. `calendar`: WeCom's cal_id; empty: off."""

    def concerns(_session: Session, task: Task) -> bool:
        return bool(calendar()) and _concerns(task)

    def follow(session: Session, written: Iterable[Task]) -> None:
        for task_id in sorted({task.group_id or task.id for task in written if concerns(session, task)}):
            head = session.get(Task, task_id, execution_options={"everything": True})
            if head is None:
                continue
            key = f"cal:{task_id}:{session.info['set_id']}"[:128]
            entry = Schedule(task_id, calendar())
            queue(session, key, head.creator_id, entry, session.info["now"], at_once=True)

    return Follower(concerns, follow)


def _concerns(task: Task) -> bool:
    return is_one(task) or task.schedule_id is not None or task.group_id is not None


def wanted(session: Session, task_id: int, now: datetime) -> dict[str, Any]:
    """For delivery: the id that WeCom gave (`schedule_id`), and `entry`: what it shall say, None: nothing.

    `keep` is true where it stays as it is: it was kept, or its hour has come.
    """
    shared = select(Task).where(or_(Task.id == task_id, Task.group_id == task_id)).order_by(Task.id)
    found = list(session.scalars(shared, execution_options={"everything": True}))
    head = next((task for task in found if task.id == task_id), None)
    if head is None:
        return {"schedule_id": None, "entry": None, "keep": True, "mark": mark(task_id)}
    alive = [task for task in found if task.deleted_at is None]
    open_ = [task for task in alive if task.status == "open" and is_one(task)]
    entry = _entry(session, open_, task_id) if open_ else None
    past = bool(open_) and (open_[0].due_at or now) <= now
    done = not open_ and any(task.status == "done" for task in alive)
    return {
        "schedule_id": head.schedule_id,
        "entry": entry.to_json() if entry else None,
        "keep": done or past,
        "mark": mark(task_id),
    }


def _entry(session: Session, together: list[Task], task_id: int) -> Entry:
    """One entry for all who go."""
    first = together[0]
    assert first.due_at is not None
    start = int(first.due_at.timestamp())
    ids = [task.assignee_id for task in together if task.due_at == first.due_at]
    rows = session.execute(select(User.id, User.userid).where(User.id.in_(ids)), execution_options=UNSCOPED)
    userids = {row.id: row.userid for row in rows}
    customer = session.get(Customer, first.customer_id, execution_options=UNSCOPED)
    name, place = (customer.name, customer.address or "") if customer else ("", "")
    return Entry(
        start,
        start + int(LASTS.total_seconds()),
        tuple(userids[one] for one in dict.fromkeys(ids) if one in userids),
        f"{first.title}（{name}）"[:SUMMARY] if name and name not in first.title else first.title[:SUMMARY],
        f"{name} {mark(task_id)}"[:DESCRIPTION],
        place[:LOCATION],
    )


def put(session: Session, task_id: int, schedule_id: str | None) -> None:
    """Remember the entry's id; None: there is none any more."""
    session.execute(
        update(Task).where(Task.id == task_id).values(schedule_id=schedule_id),
        execution_options={"synchronize_session": False, "unscoped": True},
    )
