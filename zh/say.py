"""Moments and days as a colleague would write them."""

from datetime import date, datetime, tzinfo

WEEKDAYS = "一二三四五六日"
_NEAR = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def day(value: date, today: date) -> str:
    """`明天(周一)`, `11月25日(周三)`, `2027年1月5日(周二)`."""
    weekday = f"(周{WEEKDAYS[value.weekday()]})"
    near = _NEAR.get((value - today).days)
    if near:
        return near + weekday
    year = f"{value.year}年" if value.year != today.year else ""
    return f"{year}{value.month}月{value.day}日{weekday}"


def near(value: date, today: date) -> str:
    """`今天`, `前天`; empty for a day farther off."""
    return _NEAR.get((value - today).days, "")


def moment(value: datetime, grain: str, now: datetime, tz: tzinfo) -> str:
    """A moment by its grain: only the day where no hour was said."""
    local = value.astimezone(tz)
    text = day(local.date(), now.astimezone(tz).date())
    return text if grain == "day" else f"{text}{local:%H:%M}"


def ago(value: datetime, now: datetime, tz: tzinfo) -> str:
    """`今天`, `昨天`, `12天前`."""
    days = (now.astimezone(tz).date() - value.astimezone(tz).date()).days
    return _NEAR[-days] if 0 <= days <= 2 else f"{days}天前"
