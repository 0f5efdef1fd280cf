"""The pages behind signed links: `/p/<token>` and, for the figures of a daily report, `/p/<token>/<list>`.

Everything is read within the scope of the person the link was made for, as it is at that moment.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request
from markupsafe import Markup

from crm import days
from crm.drawing import charts
from crm.drawing.svg import Drawing
from crm.figures import asking, lists
from crm.figures.questions import Question
from crm.links import LinkBroken, LinkExpired, Links, Page
from crm.people.people import scope_of
from crm.reports import daily, daily_lists, daily_text, own_report
from crm.reports import settings as report_settings
from crm.tasks import plans
from models.database import Database
from models.people import User
from models.scope import SYSTEM, Scope
from web import customer, figure, files, forms, guests, period
from web.headers import HEADERS
from zh import say

WITH_FORM = HEADERS["Content-Security-Policy"].replace("form-action 'none'", "form-action 'self'")


def _nobody_answers(_userid: str, _key: str, _words: str) -> str:
    return "现在不能在这里记，请稍后再试。"


class NotForYou(Exception):
    """The reader may no longer see this; the message says why."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom the link was made for, and what they may see now."""

    user: User
    scope: Scope
    now: datetime
    about: str = ""  # what the people of a report are called that was narrowed to them


def create_pages(
    db: Database, links: Links, now: Callable[[], datetime], tz: tzinfo, say_: forms.Say = _nobody_answers
) -> Blueprint:
    """The pages as a blueprint. `now` is the program's clock, `say_` the dialogue behind the backup entry."""
    pages = Blueprint(
        "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/assets"
    )
    makers: dict[str, Callable[[Page, Reader], str]] = {
        "daily": lambda page, reader: _daily(db, tz, page, reader),
        "plan": lambda page, reader: _plan(db, tz, reader),
        "own": lambda page, reader: _own(db, tz, page, reader),
        "files": lambda page, reader: _files(db, tz, page, reader),
        "customer": lambda page, reader: _customer(db, tz, page, reader),
        "period": lambda page, reader: period.show(db, tz, page, reader.scope, reader.now, reader.about),
        "figure": lambda page, reader: _figure(db, tz, links, page, reader),
        "records": lambda page, reader: figure.show_list(
            db, tz, page, reader.scope, reader.now, reader.about
        ),
    }

    @pages.get("/p/<token>")
    def show(token: str) -> str | Response:
        sealed = links.verify(token, now())
        if sealed.kind in guests.GUESTS:
            return guests.GUESTS[sealed.kind](db, sealed, now(), tz)
        page, reader = _open(db, links, token, now())
        if page.kind in forms.FORMS:
            return forms.show(links, page, _writer(reader))
        return _maker(makers, page)(page, reader)

    @pages.post("/p/<token>")
    def take(token: str) -> Response:
        page, reader = _open(db, links, token, now())
        if page.kind not in forms.FORMS:
            raise LinkBroken
        return forms.take(db, links, page, _writer(reader), say_)

    @pages.get("/p/<token>/now")
    def show_now(token: str) -> str:
        """The daily report with what has happened since the card was sent."""
        page, reader = _open(db, links, token, now())
        if page.kind != "daily":
            raise LinkBroken
        return _daily(db, tz, page, reader, fresh=True)

    @pages.get("/p/<token>/file/<int:attachment_id>")
    def show_file(token: str, attachment_id: int) -> Response:
        page, reader = _open(db, links, token, now())
        found = files.content(db, reader.scope, reader.now, attachment_id) if page.kind == "files" else None
        if found is None:
            raise LinkBroken
        return found

    @pages.get("/p/<token>/<key>")
    def show_list(token: str, key: str) -> str:
        page, reader = _open(db, links, token, now())
        if page.kind == "period":
            return period.show_list(db, tz, page, reader.scope, reader.now, reader.about, key)
        if page.kind != "daily":
            raise LinkBroken
        return _list(db, tz, page, reader, key)

    @pages.errorhandler(LinkBroken)
    def broken(_: LinkBroken) -> Response:
        text = "可能没复制完整。请回到原来的消息里重新点开；还打不开，就请发给你的人再发一次。"
        return _sorry(404, "这个链接打不开", text, "gone.html")  # a customer may be who has it

    @pages.errorhandler(LinkExpired)
    def expired(late: LinkExpired) -> Response:
        if late.page.kind in guests.EXPIRED:
            return gone(guests.Gone(guests.EXPIRED[late.page.kind]))
        return _sorry(
            410,
            "链接过期了",
            "为了安全，链接只在一段时间内有效。在企业微信里发「日报」或「待办」就能看到最新的。",
        )

    @pages.errorhandler(guests.Gone)
    def gone(why: guests.Gone) -> Response:
        return make_response(render_template("gone.html", title="链接已失效", text=str(why)), 410)

    @pages.errorhandler(NotForYou)
    def not_for_you(why: NotForYou) -> Response:
        return _sorry(403, "现在看不了这个页面", str(why))

    @pages.after_request
    def headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if g.get("has_form"):
            response.headers["Content-Security-Policy"] = WITH_FORM
        if request.endpoint == "pages.static":
            response.headers["Cache-Control"] = "public, max-age=600"
        return response

    return pages


def _writer(reader: Reader) -> forms.Writer:
    return forms.Writer(reader.user.id, reader.user.userid, reader.user.name, reader.scope, reader.now)


def _maker(makers: dict[str, Callable[[Page, Reader], str]], page: Page) -> Callable[[Page, Reader], str]:
    if page.kind not in makers:
        raise LinkBroken
    return makers[page.kind]


def _open(db: Database, links: Links, token: str, now: datetime) -> tuple[Page, Reader]:
    """What the link opens and for whom. Raises LinkBroken, LinkExpired or NotForYou."""
    page = links.verify(token, now)
    with db.read(SYSTEM, now) as session:
        user = session.get(User, page.user_id)
        if user is None:
            raise LinkBroken
        if user.status != "active":
            raise NotForYou("这个账号已停用。有疑问请联系管理员。")
        scope, about = scope_of(session, user), ""
    if page.args.get("about"):
        with db.read(scope, now) as session:
            scope, about = report_settings.narrowed(session, scope, page.args["about"])
    if page.kind == "daily" and user.role == "rep":
        raise NotForYou("团队日报只给负责人看。你自己的记录可以在企业微信里发「我的跟进」查看。")
    return page, Reader(user, scope, now, about)


def _daily(db: Database, tz: tzinfo, page: Page, reader: Reader, *, fresh: bool = False) -> str:
    sent = _moment(page)
    at = _latest(sent, reader.now, tz) if fresh else sent
    with db.read(reader.scope, reader.now) as session:
        figures = daily.report(session, reader.scope, at, tz, period.wished(page))
    figures = replace(figures, team=reader.about or figures.team)
    return render_template(
        "daily.html",
        daily=figures,
        said=daily_text,
        lists=LISTS,
        day=say.day(figures.day, days.today(reader.now, tz)),
        hour=f"{at.astimezone(tz):%H:%M}",
        trend=Markup(charts.trend(figures).svg()),
        people=_drawn(charts.people(figures)),
        fresh=fresh,
        tz=tz,
    )


def _drawn(drawing: Drawing | None) -> Markup:
    return Markup(drawing.svg()) if drawing else Markup()


def _moment(page: Page) -> datetime:
    try:
        return datetime.fromisoformat(page.args["at"])
    except (KeyError, ValueError, TypeError):
        raise LinkBroken from None


def _latest(sent: datetime, now: datetime, tz: tzinfo) -> datetime:
    """Now, or the end of the report's day once that is over."""
    return max(sent, min(now, days.ends(days.today(sent, tz), tz) - timedelta(seconds=1)))


def _list(db: Database, tz: tzinfo, page: Page, reader: Reader, key: str) -> str:
    at = _moment(page)
    with db.read(reader.scope, reader.now) as session:
        rows = daily_lists.rows(session, reader.scope, key, at, tz)
    if rows is None:
        raise LinkBroken
    return render_template(
        "list.html",
        title=LISTS[key],
        day=say.day(days.today(at, tz), days.today(reader.now, tz)),
        hour=f"{at.astimezone(tz):%H:%M}",
        rows=rows,
        most=lists.MOST,
        back="日报",
    )


def _figure(db: Database, tz: tzinfo, links: Links, page: Page, reader: Reader) -> str:
    def sign(asked: Question) -> str:
        left = (page.expires_at - reader.now) / timedelta(days=1)
        args = asking.args_of(asked, page.args.get("about", ""))
        return f"/p/{links.token('records', page.user_id, reader.now, left, **args)}"

    by = request.args.get("by", "")
    return figure.show(db, tz, page, reader.scope, reader.now, reader.about, by, sign)


LISTS = {
    "customers": "新增客户",
    "interactions": "跟进记录",
    "followed": "跟进的客户",
    "backfilled": "补录的跟进",
    "opportunity_amount": "新增商机",
    "revenue": "签下的订单",
    "payments": "到账的回款",
    "overdue": "逾期的待办",
}


def _plan(db: Database, tz: tzinfo, reader: Reader) -> str:
    with db.read(reader.scope, reader.now) as session:
        plan = plans.plan_of(session, reader.user.id, reader.now, tz)
    return render_template("plan.html", plan=plan, name=reader.user.name, when=_due_words(reader.now, tz))


def _due_words(now: datetime, tz: tzinfo) -> Callable[[plans.Todo], str]:
    def when(todo: plans.Todo) -> str:
        return say.moment(todo.due_at, todo.grain, now, tz)

    return when


def _own(db: Database, tz: tzinfo, page: Page, reader: Reader) -> str:
    """Always with what came since: what is missing is added by a message."""
    at = _latest(_moment(page), reader.now, tz)
    with db.read(reader.scope, reader.now) as session:
        report = own_report.own_report(session, reader.user.id, at, tz)
    day = say.day(report.day, days.today(reader.now, tz))
    return render_template("own.html", report=report, name=reader.user.name, day=day, tz=tz)


def _files(db: Database, tz: tzinfo, page: Page, reader: Reader) -> str:
    try:
        with db.read(reader.scope, reader.now) as session:
            customer, found = files.things(session, page.args, reader.now, tz)
    except (KeyError, ValueError):
        raise LinkBroken from None
    return render_template("files.html", customer=customer, things=found, base=request.path.rstrip("/"))


def _sorry(status: int, title: str, text: str, template: str = "sorry.html") -> Response:
    page: Any = render_template(template, title=title, text=text)
    return make_response(page, status)


def _customer(db: Database, tz: tzinfo, page: Page, reader: Reader) -> str:
    shown = customer.show(db, tz, page, reader.scope, reader.now)
    if shown is None:
        raise NotForYou("这个客户现在不归你看，可能转给了同事。有疑问请联系管理员。")
    return shown
