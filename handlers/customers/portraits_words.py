"""What is said about a customer's life and its portrait."""

from datetime import date, datetime, tzinfo

from crm import days
from crm.customers import text as customer_text
from crm.figures import saying
from crm.overview.portrait import Portrait
from crm.tickets import text as ticket_text
from crm.tickets.tickets import STATES
from crm.value.rfm import ACTIONS
from handlers.contacts import words as contacts_words
from handlers.customers import words as customers_words
from handlers.deals import words as deals_words

CUT = "（太长了，更早的没有列全；要全部就「导出」）"


def timeline_head(name: str, since: str, many: int, summary: str) -> str:
    """`华为的时间线：3月1日(周日)到现在，共23件（跟进12次 · 订单3单）`."""
    return f"{name}的时间线：{since}到现在，共{many}件{f'（{summary}）' if summary else ''}"


def portrait(found: Portrait, now: datetime, tz: tzinfo) -> str:
    """What it is, what it is worth, what is going on."""
    view = found.view
    lines = [f"{view.customer.name} 客户画像", customer_text.facts(view.customer)]
    lines += [f"{name}：{said}" for name, said in customer_text.rows(view)]
    lines += [f"联系人：{contacts_words.person(contact)}" for contact in view.contacts[:5]]
    lines += worth(found, days.today(now, tz))
    lines += [f"提过的要求：{'；'.join(wish.text for wish in found.wishes)}"] if found.wishes else []
    if found.deals:
        lines.append("进行中商机：")
        lines += [f"· {deals_words.short(d)} {deals_words.where(d, now, tz)}" for d in found.deals[:3]]
    if found.tickets:
        lines.append("没关的工单：")
        lines += [f"· {ticket_text.name(one)} {STATES[one.status]}" for one in found.tickets]
    return "\n".join([*lines, *customers_words.todos(view, now, tz), *customers_words.talks(view, now, tz)])


def worth(found: Portrait, today: date) -> list[str]:
    """Segment with its reasons and what to do, the trade so far, what was bought, the next order."""
    if found.view.trade is None:
        return ["价值：还没有订单"]
    lines = []
    if found.worth is not None:
        one = found.worth
        lines.append(
            f"价值：{one.segment}（{one.why()}，{saying.money(one.amount)}）。{ACTIONS[one.segment]}"
        )
    lines.append(f"成交：{customer_text.traded(found.view.trade, today, found.owed)}")
    if found.bought:
        lines.append(f"买过：{customer_text.bought(found.bought)}")
    if found.coming is not None:
        lines.append(f"{found.coming.said(today)}（平均每{found.coming.gap:.0f}天一单）")
    if found.expected is not None:
        lines.append(f"下一单预计{found.expected.said()}")
    return lines
