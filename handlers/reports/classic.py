"""Four classic reports: 客户贡献, 客户构成, 客户服务, 客户流失; and 区域分布, 客户增长, 满意度."""

import re
from datetime import date
from typing import Any, Final

from crm import days
from crm.customers import groups as customer_groups
from crm.figures import saying
from crm.figures.plot import Item, Plot
from crm.figures.questions import DIMENSIONS, Question, Row, answer, measure_of, total
from crm.interactions import silence
from crm.people.team import name_of
from crm.tickets import tickets
from handlers.context import Context
from handlers.figures import words
from handlers.paging import listing
from handlers.phrases import says
from handlers.registry import FRAMES, handles
from models.customers import Customer
from models.outbox import Chart
from nlp.frames import Frame

EVER: Final = date(2000, 1, 1)
MADE_OF: Final = {by: DIMENSIONS[by] for by in ("industry", "level", "region", "source", "stage")}
MOST: Final = 5  # of one kind in a line
LOOK: Final = "(?:看(?:一?下|看)?|给我|来(?:一份|个)?)?(?:我们|团队|公司)?的?"
HOW: Final = "(?:怎么样|如何|咋样|情况|趋势)?"


@says(
    rf"{LOOK}客户(贡献|构成|服务|流失)(?:度)?(?:分析|情况|排名|排行榜?|榜|前几名)?(?:报表|报告|表)?",
    rf"{LOOK}(?:哪[家个]客户)?(贡献)(?:最大|最多|最高)(?:的)?(?:客户|公司)?(?:是谁|是哪[家个]|有?哪些)?",
)
def read_classic(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.classic", {"name": match[1]})


@says(
    rf"{LOOK}(?:客户)?的?(区域|地区|行业|级别|等级|来源|阶段)(?:的)?(?:分布|构成|占比|结构)(?:图|情况|怎么样)?"
)
def read_spread(match: re.Match[str], ctx: Context) -> Frame:
    said = {"地区": "区域", "等级": "级别"}.get(match[1], match[1])
    return Frame("report.classic", {"name": "构成", "by": next(k for k, v in MADE_OF.items() if v == said)})


@says(rf"{LOOK}(?:新增?)?客户(?:数量?)?的?增长{HOW}", rf"{LOOK}客户(?:数量?)?(?:增长|新增)(?:趋势|曲线)图?")
def read_growth(match: re.Match[str], ctx: Context) -> Frame:
    today = days.today(ctx.now, ctx.tz)
    span = f"{today.replace(month=1, day=1)}/{today}"
    return Frame("report.show", {"measure": "customers", "by": "month", "range": span})


@says(rf"{LOOK}(?:客户)?的?满意(?:度|率){HOW}(?:报表|分析|统计)?")
def read_satisfaction(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.satisfaction")


@handles("report.classic")
def classic(frame: Frame, ctx: Context) -> str:
    """Who brings the money, who they are, how they are looked after, who leaves."""
    match frame.slots["name"]:
        case "流失":
            return FRAMES["churn.list"](Frame("churn.list", {}), ctx)
        case "服务":
            return _service(ctx)
        case "构成":
            return _spread(str(frame.slots["by"]), ctx) if "by" in frame.slots else _made_of(ctx)
    return _contribution(ctx)


def _all_customers(by: str, ctx: Context) -> list[Row]:
    today = days.today(ctx.now, ctx.tz)
    return answer(ctx.session, Question("customers", EVER, today, by=(by,)), ctx.tz)


def _spread(by: str, ctx: Context) -> str:
    """Today's customers by one thing, the largest first."""
    rows = _all_customers(by, ctx)
    asked = Question("customers", EVER, days.today(ctx.now, ctx.tz), by=(by,))
    return _drawn(f"客户的{MADE_OF[by]}分布", asked, rows, ctx)


def _drawn(title: str, asked: Question, rows: list[Row], ctx: Context) -> str:
    team, measure = name_of(ctx.session, ctx.scope), measure_of(asked.measure)
    if not rows:
        return f"{team}还没有客户。"
    items = tuple(Item(words.name(asked, row), float(row.top), f"{row.top}家") for row in rows)
    if len(items) > 1:
        ctx.send(Chart(Plot("pie", f"{team} {title}", items, MEANING).to_json()))
    head = f"{team} {title}：共{sum(int(row.top) for row in rows)}家"
    return "\n".join([listing(ctx, head, words.rows(asked, measure, rows), foot=1), MEANING])


MEANING: Final = "口径：现在名下的客户，没填的单列"


def _made_of(ctx: Context) -> str:
    """客户构成: one line for each way to divide them."""
    team, lines = name_of(ctx.session, ctx.scope), []
    whole = 0
    for by, name in MADE_OF.items():
        rows = _all_customers(by, ctx)
        whole = sum(int(row.top) for row in rows)
        if not whole:
            return f"{team}还没有客户。"
        if by == "industry" and len(rows) > 1:
            items = tuple(Item(row.labels[0], float(row.top), f"{row.top}家") for row in rows)
            ctx.send(Chart(Plot("pie", f"{team} 客户的行业构成", items, MEANING).to_json()))
        said = [
            f"{saying.label(by, row.labels[0])}{row.top}家（{100 * int(row.top) / whole:.0f}%）"
            for row in rows[:MOST]
        ]
        more = f"，另{len(rows) - MOST}种" if len(rows) > MOST else ""
        lines.append(f"{name}：{'、'.join(said)}{more}")
    return "\n".join([f"{team} 客户构成：共{whole}家", *lines, f"回「区域分布」看一种的全部。{MEANING}"])


def _service(ctx: Context) -> str:
    """客户服务: how customers are looked after, and how their tickets went this month."""
    today = days.today(ctx.now, ctx.tz)
    first = today.replace(day=1)
    talks, met, visited = (
        total(ctx.session, Question(key, first, today), ctx.tz).top
        for key in ("interactions", "followed", "visited")
    )
    owned = customer_groups.how_many(ctx.session, Customer.owner_id.is_not(None))
    quiet = customer_groups.how_many(ctx.session, silence.past_limit(ctx.now, ctx.tz))
    share = f"（占{100 * quiet / owned:.0f}%）" if owned else ""
    return "\n".join(
        [
            f"{name_of(ctx.session, ctx.scope)} 客户服务 {today.month}月："
            f"跟进{met}家、{talks}次，其中拜访{visited}家",
            f"名下客户{owned}家，超过级别期限没跟进的{quiet}家{share}，问「太久没跟进的客户」看名单",
            _satisfied(ctx),
            *_cases(first, today, ctx),
        ]
    )


def _cases(first: date, today: date, ctx: Context) -> list[str]:
    """`工单：本月登记5张（投诉1、报修3），已关闭3张，还有2张没关`, and how fast and how well."""

    def figure(key: str) -> Row:
        return total(ctx.session, Question(key, first, today), ctx.tz)

    made, complained, broken, answered, closed, scored = map(
        figure, ("tickets", "complaints", "repairs", "response_hours", "closing_hours", "ticket_score")
    )
    left = tickets.unclosed(ctx.session)
    if not (made.top or closed.bottom or left):
        return ["工单：这个月没有，有问题就说「华为报修 打印机卡纸」"]
    lines = [
        f"工单：这个月登记{made.top}张（投诉{complained.top}、报修{broken.top}），关闭{closed.bottom}张，"
        f"现在没关的{left}张，问「未处理工单」看名单"
    ]
    speed = [
        f"{name}{saying.number(measure_of(key), row.value)}"
        for key, name, row in (
            ("response_hours", "首次响应平均", answered),
            ("closing_hours", "从登记到关闭平均", closed),
            ("ticket_score", "客户打分平均", scored),
        )
        if row.value is not None
    ]
    return [*lines, "，".join(speed)] if speed else lines


@handles("report.satisfaction")
def satisfaction(frame: Frame, ctx: Context) -> str:
    """What stands in the customers' records, and what they said of tickets; there are no surveys yet."""
    today = days.today(ctx.now, ctx.tz)
    scored = total(ctx.session, Question("ticket_score", today.replace(month=1, day=1), today), ctx.tz)
    said = [f"{name_of(ctx.session, ctx.scope)} {_satisfied(ctx)}"]
    if scored.value is not None:
        score = saying.number(measure_of("ticket_score"), scored.value)
        said.append(f"今年工单上客户打的分：平均{score}（{scored.bottom}张）")
    return "\n".join([*said, "满意度问卷还没上线，没有客户在问卷上打的分。"])


def _satisfied(ctx: Context) -> str:
    """`满意度（客户资料里记的，12家）：满意8家（67%）、一般4家（33%）`."""
    found = customer_groups.satisfied(ctx.session)
    whole = sum(many for _, many in found)
    if not whole:
        return "满意度：客户资料里还没有记过，说「华为满意度 满意」就能记"
    said = "、".join(f"{name}{many}家（{100 * many / whole:.0f}%）" for name, many in found)
    return f"满意度（客户资料里记的，{whole}家）：{said}"


def _contribution(ctx: Context) -> str:
    """客户贡献: what each customer brought this year, the largest first, with its share."""
    today = days.today(ctx.now, ctx.tz)
    asked = Question("revenue", today.replace(month=1, day=1), today, by=("customer",))
    rows: list[Any] = answer(ctx.session, asked, ctx.tz)
    team = name_of(ctx.session, ctx.scope)
    if not rows:
        return f"{team}今年还没有订单。"
    measure = measure_of(asked.measure)
    head = f"{team} 今年客户贡献：共{len(rows)}家有订单"
    if len(rows) > 1:
        items = tuple(Item(row.labels[0], float(row.top), words.said(measure, row)) for row in rows[:12])
        ctx.send(Chart(Plot("bars", f"{team} 今年客户贡献", items, words.meaning(measure)).to_json()))
    return "\n".join([listing(ctx, head, words.rows(asked, measure, rows), foot=1), words.meaning(measure)])
