"""价值: 「客户分层」「重要挽留的客户」「华为值多少」「华为下次什么时候下单」."""

import re
from decimal import Decimal

from crm import days
from crm.churn import alarms
from crm.figures import saying
from crm.figures.plot import Item, Plot
from crm.overview import portrait
from crm.people.team import name_of, of_team
from crm.value import rfm, rhythm, spending
from handlers import replies
from handlers.context import Context
from handlers.paging import listing
from handlers.phrases import customers_called, says
from handlers.registry import handles
from handlers.resolve import known_customer
from models.customers import Customer
from models.outbox import Chart
from nlp.frames import Frame

YEAR = 365  # days
NAMES = "|".join(rfm.SEGMENTS.values())


@says(
    "(?:看(?:一?下)?|按价值)?(?:客户)?(?:价值)?分(?:层|群|级情况)(?:情况|分析|报表)?",
    "(?:我的?|我们的?|把)?客户(?:是)?(?:怎么|如何|按什么|咋)?分(?:的)?(?:层|群|类|几层|哪几层|了几层)(?:的|啊|呢|看看|策略)?",
    "(?:客户)?分层(?:的)?(?:策略|建议|打法|结果)",
    "(?:哪些|什么|谁是)?(?:客户)?(?:里)?(?:哪些|谁)?(?:的)?价值最(?:高|大)(?:的)?(?:客户)?(?:是谁|有哪些|是哪些)?",
    "rfm(?:分析)?",
    "客户价值分析",
)
def read_segments(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("value.segments")


@says(rf"(?:看(?:一?下)?|列出)?({NAMES})(?:的)?客户?(?:有哪些|名单|列表)?")
def read_segment(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("value.segments", {"segment": match[1]})


@says(
    r"(.{2,24}?)(?:的)?(?:客户)?价值(?:怎么样|多少|如何|高不高)?",
    r"(.{2,24}?)(?:下次|下一次|什么时候|啥时候)(?:什么时候|啥时候|大概|会|再)*(?:下单|采购|买|订货|复购)",
)
def read_value(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("value.show", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("value.segments")
def segments(frame: Frame, ctx: Context) -> str:
    """How many are in each segment and what to do with them; one segment by name."""
    found = rfm.worths(ctx.session, of_team(Customer.owner_id, ctx.scope), days.today(ctx.now, ctx.tz))
    team = name_of(ctx.session, ctx.scope)
    if not found:
        return f"{team}近一年还没有订单，分不出层。"
    wanted = frame.slots.get("segment")
    if wanted:
        members = rfm.by_segment(found).get(str(wanted), [])
        ctx.remember(listed={"kind": "customer", "ids": [one.customer_id for one in members]})
        ids = [one.customer_id for one in members]
        coming = spending.expected(ctx.session, ids, spending.known(ctx.session))
        lines = [_member(n, one, coming.get(one.customer_id)) for n, one in enumerate(members, 1)]
        return listing(
            ctx, f"{team}{wanted}客户：共{len(members)}家。建议：{rfm.ACTIONS[str(wanted)]}", lines
        )
    groups = rfm.by_segment(found)
    ctx.send(Chart(_pie(f"{team} 客户分层", groups).to_json()))
    lines = [
        f"{name} {len(members)}家 {saying.money(rfm.amount(members))}：{rfm.ACTIONS[name]}"
        for name, members in groups.items()
    ]
    few = "（有订单的客户不到30家，按固定标准分）" if len(found) < rfm.ENOUGH else ""
    return "\n".join([f"{team} 客户分层：近一年有订单{len(found)}家{few}", *lines])


def _member(number: int, one: rfm.Worth, coming: spending.Expected | None) -> str:
    line = f"{number}. {one.name}（{one.owner}）{saying.money(one.amount)}，{one.why()}"
    return f"{line}，下一单约{saying.money(coming.next_order)}" if coming else line


def _pie(title: str, groups: dict[str, list[rfm.Worth]]) -> Plot:
    items = tuple(Item(name, float(len(members)), f"{len(members)}家") for name, members in groups.items())
    return Plot("pie", title, items, "口径：近365天的订单，按最近一单、单数、金额分高低")


@handles("value.show")
def show(frame: Frame, ctx: Context) -> str:
    """One customer's worth with its reasons, and when the next order is to be expected."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    today = days.today(ctx.now, ctx.tz)
    mine = portrait.worth(ctx.session, customer.id, today)
    lines = []
    if mine is not None:
        lines.append(f"分层：{mine.segment}（{mine.why()}，{saying.money(mine.amount)}）")
        lines.append(f"建议：{rfm.ACTIONS[mine.segment]}")
    coming = portrait.coming(ctx.session, customer.id, today)
    if coming is not None:
        lines.append(f"{coming.said(today)}（平均每{coming.gap:.0f}天一单）")
    worth = portrait.expected(ctx.session, customer.id)
    if worth is not None:
        lines.append(f"下一单预计{worth.said()}")
        lines += _year(coming, worth, customer.id, ctx)
    return "\n".join([f"{customer.name}的价值", *(lines or ["还没有订单，算不出来。"])])


def _year(
    coming: rhythm.Expected | None, worth: spending.Expected, customer_id: int, ctx: Context
) -> list[str]:
    """What a year at this rhythm comes to; of whom may be lost nobody reckons ahead."""
    at_risk = alarms.of(ctx.session, customer_id)
    if at_risk is not None and at_risk.level:
        return [f"现在是「{at_risk.level}」，先把人留住，后面的不往下算。"]
    if coming is None:
        return []
    many = YEAR / coming.gap
    whole = saying.money((worth.next_order * Decimal(many)).quantize(Decimal(1000)))
    return [f"照这个节奏，往后一年约{many:.0f}单、{whole}（以前的节奏不保证以后）。"]
