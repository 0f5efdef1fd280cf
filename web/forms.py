"""The two pages that take something in: words typed when the chat is down, and a table to be imported.

Both are opened by a signed link of one person. A form carries a value that is good once, so that a page sent
twice does nothing twice.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, g, make_response, render_template, request

from crm import files
from crm.files import MOST_BYTES, Fetched
from crm.importing import asking
from crm.links import LinkError, Links, Page
from models.database import Database
from models.scope import Scope

MOST_WORDS = 2000
GOOD_FOR_DAYS = 1.0
FORMS = ("say", "import")

Say = Callable[[str, str, str], str]
"""What the dialogue answers to a person (userid), for a message with this key and these words."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who has the page open."""

    user_id: int
    userid: str
    name: str
    scope: Scope
    now: datetime


def show(links: Links, page: Page, writer: Writer, answer: str = "", said: str = "") -> Response:
    """The form, with what came of the last one."""
    g.has_form = True
    once = links.token("once", writer.user_id, writer.now, GOOD_FOR_DAYS, n=secrets.token_hex(8))
    html = render_template(f"{page.kind}.html", once=once, name=writer.name, answer=answer, said=said)
    return make_response(html)


def take(db: Database, links: Links, page: Page, writer: Writer, say: Say) -> Response:
    """What was sent; 400 where the form is not one of ours."""
    if page.kind == "import":
        request.max_content_length = MOST_BYTES + 64 * 1024
    key = _once(links, request.form.get("once", ""), writer)
    if page.kind == "say":
        words = request.form.get("text", "").strip()[:MOST_WORDS]
        if not words:
            abort(400)
        return show(links, page, writer, say(writer.userid, key, words), words)
    sent = request.files.get("file")
    if sent is None or not sent.filename or not asking.is_table(sent.filename):
        return show(links, page, writer, "请选一个 xlsx 或 csv 文件。")
    got = Fetched(sent.filename, sent.mimetype, sent.read(MOST_BYTES + 1))
    if len(got.data) > MOST_BYTES:
        return show(links, page, writer, "文件超过20 MB，请分成几个再传。")
    with db.write(writer.scope, writer.now, key) as session:
        kept = files.keep(session, writer.user_id, got, writer.now, asking.FILE_KEPT)
        asking.check(session, writer.user_id, writer.now, got.name, file=kept.id)
    return show(
        links, page, writer, f"收到《{got.name}》，正在检查。结果会发到你的企业微信，在那里点「导入」。"
    )


def _once(links: Links, once: str, writer: Writer) -> str:
    """The key of a form of ours, of this person, not too old."""
    try:
        known = links.verify(once, writer.now)
    except LinkError:
        abort(400)
    if known.kind != "once" or known.user_id != writer.user_id:
        abort(400)
    return f"w:{hashlib.sha256(once.encode()).hexdigest()}"
