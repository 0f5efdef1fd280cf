"""What a message costs the database: a statement more for every message is noticed here."""

from pathlib import Path

import pytest

from bench import company, statements
from tests.support import services

CUSTOMERS, REPS = 300, 5

MOST = {
    "log+task": 14,
    "log": 11,
    "task": 9,
    "show": 8,
    "list": 8,
    "tasks": 7,
    "done": 11,
    "unknown": 5,
}
"""Statements with BEGIN and COMMIT: the median of the ways in which reps say each of these.

Of a follow-up two are the triggers that open a day's kept counts again (ADR 0022); SQLite counts them."""

TRIPS = {"log+task": 4, "log": 4, "task": 4, "show": 4, "list": 5, "tasks": 4, "done": 6, "unknown": 3}
"""On the wire to PostgreSQL: one with BEGIN, one for each question after it, one with all that is written."""


@pytest.mark.parametrize("which", ["sqlite", "postgres"])
def test_a_message_costs_no_more_than_it_did(which: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/genjin.db" if which == "sqlite" else services.new_postgres()
    company.fill(url, CUSTOMERS, REPS)
    costs = statements.costs(url, CUSTOMERS, REPS)
    assert {kind: cost.statements for kind, cost in costs.items() if cost.statements > MOST[kind]} == {}
    trips = {kind: costs[kind].trips or 0 for kind in TRIPS}
    assert {kind: found for kind, found in trips.items() if found > TRIPS[kind]} == {}
