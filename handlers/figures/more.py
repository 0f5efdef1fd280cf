"""After a figure or a report: 只看李晓, 第一名是谁, 倒数第一呢; 这个季度对比上季度; 回款率."""

import re
from dataclasses import replace
from typing import Final

from crm.errors import Refused
from handlers.context import Context
from handlers.figures import words
from handlers.figures.asked import again, last_asked
from handlers.figures.intents import is_named
from handlers.figures.least import LEAST
from handlers.figures.read import department_in
from handlers.figures.several import key_of
from handlers.phrases import colleagues_called, says
from handlers.vocabulary import parse
from nlp import times
from nlp.frames import Frame

REPORTS: Final = {"funnel": "漏斗", "daily": "日报", "weekly": "周报", "monthly": "月报"}
NOW: Final = "这个?月|本月|这个?周|本周|这个?季度|本季度|今年|今天"
BEFORE: Final = "上个?月|上个?周|上个?季度?|去年(?:同期)?|昨天"
UNCOUNTED: Final = (
    "[日人]均(?:签单|销售额?|业绩|产出|跟进)|客单价|回款率|毛利率?|利润率?|净利润?|退货率|复购率?了?|人效|流失率|投诉率"
    "|返修率|及时率|解决率"
)


@says(r"(?:那|再|就)?(?:只看|看看?)(.{1,12}?)的?", r"(?:那|再)?(.{1,12}?)(?:的)?呢")
def read_report_of(match: re.Match[str], ctx: Context) -> Frame | None:
    """漏斗, then 只看李晓: the same report of somebody, of a department, of another time."""
    last = last_asked(ctx)
    if last is None or not is_named(last):
        return None
    if team := department_in(match[1], ctx):
        return replace(last, slots={**last.slots, "about": f"team:{team.id}"})
    people = colleagues_called(match[1], ctx)
    if len(people) == 1:
        return replace(last, slots={**last.slots, "about": f"user:{people[0].id}"})
    found = parse(f"{match[1]}的{REPORTS[str(last.slots['kind'])]}", ctx)[0]
    if found.intent != "report.show" or "range" not in found.slots or found.slots.keys() - {"range", "kind"}:
        return None
    return replace(last, slots={**last.slots, "range": found.slots["range"]})


KIND_OF: Final = {"天": "daily", "周": "weekly", "月": "monthly"}


LATELY: Final = "(?P<lately>最近|这阵子|近期)?的?"
A_TIME: Final = "(?P<when>今天|昨天|这周|本周|上周|这个月|本月|上个?月)的?"
HOW_WELL: Final = "(?:工作|干得|做得|表现|情况)*(?:怎么样|咋样|如何)"
DID: Final = "(?:都|在|都在)?(?:干|做|忙|搞|跑)(?:了|些|点)*(?:什么|啥|嘛)"
DOING: Final = f"(?:{HOW_WELL}|{DID})(?:了|啊|呢)?"
EVERYBODY: Final = "大家|他们|团队|我们组|咱们组|组里|各人|同事们?|所有人"


@says(
    rf"(?:看看)?(?P<who>[\u4e00-\u9fff]{{2,4}}?){A_TIME}{DOING}",
    rf"(?:看看)?{A_TIME}(?P<who>[\u4e00-\u9fff]{{2,4}}?){DOING}",
    rf"(?:看看)?(?P<who>[\u4e00-\u9fff]{{2,4}}?){LATELY}{HOW_WELL}(?:了|啊|呢)?",
)
def read_how(match: re.Match[str], ctx: Context) -> Frame | None:
    """小李这周怎么样, 今天大家都干嘛了: the report of that time about this colleague, or of the team.

    小王最近怎么样 asks of this month.
    """
    said = match.groupdict().get("when") or "这个月"
    when = times.find(said, ctx.now.astimezone(ctx.tz))[0].as_period("past")
    slots = {"kind": KIND_OF[said[-1]], "range": when}
    if re.fullmatch(f"(?:{EVERYBODY})都?", match["who"]) and ctx.scope.kind != "own":
        return Frame("report.show", slots)
    people = colleagues_called(match["who"].removesuffix("都"), ctx)
    return Frame("report.show", {**slots, "about": f"user:{people[0].id}"}) if len(people) == 1 else None


@says(
    "(?:我|我们|团队)?今天(?:我|我们)?(?:要|有|该|得|需要)*(?:注意|关注|重点|留意|盯着?)(?:的)?(?:是)?(?:些)?(?:什么|啥|哪些|谁|事情?|问题)*"
)
def read_heed(_match: re.Match[str], ctx: Context) -> Frame | None:
    """今天要注意什么: the day's report says who was silent and what is stuck."""
    return Frame("report.show", {"kind": "daily"}) if ctx.scope.kind != "own" else None


@says(
    r"(?:看看)?(?P<whose>.{0,12}?)(?:都|一共)?(?:签|成交|卖)(?:了|下|过)+(?:哪几[家个](?:客户|公司)?|哪些(?:公司|单位)|谁家)(?:的单)?(?:啊|呢)?"
)
def read_sold_to(match: re.Match[str], ctx: Context) -> Frame | None:
    """上个月小李签了哪几家: what each of them signed for."""
    found = parse(f"{match['whose'] or '这个月'}的销售额", ctx)[0]
    if found.intent != "report.show" or "measure" not in found.slots:
        return None
    return replace(found, slots={**found.slots, "by": "customer"})


@says("(?:看|查看|给我看|看看|看一下|发我|要)?(?:一下|下)?(?:这个)?(?:的)?(?:明细|详情|详细)(?:看看|呢|吧)?")
def read_details(_match: re.Match[str], ctx: Context) -> Frame | None:
    """看明细: the figure just shown with its link; for who leads and saw none, the day's report."""
    last = last_asked(ctx)
    if last is not None:
        return last
    return Frame("report.show", {"kind": "daily"}) if ctx.scope.kind != "own" else None


@says("(?P<when>.{0,6}?)(?:我们?|团队|大家)?(?:一共|总共)?成了多少(?:钱|万)?(?:了|呢)?")
def read_closed(match: re.Match[str], ctx: Context) -> Frame | None:
    """今天成了多少: what was signed."""
    found = parse(f"{match['when'] or '这个月'}的销售额", ctx)[0]
    return found if found.intent == "report.show" and "range" in found.slots else None


@says(
    "(?:那)?(?:谁是|谁)?(?:第一名?|冠军|最[高多好]的?)(?:的)?(?:是谁|是哪[位个]|呢)?",
    "(?:那)?(?:谁是|谁)?(?:倒数第一名?|垫底的?|最后一名|最[少低差]的?)(?:的)?(?:是谁|是哪[位个]|呢)?",
)
def read_place(match: re.Match[str], ctx: Context) -> Frame | None:
    """第一名是谁, 倒数第一呢, of the figure just shown."""
    last = last_asked(ctx)
    if last is None or "measure" not in last.slots:
        return None
    slots = {name: value for name, value in last.slots.items() if name not in ("least", "compare", "scope")}
    least = {"least": True} if LEAST.search(match[0]) else {}
    return replace(last, slots={**slots, "by": "user", **least}, refs={})


@says(
    rf"({NOW})的?(.{{0,6}}?)(?:对比|相比|比|vs|和|跟|与|环比|同比)({BEFORE})(?:的)?(?:相比|对比|比)?(.{{0,6}}?)(?:呢|怎么样|如何)?"
)
def read_two_times(match: re.Match[str], ctx: Context) -> Frame | None:
    """这个季度对比上季度: the running one beside the one before; of the measure that was asked for last."""
    said = (match[2] or match[4] or "").strip(" 的")
    found = parse(f"{match[1]}{said or '销售额'}", ctx)[0]
    if found.intent != "report.show" or "measure" not in found.slots:
        return None
    last = last_asked(ctx)
    slots = dict(found.slots)
    if not said and last is not None and "measure" in last.slots:
        found = again(last, {"range": slots["range"]} if "range" in slots else {})
    return again(found, {"compare": "year" if "去年" in match[3] else "before"})


SINCE: Final = {
    "月": "这个月",
    "周": "这周",
    "季": "这个季度",
    "度": "这个季度",
    "年": "今年",
    "期": "今年",
    "天": "今天",
}
"""What runs now, by the end of what was before it."""


@says(
    rf"(?:看看|查一?下)?(?P<what>.{{2,10}}?)(?:对比|相比|比|跟|和|与|较)(?P<than>{BEFORE})(?:的)?(?:相比|对比|比)?"
    "(?:怎么样|如何|咋样|(?:是)?(?:多|少|涨|跌|高|低|增长|下降)了?(?:多少|没有?|吗|还是.{2,3})?|呢)?"
)
def read_than_before(match: re.Match[str], ctx: Context) -> Frame | None:
    """回款比上个月怎么样: of the time that runs, beside the one before."""
    key = key_of(match["what"])
    found = parse(f"{SINCE[match['than'][-1]]}{'销售额' if key else match['what']}", ctx)
    known = len(found) == 1 and found[0].intent == "report.show" and "measure" in found[0].slots
    if ctx.open is not None or not known or times.find(match["what"], ctx.now.astimezone(ctx.tz)):
        return None
    named = {"measure": key} if key else {}
    return again(found[0], {**named, "compare": "year" if "去年" in match["than"] else "before"})


@says(
    "(?:看看|查一?下)?(?:今年|本月|这个月|上个?月|本季度)?(?:的)?(?:新增?|老)客户(?:和[新老]客户)?(?:一共|总共|都|各|今年|本月|这个月)*的?"
    "(?:签了?|卖了?|贡献了?|业绩|销售额|签单额?|占)(?:多少|几成|占比|情况)?(?:钱|万|了)?"
)
def read_new_and_old(_match: re.Match[str], _ctx: Context) -> Frame | None:
    """新客户签了多少: never how many customers are new in its stead."""
    raise Refused(words.NOT_BY_NEW)


@says(rf".{{0,14}}?({UNCOUNTED})(?:是|有)?(?:多少|几[家个单]|怎么样|咋样|如何|情况|排名|统计|呢)?")
def read_uncounted(match: re.Match[str], ctx: Context) -> Frame | None:
    """Never another figure in its stead."""
    if ctx.open is not None or re.search("提醒|记得|拜访|聊|说|问|报价|[给跟]", match[0]):
        return None
    raise Refused(
        f"{match[1]}现在还算不了。能算的：「本月销售额和回款」「这个月订单数」「成交率」「成单周期」，都可以接着「按人看」。"
    )
