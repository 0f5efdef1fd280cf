"""OAuth2 inside WeCom and from a browser: codes that say who the person is."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ..errors import ApiError
from ..world import World
from .call import Call, Json

CODE_LIFE_S = 300
SCOPES = ("snsapi_base", "snsapi_privateinfo")


def issue(world: World, userid: str, args: dict[str, str]) -> str:
    """Check an authorize request and return where to send the browser: redirect_uri with code and state.

    Raises ApiError 40013, 50001 (domain not trusted) or 40058.
    """
    if args.get("appid") != world.company.corp_id:
        raise ApiError(40013)
    target = urlsplit(args.get("redirect_uri", ""))
    if target.scheme not in ("http", "https") or not target.netloc:
        raise ApiError(50001)
    trusted = world.company.trusted_domain
    if trusted and target.netloc != trusted:
        raise ApiError(50001)
    state, scope = args.get("state", ""), args.get("scope") or "snsapi_base"
    if len(state.encode()) > 128 or scope not in SCOPES:
        raise ApiError(40058, "state or scope")
    code = secrets.token_urlsafe(32)
    with world.lock:
        world.logins[code] = (userid, world.stamp() + CODE_LIFE_S, scope)
    query = [*parse_qsl(target.query, keep_blank_values=True), ("code", code), ("state", state)]
    return urlunsplit(target._replace(query=urlencode(query), fragment=""))


def getuserinfo(world: World, call: Call) -> Json:
    """``auth/getuserinfo``: a code works once and for five minutes."""
    code = call.need("code", 41008)
    found = world.logins.pop(code, None)
    if found is None or world.stamp() > found[1]:
        raise ApiError(40029)
    userid, _, scope = found
    if world.company.user(userid) is None:
        return {"openid": "o" + userid}
    return {"userid": userid} | ({"user_ticket": code} if scope == "snsapi_privateinfo" else {})


def getuserinfo_old(world: World, call: Call) -> Json:
    """The older ``user/getuserinfo`` with its capital letters."""
    new = getuserinfo(world, call)
    return {"UserId": new["userid"], "DeviceId": ""} if "userid" in new else {"OpenId": new["openid"]}
