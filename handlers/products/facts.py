"""What is said of a new product, as its columns: 「A100 交换机 单价800 库存50 也叫 百兆交换机」."""

import re
from dataclasses import dataclass
from decimal import Decimal

from crm import money
from nlp import values
from nlp.values.amounts import MEASURES
from zh.text import plain

NUMBER = r"[¥￥]?[\d.,]+ ?[万千百wWkK]?(?:块|元|圆)?|[零〇一二两三四五六七八九十百千万亿点]+(?:块|元)?"
LABELS = {
    "price": "销售单价|单价|售价|定价|标价|价格|价钱|报价|卖",
    "cost": "成本价|成本|进价|采购价",
    "quantity": "现有库存|初始库存|库存|现货|有货",
}
UNIT = "(?:[台套件个箱桶吨袋盒包支卷米张具只根片瓶把罐条双副组辆颗]|pcs)"
_SUMS = {name: re.compile(rf"(?:{words})[是为:： ]*({NUMBER})") for name, words in LABELS.items()}
_UNIT = re.compile(r"(?:计量)?单位[是为:： ]*([a-zA-Z\u4e00-\u9fff]{1,4})")
_PER = re.compile(r" ?(?:/|每|一) ?([a-zA-Z]{1,3}|[\u4e00-\u9fff]{1,2})(?![\u4e00-\u9fff])")
_MEASURE = re.compile(rf" ?({'|'.join(sorted(MEASURES, key=len, reverse=True))})")
_CODE = re.compile(r"(?:产品)?(?:型号|编号|编码|货号|料号)[是为:： ]*([\w./+-]+)", re.ASCII)
_ALIAS = re.compile(r"(?:也|又|还)?(?:叫做|叫|俗称|别名|简称|俗名)[是为:： ]*(.+)$")
_SPLIT = re.compile(r"[,，、;；\s]+")
_BARE_CODE = re.compile(r"[A-Za-z0-9][\w./+-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was said of a product; None and empty where nothing was."""

    name: str = ""
    code: str = ""
    price: Decimal | None = None
    cost: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    aliases: tuple[str, ...] = ()


def read(words: str) -> Facts:
    """The facts of one product; what is labelled goes first, what is left is its name."""
    rest = plain(words).strip(" ,，。;；")
    found: dict[str, Decimal] = {}
    unit = ""
    rest, aliases = _cut(_ALIAS, rest)
    rest, said_unit = _cut(_UNIT, rest)
    for name, pattern in _SUMS.items():
        match = pattern.search(rest)
        if match is None:
            continue
        said, end = match[1], match.end()
        if len(said) > 1 and said.endswith("一") and _MEASURE.match(rest, end):
            said, end = said[:-1], end - 1  # 八十一桶: eighty for one
        value = number(said)
        if value is None:
            continue
        found[name] = value
        if per := _PER.match(rest, end) or _MEASURE.match(rest, end):
            unit = unit or per[1]
            end = per.end()
        rest = f"{rest[: match.start()]} {rest[end:]}"
    rest, code = _cut(_CODE, rest)
    tokens = [token for token in _SPLIT.split(rest) if token]
    if "price" not in found and len(tokens) > 1 and (last := number(tokens[-1])) is not None:
        found["price"] = last  # A100 交换机 800
        tokens.pop()
    if not code and len(tokens) > 1 and (bare := next(filter(_BARE_CODE.fullmatch, tokens), "")):
        code = bare
        tokens.remove(bare)
    return Facts(
        name=" ".join(tokens) or code,
        code=code,
        unit=said_unit or unit,
        aliases=tuple(word for word in _SPLIT.split(aliases) if word),
        **found,
    )


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    match = pattern.search(text)
    if match is None:
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}", match[1].strip(" ,，。")


def first_number(words: str) -> Decimal | None:
    """The first sum, count or number in an answer: `每台800`, `8台`, `一共36万`."""
    found = [v for v in values.scan(plain(words)) if v.kind in ("money", "number", "quantity")]
    value = found[0].value if found else None
    return money.exact(value) if isinstance(value, int | Decimal) else None


_OF_ONE = re.compile(r"(?<=.) ?(?:/|每|一(?![万千百十亿零点]))[a-zA-Z\u4e00-\u9fff]{1,3}$")


def number(words: str) -> Decimal | None:
    """A number or a sum that is nothing else: `850`, `3.5万`, `八百五`, `20台`, `850元/台`."""
    found = values.amount(_OF_ONE.sub("", words.strip(" ,，。")))
    return None if found is None else money.exact(found)
