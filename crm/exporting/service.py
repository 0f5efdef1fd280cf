"""Tickets with how they went."""

from collections.abc import Iterator
from datetime import tzinfo
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from crm.exporting.kinds import PRIORITY, Kind, Rows, moment, said
from crm.exporting.tables import Line
from crm.tickets import tickets
from models.customers import Contact, Customer
from models.people import User
from models.scope import Scope
from models.service import Ticket


def _tickets(_session: Session, rows: Rows, tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    for one, customer, contact, assignee, creator in rows:
        yield (
            one.number, customer, contact, said(tickets.TYPES, one.type), one.product, one.content,
            said(PRIORITY, one.priority), said(tickets.STATES, one.status), assignee, creator,
            moment(one.created_at, tz), moment(one.responded_at, tz), moment(one.closed_at, tz), one.result,
            None if one.satisfaction is None else Decimal(one.satisfaction),
        )  # fmt: skip


_creator = aliased(User)
KINDS: Final = {
    "tickets": Kind(
        "工单",
        Ticket,
        (
            "工单号", "客户名称", "联系人", "类型", "产品", "内容", "优先级", "状态", "处理人", "登记人",
            "登记时间", "首次响应", "关闭时间", "处理结果", "满意度",
        ),
        select(Ticket, Customer.name, Contact.name, User.name, _creator.name)
        .outerjoin(Customer, Customer.id == Ticket.customer_id)
        .outerjoin(Contact, Contact.id == Ticket.contact_id)
        .outerjoin(User, User.id == Ticket.assignee_id)
        .outerjoin(_creator, _creator.id == Ticket.creator_id)
        .order_by(Ticket.id),
        _tickets,
        Ticket.assignee_id,
        Ticket.customer_id,
        Ticket.created_at,
        Ticket.status,
        Ticket.closed_at,
    ),
}  # fmt: skip
