"""区域 in SQL: does a customer lie in 深圳, in 广东, in 华南?"""

from sqlalchemy import ColumnElement, Subquery, and_, or_, select, union_all

from models.customers import Customer
from zh import regions


def within(said: str) -> ColumnElement[bool]:
    """True for customers in the place that was said, or in one of several of that name."""
    return or_(*parts(said))


def parts(said: str) -> list[ColumnElement[bool]]:
    """The same in parts that have nothing in common. What has no code is compared by its words."""
    codes = regions.codes(said)
    written = Customer.region.contains(said, autoescape=True)
    return [*map(_in, codes), and_(Customer.region_code.is_(None), written)] if codes else [written]


def customers(said: str) -> Subquery:
    """Their ids, each once, to be joined: each part is read from an index alone, unlike an OR of them."""
    return union_all(*(select(Customer.id.label("id")).where(part) for part in parts(said))).subquery()


def _in(code: str) -> ColumnElement[bool]:
    """A range and no LIKE: every collation of digits has an index for it."""
    if len(code) == 6:
        return Customer.region_code == code
    return and_(Customer.region_code >= code, Customer.region_code < f"{int(code) + 1:0{len(code)}d}")
