"""What a person may decide alone: how low a discount, how large an order; both changed in chat."""

from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import User
from models.trust import CompanySetting

DISCOUNTS: Final = "discount_limits"
LARGE_ORDER: Final = "large_order"
USUAL_DISCOUNTS: Final = {"rep": "90", "manager": "80", "admin": "0"}
"""Percent by role: 90 is 九折. Administrators give what they like."""
USUAL_LARGE_ORDER: Final = "1000000"  # yuan


def discount_limit(session: Session, user: User) -> Decimal:
    """The lowest percent this person may give without asking: their own limit, else their role's."""
    found = discounts(session)
    return Decimal(found.get(_key(user.id), found[user.role]))


def discounts(session: Session) -> dict[str, str]:
    """Limits by role, and of persons (`u12`) who have one of their own."""
    return USUAL_DISCOUNTS | (_read(session, DISCOUNTS) or {})


def set_discount(session: Session, who: str | User, percent: Decimal | None) -> None:
    """The limit of a role or of one person. None: the person has their role's again."""
    known = dict(_read(session, DISCOUNTS) or {})
    key = _key(who.id) if isinstance(who, User) else who
    if percent is None:
        known.pop(key, None)
    else:
        known[key] = str(percent)
    _write(session, DISCOUNTS, known)


def large_order(session: Session, user: User) -> Decimal | None:
    """From this sum on an order of theirs needs a word from above; None: never, for administrators."""
    return None if user.role == "admin" else large_order_sum(session)


def large_order_sum(session: Session) -> Decimal | None:
    """None: the company asks for no approval of orders, however large."""
    value = _read(session, LARGE_ORDER)
    return Decimal(USUAL_LARGE_ORDER if value is None else value) or None


def set_large_order(session: Session, amount: Decimal | None) -> None:
    """None switches it off."""
    _write(session, LARGE_ORDER, str(amount or 0))


def _key(user_id: int) -> str:
    return f"u{user_id}"


def _read(session: Session, name: str) -> Any:
    return session.scalar(select(CompanySetting.value).where(CompanySetting.name == name))


def _write(session: Session, name: str, value: Any) -> None:
    found = session.scalars(
        select(CompanySetting).where(CompanySetting.name == name),
        execution_options={"everything": True},  # an undo marks it as deleted; the name is unique
    ).first()
    if found is None:
        found = CompanySetting(name=name, created_at=session.info["now"], source=session.info["set_id"])
        session.add(found)
    found.value, found.deleted_at = value, None
