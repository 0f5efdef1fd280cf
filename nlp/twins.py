"""Where the second of two orders of one shape begins, in one breath: 8806给柯南|8807给花无缺,
叫A明天…|叫B后天…, A那条推到周五|B那条推到周六."""

from itertools import pairwise

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause

_SIGNS = frozenset("给叫让派请那说讲嫌怨没")
_BIDS = re.compile(r"(?:然后|再|顺便)?[叫让派请]$")
_POINTER = re.compile(r"那[条个单场趟](?!月|人|么|样|边|时|天)")
_DONE = re.compile(r"(?:完成|取消|删掉?|撤掉?|搞定|弄好|做完|关掉?|不要)[了吧]?")
_QUOTED = re.compile(r"报(?!修|名|备|告|警|销|到|障|案|废|关|表)")
_SAYS = re.compile(
    "(?:那边)?(?:电话|微信|短信|邮件)?(?:里头?|上)?(?:又|却|倒是?|还|也|就|只)*(?:说(?!的|了算|了不)"
    "|讲(?!的)|抱怨|嫌)"
)
_NO_SPEAKER = re.compile(r"[说讲嫌跟给和与让叫问听找见对请催陪约到是的被把比帮替、]$")


def twins(clause: Clause) -> list[int]:
    """The places of a stretch where such an order begins."""
    if _SIGNS.isdisjoint(clause.chars) or len(clause.text) < 8:
        return []
    found: list[int] = []
    if clause.has("user"):
        found += (*_by_id(clause), *_bidden(clause))
    if "那" in clause.chars:
        found += _pointed(clause)
    if clause.has("customer"):
        found += _quoted(clause)
    if clause.has("contact"):
        found += _said(clause)
    if not clause.chars.isdisjoint("没嫌"):
        found += _each_told(clause)
    return found


def _by_id(clause: Clause) -> list[int]:
    ids = clause.of_kind("id", "number")
    ends = {m.end for m in clause.people("user")}
    return [i.start for i in ids[1:] if i.start in ends] if len(ids) > 1 and len(ends) > 1 else []


def _bidden(clause: Clause) -> list[int]:
    """叫朱帆明天送货到海珠|叫汤沅后天收款: each has a deed of his own."""
    text, base = clause.text, clause.start
    bids = [
        (base + bid.start(), m.end)
        for m in clause.people("user")
        if (bid := _BIDS.search(text, max(0, m.start - base - 6), m.start - base))
    ]
    return [at for (at, _), (_, end) in zip(bids[1:], bids, strict=False) if at - end >= 2]


def _pointed(clause: Clause) -> list[int]:
    """石湖那条推到礼拜五|饮茶那条推到礼拜六, 那条完成|茶叶那条取消: behind what becomes of the first."""
    pointers = list(_POINTER.finditer(clause.text))
    if len(pointers) != 2:
        return []
    begin, end = clause.start + pointers[0].end(), clause.start + pointers[1].start()
    ends = [i.end for i in clause.of_kind("time") if begin <= i.start and i.end < end]
    ends += [
        clause.start + done.end()
        for done in _DONE.finditer(clause.text, pointers[0].end(), pointers[1].start() - 1)
    ]
    return [max(ends)] if ends and end - max(ends) >= 1 else []


def _quoted(clause: Clause) -> list[int]:
    """给净月报循环泵12台 3600|给包头报…"""
    text, base = clause.text, clause.start
    offers = [
        m.start - 1
        for m in clause.named("customer")
        if text.startswith("给", m.start - 1 - base) and m.start > base and _QUOTED.match(text, m.end - base)
    ]
    return offers[1:]


def _said(clause: Clause) -> list[int]:
    """陆地说要加点位|卫主任说不急: two people, each of whom says something."""
    text, base = clause.text, clause.start
    told: tuple[Mention, int] | None = None
    found: list[int] = []
    for person in clause.people("contact"):
        says = _SAYS.match(text, person.end - base)
        if says is None:
            continue
        if (
            told is not None
            and person.start - base - told[1] >= 2
            and not _NO_SPEAKER.search(text, max(0, person.start - base - 1), person.start - base)
            and told[0].names != person.names
        ):
            found.append(person.start)
        told = person, says.end()
    return found


_TOLD_OF_ONE = re.compile("(?:那边|家|那儿)?(?:也|又|还|都)?(?:没|嫌|不|说)[^,，。 ]{1,10}")
_TOLD_OF_NEXT = re.compile(
    "(?:那边|家|那儿)?(?:也|又|倒|却|才|就)*(?:没|嫌|不[在肯行]|说|讲|回了|挺|同意|答应)"
)


def _each_told(clause: Clause) -> list[int]:
    """齐心没接|金钟也没接: of each of two something is told."""
    text, base = clause.text, clause.start
    named = [m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")]
    return [
        then.start
        for one, then in pairwise(named)
        if {n.name for n in one.names}.isdisjoint(n.name for n in then.names)
        and _TOLD_OF_ONE.fullmatch(text, one.end - base, then.start - base)
        and _TOLD_OF_NEXT.match(text, then.end - base)
        and not _NO_SPEAKER.search(text, max(0, then.start - base - 1), then.start - base)
    ]
