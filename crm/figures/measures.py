"""What is counted, each measure with its meaning in one sentence that stands under every answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, case, distinct, func

from crm.figures.buckets import days_between
from models.customers import Customer
from models.deals import Opportunity
from models.judgement import ChurnAlarm
from models.selling import STANDING, Order, OrderLine, Payment
from models.service import Ticket
from models.work import Interaction, Task

Column = ColumnElement[Any]
Make = Callable[[bool, bool], Column]
"""Makes the SQL of a sum or count; told whether the rows are order lines, and whether it is for SQLite."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that can be counted.

    `top` is summed; with a `bottom` the value is top / bottom. `when` decides the day it counts for, `whose`
    the person, `customer` is the customer's id. `products`: how it is split by product, "" if it cannot be.
    `known`: when the books learnt of it, where that is not when the record was made. `kept`: its sums by
    day and person are stored (crm/figures/stored.py); a trigger of its table opens a day that is written for.
    """

    key: str
    name: str
    unit: str
    definition: str
    model: Any
    when: Any
    whose: Any
    customer: Any
    top: Make
    bottom: Make | None = None
    where: tuple[Column, ...] = ()
    products: str = ""
    stage: Any = None
    known: Any = None
    kept: bool = False

    @property
    def money(self) -> bool:
        return self.unit == "元"


def _count(column: Any) -> Make:
    return lambda lines, _: func.count(distinct(column)) if lines else func.count(column)


def _sum(column: Any, by_line: Any = None) -> Make:
    return lambda lines, _: func.sum(func.coalesce(by_line, column) if lines else column)


def _hours(start: Any, end: Any) -> Make:
    return lambda _, sqlite: 24 * func.sum(days_between(start, end, sqlite))


_WON: Final = Opportunity.status == "won"

ALL: Final = (
    Measure(
        "revenue", "销售额", "元", "签单金额，按签单日期，已取消的订单不算",
        Order, Order.signed_on, Order.owner_id, Order.customer_id,
        _sum(Order.amount, OrderLine.amount), where=(Order.status.in_(STANDING),), products="lines",
        kept=True,
    ),
    Measure(
        "orders", "订单数", "单", "签下的订单，按签单日期，已取消的不算",
        Order, Order.signed_on, Order.owner_id, Order.customer_id,
        _count(Order.id), where=(Order.status.in_(STANDING),), products="lines", kept=True,
    ),
    Measure(
        "payments", "回款", "元", "到账金额，按到账日期",
        Payment, Payment.paid_on, Payment.user_id, Payment.customer_id, _sum(Payment.amount),
        kept=True,
    ),
    Measure(
        "customers", "新增客户", "家", "录入的客户，按录入日期，算在现在的负责人名下",
        Customer, Customer.created_at, Customer.owner_id, Customer.id, _count(Customer.id),
        stage=Customer.stage,
    ),
    Measure(
        "interactions", "跟进次数", "次", "跟进记录，按发生的日期，撤销的不算",
        Interaction, Interaction.happened_at, Interaction.user_id, Interaction.customer_id,
        _count(Interaction.id), kept=True,
    ),
    Measure(
        "followed", "跟进家数", "家", "跟进过的不同客户，按跟进发生的日期",
        Interaction, Interaction.happened_at, Interaction.user_id, Interaction.customer_id,
        lambda *_: func.count(distinct(Interaction.customer_id)),
    ),
    Measure(
        "visits", "拜访次数", "次", "方式是拜访的跟进，按发生的日期",
        Interaction, Interaction.happened_at, Interaction.user_id, Interaction.customer_id,
        _count(Interaction.id), kept=True, where=(Interaction.channel == "visit",),
    ),
    Measure(
        "visited", "拜访家数", "家", "拜访过的不同客户，按拜访发生的日期",
        Interaction, Interaction.happened_at, Interaction.user_id, Interaction.customer_id,
        lambda *_: func.count(distinct(Interaction.customer_id)), where=(Interaction.channel == "visit",),
    ),
    Measure(
        "written", "录入次数", "次", "录入的跟进记录，按录入的日期，撤销的不算",
        Interaction, Interaction.created_at, Interaction.user_id, Interaction.customer_id,
        _count(Interaction.id), kept=True,
    ),
    Measure(
        "backfilled", "补录次数", "次", "事后补记的跟进，按录入的日期，撤销的不算",
        Interaction, Interaction.created_at, Interaction.user_id, Interaction.customer_id,
        _count(Interaction.id), kept=True, where=(Interaction.backfilled.is_(True),),
    ),
    Measure(
        "opportunities", "新增商机", "个", "新建的商机，按建立日期，算在建立时的负责人名下",
        Opportunity, Opportunity.created_at, Opportunity.opened_for_id, Opportunity.customer_id,
        _count(Opportunity.id), products="own", stage=Opportunity.stage,
    ),
    Measure(
        "opportunity_amount", "新增商机额", "元",
        "新建商机的预计金额，按建立日期，算在建立时的负责人名下，没说金额的算零",
        Opportunity, Opportunity.created_at, Opportunity.opened_for_id, Opportunity.customer_id,
        _sum(Opportunity.amount), products="own", stage=Opportunity.stage,
    ),
    Measure(
        "win_rate", "成交率", "%", "赢单数除以已结束（赢单加输单）的商机数，按结束日期",
        Opportunity, Opportunity.closed_at, Opportunity.owner_id, Opportunity.customer_id,
        lambda *_: 100 * func.count(case((_WON, Opportunity.id))),
        lambda *_: func.count(Opportunity.id),
        where=(Opportunity.status != "open",), products="own", known=Opportunity.closed_at,
    ),
    Measure(
        "cycle_days", "成单周期", "天", "赢单的商机从建立到赢单的平均天数，按赢单日期",
        Opportunity, Opportunity.closed_at, Opportunity.owner_id, Opportunity.customer_id,
        lambda _, sqlite: func.sum(days_between(Opportunity.created_at, Opportunity.closed_at, sqlite)),
        lambda *_: func.count(Opportunity.id),
        where=(_WON,), products="own", known=Opportunity.closed_at,
    ),
    Measure(
        "tasks_done", "完成待办", "条", "完成的待办，按完成日期",
        Task, Task.done_at, Task.assignee_id, Task.customer_id, _count(Task.id),
        where=(Task.status == "done",), known=Task.done_at,
    ),
    Measure(
        "tickets", "工单数", "张", "登记的工单，按登记日期，算在现在的处理人名下",
        Ticket, Ticket.created_at, Ticket.assignee_id, Ticket.customer_id, _count(Ticket.id), products="own",
    ),
    Measure(
        "complaints", "投诉数", "张", "类型是投诉的工单，按登记日期，算在现在的处理人名下",
        Ticket, Ticket.created_at, Ticket.assignee_id, Ticket.customer_id, _count(Ticket.id),
        where=(Ticket.type == "complaint",), products="own",
    ),
    Measure(
        "repairs", "报修数", "张", "类型是报修的工单，按登记日期，算在现在的处理人名下",
        Ticket, Ticket.created_at, Ticket.assignee_id, Ticket.customer_id, _count(Ticket.id),
        where=(Ticket.type == "repair",), products="own",
    ),
    Measure(
        "response_hours", "首次响应", "小时", "从登记到处理人首次响应的平均小时数，按登记日期，没响应的不算",
        Ticket, Ticket.created_at, Ticket.assignee_id, Ticket.customer_id,
        _hours(Ticket.created_at, Ticket.responded_at), lambda *_: func.count(Ticket.id),
        where=(Ticket.responded_at.is_not(None),), products="own", known=Ticket.responded_at,
    ),
    Measure(
        "closing_hours", "处理时长", "小时", "工单从登记到关闭的平均小时数，按关闭日期",
        Ticket, Ticket.closed_at, Ticket.assignee_id, Ticket.customer_id,
        _hours(Ticket.created_at, Ticket.closed_at), lambda *_: func.count(Ticket.id),
        where=(Ticket.status == "closed",), products="own", known=Ticket.closed_at,
    ),
    Measure(
        "ticket_score", "工单满意度", "分", "关单时客户打的分（1到5）的平均，按关闭日期，没打分的不算",
        Ticket, Ticket.closed_at, Ticket.assignee_id, Ticket.customer_id,
        lambda *_: func.sum(Ticket.satisfaction), lambda *_: func.count(Ticket.id),
        where=(Ticket.status == "closed", Ticket.satisfaction.is_not(None)), products="own",
        known=Ticket.closed_at,
    ),
    Measure(
        "churn", "流失预警", "个", "发给负责人的流失预警，按发出日期，算在收到的人名下",
        ChurnAlarm, ChurnAlarm.told_at, ChurnAlarm.owner_id, ChurnAlarm.customer_id, _count(ChurnAlarm.id),
    ),
    Measure(
        "churn_precision", "预警准确率", "%", "负责人说有效的预警除以说过有效或误报的，按预警发出的日期",
        ChurnAlarm, ChurnAlarm.told_at, ChurnAlarm.owner_id, ChurnAlarm.customer_id,
        lambda *_: 100 * func.count(case((ChurnAlarm.verdict == "right", ChurnAlarm.id))),
        lambda *_: func.count(ChurnAlarm.id),
        where=(ChurnAlarm.verdict.in_(("right", "wrong")),),
    ),
)  # fmt: skip
BY_KEY: Final[Mapping[str, Measure]] = {measure.key: measure for measure in ALL}
