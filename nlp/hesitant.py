"""Second thoughts without a word that takes anything back: 八万 哦九万, 三十个 呃 四十个吧, 给康佳 呃
给大润发打电话.

Of two values of one kind right behind each other, with a hesitation between them, the later one is meant.
"""

from collections.abc import Sequence
from itertools import pairwise

from nlp import forms as re
from nlp.reading import Reading
from nlp.retimed import Cut, Thing, narrows, retimed

# What `prepare` takes out as a filler is looked for in the original.
_HESITATES = re.compile("[嗯呃唔哦噢喔诶欸哎]|(?<=[ ,，。])额(?=[ ,，。])")
_hesitates = re.finds(_HESITATES.pattern)
_SURPRISED = re.compile("[哦噢喔诶欸哎]")
_ONLY = re.compile(
    "[ ,，。.…]*[嗯呃唔额哦噢喔诶欸哎啊]*[ ,，。.…]*(?:应该是|是)?(?P<again>给|跟|和|找|去|到"
    "|派给?|让|叫|请|约|拜访|交给"
    "|转给|第)?"
)
_SETTLED = re.compile("(?:吧|算了|得了)(?=$|[ ,，。!！])")
_SUM_ENDS = re.compile(r"(?:块钱?|元|整|左右|吧|了|的(?=[ ,，]))?(?:$|[ ,，。!！吧])")
_BOTH = re.compile("[都也各或、]|两|到(?![货账位场期])|至|一起|还有|之间|左右都")
_NAMES = frozenset({"customer", "person", "product", "company", "id", "ordinal", "tag"})


def may_be(reading: Reading) -> bool:
    """Whether somebody hesitates in the message at all."""
    return (
        "吧" in reading.text
        or "了" in reading.text
        and ("算了" in reading.text or "得了" in reading.text)
        or "那天" in reading.text
        or _hesitates(reading.source.original) is not None
    )


def later(reading: Reading, things: Sequence[Thing]) -> Cut | None:
    """The value said first, to be cut out, where the one behind it is meant; `things` in order of their
    places."""
    text, source = reading.text, reading.source
    kinds = {i.start: i for i in reading.items}
    for old, new in pairwise(things):
        if old[2] == "time" and (cut := _that_day(text, old, things)):
            return cut
        if old[2] != new[2] or not old[1] <= new[0] <= old[1] + 8:
            continue
        gap = _ONLY.fullmatch(text, old[1], new[0])
        if gap is None or _BOTH.match(text, new[1]):
            continue
        again = gap["again"] or ""
        if not text.startswith(again, max(0, old[0] - len(again))):
            continue
        said = _HESITATES.search(source.original, source.at[old[1] - 1] + 1, source.at[new[0]])
        settled = new[0] > old[1] and _SETTLED.match(text, new[1])
        if old[2] in _NAMES:
            sure = said and (again or settled or _SURPRISED.match(said[0]))
            if sure and not _in_a_list(old, new, things):
                return old[0], new[0], ""
            continue
        first, second = kinds.get(old[0]), kinds.get(new[0])
        if (
            not (said or settled)
            or (
                first is not None
                and second is not None
                and (first.kind, first.unit) != (second.kind, second.unit)
            )
            or _of_two_things(text, old, new, things, second.kind if second else "")
        ):
            continue
        start, end, kept = retimed(text, old, new, new[0]) if old[2] == "time" else (old[0], new[0], "")
        if settled and end == new[0]:
            return start, settled.end(), kept + text[new[0] : new[1]]
        return start, end, kept
    return _same_number(reading, things)


_CANNOT = re.compile(
    "[ ,，。]*(?:那天|当天|那会儿?)?(?:我|他|她|人家)?(?:要|得|在|还|正好|刚好|都)?(?:出差|有事|没空|没时间"
    "|不行|不在|不方便|休息|休假|放假|请假|有会|满了|排满|来不及|有约|有安排|约了人|体检|加班)"
    "(?:了|吧|啊|呢)?[ ,，。]+(?:还是|改|那就|就)?"
)


def _that_day(text: str, old: Thing, things: Sequence[Thing]) -> Cut | None:
    """下周三 诶下周三出差 下周四去开会: a day, why it cannot be, and another one."""
    start, end, _ = old
    said = text[start:end]
    again = text.find(said, end, end + 4 + len(said))
    if again >= 0 and not text[end:again].strip(" ,，。诶哎哦呃嗯"):
        end = again + len(said)
    why = _CANNOT.match(text, end)
    if why is None or (end == old[1] and not why[0].lstrip(" ,，。").startswith(("那", "当"))):
        return None
    new = next((t for t in things if t[0] == why.end() and t[2] == "time"), None)
    return retimed(text, old, new, new[0]) if new else None


_HIM = re.compile("[他她]")
_STILL = re.compile("(?:还是|就|还|改|要)*(?:派给|交给|转给|给|让|归|由|叫)?")


def _same_number(reading: Reading, things: Sequence[Thing]) -> Cut | None:
    """1190改成他弄 哦1190还是米兰: who was said first for a case or a task goes."""
    text = reading.text
    for at, new in enumerate(things[:-1]):
        person = things[at + 1]
        if (
            new[2] not in ("id", "ordinal", "number")
            or person[2] != "person"
            or not _STILL.fullmatch(text, new[1], person[0])
        ):
            continue
        said = text[new[0] : new[1]]
        if new[2] == "number" and not (said.isdecimal() and len(said) >= 3):
            continue
        old = next((t for t in reversed(things[:at]) if text[t[0] : t[1]] == said), None)
        if old is None or new[0] - old[1] > 14:
            continue
        before = reading.source.original[reading.source.at[old[1]] : reading.source.at[new[0]]]
        if not _SURPRISED.search(before[-3:]):
            continue
        first = next((t[0] for t in things[:at] if t[0] >= old[1] and t[2] == "person"), None)
        him = _HIM.search(text, old[1], new[0])
        if first is None and him is not None:
            first = him.start()
        if first is not None:
            return first, person[0], ""
    return None


def _of_two_things(text: str, old: Thing, new: Thing, things: Sequence[Thing], kind: str) -> bool:
    """三万 嗯 两万是上个月的, 应急灯30个 嗯 40个烟感, 下周 嗯 周三: both stand."""
    if old[2] == "time":
        return narrows(text[old[0] : old[1]], text[new[0] : new[1]])
    if kind == "money":
        return _SUM_ENDS.match(text, new[1]) is None
    if kind in ("quantity", "number"):
        goods = [t for t in things if t[2] == "product"]
        before = {text[t[0] : t[1]] for t in goods if t[1] <= old[0]}
        return bool(before) and any(
            0 <= t[0] - new[1] <= 1 and text[t[0] : t[1]] not in before for t in goods
        )
    return False


def _in_a_list(old: Thing, new: Thing, things: Sequence[Thing]) -> bool:
    """康佳 哦大润发 天悦 都去了: more of the kind stand around them."""
    return any(
        t[2] == new[2] and (0 < t[0] - new[1] <= 2 or t[1] <= old[0] <= t[1] + 2)
        for t in things
        if t not in (old, new)
    )
