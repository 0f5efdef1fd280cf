"""谁没有: 「本周谁没写跟进」「这个月谁还没开单」."""

import re
from datetime import timedelta
from typing import Final

from crm import days
from crm.errors import Forbidden
from crm.figures import saying
from crm.figures.without import without
from crm.people.team import name_of
from handlers.context import Context
from handlers.figures.meant import asked_days
from handlers.paging import listing
from handlers.phrases import says
from handlers.registry import handles
from handlers.vocabulary import parse
from nlp.frames import Frame

WORDS: Final = {
    "interactions": "(?:写|做|有|交|录|记)?(?:过)?(?:跟进|记录)(?:记录|客户)?|写(?:东西)?|记录?(?:东西)?"
    "|动静|动(?:弹|过|起来)?|动作|联系(?:过)?客户|(?:写|交|发|提交|填)?(?:过)?(?:周报|汇报)|汇报",
    "visits": "(?:去)?(?:拜访|上门|见)(?:过)?(?:客户)?|(?:出去)?跑客户",
    "customers": "(?:新增|新建|加|开发|录)(?:过)?(?:新)?客户",
    "opportunities": "(?:新增|新建|建|报)?(?:过)?商机",
    "orders": "(?:开|签|下|成|出)(?:过)?(?:单|订单|合同)|开张|业绩|成交",
    "payments": "(?:收)?(?:到)?(?:过)?(?:回款|款)",
    "tasks_done": "(?:完成|做)(?:过)?(?:待办|任务)",
}
NONE: Final = {
    "interactions": "没有跟进记录",
    "visits": "没有拜访",
    "customers": "没有新增客户",
    "opportunities": "没有新增商机",
    "orders": "没有签单",
    "payments": "没有回款",
    "tasks_done": "没有完成待办",
}


LATELY: Final = ("最近", "近来", "近期", "这几天", "这阵子", "最近都", "最近还")
A_WEEK: Final = timedelta(days=6)
WROTE: Final = "口径：和日报一样，这段时间里没有发生的跟进，也没有录入过（补录算录入），也没有动过工单"


@says(
    r"(?:看看|查一?下|统计一?下)?(.{0,8}?)(?:都有|还有|有)?(?:谁|哪些人|哪几个人?|哪些同事|哪个人?)(.{0,6}?)"
    r"(?:还|都|到现在|一直)*(?:没有?|未|一[次条单个笔家](?:也|都)没有?)(.{1,10}?)(?:的|了|吗|呢)?"
)
def read_without(match: re.Match[str], ctx: Context) -> Frame | None:
    measure = next((key for key, words in WORDS.items() if re.fullmatch(words, match[3])), None)
    if measure is None:
        return None
    slots = {"measure": measure}
    when = (match[1] + match[2]).strip()
    if when in LATELY:
        slots["range"] = f"{days.today(ctx.now, ctx.tz) - A_WEEK}/{days.today(ctx.now, ctx.tz)}"
    elif when:
        found = parse(f"{when}的跟进次数", ctx)[0]
        if "range" not in found.slots or found.slots.keys() - {"range", "measure", "scope"}:
            return None
        slots["range"] = found.slots["range"]
    elif measure == "interactions":  # 谁没写跟进 in the evening means today
        today = days.today(ctx.now, ctx.tz)
        slots["range"] = f"{today}/{today}"
    return Frame("figures.without", slots)


@handles("figures.without")
def nothing_from(frame: Frame, ctx: Context) -> str:
    if ctx.scope.kind == "own":
        raise Forbidden("同事的记录只有主管看得到。看自己的发「我的跟进」。")
    first, last = asked_days(frame.slots, ctx)
    found, asked = without(ctx.session, frame.slots["measure"], first, last, ctx.tz, ctx.now)
    period = saying.period(first, last, days.today(ctx.now, ctx.tz))
    team, what = name_of(ctx.session, ctx.scope), NONE[frame.slots["measure"]]
    if not found:
        return f"{team} {period}：{asked}人都有{what.removeprefix('没有').removeprefix('跟进')}。"
    lines = [f"{n}. {user.name}" for n, user in enumerate(found, 1)]
    head = f"{team} {period}{what}的：{len(found)}人（共{asked}人，整段请假的不算）"
    meaning = [WROTE] if frame.slots["measure"] == "interactions" else []
    return "\n".join([listing(ctx, head, lines, foot=1), *meaning])
