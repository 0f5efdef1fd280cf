"""What is said when customers change hands. Short, and with whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from crm.interactions.repeat_contact import Touch
from crm.ownership.ownership import REASONS, Estate
from crm.ownership.pool import Falling
from crm.words import CHANNELS
from models.customers import Customer
from models.outbox import Button, Card
from models.ownership import OwnerChange
from models.work import Task
from zh import say

SHOWN = 6
ASK_WHICH = "没对上是哪个客户，还没有转。要转的是哪一家？"
ASK_RECEIVER = "转给哪位同事？"
UNDO = "转错了发「撤销」"


def names_of(found: Sequence[Customer]) -> str:
    """`华为、海康`, at most three by name."""
    listed = "、".join(customer.name for customer in found[:3])
    return listed if len(found) <= 3 else f"{listed}等{len(found)}个客户"


@dataclass(frozen=True, slots=True)
class Along:
    """What goes along with customers: open tasks and chances, tickets that are not closed."""

    tasks: int
    deals: int
    tickets: int

    def __str__(self) -> str:
        many = (
            f"{self.tasks}条未完成的待办" if self.tasks else "",
            f"{self.deals}个没结束的商机" if self.deals else "",
            f"{self.tickets}张没关的工单" if self.tickets else "",
        )
        return "、".join(filter(None, many))


def transferred(found: Sequence[Customer], to: str, along: Along, kept: Sequence[Customer]) -> str:
    lines = []
    if found:
        lines.append(f"已把{names_of(found)}转给{to}。")
        if str(along):
            lines.append(f"{along}一起转过去了。")
        lines.append(f"以前的跟进记录仍记在原来的人名下。{UNDO}")
    if kept:
        lines.append(f"{names_of(kept)}本来就是{to}的，没有动。")
    return "\n".join(lines)


def ask_transfer(found: Sequence[Customer], to: str) -> str:
    return f"要把{len(found)}个客户转给{to}，确认吗？\n{names_of(found)}"


def received(found: Sequence[Customer], by: str, along: Along, set_id: str) -> Card:
    """The card on the new owner's phone."""
    rest = len(found) - SHOWN
    text = f"还有{rest}个，点「看看」看全部。" if rest > 0 else ""
    if str(along):
        text += f"连同{along}。"
    return Card(
        title=f"{by}把{len(found)}个客户转给你" if len(found) > 1 else f"{by}把{found[0].name}转给你",
        desc="以后由你跟进",
        text=text,
        lines=tuple(("客户", customer.name) for customer in found[:SHOWN]),
        buttons=(Button("看看", "own.show", (set_id,), 1),),
    )


def lost(found: Sequence[Customer], by: str, to: str) -> str:
    return f"{by}把你的{names_of(found)}转给了{to}，以后由{to}跟进。你的跟进记录还是你的。"


def ask_hand_over(giver: str, receiver: str, estate: Estate) -> str:
    return (
        f"交接 {giver} → {receiver}，确认吗？\n"
        f"客户{estate.customers}个、未完成的待办{estate.tasks}条{_along(estate)}转给{receiver}；"
        f"{estate.interactions}条跟进记录仍是{giver}写的。"
    )


def handed_over(giver: str, receiver: str, estate: Estate, *, told: bool) -> str:
    card = f"{receiver}会收到一张卡片。" if told else ""
    return (
        f"交接完成：{giver} → {receiver}，客户{estate.customers}个、待办{estate.tasks}条{_along(estate)}。"
        f"{card}{UNDO}"
    )


def _along(estate: Estate) -> str:
    deals = f"、没结束的商机{estate.deals}个" if estate.deals else ""
    return deals + (f"、没关的工单{estate.tickets}张" if estate.tickets else "")


def nothing_to_hand_over(giver: str) -> str:
    return f"{giver}名下没有客户，也没有未完成的待办、商机和工单，不用交接。"


def may_not_hand_over(giver: str) -> str:
    return f"只能交接自己或本部门同事的客户。{giver}的请让其主管或管理员来做。"


def released(customer: Customer, cancelled: Sequence[Task], waits: int) -> str:
    tasks = f"它的{len(cancelled)}条待办已取消。" if cancelled else ""
    return f"已把{customer.name}放回公海。{tasks}同事现在就能领，你{waits}天后才能再领。{UNDO}"


def claimed(customer: Customer, left: int) -> str:
    return f"已领取{customer.name}，现在由你跟进。今天还能领{left}个。"


def owner_line(change: OwnerChange, before: str, after: str, now: datetime, tz: tzinfo) -> str:
    """`· 昨天(周一)16:20 李晓 → 王磊（转交）`."""
    return f"· {say.moment(change.at, 'minute', now, tz)} {before} → {after}（{REASONS[change.reason]}）"


def fall_line(one: Falling, today: date) -> str:
    return f"{one.customer.name} {say.day(one.day, today)}6:00 · {one.why}"


def fall_list(found: Sequence[Falling], when: str) -> str:
    return f"{when}会掉公海的客户：共{len(found)}个"


def none_falling(when: str) -> str:
    return f"{when}没有客户会掉公海。"


HOLD = "留住它：记一次跟进，或发「保护{0}3天」"


def fate(customer: Customer, one: Falling | None, today: date) -> str:
    """When and why, or that it stays and why."""
    if customer.owner_id is None:
        return f"「{customer.name}」已经在公海里了。"
    if one is None:
        return f"「{customer.name}」已成交，不会掉公海。"
    return f"「{customer.name}」{say.day(one.day, today)}6:00掉公海：{one.why}。\n" + HOLD.format(
        customer.name
    )


def protected(customer: Customer, until: date, today: date) -> str:
    return f"已保护{customer.name}，{say.day(until, today)}6:00之前不会掉公海。"


def repeat(touch: Touch, person: str, now: datetime, tz: tzinfo) -> str:
    """`提醒：王芳昨天刚联系过李强（电话）`."""
    how = CHANNELS.get(touch.channel or "", "")
    return (
        f"提醒：{touch.user}{say.ago(touch.at, now, tz)}刚联系过{person}{f'（{how}）' if how else ''}，"
        "先对一下，别重复打扰。"
    )


WAYS_TO_DROP: Final = {"release": "放回公海", "lost": "标为流失，还留在我名下", "keep": "先留着"}


def ask_drop(customer: Customer) -> str:
    return f"「{customer.name}」不跟了，怎么处理？"


def kept(customer: Customer) -> str:
    return f"好，{customer.name}还在你名下，什么都没动。"


def yours_already(name: str, said: str) -> str:
    return f"好，{name}本来就在你名下，没有改动。要定个时间就说，比如「周三提醒我联系{said}」。"
