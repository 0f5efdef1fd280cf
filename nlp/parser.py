"""The road from text to frames: prepare, find, cut, judge, gather, fill.

Every step is a function of what the step before gave; nothing is kept between calls.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from nlp import dialect, entities, lexicon, mentions, pending, public, repair, strangers, talk, typos
from nlp import forms as re
from nlp.blocks import Block
from nlp.clauses import split
from nlp.frames import Evidence, Frame
from nlp.gather import gather
from nlp.lexicon import Cue, Lexicon
from nlp.listed import listed
from nlp.mentions.mention import Mention
from nlp.names import NO_NAMES, NameIndex
from nlp.prepare import prepare
from nlp.reading import Clause, Reading, Span
from nlp.remarks import without_remarks
from nlp.rules import FILLS
from nlp.rules.base import Context, Slots
from nlp.settle import settled
from nlp.sharing import shared
from nlp.spread import spread
from nlp.stretches import COUNTED
from nlp.taken_back import whose, without_taken_back
from zh.text import Aligned

UNKNOWN = Frame("unknown", score=0.3)
NEVER_MIND = Frame("cancel", score=0.9)


def parse(
    text: str,
    now: datetime,
    names: NameIndex = NO_NAMES,
    asked: Frame | None = None,
    words: Lexicon | None = None,
) -> list[Frame]:
    """What a message means, in the order in which it says it; never empty, never raises for any text.

    `now` is the local time of the speaker. `names` is asked once, with all keys of the message.
    `asked` is the frame the bot has asked about and is waiting to complete. `words` is the default
    lexicon, or one extended with custom fields and dictionary items.
    """
    return understood(text, now, names, asked, words).frames


class Understood(NamedTuple):
    """The frames of a message; what was found in it, unless it is a short answer; and what the rules alone
    made of it."""

    frames: list[Frame]
    reading: Reading | None = None
    blocks: Sequence[Block] = ()


def understood(
    text: str,
    now: datetime,
    names: NameIndex = NO_NAMES,
    asked: Frame | None = None,
    words: Lexicon | None = None,
) -> Understood:
    """What `parse` does, with what it leaves behind: for `nlp/why.py`."""
    words = words or lexicon.default()
    source, lower = heard(text, names)
    if asked is not None and (answered := pending.answer(asked, source, lower, now, names, words)):
        return Understood(answered)
    if said := talk.answer(lower, words):
        return Understood([Frame(said[0], said[1], score=0.95 if said[0] != "unknown" else 0.4)])
    reading = read(source, lower, now, names, words)
    said_all = without_remarks(split(reading))
    clauses = without_taken_back(said_all)
    blocks = gather(clauses)
    context = Context() if clauses is said_all else Context(customer=whose(said_all, clauses))
    nothing = NEVER_MIND if said_all and not clauses else UNKNOWN
    frames = _frames(settled(clauses, blocks), reading, context) or [nothing]
    if asked is not None:
        frames = pending.completed(asked, _goods_told(asked, frames, reading))
    return Understood(frames, reading, blocks)


def _goods_told(asked: Frame, frames: list[Frame], reading: Reading) -> list[Frame]:
    """单筒十台 三千二一台, where it was asked what to quote."""
    whole = Clause.of(reading, 0, len(reading.text))
    guessed = [frame.intent for frame in frames] in (["unknown"], ["order.create"], ["product.show"])
    if asked.intent != "quote.create" or "items" in asked.slots or not guessed:
        return frames
    if whole.has("order_act", "order_word", "pay_act", "ask", "show"):
        return frames
    goods = _filled("quote.create", whole, Context())
    return [Frame("quote.create", goods.values, 0.9, goods.refs)] if "items" in goods.values else frames


def heard(text: str, names: NameIndex = NO_NAMES) -> tuple[Aligned, str]:
    """A message prepared, and the same in lower case with words typed by sound put right, but for known
    names."""
    source = prepare(text)
    return source, _plain(source, names)


def _plain(source: Aligned, names: NameIndex) -> str:
    return typos.restored(dialect.standard(_lower(source.text)), names)


def read(source: Aligned, lower: str, now: datetime, names: NameIndex, words: Lexicon) -> Reading:
    """Everything there is to find in a message, after in-sentence corrections."""
    reading = _find(source, lower, now, names, words)
    dropped: tuple[Span, ...] = ()
    for _ in range(_MOST_REPAIRS):
        if (repaired := repair.repaired(reading)) is None:
            break
        shorter, taken_back = repaired
        reading = _find(shorter, _plain(shorter, names), now, names, words)
        reading.dropped = dropped = dropped if taken_back is None else (*dropped, taken_back)
    return reading


_MOST_REPAIRS = 3  # second thoughts of one message: 今天到账9万 不 8万 明天 呃 后天送货


def _find(source: Aligned, lower: str, now: datetime, names: NameIndex, words: Lexicon) -> Reading:
    cues = words.scan(lower)
    if _FORBIDS.search(lower) and any("export" in c.features for c in cues):
        cues = [c for c in cues if "export" not in c.features or not _NO_FILE.search(lower, 0, c.start)]
    items = entities.find(lower, now)
    free_of_names: list[Span] = []
    within_names: list[Span] = []
    for item in items:
        if item.kind in entities.NO_NAMES and not _like_a_name(lower, item):
            (within_names if _in_a_name(lower, item) else free_of_names).append((item.start, item.end))
    known = mentions.look(lower, cues, free_of_names, names, within_names)
    found = strangers.capitals(source.text, public.of_their_level(lower, known.mentions))
    if strange := strangers.find(lower, cues, found, items, known.of_kind):
        found = sorted([*found, *strange], key=lambda m: (m.start, m.end))
    if goods := strangers.goods(lower, found):
        found = sorted(
            [*(m for m in found if m.end <= goods.start or goods.end <= m.start), goods],
            key=lambda m: (m.start, m.end),
        )
    solid = [m for m in found if m.kind != "tag"]
    if solid:
        taken = bytearray(len(lower) + 1)
        for mention in solid:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        cut = [i for i in items if taken.find(1, i.start, i.end) >= 0]
        items = [i for i in items if i not in cut] if cut else items
        for item in cut:
            if not taken[item.end - 1]:  # 组件550W两千片: what is left behind the name is read again
                begin = taken.rfind(1, item.start, item.end) + 1
                again = entities.find(lower[begin : item.end], now)
                items += [i._replace(start=i.start + begin, end=i.end + begin) for i in again]
                items.sort(key=lambda i: i.start)
            elif not taken[item.start]:  # 上周五前海那边来了: and what stands before it
                before = entities.find(lower[: taken.find(1, item.start)], now)
                items += [i for i in before if i.start >= item.start]
                items.sort(key=lambda i: i.start)
        if counts := [count for m in solid if (count := _count_behind(lower, m, now))]:
            items = sorted([*items, *counts], key=lambda i: i.start)
        within = [c for c in cues if taken.find(1, c.start, c.end) >= 0]
        cues = [c for c in cues if c not in within] if within else cues
        for cue in within:
            if taken[cue.start] and not taken[cue.end - 1]:  # 硕放到账 has no 放到, but 到账
                cues = _read_on(lower, cues, taken.rfind(1, cue.start, cue.end) + 1, words)
    if "块" in lower:
        items = [_of_goods(item, lower, solid) for item in items]
    for tag in found:
        if tag.kind == "tag" and _as_a_tag(lower, tag):
            cues = [c for c in cues if c.end <= tag.start or tag.end <= c.start]
    for item in items:
        if item.kind in _WHOLE:
            cues, runs_out = _not_inside(cues, item.start, end := item.end)
            if runs_out and item.kind == "time":
                cues = _read_on(lower, cues, end, words)
            if item.kind == "percent" and lower[end - 1] == "成":
                cues = [c for c in cues if c.start != end - 1]  # 九成了: nothing is won yet
    return Reading(source, lower, cues, found, items)


def _count_behind(text: str, name: Mention, now: datetime) -> entities.Item | None:
    """FFU100台: how many, where the letters before it turned out to be a name."""
    counted = COUNTED.match(text, name.start)
    if counted is None or counted.end() != name.end:
        return None
    read = entities.find(text[name.end :], now)
    if not read or read[0].start:
        return None
    return read[0]._replace(start=name.end, end=read[0].end + name.end)


def _of_goods(item: entities.Item, text: str, solid: list[Mention]) -> entities.Item:
    """一百块导视牌: right before goods 块 counts them, it is no money."""
    if item.kind != "money" or text[item.end - 1] != "块":
        return item
    if not any(m.kind == "product" and m.start == item.end for m in solid):
        return item
    return item._replace(kind="quantity", unit="块")


def _not_inside(cues: list[Cue], start: int, end: int) -> tuple[list[Cue], bool]:
    """The cues that do not lie inside a place, and whether one of them begins there."""
    found: list[Cue] = []
    runs_out = False
    for cue in cues:
        if cue.start < start or end < cue.end:
            found.append(cue)
            runs_out = runs_out or start < cue.start < end
    return found, runs_out


def _read_on(text: str, cues: list[Cue], end: int, words: Lexicon) -> list[Cue]:
    """上个月报修记录 has no 月报: what runs out of a time or a name is read again from its end, if a word
    begins there."""
    behind = words.scan(text[end : end + 8])
    if not behind or behind[0].start or behind[0].end < 2:
        return cues
    new = behind[0]._replace(start=end, end=end + behind[0].end)
    kept = [c for c in cues if c.end <= end or new.end <= c.start]
    return sorted([*kept, new], key=lambda c: c.start)


# 回款给我看一眼 不用导文件: what is not to be exported is only to be shown.
_FORBIDS = re.compile("[不别甭无禁]")
_NO_FILE = re.compile(
    "(?:(?<!看)(?<!说)(?:不用|不要|不必|不需要|无需|甭|先别|先不|别|不许|不准|不让|不得|禁止))(?:给我|帮我"
    "|再|做成|弄成|用|弄|出|发)*$"
)

_PUTS_TAG = re.compile("[打贴标](?:[上个成为了]|一个)*$")


def _as_a_tag(text: str, tag: Mention) -> bool:
    """打上没戏, 流失标签的客户: said as the tag that it is, not for what it means."""
    return text.startswith("标签", tag.end) or bool(_PUTS_TAG.search(text, max(0, tag.start - 4), tag.start))


_WHOLE = frozenset({"time", "repeat", "idle", "phone", "email", "percent", "discount"})  # no cue inside these
_NUMERALS = frozenset("零一二三四五六七八九十百千毛")


def _like_a_name(text: str, item: entities.Item) -> bool:
    """九毛九, 三一: spoken numerals without a unit may be what a company is called, if the index knows
    one."""
    return item.kind == "money" and _NUMERALS.issuperset(text[item.start : item.end])


_TIMES_IN_NAMES = re.compile(
    "[一二三四五六七八九十百千]{1,3}年|[一二三四五六七八九十]{1,2}月|[春夏秋冬]天|清明|重阳|端午|中秋|元旦"
    r"|国庆|今日|明日|每日|天天|明天|今天|周末|\d{1,3}天"
)


# 上周五前 before 前海, 十一点正 before 正泰, 明上午 behind 税明: a name may have a character of these.
_AFTER_NAMES = re.compile("[明今昨](?:[上下中]午|早上|晚上)")
_SUMS_IN_NAMES = re.compile(r"\d+(?:\.\d+)?[wk]|[一二三四五六七八九][角毛]")


def _in_a_name(text: str, item: entities.Item) -> bool:
    """清明 in 清明上河园, 五年 in 酱香五年, 550W in 组件550W, 三角 in 三角钢琴: what a longer name may reach
    over."""
    if item.kind == "money":
        return _SUMS_IN_NAMES.fullmatch(text, item.start, item.end) is not None
    return item.kind in ("time", "duration", "repeat") and bool(
        _TIMES_IN_NAMES.fullmatch(text, item.start, item.end)
        or text[item.end - 1] in "前后正"
        or _AFTER_NAMES.match(text, item.start, item.end)
    )


def _lower(text: str) -> str:
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def _frames(blocks: list[Block], reading: Reading, context: Context) -> list[Frame]:
    frames: list[Frame] = []
    for block in chain.from_iterable(map(listed, blocks)):
        intent = block.rule.intent
        for clause in spread(block):
            rival = _rival(block.rival, clause, context) if block.rival else None
            slots = _filled(intent, clause, context)
            frames.append(_frame(block, slots, reading, rival))
            _remember(context, slots)
            _remember_person(context, slots, clause)
            context.last, context.said = intent, str(slots.values.get("content", ""))
            goods = clause.named("product")
            context.product = goods[0].of("product") if goods else ()
    return shared(frames)


def _rival(intent: str, clause: Clause, context: Context) -> Frame:
    slots = _filled(intent, clause, context)
    return Frame(intent, slots.values, refs=slots.refs)


def _filled(intent: str, clause: Clause, context: Context) -> Slots:
    context.intent = intent
    slots = Slots()
    if fill := FILLS.get(intent):
        fill(clause, slots, context)
    return slots


def _frame(block: Block, slots: Slots, reading: Reading, rival: Frame | None) -> Frame:
    whole = block.clause
    place = reading.source.span(whole.start, whole.end)
    reason = Evidence(block.rule.name, reading.words((whole.start, whole.end)), *place, block.rule.weight)
    spans = {slot: reading.source.span(*span) for slot, span in slots.spans.items()}
    return Frame(block.rule.intent, slots.values, block.score, slots.refs, spans, (reason,), rival)


def _remember_person(context: Context, slots: Slots, clause: Clause) -> None:
    """Who was named without a slot of his own can still be 他 later."""
    if "contact" in slots.values:
        return
    wanted = {n.name for n in slots.refs.get("customer", ())}
    for mention in clause.people("contact"):
        if names := tuple(n for n in mention.of("contact") if not wanted or n.customer in wanted):
            context.contact, context.contact_words = names, ""
            return


def _remember(context: Context, slots: Slots) -> None:
    """Later frames keep the customer; a person only for 他 and 她."""
    if "customer" in slots.values:
        context.customer = slots.refs.get("customer", ())
        context.customer_words = "" if context.customer else str(slots.values["customer"])
    if "contact" in slots.values:
        context.contact = slots.refs.get("contact", ())
        context.contact_words = "" if context.contact else str(slots.values["contact"])
