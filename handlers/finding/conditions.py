"""Conditions of a customer list that the parser does not know: the company's fields, 国企, 代理商, 重点客户.

They are cut out of the words with what they say; the parser reads what is left.
"""

import re
from dataclasses import dataclass
from typing import Any

from crm.company import custom_fields, dictionaries
from crm.company.vocabulary import Field, Words
from crm.customers.search import NEVER, Own
from crm.errors import Refused
from handlers.context import Context
from handlers.finding import lacking
from handlers.values import own_value
from nlp import times
from zh.text import normal

CUT = ("kind", "nature", "credit", "satisfaction", "level", "stage")
OPERATORS = (
    (">=", "大于等于|不少于|不低于|不小于|至少|起码|>=|≥"),
    ("<=", "小于等于|不超过|不高于|不大于|至多|最多|<=|≤"),
    (">", "大于|超过|高于|多于|超|过|>"),
    ("<", "小于|低于|少于|不到|不足|没到|<"),
    ("!=", "不等于|不是|!=|≠"),
    ("=", "等于|正好|刚好|是|为|有|="),
)
COMPARES = "|".join(words for _, words in OPERATORS)
NUMBER = r"-?\d[\d,]*(?:\.\d+)?(?:十|百|千|万|亿|k|w)?|[一二两三四五六七八九十百千万亿]+"
LIST_WORDS = re.compile("客户|公司|企业|单位|名单|哪些|有谁|几家|几个|多少家|列表|列一下|列出|筛|查|找")
LETTER = re.compile("[a-e](?:类|级)")  # the parser reads these itself
ORDERS = re.compile(
    "^(?:帮我|请)?(?:删|清空|清掉)|自动|规则|提醒|改成|改为|转给|发给|发短信|群发|就要?回|加一项|停用"
)  # no question
DENIED = re.compile("(?:没有?|未|不是|非)$")  # 没成交的客户
MARK = "\x00"
AT_END = (
    "(?:现在|目前|都|一共|总共)*"
    "(?:有?(?:哪些|哪几[个家]|几[个家]|多少[个家]?|谁|什么)|名单|列表|的|[吗呢?？])*$"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """What was found, and the words without it."""

    conditions: dict[str, Any]
    own: tuple[Own, ...]
    rest: str

    @property
    def found(self) -> bool:
        return bool(self.conditions or self.own)


def cut(text: str, ctx: Context) -> Cut:
    """The conditions in the words, as columns of `Conditions`."""
    words = ctx.vocabulary
    rest, own = _own(normal(text), words, ctx)
    rest, conditions = lacking.cut(rest, MARK)
    for kind in CUT:
        pattern, known = _pattern(kind, words), words.known(kind)
        match = pattern.search(rest) if pattern else None
        if match and not DENIED.search(rest[: match.start()]):
            said = next(group for group in match.groups() if group)
            conditions.setdefault(kind, known[dictionaries.bare(said)])
            rest = rest[: match.start()] + MARK + rest[match.end() :]
    return Cut(conditions, own, _tidy(rest))


def _tidy(rest: str) -> str:
    """深圳的\\0客户 reads 深圳的客户."""
    rest = re.sub(rf"(?:的|且|并且|而且|、|,|，|和| )*{MARK}(?:的|且|并且|而且|、|,|，|和| )*", "的", rest)
    return rest.removeprefix("的").strip()


def _pattern(kind: str, words: Words) -> re.Pattern[str] | None:
    """Words of a dictionary where they mean it: 国企 alone, 重点 before 客户, AAA after 资信."""
    shelf = f"cut:{kind}"
    if shelf not in words.shelf:
        known = [w for w in words.known(kind) if len(w) > 1 and not LETTER.fullmatch(w)]
        listed = sorted(map(re.escape, known), key=len, reverse=True)
        every = "|".join(listed)
        single = "|".join(re.escape(w) for w in words.known(kind) if len(w) == 1)
        title = "|".join(w for w, k in dictionaries.called().items() if k == kind)
        link = "(?:等级)?(?:是|为|:)?"
        forms = {
            "kind": rf"(?:{title}){link}({every})|({every})(?=类?的?(?:客户|$|有哪些))",
            "nature": rf"(?:{title}){link}({every})|({every})(?=[的客\x00]|$|有哪些)",
            "credit": rf"(?:{title}){link}({every}|{single})(?:级)?",
            "satisfaction": rf"(?:{title}){link}({every})|((?:非常|很|十分|不太|极)?不?满意)(?=的?客户)",
            "stage": rf"((?:{every})(?<=客户))|({every})(?:阶段|状态)?(?=的?客户)",
            "level": rf"(?:{title}){link}({every})(?=的|客户|$)|({every})(?=的?客户)"
            rf"|((?:{every})(?<=客户))(?={AT_END})",
        }
        words.shelf[shelf] = re.compile(forms[kind]) if every else None
    found: re.Pattern[str] | None = words.shelf[shelf]
    return found


def _own(text: str, words: Words, ctx: Context) -> tuple[str, tuple[Own, ...]]:
    found: list[Own] = []
    for field in sorted(words.fields, key=lambda one: -len(one.name)):
        name = normal(field.name)
        if name not in text:
            continue
        missing = re.search(
            rf"(?:没有?|未)(?:填|写|录)?过?{re.escape(name)}(?:的)?|{re.escape(name)}(?:没填|未填|为空|是空)的?",
            text,
        )
        if missing:
            found.append(Own(field.name, NEVER))
            text = text[: missing.start()] + MARK + text[missing.end() :]
            continue
        read = {"number": _number, "date": _date}.get(field.kind, _words)
        text, own = read(text, name, field, ctx)
        found += own
    return text, tuple(found)


def _number(text: str, name: str, field: Field, ctx: Context) -> tuple[str, list[Own]]:
    at = rf"{re.escape(name)}(?:的)?(?:数量?)?(?:在)?"
    unit = re.escape(normal(field.unit)) if field.unit else "[台个套千瓦万元天年%]{1,2}"
    between = re.search(rf"{at}({NUMBER})(?:{unit})?(?:到|至|-|~|—)({NUMBER})(?:{unit})?(?:之间|的)?", text)
    if between:
        own = [
            Own(field.name, ">=", _plain(field, between[1], ctx)),
            Own(field.name, "<=", _plain(field, between[2], ctx)),
        ]
        return text[: between.start()] + MARK + text[between.end() :], own
    match = re.search(
        rf"{at} ?({COMPARES})? ?({NUMBER})(?:{unit})?(以上|及以上|以下|及以下|以内|多)?(?:的)?", text
    )
    if match is None:
        return text, []
    operator = (
        next((sign for sign, said in OPERATORS if match[1] in said.split("|")), "=") if match[1] else "="
    )
    if match[3]:
        operator = ">=" if match[3] in ("以上", "及以上", "多") else "<="
    own = [Own(field.name, operator, _plain(field, match[2], ctx))]
    return text[: match.start()] + MARK + text[match.end() :], own


def _plain(field: Field, said: str, ctx: Context) -> str:
    return custom_fields.plain(own_value(ctx, field, said))


def _date(text: str, name: str, field: Field, ctx: Context) -> tuple[str, list[Own]]:
    start = text.index(name)
    found = [t for t in times.find(text, ctx.now.astimezone(ctx.tz)) if t.start >= start + len(name)]
    between = text[start + len(name) : found[0].start] if found else ""
    if not found or found[0].kind not in ("date", "range", "moment") or len(between) > 4:
        return text, []
    first, _, last = found[0].as_period("future").partition("/")
    first, last = first[:10], (last or first)[:10]
    tail = re.match("(?:之前|以前|前|之后|以后|后|到期)?的?", text[found[0].end :])
    words = (between, text[found[0].start : found[0].end] + (tail[0] if tail else ""))
    if re.search("早于|先于|<", between) or re.search("(?<![目当])前的?$", words[1]):
        own = [Own(field.name, "<", first)]
    elif re.search("晚于|大于|>", between) or re.search("后的?$", words[1]):
        own = [Own(field.name, ">", last)]
    else:
        own = (
            [Own(field.name, ">=", first), Own(field.name, "<=", last)]
            if first != last
            else [Own(field.name, "=", first)]
        )
    return text[:start] + MARK + text[found[0].end + (tail.end() if tail else 0) :], own


def _words(text: str, name: str, field: Field, ctx: Context) -> tuple[str, list[Own]]:
    if field.kind == "choice":
        listed = "|".join(
            re.escape(normal(choice)) for choice in sorted(field.choices, key=len, reverse=True)
        )
        match = re.search(rf"{re.escape(name)}(?:的)?(不是|是|为|等于|:)? ?({listed})(?:的)?", text)
    else:
        match = re.search(
            rf"{re.escape(name)}(?:的)?(不是|是|为|等于|:) ?([^\s,，的]{{1,20}}?)(?:的|$|(?=客户))", text
        )
    if match is None:
        return text, []
    try:
        value = _plain(field, match[2], ctx)
    except Refused:
        return text, []
    own = [Own(field.name, "!=" if match[1] == "不是" else "=", value)]
    return text[: match.start()] + MARK + text[match.end() :], own
