"""报价: 「华为报价 A100×10 单价800 九折」「发报价」「华为的报价」; and the buttons of its card."""

from sqlalchemy import select

from crm import money
from crm.approvals import approvals
from crm.approvals.approvals import waiting_for
from crm.customers import customers
from crm.errors import Refused
from crm.overview import wishes
from crm.people.team import name_of
from crm.sales import limits, quote_approval, quotes
from crm.sales.goods import Goods
from handlers.context import Answer, Context, Question
from handlers.paging import listing
from handlers.periods import in_words
from handlers.quotes import words
from handlers.quotes.refs import RECENT, find_quote
from handlers.registry import handles, taps
from handlers.resolve import customer_named
from handlers.sales import goods as sale_goods
from handlers.sales import reading as sale_reading
from handlers.sales.buyers import Buyer, buyer, for_whom, seller_id
from handlers.slots import span
from handlers.whole import all_or_nothing
from models.customers import Customer
from models.outbox import Picture
from models.people import User
from models.selling import Quote
from models.working import ApprovalAsk
from nlp.frames import Frame

LINK_DAYS = 7  # after the last valid day the page still says that it is over


@handles("quote.create")
def create(frame: Frame, ctx: Context) -> str:
    """Every line, then discount and what is let off; beyond the person's limit it goes to approval."""
    sale_reading.refuse_nonsense(ctx.text)
    who = buyer(frame, ctx, words.ASK_CUSTOMER)
    if not frame.slots.get("lines"):
        raise Question(words.ASK_ITEMS, "items", frame=sale_reading.without_lines(frame))
    lines, frame = sale_goods.settled(frame, ctx, priced=True)
    with all_or_nothing(ctx):
        customer = who.made(ctx)
        quote = quotes.create(
            ctx.session,
            seller_id(customer, ctx),
            customer,
            lines,
            ctx.now,
            ctx.tz,
            discount=sale_reading.decimal(frame, "discount") or money.WHOLE,
            off=sale_reading.decimal(frame, "off") or money.ZERO,
            valid_until=sale_reading.day(frame, "valid_until"),
        )
        made = quotes.lines_of(ctx.session, quote)
        if frame.slots.get("rounded"):
            quotes.let_off_odd(quote, made)
        if (total := sale_reading.decimal(frame, "total")) is not None:
            quotes.agree_on(quote, made, total)
        waits = put_up_if_needed(quote, customer, ctx)
    ctx.spoke_of(customer)
    ctx.remember(quote=quote.id)
    return _said(quote, who, lines, waits, ctx)


def _said(quote: Quote, who: Buyer, goods: list[Goods], waits: str, ctx: Context) -> str:
    assert who.customer is not None
    strange = [line.name for line in goods if line.product_id is None]
    remarks = [
        words.off_list(strange) if strange and any(line.product_id for line in goods) else "",
        for_whom(quote.owner_id, ctx),
        who.remark(),
        waits or offered(quote, who.customer, ctx),
    ]
    lines = quotes.lines_of(ctx.session, quote)
    asked = wishes.of(ctx.session, who.customer)
    return words.made(quote, lines, who.customer.name, asked, remarks, ctx.now, ctx.tz)


def offered(quote: Quote, customer: Customer, ctx: Context) -> str:
    """The link to forward, and a card with what can be done with it."""
    ctx.send(words.card(quote, customer.name))
    return words.link(link_of(quote, ctx))


def link_of(quote: Quote, ctx: Context) -> str:
    """The customer's page of this quotation and of nothing else; it ends a week after the quotation does."""
    left = (quote.valid_until - ctx.now.astimezone(ctx.tz).date()).days + LINK_DAYS
    return ctx.links.page("quote", quote.owner_id, ctx.now, max(left, 1), quote=str(quote.id))


def put_up_if_needed(quote: Quote, customer: Customer, ctx: Context) -> str:
    """What is said where the discount needs a word from above; empty where it does not."""
    ctx.session.flush()
    percent = quote_approval.needed(ctx.session, quote, ctx.user, ctx.now)
    if percent is None:
        if quote.status in ("pending", "rejected"):
            approvals.withdraw_about(ctx.session, ("quotes", quote.id), ctx.user, ctx.now, ctx.tz)
            quote.status = "draft"
        return ""
    approval = quote_approval.put_up(ctx.session, quote, ctx.user, percent, customer.name, ctx.now, ctx.tz)
    ctx.sent += 1  # the cards of those who decide: delivery is woken
    asked = select(User.name).join(ApprovalAsk, ApprovalAsk.user_id == User.id)
    names = ctx.session.scalars(
        asked.where(ApprovalAsk.approval_id == approval.id), execution_options={"unscoped": True}
    )
    return words.waiting(percent, limits.discount_limit(ctx.session, ctx.user), "、".join(names))


def sendable(quote: Quote) -> None:
    """Raises Refused where a customer may not see it."""
    if quote.status == "pending":
        raise Refused(f"{quote.number}{words.WAITS}")
    if quote.status == "rejected":
        raise Refused(f"{quote.number}{words.REJECTED}")
    if quote.status == "void":
        quotes.must_be_open(quote)


@handles("quote.list")
def list_(frame: Frame, ctx: Context) -> str:
    """Mine of the last months, or all of a customer; of a time those of the people one leads too."""
    if "range" in frame.slots:
        return _of_time(frame, ctx)
    customer = customer_named(frame, ctx)
    if customer is not None:
        ctx.spoke_of(customer)
        found = quotes.recent(ctx.session, customer_id=customer.id)
    else:
        found = quotes.recent(ctx.session, owner_id=ctx.user.id, since=ctx.now - RECENT)
    head = f"{customer.name}的报价" if customer else "我的报价"
    if not found:
        return words.NONE_HERE if customer is None else f"{head}：还没有。"
    ctx.remember(listed={"kind": "quote", "ids": [quote.id for quote in found]}, quote=found[0].id)
    names = {} if customer else customers.names_of(ctx.session, [quote.customer_id for quote in found])
    lines = [
        f"{n}. {words.list_line(one, names.get(one.customer_id, ''), ctx.now, ctx.tz)}"
        for n, one in enumerate(found, 1)
    ]
    return listing(ctx, f"{head}：共{len(found)}张", lines)


def _of_time(frame: Frame, ctx: Context) -> str:
    when = span(str(frame.slots["range"]), ctx.tz)
    found = quotes.of_people(ctx.session, ctx.scope, when)
    title = f"{name_of(ctx.session, ctx.scope)} {in_words(str(frame.slots['range']), ctx)}的报价"
    if not found:
        return f"{title}：没有。"
    ctx.remember(listed={"kind": "quote", "ids": [quote.id for quote, _ in found]})
    names = customers.names_of(ctx.session, [quote.customer_id for quote, _ in found])
    lines = [
        f"{n}. {words.list_line(one, names.get(one.customer_id, ''), ctx.now, ctx.tz)} {owner}"
        for n, (one, owner) in enumerate(found, 1)
    ]
    whole = sum((one.amount for one, _ in found), money.ZERO)
    return listing(ctx, f"{title}：共{len(found)}张，{money.yuan(whole)}", lines)


@handles("quote.show")
def show(frame: Frame, ctx: Context) -> str:
    """One quotation with its lines; its link where it may be sent."""
    quote, customer = find_quote(frame, ctx, only_open=False)
    lines = quotes.lines_of(ctx.session, quote)
    remarks = [words.state(quote, ctx.now, ctx.tz)]
    if quote.status in ("draft", "sent"):
        remarks.append(words.link(link_of(quote, ctx)))
    return words.made(quote, lines, customer.name, (), remarks, ctx.now, ctx.tz, "报价单")


@handles("quote.send")
def send(frame: Frame, ctx: Context) -> str:
    """The picture and the link, to forward."""
    quote, customer = find_quote(frame, ctx)
    sendable(quote)
    _draw(quote, ctx)
    said = f"{quote.number} {customer.name} {money.yuan(quote.amount)}"
    return "\n".join([said, words.DRAWN, words.link(link_of(quote, ctx))])


def _draw(quote: Quote, ctx: Context) -> None:
    """Drawn here and now, only because it was asked for: it takes a fifth of a second."""
    from crm.drawing.charts import png
    from crm.sales.quote_picture import picture
    from crm.sales.quote_sheet import sheet

    ctx.send(Picture(words.picture_name(quote), png(picture(sheet(ctx.session, quote, ctx.now, ctx.tz)))))
    if quote.status == "draft":
        quote.status, quote.sent_at = "sent", ctx.now


@handles("quote.void")
def void(frame: Frame, ctx: Context) -> str:
    quote, customer = find_quote(frame, ctx)
    _void(quote, ctx)
    return words.voided(quote, customer.name)


def _void(quote: Quote, ctx: Context) -> None:
    quotes.must_be_open(quote)
    if waiting_for(ctx.session, ("quotes", quote.id)) is not None:
        approvals.withdraw_about(ctx.session, ("quotes", quote.id), ctx.user, ctx.now, ctx.tz)
    quote.status = "void"


@handles("quote.valid")
def valid(frame: Frame, ctx: Context) -> str:
    """有效期改到月底."""
    quote, _ = find_quote(frame, ctx)
    quotes.must_be_open(quote)
    day = sale_reading.day(frame, "value")
    assert day is not None
    if day < ctx.now.astimezone(ctx.tz).date():
        raise Refused("这一天已经过去了，有效期换个以后的日子？")
    quote.valid_until = day
    return words.valid(quote, ctx.now, ctx.tz)


@taps("quote.picture", "quote.void")
def tapped(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """Buttons of a quotation's card; an old card says what became of it."""
    quote = ctx.session.get(Quote, int(ref[0])) if ref and ref[0].isdigit() else None
    if quote is None:
        return Answer(button="报价单已经不在了")
    if quote.status not in quotes.OPEN:
        return Answer(button=words.state(quote, ctx.now, ctx.tz))
    ctx.remember(quote=quote.id)
    if action == "quote.void":
        _void(quote, ctx)
        return Answer(button="已作废")
    sendable(quote)
    _draw(quote, ctx)
    return Answer(button="图片已发给你")
