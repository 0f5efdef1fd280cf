"""What is said about approvals: asked, waiting, decided."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal

from crm import money
from crm.approvals import text
from handlers.approvals.limits_words import right
from models.working import Approval
from zh import say

ASK_CUSTOMER = "给哪个客户申请？"
ASK_DISCOUNT = "申请打几折？比如「85折」"
ASK_SUM = "多少钱？"
ASK_WHAT = "要申请什么？一句话说清楚就行，比如「申请样机一台，华为试用」"
ASK_WHY = "驳回的原因是什么？会告诉申请人。"
NONE_WAITING = "没有等你审批的事。"
NONE_DECIDED = "那段时间你没有批过申请。发「审批记录」看最近的。"
NOTHING_TO_NUDGE = "你没有在等审批的申请，不用催。"
NONE_MINE = "你最近没有提过申请。"
NOTHING_TO_WITHDRAW = "没有还在等审批的申请可以撤回。"
REASONS = ("折扣太低", "资料不全", "暂不需要", "不写原因")
NO_REASON = REASONS[-1]


def asked(approval: Approval, customer: str, names: Sequence[str]) -> str:
    """`已提交给王芳审批：华为技术有限公司 85折`."""
    who = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
    one_of = "，谁先批都算" if len(names) > 1 else ""
    what = text.subject(approval, customer)
    return f"已提交给{who}审批{one_of}：{what}\n有结果马上告诉你；要撤回发「撤回申请」"


def asked_already(approval: Approval, customer: str, now: datetime, tz: tzinfo) -> str:
    when = say.moment(approval.created_at, "minute", now, tz)
    return f"这条{when}已经提过了，还在等审批：{text.subject(approval, customer)}"


def within_limit(percent: Decimal, limit: Decimal) -> str:
    return f"{money.percent(percent) or '原价'}在你的权限内（你{right(limit)}），不用审批，直接报价就行。"


def line(approval: Approval, customer: str, who: str, now: datetime, tz: tzinfo) -> str:
    """`李晓 华为技术有限公司 85折（今天09:31提交）`."""
    when = say.moment(approval.created_at, "minute", now, tz)
    what = text.subject(approval, customer)
    why = f"：{approval.content}" if approval.content and approval.content not in what else ""
    return f"{who} {what}{why}（{when}）"


def own_line(
    approval: Approval, customer: str, decider: str, asked: Sequence[str], now: datetime, tz: tzinfo
) -> str:
    """`华为技术有限公司 85折　等王芳审批（今天(周二)）`."""
    when = say.day(
        (approval.decided_at or approval.created_at).astimezone(tz).date(), now.astimezone(tz).date()
    )
    state = text.STATES[approval.status]
    by = f"{decider}{state}" if approval.status in ("approved", "rejected") else state
    if approval.status == "waiting" and asked:
        by = f"等{'、'.join(asked[:3])}审批"
    reason = f"：{approval.reason}" if approval.reason else ""
    return f"{text.subject(approval, customer)}　{by}{reason}（{when}）"


def waiting_head(count: int) -> str:
    return f"等你审批：{count}条（回「同意第1个」或「驳回第1个 原因」）"


def all_asked(count: int, approved: bool) -> str:
    return f"这{count}条都{'同意' if approved else '驳回'}吗？"


def decided_head(count: int, *, lately: bool) -> str:
    return f"你批过的：{'最近' if lately else '共'}{count}条"


def nudged(approval: Approval, customer: str, names: Sequence[str], now_told: bool) -> str:
    who, what = "、".join(names[:3]), text.subject(approval, customer)
    return f"已提醒{who}：{what}" if now_told else f"{who}这一个小时里已经提醒过了：{what}"


def decided(approval: Approval, customer: str, requester: str) -> str:
    """To the one who decided, in the chat."""
    verb = "已同意" if approval.status == "approved" else "已驳回"
    lines = [f"{verb}：{requester} {text.subject(approval, customer)}", approval.outcome or ""]
    with_it = f"，连同「{approval.reason}」" if approval.status == "approved" and approval.reason else ""
    told = f"已告诉{requester}{with_it}"
    return "\n".join(filter(None, [*lines, f"{told}。按错了发「撤销」"]))


def withdrawn(approval: Approval, customer: str) -> str:
    return f"已撤回申请：{text.subject(approval, customer)}"
