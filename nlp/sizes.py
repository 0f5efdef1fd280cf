"""What looks like a count and says of what size goods are: 4公斤干粉灭火器 160具, 推车式35公斤 10台."""

import itertools
from collections.abc import Iterable, Sequence

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention

_MEASURES = frozenset(
    "公斤 千克 kg 斤 克 g 升 l 毫升 ml 寸 英寸 米 m 厘米 cm 毫米 mm 平方 瓦 w 千瓦 kw 匹 吨".split()
)
_GOODS = re.compile(r"\d?(?![的了])[\u4e00-\u9fff]{2,12} ?")  # what they are, up to the count; 1米2胶辊
_MORE = re.compile(" ?(?:的 ?)?(?!每|单价|各|一[\u4e00-\u9fff])[\u4e00-\u9fffa-z]")  # 100米网线 5个水晶头


def found(text: str, items: Iterable[Item]) -> list[Item]:
    """Those of the items that are sizes: a measure at its goods, beside which stands how many."""
    counts = [item for item in items if item.kind == "quantity"]
    sizes = []
    for one, then in itertools.pairwise(counts):
        between = text[one.end : then.start]
        if then.unit in _MEASURES:
            if one.unit not in _MEASURES and between in ("", "的"):
                sizes.append(then)  # 50具4公斤干粉灭火器
        elif one.unit in _MEASURES and (
            (_GOODS.fullmatch(between) and _MORE.match(text, then.end) is None)
            or (not between.strip() and "\u4e00" <= text[one.start - 1 : one.start] <= "\u9fff")
        ):
            sizes.append(one)
    return sizes


def with_it(mention: Mention, sizes: Sequence[Item]) -> Mention:
    """A product with the size that stands at it."""
    for size in sizes if mention.kind == "product" else ():
        if size.end == mention.start:
            mention = mention._replace(start=size.start)
        elif size.start == mention.end:
            mention = mention._replace(end=size.end)
    return mention


_UNITS = (
    ("公斤", "kg"),
    ("千克", "kg"),
    ("毫升", "ml"),
    ("毫米", "mm"),
    ("厘米", "cm"),
    ("千瓦", "kw"),
    ("升", "l"),
)
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:kg|ml|mm|cm|kw|[lgmw]|寸|匹|米|吨|瓦)(?![a-z])")


def said_in(name: str) -> frozenset[str]:
    """The sizes in the name of goods, in one spelling: 4公斤 and 4kg are one."""
    lower = name.lower().replace(" ", "")
    for long, short in _UNITS:
        lower = lower.replace(long, short)
    return frozenset(_SIZE.findall(lower))
