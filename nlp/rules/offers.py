"""Quotations, orders, payments and what a product costs."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.payments import begins_with_payment, outstanding
from nlp.reading import Clause
from nlp.rules import common, news
from nlp.rules.base import Context, Rule, Slots, Topic
from nlp.values.numerals import number
from nlp.values.value import exact
from nlp.values.value import plain as json_number

_OFFERED = (
    "(?:^|[^播预申汇举填上误虚谎])报(?:了(?![名警销修错到人喜几多]|[^,，。]{0,3}什么|啥|没|吗)"
    "|的(?!价|人|名|喜|警)|(?:过去|出去|上去)了|给[^,，。]{1,8}了(?=$|[ ,，]))"
)
_RIVAL = re.compile(
    "友商|同行|对手|竞品|竞争|别家|别人|人家|那家|听说|谁报|[他她]们?(?:自己)?报|(?:跟|给|和|对|向)"
    "(?:我|咱)们?(?:又|也|就)?报|比(?:我|咱)们?"
)
_TO = re.compile(r"(?:^|[ ,，]|我们?|咱们?|先|再|就|又|已经|刚才?|今天|昨天)给")


def _offered(clause: Clause) -> bool:
    """渭化膜报了 七千一支: a price of ours that went to a customer, and not what a rival asks."""
    reading = clause.reading
    text = reading.text
    if (
        _RIVAL.search(text)
        or "给" in clause.chars
        and "报给" not in clause.text
        and not _TO.search(clause.text)
    ):
        return False
    return any(
        m.kind == "customer" or m.kind == "person" and m.of("contact") for m in reading.mentions
    ) and any(i.kind in ("money", "quantity", "number") for i in reading.items)


# 他说质量不错让我报个价: what he would like, and nothing yet to make a quotation of.
_ASKED_FOR = re.compile(r"(?:让|叫|喊|催|想要?|要求)(?:我们?|咱们?)?(?:先|再|尽快|赶紧|也|给[他她]们?)*报")


def _is_asked_for(clause: Clause) -> bool:
    whole = clause.reading
    goods = any(i.kind in ("money", "quantity", "number") for i in whole.items) or any(
        m.kind == "product" for m in whole.mentions
    )
    return not goods and _ASKED_FOR.search(whole.text, max(0, clause.start - 4), clause.end) is not None


# 螺纹钢100吨 3480一吨 报给恒通重机: the goods stand before the order.
_TO_WHOM = re.compile(r"(?:^|[^播预申汇举填上误虚谎])报(?:价单?)?(?:一下|下)?(?:给|发给?)?$")
_NO_MORE = re.compile(r"(?![没吗呢])[\u4e00-\u9fff]{0,2}?(?:那边|他们|[吧哈啊了,，。!！ ])*")


def _goods_first(clause: Clause) -> bool:
    """At the end of the message to whom the price goes, before it what and how much."""
    heads, whole = clause.named("customer"), clause.reading
    if not heads:
        return False
    head = heads[-1]
    return (
        _NO_MORE.fullmatch(whole.text, head.end) is not None
        and _TO_WHOM.search(whole.text, clause.start, head.start) is not None
        and any(m.kind == "product" and m.end < head.start for m in whole.mentions)
        and any(i.kind in ("quantity", "money", "number") and i.end < head.start for i in whole.items)
    )


TOPIC = Topic(
    Rule("报了 P M", "quote.create", 6.4,
         none="ask asked_back never met remind coming chat if opp_word approval_word campaign_word "
              "survey_word order_word order_act type ticket_word win lose user measure task_word third",
         says=_OFFERED, when=_offered, trust=2),
    Rule("货在前, 报给 X", "quote.create", 7.2, "customer",
         none="ask asked_back never met remind coming chat if approval_word order_act ticket_word win lose "
              "task_word third",
         says="报", when=_goods_first, trust=2),
    Rule("出报价", "quote.create", 7.5, "quote_word", any="product quantity money discount",
         none="stock_word ask asked_back never met remind future task_word stage_word show",
         when=lambda c: not re.search("发(?:给|一下|送|份)?.{0,6}报价|报价(?:单)?(?:发|寄|给他"
                                      "|给她)|聊", c.text)),
    Rule("给 X 报价", "quote.create", 6.3, "quote_word",
         none="ask asked_back never met reported remind coming task_word stage_word show change past assign "
              "opp_word money level",
         says=r"(?:报个?价|报价单?|报一个?价)(?:如下|一下|下|吧|哈)?[:：]?\s*$",
         when=lambda c: not _is_asked_for(c)
                  and not re.search("[发看聊谈改催等要问说附](?:一?下|了|过)?(?:.{0,8})报价"
                                    "|报价(?:了|过)", c.text)),
    Rule("报 P N 台 每台 M", "quote.create", 6.4, "product quantity money customer",
         any="label=price quote_word", none="ask remind order_act order_word met third",
         when=lambda c: "报" in c.text),
    Rule("给 X 报 G N 台 M", "quote.create", 7.2, "customer product", any="quantity money number",
         none="ask asked_back remind met coming third order_act order_word show type ticket_word opp_word "
              "approval_word reported",
         says="(?:^|[ ,，])(?:再|也|另外|然后|先|就)*(?:给|跟|替)[^,，。 ]{1,12}?报(?!修|名|备|告|警|销|到"
              "|障|案|废|关|表|批|个?价)"),
    Rule("给 X 报个价", "quote.create", 6.5, "quote_word customer", any="add product",
         none="ask met remind future task_word third stage_word show change",
         says="(?:出|做|建|开|录|来|打|弄|整|搞|写)[一份个张下]{0,2}[^,，。]{0,6}报价|报(?:个|一个|一下)价"
              r"|^\s*给.{1,10}报价",
         when=lambda c: not re.search("发", c.text)),
    Rule("下单", "order.create", 7.5, "order_act", any="product money quantity",
         none="ask remind by show future_plan third_says measure_number quote_word wrong",
         when=lambda c: not re.search("如果|打算|考虑|可能|想|准备(?:下单|买)|要买|能不能|还没"
                                      "|没下单", c.text)),
    Rule("货和钱", "order.create", 6.2, "customer product quantity money",
         none="ask show remind by quote_word stock_word label=price met reported future task_word third "
              "approval_word goal_word pay_word",
         when=lambda c: not re.search("预算|立项|招标|意向|打算|想[要上买]|机会", c.text)),
    Rule("货和数", "order.create", 6.1, "customer product quantity number",
         none="money ask show remind by quote_word stock_word label=price met reported future task_word "
              "third approval_word goal_word pay_word type fault ticket_word opp_word",
         when=lambda c: any(isinstance(i.value, int | float)
                  and i.value >= 1000 for i in c.of_kind("number"))),
    Rule("下了 N 台 P", "order.create", 6.3, "customer product quantity",
         none="ask show remind future quote_word third stock_word label=price task_word reported type fault "
              "approval_word opp_word coming chat",
         says=r"(?:下|订|定|买|采购|签|追加)了\s*[\d一二两三四五六七八九十百千万]+\s*"
              "[台套桶份件箱个年期吨公斤]"),
    Rule("录订单", "order.create", 7, "order_word add", none="ask show remind coming by task_word",
         says=r"(?:录|建|增|加|添|登记|创建|开|补|记|入)[^,，。]{0,10}?(?:订单|合同|单子|定单)"),
    Rule("合同 N 万", "order.create", 6.5, "order_word", any="money product",
         none="ask show remind by future measure_number pay_act change task_word met wrong",
         says=r"签|下|订|新|定|成|(?:订单|合同|单子)[:：]|录",
         when=lambda c: not re.search("拿下|赢单|中标|成交了", c.text) or c.has("quantity")),
    Rule("X 的订单", "order.list", 6, "order_word", any="show ask time customer user scope=me",
         none="future urgent add money product met measure_number by remind pay_act change act_deal export "
              "win task_word approval_word quantity order_act",
         when=lambda c: not re.search("多少单|订单(?:数|量|额)|多少(?:个|笔)?订单|几单|几个订单|把|寄|送|签"
                                      "|待审|审批|盖章|发|还没|法务|卡在|没[看批盖审]", c.text)),
    Rule("订单记录", "order.list", 8.2, "order_word", any="customer user time scope=me",
         none="remind assign by export money met",
         says="(?<![加建补记录登])(?:订单|合同|采购|下单|购买)(?:的)?(?:历史|记录|清单|列表"
              r"|明细)[呢吧]?\s*$"),
    Rule("我签的合同", "order.list", 6.2, "order_word", any="scope=me user time",
         none="remind money product add future", says=r"签的?(?:合同|订单|单子?)$|下的(?:订单|单)$"),
    Rule("买过什么", "order.list", 6.6, "customer ask", none="add remind met time_plan type fault",
         says=r"(?:买|订|采购|下单|下|要|拿|签)(?:过|了|的)(?:些|都)?(?:哪些|什么|啥|多少货)"),
    Rule("最近下了什么单", "order.list", 6.5, "customer ask", any="order_act order_word",
         none="add remind measure_number",
         says="(?:下|买|订|签)(?:了|过)?(?:哪些|什么|啥)|(?:什么|哪些|啥)(?:单|订单|合同)|有(?:没有|哪些)?"
              "(?:下单|订单)"),
    Rule("P 要 N 箱 G, M", "order.create", 6.2, any="contact customer",
         none="ask remind by show met reported future coming task_word approval_word goal_word pay_word "
              "quote_word opp_word ticket_word chat if third_says",
         when=news.wants, trust=3),
    Rule("P 的 PO 来了", "order.create", 6.8, any="contact customer",
         none="ask remind by show coming task_word approval_word chat if opp_word third_says",
         says=news.PAPER, when=news.paper_came, trust=2),
    Rule("P 给了 N", "payment.log", 7.4, any="contact customer",
         none="ask remind future by coming goal_word order_word approval_word opp_word wrong quote_word if "
              "never chat product measure_number quantity",
         when=news.paid, trust=1),
    Rule("打款 N, 不带单位", "payment.log", 7, "pay_act number customer",
         none="ask remind goal_word future by product quantity reported", when=lambda c: not outstanding(c)),
    Rule("打款 N", "payment.log", 7.5, "pay_act money",
         none="ask remind goal_word future by measure_number approval_word third_promise order_add wrong "
              "claim_money report_word",
         when=lambda c: not re.search("还差|还欠|还没|没到|没打|催|答应|承诺|说.{0,6}(?:打|付)|要付|要打"
                                      "|报销|下周|下个月|明天|后天", c.text)
                  and not outstanding(c)),
    Rule("尾款 N 到了", "payment.log", 8.2, "pay_act pay_word", any="money number",
         none="ask asked_back remind goal_word coming by measure_number approval_word wrong if never",
         when=begins_with_payment, trust=6),
    Rule("录回款", "payment.log", 7, "pay_word add", none="ask show remind by future how goal_word",
         says=r"(?:录|记|登记|加|入|新增|补)[^,，。]{0,8}(?:回款|到账|打款|收款|货款|款)"),
    Rule("尾款打了", "payment.log", 6.6, "pay_word customer",
         none="ask show remind by future goal_word if approval_word order_word",
         says=r"(?:款|钱)(?:终于|已经|都|也)?(?:打了|到了|付了|结了|给了|转了|到账|收到)|给钱了|打钱了"),
    Rule("收到钱", "payment.log", 6, "money customer", any="pay_word",
         none="ask show remind by future goal_word change order_act opp_word wrong approval_word field",
         says=r"到|回|打|付|收|入账|款",
         when=lambda c: not re.search(r"还差|还欠|还没|没到|没打|催|目标", c.text) and not outstanding(c)),
    Rule("多少钱, 有货吗", "product.show", 7, "product stock_word",
         none="reported third ticket_word case_ref money add remind met order_act quote_out change future",
         when=lambda c: not re.search(r"报价(?:单|给)|给.{1,8}报|^\s*某+[\u4e00-\u9fff]{0,3}[讲说]"
                                      r"[^,，。?？]*(?:还[剩有]|只[剩有])[一两二三四五六七八九十\d]",
                                      c.text)),
    Rule("看产品", "product.show", 5, "product", any="show ask",
         none="customer money add remind met order_act opp_word task_word ticket_word measure by "
              "device_word time quote_word type to_user_real order_word report_word",
         when=lambda c: len(c.text) <= 18),
    Rule("只有产品", "product.show", 3, "product", none="customer money time person quantity act",
         when=lambda c: len(re.sub(r"[\W_]", "", c.text))
                  - sum(m.end - m.start for m in c.named("product")) <= 1),
)  # fmt: skip


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
    if len(found) > 1:  # 八百一盏 六十盏: the one is what the price is for
        ends = {i.end for i in clause.of_kind("money", "number")}
        found = [i for i in found if not (i.value == 1 and i.start in ends)] or found
    return found[0] if found else None


_PAPER = re.compile(r"(?:的)?(?:报价|单子|合同|清单)")
_PAPER_BEFORE = re.compile(
    r"(?:报价单?|单子|合同|清单)(?:给?[我他她]们?|先|再|帮我|也)*[出来做打开写弄整拟]?$"
)


def _of_paper(text: str, count: Item) -> bool:
    """报价单出一份, 出一份报价: one paper, of which no goods are counted."""
    return count.value == 1 and bool(
        _PAPER.match(text, count.end) or _PAPER_BEFORE.search(text, max(0, count.start - 9), count.start)
    )


def _quantity_before(clause: Clause, product: Mention) -> Item | None:
    ends = {i.end for i in clause.of_kind("money", "number")}  # 九分钱一个 彩盒一万: of what came before
    before = [
        i
        for i in clause.of_kind("quantity")
        if i.end <= product.start and product.start - i.end <= 1 and i.start not in ends
    ]
    return before[-1] if before else None


def _is_unit_of_price(clause: Clause, quantity: Item) -> bool:
    """五百件蜜条 一件八十八, 一百箱蜜条 三百一箱: the one is what the price is for."""
    return quantity.value == 1 and any(
        quantity.end == i.start or i.end == quantity.start for i in clause.of_kind("money", "number")
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


_OF_ONE = re.compile(r"(?:单价|[每各]\S?|@)(?:是|为|按|[:：])? ?$")
_OF_ONE_AFTER = re.compile(r"(?:元|块钱?)? ?(?:[/每]|一(?![共起下些]))")


_TOTAL = re.compile(r"(?:总额|总价|总共|总计|合计|一共|金额|总|共)(?:是|为|[:：])?\s*$")


def _bare_count(clause: Clause, start: int, limit: int) -> tuple[Item, Item] | None:
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
    if whole and count.start - start <= 1 and _TOTAL.search(text, max(start, price.start - 5), price.start):
        return count, price  # 导览屏四块一共三万五
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


@TOPIC.fill("quote.create")
def _quote(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    items: list[dict[str, Any]] = []
    lines = list(lines_of(clause))
    if not lines and context.last == "interaction.log":
        # 口扫仪要两台 让先报价 单价六万八: what he wants was told before the order
        whole = Clause.of(clause.reading, 0, clause.end)
        lines = [(product, line) for product, line in lines_of(whole) if "quantity" in line]
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


def lines_of(clause: Clause, aside: Collection[int] = ()) -> Iterator[tuple[Mention, dict[str, Any]]]:
    """Every product named, with quantity, unit and price as far as they are said.

    `aside`: where sums begin that belong to no product. `price_item` is where the price stands.
    """
    products = clause.named("product")
    for at, product in enumerate(products):
        limit = products[at + 1].start if at + 1 < len(products) else clause.end
        line: dict[str, Any] = {}
        quantity = _quantity_after(clause, product, limit)
        if quantity is None or _is_unit_of_price(clause, quantity):
            quantity = _quantity_before(clause, product) or quantity
        shared = _of_each(clause, at) if quantity is None else None
        quantity = quantity or shared
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
            if product.end <= i.start < limit and isinstance(i.value, int | float)
        ]
        if len(prices) > 1 and _RAISED.search(clause.reading.text[prices[0].end : prices[1].start]):
            prices = prices[1:]
        if shared and not prices:  # 椴树蜜 结晶蜜各两吨 单价两万六
            sums = [i for i in clause.of_kind("money") if i.start >= shared.end and i.start not in aside]
            named = [p for p in products if p.start >= shared.end]
            prices = sums if len(sums) == 1 and not named else prices
        if quantity is None and "quantity" not in line and (pair := _bare_count(clause, product.end, limit)):
            line["quantity"], prices = pair[0].value, [pair[1]]
        if not prices and (said := _price_of_one(clause, product.end, limit)):
            line["price"] = said
        if prices:
            line["price"], line["price_item"] = prices[0].value, prices[0]
        yield product, line


@TOPIC.fill("order.create")
def _order(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    products = clause.named("product")
    if products:
        slots.mention("product", products[0], clause, "product")
    if quantities := _quantities(clause):
        slots.put("quantity", quantities[0].value, common.span(quantities[0]))
        begin = max((m.end for m in clause.named("customer")), default=clause.start) - clause.start
        if not products and len(context.product) == 1 and _MORE_OF_IT.match(clause.text, begin):
            slots.put("product", context.product[0].name)
            slots.refs["product"] = context.product
    sums = clause.of_kind("money")
    if (
        len(products) == 1
        and "quantity" not in slots.values
        and (pair := _bare_count(clause, products[0].end, clause.end))
    ):
        slots.put("quantity", pair[0].value, common.span(pair[0]))
        sums = [i for i in sums if i is not pair[0]]
    text = clause.reading.text
    whole = [i for i in sums if _TOTAL.search(text, max(clause.start, i.start - 6), i.start)]
    unit = [i for i in clause.of_kind("money", "number") if _of_one(clause, i)]
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
        plain = [i for i in clause.of_kind("number") if isinstance(i.value, int | float) and i.value >= 100]
    if whole or plain:
        slots.put("amount", (whole or plain)[0].value, common.span((whole or plain)[0]))
    _date(clause, slots)


_PER = re.compile(r"(?:元|块钱?)? ?[/每](?![月年天周季次])")
_IS = re.compile(r"(?:是|要|只要|算|按|[:：])? ?")


def _of_one(clause: Clause, price: Item) -> bool:
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
        one.start not in ends and one.end <= price.start and _IS.fullmatch(text, one.end, price.start)
        for one in ones
    )


_BATCHES = frozenset({"单", "笔", "批", "次"})

_MORE_OF_IT = re.compile(
    r"\s*(?:让我?们?|要求|想|要|先|再|又|还|就|给他|[他她]们?|客户)*(?:补|加|追|要|来|订|进|拿|下)"
)
"""驱虫滴剂卖断货了, 再补五百盒: more of what was spoken of."""


def _quantities(clause: Clause) -> list[Item]:
    """Counts of goods: not the 一个 of 两块八一个 and not the 一单 of 追加了一单, where others are given."""
    found = clause.of_kind("quantity")
    ends = {i.end for i in clause.of_kind("money", "number")} | {
        i.end + 1 for i in clause.of_kind("money", "number")
    }
    goods = [i for i in found if not (i.value == 1 and (i.start in ends or i.unit in _BATCHES))]
    return goods or [i for i in found if i.unit not in ("单", "笔", "批")]


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
        return (after or before[-1:] or sums)[0]
    return sums[0] if sums else common.money(clause)


_PERIODS = frozenset({"week", "month", "quarter", "half", "year"})  # 这月回了三笔: no day of payment


def _date(clause: Clause, slots: Slots) -> None:
    text = clause.reading.text
    times = [
        i
        for i in clause.of_kind("time")
        if "future" not in i.tenses
        and not (i.time is not None and i.time.grain in _PERIODS)
        and not re.match("了|对账|[:：]", text[i.end : i.end + 2])
        and not (
            "coming" in i.tenses
            and re.match(
                "再?(?:[结付打补给交送](?!了|过|款|来|的)|发货|提货|到货|要货|进场)", text[i.end : i.end + 3]
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
    _date(clause, slots)


@TOPIC.fill("product.show")
def _product(clause: Clause, slots: Slots, context: Context) -> None:
    products = clause.named("product")
    if products:
        slots.mention("product", products[0], clause, "product")
