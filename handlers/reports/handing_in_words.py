"""What is said when the report of a day is handed in."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final

from crm.reports.own_report import OwnReport
from models.people import User
from models.work import DayReport
from zh import say

MORE: Final = "还想跟主管说一句的话直接说，会补进日报；没有就不用回。"
ADD_WHAT: Final = "补什么？说一句就行，比如「今天主要在改标书」。"
NOTHING_YET: Final = "还没交，等你一句话"
FOR_MANAGERS: Final = "同事的日报只有主管看得到。看自己的发「日报交了吗」。"


def nothing(day: str) -> str:
    return f"{day}还没有记录，日报还没交。写一句{day}做了什么，我就用它交；拜访过客户就先说拜访，再交。"


def handed_in(report: DayReport, drafted: OwnReport, day: str) -> str:
    said = f"{day}的日报已交：{drafted.summary() or '没有跟进记录'}"
    return f"{said}\n补充：{report.added}" if report.added else said


def draft(drafted: OwnReport, tz: tzinfo) -> tuple[str, list[str]]:
    """Head and lines, the last one whether it is handed in."""
    lines = [f"跟进 {did.line()}" for did in drafted.follow_ups]
    lines += [f"完成 {title}" for title in drafted.done]
    lines += [f"关单 {name}" for name in drafted.closed]
    lines += [f"新客户 {name}" for name in drafted.new_customers]
    lines += [f"补充 {said}" for said in drafted.added.splitlines()]
    at = drafted.handed_in_at
    lines.append(f"日报{at.astimezone(tz):%H:%M}已交" if at else "日报还没交，说「交日报」就交")
    return f"今天的小结：{drafted.summary() or '还没有记录'}", lines


def already(report: DayReport, now: datetime, tz: tzinfo) -> str:
    assert report.handed_in_at is not None
    when = say.moment(report.handed_in_at, "minute", now, tz)
    return f"{when}已经交过了，不用再交。后来记的会自己进去；要补一句就说「日报补一句：…」。"


def taken_back(day: str) -> str:
    return f"{day}的日报收回来了，没有交。改好了说「交日报」再交。"


def button(report: DayReport, tz: tzinfo) -> str:
    """In place of the button of the card."""
    assert report.handed_in_at is not None
    at = report.handed_in_at.astimezone(tz)
    return f"{at:%H:%M}已交 ✓" if at.date() == report.day else f"{at.month}月{at.day}日{at:%H:%M}补交 ✓"


def added(report: DayReport, said: str, day: str) -> str:
    state = "" if report.handed_in_at else "\n日报还没交，说「交日报」就交。"
    return f"已补进{day}的日报：{said}{state}"


def mine(report: DayReport | None, day: str, tz: tzinfo) -> str:
    if report is None or report.handed_in_at is None:
        return f"你{day}的日报还没交，说「交日报」就交。"
    return f"你{day}的日报交了（{button(report, tz)}）。"


def of_team(
    team: str,
    day: str,
    reports: Sequence[DayReport],
    people: Sequence[User],
    names: dict[int, str],
    tz: tzinfo,
) -> tuple[str, list[str]]:
    """Head and lines: who has not yet, then who has, with what they added. `people`: who is to hand in."""
    there = {one.user_id for one in reports}
    missing = [user.name for user in people if user.id not in there]
    head = f"{team} {day}的日报：{len(reports)}人已交，{f'{len(missing)}人没交' if missing else '都交了'}"
    lines = [f"没交：{'、'.join(missing)}"] if missing else []
    for one in reports:
        assert one.handed_in_at is not None
        words = f"：{'；'.join(one.added.splitlines())}" if one.added else ""
        lines.append(f"{names[one.user_id]} {one.handed_in_at.astimezone(tz):%H:%M}交{words}")
    return head, lines
