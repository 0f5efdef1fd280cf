"""Value: one number, phone, address or id found in a text."""

from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal[
    "money",
    "foreign",
    "number",
    "percent",
    "discount",
    "quantity",
    "phone",
    "email",
    "wechat",
    "ref",
    "ordinal",
    "serial",
]


class Value(NamedTuple):
    """A value in a text.

    `start`, `end`: character offsets, end exclusive. `value`: exact; int or Decimal for numbers (money in
    yuan, percent and discount 0–100, discount being what is paid: 九折 → 90), text for phones (digits only),
    addresses and ids. `unit`: the measure word of a quantity (台), the currency of foreign money (USD), the
    extension of a phone, the noun of a ref (工单) or ordinal (个). `approx`: estimated (30多万). `explicit`:
    money named as such (元, ¥, 金额); without it, 12万 is only probably money.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: int | Decimal | str
    unit: str = ""
    approx: bool = False
    explicit: bool = False

    def json(self) -> int | float | str:
        """The value as the contract writes it: a whole number without a point."""
        return plain(self.value) if isinstance(self.value, int | Decimal) else self.value


def plain(number: int | Decimal) -> int | float:
    """A number for JSON; a float only for the tenths and hundredths, where its shortest text is exact."""
    return int(number) if number == int(number) else float(number)


def exact(number: Decimal) -> int | Decimal:
    """Whole numbers as int, others as Decimal without trailing zeros."""
    return int(number) if number == int(number) else number.normalize()
