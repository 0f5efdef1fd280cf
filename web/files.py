"""Pictures and files of a customer, or those a colleague was shown: a page, and the bytes behind it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import quote

from flask import Response
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from crm.interactions import attachments
from models.customers import Customer
from models.database import Database
from models.files import Attachment, StoredFile
from models.people import User
from models.scope import SYSTEM, Scope
from zh import say

MOST = 60  # things on one page
INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""What a browser may show; everything else is handed out for saving, so that nothing of it can run here."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One attachment on the page. `path` is below the page's own address; empty: there are no bytes."""

    kind: str
    name: str
    by: str
    when: str
    note: str
    path: str
    is_picture: bool
    url: str


def things(session: Session, args: dict[str, str], now: datetime, tz: tzinfo) -> tuple[str, list[Thing]]:
    """What the link is about, as far as its reader may see it now; with the customer's name, if they may."""
    wanted = select(Attachment, User.name, StoredFile.content_type).join(User, User.id == Attachment.user_id)
    wanted = wanted.outerjoin(StoredFile, StoredFile.id == Attachment.file_id)
    if "customer" in args:
        wanted = wanted.where(Attachment.customer_id == int(args["customer"]))
    else:
        wanted = wanted.where(Attachment.id.in_([int(one) for one in args["ids"].split(",")]))
    rows = session.execute(wanted.order_by(Attachment.id.desc()).limit(MOST)).all()
    customer = session.get(Customer, rows[0][0].customer_id) if rows and rows[0][0].customer_id else None
    return customer.name if customer else "", [_thing(*row, now, tz) for row in rows]


def _thing(one: Attachment, by: str, content_type: str | None, now: datetime, tz: tzinfo) -> Thing:
    note = {"waiting": "正在从企业微信取，稍后刷新", "lost": "没有取下来"}.get(one.status, "")
    url = one.detail if one.kind == "link" and one.detail.startswith(("https://", "http://")) else ""
    return Thing(
        attachments.KINDS[one.kind],
        one.name,
        by,
        say.moment(one.sent_at, "minute", now, tz),
        note,
        f"file/{one.id}" if one.file_id else "",
        one.kind == "image" and (content_type or "image/jpeg") in INLINE,
        url,
    )


def content(db: Database, scope: Scope, now: datetime, attachment_id: int) -> Response | None:
    """The bytes, for whoever may see the attachment; None: not there for this reader."""
    with db.read(scope, now) as session:
        one = session.get(Attachment, attachment_id)
        if one is None or one.file_id is None:
            return None
        file_id, kind, name = one.file_id, one.kind, one.name
    with db.read(SYSTEM, now) as session:  # whose bytes they are follows from the attachment
        file = session.get(StoredFile, file_id, options=[undefer(StoredFile.data)])
        if file is None:
            return None
        shown = file.content_type if kind == "image" and file.content_type in INLINE else ""
        answer = Response(file.data, content_type=shown or "application/octet-stream")
        if not shown:
            name = quote(name or file.name or "file")
            answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return answer
