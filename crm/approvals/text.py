"""What an approval is called and what became of it, in words; the same in the chat, on cards and in lists."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from crm import money
from models.outbox import Button, Card
from models.working import Approval
from zh import say

KINDS: Final[Mapping[str, str]] = {
    "discount": "折扣",
    "transfer": "转客户",
    "expense": "费用报销",
    "order": "大额订单",
    "other": "审批",
}
STATES: Final[Mapping[str, str]] = {
    "waiting": "等审批",
    "approved": "已同意",
    "rejected": "已驳回",
    "withdrawn": "已撤回",
}
MOST_VALUE: Final = 60  # characters of what it is for, on a card


def value(approval: Approval) -> str:
    """`85折`, `1,200元`; empty where there is no figure."""
    if approval.value is None:
        return ""
    if approval.kind == "discount" and approval.value <= 100:
        return money.percent(approval.value) or "不打折"
    return money.yuan(approval.value)


def subject(approval: Approval, customer: str) -> str:
    """`华为技术有限公司 85折`, `费用报销 120元`: what it is, short enough for a list."""
    figure = value(approval)
    if approval.kind in ("other", "expense"):
        words = [customer, "" if approval.kind == "other" and approval.content else KINDS[approval.kind]]
        return " ".join(filter(None, [*words, figure, approval.content[:MOST_VALUE]]))
    if approval.kind == "transfer":
        return f"{customer}转给{approval.data.get('to', '')}"
    return " ".join(filter(None, [customer, KINDS[approval.kind] if not figure else "", figure]))


def asking(
    approval: Approval, customer: str, requester: str, now: datetime, tz: tzinfo, stands_for: str, late: bool
) -> Card:
    """The card of whoever decides. Names of lines have at most five characters."""
    lines = [("申请人", requester)]
    if customer:
        lines.append(("客户", customer))
    if figure := value(approval):
        lines.append(("折扣" if approval.kind == "discount" else "金额", figure))
    if approval.kind == "transfer":
        lines.append(("转给", str(approval.data.get("to", ""))))
    if approval.content:
        lines.append(("说明", approval.content[:MOST_VALUE]))
    lines.append(("提交", say.moment(approval.created_at, "minute", now, tz)))
    desc = "还在等你审批" if late else "等你审批"
    if stands_for:
        desc += f"（代{stands_for}）"
    ref = (str(approval.id),)
    return Card(
        title=f"{KINDS[approval.kind]}申请：{subject(approval, customer)}"[:36],
        desc=desc,
        lines=tuple(lines[:6]),
        buttons=(Button("同意", "approval.yes", ref, 1), Button("驳回", "approval.no", ref, 4)),
    )


def ended(approval: Approval, decider: str, mine: bool, requester_reads: bool = False) -> str:
    """What happened meanwhile: `王芳已同意`, `你已驳回：折扣太低`, `李晓已撤回`."""
    who = "你" if mine else decider
    reason = f"：{approval.reason}" if approval.reason else ""
    return f"{who}{STATES[approval.status]}{reason}"


def verdict(approval: Approval, customer: str, decider: str) -> str:
    """To the requester."""
    what = (
        f"{KINDS[approval.kind]}「{subject(approval, customer)}」"
        if approval.kind != "other"
        else (f"「{subject(approval, customer)}」")
    )
    if approval.status == "rejected":
        reason = f"\n原因：{approval.reason}" if approval.reason else "（没写原因，可以当面问一下）"
        return f"{decider}驳回了你的申请{what}{reason}\n调整后可以再提一次。"
    but = f"附言：{approval.reason}" if approval.reason else ""
    return "\n".join(filter(None, [f"{decider}同意了你的申请{what} ✓", but, approval.outcome]))
