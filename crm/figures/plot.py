"""A chart as plain data, so that the outbox can hold it; whoever sends it draws it (crm/drawing/plots.py)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One value: its name, how much, how that is written; in a funnel the share that came this far."""

    label: str
    value: float
    said: str
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows. `kind`: bars | columns | line | pie | funnel | gauge.

    A gauge has two items, reached and wanted, and `mark`: where it should be by now, from 0 to 1.
    """

    kind: str
    title: str
    items: tuple[Item, ...]
    note: str = ""
    mark: float | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def of_json(data: Mapping[str, Any]) -> Plot:
    """What `to_json` made."""
    items = tuple(Item(**item) for item in data["items"])
    return Plot(data["kind"], data["title"], items, data.get("note", ""), data.get("mark"))
