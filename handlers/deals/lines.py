"""Chances, approvals and goals in a line each: for undo, for 不对, for corrections."""

from typing import Any

from crm import money
from crm.approvals import cards as approval_cards
from crm.approvals import text as approval_text
from crm.deals import stages
from crm.sales import limits
from handlers.context import Context
from handlers.sales.lines import customer_of
from models.customers import Customer
from models.deals import DealStage, DealStep, Opportunity, StageChange
from models.people import Department, User
from models.trust import CompanySetting
from models.working import Approval, ApprovalAsk, Goal

RECORDS = {
    "opportunities": "商机",
    "stage_changes": "阶段变更",
    "deal_steps": "步骤",
    "deal_stages": "商机阶段",
    "approvals": "申请",
    "goals": "目标",
}
COLUMNS = {
    "probability": "概率",
    "close_date": "预计成交",
    "lost_reason": "输单原因",
    "done_at": "完成",
    "position": "顺序",
    "required": "要说的",
    "name": "名称",
    "product": "产品",
}
OF_DEAL = {"stage": "阶段", "title": "名称", "content": "名称", "due": "预计成交", "time": "预计成交"}
STATES = {
    "opportunities": {"open": "进行中", "won": "赢单", "lost": "输单"},
    "approvals": approval_text.STATES,
}
MEASURES = {"revenue": "签单", "payments": "回款"}


def is_part(record: Any) -> bool:
    """What only keeps the books of another record; usual stages become rows only to be edited."""
    if isinstance(record, DealStage):
        return any((record.name, record.probability) == (one.name, one.probability) for one in stages.USUAL)
    return isinstance(record, StageChange | ApprovalAsk)


def name_of(record: Any, ctx: Context) -> str | None:
    """`华为 交换机项目 50万`; None for what is not of this topic."""
    match record:
        case Opportunity():
            figure = money.yuan(record.amount) if record.amount is not None else ""
            return " ".join(filter(None, (customer_of(record, ctx), record.title, figure)))
        case CompanySetting() if record.name == limits.DISCOUNTS:
            return "折扣权限"
        case DealStep() | DealStage():
            return str(record.name)
        case Approval():
            customer = approval_cards.customer_name(ctx.session, record)
            return approval_text.subject(record, customer)
        case Goal():
            measure = MEASURES[record.measure]
            return f"{whose(record, ctx)} {measure} {money.yuan(record.amount)}"
        case _:
            return None


def whose(goal: Goal, ctx: Context) -> str:
    """Who a goal is for."""
    if goal.user_id is not None:
        user = ctx.session.get(User, goal.user_id)
        return user.name if user else ""
    department = ctx.session.get(Department, goal.department_id) if goal.department_id else None
    return department.name if department else "全公司"


def column_of(record: Any, column: str) -> str | None:
    """What a column of these records is called where it differs from the usual word."""
    return OF_DEAL.get(column) if isinstance(record, Opportunity) else None


def value_of(record: Any, column: str) -> str | None:
    """What a column says, in words; None where the usual words do."""
    value = getattr(record, column)
    if isinstance(record, CompanySetting) and record.name == limits.DISCOUNTS:
        return "原来的"
    if isinstance(record, Opportunity | Approval) and column == "status":
        return STATES[record.__tablename__].get(str(value))
    if isinstance(record, Opportunity | DealStage) and column == "probability":
        return f"{value}%" if value is not None else "按阶段"
    if isinstance(record, Opportunity) and column == "close_date" and value is not None:
        return f"{value.month}月{value.day}日"
    if isinstance(record, DealStage) and column == "required":
        return "原来的"
    if isinstance(record, DealStep) and column == "done_at":
        return "已完成" if value else "未完成"
    return None


def customer_name(record: Opportunity, ctx: Context) -> str:
    customer = ctx.session.get(Customer, record.customer_id)
    return customer.name if customer is not None else ""
