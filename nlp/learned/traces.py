"""What the chain sees of a clause: whether it is the first, its characters by one and two, names and values
as one sign each, the features that rules see too, its own and those of its neighbours, the mark before it,
and whether its customer is the one spoken of before.

Texts are in lower case, so capitals are free to stand for names and values: 昨天去华为见李总 is `T去C见P`.
"""

from collections.abc import Sequence
from operator import add
from sys import intern

from nlp.reading import Clause, Reading

_MENTIONS = {"customer": "C", "company": "C", "person": "P", "product": "G"}
_ITEMS = {
    "time": "T",
    "repeat": "R",
    "duration": "D",
    "idle": "A",
    "money": "M",
    "number": "N",
    "id": "N",
    "percent": "O",
    "discount": "O",
    "quantity": "Q",
    "phone": "H",
    "email": "E",
    "wechat": "W",
    "ordinal": "I",
    "level": "L",
}
LONGEST = 64  # characters of a clause that are looked at

FIRST, ON = "first", "on"
_FIRST_NAMED, _NAMED_AGAIN, _ANOTHER = "C:first", "C:again", "C:another"  # the customer, beside those before

Traces = set[str]


class _Marked(dict[str, str]):
    """Features with a mark before them. Made once: a string that is kept knows its hash."""

    def __init__(self, mark: str) -> None:
        self._mark = mark

    def __missing__(self, feature: str) -> str:
        found = self[feature] = intern(self._mark + feature)  # the weights' own string
        return found


_OWN, _BEFORE, _AFTER = _Marked("=:"), _Marked("<:"), _Marked(">:")


def traces(clauses: Sequence[Clause]) -> list[Traces]:
    """The traces of each clause, left to right."""
    if not clauses:
        return []
    written = signs(clauses[0].reading)
    found: list[Traces] = []
    named: set[str] = set()
    for place, clause in enumerate(clauses):
        text = "^" + "".join(written[clause.start : clause.end]).replace(" ", "")[:LONGEST] + "$"
        seen = {ON if place else FIRST, *text, *map(add, text, text[1:])}
        seen.update(map(_OWN.__getitem__, clause.features))
        if place:
            seen.add(_gap(clauses[place - 1], clause))
            seen.update(map(_BEFORE.__getitem__, clauses[place - 1].features))
        if place + 1 < len(clauses):
            seen.update(map(_AFTER.__getitem__, clauses[place + 1].features))
        if "customer" in clause.features:
            now = {name.name for mention in clause.named("customer") for name in mention.names}
            seen.add(_FIRST_NAMED if not named else _NAMED_AGAIN if now & named else _ANOTHER)
            named |= now
        found.append(seen)
    return found


def _gap(before: Clause, clause: Clause) -> str:
    """What stands between two clauses: a mark, only a space (_), nothing."""
    gap = clause.reading.text[before.end : clause.start]
    return intern("|" + (gap.strip()[:1] or gap[:1].replace(" ", "_")))


def signs(reading: Reading) -> list[str]:
    """The text of the message, one string a character; a name or a value is its sign and empty strings."""
    if reading.signs is None:
        reading.signs = _signs(reading)
    return reading.signs


def _signs(reading: Reading) -> list[str]:
    signs = list(reading.text.replace("咱", "我"))  # few write 咱, and it is the same person
    for mention in reading.mentions:
        if (sign := _MENTIONS.get(mention.kind)) is not None and signs[mention.start]:
            signs[mention.start : mention.end] = [sign] + [""] * (mention.end - mention.start - 1)
    for item in reading.items:
        if (sign := _ITEMS.get(item.kind)) is not None and signs[item.start]:
            signs[item.start : item.end] = [sign] + [""] * (item.end - item.start - 1)
    return signs
