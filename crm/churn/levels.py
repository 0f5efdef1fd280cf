"""关注, 预警, 可能已流失: from a probability to a word, without flickering."""

from typing import Final

LEVELS: Final = (("可能已流失", 0.90), ("预警", 0.75), ("关注", 0.60))
"""The worst first, each with the risk at which it begins."""
HYSTERESIS: Final = 0.05  # a level once reached is left only this far below where it begins
NAMES: Final = tuple(name for name, _ in LEVELS)


def level(risk: float, before: str = "") -> str:
    """The level of a risk, `before` being that of the assessment before; empty: none."""
    for name, begins in LEVELS:
        held = rank(name) <= rank(before)
        if risk >= begins - (HYSTERESIS if held else 0):
            return name
    return ""


def rank(name: str) -> int:
    """0 for none, 3 for the worst."""
    return len(NAMES) - NAMES.index(name) if name in NAMES else 0
