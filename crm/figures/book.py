"""An answer or a report as tables for a workbook: the very figures of the card and the page, as numbers.

What was asked is plain data in an errand: `{"kind": "question", …}` or `{"kind": "weekly", "first", "last"}`,
with `until`: what was entered after that moment is not in it, so the file says what the answer said.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy.orm import Session

from crm import days
from crm.figures import periodic, saying
from crm.figures.funnel import MEANING, Step, funnel
from crm.figures.measures import Measure
from crm.figures.questions import DIMENSIONS, Number, Question, Row, answer, measure_of, total
from crm.people.team import of_team
from crm.reports import daily, daily_text
from crm.reports import settings as report_settings
from crm.workbook import Cell, Sheet
from models.deals import Opportunity
from models.scope import scoped_as

ABOUT: Final = ("项目", "说明")


def asked_for(question: Question) -> dict[str, Any]:
    """The question as plain data."""
    found = asdict(question) | {"first": question.first.isoformat(), "last": question.last.isoformat()}
    return {
        "kind": "question",
        **{name: value for name, value in found.items() if name not in ("until", "days")},
    }


def sheets(session: Session, asked: Mapping[str, Any], tz: tzinfo) -> list[Sheet]:
    """The tables within the session's scope, what they mean being the last one. Raises Refused."""
    until = datetime.fromisoformat(asked["until"])
    made = {"question": _question, "daily": _daily, "funnel": _funnel}.get(asked["kind"], _periodic)
    scope, _ = report_settings.narrowed(session, session.info["scope"], asked.get("about", ""))
    with scoped_as(session, scope):
        return made(session, asked, until, tz)


def _span(asked: Mapping[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"])


def _keys(asked: Mapping[str, Any]) -> list[str]:
    """The figures wished for; none: the usual ones."""
    return [key for key in asked.get("keys", "").split(",") if key]


def _question(session: Session, asked: Mapping[str, Any], until: datetime, tz: tzinfo) -> list[Sheet]:
    first, last = _span(asked)
    question = Question(
        asked["measure"], first, last, asked["whose"], tuple(asked["by"]), asked["filters"], until
    )
    measure = measure_of(question.measure)
    found = [row for row in answer(session, question, tz) if row.value is not None] if question.by else []
    whole = total(session, question, tz)
    return [_table(measure, question, found, whole), _about(asked, until, tz, [measure])]


def _table(measure: Measure, question: Question, found: list[Row], whole: Row) -> Sheet:
    names = tuple(DIMENSIONS[name] for name in question.by) or ("范围",)
    shares = saying.adds_up(measure, question.by) and bool(found)
    everything = sum(float(row.value or 0) for row in found)

    def line(labels: tuple[str, ...], row: Row) -> list[Cell]:
        share = [100 * float(row.value or 0) / everything if everything else None] if shares else []
        return [*labels, row.value, *share]

    rows = [line(tuple(map(_exact, question.by, row.labels)), row) for row in found]
    rows.append([*("合计", *[""] * (len(names) - 1)), whole.value])
    return Sheet(measure.name, (*names, _headed(measure), *(["占比（%）"] if shares else [])), rows)


def _headed(measure: Measure) -> str:
    return f"{measure.name}（{measure.unit}）"


def _exact(dimension: str, words: str) -> str:
    """A row's name beyond doubt: a table of two years has two Novembers."""
    if dimension == "month":
        return words[:7]
    return words if dimension in ("day", "week") else saying.label(dimension, words)


def _periodic(session: Session, asked: Mapping[str, Any], until: datetime, tz: tzinfo) -> list[Sheet]:
    found = periodic.report(
        session, session.info["scope"], asked["kind"], *_span(asked), tz, until, _keys(asked)
    )
    return of_periodic(found, asked, until, tz)


def of_periodic(
    found: periodic.Periodic, asked: Mapping[str, Any], until: datetime, tz: tzinfo
) -> list[Sheet]:
    """A weekly or monthly report that is made already."""
    figures: list[list[Cell]] = [
        [line.measure.name, line.measure.unit, *map(_plain, (line.value, line.before, line.year_ago))]
        for line in found.lines
    ]
    measures = [line.measure for line in found.lines]
    made = [Sheet("指标", ("指标", "单位", "本期", "上期", "去年同期"), figures)]
    for measure, rows in found.rankings:
        ranked: list[list[Cell]] = [[n, row.labels[0], row.value] for n, row in enumerate(rows, 1)]
        made.append(Sheet(f"{measure.name}排名", ("名次", "人", _headed(measure)), ranked))
    if found.odd:
        made.append(Sheet("要留意", ("事情",), [[note] for note in found.notes()]))
    return [*made, _steps(found.steps), _about(asked, until, tz, measures)]


def _plain(value: Number | None) -> Cell:
    return value


def _steps(steps: tuple[Step, ...] | list[Step]) -> Sheet:
    rows: list[list[Cell]] = [
        [step.stage, step.count, step.amount, None if step.passed is None else 100 * step.passed]
        for step in steps
    ]
    return Sheet("销售漏斗", ("阶段", "商机数", "金额（元）", "从上一阶段走到（%）"), rows)


def _funnel(session: Session, asked: Mapping[str, Any], until: datetime, tz: tzinfo) -> list[Sheet]:
    steps = funnel(session, of_team(Opportunity.owner_id, session.info["scope"]), until)
    about = _about(asked, until, tz, [])
    return [_steps(steps), Sheet(about.title, ABOUT, [*about.rows, ["口径", MEANING]])]


def _daily(session: Session, asked: Mapping[str, Any], until: datetime, tz: tzinfo) -> list[Sheet]:
    day = _span(asked)[0]
    at = min(until, days.ends(day, tz) - timedelta(seconds=1))
    found = daily.report(session, session.info["scope"], at, tz, _keys(asked))
    figures: list[list[Cell]] = [
        [daily_text.name(one), one.measure.unit, one.today, one.yesterday, one.usual] for one in found.figures
    ]
    people: list[list[Cell]] = [
        [one.name, one.follow_ups, one.customers, one.backfilled] for one in found.people
    ]
    told = [*daily_text.targets(found), *daily_text.exceptions(found)]
    notes: list[list[Cell]] = [[line] for line in told]
    return [
        Sheet("指标", ("指标", "单位", "当天", "前一天", "往常同一天"), figures),
        Sheet("各人", ("人", "跟进次数", "跟进家数", "补录次数"), people),
        Sheet("要留意", ("事情",), notes),
        _about(asked, until, tz, [figure.measure for figure in found.figures]),
    ]


def _about(asked: Mapping[str, Any], until: datetime, tz: tzinfo, measures: list[Measure]) -> Sheet:
    rows: list[list[Cell]] = [["内容", asked.get("title", "")]]
    rows.append(["数据截至", f"{until.astimezone(tz):%Y-%m-%d %H:%M}"])
    rows += [[measure.name, measure.definition] for measure in measures]
    return Sheet("说明", ABOUT, rows)
