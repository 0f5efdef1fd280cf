"""How likely an open chance is won: naive Bayes over the company's own decided chances, and why.

Each decided chance is looked at as it was halfway between its beginning and its end: open ones are somewhere
on their way too. Signs are counted with Laplace's one more; because they are not independent, as the method
pretends, their weight is lessened by a factor that five-fold cross-validation chooses. Below `ENOUGH` decided
chances there is no score at all.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from math import exp, log
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crm import days
from crm.deals import signs as deal_signs
from crm.deals.signs import Look, Signs
from models.deals import Opportunity

UNSCOPED: Final = {"unscoped": True}
ENOUGH: Final = 50  # decided chances; below it nothing is said
OF_EACH: Final = 8  # won and lost ones, at least
LOOKED_BACK: Final = timedelta(days=3 * 365)
MOST: Final = 2000  # decided chances, the newest
SUPPORT: Final = 5  # chances with a sign, for it to be told as a reason
REASONS: Final = 3
FOLDS: Final = 5
WEIGHTS: Final = tuple(n / 10 for n in range(1, 11))
BANDS: Final = (0.2, 0.4, 0.6, 0.8, 1.01)


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign that speaks for or against: of `count` decided chances that had it `won` were won."""

    sign: str
    value: str
    won: int
    count: int
    weight: float  # log odds; above nought it speaks for


@dataclass(frozen=True, slots=True)
class Score:
    """`chance` 0–1, and what it rests on, the strongest first."""

    chance: float
    reasons: tuple[Reason, ...]

    @property
    def percent(self) -> int:
        """1–99: nothing is certain before it is decided."""
        return min(99, max(1, round(self.chance * 100)))


@dataclass(frozen=True, slots=True)
class Model:
    """What the decided chances taught."""

    won: int
    lost: int
    counts: Mapping[tuple[str, str], tuple[int, int]]  # (sign, value): how many won, how many lost
    totals: Mapping[str, tuple[int, int, int]]  # sign: its values, won with any of them, lost with any
    weight: float = 1.0

    @property
    def base(self) -> float:
        """The share that was won."""
        return self.won / (self.won + self.lost)

    def score(self, signs: Signs) -> Score:
        found = [self.reason(sign, value) for sign, value in signs.items()]
        logit = log((self.won + 1) / (self.lost + 1)) + self.weight * sum(one.weight for one in found)
        told = [one for one in found if one.count >= SUPPORT and abs(one.weight) > 0.1]
        told.sort(key=lambda one: (-abs(one.weight), one.sign))
        return Score(1 / (1 + exp(-logit)), tuple(told[:REASONS]))

    def reason(self, sign: str, value: str) -> Reason:
        """What one sign says; one value more than was met counts as possible."""
        won, lost = self.counts.get((sign, value), (0, 0))
        kinds, all_won, all_lost = self.totals.get(sign, (0, 0, 0))
        weight = log((won + 1) / (all_won + kinds + 1)) - log((lost + 1) / (all_lost + kinds + 1))
        return Reason(sign, value, won, won + lost, weight)


def fit(seen: Sequence[Signs], won: Sequence[bool]) -> Model | None:
    """The model of these chances; None where they are too few, or nearly all ended alike."""
    count = sum(won)
    if len(won) < ENOUGH or min(count, len(won) - count) < OF_EACH:
        return None
    plain = _counted(seen, won)
    return replace(plain, weight=_best_weight(seen, won))


def _counted(seen: Sequence[Signs], won: Sequence[bool]) -> Model:
    by_sign: Counter[tuple[str, str, bool]] = Counter(
        (sign, value, outcome)
        for signs, outcome in zip(seen, won, strict=True)
        for sign, value in signs.items()
    )
    pairs = {(sign, value) for sign, value, _ in by_sign}
    counts = {pair: (by_sign[(*pair, True)], by_sign[(*pair, False)]) for pair in pairs}
    totals: dict[str, tuple[int, int, int]] = {}
    for (sign, _), (with_it, without) in counts.items():
        kinds, all_won, all_lost = totals.get(sign, (0, 0, 0))
        totals[sign] = (kinds + 1, all_won + with_it, all_lost + without)
    return Model(sum(won), len(won) - sum(won), counts, totals)


def _best_weight(seen: Sequence[Signs], won: Sequence[bool]) -> float:
    """The weight under which chances left out of the counting are foretold best."""
    losses = dict.fromkeys(WEIGHTS, 0.0)
    for plain, held in _folds(seen, won):
        for n in held:
            base = log((plain.won + 1) / (plain.lost + 1))
            signs = sum(plain.reason(sign, value).weight for sign, value in seen[n].items())
            for weight in WEIGHTS:
                logit = base + weight * signs
                losses[weight] += log(1 + exp(-logit if won[n] else logit))
    return min(WEIGHTS, key=lambda weight: (losses[weight], weight))


def _folds(seen: Sequence[Signs], won: Sequence[bool]) -> list[tuple[Model, list[int]]]:
    """What the others teach, and which were left out."""
    made = []
    for fold in range(FOLDS):
        kept = [n for n in range(len(won)) if n % FOLDS != fold]
        model = _counted([seen[n] for n in kept], [won[n] for n in kept])
        made.append((model, [n for n in range(len(won)) if n % FOLDS == fold]))
    return made


@dataclass(frozen=True, slots=True)
class Band:
    """Of `count` chances said to be won with `said` (mean, 0–1) the share `came` was."""

    said: float
    came: float
    count: int


def calibration(seen: Sequence[Signs], won: Sequence[bool]) -> list[Band]:
    """How true the scores are, each told by a model that had not seen its chance; the low ones first."""
    weight = _best_weight(seen, won)
    told: list[tuple[float, bool]] = []
    for plain, held in _folds(seen, won):
        model = replace(plain, weight=weight)
        told += [(model.score(seen[n]).chance, won[n]) for n in held]
    bands = []
    low = 0.0
    for high in BANDS:
        inside = [(chance, outcome) for chance, outcome in told if low <= chance < high]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            bands.append(Band(said, sum(outcome for _, outcome in inside) / len(inside), len(inside)))
        low = high
    return bands


def decided(session: Session, before: datetime) -> tuple[list[Signs], list[bool]]:
    """The signs and ends of the company's chances decided before that moment, halfway on their way."""
    wanted = (
        select(Opportunity)
        .where(Opportunity.status.in_(("won", "lost")), Opportunity.closed_at < before)
        .where(Opportunity.closed_at >= before - LOOKED_BACK)
        .order_by(Opportunity.closed_at.desc(), Opportunity.id.desc())
        .limit(MOST)
    )
    deals = list(session.scalars(wanted, execution_options=UNSCOPED))
    looks = [
        Look(deal, deal.created_at + ((deal.closed_at or before) - deal.created_at) / 2) for deal in deals
    ]
    return deal_signs.of(session, looks), [deal.status == "won" for deal in deals]


_models: WeakKeyDictionary[Engine, tuple[date, Model | None]] = WeakKeyDictionary()


def model(session: Session, now: datetime, tz: tzinfo) -> Model | None:
    """The day's model: of what was decided before today, so that it is the same all day in every process.
    Learnt once a day and process."""
    today = days.today(now, tz)
    place = session.get_bind().engine
    held = _models.get(place)
    if held is None or held[0] != today:
        held = (today, fit(*decided(session, days.starts(today, tz))))
        _models[place] = held
    return held[1]


def scores(session: Session, found: Sequence[Opportunity], now: datetime, tz: tzinfo) -> dict[int, Score]:
    """The score of each open one by its id; empty where the company has decided too few."""
    open_ = [deal for deal in found if deal.status == "open"]
    known = model(session, now, tz) if open_ else None
    if known is None:
        return {}
    signs = deal_signs.of(session, [Look(deal, now) for deal in open_])
    return {deal.id: known.score(one) for deal, one in zip(open_, signs, strict=True)}
