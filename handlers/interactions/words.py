"""What is said about follow-ups."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from crm.words import CHANNELS
from models.customers import Contact, Customer
from models.work import Interaction
from zh import say


def logged(
    record: Interaction,
    customer: Customer,
    contact: Contact | None,
    now: datetime,
    tz: tzinfo,
    new: Sequence[str],
) -> str:
    when = say.moment(record.happened_at, record.happened_grain, now, tz)
    who = f"{customer.name} {contact.name}" if contact else customer.name
    head = f"已记跟进：{when} {CHANNELS.get(record.channel or '', '')} {who}"
    lines = [" ".join(head.split())]
    if record.content:
        lines.append(f"内容：{record.content}")
    if record.backfilled:
        lines.append("（补录）")
    if new:
        lines.append("同时新建了" + "、".join(new))
    return "\n".join(lines)


def interaction_line(i: Interaction, now: datetime, tz: tzinfo) -> str:
    when = say.day(i.happened_at.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(filter(None, ["·", when, CHANNELS.get(i.channel or ""), i.content])).rstrip()
