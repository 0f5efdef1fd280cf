"""A question as the words of a link, and a row of its answer as a question of its own."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from crm.figures.buckets import GRAINS, all_of
from crm.figures.measures import BY_KEY
from crm.figures.questions import DIMENSIONS, OPEN, UNNAMED, Question, Row

NARROWS: Final = ("region", "industry", "level", "source", "product")
"""Dimensions whose label is also a filter."""
SPLITS: Final = ("user", "team", "month", "week", "customer", "industry", "level", "region", "source")
"""What is offered on a page, in this order."""


def args_of(asked: Question, about: str = "") -> dict[str, str]:
    """The question for a signed link; `about`: whom it is narrowed to (crm/reports/settings.py)."""
    found = {
        "measure": asked.measure,
        "first": asked.first.isoformat(),
        "last": asked.last.isoformat(),
        "whose": str(asked.whose),
        "by": ",".join(asked.by),
        "filters": json.dumps(dict(asked.filters), ensure_ascii=False) if asked.filters else "",
        "about": about,
        "at": asked.until.isoformat() if asked.until else "",
    }
    return {name: value for name, value in found.items() if value}


def asked_of(args: Mapping[str, str]) -> Question:
    """What `args_of` made. Raises KeyError or ValueError for anything else."""
    if args["measure"] not in BY_KEY:
        raise ValueError(args["measure"])
    whose: Any = args.get("whose", "all")
    return Question(
        args["measure"],
        date.fromisoformat(args["first"]),
        date.fromisoformat(args["last"]),
        int(whose) if whose.isdigit() else whose,
        tuple(name for name in args.get("by", "").split(",") if name in DIMENSIONS),
        json.loads(args.get("filters", "{}")),
        datetime.fromisoformat(args["at"]) if "at" in args else None,
    )


def of_row(asked: Question, row: Row) -> Question | None:
    """The question about what this row counts; None where that cannot be asked for."""
    found: Question | None = replace(asked, by=())
    for name, label, record in zip(asked.by, row.labels, row.ids, strict=True):
        found = found and _narrowed(found, name, label, record)
    return found


def _narrowed(asked: Question, name: str, label: str, record: int | None) -> Question | None:
    if name in GRAINS:
        days = all_of(name, asked.first, asked.last)
        after = days[days.index(label) + 1 :][:1]
        last = date.fromisoformat(after[0]) - timedelta(days=1) if after else asked.last
        return replace(asked, first=max(date.fromisoformat(label), asked.first), last=min(last, asked.last))
    if name == "user" and record is not None:
        return replace(asked, whose=record)
    if name == "customer" and record is not None:
        return replace(asked, filters={**asked.filters, "customer": record})
    if name in NARROWS and label not in (OPEN, UNNAMED.get(name)):
        return replace(asked, filters={**asked.filters, name: label})
    return None
