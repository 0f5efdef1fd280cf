"""Corrections inside a sentence: 周三 不对 周四, 给华为哦不腾讯打电话. What was taken back is cut out."""

from nlp import forms as re
from nlp.reading import Reading
from zh.text import Aligned

_MARK = re.compile(
    r"[,，。.… ]*(?:哦|啊|额|呃|噢|喔)?(?:我)?(?:不对不对|不对|不是不是|不是|说错了|说错|口误|记错了|打错了|错了|写错了|更正一下|更正|不不不|不不|等等)[,，。.… ]*(?:应该是|应该|是|改成|改为)?[,，。 ]*"
    r"|[,，。.… ]*(?:哦|啊|额|呃|噢|喔|哎)不(?:是|对)?[,，。.… ]*(?:应该是|是)?[,，。 ]*"
)
_NEAR = 2


def repaired(reading: Reading) -> Aligned | None:
    """The text without what the speaker took back; None where nothing was."""
    text = reading.text
    if (
        "不" not in text
        and "错" not in text
        and "口误" not in text
        and "更正" not in text
        and "等等" not in text
    ):
        return None
    things = [(i.start, i.end, _sort(i.kind)) for i in reading.items]
    things += [(m.start, m.end, m.kind) for m in reading.mentions if m.kind != "tag"]
    taken = [(start, end) for start, end, _ in things]
    things += [
        (m.start, m.end, "tag")
        for m in reading.mentions
        if m.kind == "tag" and not any(a < m.end and m.start < b for a, b in taken)
    ]
    things.sort()
    for match in _MARK.finditer(text):
        if cut := _taken_back(match, things, text):
            keep = [i for i in range(len(text)) if not cut[0] <= i < cut[1]]
            return reading.source.keep(keep)
    return None


def _sort(kind: str) -> str:
    return "number" if kind in ("money", "number", "quantity", "percent") else kind


def _taken_back(
    match: re.Match[str], things: list[tuple[int, int, str]], text: str
) -> tuple[int, int] | None:
    """The stretch to cut: from the thing taken back to the thing that replaces it."""
    start, end = match.span()
    after = next((t for t in things if t[0] >= end - 1), None)
    if after is None or after[0] - end > _NEAR:
        return None
    before = [t for t in things if t[1] <= start and t[2] == after[2]]
    if not before:
        return None
    old = before[-1]
    between = text[old[1] : start]
    if re.search(r"不是$", match[0].strip(",，。 ")) and re.search(r"是$|应该$", text[: old[0]]):
        return None  # 是悦丰不是百鑫: what is said first is meant
    if len(between) > 10 or re.search(r"[,，。;；]", between):
        return None
    if old[2] == "time":
        return (old[0], end) if len(between) <= 1 else None
    if len(between) > 2:
        if text.startswith(between, after[1]):  # 公牛的商机 哦不 万华的商机
            return old[0], after[0]
        # 把华为的方案发给李总 不对 发给王总: cut from what is said again.
        return None
    return old[0], after[0]
