"""Customers with everything import takes, their people, what happened, what is to do."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from crm.company import custom_fields, vocabulary
from crm.company.custom_fields import Value
from crm.customers.masking import masked, must_mask
from crm.exporting.kinds import PRIORITY, TASKS, Kind, Rows, moment, said
from crm.exporting.tables import Line
from crm.words import CHANNELS
from models.customers import Contact, Customer, CustomerTag
from models.people import User
from models.scope import Scope
from models.work import Interaction, Task


def _customers(session: Session, rows: Rows, tz: tzinfo, scope: Scope) -> Iterator[Line]:
    ids = [row[0].id for row in rows]
    tags, fields = _tags(session, ids), vocabulary.of(session).fields
    own = custom_fields.of(session, ids) if fields else {}
    for one, owner in rows:
        phone, email, wechat = _reached_by(one, must_mask(one, scope))
        held = own.get(one.id, {})
        yield (
            one.name, one.level, one.kind, one.nature, one.industry, one.region, one.address, phone, email,
            wechat, one.credit, one.credit_limit, one.bank, one.satisfaction, one.origin, one.stage,
            "、".join(tags[one.id]), owner, one.preference, one.note, moment(one.created_at, tz),
            *(_own(held.get(field.id)) for field in fields),
            moment(one.last_interaction_at, tz),
        )  # fmt: skip


def _own(value: Value | None) -> str | Decimal | None:
    return value if value is None or isinstance(value, Decimal) else custom_fields.plain(value)


def _tags(session: Session, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    wanted = select(CustomerTag.customer_id, CustomerTag.name).where(CustomerTag.customer_id.in_(ids))
    for customer_id, name in session.execute(wanted.order_by(CustomerTag.id)):
        found[customer_id].append(name)
    return found


def _own_headings(session: Session) -> tuple[str, ...]:
    return (*(field.name for field in vocabulary.of(session).fields), "最近跟进")


def _contacts(_session: Session, rows: Rows, _tz: tzinfo, scope: Scope) -> Iterator[Line]:
    for one, customer, owner_id in rows:
        hidden = scope.kind == "own" and owner_id is None
        yield (customer, one.name, one.title, *_reached_by(one, hidden), None if hidden else one.birthday)


def _reached_by(one: Any, hidden: bool) -> list[str | None]:
    known = (one.phone, one.email, one.wechat)
    return [masked(value) for value in known] if hidden else list(known)


def _interactions(_session: Session, rows: Rows, tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    for one, customer, contact, author in rows:
        at = moment(one.happened_at, tz, one.happened_grain)
        yield (customer, contact, one.content, at, said(CHANNELS, one.channel), author)


def _tasks(_session: Session, rows: Rows, tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    for one, customer, assignee, creator in rows:
        due, done = moment(one.due_at, tz, one.due_grain), moment(one.done_at, tz)
        state = said(TASKS, one.status)
        yield (one.title, customer, assignee, creator, due, said(PRIORITY, one.priority), state, done)


_creator = aliased(User)
KINDS: Final = {
    "customers": Kind(
        "客户",
        Customer,
        (
            "客户名称", "级别", "企业类型", "企业性质", "行业", "区域", "地址", "公司电话", "公司邮箱",
            "公司微信", "资信", "信用额度", "开户行", "满意度", "来源", "阶段", "标签", "负责人", "偏好",
            "备注", "创建时间",
        ),
        select(Customer, User.name).outerjoin(User, User.id == Customer.owner_id).order_by(Customer.id),
        _customers,
        Customer.owner_id,
        Customer.id,
        Customer.created_at,
        more=_own_headings,
    ),
    "contacts": Kind(
        "联系人",
        Contact,
        ("客户名称", "联系人", "职务", "电话", "邮箱", "微信", "生日"),
        select(Contact, Customer.name, Customer.owner_id)
        .join(Customer, Customer.id == Contact.customer_id)
        .order_by(Contact.id),
        _contacts,
        Customer.owner_id,
        Contact.customer_id,
        Contact.created_at,
    ),
    "interactions": Kind(
        "跟进记录",
        Interaction,
        ("客户名称", "联系人", "跟进内容", "跟进时间", "跟进方式", "跟进人员"),
        select(Interaction, Customer.name, Contact.name, User.name)
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .outerjoin(User, User.id == Interaction.user_id)
        .order_by(Interaction.id),
        _interactions,
        Interaction.user_id,
        Interaction.customer_id,
        Interaction.happened_at,
    ),
    "tasks": Kind(
        "待办",
        Task,
        ("待办", "客户名称", "执行人", "创建人", "截止时间", "优先级", "状态", "完成时间"),
        select(Task, Customer.name, User.name, _creator.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .outerjoin(User, User.id == Task.assignee_id)
        .outerjoin(_creator, _creator.id == Task.creator_id)
        .order_by(Task.id),
        _tasks,
        Task.assignee_id,
        Task.customer_id,
        Task.due_at,
        Task.status,
        Task.done_at,
    ),
}  # fmt: skip
