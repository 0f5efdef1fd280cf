"""The slots of quotations, orders and payments: goods with their number and price, sums, days."""

from datetime import date
from decimal import Decimal
from typing import Any

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause
from nlp.rules import common
from nlp.rules.base import Context, Slots
from nlp.rules.goods_told import TOTAL, bare_count, counts_told, labelled_count, lines_of, of_one
from nlp.rules.offers import TOPIC
from nlp.values.value import plain as json_number


@TOPIC.fill("quote.create")
def _quote(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    items: list[dict[str, Any]] = []
    text = clause.reading.text
    whole = {i.start for i in clause.of_kind("money") if TOTAL.search(text, max(0, i.start - 6), i.start)}
    lines = list(lines_of(clause, whole))
    if (context.last == "interaction.log" or context.last == "product.show" and not lines) and not any(
        "quantity" in line or "price" in line for _, line in lines
    ):
        # 口扫仪要两台 让先报价 单价六万八: what he wants was told before the order, or asked for
        all_of_it = Clause.of(clause.reading, 0, clause.end)
        lines = [(product, line) for product, line in lines_of(all_of_it) if "quantity" in line] or lines
    for product, line in lines:
        names = product.of("product")
        called = list(dict.fromkeys(n.name for n in names))
        words = clause.reading.words((product.start, product.end))
        item = {"product": called if len(called) > 1 else called[0] if called else words}
        item |= {k: line[k] for k in ("quantity", "price") if k in line}
        twin = next((other for other in items if other["product"] == item["product"]), None)
        if twin is not None:
            twin.update({k: v for k, v in item.items() if k not in twin})
            continue
        items.append(item)
    slots.put("items", items)
    if percents := clause.of_kind("discount"):
        slots.put("discount", percents[-1].value, common.span(percents[-1]))


@TOPIC.fill("order.create")
def _order(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    products = clause.named("product")
    if products:
        slots.mention("product", products[0], clause, "product")
    labelled = labelled_count(clause, clause.start, clause.end)
    if quantities := counts_told(clause) or ([labelled] if labelled else []):
        slots.put("quantity", quantities[0].value, common.span(quantities[0]))
        begin = max((m.end for m in clause.named("customer")), default=clause.start) - clause.start
        if not products and len(context.product) == 1 and _MORE_OF_IT.match(clause.text, begin):
            slots.put("product", context.product[0].name)
            slots.refs["product"] = context.product
    sums = clause.of_kind("money")
    if (
        len(products) == 1
        and "quantity" not in slots.values
        and (pair := bare_count(clause, products[0].end, clause.end))
    ):
        slots.put("quantity", pair[0].value, common.span(pair[0]))
        sums = [i for i in sums if i is not pair[0]]
    text = clause.reading.text
    whole = [i for i in sums if TOTAL.search(text, max(clause.start, i.start - 6), i.start)]
    unit = [i for i in clause.of_kind("money", "number") if of_one(clause, i)]
    plain = [i for i in sums if i not in unit]
    if (
        unit
        and not whole
        and not plain
        and len(unit) == 1
        and isinstance(slots.values.get("quantity"), int | float)
    ):
        total = Decimal(str(unit[0].value)) * Decimal(str(slots.values["quantity"]))
        slots.put("amount", json_number(total), common.span(unit[0]))
    if not sums and not unit:
        plain = [
            i
            for i in clause.of_kind("number")
            if isinstance(i.value, int | float) and i.value >= 100 and i is not labelled
        ]
    if whole or plain:
        slots.put("amount", (whole or plain)[0].value, common.span((whole or plain)[0]))
    _date(clause, slots)


_MORE_OF_IT = re.compile(
    r"\s*(?:让我?们?|要求|想|要|先|再|又|还|就|给他|[他她]们?|客户)*(?:补|加|追|要|来|订|进|拿|下)"
)


_NOT_PAID = re.compile(
    "(?:欠款?|还差|还欠|剩下?的?|余款|总共|一共|合计|总价|总额|总款|合同额?|合同金额|货款共|应付|应收)"
    r"(?:是|为|还有|还|了|的)?\s*$"
)


def _paid(clause: Clause) -> Item | None:
    """The sum that came in: the one behind the verb, not what is owed or the whole price."""
    sums = [
        i
        for i in clause.of_kind("money")
        if not _NOT_PAID.search(clause.reading.text[max(clause.start, i.start - 8) : i.start])
    ]
    acts = clause.marked("pay_act")
    if len(sums) > 1 and acts:
        after = [i for i in sums if i.start >= acts[0].end]
        before = [i for i in sums if i.end <= acts[0].start]
        paid = (after or before[-1:] or sums)[0]
        return _exactly(clause, paid, after) if len(after) > 1 else paid
    return sums[0] if sums else common.money(clause)


_ABOUT = re.compile("[多来几]|出头|左右|上下|的?样子")


def _exactly(clause: Clause, rough: Item, sums: list[Item]) -> Item:
    """打款一万出头 一万零六百: the sum told to the yuan right behind the rough one."""
    then = next((i for i in sums if i.start > rough.end), rough)
    near = abs(then.value - rough.value) * 5 <= rough.value
    return then if near and _ABOUT.match(clause.reading.text, rough.end) else rough


_PERIODS = frozenset({"week", "month", "quarter", "half", "year"})  # 这月回了三笔: no day of payment


# 交货年前, 交期3月10号: when it is to be there, not when it was ordered.
_DELIVERED = re.compile(
    "(?:交货期?|交期|发货|到货|送货|交付|要货)(?:日期|时间)?(?:就|要|得|在|是|定|为|[:： ])*$"
)


_THE_REST = re.compile(
    "(?:剩下?的?|剩余的?|余款|余下的?|尾款|另外的?)[^,，。 ]{0,4}$"
)  # 打了两千 说剩下的月底


def _date(clause: Clause, slots: Slots) -> None:
    text = clause.reading.text
    times = [
        i
        for i in clause.of_kind("time")
        if "future" not in i.tenses
        and not (i.time is not None and i.time.grain in _PERIODS)
        and not re.match("了|对账|[:：]", text[i.end : i.end + 2])
        and not _DELIVERED.search(text, max(clause.start, i.start - 6), i.start)
        and not ("coming" in i.tenses and _THE_REST.search(text, clause.start, i.start))
        and not (
            "coming" in i.tenses
            and (text[i.end - 1] == "前" or re.match("(?:之|以)?[前内]", text[i.end : i.end + 2]))
        )  # 周五前到: a deadline
        and not (
            "coming" in i.tenses
            and re.match(
                "再?(?:[结付打补给交送清](?!了|过|款|来|的)|发货|提货|到货|要货|进场|要(?=$|[,，。 ]))",
                text[i.end : i.end + 3],
            )
        )
    ]
    if times:
        slots.put("date", _nearer(times[0]), common.span(times[0]))


def _nearer(item: Item) -> str:
    """5月20号 said on the 12th of May is to come; half a year back nobody signs."""
    before, after = item.day(past=True), item.day(past=False)
    if item.time is None or before == after or "T" in before:
        return before
    today = item.time.now.date()
    gone, ahead = (today - date.fromisoformat(before)).days, (date.fromisoformat(after) - today).days
    return after if gone > 180 and ahead < 60 else before


@TOPIC.fill("order.list")
def _orders(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, carry=common.says_they(clause))
    if times := clause.of_kind("time"):
        slots.put("range", times[0].period(past=True), common.span(times[0]))
    person = common.user_mention(clause)
    if person:
        common.user(person, clause, slots, "owner")
    elif clause.has("scope=me") and re.search(
        "(?<![给帮发])我(?:的|签|下|名下|这|今|去年|上|本|最近)", clause.text
    ):
        slots.put("owner", "me")


@TOPIC.fill("payment.log")
def _payment(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    if item := _paid(clause) or next(iter(clause.of_kind("number")), None):
        slots.put("amount", item.value, common.span(item))
        if left := _LEFT_TO_PAY.search(clause.reading.text, item.end, clause.end):
            clause = Clause.of(clause.reading, clause.start, left.start())
    _date(clause, slots)


# 到账5万 余款月底: the day of what is still to come is not the day it came.
_LEFT_TO_PAY = re.compile(
    "[ ,，](?:剩下?的?|余款|尾款|其余的?|另外?一半|另外的|余下的?|还[差欠][^,，。 ]{0,6}?|下一?笔)"
    "(?![^,，。 ]*(?:到账|[到付打转汇结][了清过]))"
)
