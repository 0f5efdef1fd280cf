"""Several facts of a customer in one message: 「华为装机量120，合同到期日明年6月30号，民企 A级」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crm.company.vocabulary import Words
from crm.customers import customers
from crm.errors import Refused
from handlers import labels, replies, values
from handlers.context import ANSWER_WITHIN, Context
from handlers.mending.fragments import ASKS
from handlers.mending.last_write import last_written
from handlers.phrases import customers_called, says
from handlers.registry import handles
from handlers.resolve import known_customer
from models.changes import last_sets
from models.customers import Customer
from nlp.frames import Frame
from zh.text import normal, plain

LABELS: Final = {
    **{labels.FIELDS[field]: field for field in (*customers.FIELDS, "source") if field != "name"},
    "企业性质": "nature", "客户性质": "nature", "性质": "nature", "企业类型": "kind", "客户类型": "kind",
    "资信等级": "credit", "信用等级": "credit", "信用": "credit", "喜好": "preference", "客户状态": "stage",
    "等级": "level", "客户级别": "level", "客户等级": "level", "所属行业": "industry", "地区": "region",
    "所在地": "region", "公司地址": "address", "公司电话": "phone", "客户来源": "source", "开户银行": "bank",
    "额度": "credit_limit", "类型": "kind",
}  # fmt: skip
LOOSE: Final = (
    *("企业性质", "客户性质", "性质", "企业类型", "客户类型", "资信等级", "资信", "偏好", "喜好", "开户行"),
    *("客户状态", "状态"),
)
"""Labels that are no field to the parser, or not always one."""
FREE: Final = {"note", "preference", "address", "bank"}
"""Fields of free words: what follows them and is no fact by itself goes on with them."""
CHOSEN: Final = ("level", "industry", "region", "source", "stage", "kind", "nature", "credit", "satisfaction")
BARE: Final = ("nature", "kind", "satisfaction", "industry", "region")
LEVEL: Final = re.compile(".{1,6}[级类]")
CAME: Final = re.compile("(?:是|来自)?(.{1,12}?)(?:来|上来|上认识|认识)的?")
IS: Final = (
    r"(?:不是[^是]{1,12})?(?:应该|而)?(?:是|为|改成|改为|变成|变为|调成|调整为|更新为|换成|设为|填|写|:)? ?"
)
PARTS: Final = re.compile("[,，、;；]+ *| +")
CREATES: Final = re.compile(
    "^(?:帮我|麻烦)?(?:新增|新建|录入|添加|加|建|登记|有)|^.{1,32}?(?:加|增加|添加|新增)(?:上|一?个|一项)?选项"
)
NEWS: Final = re.compile("[也都又已]|变|换|搬|不对|错|没|发|告诉|给|在")
"""What begins so speaks of the field and is no value: 地址变了, 地址发我一下."""
SAME: Final = re.compile("(?:就是|也是|同|和|跟|一样)*(?:手机|电话)?号码?(?:一样|同步)?|同号|一样")
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Fact:
    """A field, as `values.write` knows it, and what was said for it."""

    field: str
    said: str
    clean: bool = True  # the dictionary has it; what is not clean is said and not written


@says(".+[,，、;； ].+", longest=LONGEST)
def read_facts(_: re.Match[str], ctx: Context) -> Frame | None:
    """Every part is a fact, the first one led by the customer's name; else it is the parser's to read."""
    text = plain(ctx.text).strip(" 。.!！~")
    if ASKS.search(text) or CREATES.match(text):
        return None
    first, *parts = PARTS.split(text)
    if not parts or not (_labels(ctx.vocabulary).search(normal(text)) or _bare(parts[-1], ctx.vocabulary)):
        return None  # the usual sentence, soon told
    rest = list(_facts(parts, ctx.vocabulary))
    if not (
        rest[-1].field or any(one.field in FREE for one in rest) or _labels(ctx.vocabulary).search(first)
    ):
        return None
    for name, lead in _openings(first, ctx.vocabulary):
        found = _joined([*lead, *rest])
        if found is None or sum(one.clean for one in found) < 2:
            continue
        if refs := customers_called(name, ctx):
            said = [[one.field, one.said, one.clean] for one in found]
            return Frame("customer.facts", {"customer": name, "facts": said}, refs={"customer": refs})
    return _of_the_last(text, ctx)


THEY: Final = re.compile(
    "^(?:哦|对了?|嗯|啊|还有|另外|补充一?下|就?是?(?:他们家?|他家)|她们|这家(?:客户|公司)?|公司|[,，、 ])+"
)


def _of_the_last(text: str, ctx: Context) -> Frame | None:
    """他们是民企 在余姚, right after something was written of a customer: every part must be a fact."""
    found = list(_facts(PARTS.split(THEY.sub("", text)), ctx.vocabulary))
    if len(found) < 2 or not all(one.clean for one in found) or ctx.current_customer() is None:
        return None
    if not last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, 1):
        return None
    return Frame("customer.facts", {"facts": [[one.field, one.said, True] for one in found]})


@says(
    "(?:他们?家?|这家|主要|公司|专门|就?是|[,， ])*(?:做|搞|卖|生产)(?P<trade>[\u4e00-\u9fffa-z]{2,10}?)的"
    "(?:公司|厂家?)?(?:[,， ]+(?P<source>.{2,10}?(?:介绍|推荐)|.{2,10}?(?=来的|上认识|认识))"
    "(?:来|过来|上认识|认识)?的?)?"
)
def read_trade(match: re.Match[str], ctx: Context) -> Frame | None:
    """做纺织机械的 老客户介绍的, right after the customer was made: what the dictionary lacks is a note."""
    customer = ctx.current_customer(ANSWER_WITHIN)
    made = [one for one in last_written(ctx) if isinstance(one, Customer)]
    if customer is None or customer not in made or ctx.open is not None:
        return None
    facts, noted = [], []
    for field, said, as_noted in (
        ("industry", match["trade"], f"做{match['trade']}的"),
        ("source", match["source"], match["source"]),
    ):
        item = ctx.vocabulary.clean(field, said) if said else None
        if item is not None:
            facts.append([field, item, True])
        elif said:
            noted.append(as_noted)
    if noted:
        facts.append(["note", "；".join(filter(None, [customer.note, *noted])), True])
    return Frame("customer.facts", {"facts": facts})


@says(
    "(.{2,24}?)的?(?:备注|偏好|喜好)(?:一下|是|为|:)? ?(.{2,200})",
    "(.{2,24}?)(?:是|属于|做)(?:一?家)?.{2,12}",
    longest=LONGEST,
)
def read_fact(match: re.Match[str], ctx: Context) -> Frame | None:
    """One fact whose words the parser reads as something else: 华为备注不要周一打电话, 华为是民企."""
    text = plain(ctx.text).strip(" 。.!！~")
    if ASKS.search(text) or CREATES.match(text):
        return None
    for name, lead in _openings(text, ctx.vocabulary):
        found = _joined(lead)
        if name == text or not found or not found[0].clean or not (refs := customers_called(name, ctx)):
            continue
        said = [[one.field, one.said, True] for one in found]
        return Frame("customer.facts", {"customer": name, "facts": said}, refs={"customer": refs})
    return None


@says(
    "(.{2,24}?)的?(?:是|算|属于|算是)?(?:我们?的?|咱们?的?)?[个家]?[老大小]?(?:客户)?了?[,，、 ]*"
    "([a-d])[级类](?:的|客户|的客户)?"
)
def read_level(match: re.Match[str], ctx: Context) -> Frame | None:
    """中医院是老客户 b类: a customer's name and its level, and no more than small words beside them."""
    found = customers_called(match[1].strip(), ctx)
    if len(found) != 1:
        return None
    slots = {"customer": match[1].strip(), "field": "level", "value": match[2].upper()}
    return Frame("customer.update", slots, refs={"customer": found})


@says(
    rf"(?:把|将)?(.{{2,24}}?)的?({'|'.join(LOOSE)})(?:改成|改为|变成|变为|调整为|调成|更新为|换成|设为|标为|是|为|:)"
    "[: ]*(.{1,40})"
)
def read_loose(match: re.Match[str], ctx: Context) -> Frame | None:
    """Words that may be anything's to the parser (状态); after a customer's name they are the customer's."""
    found = customers_called(match[1], ctx)
    if not found or ASKS.search(match[3]):
        return None
    typed = ctx.text.strip(" 。.!！?？~")[-len(match[3]) :]  # capitals, and the marks of Chinese
    value = typed if normal(typed) == match[3] else match[3]
    slots = {"customer": match[1], "field": LABELS[match[2]], "value": value}
    return Frame("customer.update", slots, refs={"customer": found})


@handles("customer.facts")
def write_facts(frame: Frame, ctx: Context) -> str:
    """All of them; what cannot be written is said, and keeps nothing else back."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    written, left = write(ctx, customer, [Fact(*one) for one in frame.slots["facts"]])
    ctx.spoke_of(customer)
    head = f"已更新{customer.name}：" if written else f"{customer.name}没有改："
    return "\n".join([head, *(f"· {line}" for line in written), *left])


def write(ctx: Context, customer: Customer, facts: Sequence[Fact]) -> tuple[list[str], list[str]]:
    """What is there now, a line for each; and what could not be written, with the reason."""
    written, left = [], []
    for one in dict.fromkeys(facts):
        title = labels.FIELDS.get(one.field, one.field)
        if not one.clean:
            left.append(values.cleaned(ctx, one.field, one.said)[1])
            continue
        try:
            written.append(f"{title}：{_put(ctx, customer, one) or '已清空'}")
        except Refused as refusal:
            left.append(str(refusal))
        if one.field == "address" and (place := customers.region_by_address(customer)):
            written.append(f"区域：{place}（按地址）")
    return written, left


def _put(ctx: Context, customer: Customer, fact: Fact) -> str:
    """A word of a dictionary goes where it was told to belong, whatever else the message speaks of."""
    if fact.field == "wechat" and SAME.fullmatch(fact.said):  # 微信同号
        fact = Fact(fact.field, customer.phone or fact.said)
    item = ctx.vocabulary.clean(fact.field, fact.said) if fact.field in CHOSEN else None
    if item is None:
        return values.write(ctx, customer, fact.field, fact.said)
    customers.set_field(ctx.session, customer, fact.field, item)
    return item


def told_beside(text: str, taken: set[str], words: Words) -> list[Fact]:
    """Facts of a message that makes a customer, beyond the fields that were read from it already."""
    found = _facts(PARTS.split(plain(text).strip(" 。.!！~"))[1:], words)
    return [one for one in found if one.field and one.clean and one.field not in taken]


def _openings(first: str, words: Words) -> Iterator[tuple[str, list[Fact]]]:
    """The ways to read the first part: a name alone, a name and a labelled fact, a name and 是民企."""
    said = re.sub("^(?:把|将|帮我把)", "", first)
    for match in _labels(words).finditer(said, 2):
        fact = _fact(said[match.start() :], words)
        if fact is not None:
            yield said[: match.start()].removesuffix("的"), [fact]
    trade = re.match("(.{2,24}?)(?:也|都|就|应该)?(?:是|属于|做)(?:一?家)?(.{2,12})$", said)
    if trade and (fact := _bare(trade[2], words)):
        yield trade[1], [fact]
    yield said, []


def _facts(parts: Sequence[str], words: Words) -> Iterator[Fact]:
    """Each part as a fact, or as words without a field; a label that stands alone takes the next part."""
    waiting = ""
    for part in parts:
        said = f"{waiting} {part}".strip()
        if re.fullmatch(f"(?:{_labels(words).pattern}){IS}", normal(said)):
            waiting = said
            continue
        waiting = ""
        yield _fact(said, words) or Fact("", said, clean=False)
    if waiting:
        yield Fact("", waiting, clean=False)


def _joined(facts: Sequence[Fact]) -> list[Fact] | None:
    """Words that are no fact go on with the free words before them; None where there are none."""
    found: list[Fact] = []
    for one in facts:
        if one.field:
            found.append(one)
        elif found and found[-1].field in FREE:
            found[-1] = Fact(found[-1].field, f"{found[-1].said}，{one.said}")
        else:
            return None
    return found


def _fact(said: str, words: Words) -> Fact | None:
    match = _labels(words).match(normal(said))
    if match is None or len(normal(said)) != len(said):
        return _bare(said, words)
    value = said[re.compile(IS).match(said, match.end()).end() :]  # type: ignore[union-attr]
    field = _field(match[0], words)
    if not value:
        return None
    if field in FREE:
        value = re.sub(r",(?!\d)", "，", value)
        return None if NEWS.match(value) else Fact(field, value)
    if field in CHOSEN:
        return Fact(field, value, words.clean(field, value) is not None) if len(value) <= 12 else None
    return Fact(field, value)


def _bare(said: str, words: Words) -> Fact | None:
    """A value that needs no label, because no other field has it: 民企, A级, 通信行业, 展会来的."""
    said = re.sub("^(?:是|就是|属于)?(?:做|在|位于)|^(?:是|属于)", "", said.strip()).removesuffix("的")
    if LEVEL.fullmatch(said) and (level := words.clean("level", said)):
        return Fact("level", level)
    if (match := CAME.fullmatch(said)) and (source := words.clean("source", match[1])):
        return Fact("source", source)
    for field in BARE:
        value = said.removesuffix("行业") if field == "industry" else said
        if len(value) > 1 and (item := words.clean(field, value)):
            return Fact(field, item)
    level = words.clean("level", said) if len(said) > 1 else None  # 重点, 战略客户
    return Fact("level", level) if level else None


def _field(label: str, words: Words) -> str:
    own = words.field(label)
    return own.name if own else {normal(title): field for title, field in LABELS.items()}[label]


def _labels(words: Words) -> re.Pattern[str]:
    made: re.Pattern[str] | None = words.shelf.get("labels")
    if made is None:
        listed = {normal(title) for title in (*LABELS, *(field.name for field in words.fields))}
        made = words.shelf["labels"] = re.compile(
            "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
        )
    return made
