"""The lowest point of a smooth function of a few variables: Nelder and Mead's simplex (1965)."""

from collections.abc import Callable
from typing import Final

Point = list[float]
STEP: Final = 0.3  # edge of the first simplex; the variables are logarithms
CLOSE: Final = 1e-3  # corners this near each other are one point
MOST_STEPS: Final = 600


def minimum(function: Callable[[Point], float], start: Point) -> Point:
    """Where `function` is lowest, beginning at `start`; the same start gives the same answer."""
    corners = [start] + [_moved(start, axis, STEP) for axis in range(len(start))]
    simplex = sorted(((function(corner), corner) for corner in corners), key=_height)
    for _ in range(MOST_STEPS):
        if _size(simplex) < CLOSE:
            break
        simplex = sorted(_step(function, simplex), key=_height)
    return simplex[0][1]


Corner = tuple[float, Point]


def _step(function: Callable[[Point], float], simplex: list[Corner]) -> list[Corner]:
    """The worst corner is thrown over the others, farther if that is good, less far if it is bad."""
    *others, worst = simplex
    middle = [sum(values) / len(others) for values in zip(*(point for _, point in others), strict=True)]

    def thrown(far: float) -> Corner:
        point = [m + far * (m - w) for m, w in zip(middle, worst[1], strict=True)]
        return function(point), point

    over = thrown(1.0)
    if over[0] < others[0][0]:
        return [*others, min(over, thrown(2.0), key=_height)]
    if over[0] < others[-1][0]:
        return [*others, over]
    nearer = thrown(0.5) if over[0] < worst[0] else thrown(-0.5)
    if nearer[0] < min(over[0], worst[0]):
        return [*others, nearer]
    best = others[0][1]
    shrunk = [[(b + v) / 2 for b, v in zip(best, point, strict=True)] for _, point in simplex[1:]]
    return [others[0], *((function(point), point) for point in shrunk)]


def _height(corner: Corner) -> float:
    return corner[0]


def _size(simplex: list[Corner]) -> float:
    best = simplex[0][1]
    return max(abs(v - b) for _, point in simplex[1:] for v, b in zip(point, best, strict=True))


def _moved(point: Point, axis: int, step: float) -> Point:
    return [value + step * (at == axis) for at, value in enumerate(point)]
