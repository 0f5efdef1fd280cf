"""自定义字段: 「客户加字段 装机量 数字」「删字段 装机量」「字段有哪些」."""

import re

from sqlalchemy import func, select

from crm.company import custom_fields
from crm.company.vocabulary import Words
from crm.errors import Refused
from handlers import labels
from handlers.company import dictionaries_words as words
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.mending.fragments import ASKS
from handlers.mending.last_write import last_written
from handlers.paging import listing
from handlers.phrases import as_typed, customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from models.changes import last_sets
from models.dictionary import CustomField, CustomValue
from nlp.frames import Frame
from zh.text import normal

KINDS = {
    "数字": "number", "数值": "number", "数量": "number", "金额": "number",
    "文本": "text", "文字": "text", "文案": "text",
    "日期": "date", "时间": "date", "天": "date",
    "整数": "number", "选项": "choice", "单选": "choice", "选择": "choice", "下拉": "choice",
}  # fmt: skip
KIND = "|".join(KINDS)
HOLDS = re.compile("大于|小于|超过|高于|低于|不到|多于|少于|至少|最多|以[上下内]|的?客户|的公司|名单|[<>=≥≤]")
FIELD = "(?:自定义)?(?:字段|属性)"
CALLED = "(?:(?:的?名字|名称)?(?:叫做?|名叫|名为|是|为))?"
RENAMED = "(?:改名|改叫|更名|重命名)(?:为|成|叫)?"
ANOTHER = re.compile(f"[,，;；。 ]+(?:还要?|再|另外再?)(?:加|增加|建)(?:一个|个)?(?:{FIELD})?[: ]*")
RESERVED = set(labels.FIELDS.values()) | {
    "客户",
    "公司",
    "标签",
    "性质",
    "类型",
    "阶段",
    "区域",
}


@says(
    rf"(?:给)?客户(?:资料|档案|表)?里?再?(?:加|增加|添加|新增|建)(?:一?个)?{FIELD}{CALLED}[:, ]*(.{{1,60}})",
    rf"(?:再)?(?:加|增加|添加|新增)(?:一个|个)?(?:客户(?:的)?)?{FIELD}{CALLED}[:, ]*(.{{1,60}})",
)
def read_declare(match: re.Match[str], ctx: Context) -> Frame:
    said, *later = ANOTHER.split(as_typed(match, ctx)[1].strip())
    parts = re.fullmatch(
        rf"([^\s,，:：]+?)[\s,，:：]*(?:(?:是|为|用|填)?({KIND})(?:型|类型|格式)?的?(?:[\s,，:：]+(.*))?)?",
        said,
    )
    more = {"later": later[0]} if later else {}
    if parts is None:
        return Frame("field.declare", {"name": said.split()[0], **more})
    slots = {"name": parts[1], "kind": KINDS.get(parts[2] or ""), "more": _split(parts[3] or ""), **more}
    return Frame("field.declare", {name: value for name, value in slots.items() if value})


@says(
    rf"(?:给)?客户(?:资料|档案|表)?里?再?(?:加|增加|添加|新增|建)(?:一?个|一项)?({KIND})(?:框|列表|型|类型|项)?(?:的)?(?:{FIELD})?"
    r"[: ]+([^\s,，、]{1,32})((?:[\s,，、/]+[^\s,，、/]{1,20})*)"
)
def read_kind_first(match: re.Match[str], ctx: Context) -> Frame:
    """客户资料加个下拉 客户规模 大 中 小."""
    said = as_typed(match, ctx)
    slots = {"name": said[2], "kind": KINDS[match[1]], "more": _split(said[3] or "")}
    return Frame("field.declare", {name: value for name, value in slots.items() if value})


@says("(?:再|还要?|另外再?)(?:加|建|来)(?:一个|个)?[:, ]*(.{2,60})")
def read_another(match: re.Match[str], ctx: Context) -> Frame | None:
    """再加一个 合同到期日 日期的, right after a field was declared."""
    if not any(isinstance(record, CustomField) for record in last_written(ctx)):
        return None
    return read_declare(match, ctx)


def _split(said: str) -> list[str]:
    return [word for word in re.split(r"[\s,，、/|]+", said) if word]


@handles("field.declare")
def declare(frame: Frame, ctx: Context) -> str:
    """A new field of every customer."""
    _must_be_admin(ctx)
    name = str(frame.slots["name"])
    if name in RESERVED:
        raise Refused(f"「{name}」本来就有，不用加。")
    kind = frame.slots.get("kind")
    if kind is None:
        options = [Option(title, slots={"kind": key}) for key, title in custom_fields.KINDS.items()]
        raise Question(words.ASK_KIND.format(name=name), "kind", options)
    kind = KINDS.get(str(kind), str(kind))
    more = frame.slots.get("more")
    if kind == "choice" and not more:
        raise Question(f"「{name}」有哪些选项？空格隔开，比如「高 中 低」", "more")
    listed = _split(more) if isinstance(more, str) else list(more or [])
    unit = "".join(listed).removeprefix("单位") if kind == "number" else ""
    choices = listed if kind == "choice" else []
    row = custom_fields.declare(ctx.session, name, kind, ctx.now, choices, unit[:8])
    later = frame.slots.get("later")
    return words.declared(row) + (f"\n「{later}」还没加，接着发「加字段 {later}」。" if later else "")


@says(
    rf"(?:删除|删掉|去掉|删)(?:客户(?:的)?)?{FIELD}[: ]*(.{{1,32}})",
    rf"(?:删除|删掉|去掉|删|不要)(.{{1,32}}?)(?:这个)?{FIELD}(?:了)?",
    rf"{FIELD}(.{{1,32}}?)(?:删掉|删除|不要了|去掉)",
)
def read_remove(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("field.remove", {"name": as_typed(match, ctx)[1].strip()})


@handles("field.remove")
def remove(frame: Frame, ctx: Context) -> str:
    """The field and what was filled in are hidden; undo brings both back."""
    _must_be_admin(ctx)
    row = custom_fields.named(ctx.session, str(frame.slots["name"]))
    filled = select(func.count(CustomValue.id)).where(CustomValue.field_id == row.id)
    count = ctx.session.scalar(filled, execution_options={"unscoped": True}) or 0
    if count and not confirmed(frame, words.ask_remove(row.name, count)):
        return LEFT_ALONE
    custom_fields.remove(row, ctx.now)
    return words.removed(row.name)


@says(
    rf"(?:把)?(?:客户(?:的)?)?{FIELD}[: ]*(.{{1,32}}?)(?:的名字)?(?:{RENAMED}|改成|改为)[: ]*(.{{1,32}})",
    rf"(?:把)?(.{{1,32}}?)(?:这个)?{FIELD}{RENAMED}[: ]*(.{{1,32}})",
)
def read_rename(match: re.Match[str], ctx: Context) -> Frame:
    said = as_typed(match, ctx)
    return Frame("field.rename", {"name": said[1].strip(), "to": said[2].strip()})


@handles("field.rename")
def rename(frame: Frame, ctx: Context) -> str:
    """What was filled in stays."""
    _must_be_admin(ctx)
    row, to = custom_fields.named(ctx.session, str(frame.slots["name"])), str(frame.slots["to"])
    if to in RESERVED:
        raise Refused(f"「{to}」本来就有，换一个名字。")
    old = row.name
    custom_fields.rename(ctx.session, row, to)
    return words.renamed_field(old, row.name)


@says("(?:把)?(.{2,32}?)(?:改名|改叫|更名|重命名)(?:叫|为|成)?[: ]*(.{2,32})")
def read_rename_bare(match: re.Match[str], ctx: Context) -> Frame | None:
    """装机量改名叫设备数, of a field that there is."""
    return read_rename(match, ctx) if ctx.vocabulary.field(match[1]) else None


@says(
    "(?:给)?(.{2,32}?)(?:里)?(?:再)?(?:加上?|增加|添加|新增)(?:一个|个|一项)?(?:选项)?[: ]*(.{1,40})",
    "(?:给)?(.{2,32}?)(?:的)?选项(?:里)?(?:再)?(?:加上?|增加|添加)(?:一个|个|一项)?[: ]*(.{1,40})",
)
def read_choice(match: re.Match[str], ctx: Context) -> Frame | None:
    """合同类型加一个选项 年框: of a field that is chosen from a list."""
    field = ctx.vocabulary.field(match[1])
    if field is None or field.kind != "choice":
        return None
    return Frame("field.choices", {"name": field.name, "more": _split(as_typed(match, ctx)[2])})


@handles("field.choices")
def add_choices(frame: Frame, ctx: Context) -> str:
    """More to choose from; what was filled in stays."""
    _must_be_admin(ctx)
    row = custom_fields.named(ctx.session, str(frame.slots["name"]))
    custom_fields.add_choices(row, [str(one) for one in frame.slots["more"]])
    return words.declared(row)


@says(
    rf"(?:客户)?(?:的)?{FIELD}(?:都?有(?:哪些|什么|啥)|列表|清单)?",
    rf"(?:有哪些|看看?|查看|客户有哪些|客户有什么){FIELD}",
)
def read_list(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("field.list")


@handles("field.list")
def list_(frame: Frame, ctx: Context) -> str:
    """The fields the administrators have declared."""
    fields = ctx.vocabulary.fields
    if not fields:
        return words.NO_FIELDS
    return listing(ctx, f"客户的自定义字段：共{len(fields)}个", [words.field_line(one) for one in fields])


@says("(.{3,50})")
def read_value(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为装机量120; 装机量改成150 is the customer's of the last write, or the one's just spoken of."""
    said = _saying(ctx.vocabulary).fullmatch(match[0]) if ctx.vocabulary.fields else None
    if said is None or ASKS.search(said[3]) or HOLDS.search(said[3]):
        return None
    field = ctx.vocabulary.field(said[2])
    slots = {"field": field.name if field else "", "value": _typed(said, ctx)}
    if said[1]:
        found = customers_called(said[1], ctx)
        slots["customer"] = said[1]
        return Frame("customer.update", slots, refs={"customer": found}) if found and field else None
    if ctx.current_customer() is None and not last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, 1):
        return None
    return Frame("talk.field", slots) if field else None


def _typed(said: re.Match[str], ctx: Context) -> str:
    """The value with its capitals."""
    return as_typed(said, ctx)[3].strip()


def _saying(words_: Words) -> re.Pattern[str]:
    made: re.Pattern[str] | None = words_.shelf.get("saying")
    if made is None:
        listed = "|".join(sorted((re.escape(normal(f.name)) for f in words_.fields), key=len, reverse=True))
        made = words_.shelf["saying"] = re.compile(
            rf"(?:[他她它]们?家?的?|客户的?|这家的?|(?:把|将)?(.{{2,24}}?)的?)?({listed})"
            "(?:不对|错了|记错了)?[,，: ]*(?:不是[^是]{1,12})?"
            r"(?:应该|而)?(?:是|为|改成|改为|更新为|变成|改|有|填|:)? ?(.+)"
        )
    return made


def _must_be_admin(ctx: Context) -> None:
    if ctx.user.role != "admin":
        raise Refused(words.ADMINS_FIELDS)
