"""Marketing activities: what they are called, for whom, when; and how they went."""

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause, Span
from nlp.rules import common
from nlp.rules.base import Slots

NOUN = (
    "活动|促销|推广|沙龙|直播|群发|答谢会?|讲座|公开课|推介会|品鉴会|发布会|团购|大促|特惠|体验日|体验会"
    "|开放日|招商会|订货会|展销会?|路演|酒会|茶话会|宣讲会|分享会|campaign|训练营|试用周|特卖"
)
MAKES = (
    "(?:发|新建|创建|建立|建|新增|增加|添加|加|发起|搞|举办|筹办|办|策划|做|开|录入?|登记|安排|组织|弄|来"
    "|设|上)"
)
_COUNT = r"(?:一?个|一?场|一?次|一?期|一?下|一?档|一?轮|新的?)?"
_STOP = re.compile(
    r"[,，。;；!！?？\n]|(?<![a-z0-9]) (?!开始)|开始|启动|举办|举行|进行|主题|名称|名字|活动(?=$|[,，。 ])"
    "|时间(?=是|定|[:：])|日期|就叫|叫做"
)
_SEGMENT = re.compile(
    "(?:面向|针对|面对|对象(?:是|为|[:：])?|目标客户(?:是|为|[:：])?|目标人群(?:是|为|[:：])?"
    "|受众(?:是|为|[:：])?|邀请|定向|发给|给到|专门给|覆盖|人群(?:是|为|[:：]))[:： ]*(?P<v>.+)"
)
_FOR = re.compile(
    r"(?:^|[,，。 ])(?:主要|专门|重点|只|就|都)?(?:给|为|请)(?P<v>[\u4e00-\u9fffa-z0-9]{1,14}?(?:客户|用户"
    "|会员|学校|门店|企业|公司|商家|家长|代理商|经销商|渠道))(?=[,，。 ]|办|做|搞|开|建|群发|都发|发|的|$)"
)
_NAMED = re.compile(
    r"(?:活动)?(?:名称|名字|主题|标题|名)(?:就)?(?:叫做?|是|为|定为|[:：])*[ ]*[“\"'《「]?"
    r"(?P<a>[^,，。;；:：“”\"'》」\n]{2,24}?)[”\"'》」]?(?=[,，。;； \n]|面向|针对|对象|邀请|$)"
    r"|(?:就叫|叫做?|取名|名为|命名为)[“\"'《「 ]?(?P<b>[^,，。;；“”\"'》」\n ]{2,20}?)[”\"'》」]?"
    r"(?=[,，。;； \n]|的活动|面向|针对|对象|邀请|$)|[“\"《「](?P<c>[^”\"》」]{2,20})[”\"》」]"
)
_BEHIND = re.compile(
    rf"(?:^|[,，。 个场次期档轮的新]|{MAKES}|营销|市场|推广)(?:{NOUN})(?:新建|建|录|登记|创建)?(?:一下|吧)?"
    r"[:：,， ]+(?P<v>[\u4e00-\u9fffa-z0-9]{2,18})"
)
_BEFORE_MAKING = re.compile(
    rf"(?:{NOUN})[:：,， ]+(?P<v>[\u4e00-\u9fffa-z0-9]{{2,16}})[,， ](?:帮我|帮|给我)?{MAKES}(?:一?下|一?个"
    "|上|起来|吧)"
)
_GLUED = re.compile(rf"{MAKES}{_COUNT}(?:营销|市场)?活动(?P<v>[\u4e00-\u9fffa-z0-9]{{3,14}})(?=[,，。 ]|$)")
_MADE = re.compile(
    rf"{MAKES}{_COUNT}(?P<v>[\u4e00-\u9fffa-z0-9]{{2,14}}?(?:节|季|周|日|月|会|营|专场|专题|特惠|促销|大促))"
    "(?=[ ,，])"
)
_VERB_FIRST = re.compile(rf"{MAKES}{_COUNT}(?P<v>[\u4e00-\u9fffa-z0-9]{{0,16}}?(?:{NOUN}))")
_NOUN_FIRST = re.compile(
    rf"(?:^|[,，。 ])(?:帮我|帮|给我|请|把|将)?(?P<v>[\u4e00-\u9fffa-z0-9]{{2,18}}?(?:{NOUN}|会|节|季|营|周"
    f"|日))[,， ]?(?:这个)?(?:活动)?(?:帮我|帮|给)?(?:{MAKES})"
)
_FIRST_WORDS = re.compile(
    rf"^(?:帮我|帮|给我|请)?(?P<v>[\u4e00-\u9fffa-z0-9]{{2,18}})(?=[,，。 ]).*"
    f"(?:帮我?|给|请)?{MAKES}{_COUNT}(?:营销|市场)?活动"
)
_OPENING = re.compile("^(?P<v>[\u4e00-\u9fffa-z0-9]{2,14}活动)(?=[,，。 ])")  # 年底冲量活动 给A类客户…
_PLAIN = re.compile(
    "^(?:发起|新建|创建|登记|的|新的?|线上|线下|营销|市场|推广|促销|一个|一场|个|场|一下|下|建)*"
    "(?:活动|沙龙|促销|推广|直播|讲座|campaign|开始|启动|举办|举行|进行|开展)?$"
)


def details(clause: Clause, slots: Slots) -> None:
    """Title, segment and date of a new activity."""
    taken: list[Span] = []
    if match := _SEGMENT.search(clause.text) or _FOR.search(clause.text):
        span = _until(clause, clause.start + match.start("v"))
        if match.re is _FOR:
            span = (span[0], clause.start + match.end("v"))
        words = clause.reading.words(span).strip(common.PUNCTUATION)
        words = re.sub(r"(?:的)?(?:营销|市场|推广)?(?:活动|沙龙|讲座)$|(?:做|搞|办|开展)$", "", words)
        words = re.sub(
            r"((?:客户|用户|会员|门店|学校|企业|商家|家长))(?:的|做|搞|办)[^,，]{1,12}$", r"\1", words
        )
        if words:
            slots.put("segment", words, span)
            taken.append((clause.start + match.start(), span[1]))
    _title(clause, slots, taken)
    times = [
        i
        for i in clause.of_kind("time")
        if not any(a <= i.start < b for a, b in [*taken, *_span(slots, "title")])
    ]
    times = [i for i in times if "/" not in str(i.value)] or times  # 三月焕新季 三月十五开始
    if times:
        slots.put("date", times[0].day(), common.span(times[0]))


def _until(clause: Clause, start: int) -> Span:
    """To the next mark, time or label."""
    text = clause.reading.text
    stops = [i.start for i in clause.of_kind("time") if i.start > start]
    if match := _STOP.search(text, start + 1, clause.end):
        stops.append(match.start())
    return start, min([*stops, clause.end])


_TITLES = (
    _NAMED, _BEFORE_MAKING, _BEHIND, _GLUED, _MADE, _VERB_FIRST, _NOUN_FIRST, _FIRST_WORDS, _OPENING,
)  # fmt: skip


def _title(clause: Clause, slots: Slots, taken: list[Span]) -> None:
    for pattern in _TITLES:
        for match in pattern.finditer(clause.text):
            group = next(g for g in match.groupdict() if match[g])
            found = _name(
                clause,
                clause.start + match.start(group),
                clause.start + match.end(group),
                pattern is _NAMED,
                taken,
            )
            if found:
                slots.put("title", *found)
                return


def _is_holiday(clause: Clause, item: Item) -> bool:
    """春节备货季, 圣诞节活动: a time that is part of the name."""
    return not re.search(r"[\d月号周下明今后本点日]", clause.reading.text[item.start : item.end])


_HELD = re.compile("(?:搞|办|做|弄|组织|开展|举办)(?:一?[个场次])")


def _name(clause: Clause, start: int, end: int, said: bool, taken: list[Span]) -> tuple[str, Span] | None:
    """The words of a title, without a time before them and the plain word 活动 behind them."""
    for item in clause.of_kind("time"):
        if _is_holiday(clause, item):
            continue
        if item.start <= start < item.end or item.start == start:
            start = item.end
        elif start < item.start < end and not said:
            end = item.start
    goods = {m.start for m in clause.named("product")}
    while start < end and start not in goods and clause.reading.text[start] in "的个场次,， ":
        start += 1
    if start >= end or any(a < end and start < b for a, b in taken):
        return None
    words = clause.reading.words((start, end)).strip(common.PUNCTUATION)
    words = (
        re.sub(r"^(?:面向|针对|名称|名字|主题).*|^(?:营销|市场|推广)活动(?=.)|(?:是|为)$", "", words)
        if not said
        else words
    )
    words = words if said else _HELD.sub("", words)  # 双十二搞个促销
    shorter = re.sub(r"(?:这个|的)?(?:营销|市场|推广)?活动$", "", words)
    words = shorter if len(shorter) >= 2 else words
    return (words, (start, end)) if len(words) >= 2 and (said or not _PLAIN.match(words)) else None


def _span(slots: Slots, slot: str) -> list[Span]:
    return [slots.spans[slot]] if slot in slots.spans else []


_ASKED = re.compile(
    "(?:^|[,，。 ])(?:我想|想)?(?:看一?看?下?|查一?查?下?|查看|帮我看看?|那个|我们|咱们|那场|这场|请|展示"
    r"|汇报)*(?:(?P<t>活动|campaign)[:： ]?)?(?P<v>[\u4e00-\u9fffa-z0-9]{2,20}?)"
    f"(?:的|这个|那个|这场|那场|这次|那次|这期|那期)*(?:营销|市场|推广)?(?(t)|(?:{NOUN}))?(?:的|现在|目前"
    "|最近|到底|搞得|办得|做得|进行得)*"
    "(?:效果|咋样|怎么样|怎样|如何|数据|情况|结果|报名|转化|进展|反馈|多少|有多少|来的|带的|引来|线索|商机"
    "|成单|响应|反响|来了|带来|参加|触达|成果|成绩|战果|表现|roi|$)"
)


_QUOTED = re.compile('[“"《「](?P<v>[^”"》」]{2,20})[”"》」]')


def asked_title(clause: Clause) -> tuple[str, Span] | None:
    """The activity a question is about."""
    if quoted := _QUOTED.search(clause.text):
        at = (clause.start + quoted.start("v"), clause.start + quoted.end("v"))
        return clause.reading.words(at), at
    if not (match := _ASKED.search(clause.text)):
        return None
    start, end = clause.start + match.start("v"), clause.start + match.end("v")
    for item in clause.of_kind("time"):
        if item.start <= start < item.end and not _is_holiday(clause, item):
            start = item.end
    while start < end and clause.reading.text[start] in "的那个,， ":
        start += 1
    words = re.sub(
        r"(?:的)?campaign$|^(?:我|看|那)$|^(?:去年|今年|前年|上次)的?", "", clause.reading.words((start, end))
    )
    return (words, (start, end)) if len(words) >= 2 and not _PLAIN.match(words) else None
