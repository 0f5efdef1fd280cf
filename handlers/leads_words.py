"""What is said of leads and of the rules that give them out."""

from collections.abc import Sequence

from crm.leads import WAYS, Given
from models.customers import Contact, Customer
from models.outbox import Button, Card
from models.trust import LeadRule

UNDO = "不对就发「撤销」"
ADMINS = "改线索分配规则"
EXAMPLE = "华南的线索轮流给小李、小王"
NO_RULES = f"还没有线索分配规则，新线索归录入的人。管理员可以说「{EXAMPLE}」「线索按负载分给小李、小王」。"
NO_RULE_YET = "还没有分配规则，先归你。"
NO_RULE_HERE = "这个地区没有分配规则，先归你。"
NOBODY = "规则里的人都不在岗了，先归你，请管理员改规则。"
ASK_REGION = "这条线索在哪个地区？分配规则是按地区的。"
NONE_WAITING = "公海里没有还没分过的新线索。"
SHOWN = 6


def rule(region: str, names: Sequence[str], way: str) -> str:
    """`华南：李晓、王磊 轮流`."""
    return f"{region or '其他地区'}：{'、'.join(names)}{f' {WAYS[way]}' if len(names) > 1 else ''}"


def rule_set(region: str, names: Sequence[str], way: str, before: str) -> str:
    was = f"（原来是{before}）" if before else ""
    which = f"{region}的" if region else ""
    how = f"{WAYS[way]}分给{'、'.join(names)}" if len(names) > 1 else f"给{names[0]}"
    return f"已定：{which}新线索{how}{was}。请假的人自动跳过。{UNDO}"


def rule_ended(one: LeadRule) -> str:
    which = f"{one.region}的" if one.region else "不分地区的"
    return f"{which}线索分配规则停了，以后按别的规则，没有就归录入的人。{UNDO}"


def given(one: Given) -> str:
    """Why it went to whom: everybody can see that it was no favour."""
    by = one.rule.region or "不分地区"
    if one.load is None:
        why = f"{by}，{WAYS[one.rule.way]}" if len(one.rule.people) > 1 else by
    else:
        why = f"{by}，手上最少：客户{one.load.customers}、待办{one.load.tasks}"
    return f"分给{one.to.name}（{why}），卡片已发。{UNDO}"


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
