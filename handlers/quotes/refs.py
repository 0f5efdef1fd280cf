"""Which quotation is meant: 「发报价」「华为的报价」「报价作废」, and the record behind it."""

import re
from datetime import timedelta
from typing import Any

from crm import money
from crm.errors import NotThere
from crm.sales import quotes
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.names import refs_to
from handlers.phrases import contacts_called, customers_called, firms_of, led_by, says
from handlers.products.facts import NUMBER as MONEY
from handlers.products.facts import UNIT, number
from handlers.quotes import words
from handlers.sales import reading as sale_reading
from handlers.sales import refs as sale_refs
from handlers.sales.refs import Kind
from models.customers import Contact, Customer
from models.selling import Order, Quote, QuoteLine
from models.work import Interaction, Task
from nlp import times
from nlp.frames import Frame

RECENT = timedelta(days=90)
NUMBER = r"(q\d{8}-\d{3,})"
QUOTE = "(?:报价(?:单|表)?)"
ON = "(?:[,， ]*(?:我|好)?(?:要)?转(?:发)?给.{1,6})?"
KIND = Kind(Quote, "quote", NUMBER, QUOTE, quotes.numbered, words.ASK_WHICH, words.unknown, words.NONE_HERE)


@says(
    rf"(?:重新|再|重)?(?:发|给|要|生成|出|打印)(?:一?下|一份|个|我|给我|客户)*{QUOTE}(?:的?(?:图片?|链接|pdf))?(?:给我|给客户|发我)?",
    rf"{QUOTE}(?:的)?(?:图片?|链接|pdf|发我|发给我|给我|转发|再发一(?:下|遍|次))+{ON}",
    rf"(?:把)(.{{2,24}}?)?的?{QUOTE}(?:图片?|链接)?(?:发|转|给)(?:给)?我(?:看看|看一?下|一下|一份)?",
    rf"(.{{2,24}}?)的?{QUOTE}(?:的)?(?:图片?|链接|发我|发给我|给我)",
    rf"打印(?:一?下|一份)?(.{{2,24}}?)的?{QUOTE}",
    rf"(?:发|重发|再发)(?:一?下)?{QUOTE} ?{NUMBER}",
    rf"(?:发|重发|再发)(?:一?下)? ?{NUMBER}",
)
def read_send(match: re.Match[str], ctx: Context) -> Frame | None:
    return _about("quote.send", match, ctx)


@says(
    "(?:帮我|给我|再)?(?:发|出|生成|来|要)(?:一?[张个份])?(?:图片?|链接)(?:给我|给客户|吧)*",
    "(?:发|转)给(?:客户|他们?|她)(?:吧)?|发给?我(?:看看|看一?下|一下|一份)?|给我看(?:看|一?下)",
)
def read_send_it(_: re.Match[str], ctx: Context) -> Frame | None:
    """发图片, 发给客户, right after a quotation."""
    made = just_made(ctx)
    return Frame("quote.send", {"quote_id": made.id}) if made is not None else None


@says("(?:发|转)给(?P<who>[^,，。 ]{2,6}?)(?:吧|看看|过去)?")
def read_send_to(match: re.Match[str], ctx: Context) -> Frame | None:
    """发给马科长, right after a quotation of his company."""
    made = just_made(ctx)
    people = contacts_called(match["who"], ctx) if made is not None else ()
    if made is None or made.customer_id not in {one.customer_id for one in people}:
        return None
    return Frame("quote.send", {"quote_id": made.id})


@says(
    rf"{QUOTE}? ?{NUMBER}(?:看看|详情|呢)?", rf"(?:看看|看一?下|查一?下|查)(?:这个|刚才的?|上次的?)?{QUOTE}"
)
def read_show(match: re.Match[str], ctx: Context) -> Frame | None:
    return _about("quote.show", match, ctx)


@says(
    rf"(?:看看|看一?下|查一?下|查|列一?下)?(?:我的?)?(?:最近的?|所有的?|全部)?{QUOTE}(?:列表|记录|清单|有哪些)?",
    rf"(?:看看|看一?下|查一?下|查)?(?:给)?(.{{2,24}}?)的?(?:最近的?|所有的?|历史)?{QUOTE}(?:列表|记录|清单|历史|有哪些|呢)?",
    r"(?:我|我们)?(?:上次|上回|之前|以前|最近)?(?:给|跟)(.{2,24}?)(?:上次|上回|之前)?报的?(?:是)?(?:什么|啥|多少)(?:价格?|钱)?(?:来着)?",
)
def read_list(match: re.Match[str], ctx: Context) -> Frame | None:
    """我的报价, 华为的报价单; 给华为报价 is to be made."""
    if re.fullmatch("给[^的]*报价", match[0]):
        return None
    said = match[1] if match.lastindex else None
    if said is None:
        return Frame("quote.list", {"owner": "me"})
    found = customers_called(said, ctx)
    return Frame("quote.list", {"customer": said}, refs={"customer": found}) if found else None


@says(
    rf"(?:看看|查一?下)?(?P<when>.{{0,6}}?)(?:大家|团队|我们|组里)?(?:都|一共)?(?:的|报了?哪些|做了?哪些|报了?多少|出了?多少|报了?几[张个份]?)?{QUOTE}(?:有?哪些|情况|列表|多少)?",
    r"(?:看看|查一?下)?(?P<when>.{0,6}?)(?:大家|团队|我们|组里)?(?:都|一共)?报了(?:哪些|什么|几个|多少)价(?:了)?",
    r"(?:看看|查一?下)?(?P<when>.{0,6}?)(?:都|有)?(?:谁|哪些人)(?:都)?(?:报了?价|做了?报价|出了?报价)(?:单)?(?:了|的)?",
)
def read_of_time(match: re.Match[str], ctx: Context) -> Frame | None:
    """今天的报价, 谁报价了: of a time; for who leads, everybody's."""
    when = times.find(match["when"], ctx.now.astimezone(ctx.tz), "past") if match["when"] else []
    if match["when"] and (len(when) != 1 or match["when"].replace(when[0].text, "").strip(" 的")):
        return None
    if not when and not re.search("谁|哪些人|大家|团队|我们|组里", match[0]):
        return None
    day = when[0].as_period("past") if when else ctx.now.astimezone(ctx.tz).date().isoformat()
    return Frame("quote.list", {"range": day})


@says(
    rf"(?:把)?(?:这个|这张|刚才的?|上次的?)?{QUOTE}?{NUMBER}? ?(?:作废|取消|不要了|废掉)了?",
    rf"(?:作废|取消)(?:这个|这张|刚才的?)?{QUOTE}? ?{NUMBER}?",
    rf"(.{{2,24}}?)的?{QUOTE}(?:作废|取消|不要了|废掉)了?",
)
def read_void(match: re.Match[str], ctx: Context) -> Frame | None:
    if "报价" in match[0] or re.search(NUMBER, match[0]):
        return _about("quote.void", match, ctx)
    made = just_made(ctx, past=()) if re.search("作废|废掉|不要了", match[0]) else None
    return Frame("quote.void", {"quote_id": made.id}) if made is not None else None


BESIDE = (Interaction, Task, Contact)


def just_made(ctx: Context, past: tuple[type[Any], ...] = BESIDE) -> Quote | None:
    """The quotation of this person's last write, if that was one a short while ago and is open still.

    What was noted since of the same customer does not end it: 「李总说720就定」, then 「那就720」.
    """
    found = last_written(ctx, past)
    if any(isinstance(record, Order) for record in found):
        return None
    ids = {r.id for r in found if isinstance(r, Quote)}
    ids |= {r.quote_id for r in found if isinstance(r, QuoteLine)}
    quote = ctx.session.get(Quote, ids.pop()) if len(ids) == 1 else None
    if quote is None or quote.status not in quotes.OPEN or quote.customer_id != ctx.conversation.customer_id:
        return None
    return quote


@says(
    rf"(?:把)?(?:这个|刚才的?)?{QUOTE}?的?有效期(?:改|延长?|顺延|调|放宽)?(?:到|成|为|至|是|:)? ?(.{{2,12}})"
)
def read_valid(match: re.Match[str], ctx: Context) -> Frame | None:
    said = match[match.lastindex or 1]
    day = sale_reading.valid_until(f"有效期{said}", ctx) or sale_reading.date_said(said, ctx)
    return Frame("quote.valid", {"value": day.isoformat()}) if day else None


def _about(intent: str, match: re.Match[str], ctx: Context) -> Frame | None:
    return sale_refs.about(KIND, intent, match.groups(), ctx)


def find_quote(frame: Frame, ctx: Context, *, only_open: bool = True) -> tuple[Quote, Customer]:
    """The quotation meant: by number, the customer's newest, or the one just spoken of."""
    return sale_refs.find(KIND, frame, ctx, lambda: _of_customer(frame, ctx, only_open))


def _of_customer(frame: Frame, ctx: Context, only_open: bool) -> list[Quote]:
    """Where a customer has several open ones, which is asked."""
    customer, spoken = sale_refs.whose(KIND, frame, ctx)
    if spoken is not None:
        return [spoken]
    if customer is None:
        own = quotes.recent(ctx.session, owner_id=ctx.user.id, only_open=only_open, most=sale_refs.MOST)
        return sale_refs.mine(KIND, own, lambda one: _hint(one, ctx), ctx)
    last = sale_refs.spoken_of(KIND, ctx)
    if last is not None and last.customer_id == customer.id and last.status in quotes.OPEN:
        return [last]
    found = quotes.recent(
        ctx.session, customer_id=customer.id, only_open=only_open, since=ctx.now - RECENT, most=sale_refs.MOST
    )
    if len(found) > 1 and only_open:
        raise sale_refs.which(KIND, found, lambda one: _hint(one, ctx))
    if not found:
        raise NotThere(f"{customer.name}还没有{'可用的' if only_open else ''}报价单。")
    return found


def _hint(one: Quote, ctx: Context) -> str:
    return f"{money.yuan(one.amount)} {words.state(one, ctx.now, ctx.tz)}"


AGREED = "(?:(?:那边)?说?(?:已经)?(?:定|签|同意|确认|答应|谈定|拍板|成)(?:下来)?了?[,， ]*)?"


AGREED_TO = (
    "(?:客户|对方|他们?|她|那边|人家)?(?:都|已经|说|也)*(?:同意|确认|答应|通过|接受|签字?|认可|ok|没问题|没意见|定)"
    "(?:下来)?了?"
)


@says(
    rf"(?:(?:行|好的?|可以|那|他们?|她|客户|对方|说|就)*{AGREED})?(?:就|还是)?(?:按|照|根据)(?:这个|刚才的?|上次的?|那个|这张)?"
    rf"{QUOTE}(?:的价(?:格)?)?(?:来|下单|下|签|定|转订单)(?:吧|了)?",
    rf"(?:(.{{2,24}}?){AGREED}(?:就)?)?(?:按|照|根据)(?:这个|刚才的?|上次的?|那个|这张)?(?:{QUOTE}|{NUMBER})(?:单)?(?:的价(?:格)?)?(?:来)?(?:来吧|下的?单|下的|成交|签了?|定了?|转(?:成)?订单)了?",
    rf"(?:把)?(.{{2,24}}?)?的?(?:{QUOTE}|{NUMBER})(?:转|变|生成|做)(?:成|为)?(?:一?个)?(?:订单|合同)",
    rf"(.{{2,24}}?)?(?:的|那[个份张])*(?:{QUOTE}|{NUMBER})(?:单)?[,， ]*{AGREED_TO}[,， ]*"
    "(?:就|直接|可以|帮我|那)*(?:转|变|生成|做|下)(?:成|为)?(?:一?[个张])?(?:订单|合同|单)(?:吧|了)?",
)
def read_order(match: re.Match[str], ctx: Context) -> Frame | None:
    """按报价下单, 报价转订单."""
    return _about("order.quoted", match, ctx)


@says(
    r"(.{2,50}?)[,， ]*(?:多少钱|什么价|啥价|怎么卖)?[,， ]+(?:帮我|给我|给他们?|麻烦|那)?"
    "(?:出|做|来|开|打|弄|整)(?:个|一?份|一?张|一?个)?报价(?:单)?(?:吧)?"
)
def read_wanted(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为要A100 10台 多少钱 出个报价: whose it is, and the goods behind it."""
    found = led_by(match[1], ctx)
    said = re.sub("^(?:那边)?(?:想|需|就)?(?:要|订|买|问)?(?:了|下)?[,， ]*", "", found.rest) if found else ""
    if found is None or not re.search(r"\d|[一二两三四五六七八九十]", said):
        return None
    return Frame("quote.create", {"customer": found.said, "items": said}, refs={"customer": found.refs})


PRICE_FIRST = re.compile(
    r"(?P<name>[^,，。 ]{2,20}?)(?:的?单价|的?价格)?(?:是|:)? ?(?P<price>\d+(?:\.\d+)?)(?:元|块)?"
    rf"(?:[/一每]?{UNIT})?[,， ]+(?:要|来|订|需要)?(?P<count>\d+ ?{UNIT})"
)
"""机械密封860一套 要5套."""


@says(
    "(?P<goods>.{2,60}?)[,， ]*(?:帮我|麻烦)?(?:给|跟|和)(?P<who>[^,，。 ]{2,10}?)"
    "(?:报(?:一下|一个|个)?价?|做个报价|出个报价)(?:吧|过去)?"
)
def read_offered(match: re.Match[str], ctx: Context) -> Frame | None:
    """机械密封860一套 要5套 给赵部长报一下: goods first, then for whom; 提醒我周三前给华为报价 has none."""
    goods = match["goods"]
    for time in times.find(goods, ctx.now.astimezone(ctx.tz)):
        goods = goods.replace(time.text, "")
    counted = re.search(r"(?<![第\d])(?:\d|[一二两三四五六七八九十])", goods) and not re.search(
        "提醒|记得|别忘|叫我", goods
    )
    if not counted or (ctx.open and ctx.open["options"]):
        return None
    firms = customers_called(match["who"], ctx) or firms_of(match["who"], ctx)
    items = PRICE_FIRST.sub(r"\g<name> \g<count> 单价\g<price>", re.sub("^(?:这个|那个)", "", match["goods"]))
    slots = {"customer": match["who"], "items": items}
    return Frame("quote.create", slots, refs={"customer": firms}) if firms else None


FINE = "(?:行|好的?|可以|ok|没问题|那就?|就|(?:按|照)(?:这个|这份|刚才的)(?:价格?|报价)?)*"
SO = "(?:就?(?:这样|这么)(?:定|办|着)?了?|就这个价|定了|成交)?"


@says(rf"{FINE}[,， ]*{SO}[,， ]*(?:下单|转订单)(?:吧|了)?")
def read_order_it(match: re.Match[str], ctx: Context) -> Frame | None:
    """行 就这样 下单, right after a quotation; later of the one that the customer spoken of has open.

    Where there is none, what is ordered is asked for.
    """
    made = just_made(ctx) or (_only_open(ctx) if ctx.open is None else None)
    if made is not None:
        return Frame("order.quoted", {"quote_id": made.id})
    customer = ctx.current_customer() if ctx.open is None and match[0] != "下单" else None
    if customer is None or any(isinstance(record, Order) for record in last_written(ctx)):
        return None
    return Frame("order.create", {"customer": customer.name}, refs=refs_to(customer))


@says(
    rf"{FINE}[,， ]*(?:就|那)?(?:按|照)(?:单价|总价)?(?P<n>{MONEY})(?:一?{UNIT})?(?:的?价格?)?(?:给他们?|来)?"
    "(?:下单|成交|签|定|转订单)(?:吧|了)?"
)
def read_order_at(match: re.Match[str], ctx: Context) -> Frame | None:
    """行就按115下单: at what the quotation just made says, of one or of all."""
    made, said = just_made(ctx) or _only_open(ctx), number(match["n"])
    if made is None or said is None:
        return None
    prices = {line.price for line in quotes.lines_of(ctx.session, made)}
    at_it = said == made.amount or prices == {said}
    return Frame("order.quoted", {"quote_id": made.id}) if at_it else None


def _only_open(ctx: Context) -> Quote | None:
    """The one open quotation of the customer spoken of last, unless something was ordered since."""
    customer = ctx.current_customer()
    if customer is None or any(isinstance(record, Order) for record in last_written(ctx)):
        return None
    since = ctx.now - RECENT
    found = quotes.recent(ctx.session, customer_id=customer.id, only_open=True, since=since, most=2)
    return found[0] if len(found) == 1 else None
