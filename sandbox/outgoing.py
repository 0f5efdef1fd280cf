"""What the app sends to its members: ``message/send``, ``recall`` and ``update_template_card``."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from .cards import CALLING, calls_back, check_card
from .errors import ApiError
from .kinds import KINDS
from .limits import DAY, HOUR, MINUTE
from .world import CardState, Json, Message, SentCard, World

DUPLICATE_S, DUPLICATE_MAX_S = 1800, 14_400


def send(world: World, body: Json) -> Json:
    """``message/send``; the caller holds the lock."""
    _check_agent(world, body)
    repeat = _repeated(world, body)
    if repeat is not None:
        return repeat
    kind = body.get("msgtype")
    if kind not in KINDS:
        raise ApiError(40008)
    if body.get("safe", 0) not in (0, 1) and not (kind == "mpnews" and body.get("safe") == 2):
        raise ApiError(40058, "safe")
    userids, answer = receivers(world, body)
    part = body.get(kind)
    if not isinstance(part, dict):
        raise ApiError(40063, str(kind))
    content = KINDS[kind](world, part)
    _count_for_app(world, len(userids))
    msgid = f"{world.next_msgid():x}"
    answer |= {"msgid": msgid}
    world.sent_at[msgid] = world.now()
    if kind == "template_card":
        world.task_ids.add(str(content.get("task_id", "")))
        world.task_ids.discard("")
        world.sent_cards[msgid] = SentCard(msgid, content, userids)
        if calls_back(content):
            answer["response_code"] = world.new_code(msgid)
    for userid in userids:
        _deliver(world, userid, msgid, str(kind), content)
    if body.get("enable_duplicate_check") == 1:
        world.recent_sends[_digest(body)] = (world.stamp(), answer)
    return answer


def receivers(world: World, body: Json) -> tuple[list[str], Json]:
    """Who gets the message, and the ``invalid…`` part of the answer. Raises 81013 when nobody does."""
    users, parties, tags = (_split(body.get(name)) for name in ("touser", "toparty", "totag"))
    if not (users or parties or tags):
        raise ApiError(82001)
    if len(users) > 1000:
        raise ApiError(40032)
    if len(parties) > 100:
        raise ApiError(82002)
    if len(tags) > 100:
        raise ApiError(82003)
    company = world.company
    if users == ["@all"]:
        return [one.userid for one in company.users if one.reachable], {}
    found: dict[str, None] = {}
    bad: dict[str, list[str]] = {"invaliduser": [], "invalidparty": [], "invalidtag": []}
    for userid in users:
        member = company.user(userid)
        if member and member.reachable:
            found[member.userid] = None
        else:
            bad["invaliduser"].append(userid.lower())
    for party in parties:
        if party.isdigit() and company.department(int(party)):
            inside = set(company.below(int(party)))
            members = [one for one in company.users if inside & set(one.department)]
            found |= dict.fromkeys(one.userid for one in members if one.reachable)
        else:
            bad["invalidparty"].append(party)
    for tag in tags:
        if tag.isdigit() and int(tag) in company.tags:
            tagged = [company.user(userid) for userid in company.tags[int(tag)]]
            found |= dict.fromkeys(one.userid for one in tagged if one and one.reachable)
        else:
            bad["invalidtag"].append(tag)
    if not found:
        raise ApiError(81013)
    return list(found), {name: "|".join(ids) for name, ids in bad.items() if ids}


def recall(world: World, body: Json) -> Json:
    """``message/recall``: within 24 hours, on every member's phone."""
    msgid = str(body.get("msgid") or "")
    if msgid not in world.sent_at:
        raise ApiError(40058, "msgid")
    if world.now() - world.sent_at[msgid] > timedelta(hours=24):
        raise ApiError(42052)
    for message in world.copies(msgid):
        message.recalled = True
        world.touch(message.userid, message)
    return {}


def update_card(world: World, body: Json) -> Json:
    """``message/update_template_card``: each response_code pays for one call within 72 hours."""
    _check_agent(world, body)
    code = world.codes.get(str(body.get("response_code") or ""))
    if code is None or world.stamp() > code.expires_at:
        raise ApiError(40058, "response_code invalid or expired")
    if code.used:
        raise ApiError(42022)
    sent = world.sent_cards[code.msgid]
    wanted, invalid = _update_receivers(world, body, sent)
    apply_update(world, [m for m in world.copies(code.msgid) if m.userid in wanted], body)
    code.used = True
    return {"invaliduser": invalid}


def apply_update(world: World, messages: list[Message], change: Json) -> None:
    """Change cards on phones: ``button.replace_name`` or a whole ``template_card``. Raises ApiError."""
    name = (change.get("button") or {}).get("replace_name")
    card = change.get("template_card")
    if card is None and not name:
        raise ApiError(40063, "button.replace_name or template_card")
    if card is not None:
        check_card(card, update=True)
    for message in messages:
        state = message.card
        if state is None:
            continue
        if card is not None:
            state.card = card
            state.replaced = card.get("replace_text") or None
        elif state.original_type not in CALLING:
            raise ApiError(40058, "button.replace_name needs an interaction card")
        else:
            state.replaced = str(name)
        state.updates += 1
        world.touch(message.userid, message)


def _update_receivers(world: World, body: Json, sent: SentCard) -> tuple[set[str], list[str]]:
    if body.get("atall") == 1:
        return set(sent.userids), []
    userids, parties, tags = (body.get(name) or [] for name in ("userids", "partyids", "tagids"))
    if not (userids or parties or tags):
        raise ApiError(40063, "userids, partyids, tagids or atall")
    if not all(isinstance(one, list) for one in (userids, parties, tags)):
        raise ApiError(40058, "userids should be a list")
    if len(userids) > 1000 or len(parties) > 100 or len(tags) > 100:
        raise ApiError(40032)
    known = {userid.lower(): userid for userid in sent.userids}
    wanted = {known[str(one).lower()] for one in userids if str(one).lower() in known}
    inside = {number for party in parties for number in world.company.below(int(party))}
    wanted |= {m.userid for m in world.company.users if inside & set(m.department)} & set(sent.userids)
    for tag in tags:
        wanted |= set(world.company.tags.get(int(tag), [])) & set(sent.userids)
    return wanted, [str(one).lower() for one in userids if str(one).lower() not in known]


def _deliver(world: World, userid: str, msgid: str, kind: str, content: Json) -> None:
    now, limits, window = world.stamp(), world.limits, world.window
    for seconds, most in ((MINUTE, limits.member_per_minute), (HOUR, limits.member_per_hour)):
        if most and window.count(f"member {userid}", now, seconds) >= most:
            world.problem(f"dropped: more than {most} messages in {seconds} s to {userid}")
            return
    window.add(f"member {userid}", now)
    card = None
    if kind == "template_card":
        card = CardState(content, str(content.get("task_id", "")), str(content["card_type"]))
    body = {} if card else dict(content)
    world.add(Message(msgid, userid, kind, body, world.now(), "send", card=card))


def _check_agent(world: World, body: Json) -> None:
    agent = body.get("agentid")
    if agent is None:
        raise ApiError(41011)
    if not str(agent).isdigit():
        raise ApiError(40056)
    if int(agent) != world.company.agent_id:
        raise ApiError(301002)


def _repeated(world: World, body: Json) -> Json | None:
    if body.get("enable_duplicate_check") != 1:
        return None
    interval = body.get("duplicate_check_interval", DUPLICATE_S)
    if not isinstance(interval, int) or interval < 0:
        raise ApiError(40058, "duplicate_check_interval")
    sent = world.recent_sends.get(_digest(body))
    if sent is None or world.stamp() - sent[0] >= min(interval, DUPLICATE_MAX_S):
        return None
    return sent[1]


def _digest(body: Json) -> str:
    """Receivers count as part of the content: the page does not say, this is the careful reading."""
    content = {key: value for key, value in body.items() if not key.startswith(("enable_dup", "duplicate_"))}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _count_for_app(world: World, people: int) -> None:
    most = world.limits.app_per_account_per_day * world.company.account_limit
    now = world.stamp()
    if most and world.window.count("app", now, DAY) + people > most:
        raise ApiError(45009)
    world.window.add("app", now, people)


def _split(value: Any) -> list[str]:
    return [one for one in str(value or "").split("|") if one]
