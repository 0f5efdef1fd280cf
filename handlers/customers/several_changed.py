"""「比亚迪 大疆 都改成A类」「这些都打上标签 华南」「深圳的都改成B类」: one change to several customers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crm.customers import search as customer_search
from crm.customers.search import MOST
from crm.errors import NotThere, Refused
from handlers.context import Context, Question
from handlers.customers.intents import conditions_of
from handlers.customers.several_new import APART
from handlers.finding.intents import understood
from handlers.phrases import as_typed, customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import FRAMES, handles
from handlers.vocabulary import parse
from models.customers import Customer
from nlp.frames import Frame
from nlp.names import Name

CHANGE: Final = re.compile(
    "改[成为到]|标签|打[上个]|贴|升|降|设[成为]|调[成为到]|换成|变成|定为|归[为到]|标[成为上记]"
)
CHANGES: Final = {"customer.update", "customer.tag", "customer.untag"}
THESE: Final = re.compile("(?:这|那|上面|刚才|以上)(?:的|那|这)?(?:些|几[家个])?(?:客户|公司)?|他们")
THOSE: Final = re.compile(
    "(?P<what>[\u4e00-\u9fff]{2,6}?)的?(?:那|这)(?:[几两三四五六七八九十]|\\d)[家个](?:客户|公司)?"
)
"""口腔那两家."""
NAMED: Final = 3  # so many names fit into a line
LONGEST_NAME: Final = 12


@dataclass(frozen=True, slots=True)
class Meant:
    """Some customers. `what`: how they are called together, empty where each was named; `left`: names that
    fit none or several."""

    what: str
    total: int
    customers: list[Customer]
    left: Sequence[str] = ()


@says(
    "(?:帮我)?(?:把|给|将)?(.{0,80}?)[ ,，、]*(?:全部都?|统统|通通|一律|一起|全都|都)(?:给?我)?(.{2,40})",
    longest=140,
)
def read_several(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only where one of them alone would be changed so; whose they are is handed over elsewhere."""
    typed = as_typed(match, ctx)
    who, change = typed[1].strip(), typed[2].strip()
    if "?" in change or not CHANGE.search(change):
        return None  # the usual sentence with 都 in it, soon told
    meant = meant_by(who, ctx)
    told = _change(change, meant.customers[0], ctx) if meant and meant.customers else None
    if meant is None or told is None:
        return None
    ids = [customer.id for customer in meant.customers]
    slots = {"customers": ids, "words": change, "what": meant.what, "total": meant.total}
    slots |= {"intent": told.intent, "change": {k: v for k, v in told.slots.items() if k != "customer"}}
    return Frame("customer.many", slots | ({"left": list(meant.left)} if meant.left else {}))


def meant_by(who: str, ctx: Context) -> Meant | None:
    """The customers that words mean: named each, those just listed, or all that fit a description."""
    if not who or THESE.fullmatch(who):
        return _listed(ctx)
    if match := THOSE.fullmatch(who):
        wanted = customer_search.Conditions(keyword=match["what"], owner_id=ctx.user.id)
        return _meeting(wanted, ctx)
    names = [one for one in APART.split(who) if one]
    return (_named(names, ctx) if len(names) > 1 else None) or _described(who, ctx)


def _listed(ctx: Context) -> Meant | None:
    listed = ctx.state.get("listed") or {}
    if listed.get("kind") != "customer":
        return None
    if "wanted" in listed:
        return _meeting(customer_search.from_json(listed["wanted"]), ctx)
    return Meant("刚才列的客户", len(listed["ids"]), customer_search.these(ctx.session, listed["ids"]))


def _named(names: list[str], ctx: Context) -> Meant | None:
    called = {name: customers_called(name, ctx) for name in names}
    ids = [found[0].id for found in called.values() if len(found) == 1 and found[0].id is not None]
    left = [name for name, found in called.items() if len(found) != 1]
    if not ids or any(len(name) > LONGEST_NAME for name in left):
        return None
    return Meant("", len(ids), customer_search.these(ctx.session, list(dict.fromkeys(ids))), left)


def _described(who: str, ctx: Context) -> Meant | None:
    frame = understood(who, ctx)
    if frame is None or not frame.slots:
        return None
    try:
        return _meeting(conditions_of(frame, ctx), ctx)
    except (Question, Refused):  # 小王的客户, where there are two: to be listed first
        return None


def _meeting(wanted: customer_search.Conditions, ctx: Context) -> Meant:
    total, ids = customer_search.search(ctx.session, wanted, ctx.now, ctx.vocabulary)
    return Meant(customer_search.in_words(wanted), total, customer_search.these(ctx.session, ids))


def _change(words: str, customer: Customer, ctx: Context) -> Frame | None:
    """The change as it would be told of this one alone; None where it would be none."""
    said = f"{customer.name}{words}"
    frames = parse(said, ctx)
    if len(frames) != 1 or frames[0].intent not in CHANGES or not {"value", "tags"} & set(frames[0].slots):
        return None
    return frames[0]


@handles("customer.many")
def change_several(frame: Frame, ctx: Context) -> str:
    """All of them or none, in one change set: 撤销 takes all of it back."""
    slots = frame.slots
    customers = customer_search.these(ctx.session, slots["customers"])
    if not customers:
        raise NotThere("这些客户现在都看不到了，没有动。")
    if slots["total"] > MOST:
        many = f"{slots['what']}有{slots['total']}家，一次最多改{MOST}家。"
        raise Refused(f"{many}先缩小范围，比如「只看A类」。")
    if slots["what"] and not confirmed(frame, _preview(str(slots["what"]), customers, str(slots["words"]))):
        return LEFT_ALONE
    try:
        said = [FRAMES[slots["intent"]](_of(customer, frame), ctx) for customer in customers]
    except Question as question:  # what one was asked for, all were: said anew it is one sentence for all
        raise Refused(f"{question.text}\n说全了再发一遍，{len(customers)}家一起改。") from None
    if len(said) > NAMED:
        said = [said[0], f"其他{len(said) - 1}家也一样改了。改错了发「撤销」，会一起恢复。"]
    said += [f"「{name}」没找到，或者不止一家，没有改。" for name in slots.get("left", ())]
    return "\n".join(said)


def _of(customer: Customer, frame: Frame) -> Frame:
    meant = Name("customer", customer.name, customer.name, customer.id)
    return Frame(frame.slots["intent"], dict(frame.slots["change"]), refs={"customer": (meant,)})


def _preview(what: str, customers: list[Customer], change: str) -> str:
    names = "、".join(customer.name for customer in customers[:NAMED])
    more = "等" if len(customers) > NAMED else ""
    return f"{what}共{len(customers)}家（{names}{more}），都「{change}」，对吗？"
