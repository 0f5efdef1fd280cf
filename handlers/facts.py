"""One fact of a customer, told: 「华为状态改成意向」「华为企业性质是民营」."""

import re

from handlers.context import Context
from handlers.fragments import ASKS
from handlers.phrases import customers_called, says
from nlp.frames import Frame
from zh.text import normal

FIELDS = {
    "企业性质": "nature",
    "客户性质": "nature",
    "性质": "nature",
    "企业类型": "kind",
    "客户类型": "kind",
    "资信等级": "credit",
    "资信": "credit",
    "偏好": "preference",
    "喜好": "preference",
    "开户行": "bank",
    "客户状态": "stage",
    "状态": "stage",
}
CHANGED = "改成|改为|变成|变为|调整为|调成|更新为|换成|设为|标为|是|为|:"


def _typed(said: str, ctx: Context) -> str:
    """The words as they were typed: capitals, and the marks of Chinese."""
    text = ctx.text.strip().rstrip("。.!！?？~ ")
    return text[-len(said) :] if normal(text[-len(said) :]) == said else said


@says(rf"(?:把|将)?(.{{2,24}}?)的?({'|'.join(FIELDS)})(?:{CHANGED})[: ]*(.{{1,40}})")
def read_fact(match: re.Match[str], ctx: Context) -> Frame | None:
    """Words that may be anything's to the parser (状态); after a customer's name they are the customer's."""
    found = customers_called(match[1], ctx)
    if not found or ASKS.search(match[3]):
        return None
    slots = {"customer": match[1], "field": FIELDS[match[2]], "value": _typed(match[3], ctx)}
    return Frame("customer.update", slots, refs={"customer": found})
