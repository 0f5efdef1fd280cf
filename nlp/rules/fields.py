"""The fields of a customer or a person in a clause: labelled (联系人 X 电话 Y 来源 Z), or known without a
label.

Two tables have a reader for each field. A label is followed by the field's words; what needs no label is
looked for in the order of the second table, and the first reader of a field that finds something decides.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from nlp import forms as re
from nlp.lexicon import Cue
from nlp.reading import Clause, Span
from nlp.rules import common, full_names, people

Found = tuple[Any, Span | None]


def field_values(clause: Clause, skip: Span | None = None) -> dict[str, Found]:
    """The values of a clause and their places, but for what stands in `skip`."""
    found: dict[str, Found] = {}
    for kind in ("phone", "email", "level"):
        if items := [i for i in clause.of_kind(kind) if not _inside(i.start, skip)]:
            said = items[-1 if kind == "level" else 0]  # 级别从C改成B
            typed = clause.reading.words((said.start, said.end))  # Wang.Li@abc.com
            same = kind == "email" and typed.lower() == said.value
            found[kind] = typed if same else said.value, common.span(said)
    labels = [
        c
        for c in clause.cues
        if not c.features.isdisjoint(_LABELS) and not _inside(c.start, skip) and len(c.word) > 1
    ]
    stops = [c.start for c in labels] + [i.start for i in clause.of_kind("phone", "email", "level")]
    for cue in labels:
        for name in [value for category, value in cue.marks if category in _LABELS]:
            if name in found or name not in _LABELLED:
                continue
            words, span = common.after_label(clause, cue, stops)
            if (words or name in _BEFORE) and (value := _LABELLED[name](_Labelled(clause, cue, words, span))):
                found[name] = value
    for name, read in _UNLABELLED:
        if name not in found and (value := read(_Looked(clause, skip, found, name))):
            found[name] = value
    return found


_LABELS = frozenset({"field", "label"})
_BEFORE = frozenset({"industry"})  # whose words may stand before the label: 磁材行业


def _inside(place: int, span: Span | None) -> bool:
    return span is not None and span[0] <= place < span[1]


class _Labelled(NamedTuple):
    """A label and the words behind it."""

    clause: Clause
    cue: Cue
    words: str
    span: Span | None


def _as_said(one: _Labelled) -> Found:
    return one.words, one.span


def _without_end(end: str) -> Callable[[_Labelled], Found]:
    form = re.compile(end)
    return lambda one: (form.sub("", one.words), one.span)


_ACCOUNT = re.compile(r"[A-Za-z0-9_\-]{3,}")


def _account(one: _Labelled) -> Found | None:
    """The account alone: 微信raojing_tx存一下."""
    if (said := _ACCOUNT.match(one.words)) is None or one.span is None:
        return None
    return said[0], (one.span[0], one.span[0] + said.end())


def _person(one: _Labelled) -> Found | None:
    text, begin = one.clause.reading.text, one.cue.end
    lead = _PERSON_LEAD.match(text[begin : one.clause.end])
    return _person_at(one.clause, people.past_company(one.clause, begin + (lead.end() if lead else 0)))


def _trade_before(one: _Labelled) -> _Labelled:
    """做食品行业 张三: the trade stands before its label."""
    clause, cue = one.clause, one.cue
    if known := next((c for c in clause.marked("industry") if c.end == cue.start), None):
        return one._replace(
            words=clause.reading.words((known.start, known.end)), span=(known.start, known.end)
        )
    if said := _LAST_WORD.search(clause.reading.text[clause.start : cue.start]):
        return one._replace(words=said[1], span=(clause.start + said.start(1), cue.start))
    return one


def _industry(one: _Labelled) -> Found | None:
    before = _trade_before(one)
    trade = re.sub(r"^(?:做|搞)|行业$|的$", "", before.words)
    return (trade, before.span) if trade else None


def _region(one: _Labelled) -> Found:
    """华东区域: a region we know stands before its label."""
    clause = one.clause
    known = next((c for c in clause.marked("region") if c.end == one.cue.start), None)
    span = (known.start, known.end) if known else one.span
    words = clause.reading.words((known.start, known.end)) if known else one.words
    return re.sub(r"(?:大区|地区|区域)$|的$", "", words), span


def _birthday_before(clause: Clause) -> Found | None:
    """5月8号生日: the day stands before its label."""
    for cue in clause.marked("field"):
        for item in clause.of_kind("time") if cue.value("field") == "birthday" else ():
            near = clause.reading.text[item.end : cue.start] in ("", " ", "是", "过")
            if near and item.time and (day := item.time.as_birthday()):
                return day, common.span(item)
    return None


def _birthday(one: _Labelled) -> Found | None:
    """A day of the calendar, its year only where it is said; else the words."""
    day = next((i for i in one.clause.of_kind("time") if one.span and i.start >= one.span[0]), None)
    if day is not None and day.time and (known := day.time.as_birthday()):
        return known, one.span
    return None if _birthday_before(one.clause) else (one.words, one.span)


_LAST_WORD = re.compile(r"(?:^|[,，。 ])([\u4e00-\u9fff]{2,4})$")

_LABELLED: dict[str, Callable[[_Labelled], Found | None]] = {
    "address": _as_said,
    "source": _without_end(r"(?:来的|的)$"),
    "industry": _industry,
    "region": _region,
    "note": _as_said,
    "wechat": _account,
    "title": _as_said,
    "contact": _person,
    "birthday": _birthday,
}

_PERSON_LEAD = re.compile(
    r"^(?:[ :：,，、]|叫做?|名字是|名字叫|姓名|是|一下|一个|个|新的?|为|换成了?|改成了?|变成了?|有|了)+"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,4}|[a-z][a-z.]*(?: [a-z]+)?")


def _person_at(clause: Clause, begin: int) -> Found | None:
    text = clause.reading.text
    mention = next((m for m in clause.named("person") if m.start == begin or m.start <= begin < m.end), None)
    if mention:
        span = (mention.start, mention.end)
        return clause.reading.words(span), span
    titled = next(
        (m for m in clause.named("person") if m.how == "title" and begin < m.start <= begin + 6), None
    )
    match = _PERSON.match(text, begin, clause.end)
    if not match:
        return None
    if match[0].isascii():
        name_span: Span | None = match.span()
    elif nick := full_names.NICK.match(text, *match.span()):
        name_span = nick.span()
    else:
        name_span = full_names.full_name(clause, *match.span())
    if name_span is None and (
        called := next((c for c in clause.marked("title") if c.start == begin + 1), None)
    ):
        name_span = begin, called.end  # 联系人马经理, where 人马 hides the family name
    if name_span is None:
        title = next((c for c in clause.marked("title") if begin <= c.start <= begin + 5), None)
        if title and (own := full_names.full_name(clause, title.end, min(title.end + 4, clause.end))):
            return clause.reading.words(own), own
        if titled:
            at = (titled.start, titled.end)
            return clause.reading.words(at), at
        return None
    return clause.reading.words(name_span), name_span


class _Looked(NamedTuple):
    """A clause in which a field is looked for, and what has been found in it."""

    clause: Clause
    skip: Span | None
    found: dict[str, Found]
    field: str

    def free(self, places: Iterable[Cue]) -> list[Cue]:
        """Those outside of what is skipped."""
        return [one for one in places if not _inside(one.start, self.skip)]


def _by_word(look: _Looked) -> Found | None:
    """A word that the lexicon knows for a value of the field; a trade only where it is said to be theirs."""
    clause, text = look.clause, look.clause.reading.text
    for cue in look.free(clause.marked(look.field)):
        before, after = text[max(clause.start, cue.start - 4) : cue.start], text[cue.end : cue.end + 4]
        if look.field == "industry" and not (
            re.search("做|搞|是|属于|[ ,，]$", before) or re.match("行业|的|[ ,，]|$", after)
        ):
            continue
        at = (cue.start, cue.end)
        value = cue.value(look.field)
        return (value if value != cue.word else clause.reading.words(at)), at
    return None


_WHOM = re.compile(r"(?:^|[ ,，:：])([\u4e00-\u9fff]{1,6}(?:介绍|推荐|引荐))(?:过?来)?的?(?=$|[ ,，。;；])")


def _by_whom(look: _Looked) -> Found | None:
    """老板介绍的: who brought it."""
    said = _WHOM.search(look.clause.text)
    if said is None or _inside(look.clause.start + said.start(1), look.skip):
        return None
    at = (look.clause.start + said.start(1), look.clause.start + said.end(1))
    return look.clause.reading.words(at), at


def _by_place(look: _Looked) -> Found | None:
    """A place that stands by itself or behind 在."""
    clause, text = look.clause, look.clause.reading.text
    for cue in look.free(clause.marked("place")):
        before, after = text[max(clause.start, cue.start - 1) : cue.start], text[cue.end : cue.end + 1]
        if before in ("在", " ", ",", "，") and after in ("", " ", ",", "，", "。", "的"):
            at = (cue.start, cue.end)
            return clause.reading.words(at), at
    return None


_TRADE = re.compile(
    r"(?:^|[,，。 是])(?:做|搞|干)([\u4e00-\u9fff]{1,5}?)(?:生意|行业)?的(?=[,，。 ]|$|联系人|对接人|老板"
    r"|电话)|(?<=[团司厂店院所])(?:做|搞|干)([\u4e00-\u9fff]{2,4}?)(?:生意|行业)?的|(?<=[团司厂店院所])"
    r"([\u4e00-\u9fff]{2,4})行业"
)


def _by_trade(look: _Looked) -> Found | None:
    """做消防生意的, 某某公司做饲料的."""
    said = _TRADE.search(look.clause.text)
    if said is None:
        return None
    group = next(g for g in (1, 2, 3) if said[g])
    at = (look.clause.start + said.start(group), look.clause.start + said.end(group))
    return None if _inside(at[0], look.skip) else (look.clause.reading.words(at), at)


def _by_name(look: _Looked) -> Found | None:
    named = next((m for m in look.clause.named("person") if not _inside(m.start, look.skip)), None)
    return (look.clause.reading.words((named.start, named.end)), (named.start, named.end)) if named else None


def _title_before(look: _Looked) -> Found | None:
    """采购部副主任王芳: the title that ends where the name begins, with the words that belong to it."""
    clause, text = look.clause, look.clause.reading.text
    whose = look.found["contact"][1] if "contact" in look.found else None
    if whose is None:
        return None
    title = next((c for c in clause.marked("title") if 0 <= whose[0] - c.end <= 1 and len(c.word) > 1), None)
    if title is None:
        return None
    words = [
        c for c in clause.cues if c is not title and len(c.word) > 1 and c.features.isdisjoint(_OF_TITLES)
    ]
    begin = title.start
    while (
        begin > clause.start
        and title.end - begin < 6
        and "\u4e00" <= text[begin - 1] <= "\u9fff"
        and not any(c.start <= begin - 1 < c.end for c in words)
    ):
        begin -= 1
    return clause.reading.words((begin, title.end)).lstrip("是叫个"), (begin, title.end)


_OF_TITLES = frozenset({"act", "title"})


def _title_beside(look: _Looked) -> Found | None:
    """黄倩 财务主管: a title of three or more characters standing by itself."""
    clause, text = look.clause, look.clause.reading.text
    if "contact" not in look.found:
        return None
    contact = look.found["contact"][1]
    for cue in clause.marked("title"):
        said = _ENDING.search(text[max(clause.start, cue.end - 12) : cue.end])
        begin = cue.end - (len(said[1]) if said else 0)
        overlaps = contact is not None and begin < contact[1] and contact[0] < cue.end
        if (
            cue.end - begin >= 3
            and text[cue.end : cue.end + 1] in ("", " ", ",", "，", "。")
            and not overlaps
            and not any(m.start < cue.end and begin < m.end for m in clause.mentions if m.kind != "tag")
        ):
            return clause.reading.words((begin, cue.end)), (begin, cue.end)
    return None


# 是采购部的副经理; 华为的采购经理 without 华为
_ENDING = re.compile(
    r"(?:(?<![\u4e00-\u9fff])(?:是|现任|担任|任|做|当)?|(?<!部)的)((?:(?!的)[\u4e00-\u9fff]|(?<=部)的){1,9})$"
)


def _known_tags(look: _Looked) -> Found | None:
    tags = look.clause.named("tag")
    names = [n.name for t in tags if not _inside(t.start, look.skip) for n in t.of("tag")[:1]]
    if names and re.search("标签|打上|标记", look.clause.text):
        return names, (tags[0].start, tags[-1].end)
    return None


def _labelled_tags(look: _Looked) -> Found | None:
    label = next((c for c in look.clause.marked("field") if c.value("field") == "tags"), None)
    words, where = common.after_label(look.clause, label, []) if label else ("", None)
    return ([w for w in re.split(r"[、/和]", words) if w], where) if words else None


_UNLABELLED: tuple[tuple[str, Callable[[_Looked], Found | None]], ...] = (
    ("region", _by_word),
    ("industry", _by_word),
    ("source", _by_word),
    ("source", _by_whom),
    ("region", _by_place),
    ("industry", _by_trade),
    ("contact", _by_name),
    ("birthday", lambda look: _birthday_before(look.clause)),
    ("title", _title_before),
    ("title", _title_beside),
    ("tags", _known_tags),
    ("tags", _labelled_tags),
)


def wechat(clause: Clause) -> people.Found | None:
    """An account name in a clause that speaks of WeChat: 微信加一下 dangjun_888."""
    cue = next(
        (
            c
            for c in clause.cues
            if any(k == "field" and v == "wechat" or k == "channel" and v == "wechat" for k, v in c.marks)
        ),
        None,
    )
    if cue is None:
        return None
    if re.search("微信(?:号)?(?:就是|也是|同)(?:手机|电话)?号|(?:手机|电话)微信同号", clause.text) and (
        phones := clause.of_kind("phone")
    ):
        return str(phones[0].value), (phones[0].start, phones[0].end)
    match = re.compile(
        r"(?<![a-z0-9@._-])[a-z][a-z0-9_-]{4,}(?![a-z0-9@._-])|(?<![a-z0-9])[a-z0-9]*[_-][a-z0-9_-]{2,}"
    ).search(clause.reading.text, cue.end, clause.end)
    if match is None:
        return None
    return clause.reading.words(match.span()), match.span()
