"""订单: 「华为下单 A100 8台 总价36万」「按报价下单」「华为的单到哪了」「发货了」; and its buttons."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from crm import money
from crm.approvals import approvals
from crm.customers import customers
from crm.errors import Forbidden, NotThere, Refused
from crm.ownership import ownership
from crm.people.team import name_of, names_of, of_team
from crm.sales import goods, order_approval, orders, payments, quotes
from crm.sales.goods import Goods
from handlers import replies
from handlers.context import Answer, Context, Question
from handlers.names import refs_to
from handlers.orders import words
from handlers.orders.refs import find_order
from handlers.paging import listing
from handlers.periods import in_words
from handlers.products.facts import first_number, number
from handlers.questions.asking import run_tapped
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.quotes import words as quotes_words
from handlers.quotes.refs import find_quote
from handlers.registry import FRAMES, handles, taps
from handlers.resolve import colleague, customer_named
from handlers.sales import goods as sale_goods
from handlers.sales import reading as sale_reading
from handlers.sales.buyers import buyer, for_whom, seller_id
from handlers.whole import all_or_nothing
from models.customers import Customer
from models.deals import Opportunity
from models.selling import Order, Quote
from nlp.frames import Frame
from zh import say

LISTED = 200  # orders of one list


@handles("order.create")
def create(frame: Frame, ctx: Context) -> str:
    """In one sentence: goods with a sum, goods at the list's price, or a sum alone."""
    sale_reading.refuse_nonsense(ctx.text)
    who = buyer(frame, ctx, words.ASK_CUSTOMER)
    lines, frame = sale_goods.settled(frame, ctx, priced=False)
    amount = _amount(frame, lines)
    day = sale_reading.day(frame, "date") or ctx.now.astimezone(ctx.tz).date()
    doubts = _doubts(who.customer, lines, amount, day, ctx)
    if doubts and not confirmed(frame, f"{'；'.join(doubts)}。还是记这一单？", frame):
        return LEFT_ALONE
    with all_or_nothing(ctx):
        customer = who.made(ctx)
        order = orders.create(
            ctx.session,
            seller_id(customer, ctx),
            customer,
            lines,
            amount,
            ctx.now,
            ctx.tz,
            signed_on=day,
            due_on=sale_reading.day(frame, "due_on"),
            opportunity_id=frame.slots.get("opportunity"),
            hold=order_approval.needed(ctx.session, ctx.user, amount or goods.whole(lines)),
        )
    said = _written(order, customer, [for_whom(order.owner_id, ctx), who.remark()], ctx)
    paid = sale_reading.decimal(frame, "paid")
    return said if paid is None else _paid_with(order, customer, paid, said, ctx)


def _paid_with(order: Order, customer: Customer, paid: Decimal, said: str, ctx: Context) -> str:
    """8台A100, 今天付了2000: money that came with the order, said in one breath."""
    slots = {"customer": customer.name, "amount": str(paid), "order_id": order.id, "read": True}
    refs = refs_to(customer)
    try:
        return f"{said}\n{FRAMES['payment.log'](Frame('payment.log', slots, refs=refs), ctx)}"
    except Question as question:
        question.text = f"{said}\n{question.text}"  # the order stands, whatever the answer
        raise


def _amount(frame: Frame, lines: list[Goods]) -> Decimal | None:
    """The sum agreed on; None where the prices of the lines say it. Raises Question where nothing does."""
    answer = frame.slots.get("amount")  # to 「一共多少钱」; what the sentence said is `total`
    agreed = sale_reading.decimal(frame, "total") if answer is None else first_number(str(answer))
    of_one = "bare" in frame.slots and len(lines) == 1 and lines[0].amount is None
    if agreed is not None and not of_one:
        return money.sensible(agreed)
    if not lines and (said := number(str(frame.slots.get("items") or ""))):
        return money.sensible(said)
    if not lines:
        raise Question(words.ASK_GOODS, "items", frame=sale_reading.without_lines(frame))
    if all(line.price > 0 for line in lines):
        return None
    raise Question(words.ASK_AMOUNT, "amount", frame=frame)


def _doubts(
    customer: Customer | None, lines: list[Goods], amount: Decimal | None, day: date, ctx: Context
) -> list[str]:
    """What is asked about before it is written, all at once."""
    found = []
    if short := orders.short_of(ctx.session, lines):
        found.append(words.short(short))
    if customer is not None:
        whole = amount if amount is not None else goods.whole(lines)
        twin = orders.alike(ctx.session, customer.id, whole, lines, day)
        if twin is not None:
            found.append(words.twice(twin, say.day(day, ctx.now.astimezone(ctx.tz).date())))
    return found


def _written(order: Order, customer: Customer, remarks: list[str], ctx: Context) -> str:
    ctx.spoke_of(customer)
    ctx.remember(order=order.id)
    if order.status == "pending":
        remarks = [*remarks, _put_up(order, customer, ctx)]
    else:
        advance = sum((p.amount for p in payments.advances(ctx.session, customer.id)), money.ZERO)
        remarks = [*remarks, words.advance_left(advance) if advance else "", _open_deal(customer, ctx)]
        ctx.send(words.card(order, customer.name))
    lines = orders.lines_of(ctx.session, order)
    return words.made(order, lines, customer.name, remarks, ctx.now, ctx.tz)


def _put_up(order: Order, customer: Customer, ctx: Context) -> str:
    names, limit = order_approval.put_up(ctx.session, order, customer, ctx.user, ctx.now, ctx.tz)
    ctx.sent += 1  # the cards of those who decide: delivery is woken
    return words.waiting(limit, names)


def _open_deal(customer: Customer, ctx: Context) -> str:
    """The chance this order may be the end of; it is offered, not won by itself."""
    wanted = select(Opportunity).where(Opportunity.customer_id == customer.id, Opportunity.status == "open")
    deal = ctx.session.scalars(wanted.order_by(Opportunity.id.desc()).limit(1)).first()
    return words.deal_open(deal.title) if deal is not None else ""


def from_quote(quote: Quote, customer: Customer, frame: Frame, ctx: Context) -> str:
    """What was quoted, once. Of two people at once the second is told who was first."""
    held = quotes.locked(ctx.session, quote.id)
    if held is None:
        raise NotThere("这张报价单已经不在了。")
    if held.status == "accepted":
        raise Refused(f"{held.number}已经下过单了{_by_order(held, ctx)}，没有重复记。")
    if held.status in ("pending", "rejected"):
        raise Refused(f"{held.number}还没过审批，先等批下来（或改价）再下单。")
    quotes.must_be_open(held)
    lines = orders.from_quote(ctx.session, held)
    doubts = [words.short(short)] if (short := orders.short_of(ctx.session, lines)) else []
    if quotes.expired(held, ctx.now, ctx.tz):
        doubts.append(f"{held.number}的有效期{held.valid_until.month}月{held.valid_until.day}日已经过了")
    deal_id = frame.slots.get("opportunity")
    about = Frame(frame.intent, {"quote_id": held.id} | ({"opportunity": deal_id} if deal_id else {}))
    if doubts and not confirmed(frame, f"{'；'.join(doubts)}。还是按它下单？", about):
        return LEFT_ALONE
    with all_or_nothing(ctx):
        order = orders.create(
            ctx.session,
            held.owner_id,
            customer,
            lines,
            None,
            ctx.now,
            ctx.tz,
            signed_on=sale_reading.day(frame, "date"),
            due_on=sale_reading.due_on(ctx.text, ctx),
            quote=held,
            opportunity_id=deal_id,
            hold=order_approval.needed(ctx.session, ctx.user, held.amount),
        )
    return _written(order, customer, [f"按报价单{held.number}", for_whom(order.owner_id, ctx)], ctx)


def _by_order(quote: Quote, ctx: Context) -> str:
    found = ctx.session.scalar(select(Order.number).where(Order.quote_id == quote.id).limit(1))
    return f"（{found}）" if found else ""


@handles("order.list")
def list_(frame: Frame, ctx: Context) -> str:
    """By customer, person and time; what is owed beside each."""
    customer = customer_named(frame, ctx)
    user = colleague(frame, ctx, "owner")
    if user is not None and not ownership.leads(ctx.session, ctx.scope, user.id):
        raise Forbidden(replies.not_seen(user.name))
    mine = user is None and customer is None
    team = mine and ctx.scope.kind != "own" and "我" not in ctx.text
    first, _, last = str(frame.slots.get("range", "")).partition("/")
    found = orders.recent(
        ctx.session,
        customer_id=customer.id if customer else None,
        owner_id=user.id if user else ctx.user.id if mine and not team else None,
        whose=of_team(Order.owner_id, ctx.scope) if team else None,
        first=date.fromisoformat(first[:10]) if first else None,
        last=date.fromisoformat((last or first)[:10]) if first else None,
        largest=bool(frame.slots.get("largest")),
        most=int(frame.slots.get("first", 0)) or LISTED,
    )
    if customer is not None:
        ctx.spoke_of(customer)
    whose = name_of(ctx.session, ctx.scope) if team else "我"
    whom = customer.name if customer else user.name if user else whose
    period = in_words(str(frame.slots["range"]), ctx) if first else ""
    head = words.listed(whom, period, bool(frame.slots.get("largest")))
    if not found:
        return f"{head}：还没有。"
    ctx.remember(listed={"kind": "order", "ids": [order.id for order in found]})
    paid = payments.paid_by_order(ctx.session, [order.id for order in found])
    names = {} if customer else customers.names_of(ctx.session, [order.customer_id for order in found])
    rows = [payments.Owed(order, paid.get(order.id, money.ZERO)) for order in found]
    sellers = names_of(ctx.session, {order.owner_id for order in found}) if team else {}
    lines = [
        f"{n}. {words.list_line(one, names.get(one.order.customer_id, ''), ctx.now, ctx.tz)}"
        + (f" {sellers[one.order.owner_id]}" if team else "")
        for n, one in enumerate(rows, 1)
    ]
    live = [one.order for one in rows if one.order.status in orders.LIVE]
    whole = sum((order.amount for order in live), money.ZERO)
    return listing(ctx, f"{head}：共{len(live)}单，{money.yuan(whole)}", lines)


@handles("order.show")
def show(frame: Frame, ctx: Context) -> str:
    """到哪了."""
    order, customer = find_order(frame, ctx, (*orders.LIVE, "pending"))
    if order.status in ("open", "shipped"):
        ctx.send(words.card(order, customer.name))
    lines = orders.lines_of(ctx.session, order)
    return words.status(payments.owed(ctx.session, order), lines, customer.name, ctx.now, ctx.tz)


@handles("order.ship")
def ship(frame: Frame, ctx: Context) -> str:
    order, customer = find_order(frame, ctx, ("open", "pending"))
    return _ship(order, customer, ctx, frame.slots.get("by"))


def _ship(order: Order, customer: Customer, ctx: Context, by: str | None = None) -> str:
    held = orders.locked(ctx.session, order.id) or order
    orders.ship(held, ctx.now)
    if by:
        held.note = "；".join(filter(None, [held.note, f"发货：{by.upper()}"]))
    return words.shipped(held, customer.name, by)


@handles("order.done")
def done(frame: Frame, ctx: Context) -> str:
    order, customer = find_order(frame, ctx, ("open", "shipped", "pending"))
    return _done(order, customer, ctx)


def _done(order: Order, customer: Customer, ctx: Context) -> str:
    held = orders.locked(ctx.session, order.id) or order
    unsaid = orders.complete(held, ctx.now)
    return words.done(held, customer.name, unsaid, payments.owed(ctx.session, held))


@handles("order.cancel")
def cancel(frame: Frame, ctx: Context) -> str:
    """After a word of consent: goods come back, money that came stays the customer's as an advance."""
    order, customer = find_order(frame, ctx, (*orders.LIVE, "pending"))
    if order.status == "cancelled":
        raise Refused(f"{order.number}已经取消了。")
    one = payments.owed(ctx.session, order)
    if not confirmed(frame, words.ask_cancel(order, customer.name, one), _settled_on(order, frame)):
        return LEFT_ALONE
    with all_or_nothing(ctx):
        held = orders.locked(ctx.session, order.id) or order
        if held.status == "pending":
            approvals.withdraw_about(ctx.session, ("orders", held.id), ctx.user, ctx.now, ctx.tz)
        orders.cancel(ctx.session, held, ctx.now)
        released = payments.release(ctx.session, held, money.ZERO, ctx.now)
    return words.cancelled(held, customer.name, released)


def _settled_on(order: Order, frame: Frame) -> Frame:
    """The frame to ask with: about this order and no other."""
    return Frame(frame.intent, {"order_id": order.id})


@handles("order.quoted")
def quoted(frame: Frame, ctx: Context) -> str:
    """按报价下单."""
    quote, customer = find_quote(frame, ctx, only_open="number" not in frame.slots)
    return from_quote(quote, customer, frame, ctx)


@taps("quote.order")
def tapped_quote(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    quote = ctx.session.get(Quote, int(ref[0])) if ref and ref[0].isdigit() else None
    if quote is None:
        return Answer(button="报价单已经不在了")
    if quote.status not in quotes.OPEN:
        return Answer(button=quotes_words.state(quote, ctx.now, ctx.tz))
    run_tapped(Frame("order.quoted", {"quote_id": quote.id}), ctx)
    return Answer(button="见对话" if quote.status != "accepted" else "已下单")


@taps("order.ship", "order.done", "order.cancel")
def tapped(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """Buttons of an order's card; an old card says how it stands."""
    order = ctx.session.get(Order, int(ref[0])) if ref and ref[0].isdigit() else None
    if order is None:
        return Answer(button="这张订单已经不在了")
    if order.status in ("done", "cancelled") or (action == "order.ship" and order.status != "open"):
        return Answer(button=orders.STATES[order.status])
    run_tapped(Frame(action, {"order_id": order.id}), ctx)
    return Answer(button="请在卡片上确认" if action == "order.cancel" else orders.STATES[order.status])
