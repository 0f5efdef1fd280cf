"""Whom a campaign is for: 「深圳的A类客户」, 「他们」 of the list just shown, 「全部客户」."""

import re

from crm.customers import search as customer_search
from crm.customers.search import ANY, Conditions
from handlers.context import Context
from handlers.customers.intents import conditions_of
from handlers.finding.intents import understood
from handlers.phrases import spoken
from zh.text import normal

SHOWN = re.compile(
    "(?:他们|它们|她们|这些|以上|上面|刚才|刚刚|这批|那批|列表里|名单里|这个名单|这份名单)(?:这些|那些|列|查|找|筛|出来)*的?(?:人|客户|公司)?"
)
EVERYBODY = re.compile(
    "(?:(?:我|我们|咱们|团队|部门|全公司|公司|大家|全?组|[这本](?:边|组))的?)*(?:全部|所有|全体|每个|各个|手上|手里|名下)*的?(?:客户|公司)"
)


def meant(segment: str, ctx: Context) -> Conditions | None:
    """The words as conditions of a list of customers; None where nothing is understood of them."""
    said = normal(segment).strip(" ,。;")
    if SHOWN.fullmatch(said):
        shown = ctx.state.get("listed") or {}
        return customer_search.from_json(shown["wanted"]) if "wanted" in shown else None
    if EVERYBODY.fullmatch(said):
        return ANY
    told = spoken(said, ctx)  # 没下过单的客户, by a phrase of its own
    frame = told if told is not None and told.intent == "customer.list" else understood(said, ctx)
    wanted = conditions_of(frame, ctx) if frame is not None else ANY
    return None if wanted == ANY else wanted
