"""Pages for people outside the company: a signed link opens one thing and nothing else, without a login.

They see no name of ours but the one on the paper, and learn nothing from a link that opens nothing any more.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from flask import render_template

from crm.links import LinkBroken, Page
from crm.sales.quote_sheet import SHOWN, sheet
from models.database import Database
from models.scope import SYSTEM
from models.selling import Quote

Guest = Callable[[Database, Page, datetime, tzinfo], str]
OVER = "这份报价已经失效了，请联系给你报价的销售，重新发一份。"


class Gone(Exception):
    """What the link opened is not to be seen any more; the message says so."""


def quote(db: Database, page: Page, now: datetime, tz: tzinfo) -> str:
    """One quotation, while it may be seen."""
    number = page.args.get("quote", "")
    if not number.isdigit():
        raise LinkBroken
    with db.read(SYSTEM, now) as session:
        found = session.get(Quote, int(number))
        if found is None or found.status not in SHOWN:
            raise Gone(OVER)
        return render_template("quote.html", sheet=sheet(session, found, now, tz))


GUESTS: Mapping[str, Guest] = {"quote": quote}
"""Kinds of pages that are for guests."""
EXPIRED: Mapping[str, str] = {"quote": OVER}
"""What they read when their link is too old."""
