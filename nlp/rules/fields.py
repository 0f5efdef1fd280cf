"""Labelled fields (联系人 X 电话 Y 来源 Z), new names by shape, and `field` + `value` of a change."""

from typing import Any

from nlp import forms as re
from nlp.reading import Clause, Span
from nlp.rules import common, people, relocations
from zh import names as zh_names

Found = tuple[Any, Span | None]

_TEXT_FIELDS = (
    "address",
    "source",
    "industry",
    "region",
    "note",
    "wechat",
    "title",
    "contact",
    "birthday",
    "email",
    "phone",
)
_OPENER = re.compile(
    r"^.*?(?:新建|新增|新加|新添|添加|增加|录入|创建|建立|登记|录|加|建|添|存|报备|补录|开|来|有|记)(?:了|一下|下)?(?:个|一个|一家|家|一条)?(?:新|的)*(?:客户|公司|线索|企业|客戶|商户)(?:了|公司)?|^.*?新(?:客户|公司|线索)(?:来了|了)?"
    r"|^\s*(?:帮我|麻烦)?(?:新增|新加|新开|新录|录入?|加|建|登记|有)(?:了)?(?:个|一家|家|一个)(?=叫|[ :：,，])"
)
_COLON = re.compile(
    r"[^:：,，。 ]{0,8}(?:新增|录|建|加|添|登记|新开|新客|新店)[^:：,，。 ]{0,6}[:：]|新(?:店)?客户?(?= )"
)
_LEAD = re.compile(
    r"^(?:[ :：,，、]|叫做?|名字是|名字叫|名称叫?|名称是|名为|是|一下|公司名|公司名称|客户名称|客户|全称|一个|家|吧)+"
)
_NAME_STOPS = re.compile(
    r"[,，。;；!！?？\n:：]|\s+(?=\S)|的?(?:联系人|对接人|联系|负责人是|电话|手机|行业|地址|来源|级别|等级|职务|邮箱|微信|标签|备注|区域|地区|大区)"
    r"|(?<=[团司厂店院所])(?=[\u4e00-\u9fff]{2,4}行业)"
    r"|(?<=[\u4e00-\u9fff])(?:在(?=[\u4e00-\u9fff])|做(?=[\u4e00-\u9fff]{2,5}的)|是(?=做|搞|个|[a-e](?:级|类)|[\u4e00-\u9fff]{2,6}(?:行业|介绍|来的))|来自|属于|位于|[a-e](?:级|类))"
)
_PERSON_LEAD = re.compile(
    r"^(?:[ :：,，、]|叫做?|名字是|名字叫|姓名|是|一下|一个|个|新的?|为|换成了?|改成了?|变成了?|有|了)+"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,4}|[a-z][a-z.]*(?: [a-z]+)?")
_CHANGE = re.compile(
    r"(?:补成|补为|写成|填成|改成|改为|改到|换成|换为|更新为|更新成|更新|变更为|变更成|修改为|修改成|调整为|调整到|调整成|调到|调成|设为|设成|设置为|设置成|变成|变为|升级为|升级成|升级到|升为|升到|升成|降为|降到|降成|降级为|定为|标为|写成|写上|补充|补上|填上|填|记为|加上|加一句|加一条|添加|加|改下|改一下|改|换|变|是|为|升|降)"
    r"(?:了|一下|下(?![午周个月班游属]))?[:：, ]*"
)


_MET = re.compile("(?:认识|结识|遇到|遇见|碰到|碰见)了?(?:一?[个位家])")
_NEW_NAMED = re.compile(r"新?客户[:： ]+(?!做|搞|卖|干|开|专门|叫|是|姓)\S")  # 认识个新客户 星辰科技
_CALLED = re.compile(r"(?:公司|名字|名)?叫做?[:： ]*([^\s,，。;；]{2,20})")


def _called_after(clause: Clause, begin: int) -> tuple[str, Span | None, str]:
    """展会上认识了个做充电桩的 叫绿能科技: only what follows 叫 names it, and no person does."""
    called = _CALLED.search(clause.text, begin)
    if called is None or _is_person(called[1]):
        return "", None, ""
    span = (clause.start + called.start(1), clause.start + called.end(1))
    return clause.reading.words(span), span, ""


def _is_person(name: str) -> bool:
    return len(name) <= 3 and bool(zh_names.split_person(name)[0]) and zh_names.core(name) == name


def new_company(clause: Clause) -> tuple[str, Span | None, str]:
    """The name of a new company, its place, and the place in China its own words give, if asked for later."""
    text = clause.text
    if (met := _MET.search(text)) and not _NEW_NAMED.match(text, met.end()):
        return _called_after(clause, met.end())
    opener = _COLON.match(text) or _OPENER.search(text)
    begin = opener.end() if opener else 0
    if opener:
        tail = text[begin:]
        lead = _LEAD.match(tail)
        begin += lead.end() if lead else 0
    for cue in clause.marked("field"):
        if cue.value("field") == "name" and cue.start - clause.start >= begin:
            begin = cue.end - clause.start
            lead = _LEAD.match(text[begin:])
            begin += lead.end() if lead else 0
    shaped = _shaped(text, begin)
    if shaped:
        start, end = shaped
    else:
        stop = _NAME_STOPS.search(text, begin + 1)
        start, end = begin, stop.start() if stop else len(text)
        end = min(
            [end]
            + [
                i.start - clause.start
                for i in clause.items
                if i.start - clause.start > begin and i.kind in ("phone", "email", "time")
            ]
        )
        if opener is None or not text[start:end].strip():
            before = text[: opener.start()] if opener else ""
            start, end = (0, len(before)) if before.strip() else (start, end)
    person = next((m for m in clause.named("person") if start < m.start - clause.start < end), None)
    if person and not shaped:
        end = person.start - clause.start
    words = clause.reading.words((clause.start + start, clause.start + end)).strip(
        common.PUNCTUATION.replace("(", "").replace(")", "").replace("（", "").replace("）", "")
    )
    words = re.sub(r"(?:吧|哈|哦|啊|的)$", "", words)
    return words, (clause.start + start, clause.start + end) if words else None, ""


def _shaped(text: str, begin: int) -> Span | None:
    """A stretch after `begin` that ends as full company names do."""
    found = re.compile(
        r"[\u4e00-\u9fffa-z0-9()（）·&\-]{2,40}?(?:有限责任公司|有限公司|股份公司|集团公司|事务所|合作社)"
    ).search(text, begin)
    if not found:
        return None
    start = found.start()
    lead = _LEAD.match(text[start:])
    return start + (lead.end() if lead else 0), found.end()


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
    elif nick := people.NICK.match(text, *match.span()):
        name_span = nick.span()
    else:
        name_span = people.full_name(clause, *match.span())
    if name_span is None and (
        called := next((c for c in clause.marked("title") if c.start == begin + 1), None)
    ):
        name_span = begin, called.end  # 联系人马经理, where 人马 hides the family name
    if name_span is None:
        title = next((c for c in clause.marked("title") if begin <= c.start <= begin + 5), None)
        if title and (own := people.full_name(clause, title.end, min(title.end + 4, clause.end))):
            return clause.reading.words(own), own
        if titled:
            at = (titled.start, titled.end)
            return clause.reading.words(at), at
        return None
    return clause.reading.words(name_span), name_span


def field_values(clause: Clause, skip: Span | None = None, place: str = "") -> dict[str, Found]:
    """All labelled values of a clause, and those that need no label (phone, e-mail, level, region)."""
    found: dict[str, Found] = {}
    for kind in ("phone", "email", "level"):
        if items := [i for i in clause.of_kind(kind) if not _inside(i.start, skip)]:
            said = items[-1 if kind == "level" else 0]  # 级别从C改成B
            found[kind] = said.value, common.span(said)
    labels = [
        c
        for c in clause.cues
        if any(k in ("field", "label") for k, _ in c.marks) and not _inside(c.start, skip) and len(c.word) > 1
    ]
    stops = [c.start for c in labels] + [i.start for i in clause.of_kind("phone", "email", "level")]
    for cue in labels:
        names = [v for k, v in cue.marks if k in ("field", "label")]
        for name in names:
            if name not in _TEXT_FIELDS or name in found:
                continue
            words, span = common.after_label(clause, cue, stops)
            if not words or (name in ("phone", "email") and not re.search("[0-9a-z]", words)):
                continue
            if name == "contact":
                if person := _labelled_person(clause, cue.end):
                    found[name] = person
                continue
            if name == "wechat" and not re.match(r"[A-Za-z0-9_\-]{3,}", words):
                continue
            if name in ("phone", "email"):
                continue
            if name in ("industry", "region") and (
                before := next((c for c in clause.marked(name) if c.end == cue.start), None)
            ):
                words, span = clause.reading.words((before.start, before.end)), (before.start, before.end)
            elif name == "industry" and (
                before_words := re.search(
                    r"(?:^|[,，。 ])([\u4e00-\u9fff]{2,4})$", clause.reading.text[clause.start : cue.start]
                )
            ):
                words, span = before_words[1], (clause.start + before_words.start(1), cue.start)
            if name == "industry":
                words = re.sub(r"^(?:做|搞)|行业$|的$", "", words)
            if name == "region":
                words = re.sub(r"(?:大区|地区|区域)$|的$", "", words)
            if name == "birthday":
                item = next((i for i in clause.of_kind("time") if span and i.start >= span[0]), None)
                if item:
                    words = (
                        str(item.value)[5:]
                        if not re.search(
                            r"\d{4}年|[12]\d{3}[-./]", clause.reading.text[item.start : item.end]
                        )
                        else str(item.value)
                    )
            if name == "source":
                words = re.sub(r"(?:来的|的)$", "", words)
            found[name] = words, span
    _unlabelled(clause, found, skip)
    return found


def _labelled_person(clause: Clause, begin: int) -> Found | None:
    lead = _PERSON_LEAD.match(clause.reading.text[begin : clause.end])
    return _person_at(clause, people.past_company(clause, begin + (lead.end() if lead else 0)))


def _unlabelled(clause: Clause, found: dict[str, Found], skip: Span | None) -> None:
    text = clause.reading.text
    for slot in ("region", "industry", "source"):
        for cue in clause.marked(slot):
            if slot in found or _inside(cue.start, skip):
                continue
            before, after = text[max(clause.start, cue.start - 4) : cue.start], text[cue.end : cue.end + 4]
            fits = {
                "region": True,
                "industry": bool(
                    re.search("做|搞|是|属于|[ ,，]$", before) or re.match("行业|的|[ ,，]|$", after)
                ),
                "source": True,
            }[slot]
            if fits:
                found[slot] = (
                    (
                        cue.value(slot)
                        if cue.value(slot) != cue.word
                        else clause.reading.words((cue.start, cue.end))
                    ),
                    (cue.start, cue.end),
                )
    if "region" not in found:
        for cue in clause.marked("place"):
            before, after = text[max(clause.start, cue.start - 1) : cue.start], text[cue.end : cue.end + 1]
            if (
                not _inside(cue.start, skip)
                and before in ("在", " ", ",", "，")
                and after in ("", " ", ",", "，", "。", "的")
            ):
                found["region"] = clause.reading.words((cue.start, cue.end)), (cue.start, cue.end)
                break
    if "industry" not in found and (
        trade := re.search(
            r"(?:^|[,，。 是])(?:做|搞|干)([\u4e00-\u9fff]{1,5}?)(?:生意|行业)?的(?=[,，。 ]|$|联系人|对接人|老板|电话)|(?<=[团司厂店院所])(?:做|搞|干)([\u4e00-\u9fff]{2,4}?)(?:生意|行业)?的|(?<=[团司厂店院所])([\u4e00-\u9fff]{2,4})行业",
            clause.text,
        )
    ):
        group = next(g for g in (1, 2, 3) if trade[g])
        at = (clause.start + trade.start(group), clause.start + trade.end(group))
        if not _inside(at[0], skip):
            found["industry"] = clause.reading.words(at), at
    if "contact" not in found:
        named = [m for m in clause.named("person") if not _inside(m.start, skip)]
        if named:
            at = (named[0].start, named[0].end)
            found["contact"] = clause.reading.words(at), at
    if "title" not in found and "contact" in found:
        whose = found["contact"][1]
        title = next(
            (c for c in clause.marked("title") if whose and 0 <= whose[0] - c.end <= 1 and len(c.word) > 1),
            None,
        )
        if title:
            begin = title.start
            while (
                begin > clause.start
                and title.end - begin < 6
                and re.match(r"[\u4e00-\u9fff]", text[begin - 1])
                and not any(
                    c.end > begin - 1 >= c.start
                    for c in clause.cues
                    if c is not title
                    and len(c.word) > 1
                    and not any(k in ("act", "title") for k, _ in c.marks)
                )
            ):
                begin -= 1
            found["title"] = clause.reading.words((begin, title.end)).lstrip("是叫个"), (begin, title.end)
    if "title" not in found and "contact" in found:
        _title_beside(clause, found)
    if tags := clause.named("tag"):
        names = [n.name for t in tags if not _inside(t.start, skip) for n in t.of("tag")[:1]]
        if names and re.search("标签|打上|标记", clause.text):
            found["tags"] = names, (tags[0].start, tags[-1].end)
    label = next((c for c in clause.marked("field") if c.value("field") == "tags"), None)
    if "tags" not in found and label is not None:
        words, where = common.after_label(clause, label, [])
        if words:
            found["tags"] = [w for w in re.split(r"[、/和]", words) if w], where


def _title_beside(clause: Clause, found: dict[str, Found]) -> None:
    """黄倩 财务主管: a title of three or more characters standing by itself."""
    for cue in clause.marked("title"):
        match = re.search(
            r"[\u4e00-\u9fff]{1,6}$|$", clause.reading.text[max(clause.start, cue.end - 8) : cue.end]
        )
        words = match[0] if match else ""
        begin = cue.end - len(words)
        contact = found["contact"][1]
        overlaps = contact is not None and begin < contact[1] and contact[0] < cue.end
        bounded = clause.reading.text[cue.end : cue.end + 1] in ("", " ", ",", "，", "。")
        if (
            len(words) >= 3
            and bounded
            and not overlaps
            and not any(m.start < cue.end and begin < m.end for m in clause.mentions if m.kind != "tag")
        ):
            found["title"] = clause.reading.words((begin, cue.end)), (begin, cue.end)
            return


def _inside(place: int, span: Span | None) -> bool:
    return span is not None and span[0] <= place < span[1]


_CUSTOM = re.compile(
    r"的?([\u4e00-\u9fff]{2,6}?)(?:改成|改为|换成|换为|更新为|更新成|变更为|修改为|设为|设成|调整为|填)[:： ]*([^,，。;；]{1,30})$"
)
_NO_CUSTOM = re.compile(
    r"时间|日期|那个|这个|会议?$|拜访|培训|行程|安排|面谈|考察|验收|交货|发货|送货|价|折|数量|产品|台数|刚才|概率|阶段|金额|目标|预计"
)


def custom_field(clause: Clause) -> tuple[str, str, Span] | None:
    """公牛的账期改成月结60天: a field of the firm's own, in its own words."""
    company = next(iter(clause.named("customer")), None)
    if company is None or clause.reading.text[clause.start : company.start].strip() not in (
        "",
        "把",
        "将",
        "帮我把",
    ):
        return None
    match = _CUSTOM.match(clause.reading.text, company.end, clause.end)
    if match is None or _NO_CUSTOM.search(match[1]):
        return None
    return (
        clause.reading.words(match.span(1)),
        re.sub("[吧了]$", "", clause.reading.words(match.span(2))),
        match.span(2),
    )


def updated_field(clause: Clause) -> tuple[str | None, Any, Span | None]:
    """Which field changes, and its new value in the form of the contract."""
    if renamed := re.search(
        r"(?:改名|更名)字?(?:了[ ,，]*(?:现在|以后|今后)?(?=[叫为成]))?(?:叫|为|成)?[:： ]*(.{2,30}?)(?:了|吧)?(?=[,，。;； ]|$)",
        clause.text,
    ):
        at = (clause.start + renamed.start(1), clause.start + renamed.end(1))
        return "name", clause.reading.words(at), at
    fields = [c for c in clause.cues if c.value("field")]
    level = clause.of_kind("level")
    if not fields and level:
        return "level", level[-1].value, common.span(level[-1])
    if not fields and (place := relocations.new_address(clause)):
        return "address", clause.reading.words(place), place
    if not fields:
        return custom_field(clause) or (None, None, None)
    verb = next(_CHANGE.finditer(clause.reading.text, fields[0].end, clause.end), None)
    before = [c for c in fields if verb is None or c.end <= verb.start()] or fields
    cue = max(before, key=lambda c: (len(c.word) > 1, c.start if verb else -c.start))
    name = cue.value("field")
    text = clause.reading.text
    change = None
    for match in _CHANGE.finditer(text, cue.end, clause.end):
        change = match
        break
    begin = change.end() if change else cue.end
    later = next(
        (
            m
            for m in clause.named("customer")
            if m.start > begin and re.search(r"[,，。 ]$", text[begin : m.start])
        ),
        None,
    )
    words, span = common.rest(clause, start=begin, end=later.start if later else None)
    words = re.sub(
        r"^(?:一下|了|成|(?:变了?|换了?|搬了?|迁了?)?[,， ]*现在(?:在|是|搬到了?)|搬到了?|搬去了?|搬至|迁到了?|写|就写|填)[:：,， ]*(?=.)",
        "",
        words,
    )
    words = re.sub(r"(?<=号|层|楼|室|路|区)了$", "", words)
    if name == "level" and level:
        return name, level[-1].value, common.span(level[-1])
    if name == "phone" and (items := clause.of_kind("phone")):
        return name, items[-1].value, common.span(items[-1])
    if name == "email" and (items := clause.of_kind("email")):
        return name, items[-1].value, common.span(items[-1])
    if name == "credit" and (
        rated := re.match(r"([1-3一二两三双单])个?a(?:级|类)?(?![a-z0-9])", words.lower())
    ):
        return name, "A" * (int(rated[1]) if rated[1].isdigit() else "单双三".find(rated[1]) + 1 or 2), span
    if name in ("credit", "satisfaction"):
        items = [i for i in clause.of_kind("money", "number", "score") if i.start >= begin - 1]
        if items:
            return name, items[0].value, common.span(items[0])
        if bare := re.match(r"\D{0,4}(\d+(?:\.\d+)?)分?", words):
            return name, common.number(float(bare[1])), span
    if name == "stage":
        words = re.sub("阶段$", "", words)
    if name == "industry":
        words = re.sub("行业$", "", words)
    return name, words, span
