"""What is said about days off, quiet hours, and reminders that are not wanted."""

from collections.abc import Sequence
from datetime import date, time

from crm.people.manners import KINDS, Span
from models.manners import Absence
from models.people import User
from zh import say

ASK_LEAVE = "请假从哪天到哪天？比如「明天」「明天到周五」"
NOT_AWAY = "你现在没有请假，不用销假。"
HALF_DAY = "半天假不停提醒，事情照常叫你。全天不想被打扰就说「明天请假」。"
NOBODY_AWAY = "最近没有人请假。"
WEEKEND = (
    "周末和节假日本来就不发计划、小结和日报。你自己定了时间的待办到点还会来；"
    "整天都不要的话，说「周六到周日请假」。"
)
ASK_QUIET = "免打扰从几点到几点？比如「免打扰 22点到8点」"
WHICH_KIND = "哪一类不再提醒？"
NOTHING_MUTED = "没有关掉过提醒，都会照常提醒你。"


def leave_taken(
    one: Absence, whose: User, mine: bool, substitute: User | None, tasks: int, today: date
) -> str:
    who = "你" if mine else whose.name
    lines = [f"已记{who}请假：{span(one, today)}"]
    if substitute is not None:
        lines.append(f"{substitute.name}代{who}：到期的待办提醒和审批先给{substitute.name}，回来再还给{who}")
    else:
        lines.append(f"这几天的提醒先替{who}留着，上班第一天早上一起给；审批找上一级")
        if tasks:
            lines.append(f"期间有{tasks}条待办到期，要人顶就说「王磊替我」")
    return "\n".join(lines)


def span(one: Absence, today: date) -> str:
    """`明天(周三)` or `明天(周三)到11月27日(周五)`."""
    first = say.day(one.first, today)
    return first if one.first == one.last else f"{first}到{say.day(one.last, today)}"


def stands_in(substitute: User, mine: bool, whose: User) -> str:
    return f"好的，{'你' if mine else whose.name}请假期间由{substitute.name}代。"


def you_stand_in(whose: User, one: Absence, today: date) -> str:
    return f"{whose.name}请假（{span(one, today)}），请你代一下：到期的待办和要审批的事会发给你。"


def back(mine: bool, whose: User) -> str:
    return f"{'欢迎回来' if mine else f'{whose.name}已销假'}，提醒恢复了。发「今天要做什么」看看手上的事。"


def who_is_away(found: Sequence[tuple[Absence, User]], names: dict[int, str], today: date) -> list[str]:
    return [
        f"{user.name} {span(one, today)}"
        + (f"，{names[one.substitute_id]}代" if one.substitute_id in names and one.substitute_id else "")
        for one, user in found
    ]


def quiet(wanted: Span) -> str:
    if wanted is None:
        return "已关掉免打扰，什么时候有事都会马上告诉你。"
    return (
        f"已设免打扰 {_hour(wanted[0])}–{_hour(wanted[1])}：这段时间的提醒攒到{_hour(wanted[1])}再给你。"
        "你自己定了几点的提醒、你问我的话，照常马上到。"
    )


def quiet_usual(usual: tuple[time, time]) -> str:
    return f"免打扰恢复成默认的 {_hour(usual[0])}–{_hour(usual[1])}。"


def _hour(at: time) -> str:
    return f"{at:%H:%M}"


def muted(kind: str, new: bool) -> str:
    word = "" if new else "本来就"
    return f"{word}不再发「{KINDS[kind]}」了。想要回来发「恢复提醒」。"


def unmuted(kinds: Sequence[str]) -> str:
    return f"已恢复：{'、'.join(KINDS[kind] for kind in kinds)}。"


def settings(wanted: Span, muted_kinds: Sequence[str]) -> str:
    lines = [f"免打扰：{_hour(wanted[0])}–{_hour(wanted[1])}" if wanted else "免打扰：没开"]
    lines.append("关掉的提醒：" + ("、".join(KINDS[kind] for kind in muted_kinds) or "没有"))
    lines.append("改的话说「免打扰 22点到8点」「恢复提醒」「不要再发早上的计划」")
    return "\n".join(lines)
