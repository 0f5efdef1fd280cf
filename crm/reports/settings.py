"""What a manager has set for the reports they get: the hour, the figures, whose work they are about.

One `preferences` row a setting (`report:weekly:at`), so that each is in the change log and can be taken back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.ownership import ownership
from crm.people import manners
from crm.people.team import name_of
from models.manners import Preference
from models.people import Department, User
from models.scope import Scope

KINDS: Final[Mapping[str, str]] = {"daily": "日报", "weekly": "周报", "monthly": "月报"}
JOBS: Final[Mapping[str, str]] = {kind: f"{kind}-report" for kind in KINDS}
STEP: Final = timedelta(minutes=5)  # own hours lie on this grid: it is how often anybody looks
SETTINGS: Final[Mapping[str, str]] = {"at": "时间", "keys": "内容", "about": "看谁"}


@dataclass(frozen=True, slots=True)
class Hour:
    """When a report comes: a time of day; of the weekly the weekday (Monday 0), of the monthly the day."""

    at: time
    day: int | None = None

    def next_after(self, moment: datetime, kind: str, tz: tzinfo) -> datetime:
        """The first such hour later than `moment`."""
        day = moment.astimezone(tz).date()
        while not (self._falls_on(day, kind) and datetime.combine(day, self.at, tz) > moment):
            day += timedelta(days=1)
        return datetime.combine(day, self.at, tz)

    def _falls_on(self, day: date, kind: str) -> bool:
        return kind == "daily" or self.day == (day.weekday() if kind == "weekly" else day.day)


USUAL: Final[Mapping[str, Hour]] = {
    "daily": Hour(time(18, 30)),
    "weekly": Hour(time(9), 0),
    "monthly": Hour(time(9), 1),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What holds for one person's report. `hour` None: the usual one; `keys` empty: the usual figures.

    `about`: `team:3` or `user:5`, whose work it is about; "": everybody within sight.
    """

    hour: Hour | None = None
    keys: tuple[str, ...] = ()
    about: str = ""

    def page(self) -> dict[str, str]:
        """What the link to the report's page has to say of it."""
        said = {"about": self.about, "keys": ",".join(self.keys)}
        return {name: value for name, value in said.items() if value}


def wish(session: Session, user_id: int, kind: str) -> Wish:
    return wishes(session, [user_id], kind).get(user_id, Wish())


def wishes(session: Session, user_ids: Collection[int] | None, kind: str) -> dict[int, Wish]:
    """Of those who have set something; None: of everybody."""
    names = [f"report:{kind}:{setting}" for setting in SETTINGS]
    wanted = select(Preference).where(Preference.name.in_(names))
    if user_ids is not None:
        wanted = wanted.where(Preference.user_id.in_(sorted(user_ids)))
    found: dict[int, Wish] = {}
    for row in session.scalars(wanted.order_by(Preference.id)):
        before = found.get(row.user_id, Wish())
        found[row.user_id] = _with(before, row.name.rpartition(":")[2], row.value)
    return found


def _with(before: Wish, setting: str, value: Any) -> Wish:
    match setting:
        case "at":
            return replace(before, hour=Hour(time.fromisoformat(value[0]), value[1]))
        case "keys":
            return replace(before, keys=tuple(value))
    return replace(before, about=str(value))


def set_hour(session: Session, user_id: int, kind: str, hour: Hour, now: datetime) -> None:
    manners.put(session, user_id, f"report:{kind}:at", [f"{hour.at:%H:%M}", hour.day], now)


def set_keys(session: Session, user_id: int, kind: str, keys: Collection[str], now: datetime) -> None:
    manners.put(session, user_id, f"report:{kind}:keys", list(keys), now)


def set_about(session: Session, user_id: int, kind: str, about: str, now: datetime) -> None:
    manners.put(session, user_id, f"report:{kind}:about", about, now)


def forget(session: Session, user_id: int, kind: str, now: datetime) -> bool:
    """Everything as usual again; False where it was."""
    names = [f"report:{kind}:{setting}" for setting in SETTINGS]
    mine = select(Preference).where(Preference.user_id == user_id, Preference.name.in_(names))
    rows = list(session.scalars(mine))
    for row in rows:
        row.deleted_at = now
    return bool(rows)


def on_grid(at: time) -> time:
    """The time at which somebody looks next: 19:03 becomes 19:05."""
    minutes, step = at.hour * 60 + at.minute, int(STEP.total_seconds()) // 60
    rounded = min(-(-minutes // step) * step, 24 * 60 - step)
    return time(rounded // 60, rounded % 60)


def narrowed(session: Session, reader: Scope, about: str) -> tuple[Scope, str]:
    """The scope of a report about these people, and what they are called; asked within the reader's scope.

    What the reader may no longer see is not narrowed to: the report is then about everybody within sight.
    """
    kind, _, number = about.partition(":")
    if kind == "team" and number.isdigit():
        department = session.get(Department, int(number))
        if department is not None and may_see(reader, department):
            return replace(reader, user_id=None, kind="team", paths=(department.path,)), department.name
    if kind == "user" and number.isdigit() and ownership.leads(session, reader, int(number)):
        user = session.get(User, int(number))
        if user is not None:
            return Scope(user.id, "own"), user.name
    return reader, name_of(session, reader)


def may_see(reader: Scope, department: Department) -> bool:
    """Whether the whole department lies within the reader's sight."""
    return reader.kind == "all" or (
        reader.kind == "team" and any(department.path.startswith(path) for path in reader.paths)
    )


def period(kind: str, day: date, usual: tuple[date, date]) -> tuple[date, date]:
    """The days of a weekly or monthly report of an own hour: sent late in the period it is of that one."""
    if kind == "weekly" and day.weekday() >= 4:
        return day - timedelta(days=day.weekday()), day
    return (day.replace(day=1), day) if kind == "monthly" and day.day >= 25 else usual
