"""`/me`: the pages of one person, for a computer's browser. WeCom says who it is (`bot.oauth`), the links are
the signed ones that cards carry, good for a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, session
from werkzeug.wrappers import Response as AnyResponse

from crm.links import Links
from crm.people import people
from models.database import Database
from models.people import User
from models.scope import SYSTEM
from web.headers import HEADERS

HOME = "/me"
DAYS = 1.0


def create_desk(db: Database, links: Links, now: Callable[[], datetime], key: str) -> Blueprint:
    """`key`: under which the Flask session has the userid of who logged in."""
    desk = Blueprint("desk", __name__, template_folder="templates")

    @desk.get("/")
    def home() -> AnyResponse:
        return redirect(HOME)

    @desk.get(HOME)
    def mine() -> AnyResponse | Response:
        userid = session.get(key)
        if not isinstance(userid, str):
            return redirect(f"/login?to={HOME}")
        with db.read(SYSTEM, now()) as books:
            user = people.called(books, userid)
        if user is None or user.status != "active":
            session.clear()
            text = "这个账号已停用。" if user else "先在企业微信里给跟进助手发一句话，它就认识你了。"
            return make_response(render_template("sorry.html", title="现在看不了", text=text), 403)
        return make_response(render_template("desk.html", name=user.name, pages=_pages(links, user, now())))

    @desk.after_request
    def headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    return desk


def _pages(links: Links, user: User, now: datetime) -> list[dict[str, Any]]:
    """What this person may open, with a line on each."""
    at = {"at": now.isoformat()}
    listed: list[tuple[str, str, str, dict[str, str]]] = [
        ("plan", "今天的计划", "逾期的、今天到期的、该联系的", {}),
        ("own", "我的日报", "今天记下的", at),
    ]
    if user.role != "rep":
        listed.append(("daily", "团队日报", "到现在为止", at))
    listed += [
        ("say", "备用入口", "企业微信不通时在这里照常说", {}),
        ("import", "导入表格", "先看结果，确认了再写", {}),
    ]
    return [
        {"title": title, "text": text, "url": links.page(kind, user.id, now, DAYS, **more)}
        for kind, title, text, more in listed
    ]
