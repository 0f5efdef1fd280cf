"""A block: neighbouring clauses that make one frame."""

from dataclasses import dataclass, field

from nlp.reading import Clause, joined
from nlp.rules.base import Rule

WEAK = 4.3  # a clause judged by no better rule gives way to its neighbours


@dataclass(slots=True)
class Block:
    """Neighbouring clauses that make one frame."""

    clauses: list[Clause]
    rule: Rule
    rival: str | None = None
    leads: int = 0  # clauses that were laid before the one the rule spoke for
    _joined: Clause | None = field(default=None, repr=False)

    @property
    def intent(self) -> str:
        return self.rule.intent

    @property
    def score(self) -> float:
        """0.5 for the weakest rule that still acts, near 1 for the strongest."""
        return min(0.99, 0.42 + self.rule.weight / 16)

    @property
    def clause(self) -> Clause:
        """All of it as one clause."""
        if self._joined is None:
            self._joined = joined(self.clauses)
        return self._joined

    def add(self, clause: Clause) -> None:
        """One more clause."""
        self.clauses.append(clause)
        self._joined = None
