"""What quotations and orders are made of: goods with a count, a price and a sum that adds up to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from crm import money
from crm.errors import Refused
from models.selling import OrderLine, QuoteLine

MOST_LINES: Final = 50
MOST_PIECES: Final = Decimal(10) ** 9
NAME: Final = 128  # characters


@dataclass(frozen=True, slots=True)
class Goods:
    """One line that somebody wants. `product_id` None: it is in no list. `list_price`: of one, as it is now.

    `amount` is a sum agreed on for all of them; where it is said it counts, and `price` follows from it.
    """

    name: str
    quantity: Decimal
    price: Decimal
    product_id: int | None = None
    unit: str = ""
    list_price: Decimal | None = None
    amount: Decimal | None = None
    cost: Decimal | None = None  # of one


def checked(lines: Sequence[Goods]) -> list[Goods]:
    """The lines, once they can be written. Raises Refused with the first that cannot."""
    if len(lines) > MOST_LINES:
        raise Refused(f"一张单子最多{MOST_LINES}行，这里有{len(lines)}行，分成几张再来。")
    for line in lines:
        quantity(line.quantity, line.name)
    return list(lines)


def quantity(value: Decimal, name: str = "") -> Decimal:
    """A count to three places. Raises Refused for none and for beyond reason."""
    rounded = value.quantize(Decimal("0.001"))
    if rounded <= 0:
        raise Refused(f"「{name}」的数量要大于0，这次没有记。")
    if rounded >= MOST_PIECES:
        raise Refused(f"「{name}」的数量{money.count(rounded)}太大了，是不是多打了几个0？这次没有记。")
    return rounded


def spread(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The sums of the lines where only the whole was agreed on. They add up to it exactly."""
    return money.shares(total, weights)


def total(lines: Sequence[QuoteLine | OrderLine]) -> Decimal:
    """The sum of the lines' sums: what the whole has to say."""
    return sum((line.amount for line in lines), money.ZERO)


def whole(lines: Sequence[Goods]) -> Decimal:
    """What these goods come to as they were said."""
    parts = (
        money.of(line.quantity, line.price) if line.amount is None else money.fen(line.amount)
        for line in lines
    )
    return sum(parts, money.ZERO)


def price_of(amount: Decimal, count: Decimal) -> Decimal:
    """The price of one where the sum was agreed on, rounded to the fen."""
    return money.fen(amount / count)
