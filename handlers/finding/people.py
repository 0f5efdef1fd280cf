"""By pinyin or initials (hw), by when one met them (上周见过的那个李总), by the end of a number."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from crm.customers import masking, number_search
from crm.customers import search as customer_search
from handlers import replies
from handlers.chat.keywords import read_person
from handlers.contacts import words as contacts_words
from handlers.context import Context
from handlers.customers import words as customers_words
from handlers.finding import words
from handlers.paging import listing
from handlers.phrases import customers_called, firms_of, says
from handlers.registry import handles
from handlers.slots import span
from handlers.vocabulary import parse
from models.customers import Contact, Customer
from models.work import Interaction
from nlp import times
from nlp.frames import Frame
from zh import name_words, say

NO_NAMES = frozenset((
    "ok", "okay", "hi", "hello", "hey", "help", "yes", "no", "yep", "thanks", "thx", "bye", "pdf", "ppt",
    "crm", "test", "lol", "sb", "tmd", "nb",
))  # fmt: skip
LOOK = "(?:客户|公司|查一?下?|看看?|看一?下|找一?下?|搜一?下?)?"


@says(f"{LOOK}[: ]*([a-z]{{2,30}})(?:的?(?:资料|情况|信息|客户))?[?？]?")
def read_latin(match: re.Match[str], ctx: Context) -> Frame | None:
    """hw, huawei: a name in pinyin or by its initials."""
    if match[1] in NO_NAMES:
        return None
    found = customers_called(match[1], ctx)
    if not found:
        return None
    if len(found) > 1:
        return Frame("customer.called", {"said": match[1]}, refs={"customer": found})
    return Frame("customer.show", {"customer": found[0].name}, refs={"customer": found})


@handles("customer.called")
def called(frame: Frame, ctx: Context) -> str:
    """Several customers of one pinyin or one pair of initials: a list to choose from."""
    ids = list(dict.fromkeys(name.id for name in frame.refs["customer"] if name.id is not None))
    rows = select(Customer).where(Customer.id.in_(ids[: customer_search.MOST])).order_by(Customer.id)
    found = list(ctx.session.scalars(rows))
    ctx.remember(listed={"kind": "customer", "ids": [customer.id for customer in found]})
    lines = [f"{n}. {customers_words.customer_line(c, ctx.now, ctx.tz)}" for n, c in enumerate(found, 1)]
    return listing(ctx, words.called(str(frame.slots["said"]), len(found)), lines)


HOW = (
    "(?:现在|最近|目前|到底|这两天|后来)?(?:是)?(?:什么情况|啥情况|怎么个?情况|怎么样了?|咋样了?|怎么说|如何了?|到哪一?步了?|进展如何"
    "|有(?:什么|啥|没有)?进展|有(?:什么|啥|没有)?(?:动静|消息|回复))(?:了|吗|没有?)*"
)


@says(rf"(?:看看|看下|查一?下)?(?P<who>[^,，。 ]{{2,12}}?)(?:那边|那里|那儿|那个|那头|家|他们)?{HOW}[?？]*")
def read_how(match: re.Match[str], ctx: Context) -> Frame | None:
    """沈总那边什么情况: of whose company, whoever was spoken of last; and no record of a follow-up."""
    firms = firms_of(match["who"], ctx)
    return Frame("customer.show", {"customer": match["who"]}, refs={"customer": firms}) if firms else None


THEIRS = "(?:他们|她们|那边|公司|他们?公司|他们?家|家)"


@says(
    rf"(?P<who>[^,，。 ]{{2,6}}?){THEIRS}(?:是(?:做|搞|干)?(?P<line>[^,，。 ]{{2,6}}?)(?:的|行业的?)"
    "|的?(?P<label>地址|行业|级别|等级|来源|规模|官网)(?:是|在|改成)+(?P<value>.{2,40}))"
)
def read_their_firm(match: re.Match[str], ctx: Context) -> Frame | None:
    """沈总他们是金融的: of the company whose person is named."""
    firms = firms_of(match["who"], ctx)
    if len(firms) != 1:
        return None
    line = match["line"]
    if line and ctx.vocabulary.clean("industry", line) is None:
        return None
    label, value = ("行业", line) if line else (match["label"], match["value"])
    said = f"{firms[0].name}的{label}是{value}"
    found = parse(said, ctx)[0]
    if found.intent != "customer.update" or "value" not in found.slots:
        return None
    slots = {**found.slots, "customer": firms[0].name}
    return Frame("customer.update", slots, refs={**found.refs, "customer": firms})


MET = "见|拜访|聊|谈|联系|碰|约|接触|跟进|沟通|打过?电话|通过?电话|吃过?饭|加过?微信|开过?会"
WHO = "(?:那个|那位|这个|这位|哪个|哪位|那家|哪家|的)*"
ENDS = (
    "(?:是谁|是哪位|叫什么(?:名字)?|是哪家(?:公司)?的?|是哪个|有哪些|有谁"
    "|的?(?:电话|手机|号码|联系方式)(?:是?多少)?)?"
)
TITLES = "总|董|经理|工|主任|老师|先生|女士|小姐|姐|哥|部长|科长|处长|院长|校长|老板|总监|主管"


@says(
    rf"(.{{1,12}}?)(?:跟|和|与|给|去)?(?:{MET})(?:了|过)+{WHO}(.{{1,12}}?){ENDS}[?？]?",
    rf"(.{{1,12}}?)(?:{MET})的{WHO}(.{{1,12}}?){ENDS}[?？]?",
)
def read_met(match: re.Match[str], ctx: Context) -> Frame | None:
    """上周见过的那个李总; 上周拜访过的客户."""
    when = _past(match[1], ctx)
    who = match[2].strip()
    if when is None or not re.fullmatch(
        rf"(?:姓?(.{{1,2}})(?:{TITLES}|的)?|.{{0,4}}(?:{TITLES})|人|谁|客户|公司|联系人)", who
    ):
        return None
    if "了" in match[0] and not re.search("那|哪|谁|什么|客户", match[0]):
        return None  # 上周见了李总: a report
    if re.fullmatch("(?:客户|公司|企业|单位)", who):
        return Frame("customer.list", {"met": when})
    return Frame("contact.met", {"range": when, "who": who})


def _past(text: str, ctx: Context) -> str | None:
    """The time the words are, if they are one and it has begun."""
    found = times.find(text, ctx.now.astimezone(ctx.tz))
    rest = re.sub("[我们在的, ，]", "", text)
    if (
        len(found) != 1
        or found[0].kind not in ("date", "moment", "range")
        or "没" in text
        or len(re.sub("[我们在的, ，]", "", found[0].text)) < len(rest) - 1
    ):
        return None
    when = found[0].as_period("past")
    return when if span(when, ctx.tz)[0] <= ctx.now else None


@handles("contact.met")
def met(frame: Frame, ctx: Context) -> str:
    """The people one was in touch with in that time, by family name or title; the newest first."""
    first, end = span(str(frame.slots["range"]), ctx.tz)
    who = str(frame.slots["who"])
    found = _met(who, first, end, ctx)
    if not found:
        return words.nobody_met(who)
    if len(found) == 1:
        ((person, customer, at),) = found
        ctx.spoke_of(customer, person)
        shown = masking.contact(person) if masking.must_mask(customer, ctx.scope) else person
        when = say.day(at.astimezone(ctx.tz).date(), ctx.now.astimezone(ctx.tz).date())
        return f"{contacts_words.contact_card(shown, customer)}\n上次联系：{when}"
    ctx.remember(listed={"kind": "customer", "ids": [customer.id for _, customer, _ in found]})
    return listing(
        ctx,
        words.people_met(len(found)),
        [words.met_line(n, *one, ctx.now, ctx.tz) for n, one in enumerate(found, 1)],
    )


def _met(who: str, first: datetime, end: datetime, ctx: Context) -> list[tuple[Contact, Customer, datetime]]:
    rows = ctx.session.execute(
        select(Contact, Customer, Interaction.happened_at)
        .join(Interaction, Interaction.contact_id == Contact.id)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(Interaction.happened_at >= first, Interaction.happened_at < end)
        .where(Interaction.user_id == ctx.user.id, *_called(who))
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(customer_search.MOST)
    )
    newest: dict[int, tuple[Contact, Customer, datetime]] = {}
    for person, customer, at in rows:
        newest.setdefault(person.id, (person, customer, at))
    return list(newest.values())


def _called(who: str) -> list[Any]:
    """李总 and 姓李的 by the family name; 采购总监 by the title; 人 is anybody."""
    if who in ("人", "谁", "联系人"):
        return []
    said = re.fullmatch(rf"姓?(.{{1,2}}?)(?:{TITLES}|的)?", who)
    if said and (said[1] in name_words.surnames() or said[1] in name_words.double_surnames()):
        return [Contact.name.startswith(said[1], autoescape=True)]
    return [or_(Contact.title.contains(who, autoescape=True), Contact.name == who)]


ASKED = "(?:(?:是谁的?|是哪位|是哪个|谁的?|是哪家的?)(?:电话|手机|号码?)?)?"


@says(
    rf"(?:帮我)?(?:[查看](?:一?下|查|看)?|电话|手机号?|号码)?[: ]?(1\d{{2}}(?: ?\d{{4}}){{2}}){ASKED}",
    r"(?:(?:电话|手机|号码)?(?:尾号|后四位|后几位|末四位)(?:是|为)?) ?(\d{3,8})的?(?:那个|那位)?"
    rf"(?:客户|联系人|人)?{ASKED}",
)
def read_number(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("contact.number", {"phone": match[1].replace(" ", "")})


@says(
    rf"(?:电话|手机|号码)?(\d{{3,8}})(?:结尾|收尾|尾号)的?(?:电话|手机|号码)?的?(?:那个|那位)?(?:客户|联系人|人)?{ASKED}",
    r"(\d{4,8})(?:是谁的?|是哪位的?|谁的?)(?:电话|手机|号码?)",
    r"(\d{4})",
)
def read_tail(match: re.Match[str], ctx: Context) -> Frame | None:
    """0001 alone, where somebody's number ends so."""
    if match[0] == match[1] and not number_search.with_number(ctx.session, match[1]):
        return None
    return Frame("contact.number", {"phone": match[1]})


@says(
    "(?:谁是|哪个是)([\u4e00-\u9fff]{2,4})",
    "([\u4e00-\u9fff]{2,4}?)(?:是谁|是哪位|是什么人|是干什么的)",
    "([\u4e00-\u9fff]{2,4}?)(?:是|在)(?:哪家|哪个|什么)(?:公司|客户|单位)?的?(?:人)?",
)
def read_who(match: re.Match[str], ctx: Context) -> Frame | None:
    """谁是周航, 李总是哪家的: the card of that person."""
    return read_person(match, ctx)


@handles("contact.number")
def whose_number(frame: Frame, ctx: Context) -> str:
    """Whose phone number this is, by its end; a whole number of a colleague's customer by its owner alone."""
    ends = str(frame.slots["phone"])
    found = number_search.with_number(ctx.session, ends)
    seen = [one for one in found if not masking.must_mask(one[1], ctx.scope)]
    if not seen:
        hidden = number_search.owner_of_number(ctx.session, ends) if len(ends) == 11 else None
        return replies.taken(*hidden) if hidden else words.no_number(ends)
    if len(seen) == 1:
        ctx.spoke_of(seen[0][1], seen[0][0])
    cards = [contacts_words.contact_card(p, c) if p else f"{c.name}\n公司电话：{c.phone}" for p, c in seen]
    return "\n\n".join(cards)
