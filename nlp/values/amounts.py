"""Numbers and what follows them: money, percent, discounts, quantities."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from nlp.values.numerals import CHARACTERS, DIGITS, number
from nlp.values.value import Kind, Value, exact

_CN: Final = CHARACTERS
_ARABIC: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})* 000(?=元|块|\.\d\d(?!\d))|\d+)(?:\.\d+)?"
_UNIT_AND_TAIL: Final = (
    "(?:[万亿萬億](?![兆能科达向])|[wWkK](?:(?![A-Za-z0-9])|(?=[1-9](?![A-Za-z0-9.])))|[千百](?!分))"
    rf"(?:(?:[零〇]|另(?![外加一]))?(?:\d+(?:\.\d+)?"
    rf"(?:[千百](?:\d百(?:零?\d{{1,2}}(?![\d.])(?=$|[ ,，。元块]))?"
    rf"|\d(?![\d.])(?=$|[ ,，。元块]))?)?|[{_CN}]+))?"
)
_NUMBER: Final = re.compile(
    rf"(?P<body>(?:{_ARABIC}|半(?=[折价成个吨斤箱桶车柜]|公斤)|[{_CN}]+(?:点[零〇一二三四五六七八九]+)?)"
    f"(?: ?(?P<more>[多来余几]|(?<=[百千])把(?=[万块]))?(?:个(?=[万亿wW]))?{_UNIT_AND_TAIL}"
    f"(?:{_UNIT_AND_TAIL})*)?)"
)
_RANGE: Final = re.compile(rf" ?[-~到至] ?(?:\d+(?:\.\d+)?|[{_CN}]+) ?(?:[万亿wW千百元块]|%|成|折)")
_ESTIMATE: Final = re.compile(r"[来多余](?=[个台桶件套元块万])|多(?![少久])|左右|上下|出头")
_BEFORE_ESTIMATE: Final = re.compile(r"(?:大概|大约|约|差不多|将近|近|估计)(?:是|有|在)?$")
_PERCENT: Final = re.compile(r" ?(?:%|个?百分点|个点(?!子|位|评))")
# 报50个点云桌面, 要六十个点: what is sold by the seat or the place; but 要二十个点的折扣, 让5个点.
_FEW: Final = 10
_POINTS: Final = re.compile(" ?个点(?!的?(?:折|返|利|让|优惠|毛|提成|税|佣|回扣|抽|价|差)|左右|以)")
_WANTS: Final = re.compile(
    "(?<![想只])(?:报|[要装买订布上开建配]|做(?!到)|加购)(?:了|的是|个|到)?[^\\d,，。 让降涨返提扣砍]{0,8}$"
)
_TENTHS: Final = re.compile(
    r"成(?![都本交立功为员品分单新熟套人型果绩长就])(?P<half>[一二三四五六七八九半5](?![个台万千百]))?"
)
_DISCOUNT: Final = re.compile(r" ?折(?!腾|旧|叠|磨|弯|断)|扣(?=[,。 ]|$)")
_FOREIGN: Final = re.compile(
    r" ?(?P<c>美金|美元|美刀|欧元|港币|港元|日元|英镑|[uU][sS][dD]|[eE][uU][rR]|[hH][kK][dD])"
)
CURRENCIES: Final = {
    "美金": "USD",
    "美元": "USD",
    "美刀": "USD",
    "欧元": "EUR",
    "港币": "HKD",
    "港元": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
}
MEASURES: Final = (
    "平方米", "平米", "平方", "立方米", "立方", "公斤", "千克", "毫升", "公里", "千米", "厘米", "毫米",
    "人次", "人天", "人月", "课时", "点位", "节点", "用户", "账号", "席位", "工位", "门店", "间房", "套装",
    "个人", "kg", "KG", "Kg", "ml", "ML", "mm", "cm", "台", "桶", "套", "件", "份", "箱", "吨", "斤", "克",
    "升", "米", "平", "张", "条", "本", "辆", "部", "只", "支", "把", "瓶", "包", "盒", "袋", "卷", "片",
    "根", "组", "批", "期", "节", "人", "位", "家", "户", "单", "笔", "门", "扇", "颗", "粒", "罐", "捆",
    "篇", "次", "页", "层", "路", "对", "双", "棵", "盘", "盏", "枚", "场", "名", "间", "栋", "亩", "车",
    "柜", "板", "壶", "听", "盆", "副", "座", "艘", "架", "筐", "星", "分", "个", "块屏", "颗", "款", "趟",
    "遍", "pcs", "PCS", "票", "加仑", "册", "具", "幅", "株", "床", "樽", "幢", "剂", "筒", "杆", "杯", "碗",
    "顶", "坛", "束", "朵", "帖", "垛",
)  # fmt: skip
_UNITS: Final = "|".join(sorted(set(MEASURES), key=len, reverse=True))
# 三块一张, 四块一共三万五: the 一 is no tenth of a yuan.
_ONE_OF: Final = rf"一(?:{_UNITS}|[共起下些定样])"
_MAO: Final = re.compile(
    r"[毛角](?![总经利先女坯巾病笔钢铁形尺阀架柜])"
    rf"(?:钱|(?P<fen>[一二三四五六七八九\d])(?![\d十百千万折]|{_UNITS}))?"
)
_YUAN: Final = re.compile(
    " ?(?:元整?|块钱?(?![屏板砖头地]|到货)|圆整?|人民币|[rR][mM][bB]|CNY)"
    rf"(?:(?P<mao>[一二三四五六七八九\d])[毛角](?P<rest>[一二三四五六七八九\d](?![\d十百千万折分]))?|(?P<jiao>(?!{_ONE_OF})[一二三四五六七八九\d]"
    r"(?![\d十百千万桶台个折成])))?"
    r"(?:(?P<fen>[一二三四五六七八九\d])分(?!钟|之))?"
)
_MEASURE: Final = re.compile(
    f"(?:(?<![{_CN}万亿])(?<![万亿wW][0-9]) )?(?P<u>{_UNITS}"
    "|[tT](?![A-Za-z0-9的硬盘存内])|(?<=[0-9十百])面(?![试对前临积谈料条粉包板向]))"
    "(?<!个(?=月))(?<!个(?=小时|钟头|半|工作|星期|礼拜|季度|点|百分|亿|万))"
    "(?<!分(?=钟|之|别|析|公|店|期|享|机))"
    "(?<!单(?=价|位))(?<!期(?=间|望))(?<!本(?=月|周|年|来))(?<!平(?=台|时|均))(?<!对(?=账|公|接|方|面|手))"
    "(?<!顶(?=[天多格配层楼棚]))(?<!门(?=店|口))(?<!路(?=口|上))"
    "(?<!次(?=日))(?<!把)|(?P<v>把)(?=椅|刀|锁|伞|(?<!一把)(?:$|[ ,，。;；!！])|一把|移液"
    r"|(?<![万亿元块]把)[\u4e00-\u9fff]{0,5}(?:椅|筝|琴|二胡|琵琶|吉他|扳手|钳|剪|扇|壶|钥匙|铲|刷|锤|凳|锁"
    "|伞))"
)
# 两吨半, 三箱半: half of one more, of what can be halved; but 三箱半成品, 两车半价.
_HALF_MORE: Final = re.compile(
    r"(?<=[吨斤箱桶袋包升米平方亩车柜克])半(?![价折成自挂袖年天月夜导固透圆干路个永机])"
)
# Numbers that belong to a time, a street or a room, and the lone words that count nothing (一起, 两边).
_OTHER_UNIT: Final = re.compile(
    f"(?:(?<![{_CN}万亿]) )?(?:年|月|天|周|日(?!期)|号|成|点|时|小时|分钟|刻|季|楼|栋|室|弄|街|巷"
    "|个?(?:月|小时|钟头|半小时|工作日|星期|礼拜|季度)|星期|礼拜|工作日)"
)
_LONE: Final = frozenset("一半两俩仨幺零〇十百千三")
_BUY_BEFORE: Final = re.compile(r"[×xX*] ?$")
_MONEY_BEFORE: Final = re.compile(
    "(?:金额|[总单报底原现售要开均]价|价格|价钱|总额|合计|共计|总共|一共|付|打款|回款|到账|入账|收到|收款"
    "|转账|报销|预算|额度|(?:[定订]|意向|诚意|保证|质保)金|首付|尾款|货款|余款|欠款|欠|费用"
    "|[运餐房车话差旅]费|目标|业绩|花|售价|成交价|合同额|销售额|卖|降到|涨到|价|额|款|费|每.{1,2})"
    "(?:金额|款|价)?(?:了|是|为|约|大概|差不多|将近|:|,| |改成|改为|改到|调到|调成|换成|变成|定|才|要|到|共"
    "|在|给){0,3}$"
)
_ONE_MORE: Final = re.compile(rf"(?:{_UNITS}|年|月|天|小时)")
# 打款十二万二期商机: the last digit says which stage.
_WHICH: Final = re.compile("期(?!货)|标段|车间|号[楼机线泵站]")
# 8分一张, 六分八一个: money where what is counted behind it is said; 打了4分 is a mark.
_FEN: Final = re.compile(
    r"分(?:钱|(?P<li>[一二三四五六七八九\d])?(?=钱?"
    "(?:/|每|一)[张个只支枚片根粒颗袋套条块米斤克件份包本页度寸]))"
)
# 乳猪料九一八二十吨: digits that end a name, and a number of its own behind them.
_NAMED_BEFORE: Final = re.compile(r"[零〇一二三四五六七八九幺]{2,4}(?=[一二三四五六七八九两][十百千])")
_TEN_THOUSAND: Final = frozenset("万亿")
_DIGIT: Final = frozenset("一二三四五六七八九")
_SCALED: Final = frozenset("万亿萬億wWkK")


def amount_at(text: str, at: int) -> Value | None:
    """The number at that place with its unit; None if it is no exact number (四五万, 十几万, 百八十万)."""
    match = _NUMBER.match(text, at)
    if match is None or (at and text[at - 1] in ("第" if text[at].isdecimal() else "几数好第")):
        return None
    if text.startswith(("一条", "一笔"), at) and at and text[at - 1] in "上这那前":
        return None  # 上一条金额错了
    if match["more"] == "几" or text.startswith(("几", "火急"), match.end()):
        return None  # 十几万 may be twice ten; 十万火急
    said, end = _said(text, match)
    if said[:1] in ("百", "千") and match["more"]:
        said = f"一{said}"  # 百来万, 千把块
    found = number(said) if said else None
    if found is None or found >= 10**15:
        return None
    if _RANGE.match(text, end):
        return None
    approx = bool(match["more"]) or bool(_BEFORE_ESTIMATE.search(text, max(0, at - 6), at))
    return _with_unit(text, at, end, said, found, approx)


def run_end(text: str, at: int) -> int:
    """Where the number that could not be read ends, so that its tail is not read as another one."""
    match = _NUMBER.match(text, at)
    end = match.end() if match else at + 1
    if match and (digits := _NAMED_BEFORE.match(text, at, end)) and _MEASURE.match(text, end):
        return digits.end()
    spread = _RANGE.match(text, end)
    return spread.end() if spread else end


def _said(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The words of the number, without an 一 that counts what follows: 三千一桶 is 3000 for one 桶."""
    said, end = match["body"], match.end()
    if match["more"]:
        return said.replace(match["more"], "", 1), end
    if len(said) > 1 and said[-1] == "一" and said[-2] not in "零〇十点" and _ONE_MORE.match(text, end):
        return said[:-1], end - 1
    if said[-2:-1] in _TEN_THOUSAND and said[-1] in _DIGIT and _WHICH.match(text, end):
        return said[:-1], end - 1
    return said, end


def _with_unit(text: str, at: int, end: int, said: str, found: Decimal, approx: bool) -> Value | None:
    def value(kind: Kind, number_: Decimal, stop: int, unit: str = "", explicit: bool = False) -> Value:
        near = approx or bool(_ESTIMATE.match(text, stop))
        return Value(at, stop, text[at:stop], kind, exact(number_), unit, near, explicit)

    if text[end : end + 2].lstrip(" ")[:1] in _SIGNS:
        named = _named(text, at, end, found, value)
        if named is not None:
            return named
    if said in _BOTH and _ENDS.match(text, end) and text[at - 1 : at] not in _OF_PEOPLE:
        return value("quantity", found, end, "个")  # 下单全站仪俩 七万六
    if (said[-1] not in _SCALED and _OTHER_UNIT.match(text, end)) or (
        said in _LONE and not _MEASURE.match(text, end)
    ):
        return None
    estimate = _ESTIMATE.match(text, end)
    measure = _MEASURE.match(text, estimate.end() if estimate else end)
    if measure is not None:
        half = _HALF_MORE.match(text, measure.end())
        more, end = (Decimal("0.5"), half.end()) if half else (Decimal(0), measure.end())
        return value("quantity", found + more, end, measure["u"] or measure["v"])
    if _BUY_BEFORE.search(text, max(0, at - 2), at):
        return value("quantity", found, end)
    if _MONEY_BEFORE.search(text, max(0, at - 14), at):
        return value("money", found, end, "", True)
    return value("money" if said[-1] in _SCALED or _big(said) else "number", found, end)


_BOTH: Final = frozenset("俩仨")
_ENDS: Final = re.compile("$|[ ,，。;；]")
_OF_PEOPLE: Final = frozenset(["", *"他她它咱们你我这那人哥姐兄姊妹个口"])


# What a percent, tenths, a discount and money of any kind begin with, behind their number.
_SIGNS: Final = frozenset("%个百成折扣美欧港日英uUeEhH元块圆人rRC毛角分")


def _named(text: str, at: int, end: int, found: Decimal, value: Callable[..., Value]) -> Value | None:
    """What is said outright to be a percent, a discount or money."""
    percent = _PERCENT.match(text, end)
    if percent is not None and found >= _FEW and _POINTS.match(text, end) and _WANTS.search(text, 0, at):
        return value("quantity", found, percent.end(), "点")
    if percent is not None:
        return value("percent", found, percent.end(), "点" if "点" in percent[0] else "%")
    tenths = _TENTHS.match(text, end)
    if tenths is not None and 0 < found <= 10:
        extra = {"半": 5, "5": 5}.get(tenths["half"] or "", DIGITS.get(tenths["half"] or "", 0))
        return value("percent", found * 10 + extra, tenths.end(), "成")
    discount = _DISCOUNT.match(text, end)
    if discount is not None:
        paid = _paid(found)
        if paid is not None:
            return value("discount", paid, discount.end(), "折", True)
    foreign = _FOREIGN.match(text, end)
    if foreign is not None:
        unit = CURRENCIES.get(foreign["c"], foreign["c"].upper())
        return value("foreign", found, foreign.end(), unit, True)
    yuan = _YUAN.match(text, end)
    if yuan is not None:
        cents = _cents(yuan)
        return value("money", found + cents, yuan.end(), "", True)
    mao = _MAO.match(text, end)
    if mao is not None and not (mao[0][0] == "角" and at and text[at - 1] in "珠长金直死"):
        fen = _digit(mao["fen"]) if mao["fen"] else 0
        return value("money", found / 10 + Decimal(fen) / 100, mao.end(), "", True)
    hundredth = _FEN.match(text, end)
    if hundredth is not None and found < 100:
        li = Decimal(_digit(hundredth["li"])) / 1000 if hundredth["li"] else Decimal(0)
        return value("money", found / 100 + li, hundredth.end(), "", True)
    return None


def _big(said: str) -> bool:
    return any(sign in said for sign in "万亿萬億wW")


def _paid(found: Decimal) -> Decimal | None:
    """九折 → 90, 9.5折 → 95, 85折 → 85."""
    if found < 10:
        found *= 10
    return found if 0 < found < 100 else None


def _cents(match: re.Match[str]) -> Decimal:
    jiao = match["jiao"] or match["mao"]
    tenth = Decimal(_digit(jiao)) / 10 if jiao else Decimal(0)
    fen = match["fen"] or match["rest"]
    return tenth + (Decimal(_digit(fen)) / 100 if fen else Decimal(0))


def _digit(text: str) -> int:
    return int(text) if text.isdecimal() else DIGITS[text]


_SIGNED: Final = re.compile(
    rf"(?:[¥￥$]|[rR][mM][bB]|人民币) ?(?P<n>{_ARABIC}(?: ?[万亿wWkK千百])?|[{_CN}万亿]+)(?:元整?|圆整?)?"
)
_HUNDREDTHS: Final = re.compile(rf"百分之(?P<n>{_ARABIC}|[{_CN}]+(?:点[零〇一二三四五六七八九]+)?)")
_WORDS: Final[Mapping[str, tuple[Kind, int]]] = {
    "对折": ("discount", 50),
    "半价": ("discount", 50),
    "原价": ("discount", 100),
}


def signed_at(text: str, at: int) -> Value | None:
    """¥1,200.50, RMB 3000, 人民币三万元整."""
    match = _SIGNED.match(text, at)
    found = number(match["n"]) if match else None
    if match is None or found is None:
        return None
    dollars = text[at] == "$"
    kind: Kind = "foreign" if dollars else "money"
    return Value(at, match.end(), match[0], kind, exact(found), "USD" if dollars else "", explicit=True)


def hundredths_at(text: str, at: int) -> Value | None:
    """百分之六十."""
    match = _HUNDREDTHS.match(text, at) if text[at] == "百" else None
    found = _fraction(match["n"]) if match else None
    return (
        None
        if match is None or found is None
        else Value(at, match.end(), match[0], "percent", exact(found), "%")
    )


def _fraction(text: str) -> Decimal | None:
    return number(text)


_TWO_DIGITS: Final = re.compile(r"(?P<a>[一二三四五六七八九])(?P<b>[一二三四五六七八九])折(?![腾旧叠磨弯断])")


def two_digit_discount_at(text: str, at: int) -> Value | None:
    """八五折 → 85."""
    match = _TWO_DIGITS.match(text, at) if text.startswith("折", at + 2) else None
    if match is None:
        return None
    return Value(
        at,
        match.end(),
        match[0],
        "discount",
        DIGITS[match["a"]] * 10 + DIGITS[match["b"]],
        "折",
        explicit=True,
    )


def even_at(text: str, at: int) -> Value | None:
    """五五开: even odds."""
    return Value(at, at + 3, "五五开", "percent", 50, "%") if text.startswith("五五开", at) else None


def word_at(text: str, at: int) -> Value | None:
    """对折, 半价: discounts without a number."""
    word = text[at : at + 2]
    kind = _WORDS.get(word)
    return (
        None
        if kind is None or kind[1] == 100
        else Value(at, at + 2, word, kind[0], kind[1], "折", explicit=True)
    )
