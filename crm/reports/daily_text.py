"""The daily report in words: one headline, and at most three exceptions with names."""

from collections.abc import Sequence
from itertools import chain, zip_longest

from crm.figures import anomalies, saying
from crm.figures.measures import BY_KEY
from crm.figures.questions import Number
from crm.reports.daily import MOST_EXCEPTIONS, Daily, Figure, Person

WEEKDAYS = "一二三四五六日"
NAMES = {"revenue": "签单额"}  # of a day one says what was signed


def headline(daily: Daily) -> str:
    """What changed and who needs the reader, e.g. `跟进12次，比往常周五多4次；2条待办逾期`."""
    figure = daily.figure("interactions")
    if figure.today == 0:
        first = "今天还没有跟进记录"
    else:
        customers = daily.figure("followed").today
        first = f"今天跟进{figure.today}次、{customers}家，{_against_usual(figure, daily)}"
    parts = [first]
    if daily.overdue:
        parts.append(f"{daily.overdue}条待办逾期")
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
    """At most three lines, key accounts, stuck chances and overdue tasks in turn, each with a name."""
    quiet = [
        f"{q.name}（{q.level}级）{q.days}天没跟进，负责人{q.owner}"
        if q.spoken_to
        else f"{q.name}（{q.level}级）录入{q.days}天还没跟进，负责人{q.owner}"
        for q in daily.quiet
    ]
    stuck = [
        f"{s.one.customer}的商机「{s.one.deal.title}」停在{s.one.deal.stage}{s.days}天，负责人{s.one.owner}"
        for s in daily.stuck
    ]
    late = [
        f"{t.owner}的待办「{t.title}」{f'逾期{t.days}天' if t.days else '今天已过时间'}" for t in daily.late
    ]
    in_turn = chain.from_iterable(zip_longest(quiet, stuck, late))
    return [line for line in in_turn if line][:MOST_EXCEPTIONS]


def number(value: Number) -> str:
    """`3`, `2.5`: no decimals where there are none."""
    return f"{value:.1f}".removesuffix(".0")


def name(figure: Figure) -> str:
    return NAMES.get(figure.key, figure.measure.name)


def beside(figure: Figure) -> str:
    """What stands beside a figure: `昨天5 · 往常4.5`, `昨天0元 · 往常1.2万元`."""
    return f"昨天{value(figure, figure.yesterday)} · 往常{value(figure, figure.usual)}"


def value(figure: Figure, what: Number) -> str:
    """Of this figure: money with its unit, else the number alone."""
    return saying.number(figure.measure, what) if figure.measure.money else number(what)


def today(figure: Figure) -> str:
    """`12次`, `3.5万元`."""
    return saying.number(figure.measure, figure.today)


def targets(daily: Daily) -> list[str]:
    """`11月1–30日 销售额目标100万元：完成38%，时间过了77%`."""
    return [
        f"{saying.period(how.goal.first, how.goal.last, daily.day)} {BY_KEY[how.goal.measure].name}"
        f"目标{saying.money(how.goal.amount)}：完成{100 * how.share:.0f}%，时间过了{100 * how.time:.0f}%"
        for how in daily.targets
    ]


def odd(daily: Daily) -> list[str]:
    """`新增客户3家，比往常周二（12家）少75%`: what is out of the ordinary."""
    usual = f"往常周{WEEKDAYS[daily.day.weekday()]}"
    return [anomalies.said(one, "").replace("往常", usual, 1) for one in daily.odd]


def backfilled(daily: Daily) -> str:
    """`补录：小李2次、小王1次`; empty where nobody wrote down an earlier day."""
    said = "、".join(f"{person.name}{person.backfilled}次" for person in daily.backfilled)
    return f"补录：{said}" if said else ""


def handed_in(daily: Daily, most: int = 8) -> str:
    """`日报交了2人，没交：小李`; empty where none is expected."""
    if not daily.handed_in:
        return "日报还没有人交" if daily.missing else ""
    return f"日报交了{len(daily.handed_in)}人，{missing(daily, most) or '都交了'}"


def missing(daily: Daily, most: int = 8) -> str:
    """`没交：小李、小王`; empty where everybody has."""
    names = _names(daily.missing, most)
    return f"没交：{names}" if names else ""


def silent_names(daily: Daily, most: int = 8) -> str:
    """`小李、小王等12人`."""
    return _names(daily.silent, most)


def _names(people: Sequence[Person], most: int) -> str:
    names = [person.name for person in people]
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown}等{len(names)}人"
