"""A customer's own facts in words: for its card, its portrait and its page."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from crm import holdings, money
from crm.overview.overview import Overview, Trade
from crm.overview.portrait import Bought
from models.customers import Customer
from zh import say


def facts(customer: Customer) -> str:
    """`成交 · A级 · 终端客户 · 制造 · 深圳 · 来源展会`."""
    said = [customer.stage, customer.level and f"{customer.level}级", customer.kind, customer.nature]
    said += [customer.industry, customer.region, customer.origin and f"来源{customer.origin}"]
    return " · ".join(filter(None, said))


def rows(view: Overview) -> list[tuple[str, str]]:
    """What is filled in, by name: whose it is, how to reach it, its own fields."""
    c = view.customer
    all_: list[tuple[str, str | None]] = [
        ("标签", " ".join(view.tags)),
        ("负责人", view.owner or "公海"),
        ("协作人", "、".join(view.collaborators)),
        ("电话", c.phone),
        ("地址", c.address),
        ("邮箱", c.email),
        ("微信", c.wechat),
        ("资信", c.credit),
        ("信用额度", limit(c.credit_limit)),
        ("开户行", c.bank),
        ("满意度", c.satisfaction),
        *view.fields,
        ("偏好", c.preference),
        ("备注", c.note),
        *((one.name, f"{holdings.until(one)}到期") for one in view.holdings),
    ]
    return [(name, said) for name, said in all_ if said]


def limit(value: Decimal | None) -> str:
    return money.yuan(value) if value is not None else ""


def traded(trade: Trade, today: date, owed: Decimal = money.ZERO) -> str:
    """`5单 120万，最近11月20日(周五)，还欠12万`."""
    owes = f"，还欠{money.yuan(owed)}" if owed > 0 else ""
    return f"{trade.orders}单 {money.yuan(trade.amount)}，最近{say.day(trade.last, today)}{owes}"


def bought(found: Sequence[Bought]) -> str:
    """`A100 交换机 50台、R740 2台`."""
    return "、".join(f"{one.name} {money.count(one.quantity)}{one.unit}" for one in found)
