"""9:10 on workdays: chances whose expected day has passed, one card a person."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crm import days
from crm.deals import late as late_deals
from crm.deals import late_cards as late_deal_cards
from models.people import User
from scheduler.app import JobApp, Result
from scheduler.mailing import Mailing, Messages, ids
from zh import calendar

KEEPS: Final = timedelta(hours=8)


def run(app: JobApp, moment: datetime) -> Result:
    """Ask whoever has them; nobody on a day off."""
    today = days.today(moment, app.tz)
    if not calendar.is_workday(today):
        return {"skipped": "no workday"}

    def prepare(session: Session, people: Sequence[User]) -> dict[int, Messages]:
        found = late_deals.asked_about(session, ids(people), today)
        return {
            id_: [(f"late:{id_}:{today.isoformat()}", late_deal_cards.card(late, today))]
            for id_, late in found.items()
        }

    return Mailing("deals", prepare, KEEPS).run(app, moment)
