"""Where the words of a report begin: who, when and how stand before what there is to tell."""

from nlp import forms as re
from nlp.entities import Item
from nlp.lexicon import Cue
from nlp.reading import Clause, outside

_HEADER = re.compile(
    "[的,，:：、 ]*(?:(?>帮我|麻烦|记录?(?:一下|下)?|登记(?:一下|下)?|(?:写|补|记|加)(?:个|条|一个|一条)"
    r"(?:跟进|拜访|沟通)?(?:记录)?|(?:跟进|拜访|沟通)(?:记录)?(?=[:： ])|收工|汇报一?下|\d[、.]|在|去|到|给"
    "|跟|和|与|同|找|约|请|对|向|陪|刚[才刚]?|又|还|已经|我们?|在.{1,6}(?:上|会上|里)|那边|家|公司|客户"
    r"|一起|用|通过|上|里|说了?|把|下(?!周|个?月|个?星期|个?礼拜|午|旬|半|季|次|单|订|来)|个|次|趟|了|过|完|一?会儿?|一下|半?小时|半个小时|\d+分钟"
    r"|[一二两三几半十]+(?:个)?(?:小时|分钟|钟头|天)|[一二两三四五六七八九十几\d]+[家个户位](?=[,，:： ])))*"
    "[的,，:：、 ]*"
)
_NOT_DONE = re.compile(
    "(?:没|不|未)(?:有|空|时间|能|多|怎么|细|深|再|[接回听看]我?)?$"
)  # 没空见我, 不接电话: what did not happen is the content
SAID_OF = re.compile(
    "(?:(?:确认|敲定|商定|说好|讲好|定好|发来|答应|承诺|保证|同意|准备|打算|争取|计划|预计)了?|意思(?:就)?是|(?:推迟?|改|延|挪|拖|排|放|定)[到在])$"
)  # 确认了周六停机: when it will be, not when we met


_REPORTS = re.compile("(?:说|讲|汇报|反馈)(?:[他她])?")  # 苗苗说她昨天见了…: a colleague tells what he did


_SETTLED = frozenset("好妥定拢成透崩")
_PAUSES = frozenset(" ,，。;；!！")


_MET = frozenset({"met", "meet", "channel"})
_LEADING = _MET | {"just"}
_TOLD_FIRST = frozenset({"channel", "met", "history_word"})


def header_end(clause: Clause) -> int:
    """Where the who, when and how end and the what begins."""
    text = clause.reading.text
    place, met = first_told(clause), False
    stop = re.search(r"[,，。;；!！?？\n]| (?=[^ ])", text[place : clause.end])
    first_end = place + stop.start() if stop else clause.end
    if reporter := _REPORTS.match(
        text, next((m.end for m in clause.people("user") if m.start == place), place)
    ):
        at = reporter.end()
        if any(i.start == at for i in clause.of_kind("time")) or any(
            c.start == at for c in clause.marked("met")
        ):
            place = at
    marks = sorted(
        [(m.start, m.end) for m in clause.mentions if m.kind in ("customer", "person")]
        + [
            (c.start, c.end)
            for c in clause.cues
            if (
                not _LEADING.isdisjoint(c.features)
                or "scope" in c.features
                and c.start == clause.start
                or "title" in c.features
                and any(m.kind == "person" and m.start == c.end for m in clause.mentions)
            )
            and not re.match("给了|说了|介绍了|讲了|送了|寄了|演示|交付|回了|谈妥|没|打不通", c.word)
            and not _NOT_DONE.search(text, max(clause.start, c.start - 3), c.start)
            and not was_away(clause, c)
        ]
        + [
            (i.start, i.end)
            for i in clause.of_kind("time")
            if not SAID_OF.search(text, clause.start, i.start) and not to_come(i)
        ]
    )
    timed = {i.start for i in clause.of_kind("time") if i.start >= place}
    for start, end in marks:
        gap = _HEADER.match(text, place)
        reach = gap.end() if gap else place
        if start < place:
            place = max(place, end)
        elif (
            start in timed
            and re.search(r"(?:说|讲|表示|反馈)$", text[place:start])
            or met
            and re.search(r"[,，。;；!！]", text[place:start])
            and not _goes_on(clause, start, end)
            or start in timed
            and min(timed) < start
            and any(c.start < start for c in clause.marked("met"))
            and text[end : end + 1] not in (*_PAUSES, "")
            and not _PAUSES.isdisjoint(text[place:start])
        ):
            break  # 今天拜访了李明 周五他们开标: a second time, told of something else
        elif start <= reach or (
            start < first_end
            and start - place <= (4 if met else 14)
            and not (met and start in timed)
            and _leads_on(text[place:start])
        ):
            settled = (
                start > reach and text[start + 1 : start + 2] in _SETTLED
            )  # 价格谈好了: what it was about
            if _content_verb(text, start, end, settled or place > clause.start):
                break
            place = end
            met = (
                met
                or any(c.start == start for c in clause.cues if not _MET.isdisjoint(c.features))
                and any(m.start < end for m in clause.mentions if m.kind in ("customer", "person"))
            )
        else:
            break
    while other := next(
        (
            m
            for m in clause.reading.mentions
            if m.kind == "customer"
            and m not in clause.mentions
            and re.fullmatch(r" *(?:和|跟|、|还有) *", text[place : m.start] or "x")
        ),
        None,
    ):
        place = other.end
    match = re.match(
        "(?:[了过完]|过?来(?=[ ,，了说讲问催])|我(?=[ ,，]*[说讲问催让要])"
        "|[一1半]?(?:下(?!个?[月周星礼季])|会儿?|趟|次)"
        r"|半?(?:个)?(?:小时|天)|了?[\d一二两三半几十]+(?:个)?(?:多)?(?:小时|分钟|钟头|次))*(?:的)?"
        "(?:时候)?",
        text[place : clause.end],
    )
    place += match.end() if match else 0
    if inside := _INSIDE.match(text, place, clause.end):
        place = inside.end() if _BY.search(text, clause.start, place) else place
    if there := _THERE.match(text, place, clause.end):
        place = there.end()
    out = _OUT.match(text, place, clause.end)
    return out.end() if out and "从" in text[clause.start : place] else place


# 贺主任开会没见着, 打电话他在开会: where he was, no meeting with us.
_AWAY_FOR = frozenset(("开会", "会议", "视频会", "视频会议"))
_KEPT_AWAY = re.compile(
    "(?:呢|中|去了|着呢?)?[ ,，]*(?:[就又也都还]|所以|等了[^,，。]{1,6})*"
    "(?:没[见碰等找能空接回]|不在|见不[到着]|走不开|没人)"
)
_BUSY = re.compile("(?:[他她]|人家|对方|人)(?:们|正|还|又|一直|也|都)*在$")


def was_away(clause: Clause, cue: Cue) -> bool:
    """The word tells where somebody was instead of meeting us."""
    text = clause.reading.text
    return cue.word in _AWAY_FOR and (
        _KEPT_AWAY.match(text, cue.end, clause.end) is not None
        or _BUSY.search(text, clause.start, cue.start) is not None
    )


def to_come(item: Item) -> bool:
    """下个月要开十五家店: a later day is no time of a report, but what was told of it."""
    return (
        "future" in item.tenses
        and item.time is not None
        and item.value == item.past
        and str(item.value)[:10] > str(item.time.now.date())
    )


# 邮件里砍到八五折, 电话上嫌贵: the place belongs to the way it was said.
_BY = re.compile("(?:电话|微信|邮件|短信|视频)$")
_INSIDE = re.compile("(?:里头?|上|中)(?![午面级层游手断])(?=[\u4e00-\u9fff])")

# 华为那边, 说下周签: of whom it is told, and no word of it.
_THERE = re.compile("[这那]边(?:[,，、 ]+|(?=[说讲要想嫌催问]|觉得|反馈|表示))|那[,，]+")

# 刚从海尔出来, 从李总办公室回来: that the visit is over.
_OUT = re.compile("(?:那边|那里|那儿|家|公司|厂里|办公室)?(?:刚|才)*(?:出来|回来|撤出来|下来)(?!的)")


_ROUND = re.compile(
    "[ ,，]*(?:我|一共|总共|外出|外勤|就|汇报|记录?一?下)*(?:跑|拜访|走访|见|转|去|串|访|聊|约见|回访)?"
    "(?:了|完)?"
    r"(?:[两二俩三四五六七八九十\d几]+(?:家|个|户|位|处)?(?:客户|地方|地儿|医院|学校|公司|单位|拜访|外勤|人)?|一圈)"
    "(?:先说)?[ ,，:：]*"
)


def counts_visits(words: str) -> bool:
    """跑了两家, 两个拜访: how many there were, and no word of what came of them."""
    return _ROUND.fullmatch(words) is not None


_UP_TO_A_MARK = re.compile(r"[\s\S]*[,，。;；!！: \n]")


def first_told(clause: Clause) -> int:
    """Where the first part with a name begins; 收工! and 今天跑了两场 before it tell nothing."""
    names = [m.start for m in clause.mentions if m.kind in ("customer", "person")]
    if not names:
        return clause.start
    marked = _UP_TO_A_MARK.match(clause.reading.text, clause.start, names[0])
    cut = marked.end() - 1 if marked else -1
    before = clause.reading.text[clause.start : max(cut, clause.start)]
    if cut > clause.start and counts_visits(_timeless(clause, cut)):
        return cut + 1
    if (
        cut < clause.start
        or len(before) > 12
        or any(
            c.start < cut
            for c in clause.cues
            if not _TOLD_FIRST.isdisjoint(c.features) and not c.word.startswith("跑")
        )
    ):
        return clause.start
    return cut + 1


def _timeless(clause: Clause, end: int) -> str:
    """What stands before a place, without its times."""
    head = Clause.of(clause.reading, clause.start, end)
    return outside(head, head.of_kind("time"))


def _goes_on(clause: Clause, start: int, end: int) -> bool:
    """After 拜访了X, the header goes on only with a person or a verb of contact right before one."""
    return any(
        m.start in (start, end) or 0 < m.start - end <= 2
        for m in clause.mentions
        if m.kind in ("customer", "person")
    )


def _leads_on(gap: str) -> bool:
    """What may stand between two parts of a header."""
    return not re.search(
        r"[,，。;；!！?？\n]|[让叫催要](?:我们|咱们?)|说|觉得|表示|要求|(?<![顾访慰])问(?!候)|打听|聊|谈"
        r"|[送带拿寄交装修换试签演办退补量拍测改讲看]了[\u4e00-\u9fff]{2}"
        r"|(?<!把)[\u4e00-\u9fff]{2}(?:发|寄|传|捎)(?:给|到)$"
        # 的两台泵发货了周总…, 的泵装好了调试也正常汪站长…
        r"|[\u4e00-\u9fff]{2,}(?<![去到见访来聊谈过打跑找约碰回话完识遇复])了(?![解吧])[\u4e00-\u9fff]{0,12}$",
        gap,
    )


def _content_verb(text: str, start: int, end: int, inside: bool) -> bool:
    """聊了报价: the verb belongs to what was said, 聊了下 does not."""
    word = text[start:end]
    if not inside or word[0] not in "聊谈沟交对":
        return False
    return not re.match(r"(?:[一1]?下|[一1]?会|半|[\d一二两三几]|[,，。 ]|$|了?一?下)", text[end:])
