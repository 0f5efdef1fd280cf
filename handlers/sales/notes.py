"""A remark on a quotation or an order: 「报价备注一下含税」「订单备注 送货上门」, 「备注 含税」 after it."""

import re
from typing import Final

from crm.errors import Refused
from crm.sales import orders, quotes
from handlers.context import Context
from handlers.orders.refs import ORDER, find_order, just_ordered
from handlers.phrases import as_typed, says
from handlers.quotes.refs import QUOTE, find_quote, just_made
from handlers.registry import handles
from handlers.sales.changes import about_sale
from models.selling import Order, Quote
from nlp.frames import Frame

MOST: Final = 500  # characters of all remarks on one paper
_NOTE: Final = (
    "(?:再|帮我|也|要|给我)*(?:加|写|补)?(?:一?[个条下])?"
    "(?:备注|注明|附注|写明)(?:一?下|上|里|个|写)*[:：,， ]*"
    "(?P<words>[^:：,， ].{0,100})"
)
_WHO: Final = "(?:(?P<who>[^,，。]{2,24}?)(?:家|那边)?的?)?"


@says(
    rf"(?:给|在|把)?{_WHO}(?P<paper>{QUOTE}|{ORDER})单?(?:里|上|中)?的?{_NOTE}",
    rf"(?P<who>)(?P<paper>){_NOTE}",
    longest=120,
)
def read_note(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the paper just written, or of the customer's that is named."""
    words, about = as_typed(match, ctx)["words"].strip(), None
    made, ordered = just_made(ctx), just_ordered(ctx)
    if match["who"]:
        about = about_sale(match["who"], None, ctx)
        if about is None:
            return None
    if not match["paper"]:
        if ctx.open is not None or (made is None and ordered is None):
            return None
        kind = "quote" if made is not None else "order"
    else:
        kind = "quote" if re.match(QUOTE, match["paper"]) else "order"
    latest = made if kind == "quote" else ordered
    if about is None and latest is not None:
        return Frame(f"{kind}.note", {f"{kind}_id": latest.id, "words": words})
    if about is None and ctx.current_customer() is None:
        return None
    slots, refs = (about.slots, about.refs) if about is not None else ({}, {})
    return Frame(f"{kind}.note", {**slots, "words": words}, refs=refs)


TERM: Final = (
    "(?:不?含税|(?:税率|税点)(?:是|为|按)?[0-9.]{1,4}(?:%|个?点)?|(?:不?含|不?包|免)(?:运费?|安装|税|邮|调试|培训)+"
    "|包邮|运费(?:我们?|咱们?|他们?|对方|客户|另)(?:出|付|承担|算)|款到发货|货到付款|先款后货"
    "|(?:质保|保修)[一二两三四五六七八九十0-9]{1,3}(?:年|个月)|(?:账期|帐期|月结)[0-9]{1,3}(?:天|日)?"
    "|(?:预付|首付|订金|定金)[0-9一二两三四五六七八九]{1,3}(?:成|%)|(?:开)?(?:专票|普票|增票))"
)


@says(
    f"(?:对了|哦|还有|另外|要|是|都|价格|报价|[,， ])*(?P<words>{TERM}(?:[,，、 ]+{TERM})*)(?:的|吧|哦|啊)?"
)
def read_term(match: re.Match[str], ctx: Context) -> Frame | None:
    """含税 运费我们出, right after a quotation was written: a remark on it."""
    made = just_made(ctx) if ctx.open is None else None
    if made is None:
        return None
    return Frame("quote.note", {"quote_id": made.id, "words": as_typed(match, ctx)["words"].strip()})


@handles("quote.note")
def note_quote(frame: Frame, ctx: Context) -> str:
    """It stands on the customer's page and the picture."""
    quote, customer = find_quote(frame, ctx)
    quotes.must_be_open(quote)
    quote.note = _joined(quote, str(frame.slots["words"]))
    return f"{customer.name}的{quote.number}备注：{quote.note}\n客户打开报价就能看到。记错了发「撤销」"


@handles("order.note")
def note_order(frame: Frame, ctx: Context) -> str:
    order, customer = find_order(frame, ctx, (*orders.LIVE, "pending"))
    order.note = _joined(order, str(frame.slots["words"]))
    return f"{customer.name}的{order.number}备注：{order.note}。记错了发「撤销」"


def _joined(paper: Quote | Order, words: str) -> str:
    """Beside what stands there already. Raises Refused where that is too long."""
    held = paper.note.split("；") if paper.note else []
    said = "；".join(dict.fromkeys([*held, words]))
    if len(said) > MOST:
        raise Refused(f"备注最多{MOST}字，这张已经写不下了。")
    return said
