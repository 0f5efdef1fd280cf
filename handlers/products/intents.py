"""产品: 「A100多少钱 有货吗」; for those who keep the list 「新增产品 A100 单价800」「A100入库20」."""

import re

from crm.errors import Refused
from crm.sales import products, stock
from handlers.context import Context, Question
from handlers.paging import listing
from handlers.phrases import as_typed, customers_called, says
from handlers.products import facts as product_facts
from handlers.products import words
from handlers.products.facts import NUMBER, number
from handlers.products.refs import called, decimal_slot, known_product, sold_just_now
from handlers.registry import handles
from nlp.frames import Frame

P = r"(.{1,24}?)"
EACH = " ?(?:(?:/|每|一)[a-z\u4e00-\u9fff]{1,2})?"
COUNT = rf"({NUMBER}) ?(?:[a-z]{{1,3}}|[\u4e00-\u9fff]{{1,2}})?"
UNIT = "[包台个箱件套瓶米吨斤把只支桶袋盒块张条份次](?![\u4e00-\u9fff])|公斤"
NO_GOODS = re.compile(
    "[我你他她它谁哪这那欠付收签卖花省赚给还]|多少|总|一共|报价|订单|合同|回款|客户|公司|运费|目标|项目|上次|今天|昨天|月|年|周|逾期|到期|应收|以[上下内]"
)
BARE = re.compile(r"[a-z0-9\u4e00-\u9fff]")


@handles("product.show")
def show(frame: Frame, ctx: Context) -> str:
    """Price and stock of one product; of several of that name a line each."""
    product = known_product(frame, ctx)
    return words.card(product, products.may_keep(ctx.user))


GOODS = "(?:产品|商品|货品)"


@says(
    f"{GOODS}(?:列表|目录|清单|价格|名单)?",
    "(?:看看|看一下|查一下|查|发我|给我)?(?:价目表|价格表|报价表|产品表|库存表|库存)(?:发我|看看|看一下)?",
    f"(?:我们)?(?:有|卖|在售|都有)(?:哪些|什么|啥)(?:{GOODS}|货)",
    "(?:有|有没有|我们有|给我|发我|看看)(?:个|一份|张)?(?:价目表|价格表|报价表|产品表|产品目录|型号表)(?:吗|么|没有|看看|呢)?",
)
def read_list(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("product.list")


@handles("product.list")
def list_(frame: Frame, ctx: Context) -> str:
    """The price list with stock."""
    found = products.catalogue(ctx.session)
    if not found:
        return words.NONE_YET
    ctx.remember(listed={"kind": "product", "ids": [product.id for product in found]})
    lines = [f"{n}. {words.line(product)}" for n, product in enumerate(found, 1)]
    return listing(ctx, words.head(len(found), "价目表"), lines)


@says(
    "(?:新增|新建|添加|增加|录入|录|加)(?:一个|个|一款|款)?(?:新)?(?:产品|商品|货品)(.*)",
    "新(?:产品|商品|货品)[: ](.+)",
)
def read_add(match: re.Match[str], ctx: Context) -> Frame:
    """The words as they were typed: a model number keeps its capitals."""
    said = re.split("产品|商品|货品", ctx.text, maxsplit=1)[-1]
    return Frame("product.create", {"facts": said.strip(" :：,，")} if said.strip() else {})


@handles("product.create")
def create(frame: Frame, ctx: Context) -> str:
    """A new product; only for those who keep the list."""
    _must_keep(ctx)
    facts = product_facts.read(str(frame.slots.get("facts", "")))
    if not facts.name or not BARE.search(facts.name.lower()):
        raise Question(words.ASK_NEW, "facts")
    made = products.add(
        ctx.session,
        facts.name,
        ctx.now,
        code=facts.code if facts.code != facts.name else "",
        aliases=facts.aliases,
        unit=facts.unit,
        price=facts.price,
        cost=facts.cost,
        quantity=facts.quantity,
    )
    return words.added(made)


@says(
    rf"(?P<what>[\u4e00-\u9fffa-z0-9]{{2,10}}?)(?:现在|的|一般|都)*(?:多少钱|什么价格?|啥价|怎么卖)(?:一?(?:{UNIT}))?(?:啊|呢)?",
    r"(?P<what>[\u4e00-\u9fffa-z0-9]{2,10}?)(?:我们)?(?:现在|都)*有(?:哪些|什么|几种|几个)(?:型号|款式?|规格|牌子)(?:啊|呢)?",
)
def read_priced(match: re.Match[str], ctx: Context) -> Frame | None:
    """豆子多少钱一包, 咖啡机有哪些型号: also of what is not in the list, which is said."""
    what = match["what"]
    if (
        ctx.open is not None
        or NO_GOODS.search(what)
        or ctx.names.mentioned(what)
        or customers_called(what, ctx)
    ):
        return None
    said = as_typed(match, ctx)["what"]  # A101
    return Frame("product.show", {"product": said}, refs={"product": called(what, ctx)})


PRICE = "(?:单价|价格|售价|定价|标价)"
TO = "(?:到|成|为|至|是|:)?"


@says(
    rf"(?:把)?{P}的?{PRICE}?(?:改价|调价|涨价|降价|涨|降|调){TO} ?({NUMBER}){EACH}",
    rf"(?:把)?{P}的?{PRICE}(?:改|换|变|定)?{TO} ?({NUMBER}){EACH}",
)
def read_price(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of a product in the list. Just after a quote or an order with it, the price there is meant."""
    found, value = called(match[1], ctx), number(match[2])
    if value is None:
        return None
    if not found:
        unmistakable = re.search("改价|调价", match[0]) is not None
        return Frame("product.price", {"product": match[1], "value": str(value)}) if unmistakable else None
    if "改价" not in match[0] and sold_just_now(match[1], ctx):
        return Frame(
            "correct", {"field": "price", "value": str(value), "product": match[1]}, refs={"product": found}
        )
    slots = {"product": match[1], "value": str(value)}
    return Frame("product.price", slots, refs={"product": found})


@handles("product.price")
def reprice(frame: Frame, ctx: Context) -> str:
    """A new list price. What was quoted or sold before keeps its own."""
    _must_keep(ctx)
    product = known_product(frame, ctx)
    value = decimal_slot(frame, "value")
    assert value is not None
    before = product.price
    products.set_price(product, value)
    return words.repriced(product, before) if before != product.price else words.same_price(product)


@says(rf"(?:把)?{P}的?(?:成本|成本价|进价)(?:改|换|调)?(?:到|成|为|是|:|：)? ?({NUMBER})")
def read_cost(match: re.Match[str], ctx: Context) -> Frame | None:
    found, value = called(match[1], ctx), number(match[2])
    if not found or value is None:
        return None
    slots = {"product": match[1], "value": str(value)}
    return Frame("product.cost", slots, refs={"product": found})


@handles("product.cost")
def recost(frame: Frame, ctx: Context) -> str:
    """What one costs the company: for margins, never shown to reps."""
    _must_keep(ctx)
    product = known_product(frame, ctx)
    value = decimal_slot(frame, "value")
    assert value is not None
    products.set_cost(product, value)
    return words.costed(product)


IN, OUT = "入库|到货|补货|进货|入仓|补库存", "出库|报损|损耗|领用"


@says(rf"{P}(?:又|新)?({IN}|{OUT})了? ?{COUNT}", rf"({IN}|{OUT})了? ?{P} ?{COUNT}")
def read_receive(match: re.Match[str], ctx: Context) -> Frame | None:
    """A100入库20, 入库A100 20台."""
    verb_first = re.fullmatch(f"{IN}|{OUT}", match[1]) is not None
    verb, said = (match[1], match[2]) if verb_first else (match[2], match[1])
    return _moved("product.receive", said, match[3], ctx, -1 if re.fullmatch(OUT, verb) else 1)


@says(
    rf"{P}的?(?:库存)?(?:盘点|盘库|盘存|实盘|盘)(?:了|为|是|成|数|下来|:)* ?{COUNT}",
    rf"(?:盘点|盘库|盘存) ?{P} ?{COUNT}",
    rf"(?:把)?{P}的?(?:实际|现有)?库存(?:改|调|设|更新)?(?:到|成|为|是|:)? ?{COUNT}",
)
def read_count(match: re.Match[str], ctx: Context) -> Frame | None:
    return _moved("product.count", match[1], match[2], ctx)


def _moved(intent: str, said: str, amount: str, ctx: Context, sign: int = 1) -> Frame | None:
    value = number(amount)
    if value is None:
        return None
    found = called(said, ctx)
    if not found and not re.search(f"{IN}|{OUT}|盘点|盘库|盘存", ctx.text):
        return None
    slots = {"product": said.strip(), "value": str(sign * value)}
    return Frame(intent, slots, refs={"product": found} if found else {})


@handles("product.receive", "product.count")
def move(frame: Frame, ctx: Context) -> str:
    """Goods in, goods out, and what was counted."""
    _must_keep(ctx)
    product = known_product(frame, ctx)
    value = decimal_slot(frame, "value")
    assert value is not None
    before = product.stock
    if frame.intent == "product.count":
        stock.count(ctx.session, product, value, ctx.now)
        return words.counted(product, before)
    if value < 0 and product.stock is not None and product.stock + value < 0:
        raise Refused(
            f"{products.label(product)}只有{words.stock(product).removeprefix('库存')}，出不了这么多。"
        )
    stock.receive(ctx.session, product, value, ctx.now)
    return words.received(product, value)


@says(
    rf"(?:把)?{P}(?:先)?(停售|停产|下架|停卖|恢复销售|恢复|上架|重新上架|重新卖)了?",
    "(停售|下架|恢复销售|上架) ?(.{1,24})",
)
def read_stop(match: re.Match[str], ctx: Context) -> Frame | None:
    verb_first = re.fullmatch("停售|下架|恢复销售|上架", match[1]) is not None
    verb, said = (match[1], match[2]) if verb_first else (match[2], match[1])
    found = called(said, ctx)
    if not found:
        return None
    active = "停" not in verb and "下架" not in verb
    return Frame("product.stop", {"product": said, "active": active}, refs={"product": found})


@handles("product.stop")
def stop(frame: Frame, ctx: Context) -> str:
    """停售, and back in sale."""
    _must_keep(ctx)
    product = known_product(frame, ctx)
    product.active = bool(frame.slots.get("active"))
    return words.resumed(product) if product.active else words.stopped(product)


@says(rf"{P}(?:也|又|还)(?:叫做?|称) ?(.{{1,20}})", rf"{P}的?(?:别名|简称|俗称)(?:是|叫|为|:)? ?(.{{1,20}})")
def read_alias(match: re.Match[str], ctx: Context) -> Frame | None:
    found = called(match[1], ctx)
    if not found:
        return None
    return Frame("product.alias", {"product": match[1], "value": match[2]}, refs={"product": found})


@handles("product.alias")
def alias(frame: Frame, ctx: Context) -> str:
    """One more name a product is found by."""
    _must_keep(ctx)
    product = known_product(frame, ctx)
    also = [word for word in re.split("[、,， ]+", str(frame.slots["value"])) if word]
    products.rename(ctx.session, product, aliases=list(dict.fromkeys([*product.aliases, *also])))
    return words.renamed(product)


ASKS = "多少钱|什么价|啥价|价格|单价|怎么卖|有货吗|有没有货|库存(?:多少)?|还有多少|还有货吗|还剩多少"


@says(f"{P}(?:{ASKS})[?？吗呢啊]*")
def read_show(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only what is in the list: the parser reads the rest."""
    found = called(re.sub("^(?:查(?:一下)?|看看|问一下|请问)", "", match[1]).rstrip("的现在还"), ctx)
    return Frame("product.show", {"product": match[1]}, refs={"product": found}) if found else None


def _must_keep(ctx: Context) -> None:
    if not products.may_keep(ctx.user):
        raise Refused(words.NOT_YOURS)
