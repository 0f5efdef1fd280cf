"""Money, percent, quantities, phones, addresses and ids in a message, each with its place in the text."""

from nlp.values.numerals import number
from nlp.values.scan import amount, discounts, emails, money, percent, phones, quantities, refs, scan, wechats
from nlp.values.value import Value, plain

__all__ = [
    "Value", "amount", "discounts", "emails", "money", "number", "percent", "phones", "plain", "quantities",
    "refs", "scan", "wechats",
]  # fmt: skip
