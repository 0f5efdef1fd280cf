"""What a frame about figures asks: the question that `crm.figures` answers, and its title."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from crm import days
from crm.errors import Refused
from crm.figures import saying
from crm.figures.measures import Measure
from crm.figures.questions import Question, Whose, measure_of
from crm.ownership import ownership
from crm.people.team import name_of
from handlers.context import Context
from handlers.figures import words
from handlers.resolve import colleague, colleague_before, known_customer
from models.customers import Customer
from models.people import User
from nlp.frames import Frame

FILTERS: Final = ("region", "industry", "level", "source", "product")
USUAL: Final = "revenue"  # what a ranking without a measure is of
HIM: Final = re.compile(r"\s*(?:那|再看看|看看)?[他她](?!们)")
RATE_DAYS: Final = timedelta(days=89)


def question(frame: Frame, ctx: Context) -> Question:
    """The slots of the contract as a question. Raises Refused for people beyond one's sight."""
    first, last = _days(frame.slots, ctx)
    by = tuple(dict.fromkeys(_dimensions(frame.slots, ctx)))
    filters: dict[str, Any] = {name: narrowed(name, frame, ctx) for name in FILTERS if name in frame.slots}
    if "customer" in frame.slots:
        filters["customer"] = known_customer(frame, ctx, "哪个客户？").id
    return Question(frame.slots["measure"], first, last, _whose(frame, ctx), by, filters)


def narrowed(name: str, frame: Frame, ctx: Context) -> str:
    """What a figure is narrowed to; as it was said where several are called so: 海运整柜, 海运拼箱."""
    value = frame.slots[name]
    if not isinstance(value, list):
        return str(value)
    return ctx.text[slice(*frame.spans[name])] if name in frame.spans else str(value[0])


def _dimensions(slots: Mapping[str, Any], ctx: Context) -> list[str]:
    by = slots.get("by") or ("user" if slots.get("kind") == "ranking" else [])
    found = [by] if isinstance(by, str) else list(by)
    return [] if found == ["user"] and ctx.scope.kind == "own" and "about" not in slots else found


def _days(slots: Mapping[str, Any], ctx: Context) -> tuple[date, date]:
    """As asked; a rate without a period is that of three months: one month ends few deals."""
    if "range" not in slots and measure_of(slots["measure"]).bottom is not None:
        today = days.today(ctx.now, ctx.tz)
        return today - RATE_DAYS, today
    return asked_days(slots, ctx)


def asked_days(slots: Mapping[str, Any], ctx: Context) -> tuple[date, date]:
    """The days that have come; of a month that still runs those until today. Not said: this month."""
    today = days.today(ctx.now, ctx.tz)
    if "range" not in slots:
        return today.replace(day=1), today
    start, _, end = str(slots["range"]).partition("/")
    first, last = date.fromisoformat(start[:10]), date.fromisoformat((end or start)[:10])
    if first > today:
        raise Refused("这段时间还没到，没有数字可看。")
    return first, min(last, today)


def _whose(frame: Frame, ctx: Context) -> Whose:
    scope = frame.slots.get("scope")
    plain = scope in (None, "me", "team", "all")
    if scope == "me" or (ctx.scope.kind == "own" and plain) or _is_me(frame, ctx):
        return "me"
    if plain:
        before = colleague_before(ctx) if scope is None and HIM.match(ctx.text) else None
        return "all" if before is None else before.id
    user = colleague(frame, ctx, "scope")
    if user is None:
        return "me"
    if not ownership.leads(ctx.session, ctx.scope, user.id):
        raise Refused(words.beyond_sight(user.name))
    return user.id


def _is_me(frame: Frame, ctx: Context) -> bool:
    """Nobody calls oneself 小王: where the words fit a colleague too, he is meant."""
    named = frame.refs.get("scope", ())
    return bool(named) and all(name.id == ctx.user.id for name in named)


def title_of(asked: Question, measure: Measure, ctx: Context, when: str | None = None) -> str:
    """`when`: in place of its period."""
    today = days.today(ctx.now, ctx.tz)
    return words.title(
        _people(asked.whose, ctx),
        saying.period(asked.first, asked.last, today) if when is None else when,
        asked.filters,
        measure,
        _customer(asked, ctx),
        asked.by,
    )


def _customer(asked: Question, ctx: Context) -> str:
    customer = ctx.session.get(Customer, asked.filters["customer"]) if "customer" in asked.filters else None
    return customer.name if customer else ""


def _people(whose: Whose, ctx: Context) -> str:
    if whose == "all":
        return name_of(ctx.session, ctx.scope)
    user = ctx.user if whose == "me" else ctx.session.get(User, whose)
    return user.name if user else ""
