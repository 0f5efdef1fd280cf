"""The goods of an order or an offer as they are told: each with its count and its price."""

from collections.abc import Collection, Iterator
from typing import Any

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.reading import Clause
from nlp.values.numerals import number
from nlp.values.value import exact

# 400块 每块620, 3个月 每月两万五: what the price is for is what is counted.
_COUNTED = re.compile(
    r"(?P<n>\d+|[一二两三四五六七八九十百千万]+)\s*个?(?P<u>块|月|年|天|场|小时|期|季度|学期|课时|人)[,， ]*"
    "(?:每|一)个?(?P=u)"
)


def _quantity_after(clause: Clause, product: Mention, limit: int) -> Item | None:
    found = [
        i
        for i in clause.of_kind("quantity")
        if product.end <= i.start < limit and not _of_paper(clause.reading.text, i)
    ]
    if len(found) > 1:  # 八百一盏 六十盏, 一盏八百 要六十盏: the one is what the price is for
        found = [i for i in found if not _is_unit_of_price(clause, i)] or found
    return found[0] if found else None


_PAPER = re.compile(r"(?:的)?(?:报价|单子|合同|清单)")

_PAPER_BEFORE = re.compile(
    r"(?:报价单?|单子|合同|清单)(?:给?[我他她]们?|先|再|帮我|也)*[出来做打开写弄整拟]?$"
)


_OFFERED = re.compile("[报出开拟](?:了|过)?$")


def _of_paper(text: str, count: Item) -> bool:
    """报价单出一份, 出一份报价, 各报一份: one paper, of which no goods are counted."""
    return count.value == 1 and bool(
        _PAPER.match(text, count.end)
        or _PAPER_BEFORE.search(text, max(0, count.start - 9), count.start)
        or count.unit == "份"
        and _OFFERED.search(text, max(0, count.start - 2), count.start)
    )


def _quantity_before(clause: Clause, product: Mention) -> Item | None:
    ends = {i.end for i in clause.of_kind("money", "number")}  # 九分钱一个 彩盒一万: of what came before
    before = [
        i
        for i in clause.of_kind("quantity")
        if i.end <= product.start
        and product.start - i.end <= 1
        and i.start not in ends
        and not _of_paper(clause.reading.text, i)
    ]
    return before[-1] if before else None


def _is_unit_of_price(clause: Clause, quantity: Item) -> bool:
    """五百件蜜条 一件八十八, 一百箱蜜条 三百一箱: the one is what the price is for."""
    return quantity.value == 1 and any(
        quantity.end == i.start or i.end == quantity.start for i in clause.of_kind("money", "number")
    )


_IN_TURN = re.compile("分别|依次")


def in_turn(clause: Clause, products: list[Mention], *kinds: str) -> list[Item]:
    """A100和A200 单价分别是800和1200: one for each, behind the last of them; else none."""
    said = _IN_TURN.search(clause.reading.text, products[-1].end, clause.end) if len(products) > 1 else None
    found = [i for i in clause.of_kind(*kinds) if said and i.start >= said.end()]
    return found if len(found) == len(products) else []


_MARK = re.compile(r"[.、)）](?![0-9])")


def is_mark(text: str, item: Item) -> bool:
    """The 2 of 1. A100 10台 2. A200 5台: it only says which line this is."""
    return (
        item.kind == "number"
        and bool(_MARK.match(text, item.end))
        and text[item.start - 1 : item.start] in ("", " ", "\n", ",", "，", ";", "；", "(", "（")
    )


_RAISED = re.compile("^(?:块|元|一.)?[ ,，]*(?:改|涨|降|调|变|提)(?:成|到|为)")  # 单价从九块八改成十块五

_EACH_OF = re.compile(r"[ ,，]*(?:各|每[样种个])(?:自|要|报|订|来|买|拿|下|加|单)*$")

_BESIDE = re.compile("[ 、,，和跟与及加]*")


def _of_each(clause: Clause, at: int) -> Item | None:
    """齿轮箱 冷却水泵各两台: the count behind the last of a row is the count of each."""
    text, products = clause.reading.text, clause.named("product")
    last = at
    while last + 1 < len(products) and _BESIDE.fullmatch(text, products[last].end, products[last + 1].start):
        last += 1
    return next(
        (
            i
            for i in clause.of_kind("quantity")
            if i.start >= products[last].end and _EACH_OF.fullmatch(text, products[last].end, i.start)
        ),
        None,
    )


_COUNT_LABEL = re.compile("数量(?:是|为|[:：])? ?$")


def labelled_count(clause: Clause, start: int, limit: int) -> Item | None:
    """数量50: how many, with no measure behind it."""
    text = clause.reading.text
    numbers = (i for i in clause.of_kind("number") if start <= i.start and i.end <= limit)
    return next((i for i in numbers if _COUNT_LABEL.search(text, max(start, i.start - 5), i.start)), None)


_OF_ONE = re.compile(r"(?:单价|[每各]\S?|@)(?:是|为|按|[:：])? ?$")

_OF_ONE_AFTER = re.compile(r"(?:元|块钱?)? ?(?:[/每]|一(?![共起下些万千百]))")

TOTAL = re.compile(r"(?:总额|总价|总共|总计|合计|一共|金额|合同额|总|共)(?:是|为|[:：])?\s*$")


_ORDERED = re.compile(
    "[ ,，]*(?:先|再|又|也|想|要|下单?|[订定买拿来加]|追加|采购|了|[ ,，])*"
)  # 班牌先要20块


def bare_count(clause: Clause, start: int, limit: int) -> tuple[Item, Item] | None:
    """锂电池四块单价一万二, 彩盒8000 单价1.35, 彩盒一万 八毛: how many, with no measure, and the price of
    one."""
    figures = [i for i in clause.of_kind("money", "number") if start <= i.start and i.end <= limit]
    if len(figures) < 2 or not isinstance(figures[0].value, int):
        return None
    count, price = figures[:2]
    text = clause.reading.text
    if _OF_ONE.search(text[max(start, count.start - 4) : count.start]) or _OF_ONE_AFTER.match(
        text, count.end
    ):
        return None
    said = _OF_ONE.search(text[max(start, price.start - 4) : price.start]) or _OF_ONE_AFTER.match(
        text, price.end
    )
    whole = text[count.start : count.end].endswith("块")  # four yuan, or four of something
    if (
        whole
        and _ORDERED.fullmatch(text, start, count.start) is not None
        and (
            not text[count.end : price.start].strip(" ,，")
            or TOTAL.search(text, max(start, price.start - 5), price.start)
        )
    ):
        return count, price  # 导览屏四块一共三万五, 主板两块一万二
    named = price.kind == "money" and text[price.end - 1] in "元块毛角分钱" and not whole
    return (count, price) if said or named and text[count.end - 1] not in "元块毛角分钱" else None


def _price_of_one(clause: Clause, start: int, limit: int) -> int | float | None:
    """20桶八十一桶: the second count is the price of one."""
    counts = [i for i in clause.of_kind("quantity") if start <= i.start and i.end <= limit]
    if (
        len(counts) == 2
        and counts[0].unit == counts[1].unit
        and clause.reading.text[counts[1].start : counts[1].end].endswith("一" + counts[1].unit)
    ):
        value = counts[1].value
        return value - 1 if isinstance(value, int | float) and value > 10 else None
    return None


def lines_of(clause: Clause, aside: Collection[int] = ()) -> Iterator[tuple[Mention, dict[str, Any]]]:
    """Every product named, with quantity, unit and price as far as they are said.

    `aside`: where sums begin that belong to no product. `price_item` is where the price stands.
    """
    products = clause.named("product")
    counts, sums_in_turn = (
        in_turn(clause, products, *kinds) for kinds in (("quantity",), ("money", "number"))
    )
    led = bool(products) and _quantity_before(clause, products[0]) is not None  # 10台A100和5台A200
    for at, product in enumerate(products):
        limit = products[at + 1].start if at + 1 < len(products) else clause.end
        line: dict[str, Any] = {}
        quantity = (_quantity_before(clause, product) if led else None) or _quantity_after(
            clause, product, limit
        )
        if counts:
            quantity = counts[at]
        elif quantity is None or _is_unit_of_price(clause, quantity):
            quantity = _quantity_before(clause, product) or quantity
        shared = _of_each(clause, at) if quantity is None else None
        quantity = quantity or shared
        quantity = quantity or labelled_count(clause, product.end, limit)
        counted = _COUNTED.search(clause.reading.text, product.end, limit)
        if (
            counted
            and (quantity is None or counted.start() < quantity.start)
            and (count := number(counted["n"])) is not None
        ):
            line["quantity"] = exact(count)
        elif quantity:
            line["quantity"], line["unit"] = quantity.value, quantity.unit
        prices = [
            i
            for i in clause.of_kind("money")
            if product.end <= i.start < limit
            and not (counted and i.start < counted.end("n"))
            and i.start not in aside
        ]
        prices = prices or [
            i
            for i in clause.of_kind("number")
            if product.end <= i.start < limit
            and isinstance(i.value, int | float)
            and i is not quantity
            and not is_mark(clause.reading.text, i)
        ]
        if len(prices) > 1 and _RAISED.search(clause.reading.text[prices[0].end : prices[1].start]):
            prices = prices[1:]
        if shared and not prices:  # 椴树蜜 结晶蜜各两吨 单价两万六
            sums = [i for i in clause.of_kind("money") if i.start >= shared.end and i.start not in aside]
            named = [p for p in products if p.start >= shared.end]
            prices = sums if len(sums) == 1 and not named else prices
        if quantity is None and "quantity" not in line and (pair := bare_count(clause, product.end, limit)):
            line["quantity"], prices = pair[0].value, [pair[1]]
        if not prices and (said := _price_of_one(clause, product.end, limit)):
            line["price"] = said
        prices = [sums_in_turn[at]] if sums_in_turn else prices
        if prices:
            line["price"], line["price_item"] = prices[0].value, prices[0]
        yield product, line


_PER = re.compile(r"(?:元|块钱?)? ?[/每](?![月年天周季次])")

_IS = re.compile(r"(?:是|要|只要|算|按|[:：])? ?")


def of_one(clause: Clause, price: Item) -> bool:
    """单价九十, 每个850, 三百个一个八十五, 20瓶 230一瓶: what one costs, not all of it."""
    text = clause.reading.text
    if not isinstance(price.value, int | float):
        return False
    if _OF_ONE.search(text, max(clause.start, price.start - 5), price.start) or _PER.match(text, price.end):
        return True
    ones = [
        i
        for i in clause.of_kind("quantity")
        if i.value == 1 and text[i.start] == "一" and i.unit not in _BATCHES
    ]
    if any(one.start == price.end for one in ones):
        return True
    ends = {
        i.end for i in clause.of_kind("money", "number")
    }  # 四十五一具三千六: the one is of what came before
    return any(
        one.start not in ends
        and one.end <= price.start
        and (_IS.fullmatch(text, one.end, price.start) or _of_the_same(clause, one, price))
        for one in ones
    )


def _of_the_same(clause: Clause, one: Item, price: Item) -> bool:
    """12个字 一个字680: what is counted is named with the price of one."""
    text = clause.reading.text
    said = text[one.end : price.start].strip()
    return 0 < len(said) < 4 and any(
        i is not one and text.startswith(said, i.end) for i in clause.of_kind("quantity")
    )


_BATCHES = frozenset({"单", "笔", "批", "次"})


def counts_told(clause: Clause) -> list[Item]:
    """Counts of goods: not the 一个 of 两块八一个 and not the 一单 of 追加了一单, where others are given.

    分三批 counts none.
    """
    text = clause.reading.text
    found = [
        i for i in clause.of_kind("quantity") if i.unit not in _BATCHES or text[i.start - 1 : i.start] != "分"
    ]
    ends = {i.end for i in clause.of_kind("money", "number")} | {
        i.end + 1 for i in clause.of_kind("money", "number")
    }
    goods = [i for i in found if not (i.value == 1 and (i.start in ends or i.unit in _BATCHES))]
    return goods or [i for i in found if i.unit not in ("单", "笔", "批")]
