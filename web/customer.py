"""The page of one customer: its portrait, and its whole timeline."""

from datetime import datetime, tzinfo

from flask import render_template

from crm import days
from crm.company import vocabulary
from crm.customers import masking
from crm.customers import text as customer_text
from crm.links import LinkBroken, Page
from crm.overview import portrait, timeline, timeline_text
from crm.tickets import text as ticket_text
from crm.tickets.tickets import STATES
from crm.value.rfm import ACTIONS
from models.customers import Customer
from models.database import Database
from models.scope import Scope
from zh import say


def show(db: Database, tz: tzinfo, page: Page, scope: Scope, now: datetime) -> str | None:
    """As it is now and within the reader's scope; None where they may not see it any more."""
    try:
        customer_id = int(page.args["id"])
    except (KeyError, ValueError):
        raise LinkBroken from None
    today = days.today(now, tz)
    with db.read(scope, now) as session:
        customer = session.get(Customer, customer_id)
        if customer is None:
            return None
        found = portrait.of(session, customer, today)
        view = masking.seen(session, found.view, vocabulary.of(session).fields, scope)
        events = timeline.of(session, customer, tz).events
    return render_template(
        "customer.html",
        found=found,
        view=view,
        today=today,
        facts=customer_text.facts(view.customer),
        rows=customer_text.rows(view),
        traded=found.view.trade and customer_text.traded(found.view.trade, today, found.owed),
        bought=customer_text.bought(found.bought),
        advice=found.worth and ACTIONS[found.worth.segment],
        cases=[(ticket_text.name(one), STATES[one.status]) for one in found.tickets],
        events=[
            (say.day(days.today(event.at, tz), today), timeline_text.words(event, now, tz), event.who)
            for event in reversed(events)
        ],
        summary=timeline_text.summary(events),
    )
