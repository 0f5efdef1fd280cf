"""The daily report in words: one headline, and at most three exceptions with names."""

from crm.daily import MOST_EXCEPTIONS, Daily, Figure

WEEKDAYS = "一二三四五六日"


def headline(daily: Daily) -> str:
    """What changed and who needs the reader, e.g. `跟进12次，比往常周五多4次；2条待办逾期`."""
    figure = daily.figure("follow_ups")
    if figure.today == 0:
        first = "今天还没有跟进记录"
    else:
        customers = daily.figure("customers").today
        first = f"今天跟进{figure.today}次、{customers}家，{_against_usual(figure, daily)}"
    parts = [first]
    if overdue := daily.figure("overdue").today:
        parts.append(f"{overdue}条待办逾期")
    if daily.silent and figure.today:
        parts.append(f"{len(daily.silent)}人没有记录")
    return "；".join(parts)


def _against_usual(figure: Figure, daily: Daily) -> str:
    weekday = f"往常周{WEEKDAYS[daily.day.weekday()]}"
    if not figure.usual:
        return f"昨天{figure.yesterday}次"
    change = round(figure.change)
    if change == 0:
        return f"与{weekday}持平"
    return f"比{weekday}{'多' if change > 0 else '少'}{abs(change)}次"


def exceptions(daily: Daily) -> list[str]:
    """At most three lines, key accounts and overdue tasks in turn, each with the name of who is on it."""
    quiet = [
        f"{q.name}（{q.level}级）{q.days}天没跟进，负责人{q.owner}"
        if q.spoken_to
        else f"{q.name}（{q.level}级）录入{q.days}天还没跟进，负责人{q.owner}"
        for q in daily.quiet
    ]
    late = [
        f"{t.owner}的待办「{t.title}」{f'逾期{t.days}天' if t.days else '今天已过时间'}" for t in daily.late
    ]
    lines = [line for pair in zip(quiet, late, strict=False) for line in pair]
    shorter = min(len(quiet), len(late))
    return (lines + quiet[shorter:] + late[shorter:])[:MOST_EXCEPTIONS]


def number(value: float) -> str:
    """`3`, `2.5`: no decimals where there are none."""
    return f"{value:.1f}".removesuffix(".0")


def beside(figure: Figure) -> str:
    """What stands beside a figure: `昨天5 · 往常4.5`."""
    return f"昨天{figure.yesterday} · 往常{number(figure.usual)}"


def silent_names(daily: Daily, most: int = 8) -> str:
    """`小李、小王等12人`."""
    names = [person.name for person in daily.silent]
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown}等{len(names)}人"
