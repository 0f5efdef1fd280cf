"""How chances are shown: one of them, the stuck ones, the months to come."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal

from crm import money
from crm.deals import lists as deal_lists
from crm.deals import stages
from crm.deals.lists import Forecast, Listed, Month, Stuck
from crm.figures import saying
from handlers.deals import words as deals_words
from models.deals import Opportunity

KINDS = {"open": "商机", "won": "赢单商机", "lost": "输单商机"}
DEFINITION = "按预计成交日期，金额×概率，只算进行中的商机"


def span(first: date, last: date, today: date) -> str:
    """`11月` for the whole of it, `11月1–20日`."""
    whole = first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])
    return _named((first, first), today) if whole else saying.period(first, last, today)


def card(
    deal: Opportunity, customer: str, owner: str, known: Sequence[stages.Stage], now: datetime, tz: tzinfo
) -> list[str]:
    """One chance, a line a fact."""
    lines = [f"{customer}「{deal.title}」"]
    facts = [money.yuan(deal.amount) if deal.amount is not None else "金额未定"]
    if deal.status == "open":
        days = (now - deal.stage_since).days
        facts.append(f"{deal.stage} {stages.probability(known, deal)}%，停了{days}天")
    else:
        facts.append(deals_words.where(deal, now, tz))
    lines.append(" · ".join(facts))
    if deal.close_date and deal.status == "open":
        lines.append(f"预计成交：{deals_words.day(deal.close_date, now, tz)}")
    if deal.product and deal.product != deal.title:
        lines.append(f"产品：{deal.product}")
    if deal.lost_reason:
        lines.append(f"输单原因：{deal.lost_reason}")
    lines.append(f"负责人：{owner}")
    return lines


def owners_head(whose: str, many: int, total: Decimal) -> str:
    return f"{whose} 进行中的商机 按人：{many}个，合计{money.yuan(total)}"


def owner_line(name: str, many: int, total: Decimal) -> str:
    """`李晓 2个，合计50万`."""
    return f"{name} {many}个，合计{money.yuan(total)}" if many else f"{name} 没有"


def stuck_line(one: Stuck, reader: str) -> str:
    """`华为 交换机项目 50万 在方案报价停了40天（通常12天）`."""
    usual = f"通常{one.pace.days:.0f}天"
    if not one.pace.own:
        usual += f"，公司样本{one.pace.count}个，还不足{deal_lists.ENOUGH}个"
    owner = f" {one.one.owner}" if one.one.owner != reader else ""
    deal = one.one.deal
    what = f"{one.one.customer} {deals_words.short(deal)}"
    return f"{what} 在{deal.stage}停了{one.days}天（{usual}）{owner}"


NONE_RISKY = "没有卡住的、也没有过了预计成交日的商机。"


def why_risky(one: Listed, stay: Stuck | None, today: date) -> list[str]:
    """`过了预计成交日12天`, `在合同签订停了71天`; empty where nothing is wrong with it."""
    close, found = one.deal.close_date, []
    if close is not None and close < today:
        found.append(f"过了预计成交日{(today - close).days}天")
    if stay is not None:
        found.append(f"在{one.deal.stage}停了{stay.days}天（通常{stay.pace.days:.0f}天）")
    return found


def risky_line(one: Listed, why: Sequence[str], reader: str) -> str:
    owner = f" {one.owner}" if one.owner != reader else ""
    return f"{one.customer} {deals_words.short(one.deal)}：{'，'.join(why)}{owner}"


def forecast(made: Forecast, whom: str, period: tuple[date, date] | None, today: date) -> str:
    """The whole first, then month by month, then what counts for none."""
    shown = [m for m in made.months if period is None or period[0] <= m.first <= period[1]]
    name = "接下来" if period is None else _named(period, today)
    if not shown:
        text = f"{whom}{name}没有预计成交的商机。"
    else:
        expected = sum((month.expected for month in shown), money.ZERO)
        total = sum((month.total for month in shown), money.ZERO)
        count = sum(month.count for month in shown)
        whole = f"（{count}个商机，全签下来{money.yuan(total)}）"
        text = f"{whom}{name}预计能签{money.yuan(_round(expected))}{whole}"
        if len(shown) > 1:
            text += "".join(f"\n· {_month(month, today)}" for month in shown)
    if made.late is not None:
        text += f"\n另有{made.late.count}个已过预计日期，合计{money.yuan(made.late.total)}，没算进来"
    left = [
        f"{made.undated}个没说日期" if made.undated else "",
        f"{made.unpriced}个没说金额" if made.unpriced else "",
    ]
    if any(left):
        text += "\n没算进来：" + "、".join(filter(None, left))
    return f"{text}\n（{DEFINITION}）"


def _named(period: tuple[date, date], today: date) -> str:
    first, last = period
    year = f"{first.year}年" if first.year != today.year else ""
    return f"{year}{first.month}月" if first == last else f"{year}{first.month}到{last.month}月"


def _month(month: Month, today: date) -> str:
    year = f"{month.first.year}年" if month.first.year != today.year else ""
    expected = money.yuan(_round(month.expected))
    return f"{year}{month.first.month}月 {expected}（{month.count}个，合计{money.yuan(month.total)}）"


def _round(value: Decimal) -> Decimal:
    """To the yuan: a forecast has no fen."""
    return value.quantize(Decimal(1))
