"""What is said of tickets: in the chat, on the assignee's card, to those who wait for them."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from crm.tickets import text as ticket_text
from crm.tickets.tickets import STATES, Held, Lasted
from models.customers import Contact
from models.outbox import Button, Card
from models.service import Ticket, TicketEvent
from zh import say

ASK_CUSTOMER = "是哪个客户的工单？"
ASK_CONTENT = "什么问题？说一句就行。"
ASK_USER = "派给哪位同事？"
ASK_NEWS = "有什么进展？说一句我就记到工单里。"
ASK_RESULT = "怎么处理的？说一句我就记上，客户打了几分也一起说；没什么可记就回「不用」。"
ASK_WHICH = "是哪一张工单？"
NONE = "没有没关的工单。客户有问题就说「华为报修 打印机卡纸」。"
COUNTED = "口径：登记的工单，按登记日期"
NOBODY_ABOVE = "上面没有主管了，没有人可以升级。要换人就说「1001派给王磊」。"
URGED = "催一下，请尽快处理"
UNDO = "记错了发「撤销」"
PRIORITIES = {"high": "紧急", "low": "不急"}


def ask_content_of(customer: str) -> str:
    return f"{customer}什么问题？说一句就行，不是这家就说是哪家。"


def line(ticket: Ticket, customer: str, who: str, now: datetime, tz: tzinfo) -> str:
    """`1001 华为 报修 打印机卡纸 紧急 处理中（王磊）今天09:30`."""
    state = STATES[ticket.status]
    at = ticket.closed_at if ticket.closed_at is not None else ticket.created_at
    when = say.moment(at, "minute", now, tz)
    urgent = PRIORITIES.get(ticket.priority, "") if ticket.status != "closed" else ""
    return " ".join(filter(None, (ticket_text.name(ticket, customer), urgent, f"{state}（{who}）{when}")))


def created(
    ticket: Ticket, customer: str, contact: Contact | None, new: Sequence[str], others: Sequence[Ticket]
) -> str:
    """What was written down; what else of this customer is not closed, so that nothing is reported twice."""
    urgent = PRIORITIES.get(ticket.priority)
    lines = [
        f"已登记工单{ticket.number}：{customer} {ticket_text.kind(ticket)}{f'（{urgent}）' if urgent else ''}"
    ]
    person = f"联系人{contact.name}" if contact else ""
    lines.append(" · ".join(filter(None, (ticket_text.about(ticket), person))))
    lines += [f"新建了{'、'.join(new)}"] if new else []
    if others:
        lines.append(f"这家还有没关的：{'；'.join(ticket_text.name(one) for one in others[:3])}")
    return "\n".join(filter(None, lines))


def yours(ticket: Ticket, why: str) -> str:
    return f"{why}办完说「{ticket.number}号工单关了，换了配件」，要派人说「{ticket.number}派给王磊」。{UNDO}"


def card(
    ticket: Ticket, customer: str, contact: Contact | None, phone: str, why: str, title: str = "新工单"
) -> Card:
    """For whoever has it: what is wrong, whom to call, where it stands; taps take, close or hand on."""
    person = " ".join(filter(None, [contact.name, contact.title])) if contact else ""
    rows = [
        ("状态", STATES[ticket.status]),
        ("类型", ticket_text.kind(ticket)),
        ("产品", ticket.product or ""),
        ("联系人", person),
        ("电话", (contact.phone if contact else None) or phone),
        ("优先级", PRIORITIES.get(ticket.priority, "")),
    ]
    ref = (str(ticket.id),)
    taken = ticket.status == "processing"
    take = () if taken else (Button("接单", "ticket.take", ref, 1),)
    return Card(
        title=f"{title}{ticket.number}：{customer}",
        desc=why,
        text=ticket.content[:120],
        lines=tuple((name, value) for name, value in rows if value),
        buttons=(
            *take,
            Button("完成", "ticket.done", ref, 1 if taken else 2),
            Button("转给同事", "ticket.pass", ref, 2),
        ),
    )


def away(name: str) -> str:
    return f"{name}的假还没记，要记就说「{name}今天请假」。"


def ask_several(numbers: Sequence[str], to: str) -> str:
    return f"要把{len(numbers)}张工单转给{to}，确认吗？\n{'、'.join(numbers)}"


def given(ticket: Ticket, to: str, mine: bool) -> str:
    return f"工单{ticket.number}已派给{'你' if mine else to}，{'' if mine else '卡片已发。'}{UNDO}"


def there_by(when: str) -> str:
    return f"要求{when}到"


def has_it(ticket: Ticket, who: str, mine: bool) -> str:
    return f"工单{ticket.number}本来就在{'你' if mine else who}这里，没有再发一遍。"


def moved(ticket: Ticket, by: str, to: str) -> str:
    what = f"把工单{ticket.number}转给了{to}" if to != by else f"自己接手了工单{ticket.number}"
    return f"{by}{what}，你不用再处理。"


def not_yours(ticket: Ticket, who: str) -> str:
    return f"工单{ticket.number}在{who}那里。要自己来就说「{ticket.number}派给我」。"


def taken(ticket: Ticket, customer: str, waited: timedelta) -> str:
    named = ticket_text.name(ticket, customer)
    return f"已接单：{named}（登记后{span(waited)}响应）。办完说一声，或点卡片上的「完成」。"


def taken_by(ticket: Ticket, customer: str, who: str) -> str:
    return f"{who}接了工单{ticket_text.name(ticket, customer)}。"


def reported(ticket: Ticket, customer: str, content: str) -> str:
    return f"已记到工单{ticket.number}（{customer}）：{content}。现在{STATES[ticket.status]}。{UNDO}"


def reported_by(ticket: Ticket, customer: str, content: str, who: str) -> str:
    return f"工单{ticket.number}（{customer}）有进展，{who}：{content}"


def changed(ticket: Ticket, what: str, who: str) -> str:
    return f"{who}改了工单{ticket.number}：{what}"


def closed(ticket: Ticket, customer: str) -> str:
    """`已关闭工单1001：华为 报修 打印机卡纸（用时3小时）` with how it ended."""
    assert ticket.closed_at is not None
    spent = span(ticket.closed_at - ticket.created_at)
    return "\n".join(
        filter(
            None,
            [
                f"已关闭工单{ticket_text.name(ticket, customer)}（用时{spent}）。{UNDO}",
                ticket_text.outcome(ticket),
            ],
        )
    )


def lasted(when: str, what: str, found: Lasted | None) -> str:
    """`11月1–30日关了3张工单，平均用时2小时，首次响应平均20分钟`."""
    if found is None:
        return f"{when}还没有关掉的{what}，算不出平均用时。"
    return (
        f"{when}关了{found.many}张{what}：平均用时{span(found.whole)}，首次响应平均{span(found.answered)}。"
    )


def told(ticket: Ticket) -> str:
    return f"已记到工单{ticket.number}：{ticket_text.outcome(ticket)}"


def nobody_to_return_to(ticket: Ticket) -> str:
    return f"工单{ticket.number}是你登记的，没有人可以退。要换人就说「{ticket.number}派给王磊」。"


def still_open(ticket: Ticket) -> str:
    return f"工单{ticket.number}本来就没关，现在{STATES[ticket.status]}。"


def reopened(ticket: Ticket, customer: str, who: str) -> str:
    return f"已重新打开工单{ticket_text.name(ticket, customer)}，还由{who}处理。{UNDO}"


def reopened_by(ticket: Ticket, customer: str, who: str) -> str:
    return f"{who}重新打开了工单{ticket_text.name(ticket, customer)}。"


def closed_by(ticket: Ticket, customer: str, who: str) -> str:
    return " ".join(
        filter(None, [f"{who}关了工单{ticket_text.name(ticket, customer)}。", ticket_text.outcome(ticket)])
    )


def over(ticket: Ticket, customer: str, who: str, now: datetime, tz: tzinfo) -> str:
    """On one that was closed before: when, by whom, how it ended."""
    assert ticket.closed_at is not None
    when = say.moment(ticket.closed_at, "minute", now, tz)
    ended = f"{ticket_text.outcome(ticket)}。" if ticket_text.outcome(ticket) else ""
    return (
        f"工单{ticket.number}{when}已经由{who or '系统'}关了，没有改。{ended}"
        f"客户又有问题就再报一张：「{customer}报修 …」。"
    )


NOBODY_HAS = "现在没有没关的工单。"


def held(one: Held) -> str:
    """`王磊 3张，其中2张待接单`."""
    return f"{one.name} {one.many}张" + (f"，其中{one.waiting}张待接单" if one.waiting else "")


def unknown(ref: str) -> str:
    return f"没有{ref}号工单，或者它不归你看。发「我的工单」看看有哪些。"


def none_of(customer: str) -> str:
    return f"{customer}没有没关的工单。有问题就说「{customer}报修 打印机卡纸」。"


def not_alike(ref: str) -> str:
    return f"没有和「{ref}」对得上的工单，是下面哪一张？都不是就回「算了」。"


def heading(what: str, found: Sequence[Ticket]) -> str:
    """`我的工单：共3张（待接单1、处理中2）`."""
    counts = {state: sum(one.status == state for one in found) for state in STATES}
    said = "、".join(f"{STATES[state]}{many}" for state, many in counts.items() if many)
    return f"{what}：共{len(found)}张（{said}）"


def sheet(
    ticket: Ticket,
    customer: str,
    contact: Contact | None,
    events: Sequence[tuple[TicketEvent, str, str]],
    now: datetime,
    tz: tzinfo,
) -> str:
    """All of one ticket: what it is about, where it stands, what happened."""
    person = " ".join(filter(None, (contact.name, contact.title, contact.phone))) if contact else ""
    urgent = PRIORITIES.get(ticket.priority)
    lines = [
        f"工单{ticket_text.name(ticket, customer)}",
        f"状态：{STATES[ticket.status]}{f'，{urgent}' if urgent else ''}",
    ]
    lines += [f"联系人：{person}"] if person else []
    if ticket.responded_at is not None:
        lines.append(f"首次响应：{span(ticket.responded_at - ticket.created_at)}")
    lines += [ticket_text.outcome(ticket)] if ticket_text.outcome(ticket) else []
    return "\n".join([*lines, *(f"· {happened(*one, now, tz)}" for one in events)])


def happened(event: TicketEvent, who: str, to: str, now: datetime, tz: tzinfo) -> str:
    """`今天09:30 李晓登记，分给王磊`."""
    when = say.moment(event.at, "minute", now, tz)
    what = {
        "made": f"{who}登记{f'，派给{to}' if to != who else ''}",
        "ruled": f"{who}登记，按规则分给{to}",
        "given": f"{who or '系统'}派给{to}",
        "taken": f"{who}接单",
        "note": f"{who}：{event.content}",
        "closed": f"{who}关单",
        "reopened": f"{who}重新打开{f'：{event.content}' if event.content else ''}",
    }
    return f"{when} {what[event.kind]}"


def span(spent: timedelta) -> str:
    """`5分钟`, `3小时`, `2天`: the largest unit that has one of it."""
    minutes = int(spent.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes}分钟" if minutes > 0 else "不到1分钟"
    return f"{minutes // 60}小时" if minutes < 24 * 60 else f"{minutes // (24 * 60)}天"
