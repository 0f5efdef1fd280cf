"""What is said of leads."""

from collections.abc import Sequence

from handlers.ownership.assigning_words import UNDO
from models.customers import Contact, Customer
from models.outbox import Button, Card

ASK_REGION = "这条线索在哪个地区？分配规则是按地区的。"
NONE_WAITING = "公海里没有还没分过的新线索。"
SHOWN = 6


def card(customer: Customer, contact: Contact | None, by: str, by_id: int) -> Card:
    """On the phone of whoever got it."""
    person = " ".join(filter(None, [contact.name, contact.title])) if contact else ""
    phone = (contact.phone if contact else None) or customer.phone or ""
    rows = [
        ("联系人", person),
        ("电话", phone),
        ("地区", customer.region or ""),
        ("来源", customer.origin or ""),
    ]
    ref = (str(customer.id), str(by_id))
    return Card(
        title=f"新线索：{customer.name}",
        desc=f"{by}录入，按规则分给你",
        lines=tuple((name, value) for name, value in rows if value),
        buttons=(Button("接受", "lead.accept", ref, 1), Button("转给同事", "lead.pass", ref, 2)),
    )


def many(found: Sequence[Customer], by: str, set_id: str) -> Card:
    rest = len(found) - SHOWN
    return Card(
        title=f"{len(found)}条新线索分给你",
        desc=f"{by}从公海分下来的",
        text=f"还有{rest}条，点「看看」看全部。" if rest > 0 else "",
        lines=tuple(("线索", customer.name) for customer in found[:SHOWN]),
        buttons=(Button("看看", "own.show", (set_id,), 1),),
    )


def ask_spread(count: int, without: int) -> str:
    left = f"，其中{without}条的地区没有规则、留在公海" if without else ""
    return f"公海里有{count}条没分过的新线索{left}。按规则分下去吗？"


def spread(shares: Sequence[tuple[str, int]], left: int) -> str:
    said = "、".join(f"{name}{count}条" for name, count in shares)
    kept = f"{left}条没有对得上的规则，留在公海。" if left else ""
    return f"已分配：{said}，各发了卡片。{kept}{UNDO}"
