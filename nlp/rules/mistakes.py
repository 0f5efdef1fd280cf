"""The last write is wrong, and how is said before what is right: 概率记高咯 只有四成, 派错人了 给米兰的
应该阿杰来."""

from nlp import forms as re
from nlp.entities import Item
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention
from nlp.reading import Clause
from nlp.rules import common
from nlp.rules.corrections import SPOKEN_BY, Found, field_named

_WRITTEN = "记|录|写|填|输|登|登记|敲"
_AT_ALL = (
    "(?:哎呀?|哦|啊|刚[才刚]?|之前|前面|上一?[条笔个]|最后一?[条笔个]|那个?[条笔]?|这[条笔]|我|给|又"
    "|把(?!握)|的|[ ,，]){0,5}"
)
HEAD = re.compile(
    rf"{_AT_ALL}(?P<what>[\u4e00-\u9fff]{{0,6}}?)(?:我|也|都|给|被|又)?"
    f"(?:(?:{_WRITTEN}|弄|搞|选|点|说)(?:错|岔|混|串|反)(?P<who>人|时间|日期|日子)?|(?:指?派|分派?|转|交)"
    "(?P<given>错)(?:人|师傅|了人)?"
    f"|(?:{_WRITTEN})(?P<far>[高低多少大小早晚]))(?:(?:了|咯|啦|喽|咧)+|(?<=错人))(?:刚才|刚刚|啊|呀)?"
    "(?=[ ,，。!！是应该实只才]|$)"
)
SIGNS = frozenset("错岔混串反高低多少大小早晚")
_RECORD = re.compile(
    "(?:客户|联系人|名字|人名?|金额|总额|总价|单价|价钱?|款|回款|钱|数量?|台数|件数|概率|胜算|赢率|把握"
    "|成交率|折扣?|日期|日子|时间|几号|到账|派工|派单|工单|报修|维修|待办|代办|任务|提醒|单子?|订单|合同"
    "|报价|商机|产品|型号|级别|等级|里|上|的|了)*"
)
# 原来今天才周四: what day it is, found out.
WHAT_DAY = re.compile(
    "今[天儿日](?:才|都|已经|就|不)*(?:是|到)?(?:(?:周|星期|礼拜)[一二三四五六日天]"
    "|\\d{1,2}[号日])(?:了|啊|呀)*[ ,，。!！]*$"
)
_CASE = re.compile("派工|派单|工单|师傅|报修|维修|上门")
_NOT = re.compile(
    "(?:不是|不该是?|写成了?|记成了?|录成了?|原来(?:是|写的)?)(?:给|派给)?(?:[他她]们)?(?:家|公司|那边)?的?$"
)
_GAVE = re.compile(r"(?:派给|指派给|交给|转给|分给|给)了?$")
_IT_WAS = re.compile("[ ,，]*(?:应该|其实)?是?")
_GIVEN = re.compile(r"(?:的|了)(?=$|[ ,，。])")
_MONEY_CAME = re.compile("款|钱|账|定金|[订首]金")
_HAPPENED = re.compile("[去见聊访谈](?:的|了|过)")
_OF_ITEMS = {
    "percent": ("probability", "discount"),
    "discount": ("discount",),
    "money": ("amount", "price"),
    "quantity": ("quantity",),
    "number": ("amount", "price", "quantity"),
    "level": ("level",),
    "time": ("due", "date", "time"),
}


def told(clause: Clause) -> Found | None:
    """What is put right, where the message begins with how it went wrong; None where it does not, or says no
    value."""
    head = HEAD.match(clause.text)
    if head is None or not _RECORD.fullmatch(head["what"]) or clause.has("ask", "asked_back", "remind"):
        return None
    if "今" in clause.chars and WHAT_DAY.search(clause.text):
        return None
    start = clause.start + head.end()
    named = field_named(head[0])
    if (
        head["given"]
        or head["who"] == "人"
        or named in ("contact", "assignee")
        or head["what"].endswith("人")
    ):
        return _somebody(clause, start, head)
    if (product := _product(clause, start)) and named in (None, "product"):
        return product
    if by := _spoken_by(clause, start):
        return {"field": ("channel", None), "value": (by.value("channel"), common.span(by))}
    items = [i for i in clause.items if i.start >= start and i.kind in _OF_ITEMS]
    new = next((i for i in items if not _denied(clause, i.start) and _fits(i, named)), None)
    if new is None or (named is None and not head["far"] and new.kind != "time"):
        return None
    if (
        new.kind == "time"
        and named is None
        and not _MONEY_CAME.search(clause.text)
        and clause.has("person", "customer")
    ):
        return None  # 记岔了 今天见的是吕一: not the day
    field, value = _filed(clause, new, named)
    found: Found = {"field": (field, None), "value": (value, common.span(new))}
    old = next(
        (
            i
            for i in items
            if i is not new and _OF_ITEMS[i.kind][0] == _OF_ITEMS[new.kind][0] and _denied(clause, i.start)
        ),
        None,
    )
    if old is not None:
        before = old.past if field == "time" and old.past else _filed(clause, old, named)[1]
        found["old"] = before, common.span(old)
    return found


def _spoken_by(clause: Clause, start: int) -> Cue | None:
    """说错了 是打电话说的: by what way one spoke."""
    text = clause.reading.text
    led = _IT_WAS.match(text, start)
    said = SPOKEN_BY.match(text, led.end() if led else start, clause.end)
    return next((c for c in clause.marked("channel") if said and said.start() <= c.start < said.end()), None)


def _fits(item: Item, named: str | None) -> bool:
    return named is None or named in _OF_ITEMS[item.kind]


def _denied(clause: Clause, at: int) -> bool:
    return _NOT.search(clause.text[: at - clause.start]) is not None


def _filed(clause: Clause, item: Item, named: str | None) -> tuple[str, object]:
    if item.kind != "time":
        field = named or ("quantity" if item.kind == "quantity" else _OF_ITEMS[item.kind][0])
        return field, item.value
    if named == "date" or _MONEY_CAME.search(clause.text):
        return "date", item.day(past=True)
    if item.tenses[:1] == ("past",) or _HAPPENED.search(clause.text):
        return "time", item.past or item.value
    return "due", item.deadline()


def _product(clause: Clause, start: int) -> Found | None:
    goods = [m for m in clause.named("product") if m.start >= start and m.names]
    return _of(clause, goods, "product", "product") if len(goods) in (1, 2) else None


def _somebody(clause: Clause, start: int, head: re.Match[str]) -> Found | None:
    """Who it should be, and who was written: somebody of the customer's, or a colleague for what was given
    out."""
    handed = head["given"] is not None or "负责" in head[0] or "指派" in head[0]
    kind = "user" if handed else "contact"
    people = [m for m in clause.people(kind) if m.start >= start]
    field = "contact" if not handed else "user" if _CASE.search(head[0]) else "assignee"
    return _of(clause, people, kind, field)


def _of(clause: Clause, named: list[Mention], kind: str, field: str) -> Found | None:
    old = [m for m in named if _denied(clause, m.start) or _was_given(clause, m)]
    new = [m for m in named if m not in old]
    if not new:
        return None
    found: Found = {"field": (field, None)}
    for slot, mention in (("value", new[0]), ("old", old[0] if old else None)):
        if mention is not None:
            names = list(dict.fromkeys(n.name for n in mention.of(kind)))
            found[slot] = names[0] if len(names) == 1 else names, (mention.start, mention.end)
    return found


def _was_given(clause: Clause, mention: Mention) -> bool:
    """给米兰的, 派给了米兰: where it went, not where it should go."""
    text = clause.reading.text
    return (
        _GAVE.search(text[clause.start : mention.start]) is not None
        and _GIVEN.match(text, mention.end) is not None
    )
