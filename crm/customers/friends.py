"""删好友: a customer in WeChat who removed the rep. Not a churn alarm: people change phones and tidy up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import errands
from models.customers import Contact, Customer
from models.people import User

ERRAND = "friend"


@dataclass(frozen=True, slots=True)
class Friend:
    """Who it was, as WeCom knows them; both empty where it does not tell."""

    name: str = ""
    company: str = ""


WhoIs = Callable[[str], Friend]
"""From an external_userid to the person."""


def removed(session: Session, userid: str, external_userid: str, key: str, now: datetime) -> None:
    """Note that this member was removed by that customer; who it was is found out behind the chat."""
    user = session.scalar(select(User).where(User.userid == userid, User.status == "active"))
    if user is not None:
        errands.ask(session, ERRAND, f"friend:{key}", user.id, now, {"external_userid": external_userid})


def known_as(session: Session, user_id: int, friend: Friend) -> tuple[Contact, Customer] | None:
    """The contact of one of this person's customers with that name, if there is only one."""
    if not friend.name:
        return None
    statement = (
        select(Contact, Customer)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(Customer.owner_id == user_id, Contact.name == friend.name)
        .limit(2)
    )
    found = session.execute(statement).all()
    return (found[0][0], found[0][1]) if len(found) == 1 else None
