"""What is said about chances to sell: what was written, whose, how far, what is missing."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal

from crm import money
from crm.deals import stages
from models.customers import Customer
from models.deals import Opportunity, StageChange
from zh import say

ASK_CUSTOMER = "是哪个客户的商机？"
ASK = {
    "amount": "大概多少钱？",
    "close_date": "预计什么时候能签？",
    "product": "是什么产品？",
}
ASK_WHAT = "要改什么？比如「到商务谈判了」「金额改成60万」「推到月底」"
ASK_WHY_LOST = "是什么原因？"
LOST = ("价格太高", "选了竞品", "预算取消", "需求没了", "拖太久了", "不写原因")
NO_REASON = LOST[-1]
FACTS = {
    "amount": "金额",
    "close_date": "预计成交",
    "product": "产品",
    "probability": "概率",
    "title": "名称",
}
UNDO = "记错了发「撤销」"
ALL_LATER = "（现在不知道就不用回）"


def short(deal: Opportunity) -> str:
    """`交换机项目 50万`."""
    return " ".join(filter(None, (deal.title, money.yuan(deal.amount) if deal.amount is not None else "")))


def where(deal: Opportunity, now: datetime, tz: tzinfo) -> str:
    """`商务谈判 预计12月31日(周四)`."""
    if deal.status != "open":
        ended = (
            say.day(deal.closed_at.astimezone(tz).date(), now.astimezone(tz).date()) if deal.closed_at else ""
        )
        return f"{ended}{'赢单' if deal.status == 'won' else '输单'}"
    due = f"预计{day(deal.close_date, now, tz)}" if deal.close_date else ""
    return " ".join(filter(None, (deal.stage, due)))


def day(value: date, now: datetime, tz: tzinfo) -> str:
    return say.day(value, now.astimezone(tz).date())


def line(deal: Opportunity, customer: str, percent: int, now: datetime, tz: tzinfo, owner: str = "") -> str:
    """One line of a list."""
    facts = [customer, short(deal)]
    if deal.status == "open":
        facts.append(f"{deal.stage} {percent}%")
        if deal.close_date:
            late = "已过" if deal.close_date < now.astimezone(tz).date() else ""
            facts.append(f"{late}预计{deal.close_date.month}月{deal.close_date.day}日")
    else:
        facts.append(where(deal, now, tz) + (f"（{deal.lost_reason}）" if deal.lost_reason else ""))
    return " ".join(filter(None, (*facts, owner)))


def created(
    deal: Opportunity, customer: Customer, percent: int, owner: str, now: datetime, tz: tzinfo
) -> str:
    lines = [f"已建商机：{customer.name} {short(deal)}"]
    facts = [f"{deal.stage}（{percent}%）"]
    if deal.product and deal.product != deal.title:
        facts.append(deal.product)
    if deal.close_date:
        facts.append(f"预计{day(deal.close_date, now, tz)}成交")
    lines.append(" · ".join(facts))
    lines.append(f"负责人：{owner}。{UNDO}")
    return "\n".join(lines)


def ask_same(customer: Customer, deal: Opportunity, now: datetime, tz: tzinfo) -> str:
    return f"{customer.name}已经有这个商机了：{short(deal)}（{where(deal, now, tz)}）。还要再建一个吗？"


def ask_make(customer: Customer) -> str:
    return f"{customer.name}没有进行中的商机，现在建一个吗？"


def which(customer: Customer, count: int) -> str:
    return f"{customer.name}有{count}个进行中的商机，是哪一个？"


def which_stage(said: str, some: bool) -> str:
    return f"「{said}」是下面哪个阶段？" if some else f"没有「{said}」这个阶段，是下面哪个？"


def moved(before: str, deal: Opportunity, percent: int, known: Sequence[stages.Stage]) -> str:
    """`阶段 需求确认 → 商务谈判（70%），跳过了方案报价`."""
    text = f"阶段 {before} → {deal.stage}（{percent}%）"
    old, new = stages.position(known, before), stages.position(known, deal.stage)
    if old >= 0 and new - old > 1:
        text += "，跳过了" + "、".join(stage.name for stage in known[old + 1 : new])
    return text


def ask_back(deal: Opportunity, to: str) -> str:
    return f"「{short(deal)}」现在在{deal.stage}，要退回{to}吗？"


def same_stage(deal: Opportunity) -> str:
    return f"阶段本来就是{deal.stage}"


def fact(name: str, deal: Opportunity, now: datetime, tz: tzinfo) -> str:
    """`金额 50万`."""
    value = getattr(deal, name)
    if isinstance(value, Decimal):
        return f"{FACTS[name]} {money.yuan(value)}"
    if isinstance(value, date):
        return f"{FACTS[name]} {day(value, now, tz)}"
    return f"{FACTS[name]} {value}{'%' if name == 'probability' else ''}"


def updated(deal: Opportunity, customer: str, said: Sequence[str]) -> str:
    return f"已更新{customer}「{deal.title}」：{'；'.join(said)}。{UNDO}"


def won(deal: Opportunity, customer: Customer, made: bool, was: str, by_quote: str) -> str:
    figure = money.yuan(deal.amount) if deal.amount is not None else ""
    lines = [f"🎉 {customer.name}「{deal.title}」赢单{f'，{figure}' if figure else ''}！"]
    if made:
        lines.append("之前没有这个商机，直接补记了一笔。")
    if by_quote:
        lines.append(f"金额按报价单{by_quote}。")
    if was and was != "成交":
        lines.append(f"客户状态 {was} → 成交。")
    lines.append(UNDO)
    return "\n".join(lines)


ASK_QUOTED = "要按报价单把订单一起记了吗？记了才算进业绩。"


def ask_order(amount: Decimal) -> str:
    return f"要同时记一笔{money.yuan(amount)}的订单吗？记了才算进业绩。"


def lost(deal: Opportunity, customer: Customer) -> str:
    reason = f"，原因：{deal.lost_reason}" if deal.lost_reason else ""
    return f"已记输单：{customer.name}「{short(deal)}」{reason}。{UNDO}"


STAYS_WON = "客户状态和已经记的订单没有动，要改再说一声。"


def reason_kept(deal: Opportunity) -> str:
    return f"输单原因记下了：{deal.lost_reason}。下次能赢回来的。"


def ended(deal: Opportunity, who: str, now: datetime, tz: tzinfo) -> str:
    """`「交换机项目」王磊今天(周二)09:31已经记了赢单（45万），没有重复记。`."""
    when = say.moment(deal.closed_at, "minute", now, tz) if deal.closed_at else ""
    verdict = "赢单" if deal.status == "won" else "输单"
    figure = f"（{money.yuan(deal.amount)}）" if deal.amount is not None and deal.status == "won" else ""
    return f"「{deal.title}」{who}{when}已经记了{verdict}{figure}"


def none_to_lose(customer: Customer) -> str:
    return f"{customer.name}没有进行中的商机，没有可以记输单的。发「{customer.name}的商机」看看。"


def none_found(what: str, ended: bool = False) -> str:
    return f"没有{what}。" + ("" if ended else "有新的就说「华为 交换机项目 50万 下月底签」这样一句。")


def list_head(what: str, count: int, total: Decimal, weighted: Decimal, unknown: int) -> str:
    if not total:
        return f"{what}：{count}个"
    text = f"{what}：{count}个，合计{money.yuan(total)}"
    if weighted != total:
        text += f"，按概率算{money.yuan(weighted)}"
    return text + (f"（{unknown}个没说金额）" if unknown else "")


def step_line(change: StageChange, who: str, days: int | None, now: datetime, tz: tzinfo) -> str:
    """`· 11月3日(周二) 需求确认 → 方案报价（李晓，停了12天）`."""
    when = say.day(change.at.astimezone(tz).date(), now.astimezone(tz).date())
    way = f"{change.from_stage} → {change.to_stage}" if change.from_stage else f"新建，{change.to_stage}"
    stayed = f"，之前停了{days}天" if days is not None and change.from_stage else ""
    return f"· {when} {way}（{who}{stayed}）"


def whose_is(person: str) -> str:
    return f"{person}是哪家的还不确定，商机没有动。带上客户说：「华为签了」。"
