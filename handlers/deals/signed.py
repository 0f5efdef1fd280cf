"""「签了」 with a quotation out: what was quoted is what was signed, unless an open chance is about it."""

from decimal import Decimal

from crm import days, money
from crm.sales import quotes
from handlers.context import Context, Option, Question
from handlers.deals import facts, words
from handlers.deals.refs import SHORTEST, shared
from handlers.quotes.refs import just_made
from models.customers import Customer
from models.deals import Opportunity
from models.selling import Quote
from nlp.frames import Frame

NEAR = (Decimal("0.5"), Decimal(2))
"""How far the sum of a chance may be from what was quoted for it."""


def quoted(customer: Customer, ctx: Context) -> Quote | None:
    """The quotation just made for the customer, else the only one that may be ordered from now.

    To be asked before anything is written: what is written then is the last write.
    """
    if (just := _just_quoted(customer, ctx)) is not None:
        return just if _may_be_ordered(just, ctx) else None
    found = quotes.recent(ctx.session, customer_id=customer.id, only_open=True, most=2)
    return found[0] if len(found) == 1 and _may_be_ordered(found[0], ctx) else None


def _may_be_ordered(quote: Quote, ctx: Context) -> bool:
    return quote.status in ("draft", "sent") and quote.valid_until >= days.today(ctx.now, ctx.tz)


def goods(quote: Quote, ctx: Context) -> str:
    return "、".join(dict.fromkeys(line.name for line in quotes.lines_of(ctx.session, quote)))


def must_be_it(deal: Opportunity, customer: Customer, frame: Frame, ctx: Context) -> None:
    """Raises Question where the chance that is open looks like another one than was quoted a moment ago."""
    quote = _just_quoted(customer, ctx)
    if quote is None or "deal" in frame.slots or _fits(deal, quote, ctx):
        return
    named = ctx.text.replace(customer.name, "")
    if shared(named, f"{deal.title}{deal.product or ''}") >= SHORTEST:
        return
    options = [
        Option(words.short(deal), words.where(deal, ctx.now, ctx.tz), slots={"deal": deal.id}),
        Option(f"刚报的{goods(quote, ctx)}", money.yuan(quote.amount), slots={"which": "new"}),
    ]
    raise Question(f"{customer.name}签的是哪一单？", "deal", options)


def _just_quoted(customer: Customer, ctx: Context) -> Quote | None:
    quote = just_made(ctx)
    return quote if quote is not None and quote.customer_id == customer.id else None


def _fits(deal: Opportunity, quote: Quote, ctx: Context) -> bool:
    if deal.amount is None or deal.title == facts.UNTITLED:
        return True
    near = deal.amount > 0 and NEAR[0] <= quote.amount / deal.amount <= NEAR[1]
    said = goods(quote, ctx)
    return near or max(shared(said, deal.title), shared(said, deal.product or "")) >= SHORTEST


def signed_sum(deal: Opportunity, customer: Customer, quote: Quote | None, ctx: Context) -> Decimal | None:
    """As quoted, where the chance has no sum of its own or the quotation was made a moment ago."""
    if quote is None or (deal.amount is not None and _just_quoted(customer, ctx) is None):
        return None
    return quote.amount if _fits(deal, quote, ctx) else None
