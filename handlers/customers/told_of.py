"""「海康的预算是多少」: what no field holds, looked for in what was written of the customer."""

import re
from typing import Final

from sqlalchemy import select

from handlers import replies
from handlers.context import Context
from handlers.customers import words as customers_words
from handlers.interactions.words import interaction_line
from handlers.paging import listing
from handlers.phrases import led_by, says
from handlers.registry import handles
from handlers.resolve import known_customer
from handlers.vocabulary import parse
from models.customers import Customer
from models.work import Interaction
from nlp.frames import Frame

IS: Final = "(?:要求|大概|大约|一般|现在|一共|总共|具体|有|要|定)*(?:的?是)?"
WHAT: Final = "(?:多少[钱天个万台]*|什么|啥|几[天个号月万台]|多久|多长|多大|谁|哪[个家天里])"
ASKED: Final = re.compile(
    rf"(?:那边|他们家?|公司)?的?(?P<what>[\u4e00-\u9fff]{{2,5}}?){IS}{WHAT}(?:来着|啊|呢|吗)*"
)
PARTS: Final = re.compile("[；;。，,]")
MOST: Final = 20


@says(rf".{{2,16}}(?:{WHAT})(?:来着|啊|呢|吗)*")
def read_told(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only what the parser makes nothing of, and of a customer that is known."""
    of = led_by(match[0], ctx) if ctx.open is None else None
    asked = ASKED.fullmatch(of.rest) if of is not None else None
    if of is None or asked is None or any(one.intent != "unknown" for one in parse(ctx.text, ctx)):
        return None
    slots = {"customer": of.refs[0].name, "what": asked["what"]}
    return Frame("customer.told", slots, refs={"customer": of.refs})


@handles("customer.told")
def told(frame: Frame, ctx: Context) -> str:
    """Where the word stands in follow-ups and notes, the newest first; nothing is made up."""
    customer, what = known_customer(frame, ctx, replies.ASK_CUSTOMER), str(frame.slots["what"])
    ctx.spoke_of(customer)
    found = ctx.session.scalars(
        select(Interaction)
        .where(Interaction.customer_id == customer.id, Interaction.content.contains(what, autoescape=True))
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(MOST)
    ).all()
    lines = [interaction_line(one, ctx.now, ctx.tz) for one in found]
    lines += [f"· 备注：{said}" for said in _noted(customer, what)]
    if not lines:
        return customers_words.never_told(customer.name, what)
    return listing(ctx, customers_words.told_of(customer.name, what, len(lines)), lines)


def _noted(customer: Customer, what: str) -> list[str]:
    said = PARTS.split(f"{customer.note or ''}；{customer.preference or ''}")
    return [one.strip() for one in said if what in one]
