"""Make the character tables of this folder again: `python zh/data/generate.py`, where both packages are.

Needs `pypinyin` (MIT) and `opencc-python-reimplemented` (Apache-2.0, with OpenCC's own dictionaries);
neither is needed at run time. The result is committed, see README.md beside this file.
"""

from collections import defaultdict
from pathlib import Path

import opencc  # type: ignore[import-untyped,import-not-found,unused-ignore]
from pypinyin import Style, lazy_pinyin

HERE = Path(__file__).parent
BASIC = range(0x4E00, 0x9FA6)  # the CJK block as GBK has it

# pypinyin gives the commonest reading of a lone character; in company names another one is heard.
IN_NAMES = {
    "厦": "xia",
    "行": "hang",
    "乐": "le",
    "重": "chong",
    "都": "du",
    "长": "chang",
    "曾": "zeng",
    "蔚": "wei",
    "薄": "bo",
}


def pinyin_table() -> str:
    """One line a syllable: `pin 拼品聘…`, characters in code order."""
    by_sound: dict[str, list[str]] = defaultdict(list)
    for code in BASIC:
        char = chr(code)
        sound = IN_NAMES.get(char) or lazy_pinyin(char, style=Style.NORMAL, v_to_u=False)[0]
        if sound.isascii() and sound.isalpha():
            by_sound[sound].append(char)
    return "".join(f"{sound} {''.join(chars)}\n" for sound, chars in sorted(by_sound.items()))


def simplified_table() -> str:
    """Two lines of equal length: traditional characters, and the simplified one of each."""
    converter = opencc.OpenCC("t2s")
    pairs = []
    for code in BASIC:
        plain = converter.convert(chr(code))
        if plain != chr(code) and len(plain) == 1:
            pairs.append((chr(code), plain))
    return "".join(a for a, _ in pairs) + "\n" + "".join(b for _, b in pairs) + "\n"


if __name__ == "__main__":
    (HERE / "pinyin.txt").write_text(pinyin_table(), encoding="utf-8")
    (HERE / "simplified.txt").write_text(simplified_table(), encoding="utf-8")
