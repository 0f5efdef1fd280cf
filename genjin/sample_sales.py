"""What the demo's company sells and has under way: a price list, a chance, a quotation, an order, tickets."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from sqlalchemy.orm import Session

from crm import days, holdings, materials
from crm.campaigns import campaigns
from crm.company import vocabulary
from crm.customers.search import Conditions
from crm.deals import deals, stages
from crm.sales import orders, payments, products, quotes
from crm.sales.goods import Goods
from crm.tasks import tasks
from crm.tickets import tickets
from models.customers import Customer
from models.people import User
from models.selling import Product

PRODUCTS = (
    # code, name, unit, price, cost, in stock
    ("A100", "交换机", "台", 800, 500, 50),
    ("A200", "万兆交换机", "台", 1200, 700, 8),
    ("R740", "服务器", "台", 35000, 29000, 5),
)
DAY = timedelta(days=1)


def fill(
    session: Session, users: Mapping[str, User], known: Mapping[str, Customer], now: datetime, tz: tzinfo
) -> None:
    """`users` by userid, `known`: customers by their names."""
    goods = {made.code: made for made in _products(session, now)}
    me, huawei, hikvision = (
        users["xiaoli"],
        known["华为技术有限公司"],
        known["杭州海康威视数字技术股份有限公司"],
    )
    today = days.today(now, tz)
    deals.create(session, me.id, hikvision, stages.USUAL[1].name, now - 5 * DAY, title="机房改造项目",
                 amount=Decimal(500_000), close_date=today + 30 * DAY)  # fmt: skip
    quotes.create(session, me.id, hikvision, [_goods(goods["R740"], 2), _goods(goods["A100"], 10)], now, tz,
                  note="要求含税、送货上门")  # fmt: skip
    month_ago = now - 35 * DAY
    order = orders.create(session, me.id, huawei, [_goods(goods["A100"], 8)], None, month_ago, tz,
                          due_on=today + 3 * DAY)  # fmt: skip
    payments.log(session, huawei, me.id, Decimal(2000), today - 20 * DAY, now - 20 * DAY, order=order)
    holdings.add(session, huawei, "服务合同", today + 45 * DAY, now, number="HT2025001")
    holdings.add(session, hikvision, "保单", today + 20 * DAY, now, number="PA123", amount=Decimal(200_000))
    tickets.create(session, me.id, huawei, now - timedelta(hours=2), assignee_id=me.id, type="repair",
                   product="A100 交换机", content="有一个端口不亮")  # fmt: skip
    late = tickets.create(session, me.id, hikvision, now - 3 * DAY, assignee_id=me.id, type="complaint",
                          content="送货晚了一天")  # fmt: skip
    tickets.take(session, late, now - 3 * DAY + timedelta(minutes=20))
    tickets.close(session, late, me.id, now - 2 * DAY, "道了歉，下次提前一天送", 4)
    tomorrow = (now + DAY).astimezone(tz).replace(hour=10, minute=0, second=0, microsecond=0)
    meeting = tasks.Due(tomorrow, "minute")
    tasks.create(session, me.id, "去见华为李强，聊二期", meeting, now, tz, customer=huawei)
    session.flush()
    admin, words = users["chenyu"], vocabulary.of(session)
    campaigns.create(session, admin, "年终答谢", Conditions(level="B"), MESSAGE, None, now, tz, words)
    materials.put(session, admin, "产品手册", now, url="https://example.com/a100-handbook.pdf")


MESSAGE = "您好，感谢这一年的支持。12月下单的老客户送一年延保，需要的话我给您留名额。"


def _products(session: Session, now: datetime) -> list[Product]:
    return [
        products.add(session, name, now, code=code, unit=unit, price=Decimal(price), cost=Decimal(cost),
                     quantity=Decimal(stock))
        for code, name, unit, price, cost, stock in PRODUCTS
    ]  # fmt: skip


def _goods(product: Product, many: int) -> Goods:
    """So many of a product at its list price."""
    price = product.price or Decimal(0)
    unit, cost = product.unit, product.cost
    return Goods(products.label(product), Decimal(many), price, product.id, unit, price, cost=cost)
