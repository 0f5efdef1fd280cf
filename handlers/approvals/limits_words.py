"""What is said about the limits of what a person may decide alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from crm import money

ROLES: Mapping[str, str] = {"rep": "销售", "manager": "主管"}


EXPENSES = "报销不论多少都要主管审批，还不能按金额定规则。看别的规则发「审批规则」。"


def right(limit: Decimal) -> str:
    """`最低能打85折`; in percent of the list price, 0: no limit, 100: nothing may be let off."""
    if not limit:
        return "能打任意折扣"
    return f"最低能打{said}" if (said := money.percent(limit)) else "不能打折"


def set_for(who: str, percent: Decimal | None) -> str:
    if percent is None:
        return f"{who}的折扣权限恢复成和角色一样。改错了发「撤销」"
    return f"好，{who}以后{right(percent)}，再低会自动走审批。改错了发「撤销」"


def set_order(amount: int, old: int) -> str:
    before = money.yuan(Decimal(old)) if old else "不用审批"
    if not amount:
        return f"好，以后订单不论大小都不用审批（原来{before}以上要）。改错了发「撤销」"
    return f"好，以后{money.yuan(Decimal(amount))}以上的订单要审批（原来是{before}）。改错了发「撤销」"


def mine(limit: Decimal, large: Decimal | None) -> str:
    lines = [f"你{right(limit)}，再低会自动走审批。"]
    if large is not None:
        lines.append(f"{money.yuan(large)}以上的订单要审批。")
    return "".join(lines)


def may(percent: Decimal, limit: Decimal) -> str:
    if percent >= limit:
        return f"可以，你{right(limit)}。报价后说「打{money.percent(percent)}」就行。"
    return f"{money.percent(percent)}要审批：你{right(limit)}。照报就行，会自动走审批。"


def all_of(by_role: Mapping[str, str], people: Sequence[tuple[str, Decimal]], large: int) -> str:
    lines = ["审批规则："]
    lines += [f"· {name}{right(Decimal(by_role[role]))}" for role, name in ROLES.items()]
    lines += [f"· {name}{right(percent)}（单独给的）" for name, percent in people]
    lines.append(f"· {money.yuan(Decimal(large))}以上的订单要审批" if large else "· 订单不用审批")
    lines.append("要改就说「销售折扣权限改成85折」「小李的折扣权限8折」「订单50万以上要审批」。")
    return "\n".join(lines)
