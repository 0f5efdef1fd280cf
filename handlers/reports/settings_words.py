"""What is said about the settings of reports."""

from collections.abc import Sequence
from datetime import datetime

from crm.figures.measures import ALL, BY_KEY
from crm.reports.settings import KINDS, Hour

WEEKDAYS = "一二三四五六日"
FOR_MANAGERS = (
    "日报、周报、月报的时间和内容由主管和管理员自己设。"
    "你不想收哪种，说「周报不要了」；早上的计划和晚上的小结，说「不要再发早上的计划」。"
)
NOTHING_LEFT = "这样就一个数字都不剩了，没有改。整份不想要，说「日报不要了」。"
HOW = (
    "要改就说「日报改到19:00」「周报改到周五18:00」「日报加上拜访次数」"
    "「日报只看销售一部」「周报不要了」「预览日报」"
)


def ask_hour(kind: str, said: str) -> str:
    heard = f"「{said}」我没看出是几点。" if said else ""
    example = {"daily": "19:00", "weekly": "周五18:00", "monthly": "2号9:00"}[kind]
    return f"{heard}{KINDS[kind]}改到什么时候？比如「{example}」"


def when(kind: str, hour: Hour) -> str:
    """`每个工作日19:00`, `每周五18:00`, `每月1号09:00`."""
    day = {
        "daily": "每个工作日",
        "weekly": f"每周{WEEKDAYS[hour.day or 0]}",
        "monthly": f"每月{hour.day or 1}号",
    }
    return f"{day[kind]}{hour.at:%H:%M}"


def hour(kind: str, new: Hour, first: datetime, now: datetime, moved: bool) -> str:
    grid = "（按5分钟一档）" if moved else ""
    day = "今天" if first.date() == now.date() else f"{first.month}月{first.day}日"
    return f"好，{KINDS[kind]}改为{when(kind, new)}发{grid}，下一份{day}到。改错了发「撤销」"


def names(keys: Sequence[str]) -> str:
    return "、".join(BY_KEY[key].name for key in keys)


def figures(kind: str, keys: Sequence[str]) -> str:
    return f"好，{KINDS[kind]}的数字改为：{names(keys)}。发「预览{KINDS[kind]}」先看看，改错了发「撤销」"


def figures_as_they_are(kind: str, keys: Sequence[str]) -> str:
    return f"{KINDS[kind]}本来就是这样：{names(keys)}，没有改。"


def no_such_figure(said: str) -> str:
    return f"没有「{said}」这个数字，没有改。能放的有：{'、'.join(one.name for one in ALL)}"


def about(kind: str, name: str) -> str:
    return f"好，{KINDS[kind]}以后看{name}。发「预览{KINDS[kind]}」先看看，改错了发「撤销」"


def which_team(found: Sequence[str]) -> str:
    return f"是哪个部门：{'、'.join(found)}？"


def whose(said: str, found: Sequence[str]) -> str:
    if found:
        return f"「{said}」是谁：{'、'.join(found)}？"
    return f"没找到叫「{said}」的部门或同事。报表一次看一个部门或一个人，看哪个？"


def beyond(name: str) -> str:
    return f"{name}的数字你看不到，没有改。要看可以请管理员。"


def preview(kind: str, hour: Hour) -> str:
    return f"预览：{KINDS[kind]}（{when(kind, hour)}发）按现在的设置是这样"


def line(kind: str, hour: Hour, keys: Sequence[str], team: str, off: bool) -> str:
    if off:
        return f"{KINDS[kind]}：不发（发「恢复{KINDS[kind]}」再要回来）"
    return f"{KINDS[kind]}：{when(kind, hour)}，看{team}：{names(keys)}"


def usual(kind: str, hour: Hour, changed: bool) -> str:
    if not changed:
        return f"{KINDS[kind]}本来就是默认设置：{when(kind, hour)}。"
    return f"好，{KINDS[kind]}恢复默认：{when(kind, hour)}发，看你能看到的所有人。"
