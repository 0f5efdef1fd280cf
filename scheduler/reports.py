"""The day's cards: the rep's plan in the morning, the own report and the manager's report in the evening.

All three stay away on days off, by the State Council's calendar, make-up workdays included.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.deals import lists as deal_lists
from crm.drawing import charts
from crm.people.people import scope_of
from crm.reports import daily, handing_in, own_report
from crm.reports import settings as report_settings
from crm.reports.settings import Wish
from crm.tasks import appointments, plans
from models.outbox import Card, Chart
from models.people import Membership, User
from models.scope import SYSTEM, Scope
from scheduler import cards
from scheduler.app import JobApp, Result
from scheduler.mailing import Mailing, Messages, ids
from zh.calendar import is_workday

PLAN_KEEPS = timedelta(hours=9)  # at six in the evening nobody needs the morning's plan
REPORT_KEEPS = timedelta(hours=16)  # read at breakfast at the latest
PAGE_DAYS = 7
REPORTS_AT_ONCE = 10  # of one transaction


def day_off(app: JobApp, moment: datetime) -> Result | None:
    """The result of a job that stays away today; None on a workday."""
    day = days.today(moment, app.tz)
    return None if is_workday(day) else {"skipped": f"{day.isoformat()} is a day off"}


def plan(app: JobApp, moment: datetime) -> Result:
    """8:30, everybody who has something to do today."""

    def prepare(session: Session, people: Sequence[User]) -> dict[int, Messages]:
        made = plans.plans(session, ids(people), moment, app.tz)
        return {user_id: [_plan(app, user_id, made[user_id], moment)] for user_id in sorted(made)}

    _settle(app, moment)
    return day_off(app, moment) or Mailing("plan", prepare, PLAN_KEEPS).run(app, moment)


def _settle(app: JobApp, moment: datetime) -> None:
    """What was met and recorded is no longer due."""
    with app.db.system(moment, f"{appointments.BY_ITSELF}{moment.isoformat()}") as session:
        appointments.held(session, moment, app.tz)


def _plan(app: JobApp, user_id: int, made: plans.Plan, moment: datetime) -> tuple[str, Card]:
    url = app.links.page("plan", user_id, moment, PAGE_DAYS)
    return _key("plan", user_id, made.day), cards.plan(made, app.tz, url)


def rep_report(app: JobApp, moment: datetime) -> Result:
    """18:00, a rep's own day drafted from the records. Managers get one only if they recorded something."""

    def prepare(session: Session, people: Sequence[User]) -> dict[int, Messages]:
        made = own_report.own_reports(session, ids(people), moment, app.tz)
        return {
            user.id: [_own(app, user.id, made[user.id], moment)]
            for user in people
            if made[user.id] or user.role == "rep"
        }

    _settle(app, moment)
    return day_off(app, moment) or Mailing("rep-report", prepare, REPORT_KEEPS).run(app, moment)


def _own(app: JobApp, user_id: int, made: own_report.OwnReport, moment: datetime) -> tuple[str, Card]:
    url = app.links.page("own", user_id, moment, PAGE_DAYS, at=moment.isoformat())
    return handing_in.card_key(user_id, made.day), cards.own_report(made, url, app.tz)


def daily_report(app: JobApp, moment: datetime, only: Collection[int] | None = None) -> Result:
    """18:30, everybody who leads a department: the card, then the picture.

    Those with an hour of their own are left to `report_hours`, which asks for them as `only`.
    """
    with app.db.read(SYSTEM, moment) as session:
        wishes = report_settings.wishes(session, None, "daily")
        pace = deal_lists.paces(session, moment)

    def prepare(session: Session, people: Sequence[User]) -> dict[int, Messages]:
        scopes = {user.id: scope_of(session, user) for user in people if _leads(session, user)}
        return {
            user_id: _daily(app, user_id, scope, wishes.get(user_id, Wish()), pace, moment)
            for user_id, scope in scopes.items()
        }

    mailing = Mailing(
        "daily-report",
        prepare,
        REPORT_KEEPS,
        roles=("manager", "admin"),
        batch=REPORTS_AT_ONCE,
        only=only,
        but=own_hours(wishes) if only is None else (),
    )
    return day_off(app, moment) or mailing.run(app, moment)


def own_hours(wishes: Mapping[int, Wish]) -> set[int]:
    """Whose report does not come at the usual hour."""
    return {user_id for user_id, wish in wishes.items() if wish.hour}


def _leads(session: Session, user: User) -> bool:
    """Managers do by definition; an administrator only with a department of their own."""
    leads = select(Membership.user_id).where(Membership.user_id == user.id, Membership.leads).limit(1)
    return user.role == "manager" or session.scalar(leads) is not None


def _daily(
    app: JobApp, user_id: int, scope: Scope, wish: Wish, pace: Mapping[str, deal_lists.Pace], moment: datetime
) -> Messages:
    with app.db.read(scope, moment) as session:
        narrow, team = report_settings.narrowed(session, scope, wish.about)
    with app.db.read(narrow, moment) as session:
        figures = replace(daily.report(session, narrow, moment, app.tz, wish.keys, pace), team=team)
    key = _key("report:daily", user_id, figures.day)
    url = app.links.page("daily", user_id, moment, PAGE_DAYS, at=moment.isoformat(), **wish.page())
    picture = Chart(drawing=asdict(charts.picture(figures)))
    return [(key, cards.daily(figures, url)), (f"{key}:picture", picture)]


def _key(kind: str, user_id: int, day: date) -> str:
    """One a person a day, whenever and however often the job runs."""
    return f"{kind}:{user_id}:{day.isoformat()}"
