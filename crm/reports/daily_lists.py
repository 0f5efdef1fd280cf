"""The records behind the figures of a report: of any measure, overdue tasks, open chances."""

from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.deals import stages
from crm.figures import lists
from crm.figures.lists import UNSEEN, Row, deal_facts, facts, records
from crm.figures.measures import BY_KEY
from crm.people.team import of_team
from crm.reports import daily
from models.customers import Customer
from models.deals import Opportunity
from models.people import User
from models.scope import Scope
from zh import say


def rows(session: Session, scope: Scope, key: str, at: datetime, tz: tzinfo) -> list[Row] | None:
    """The first 200 records behind a figure of the daily report; None if it has no list."""
    if key == "overdue":
        return overdue(session, scope, at, tz)
    if key not in BY_KEY:
        return None
    return records(session, scope, daily.asked(key, days.today(at, tz), at), tz)


def overdue(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    return [
        Row(task.title, facts(customer, f"应在{say.moment(task.due_at, task.due_grain, at, tz)}"), user)
        for task, customer, user in session.execute(daily.late_tasks(scope, at).limit(lists.MOST))
        if task.due_at
    ]


def chances(session: Session, scope: Scope, tz: tzinfo) -> list[Row]:
    """The open chances, stage by stage from the last, the largest first."""
    known = stages.all_of(session)
    wanted = (
        select(Opportunity, Customer.name, User.name)
        .outerjoin(Customer, Customer.id == Opportunity.customer_id)
        .outerjoin(User, User.id == Opportunity.owner_id)
        .where(of_team(Opportunity.owner_id, scope), Opportunity.status == "open")
        .order_by(Opportunity.amount.desc().nulls_last(), Opportunity.id)
        .limit(lists.MOST)
    )
    found: list[Any] = list(session.execute(wanted))
    found.sort(key=lambda row: -stages.position(known, row[0].stage))
    return [Row(customer or UNSEEN, deal_facts(deal, tz), owner or "公海") for deal, customer, owner in found]
