"""Slots of questions about goods."""

from nlp import forms as re
from nlp import tokens
from nlp.reading import Clause
from nlp.rules.base import Context, Slots
from nlp.rules.offers import TOPIC

_ASKED = re.compile(
    r"\s*(?:帮我|查一?下|看一?下|问一?下|咱们?的?|我们的?)*(?P<goods>[\u4e00-\u9fff]{2,6}?)的?"
    "(?:现在|目前|大概|一[把台个套张])?(?:什么|啥|多少)(?:价|钱)"
)


@TOPIC.fill("product.show")
def _product(clause: Clause, slots: Slots, context: Context) -> None:
    products = clause.named("product")
    if products:
        slots.mention("product", products[0], clause, "product")
    elif (asked := _ASKED.match(clause.text)) and tokens.is_word(asked["goods"]):  # 椅子什么价
        at = clause.start + asked.start("goods"), clause.start + asked.end("goods")
        slots.put("product", clause.reading.words(at), at)
