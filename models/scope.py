"""Who may see what, enforced where the session meets the database.

`scoped` adds the criteria, and `models.database` calls it for every ORM statement, so a handler cannot
forget them: 本人 (own), 本部门及下属 (team), 全部 (all). Records marked as deleted are
left out in the same place.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    String,
    and_,
    bindparam,
    false,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, with_loader_criteria
from sqlalchemy.orm.interfaces import CriteriaOption, ORMOption
from sqlalchemy.sql.visitors import InternalTraversal

from models.base import Audited
from models.campaigns import CampaignTarget, Holding
from models.customers import Contact, Customer, CustomerTag
from models.deals import DealStep, Opportunity, StageChange
from models.dictionary import CustomValue
from models.figures import DailyFigure
from models.files import Attachment, AttachmentShare, StoredFile
from models.imports import Export, Import
from models.judgement import ChurnAlarm, ChurnAssessment
from models.lists import Ids, InSelect, OneOf
from models.manners import Preference
from models.ownership import CustomerAlias, OwnerChange
from models.people import Department, Membership
from models.platform import Change, Conversation, Inbox, JobRun, Outbox
from models.selling import Order, OrderLine, Payment, Quote, QuoteLine
from models.service import Ticket, TicketEvent
from models.trust import Collaborator, Errand, SecurityEvent
from models.work import DayReport, Interaction, Task
from models.working import Approval, ApprovalAsk, Goal


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person may see. `paths` are the departments they lead (`/1/5/`), for `team`; `shared` the
    customers of others at which they work along (协作人)."""

    user_id: int | None
    kind: Literal["own", "team", "all"]
    paths: tuple[str, ...] = field(default=())
    shared: tuple[int, ...] = field(default=())

    @property
    def form(self) -> "Form":
        """What of it shapes the criteria. Most people share nothing: their statements have no word of it."""
        return self.kind, len(self.paths), bool(self.shared) and self.kind != "all"


Form = tuple[str, int, bool]


SYSTEM = Scope(None, "all")

_active: ContextVar[Scope] = ContextVar("scope", default=SYSTEM)
_me: BindParameter[int] = bindparam("scope_user", callable_=lambda: _active.get().user_id, type_=BigInteger)
"""The person of the statement being executed. A callable, not a value: so one set of criteria per kind of
scope serves everybody, and SQLAlchemy's statement cache holds one entry for it."""


_shared: BindParameter[Any] = bindparam(
    "scope_shared", callable_=lambda: _active.get().shared, type_=Ids(), unique=False
)
"""Customers shared with that person: a list, not a join, so that each arm of the criterion has its index."""


@lru_cache(maxsize=64)
def _path(number: int) -> BindParameter[str]:
    return bindparam(
        f"scope_path_{number}", callable_=lambda: _active.get().paths[number] + "%", type_=String
    )


def owned(column: Any, kind: str, paths: int) -> ColumnElement[bool]:
    """True where `column` (a user id) is the person or one of the people they lead.

    `kind` and the number of `paths` are those of the scope that will execute the statement.
    """
    mine: ColumnElement[bool] = column == _me
    if kind == "own" or not paths:
        return mine
    department = Department.__table__.c
    below = (
        select(Membership.__table__.c.user_id)
        .join(Department.__table__, department.id == Membership.__table__.c.department_id)
        .where(or_(*(department.path.like(_path(n)) for n in range(paths))))
    )
    return or_(mine, InSelect(column, below))


@lru_cache(maxsize=1024)
def sights(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """What the scope may see of customers, in parts that have nothing in common, the nearest first.

    Each part alone is a range of an index; the whole, an OR, is not. For statements that look for ids;
    what is shown of those is read within the scope, with the criteria of `_rules`.
    """
    led = [Department.path.startswith(path) for path in scope.paths]
    shared = Customer.id.in_(scope.shared) if scope.shared else None
    return tuple(_parts(scope.kind, scope.user_id, led, shared))


def bound_sights(form: Form) -> list[ColumnElement[bool]]:
    """The same for a statement that is made once for each form of scope, and executed within it."""
    kind, paths, shares = form
    led = [Department.path.like(_path(n)) for n in range(paths)]
    return _parts(kind, _me, led, OneOf(Customer.id, _shared) if shares else None)


def _parts(
    kind: str, me: Any, led: Sequence[ColumnElement[bool]], shared: ColumnElement[bool] | None
) -> list[ColumnElement[bool]]:
    if kind == "all":
        return [true()]
    owner = Customer.owner_id
    parts, others = [owner == me], [owner != me]
    if kind == "team" and led:
        below = select(Membership.user_id).join(Department, Department.id == Membership.department_id)
        theirs = InSelect(owner, below.where(or_(*led)))
        parts.append(and_(theirs, owner != me))
        others.append(not_(theirs))
    if shared is not None:
        parts.append(and_(shared, owner.is_not(None), *others))
    return [*parts, owner.is_(None)]


def _led(paths: int) -> Any:
    """Ids of the departments they lead, with all below."""
    department = Department.__table__.c
    return select(department.id).where(or_(*(department.path.like(_path(n)) for n in range(paths))))


def _rules(kind: str, paths: int, shares: bool) -> dict[type[Any], ColumnElement[bool]]:
    """For each model the rows the scope may see. A model missing here is open to all (people, name keys)."""

    def mine(column: Any) -> ColumnElement[bool]:
        return owned(column, kind, paths)

    customer = Customer.__table__.c
    # Own customers, and those in the pool (no owner): anybody may pick them up.
    seen = or_(mine(customer.owner_id), customer.owner_id.is_(None))
    if shares:
        seen = or_(seen, OneOf(customer.id, _shared))
    ids = select(customer.id).where(seen)
    task = Task.__table__.c
    deal = Opportunity.__table__.c
    deal_seen = or_(mine(deal.owner_id), mine(deal.opened_for_id), deal.customer_id.in_(ids))
    deals = select(deal.id).where(deal_seen)
    quote, order, payment = Quote.__table__.c, Order.__table__.c, Payment.__table__.c
    quote_seen = or_(mine(quote.owner_id), quote.customer_id.in_(ids))
    order_seen = or_(mine(order.owner_id), order.customer_id.in_(ids))
    ticket = Ticket.__table__.c
    ticket_seen = or_(mine(ticket.assignee_id), mine(ticket.creator_id), ticket.customer_id.in_(ids))
    attachment, shown = Attachment.__table__.c, AttachmentShare.__table__.c
    shown_to_me = select(shown.attachment_id).where(shown.user_id == _me, shown.deleted_at.is_(None))
    approval, ask, goal = Approval.__table__.c, ApprovalAsk.__table__.c, Goal.__table__.c
    put_to_me = select(ask.approval_id).where(ask.user_id == _me, ask.deleted_at.is_(None))
    my_requests = select(approval.id).where(mine(approval.requester_id))
    led = _led(paths) if kind == "team" and paths else None
    return {
        Customer: seen,
        Contact: Contact.__table__.c.customer_id.in_(ids),
        CustomerTag: CustomerTag.__table__.c.customer_id.in_(ids),
        CustomValue: CustomValue.__table__.c.customer_id.in_(ids),
        CustomerAlias: CustomerAlias.__table__.c.customer_id.in_(ids),
        OwnerChange: OwnerChange.__table__.c.customer_id.in_(ids),
        Collaborator: Collaborator.__table__.c.customer_id.in_(ids),
        Attachment: or_(
            mine(attachment.user_id), attachment.customer_id.in_(ids), attachment.id.in_(shown_to_me)
        ),
        AttachmentShare: or_(mine(shown.user_id), mine(shown.by_id)),
        StoredFile: mine(StoredFile.__table__.c.user_id),
        Errand: mine(Errand.__table__.c.user_id),
        SecurityEvent: false(),
        Interaction: or_(mine(Interaction.__table__.c.user_id), Interaction.__table__.c.customer_id.in_(ids)),
        Task: or_(mine(task.assignee_id), mine(task.creator_id), task.customer_id.in_(ids)),
        CampaignTarget: CampaignTarget.__table__.c.customer_id.in_(ids),
        Holding: Holding.__table__.c.customer_id.in_(ids),
        DailyFigure: mine(DailyFigure.__table__.c.user_id),
        DayReport: mine(DayReport.__table__.c.user_id),
        ChurnAssessment: ChurnAssessment.__table__.c.customer_id.in_(ids),
        ChurnAlarm: or_(mine(ChurnAlarm.__table__.c.owner_id), ChurnAlarm.__table__.c.customer_id.in_(ids)),
        Opportunity: deal_seen,
        StageChange: StageChange.__table__.c.opportunity_id.in_(deals),
        DealStep: DealStep.__table__.c.opportunity_id.in_(deals),
        Quote: quote_seen,
        QuoteLine: QuoteLine.__table__.c.quote_id.in_(select(quote.id).where(quote_seen)),
        Order: order_seen,
        OrderLine: OrderLine.__table__.c.order_id.in_(select(order.id).where(order_seen)),
        Ticket: ticket_seen,
        TicketEvent: TicketEvent.__table__.c.ticket_id.in_(select(ticket.id).where(ticket_seen)),
        Payment: or_(mine(payment.user_id), payment.customer_id.in_(ids)),
        Approval: or_(mine(approval.requester_id), approval.id.in_(put_to_me)),
        ApprovalAsk: or_(mine(ask.user_id), ask.approval_id.in_(my_requests)),
        Goal: or_(mine(goal.user_id), goal.department_id.in_(led)) if led is not None else mine(goal.user_id),
        Preference: mine(Preference.__table__.c.user_id),
        Inbox: mine(Inbox.__table__.c.user_id),
        Outbox: mine(Outbox.__table__.c.user_id),
        Conversation: Conversation.__table__.c.user_id == _me,
        Change: mine(Change.__table__.c.actor_id),
        JobRun: false(),
        Import: mine(Import.__table__.c.actor_id),
        Export: mine(Export.__table__.c.actor_id),
    }


OPEN_TO_ALL = (
    *("departments", "users", "memberships", "name_keys", "deal_stages", "products", "stock_moves"),
    *("counters", "pool_rules", "lead_rules", "company_settings", "campaigns", "materials", "absences"),
    *("dictionary_items", "custom_fields", "vocabulary", "figure_days"),
)
"""Tables without a rule: the company's own people, keys that say little alone, dictionaries, its rules."""


class _Criteria(CriteriaOption):
    """All criteria of one kind of scope as one option, which SQLAlchemy's cache knows by its name.

    With an option for each model the statement cache would look through every criterion at every statement;
    that cost as much as the statement itself. Nothing in them differs between people: see `_me`.
    """

    __slots__ = ("name", "parts")
    _traverse_internals: list[Any] = [("name", InternalTraversal.dp_string)]  # noqa: RUF012
    _cache_key_traversal: list[Any] = _traverse_internals
    propagate_to_loaders = True

    def __init__(self, name: str, parts: Sequence[Any]) -> None:
        self.name, self.parts = name, parts

    def process_compile_state(self, compile_state: Any) -> None:
        self.get_global_criteria(compile_state.global_attributes)

    def process_compile_state_replaced_entities(self, compile_state: Any, mapper_entities: Any) -> None:
        self.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[str, Any]) -> None:
        for part in self.parts:
            part.get_global_criteria(attributes)


@lru_cache(maxsize=256)
def _criteria(kind: str, paths: int, shares: bool) -> _Criteria:
    """Loader criteria for every model, the same for everybody with this kind of scope."""
    rules = {} if kind == "all" else _rules(kind, paths, shares)
    parts = []
    for model in Audited.__subclasses__():
        alive = model.__table__.c.deleted_at.is_(None)  # type: ignore[attr-defined]
        rule = rules.pop(model, None)
        parts.append(_always(model, alive if rule is None else and_(alive, rule)))
    parts += [_always(model, rule) for model, rule in rules.items()]
    return _Criteria(f"{kind}{paths}{'+' if shares else ''}", parts)


def _always(model: type[Any], rule: ColumnElement[bool]) -> ORMOption:
    return with_loader_criteria(model, rule, include_aliases=True)


def enter(scope: Scope) -> None:
    """The statements executed from here on in this thread are this scope's."""
    _active.set(scope)


@contextmanager
def scoped_as(session: Session, scope: Scope) -> Iterator[None]:
    """Within it the session sees what another scope may see."""
    before = session.info["scope"]
    session.info["scope"] = scope
    try:
        yield
    finally:
        session.info["scope"] = before


def scoped(statement: Any, scope: Scope) -> Any:
    """The statement, seeing only what the scope may see and nothing deleted."""
    return statement.options(_criteria(*scope.form))
