"""What is said about policies, contracts and deposits, and when they end."""

from collections.abc import Mapping
from datetime import date, timedelta

from crm import holdings
from crm.holdings import Ending
from models.campaigns import Holding
from zh import say

ASK_CUSTOMER = "是哪个客户的？"
ASK_UNTIL = "续到哪天？比如「2028年3月5日」「一年」"
NAMES = {"policy": "保单", "contract": "合同", "deposit": "存款理财", "other": "其他事项"}


def day(value: date, today: date) -> str:
    return say.day(value, today)


def set_(one: Holding, customer: str, lead: timedelta, owner: str, today: date, *, vague: bool) -> str:
    """`owner`: whose task it will be; empty: the speaker's own; `-`: nobody has the customer."""
    lines = [f"已记：{customer} {holdings.label(one)}，{day(one.ends_on, today)}到期"]
    if vague:
        lines.append("没说哪天，先按1号算；知道了说一句「到期日是几号」就行")
    lines.append(reminder(one, lead, owner, today))
    return "\n".join(lines)


def reminder(one: Holding, lead: timedelta, owner: str, today: date) -> str:
    if one.ends_on < today:
        return "这个日子已经过了，不再提醒"
    if owner == "-":
        return "这个客户在公海，有人负责以后才会提醒"
    whose = f"给{owner}" if owner else "给你"
    begins = one.ends_on - lead
    when = "下一个早上" if begins <= today else f"到期前{lead.days}天（{day(begins, today)}）"
    return f"{when}{whose}加待办。记错了发「撤销」"


def same_already(one: Holding, customer: str, today: date) -> str:
    return f"已经记过了：{customer} {holdings.label(one)}，{day(one.ends_on, today)}到期。"


def which(customer: str, name: str) -> str:
    return f"{customer}有好几份{name}，是哪一份？"


def same_or_new(customer: str, name: str) -> str:
    return f"{customer}已经有{name}了，改哪一份的到期日，还是另记一份？"


def option(one: Holding, today: date) -> str:
    return f"{holdings.label(one)} {day(one.ends_on, today)}到期"


def moved(one: Holding, customer: str, before: date, today: date) -> str:
    days = f"从{day(before, today)}改到{day(one.ends_on, today)}"
    return f"已改：{customer} {holdings.label(one)} 到期日{days}。记错了发「撤销」"


def renewed(one: Holding, customer: str, task_done: bool, today: date) -> str:
    also = "，提醒的待办也完成了" if task_done else ""
    verb = holdings.VERBS[holdings.kind(one.name)]
    return f"已{verb}：{customer} {holdings.label(one)}，到{day(one.ends_on, today)}{also}。记错了发「撤销」"


def closed(one: Holding, customer: str, task_off: bool) -> str:
    also = "，提醒的待办也取消了" if task_off else ""
    return f"已去掉：{customer} {holdings.label(one)}{also}。记错了发「撤销」"


def none_of(customer: str, name: str) -> str:
    return f"{customer}没有记过{name}。记一个：「{customer}的保单 PA123 明年3月5日到期」。"


def line(number: int, one: Ending, mine: bool, today: date) -> str:
    held = one.holding
    who = "" if mine else f"（{one.owner}）"
    state = f"，还有{(held.ends_on - today).days}天" if held.ends_on >= today else "，已过期"
    task = "，待办已建" if held.task_id else ""
    return f"{number}. {one.customer}{who} {holdings.label(held)} {day(held.ends_on, today)}到期{state}{task}"


def of_customer(one: Holding, today: date) -> str:
    """For the customer's card: `保单 PA123 2027年3月5日(周五)到期`."""
    return f"{holdings.label(one)} {day(one.ends_on, today)}到期"


def head(what: str, count: int) -> str:
    return f"{what}：{count}份"


def rules(values: Mapping[str, int]) -> str:
    said = "、".join(f"{name}{values[f'lead_{sort}']}天" for sort, name in NAMES.items())
    return f"到期前多久给负责人建待办：{said}。管理员可以改，比如「保单提前45天提醒」。"


def lead_set(name: str, days: int, before: int) -> str:
    return f"好的，{NAMES[name]}到期前{days}天提醒（原来{before}天）。已经建好的待办不变。"
