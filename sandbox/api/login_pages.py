"""Pages a browser visits to log in: OAuth authorize inside the phone, the scan page of a desktop browser."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from ..errors import ApiError
from ..world import World
from . import login

COOKIE = "sandbox_phone"  # who holds the phone; set when the phone opens a page
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>企业微信登录</title>
<style>body{{font:16px system-ui,sans-serif;max-width:26em;margin:3em auto;padding:0 1em}}
a{{display:block;padding:.9em 1em;margin:.5em 0;border:1px solid #8884;border-radius:8px;color:inherit;
text-decoration:none}}a:hover,a:focus{{border-color:#3975c6}}small{{opacity:.6}}</style>
<h1>{title}</h1><p>{lead}</p>{links}</html>"""


def blueprint(world: World) -> Blueprint:
    """``/connect/oauth2/authorize`` and the two addresses of browser login."""
    pages = Blueprint("login", __name__)

    @pages.get("/connect/oauth2/authorize")
    def authorize() -> BaseResponse:
        """The member who holds the phone is the one; elsewhere (or with ``ask=1``) the page asks."""
        chosen = request.args.get("sandbox_user") or request.cookies.get(COOKIE, "")
        return _answer(world, chosen, ask=not chosen)

    @pages.get("/wwlogin/sso/login")
    @pages.get("/wwopen/sso/qrConnect")
    def scan() -> BaseResponse:
        """Stands for the QR code: choose who scans it."""
        chosen = request.args.get("sandbox_user", "")
        return _answer(world, chosen, ask=not chosen)

    return pages


def _answer(world: World, userid: str, ask: bool) -> BaseResponse:
    args = request.args.to_dict()
    args.pop("sandbox_user", None)
    try:
        if ask:
            login.issue(world, "", args)  # refuse a wrong address before asking
            return _chooser(world, args)
        member = world.company.user(userid)
        return redirect(login.issue(world, member.userid if member else userid, args))
    except ApiError as error:
        text = PAGE.format(title="无法登录", lead=escape(f"{error.code} {error.text}"), links="")
        return Response(text, 200, mimetype="text/html")


def _chooser(world: World, args: dict[str, str]) -> Response:
    links = "".join(
        f'<a href="?{escape(urlencode(args | {"sandbox_user": one.userid}))}">{escape(one.name)} '
        f"<small>{escape(one.userid)}</small></a>"
        for one in world.company.users
        if one.status == 1
    )
    lead = "真实的企业微信在这里显示二维码；沙箱里请选择由谁扫码。"
    return Response(PAGE.format(title="扫码登录", lead=lead, links=links), mimetype="text/html")
