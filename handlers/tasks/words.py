"""What is said about tasks."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from crm.tasks.counted import NAMES, Progress
from crm.tasks.tasks import Load
from models.customers import Customer
from models.outbox import Button, Card
from models.people import User
from models.work import Task
from zh import say

ASK_TITLE = "要做什么？"
ASK_ASSIGNEE = "交给谁？"
ASK_OUTCOME = "聊得怎么样？说一句我就记到{customer}的跟进里；没什么可记就回「不用」。"
UNTIL = re.compile(r"UNTIL=(\d{4})(\d\d)(\d\d)")


def ask_outcome(customer: Customer) -> str:
    return ASK_OUTCOME.format(customer=customer.name)


def ask_when_again(task: Task) -> str:
    return f"没打通没关系，什么时候再打？说个时间我就改（{task.title}）；先放着就回「不用」。"


def left_open(task: Task) -> str:
    return f"好，先放着：{task.title}。要定时间就说「改到下午三点」。"


def spoken_of_at(at: datetime, now: datetime, tz: tzinfo) -> str:
    return f"{say.moment(at, 'minute', now, tz)}先提醒你一次"


def lead_set(task: Task, at: datetime, now: datetime, tz: tzinfo) -> str:
    return f"好，{spoken_of_at(at, now, tz)}：{task.title}"


def too_late_to_lead(task: Task, at: datetime, now: datetime, tz: tzinfo) -> str:
    gone = say.moment(at, "minute", now, tz)
    return f"「{task.title}」提前这么久是{gone}，已经过去了，没有改。到点会提醒你。"


def no_hour_to_lead(task: Task) -> str:
    return f"「{task.title}」还没有时间，提前不了。先说哪天，比如「{task.title}改到周五」。"


def next_one(task: Task, now: datetime, tz: tzinfo) -> str:
    assert task.due_at is not None
    return f"下一次：{say.moment(task.due_at, task.due_grain, now, tz)}"


def counting(found: Sequence[Progress]) -> str:
    """`联系10位客户：3/10`, a line each; what is reached is said so."""
    return "\n".join(
        f"{one.task.title}：{one.reached}/{one.task.wanted}" + ("，完成了 🎉" if one.done else "")
        for one in found
    )


def along_with(task: Task) -> str:
    """A reminder that a record answered."""
    return f"顺带完成了待办：{task.title} ✓"


def counts_itself(task: Task, reached: int) -> str:
    which = "".join(str(value).removesuffix("客户") for value in (task.counts_where or {}).values())
    whose = f"{which}客户" if which else "客户"
    how = NAMES[task.counts or "customers"]
    return f"会自己数：每记一条不同{whose}的{how}算一位，现在{reached}/{task.wanted}"


def handed(task: Task, customer: Customer | None, by: str, now: datetime, tz: tzinfo) -> Card:
    """To whoever a task was given: what, until when, from whom; done or later with a tap."""
    lines = [("来自", by)]
    if task.due_at is not None:
        lines.append(("时间", say.moment(task.due_at, task.due_grain, now, tz)))
    if customer is not None:
        lines.append(("客户", customer.name))
    if task.priority == "high":
        lines.append(("优先级", "紧急"))
    ref = (
        str(task.id),
        *((task.due_at.astimezone(UTC).isoformat(timespec="minutes"),) if task.due_at else ()),
    )
    return Card(
        title=task.title,
        desc=f"{by}交给你的待办",
        lines=tuple(lines),
        buttons=(
            Button("完成", "task.done", ref, 1),
            Button("推迟一天", "task.later", ref, 2),
            Button("做不了", "task.back", ref, 2),
        ),
    )


def done_by(task: Task, who: str) -> str:
    return f"{who}完成了你交代的待办：{task.title}"


def given_back(task: Task, who: str, why: str = "") -> str:
    return f"{who}把待办退给了你：{task.title}" + (f"\n原因：{why}" if why else "") + HAND_ON


HAND_ON = "\n要换人就说「转给」加同事名字。"
NOTHING_GIVEN = "你还没有交给别人的待办。说「让王磊周五前寄样品」就能交出去。"
NOTHING_LEFT = "你交给别人的待办里没有还没做完的。看自己的发「待办」。"
EACH_HAS = "看每个人手上的发「大家手上的待办」。"


def returned(task: Task, to: User) -> str:
    return f"已退给{to.name}：{task.title}"


def taken_over(task: Task, who: str) -> str:
    return f"待办「{task.title}」{who}自己做了，你不用管了。"


def mine(task: Task, now: datetime, tz: tzinfo) -> str:
    when = say.moment(task.due_at, task.due_grain, now, tz) if task.due_at else "未定时间"
    return f"好，由你来做：{when} {task.title}"


def given_line(task: Task, who: str, now: datetime, tz: tzinfo, progress: str = "") -> str:
    """`王磊 明天(周三) 寄样品 2/3`, or with a tick."""
    when = say.moment(task.due_at, task.due_grain, now, tz) if task.due_at else "未定时间"
    late = task.status == "open" and task.due_at is not None and task.due_at < now
    state = "✓" if task.status == "done" else "（逾期）" if late else ""
    return " ".join(filter(None, [who, when, task.title, progress])) + (f" {state}" if state else "")


def waits(task: Task, customer: Customer, stage: str, now_there: bool) -> str:
    if now_there:
        return f"{customer.name}已经在「{stage}」了，今天就提醒你：{task.title}"
    return f"已加待办：{customer.name}到「{stage}」时提醒你：{task.title}"


def came_due(stage: str, found: Sequence[Task]) -> str:
    """Tasks that waited for the stage just reached."""
    return f"等「{stage}」的待办今天到期：{'、'.join(task.title for task in found)}"


def no_stage(said: str, stages: Sequence[str]) -> str:
    return f"没有「{said}」这个阶段。现在有：{'、'.join(stages)}。"


def shared(people: Sequence[User], mine: bool) -> str:
    """Who has a share of it."""
    names = "、".join(user.name for user in people)
    return f"一起做：{'你、' if mine else ''}{names}，各自点完成，进度一起看"


def which_of_them(said: str, names: Sequence[str]) -> str:
    return f"「{said}」有{'、'.join(names)}，没有一起加；要加就撤销，写全名再说一遍。"


def progress_of_group(task: Task, done: int, whole: int) -> str:
    return f"「{task.title}」{done}/{whole}人完成了"


LEVELS = {"high": "紧急", "normal": "普通", "low": "不急"}


def has_it(task: Task, user: User, mine: bool) -> str:
    return f"「{task.title}」本来就在{'你' if mine else user.name}这里，没有再发一遍。"


def load(one: Load) -> str:
    """`李晓 5条，其中逾期2条`."""
    if not one.open:
        return f"{one.name} 没有待办"
    return f"{one.name} {one.open}条" + (f"，其中逾期{one.late}条" if one.late else "")


def urgency(task: Task, who: str) -> str:
    return f"{who}把你的待办「{task.title}」优先级改为{LEVELS[task.priority]}"


def partly(task: Task, who: str, how: str) -> str:
    return f"{who}说，「{task.title}」{how}"


def progress(task: Task, rows: Sequence[tuple[Task, str]], now: datetime, tz: tzinfo) -> str:
    """Who of those who share it is done."""
    done = sum(one.status == "done" for one, _ in rows)
    lines = [f"「{task.title}」{done}/{len(rows)}人完成"]
    for one, name in rows:
        state = f"✓ {say.moment(one.done_at, 'minute', now, tz)}" if one.done_at else "还没完成"
        due = (
            f"，{say.moment(one.due_at, one.due_grain, now, tz)}到期"
            if one.due_at and not one.done_at
            else ""
        )
        lines.append(f"· {name} {state}{due}")
    return "\n".join(lines)


OVER = {"done": "已完成", "cancelled": "已取消", "missed": "已到下一次"}


def over(task: Task) -> str:
    """On the card of a task that is no longer open."""
    return OVER[task.status]


def which_task() -> str:
    return "是哪一条待办？"


def not_theirs(name: str, said: str) -> str:
    return f"{name}那边没有和「{said}」对得上的待办。发「{name}的待办」看看。"


def no_task(words: str) -> str:
    return (
        f"没找到和「{words}」对得上的待办。发「待办」看看现在有哪些。"
        if words
        else "你现在没有未完成的待办。"
    )


def task_line(task: Task, now: datetime, tz: tzinfo) -> str:
    when = say.moment(task.due_at, task.due_grain, now, tz) if task.due_at else "未定时间"
    urgent = "【紧急】" if task.priority == "high" else ""
    return f"{urgent}{when} {task.title}"


def task_created(
    task: Task, assignee: User | None, customer: Customer | None, now: datetime, tz: tzinfo
) -> str:
    line = f"已加待办：{task_line(task, now, tz)}"
    if customer is not None and customer.name not in task.title:
        line += f"（{customer.name}）"
    if assignee is not None:
        line += f"\n交给：{assignee.name}"
    if task.repeat:
        line += "\n会按周期重复" + _until(task.repeat)
    if task.due_at is None:
        line += "\n没说时间，要提醒就回「明天9点」这样的时间"
    return line


def _until(rule: str) -> str:
    """When it comes the last time, where that was told."""
    last = UNTIL.search(rule)
    return f"，到{int(last[1])}年{int(last[2])}月{int(last[3])}日为止" if last else ""


def task_list(
    title: str, tasks: Sequence[Task], now: datetime, tz: tzinfo, customers: Mapping[int, str] | None = None
) -> list[str]:
    """`customers`: names by id, said with the tasks whose title does not name theirs."""
    if not tasks:
        return [f"{title}：没有。"]
    lines = [f"{title}（{len(tasks)}条）"]
    for n, task in enumerate(tasks, 1):
        of = (customers or {}).get(task.customer_id or 0)
        with_whom = f"（{of}）" if of and of[:2] not in task.title else ""
        lines.append(f"{n}. {task_line(task, now, tz)}{with_whom}")
    return lines


def task_done(task: Task) -> str:
    return f"完成：{task.title} ✓"


def task_cancelled(task: Task) -> str:
    return f"已取消待办：{task.title}"


def task_moved(task: Task, now: datetime, tz: tzinfo) -> str:
    when = say.moment(task.due_at, task.due_grain, now, tz) if task.due_at else ""
    return f"已改到{when}：{task.title}"


def task_assigned(task: Task, to: User) -> str:
    return f"已把「{task.title}」交给{to.name}"


def task_over(task: Task) -> str:
    return f"这条待办已经{'完成' if task.status == 'done' else '取消'}了：{task.title}"


def ask_event(what: str, span: str) -> str:
    return f"「{what}」是哪天？说了日子我提前{span}提醒你。"
