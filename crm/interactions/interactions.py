"""跟进记录: what happened with a customer. Counted by when it happened, not by when it was typed."""

from datetime import datetime, tzinfo
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from crm.customers.customers import names_of
from crm.people import team
from models.customers import Contact, Customer
from models.loading import columns, records
from models.people import User
from models.prepared import Prepared
from models.scope import Scope
from models.work import Interaction


def log(
    session: Session,
    user_id: int,
    customer: Customer,
    content: str,
    happened_at: datetime,
    now: datetime,
    tz: tzinfo,
    *,
    contact: Contact | None = None,
    channel: str | None = None,
    grain: str = "minute",
) -> Interaction:
    """Record that `user_id` was in touch with the customer. Entered for an earlier day it is marked 补录."""
    interaction = Interaction(
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        user_id=user_id,
        channel=channel,
        content=content,
        happened_at=happened_at,
        happened_grain=grain,
        backfilled=happened_at.astimezone(tz).date() < now.astimezone(tz).date(),
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(interaction)
    if customer.last_interaction_at is None or customer.last_interaction_at < happened_at:
        customer.last_interaction_at = happened_at
    return interaction


def history(
    session: Session, customer_id: int | None, user_id: int | None, when: tuple[datetime, datetime] | None
) -> list[Interaction]:
    """Interactions of a customer, of a person, within a half-open time; newest first, at most 200."""
    since, until = when or (None, None)
    asked = {"customer": customer_id, "user": user_id, "since": since, "until": until}
    given = {name: value for name, value in asked.items() if value is not None}
    return records(session, Interaction, _newest(tuple(given)), given)


CRITERIA = {
    "customer": Interaction.customer_id == bindparam("customer"),
    "user": Interaction.user_id == bindparam("user"),
    "since": Interaction.happened_at >= bindparam("since"),
    "until": Interaction.happened_at < bindparam("until"),
}


@cache
def _newest(given: tuple[str, ...]) -> Prepared:
    wanted = select(*columns(Interaction)).where(*(CRITERIA[name] for name in given))
    order = (Interaction.happened_at.desc(), Interaction.id.desc())
    return Prepared(wanted.order_by(*order).limit(200), scope=True)


def of_people(
    session: Session, scope: Scope, when: tuple[datetime, datetime] | None
) -> list[tuple[Interaction, str]]:
    """Those of the people the scope covers, with their names, within a half-open time; newest first."""
    wanted = select(Interaction, User.name).join(User, User.id == Interaction.user_id)
    wanted = wanted.where(team.of_team(Interaction.user_id, scope))
    if when is not None:
        wanted = wanted.where(Interaction.happened_at >= when[0], Interaction.happened_at < when[1])
    newest = wanted.order_by(Interaction.happened_at.desc(), Interaction.id.desc()).limit(200)
    return [(one, name) for one, name in session.execute(newest)]


def customer_names(session: Session, found: list[Interaction]) -> dict[int, str]:
    """The names of the customers these interactions were with; one beyond sight is 其他客户."""
    ids = {i.customer_id for i in found}
    return dict.fromkeys(ids, "其他客户") | names_of(session, ids)
