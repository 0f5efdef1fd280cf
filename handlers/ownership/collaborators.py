"""协作人: 「华为加协作人 小赵」「去掉华为的协作人小赵」「华为的协作人有谁」「我协作的客户」."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crm.errors import Forbidden, Refused
from crm.ownership import collaborators, ownership
from handlers import replies
from handlers.context import Answer, Context, Question
from handlers.customers import words as customers_words
from handlers.names import refs_to
from handlers.ownership import collaborators_words as words
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import FRAMES, handles, taps
from handlers.resolve import colleague, known_customer, owner_name, taken_by
from models.customers import Customer
from models.outbox import Text, queue
from models.people import User
from nlp.frames import Frame
from nlp.names import Name

WHO = "[\u4e00-\u9fffa-z、,，和 ]{1,24}?"
ALONG = "协作人|协做人|协作者|协同人|协办人|协作"
ADD = "加上|加个|加一个|添加|增加|新增|设|加"
WITH = "(?:一起|一块儿?|帮忙)?(?:跟进?|做|盯)?(?:着|吧)?"
OFF = "去掉|移除|移出|移掉|删除|删掉|取消|撤掉|不要"


@says(
    rf"(?:给|为|把)?(.{{2,24}}?)(?:{ADD})(?:一?[个位])?(?:{ALONG})[:： ]*({WHO})?",
    rf"(?:{ADD})(?:一?[个位])?(?:{ALONG})()[:： ]*({WHO})?",
    r"(?:把)?(.{2,24}?)(?:让|请|叫|拉)([\u4e00-\u9fffa-z、和]{1,12}?)(?:一起|协助|协同|协作|帮忙)(?:来)?(?:跟进?|协作|做)?吧?",
    r"(?:把)?(.{2,24}?)(?:共享|分享|开放)给([\u4e00-\u9fffa-z、和]{1,12}?)(?:看看?)?(?:一下|吧)?",
    r"(.{2,24}?)(?:让|给)([\u4e00-\u9fffa-z、和]{1,12}?)也(?:能)?(?:看看|看得?到|看一?下|跟着?)(?:一下|吧)?",
)
def read_add(match: re.Match[str], ctx: Context) -> Frame | None:
    return _frame("customer.along", match[1], match[2], ctx)


@says(
    r"(?:让|请|叫|拉)([\u4e00-\u9fffa-z、和]{1,12}?)(?:一起|协助|协同|帮忙)(?:来)?(?:跟进?|协作)(?:一下)?(.{2,24}?)吧?",
    rf"把({WHO})(?:加到|加进|拉进|拉到)(.{{2,24}}?)(?:里|的)?(?:做|当|来)?(?:{ALONG})?(?:里)?{WITH}",
    rf"({WHO})(?:来)?协作(.{{2,24}})",
    r"(?:让|给)([\u4e00-\u9fffa-z、和]{1,12}?)也(?:能)?看(?:到|得到|看)?(.{2,24}?)吧?",
)
def read_add_turned(match: re.Match[str], ctx: Context) -> Frame | None:
    return _frame("customer.along", match[2], match[1], ctx)


@says(
    rf"(?:把)?(.{{2,24}}?)的?(?:{ALONG})({WHO})(?:{OFF})",
    rf"(?:{OFF})(.{{0,24}}?)的?(?:{ALONG})[:： ]*({WHO})?",
    rf"(?:把)?(.{{2,24}}?)(?:{OFF})(?:{ALONG})[:： ]*({WHO})?",
)
def read_off(match: re.Match[str], ctx: Context) -> Frame | None:
    return _frame("customer.alone", match[1], match[2], ctx)


@says(
    rf"({WHO})(?:不用|不再|别)(?:一起)?(?:协作|跟着?)(.{{2,24}}?)(?:了)?",
    rf"({WHO})不(?:一起)?(?:协作|跟)(.{{2,24}}?)了",
)
def read_off_turned(match: re.Match[str], ctx: Context) -> Frame | None:
    return _frame("customer.alone", match[2], match[1], ctx)


@says(
    rf"(.{{2,24}}?)的?(?:{ALONG})(?:有谁|都有谁|是谁|有哪些|列表|名单)?",
    r"(?:谁|哪些人|还有谁)(?:在)?协作(.{2,24})",
)
def read_who(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("customer.along_who", {"customer": match[1]}, refs={"customer": found}) if found else None


@says("(?:我|由我|请我)(?:来)?协作的(?:客户)?(?:有哪些|列表)?", "协作客户")
def read_mine(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("customer.along_mine")


def _frame(intent: str, customer: str, who: str | None, ctx: Context) -> Frame | None:
    """Only where the words name a customer or colleagues we know; else the parser reads the message."""
    slots: dict[str, Any] = {}
    refs: dict[str, tuple[Name, ...]] = {}
    said = customer.strip()
    if said and said not in ("他们", "这个客户", "这家"):
        found = customers_called(said, ctx)
        if not found and taken_by(ctx.session, said) is None:
            return None
        slots["customer"], refs["customer"] = said, found
    people: list[Name] = []
    for one in re.split("[、,，和 ]+", (who or "").strip()):
        if one:
            called = colleagues_called(one, ctx)
            slots.setdefault("users", []).append(one)
            refs[f"user:{one}"] = called
            people += called
    if who and not people and "customer" not in slots:
        return None
    return Frame(intent, slots, refs=refs)


@handles("customer.along")
def add(frame: Frame, ctx: Context) -> str:
    """Colleagues see this customer from now on and may record there."""
    customer = _mine_to_decide(frame, ctx)
    people = _people(frame, ctx)
    new = collaborators.add(ctx.session, customer, people, ctx.now)
    ctx.spoke_of(customer)
    set_id = ctx.session.info["set_id"]
    for user in new:
        ctx.sent += 1  # so that delivery is woken
        key = collaborators.notice_key(set_id, user.id)
        queue(ctx.session, key, user.id, words.invited(customer, ctx.user.name), ctx.now)
    return words.added(customer, new, [user for user in people if user not in new])


@handles("customer.alone")
def remove(frame: Frame, ctx: Context) -> str:
    """They see it no more."""
    customer = _mine_to_decide(frame, ctx)
    if not frame.slots.get("users"):
        people = collaborators.of(ctx.session, customer)
        if len(people) != 1:
            raise Question("去掉哪位协作人？", "users")
    else:
        people = _people(frame, ctx)
    ctx.spoke_of(customer)
    gone = collaborators.remove(ctx.session, customer, people, ctx.now)
    return words.removed(customer, gone, people)


@handles("customer.along_who")
def who(frame: Frame, ctx: Context) -> str:
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    people = collaborators.of(ctx.session, customer)
    return words.listed(customer, owner_name(customer, ctx), people)


@handles("customer.along_mine")
def mine(_frame: Frame, ctx: Context) -> str:
    """The customers of colleagues at which I work along."""
    found = collaborators.shared_with(ctx.session, ctx.user.id)
    if not found:
        return "现在没有请你协作的客户。"
    ctx.remember(listed={"kind": "customer", "ids": [c.id for c in found]})
    lines = [f"{n}. {customers_words.customer_line(c, ctx.now, ctx.tz)}" for n, c in enumerate(found, 1)]
    return listing(ctx, f"请你协作的客户：共{len(found)}位", lines)


@taps("along.show")
def show(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """What the invitation was about, if it still stands."""
    customer = ctx.session.get(Customer, int(ref[0])) if ref and ref[0].isdigit() else None
    if customer is None:
        return Answer(button="已经不用协作了")
    refs = refs_to(customer)
    ctx.send(
        Text(FRAMES["customer.show"](Frame("customer.show", {"customer": customer.name}, refs=refs), ctx))
    )
    return Answer(button="已发给你")


def _mine_to_decide(frame: Frame, ctx: Context) -> Customer:
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    if customer.owner_id is None:
        raise Refused(words.in_pool(customer))
    if not ownership.leads(ctx.session, ctx.scope, customer.owner_id):
        raise Forbidden(words.may_not(customer, owner_name(customer, ctx)))
    return customer


def _people(frame: Frame, ctx: Context) -> list[User]:
    """The colleagues named, each once; one not known or not alone in the name ends the matter."""
    said = frame.slots.get("users")
    if not said:
        raise Question(words.ASK_WHO, "users")
    named = said if isinstance(said, list) else re.split("[、,，和 ]+", str(said))
    return list(dict.fromkeys(_person(one, named, frame, ctx) for one in named))


def _person(said: str, named: Sequence[str], frame: Frame, ctx: Context) -> User:
    """One of those named. Where several are called so it is asked who, and the others stay named."""
    found = frame.refs.get(f"user:{said}", ()) or colleagues_called(said, ctx)
    alone = Frame(frame.intent, {"users": said}, refs={"users": found})
    try:
        return colleague(alone, ctx, "users") or ctx.user
    except Question as question:
        options = [
            replace(
                one,
                slots={"users": [one.label if name == said else name for name in named]},
                refs={f"user:{one.label}": one.refs["users"]},
            )
            for one in question.options
        ]
        raise Question(question.text, "users", options) from None
