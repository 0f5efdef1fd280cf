"""Orders and payments of three customers, for what counts them."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from models import tables
from tests.support.chat import TUESDAY, Chat

HUAWEI, HIK, JOYOUNG = "华为技术有限公司", "杭州海康威视数字技术股份有限公司", "九阳股份有限公司"


def sold(team: Chat) -> Chat:
    """小李 sold to 华为 (A, 深圳, 通信) and 海康 (B, 杭州), 小赵 of the other team to 九阳."""
    with team.parts.database.system(TUESDAY, "m:seed") as session:
        customers = {c.name: c for c in session.scalars(select(tables.Customer))}
        for name, level, region, code, industry in (
            (HUAWEI, "A", "深圳", "4403", "通信"),
            (HIK, "B", "杭州", "3301", "安防"),
            (JOYOUNG, "B", "杭州", "3301", "家电"),
        ):
            one = customers[name]
            one.level, one.region, one.region_code, one.industry = level, region, code, industry
        for name, amount, day in (
            (HUAWEI, "300000", date(2026, 11, 5)),
            (HUAWEI, "200000.50", date(2026, 10, 8)),
            (HIK, "100000", date(2026, 11, 20)),
            (JOYOUNG, "880000", date(2026, 11, 20)),
        ):
            owner = customers[name].owner_id
            order = tables.Order(
                customer_id=customers[name].id, owner_id=owner, signed_on=day, amount=Decimal(amount),
                status="open", created_at=TUESDAY)  # fmt: skip
            session.add(order)
            session.flush()
            session.add(tables.Payment(
                customer_id=customers[name].id, order_id=order.id, user_id=owner, created_at=TUESDAY,
                amount=Decimal(amount) / 2, paid_on=day + timedelta(days=3)))  # fmt: skip
    return team
