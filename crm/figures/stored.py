"""Figures kept by day and person, where counting anew would be slow: of follow-ups, orders and payments.

A day is counted once it is over and is `settled` from then on. Whatever is written, changed, undone or put
back for it opens it again, by a trigger of the database in the transaction that writes it; until it is
counted anew its records themselves are asked. So an answer is always what a recount would say (ADR 0022).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Float,
    Numeric,
    Select,
    String,
    and_,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    text,
    type_coerce,
    union_all,
    update,
)  # fmt: skip
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from crm import days
from crm.figures import buckets
from crm.figures.measures import ALL, Measure
from models.base import Money
from models.figures import DailyFigure, FigureDay
from models.lists import is_sqlite
from models.people import Department, User
from models.selling import Order, Payment
from models.work import Interaction

if TYPE_CHECKING:
    from crm.figures.questions import Question

KEPT: Final = tuple(measure for measure in ALL if measure.kept)
AT_ONCE: Final = 31  # days of one transaction
WORTH_IT: Final = 3  # settled days; for fewer the records are asked
SPLITS: Final = frozenset({"user", "team", *buckets.GRAINS})
DAY: Final = timedelta(days=1)
COMPANY: Final = 0  # the "person" of a day's sum over all
FEN: Final = 100  # of a yuan
PATIENCE: Final = "1s"  # new writers wait as long as the one before them
Span = tuple[date, date]


def statement(
    session: Session,
    asked: "Question",
    measure: Measure,
    whose: Callable[[Any], Any],
    tz: tzinfo,
    everybody: bool,
) -> Select[Any] | None:
    """The question asked of the settled days' counts and the other days' records; None: not worth it.

    Its rows are those of `questions.answer`: labels, ids, value. `everybody`: it is about all people.
    """
    live = asked.until is None or asked.until >= session.info["now"]
    many = asked.last - asked.first >= WORTH_IT * DAY
    plain = not asked.filters and not asked.days
    if not (measure.kept and many and live and plain and SPLITS.issuperset(asked.by)):
        return None
    within = FigureDay.day.between(asked.first, asked.last)
    settled = sorted(session.scalars(select(FigureDay.day).where(within, FigureDay.state == "settled")))
    if len(settled) < WORTH_IT:
        return None
    sqlite = is_sqlite(session)
    known = set(settled)
    open_days = [day for day in _days(asked.first, asked.last) if day not in known]
    whole = everybody and not {"user", "team"} & set(asked.by)
    parts = [_kept(measure, spans(settled), _the_company if whole else whose, sqlite)]
    if open_days:
        parts.append(_counted(measure, spans(open_days), whose, tz, sqlite))
    return _split(asked, measure, union_all(*parts).subquery(), sqlite)


def _days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def spans(found: Iterable[date]) -> list[Span]:
    """Ascending days as runs without a gap, first and last of each."""
    made: list[Span] = []
    for day in found:
        if made and day - made[-1][1] == DAY:
            made[-1] = made[-1][0], day
        else:
            made.append((day, day))
    return made


def _kept(measure: Measure, runs: Sequence[Span], whose: Callable[[Any], Any], sqlite: bool) -> Select[Any]:
    day: Any = type_coerce(DailyFigure.day, String) if sqlite else DailyFigure.day
    within = or_(*(DailyFigure.day.between(first, last) for first, last in runs))
    found = select(DailyFigure.user_id.label("user_id"), day.label("day"), DailyFigure.value.label("value"))
    person = whose(DailyFigure.user_id)
    if whose is not _the_company:
        person = and_(person, DailyFigure.user_id != COMPANY)
    return found.where(DailyFigure.measure == measure.key, within, person)


def _counted(
    measure: Measure, runs: Sequence[Span], whose: Callable[[Any], Any], tz: tzinfo, sqlite: bool
) -> Select[Any]:
    day = buckets.day_of(measure.when, runs[0][0], runs[-1][1], tz, sqlite)
    user: ColumnElement[Any] = measure.whose.label("user_id")
    value = measure.top(False, sqlite)
    if measure.money:  # kept in fen
        value = cast(func.round(type_coerce(value, Numeric) * FEN), BigInteger)
    found = select(user, day.label("day"), value.label("value"))
    alive = measure.model.deleted_at.is_(None)
    wanted = found.where(alive, *measure.where, whose(measure.whose), _within(measure, runs, tz))
    return wanted.group_by(measure.whose, text("2"))


def _within(measure: Measure, runs: Sequence[Span], tz: tzinfo) -> ColumnElement[bool]:
    if isinstance(measure.when.type, Date):
        return or_(*(measure.when.between(first, last) for first, last in runs))
    return or_(
        *(
            and_(measure.when >= days.starts(first, tz), measure.when < days.ends(last, tz))
            for first, last in runs
        )
    )


def _split(asked: "Question", measure: Measure, found: Any, sqlite: bool) -> Select[Any]:
    names = {"user": (User.name, User.id), "team": (Department.name, Department.id)}
    pairs = [names.get(name) or (buckets.bucket(found.c.day, name, sqlite), null()) for name in asked.by]
    keys = [label for label, _ in pairs] + [id_ for _, id_ in pairs]
    value: ColumnElement[Any] = cast(func.sum(found.c.value), BigInteger)
    if measure.money:
        value = type_coerce(cast(value, Float if sqlite else Numeric) / FEN, Money)
    made = select(*(key.label(f"k{n}") for n, key in enumerate(keys)), value).select_from(found)
    if {"user", "team"} & set(asked.by):
        made = made.outerjoin(User, User.id == found.c.user_id)
    if "team" in asked.by:
        made = made.outerjoin(Department, Department.id == User.department_id)
    return made.group_by(*(text(str(n)) for n, _ in enumerate(keys, 1)))


def begin(session: Session, now: datetime, tz: tzinfo) -> list[date]:
    """Days that are over, not settled, the newest first, marked `counting`. Then `wait_for_writers`."""
    first = _first(session, tz)
    if first is None:
        return []
    settled = select(FigureDay.day).where(FigureDay.state == "settled")
    known = set(session.scalars(settled))
    over = _days(first, days.today(now, tz) - DAY)
    wanted = [day for day in reversed(over) if day not in known][:AT_ONCE]
    if wanted:
        session.execute(delete(FigureDay).where(FigureDay.day.in_(wanted)), execution_options=_PLAIN)
        session.execute(insert(FigureDay), [{"day": day, "state": "counting"} for day in wanted])
    return sorted(wanted)


def _first(session: Session, tz: tzinfo) -> date | None:
    """The first day of any record."""
    talked = session.scalar(select(func.min(Interaction.happened_at)))
    ordered = session.scalar(select(func.min(Order.signed_on)))
    paid = session.scalar(select(func.min(Payment.paid_on)))
    found = [days.today(talked, tz) if talked else None, ordered, paid]
    return min((day for day in found if day), default=None)


def wait_for_writers(session: Session) -> bool:
    """Between `begin` and `finish`, in its own transaction: those who wrote follow-ups are done.

    They may have found no day to open; those who begin now find it. False: somebody takes too long.
    """
    if is_sqlite(session):  # has one writer
        return True
    session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    try:
        session.execute(text("LOCK TABLE interactions, orders, payments IN SHARE MODE"))
    except OperationalError:
        return False
    return True


def finish(session: Session, wanted: Sequence[date], tz: tzinfo) -> int:
    """Count the days and settle those that nobody has written to since `begin`; how many."""
    sqlite = is_sqlite(session)
    if not wanted:
        return 0
    session.execute(delete(DailyFigure).where(DailyFigure.day.in_(wanted)), execution_options=_PLAIN)
    for measure in KEPT:
        counts = _counted(measure, spans(wanted), _anybody, tz, sqlite).subquery()
        of_all = select(counts.c.day, literal(COMPANY).label("user_id"), func.sum(counts.c.value))
        for found in (select(counts.c.day, counts.c.user_id, counts.c.value), of_all.group_by(counts.c.day)):
            into = ["day", "user_id", "value", "measure"]
            rows = found.add_columns(literal(measure.key))
            session.execute(insert(DailyFigure).from_select(into, rows))
    done = update(FigureDay).where(FigureDay.day.in_(wanted), FigureDay.state == "counting")
    settled = session.execute(done.values(state="settled").returning(FigureDay.day), execution_options=_PLAIN)
    return len(settled.all())


_PLAIN: Final = {"synchronize_session": False}


def _the_company(column: Any) -> ColumnElement[bool]:
    return column == COMPANY  # type: ignore[no-any-return]


def _anybody(_column: Any) -> ColumnElement[bool]:
    return literal(True)
