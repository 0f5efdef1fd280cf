"""Something for each of many people: the shape of the morning plan and the evening reports.

Looked up for a batch at once, written a batch a transaction. When a batch fails its people are taken one by
one, so that whoever has the bad record is alone with it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.people import leave, manners
from models.outbox import Message, queue
from models.people import User
from models.scope import SYSTEM
from scheduler.app import JobApp, Result
from scheduler.failures import Failures

BATCH = 200  # people; on SQLite messages wait for as long as one batch is written
EVERYBODY = ("rep", "manager", "admin")

Messages = Sequence[tuple[str, Message]]  # the outbox key and the message, in the order they are to be sent
Prepare = Callable[[Session, Sequence[User]], dict[int, Messages]]
"""Reads what a batch of people needs and writes their messages; who gets nothing is left out."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """A job that sends to people. `keeps` is how long it is worth delivering.

    `only`: these people and nobody else; `but`: not to these, whose turn is at an hour of their own.
    """

    job: str
    prepare: Prepare
    keeps: timedelta
    roles: tuple[str, ...] = EVERYBODY
    batch: int = BATCH
    only: Collection[int] | None = None
    but: Collection[int] = ()

    def run(self, app: JobApp, moment: datetime) -> Result:
        """Queue everybody's messages once; a second run finds the keys taken."""
        failures = Failures(self.job)
        people = self._people(app, moment)
        count = {"people": len(people), "queued": 0, "already": 0}
        for batch in _batches(people, self.batch):
            try:
                self._send(app, batch, moment, count)
            except Exception:
                for user in batch:
                    try:
                        self._send(app, [user], moment, count)
                    except Exception as error:
                        failures.note(f"user:{user.id}", error)
        return count | failures.result()

    def _people(self, app: JobApp, moment: datetime) -> list[User]:
        """Those who work today and want it."""
        wanted = select(User).where(User.status == "active", User.role.in_(self.roles))
        with app.db.read(SYSTEM, moment) as session:
            spared = manners.muted_by(session, self.job) | set(
                leave.away(session, None, days.today(moment, app.tz))
            )
            spared |= set(self.but)
            found = [one for one in session.scalars(wanted.order_by(User.id)) if one.id not in spared]
            return [one for one in found if self.only is None or one.id in self.only]

    def _send(self, app: JobApp, people: Sequence[User], moment: datetime, count: dict[str, int]) -> None:
        with app.db.read(SYSTEM, moment) as session:
            prepared = self.prepare(session, people)
        if not prepared:
            return
        new = already = 0
        with app.db.system(moment, f"job:{self.job}:{moment.isoformat()}") as session:
            for user_id, messages in prepared.items():
                for key, message in messages:
                    if queue(session, key, user_id, message, moment, keeps=self.keeps):
                        new += 1
                    else:
                        already += 1
        count["queued"] += new
        count["already"] += already


def together(first: Result, *others: Result) -> Result:
    """What came of several mailings of a job: messages and failures added up, the rest as the first says."""
    added = dict(first)
    for one in others:
        for name in ("queued", "already", "failed"):
            if name in one:
                added[name] = added.get(name, 0) + one[name]
        if "aside" in one:
            added["aside"] = added.get("aside", {}) | one["aside"]
    return added


def _batches(people: Sequence[User], size: int) -> Iterator[Sequence[User]]:
    for start in range(0, len(people), size):
        yield people[start : start + size]


def ids(people: Iterable[User]) -> list[int]:
    return [user.id for user in people]
