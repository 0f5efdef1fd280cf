"""Lines of the quotation just made, by words: 「再加2台A100」「去掉鼠标」「A200少3台」."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from decimal import Decimal

from crm import money
from crm.errors import NotThere, Refused
from crm.sales import goods, quotes
from crm.sales.goods import Goods
from handlers.context import Context, Question
from handlers.orders.refs import just_ordered
from handlers.phrases import says
from handlers.products.facts import NUMBER, UNIT, number
from handlers.quotes import words
from handlers.quotes.intents import offered, put_up_if_needed
from handlers.quotes.refs import QUOTE, find_quote, just_made
from handlers.registry import handles
from handlers.sales import goods as sale_goods
from handlers.sales import reading as sale_reading
from handlers.sales.lines_meant import called_so, line_meant
from handlers.whole import all_or_nothing
from models.customers import Customer
from models.selling import OrderLine, Quote, QuoteLine
from nlp import goods as said_goods
from nlp.frames import Frame

IN = f"(?:(?:在|把)?{QUOTE}(?:里|上|中)?(?:面|边)?(?:的)?[,， ]*)?"
MORE = "(?:(?:他们?|她们?|客户|对方|那边)(?:说|想)?)?(?:再|还要|还得|还想|另外|顺便|帮我|也|要)*"
AGAIN = re.compile("(?:他们?|她们?|客户|对方|那边)?(?:说|想|要)?(?:再|还要|另外)")
NOT_GOODS = re.compile("待办|任务|客户|联系人|标签|字段|步骤|阶段|协作人|备注|提醒|商机|项目|一项|也叫|%")
WAY = "(?P<way>多加|多要|再要|还要|再来|还想要|加|多|少要|减少|减|少)"
COUNT = r"(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)"
NONE_MADE = "刚才没有做报价，不知道加到哪里。报价说「给华为报价 A100 2台」，改订单说「A100改成12台」。"
UNDO = "改错了发「撤销」"
GONE = "(?:不要|不用|先不报|不报|去掉|删掉|拿掉)"


@says(rf"{IN}{MORE}(?:加上|加|添上|添|增加|追加|补上|来|要)(?:一下)? ?(?P<goods>.{{2,50}})")
def read_add(match: re.Match[str], ctx: Context) -> Frame | None:
    """After a quotation, goods with how many: anything else is somebody else's."""
    said = match["goods"]
    if NOT_GOODS.search(said):
        return None
    made, again = just_made(ctx), AGAIN.match(match[0]) is not None
    if made is None and (not again or just_ordered(ctx) is not None):
        return None
    found = said_goods.read(said, ctx.now.astimezone(ctx.tz), ctx.names).lines
    if not found or not all(line.quantity is not None for line in found):
        return None
    if made is None and not all(line.products for line in found):
        return None
    return Frame("quote.add", {"items": said})


@says(
    rf"{IN}(?:去掉|删掉|删除|拿掉|去除|不要|不报) ?(?P<what>.{{1,20}}?)(?:[那这]?一?(?:行|项))?(?:了|吧)?",
    rf"{IN}(?:把)?(?P<what>.{{1,20}}?)(?:[那这]?一?(?:行|项))?(?:都)?{GONE}(?:了|吧)?",
)
def read_drop(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the quotation just made, the line with goods called so."""
    line = _line(match["what"], ctx)
    return None if line is None else Frame("quote.drop", {"line": line.id, "quote_id": line.quote_id})


@says(rf"{IN}(?P<what>.{{1,20}}?) ?(?:再|还要)?{WAY} ?{COUNT} ?{UNIT}(?:吧|了)?")
def read_more(match: re.Match[str], ctx: Context) -> Frame | None:
    """A100再加2台, A200少3台."""
    line, count = _line(match["what"], ctx), number(match["n"])
    if line is None or count is None:
        return None
    by = -count if match["way"][0] in "少减" else count
    return Frame("quote.more", {"line": line.id, "quote_id": line.quote_id, "by": str(by)})


@says(rf"(?:那|就|还是|要不|客户|先|只|改)*(?:报个?|先来|只要|先要) ?{COUNT} ?{UNIT}(?:吧|好了|算了|的价)*")
def read_only(match: re.Match[str], ctx: Context) -> Frame | None:
    """那先报8台: the only line of the quotation just made has so many; of several it is asked which."""
    quote, count = just_made(ctx), number(match["n"])
    if quote is None or count is None:
        return None
    return Frame("quote.change", {"quote_id": quote.id, "field": "quantity", "value": str(count)})


CALLED_FEE = (
    "(?!.{0,6}(?:报销|申请|招待|差旅|打车|交通|加油|餐|饭|过路|过桥|停车|住宿))"  # one's own expenses
    "(?:[\u4e00-\u9fffA-Za-z]{1,8}费用?|模具|工装|押金|税[金费点]?)"
)
FEE = (
    rf"{IN}{MORE}(?:(?:另|再)?(?:加|添|算|收|含|带)上?(?:一?[个笔项])?)?(?P<what>{CALLED_FEE})"
    rf"(?:另外?|再|还要?|加|算|收|计|是|:| )*(?P<value>{NUMBER})[也都要]*(?:[加算](?:上|进去))?(?:吧|了)?"
)


@says(FEE)
def read_fee(match: re.Match[str], ctx: Context) -> Frame | None:
    """再加模具费 8万, right after a quotation: one of it."""
    made, line = just_made(ctx), fee_line(match)
    if line is None or (made is None and (not AGAIN.match(match[0]) or just_ordered(ctx) is not None)):
        return None
    of = {"quote_id": made.id} if made is not None else {}
    return Frame("quote.add", {**of, "items": match["what"], "lines": [line]})


def fee_line(match: re.Match[str]) -> dict[str, object] | None:
    """What is counted by the piece is no fee, nor is a sum of nothing."""
    value = number(match["value"])
    if not value:
        return None
    line = sale_reading.Line(match["what"], quantity="1", unit="项", price=str(value), settled=True)
    return asdict(line)


PRICED = (
    r"(?:单价|价格|价)?(?:是|为|:| )*"
    r"(?P<price>\d+(?:\.\d+)?[块元](?:\d|[\d一二三四五六七八九]毛)?|(?<=价)\d+(?:\.\d+)?)"
)


@says(
    rf"{IN}{MORE}(?:加上|加|添上|添|增加|追加|补上)(?:一下)? ?(?P<what>[^\d,，。]{{2,20}}?) ?{PRICED}钱?"
    rf"(?:(?:/|一|每){UNIT})?(?:[,， ]*(?:要|来)?(?P<count>\d+) ?(?P<unit>{UNIT}))?"
)
def read_priced(match: re.Match[str], ctx: Context) -> Frame | None:
    """加上口镜 1块4: how many is asked; 加上口镜 1块4 100支."""
    made, price = just_made(ctx), number(match["price"])
    if made is None or ctx.open is not None or not price or NOT_GOODS.search(match["what"]):
        return None
    unit = match["unit"] or ""
    line = sale_reading.Line(match["what"].strip(), quantity=match["count"], unit=unit, price=str(price))
    return Frame("quote.add", {"quote_id": made.id, "items": match["what"], "lines": [asdict(line)]})


def _line(said: str, ctx: Context) -> QuoteLine | None:
    quote = just_made(ctx)
    lines = quotes.lines_of(ctx.session, quote) if quote is not None else []
    found = [line for line in lines if called_so(line, said, ctx.session)]
    return found[0] if len(found) == 1 else None


def by_how_many(match: re.Match[str]) -> Decimal | None:
    """再加一台: 1; 少3台: -3."""
    count = number(match["n"])
    return -count if count is not None and match["way"][0] in "少减" else count


@says(rf"{IN}{MORE}{WAY} ?{COUNT} ?{UNIT}(?:吧|了)?")
def read_more_of_it(match: re.Match[str], ctx: Context) -> Frame | None:
    """再加一台: of the only goods; of several it is asked which."""
    quote, by = just_made(ctx), by_how_many(match)
    if quote is None or by is None:
        return None
    return Frame("quote.more", {"quote_id": quote.id, "by": str(by)})


@handles("quote.add")
def add(frame: Frame, ctx: Context) -> str:
    """More goods; of what is on it already at the same price so many more."""
    quote, customer = _open(frame, ctx)
    if not frame.slots.get("lines"):
        raise Question(words.ASK_ITEMS, "items", frame=frame)
    lines, frame = sale_goods.settled(frame, ctx, priced=True)
    lines = at_its_price(lines, frame, quotes.lines_of(ctx.session, quote))
    with all_or_nothing(ctx):
        quotes.add_lines(ctx.session, quote, lines, ctx.now)
        waits = put_up_if_needed(quote, customer, ctx)
    return _said(quote, customer, waits, ctx)


def at_its_price(
    lines: list[Goods], frame: Frame, held: Sequence[QuoteLine] | Sequence[OrderLine]
) -> list[Goods]:
    """Where no price was said, more of what is on it costs what it costs there."""
    there = {line.product_id: line.price for line in held if line.product_id}
    unsaid = [line.price is None and line.amount is None for line in sale_reading.lines_of(frame)]
    return [
        replace(one, price=there[one.product_id]) if none and one.product_id in there else one
        for one, none in zip(lines, unsaid, strict=True)
    ]


def _open(frame: Frame, ctx: Context) -> tuple[Quote, Customer]:
    if "quote_id" not in frame.slots:
        made = just_made(ctx)
        if made is None:
            raise NotThere(NONE_MADE)
        frame = Frame(frame.intent, {"quote_id": made.id})
    quote, customer = find_quote(frame, ctx)
    quote = quotes.locked(ctx.session, quote.id) or quote
    quotes.must_be_open(quote)
    return quote, customer


@handles("quote.drop")
def drop(frame: Frame, ctx: Context) -> str:
    """One line less; the last one stays."""
    quote, customer = _open(frame, ctx)
    with all_or_nothing(ctx):
        lines = quotes.lines_of(ctx.session, quote)
        if len(lines) == 1:
            raise Refused(f"{quote.number}只剩这一行了。整张不要就说「报价作废」。")
        quotes.drop_line(ctx.session, quote, int(frame.slots["line"]), ctx.now)
        waits = put_up_if_needed(quote, customer, ctx)
    return _said(quote, customer, waits, ctx)


@handles("quote.more")
def more(frame: Frame, ctx: Context) -> str:
    """So many more or fewer of one line."""
    quote, customer = _open(frame, ctx)
    with all_or_nothing(ctx):
        lines = quotes.lines_of(ctx.session, quote)
        line = line_meant(lines, frame, ctx)
        left = line.quantity + money.exact(frame.slots["by"])
        if left <= 0:
            held = f"{money.count(line.quantity)}{line.unit}"
            raise Refused(f"{line.name}只有{held}，减不了这么多。不要了就说「去掉{line.name}」。")
        line.quantity = goods.quantity(left, line.name)
        quotes.reckon(quote, lines)
        waits = put_up_if_needed(quote, customer, ctx)
    return _said(quote, customer, waits, ctx)


def _said(quote: Quote, customer: Customer, waits: str, ctx: Context) -> str:
    """The whole of it again: what is forwarded is the new one."""
    lines = quotes.lines_of(ctx.session, quote)
    remarks = [waits or offered(quote, customer, ctx), UNDO]
    return words.made(quote, lines, customer.name, (), remarks, ctx.now, ctx.tz, "已改报价")
