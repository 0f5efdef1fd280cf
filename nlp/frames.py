"""What a message means: frames, as the contract (`shared/nlu/README.md`) writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nlp.names import Name

ONLY_LEARNED = "learned"  # the rule of a frame that the chain alone sees


class Evidence(NamedTuple):
    """Why: the rule, and the words of the original message it saw, with their place."""

    rule: str
    words: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One order or fact. `slots` has only what the message gives; values as in the contract.

    `refs` has, for the slots that name known records, the records meant (ids where the index gave
    them); `spans` says where in the original message the value of a slot stood.
    """

    intent: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    score: float = 1.0
    refs: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    rival: "Frame | None" = None  # what else it may well mean: a question to the rep, not a deed

    @property
    def sure(self) -> bool:
        """Good enough to act on without asking."""
        return self.rival is None

    @property
    def only_learned(self) -> bool:
        """Seen by the learned chain, and by no rule."""
        return {one.rule for one in self.evidence} == {ONLY_LEARNED}

    def ref(self, slot: str) -> Name | None:
        """The one known record the slot means; None if none or several."""
        found = self.refs.get(slot, ())
        return found[0] if len(found) == 1 else None

    def to_json(self) -> dict[str, Any]:
        """The frame in the form of the contract."""
        return {"intent": self.intent, "slots": dict(self.slots), "score": round(self.score, 3)}

    def why(self) -> dict[str, Any]:
        """The frame with its reasons, for `python -m nlp --why`."""
        return self.to_json() | {
            "rules": [[e.rule, e.words, e.start, e.end, round(e.weight, 2)] for e in self.evidence],
            "spans": {slot: list(span) for slot, span in self.spans.items()},
            "rival": self.rival.intent if self.rival else None,
        }
