"""Exact sums: rounded half up to the fen, shares that add up to their whole, and how an amount is said."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from crm.errors import Refused

FEN: Final = Decimal("0.01")
WHOLE: Final = Decimal(100)  # percent
ZERO: Final = Decimal(0)
MOST: Final = Decimal(10) ** 11  # yuan; more is a slip of the finger, and the columns end there
_WAN: Final = Decimal(10_000)
_YI: Final = Decimal(100_000_000)


def exact(value: int | float | str | Decimal) -> Decimal:
    """A number of a frame as it was said: 1.8 is 1.8 and not its nearest float."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def fen(value: Decimal) -> Decimal:
    """Rounded half up to two places, as an invoice does it."""
    return value.quantize(FEN, ROUND_HALF_UP)


def of(quantity: Decimal, price: Decimal, percent: Decimal = WHOLE) -> Decimal:
    """What so many cost at that price, at so many percent of it: one rounding, at the end."""
    return fen(quantity * price * percent / WHOLE)


def shares(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`total` split by weight, each share a whole number of fen, their sum exactly `total`.

    What rounding leaves goes to the shares that lost most by it, the first ones first.
    """
    whole = sum(weights, ZERO)
    if not whole:
        weights, whole = [Decimal(1)] * len(weights), Decimal(len(weights))
    exact_shares = [total * weight / whole for weight in weights]
    floors = [share.quantize(FEN, ROUND_FLOOR) for share in exact_shares]
    left = int((total - sum(floors, ZERO)) / FEN)
    order = sorted(range(len(weights)), key=lambda n: (floors[n] - exact_shares[n], n))
    for n in order[:left]:
        floors[n] += FEN
    return floors


def sensible(value: Decimal, what: str = "金额") -> Decimal:
    """The amount, rounded to the fen. Raises Refused where it is nothing, negative or beyond reason."""
    rounded = fen(value)
    if rounded <= 0:
        raise Refused(f"{what}要大于0，这次没有记。")
    if rounded >= MOST:
        raise Refused(f"{what}{count(rounded)}元太大了，是不是多打了几个0？这次没有记。")
    return rounded


def yuan(value: Decimal) -> str:
    """`36万`, `12.5万`, `1.2亿`, `8,000元`, `7,999.50元`: short, and never a rounded figure."""
    rounded = fen(value)
    size = abs(rounded)
    if size >= _YI and size % (_YI / 100) == 0:
        return f"{count(rounded / _YI)}亿"
    if size >= _WAN and size % (_WAN / 100) == 0:
        return f"{count(rounded / _WAN)}万"
    return f"{plain(rounded)}元"


def plain(value: Decimal) -> str:
    """`360,000`, `7,999.50`: for columns of figures."""
    text = f"{fen(value):,.2f}"
    return text.removesuffix(".00")


def exact_plain(value: Decimal) -> str:
    """`360,000.00`: with both places, as papers have it."""
    return f"{fen(value):,.2f}"


def count(value: Decimal) -> str:
    """A number without needless zeros: `10`, `2.5`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Decimal) -> str:
    """A discount as it is spoken: `九折`, `95折`, `92.5折`; empty for none."""
    if value == WHOLE:
        return ""
    if value % 10 == 0 and 0 < value < WHOLE:
        return f"{'〇一二三四五六七八九'[int(value / 10)]}折"
    return f"{count(value)}折" if value < WHOLE else f"{count(value)}%"
