"""What was said for a field, made the value that is stored: an item of its dictionary, a number, a day."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crm import money
from crm.company import custom_fields, dictionaries
from crm.company.custom_fields import Value
from crm.company.vocabulary import Field
from crm.customers import customers
from crm.errors import Refused
from handlers import labels, replies
from handlers.context import Context, Option, Question
from models.customers import Customer
from nlp import times, values
from zh.text import plain

SAID_NOTHING = re.compile("(?:空|无|没有|清空|清掉|不要了?|删掉|去掉)(?:了|吧)?")
LIMIT = re.compile(r"\d")
WORDS = re.compile("[\u4e00-\u9fff]{3}")  # 转801 may stand behind a number, a sentence not
MOST = 5  # near items to tap


def settled(ctx: Context, field: str, said: Any) -> tuple[str, Any]:
    """The column and its value. Raises a question with near items where a dictionary does not have what was
    said, and `Refused` where the type is wrong."""
    field = meant(ctx, field, said)
    text = str(said).strip()
    if field == "credit_limit":
        return field, _money(text)
    if field in ("phone", "email") and WORDS.search(text):
        raise Question(f"「{text[:20]}」不像{labels.FIELDS[field]}，{labels.FIELDS[field]}是多少？", "value")
    if field not in dictionaries.KINDS:
        return field, text
    item = ctx.vocabulary.clean(field, text)
    if item is not None:
        return field, item
    raise _unknown(ctx, field, text)


def meant(ctx: Context, field: str, said: Any) -> str:
    """The column a slot means: 性质 and 类型 are one slot of the parser, 资信 and 信用额度 another."""
    if field == "credit" and (
        isinstance(said, int | float) or (LIMIT.match(str(said)) and "额度" in ctx.text)
    ):
        return "credit_limit"
    if field == "kind":
        is_nature = ctx.vocabulary.clean("nature", str(said)) and not ctx.vocabulary.clean("kind", str(said))
        if is_nature or ("性质" in ctx.text and "类型" not in ctx.text):
            return "nature"
    return field


def _money(text: str) -> Decimal:
    found = [item for item in values.scan(text) if item.kind in ("money", "number")]
    if found:
        return money.sensible(money.exact(found[0].json()), "额度")
    raise Refused(f"额度要填金额，「{text[:20]}」不是。比如「华为信用额度50万」。")


def _unknown(ctx: Context, field: str, text: str) -> Question:
    title = labels.FIELDS[field]
    near = ctx.vocabulary.near(field, text)[:MOST]
    if field == "region" and len(near) > 1:
        return Question(f"「{text}」有好几处，是哪里？", "value", [_option(item) for item in near])
    if near:
        asked = f"{title}里没有「{text}」。是下面哪一项？都不是就回「算了」。{_to_add(ctx, field, text)}"
        return Question(asked, "value", [_option(item) for item in near])
    some = "、".join(item.name for item in ctx.vocabulary.dictionaries[field] if item.active)
    return Question(f"{title}里没有「{text}」。可以填：{some[:300]}{_to_add(ctx, field, text)}", "value")


def _to_add(ctx: Context, field: str, text: str) -> str:
    if ctx.user.role != "admin":
        return "\n要加新的一项请找管理员。"
    return f"\n要加就说「{dictionaries.title(field)}加一项 {text}」"


def _option(item: str) -> Option:
    return Option(item, slots={"value": item})


def cleaned(ctx: Context, field: str, said: Any, *, noted: bool = False) -> tuple[Any, str]:
    """For a new customer nothing is asked: the value, or None and what to say about it.

    `noted`: the words are kept in the note then.
    """
    text = str(said).strip()
    item = ctx.vocabulary.clean(field, text)
    if item is not None:
        return item, ""
    near = ctx.vocabulary.near(field, text)
    like = f"，相近的：{'、'.join(near)}" if near else ""
    return None, f"{labels.FIELDS[field]}「{text}」不在字典里，先{'记在备注里' if noted else '没填'}{like}"


def own_value(ctx: Context, field: Field, said: Any) -> Value:
    """The typed value of a custom field; numbers and days also in spoken forms."""
    try:
        return custom_fields.read(field, said)
    except Refused:
        spoken = _spoken(ctx, field, str(said))
        if spoken is None:
            raise
        return custom_fields.read(field, spoken)


def _spoken(ctx: Context, field: Field, text: str) -> str | None:
    """一百二十 as 120, 明年3月1号 as 2027-03-01."""
    if field.kind == "number":
        found = [i for i in values.scan(text) if i.kind in ("number", "money", "quantity") and i.start <= 1]
        return str(found[0].json()) if found else None
    if field.kind == "date":
        when = times.find(text, ctx.now.astimezone(ctx.tz))
        return when[0].as_day("future")[:10] if when and when[0].kind in ("date", "moment") else None
    return None


def write(ctx: Context, customer: Customer, field: str, said: Any) -> str:
    """Put what was said into the customer's field, a custom one too; how to say what is there now."""
    own = ctx.vocabulary.field(field)
    clears = bool(SAID_NOTHING.fullmatch(str(said).strip()))
    if own is not None:
        if clears:
            custom_fields.clear(ctx.session, customer, own, ctx.now)
            return ""
        value = own_value(ctx, own, said)
        custom_fields.put(ctx.session, customer, own, value, ctx.now)
        return custom_fields.shown(own, value)
    if clears and field not in ("name", "stage"):
        customers.set_field(ctx.session, customer, meant(ctx, field, said), None)
        return ""
    column, value = settled(ctx, field, said)
    customers.set_field(ctx.session, customer, column, value)
    return replies.value(column, value)


def is_field(ctx: Context, field: str) -> bool:
    """Whether a customer has such a field."""
    return field in (*customers.FIELDS, "source") or ctx.vocabulary.field(field) is not None


MOBILE = re.compile(r"(?<![\d.])(1[3-9]\d{4,8}|1[3-9]\d{10,12})(?![\d.万元块台])")


def not_a_phone(text: str, slots: Mapping[str, Any]) -> list[str]:
    """What to say of a mobile number with digits too few or too many: it was not kept."""
    match = MOBILE.search(plain(text)) if "phone" not in slots else None
    return [f"「{match[1]}」是{len(match[1])}位，不像完整的手机号，没有记。"] if match else []
