"""Seventh step: what the rules say of a message and what the learned chain says of it, settled.

A rule adds to the chain as much as its weight is worth, so that a strong rule stands against all but the
clearest doubt and a weak one gives way. Where both see the same frames, the blocks of the rules stay as they
are.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from math import inf

from nlp import forms as re
from nlp.blocks import Block
from nlp.frames import ONLY_LEARNED
from nlp.heed.bars import note
from nlp.heed.guessed import ANSWERS, CERTAIN, EVER, GUESSED, NOT_ASKED, SEEN, UNSAID
from nlp.heed.withdrawn import withdrawn
from nlp.learned import chain
from nlp.learned.borne import unborne
from nlp.learned.chain import Fields, Step
from nlp.learned.traces import traces
from nlp.lookups import looked_up
from nlp.reading import Clause, customers, outside
from nlp.rejoined import rejoined
from nlp.rules.base import READS, Rule

WORTH = 1 / 2  # nats that one of a rule's weight adds, above
LIGHT = 3.5  # the weight that adds nothing
ON = 1 / 4  # of it for going on with a frame: the chain knows better than the rules where the next one begins
SILENT = 1.5  # nats for `unknown` and for short answers where no rule speaks
FRAGMENT = 3  # so few characters, in which no rule sees anything, are an answer or nothing
# What loses nothing and has a rule of this weight, in a message of one clause, needs no second opinion.
CLEAR = 7.0
FAIR = 5.5  # what rules of this weight tell of one customer each stays apart
HARMLESS = 5.5  # what only reads is not silenced where a rule of this weight speaks
LEARNED = 5.0  # the weight of a frame that the chain alone sees
# A frame that writes is doubted, and the rep asked, where another intent leads in the chain by so many nats …
DOUBT = 1.0
CLOSE = -1.0  # … or so many if a second rule spoke for something else
ALONE = -2.0  # … or if no rule spoke at all
SURE = 5.0  # a frame that the chain alone sees and that leads by so many nats is no guess
# Told of what is past; of what is to come, and seen by the chain alone, they are asked about.
_SETTLES = frozenset({"payment.log", "order.create", "opportunity.win", "opportunity.lose"})
_WEIGHTY = _SETTLES | {"customer.update"}
_TALK = frozenset({"help", "greet"})  # who writes that little is not asked whether he meant these


def settled(clauses: list[Clause], blocks: list[Block]) -> list[Block]:
    """The blocks of a message, from those of the rules."""
    if not clauses:
        return []
    if why := withdrawn(clauses):
        for block in blocks:
            note(block.clause, block.rule, why)
        return []
    if len(clauses) == 1:
        return _alone(clauses, blocks)
    worth = chain.default().weighed(traces(clauses))
    places = _places(clauses)
    spans = [(places[b.clauses[0].start], places[b.clauses[-1].start]) for b in blocks]
    said = hints(
        [(b.intent, *span, b.rule.weight) for b, span in zip(blocks, spans, strict=True)],
        [(b.leads, b.rule.trust) for b in blocks],
    )
    found = _blocks(clauses, blocks, spans, chain.default().path(worth, said))
    barred: frozenset[str] = frozenset()
    while not (more := unborne(found, clauses)) <= barred:
        barred |= more
        worth = chain.default().without(worth, more)
        found = _blocks(clauses, blocks, spans, chain.default().path(worth, said))
    seen = rejoined(found)
    found = [block for block in seen if not _kept(block, places, worth)]
    if seen and not found:  # 碧桂园欠的那十二万 葛丽说月底前先付五万: no payment, but a report
        found = [b for b in blocks if b.intent == "interaction.log" and not _kept(b, places, worth)]
    if len(found) > 1:
        found = [block for block in found if not UNSAID.keep(block.clause, block.rule)]
    if not found and blocks and all(b.intent in READS and b.rule.weight >= HARMLESS for b in blocks):
        return blocks
    found = found or [b for b in map(_behind_its_lead, blocks) if b and not _kept(b, places, worth)]
    return _doubted(looked_up(found, clauses), places, worth)


OUTRIGHT = 20.0  # weight and trust together


def _behind_its_lead(block: Block) -> Block | None:
    """我妈住院了 周六那个演示推到下周六: where all together mean nothing to the chain, the clause for which a
    rule spoke outright."""
    if not block.leads or block.rule.weight + block.rule.trust < OUTRIGHT:
        return None
    return Block(block.clauses[block.leads :], block.rule)


def _places(clauses: list[Clause]) -> dict[int, int]:
    """The clauses' places in the message, by where they start."""
    return {clause.start: place for place, clause in enumerate(clauses)}


def _alone(clauses: list[Clause], blocks: list[Block]) -> list[Block]:
    """The same for a message of one clause, of which there is one block or none."""
    said = blocks[0].rule if blocks else None
    if said is not None and said.weight >= CLEAR and said.intent in CERTAIN:
        return blocks
    worth = chain.default().weighed(traces(clauses))
    spoken = [(said.intent, _worth(said.weight + said.trust))] if said else _UNSAID
    intent = chain.default().alone(worth[0], spoken)
    barred: frozenset[str] = frozenset()
    while said is None or said.intent != intent:
        more = unborne([Block(clauses, _learned(intent))], clauses)
        if more <= barred:
            break
        barred |= more
        worth = chain.default().without(worth, more)
        intent = chain.default().alone(worth[0], spoken)
    if said is None and len(clauses[0].text) <= FRAGMENT and intent not in ANSWERS:
        return []
    if intent == "task.create" and said and said.intent == "interaction.log" and _gone(clauses[0]):
        intent = said.intent
    if said is None or said.intent != intent:
        if intent == "unknown":
            silent = said is None or said.intent not in READS or said.weight < HARMLESS
            return looked_up([], clauses) if silent else blocks
        blocks = [Block(clauses, _learned(intent))]
    places = _places(clauses)
    if blocks and _kept(blocks[0], places, worth):
        blocks = []
    return _doubted(looked_up(blocks, clauses), places, worth)


def _gone(clause: Clause) -> bool:
    """昨天去海尔装了设备: it is done."""
    return clause.has("past") and not clause.has("coming", "today", "remind", "repeat")


def _kept(block: Block, places: Mapping[int, int], worth: list[Fields]) -> bool:
    """What the chain alone sees writes nothing where the words forbid it, suppose it or ask: 别取消明天的会.

    But for what it is sure of (谁爱跟谁跟 诚泰放出去吧 is no question) and that neither is money
    (青啤定金五千到了再说) nor takes the place of what was there (海康的来源改来改去的).
    """
    if block.rule.name != ONLY_LEARNED:
        return SEEN.keep(block.clause, block.rule)
    sure = block.intent not in _WEIGHTY and _against(block, places, worth)[1] <= -SURE
    ever = NOT_ASKED if block.intent in CERTAIN else EVER
    if ever.keep(block.clause, block.rule):
        return True
    return not sure and GUESSED.keep(block.clause, block.rule)


def _against(block: Block, places: Mapping[int, int], worth: list[Fields]) -> tuple[str, float]:
    """The likeliest other intent of a block, and by how many nats it leads; places of clauses by where they
    start."""
    first, last = places[block.clauses[0].start], places[block.clauses[-1].start]
    return chain.default().against(worth[first : last + 1], block.intent)


@cache
def _learned(intent: str) -> Rule:
    """The rule of a frame that only the chain sees."""
    return Rule(ONLY_LEARNED, intent, LEARNED)


def _doubted(blocks: list[Block], places: Mapping[int, int], worth: list[Fields]) -> list[Block]:
    """The blocks, with what else those that write may mean where the chain would have had it otherwise."""
    for block in blocks:
        rule = block.rule
        if rule.intent in CERTAIN:
            continue
        other, lead = _against(block, places, worth)
        if other == "task.create" and rule.intent == "interaction.log" and _gone(block.clause):
            continue  # 昨天去海尔找王总
        enough = ALONE if rule.name == ONLY_LEARNED else CLOSE if block.rival else DOUBT
        if rule.name == ONLY_LEARNED and rule.intent in _SETTLES and block.clause.has("coming", "future"):
            enough = -inf  # 海康下周打款 20万
        block.rival = other if lead > enough + rule.trust and other not in _TALK else None
    return blocks


def hints(
    cuts: list[tuple[str, int, int, float]], trusts: Iterable[tuple[int, float]] = repeat((0, 0.0))
) -> list[tuple[int, tuple[bool, str], float]]:
    """What the rules' blocks (intent, first and last clause, weight) are worth to the chain.

    The trust of a rule is in the clause it spoke for (so many behind the first), not in those laid to it.
    """
    if not cuts:
        return [(0, (True, intent), worth) for intent, worth in _UNSAID]
    found: list[tuple[int, tuple[bool, str], float]] = []
    for (intent, first, last, weight), (leads, trust) in zip(cuts, trusts, strict=False):
        for place in range(first, last + 1):
            worth = _worth(weight + trust if place == first + leads else weight)
            found.append((place, (place == first, intent), worth if place == first else worth * ON))
    return found


def _worth(weight: float) -> float:
    return max(0.0, weight - LIGHT) * WORTH


_UNSAID = [(intent, SILENT) for intent in sorted(ANSWERS | {"unknown", "help"})]


_SAID_OF_A_NAME = frozenset({"customer.show", "interaction.log", "customer.create"})


# 金盛那边, 华理那个单: of whom, and no word of it.
_OF_WHOM = re.compile("(?:客户)?(?:的?(?:[那这]边|[那这]个?(?:单子?|商机|项目|合同)))?")


def _only_a_name(clause: Clause) -> bool:
    """金盛, 客户金盛, 金盛那边, 余经理, 金盛余经理, 华理Oracle那个单."""
    kinds = [m.kind for m in clause.mentions if m.kind in ("customer", "person")]
    if kinds not in (["customer"], ["person"], ["customer", "person"]):
        return False
    return _OF_WHOM.fullmatch(outside(clause, clause.mentions).strip()) is not None


def _named_first(clauses: list[Clause], segments: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """华为 深圳 A级, 南通大学 级别改A, 金盛那边 周五再去一趟: the name of somebody and nothing else, before
    another frame, belongs to that one."""
    found: list[tuple[str, int, int]] = []
    begin: int | None = None
    for (intent, first, after), (then, *_) in zip(segments, [*segments[1:], ("unknown", 0, 0)], strict=True):
        begin = first if begin is None else begin
        of_the_next = (
            then not in READS if intent == then else intent not in READS or intent in _SAID_OF_A_NAME
        )
        if of_the_next and then != "unknown" and after == first + 1 and _only_a_name(clauses[first]):
            continue
        found.append((intent, begin, after))
        begin = None
    return found


def _of_the_new(clauses: list[Clause], segments: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """新客户东鹏, 联系人蔡国庆, 微信cai88: the person of a new customer is part of it, unless one is to be
    added besides."""
    found = segments[:1]
    for intent, first, after in segments[1:]:
        before, begin, _ = found[-1]
        of_it = (before, intent) == ("customer.create", "contact.add")
        if of_it and not clauses[first].has("add", "customer", "company"):
            found[-1] = (before, begin, after)
        else:
            found.append((intent, first, after))
    return found


def _blocks(
    clauses: list[Clause], blocks: list[Block], spans: list[tuple[int, int]], path: list[Step]
) -> list[Block]:
    segments: list[tuple[str, int, int]] = []
    after = len(path)
    for place in range(len(path) - 1, -1, -1):
        if path[place].begins:
            segments.append((path[place].intent, place, after))
            after = place
    segments = _of_the_plan(clauses, _of_the_new(clauses, _named_first(clauses, segments[::-1])))
    if segments == [(b.intent, first, last + 1) for b, (first, last) in zip(blocks, spans, strict=True)]:
        return blocks  # the same frames, to the clause
    found: list[Block] = []
    for intent, first, after in segments:
        if intent == "unknown":
            continue
        touched = [
            (a, b, block) for (a, b), block in zip(spans, blocks, strict=True) if a < after and first <= b
        ]
        agreed = [block for _, _, block in touched if block.intent == intent]
        if len(touched) == len(agreed) == 1 and first <= touched[0][0] and touched[0][1] < after:
            found.append(agreed[0])
        elif (
            len(touched) > 1
            and touched[-1][1] < after
            and (_of_several(every := [block for *_, block in touched]) or _besides(every, intent))
        ):
            begin, end, block = touched[0]
            if begin < first:
                every[0] = Block(clauses[first : end + 1], block.rule)
            found += every
        elif intent == "interaction.log" and not agreed and _is_a_sum(touched, first, after):
            _, end, block = touched[0]
            found += [block, Block(clauses[end + 1 : after], _learned(intent))]
        else:
            rule = agreed[0].rule if agreed else _learned(intent)
            found.append(Block(clauses[first:after], rule))
    return found


def _is_a_sum(touched: list[tuple[int, int, Block]], first: int, after: int) -> bool:
    """长丰回了八万 侯科长说…: what a clear rule says came in is told besides the report that follows."""
    begin, end, block = touched[0] if touched else (0, 0, None)
    return (
        block is not None
        and block.intent == "payment.log"
        and block.rule.weight >= CLEAR
        and begin == first
        and end + 1 < after
        and block.clause.has("customer")
    )


def _of_several(blocks: list[Block]) -> bool:
    """硕放到账8万6 万博那单签了: what clear rules tell apart, of one customer each, stays so."""
    if any(
        block.rule.weight < (FAIR if _begins_with_its_own(block.clauses[0]) else CLEAR) for block in blocks
    ):
        return False
    told = [customers(block.clause) for block in blocks]
    return all(len(names) == 1 for names in told) and len(set().union(*told)) == len(told)


_FIELDS = frozenset({"opportunity.update", "customer.update", "contact.add"})
_FIGURES = frozenset({"order.create", "payment.log"})
_TAGS = re.compile(r"\s*(?:客户|再|也|另外|顺便|给[他它]们?家?)*标签(?![不别])")


def _besides(blocks: list[Block], intent: str) -> bool:
    """级别改成A 商机阶段到技术交流, 问能不能送货 今天定了六台五万四: by a clear rule the second one changes a
    field, or tells of a sum."""
    if len(blocks) != 2 or blocks[0].intent != intent:
        return False
    rule, clause = blocks[1].rule, blocks[1].clause
    if rule.intent == intent == "customer.update":
        return _begins_with_a_field(clause) and not _TO_FOLLOW.search(blocks[0].clause.text)
    if rule.weight < CLEAR or rule.intent == intent or clause.has("if", "asked_back"):
        return False
    if rule.intent == "customer.tag":
        return clause.has("tag") and _TAGS.match(clause.text) is not None
    if rule.intent == "ticket.create":
        return intent == "task.create" and clause.has("type") and clause.has("contact")
    return rule.intent in _FIELDS or rule.intent in _FIGURES and clause.has("money")


_TO_FOLLOW = re.compile("[改换]一?下|更新")  # 地址和微信改一下 地址… 微信…


def _begins_with_a_field(clause: Clause) -> bool:
    """地区改芜湖 来源展会: the second field, and what it is."""
    first = clause.first("field")
    return first is not None and first.start - clause.start <= 1 and clause.end - first.end > 1


def _begins_with_its_own(clause: Clause) -> bool:
    return any(m.start - clause.start <= 1 for m in clause.named("customer"))


_WRITTEN = frozenset({"order.create", "opportunity.win", "payment.log"})
_TO_BE_DONE = re.compile(
    r"\s*(?:我|再|然后|顺便|顺道|顺带|一起|也|就|争取|直接)*[把将][^,，。]{1,16}?(?:签|收|结|要|拿|定|敲|谈|办)"
    "(?:了|掉|下来?|回来?|过来|好|一下)"
)
_GOING = re.compile("[去到见找约]|拜访|过去")


def _of_the_plan(clauses: list[Clause], segments: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """明天去找宋厂长 顺便把合同签了 8万: what is to be done there has not been done, it is planned."""
    found = segments[:1]
    for intent, first, after in segments[1:]:
        before, begin, _ = found[-1]
        if (
            before == "task.create"
            and intent in _WRITTEN
            and _TO_BE_DONE.match(clauses[first].text)
            and _is_going(clauses[begin])
        ):
            found[-1] = (before, begin, after)
        else:
            found.append((intent, first, after))
    return found


def _is_going(clause: Clause) -> bool:
    return (
        clause.has("coming")
        and not clause.has("past", "met")
        and "了" not in clause.text
        and _GOING.search(clause.text) is not None
    )
