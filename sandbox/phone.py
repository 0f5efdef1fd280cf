"""The phone page: static files, its small JSON API and the live stream."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, jsonify, redirect, request, send_from_directory
from werkzeug.wrappers import Response as BaseResponse

from . import views
from .api.login_pages import COOKIE
from .errors import ApiError
from .world import World

if TYPE_CHECKING:
    from .box import Sandbox

STATIC = Path(__file__).parent / "static"
MOST_STREAMS = 48
STREAM_S, BEAT_S, POLL_S = 300.0, 15.0, 20.0
SILENT_FRAME = b"\x3c" + b"\x00" * 31  # AMR-NB 12.2 kbit/s, 20 ms
REAL_LOGIN_HOSTS = ("open.weixin.qq.com", "login.work.weixin.qq.com", "open.work.weixin.qq.com")


def blueprint(box: Sandbox) -> Blueprint:
    """Routes ``/`` and ``/phone/…``."""
    page = Blueprint("phone", __name__)
    world = box.world
    streams = threading.BoundedSemaphore(MOST_STREAMS)

    @page.before_request
    def same_origin() -> None:
        origin = request.headers.get("Origin")
        if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
            abort(403)

    @page.get("/")
    def index() -> Response:
        return _static("index.html")

    @page.get("/phone/static/<path:name>")
    def static(name: str) -> Response:
        return _static(name)

    @page.get("/favicon.ico")
    def icon() -> Response:
        return _static("icon.svg")

    @page.get("/phone/api/company")
    def company() -> Response:
        return jsonify(views.company_view(world, box.on_clock_move is not None))

    @page.get("/phone/api/chat/<userid>")
    def chat(userid: str) -> Response:
        _member(world, userid)
        return jsonify(views.chat_view(world, userid))

    @page.get("/phone/api/schedules/<userid>")
    def schedules(userid: str) -> Response:
        return jsonify(views.schedules_view(world, box.schedules(_member(world, userid))))

    @page.post("/phone/api/chat/<userid>/<action>")
    def act(userid: str, action: str) -> Any:
        userid = _member(world, userid)
        run = ACTIONS.get(action)
        if run is None:
            abort(404)
        try:
            return jsonify(run(box, userid) or {})
        except (ApiError, ValueError) as error:
            return jsonify(error=str(error)), 409
        except LookupError as error:
            return jsonify(error=str(error)), 404

    @page.get("/phone/api/stream")
    def stream() -> Response:
        if not streams.acquire(blocking=False):
            return Response(status=503)
        last = request.headers.get("Last-Event-ID") or request.args.get("since", "0")
        since = int(last) if last.isdigit() else 0
        response = Response(_events(world, since), mimetype="text/event-stream")
        release = iter([streams.release])  # werkzeug may close a response twice
        response.call_on_close(lambda: next(release, int)())
        response.headers["Cache-Control"] = "no-store"
        return response

    @page.get("/phone/api/poll")
    def poll() -> Response:
        since = request.args.get("since", 0, type=int)
        _moved(world, since, POLL_S)
        return jsonify(views.feed_view(world, since))

    @page.post("/phone/api/clock")
    def clock() -> Any:
        if box.on_clock_move is None:
            abort(404)
        try:
            target = views.preset_time(world.now(), str((request.get_json() or {}).get("to", "")))
            box.on_clock_move(target)
        except ValueError as error:
            return jsonify(error=str(error)), 409
        world.touch("")
        return jsonify(now=world.now().isoformat())

    @page.get("/phone/media/<media_id>")
    def media(media_id: str) -> Response:
        found = world.media.get(media_id)
        if found is None:
            abort(404)
        response = Response(found.data, mimetype=found.mime)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "sandbox"
        return response

    @page.get("/phone/open")
    def open_page() -> BaseResponse:
        """Where the in-phone browser starts: remembers who holds the phone, then goes to the page."""
        url, userid = request.args.get("url", ""), _member(world, request.args.get("u", ""))
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            abort(400)
        if parts.netloc in REAL_LOGIN_HOSTS:  # the client's own login, answered here
            url = f"{parts.path}?{parts.query}"
        answer = redirect(url)
        answer.set_cookie(COOKIE, userid, httponly=True, samesite="Lax")
        return answer

    return page


def _static(name: str) -> Response:
    response = send_from_directory(STATIC, name)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _member(world: World, userid: str) -> str:
    member = world.company.user(userid)
    if member is None:
        abort(404)
    return member.userid


def _events(world: World, since: int) -> Iterator[str]:
    """Server-sent events until the stream is old; the browser connects again by itself."""
    yield "retry: 1000\n\n"
    end = time.monotonic() + STREAM_S
    while time.monotonic() < end:
        if not _moved(world, since, BEAT_S):
            yield ": beat\n\n"
            continue
        view = views.feed_view(world, since)
        since = view["seq"]
        yield f"id: {since}\ndata: {json.dumps(view, ensure_ascii=False)}\n\n"


def _moved(world: World, since: int, timeout_s: float) -> bool:
    with world.changed:
        return world.changed.wait_for(lambda: world.seq != since, timeout_s)


def _background(work: Callable[[], Any]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _text(box: Sandbox, userid: str) -> None:
    content = str(request.get_json()["content"])
    if not content.strip():
        raise ValueError("不能发送空白消息")
    _background(lambda: box.send_text(userid, content))


def _location(box: Sandbox, userid: str) -> None:
    data = request.get_json()
    latitude, longitude, label = float(data["latitude"]), float(data["longitude"]), str(data["label"])
    _background(lambda: box.send_location(userid, latitude, longitude, label))


def _image(box: Sandbox, userid: str) -> None:
    file = request.files["media"]
    data, name = file.read(), file.filename or "photo.jpg"
    _background(lambda: box.send_image(userid, data, name))


def _file(box: Sandbox, userid: str) -> None:
    file = request.files["media"]
    data, name = file.read(), file.filename or "file"
    _background(lambda: box.send_file(userid, name, data))


def _voice(box: Sandbox, userid: str) -> None:
    """A recording of silence: what was said is not in it, as WeCom gives apps no transcript either."""
    seconds = min(60.0, max(1.0, float(request.get_json().get("seconds", 1))))
    data = b"#!AMR\n" + SILENT_FRAME * int(seconds * 50)
    _background(lambda: box.send_voice(userid, data))


def _tap(box: Sandbox, userid: str) -> dict[str, Any]:
    data = request.get_json()
    tap = box.tap(userid, str(data["msgid"]), str(data["key"]), data.get("selected"))
    return {"ok": tap.delivery.ok, "updated": tap.updated, "replaced": tap.replaced}


def _menu(box: Sandbox, userid: str) -> None:
    data = request.get_json()
    kind, key = str(data["type"]), str(data["key"])
    _background(lambda: box.event(kind, userid, EventKey=key))


def _enter(box: Sandbox, userid: str) -> None:
    _read(box, userid)
    _background(lambda: box.enter(userid))


def _read(box: Sandbox, userid: str) -> None:
    with box.world.lock:
        if box.world.unread.pop(userid.lower(), 0):
            box.world.touch(userid)


ACTIONS: dict[str, Callable[[Sandbox, str], dict[str, Any] | None]] = {
    "text": _text,
    "location": _location,
    "image": _image,
    "file": _file,
    "voice": _voice,
    "tap": _tap,
    "menu": _menu,
    "enter": _enter,
    "read": _read,
}
