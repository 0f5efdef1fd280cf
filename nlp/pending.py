"""An answer to a question of the bot: a lone number, name or date completes the frame asked about."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from nlp import entities, lexicon, mentions, public, talk
from nlp import forms as re
from nlp.frames import Frame
from nlp.lexicon import Lexicon
from nlp.mentions.mention import Mention
from nlp.names import Name, NameIndex
from nlp.rules.common import PUNCTUATION
from zh import names as zh_names
from zh.text import Aligned

# In the order in which the bot asks.
NEEDED: dict[str, tuple[str, ...]] = {
    "customer.create": ("customer", "contact", "phone"),
    "customer.update": ("customer", "field", "value"),
    "customer.show": ("customer",),
    "customer.tag": ("customer", "tags"),
    "customer.untag": ("customer", "tags"),
    "customer.transfer": ("customer", "user"),
    "customer.release": ("customer",),
    "customer.claim": ("customer",),
    "customer.merge": ("customer", "into"),
    "contact.add": ("customer", "contact", "phone"),
    "contact.show": ("contact", "customer"),
    "interaction.log": ("customer", "contact", "content"),
    "interaction.list": ("customer",),
    "task.create": ("title", "due"),
    "task.done": ("ref",),
    "task.cancel": ("ref",),
    "task.postpone": ("ref", "due"),
    "task.assign": ("ref", "assignee"),
    "opportunity.create": ("customer", "title", "amount", "close_date"),
    "opportunity.update": ("customer", "stage", "amount"),
    "opportunity.win": ("customer", "amount"),
    "opportunity.lose": ("customer", "reason"),
    "quote.create": ("customer", "items"),
    "order.create": ("customer", "product", "quantity", "amount"),
    "payment.log": ("customer", "amount"),
    "product.show": ("product",),
    "ticket.create": ("customer", "content"),
    "ticket.assign": ("ref", "user"),
    "ticket.update": ("ref", "content"),
    "ticket.close": ("ref", "result"),
    "ticket.dispatch": ("ref", "customer"),
    "device.show": ("customer",),
    "goal.set": ("user", "amount", "range"),
    "survey.send": ("customer",),
    "campaign.create": ("title", "segment", "date"),
    "campaign.show": ("title",),
    "approval.request": ("customer", "kind", "value", "content"),
    "correct": ("field", "value"),
}
_BY_KIND: dict[str, tuple[str, ...]] = {
    "money": ("amount", "value"),
    "number": ("amount", "quantity", "value", "ref"),
    "percent": ("probability", "value"),
    "discount": ("discount", "value"),
    "quantity": ("quantity",),
    "phone": ("phone",),
    "email": ("email",),
    "id": ("ref",),
    "time": ("due", "date", "close_date", "range"),
    "repeat": ("repeat",),
}
_FREE = ("title", "content", "reason", "result", "segment", "note", "ref", "value")


def answer(
    asked: Frame, source: Aligned, lower: str, now: datetime, names: NameIndex, words: Lexicon
) -> list[Frame] | None:
    """The frame asked about with its gap filled, or yes, no, choose, cancel; None if the message is something
    else."""
    said = talk.answer(lower, words)
    missing = [slot for slot in NEEDED.get(asked.intent, ()) if slot not in asked.slots]
    if said and not (
        said[0] == "choose"
        and re.fullmatch(r"\s*\d+\s*", lower)
        and missing
        and missing[0] in ("amount", "quantity", "value")
    ):
        return [Frame(said[0], said[1], score=0.95)] if said[0] in ("yes", "no", "choose", "cancel") else None
    if said is None and (plain := _plainly(lower, asked)):
        return [Frame(plain, score=0.9)]
    if not missing:
        return None
    items = entities.find(lower, now)
    cues = words.scan(lower)
    found = public.of_their_level(lower, mentions.find(lower, cues, [(i.start, i.end) for i in items], names))
    rest = _rest(lower, [(i.start, i.end) for i in items] + [(m.start, m.end) for m in found])
    if _plans(asked, items, cues) or _of_another_kind(asked, cues):
        return None
    if asked.intent == "quote.create" and "items" in missing and items:
        return None  # goods with counts and prices are read as in a quotation
    if asked.intent == "contact.add" and missing[0] == "contact" and (new := _introduced(lower)):
        return [_with(asked, {slot: source.source(*span) for slot, span in new.items()}, {})]
    if len(rest) <= 2 and (filled := _filled(asked, missing, items, found, source)):
        return [filled]
    free = next((slot for slot in missing if slot in _FREE), None)
    if asked.slots.get("field") == "level" and missing == ["value"] and (level := _LETTER.fullmatch(lower)):
        return [_with(asked, {"value": level["level"].upper()}, {})]
    if asked.intent == "customer.update" and missing[0] == "field" and (put := _field_told(lower, cues)):
        field, span = put
        return [_with(asked, {"field": field, "value": source.source(*span).strip(PUNCTUATION)}, {})]
    if free == missing[0] and 1 < len(lower.strip()) <= 40 and not _orders(cues):
        told = {free: source.source(0, len(lower)).strip(PUNCTUATION)}
        firms = [m.of("customer") for m in found if m.kind == "customer" and len(m.of("customer")) == 1]
        if asked.intent in _MAY_NAME and "customer" not in asked.slots and len(firms) == 1:
            return [_with(asked, {**told, "customer": firms[0][0].name}, {"customer": firms[0]})]
        return [_with(asked, told, {})]
    if (
        missing[0] in ("customer", "contact", "user", "assignee", "product")
        and not items
        and 2 <= len(rest) <= 20
        and not cues[1:]
        and could_be_name(lower, words)
    ):
        return [_with(asked, {missing[0]: source.source(0, len(lower)).strip(PUNCTUATION)}, {})]
    return None


_CALLED = re.compile(
    "\\s*(?:叫|名叫|姓名"
    "|是)?(?P<name>[\u4e00-\u9fff]{2,3})(?:[ ,，]+(?P<title>[\u4e00-\u9fff]{0,4}?(?:会计|出纳|财务|采购|经理"
    "|总监|主任|主管|[部处科院校厂店站所园]长|老板娘?|秘书|助理|文员|老师|工程师)))?\\s*"
)


_PUTS = re.compile("(?:是|改成|改为|换成|改到|为|[:： ])+")


def _field_told(text: str, cues: list[lexicon.Cue]) -> tuple[str, tuple[int, int]] | None:
    """地址是长安街99号: which field, and where its value stands."""
    first = cues[0] if cues else None
    if (
        first is None
        or first.start
        or "field" not in first.features
        or "ask" in {k for c in cues for k in c.features}
    ):
        return None
    put = _PUTS.match(text, first.end)
    field = first.value("field")
    return (field, (put.end(), len(text))) if put and field and put.end() < len(text) else None


def _introduced(text: str) -> dict[str, tuple[int, int]]:
    """叫黄鹂 会计: a name, and perhaps a post."""
    called = _CALLED.fullmatch(text)
    if called is None or not zh_names.split_person(called["name"])[0]:
        return {}
    return {"contact": called.span("name")} | ({"title": called.span("title")} if called["title"] else {})


_LETTER = re.compile(r"\s*(?:[升降改调定换]?[到成为]?)?(?P<level>[a-es])\s*[级类]?\s*")
_MAY_NAME = frozenset({"task.create", "ticket.create"})
# 尼康今天到账八万, where it was asked when something is due: an order of its own.
_WELCOME = {
    "pay_act": ("payment.log", "order.create", "opportunity.create", "opportunity.win", "opportunity.update"),
    "order_act": ("order.create", "quote.create", "opportunity.create", "opportunity.win"),
    "win": ("opportunity.win", "opportunity.create", "opportunity.update", "order.create"),
    "lose": ("opportunity.lose", "opportunity.update"),
}


def _of_another_kind(asked: Frame, cues: list[lexicon.Cue]) -> bool:
    """Only where a value is asked for: what was talked about may be told in any words."""
    if asked.intent in ("interaction.log", "ticket.update", "ticket.close", "opportunity.lose", "correct"):
        return False
    told = {category for cue in cues for category, _ in cue.marks}
    return any(category in told and asked.intent not in welcome for category, welcome in _WELCOME.items())


_NO_NAME = re.compile(
    r"\s*(?:我|你|他|她|它|这|那|没|不|还|就|再|先|改|推|取消|因为|所以|但)|.*的(?:客户|公司|单位|联系人"
    r"|待办|订单|商机|工单)\s*$|.*(?:[吗呢吧了过]\s*$|了(?:[个位家几一好]|[ ,，].)"
    r"|打?[\d一二三四五六七八九.]+折|怎么|咋|什么|啥|多少|价[格钱位]|库存|[?？!！。])"
)
_OF_ORDERS = frozenset(
    (
        "show remind undo add new_customer ask finish drop postpone change met export wrong last cancel yes"
        " no thanks"
    ).split()
)


def could_be_name(text: str, words: Lexicon) -> bool:
    """Whether the answer to 是哪个客户 may be a new name, and is no sentence: 他是采购总监, 搞定了,
    推到周五."""
    if _NO_NAME.match(text):
        return False
    return _OF_ORDERS.isdisjoint({category for cue in words.scan(text) for category, _ in cue.marks})


_AGREES = re.compile(
    "(?:对|是|嗯+|恩|好|行|可以|没错|要|确认|同意|ok|没问题|就|那就|帮我)(?:的|呀|啊|吧|呢|了|滴|嘞)*"
    "(?![不没别])"
)
_REFUSES = re.compile(
    r"(?P<later>先|暂时|今天|还)?(?:不是|不要|不用|不必|不需要|不想|不能|别|不|没|甭)(?![错过到])"
)
# What may follow without saying anything new.
_FILLS = re.compile(
    r"[\s,，.。!！~]|可以|直接|马上|帮我|给我|一下|给|按|这个|那个|这家|那家|这条|他们?|她们?|它|你|我|就|都"
    "|再|也|还|吧|了|的|啊|呀|呢|哈|上|个|是|对|嗯|好|行|合并?|转|派|发|建|记|录|改|存|保存|提交|申请|报"
    "|派单|打|标|关|删|领|放|赢|输|签|定|做|办|弄|要|客户|商机|工单|待办|报价|订单|问卷|审批|公海|标签"
    "|联系人"
)


def _plainly(text: str, asked: Frame) -> str | None:
    """对 就转给他, 先别派了, 不是这家: a yes or a no with words of what was asked, and nothing else."""
    said = text.strip()
    if len(said) > 14:
        return None
    known = sorted((str(v).lower() for v in asked.slots.values() if len(str(v)) > 1), key=len, reverse=True)
    refused = _REFUSES.match(said)
    lead = refused or _AGREES.match(said)
    if lead is None:
        return None
    rest = said[lead.end() :]
    for value in known:
        rest = rest.replace(value, "")
    left = _FILLS.sub("", rest)
    if left and not (len(left) > 1 and any(left in value for value in known)):
        return None
    if refused is None:
        return "yes"
    return "cancel" if refused["later"] in ("先", "暂时") or rest.rstrip("吧啊").endswith("了") else "no"


def _rest(text: str, spans: list[tuple[int, int]]) -> str:
    chars = [c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans)]
    return re.sub(r"[\W_]|[那这][个家边位条儿]|标签|是|的|吧|就|那|元|了|哈|在|叫|给|要", "", "".join(chars))


def _plans(asked: Frame, items: list[entities.Item], cues: list[lexicon.Cue]) -> bool:
    """下午2点去永泰见张姐, where it was asked what somebody is called: a time it has no use for, and a
    deed."""
    timed = any(i.kind in ("time", "repeat") for i in items)
    wanted = set(NEEDED.get(asked.intent, ())).intersection(_BY_KIND["time"])
    deeds = any(category in ("act", "meet") for cue in cues for category, _ in cue.marks)
    return timed and deeds and not wanted


def _orders(cues: list[lexicon.Cue]) -> bool:
    """Whether a message begins with a word of command and so is no answer."""
    return (
        bool(cues)
        and any(k in ("show", "remind", "undo", "add") for k, _ in cues[0].marks)
        and cues[0].start == 0
    )


def _filled(
    asked: Frame,
    missing: list[str],
    items: list[entities.Item],
    found: list[Mention],
    source: Aligned,
) -> Frame | None:
    values: dict[str, Any] = {}
    refs: dict[str, tuple[Name, ...]] = {}
    for item in items:
        kinds_of = _BY_KIND.get(item.kind, ())
        slots = [s for s in missing if s in kinds_of] or [s for s in kinds_of if s not in asked.slots][:1]
        if not slots:
            continue
        value = _written(item, slots[0])
        if values.setdefault(slots[0], value) != value:
            return None  # 两笔 一笔三万一笔五万
        if slots[0] == "repeat" and item.past:
            values.setdefault("due", item.past)
    for mention in found:
        for slot, kinds in (
            ("customer", ("customer",)),
            ("into", ("customer",)),
            ("contact", ("contact",)),
            ("user", ("user",)),
            ("assignee", ("user",)),
            ("product", ("product",)),
        ):
            wanted = (
                slot in missing or slot == "customer" and slot not in asked.slots and not mention.of("user")
            )
            if not wanted or slot in values:
                continue
            if slot == "contact" and mention.of("contact") and _of_another_house(mention, asked):
                values[slot] = source.source(mention.start, mention.end)
                break
            if known := mention.of(*kinds):
                plain = list(dict.fromkeys(n.name for n in known))
                values[slot], refs[slot] = plain[0] if len(plain) == 1 else plain, known
                break
            if mention.kind == "person" and slot in ("contact", "user", "assignee"):
                values[slot] = source.source(mention.start, mention.end)
                break
        if mention.kind == "tag" and "tags" in missing:
            values.setdefault("tags", []).append(mention.names[0].name)
    return _with(asked, values, refs) if values else None


def _of_another_house(mention: Mention, asked: Frame) -> bool:
    """寿总 of a new customer is nobody whom we know at another one."""
    firm = asked.slots.get("customer")
    wanted = asked.intent in ("customer.create", "contact.add") and isinstance(firm, str)
    return wanted and not any(name.customer == firm for name in mention.of("contact"))


def completed(asked: Frame, frames: list[Frame]) -> list[Frame]:
    """改成级别B, where it was asked what of a customer changes: one frame of the kind asked about, which says
    nothing else of what is known, goes on with it."""
    if len(frames) != 1 or frames[0].intent != asked.intent:
        return frames
    (frame,) = frames
    known = {k: v for k, v in asked.slots.items() if k not in frame.slots}
    if not known or any(frame.slots[k] != v for k, v in asked.slots.items() if k in frame.slots):
        return frames
    refs = {k: v for k, v in asked.refs.items() if k in known}
    return [replace(frame, slots={**known, **frame.slots}, refs={**refs, **frame.refs})]


def _written(item: entities.Item, slot: str) -> Any:
    if item.kind != "time":
        return item.value
    if slot == "range":
        return item.period()
    return item.day() if slot in ("date", "close_date") else item.deadline()


def _with(asked: Frame, values: dict[str, Any], refs: dict[str, tuple[Name, ...]]) -> Frame:
    return Frame(asked.intent, {**asked.slots, **values}, 0.9, {**asked.refs, **refs})
