"""Two customers or two measures in one command are two frames."""

import itertools

from nlp import forms as re
from nlp.blocks import Block
from nlp.entities import Item
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention
from nlp.names import Name
from nlp.payments import outstanding
from nlp.reading import Clause

_AND = re.compile(r"\s*(?:和|跟|与|、|还有|以及|及|,|，|/| )(?:和)?\s*")
_SINGLE = frozenset(
    {
        "customer.merge",
        "customer.create",
        "contact.add",
        "correct",
        "undo",
        "campaign.create",
        "ticket.create",
    }
)


def spread(block: Block) -> list[Clause]:
    """The clause of a block, once for each of several customers (or measures) named side by side."""
    clause, intent = block.clause, block.rule.intent
    if intent in _SINGLE:
        return [clause]
    if intent == "customer.transfer" and (given := _by_taker(clause)):
        return given
    if intent in _PAIRS and (paired := _paired(intent, clause)):
        return paired
    named = _side_by_side(clause)
    if len(named) > 1 and intent == "interaction.log" and (told := _told_of_each(clause, named)):
        return told
    if len(named) > 1:
        return [_without(clause, [other for other in named if other is not one]) for one in named]
    if intent == "customer.update" and (fields := _by_field(clause)):
        return fields
    if intent in _FILTERED and (filtered := _by_filter(clause)):
        return filtered
    if intent in _IN_ROWS and (rows := _rows(intent, clause)):
        return rows
    if intent in ("report.show", "report.export"):
        return _by_measure(clause)
    return [clause]


# A person or customer and what goes with each: 文静三月目标八十万 邵军一百二十万.
_PAIRS: dict[str, tuple[str, str, str]] = {
    "goal.set": ("person", "user", "money"),
    "payment.log": ("customer", "customer", "money"),
    "order.create": ("customer", "customer", "money"),
    "customer.transfer": ("customer", "customer", "user"),
    "product.show": ("product", "product", ""),
    "contact.show": ("person", "contact", ""),
    "report.show": ("person", "user", ""),
    "report.export": ("person", "user", ""),
    "goal.show": ("person", "user", ""),
    "task.list": ("person", "user", ""),
    "interaction.list": ("person", "user", ""),
    "opportunity.list": ("person", "user", ""),
    "order.list": ("person", "user", ""),
    "ticket.list": ("person", "user", ""),
}


def _paired(intent: str, clause: Clause) -> list[Clause]:
    """One clause for each of several heads, where each has a value of its own or none needs one."""
    kind, record, value = _PAIRS[intent]
    heads = [m for m in clause.named(kind) if m.of(record)]
    if kind == "person" and heads and (me := _myself(clause, intent)):
        heads = sorted([*heads, me], key=lambda m: m.start)
        clause = _copy(clause, clause.cues)
        clause.mentions = sorted([*clause.mentions, me], key=lambda m: m.start)
    distinct = list(dict.fromkeys(frozenset(n.name for n in m.of(record)) for m in heads))
    if len(heads) < 2 or len(distinct) != len(heads):
        return []
    if not value:
        between = [clause.reading.text[a.end : b.start] for a, b in itertools.pairwise(heads)]
        if not all(_AND.fullmatch(gap) or len(gap) <= 12 for gap in between):
            return []
        return [_without(clause, [m for m in heads if m is not head]) for head in heads]
    bounds = [clause.start, *(m.start for m in heads[1:]), clause.end]
    parts = [Clause.of(clause.reading, a, b) for a, b in itertools.pairwise(bounds)]
    for part in parts:
        part.mentions = [m for m in clause.mentions if part.start <= m.start and m.end <= part.end]
    has_value = [
        bool(p.of_kind("money", "number"))
        if value == "money"
        else any(not _HAS_THEM.match(clause.reading.text, u.end) for u in p.people("user"))
        for p in parts
    ]
    if intent == "goal.set" and has_value[-1] and not any(has_value[:-1]):
        between = [clause.reading.text[a.end : b.start] for a, b in itertools.pairwise(heads)]
        return (
            [_without(clause, [m for m in heads if m is not head]) for head in heads]
            if all(_AND.fullmatch(gap) for gap in between)
            else []
        )
    if not all(has_value):
        return []
    if intent == "payment.log":  # 诺成到账九千八 诺晟的三万二还没动静
        parts = [part for part in parts if not outstanding(part)]
    shared = [i for i in clause.items if i.kind == "time"]
    for part in parts:
        if not part.of_kind("time"):
            part.items = sorted([*shared[:1], *part.items], key=lambda i: i.start)
    return parts


_TAKES = re.compile("(?:以后|今后|来|就)*(?:负责|接手?|跟进?|管|带|维护|对接)")


def _by_taker(clause: Clause) -> list[Clause]:
    """龙飞负责三一和宏信 向阳负责比亚迪: one clause for each customer, with the colleague named before it."""
    text = clause.reading.text
    firms = clause.named("customer")
    takers = [m for m in clause.people("user") if _TAKES.match(text, m.end, clause.end)]
    if not takers or not firms or firms[0].start < takers[0].start:
        return []
    found: list[Clause] = []
    for firm in firms:
        taker = [m for m in takers if m.end <= firm.start][-1]
        copy = _copy(clause, clause.cues)
        copy.mentions = [firm, taker] if firm.start < taker.start else [taker, firm]
        found.append(copy)
    return found if len(firms) > 1 else []


_HAS_THEM = re.compile("(?:名下|手[里上下]|负责|跟)?的")  # 把陈东升名下的鸿洲跟银滩划给叶舟
_WITH_ME = re.compile(
    "我(?:自己|个人)?(?=和|跟|与|、)|(?<=[和跟与、])我(?=这|本|上|今|的|谁|各|[ ,，]|$)|(?<=[和跟与、])我自己"
)
_MY_TARGET = re.compile(r"(?:^|(?<=[ ,，月度年标]))我(?:自己)?(?=定|就|要|设|[0-9一二三四五六七八九十百])")


def _myself(clause: Clause, intent: str) -> Mention | None:
    """The speaker beside a colleague: 我和白雪, 我定90万 屠苏70."""
    form = _MY_TARGET if intent == "goal.set" else _WITH_ME
    match = form.search(clause.text)
    if match is None:
        return None
    start, end = clause.start + match.start(), clause.start + match.end()
    return Mention(start, end, "person", (Name("user", "me", ""),), "exact")


_EACH = re.compile("[ ,，]*(?:各|分别)")  # 这周 上周 各拜访了多少家
_PERIODS = frozenset(
    {"order.list", "report.show", "report.export", "survey.report", "interaction.list", "goal.show"}
)
_NUMBERS = frozenset({"ticket.assign", "ticket.close", "ticket.dispatch"})
_IN_ROWS = _NUMBERS | _PERIODS | {"report.show", "report.export"}
_MORE_NUMBERS = re.compile(r"(?:和|跟|与|、|,|，|还有|以及|及)\s*(\d{3,8})(?:号)?")


def _rows(intent: str, clause: Clause) -> list[Clause]:
    """Periods, case numbers or dimensions side by side: 去年和今年的订单, 工单2101和2102, 按等级和按区域."""
    text = clause.reading.text
    if intent in _NUMBERS and (ids := clause.of_kind("id")):
        row, place = [ids[0]], ids[0].end
        if before := re.search(
            r"(?:\d{3,8}(?:号)?\s*(?:和|跟|与|、|,|，|/|\s)\s*)+$", text[clause.start : ids[0].start]
        ):
            row = [
                ids[0]._replace(
                    start=clause.start + before.start() + m.start(),
                    end=clause.start + before.start() + m.end(),
                    value=m[0],
                )
                for m in re.finditer(r"\d{3,8}", before[0])
            ] + row
        if (noun := re.match("号?(?:工单)?", text[place:])) is not None:
            place += noun.end()
        while match := _MORE_NUMBERS.match(text, place, clause.end):
            row.append(ids[0]._replace(start=match.start(1), end=match.end(1), value=match[1]))
            place = match.end()
        return [_only(clause, "id", item) for item in row] if len(row) > 1 else []
    if intent in _PERIODS:
        times = clause.of_kind("time")
        row = times[:1]
        for item in times[1:]:
            gap = text[row[-1].end : item.start]
            if (
                re.fullmatch(r"的?\s*(?:和|跟|与|、|还有|以及|及|对比|比)\s*", gap)
                or gap.strip()
                and _same_again(clause, row[-1].end, item.start)
                or gap.isspace()
                and _EACH.match(text, item.end)
            ):
                row.append(item)
        if len(row) > 1:
            return [_only(clause, "time", item) for item in row]
    if intent in ("report.show", "report.export"):
        bys = clause.marked("by")
        pairs = itertools.pairwise(bys)
        if len(bys) > 1 and all(
            a.value("by") != b.value("by") and _same_again(clause, a.end, b.start) for a, b in pairs
        ):
            return [_copy(clause, cues=[c for c in clause.cues if c not in bys or c is by]) for by in bys]
    return []


_FILTERED = frozenset({"report.show", "report.export", "customer.list"})
_AND_LEVEL = re.compile(r"[级类等]?\s*(?:和|跟|与|、|还有|以及|及)\s*")


def _by_filter(clause: Clause) -> list[Clause]:
    """安徽和江西的销售额, 官网和展会来的新增客户, A级和B级客户的回款: once for each."""
    text = clause.reading.text
    for kind in ("region", "place", "industry", "source"):
        cues = clause.marked(kind)
        if len(cues) > 1 and all(_AND.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(cues)):
            return [_copy(clause, cues=[c for c in clause.cues if c is cue or c not in cues]) for cue in cues]
    levels = clause.of_kind("level")
    if len(levels) > 1 and all(
        _AND_LEVEL.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(levels)
    ):
        return [_only(clause, "level", level) for level in levels]
    return []


def _by_field(clause: Clause) -> list[Clause]:
    """地址和电话改一下 地址八号路 电话55886677: which fields, and behind that each with its new value."""
    labels = [c for c in clause.cues if c.value("field") and len(c.word) > 1]
    told = [c for at, c in enumerate(labels) if any(before.word == c.word for before in labels[:at])]
    if not told or len(told) * 2 != len(labels) or told != labels[len(told) :]:
        return []
    ends = [*(cue.start for cue in told[1:]), clause.end]
    return [
        Clause(
            clause.reading,
            clause.start,
            end,
            [cue],
            [m for m in clause.mentions if m.end <= end],
            [i for i in clause.items if cue.start <= i.start and i.end <= end],
        )
        for cue, end in zip(told, ends, strict=True)
    ]


def _same_again(clause: Clause, start: int, end: int) -> bool:
    """Between two dimensions only 和, or the same measure said twice: 各区域的回款和各产品的回款."""
    between = clause.reading.text[start:end]
    for cue in clause.marked("measure"):
        if (
            start <= cue.start
            and cue.end <= end
            and clause.reading.text.count(cue.word, clause.start, clause.end) > 1
        ):
            between = between.replace(cue.word, "")
    between = between.replace("的", "").strip()
    return bool(between) and bool(_AND.fullmatch(between))


def _only(clause: Clause, kind: str, item: Item) -> Clause:
    copy = _copy(clause, cues=clause.cues)
    copy.items = sorted(
        [
            item,
            *(i for i in clause.items if i.kind != kind and not (i.start < item.end and item.start < i.end)),
        ],
        key=lambda i: i.start,
    )
    return copy


def _copy(clause: Clause, cues: list[Cue]) -> Clause:
    return Clause(clause.reading, clause.start, clause.end, cues, clause.mentions, clause.items)


def _side_by_side(clause: Clause) -> list[Mention]:
    """Customers joined by 和 or 、 and naming different records."""
    named = clause.named("customer")
    if len(named) < 2:
        return []
    row = [named[0]]
    for mention in named[1:]:
        between = clause.reading.text[row[-1].end : mention.start]
        if (
            between
            and not _AND.fullmatch(between)
            or any({n.name for n in mention.names} == {n.name for n in m.names} for m in row)
        ):
            break
        row.append(mention)
    return row


_WENT = re.compile("[跑去到走转串]了")
_BEGINS = frozenset(" ,，。;；\n")


def _told_of_each(clause: Clause, row: list[Mention]) -> list[Clause]:
    """拜访了舜宇和旭创 舜宇聊了报价 旭创没见到人: what is told of each behind the row, with its day and way;
    none where it is not told of each. Of whom it is told in a clause of its own nothing more is said here."""
    text, firms = clause.reading.text, [m for m in clause.reading.mentions if m.kind == "customer"]
    own: list[Mention] = []
    for one in row:
        names = {name.name for name in one.names}
        start = own[-1].end if own else row[-1].end
        told = next(
            (
                m
                for m in firms
                if m.start > start and text[m.start - 1] in _BEGINS and {n.name for n in m.names} == names
            ),
            None,
        )
        if told is None:
            return []
        own.append(told)
    starts = [m.start for m in own if m.start < clause.end]
    if not starts:
        return []
    head = [c for c in clause.cues if c.end <= starts[0]]
    went = _WENT.search(text, clause.start, starts[0])
    if went and not any(c.value("channel") for c in head):
        head.append(Cue(*went.span(), went[0], (("channel", "visit"),), frozenset({"channel"})))
    parts = [Clause.of(clause.reading, a, b) for a, b in itertools.pairwise([*starts, clause.end])]
    for part in parts:
        part.cues = [*head, *part.cues]
        part.items = [*(i for i in clause.items if i.end <= starts[0]), *part.items]
    return parts


def _without(clause: Clause, others: list[Mention]) -> Clause:
    copy = Clause(clause.reading, clause.start, clause.end, clause.cues, clause.mentions, clause.items)
    copy.mentions = [m for m in clause.mentions if m not in others]
    return copy


def _by_measure(clause: Clause) -> list[Clause]:
    cues = list(clause.marked("measure"))
    kinds = list(dict.fromkeys(c.value("measure") for c in cues))
    if len(kinds) < 2 or not any(
        _AND.fullmatch(clause.reading.text[a.end : b.start]) for a, b in itertools.pairwise(cues)
    ):
        return [clause]
    clauses = []
    for kind in kinds:
        copy = Clause(clause.reading, clause.start, clause.end, clause.cues, clause.mentions, clause.items)
        copy.cues = [c for c in clause.cues if c.value("measure") in (None, kind)]
        clauses.append(copy)
    return clauses
