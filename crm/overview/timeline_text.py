"""One line of a timeline in words, and what a whole life comes to."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from crm import days, money
from crm.overview.timeline import Event
from crm.ownership.ownership import REASONS
from crm.sales import quotes
from crm.tickets import text as ticket_text
from crm.tickets.tickets import STATES
from crm.words import CHANNELS
from zh import say

LONGEST = 60  # characters of a follow-up
COUNTED = {
    "talk": "跟进{}次",
    "stage": "商机推进{}步",
    "quote": "报价{}次",
    "order": "订单{}单",
    "ticket": "工单{}张",
}


def line(event: Event, now: datetime, tz: tzinfo) -> str:
    """`11月20日(周五) 拜访 李强：聊了报价（李晓）`."""
    when = say.day(event.at.astimezone(tz).date(), days.today(now, tz))
    who = f"（{event.who}）" if event.who else ""
    return f"{when} {words(event, now, tz)}{who}"


def words(event: Event, now: datetime, tz: tzinfo) -> str:
    """What happened, without day and colleague."""
    record = event.record
    match event.what:
        case "made":
            origin = f"，来源{record.origin}" if record.origin else ""
            return f"建档：{record.name}{origin}"
        case "talk":
            how = CHANNELS.get(record.channel or "", "跟进")
            text = " ".join(record.content.split())[:LONGEST]
            return " ".join(filter(None, (how, *event.about))) + (f"：{text}" if text else "")
        case "task":
            due = say.moment(record.due_at, record.due_grain, now, tz) if record.due_at else "未定时间"
            return f"待办：{record.title}，{due}"
        case "done":
            return f"完成待办：{record.title}"
        case "stage":
            move = f"{record.from_stage}→{record.to_stage}" if record.from_stage else record.to_stage
            return f"商机「{event.about[0]}」{move}"
        case "owner":
            reason = REASONS.get(record.reason, "转交")
            return f"{reason}：{event.about[0]}→{event.about[1]}"
        case "merge":
            return f"并入了「{record.name}」"
        case "ticket":
            return f"工单 {ticket_text.name(record)}，{STATES[record.status]}"
        case "ticket_closed":
            return f"工单关闭 {record.number}：{ticket_text.outcome(record) or ticket_text.name(record)}"
        case _:
            return _sale(event, days.today(now, tz))


def _sale(event: Event, today: date) -> str:
    record = event.record
    match event.what:
        case "quote":
            return f"报价 {record.number} {money.yuan(record.amount)}，{quotes.STATES[record.status]}"
        case "order":
            cancelled = "（已取消）" if record.status == "cancelled" else ""
            due = f"，{say.day(record.due_on, today)}前付款" if record.due_on and not cancelled else ""
            return f"下单 {record.number} {money.yuan(record.amount)}{due}{cancelled}"
        case "shipped":
            return f"发货 {record.number}"
        case "completed":
            return f"订单完成 {record.number}"
        case "payment":
            return f"{'预付款' if record.kind == 'advance' else '回款'} {money.yuan(record.amount)}"
    raise ValueError(event.what)


def summary(events: Sequence[Event]) -> str:
    """`跟进12次 · 订单3单`; empty where there is nothing of it."""
    counts = Counter(event.what for event in events)
    return " · ".join(said.format(counts[what]) for what, said in COUNTED.items() if counts[what])
