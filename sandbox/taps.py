"""A tap on a card: which event it makes, and with what choices."""

from __future__ import annotations

from dataclasses import dataclass

from .callback import Delivery
from .cards import questions
from .events import tap_fields
from .world import Json, Message, World


@dataclass
class Tap:
    """What a tap did. ``updated``: the answer changed the card · ``replaced``: grey text instead of buttons ·
    ``text``: words of a text reply · ``response_code``: pays for one ``update_template_card``."""

    delivery: Delivery
    updated: bool
    replaced: str | None
    text: str | None
    response_code: str


@dataclass
class Plan:
    event: str
    fields: Json
    code: str


Selected = dict[str, str | list[str]] | None


def prepare(world: World, message: Message, key: str, selected: Selected, *, force: bool = False) -> Plan:
    """The event for a tap, with a fresh response_code. Raises LookupError or ValueError as ``tap``."""
    if message.card is None:
        raise LookupError("not a template card")
    state = message.card
    menu = find_key((state.card.get("action_menu") or {}).get("action_list"), key)
    if menu is not None:
        event, key, chosen = "template_card_menu_event", menu["key"], {}
    else:
        if state.replaced is not None and not force:
            raise ValueError(f"the buttons are replaced by {state.replaced!r}")
        event, key = "template_card_event", _button_key(state.card, key)
        chosen = choices(state.card, selected or {})
    code = world.new_code(message.msgid)
    agent = world.company.agent_id
    fields = tap_fields(key, state.task_id, state.card_type, code, agent, chosen)
    return Plan(event, fields, code)


def find_key(items: list[Json] | None, key: str) -> Json | None:
    """The item with this key, else with this text."""
    for name in ("key", "text"):
        for item in items or []:
            if item.get(name) == key and item.get("type", 0) == 0:
                return item
    return None


def choices(card: Json, selected: dict[str, str | list[str]]) -> dict[str, list[str]]:
    """Option ids by question: what was chosen, else what the card shows as chosen."""
    known = questions(card)
    unknown = set(selected) - set(known)
    if unknown:
        raise LookupError(f"no such question: {unknown}")
    result = {}
    for question, part in known.items():
        wanted = selected.get(question, _default(card, part))
        ids = [wanted] if isinstance(wanted, str) else list(wanted)
        options = {option["id"] for option in part["option_list"]}
        if not set(ids) <= options:
            raise LookupError(f"{question} has no option {set(ids) - options}")
        if question in selected and part.get("disable"):
            raise ValueError(f"{question} is disabled")
        several = card["card_type"] == "vote_interaction" and part.get("mode") == 1
        if len(ids) > 1 and not several:
            raise ValueError(f"{question} takes one option")
        if ids:
            result[question] = ids
    return result


def _button_key(card: Json, key: str) -> str:
    if card["card_type"] == "button_interaction":
        found = find_key(card.get("button_list"), key)
    else:
        submit = card.get("submit_button")
        found = submit if submit and key in (submit["key"], submit["text"]) else None
    if found is None:
        raise LookupError(f"no button {key!r}")
    return str(found["key"])


def _default(card: Json, part: Json) -> list[str]:
    options = [str(option["id"]) for option in part["option_list"]]
    if card["card_type"] == "vote_interaction":
        checked = [option["id"] for option in part["option_list"] if option.get("is_checked")]
        return checked if part.get("mode") == 1 else checked[:1]
    wanted = str(part.get("selected_id"))
    return [wanted] if wanted in options else options[:1]
