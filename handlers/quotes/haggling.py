"""Right after a quotation: 「太贵了 他说170」「就170吧」 is a price, 「定了」「她同意了 下单吧」 an order."""

import re
from collections.abc import Sequence
from decimal import Decimal

from crm import money
from crm.sales import quotes
from handlers.context import Context, Option, Question
from handlers.phrases import says
from handlers.products.facts import NUMBER, UNIT, number
from handlers.quotes.refs import just_made
from handlers.registry import FRAMES, handles
from models.selling import Quote, QuoteLine
from nlp.frames import Frame

WHO = (
    "(?:他们?|她们?|客户|对方|那边|人家|甲方|老[\u4e00-\u9fff]|(?:[\u4e00-\u9fff]{1,2})"
    "(?:总监?|主任|经理|科长|处长|院长|校长|厂长|老板|工|姐|哥|老师))(?:那边)?"
)
DEAR = "(?:这个?)?(?:价格?|价钱|报价)?(?:还是|也|确实|嫌)*(?:太|有点|偏|嫌)?(?:贵|高)了?(?:一?[点些])?[,， ]*"
SAYS = (
    "(?:说|还价|还到|砍到|压到|最多|最高|只肯|只能|只愿意|能|可以|愿意|接受|只?给|只?出|希望|目标价?|到|降)"
)
SO = "(?:那|行|好|可以|要不|还是)*(?:就|按|给到|做到|降到|降成|改到|改成|便宜到|少到)+(?:单价)?"
EACH = f"(?:(?:/|一|每){UNIT})?"
TAIL = "(?:吧|算了?|得了|好了|了|成交|行不行|行吗|可以吗|能不能做|怎么样|[,， ])*"
PRICE = (Decimal("0.3"), Decimal("1.5"))
SUM = (Decimal("0.5"), Decimal("1.2"))
COUNT = (Decimal("0.5"), Decimal(2))
"""How far from what stands there a figure still may be its better: 170 is no new sum of 9,000."""


@says(
    rf"(?P<dear>{DEAR})?(?:(?P<who>{WHO})(?:{DEAR})?{SAYS}+[:：,， ]*)?(?P<so>{SO})? ?"
    rf"(?P<value>{NUMBER})(?P<each>{EACH}){TAIL}"
)
def read_price(match: re.Match[str], ctx: Context) -> Frame | None:
    """What the customer would pay: for one of the goods, or for all, by how near it is to what was asked."""
    if not any(match[name] for name in ("dear", "who", "so")) or ctx.open is not None:
        return None
    quote, value = just_made(ctx), number(match["value"])
    if quote is None or value is None:
        return None
    money_meant = bool(
        match["dear"] or match["who"] or match["each"] or re.search("[元块¥￥]", match["value"])
    )
    lines = quotes.lines_of(ctx.session, quote)
    fields = _fields(quote, lines, value, money_meant=money_meant, each=bool(match["each"]))
    if not fields:
        return None
    slots = {"quote_id": quote.id, "value": str(value)}
    if len(fields) == 1:
        return Frame("quote.change", {**slots, "field": fields[0]})
    return Frame("quote.haggle", {**slots, "fields": fields})


def _fields(
    quote: Quote, lines: Sequence[QuoteLine], value: Decimal, *, money_meant: bool, each: bool
) -> list[str]:
    """What the figure may be of the quotation."""
    found = ["price"] if any(_near(value, line.price, PRICE) for line in lines) else []
    if not each and _near(value, quote.amount, SUM) and not (found and _is_one(lines)):
        found.append("amount")
    if not money_meant and len(lines) == 1 and _near(value, lines[0].quantity, COUNT):
        return [*dict.fromkeys([*found, "price"]), "quantity"]  # a mere figure, never only so many
    return found


def _is_one(lines: Sequence[QuoteLine]) -> bool:
    """Its price is the sum."""
    return len(lines) == 1 and lines[0].quantity == 1


def _near(value: Decimal, there: Decimal, reach: tuple[Decimal, Decimal]) -> bool:
    return there > 0 and reach[0] <= value / there <= reach[1]


@handles("quote.haggle")
def haggle(frame: Frame, ctx: Context) -> str:
    """A figure that may be one of several of the quotation: which is asked."""
    slots = {name: value for name, value in frame.slots.items() if name != "fields"}
    if "field" in slots:
        return FRAMES["quote.change"](Frame("quote.change", slots), ctx)
    value = money.exact(slots["value"])
    ways = {
        "price": f"单价{money.yuan(value)}",
        "amount": f"总价{money.yuan(value)}",
        "quantity": f"数量{money.count(value)}",
    }
    options = [Option(ways[field], slots={"field": field}) for field in frame.slots["fields"]]
    raise Question(f"{money.count(value)}是改哪个？", "field", options)


AGREED = "(?:同意|答应|接受|认可?|确认|拍板|没意见|没问题|ok)了?"
SETTLED = "(?:(?:就)?(?:这么|这样|按这个)?(?:定|成交|敲定|谈妥|搞定)(?:了|下来了?)?)"
ORDER = "(?:可以|帮我|给(?:他们?|她|我)|直接|就)*(?:下(?:订)?单|转(?:成)?订单|出订单|做订单|开单)(?:吧|了)?"


TOO = "(?:说|也|都|刚|已经)*"


@says(
    rf"(?:{WHO})?{TOO}(?:行|好|可以)?[,， ]*(?:{AGREED}|{SETTLED})[,， ]*(?:{SETTLED})?[,， ]*{ORDER}",
    rf"(?:{WHO})?{TOO}(?:价格)?{SETTLED}(?:吧)?",
)
def read_settled(_: re.Match[str], ctx: Context) -> Frame | None:
    """定了, 她同意了 下单吧."""
    return _of_the_quote("order.quoted", ctx)


@says(rf"{WHO}{TOO}{AGREED}")
def read_agreed(_: re.Match[str], ctx: Context) -> Frame | None:
    """她同意了: to what, an order or the price alone, is asked."""
    return _of_the_quote("quote.agreed", ctx)


def _of_the_quote(intent: str, ctx: Context) -> Frame | None:
    made = just_made(ctx) if ctx.open is None else None
    return Frame(intent, {"quote_id": made.id}) if made is not None else None


@handles("quote.agreed")
def agreed(frame: Frame, ctx: Context) -> str:
    if "confirmed" in frame.slots:
        return FRAMES["order.quoted"](Frame("order.quoted", {"quote_id": frame.slots["quote_id"]}), ctx)
    quote = ctx.session.get_one(Quote, int(frame.slots["quote_id"]))
    options = [Option("下单", slots={"confirmed": True}), Option("先不下", instead={})]
    raise Question(f"{quote.number}（{money.yuan(quote.amount)}）转成订单吗？", "confirmed", options)
