"""Corrections inside a sentence: 周三 不对 周四, 给华为哦不腾讯打电话. What was taken back is cut out."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nlp import forms as re
from nlp import hesitant
from nlp.reading import Reading
from nlp.retimed import Cut, Thing, narrows, retimed
from zh.text import Aligned

_MARK = re.compile(
    "[,，。.… ]*(?:哦|啊|额|呃|噢|喔)?(?:我)?(?:(?:等等|等一?下)[,，。.… ]*(?:我)?"
    "(?:[看说讲听记算打写弄搞]错了?|不对)|不对不对|不对|不是不是|不是|[看说讲听算弄]错了?|搞错了|口误"
    "|[记打写]错了?(?!人|单|账)|错了|更正一下|更正|不不不|不不|等等|(?<=[,，。 ])等一?下(?=[,，。 ])"
    "|不行(?=[,，。 ]*(?:改|换)))[,，。.… ]*(?:应该是|应该|是|改成|改为|改到|换成|改|换)?[,，。 ]*"
    "|(?:[,，。.… ]+(?:嗯|恩|唉)?不(?=[,，。.… ])|[,，。.… ]*(?:嗯|恩)不(?!错))[,，。.… ]*"
    "(?:还是|要不)?"  # 让曹阳 不 还是让Kevin
    r"|[,，。.… ]*算了[,，。.… ]*还是"
    "|[,，。.… ]+(?:等等|等一?下|算了|哦|啊)?[,，。 ]*(?:[他她]|对方|客户)(?:又|刚|刚才|说|来电话?)*"
    "改(?:到|成|在|约)?"
    "|[,，。.… ]+(?:哦|啊|又|刚刚?)*(?:改了|(?:时间)?变了|改时间了)[,，。.… ]+(?:改到|是|到)?"
    "|不行(?=(?:[明后]天|大后天|下?周|下?个?(?:星期|礼拜)|[上下中]午|晚上|早上)[^,，。 ]{0,6}吧)"
    # 两点不两点半: only right between two of a kind
    r"|[ ,，]?不(?=[\d一二两三四五六七八九十下上周星礼明后今前昨每])"
    "|[,，。.… ]+算了[,，。.… ]*(?=(?:下下?|这|本)?个?(?:周|星期|礼拜)[一二三四五六日天]|[明后]天|大后天"
    "|[上下中]午)"  # 周六 算了周日
    "|[,，。.… ]+[这那]个(?:先|就|还是)?(?:不|别)[打贴加要标用](?:了|吧)?[,，。.… ]*"
    "(?:还是)?[打贴加要标用换改](?:成|个|上)?"  # 打老客户 这个不打 打年检
    "|[,，。 ]+应该是[,，。 ]*"  # 昨天下午 应该是前天下午
    r"|[,，。 ]+还是(?=(?:[让派叫请找][^,，。 ]{2,5}|[^,，。 ]{2,4})吧)"
    r"|[,，。.… ]*(?:哦|啊|额|呃|噢|喔|哎)不(?:是|对)?[,，。.… ]*(?:应该是|是)?[,，。 ]*"
)
_CHANGED = re.compile("[改变]了|改时间")
_CHANGE_IT = re.compile(
    r"[ ,，了啊!！。]*(?:(?:赶紧|快|麻烦|帮我|给我)*改(?:一?下|过来|掉)?[了吧]?)?[!！。 ]*"
)
_IT_WAS = re.compile(
    r"(?:[付打汇转给回结交到报订下买要签送退定说][款账钱货单过来了]{0,2})?的(?=$|[,，。 !！])"
)
_OF_IT = re.compile("的[\u4e00-\u9fff]{2,4}?(?=[^\u4e00-\u9fff]|[\u4e00-\u9fff]{2,18}$)")
_SAID_ALL = re.compile("[吧啊哈了]?[ 。!！,，]*$")
_OTHER = re.compile("[。;；]|.{17}")
_IT_IS = re.compile("[是该](?:[打付转汇回到收订定签下要买]了?)?$")
_NOT_THAT = re.compile("[,，。 ]*不是")
_NEAR = 2
_has_signs = re.finds("[不错等别甭改变换]|口误|更正|还是|算了|应该是")
_LETTER = re.compile("(?<![a-z0-9])[a-es](?![a-z0-9])")  # 评C 不对 D

# 派阿杰 别派米兰: who is not to be asked, behind who is.
_LET_BE = re.compile(r"(?:别|不要|甭|不用)再?(?:派给?|给|让|叫|找|安排|转给?|交给)(?=[^,，。 ]{2})")
_HANDED = re.compile(r"(?:派给?|给|让|叫|找|安排|转给?|交给|由)$")
_LEFT_OUT = re.compile(r"(?:去|来|了|过去)?(?=$|[ ,，。!！])")

# 约了后天上午 又说改下午: what was just told as agreed is at another time by now.
_AGREED = re.compile("约(?:了|好了?|在)[^,，。 ]{0,4}$")
_AGAIN = re.compile(
    "(?P<what>[^,，。 约]{0,4})[ ,，。]*(?:[他她]|客户|对方|刚才?|结果)*(?:又|后来|回头)(?:又|来|电话|微信)*"
    "(?:说|要|想|讲)*改(?:到|成|为|约|在|约到)?"
)
# 明天下午两点拜访沈院长 她刚说改到四点: so is what was only planned, where it was heard just now.
_HEARD = re.compile(
    "(?P<what>[^,，。改]{0,14}?)[ ,，。]*(?:[他她]们?|客户|对方|那边)?(?:刚刚?|刚才|这会儿|又|突然)"
    "(?:打电话来?|来电话?|来微信|电话里?|微信上?|临时)?(?:说|讲|通知)(?:要|想)?[改推挪换](?:到|成|为|至|约)"
)

_marks, _lets_be, _again, _heard = (re.finds(form.pattern) for form in (_MARK, _LET_BE, _AGAIN, _HEARD))


def repaired(reading: Reading) -> tuple[Aligned, tuple[int, int] | None] | None:
    """The text without what the speaker took back, and where that stood; None where nothing was."""
    text = reading.text
    marked = _has_signs(text) and (
        _marks(text) or _lets_be(text) or _again(text) or _heard(text) or _replaces(text)
    )
    if not marked and not hesitant.may_be(reading):
        return None
    kinds = {i.start: i.kind for i in reading.items}
    things = [(i.start, i.end, _sort(i.kind)) for i in reading.items]
    things += [(m.start, m.end, m.kind) for m in reading.mentions if m.kind != "tag"]
    taken = [(start, end) for start, end, _ in things]
    things += [
        (m.start, m.end, "tag")
        for m in reading.mentions
        if m.kind == "tag" and not any(a < m.end and m.start < b for a, b in taken)
    ]
    if any(sort == "level" for _, _, sort in things):
        there = {start for start, _, _ in things}
        things += [(m.start(), m.end(), "level") for m in _LETTER.finditer(text) if m.start() not in there]
    things.sort()
    cut = (
        _named_in_full(text, things)
        or _another_day(text, things)
        or _denied_again(text, things, reading)
        or _said_once_more(text, things)
        or _said_anew(text)
    )
    cut = cut or next((c for m in _MARK.finditer(text) if (c := _taken_back(m, things, text, kinds))), None)
    cut = (
        cut
        or _other_goods(text, things)
        or _not_him(text, things)
        or _put_off(text, things)
        or hesitant.later(reading, things)
    )
    if cut is None:
        return None
    start, end, again = cut
    source = reading.source
    # What is said anew is shown as it was said; what is put together stands where the old words stood.
    said = text.rfind(again, start, end)
    kept = None if said >= 0 else _kept_behind(text, start, end, again)
    at = [source.at[_stood(i, start, end, said, kept)] for i in range(len(again))]
    shorter = Aligned(
        source.original,
        text[:start] + again + text[end:],
        (*source.at[:start], *at, *source.at[end:]),
    )
    if kept:
        behind = kept[1] + len(again) - kept[0]
        return shorter, (source.at[behind], source.at[end])
    if again and said < 0:
        return shorter, None
    return shorter, (source.at[start], source.at[said if again else end])


def _kept_behind(text: str, start: int, end: int, again: str) -> tuple[int, int] | None:
    """周四给三一送样 不对 周五 带上合同: from where on the new words (周五给三一送样) are old ones, and where
    these stood."""
    for begin in range(1, len(again) - 1):
        if (place := text.find(again[begin:], start, end)) >= 0:
            return begin, place
    return None


def _stood(at: int, start: int, end: int, said: int, kept: tuple[int, int] | None) -> int:
    if said >= 0:
        return said + at
    if kept and at >= kept[0]:
        return kept[1] + at - kept[0]
    return min(start + at, kept[1] if kept else end)


def _sort(kind: str) -> str:
    return "number" if kind in ("money", "number", "quantity", "percent") else kind


def _taken_back(match: re.Match[str], things: list[Thing], text: str, kinds: Mapping[int, str]) -> Cut | None:
    """The stretch to cut, from the thing taken back to the thing that replaces it, and what stays of it."""
    start, end = match.span()
    after = next((t for t in things if t[0] >= end - 1), None)
    if after is None or after[0] - end > _NEAR:
        return None
    if _CHANGED.search(match[0]) and after[2] != "time":
        return None
    before = [t for t in things if t[1] <= start and t[2] == after[2]]
    if not before:
        return None
    old = before[-1]
    if match[0].lstrip(" ,，") == "不" and (old[1], after[0], old[2] in _OF_A_KIND) != (start, end, True):
        return None
    between = text[old[1] : start]
    if match[0].strip(" ,，。") == "应该是" and (
        between or old[2] != "time" or narrows(text[old[0] : old[1]], text[after[0] : after[1]])
    ):
        return None  # 金额少打一个零 应该是600万: what was written; 下周 应该是周三: more closely
    if re.search(r"不是$", match[0].strip(",，。 ")) and _IT_IS.search(text, 0, old[0]):
        return None  # 是悦丰不是百鑫, 是打了十五万不是五万: what is said first is meant
    if _NOT_THAT.fullmatch(match[0]) and _CHANGE_IT.fullmatch(text, after[1]) and old[0] < 6:
        return None  # 周五不是周四: what was written before is put right, nothing in this message is
    if (
        old[2] in ("customer", "person")
        and not _NOT_THAT.fullmatch(match[0])
        and (tail := _IT_WAS.match(text, after[1]))
        and not _OTHER.search(between)
    ):
        return old[0], tail.end(), text[after[0] : after[1]] + between  # A打款6万 等等 是B打的
    if (
        old[2] in ("customer", "person")
        and (whose := _OF_IT.match(between))
        and text.startswith(whose[0], after[1])
        and _SAID_ALL.match(text, after[1] + len(whose[0]))
    ):  # 把蓝思的合同盖好章寄出去 不对 是远大的合同
        return old[0], after[1] + len(whose[0]), text[after[0] : after[1]] + between
    if (
        len(between) > (1 if old[2] == "time" else 2)
        and not _NOT_THAT.fullmatch(match[0])
        and (cut := _at_its_end(text, old, after, between, kinds))
    ):
        return cut
    if len(between) > 10 or re.search(r"[,，。;；]", between):
        return None
    if old[2] == "time":
        return retimed(text, old, after, end) if len(between) <= 1 else None
    if len(between) > 2:
        if _deed(text[after[1] :]).startswith(_deed(between)):  # 公牛的商机 哦不 万华的商机
            return old[0], after[0], ""
        rest = _DEED.match(text, after[1])
        again = text[end : after[0]]
        if rest and again and text[: old[0]].endswith(again) and between.startswith(rest[0]):
            return old[0], rest.end(), text[after[0] : after[1]] + between.rstrip()  # 给A贴个标签 不对 给B贴
        if (
            rest and len(rest[0]) > 1 and _deed(between).rstrip().endswith(_deed(rest[0]))
        ):  # 把岩上的等级调成B 不对 狮峰调成B
            return old[0], rest.end(), text[after[0] : after[1]] + between.rstrip()
        if _counts(things, old, start) and _counts(things, after, None):
            return old[0], after[0], ""  # 遥控赛车三百台 不对是盲盒系列三百套
        # 把华为的方案发给李总 不对 发给王总: cut from what is said again.
        return None
    if old[2] == "person" and text.startswith("吧", after[1]):
        return old[0], after[1] + 1, text[after[0] : after[1]]  # 让阿曼 还是让卢沟吧 下周一去
    return old[0], after[0], ""


_OF_A_KIND = frozenset({"time", "number", "repeat"})
_LAST = re.compile("(?:吧|了|好了|得了|才对|的|再[去来说打约送办]|[去来])*[ 。!！]*(?:$|(?=[,，。!！ ]))")


def _at_its_end(text: str, old: Thing, new: Thing, between: str, kinds: Mapping[int, str]) -> Cut | None:
    """周四给奥总监打电话 算了周五吧: said at the end of all, in place of the one before."""
    last = _LAST.match(text, new[1])
    of_a_kind = {kinds.get(old[0]), kinds.get(new[0])} - {"number"}
    if last is None or len(of_a_kind) > 1 or len(between) > 14 or re.search("[,，。;；]", between):
        return None
    said = text[new[0] : new[1]]
    if old[2] == "time":
        _, end, kept = retimed(text, old, new, new[0])
        said = kept + (said if end == new[0] else "")
    return old[0], last.end(), said + between


def _counts(things: Sequence[Thing], goods: Thing, end: int | None) -> bool:
    """How many of the goods is said right behind them, and nothing else up to there."""
    return goods[2] == "product" and any(
        t[2] == "number" and 0 <= t[0] - goods[1] <= 1 and (end is None or 0 <= end - t[1] <= 1)
        for t in things
    )


_NOT_AGAIN = re.compile("[ ,，。]*(?:哦|啊|哎|额|嗯)?不是(?=..)")
_BUT = re.compile("的?[ ,，]*(?:而?是|应该是)?")


def _denied_again(text: str, things: Sequence[Thing], reading: Reading) -> Cut | None:
    """今天到账9万 不是今天 昨天到的: what is said before is denied in the same words."""
    if "不是" not in text:
        return None
    every = [*things, *((c.start, c.end, "channel") for c in reading.cues if "channel" in c.features)]
    for match in _NOT_AGAIN.finditer(text):
        denied = next((t for t in every if t[0] == match.end()), None)
        if denied is None:
            continue
        words = text[denied[0] : denied[1]]
        old = next(
            (t for t in every if t[1] <= match.start() and t[2] == denied[2] and text[t[0] : t[1]] == words),
            None,
        )
        new = next(
            (
                t
                for t in every
                if t[2] == denied[2] and t[0] >= denied[1] and _BUT.fullmatch(text, denied[1], t[0])
            ),
            None,
        )
        if old is not None and new is not None:
            tail = _IT_WAS.match(text, new[1])
            end = tail.end() if tail else new[1]
            return old[0], end, text[new[0] : new[1]] + text[old[1] : match.start()]
    return None


_NOT_SO = re.compile("[ ,，]+(?:哦|啊)?(?:不对|不是|错了|说错了|我是说)[ ,，]+(?:是|应该是)?")


def _named_in_full(text: str, things: Sequence[Thing]) -> Cut | None:
    """教委 不对 石景山教委: the customer named first of all by a part of what it is called."""
    match = _NOT_SO.search(text, 0, 14)
    if match is None:
        return None
    said, new = text[: match.start()].strip(), next((t for t in things if t[0] == match.end()), None)
    if new is None or new[2] != "customer" or len(said) < 2 or said not in text[new[0] : new[1]]:
        return None
    return 0, new[0], ""


_NOT_TODAY = re.compile(
    "[ ,，]+(?:哦|啊|等等|不对)?[ ,，]*不是今天[ ,，]*(?:是)?"
    "(?P<day>明天|后天|大后天|(?:下?周|星期|礼拜)[一二三四五六日天])"
)


def _another_day(text: str, things: Sequence[Thing]) -> Cut | None:
    """下午三点来展厅 哦不是今天是明天: an hour of another day than was thought."""
    match = _NOT_TODAY.search(text)
    hour = next((t for t in things if t[2] == "time"), None) if match else None
    if match is None or hour is None or hour[1] > match.start():
        return None
    said = text[hour[0] : hour[1]].removeprefix("今天")
    if narrows("", said) is False and _DAYS.match(said):
        return None
    return hour[0], match.end(), match["day"] + said + text[hour[1] : match.start()]


_DAYS = re.compile(
    "[明后昨前]|大后|(?:[上下这本]?周|星期|礼拜)[一二三四五六日天]|[0-9一二三四五六七八九十]+[月号日]"
)
_IS = re.compile("[ ,，]*(?:是|就是|应该是)?[ ,，]*")


def _said_once_more(text: str, things: Sequence[Thing]) -> Cut | None:
    """储罐3台 不是2台 3台: the first was right, and is said once more behind the one that is denied."""
    for match in _NOT_THAT.finditer(text):
        old = next((t for t in reversed(things) if t[1] <= match.start()), None)
        denied = next((t for t in things if t[0] >= match.end()), None)
        again = next((t for t in things if denied and t[0] >= denied[1]), None)
        if (
            old
            and denied
            and again
            and old[2] == denied[2] == again[2]
            and match.start() - old[1] <= _NEAR
            and denied[0] - match.end() <= 1
            and _IS.fullmatch(text, denied[1], again[0])
            and text[old[0] : old[1]].startswith(text[again[0] : again[1]])
        ):
            return old[1], again[1], ""
    return None


_DEED = re.compile("[^ ,，。;；]+(?=[ 。!！]*$)")
# 来源写展会 不 写转介绍: the same verb, and what should stand behind it.
_SAID_ANEW = re.compile(
    "(?P<v>改成|改到|改为|写成?|打上?|转给|派给|标成?|定成?|报)(?P<old>[^,，。 ]{1,8})[ ,，]+(?:哦|啊|哎)?"
    "(?:不(?=[ ,，])|不对|不是|[写打记说]?错了)[ ,，]*(?P=v)(?=[^ ,，。]{1,10})"
)


def _said_anew(text: str) -> Cut | None:
    match = _SAID_ANEW.search(text)
    return (match.start("old"), match.end(), "") if match else None


_HOW = re.compile("(?<=[改换调升降转])[成为到]")


def _deed(words: str) -> str:
    """改成C级 and 改C级 are one."""
    return _HOW.sub("", words).replace(" ", "")


def _not_him(text: str, things: Sequence[Thing]) -> Cut | None:
    """派阿杰 别派米兰: the colleague who is to be left out goes, with the words about him."""
    people = [t for t in things if t[2] == "person"]
    for match in _LET_BE.finditer(text):
        other = next((t for t in people if t[0] == match.end()), None)
        before = len(text[: match.start()].rstrip(" ,，"))
        asked = next((t for t in reversed(people) if t[1] <= before <= t[1] + 2), None)
        if other is None or asked is None or not _HANDED.search(text, 0, asked[0]):
            continue
        if end := _LEFT_OUT.match(text, other[1]):
            return before, end.end(), ""
    return None


_replaces = re.finds("[换改][成为做]")
_IN_ITS_STEAD = re.compile(
    "[ ,，]*(?:[0-9一二两三四五六七八九十百]+[\u4e00-\u9fff])?[ ,，]*(?:换成|改成|改为|换做)[ ,，]*"
)
_OFFERED = re.compile("报(?:个|一?下)?价|单价|报价单|[下改]单|订单")


def _other_goods(text: str, things: Sequence[Thing]) -> Cut | None:
    """屏风工位换成会议桌30张 报价重做: of an offer the goods that others stand for are none of it."""
    if not _OFFERED.search(text):
        return None
    goods = [t for t in things if t[2] == "product"]
    for old, new in pairwise(goods):
        if _IN_ITS_STEAD.fullmatch(text, old[1], new[0]):
            return old[0], new[0], ""
    return None


def _sayer(things: Sequence[Thing], begin: int, end: int) -> int:
    """Where 周航 of 去海康 周航刚说改到四点 begins; without one, the end."""
    return next((t[0] for t in things if t[2] == "person" and t[1] == end and t[0] > begin), end)


def _put_off(text: str, things: Sequence[Thing]) -> Cut | None:
    """约了后天上午 又说改下午, 两点去附二院 他刚说改到四点: the appointment as it stands now."""
    times = [t for t in things if t[2] == "time"]
    for old, new in pairwise(times):
        again = _AGAIN.fullmatch(text, old[1], new[0]) if _AGREED.search(text, 0, old[0]) else None
        again = again or _HEARD.fullmatch(text, old[1], new[0])
        if again is not None:
            start, end, kept = retimed(text, old, new, new[0])
            what = text[old[1] : _sayer(things, old[1], again.end("what"))].rstrip(" ,，")
            return start, new[1], kept + (text[new[0] : new[1]] if end == new[0] else "") + what
    return None
