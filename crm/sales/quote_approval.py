"""A discount beyond a person's limit: put to those above, and what becomes of the quotation then."""

from datetime import datetime, tzinfo
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm import money
from crm.approvals import approvals
from crm.approvals.approvals import on_decision
from crm.errors import Refused
from crm.sales import limits, quotes
from models.people import User
from models.selling import Quote
from models.working import Approval

UNSCOPED = {"unscoped": True}


def needed(session: Session, quote: Quote, user: User, now: datetime) -> Decimal | None:
    """The percent of the list price that needs a word from above; None where the person may give it alone,
    or nobody stands above them.

    What was approved before for this quotation, or lately for this customer, need not be asked again.
    """
    percent = money.fen(quotes.percent_of_list(quotes.lines_of(session, quote)))  # fen lost are no discount
    if percent >= limits.discount_limit(session, user) or not approvals.above(session, user, user):
        return None
    granted = approvals.granted(session, quote.customer_id, user.id, now)
    before = _approved(session, quote)
    lowest = min((one for one in (granted, before) if one is not None), default=None)
    return None if lowest is not None and percent >= lowest else percent


def _approved(session: Session, quote: Quote) -> Decimal | None:
    wanted = select(func.min(Approval.value)).where(
        Approval.subject == "quotes", Approval.subject_id == quote.id, Approval.status == "approved"
    )
    return session.scalar(wanted, execution_options=UNSCOPED)


def put_up(
    session: Session, quote: Quote, user: User, percent: Decimal, customer: str, now: datetime, tz: tzinfo
) -> Approval:
    """The quotation waits for an answer. Raises Refused where nobody stands above the person."""
    approvals.withdraw_about(session, ("quotes", quote.id), user, now, tz)
    lines = quotes.lines_of(session, quote)
    said = "；".join(
        f"{line.name}×{money.count(line.quantity)} {money.yuan(line.amount)}" for line in lines[:4]
    )
    content = (
        f"{quote.number} {customer} 合计{money.yuan(quote.amount)}，是标价的{money.count(percent)}%：{said}"
    )
    approval = approvals.request(
        session,
        "discount",
        user,
        now,
        tz,
        customer_id=quote.customer_id,
        value=percent,
        content=content[:1024],
        subject=("quotes", quote.id),
    )
    quote.status = "pending"
    return approval


@on_decision("quotes")
def decided(session: Session, approval: Approval, now: datetime, tz: tzinfo) -> str | None:
    """Approved: it may go to the customer. Rejected: it stays the rep's to mend."""
    quote = session.get(Quote, approval.subject_id)
    if quote is None:
        raise Refused("报价单已经不在了。")
    if approval.status == "withdrawn":
        if quote.status == "pending":
            quote.status = "draft"
        return None
    if quote.status != "pending":
        raise Refused(f"{quote.number}已经不在等审批了。")
    if approval.status == "approved":
        quote.status = "draft"
        return f"{quote.number}可以发给客户了，回「发报价{quote.number}」拿链接。"
    quote.status = "rejected"
    return f"{quote.number}先不能发，改好再报：比如「折扣改成9折」「单价改成850」。"
