"""What a customer is like, in plain words: 「陈姐喜欢喝普洱」「华为特殊要求 交期30天」「加个备注」."""

import re
from typing import Final

from crm.customers import customers
from crm.errors import Refused
from handlers.contacts.people_told import of_a_customer
from handlers.context import ANSWER_WITHIN, Context
from handlers.customers.about import CREATES
from handlers.labels import FIELDS
from handlers.mending.fragments import ASKS
from handlers.names import as_name
from handlers.phrases import Whose, colleagues_called, customers_called, firms_of, led_by, says
from handlers.registry import handles
from handlers.resolve import known_customer
from models.customers import Contact, Customer
from nlp.frames import Frame
from nlp.names import Name
from zh.text import plain

LONGEST: Final = 300
ROOM: Final = {"note": 2048, "preference": 1024}  # characters of the columns
DRINKS: Final = "[喝吃抽打玩看听钓爬]"
LIKES: Final = (
    f"(?:不|最|很|特别|比较|一般|都|就)*(?:喜欢|偏爱|讨厌|忌讳|忌口|爱{DRINKS})"
    "|不(?:抽烟|喝酒|喝茶|喝咖啡|吃(?:辣|肉|鱼|香菜|海鲜|牛肉|羊肉|猪肉|甜))"
)
WISHES: Final = "(?:有个|有些|有|的)*(?:特殊|特别|额外)(?:的)?(?:要求|需求)"
MORE: Final = "加|添|补|补充|再加|增加|写|记|再记|多记"


@says(rf"(.{{2,24}}?)((?:{LIKES}).{{1,120}})", longest=LONGEST)
def read_likes(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of a customer, or of a person there, whose name goes along."""
    said = _typed(match[2], ctx)
    who = match[1].strip().removesuffix("的人").removesuffix("的")
    if ASKS.search(match[2]) or CREATES.match(match[0]):
        return None
    if found := customers_called(who, ctx):
        return _frame("preference", said, found)
    people = of_a_customer(who, ctx)
    if len(people) != 1:
        return None
    contact = ctx.session.get(Contact, people[0].id)
    customer = ctx.session.get(Customer, contact.customer_id) if contact else None
    if contact is None or customer is None:
        return None
    return _frame("preference", f"{contact.name}{said}", (as_name(customer),))


@says(rf"(?:[他她])((?:{LIKES}).{{1,120}})", longest=LONGEST)
def read_he_likes(match: re.Match[str], ctx: Context) -> Frame | None:
    """他爱打羽毛球, of the person just spoken of."""
    customer, person = ctx.current_customer(ANSWER_WITHIN), ctx.conversation.contact_id
    contact = ctx.session.get(Contact, person) if customer is not None and person else None
    if contact is None or customer is None or ctx.open is not None or ASKS.search(match[1]):
        return None
    return _frame("preference", f"{contact.name}{_typed(match[1], ctx)}", (as_name(customer),))


@says(rf"(.{{2,24}}?)的?{WISHES}(?:是|为|:)?[:, ]*(.{{2,200}})", longest=LONGEST)
def read_wish(match: re.Match[str], ctx: Context) -> Frame | None:
    """Kept where quotations look for what was asked for."""
    found = customers_called(match[1], ctx)
    if not found or ASKS.search(match[2]):
        return None
    return _frame("wish", _typed(match[2], ctx), found)


@says(r"报价(?:之?前|的?时候?)(?:要|请|记得|都)*提醒(?:我|一下|我们)*[:, ]*(.{4,200})", longest=LONGEST)
def read_before_quoting(match: re.Match[str], ctx: Context) -> Frame | None:
    """报价前提醒: 华为提过 交期30天."""
    of = led_by(match[1], ctx)
    if of is None or not of.rest or ASKS.search(of.rest):
        return None
    wish = re.sub(r"^(?:那边|他们|的|,| |提过|说过|说|要求|必须要求)+", "", of.rest)
    return _frame("wish", _typed(wish, ctx), of.refs) if wish else None


@says(
    rf"(?:给|帮|在|把)?(.{{2,24}}?)(?:的|里|那边)*(?:{MORE})(?:一?[个条下句点])?备注[:, ]*(.{{2,200}})",
    rf"(?:给|帮|在)?(.{{2,24}}?)(?:的)?备注(?:里|上|栏)?(?:{MORE})(?:一?[个条下句点]|上)?[:, ]*(.{{2,200}})",
    longest=LONGEST,
)
def read_more(match: re.Match[str], ctx: Context) -> Frame | None:
    """One more note: what was noted before stays."""
    found = customers_called(_without_owner(match[1], ctx), ctx)
    return _frame("note", _typed(match[2], ctx), found) if found and not ASKS.search(match[2]) else None


@says(r"备注(?:一下|下)?[:, ]+(.{4,200})", longest=LONGEST)
def read_note(match: re.Match[str], ctx: Context) -> Frame | None:
    """备注 宁德时代老板很忙 只能周末约: the customer is the beginning of the note."""
    of: Whose | None = led_by(match[1], ctx)
    if of is None or len(of.rest) < 2 or ASKS.search(of.rest):
        return None
    return _frame("note", _typed(of.rest.lstrip(":, "), ctx), of.refs)


@says(r"(.{6,120}?)[,， ]+(?:帮我|给我|麻烦)?(?:备注|备一?注)(?:一?下|上)?(?:吧|哈)?", longest=LONGEST)
def read_noted(match: re.Match[str], ctx: Context) -> Frame | None:
    """恒力和永泰是一家老板 备注下: all of it, of the customer it begins with."""
    of = led_by(match[1], ctx)
    if of is None or ASKS.search(of.rest):
        return None
    said = plain(ctx.text).strip()[: len(match[1])]
    return _frame("note", re.sub(r" +", "，", said), of.refs)


TAX: Final = "税号|(?:纳税人)?识别号|(?:统一社会)?信用代码"
PAPERS: Final = f"(?:发票)?抬头|单位名称|{TAX}|开户行|开户银行|账号|账户"
INVOICE: Final = "(?:要|需要)?(?:开个?|的)?(?:增值税)?(?:专用?|普通?)?(?:发?票)?(?:信息|资料)?"
BANK: Final = re.compile(f"开户(?:行|银行)(?:是|为|[:： ])*(.+?)(?=[,，;；、 ]*(?:{TAX}|抬头|地址|电话)|$)")


@says(
    rf"(.{{2,24}}?)??(?:那边|公司)?的?{INVOICE}[:,， ]*((?=.*(?:{TAX}))(?:{PAPERS}).{{6,240}})",
    longest=LONGEST,
)
def read_papers(match: re.Match[str], ctx: Context) -> Frame | None:
    """永固要开票 税号… 开户行…: what an invoice needs is noted whole; the bank has a field of its own.

    Without a name it is of the customer just spoken of; what stands behind 抬头 is nobody's new name.
    """
    current = ctx.current_customer(ANSWER_WITHIN)
    found: tuple[Name, ...] = (as_name(current),) if current else ()
    if match[1]:
        found = customers_called(match[1], ctx) or firms_of(match[1], ctx)
    customer = ctx.session.get(Customer, found[0].id) if len(found) == 1 else None
    told = _typed(match[2], ctx)
    if customer is None and not match[1]:
        return Frame("customer.aside", {"field": "note", "value": f"开票信息：{told}"})
    if customer is None or ASKS.search(match[2]):
        return None
    before = customer.note or ""
    note = before if told in before else "；".join(filter(None, [before, f"开票信息：{told}"]))
    facts = [["note", note, True]]
    if bank := BANK.search(_as_typed(match[2], ctx)):
        facts.insert(0, ["bank", bank[1].strip(" ,，"), True])
    slots = {"customer": customer.name, "facts": facts}
    return Frame("customer.facts", slots, refs={"customer": found})


def _without_owner(words: str, ctx: Context) -> str:
    """小李的华为, of a manager: 华为."""
    owned = re.fullmatch("(.{2,4}?)的(.{2,})", words.strip())
    return owned[2] if owned and colleagues_called(owned[1], ctx) else words


def _typed(said: str, ctx: Context) -> str:
    """The words with their capitals, where they stand unchanged at the end of the message."""
    return re.sub(r" +", "，", _as_typed(said, ctx))


def _as_typed(said: str, ctx: Context) -> str:
    typed = plain(ctx.text).strip(" 。.!！?？~")[-len(said) :]
    return (typed if typed.lower() == said.lower() else said).strip()


def _frame(field: str, said: str, found: tuple[Name, ...]) -> Frame:
    slots = {"customer": found[0].name, "field": field, "value": said}
    return Frame("customer.aside", slots, refs={"customer": found})


@handles("customer.aside")
def write_aside(frame: Frame, ctx: Context) -> str:
    """Added to what stands there already, which is shown with it."""
    customer = known_customer(frame, ctx, "是哪个客户？")
    field, said = str(frame.slots["field"]), str(frame.slots["value"])
    wish = field == "wish"
    column = "note" if wish else field
    before = customers.get_field(customer, column)
    added = f"要求：{said}" if wish else said
    if before and added in before:
        return f"{customer.name}的{FIELDS[column]}里已经有这句了：{before}"
    value = f"{before}；{added}" if before else added
    if len(value) > ROOM[column]:
        raise Refused(f"{customer.name}的{FIELDS[column]}写满了（最多{ROOM[column]}字）。先精简一下再加。")
    customers.set_field(ctx.session, customer, column, value)
    ctx.spoke_of(customer)
    tail = "\n以后给这家报价时会提醒。" if wish else ""
    return f"已更新{customer.name}：\n· {FIELDS[column]}：{value}{tail}"
