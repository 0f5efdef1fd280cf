"""What is said about briefs, and about whom one meets."""

from datetime import datetime, tzinfo

from models.customers import Customer
from models.work import Task
from zh import say

ASK_CUSTOMER = "准备见哪家客户？"


def ask_when(customer: Customer) -> str:
    return f"还没有约{customer.name}的时间。什么时候见？比如「明天下午3点」"


def nobody(what: str) -> str:
    return f"{what}没有约好的见面。约一个：「明天下午3点去见华为李总」。"


def head(what: str, many: int) -> str:
    return f"{what}要见{many}家，要细看说「准备一下」加客户名："


def line(number: int, task: Task, customer: Customer, short: str, now: datetime, tz: tzinfo) -> str:
    assert task.due_at is not None
    when = say.moment(task.due_at, task.due_grain, now, tz)
    named = "" if customer.name[:2] in task.title else f"（{customer.name}）"
    return f"{number}. {when} {task.title}{named}\n   {short}"


def will_come(brief: Task, appointment: Task | None, made: bool, now: datetime, tz: tzinfo) -> str:
    """`好，11月25日(周三)14:00把…的简报发你`; what it belongs to, and that it moves with it."""
    assert brief.due_at is not None
    lines = [f"好，{say.moment(brief.due_at, 'minute', now, tz)}把简报发你"]
    if appointment is not None:
        assert appointment.due_at is not None
        when = say.moment(appointment.due_at, appointment.due_grain, now, tz)
        added = "已加待办：" if made else ""
        lines.append(f"{added}{when} {appointment.title}；改了时间，简报跟着改")
    return "\n".join([*lines, "不要了发「撤销」"])


def set_already(brief: Task, now: datetime, tz: tzinfo) -> str:
    assert brief.due_at is not None
    return f"已经设好了，{say.moment(brief.due_at, 'minute', now, tz)}把简报发你。"
