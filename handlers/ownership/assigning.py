"""Rules that give out leads and tickets: 「华南的线索轮流给小李、小赵」「工单按负载分给小王、小李」."""

import re

from crm.errors import NotThere, Refused
from crm.ownership import assigning
from crm.ownership.assigning import KINDS
from handlers.admins import must_be_admin
from handlers.context import Context
from handlers.ownership import assigning_words as words
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from models.people import User
from nlp.frames import Frame
from zh import regions

OF_ALL = re.compile("所有|全部|全国|其他|其它|默认|公司")
WAY = "(?P<way>轮流|轮着|依次|轮换|平均|按负载|看负载|按工作量|按忙闲|谁闲(?:给谁)?|谁手上少)?"
LOAD = re.compile("负载|工作量|忙闲|闲|少")
AFTER = "(?P<after>轮流|轮着|依次|平均|按负载|按工作量|谁闲给谁)?"
GIVE = "(?:分配给|分派给|派给|分给|交给|转给|给)"
WHERE = "(?:把)?(?P<where>[\u4e00-\u9fff]{2,8}?)?(?:地区|区域|片区)?的?"
WHO = "(?P<who>[\u4e00-\u9fffa-z、,，和跟与 ]{2,60}?)"
LOOKS = re.compile("看|瞧|列|查|发我|我$")  # 工单都给我看看
WHAT = "新?(?P<what>线索|工单|报修单?)"


def _kind(match: re.Match[str]) -> str:
    return "lead" if match["what"] == "线索" else "ticket"


def _region(match: re.Match[str]) -> str | None:
    """As it was said, "" for all; None for words that are no region: 华为的线索给小李 is about a customer."""
    where = match["where"] or ""
    region = "" if not where or OF_ALL.search(where) else where
    return region if not region or regions.codes(region) else None


@says(
    rf"(?:看看?|查看)?{WHAT}(?:的)?(?:自动)?(?:分配|派单)?规则(?:是什么|有哪些)?",
    rf"{WHAT}(?:是)?怎么[分派](?:的|配的?)?",
)
def read_rules(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame(f"{_kind(match)}.rules")


@handles("lead.rules", "ticket.rules")
def show_rules(frame: Frame, ctx: Context) -> str:
    kind = frame.intent.partition(".")[0]
    found = assigning.rules(ctx.session, kind)
    if not found:
        return words.NO_RULES[kind]
    lines = [f"· {words.rule(one.region, _names(one.people, ctx), one.way)}" for one in found]
    return "\n".join([f"新{KINDS[kind]}这样分（请假的跳过）：", *lines])


def _names(ids: list[int], ctx: Context) -> list[str]:
    found = (ctx.session.get(User, one) for one in ids)
    return [user.name for user in found if user is not None]


@says(
    rf"{WHERE}{WHAT}(?P<always>都|就|以后)?{WAY}{GIVE}{WHO}[,， ]*{AFTER}",
    rf"(?P<always>){WHAT}(?:分配)?规则[:： ]*{WHERE}(?:线索|工单)?{WAY}{GIVE}{WHO}[,， ]*{AFTER}",
)
def read_rule(match: re.Match[str], _ctx: Context) -> Frame | None:
    kind, region = _kind(match), _region(match)
    said = match["way"] or match["after"] or ""
    if region is None or LOOKS.search(match["who"]):
        return None
    if kind == "ticket" and not said and match["always"] is None and not match["where"]:
        return None  # 工单给小李: the one just spoken of
    slots = {"region": region, "who": match["who"], "way": "load" if LOAD.search(said) else "turns"}
    return Frame(f"{kind}.rule", slots)


@handles("lead.rule", "ticket.rule")
def set_rule(frame: Frame, ctx: Context) -> str:
    """One rule a region; set again it is replaced."""
    kind = frame.intent.partition(".")[0]
    must_be_admin(ctx, words.only_admins(kind))
    people = _people(str(frame.slots["who"]), KINDS[kind], ctx)
    region, way = str(frame.slots["region"]), str(frame.slots["way"])
    before = next((one for one in assigning.rules(ctx.session, kind) if one.region == region), None)
    was = words.rule("", _names(before.people, ctx), before.way).partition("：")[2] if before else ""
    assigning.set_rule(ctx.session, kind, region, [user.id for user in people], way, ctx.now)
    return words.rule_set(kind, region, [user.name for user in people], way, was)


def _people(said: str, what: str, ctx: Context) -> list[User]:
    """Everybody named; one who is nobody, or might be two, is said and nothing is written."""
    found: list[User] = []
    for name in filter(None, re.split("[、,，和跟与 ]+", said)):
        called = colleagues_called(name, ctx)
        if len(called) != 1:
            several = "、".join(one.name for one in called)
            raise Refused(
                f"「{name}」有几位：{several}，写全名。" if called else f"没有叫「{name}」的同事，没有改。"
            )
        user = ctx.session.get_one(User, called[0].id)
        if user.status != "active":
            raise Refused(f"{user.name}已经不在岗，不能接{what}，没有改。")
        found.append(user)
    return list(dict.fromkeys(found))


@says(
    rf"(?:取消|停掉|停用|不要|删除|删掉){WHERE}{WHAT}(?:的)?(?:自动)?(?:分配)?规则",
    rf"(?:取消|停掉|停用|不要|删除|删掉){WHERE}新?(?P<what>线索)(?:的)?(?:自动)?(?:分配)?",
    rf"{WHERE}{WHAT}(?:不再|不用|不要|别)(?:自动)?(?:分|分配|派)了?",
)
def read_end(match: re.Match[str], _ctx: Context) -> Frame | None:
    region = _region(match)
    return None if region is None else Frame(f"{_kind(match)}.end", {"region": region})


@handles("lead.end", "ticket.end")
def end_rule(frame: Frame, ctx: Context) -> str:
    kind = frame.intent.partition(".")[0]
    must_be_admin(ctx, words.only_admins(kind))
    ended = assigning.end_rule(ctx.session, kind, str(frame.slots["region"]), ctx.now)
    if ended is None:
        raise NotThere(f"没有这条{KINDS[kind]}分配规则。发「{KINDS[kind]}规则」看看。")
    return words.rule_ended(ended)
