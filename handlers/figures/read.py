"""What the parser's contract has no slot for: a department's name, 环比, how many 家 and not how many 次."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from crm import days
from crm.errors import Forbidden
from crm.figures import saying
from crm.people.team import departments_in
from crm.reports import settings as report_settings
from handlers.context import Context
from handlers.figures import words
from handlers.figures.asked import last_asked
from handlers.figures.least import LEAST
from handlers.periods import first_of
from handlers.phrases import colleagues_called, says
from handlers.registry import reads
from models.people import Department, User
from models.scope import scoped_as
from nlp.frames import Frame

OF_SOMEBODY: Final = re.compile(
    "(.{2,4}?)的?(?:(?:上|这|本)个?(?:周|月|星期)|[昨今前]天)?的?(?:日报|周报|月报|漏斗)"
)
SOLD: Final = re.compile("(?:签|卖|成交)了?(?:有)?多少(?!.{0,2}[次家条])")
BOUGHT: Final = re.compile("[买订采]购?了?多少(?!.{0,2}[单次个台件套箱])")
COUNTS_THEM: Final = re.compile("客户|新增|录入|新单位|几[家个]")
SPENT: Final = re.compile("(?:花|消费|采购|买)了?(?:有)?多少(?!.{0,2}[单次个台件套箱家])")
BROUGHT: Final = re.compile("客户[^,，。和、]{0,6}贡献了?(?:多少|几)")
YEAR: Final = re.compile("同比|去年同期|(?:跟|和|与|同|比|对比)(?:去年|上年)")
BEFORE: Final = re.compile(
    "环比|对比|相比|(?:跟|和|与|同|比)上(?:个|一)?(?:期|周|月|季度|季|年)|(?:跟|和|与)前.{1,4}比"
)
DIFFERENT: Final = re.compile(
    r"(?:跟进|跟|联系|沟通|回访|拜访|走访|上门|跑|见)(?:了|过)*(?:多少|几)(?:(?:个|家|位)(?:客户|公司)?|客户|公司)"
    "|(?:跟进|拜访|联系)(?:的)?(?:客户数|家数)"
)
ALL_TIME: Final = re.compile("一共|总共|累计|历来|到现在|至今|[下买签订]过")
DEAL_SUM: Final = re.compile("商机(?:的)?(?:总?额|总?金额)")
FOLLOWED: Final = re.compile("(?:跟进?|联系|跑)(?:客户)?(?:得|的)?(?:次数)?最")
MET: Final = re.compile("拜访|走访|上门|跑|见")
OF_TICKETS: Final = {
    "tickets": {"complaints": re.compile("投诉|客诉"), "repairs": re.compile("报修|维修")},
    "satisfaction": {"ticket_score": re.compile("工单|投诉|报修|维修|售后")},
}
"""What the contract has one measure for, by what the words say of it."""
OF_CUSTOMERS: Final = {"interactions": "followed", "visits": "visited"}


@reads("report.show", "report.export")
def read_more(frame: Frame, ctx: Context) -> Frame:
    """The frame with these; what was asked before keeps its own."""
    slots = dict(frame.slots)
    if not {"measure", "kind"} & slots.keys() and SOLD.search(ctx.text):
        slots["measure"] = "revenue"
    if slots.get("measure") == "orders" and BOUGHT.search(ctx.text):
        slots["measure"] = "revenue"
    if slots.get("measure") == "customers" and "customer" in slots and SPENT.search(ctx.text):
        slots["measure"] = "revenue"  # 华为这个客户今年花了多少
    if slots.get("measure") == "customers" and BROUGHT.search(ctx.text):  # A类客户今年贡献多少
        slots["measure"] = "revenue"
    sold = SOLD.search(ctx.text) and not COUNTS_THEM.search(ctx.text)
    if slots.get("measure") == "customers" and sold:  # 公司这个月签了多少
        slots["measure"] = "revenue"
    if slots.get("measure") in OF_CUSTOMERS and DIFFERENT.search(ctx.text):
        slots["measure"] = OF_CUSTOMERS[slots["measure"]]
    elif slots.get("measure") == "customers" and (told := DIFFERENT.search(ctx.text)):
        slots["measure"] = "visited" if MET.search(told[0]) else "followed"
    elif not {"measure", "kind"} & slots.keys() and (told := DIFFERENT.search(ctx.text)):
        slots["measure"] = "visited" if MET.search(told[0]) else "followed"  # 今天我见了几家
    if slots.get("measure") == "opportunities" and DEAL_SUM.search(ctx.text):
        slots["measure"] = "opportunity_amount"
    if slots.get("measure") in OF_TICKETS:
        slots["measure"] = next(
            (key for key, said in OF_TICKETS[slots["measure"]].items() if said.search(ctx.text)),
            slots["measure"],
        )
    if "measure" not in slots and slots.get("kind") == "ranking" and FOLLOWED.search(ctx.text):
        slots["measure"] = "interactions"
    if LEAST.search(ctx.text) and ("measure" in slots or slots.get("kind") == "ranking"):
        slots["least"] = True
    if (first := first_of(ctx.text)) and (slots.get("kind") == "ranking" or "by" in slots):
        slots["first"] = first
    if "customer" in slots and "range" not in slots and ALL_TIME.search(ctx.text):
        slots["range"] = f"{saying.EVER}/{days.today(ctx.now, ctx.tz)}"  # 华为一共下过几单
    if compared := _compared(ctx.text):
        slots["compare"] = compared
    if about := _people(slots, ctx):
        slots["about"] = about
        if about.startswith("user:"):
            slots.pop("customer", None)
    elif not about and "measure" not in slots and (named := _the_one(frame, ctx)):
        slots["about"] = named  # 漏斗 李晓
    return replace(frame, slots=slots)


def _the_one(frame: Frame, ctx: Context) -> str:
    people = {one.id for one in frame.refs.get("scope", ()) if one.kind == "user"} - {ctx.user.id}
    return f"user:{people.pop()}" if "kind" in frame.slots and len(people) == 1 else ""


def _compared(text: str) -> str:
    return "year" if YEAR.search(text) else "before" if BEFORE.search(text) else ""


def _people(slots: dict[str, Any], ctx: Context) -> str:
    """`team:3` where a department is named, `user:5` in 李晓的周报; of reps nothing: theirs is their own."""
    if "measure" not in slots and (match := OF_SOMEBODY.match(ctx.text.strip())):
        called = colleagues_called(match[1], ctx)
        if len(called) == 1 and called[0].id != ctx.user.id:
            return f"user:{called[0].id}"
    if ctx.scope.kind == "own" or slots.get("scope") == "me":
        return ""
    found = department_in(ctx.text, ctx, str(slots.get("region", "")))
    return f"team:{found.id}" if found else ""


def department_in(text: str, ctx: Context, region: str = "") -> Department | None:
    """The department that is named in the words, the longest name first.

    华东区 is a region of customers wherever the parser took it for one.
    """
    found = departments_in(ctx.session, text)
    return next((one for one in found if not region or region not in one.name), None)


@contextmanager
def about(frame: Frame, ctx: Context) -> Iterator[str]:
    """Within it the session and the context cover only the people that were named; what they are called.

    Raises Forbidden for those beyond the reader's sight. Without names nothing changes.
    """
    asked = str(frame.slots.get("about", ""))
    if not asked:
        yield ""
        return
    before = ctx.scope
    scope, name = report_settings.narrowed(ctx.session, before, asked)
    if scope is before:
        raise Forbidden(words.beyond_sight(_called(asked, ctx)))
    ctx.scope = scope
    try:
        with scoped_as(ctx.session, scope):
            yield name
    finally:
        ctx.scope = before


def _called(asked: str, ctx: Context) -> str:
    kind, _, number = asked.partition(":")
    if kind == "team":
        team = ctx.session.get(Department, int(number))
        return team.name if team else "这个部门"
    user = ctx.session.get(User, int(number))
    return user.name if user else "这位同事"


@says(
    r"(?:那|再)?(?:跟|和|与|同|比)?(上(?:个|一)?(?:期|周|月|季度|季|年)|去年(?:同期)?|前一?(?:期|周|月|年))(?:相|对)?比"
    r"(?:一?下|起来)?(?:呢|怎么样|如何|咋样)?",
    r"(?:那|再|和|跟|与)*(?:对比|比较|对照|比|vs)(?:一?下)?(上(?:个|一)?(?:期|周|月|季度|季|年)|去年(?:同期)?|昨天)(?:的|看看?|一下)?(?:呢)?",
    r"(?:那|再|看看?)*(环比|同比|对比)(?:一?下)?(?:呢|怎么样|如何|多少)?",
)
def read_compared(_match: re.Match[str], ctx: Context) -> Frame | None:
    """「跟上个月比呢」 after a figure: the same once more, beside what it was; `read_more` reads which."""
    last = last_asked(ctx)
    if last is not None and "measure" in last.slots:
        return last
    return Frame("report.show", {"measure": "revenue"}) if last is None and not ctx.open else None
