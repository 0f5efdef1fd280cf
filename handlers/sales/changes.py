"""Orders and quotations of before, changed: 「海康的单改成5台」「华为的报价改成12台」「海康退了1台A100」."""

import re

from crm import money
from crm.errors import Refused
from crm.sales import orders
from handlers.context import Context
from handlers.mending import words as mending_words
from handlers.orders import corrections as order_corrections
from handlers.orders.refs import NUMBER as ORDER_NUMBER
from handlers.orders.refs import ORDER, find_order
from handlers.phrases import customers_called, says
from handlers.products.facts import NUMBER, UNIT, number
from handlers.quotes import corrections as quote_corrections
from handlers.quotes.refs import NUMBER as QUOTE_NUMBER
from handlers.quotes.refs import QUOTE, find_quote
from handlers.registry import handles
from handlers.sales.lines_meant import called_so, line_meant
from handlers.sales.refs import LEAD, THEY
from handlers.whole import all_or_nothing
from models.selling import OrderLine
from nlp.frames import Frame

WHO = r"(?:(?P<who>[^,，。]{2,24}?)(?:家|那边)?的?)?"
FIELDS = {"quantity": "数量|台数|件数", "price": "单价|价格", "amount": "金额|总价|总额|合计"}
FIELD = "|".join(FIELDS.values())
PAPER = f"(?:(?P<paper>{ORDER}|{QUOTE})(?:单)?)(?:里|上)?的?"
CALLED = f"(?P<number>{ORDER_NUMBER}|{QUOTE_NUMBER})(?:里|上)?的?"
LINE = f"(?:(?!{FIELD})(?P<what>[^,，。的]{{1,16}}?))?的?(?P<field>{FIELD})?"
TO = "(?:应该)?(?:改|换|更正|调|变)(?:成|为|到)?"
RETURNED = "(?:退货|退回|退掉|退)(?:了|回来)?"


VALUE = rf"{TO} ?(?P<value>{NUMBER}) ?(?P<unit>{UNIT})?(?:吧|了)?"


@says(rf"(?:把)?{WHO}{PAPER}{LINE}{VALUE}", rf"(?:把)?{CALLED}{LINE}{VALUE}")
def read_change(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康的单改成5台, D20261124-001的A100改成5台: whose it is or its number has to be said."""
    said = match.groupdict()
    value, field = number(said["value"]), _field(said)
    about = about_sale(said.get("who"), said.get("number"), ctx)
    if value is None or not field or about is None:
        return None
    slots, refs = about.slots, about.refs
    kind = (
        "quote"
        if "报价" in (said.get("paper") or "") or (said.get("number") or "").startswith("q")
        else "order"
    )
    named = {"product": said["what"]} if said["what"] else {}
    return Frame(f"{kind}.change", {**slots, **named, "field": field, "value": str(value)}, refs=refs)


def _field(said: dict[str, str | None]) -> str:
    if said["field"]:
        return next(field for field, names in FIELDS.items() if re.fullmatch(names, said["field"] or ""))
    if said["unit"]:
        return "quantity"
    return "amount" if re.search("[万元块]", said["value"] or "") else ""


def about_sale(who: str | None, paper_number: str | None, ctx: Context) -> Frame | None:
    """Whose paper or which number is meant, as slots and refs; None where the words name nobody."""
    if paper_number:
        return Frame("", {"number": paper_number.upper()})
    bare = LEAD.sub("", who or "").removesuffix("的")
    if not bare:
        return None
    if bare in THEY:
        return Frame("", {}) if ctx.current_customer() is not None else None
    found = customers_called(bare, ctx)
    return Frame("", {"customer": bare}, refs={"customer": found}) if found else None


@handles("order.change")
def change_order(frame: Frame, ctx: Context) -> str:
    """One figure of an order that stands; stock, what is owed and approval follow as after a correction."""
    order, _ = find_order(frame, ctx, (*orders.LIVE, "pending"))
    said = order_corrections.figures(order, frame, ctx)
    return _changed(order.number, frame, said)


@handles("quote.change")
def change_quote(frame: Frame, ctx: Context) -> str:
    quote, _ = find_quote(frame, ctx)
    said = quote_corrections.figures(quote, frame, ctx)
    return _changed(quote.number, frame, said)


def _changed(number: str, frame: Frame, said: str | None) -> str:
    corrected = mending_words.corrected(str(frame.slots["field"]), str(said))
    return f"{number}{corrected.rstrip('。')}。改错了发「撤销」"


OF = rf"{WHO}(?:{ORDER}|(?P<number>{ORDER_NUMBER}))?(?:今天|刚刚?|又|要)*"
MANY = rf"(?P<count>{NUMBER}) ?{UNIT}"


@says(
    rf"{OF}{RETURNED} ?{MANY}的?(?P<what>[^,，。]{{1,16}})?",
    rf"{OF}{RETURNED} ?(?P<what>[^,，。]{{1,16}}?) ?{MANY}",
    rf"(?P<who>)(?P<number>)(?P<what>[^,，。]{{1,16}}?)(?:今天|刚刚?|又|也|给|被)*{RETURNED} ?{MANY}",
)
def read_return(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康退了1台A100: of an order that there is."""
    said = match.groupdict()
    count, about = number(said["count"]), about_sale(said["who"], said["number"], ctx)
    if about is None and not said["who"] and "order" in ctx.state:
        about = Frame("", {})
    if count is None or about is None:
        return None
    if "customer" in about.slots:
        theirs = about.refs["customer"][0].id
        if not orders.recent(ctx.session, customer_id=theirs, states=orders.LIVE, most=1):
            return None
    named = {"product": said["what"].strip()} if said["what"] else {}
    return Frame("order.return", {**about.slots, **named, "count": str(count)}, refs=about.refs)


@handles("order.return")
def returned(frame: Frame, ctx: Context) -> str:
    """退货: so many fewer of one line; they are in stock again, and what was paid for them is an advance."""
    order, customer = find_order(frame, ctx, orders.LIVE)
    lines = orders.lines_of(ctx.session, order)
    named = str(frame.slots.get("product", ""))
    if named and lines and not any(called_so(line, named, ctx.session) for line in lines):
        raise Refused(f"{order.number}里没有「{named.upper()}」，没有记退货。是哪一单？带上单号再说一遍。")
    line = line_meant(lines, frame, ctx)
    left = line.quantity - money.exact(frame.slots["count"])
    held = f"{money.count(line.quantity)}{line.unit}"
    if left < 0:
        raise Refused(f"{order.number}的{line.name}一共{held}，退不了这么多，没有记。")
    name, back = line.name, f"{money.count(money.exact(frame.slots['count']))}{line.unit}"
    follows = _fewer(line, left, lines, frame, ctx)
    return f"已记退货：{customer.name} {order.number} {name} {back}，库存加回来了{follows}。记错了发「撤销」"


def _fewer(line: OrderLine, left: object, lines: list[OrderLine], frame: Frame, ctx: Context) -> str:
    """What follows, in words. A line of which nothing is left goes; the last one means the whole order."""
    order = orders.locked(ctx.session, line.order_id)
    assert order is not None
    with all_or_nothing(ctx):
        if not left and len(lines) == 1:
            raise Refused(f"{order.number}就这一样，全退了就说「取消订单{order.number}」。")
        if not left:
            follows = order_corrections.dropped(order, line, lines, ctx)
        else:
            wanted = Frame("correct", {"field": "quantity", "value": str(left), "line": line.id})
            follows = str(order_corrections.figures(order, wanted, ctx)).partition("\n")[2]
    return f"，合计{money.yuan(order.amount)}" + (f"\n{follows}" if follows else "")
