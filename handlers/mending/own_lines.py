"""Custom fields, their values and dictionary items in a line each, for undo."""

from decimal import Decimal
from typing import Any

from crm import money
from crm.company import custom_fields, dictionaries
from handlers.context import Context
from models.customers import Customer
from models.dictionary import CustomField, CustomValue, DictionaryItem
from models.judgement import ChurnAssessment

RECORDS = {
    "custom_values": "字段",
    "custom_fields": "自定义字段",
    "dictionary_items": "字典项",
    "churn_assessments": "流失评估",
}
COLUMNS = {"synonyms": "别名", "number": "值", "text": "值", "day": "值"}


def is_part(record: Any) -> bool:
    """Usual items become rows only so that their dictionary can be edited, and the night judges customers:
    nobody made them."""
    return isinstance(record, ChurnAssessment) or (
        isinstance(record, DictionaryItem)
        and any(record.name == item.name and record.active for item in dictionaries.usual()[record.kind])
    )


def name_of(record: Any, ctx: Context) -> str | None:
    """`华为技术有限公司的装机量`; None for what is not of this topic."""
    match record:
        case CustomField() | DictionaryItem():
            return record.name
        case CustomValue():
            customer = ctx.session.get(Customer, record.customer_id)
            field = ctx.session.get(CustomField, record.field_id)
            return f"{customer.name if customer else '客户'}的{field.name if field else '字段'}"
        case _:
            return None


def value_of(record: Any, name: str) -> str | None:
    """What a column says now, in words."""
    value = getattr(record, name)
    if value is None:
        return None
    if isinstance(record, CustomValue):
        return custom_fields.plain(value)
    if isinstance(record, DictionaryItem):
        return "、".join(value) if name == "synonyms" else "在用" if name == "active" and value else None
    return money.yuan(value) if isinstance(record, Customer) and isinstance(value, Decimal) else None
