"""The model against orders of a real shop, through `python -m crm.churn`: data/README.md says whose."""

import csv
import gzip
import io
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data" / "cdnow.csv.gz"
HORIZON = 91
SPRING = date(1998, 3, 31)
CUTOFFS = (date(1997, 9, 30), date(1997, 12, 31), SPRING)
BINS = 10
Order = tuple[str, str, str]


@cache
def orders() -> tuple[Order, ...]:
    text = gzip.decompress(DATA.read_bytes()).decode()
    return tuple((row["customer"], row["date"], row["amount"]) for row in csv.DictReader(io.StringIO(text)))


def scored(found: Sequence[Order], cutoff: date) -> str:
    """What the command prints."""
    table = "\n".join(",".join(row) for row in (("customer", "date", "amount"), *found))
    command = [sys.executable, "-m", "crm.churn", "--cutoff", cutoff.isoformat(), "--horizon", str(HORIZON)]
    return subprocess.run(command, input=table, capture_output=True, text=True, check=True).stdout


@cache
def foretold(cutoff: date) -> tuple[list[float], list[int], list[bool]]:
    """Of everybody with a repeat order: the risk, the days of silence, and whether no order came."""
    until = cutoff + timedelta(days=HORIZON)
    back = {who for who, day, _ in orders() if cutoff.isoformat() < day <= until.isoformat()}
    rows = list(csv.DictReader(io.StringIO(scored(orders(), cutoff))))
    silent = [(cutoff - date.fromisoformat(row["last"])).days for row in rows]
    return [float(row["risk"]) for row in rows], silent, [row["customer"] not in back for row in rows]


def auc(scores: Sequence[float], lost: Sequence[bool]) -> float:
    """The chance that of two customers the lost one has the higher score; a tie is half."""
    levels: dict[float, list[int]] = {}  # of each score: how many stayed, how many are lost
    for score, left in zip(scores, lost, strict=True):
        levels.setdefault(score, [0, 0])[left] += 1
    stayed = sum(kept for kept, _ in levels.values())
    below, pairs = 0, 0.0
    for _, (kept, gone) in sorted(levels.items()):
        pairs += gone * (below + kept / 2)
        below += kept
    return pairs / (stayed * (len(lost) - stayed))


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def apart(risks: Sequence[float], lost: Sequence[bool], bin_of: Callable[[int, float], int]) -> float:
    """|foretold - happened|, averaged over bins by their weight."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for place, (risk, gone) in enumerate(sorted(zip(risks, lost, strict=True))):
        bins.setdefault(bin_of(place, risk), []).append((risk, gone))
    return sum(abs(sum(risk - gone for risk, gone in group)) for group in bins.values()) / len(risks)


def test_it_knows_who_will_not_come_back() -> None:
    risks, _, lost = foretold(SPRING)
    assert len(risks) == 11_144
    assert auc(risks, lost) >= 0.765
    assert mean([(risk - gone) ** 2 for risk, gone in zip(risks, lost, strict=True)]) <= 0.157


@pytest.mark.parametrize("cutoff", CUTOFFS)
def test_it_knows_more_than_the_days_since_the_last_order(cutoff: date) -> None:
    risks, silent, lost = foretold(cutoff)
    assert auc(risks, lost) >= auc(silent, lost) + 0.02


def test_a_risk_of_seven_in_ten_is_lost_seven_times_in_ten() -> None:
    risks, _, lost = foretold(SPRING)
    assert apart(risks, lost, lambda _, risk: min(int(risk * BINS), BINS - 1)) <= 0.04  # bins of equal width
    assert apart(risks, lost, lambda place, _: place * BINS // len(risks)) <= 0.04  # and of equal size


def test_nothing_after_the_cutoff_is_used() -> None:
    cutoff = SPRING.isoformat()
    past = [order for order in orders() if order[1] <= cutoff]
    future = [order for order in orders() if order[1] > cutoff]
    dice = random.Random(7)
    strangers = [(f"new{n}", day, amount) for n, (_, day, amount) in enumerate(future)]
    shuffled = [(who, dice.choice(future)[1], "1.00") for who, _, _ in future]
    plain = scored(orders(), SPRING)
    for other in ([], shuffled, strangers):
        mixed = [*past, *other]
        dice.shuffle(mixed)
        assert scored(mixed, SPRING) == plain
