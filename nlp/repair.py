"""Corrections inside a sentence: 周三 不对 周四, 给华为哦不腾讯打电话. What was taken back is cut out."""

from nlp import forms as re
from nlp.reading import Reading
from zh.text import Aligned

_MARK = re.compile(
    r"[,，。.… ]*(?:哦|啊|额|呃|噢|喔)?(?:我)?(?:不对不对|不对|不是不是|不是|说错了|说错|搞错了|口误|记错了|打错了|错了|写错了|更正一下|更正|不不不|不不|等等|(?<=[,，。 ])等一?下(?=[,，。 ])|不行(?=[,，。 ]*(?:改|换)))[,，。.… ]*(?:应该是|应该|是|改成|改为|改到|换成|改|换)?[,，。 ]*"
    r"|(?:[,，。.… ]+(?:嗯|恩|唉)?不(?=[,，。.… ])|[,，。.… ]*(?:嗯|恩)不(?!错))[,，。.… ]*(?:还是|要不)?"  # 让曹阳 不 还是让Kevin
    r"|[,，。.… ]*算了[,，。.… ]*还是"
    r"|[,，。 ]+还是(?=[让派叫请找][^,，。 ]{2,5}吧)"
    r"|[,，。.… ]*(?:哦|啊|额|呃|噢|喔|哎)不(?:是|对)?[,，。.… ]*(?:应该是|是)?[,，。 ]*"
)
_CHANGE_IT = re.compile(
    r"[ ,，了啊!！。]*(?:(?:赶紧|快|麻烦|帮我|给我)*改(?:一?下|过来|掉)?[了吧]?)?[!！。 ]*"
)
_IT_WAS = re.compile(
    r"(?:[付打汇转给回结交到报订下买要签送退定说][款账钱货单过来了]{0,2})?的(?=$|[,，。 !！])"
)
_OTHER = re.compile("[。;；]|.{17}")
_NOT_THAT = re.compile("[,，。 ]*不是")
_NEAR = 2


def repaired(reading: Reading) -> Aligned | None:
    """The text without what the speaker took back; None where nothing was."""
    text = reading.text
    if (
        "不" not in text
        and "错" not in text
        and "口误" not in text
        and "更正" not in text
        and "等" not in text
        and "还是" not in text
    ):
        return None
    if _MARK.search(text) is None:
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
            start, end, again = cut
            source = reading.source
            # What is said anew stands where the old words stood; its offsets stay within them.
            at = [source.at[min(start + i, end)] for i in range(len(again))]
            return Aligned(
                source.original,
                text[:start] + again + text[end:],
                (*source.at[:start], *at, *source.at[end:]),
            )
    return None


def _sort(kind: str) -> str:
    return "number" if kind in ("money", "number", "quantity", "percent") else kind


def _taken_back(
    match: re.Match[str], things: list[tuple[int, int, str]], text: str
) -> tuple[int, int, str] | None:
    """The stretch to cut, from the thing taken back to the thing that replaces it, and what stays of it."""
    start, end = match.span()
    after = next((t for t in things if t[0] >= end - 1), None)
    if after is None or after[0] - end > _NEAR:
        return None
    before = [t for t in things if t[1] <= start and t[2] == after[2]]
    if not before:
        return None
    old = before[-1]
    between = text[old[1] : start]
    if re.search(r"不是$", match[0].strip(",，。 ")) and re.search(r"[是该]$", text[: old[0]]):
        return None  # 是悦丰不是百鑫: what is said first is meant
    if _NOT_THAT.fullmatch(match[0]) and _CHANGE_IT.fullmatch(text, after[1]) and old[0] < 6:
        return None  # 周五不是周四: what was written before is put right, nothing in this message is
    if (
        old[2] in ("customer", "person")
        and not _NOT_THAT.fullmatch(match[0])
        and (tail := _IT_WAS.match(text, after[1]))
        and not _OTHER.search(between)
    ):
        return old[0], tail.end(), text[after[0] : after[1]] + between  # A打款6万 等等 是B打的
    if len(between) > 10 or re.search(r"[,，。;；]", between):
        return None
    if old[2] == "time":
        return _retimed(text, old, after, end) if len(between) <= 1 else None
    if len(between) > 2:
        if text.startswith(between, after[1]):  # 公牛的商机 哦不 万华的商机
            return old[0], after[0], ""
        # 把华为的方案发给李总 不对 发给王总: cut from what is said again.
        return None
    return old[0], after[0], ""


_WEEK = re.compile("(?:下下|下|上上|上|这|本)个?(?=(?:周|星期|礼拜)[一二三四五六日天末1-7])")
_MONTH = re.compile(
    r"(?:(?:下下|下|上上|上|这|本)个?月|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?)(?=[\d一二三])"
)
_DATE = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[号日]"
_DAY = re.compile(
    rf"(?:大后|[今明后昨前])[天日儿]?|(?:{_WEEK.pattern})?(?:周|星期|礼拜)[一二三四五六日天末1-7]"
    rf"|(?:{_MONTH.pattern})?{_DATE}"
)
_PART = re.compile("[早晚]上|[上中下]午|傍晚|凌晨|一早|[早晚]")
_CLOCK = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点|时|[:：]\d)")


def _retimed(
    text: str, old: tuple[int, int, str], new: tuple[int, int, str], end: int
) -> tuple[int, int, str]:
    """明天下午3点 不对 4点 keeps tomorrow afternoon, 不对 后天 the hour, 下周三 不对 周四 the week."""
    said, again = text[old[0] : old[1]], text[new[0] : new[1]]
    day = _DAY.match(said)
    if day is None:
        return old[0], end, ""
    if _DAY.match(again):
        same = _WEEK if re.match("周|星期|礼拜", again) else _MONTH if re.fullmatch(_DATE, again) else None
        found = same.match(said) if same else None
        kept = found[0] if found else ""
        if _DAY.fullmatch(again):
            return old[0], new[1], kept + again + said[day.end() :]
        return old[0], end, kept
    part = _PART.match(said, day.end())
    if _CLOCK.match(again):
        return old[0], end, said[: part.end() if part else day.end()]
    return old[0], end, said[: day.end()] if _PART.match(again) else ""
