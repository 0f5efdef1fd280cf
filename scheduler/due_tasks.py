"""Put a card in the outbox for every task whose reminder has come due; delivery sends it.

The card and the mark that it was made are committed together and the key is unique, so a crash, a second
run or a rival scheduler cannot remind twice. People are taken by the batch; when a batch fails one by one,
and when a person's fails task by task, so that a bad record is alone with itself.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from crm.overview import briefs
from crm.tasks import counted, due, reminders
from crm.tasks.reminders import Stage
from models.outbox import queue
from models.scope import SYSTEM
from models.work import Task
from scheduler import brief_notes, cards
from scheduler.app import JobApp, Result
from scheduler.failures import Failures

DIGEST_FROM = 4  # due at once: this many become one card
LATE_DIGEST_FROM = 2  # after an outage even fewer
PUSHED_ASIDE = timedelta(hours=1)
KEEPS = timedelta(hours=24)  # later than this the morning plan has said it


def run(app: JobApp, moment: datetime) -> Result:
    """Remind everybody whose tasks are due at `moment`."""
    count = Counter(cards=0, digests=0, tasks=0, unreachable=0)
    failures = Failures("due-tasks")
    last = 0
    while people := _people(app, moment, last):
        last = people[-1]
        try:
            _remind(app, people, moment, count)
        except Exception:  # one bad record must stop neither the others nor the loop
            _each(app, people, moment, count, failures)
    return dict(count) | failures.result()


def _people(app: JobApp, moment: datetime, after: int) -> list[int]:
    with app.db.read(SYSTEM, moment) as session:
        return due.people(session, moment, after=after)


def _remind(app: JobApp, people: Sequence[int], moment: datetime, count: Counter[str]) -> None:
    """Everything that is due for these people, as single cards or one digest each, in one transaction."""
    made: Counter[str] = Counter()
    with app.db.system(moment, f"job:due-tasks:{moment.isoformat()}") as session:
        found = due.of(session, people, moment)
        readers = due.readers(session, found, moment, app.tz)
        for user_id, tasks in found.items():
            reader = readers[user_id]
            if reader is None:
                made["unreachable"] += len(tasks)
            else:
                tasks = due.put_off(session, tasks, reader, moment, app.tz)
                rest = _briefs(session, app, reader, tasks, moment, made)
                for stage, some in due.by_stage(session, rest, moment, app.tz).items():
                    _tell(session, app, reader, stage, some, moment, made)
            made["tasks"] += len(tasks)
            due.announced(session, [task for task, _ in tasks], moment, app.tz)
    count.update(made)


def _briefs(
    session: Session,
    app: JobApp,
    reader: due.Reader,
    tasks: Sequence[cards.Due],
    moment: datetime,
    made: Counter[str],
) -> list[cards.Due]:
    """Briefs are no reminders: each is sent as it is. What is left is announced."""
    for task, _ in tasks:
        if task.kind == briefs.KIND:
            brief_notes.deliver(session, app, reader, task, moment)
            made["cards"] += 1
    return [one for one in tasks if one[0].kind != briefs.KIND]


def _tell(
    session: Session,
    app: JobApp,
    reader: due.Reader,
    stage: Stage,
    tasks: Sequence[cards.Due],
    moment: datetime,
    made: Counter[str],
) -> None:
    if _is_burst(tasks, moment, stage):
        _queue_digest(session, app, reader, stage, tasks, moment)
        made["digests"] += 1
        return
    for task, customer in tasks:
        _queue_card(session, app, reader, stage, task, customer, moment)
        made["cards"] += 1


def _each(
    app: JobApp, people: Sequence[int], moment: datetime, count: Counter[str], failures: Failures
) -> None:
    for user_id in people:
        try:
            _remind(app, [user_id], moment, count)
        except Exception:
            _one_by_one(app, user_id, moment, count, failures)


def _is_burst(found: Sequence[tuple[Task, str | None]], moment: datetime, stage: Stage) -> bool:
    late = [task for task, _ in found if task.remind_at and moment - task.remind_at > cards.LATE_AFTER]
    return len(found) >= (DIGEST_FROM if stage == "due" else 2) or len(late) >= LATE_DIGEST_FROM


def _queue_digest(
    session: Session,
    app: JobApp,
    reader: due.Reader,
    stage: Stage,
    tasks: Sequence[cards.Due],
    moment: datetime,
) -> None:
    first = tasks[0][0]
    url = app.links.page("plan", reader.user_id, moment, days=2)
    card = cards.due_digest(tasks, moment, app.tz, url, stage, reader.instead_of)
    kind = "digest" if stage == "due" else f"{stage}:many"
    key = f"due:{kind}:{reader.user_id}:{_stamp(first)}:{first.id}"
    queue(session, key, reader.user_id, card, moment, keeps=KEEPS, at_once=_own_hour(tasks, stage))


def _queue_card(
    session: Session,
    app: JobApp,
    reader: due.Reader,
    stage: Stage,
    task: Task,
    customer: str | None,
    moment: datetime,
) -> None:
    progress = counted.in_words(session, task) if task.wanted else ""
    card = cards.due_task(
        task, customer, moment, app.tz, stage, progress=progress, instead_of=reader.instead_of
    )
    key = f"due:{'task' if stage == 'due' else stage}:{task.id}:{_stamp(task)}"
    at_once = _own_hour([(task, customer)], stage)
    queue(session, key, reader.user_id, card, moment, keeps=KEEPS, at_once=at_once)


def _own_hour(tasks: Sequence[cards.Due], stage: Stage) -> bool:
    """Whoever set an hour wants to hear of it then, at night too."""
    return stage == "due" and any(task.due_grain != "day" for task, _ in tasks)


def _stamp(task: Task) -> str:
    assert task.remind_at is not None
    return f"{task.remind_at:%Y%m%dT%H%M}"


def _one_by_one(app: JobApp, user_id: int, moment: datetime, count: Counter[str], failures: Failures) -> None:
    """Find the task that cannot be announced, set it an hour aside, announce the rest."""
    try:
        with app.db.system(moment, "job:due-tasks") as session:
            ids = [task.id for task, _ in due.of(session, [user_id], moment).get(user_id, [])]
    except Exception as error:
        failures.note(f"user:{user_id}", error)
        return
    for task_id in ids:
        try:
            with app.db.system(moment, f"job:due-tasks:{moment.isoformat()}") as session:
                found = due.one(session, task_id, moment)
                if found is not None:
                    reader, stage = (
                        due.Reader(found[0].assignee_id),
                        reminders.stage(found[0], moment, app.tz),
                    )
                    _queue_card(session, app, reader, stage, *found, moment)
                    due.announced(session, [found[0]], moment, app.tz)
                    count["cards"] += 1
                    count["tasks"] += 1
        except Exception as error:
            failures.note(f"task:{task_id}", error)
            _push_aside(app, task_id, moment, failures)


def _push_aside(app: JobApp, task_id: int, moment: datetime, failures: Failures) -> None:
    try:
        with app.db.system(moment, "job:due-tasks") as session:
            due.push(session, task_id, moment + PUSHED_ASIDE)
    except Exception as error:
        failures.note(f"task:{task_id}:aside", error)


def next_moment(app: JobApp, after: datetime) -> datetime | None:
    """When the next reminder falls due, for moving the clock."""
    with app.db.read(SYSTEM, after) as session:
        return due.next_moment(session, after)
