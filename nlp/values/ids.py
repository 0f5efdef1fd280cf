"""What points at a record: GD0123, 1187号工单, 第3个, #12, 序列号 SN-88A1."""

import re
from typing import Final

from nlp.values.numerals import small_int
from nlp.values.value import Value

NOUNS: Final = r"工单|订单|合同|待办|商机|报价单|报价|任务|单子|审批|投诉|case|单(?![价位人])"
# Without its noun a number counts as one only where a deed follows: 2077号派给小王, 2077关了吧.
_NUMBERED: Final = re.compile(
    rf"(?P<n>\d{{1,10}})号?(?P<u>(?<=号)(?:{NOUNS}))"
    r"|(?P<m>\d{3,8})(?:(?=工单|报修单|投诉单|单子)|(?:号|(?=单(?:修|关|结|完|派|转|处理|换|已|配|客户|给|让|搞"
    "|解决|进展|改)))(?=单|派|转|[\u4e00-\u9fff]{2,3}(?:去|来|已经|正在|说)|交|关|给|让|由|就近|完工|结[了案单]"
    "|做完|处理|更新|进展|已|整|修|弄|搞|换|客户|师傅|配件|的师傅|还没|需要|也|和|跟|、|的?[报投维])"
    "|(?= ?都?(?:派给|转给|派最近|关了|关掉|关闭|结单)|加急|催单|(?:已经?)?(?:弄好|修好|搞定|处理[好完]|解决"
    "|装好|换好|完事)了))"
)
_CODE: Final = re.compile(r"(?P<n>[A-Za-z]{2,4}-?\d{3,12}|[A-Za-z]{2,4}\d{4,8}-\d{1,6})(?![A-Za-z0-9_@.])")
_BEHIND_NOUN: Final = re.compile(
    "(?P<u>工单|订单|合同|报价单|待办|商机|任务|(?<!下)单)(?:编?号|号码)?(?:是|为|:| |#){0,3}"
    r"(?P<n>[A-Za-z]{0,4}-?\d{2,12})(?![\d.万元块wWkK%个台条桶套件笔单位家张平米吨箱棵株])"
)
# Read out digit by digit.
_DIGIT: Final = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
_SPOKEN: Final = re.compile(r"[零〇一二三四五六七八九幺]{3,8}(?![零〇一二三四五六七八九幺十百千万亿两点])")
_SPOKEN_BEHIND_NOUN: Final = re.compile(
    f"(?P<u>工单|订单|合同|报价单|待办|商机|单)(?:编?号|号码|尾号)?(?:是|为|:| )?(?P<n>{_SPOKEN.pattern})"
    "(?![万元块个台条桶套件笔单位家张年月天])"
)
_HASH: Final = re.compile(r"# ?(?P<n>\d{1,10})(?!\d)")
_ORDINAL: Final = re.compile(
    r"第 ?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}) ?(?P<u>个|条|项|家|位|单|笔|种|行|张|款|人|份|号)?"
    "(?!季度|周|月|天|次|季|年|期|方|届|名|步|三方)"
)
_LAST: Final = re.compile(
    r"(?P<w>最后|倒数第)(?P<n>[一二三四五1-5])(?P<u>个|条|项|家|位|单|笔)(?!工作日|月|季|星期|礼拜|周)"
)
_SERIAL: Final = re.compile(
    "(?:序列号|机身号|设备号|出厂编号|[sS]/?[nN](?:码|号)?)(?:是|为|:| ){1,3}"
    "(?P<n>[A-Za-z0-9][A-Za-z0-9-]{3,29})|(?:序列号|机身号|设备号|出厂编号)"
    "(?P<m>[A-Za-z0-9][A-Za-z0-9-]{3,29})"
)


def numbered_at(text: str, at: int) -> Value | None:
    """1187号工单 → 1187."""
    match = _NUMBERED.match(text, at)
    return (
        Value(at, match.end(), match[0], "ref", match["n"] or match["m"], match["u"] or "") if match else None
    )


def spoken_numbered_at(text: str, at: int) -> Value | None:
    """一零三六号工单 → 1036."""
    said = _SPOKEN.match(text, at)
    if said is None:
        return None
    match = _NUMBERED.match(said[0].translate(_DIGIT) + text[said.end() : said.end() + 8])
    if match is None:
        return None
    end = at + match.end()
    return Value(at, end, text[at:end], "ref", match["n"] or match["m"], match["u"] or "")


def code_at(text: str, at: int) -> Value | None:
    """GD0123; two letters at least, R740 being a product. Written in capitals whatever was typed."""
    match = _CODE.match(text, at)
    return Value(at, match.end(), match[0], "ref", match["n"].upper()) if match else None


def behind_noun_at(text: str, at: int) -> Value | None:
    """工单1187, 订单号 DD20260105: the span is the number alone."""
    match = _BEHIND_NOUN.match(text, at) or _SPOKEN_BEHIND_NOUN.match(text, at)
    if match is None:
        return None
    number = match["n"].translate(_DIGIT).upper()
    return Value(match.start("n"), match.end("n"), match["n"], "ref", number, match["u"])


def hash_at(text: str, at: int) -> Value | None:
    """#12 → 12."""
    match = _HASH.match(text, at)
    return Value(at, match.end(), match[0], "ref", match["n"]) if match else None


def ordinal_at(text: str, at: int) -> Value | None:
    """第3个 → 3, 最后一个 → −1, 倒数第二个 → −2."""
    match = _ORDINAL.match(text, at)
    count = small_int(match["n"]) if match else None
    if match is not None and count:
        return Value(at, match.end(), match[0], "ordinal", count, match["u"] or "")
    match = _LAST.match(text, at)
    count = small_int(match["n"]) if match else None
    if match is not None and count and (match["w"] != "最后" or count == 1):
        return Value(at, match.end(), match[0], "ordinal", -count, match["u"])
    return None


def serial_at(text: str, at: int) -> Value | None:
    """序列号 SN-88A1: the span is the number alone."""
    match = _SERIAL.match(text, at)
    if match is None:
        return None
    group = "n" if match["n"] else "m"
    return Value(match.start(group), match.end(group), match[group], "serial", match[group])
