"""gettoken and the JS-SDK tickets."""

from __future__ import annotations

import secrets

from ..errors import ApiError
from ..world import Token, World
from .call import Call, Json

TICKET_LIFE_S = 7200


def gettoken(world: World, call: Call) -> Json:
    """One token per secret; a repeat within its life returns the same one with the rest of its time."""
    corp_id, secret = call.need("corpid", 41002), call.need("corpsecret", 41004)
    company = world.company
    if corp_id != company.corp_id:
        raise ApiError(40013)
    scopes = {company.secret: "app"} | ({company.contact_secret: "contact"} if company.contact_secret else {})
    if secret not in scopes:
        raise ApiError(40001)
    scope, now = scopes[secret], world.stamp()
    _apply_expiry(world)
    for token in world.tokens.values():
        alive = not token.dead_code and now < token.expires_at <= now + world.token_life_s
        if token.scope == scope and alive:
            return {"access_token": token.value, "expires_in": int(token.expires_at - now)}
    value = secrets.token_urlsafe(96)
    world.tokens[value] = Token(value, scope, now + world.token_life_s)
    return {"access_token": value, "expires_in": world.token_life_s}


def check_token(world: World, value: str | None) -> str:
    """Scope of a token; raises 41001, 40014 or 42001."""
    if not value:
        raise ApiError(41001)
    _apply_expiry(world)
    token = world.tokens.get(value)
    if token is None:
        raise ApiError(40014)
    if token.dead_code:
        raise ApiError(token.dead_code)
    if world.stamp() >= token.expires_at:
        raise ApiError(42001)
    return token.scope


def _apply_expiry(world: World) -> None:
    code = world.faults.expire_code
    if code is not None:
        for token in world.tokens.values():
            token.dead_code = token.dead_code or code
        world.faults.expire_code = None


def jsapi_ticket(world: World, call: Call) -> Json:
    return {"ticket": f"corp-{world.company.corp_id}-ticket", "expires_in": TICKET_LIFE_S}


def agent_ticket(world: World, call: Call) -> Json:
    if call.args.get("type") != "agent_config":
        raise ApiError(40058, "type")
    return {"ticket": f"agent-{world.company.agent_id}-ticket", "expires_in": TICKET_LIFE_S}


def callback_ips(world: World, call: Call) -> Json:
    return {"ip_list": ["127.0.0.1"]}
