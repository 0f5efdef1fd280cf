"""What customers said in a period, counted by what they ask for, by different customers."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.people.team import of_team
from models.customers import Customer
from models.people import User
from models.work import Interaction

MOST_NOTES: Final = 5_000  # of one answer; of more the newest
FEWEST: Final = 2  # customers: what one alone says is no trend


@dataclass(frozen=True, slots=True)
class Note:
    """One talk with a customer."""

    customer_id: int
    customer: str
    user: str
    at: datetime
    content: str


@dataclass(frozen=True, slots=True)
class Demand:
    """What several customers ask for. `customers` by how lately they said it."""

    name: str
    customers: tuple[str, ...]
    notes: int


def notes(session: Session, first: date, last: date, tz: tzinfo) -> list[Note]:
    """Of the days from `first` to `last`, of the people the session's scope covers."""
    statement = (
        select(Customer.id, Customer.name, User.name, Interaction.happened_at, Interaction.content)
        .select_from(Interaction)
        .join(Customer, Customer.id == Interaction.customer_id)
        .join(User, User.id == Interaction.user_id)
        .where(
            of_team(Interaction.user_id, session.info["scope"]),
            Interaction.happened_at >= days.starts(first, tz),
            Interaction.happened_at < days.ends(last, tz),
            Interaction.content != "",
        )
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(MOST_NOTES)
    )
    return [Note(*row) for row in session.execute(statement)]


def ranked(found: Iterable[Note], about: Callable[[str], set[str]]) -> list[Demand]:
    """What the notes are about, by different customers; `about` says what a note speaks of."""
    who: defaultdict[str, dict[int, str]] = defaultdict(dict)
    many: defaultdict[str, int] = defaultdict(int)
    for note in found:
        for name in about(note.content):
            who[name].setdefault(note.customer_id, note.customer)
            many[name] += 1
    made = [
        Demand(name, tuple(customers.values()), many[name])
        for name, customers in who.items()
        if len(customers) >= FEWEST
    ]
    return sorted(made, key=lambda one: (-len(one.customers), -one.notes, one.name))
