"""Goods of an order that stands, by words: 「再加一台」 right after it, 「华为那单再加两台A100」."""

import re

from crm import money
from crm.errors import NotThere, Refused
from crm.sales import orders
from handlers.context import Context, Question
from handlers.orders import corrections as order_corrections
from handlers.orders import words
from handlers.orders.refs import NUMBER, ORDER, find_order, just_ordered
from handlers.phrases import customers_called, says
from handlers.products.facts import UNIT
from handlers.products.refs import called
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.quotes.lines import COUNT, FEE, WAY, at_its_price, by_how_many, fee_line
from handlers.registry import FRAMES, complete, handles
from handlers.sales import goods as sale_goods
from handlers.sales.changes import WHO, about_sale
from handlers.sales.lines_meant import called_so, line_meant
from models.customers import Customer
from models.selling import Order
from nlp.frames import Frame

OF = rf"(?:把)?{WHO}(?:{ORDER}|(?P<number>{NUMBER}))(?:里|上)?(?:今天|刚刚?|又|还|也|再|要|想|,|，| )*"
JUST = "(?:(?:他们?|她们?|客户|对方|那边)(?:说|想|要)*)?(?:再|还要|还得|还想|另外|又|也|那)*"
MANY = rf"{WAY} ?{COUNT} ?(?P<unit>{UNIT})"
WHAT = "(?P<what>[^,，。]{1,16}?)"


LAST = re.compile("(?:上面|刚才?|刚刚|上一|最后|这|那)*的?")


@says(
    rf"{OF}{MANY}的? ?{WHAT}?(?:吧|了)?",
    rf"{OF}{WHAT} ?(?:再|还要)?{MANY}(?:吧|了)?",
)
def read_named(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为那单再加两台A100: whose it is or its number is said."""
    about = about_sale(match["who"], match["number"], ctx)
    if about is None and LAST.fullmatch(match["who"] or "") and (order := just_ordered(ctx)) is not None:
        about = Frame("", {"order_id": order.id})
    return _more(match, about, ctx) if about is not None else None


@says(
    rf"(?P<who>[^,，。]{{2,12}}?)??{JUST}{MANY}的? ?{WHAT}?(?:吧|了)?",
    rf"(?P<who>){WHAT} ?(?:再|还要)?{MANY}(?:吧|了)?",
)
def read_just(match: re.Match[str], ctx: Context) -> Frame | None:
    """再加一台, A100少3台, 华为再加两台A100, right after an order of theirs."""
    order = just_ordered(ctx)
    who = {one.id for one in customers_called(match["who"], ctx)} if match["who"] else None
    if order is None or (who is not None and order.customer_id not in who):
        return None
    if not _is_goods(match["what"] or "", order, ctx):
        return None
    return _more(match, Frame("", {"order_id": order.id}), ctx)


def _is_goods(what: str, order: Order, ctx: Context) -> bool:
    """Nothing, what is on the order already, or what the price list has."""
    lines = orders.lines_of(ctx.session, order)
    if not what or any(called_so(line, what, ctx.session) for line in lines):
        return True
    return bool(called(what, ctx))


def _more(match: re.Match[str], about: Frame, ctx: Context) -> Frame | None:
    by = by_how_many(match)
    if by is None:
        return None
    named = {"product": match["what"].strip()} if match["what"] else {}
    slots = {**about.slots, **named, "by": str(by), "unit": match["unit"]}
    return Frame("order.more", slots, refs=about.refs)


@says(FEE)
def read_fee(match: re.Match[str], ctx: Context) -> Frame | None:
    """再加模具费 800, right after an order."""
    order, line = just_ordered(ctx), fee_line(match)
    if order is None or line is None:
        return None
    return Frame("order.add", {"order_id": order.id, "items": match["what"], "lines": [line]})


@handles("order.more")
def more(frame: Frame, ctx: Context) -> str:
    """So many more or fewer of one line; of goods that are not on it a line of their own."""
    order, customer = find_order(frame, ctx, (*orders.LIVE, "pending"))
    lines, by = orders.lines_of(ctx.session, order), money.exact(frame.slots["by"])
    named = str(frame.slots.get("product", ""))
    if named and lines and not any(called_so(line, named, ctx.session) for line in lines):
        if by < 0:
            raise NotThere(f"{order.number}里没有「{named.upper()}」，没有改。")
        items = f"{named} {money.count(by)}{frame.slots['unit']}"
        return FRAMES["order.add"](
            complete(Frame("order.add", {"order_id": order.id, "items": items}), ctx), ctx
        )
    line = line_meant(lines, frame, ctx)
    left = line.quantity + by
    if left <= 0:
        held = f"{money.count(line.quantity)}{line.unit}"
        raise Refused(f"{line.name}只有{held}，减不了这么多，没有改。")
    wanted = Frame("correct", {"field": "quantity", "value": str(left), "line": line.id})
    if by < 0 and order.status == "shipped" and not confirmed(frame, words.fewer(order, line, left)):
        return LEFT_ALONE
    follows = str(order_corrections.figures(order, wanted, ctx)).partition("\n")[2]
    return _said(order, customer, follows, ctx)


@handles("order.add")
def add(frame: Frame, ctx: Context) -> str:
    """More goods on it; stock, what is owed and approval follow."""
    order, customer = find_order(frame, ctx, (*orders.LIVE, "pending"))
    if not frame.slots.get("lines"):
        raise Question(words.ASK_GOODS, "items", frame=frame)
    found, frame = sale_goods.settled(frame, ctx, priced=True)
    lines = at_its_price(found, frame, orders.lines_of(ctx.session, order))
    return _said(order, customer, order_corrections.added(order, lines, ctx), ctx)


def _said(order: Order, customer: Customer, follows: str, ctx: Context) -> str:
    lines = orders.lines_of(ctx.session, order)
    return words.made(order, lines, customer.name, (follows, words.CHANGED_UNDO), ctx.now, ctx.tz, "已改订单")
