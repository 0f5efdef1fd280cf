"""The slots of customers: a new one, its fields and tags, lists by conditions, who takes it, merging."""

from nlp import forms as re
from nlp.names import Name
from nlp.reading import Clause, Span
from nlp.rules import common, people, titles
from nlp.rules.base import Context, Slots
from nlp.rules.customers import TOPIC
from nlp.rules.fields import field_values, wechat
from nlp.rules.new_companies import new_company
from nlp.rules.updates import updated_field


@TOPIC.fill("customer.create")
def _create(clause: Clause, slots: Slots, context: Context) -> None:
    words, span = new_company(clause)
    if words:
        slots.put("customer", words, span)
    found = field_values(clause, skip=span)
    person = people.introduced(_after(clause, span))
    if "contact" in person and "contact_word" in clause.features or "contact" not in found:
        found |= {k: v for k, v in person.items() if k == "contact"}
    if "contact" in found and (at := found["contact"][1]) and (told := _introduces(clause, at)):
        del found["contact"]
        if "source" not in found:
            found["source"] = clause.reading.words((at[0], told)), (at[0], told)
        for here in [(m.start, m.end) for m in clause.named("person")]:
            if here != span and at[1] < here[0] and not _introduces(clause, here):
                found["contact"] = clause.reading.words(here), here
    if (
        "title" not in found
        and "title" in person
        and "contact" in found
        and found["contact"][1] == person["contact"][1]
    ):
        found["title"] = person["title"]
    at = found["contact"][1] if "contact" in found else None
    place = found["address"][1] if "address" in found else None
    if at and place and place[0] <= at[0] and at[1] <= place[1]:
        del found["contact"]  # 无锡新吴区长江南路88号: no 吴区长
        at = None
    if "title" not in found and at is not None and (title := titles.title_by(clause, at)):
        found["title"] = clause.reading.words(title), title
    if "wechat" not in found and (account := wechat(clause)):
        found["wechat"] = account
    for slot in (
        "contact",
        "title",
        "phone",
        "email",
        "wechat",
        "address",
        "region",
        "industry",
        "level",
        "source",
        "tags",
        "note",
    ):
        if slot in found:
            slots.put(slot, *found[slot])
    taken = [at for value, at in found.values() if at]
    if tags := [
        m
        for m in clause.named("tag")
        if (span is None or m.start >= span[1]) and not any(a < m.end and m.start < b for a, b in taken)
    ]:
        names = list(dict.fromkeys(n.name for m in tags for n in m.of("tag")))
        slots.put("tags", names, common.span(tags[0]))


# 沈总同事介绍了个新客户 电话…: who brought it is nobody there.
_INTRODUCES = re.compile(
    "(?:那边|[他她])?的?(?:同事|朋友|亲戚|同学|老乡|老婆|老公|爱人|家人|家里人|邻居|徒弟|师傅|客户|合伙人)?"
    "(?:今天|昨天|刚才?|又|也|还|给(?:我们?)?|帮(?:我们?)?|跟我)*"
    "(?:转?(?:介绍|推荐|引荐)(?!人|了?(?:一?下|他|她|情况|公司|产品))|(?:转|推|分)(?:了|给)*我们?了?(?=一?[个家]))"
)


def _introduces(clause: Clause, person: Span) -> int:
    """Where it ends that somebody introduces the customer; 0 where he does not."""
    told = _INTRODUCES.match(clause.reading.text, person[1], clause.end)
    return told.end() if told else 0


def _after(clause: Clause, span: Span | None) -> Clause:
    """What follows the company's name."""
    return Clause.of(clause.reading, span[1], clause.end) if span and span[1] < clause.end - 1 else clause


@TOPIC.fill("customer.update")
def _update(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, needed=True)
    name, value, span = updated_field(clause)
    slots.put("field", name)
    slots.put("value", value, span)


@TOPIC.fill("customer.show")
def _show(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)


# 剧院行业的客户: what is a tag as well is asked for as an industry.
_AS_INDUSTRY = re.compile("行业")

_INDUSTRY_IS = re.compile("行业(?:是|为|:)?$")


@TOPIC.fill("customer.list")
def _list(clause: Clause, slots: Slots, context: Context) -> None:
    if clause.has("pool_word"):
        slots.put("pool", True)
    for tag in clause.named("tag"):
        if _AS_INDUSTRY.match(clause.reading.text, tag.end) or _INDUSTRY_IS.search(
            clause.reading.text, clause.start, tag.start
        ):
            slots.put("industry", clause.reading.words((tag.start, tag.end)), (tag.start, tag.end))
        else:
            slots.mention("tag", tag, clause, "tag")
    if not clause.has("region") and (place := clause.first("place")):
        slots.put("region", clause.reading.words((place.start, place.end)), (place.start, place.end))
    for slot in ("region", "industry", "source", "stage"):
        cue = clause.first(slot)
        if cue and not (slot == "stage" and not re.search("阶段|客户", clause.text)):
            if "tag" in slots.values and (
                slots.values["tag"] in cue.word
                or any(t.start <= cue.start < t.end for t in clause.named("tag"))
            ):
                continue
            slots.put(
                slot,
                cue.value(slot)
                if cue.value(slot) != cue.word
                else clause.reading.words((cue.start, cue.end)),
                (cue.start, cue.end),
            )
    if not {"industry", "tag"} & slots.values.keys() and (
        match := re.search(
            r"(?:做|搞|干)([\u4e00-\u9fff]{1,5}?)(?:行业|生意)?的(?:客户|公司|企业|还?有|还?剩|都"
            r"|哪|$)|(?:^|[的是 ,，做搞])"
            r"((?![做搞])[\u4e00-\u9fff]{2,4})行业",
            clause.text,
        )
    ):
        group = 1 if match[1] else 2
        slots.put(
            "industry",
            clause.reading.words((clause.start + match.start(group), clause.start + match.end(group))),
            (clause.start + match.start(group), clause.start + match.end(group)),
        )
    levels = clause.of_kind("level")
    if levels:
        slots.put("level", levels[0].value, common.span(levels[0]))
    owner = common.user_mention(clause)
    if owner:
        common.user(owner, clause, slots, "owner")
    elif clause.has("scope=me") and re.search(
        r"我(?:的|名下|负责|手里|手上|跟|这边|有|自己)|名下|手里|手上", clause.text
    ):
        slots.put("owner", "me")
    idle = clause.of_kind("idle")
    if idle:
        slots.put("idle_days", idle[0].value, common.span(idle[0]))
    elif times := [
        i for i in clause.of_kind("time") if re.search("增|建|录|加|新|来|开发|创建", clause.text)
    ]:
        slots.put("created", times[0].period(), common.span(times[0]))
    keyword = re.search(
        r"(?:名字|名称|名)(?:里|中)?"
        r"(?:带|有|含|包含|叫)(?:有)?[“\"']?([^的,， \"”']{1,8}?)(?:字(?=的))?(?=[的,， \"”']|$)"
        r"|(?<!名)叫[“\"']?([^的,，。 \"”'什啥]{2,8})[”\"']?的(?:客户|公司)"
        r"|[带含有][“\"']?([^的这那几多,，。 \"”']{1,4})[”\"']?(?:这?[两几]?个)?字(?:样|眼|的|$)",
        clause.text,
    )
    if keyword:
        group = next(g for g in (1, 2, 3) if keyword[g])
        at = (clause.start + keyword.start(group), clause.start + keyword.end(group))
        slots.put("keyword", clause.reading.words(at), at)


@TOPIC.fill("customer.tag", "customer.untag")
def _tag(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, needed=True)
    tags = clause.named("tag")
    names = [n.name for t in tags for n in t.of("tag")[:1]]
    if names:
        slots.values["tags"] = list(dict.fromkeys(names))
        slots.spans["tags"] = (tags[0].start, tags[-1].end)
        return
    text = clause.text
    for company in clause.named("customer"):
        text = (
            text[: company.start - clause.start]
            + "\0" * (company.end - company.start)
            + text[company.end - clause.start :]
        )
    for form in _TAG_WORDS:
        if match := form.search(text):
            at = (clause.start + match.start(1), clause.start + match.end(1))
            listed = [
                w.strip(common.PUNCTUATION)
                for w in re.split(r"[、,，和/ ]|还有|以及", clause.reading.words(at))
            ]
            said = [w for w in listed if w and not re.fullmatch(_NO_TAG, w)]
            if said:
                slots.put("tags", said, at)
                return


_NO_TAG = r"(?:再|也|都|帮我)*(?:打|贴|加|标|记|去|删|取消|添)?(?:上|下|个|一个|掉|几个|些|了|一下|新|标签)*"

_TAG_WORDS = (
    re.compile(
        "(?:打上?|贴上?|加上?|标记?[为成]?|添加|去掉|取消|删掉?|移除|摘掉?|撤掉?|撕掉?)(?:了|个|一个|上"
        r"|一下)?([^\0]{1,10}?)(?:的|[这那]个?)?标签"
    ),
    re.compile(r"标签[:：，, ]+(?:\0+[ :：，,]*)?([^\0]+)$"),
    re.compile(r"(?:\0的?|把)([^的把\0]{1,8}?)(?:[这那]个|的)?标签"),
    re.compile(r"(?:打上|贴上|标记为|标成|标为|打个|贴个)([^\0,，。 ]{1,8})$"),
)


@TOPIC.fill("customer.transfer")
def _transfer(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, needed=True)
    verb = clause.first("assign") or clause.first("field")
    people = clause.people("user")
    after = [p for p in people if verb is None or p.start >= verb.end]
    said = clause.reading.text
    next_to = [p for p in after if re.search(r"(?:给|成|由|归|到|为|让)了?$", said[clause.start : p.start])]
    common.user((next_to or after or people)[-1] if people else None, clause, slots, "user")


@TOPIC.fill("customer.release", "customer.claim")
def _pool(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, needed=True)


_PART = r"[\u4e00-\u9fff]{2,4}?"

_ONE_INTO_ANOTHER = re.compile(
    f"(?:把|将|(?:^|[ ,，])(?![把将]))(?P<one>{_PART})(?:的?[那这][个家边条])?(?:合并|归并|并|合|归|整合)"
    f"(?:到|入|进|成|为|给|在)(?P<other>{_PART})"
    r"(?:的?[那这][个家边条]|里|中|去|名下|下面|吧|$|[ ,，。])"
)


def _by_part(clause: Clause) -> tuple[tuple[Name, Span], tuple[Name, Span]] | None:
    """中远物流跟中远船务重复了 把物流那个合并到船务里: each by words of its name, of those spoken of."""
    match = _ONE_INTO_ANOTHER.search(clause.reading.text, clause.start, clause.end)
    if match is None:
        return None
    spoken = {n.name: n for m in clause.reading.mentions for n in m.of("customer")}
    found = [[n for name, n in spoken.items() if match[part] in name.lower()] for part in ("one", "other")]
    if len(found[0]) != 1 or len(found[1]) != 1 or found[0] == found[1]:
        return None
    return (found[0][0], match.span("one")), (found[1][0], match.span("other"))


@TOPIC.fill("customer.merge")
def _merge(clause: Clause, slots: Slots, context: Context) -> None:
    named = clause.named("customer")
    order = re.search(r"把.*(?:合并?|并|归并|整合)(?:到|入|进|成|为|给)", clause.text)
    if order and len(named) > 2:
        named = [m for m in named if m.start >= clause.start + order.start()] or named
    if not named:
        return
    if (pair := _by_part(clause)) is not None:
        for slot, (name, span) in zip(("customer", "into"), pair, strict=True):
            slots.name(slot, (name,), span)
        return
    slots.name("customer", named[0].of("customer"), (named[0].start, named[0].end))
    if len(named) > 1:
        slots.name("into", named[-1].of("customer"), (named[-1].start, named[-1].end))
