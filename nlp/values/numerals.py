"""Chinese and Arabic numerals as exact numbers: 三十五万八 → 358000, 12.5w → 125000, 俩 → 2.

Money is never a float: everything here is int or Decimal.
"""

from decimal import Decimal
from typing import Final

DIGITS: Final = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "两": 2, "俩": 2, "仨": 3, "幺": 1,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TENS: Final = {"廿": 20, "卅": 30}
LONGEST: Final = 18  # digits of a number
CHARACTERS: Final = "".join(DIGITS) + "".join(SMALL_UNITS) + "廿卅"


def small_int(text: str) -> int | None:
    """A whole number below ten thousand in either writing: "15", "十五", "廿三", "两千零四"; else None."""
    if text.isdecimal():
        return int(text) if len(text) <= 8 else None
    return section(text)


def digit_string(text: str) -> int | None:
    """Digits read one by one, "二〇二六" → 2026, "零八" → 8; None for anything else."""
    value = 0
    if not 2 <= len(text) <= 8:
        return None
    for character in text:
        digit = DIGITS.get(character)
        if digit is None or character in "两俩仨":
            return None
        value = value * 10 + digit
    return value


def section(text: str) -> int | None:
    """A number below ten thousand with its units in falling order; None if it is not well formed.

    A final digit after 百 or 千 without 零 counts in the next lower unit: 一百二 is 120, 三千五 is 3500.
    """
    total, digit, last_unit, zero = 0, None, 10000, False
    for character in text:
        if character in DIGITS:
            value = DIGITS[character]
            if digit is not None:
                return None
            if value == 0:
                zero = True
                continue
            digit = value
        elif character in SMALL_UNITS:
            unit = SMALL_UNITS[character]
            if unit >= last_unit or (digit is None and not (unit == 10 and _may_drop_one(total, zero))):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit, zero = None, unit, False
        elif character in _TENS:
            if digit is not None or last_unit <= 10:
                return None
            total, last_unit = total + _TENS[character], 10
        else:
            return None
    if digit is not None:
        total += digit * (last_unit // 10 if not zero and last_unit in (100, 1000) else 1)
    elif not text or (not zero and not total):
        return None
    return total


def _may_drop_one(total: int, zero: bool) -> bool:
    """十 alone stands for 一十 at the front (十五) or after a 零 (一百零十 is odd but read so)."""
    return total == 0 or zero


def number(text: str) -> Decimal | None:
    """Any plain number: "三十五万八" → 358000, "12.5w" → 125000, "1.2亿", "2百5", "半" → 0.5; None if it is
    none.

    百八十万 and 四五万 are estimates, no numbers: None.
    """
    if text.isdecimal() and text.isascii() and len(text) <= LONGEST:
        return Decimal(text)
    text = text.replace(",", "").replace(" ", "").translate(_FOLD)
    if not text:
        return None
    total, rest, below = Decimal(0), text, 10**12
    for sign, unit in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(sign)
        if not found:
            continue
        value = _part(head.removesuffix("个"))
        if value is None or unit >= below:
            return None
        total, rest, below = total + value * unit, tail, unit
        if not rest:
            return total
    if below == 10**12:
        return _part(rest)
    if rest == "半":
        return total + below // 2
    value = _part(rest.lstrip("零〇"), after=below if rest[0] not in "零〇" else None)
    return None if value is None or value >= below else total + value


_FOLD: Final = str.maketrans({"萬": "万", "億": "亿", "w": "万", "W": "万", "另": "零"})


def _part(text: str, after: int | None = None) -> Decimal | None:
    """A number without 万 and 亿; `after` the big unit before it, a lone digit counts in its tenth (万八 →
    8000)."""
    if not text:
        return None
    if text in ("半", "个半"):
        return Decimal("0.5")
    if text[-1] in "kK":
        return _scaled(text[:-1], 1000)
    if text[-1] == "半" and len(text) > 1:  # 一个半, 两半 is not one
        head = _part(text[:-1].removesuffix("个"))
        return head + Decimal("0.5") if head is not None and text[-2] == "个" else None
    if text[0].isdecimal():
        return _arabic(text, after)
    if len(text) == 1 and after is not None and text in DIGITS:
        return Decimal(DIGITS[text] * (after // 10))
    before, point, after_point = text.partition("点")
    if point:
        whole, decimals = section(before), _decimals(after_point)
        return None if whole is None or decimals is None else whole + decimals
    found = section(text)
    return None if found is None else Decimal(found)


def _arabic(text: str, after: int | None) -> Decimal | None:
    """Arabic digits, perhaps with 百, 千 or k behind them: 12.5, 3千, 2百5, 1k5."""
    for sign, unit in (("千", 1000), ("百", 100), ("仟", 1000), ("佰", 100), ("k", 1000), ("K", 1000)):
        head, found, tail = text.partition(sign)
        if found:
            value = _scaled(head, unit)
            if value is None or not tail:
                return value
            low = _part(tail, after=unit)
            return None if low is None or low >= unit else value + low
    value = _plain(text)
    if value is not None and after is not None and len(text) == 1:
        return value * (after // 10)
    return value


def _scaled(text: str, unit: int) -> Decimal | None:
    value = _plain(text) if text[:1].isdecimal() else _part(text) if text else None
    return None if value is None else value * unit


def _plain(text: str) -> Decimal | None:
    if (
        len(text) > LONGEST
        or not text.replace(".", "", 1).isdecimal()
        or not text.isascii()
        or text[-1] == "."
    ):
        return None
    return Decimal(text)


def _decimals(text: str) -> Decimal | None:
    """Decimals spoken one by one: 五, 二五."""
    digits = "".join(str(DIGITS[character]) if character in DIGITS else "x" for character in text)
    return Decimal("0." + digits) if digits.isdecimal() else None
