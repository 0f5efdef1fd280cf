"""Toneless pinyin by a table of characters, fast enough for every message.

One reading a character: good for finding homophones (花为 and 华为), not for reading aloud.
Surnames have their own readings (单 shan, 仇 qiu, 区 ou).
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

_SURNAMES = {
    "单": "shan", "仇": "qiu", "区": "ou", "解": "xie", "曾": "zeng", "查": "zha", "盖": "ge",
    "朴": "piao", "任": "ren", "缪": "miao", "乐": "yue", "翟": "zhai", "冼": "xian", "员": "yun",
    "覃": "qin", "谌": "chen", "召": "shao", "繁": "po", "燕": "yan", "葛": "ge", "宁": "ning",
    "种": "chong", "秘": "bi", "折": "she", "隗": "wei", "贾": "jia", "牟": "mou", "尉": "wei",
    "万": "wan", "石": "shi", "沈": "shen", "应": "ying", "车": "che", "卜": "bu", "柏": "bai",
    "薄": "bo", "哈": "ha", "华": "hua", "纪": "ji", "晟": "cheng",
}  # fmt: skip
_DOUBLE_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "单于": ("chan", "yu"),
}

# What the ear and the keyboard mix up: flat and curled tongue, n and l, front and back nasal.
_FOLD_START = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))


_END = 0xA000  # behind the last Chinese character of the table


@cache
def _sounds() -> list[str]:
    """The sound of every character below `_END`, by its code; what has none stands for itself in lower case.

    A list and no dictionary: a message looks up each of its characters, each in another corner of the memory.
    """
    found = [chr(code).lower() for code in range(_END)]
    for line in (_DATA / "pinyin.txt").read_text(encoding="utf-8").splitlines():
        sound, chars = line.split(" ")
        for char in chars:
            found[ord(char)] = sound
    return found


@cache
def _folded() -> list[str]:
    """The same, each folded."""
    folds = {sound: fold(sound) for sound in set(_sounds())}
    return [folds[sound] for sound in _sounds()]


@cache
def _initials() -> list[str]:
    """The first letter of each."""
    return [sound[0] for sound in _sounds()]


def _looked_up(table: list[str], s: str) -> list[str]:
    try:
        return list(map(table.__getitem__, map(ord, s)))
    except IndexError:
        return [table[ord(char)] if ord(char) < _END else char.lower() for char in s]


def fold(syllable: str) -> str:
    """One form for syllables easily mixed up: `zhang` and `zan` are both `zan`, `neng` is `len`."""
    for start, plain in _FOLD_START:
        if syllable.startswith(start) and len(syllable) > len(start):
            syllable = plain + syllable[len(start) :]
            break
    if syllable.endswith("ng") and syllable[-3:-2] in "aei":
        syllable = syllable[:-1]
    return syllable


def syllables(s: str) -> list[str]:
    """One entry a character; what has no pinyin stands for itself in lower case."""
    return _looked_up(_sounds(), s)


def initials(s: str) -> str:
    """`华为Mate` gives `hwmate`."""
    return "".join([sound[0] for sound in _looked_up(_initials(), s)])


def sound(char: str) -> str:
    """The syllable of one Chinese character."""
    return _sounds()[ord(char)]


def of(s: str) -> str:
    """`华为Mate` gives `huaweimate`."""
    return "".join(syllables(s))


def sounding(sounds: Collection[str]) -> str:
    """All characters that sound like one of these syllables."""
    return "".join(chr(code) for code, sound in enumerate(_sounds()) if sound in sounds)


def folded(s: str) -> list[str]:
    """Like `syllables`, each one folded."""
    return _looked_up(_folded(), s)


def surname(s: str) -> str:
    """Pinyin of a surname: `单` gives `shan`, `尉迟` gives `yuchi`."""
    if s in _DOUBLE_SURNAMES:
        return "".join(_DOUBLE_SURNAMES[s])
    return _SURNAMES.get(s) or of(s)


@cache
def _spellings() -> frozenset[str]:
    return frozenset(_sounds()[:128] + _sounds()[0x4E00:])


def spelled(word: str, most: int = 8) -> set[str]:
    """What Latin letters can be as folded pinyin: `huawei` gives `huawei`, `zhangjiang` `zanjian`.

    Empty where they are no whole syllables; `most` ways to cut them are looked at (xian: one or two).
    """
    ways: list[list[str]] = [[] for _ in range(len(word) + 1)]
    ways[0] = [""]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            if word[start:end] in _spellings():
                ways[end] += [before + fold(word[start:end]) for before in ways[start][:most]]
        ways[end] = ways[end][:most]
    return set(ways[-1]) if word else set()
