"""What is sold in a sentence: its goods with counts and prices, and what is let off the whole.

The frames of the contract keep one product of an order and no unit price; who writes a quotation or an order
asks here for the rest, with the words the frame was made from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from nlp import forms as re
from nlp import lexicon, parser, sizes
from nlp.entities import Item
from nlp.names import Name, NameIndex
from nlp.prepare import prepare
from nlp.reading import Clause
from nlp.rules.goods_told import in_turn, is_mark, lines_of

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of goods. `products`: the known ones meant; none: it is in no list, and `said` is its name.

    `price` is said to be of one; `amount` is a sum said without saying of what: in a quotation the price, in
    an order the sum of the line.
    """

    said: str
    products: tuple[Name, ...] = ()
    quantity: Number | None = None
    unit: str = ""
    price: Number | None = None
    amount: Number | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """`discount` is what is paid (九折: 90), `off` what is taken off (减免2000), `total` the sum agreed
    on."""

    lines: tuple[Line, ...] = ()
    discount: Number | None = None
    off: Number | None = None
    rounded: bool = False  # 抹零
    total: Number | None = None
    paid: Number | None = None  # what came in for it already


_OFF = re.compile(r"(?:减免|立减|优惠|让利|便宜|减掉|抹掉|抹去|少收|减)(?:了|掉|他们?|个|:| )*$")
_ROUND = re.compile(r"抹个?零|去零头|零头(?:抹|去|不要|免)|抹掉零头|取整")
_PAID = re.compile(
    "(?:付了?|打了|打款|打过来|到账|收到|收了|预付|定金|订金|首付|首款|头款|转了|汇了?)(?:款|了|是|为|:| )*$"
)
_TOTAL = re.compile(r"(?:总额|总价|总共|总计|合计|一共|金额|总|共|打包价?|一口价|整单)(?:是|为|价|:| )*$")
_EACH = re.compile(r"(?:单价|(?:每|一)[\u4e00-\u9fff]|各)(?:是|为|:| )*$")
_STILL = re.compile("(?:还是|还按|仍是|照旧)(?:老?价)? ?$")  # 还是58: what one cost before
_EACH_AFTER = re.compile(r"\s*(?:元|块)?\s*(?:/|每|一(?![共起下些]))\s*(?:个|[\u4e00-\u9fffa-z]{1,2})")
_AT = re.compile(r"@(?=\s*\d)")
_BREAK = re.compile(r"[,，。;；:：、\n!！?？]")
_GLUE = (
    "的|了|再|加|和|及|另外|还有|给|按|想要|想|需要|准备|打算|要|订购|订|采购|买|下单|下了|下|报价单|报价|报个价|报|单子|订单|合同"
    "|哦|噢|嗯|对了|对(?=[ ,，])|还|也"
    "|新增|录入|录|签|开|出|来|做|个|货|一[批份]|刚才|刚|[我他]们?|帮忙?|客户|共|总|单"
)
# Goods whose first character stands before goods too: 加工中心, 订书机, 录音笔.
_NO_GLUE = (
    "加[工湿热油气固压密速氢]|还原|订书|录[音像播]|签字|报[警话]|按[摩键钮]|和面|[给下出]水|给[料氧排]|开[关水]"
    "|货[架车柜]|单[片反杠]|总[线成]|共享"
)
_FRONT = re.compile(rf"^(?:[\s+]|(?!{_NO_GLUE})(?:{_GLUE}))+")
_BACK = re.compile(
    r"(?:[\s×xX*]|的|了|共|一共|总共|想要|想买|想|需要|要买|要|[加追补续]?订购?|追加|下单|再|又|来)+$"
)
_NAME = re.compile(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff .+/#-]{0,29}")
_NO_NAME = re.compile(
    r"^(?:我们?|你们?|今天|昨天|刚|这|那|老板|[一二三四五六七八九十\d]+|报价[单表]?|合同|发票|收据)$|单价|总[价额计共]|合计|金额|数量|折|付|款|预算|希望"
)
_NO_GOODS = frozenset("单笔次折家位人名")  # what is counted here is no goods


def read(words: str, now: datetime, names: NameIndex) -> Goods:
    """The goods of one order or quotation, said in these words."""
    source = prepare(_AT.sub(" 单价", words))
    lower = source.text.lower()
    reading = parser.read(
        source, lower if len(lower) == len(source.text) else source.text, now, names, lexicon.default()
    )
    if measured := sizes.found(reading.text, reading.items):
        reading = replace(
            reading,
            items=[item for item in reading.items if item not in measured],
            mentions=[sizes.with_it(mention, measured) for mention in reading.mentions],
        )
    clause = Clause.of(reading, 0, len(reading.text))
    off, total = _behind(clause, _OFF), _behind(clause, _TOTAL)
    paid = [i for i in _sums(clause) if _PAID.search(reading.text, max(0, i.start - 6), i.start)]
    aside = {item.start for item in (off, total, *paid) if item is not None}
    known = list(_known(clause, aside))
    discounts = clause.of_kind("discount")
    return Goods(
        lines=tuple(
            line for _, line in sorted([*known, *_unknown(clause, aside, known)], key=lambda k: k[0])
        ),
        discount=discounts[-1].value if discounts else None,
        off=off.value if off else None,
        rounded=bool(_ROUND.search(reading.text)),
        total=total.value if total and total is not off else None,
        paid=paid[0].value if paid else None,
    )


def _sums(clause: Clause) -> list[Item]:
    """Sums of money, and bare numbers that may be some."""
    return [
        item
        for item in clause.of_kind("money", "number")
        if isinstance(item.value, int | float | Decimal)
        and not _in_a_word(clause, item)
        and not is_mark(clause.reading.text, item)
    ]


def _in_a_word(clause: Clause, item: Item) -> bool:
    """X900: the digits belong to a model number."""
    text = clause.reading.text
    before = text[item.start - 1 : item.start]
    if before == "x":  # A100x10 and 交换机x10 count, X900 behind a space is a name
        return text[item.start - 2 : item.start - 1] in ("", " ") and not any(
            m.end == item.start - 2 for m in clause.named("product")
        )
    return before.isascii() and (before.isalpha() or before == "-")


def _behind(clause: Clause, words: re.Pattern[str]) -> Item | None:
    text = clause.reading.text
    return next((i for i in _sums(clause) if words.search(text, max(0, i.start - 6), i.start)), None)


def _known(clause: Clause, aside: set[int]) -> Iterator[tuple[int, Line]]:
    """A line for each product of the list that is named, with the place where it stands."""
    for product, found in lines_of(clause, aside):
        item, price = found.get("price_item"), found.get("price")
        each = item is None or _each(clause, item)
        yield (
            product.start,
            Line(
                said=clause.reading.words((product.start, product.end)),
                products=product.of("product"),
                quantity=found.get("quantity"),
                unit=found.get("unit", ""),
                price=price if each else None,
                amount=None if each else price,
            ),
        )


def _unknown(clause: Clause, aside: set[int], known: list[tuple[int, Line]]) -> Iterator[tuple[int, Line]]:
    """Goods in no list: the words at a count, `深紫色网线 8箱`, `8箱网线`."""
    text = clause.reading.text
    told = in_turn(clause, clause.named("product"), "quantity")  # A100和A200分别10台和3台
    counts = [
        item
        for item in clause.of_kind("quantity")
        if item not in told
        and item.unit not in _NO_GOODS
        and not _in_a_word(clause, item)
        and not _is_each(text, item)
    ]
    taken = [(m.start, m.end) for m in clause.named("product")]
    named = 0  # where the name of the goods before ends: 100米网线 5个水晶头
    priced = 0  # where the price of the goods before ends: 手套 10盒 38 口镜 200支
    for at, count in enumerate(counts):
        limit = counts[at + 1].start if at + 1 < len(counts) else len(text)
        if any(_next_to(text, span, (count.start, count.end)) for span in taken):
            continue
        place = _name_before(clause, count)
        if place is None or place[0] < named:
            place = _name_after(clause, count, limit)
        if place is None:
            continue
        named = place[1]
        if place[0] < priced < place[1]:
            place = place[1] - len(text[priced : place[1]].lstrip()), place[1]
        item = next((i for i in _sums(clause) if count.end <= i.start < limit and i.start not in aside), None)
        priced = item.end if item is not None else priced
        each = item is not None and _each(clause, item)
        yield (
            place[0],
            Line(
                said=clause.reading.words(place),
                quantity=count.value if isinstance(count.value, int | float | Decimal) else None,
                unit=count.unit,
                price=item.value if item and each else None,
                amount=item.value if item and not each else None,
            ),
        )


def _next_to(text: str, product: tuple[int, int], count: tuple[int, int]) -> bool:
    """A100 要 10台, 10台A100: the count of a known product."""
    behind = product[1] <= count[0] and not _BACK.sub("", text[product[1] : count[0]]).strip(" 要")
    return behind or (count[1] <= product[0] and not text[count[1] : product[0]].strip(" 的"))


def _name_before(clause: Clause, count: Item) -> tuple[int, int] | None:
    text = clause.reading.text
    start = max([0, *(end for end in _ends(clause) if end <= count.start)])
    if breaks := [m.end() for m in _BREAK.finditer(text, start, count.start)]:
        start = breaks[-1]
    front = _FRONT.match(text[start : count.start])
    start += front.end() if front else 0
    return _named(text, start, start + len(_BACK.sub("", text[start : count.start])))


def _name_after(clause: Clause, count: Item, limit: int) -> tuple[int, int] | None:
    text = clause.reading.text
    start = count.end + (1 if text.startswith("的", count.end) else 0)
    stops = [i.start for i in clause.items if i.start >= start]
    stops += [m.start for m in clause.mentions if m.kind != "tag" and m.start >= start]
    end = min([limit, *stops, *(m.start() for m in re.compile(r"[\s,，。;；:：、]").finditer(text, start))])
    return _named(text, start, start + len(_BACK.sub("", text[start:end])))


def _named(text: str, start: int, end: int) -> tuple[int, int] | None:
    name = text[start:end]
    if len(name) < 2 or not _NAME.fullmatch(name) or _NO_NAME.search(name):
        return None
    return start, end


def _ends(clause: Clause) -> Iterator[int]:
    """Where customers, people, times and sums end: behind them may stand a name of its own."""
    for mention in clause.mentions:
        if mention.kind != "tag":
            yield mention.end
    for item in clause.items:
        if item.kind in ("time", "discount", "percent", "money", "quantity") and not _in_a_word(clause, item):
            yield item.end


_PRICE_NEXT = re.compile(r"[ :：是]*[\d一二两三四五六七八九十百千]")


def _is_each(text: str, item: Item) -> bool:
    """The 一台 of 800一台, and of 10台 一台800."""
    said = text[item.start : item.end]
    if item.value != 1 or not said.startswith("一"):
        return False
    counted_before = f"{re.escape(item.unit)}[ ,，]*$"
    return bool(
        re.search(r"[\d元块百千万]\s*$", text[: item.start])
        or (re.search(counted_before, text[: item.start]) and _PRICE_NEXT.match(text, item.end))
    )


def _each(clause: Clause, item: Item) -> bool:
    """Whether the sum is said to be of one."""
    text = clause.reading.text
    before = _EACH.search(text, max(0, item.start - 5), item.start)
    if before is None and "万" not in text[item.start : item.end]:
        before = _STILL.search(text, max(0, item.start - 5), item.start)
    return bool(before or _EACH_AFTER.match(text, item.end))
