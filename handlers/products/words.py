"""What is said of products, prices and stock."""

from collections.abc import Sequence
from decimal import Decimal

from crm import money
from crm.sales.products import label
from models.selling import Product

ASK_NEW = "新产品叫什么、多少钱？比如「新增产品 A100 交换机 单价800 库存50」"
ASK_WHICH = "是哪个产品？"
NOT_YOURS = "产品和价格由主管或管理员维护，请找他们改。想查价直接说「A100多少钱」。"
NONE_YET = "价目表还是空的。主管或管理员可以发「新增产品 A100 交换机 单价800 库存50」，或用表格导入。"
UNDO = "记错了发「撤销」"


def price(product: Product) -> str:
    """`800元/台`, or that there is none."""
    if product.price is None:
        return "没定价"
    return money.yuan(product.price) + (f"/{product.unit}" if product.unit else "")


def stock(product: Product) -> str:
    """`库存50台`, or that it is not counted."""
    if product.stock is None:
        return "库存没盘过"
    return f"库存{money.count(product.stock)}{product.unit}"


def count(quantity: Decimal, product: Product) -> str:
    return f"{money.count(quantity)}{product.unit}"


def line(product: Product) -> str:
    """One line of the price list."""
    left = "" if product.stock is None else f" · {stock(product)}"
    return f"{label(product)} {price(product)}{left}"


def card(product: Product, with_cost: bool) -> str:
    lines = [label(product), f"单价：{price(product)}", stock(product)]
    if product.stock is not None and product.stock <= 0:
        lines[-1] += "（没货了）"
    if with_cost and product.cost is not None:
        lines.append(f"成本：{money.yuan(product.cost)}")
    if product.aliases:
        lines.append("也叫：" + "、".join(product.aliases))
    if not product.active:
        lines.append("已停售")
    return "\n".join(lines)


def added(product: Product) -> str:
    text = f"已新增产品：{label(product)} {price(product)}"
    if product.stock is not None:
        text += f" · {stock(product)}"
    if product.aliases:
        text += "\n也叫：" + "、".join(product.aliases)
    if product.price is None:
        text += f"\n没说价格，报价前补一句「{product.code or product.name}改价800」"
    return f"{text}\n{UNDO}"


def repriced(product: Product, before: Decimal | None) -> str:
    was = f"（原来{money.yuan(before)}）" if before is not None else ""
    return f"{label(product)}现在{price(product)}{was}。以前的报价和订单不变，{UNDO}"


def same_price(product: Product) -> str:
    return f"{label(product)}本来就是{price(product)}，没有改。"


def costed(product: Product) -> str:
    assert product.cost is not None
    return f"{label(product)}的成本记为{money.yuan(product.cost)}。"


def received(product: Product, quantity: Decimal) -> str:
    verb = "入库" if quantity >= 0 else "出库"
    return f"{label(product)}{verb}{money.count(abs(quantity))}{product.unit}，现在{stock(product)}。{UNDO}"


def counted(product: Product, before: Decimal | None) -> str:
    was = f"，账上原来{money.count(before)}" if before is not None else ""
    return f"{label(product)}盘点为{money.count(product.stock or Decimal(0))}{product.unit}{was}。{UNDO}"


def stopped(product: Product) -> str:
    return (
        f"{label(product)}已停售：不再出现在价目表里，以前的订单不变。要恢复说「{label(product)}恢复销售」。"
    )


def resumed(product: Product) -> str:
    return f"{label(product)}恢复销售：{price(product)}，{stock(product)}。"


def renamed(product: Product) -> str:
    also = "、".join(product.aliases)
    return f"记下了，{label(product)}也叫{also}。"


def unknown(words: str, near: Sequence[Product]) -> str:
    if not near:
        return f"价目表里没有「{words}」。发「价目表」看全部。"
    return f"价目表里没有「{words}」，是下面哪个？"


def which(words: str) -> str:
    return f"「{words}」有好几个产品，是哪一个？" if words else "有好几个产品，是哪一个？"


def head(total: int, what: str) -> str:
    return f"{what}：共{total}个产品"
