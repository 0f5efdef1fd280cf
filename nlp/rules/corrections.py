"""What a correction of the last write changes: field, new value, and the old one if it is said."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.reading import Clause, Span
from nlp.rules import common
from zh import names as zh_names

Found = dict[str, tuple[Any, Span | None]]

_FIELDS = (
    ("stage", "阶段"),  # 阶段不是谈判 是报价: whose names are words of other fields
    ("reason", "(?:丢单|输单|失败|流失)的?原因|理由"),
    ("priority", "优先级|紧急程度"),
    ("amount", "金额|总额|总价|多少钱|价钱|款额|报价|回款额"),
    ("price", "单价"),
    ("date", "到账日期|回款日期|签约日期|下单日期|到账时间|回款时间|[到打付汇转]的[账款钱]"),
    ("due", "截止时间|截止日期|截止|提醒时间|提醒(?=改|换|调|应)|到期|期限|时间|日期|几号"),
    ("contact", "联系人|对接人|人名|名字(?=.*[总理任长])"),
    ("customer", "客户|公司"),
    ("quantity", "数量|台数|件数|桶数|个数"),
    ("product", "产品|型号"),
    ("probability", "概率|赢率|把握"),
    ("channel", "方式|渠道"),
    ("phone", "电话|手机"),
    ("content", "内容"),
    ("title", "标题|职务|职位"),
    ("level", "级别|等级"),
    ("discount", "折扣"),
    ("assignee", "负责人|指派人|执行人"),
    ("address", "地址"),
    ("email", "邮箱"),
)
_NOT_THEN = re.compile(r"^\s*(?:哦|啊)?不是([^,，。 是]{1,12})[,，。 ]+(?:是)?([^,，。是]{1,14})$")
_NEW_OLD = re.compile(r"(?:应该是|应该|该是|该|是)([^,，。是]{1,16}?)[,，。 ]*(?:而)?不是([^,，。]{1,16})$")
_OLD_NEW = re.compile(r"(?:不是|不叫)(.{1,20}?)(?:[,，。 ]*)(?:而是|应该是|是|叫|改成|应为)(.{1,24})$")
_FIELD = (
    "(?:(?:合同|到账|回款|成交)?(?:金额|总额|总价|合同额|单价|数量|件数|台数|时间|日期|客户|产品|联系人"
    "|负责人|概率|级别|电话|名字|票数)[:： ]*)?"
)
_HANDED = "(?:(?:交|派|转|分|指派|安排)?给|交由|让|由|归)?"
# 三十一万 不是二十六, 周五不是周四, 联系人是白露不是小满, 交给孟岚 不是秦川
_TURNED = re.compile(
    rf"\s*(?:哦|啊|哎)?{_FIELD}(?:应该是|应该|该是|该"
    rf"|是)?{_HANDED}(?P<new>[^,，。是 ]{{1,14}}?)[ ,，]*(?:而)?不是"
    f"{_HANDED}(?P<old>[^,，。是 ]{{1,14}}?)[了啊哈呀]?(?:[ ,，]+(?:赶紧|快|麻烦|帮我|给我)*改(?:一?下|过来"
    "|掉)?[了吧]?)?[!！。 ]*"
)
# 两吨打成二十吨了 赶紧改
_MISTYPED = re.compile(
    rf"\s*(?:哦|啊|哎)?{_FIELD}(?:是)?(?P<new>[^,，。是 ]{{1,14}}?)[ ,，]*(?:我|给)?(?:打|写|记|录|输|填|说"
    f"|弄|搞|报)成了?(?P<old>[^,，。是 ]{{1,14}}?)了?(?:[ ,，]+[^,，。]{{0,4}}"
    f"(?:改|错|更正)[^,，。]{{0,6}})?[!！。 ]*"
)
_NEW = re.compile(
    "(?:(?:改|换)一?下[ ,，:：]*(?:改成|改为|叫做?|写成|成|为|是|加上)?(?!吧|$)"
    "|应该是|应该为|应该叫|应为|实际应该是|实际上是|实际是|其实是|改成|改为|改到|改在|改回到?(?!去|来)"
    r"|调回到?|换回到?(?!去|来)|换成|换到|更正为|调整为|更正成|是|为|改|换|应该|其实)[:：]?\s*"
    r"(.+?)(?:[ ,，]+(?:刚才|刚刚)?是?我?(?:记|写|说|搞|弄|打|录|输)错了?[!！。 ]*)?$"
)
# 数量报错了 30吨才对: what was reported wrongly; a machine that 报错了 has no such field.
MISREPORTED = re.compile(
    "(?:数量|台数|件数|桶数|个数|吨数|金额|总额|总价|单价|价格|价钱|折扣|日期|时间)"
    r"(?:给|都|我)*报错了?[ ,，]+(?:应该是|应该|是)?(?P<v>[^,，。 ]{1,14}?)(?:[一每][\u4e00-\u9fff])?"
    "(?:才(?:是)?对的?)?[了啊吧!！。 ]*$"
)
_OLD = re.compile(
    r"(?:从|由|把)(?P<a>.{1,14}?)(?:改成|改为|改到|换成|更正为|调整为)"
    r"|(?:写|记|录|填|打|输|说|弄|搞|报)成了?(?P<b>[^,，。 ]{1,14}?)了?[,，。 ]*(?:其实|实际|应该|应|是|改)"
    r"|(?:^|[,，。 了啦])(?P<c>[^,，。 ]{1,10}?)(?:改成|改为|改到|换成|改|换)"
)


# 螺纹钢发错了 30吨: no record is wrong. 手机号敲错了一位: which one is not said.
_NOT_WRITTEN = r"[发送装运提拿买看认走坐]$"
_A_DIGIT = r"了?(?:一|两|几)?[个位][数零字]?[ ,，。]*$"
_CORRECTED = "money time person customer level percent discount quantity phone product number".split()


_NO_VALUE = re.compile(r"[ ,，]*(?:一?下|一改|改|换)[吧啊了]?[ 。!！]*")  # 途居的地址改一下


def correction(clause: Clause) -> Found | None:
    """What the clause corrects; None where it gives no new value."""
    text = clause.text
    base = clause.start
    if right := put_right(clause):
        return right
    old_span: Span | None = None
    if re.search("应该(?:也|都|还|就)?(?:会|能|可以|没|不(?!是)|快|差不多)", text) and not re.search(
        "[改错]|不[是对]", text
    ):
        return None  # 应总应该会签吧: a guess
    if re.search(r"别(?:再)?(?:搞|弄|整)(?:混|错)|改了(?:[0-9一二三四五六七八九十]+)?版", text):
        return None
    both = _OLD_NEW.search(text)
    misreported = MISREPORTED.search(text) if "报" in clause.chars else None
    if misreported:
        new_span = (base + misreported.start("v"), base + misreported.end("v"))
    elif both is None and (turned := _NEW_OLD.search(text)):
        old_span = (base + turned.start(2), base + turned.end(2))
        new_span = (base + turned.start(1), base + turned.end(1))
    elif both or (both := _NOT_THEN.search(text)):
        old_span = (base + both.start(1), base + both.end(1))
        new_span = (base + both.start(2), base + both.end(2))
    else:
        matches = list(_NEW.finditer(text))
        if not matches:
            wrong = clause.first("wrong")
            if (
                wrong is None
                or not clause.has(*_CORRECTED)
                or len(text) > 24
                or re.search(_NOT_WRITTEN, text[: wrong.start - base])
                or re.match(_A_DIGIT, text[wrong.end - base :])
            ):
                return None
            new_span = (wrong.end if wrong.end < clause.end - 1 else base, clause.end)
        else:
            match = next((m for m in matches if m[0][0] in "应改换更调"), matches[-1])
            new_span = (base + match.start(1), base + match.end(1))
        for old in _OLD.finditer(text):
            group = next(g for g in "abc" if old[g])
            place = (base + old.start(group), base + old.end(group))
            if place[1] <= new_span[0] and (group == "a" or _is_value(clause, place)):
                old_span = place
    if clause.has("customer") and _NO_VALUE.fullmatch(clause.reading.text, *new_span):
        return None
    named = field_named(text)
    value = _value(clause, new_span, named)
    if value is None:
        return None
    if old_span and value[0] == "assignee" and _of_a_customer(clause, old_span, new_span):
        value = "contact", clause.reading.words(value[2]) if value[2] else value[1], value[2]
    field, what, where = value
    found: Found = {
        "field": (
            named if named and field in (None, named, "due", "amount", "contact") else field or named,
            None,
        ),
        "value": (what, where),
    }
    if (
        not old_span
        and field == "contact"
        and (
            before_it := next(
                (
                    m
                    for m in clause.named("person")
                    if m.end < new_span[0] and re.match("那[条个笔]|写错|记错", clause.reading.text[m.end :])
                ),
                None,
            )
        )
    ):
        old_span = (before_it.start, before_it.end)
    if named in ("due",) and field not in ("due", None):
        found["field"] = (field, None)
    if found["field"][0] is None:
        return None
    if old_span:
        before = _value(clause, old_span, found["field"][0])
        if before and field in _DAYS and isinstance(before[1], int) and 1 <= before[1] <= 31:
            before = _on_the(before[1], field, str(what), before[2])
        if before and field == "time" and before[0] == "due":
            before = _in_the_past(clause, old_span) or before
        if before and (before[0] == field or before[0] is None):
            found["old"] = (before[1], before[2])
    return found


def _on_the(day: int, field: str, of: str, span: Span | None) -> tuple[str, Any, Span | None] | None:
    """是十一月二十八不是二十七: a day of the same month, if the month has it."""
    try:
        return field, date.fromisoformat(of[:10]).replace(day=day).isoformat() + of[10:], span
    except ValueError:
        return None


def _in_the_past(clause: Clause, span: Span) -> tuple[str, Any, Span | None] | None:
    """是上周五不是周四: what was written was a day gone by as well."""
    item = next((i for i in clause.of_kind("time") if (i.start, i.end) == span), None)
    return ("time", item.past, common.span(item)) if item and item.past else None


def _of_a_customer(clause: Clause, old: Span, new: Span) -> bool:
    """不是刘主任 是李主任: in the place of a contact stands another, though a colleague is a 李 too."""
    people = clause.named("person")
    return any(m.of("contact") and not m.of("user") and old[0] <= m.start < old[1] for m in people) and any(
        m.how == "title" and new[0] <= m.start < new[1] for m in people
    )


def put_right(clause: Clause) -> Found | None:
    """What is right and what was written, of one kind and nothing else: 周五不是周四, 五万打成五十万了."""
    if "不是" not in clause.text and "成" not in clause.text:
        return None
    for form in (_TURNED, _MISTYPED):
        match = form.fullmatch(clause.text)
        if match is None:
            continue
        new, old = (
            _one_value(clause, (clause.start + match.start(group), clause.start + match.end(group)))
            for group in ("new", "old")
        )
        if new is None or old is None:
            continue
        field, value, span = new
        named = field_named(clause.text)
        if field in ("number", "amount"):
            field = named if named in ("price", "quantity", "probability") else "amount"
        before = old[1]
        if old[0] == "number":
            if not isinstance(before, int | float) or not isinstance(value, int | float):
                continue
            in_ten_thousands = field == "amount" and "万" in clause.reading.text[span[0] : span[1]]
            before = common.number(before * 10_000) if in_ten_thousands and before < 1_000 else before
        elif {old[0], field} == _DAYS:
            field = "due" if "due" in (old[0], field) else field  # 下周一不是这周一
        elif old[0] != field:
            continue
        if value != before:
            return {"field": (field, None), "value": (value, span), "old": (before, old[2])}
    return None


def _one_value(clause: Clause, span: Span) -> tuple[str, Any, Span] | None:
    """The value that fills a place from end to end, and its field."""
    for mention in clause.mentions:
        if (mention.start, mention.end) == span and mention.kind in _OF_MENTIONS and mention.names:
            colleague = mention.kind == "person" and not mention.of("contact")
            kinds = ("user",) if colleague else _OF_MENTIONS[mention.kind]
            field, value, at = _named("assignee" if colleague else kinds[0], mention, clause, kinds[0])
            return field, value, at
    for item in clause.items:
        counted = (
            item.kind == "quantity" and item.start == span[0] and 0 < span[1] - item.end <= 4
        )  # 六十个账号
        if ((item.start, item.end) == span or counted) and item.kind in _OF_ITEMS:
            field, value, _ = _item(_OF_ITEMS[item.kind], item, None)
            return field, value, span
    return None


_DAYS = frozenset({"due", "time"})
_OF_MENTIONS = {"customer": ("customer",), "person": ("contact",), "product": ("product",)}
_OF_ITEMS = {
    "money": "amount",
    "number": "number",
    "percent": "probability",
    "quantity": "quantity",
    "time": "due",
    "level": "level",
    "discount": "discount",
    "phone": "phone",
}


def _is_value(clause: Clause, span: Span) -> bool:
    """Something stands there that a slot can hold, not only the name of the slot."""
    places = [(i.start, i.end) for i in clause.items]
    places += [(m.start, m.end) for m in clause.mentions if m.kind != "tag"]
    return any(span[0] <= a and b <= span[1] for a, b in places) or bool(
        re.fullmatch("[a-es]", clause.reading.text[span[0] : span[1]])
    )


def field_named(text: str) -> str | None:
    """The field whose name the words have."""
    for field, words in _FIELDS:
        if re.search(words, text):
            return field
    return None


def _time_told_first(clause: Clause, inside: Sequence[Item], before: int) -> Item | None:
    """改成四点 地点在二院: the time that was set right, and a remark about a place behind it."""
    first = inside[0] if inside else None
    if first is None or first.kind != "time" or first.end >= before:
        return None
    return first if clause.reading.text[first.end] in " ,，;；" else None


def _of_one(clause: Clause, inside: Sequence[Item]) -> Item | None:
    """写错了 是750一台: the price of one, and no count."""
    text = clause.reading.text
    ones = {i.start for i in inside if i.kind == "quantity" and i.value == 1 and text[i.start] == "一"}
    return next((i for i in inside if i.kind in ("number", "money") and i.end in ones), None)


def _value(clause: Clause, span: Span, named: str | None) -> tuple[str | None, Any, Span | None] | None:
    """The value in a place and the field its kind belongs to."""
    if named in ("content", "title") and (said := common.rest(clause, start=span[0], end=span[1]))[0]:
        return named, *said
    inside = [i for i in clause.items if span[0] <= i.start and i.start < span[1]]
    people = [m for m in clause.named("person") if span[0] <= m.start < span[1]]
    companies = [m for m in clause.named("customer") if span[0] <= m.start < span[1]]
    products = [m for m in clause.named("product") if span[0] <= m.start < span[1]]
    if named is None and companies and (moved := _time_told_first(clause, inside, companies[0].start)):
        return _item("due", moved, named)
    if companies and not (people and named == "contact"):
        return _named("customer", companies[0], clause, "customer")
    if people:
        if not people[0].of("contact") and people[0].of("user"):
            return _named("assignee", people[0], clause, "user")
        return _named("contact", people[0], clause, "contact")
    if products:
        return _named("product", products[0], clause, "product")
    if named in (None, "price") and (price := _of_one(clause, inside)):
        return "price", price.value, common.span(price)
    for kinds, field in (
        (("phone",), "phone"),
        (("email",), "email"),
        (("discount",), "discount"),
        (("percent",), "probability"),
        (("money",), "amount"),
        (("time",), "due"),
        (("quantity",), "quantity"),
        (("level",), "level"),
    ):
        if found := [i for i in inside if i.kind in kinds]:
            return _item(field, found[0], named)
    if found := [i for i in inside if i.kind == "number"]:
        return named or "amount", found[0].value, common.span(found[0])
    words, where = common.rest(clause, start=span[0], end=span[1])
    channel = next((c for c in clause.marked("channel") if c.start >= span[0]), None)
    spoken = named in (None, "phone") and SPOKEN_BY.match(words)
    if channel and (named == "channel" or spoken or len(words) <= 5):
        return "channel", channel.value("channel"), common.span(channel)
    if (
        named is None
        and re.fullmatch(r"[小老阿][\u4e00-\u9fff]", words)
        or named is None
        and len(words) in (2, 3)
        and zh_names.split_person(words)[0]
    ):
        return "contact", words, where
    if not words or named is None:
        return None
    if len(words) <= 4 and field_named(words) == named and not words.startswith("别"):
        return None  # 记错了时间: the field is named, no value; of 改成别的时间 one is asked for
    if named == "priority":
        return named, next((value for sign, value in _PRIORITIES if re.search(sign, words)), words), where
    return named, words.upper() if named == "level" and len(words) == 1 else words, where


SPOKEN_BY = re.compile(
    "(?:打|用|通过)?的?(?:个)?(?:电话|微信|视频|短信|邮件|当面|上门)(?:里|上)?(?:沟通|聊|谈|联系|说|拜访|发|问|去|讲)"
    "|打的?(?:个)?电话"
)
_PRIORITIES = (("低|不急|缓", "low"), ("普通|正常|中|一般", "normal"), ("高|急|优先|重要", "high"))


def _item(field: str, item: Item, named: str | None) -> tuple[str, Any, Span | None]:
    if field == "amount" and named == "price":
        field = "price"
    if item.kind == "time" and named == "date":
        return "date", item.day(past=True), common.span(item)
    if item.kind == "time" and item.tenses[:1] == ("past",) and named in (None, "due", "time"):
        return "time", item.past or item.value, common.span(item)
    value = item.deadline() if item.kind == "time" else item.value
    return field, value, common.span(item)


def _named(field: str, mention: Mention, clause: Clause, kind: str) -> tuple[str, Any, Span]:
    names = list(dict.fromkeys(n.name for n in mention.of(kind)))
    where = (mention.start, mention.end)
    if not names:
        return field, clause.reading.words(where), where
    return field, names[0] if len(names) == 1 else names, where
