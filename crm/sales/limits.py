"""What a person may decide alone: how low a discount, how large an order; both changed in chat."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.company import company
from models.people import User
from models.trust import CompanySetting

DISCOUNTS: Final = "discount_limits"
USUAL: Final = {"rep": "90", "manager": "80", "admin": "0"}
"""Percent by role: 90 is 九折. Administrators give what they like."""


def discount_limit(session: Session, user: User) -> Decimal:
    """The lowest percent this person may give without asking: their own limit, else their role's."""
    found = discounts(session)
    return Decimal(found.get(_key(user), found[user.role]))


def discounts(session: Session) -> dict[str, str]:
    """Limits by role, and of the persons (`u12`) who have one of their own."""
    row = _row(session)
    return USUAL | (row.value if row is not None and row.deleted_at is None else {})


def own_limits(session: Session) -> dict[int, Decimal]:
    """Those that were given to persons, by their id."""
    return {int(k[1:]): Decimal(v) for k, v in discounts(session).items() if k[0] == "u"}


def set_discount(session: Session, who: str | User, percent: Decimal | None, now: datetime) -> None:
    """The limit of a role or of one person. None: the person has their role's again."""
    row = _row(session)
    if row is None:
        row = CompanySetting(name=DISCOUNTS, value={}, created_at=now, source=session.info["set_id"])
        session.add(row)
    known = {} if row.deleted_at is not None else dict(row.value)
    key = _key(who) if isinstance(who, User) else who
    if percent is None:
        known.pop(key, None)
    else:
        known[key] = str(percent)
    row.value, row.deleted_at = known, None


def large_order(session: Session, user: User) -> Decimal | None:
    """From this sum on an order of theirs needs a word from above. None: none does."""
    value = company.value(session, "large_order")
    return None if user.role == "admin" or not value else Decimal(value)


def _key(user: User) -> str:
    return f"u{user.id}"


def _row(session: Session) -> CompanySetting | None:
    """An undo may have marked it as deleted; it is taken up again, for there is one row a name."""
    wanted = select(CompanySetting).where(CompanySetting.name == DISCOUNTS)
    return session.scalar(wanted, execution_options={"everything": True})
