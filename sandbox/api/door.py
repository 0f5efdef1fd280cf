"""The door of the API: Flask in, checks every call passes, JSON out."""

from __future__ import annotations

import json
import re
import secrets
import socket
import time
from urllib.parse import quote

from flask import Blueprint, Response, request

from .. import outgoing
from ..errors import ApiError
from ..faults import Fault
from ..limits import HOUR, MINUTE
from ..world import World
from . import agent, contacts, external, login, media, schedule, tokens
from .call import Bytes, Call, Endpoint, Json

ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}")

ENDPOINTS: dict[str, Endpoint] = {
    "gettoken": Endpoint("GET", tokens.gettoken, token=False),
    "get_jsapi_ticket": Endpoint("GET", tokens.jsapi_ticket),
    "ticket/get": Endpoint("GET", tokens.agent_ticket),
    "getcallbackip": Endpoint("GET", tokens.callback_ips),
    "get_api_domain_ip": Endpoint("GET", tokens.callback_ips),
    "message/send": Endpoint("POST", lambda world, call: outgoing.send(world, call.body)),
    "message/recall": Endpoint("POST", lambda world, call: outgoing.recall(world, call.body)),
    "message/update_template_card": Endpoint(
        "POST", lambda world, call: outgoing.update_card(world, call.body)
    ),
    "media/upload": Endpoint("POST", media.upload, form=True),
    "media/uploadimg": Endpoint("POST", media.upload_image, form=True),
    "media/get": Endpoint("GET", media.get),
    "user/get": Endpoint("GET", contacts.user_get),
    "user/list": Endpoint("GET", contacts.user_list),
    "user/simplelist": Endpoint("GET", contacts.user_simplelist),
    "user/list_id": Endpoint("POST", contacts.user_list_id),
    "department/list": Endpoint("GET", contacts.department_list),
    "department/simplelist": Endpoint("GET", contacts.department_simplelist),
    "department/get": Endpoint("GET", contacts.department_get),
    "agent/get": Endpoint("GET", agent.agent_get),
    "agent/set": Endpoint("POST", agent.agent_set),
    "menu/create": Endpoint("POST", agent.menu_create),
    "menu/get": Endpoint("GET", agent.menu_get),
    "menu/delete": Endpoint("GET", agent.menu_delete),
    "auth/getuserinfo": Endpoint("GET", login.getuserinfo),
    "user/getuserinfo": Endpoint("GET", login.getuserinfo_old),
    "oa/calendar/add": Endpoint("POST", schedule.calendar_add),
    "oa/schedule/add": Endpoint("POST", schedule.add),
    "oa/schedule/update": Endpoint("POST", schedule.update),
    "oa/schedule/get": Endpoint("POST", schedule.get),
    "oa/schedule/del": Endpoint("POST", schedule.delete),
    "oa/schedule/get_by_calendar": Endpoint("POST", schedule.get_by_calendar),
    "externalcontact/get": Endpoint("GET", external.get),
    "externalcontact/list": Endpoint("GET", external.of_member),
    "externalcontact/get_follow_user_list": Endpoint("GET", external.follow_users),
}


def blueprint(world: World) -> Blueprint:
    """Routes ``/cgi-bin/…``."""
    door = Blueprint("api", __name__)

    @door.route("/cgi-bin/<path:name>", methods=["GET", "POST"])
    def enter(name: str) -> Response:
        return _enter(world, name)

    return door


def _enter(world: World, name: str) -> Response:
    with world.lock:
        world.calls[name] += 1
        world.changed.notify_all()
    fault = world.faults.take_api(name)
    if fault is not None:
        if fault.delay_s:
            time.sleep(fault.delay_s)
        if fault.after:
            _run(world, name)
        broken = _fail(fault)
        if broken is not None:
            return broken
    return _run(world, name)


def _fail(fault: Fault) -> Response | None:
    if fault.drop:
        line: socket.socket = request.environ["werkzeug.socket"]
        line.shutdown(socket.SHUT_RDWR)
        return Response(status=500)
    if fault.status is not None:
        return Response("<html>fault planned by a test</html>", fault.status, mimetype="text/html")
    if fault.errcode is not None:
        return _refuse(ApiError(fault.errcode))
    return None


def _run(world: World, name: str) -> Response:
    try:
        with world.lock:
            answer = _checked(world, name)
    except ApiError as error:
        return _refuse(error)
    if isinstance(answer, Bytes):
        response = Response(answer.data, mimetype=answer.mime)
        ascii_name = answer.filename.encode("ascii", "replace").decode().replace('"', "'")
        disposition = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(answer.filename)}"
        response.headers["Content-Disposition"] = disposition
        return response
    return _json({"errcode": 0, "errmsg": "ok"} | answer)


def _checked(world: World, name: str) -> Json | Bytes:
    endpoint = ENDPOINTS.get(name)
    if endpoint is None:
        raise ApiError(40066)
    if request.method != endpoint.method:
        raise ApiError(43001 if endpoint.method == "GET" else 43002)
    call = Call(request.args.to_dict(), base=request.host_url.rstrip("/"))
    if endpoint.token:
        call.scope = tokens.check_token(world, call.args.get("access_token"))
    _count(world, name)
    if endpoint.form:
        _read_file(call)
    elif endpoint.method == "POST":
        call.body = _read_json()
    return endpoint.run(world, call)


def _count(world: World, name: str) -> None:
    now = world.stamp()
    for seconds, most in ((MINUTE, world.limits.api_per_minute), (HOUR, world.limits.api_per_hour)):
        if most and world.window.count(f"api {name}", now, seconds) >= most:
            raise ApiError(45009)
    world.window.add(f"api {name}", now)


def _read_json() -> Json:
    raw = request.get_data()
    if ESCAPED.search(raw):
        raise ApiError(40033)
    try:
        body = json.loads(raw.decode())
    except ValueError as error:
        raise ApiError(47001) from error
    if not isinstance(body, dict):
        raise ApiError(47001)
    return body


def _read_file(call: Call) -> None:
    file = request.files.get("media")
    if file is not None:
        call.data, call.filename, call.mime = file.read(), file.filename or "", file.mimetype or ""


def _refuse(error: ApiError) -> Response:
    hint = f", hint: [{int(time.time())}_{secrets.token_hex(8)}], from ip: {request.remote_addr}"
    return _json({"errcode": error.code, "errmsg": error.text + hint})


def _json(body: Json) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, content_type="application/json; charset=UTF-8")
