"""The brief in words: what one reads in the lift on the way up."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from crm import days, holdings, money
from crm.customers import text as customer_text
from crm.overview.briefs import ENDS_WITHIN, Brief
from crm.sales import quotes
from crm.tickets import text as ticket_text
from crm.tickets.tickets import STATES
from crm.words import CHANNELS
from models.customers import Contact
from models.deals import Opportunity
from models.selling import Quote
from models.work import Interaction, Task
from zh import say

MOST_PEOPLE = 4
MOST_DEALS = 3


def text(brief: Brief, now: datetime, tz: tzinfo, head: str = "") -> str:
    """All of it, what is empty left out. `head`: why it comes now."""
    view = brief.view
    lines = [head or f"{view.customer.name} 拜访前简报", customer_text.facts(view.customer)]
    lines += [f"人：{person(one)}" for one in view.contacts[:MOST_PEOPLE]]
    lines += [f"上次：{talk(one, now, tz)}" for one in view.interactions] or ["还没有跟进记录，这是第一次"]
    if brief.promises:
        lines.append("答应的事：")
        lines += [f"· {promise(one, now, tz)}" for one in brief.promises]
    lines += [f"商机：{deal(one, now, tz)}" for one in brief.deals[:MOST_DEALS]]
    lines += [f"报价：{quote(one)}" for one in brief.quotes]
    lines += [f"工单：{ticket_text.name(one)}，{STATES[one.status]}" for one in brief.tickets]
    if brief.owed.left > 0:
        lines.append(f"应收：还欠{money.yuan(brief.owed.left)}")
    last = days.today(now, tz) + ENDS_WITHIN
    lines += [f"到期：{one.name} {holdings.until(one)}到期" for one in view.holdings if one.ends_on <= last]
    forget = remember(brief, now, tz)
    return "\n".join(filter(None, [*lines, f"别忘了：{'；'.join(forget)}" if forget else ""]))


def person(one: Contact) -> str:
    return " ".join(filter(None, (one.name, one.title, one.phone)))


def talk(one: Interaction, now: datetime, tz: tzinfo) -> str:
    when = say.day(days.today(one.happened_at, tz), days.today(now, tz))
    return " ".join(filter(None, (when, CHANNELS.get(one.channel or ""), one.content)))


def promise(one: Task, now: datetime, tz: tzinfo) -> str:
    if one.due_at is None:
        return one.title
    late = "【逾期】" if one.due_at < now else ""
    return f"{late}{say.moment(one.due_at, one.due_grain, now, tz)} {one.title}"


def deal(one: Opportunity, now: datetime, tz: tzinfo) -> str:
    """`交换机项目 50万，方案阶段，预计12月31日(周四)签`."""
    amount = money.yuan(one.amount) if one.amount is not None else "金额未定"
    closes = f"，预计{say.day(one.close_date, days.today(now, tz))}签" if one.close_date else ""
    return f"{one.title} {amount}，{one.stage}阶段{closes}"


def quote(one: Quote) -> str:
    until = f"{one.valid_until.month}月{one.valid_until.day}日"
    return f"{one.number} {money.yuan(one.amount)}，{quotes.STATES[one.status]}，有效期到{until}"


def remember(brief: Brief, now: datetime, tz: tzinfo) -> list[str]:
    """What would be awkward not to know: late promises and money, wishes, tastes, birthdays, the risk."""
    today = days.today(now, tz)
    late = sum(one.due_at is not None and one.due_at < now for one in brief.promises)
    said = [f"{late}件答应的事已经过期，先说一声"] if late else []
    said += [f"有{money.yuan(brief.owed.late)}逾期没付，顺便问"] if brief.owed.late > 0 else []
    said += [f"{name}{say.day(day, today)}生日" for name, day in brief.birthdays]
    said += [f"提过：{wish.text}" for wish in brief.wishes]
    taste = brief.view.customer.preference
    said += [f"偏好：{taste}"] if taste else []
    said += [f"流失预警：{brief.risk}"] if brief.risk else []
    return said


def short(brief: Brief, now: datetime, tz: tzinfo) -> str:
    """One line of it, for a list of whom one meets."""
    talks: Sequence[Interaction] = brief.view.interactions
    last = (
        f"上次{say.day(days.today(talks[0].happened_at, tz), days.today(now, tz))}" if talks else "第一次见"
    )
    parts = [last]
    if talks and talks[0].content:
        parts.append(talks[0].content[:20])
    if brief.deals:
        parts.append(f"商机{brief.deals[0].title}在{brief.deals[0].stage}")
    if brief.owed.left > 0:
        parts.append(f"还欠{money.yuan(brief.owed.left)}")
    return "，".join(parts)
