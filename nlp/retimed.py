"""What stays of a time that was taken back: 明天下午3点 不对 4点 is tomorrow afternoon still."""

from nlp import forms as re

Thing = tuple[int, int, str]  # where a name, a time or a value stands, and its sort
Cut = tuple[int, int, str]  # a stretch to cut, and what is put in its stead

_WEEK = re.compile("(?:下下|下|上上|上|这|本)个?(?=(?:周|星期|礼拜)[一二三四五六日天末1-7])")
_MONTH = re.compile(
    r"(?:(?:下下|下|上上|上|这|本)个?月|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?)(?=[\d一二三四五六七八九十])"
)
_DATE = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[号日]"
_DAY = re.compile(
    rf"(?:大后|[今明后昨前])[天日儿]?|(?:{_WEEK.pattern})?(?:周|星期|礼拜)[一二三四五六日天末1-7]"
    rf"|(?:{_MONTH.pattern})?{_DATE}"
)
_PART = re.compile("[早晚]上|[上中下]午|傍晚|凌晨|一早|[早晚]")
_CLOCK = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点|时|[:：]\d)")


def retimed(text: str, old: Thing, new: Thing, end: int) -> Cut:
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


def narrows(said: str, again: str) -> bool:
    """下周 嗯 周三: the second time says the first more closely, or they are of two sorts."""
    if _DAY.match(again):
        return _DAY.match(said) is None
    hour = _PART.match(again) or _CLOCK.match(again)
    return bool(hour) and not (_DAY.match(said) or _PART.match(said) or _CLOCK.match(said))
