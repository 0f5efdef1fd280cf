"""One pass over a text for all values. Each reader looks at one place; the first character decides who is
asked."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final

from nlp.rule import charset
from nlp.values import amounts, contacts, ids
from nlp.values.numerals import CHARACTERS, number
from nlp.values.value import Kind, Value, exact

Reader = Callable[[str, int], Value | None]
# Full-width forms, one character for one: offsets hold whatever text we are given.
_FOLD: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 32, 0xA0: 32, ord("￥"): ord("¥"),
    ord("點"): ord("点"), ord("萬"): ord("万"), ord("億"): ord("亿"), ord("號"): ord("号"),
    ord("塊"): ord("块"), ord("單"): ord("单"), ord("個"): ord("个"), ord("臺"): ord("台"),
    ord("參"): ord("叁"), ord("貳"): ord("贰"), ord("陸"): ord("陆"), ord("○"): ord("〇"),
}  # fmt: skip
_OTHER: Final = charset(map(chr, _FOLD))
_WORDS: Final = "¥￥$人#＃第最倒微Ｖ序机设出工订合报待商任单对半+(（"
_TRIGGER: Final = re.compile(rf"[A-Za-z0-9０-９Ａ-Ｚａ-ｚ{CHARACTERS}{re.escape(_WORDS)}萬億參貳陸○]")
_ASCII_RUN: Final = re.compile(r"[A-Za-z]+[A-Za-z0-9_-]*")
_COUNTED: Final = re.compile(r"\d+ ?[台个套件箱桶只支把瓶包盒袋卷片根吨斤米张]")  # A100:10台
# tel15922223333: a number, and no code.
_CALLED: Final = re.compile(
    r"(?<![A-Za-z])(?:[tT][eE][lL]|[mM]ob(?:ile)?|[pP]h(?:one)?|[cC]ell)[.:]?(?=1[3-9]\d{9}|0\d{2,3}-?\d{7}|$)"
)
_PRICED: Final = re.compile(r"[^A-Za-z0-9._-]@$")  # 800米@46
_AFTER_LETTER: Final = re.compile(r"[A-Za-z_@.]$|[A-Za-z]-$|\d[./:]$")

_BY_DIGIT: Final[tuple[Reader, ...]] = (
    contacts.email_at,
    contacts.phone_at,
    contacts.spoken_phone_at,
    ids.numbered_at,
    amounts.amount_at,
)
_BY_NUMERAL: Final[tuple[Reader, ...]] = (
    contacts.spoken_phone_at,
    ids.spoken_numbered_at,
    amounts.two_digit_discount_at,
    amounts.even_at,
    amounts.hundredths_at,
    amounts.amount_at,
)
_BY_LETTER: Final[tuple[Reader, ...]] = (
    contacts.email_at,
    contacts.wechat_at,
    ids.serial_at,
    amounts.signed_at,
    ids.code_at,
)
_BY_WORD: Final[Mapping[str, tuple[Reader, ...]]] = {
    "¥": (amounts.signed_at,), "$": (amounts.signed_at,), "人": (amounts.signed_at,), "#": (ids.hash_at,),
    "第": (ids.ordinal_at,), "最": (ids.ordinal_at,), "倒": (ids.ordinal_at,), "微": (contacts.wechat_at,),
    "序": (ids.serial_at,), "机": (ids.serial_at,), "设": (ids.serial_at,), "出": (ids.serial_at,),
    "工": (ids.behind_noun_at,), "订": (ids.behind_noun_at,), "合": (ids.behind_noun_at,),
    "报": (ids.behind_noun_at,), "待": (ids.behind_noun_at,), "商": (ids.behind_noun_at,),
    "任": (ids.behind_noun_at,), "单": (ids.behind_noun_at,), "对": (amounts.word_at,),
    "半": (amounts.word_at, amounts.amount_at), "+": (contacts.phone_at,), "(": (contacts.phone_at,),
}  # fmt: skip


def scan(text: str, masked: Iterable[tuple[int, int]] = ()) -> list[Value]:
    """All values in the text, left to right, none overlapping another.

    `masked` spans (names, times already found) are looked past. Never raises for any text.
    """
    first = _TRIGGER.search(text)
    if first is None:
        return []
    folded = text.translate(_FOLD) if _OTHER.search(text) else text
    for start, end in masked:
        folded = folded[:start] + "\ufffc" * (end - start) + folded[end:]
    found: list[Value] = []
    match = _TRIGGER.search(folded, first.start())
    while match is not None:
        at = match.start()
        value = _at(folded, at)
        if value is None:
            stop = _skip(folded, at)
        else:
            found.append(value if folded is text else _original(value, text))
            stop = value.end
        match = _TRIGGER.search(folded, max(stop, at + 1))
    return found


def _at(text: str, at: int) -> Value | None:
    first = text[at]
    if first in _NUMERALS:
        readers = _BY_NUMERAL
    elif first.isdecimal():
        if (
            at
            and _AFTER_LETTER.search(text, max(0, at - 2), at)
            and text[at - 1] not in "xX"
            and not _CALLED.search(text, max(0, at - 8), at)
            and not (text[at - 1] == ":" and _COUNTED.match(text, at))
            and not _PRICED.search(text, max(0, at - 2), at)
        ):
            return None
        readers = _BY_DIGIT
    elif first.isascii() and first.isalpha():
        if first in "xX" and text[at + 1 : at + 2].isdecimal() or _CALLED.match(text, at):
            return None
        readers = _BY_LETTER
    else:
        readers = _BY_WORD.get(first, ())
    for reader in readers:
        value = reader(text, at)
        if value is not None:
            return value
    return None


_NUMERALS: Final = frozenset(CHARACTERS)


def _skip(text: str, at: int) -> int:
    """Past what could not be read, as a whole: the 40 of R740 or the 十万 of 百八十万 is no number of its
    own."""
    first = text[at]
    if first.isascii() and first.isalpha():
        if first in "xX" and text[at + 1 : at + 2].isdecimal():
            return at + 1
        if called := _CALLED.match(text, at):
            return called.end()  # tel15922223333
        run = _ASCII_RUN.match(text, at)
        return run.end() if run else at + 1
    if first.isdecimal() or first in _NUMERALS:
        return amounts.run_end(text, at)
    return at + 1


def _original(value: Value, text: str) -> Value:
    said = text[value.start : value.end]
    if said == value.text:
        return value
    return Value(
        value.start, value.end, said, value.kind, value.value, value.unit, value.approx, value.explicit
    )


def of_kind(text: str, *kinds: Kind) -> list[Value]:
    """The values of some kinds only."""
    return [value for value in scan(text) if value.kind in kinds]


def money(text: str) -> list[Value]:
    """Sums, also the bare numbers that may be one (付了三千五)."""
    return of_kind(text, "money", "number")


def percent(text: str) -> list[Value]:
    """Shares of a hundred: 七成, 60%."""
    return of_kind(text, "percent")


def discounts(text: str) -> list[Value]:
    """What is paid of a hundred: 九折 → 90."""
    return of_kind(text, "discount")


def quantities(text: str) -> list[Value]:
    """Counts with their measure word, and ×10."""
    return of_kind(text, "quantity")


def phones(text: str) -> list[Value]:
    return of_kind(text, "phone")


def emails(text: str) -> list[Value]:
    return of_kind(text, "email")


def wechats(text: str) -> list[Value]:
    return of_kind(text, "wechat")


def refs(text: str) -> list[Value]:
    """Record numbers and places in a list."""
    return of_kind(text, "ref", "ordinal")


def amount(text: str) -> int | Decimal | None:
    """A text that is one sum or number and nothing else: "12万", "¥12,000元" ; None otherwise."""
    stripped = text.strip().translate(_FOLD)
    found = scan(stripped)
    if len(found) == 1 and found[0].text == stripped and isinstance(found[0].value, int | Decimal):
        return found[0].value
    whole = number(stripped)
    return None if whole is None else exact(whole)
