"""Words of the trade typed by sound: 拜放 for 拜访, 商鸡 for 商机, 名天 for 明天.

Only words listed in `lexicon/heard.words` are restored, only where the same toneless pinyin was typed
and the characters that stand there are no word of their own and no name that is known. The length never
changes.
"""

import re
from functools import cache
from pathlib import Path

from nlp import lexicon, tokens
from nlp.names import NO_NAMES, NameIndex
from zh import names as zh_names
from zh import pinyin

_WORDS = Path(__file__).parent / "lexicon" / "heard.words"


@cache
def _by_sound() -> dict[tuple[str, ...], str]:
    """Syllables of each listed word."""
    text = _WORDS.read_text(encoding="utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    return {tuple(pinyin.syllables(word)): word for word in words}


@cache
def _beginning() -> re.Pattern[str]:
    """A character that sounds as a listed word begins, before one that sounds as one goes on."""
    first = pinyin.sounding({sounds[0] for sounds in _by_sound()})
    second = pinyin.sounding({sounds[1] for sounds in _by_sound()})
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")


@cache
def _going_on() -> dict[str, frozenset[str]]:
    """For each sound that a listed word begins with, the sounds it goes on with."""
    found: dict[str, set[str]] = {}
    for first, second, *_ in _by_sound():
        found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


@cache
def _right() -> frozenset[str]:
    """Listed words that need nothing, and sound like the beginning of no longer one."""
    longer = {sounds[:2] for sounds in _by_sound() if len(sounds) > 2}
    return frozenset(word for sounds, word in _by_sound().items() if len(word) == 2 and sounds not in longer)


def restored(text: str, names: NameIndex = NO_NAMES) -> str:
    """The text with such words put right; the index is asked only where there are some."""
    slips = _slips(text)
    if not slips:
        return text
    called = _called(text, slips, names)
    chars = list(text)
    for at, word in slips:
        if not any(start < at + len(word) and at < end for start, end in called):
            chars[at : at + len(word)] = word
    return "".join(chars)


def _slips(text: str) -> list[tuple[int, str]]:
    """Where such a word was typed by sound, and which."""
    table, going_on = _by_sound(), _going_on()
    slips: list[tuple[int, str]] = []
    done = 0
    right = _right()
    for begins in _beginning().finditer(text):
        i = begins.start()
        if i < done:
            continue
        if text[i : i + 2] in right:
            done = i + 2
            continue
        if pinyin.sound(text[i + 1]) not in going_on[pinyin.sound(text[i])]:
            continue
        sounds = pinyin.syllables(text[i : i + 3])
        for length in (3, 2):
            word = table.get(tuple(sounds[:length]))
            if word is None:
                continue
            said = text[i : i + length]
            if said != word and _slipped(said, word) and _no_word(text, i, length):
                slips.append((i, word))
            done = i + length
            break
    return slips


_REACH = 3  # characters a name may begin before or go on behind what sounds like a word


def _called(text: str, slips: list[tuple[int, str]], names: NameIndex) -> list[tuple[int, int]]:
    """The known names, written as they are, that such words stand in: 付宽 is no 付款, 任武 no 任务; nor may
    one reach into a longer name: 查下无印良品 has no 下午."""
    spans = [
        (start, end)
        for at, word in slips
        for start in range(max(0, at - _REACH), at + len(word))
        for end in range(max(at + 1, start + 2), min(len(text), at + len(word) + _REACH) + 1)
        if start <= at and at + len(word) <= end or end - start > 2
    ]
    known = {name.key for name in names.find({text[start:end] for start, end in spans})}
    return [span for span in spans if text[slice(*span)] in known]


_BEFORE_NAMES = frozenset("跟和给去到在找约把让对")


def _slipped(said: str, word: str) -> bool:
    """A slip keeps a character of two, and none begins with what stands before names: 跟锦澜 is no 跟进."""
    if len(word) > 2:
        return True
    first, second = said[0] == word[0], said[1] == word[1]
    return second or first and (said[0] not in _BEFORE_NAMES or said[1] in "近尽")


def _no_word(text: str, at: int, length: int) -> bool:
    """Neither the characters themselves nor either end with its neighbour are in the dictionary."""
    said = text[at : at + length]
    if (
        not all("\u4e00" <= c <= "\u9fff" for c in said)
        or tokens.is_word(said)
        or said in lexicon.default().marks
    ):
        return False
    if said[-1] == "回" and text[at + length : at + length + 1] in tuple("来去家不到"):
        return False  # 车回来了: no 撤回
    if text[max(0, at - 1) : at] in ("小", "老", "阿") and zh_names.split_person(text[at] + "某")[0]:
        return False  # 小刘是: no 流失
    before, after = text[max(0, at - 1) : at + 1], text[at + length - 1 : at + length + 1]
    return not (len(before) == 2 and tokens.is_word(before)) and not (
        len(after) == 2 and tokens.is_word(after) and len(said) < 3
    )
