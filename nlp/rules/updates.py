"""Which field of a customer changes, and into what: 公牛的账期改成月结60天."""

from typing import Any

from nlp import forms as re
from nlp.lexicon import Cue
from nlp.reading import Clause, Span
from nlp.rules import common, relocations

_CHANGE = re.compile(
    "(?:补成|补为|写成|填成|改成|改为|改到|改回到?|调回到?|降回到?|换成|换为|更新为|更新成|更新|变更为"
    "|变更成|修改为|修改成|调整为|调整到|调整成|调到|调成|设为|设成|设置为|设置成|变成|变为|升级为|升级成"
    "|升级到|升为|升到|升成|降为|降到|降成|降级为|定为|标为|写成|写上|补充|补上|填上|填|记为|加上|加一句"
    "|加一条|添加|加|改下|改一下|改|换|变|是|为|升|降)"
    "(?:了|一下|(?<![为成到])下(?![午周个月班游属]))?[:：, ]*"
)
_CUSTOM = re.compile(
    r"的?([\u4e00-\u9fff]{2,6}?)(?:改成|改为|改回|换成|换为|更新为|更新成|变更为|修改为|设为|设成|调整为"
    "|填)[:： ]*([^,，。;；]{1,30})$"
)
_NO_CUSTOM = re.compile(
    "时间|日期|那个|这个|会议?$|拜访|培训|行程|安排|面谈|考察|验收|交货|[发送]货(?!方式|周期|条件|要求)|价|折|数量|产品|台数|刚才"
    "|概率|阶段|金额|目标|预计"
)
_RENAMED = re.compile(
    "(?:改名|更名)字?(?:了[ ,，]*(?:现在|以后|今后)?(?=[叫为成]))?(?:叫|为|成)?[:： ]*(.{2,30}?)(?:了|吧)?"
    "(?=[,，。;； ]|$)"
)
_BEFORE_VALUE = re.compile(
    "^(?:一下|了|成|(?:变了?|换了?|搬了?|迁了?)?[,， ]*现在(?:在|是|搬到了?)|搬到了?|搬去了?"
    "|搬至|迁到了?|写|就写|填)[:：,， ]*(?=.)"
)
# 地址是聚工路19号 改下: no word of the value.
_PLACED = re.compile(
    r"[ ,，]+(?:帮我|你|给)?(?:改|换|更新|登记|录|记|存|填)(?:一?下|上|进去)?吧?$|(?<=号|层|楼|室|路|区)了$"
)
_RATED = re.compile(r"([1-3一二两三双单])个?a(?:级|类)?(?![a-z0-9])")
_NUMBER = re.compile(r"\D{0,4}(\d+(?:\.\d+)?)分?")
_POINTS = re.compile("([一二三四五])(?:颗?星|分)[吧了]?")
_ITEMS = frozenset({"level", "phone", "email"})  # found as values of that kind
_NUMBERS = frozenset({"credit", "satisfaction"})
_PLAIN = frozenset({"address", "industry", "region", "source", "stage"})
_NAMED_BY = {"stage": "阶段", "industry": "行业"}  # said behind the value

Update = tuple[str | None, Any, Span | None]


def updated_field(clause: Clause) -> Update:
    """Which field changes, its new value in the form of the contract and the value's place."""
    if renamed := _RENAMED.search(clause.text):
        at = (clause.start + renamed.start(1), clause.start + renamed.end(1))
        return "name", clause.reading.words(at), at
    labels = [c for c in clause.cues if c.value("field")]
    if labels:
        return _labelled(clause, labels)
    if level := clause.of_kind("level"):
        return "level", level[-1].value, common.span(level[-1])
    if region := clause.first("region"):
        return "region", region.value("region"), common.span(region)  # 划到华东区
    if place := relocations.new_address(clause):
        return "address", clause.reading.words(place), place
    return custom_field(clause) or (None, None, None)


# 东睦属于汽车行业, 把绿城归到地产行业: the trade stands before its label.
_OF_TRADE = re.compile("(?:属于|从事|是|做|搞|归(?:到|入|为|在)|划(?:到|入|为|进))+([\u4e00-\u9fff]{2,6})$")


def _labelled(clause: Clause, labels: list[Cue]) -> Update:
    text = clause.reading.text
    verb = _CHANGE.search(text, labels[0].end, clause.end)
    before = [c for c in labels if verb is None or c.end <= verb.start()] or labels
    label = max(before, key=lambda c: (len(c.word) > 1, c.start if verb else -c.start))
    if label.value("field") == "industry" and (trade := _OF_TRADE.search(text, clause.start, label.start)):
        return "industry", clause.reading.words(trade.span(1)), trade.span(1)
    if label.value("field") == "note" and _BEHIND.fullmatch(text, label.end, clause.end):
        return _noted(clause, label)
    change = None if text.startswith(":", label.end) else _CHANGE.search(text, label.end, clause.end)
    begin = change.end() if change else label.end
    whose = (m.start for m in clause.named("customer") if m.start > begin and text[m.start - 1] in " ,，。")
    words, span = common.rest(clause, start=begin, end=next(whose, None))
    if not (words.startswith("成") and change and change[0].rstrip(" :：,")[-1:] in ("成", "为")):
        words = _BEFORE_VALUE.sub("", words)  # but 改成成都, 改为成人教育
    words = _PLACED.sub("", words)
    name = label.value("field")
    if name in _PLAIN:
        words = re.sub("了$", "", words)  # 地址搬到南山科技园了
    value, place = _value(clause, name, words, begin)
    return name, value, place or span


# 她只收专票 备注一下, 记到备注里: what is to be noted stands before it.
_BEHIND = re.compile("(?:里[头面]?|上|中|栏|一?下|进去|去|吧|哈|[ ,，。!！])*")
_TO_NOTE = re.compile(
    "(?:帮我|给|先|也|请|[ ,，。])*(?:[记写加填存放添]|补充?)?(?:[到在进个上入])?(?:客户)?$"
)
_WHO_SAYS = re.compile(
    "(?:[ ,，。:：]|[他她]们?|那边|家|的|以后|今后)*(?:说|讲|要求|交代|反映)?(?:了|过|的是)?[ ,，]*"
)


def _noted(clause: Clause, label: Cue) -> Update:
    text = clause.reading.text
    named = [m for m in clause.mentions if m.kind in ("customer", "person") and m.end <= label.start]
    begin = max(
        (m.end for m in named if not text[clause.start : m.start].strip(" ,，")), default=clause.start
    )
    for m in named:
        begin = m.end if m.start == begin else begin
    end = _TO_NOTE.search(text, begin, label.start)
    at = _WHO_SAYS.match(text, begin, label.start)
    span = at.end() if at else begin, end.start() if end else label.start
    words = clause.reading.words(span).strip(" ,，。")
    return "note", words or None, span if words else None


def _value(clause: Clause, name: str | None, words: str, begin: int) -> tuple[Any, Span | None]:
    """The value of a field from its words, and its place if that is narrower than theirs."""
    if name in _ITEMS and (items := clause.of_kind(name)):
        return items[-1].value, common.span(items[-1])
    if name == "credit" and (rated := _RATED.match(words.lower())):
        return "A" * (int(rated[1]) if rated[1].isdigit() else "单双三".find(rated[1]) + 1 or 2), None
    if name in _NUMBERS:
        if items := [i for i in clause.of_kind("money", "number", "score") if i.start >= begin - 1]:
            return items[0].value, common.span(items[0])
        if bare := _NUMBER.match(words):
            return common.number(float(bare[1])), None
        if said := _POINTS.fullmatch(words):
            return "零一二三四五".find(said[1]), None
    return words.removesuffix(_NAMED_BY.get(name or "", "")), None


def custom_field(clause: Clause) -> tuple[str, str, Span] | None:
    """公牛的账期改成月结60天: a field of the firm's own, in its own words."""
    company = next(iter(clause.named("customer")), None)
    if company is None or clause.reading.text[clause.start : company.start].strip() not in (
        "",
        "把",
        "将",
        "帮我把",
    ):
        return None
    match = _CUSTOM.match(clause.reading.text, company.end, clause.end)
    if match is None or _NO_CUSTOM.search(match[1]):
        return None
    return (
        clause.reading.words(match.span(1)),
        re.sub("[吧了]$", "", clause.reading.words(match.span(2))),
        match.span(2),
    )
