"""What is said about customers."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from crm import days
from crm.customers import text as customer_text
from crm.overview.overview import Overview
from handlers import labels, replies
from handlers.contacts import words as contacts_words
from handlers.interactions import words as interactions_words
from handlers.tasks import words as tasks_words
from models.customers import Contact, Customer
from zh import say

ASK_NEW_CUSTOMER = "好的，新客户叫什么名字？"
ASK_FIELD = "要改哪一项、改成什么？比如「华为级别改成A」"


def customer_created(
    customer: Customer,
    contact: Contact | None,
    tags: Sequence[str],
    owner: str = "你",
    also: Sequence[str] = (),
) -> str:
    lines = [f"已新增客户：{customer.name}"]
    facts = [customer.industry, customer.region, customer.level and f"{customer.level}级", customer.origin]
    if any(facts):
        lines.append(" · ".join(filter(None, facts)))
    if contact is not None:
        lines.append(f"联系人：{contacts_words.person(contact)}")
    if tags:
        lines.append("标签：" + " ".join(tags))
    rows = [("电话", customer.phone), ("地址", customer.address), ("邮箱", customer.email)]
    rows += [("微信", customer.wechat), ("备注", customer.note)]
    lines += [*(f"{name}：{value}" for name, value in rows if value), *also]
    return "\n".join([*lines, f"负责人：{owner}。{replies.UNDO_HINT}"])


def customer_exists(customer: Customer) -> str:
    return f"「{customer.name}」已经在你的客户里了，没有重复新建。发「客户 {customer.name}」看详情。"


def note_not_kept(customer: Customer, note: str) -> str:
    return f"「{note[:40]}」没有记。要记就说「{customer.name}备注{note[:40]}」。"


def overview(view: Overview, now: datetime, tz: tzinfo) -> str:
    """The card of a customer; its products and its worth are on the portrait."""
    lines = [view.customer.name, customer_text.facts(view.customer)]
    lines += [f"{name}：{said}" for name, said in customer_text.rows(view)]
    lines += [f"联系人：{contacts_words.person(contact)}" for contact in view.contacts[:5]]
    if view.trade is not None:
        lines.append(f"成交：{customer_text.traded(view.trade, days.today(now, tz))}")
    return "\n".join([*lines, *talks(view, now, tz), *todos(view, now, tz)])


def talks(view: Overview, now: datetime, tz: tzinfo) -> list[str]:
    """The last follow-ups."""
    if not view.interactions:
        return ["还没有跟进记录"]
    head = f"最近跟进（共{view.interaction_count}次）："
    return [head, *(interactions_words.interaction_line(i, now, tz) for i in view.interactions)]


def todos(view: Overview, now: datetime, tz: tzinfo) -> list[str]:
    """What is open."""
    return ["待办：", *(f"· {tasks_words.task_line(t, now, tz)}" for t in view.tasks)] if view.tasks else []


def customer_line(customer: Customer, now: datetime, tz: tzinfo) -> str:
    facts = [customer.level and f"{customer.level}级", customer.region, customer.stage]
    seen = customer.last_interaction_at
    facts.append(f"上次跟进{say.ago(seen, now, tz)}" if seen else "还没跟进过")
    return f"{customer.name} {' · '.join(filter(None, facts))}"


def field_changed(customer: Customer, field: str, value: str, also: str = "") -> str:
    """`value` empty: cleared. `also`: what followed from it."""
    name = labels.FIELDS.get(field, field)
    said = f"已把{customer.name}的{name}改成{value}" if value else f"已清空{customer.name}的{name}"
    return said + (f"\n{also}" if also else "")


def renamed(before: str, customer: Customer) -> str:
    return f"已把{before}改名为{customer.name}，用原来的名字也找得到。"


def tagged(customer: Customer, added: Sequence[str], all_tags: Sequence[str]) -> str:
    if not added:
        return f"{customer.name}已经有这些标签了：{' '.join(all_tags)}"
    return f"已给{customer.name}打标签：{' '.join(added)}"


def untagged(customer: Customer, gone: Sequence[str], asked: Sequence[str]) -> str:
    if not gone:
        return f"{customer.name}没有标签「{' '.join(asked)}」"
    return f"已去掉{customer.name}的标签：{' '.join(gone)}"


def last_seen(customer: Customer, now: datetime, tz: tzinfo) -> str:
    at = customer.last_interaction_at
    if at is None:
        return f"{customer.name}还没跟进过。"
    day, ago = say.moment(at, "day", now, tz), say.ago(at, now, tz)
    return f"{customer.name}上次跟进是{day}" + ("。" if day.startswith(ago) else f"，{ago}。")


def told_of(name: str, what: str, many: int) -> str:
    return f"{name}提到「{what}」的记录：{many}条"


def never_told(name: str, what: str) -> str:
    return f"{name}的记录里还没有提到「{what}」。知道了就说「{name}{what}…」，我记进跟进。"


def no_such_limit(said: str) -> str:
    return f"「{said}」没看懂按哪一项筛，没有列。公司自己加的字段发「字段有哪些」看，没有就请管理员加。"
