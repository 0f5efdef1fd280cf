"""Values as people type them into tables, made ours. What cannot be is a `Bad` with the reason in Chinese.

Every function takes one cell (text, number, date, as the reader gave it) and is idempotent.
"""

import math
import re
import tomllib
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from zh.text import normal, plain


class Bad(ValueError):
    """The value cannot be taken; the message says why."""


_NO_WORDS = (datetime, date, time, timedelta, bool)  # a tuple: `|` would make a union a cell
_WIDTHS = {
    code: code - 0xFEE0
    for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
    for code in range(*span)
}
_WIDTHS |= dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x9), 0x20)
_SIMPLE = re.compile("[0-9A-Za-z\u4e00-\u9fff]+")  # nothing in it that would have to be made otherwise
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
_NOTHING = frozenset(
    {"-", "--", "—", "——", "/", "\\", "无", "暂无", "未知", "不详", "n/a", "na", "null", "none", "nil", "."}
)
_BROKEN = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_SEPARATORS = re.compile(r"[;,、/|\n]|\s{2,}|或|和")


def text(value: Any, longest: int, lines: bool = False) -> str | None:
    """Trimmed, letters and digits half-width, no invisible characters; None where nothing is said."""
    if type(value) is str:  # as nearly all cells are
        return _tidied(value, longest, lines)
    if isinstance(value, bool):
        value = "是" if value else "否"
    elif isinstance(value, float):
        value = _number(value)
    elif isinstance(value, datetime):
        value = value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    return _tidied(str(value), longest, lines)


@lru_cache(maxsize=8192)  # most columns of a table say one of a few things
def _tidied(value: str, longest: int, lines: bool) -> str | None:
    if _SIMPLE.fullmatch(value) and len(value) <= longest:
        return None if value.casefold() in _NOTHING else value
    raw = _INVISIBLE.sub("", value.translate(_WIDTHS).replace("\r\n", "\n").replace("\r", "\n"))
    # An apostrophe before a sign is how exports (ours too) keep a spreadsheet from running the cell.
    if raw[:1] == "'" and raw[1:2] in tuple("=+-@"):
        raw = raw[1:]
    kept = "\n".join(" ".join(line.split()) for line in raw.split("\n")) if lines else " ".join(raw.split())
    kept = kept.strip()
    if not kept or kept.casefold() in _NOTHING:
        return None
    if broken := _BROKEN.fullmatch(kept):
        raise Bad(f"单元格是公式错误 {broken[0]}")
    if len(kept) > longest:
        raise Bad(f"有 {len(kept)} 个字，最多 {longest} 个")
    return kept


def _number(value: float) -> str:
    if math.isfinite(value) and value == int(value) and abs(value) < 1e18:
        return str(int(value))
    return repr(value)


def name(value: Any, longest: int) -> str | None:
    """A name of a company or a person: words, not a number or a date."""
    if isinstance(value, _NO_WORDS):
        raise Bad(f"应是名称，却是 {value}")
    found = text(value, longest)
    if found and not found[0].isalpha() and not any(character.isalpha() for character in found):
        raise Bad(f"应是名称，却是「{found}」")
    return found


def phones(value: Any) -> list[str]:
    """All numbers in the cell: digits without the mainland's code, `-` before an extension, `+` abroad."""
    if isinstance(value, _NO_WORDS):
        raise Bad(f"应是电话，却是 {value}")
    raw = text(value, 500, lines=True)
    if raw is None:
        return []
    if _MOBILE.fullmatch(raw):
        return [raw]
    raw = plain(raw)
    if _SCIENTIFIC.fullmatch(raw):
        raise Bad(f"电话成了科学计数法 {raw}，后几位已丢失，请在表格里改成文本格式")
    pieces = [piece for piece in (part.strip(" .'\"") for part in _SEPARATORS.split(raw)) if piece]
    found = [_phone(piece) for piece in pieces]
    return list(dict.fromkeys(found))


_MOBILE = re.compile("1[3-9][0-9]{9}")
_LABEL = re.compile(r"^(?:手机|电话|座机|固话|tel|phone|mobile|传真)?号?码?\s*[:.]?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-()._]")
_EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|x|#|\*)\s*:?\s*(\d{1,6})$", re.IGNORECASE)
_AREA = r"(?:10|2\d|[3-9]\d{2})"
_KINDS = (
    re.compile(r"(?:\+?86|0086|0)?(?P<n>1[3-9]\d{9})"),
    re.compile(r"(?:\+?86|0086)?(?P<n>[48]00\d{7})"),
    re.compile(rf"(?:\+86|0086|86)0?(?P<bare>{_AREA}[2-9]\d{{6,7}})"),
    re.compile(rf"(?P<n>0{_AREA}[2-9]\d{{6,7}})"),
    re.compile(r"(?P<n>[2-9]\d{6,7})"),
    re.compile(r"(?P<n>\+(?!86)[1-9]\d{6,14})"),
)
_WITH_DASH = re.compile(
    rf"(0{_AREA}[- ]?[2-9]\d{{2,3}}[- ]?\d{{4}}|[2-9]\d{{6,7}}|[48]00[- ]?\d{{3}}[- ]?\d{{4}})-(\d{{1,6}})"
)


def _phone(piece: str) -> str:
    body = _LABEL.sub("", piece)
    extension = ""
    if match := _EXTENSION.search(body):
        body, extension = body[: match.start()], match[1]
    elif match := _WITH_DASH.fullmatch(body.replace("(", "").replace(")", "-").replace("--", "-")):
        body, extension = match[1], match[2]
    digits = _BETWEEN.sub("", body)
    for kind in _KINDS:
        if match := kind.fullmatch(digits):
            groups = match.groupdict()
            found = groups.get("n") or "0" + groups["bare"]
            return f"{found}-{extension}" if extension else found
    raise Bad(f"「{piece}」不像电话号码")


_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")


def email(value: Any) -> str | None:
    """One mail address in lower case."""
    found = text(value, 128)
    if found is None:
        return None
    address = plain(found).lower().replace(" ", "").removeprefix("mailto:")
    if not _EMAIL.fullmatch(address):
        raise Bad(f"「{found}」不像邮箱")
    return address


def wechat(value: Any) -> str | None:
    found = text(value, 64)
    return plain("".join(plain(found).split())) or None if found else None


_BETWEEN_TAGS = re.compile(r"[;,、/|\n\s#]+")


def tags(value: Any) -> list[str]:
    """Words apart by any separator, each once."""
    whole = text(value, 1000, lines=True)
    parts = _BETWEEN_TAGS.split(plain(whole)) if whole else []
    found = list(dict.fromkeys(part for part in parts if part))
    if long := next((part for part in found if len(part) > 32), None):
        raise Bad(f"标签「{long[:12]}…」超过 32 个字")
    return found


@cache
def _words(kind: str) -> dict[str, str]:
    data = tomllib.loads((Path(__file__).parent / "values.toml").read_text(encoding="utf-8"))
    return {_bare(word): ours for ours, words in data[kind].items() for word in (ours, *words)}


def _bare(word: str) -> str:
    return normal(word).replace(" ", "")


def channel(value: Any) -> str | None:
    """Our word for a way to be in touch (上门 → visit)."""
    found = text(value, 32)
    if found is None:
        return None
    known = _words("channel")
    if ours := known.get(_bare(found)):
        return ours
    raise Bad(f"「{found}」不认识，可写 {' '.join(dict.fromkeys(known.values()))}")


_AMOUNT = re.compile(r"[¥￥$]?(-?\d+(?:\.\d+)?)(千|百万|千万|万|亿|k|w)?(?:元|块|圆|rmb|cny|人民币)?整?")
_TIMES = {"千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}


def number(value: Any, places: int = 2) -> Decimal | None:
    """A sum or a count: `12,000.50`, `￥1.2万`, `50`; rounded half up to so many places."""
    if isinstance(value, _NO_WORDS):
        raise Bad(f"应是数字，却是 {value}")
    found = text(value, 40)
    if found is None:
        return None
    match = _AMOUNT.fullmatch(_bare(found).replace(",", ""))
    if match is None:
        raise Bad(f"「{found}」不是数字")
    exact = Decimal(match[1]) * _TIMES.get(match[2] or "", 1)
    if abs(exact) >= 10**11:
        raise Bad(f"「{found}」太大了")
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def amount(value: Any) -> Decimal | None:
    """A sum in yuan, above nothing."""
    found = number(value)
    if found is not None and found < 0:
        raise Bad(f"「{value}」是负数")
    return found
