"""The cards the clock sends, with all their wording. Short names of lines have at most five characters."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from crm.reports import daily_text
from crm.reports.daily import Daily
from crm.reports.own_report import OwnReport
from crm.tasks.plans import Plan, Todo
from crm.tasks.reminders import Stage
from models.outbox import Button, Card
from models.work import Task
from zh import say

MOST_LINES = 6  # WeCom shows no more on a card
LATE_AFTER = timedelta(minutes=10)  # a reminder this late says so
Due = tuple[Task, str | None]  # a task and the name of its customer


def due_task(
    task: Task,
    customer: str | None,
    now: datetime,
    tz: tzinfo,
    stage: Stage = "due",
    *,
    progress: str = "",
    instead_of: str = "",
    text: str = "",
) -> Card:
    """待办到期, the day before, or late: done with a tap. `instead_of`: whom the reader stands in for."""
    assert task.due_at is not None
    due = say.moment(task.due_at, task.due_grain, now, tz)
    lines = [("时间", due)]
    if customer:
        lines.append(("客户", customer))
    if task.priority == "high":
        lines.append(("优先级", "紧急"))
    if progress:
        lines.append(("进度", progress))
    ref = (str(task.id), task.due_at.isoformat(timespec="minutes"))
    buttons = [
        Button("完成", "task.done", ref, 1),
        Button("推迟一天", "task.later", ref, 2),
        Button("下周再说", "task.next_week", ref, 2),
    ]
    if stage != "due":
        buttons.append(Button("这类不再提醒", "mute", (stage,), 3))
    desc = STAGES[stage] if stage != "due" else _when_late(task, now, tz) or STAGES[stage]
    return Card(
        title=task.title,
        desc=f"代{instead_of}：{desc}" if instead_of else desc,
        text=text,
        lines=tuple(lines),
        buttons=tuple(buttons),
    )


STAGES: Final[Mapping[Stage, str]] = {
    "near": "快到期了，先提个醒",
    "due": "待办到时间了",
    "overdue": "逾期了，还没完成",
}
HEADS: Final[Mapping[Stage, str]] = {
    "near": "{}条待办快到期",
    "due": "{}条待办到时间了",
    "overdue": "{}条待办逾期了",
}


def _when_late(task: Task, now: datetime, tz: tzinfo) -> str:
    """Said when the reminder was held up, e.g. after an outage."""
    if task.remind_at is None or now - task.remind_at <= LATE_AFTER:
        return ""
    return f"这条提醒晚到了，本该{say.moment(task.remind_at, 'minute', now, tz)}发出"


def due_digest(
    due: Sequence[Due], now: datetime, tz: tzinfo, url: str, stage: Stage = "due", instead_of: str = ""
) -> Card:
    """Many tasks of one person at once: one card instead of a burst."""
    late = stage == "due" and any(_when_late(task, now, tz) for task, _ in due)
    lines = tuple((_short_time(task, now, tz), _title(task.title, customer)) for task, customer in due)
    rest = len(due) - MOST_LINES
    more = f"还有{rest}条，点开看全部。" if rest > 0 else ""
    return Card(
        title=(f"代{instead_of}：" if instead_of else "") + HEADS[stage].format(len(due)),
        desc="有几条提醒晚到了，合在一起发给你" if late else "合在一起提醒，不一条条打扰你",
        text=f"{more}回「待办」可以逐条处理。",
        lines=lines[:MOST_LINES],
        buttons=() if stage == "due" else (Button("这类不再提醒", "mute", (stage,), 3),),
        url=url,
    )


def _short_time(task: Task, now: datetime, tz: tzinfo) -> str:
    """At most five characters: the hour today, the date otherwise."""
    assert task.due_at is not None
    local, today = task.due_at.astimezone(tz), now.astimezone(tz).date()
    if local.date() == today:
        return "今天" if task.due_grain == "day" else f"{local:%H:%M}"
    return f"{local.month}/{local.day}"


def _title(title: str, customer: str | None) -> str:
    return f"{title}（{customer}）" if customer and customer not in title else title


def plan(plan: Plan, tz: tzinfo, url: str) -> Card:
    """今天的计划: overdue first, then due today, then whom to contact and why."""
    lines = [("逾期", _plan_line(todo, tz)) for todo in plan.overdue]
    lines += [("今天", _plan_line(todo, tz)) for todo in plan.today]
    lines = lines[: MOST_LINES - min(len(plan.contact), 2)]  # room for two to contact, however much is due
    lines += [("联系", f"{s.customer}：{s.why}") for s in plan.contact]
    weekday = say.day(plan.day, plan.day).removeprefix("今天")
    return Card(
        title=f"今天的计划 {plan.day.month}月{plan.day.day}日{weekday}",
        desc=plan.summary(),
        lines=tuple(lines[:MOST_LINES]),
        text="点开看全部" if _size(plan) > MOST_LINES else "",
        url=url,
    )


def _size(plan: Plan) -> int:
    return len(plan.overdue) + len(plan.today) + len(plan.contact)


def _plan_line(todo: Todo, tz: tzinfo) -> str:
    urgent = "【急】" if todo.urgent else ""
    when = ""  # in front: what stands at the end of a long line is cut off
    if todo.late_days:
        when = f"晚{todo.late_days}天 "
    elif todo.grain != "day":
        when = f"{todo.due_at.astimezone(tz):%H:%M} "
    return f"{when}{urgent}{_title(todo.title, todo.customer)}"


def own_report(report: OwnReport, url: str, tz: tzinfo) -> Card:
    """18:00, the rep's own day drafted from the records, handed in by a tap; without records a kind word."""
    title = f"今天的小结 {report.day.month}月{report.day.day}日"
    buttons: tuple[Button, ...] = (Button("交日报", "report.hand_in", (report.day.isoformat(),), 1),)
    text = "漏了什么，直接发给我就会补进来；另有话说，就说「日报补一句：…」。"
    if report.handed_in_at:
        buttons = ()
        text = f"日报{report.handed_in_at.astimezone(tz):%H:%M}已交。漏了什么，直接发给我就会补进来。"
    elif not report:
        text = "说一句就能补上，比如「今天拜访了华为李总，聊了报价」。没有外出也没关系，好好休息。"
    if report and report.next_up:
        text += f"明天有{len(report.next_up)}条待办。"
    lines = [("跟进", did.line()) for did in report.follow_ups]
    lines += [("完成", title) for title in report.done]
    lines += [("关单", name) for name in report.closed]
    lines += [("新客户", name) for name in report.new_customers]
    return Card(
        title=title,
        desc=report.summary() or "今天还没有记录",
        lines=tuple(lines[:MOST_LINES]),
        quote=report.added,
        text=text,
        buttons=buttons,
        url=url,
    )


def daily(daily: Daily, url: str) -> Card:
    """The manager's daily report: the headline first, each figure beside yesterday and the usual.

    Where somebody has recorded nothing it can be worked by a tap, and has no large figure then.
    """
    first, *others = daily.figures
    lines = [(daily_text.name(one), f"{daily_text.today(one)}（{daily_text.beside(one)}）") for one in others]
    notes = [daily_text.handed_in(daily, most=4), *daily_text.odd(daily), *daily_text.targets(daily)]
    notes.append(daily_text.backfilled(daily))
    figure = (
        daily_text.value(first, first.today),
        f"{daily_text.name(first)}（{daily_text.beside(first)}）",
    )
    buttons: tuple[Button, ...] = ()
    if daily.silent:
        lines.insert(0, (daily_text.name(first), f"{daily_text.today(first)}（{daily_text.beside(first)}）"))
        notes.insert(0, f"没有记录：{daily_text.silent_names(daily, most=4)}")
        buttons = (Button("提醒他们", "report.nudge", (daily.day.isoformat(),), 1),)
    return Card(
        title=f"日报 {daily.day.month}月{daily.day.day}日 {daily.team}",
        desc=daily_text.headline(daily),
        text="\n".join(filter(None, notes)),
        figure=None if buttons else figure,
        lines=tuple(lines[:MOST_LINES]),
        quote="\n".join(daily_text.exceptions(daily)),
        buttons=buttons,
        url=url,
    )
