"""商机: made, moved from stage to stage, won, lost, taken up again. Every move is kept with who and when."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm import money
from crm.deals import stages
from crm.errors import NotThere, Refused
from models.customers import Customer
from models.deals import Opportunity, StageChange
from models.people import User

UNSCOPED: Final = {"unscoped": True}
WON_CUSTOMER: Final = "成交"
TITLE: Final = 128  # characters
FACTS: Final = ("amount", "close_date", "product", "probability", "title")
ASKED: Final = ("amount", "close_date", "product")
"""Facts a stage may ask for, in the order they are asked."""


class Ended(Refused):
    """The chance was decided meanwhile; `deal` says how."""

    def __init__(self, deal: Opportunity) -> None:
        super().__init__("这个商机已经结束了。")
        self.deal = deal


def create(
    session: Session,
    owner_id: int,
    customer: Customer,
    stage: str,
    now: datetime,
    *,
    title: str,
    by_id: int | None = None,
    product: str | None = None,
    amount: Decimal | None = None,
    close_date: date | None = None,
    probability: int | None = None,
) -> Opportunity:
    """A new chance of this owner, in this stage."""
    deal = Opportunity(
        customer_id=customer.id,
        owner_id=owner_id,
        title=title.strip()[:TITLE],
        product=product[:TITLE] if product else None,
        amount=money.sensible(amount) if amount is not None else None,
        probability=probability,
        stage=stage,
        stage_since=now,
        close_date=close_date,
        status="open",
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(deal)
    session.flush()
    _note(session, deal, None, stage, by_id or owner_id, now)
    return deal


def locked(session: Session, deal_id: int) -> Opportunity:
    """The chance as it stands now, held till the end of the transaction. Raises NotThere beyond sight."""
    wanted = select(Opportunity).where(Opportunity.id == deal_id).with_for_update()
    deal = session.scalar(wanted, execution_options={"populate_existing": True})
    if deal is None:
        raise NotThere("这个商机已经不在了。")
    return deal


def must_be_open(deal: Opportunity) -> None:
    """Raises Ended."""
    if deal.status != "open":
        raise Ended(deal)


def move(session: Session, deal: Opportunity, stage: str, by_id: int, now: datetime) -> str:
    """Into another stage; the one it was in."""
    must_be_open(deal)
    before = deal.stage
    if before != stage:
        _note(session, deal, before, stage, by_id, now)
        deal.stage, deal.stage_since = stage, now
        deal.probability = None  # what was said of it was said of the stage before
    return before


def put_right(session: Session, deal: Opportunity, stage: str) -> None:
    """The last move was to another stage: its record is mended, no move is added."""
    last = history(session, deal)[-1]
    last.to_stage = deal.stage = stage


def change(deal: Opportunity, facts: dict[str, Any]) -> None:
    """Set facts of an open chance: amount, close_date, product, probability, title."""
    must_be_open(deal)
    for name, value in facts.items():
        if name not in FACTS:
            raise ValueError(f"{name} is no fact of a chance")
        setattr(deal, name, money.sensible(value) if name == "amount" and value is not None else value)


def missing(session: Session, deal: Opportunity) -> str | None:
    """The next fact its stage asks for and nobody has said; None when all are there."""
    if deal.status != "open":
        return None
    known = stages.all_of(session)
    at = stages.position(known, deal.stage)
    required = known[at].required if at >= 0 else ()
    return next((fact for fact in ASKED if fact in required and getattr(deal, fact) is None), None)


def win(
    session: Session, deal: Opportunity, by: User, now: datetime, amount: Decimal | None = None
) -> Opportunity:
    """赢单; its customer is won too. Lock it first. Raises Ended for one that was decided meanwhile."""
    must_be_open(deal)
    if amount is not None:
        deal.amount = money.sensible(amount)
    _end(session, deal, "won", stages.WON, by, now)
    customer = session.get(Customer, deal.customer_id)
    if customer is not None and customer.stage != WON_CUSTOMER:
        customer.stage = WON_CUSTOMER
    return deal


def lose(session: Session, deal: Opportunity, by: User, now: datetime, reason: str | None) -> Opportunity:
    """输单. Lock it first. Raises Ended for one that was decided meanwhile."""
    must_be_open(deal)
    deal.lost_reason = reason[:255] if reason else None
    _end(session, deal, "lost", stages.LOST, by, now)
    return deal


def reopen(session: Session, deal: Opportunity, by_id: int, now: datetime) -> None:
    """A lost one goes on, in the stage where it was."""
    _note(session, deal, stages.WON if deal.status == "won" else stages.LOST, deal.stage, by_id, now)
    deal.status, deal.stage_since = "open", now
    deal.lost_reason = deal.closed_at = deal.closed_by_id = None


def _end(session: Session, deal: Opportunity, status: str, to: str, by: User, now: datetime) -> None:
    _note(session, deal, deal.stage, to, by.id, now)
    deal.status, deal.closed_at, deal.closed_by_id = status, now, by.id


def _note(
    session: Session, deal: Opportunity, before: str | None, after: str, by_id: int, now: datetime
) -> None:
    session.add(
        StageChange(
            opportunity_id=deal.id,
            from_stage=before,
            to_stage=after,
            at=now,
            user_id=by_id,
            created_at=now,
            source=session.info["set_id"],
        )
    )


def history(session: Session, deal: Opportunity) -> list[StageChange]:
    """Its moves, oldest first; the first is its beginning."""
    wanted = select(StageChange).where(StageChange.opportunity_id == deal.id)
    return list(session.scalars(wanted.order_by(StageChange.at, StageChange.id)))


def of_customer(session: Session, customer_id: int, status: str | None = "open") -> list[Opportunity]:
    """Its chances within sight, the newest first. `status` None: whatever became of them."""
    wanted = select(Opportunity).where(Opportunity.customer_id == customer_id)
    if status is not None:
        wanted = wanted.where(Opportunity.status == status)
    return list(session.scalars(wanted.order_by(Opportunity.id.desc())))


def last_closed(session: Session, customer_id: int) -> Opportunity | None:
    """The one decided last."""
    wanted = select(Opportunity).where(Opportunity.customer_id == customer_id, Opportunity.status != "open")
    return session.scalars(wanted.order_by(Opportunity.closed_at.desc(), Opportunity.id.desc())).first()


def follow_customer(
    session: Session, customer_ids: Sequence[int], from_id: int, to_id: int | None
) -> list[Opportunity]:
    """Open chances of the former owner at these customers go to the new one; in the pool they wait."""
    wanted = select(Opportunity).where(
        Opportunity.customer_id.in_(customer_ids),
        Opportunity.owner_id == from_id,
        Opportunity.status == "open",
    )
    return _give(session, wanted, to_id)


def taken_up(session: Session, customer_id: int, to_id: int) -> list[Opportunity]:
    """Out of the pool: its chances that nobody has go along."""
    wanted = select(Opportunity).where(
        Opportunity.customer_id == customer_id,
        Opportunity.owner_id.is_(None),
        Opportunity.status == "open",
    )
    return _give(session, wanted, to_id)


def hand_over(session: Session, from_id: int, to_id: int) -> list[Opportunity]:
    """All open chances of a person, whoever has the customer."""
    wanted = select(Opportunity).where(Opportunity.owner_id == from_id, Opportunity.status == "open")
    return _give(session, wanted, to_id)


def going(session: Session, customer_ids: Sequence[int]) -> int:
    """How many open chances go along when these customers go: those of whoever has each."""
    wanted = (
        select(func.count(Opportunity.id))
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(
            Customer.id.in_(customer_ids),
            Opportunity.owner_id == Customer.owner_id,
            Opportunity.status == "open",
        )
    )
    return session.scalar(wanted) or 0


def _give(session: Session, wanted: Any, to_id: int | None) -> list[Opportunity]:
    found = list(session.scalars(wanted.order_by(Opportunity.id), execution_options=UNSCOPED))
    for deal in found:
        deal.owner_id = to_id
    return found
