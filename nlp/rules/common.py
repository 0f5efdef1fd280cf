"""What the topics share: customers and people of a clause, labelled fields, and what words are left."""

from collections.abc import Iterable, Sequence

from nlp import forms as re
from nlp.entities import Item
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention
from nlp.names import Name
from nlp.reading import Clause, Span
from nlp.rules.base import Context, Slots

PUNCTUATION = " ,，.。;；:：!！?？、\n…~～-—()（）\"'“”「」《》【】"
_LABEL_LINK = re.compile(r"[ :：]*(?:就是|是|为|叫做|叫|在|属于|有|[改换变调升][成为]了?)?[ :：]*")
_EDGE_WORDS = re.compile(
    r"^(?:[ ,，.。;；:：!！?？、\n…~]|\d[、.)]|那(?=你|我|就|先|再|麻烦|帮)|还(?:要|得)(?![钱款账债价])"
    "|等一?下(?=[要去得])|完[了事](?=[去到给找我再就直顺])|然后|另外|还有|顺[便手带](?=.)|同时|接着|并且|而且"
    "|[一二三四五六]是(?=[\u4e00-\u9fff]{2})|第[一二三四五六][个件]?(?:事|是)?[,，、:： ]+|首先|其次"
    "|之后|最后|对了|记下来|记一下|帮我|帮忙|麻烦"
    "|请(?!.{1,8}(?:吃|喝|来|看|帮|签|确认|客))|你|给我|我要|我得|我想|要(?=去|给|把|跟|和)|得(?!知|到|罪)"
    r"|记得|别忘了|要(?!求|价|是|货|样|了|不|的|发票|账)|吧|呢|啊|哈(?!尔滨|密|工大|药|电)|的(?=[\u4e00-\u9fff]))+"
)
_TAIL_WORDS = re.compile(
    r"(?:[ ,，.。;；:：!！?？、\n…~]|一下子|吧|哈|哦|呢|啊|呀|谢谢|辛苦了|(?:你)?(?:帮我|给我)记一?下(?:来)?"
    "|然后|另外|再|的事情?|的待办|的任务|这事|这件事|这个事|顺便|并且|同时|还有)+$"
)


def customer(
    clause: Clause,
    slots: Slots,
    context: Context,
    slot: str = "customer",
    carry: bool = True,
    needed: bool = False,
) -> None:
    """The customer the clause names, or else the one of the frames before it; where a record cannot be
    without one (`needed`), the only one spoken of."""
    named = clause.named("customer")
    if named:
        if names := narrowed(clause, named[0]):
            slots.name(slot, names, (named[0].start, named[0].end))
        else:
            slots.mention(slot, named[0], clause, "customer")
        return
    if carry and (names := _whose(clause, context.customer, context.intent)):
        slots.name(slot, names, (clause.start, clause.start))
        slots.spans.pop(slot, None)
    elif carry and context.customer_words:
        slots.put(slot, context.customer_words)
    elif needed and (told := _told_of(clause)):
        slots.name(slot, told, (clause.start, clause.start))
        slots.spans.pop(slot, None)


def _told_of(clause: Clause) -> tuple[Name, ...]:
    """玉环垫资太多 这个客户不做了 放公海: the one customer spoken of before, where no frame has one."""
    before = [m for m in clause.reading.mentions if m.kind == "customer" and m.end <= clause.start]
    named = {m.of("customer") for m in before}
    return named.pop() if len(named) == 1 else ()


def _whose(clause: Clause, spoken_of: tuple[Name, ...], intent: str) -> tuple[Name, ...]:
    """The customer of the frames before, but for somebody named in full or as a side (孔总那边) who is at
    another one (诺成到账九千八 催储健): then that one, if it was named as well, or no person has a place."""
    found = clause.people("contact")
    sides = [m for m in found if m.how != "exact" and _SIDE.match(clause.reading.text, m.end, clause.end)]
    people = [n for m in found for n in m.of("contact")]
    if not people or not spoken_of or any(belongs(p, c) for p in people for c in spoken_of):
        return spoken_of
    named = [n for m in clause.reading.mentions if m.end <= clause.start for n in m.of("customer")]
    theirs = tuple(dict.fromkeys(n for n in named if any(belongs(p, n) for p in people)))
    if not theirs and not any(m.how == "exact" for m in found) and not sides:
        return spoken_of  # 李总, of whom nobody knows where he is
    if theirs or not sides or intent not in _OF_THE_CUSTOMER or len(people) > 1 or not people[0].customer:
        return theirs
    return (Name("customer", people[0].customer, people[0].customer, people[0].customer_id),)


_SIDE = re.compile("那[边儿里头家]")
# Records without a person: 卡乐等级改A 孔总那边也改成A.
_OF_THE_CUSTOMER = frozenset(
    "customer.update customer.tag customer.untag customer.transfer customer.release "
    "opportunity.update".split()
)


def says_they(clause: Clause) -> bool:
    """他们的订单: the customer of the frames before."""
    return bool(re.search("他们|她们|它们|他家|她家|这家|该客户|[他她它]的", clause.text))


def narrowed(clause: Clause, mention: Mention) -> tuple[Name, ...]:
    """Of several customers of one short name, the one the named contact belongs to."""
    names = mention.of("customer")
    if len(names) < 2:
        return names
    people = [n for p in clause.people("contact") for n in p.of("contact")]
    fitting = tuple(n for n in names if any(belongs(p, n) for p in people))
    return fitting if len(fitting) == 1 else names


def contact_names(clause: Clause, mention: Mention, slots: Slots) -> tuple[Name, ...]:
    """The known contacts a mention can mean, given the customer already laid down."""
    names = mention.of("contact")
    customers = slots.refs.get("customer", ())
    if customers:
        return _theirs(names, customers) or _theirs(
            [n for n in mention.also if n.kind == "contact"], customers
        )
    return () if "customer" in slots.values else names


def _theirs(people: Sequence[Name], customers: Sequence[Name]) -> tuple[Name, ...]:
    return tuple([n for n in people if any(belongs(n, c) for c in customers)])


def belongs(contact: Name, customer: Name) -> bool:
    if contact.customer_id is not None and customer.id is not None:
        return contact.customer_id == customer.id
    return contact.customer == customer.name


def contact(
    clause: Clause, slots: Slots, context: Context, skip: Iterable[Mention] = (), pronoun: bool = True
) -> Mention | None:
    """The person at the customer: known ones by name, others in the words of the message."""
    skipped = list(skip)
    for mention in clause.named("person"):
        if mention in skipped:
            continue
        span = (mention.start, mention.end)
        if names := contact_names(clause, mention, slots):
            slots.name("contact", names, span)
            return mention
        if mention.how == "nick" and not mention.of("contact"):
            continue
        if not mention.of("contact") and mention.of("user") and mention.how == "exact":
            continue
        slots.put("contact", clause.reading.words(span), span)
        return mention
    if context.contact_words and context.contact_words in clause.reading.words((clause.start, clause.end)):
        slots.put("contact", context.contact_words)
        return None
    if pronoun and re.search("[他她](?![们那])", clause.text):
        if context.contact:
            slots.name("contact", context.contact, (clause.start, clause.start))
            slots.spans.pop("contact", None)
        elif context.contact_words:
            slots.put("contact", context.contact_words)
        elif names := earlier_contact(clause, slots):
            slots.name("contact", names, (clause.start, clause.start))
            slots.spans.pop("contact", None)
            _where_he_is(clause, slots, names)
    return None


def _where_he_is(clause: Clause, slots: Slots, names: Sequence[Name]) -> None:
    """景阳薛经理住院了 明天去看看她: his customer, where it was named with him and no frame has it."""
    told = _told_of(clause)
    if "customer" not in slots.values and len(told) == 1 and all(belongs(n, told[0]) for n in names):
        slots.name("customer", told, (clause.start, clause.start))
        slots.spans.pop("customer", None)


def earlier_contact(clause: Clause, slots: Slots) -> tuple[Name, ...]:
    """The contact 他 or 她 means where no frame before has one: the last one named before the clause."""
    earlier = [
        m for m in clause.reading.mentions if m.end <= clause.start and m.kind == "person" and m.of("contact")
    ]
    return contact_names(clause, earlier[-1], slots) if earlier else ()


def earlier_user(clause: Clause) -> Mention | None:
    """The colleague 他 or 她 means: the last one named before the clause."""
    return next(
        (
            m
            for m in reversed(clause.reading.mentions)
            if m.end <= clause.start and m.kind == "person" and m.of("user") and not m.of("contact")
        ),
        None,
    )


def user(mention: Mention | None, clause: Clause, slots: Slots, slot: str) -> None:
    """A colleague, by known name or in the words of the message."""
    if mention is not None:
        slots.mention(slot, mention, clause, "user")


def user_mention(clause: Clause, after: int = 0) -> Mention | None:
    """The first mention that means a colleague."""
    people = [m for m in clause.named("person") if m.start >= after]
    known = [m for m in people if m.of("user")]
    return known[0] if known else None


def rest(
    clause: Clause, *minus: Span | None, start: int | None = None, end: int | None = None
) -> tuple[str, Span | None]:
    """The original words of the clause without the given places, edges cleaned, and where they stand."""
    begin, stop = clause.start if start is None else start, clause.end if end is None else end
    cut = sorted(span for span in minus if span and span[0] < stop and span[1] > begin)
    pieces: list[tuple[int, int]] = []
    place = begin
    for a, b in cut:
        if a > place:
            pieces.append((place, a))
        place = max(place, b)
    if place < stop:
        pieces.append((place, stop))
    text = clause.reading.text
    while pieces:
        a, b = pieces[0]
        match = _EDGE_WORDS.match(text[a:b])
        if match and match.end():
            a += match.end()
        if a < b:
            pieces[0] = (a, b)
            break
        pieces.pop(0)
    while pieces:
        a, b = pieces[-1]
        match = _TAIL_WORDS.search(text[a:b])
        if match:
            b = a + match.start()
        if a < b:
            pieces[-1] = (a, b)
            break
        pieces.pop()
    if not pieces:
        return "", None
    words = "".join(clause.reading.words(piece) for piece in pieces)
    return words.strip(PUNCTUATION), (pieces[0][0], pieces[-1][1])


def span(found: Cue | Mention | Item | None) -> Span | None:
    """The place of a cue, mention or item."""
    return (found.start, found.end) if found else None


def after_label(clause: Clause, cue: Cue, stops: list[int]) -> tuple[str, Span | None]:
    """The words a label introduces: up to the next label, a stop or the end of its segment."""
    text = clause.reading.text
    link = _LABEL_LINK.match(text, cue.end)
    begin = link.end() if link else cue.end
    end = min([s for s in stops if s > begin] + [clause.end])
    separator = re.search(r"[,，。;；!！?？\n]|[ 、](?![a-z0-9])", text[begin:end])
    if separator and separator.start() > 0:
        end = begin + separator.start()
    words = clause.reading.words((begin, end)).strip(PUNCTUATION)
    return re.sub("[吧哈哦啊呢]$", "", words), (begin, end) if words else None


def period(clause: Clause, slots: Slots, past: bool = False) -> None:
    """The `range`: a month, week or year before a day (月底了，看看这个月的回款)."""
    times = clause.of_kind("time")
    long = [i for i in times if i.time is not None and i.time.grain in _PERIODS]
    if chosen := (long or times)[:1]:
        slots.put("range", chosen[0].period(past=past), span(chosen[0]))


_PERIODS = frozenset({"week", "month", "quarter", "half", "year", "span", "third"})


def money(clause: Clause, after: int = 0) -> Item | None:
    """The first sum, or a bare number where no sum is."""
    found = [i for i in clause.of_kind("money") if i.start >= after]
    return found[0] if found else None


def number(value: object) -> object:
    """Whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
