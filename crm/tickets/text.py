"""What a ticket is called, and how it ended, in a few words."""

from crm.tickets.tickets import TYPES
from models.service import Ticket

SHORT = 40  # characters of what it is about, in a line
SCORES = {5: "非常满意", 4: "满意", 3: "一般", 2: "不满意", 1: "非常不满意"}


def kind(ticket: Ticket) -> str:
    return TYPES.get(ticket.type or "", "服务")


def about(ticket: Ticket) -> str:
    """`A100 开不了机`; empty where nothing was said."""
    said = " ".join(filter(None, (ticket.product, " ".join(ticket.content.split()))))
    return said if len(said) <= SHORT else f"{said[:SHORT]}…"


def name(ticket: Ticket, customer: str = "") -> str:
    """`1001 华为 报修 打印机卡纸`, as it is called everywhere."""
    return " ".join(filter(None, (ticket.number, customer, kind(ticket), about(ticket))))


def outcome(ticket: Ticket) -> str:
    """`结果：换了搓纸轮 · 满意度5分`; empty where neither was said."""
    said = [f"结果：{ticket.result}"] if ticket.result else []
    if ticket.satisfaction is not None:
        said.append(f"满意度{ticket.satisfaction}分（{SCORES[ticket.satisfaction]}）")
    return " · ".join(said)
