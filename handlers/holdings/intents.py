"""到期事项: 「华为的保单 PA123 明年3月5日到期」「下个月到期的保单」「华为的保单续到后年3月5日」."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from crm import days, holdings
from crm.errors import NotThere, Refused
from handlers.context import Context, Option, Question
from handlers.holdings import facts, words
from handlers.holdings.facts import ENDS, NOUN
from handlers.phrases import as_typed, customers_called, says
from handlers.registry import handles
from handlers.resolve import known_customer
from models.campaigns import Holding
from models.customers import Customer
from models.people import User
from nlp.frames import Frame

ASKS = re.compile("哪些|哪几|什么|几份|几张|几个|多少|吗|[?？]|名单|清单|列表|提醒|记得|跟进|联系|之前|以前")
LISTS = re.compile("的(?:客户|保单|合同|存单)$")
CHANGES = re.compile("改成|改到|改为|更正|应该是|其实是|调整|延到")
ENDED = re.compile("不再?续|没续|未续|不想续")
NEW = 0  # the answer 另记一份


@says(rf"(.{{0,24}}?)({NOUN})(.{{0,60}}?{ENDS}.{{0,24}})")
def read_set(match: re.Match[str], ctx: Context) -> Frame | None:
    """A day on which something ends, of a customer that there is or that was just spoken of."""
    if ASKS.search(match[0]) or LISTS.search(match[0]):
        return None
    typed = as_typed(match, ctx)
    if not facts.is_all(match[3], ctx):
        return None
    before = re.search(rf"{facts.SUM}$", typed[1].strip())
    slots = facts.facts(f"{before[0] if before else ''} {typed[3]}", ctx)
    slots |= {"change": True} if CHANGES.search(match[3]) else {}
    if "ends_on" not in slots:
        return None
    frame = framed("holding.set", match[1], match[2], slots, ctx)
    named = facts.named_behind(match[3], ctx) if match[1].strip() == "" else ""
    if not named:
        return frame
    found = customers_called(named, ctx)
    slots |= {"name": match[2], "customer": named}
    return Frame("holding.set", slots, refs={"customer": found}) if found else None


@says(
    rf"(.{{0,24}}?)({NOUN})(.{{0,30}}?(?:续保|续约|续签|续期|续费|续存|转存|延期|展期|续)(?:成功|好|上|完)?了?(?:到|至)?.{{0,20}})",
    rf"(.{{0,24}}?)(?:续保|续约|续签|续期|续费|续存|转存|延期|展期|续)(?:了|成)?({NOUN})(.{{0,24}})",
)
def read_renew(match: re.Match[str], ctx: Context) -> Frame | None:
    if ASKS.search(match[0]) or LISTS.search(match[0]) or ENDED.search(match[0]):
        return None
    typed = as_typed(match, ctx)
    slots = facts.facts(typed[3], ctx)
    slots |= {"months": many} if (many := facts.months(typed[3], ctx)) else {}
    return framed("holding.renew", match[1], match[2], slots, ctx)


BY_VERB = {"续保": "保单", "转存": "存款", "续存": "存款"}


@says(rf"(.{{0,24}}?)()((?:{'|'.join(BY_VERB)})(?:成功|好|上|完)?了?[,， ]*(?:到|至)?.{{0,16}})")
def read_renewed(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康续保了，一年: by the verb it is a policy, where one was written down."""
    if ASKS.search(match[0]) or ENDED.search(match[0]):
        return None
    slots = facts.facts(as_typed(match, ctx)[3], ctx)
    slots |= {"months": many} if (many := facts.months(match[3], ctx)) else {}
    frame = framed("holding.renew", match[1], match[2], slots, ctx)
    name = BY_VERB[match[3][:2]]
    refs = frame.refs.get("customer", ()) if frame else ()
    held = [one for ref in refs if ref.id for one in holdings.of(ctx.session, ref.id)]
    if frame is None or not holdings.named(held, name):
        return None
    return Frame(frame.intent, {**frame.slots, "name": name}, refs=frame.refs)


@says(r"(.{1,24}?)续(?:了|好了|上了|完了)?(?:[一二两三四五六七八九十半]|\d{1,2})(?:年|个月)(?:了)?")
def read_longer(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康续了一年: the only thing they hold."""
    frame = framed("holding.renew", match[1], "", {}, ctx)
    refs = frame.refs.get("customer", ()) if frame else ()
    held = [one for ref in refs if ref.id for one in holdings.of(ctx.session, ref.id)]
    if frame is None or len(held) != 1:
        return None
    slots = {**frame.slots, "name": held[0].name, "months": facts.months(match[0], ctx)}
    return Frame(frame.intent, slots, refs=frame.refs)


@says(
    rf"(.{{0,24}}?)({NOUN})(.{{0,24}}?)(?:不续了?|退保|解约|终止|作废|取走|取出来?|提前支取|支取|赎回|结清|删掉|删除|去掉|取消)了?",
    rf"(?:删掉|删除|去掉|取消)(.{{0,24}}?)({NOUN})(.{{0,24}})",
)
def read_close(match: re.Match[str], ctx: Context) -> Frame | None:
    if ASKS.search(match[0]):
        return None
    if re.search("那个|那条", match[0]) and not _any_held(match, ctx):
        return None  # 华为合同那个取消: a task
    return framed("holding.close", match[1], match[2], facts.facts(as_typed(match, ctx)[3], ctx), ctx)


def _any_held(match: re.Match[str], ctx: Context) -> bool:
    found = facts.whose(match[1], ctx)
    return found is not None and any(one.id and holdings.of(ctx.session, one.id) for one in found.refs)


def framed(intent: str, whose: str, what: str, slots: dict[str, Any], ctx: Context) -> Frame | None:
    """Of whom the words say, or of whom was spoken of just now; None where it is no customer we know."""
    found = facts.whose(whose, ctx)
    if found is None or (not found.said and ctx.current_customer() is None):
        return None
    slots |= {"name": re.sub("^(?:那边|这边|他们家?|家|的)+", "", found.rest) + what} | (
        {"customer": found.said} if found.said else {}
    )
    return Frame(intent, slots, refs={"customer": found.refs} if found.refs else {})


@handles("holding.set")
def put(frame: Frame, ctx: Context) -> str:
    """A new one, or another end of one that there is: asked where it may be either."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    slots, today = frame.slots, days.today(ctx.now, ctx.tz)
    name, number, ends_on = (
        str(slots["name"]),
        str(slots.get("number", "")),
        date.fromisoformat(slots["ends_on"]),
    )
    there = holdings.of(ctx.session, customer.id)
    same = holdings.named(there, name, number) if number else [one for one in there if one.name == name]
    equal = [one for one in same if one.ends_on == ends_on and one.amount in (None, facts.amount(slots))]
    if equal and (number or not equal[0].number):
        return words.same_already(equal[0], customer.name, today)
    one = _same(same, frame, customer, ctx)
    if one is not None:
        before = one.ends_on
        holdings.move(ctx.session, one, ends_on, ctx.now, done=False)
        one.amount = facts.amount(slots) or one.amount
        return words.moved(one, customer.name, before, today)
    one = holdings.add(
        ctx.session, customer, name, ends_on, ctx.now, number=number, amount=facts.amount(slots)
    )
    lead = holdings.lead(ctx.session, name)
    return words.set_(one, customer.name, lead, _owner(customer, ctx), today, vague=bool(slots.get("vague")))


def _same(same: Sequence[Holding], frame: Frame, customer: Customer, ctx: Context) -> Holding | None:
    """The one whose end is meant: by its number there is no doubt, else it is asked."""
    if not same or frame.slots.get("holding") == NEW:
        return None
    chosen = [one for one in same if one.id == frame.slots.get("holding")]
    if chosen or "number" in frame.slots or ("change" in frame.slots and len(same) == 1):
        return (chosen or list(same))[0]
    options = [*_options(same[:5], ctx), Option("另记一份", slots={"holding": NEW})]
    raise Question(words.same_or_new(customer.name, same[0].name), "holding", options)


def _options(found: Sequence[Holding], ctx: Context) -> list[Option]:
    today = days.today(ctx.now, ctx.tz)
    return [Option(words.option(one, today), slots={"holding": one.id}) for one in found]


def _owner(customer: Customer, ctx: Context) -> str:
    """Whose task it will be, where that is somebody else; `-`: nobody's."""
    if customer.owner_id is None:
        return "-"
    return "" if customer.owner_id == ctx.user.id else ctx.session.get_one(User, customer.owner_id).name


@handles("holding.renew")
def renew(frame: Frame, ctx: Context) -> str:
    """续到后年3月5日, 续一年: the new end; what there was to do is done."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    one = _known(frame, customer, ctx)
    today = days.today(ctx.now, ctx.tz)
    until = _until(frame, one, ctx)
    if until is None:
        year = holdings.longer(one.ends_on, 12)
        options = [
            Option(f"一年（到{year.year}年{year.month}月{year.day}日）", slots={"ends_on": year.isoformat()})
        ]
        raise Question(words.ASK_UNTIL, "until", options, free=True, frame=_chosen(frame, one))
    if until <= one.ends_on:
        raise Refused(f"现在就是{words.day(one.ends_on, today)}到期，续要续到更晚的日子。")
    done = holdings.move(ctx.session, one, until, ctx.now, done=True)
    return words.renewed(one, customer.name, done is not None, today)


def _until(frame: Frame, one: Holding, ctx: Context) -> date | None:
    said = str(frame.slots.get("until", ""))
    many = frame.slots.get("months") or (facts.months(said, ctx) if said else None)
    if "ends_on" in frame.slots:
        return date.fromisoformat(str(frame.slots["ends_on"]))
    return holdings.longer(one.ends_on, int(many)) if many else facts.end_of(said, ctx)[0]


def _chosen(frame: Frame, one: Holding) -> Frame:
    return Frame(frame.intent, {**frame.slots, "holding": one.id}, refs=frame.refs)


@handles("holding.close")
def close(frame: Frame, ctx: Context) -> str:
    """退保, 不续了, 取走了: it is held no longer."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    one = _known(frame, customer, ctx)
    off = holdings.remove(ctx.session, one, ctx.now)
    return words.closed(one, customer.name, off is not None)


def _known(frame: Frame, customer: Customer, ctx: Context) -> Holding:
    there = holdings.of(ctx.session, customer.id)
    name = str(frame.slots["name"])
    found = [one for one in there if one.id == frame.slots.get("holding")]
    found = found or holdings.named(there, name, str(frame.slots.get("number", "")))
    if not found:
        raise NotThere(words.none_of(customer.name, name))
    if len(found) > 1:
        raise Question(words.which(customer.name, name), "holding", _options(found[:6], ctx))
    return found[0]
