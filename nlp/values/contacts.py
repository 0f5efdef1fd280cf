"""Phones, mail addresses and WeChat ids. Phones come out as digits, without the mainland's country code."""

import re
from typing import Final

from nlp.values.numerals import DIGITS
from nlp.values.value import Value

_EXTENSION: Final = r"(?: ?(?:转|分机号?|[eE][xX][tT]\.?)[: ]?(?P<ext>\d{1,6})(?!\d))?"
_MOBILE: Final = re.compile(
    rf"(?:(?:\+|00)?86[- ]?)?(?P<n>1(?:[3-9]\d| [3-9] \d)(?:[- .]?\d){{8}})(?!\d){_EXTENSION}"
)
_SERVICE: Final = re.compile(rf"(?P<n>[48]00(?:[- ]?\d){{7}})(?!\d){_EXTENSION}")
_LANDLINE: Final = re.compile(
    rf"(?:(?:\+|00)86[- ]?)?(?P<n>\(?0(?:10|2\d|[3-9]\d{{2}})\)?[- ]?[2-9]\d{{2,3}}[- ]?\d{{4}})(?!\d)"
    rf"(?:{_EXTENSION[3:-2]}|-(?P<ext2>\d{{2,5}})(?!\d))?"
)
_LANDLINE_ABROAD: Final = re.compile(
    r"\+86[- ]?(?P<n>(?:10|2\d|[3-9]\d{2})[- ]?[2-9]\d{2,3}[- ]?\d{4})(?!\d)"
)
_FOREIGN: Final = re.compile(r"\+(?!86)(?P<n>[1-9]\d{0,2}(?:[- ]?\d){6,12})(?!\d)")
_LOCAL: Final = re.compile(
    r"(?P<n>[2-9]\d{2,3}-?\d{4}|\d{5}(?=$|[^\d万元块wWkK.%个台]))(?![\d.])" + _EXTENSION
)
_BEGINS: Final = re.compile(r"[\d+(][\d+() .-]{4}")  # none is shorter
_LOCAL_BEFORE: Final = re.compile(
    r"(?:电话|座机|热线|固话|总机|[tT][eE][lL])(?:号码?)?(?:是|为|:|改成|换成|改为| ){0,2}$"
)
_SPOKEN: Final = re.compile(
    r"[一幺1][三四五六七八九3-9](?: ?[零〇幺一二三四五六七八九\d]){9}"
    r"(?![零〇幺一二三四五六七八九\d十百千万])"
    r"|[零〇](?:[幺一][零〇]|二[零〇幺一二三四五六七八九]"
    r"|[三四五六七八九](?: ?[零〇幺一二三四五六七八九]){2})"
    r"(?: ?[二三四五六七八九])(?: ?[零〇幺一二三四五六七八九]){6,7}(?![零〇幺一二三四五六七八九\d十百千万])"
)
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_WECHAT: Final = re.compile(
    "(?:微信|[vVwW]信|[wW]e[cC]hat|[wWvV][xX])(?:号|账号|[iI][dD])?(?:是|为|:|改成|换成|改为|就是|加一下"
    "|加上(?:了|好友)*|通过了|记一下|(?<=[换改]微信)了|(?:(?<=我微信)|推给?我?|发我|给我)了?"
    "(?=[ ,，]*(?:[iI][dD]|微信|号|[A-Za-z]+[0-9_-]))"
    "|[,，]|[iI][dD](?:是|:|就是)?|号(?:是|:|就是)"
    "|(?:(?<=加微信)|(?<=加我微信)|(?<=加[上了]微信))了(?= ?[A-Za-z]+[0-9_-])"
    r"| ){0,5}(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}|1[3-9]\d{9})"
    "(?![A-Za-z0-9_@.-])"
)
_WECHAT_SAME: Final = re.compile(
    r"微信(?:号)?(?:同号|同手机|同电话|和手机(?:号)?一样|就是手机)|手机(?:号)?(?:同微信|微信同号)"
)
_NOT_A_DIGIT: Final = re.compile(r"\D")


def phone_at(text: str, at: int) -> Value | None:
    """A phone number at that place; its extension is the `unit`."""
    if _BEGINS.match(text, at) is None:
        return None
    for pattern in (_MOBILE, _SERVICE, _LANDLINE, _LANDLINE_ABROAD, _FOREIGN):
        match = pattern.match(text, at)
        if match is not None:
            digits = _NOT_A_DIGIT.sub("", match["n"])
            if pattern is _LANDLINE_ABROAD:
                digits = "0" + digits
            groups = match.groupdict()
            return _phone(text, match, digits, groups.get("ext") or groups.get("ext2") or "")
    if _LOCAL_BEFORE.search(text, max(0, at - 12), at):
        match = _LOCAL.match(text, at)
        if match is not None:
            return _phone(text, match, _NOT_A_DIGIT.sub("", match["n"]), match["ext"] or "")
    return None


def spoken_phone_at(text: str, at: int) -> Value | None:
    """A number as dictation writes it: 幺三八零零一二三四五六七, 零五七一八八六六零零一一."""
    match = _SPOKEN.match(text, at)
    if match is None:
        return None
    digits = "".join(str(DIGITS[c]) if c in DIGITS else c for c in match[0] if c != " ")
    return _phone(text, match, digits, "")


def email_at(text: str, at: int) -> Value | None:
    """A mail address, lower-case after the @ left as typed."""
    match = _EMAIL.match(text, at) if "@" in text else None
    if match is None:
        return None
    return Value(at, match.end(), match[0], "email", match[0])


def wechat_at(text: str, at: int) -> Value | None:
    """A WeChat id behind its word; the span is the id alone. 微信同号 has the value "same" and spans the
    words."""
    match = _WECHAT.match(text, at)
    if match is not None:
        return Value(match.start("id"), match.end(), match["id"], "wechat", match["id"])
    match = _WECHAT_SAME.match(text, at)
    return Value(at, match.end(), match[0], "wechat", "same") if match else None


def _phone(text: str, match: re.Match[str], digits: str, extension: str) -> Value:
    return Value(match.start(), match.end(), match[0], "phone", digits, extension)
