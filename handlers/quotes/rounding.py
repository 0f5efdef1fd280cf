"""Right after a quotation or an order: 「抹个零头」 rounds its sum down; 「能便宜5个点吗」 is asked first."""

import re
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from crm import money
from crm.errors import Refused
from crm.sales import quotes
from handlers.context import Context
from handlers.orders.refs import just_ordered
from handlers.phrases import says
from handlers.products.facts import number
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.quotes.corrections import LESS, POINTS
from handlers.quotes.refs import just_made
from handlers.registry import FRAMES, handles
from models.selling import Order, Quote
from nlp.frames import Frame

STEPS: Final = (Decimal(1), Decimal(10), Decimal(100), Decimal(1000))
TO: Final = {"元": STEPS[0], "个": STEPS[0], "十": STEPS[1], "百": STEPS[2], "千": STEPS[3]}
MUCH: Final = Decimal("0.02")
"""Of the sum: beyond that 零头 is more than is let off without a word."""
_HELPS: Final = "(?:那|就|再|帮我|给我|给(?:他们?|她们?|客户|对方)|可以|把|都|也|总价|合计)*"


@says(
    rf"{_HELPS}(?:抹|去|免|减|舍)(?:掉|去|了|个|下|一下)*(?:零头|零|尾数)(?:吧|了|算了|给他们?|好了)*",
    rf"{_HELPS}(?:零头|尾数)(?:给(?:他们?|她们?|客户))?(?:就|都|也|可以)*(?:抹|去|免|减|不要|舍)(?:掉|去)?(?:了|吧|算了)*",
    rf"{_HELPS}(?:抹零?|取整)(?:掉)?到(?P<step>[元个十百千])(?:位|元|整)?(?:吧|了)?",
)
def read_rounded(match: re.Match[str], ctx: Context) -> Frame | None:
    """Down to the next rounder sum: whole yuan, tens, hundreds; or to what was said."""
    if ctx.open is not None:
        return None
    quote = just_made(ctx)
    sale = quote if quote is not None else just_ordered(ctx)
    if sale is None:
        return None
    step = match.groupdict().get("step")
    rounder = _rounder(sale.amount, (TO[step],) if step else STEPS)
    if rounder is None:
        raise Refused(
            f"{money.yuan(sale.amount)}没有零头可抹。要少多少直接说，比如「便宜200」「总价改成…」。"
        )
    kind = "quote" if sale is quote else "order"
    return Frame("sale.rounded", {"kind": kind, "id": sale.id, "value": str(rounder)})


def _rounder(amount: Decimal, steps: tuple[Decimal, ...]) -> Decimal | None:
    found = [(amount / step).quantize(Decimal(1), ROUND_FLOOR) * step for step in steps]
    return next((one for one in found if 0 < one < amount), None)


@handles("sale.rounded")
def rounded(frame: Frame, ctx: Context) -> str:
    """What is more than a trifle is asked first."""
    kind, value = str(frame.slots["kind"]), Decimal(str(frame.slots["value"]))
    key = int(frame.slots["id"])
    sale = ctx.session.get_one(Quote, key) if kind == "quote" else ctx.session.get_one(Order, key)
    off = sale.amount - value
    if off / sale.amount > MUCH and not confirmed(
        frame, f"抹零从{money.yuan(sale.amount)}抹到{money.yuan(value)}，少{money.yuan(off)}，改吗？"
    ):
        return LEFT_ALONE
    return _changed(kind, sale.id, "amount", value, ctx)


def _changed(kind: str, sale_id: int, field: str, value: Decimal, ctx: Context) -> str:
    change = Frame(f"{kind}.change", {f"{kind}_id": sale_id, "field": field, "value": str(value)})
    said: str = FRAMES[change.intent](change, ctx)
    return said


_WANTS: Final = (
    "(?:(?:他们?|她们?|客户|对方|那边|人家|甲方|[\u4e00-\u9fff]{1,2}(?:总|经理|主任|科长|厂长|工|姐|哥))(?:那边)?"
    "(?:又|还)?(?:说|问|要求?|想要?|希望|让)*(?:我们?|咱们?)?)"
)
_CAN: Final = "(?:能不能|可不可以|可否|能否|能|可以)"
_MAYBE: Final = "(?:吗|么|不|行不行|行吗|可以吗|吧)?"


@says(
    rf"{_WANTS}{_CAN}?(?:再|给)*{LESS}(?:他们?|个|掉)* ?{POINTS}(?:个?(?:百分)?点|%){_MAYBE}",
    rf"{_CAN}(?:再|给|他们?|客户)*{LESS}(?:他们?|个|掉)* ?{POINTS}(?:个?(?:百分)?点|%){_MAYBE}",
)
def read_wanted_lower(match: re.Match[str], ctx: Context) -> Frame | None:
    """能便宜5个点吗: what it would come to, and done after a yes."""
    quote, points = just_made(ctx), number(match["n"])
    if ctx.open is not None or quote is None or not points or not points < money.WHOLE:
        return None
    left = (money.WHOLE - points) / money.WHOLE
    lower = money.fen(quote.amount * left)
    slots = {"quote_id": quote.id, "points": str(points)}
    if quote.off:
        return Frame("quote.lower", {**slots, "field": "amount", "value": str(lower), "sum": str(lower)})
    discount = quote.discount - points
    whole = quotes.gross(quotes.lines_of(ctx.session, quote), discount)
    return Frame("quote.lower", {**slots, "field": "discount", "value": str(discount), "sum": str(whole)})


@handles("quote.lower")
def lower(frame: Frame, ctx: Context) -> str:
    quote = ctx.session.get_one(Quote, int(frame.slots["quote_id"]))
    lower_sum = money.yuan(Decimal(str(frame.slots["sum"])))
    points, now = frame.slots["points"], money.yuan(quote.amount)
    if not confirmed(frame, f"便宜{points}个点是{lower_sum}（现在{now}），{quote.number}改吗？"):
        return LEFT_ALONE
    return _changed("quote", quote.id, str(frame.slots["field"]), Decimal(str(frame.slots["value"])), ctx)
