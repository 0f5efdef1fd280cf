"""What is said about dictionaries and custom fields."""

from collections.abc import Sequence

from crm.company import custom_fields, dictionaries
from crm.company.dictionaries import Item
from crm.company.vocabulary import Field
from models.dictionary import CustomField, DictionaryItem

ADMINS = "字典和字段由管理员来改。可以看：发「字典 行业」。"
ADMINS_FIELDS = "字段由管理员来加和删。可以看：发「字段有哪些」。"
UNDO = "不对就发「撤销」"
ASK_KIND = "「{name}」是哪一种？"
NO_FIELDS = "还没有自定义字段。管理员可以说「客户加字段 装机量 数字」。"


def item_line(item: Item) -> str:
    more = f"（也叫 {' '.join(item.synonyms[:6])}{' …' if len(item.synonyms) > 6 else ''}）"
    return f"· {item.name}{more if item.synonyms else ''}{'' if item.active else ' 已停用'}"


def overview(kinds: Sequence[tuple[str, int]]) -> str:
    listed = "、".join(f"{title}（{count}）" for title, count in kinds)
    example = "行业加一项 新能源 也叫 锂电 光伏"
    return f"字典：{listed}\n看一个就发「字典 {kinds[0][0]}」；管理员可以说「{example}」。"


def added(kind: str, item: DictionaryItem) -> str:
    also = f"（也叫 {' '.join(item.synonyms)}）" if item.synonyms else ""
    return f"{dictionaries.title(kind)}里有「{item.name}」了{also}，大家马上能用。{UNDO}"


def ask_rename(kind: str, old: str, new: str, count: int) -> str:
    return f"{dictionaries.title(kind)}「{old}」改名为「{new}」，{count}个客户一起改，确认吗？"


def renamed(kind: str, old: str, new: str, count: int) -> str:
    with_them = f"，{count}个客户一起改了" if count else ""
    return f"{dictionaries.title(kind)}「{old}」已改名为「{new}」{with_them}；以后说「{old}」也认得。{UNDO}"


def ended(kind: str, item: DictionaryItem, count: int) -> str:
    kept = f"已经写着它的{count}个客户不变。" if count else ""
    return f"{dictionaries.title(kind)}「{item.name}」停用了，以后不能再选。{kept}{UNDO}"


def field_line(field: Field) -> str:
    kind = custom_fields.KINDS[field.kind]
    more = f"：{' '.join(field.choices)}" if field.choices else f"，单位{field.unit}" if field.unit else ""
    return f"· {field.name}（{kind}{more}）"


def declared(row: CustomField) -> str:
    examples = {"number": "120", "text": "…", "date": "2026-12-31", "choice": (row.choices or ["…"])[0]}
    compared = "大于100" if row.kind == "number" else f"是{examples[row.kind]}"
    field = Field(row.id or 0, row.name, row.kind, tuple(row.choices), row.unit)
    return (
        f"客户有字段了：{field_line(field)[2:]}\n填：「华为{row.name}{examples[row.kind]}」"
        f"，找：「{row.name}{compared}的客户」。{UNDO}"
    )


def ask_remove(name: str, count: int) -> str:
    return f"删字段「{name}」，{count}个客户填过的值不再显示，确认吗？（可撤销）"


def removed(name: str) -> str:
    return f"字段「{name}」已删除。{UNDO}"


def renamed_field(old: str, new: str) -> str:
    return f"字段「{old}」改名为「{new}」，填过的都在。不对就发「撤销」"
