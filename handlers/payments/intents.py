"""回款: 「华为今天到账12.5万」「华为尾款结了」「华为付了预付款5万」「预付款抵扣」."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from crm import days, money
from crm.errors import NotThere, Refused
from crm.sales import payments
from crm.sales.payments import Account, Owed
from handlers.context import Context, Option, Question
from handlers.orders.refs import NUMBER
from handlers.payments import words
from handlers.products.facts import first_number
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles, reads
from handlers.sales import reading as sale_reading
from handlers.sales.buyers import buyer, for_whom, seller_id
from handlers.whole import all_or_nothing
from models.customers import Customer
from models.people import User
from models.platform import Inbox
from models.selling import Order
from nlp.frames import Frame
from zh import say
from zh.text import normal

ADVANCE = re.compile(r"预付|预存|预收|提前付|先付了?款")
IN_FULL = re.compile(r"尾款|余款|结清|全款|付清|收齐|剩下的|最后一笔")
WHOLE = re.compile("全款|全部|全额|全都?到?了|都到了|全部?到账了?|一次性付?(?:清|完)?|付清了?|结清了?")
ASKED = "asked"  # the sum was asked for: 全款 is all that is owed
GOES_BACK = re.compile(
    r"退款|退钱|退(?:了|还|回|给|掉)?(?:他们|她们|客户|对方|人家)?\s*(?=[\d一二两三四五六七八九十])"
)
Part = tuple[Order, Decimal, Decimal]


@reads("payment.log")
def read_payment(frame: Frame, ctx: Context) -> Frame:
    """Which order, and whether it is paid in advance: said beside the contract's slots."""
    if "read" in frame.slots:
        return frame
    said = normal(frame.evidence[0].words if frame.evidence else ctx.text)
    if GOES_BACK.search(said):
        return replace(frame, intent="payment.refund")
    extra: dict[str, object] = {"read": True}
    if match := re.search(NUMBER, said):
        extra["number"] = match[1].upper()
    if ADVANCE.search(said):
        extra["advance"] = True
    if IN_FULL.search(said):
        extra["rest"] = True
    return replace(frame, slots={"amount": None, **frame.slots, **extra})


@handles("payment.log")
def log(frame: Frame, ctx: Context) -> str:
    """Money that came in, for the order it pays; what nobody owes is an advance, after a word."""
    sale_reading.refuse_nonsense(ctx.text)
    who = buyer(frame, ctx, words.ASK_CUSTOMER, new=False)
    customer = who.made(ctx)
    payments.lock(ctx.session, customer.id)
    account = payments.account(ctx.session, customer.id)
    owing = _of_number(frame, account)
    amount = _amount(frame, customer, owing, ctx)
    day, today = _day(frame, ctx), days.today(ctx.now, ctx.tz)
    advance = bool(frame.slots.get("advance"))
    left = sum((one.left for one in owing), money.ZERO)
    doubts = _twice(customer, amount, day, ctx)
    if owing and not advance and amount > left:
        doubts.append(words.over(customer.name, left, amount - left))
    if doubts and not confirmed(frame, f"{'；'.join(doubts)}。还是记这一笔？", frame):
        return LEFT_ALONE
    chosen = [] if advance else _chosen(frame, customer, owing, amount, ctx)
    with all_or_nothing(ctx):
        parts, rest = payments.share(amount, chosen)
        for one, part in parts:
            payments.log(ctx.session, customer, one.order.owner_id, part, day, ctx.now, order=one.order)
        seller = parts[0][0].order.owner_id if parts else seller_id(customer, ctx)
        if rest > 0:
            payments.log(ctx.session, customer, seller, rest, day, ctx.now)
    ctx.spoke_of(customer)
    if parts:
        ctx.remember(order=parts[0][0].order.id)
    said: list[Part] = [(one.order, part, one.left - part) for one, part in parts]
    why = "" if advance else "（多出的部分）" if parts else "（没有未付清的订单）"
    return "\n".join(
        filter(
            None,
            [
                words.logged(customer.name, amount, day, today, said) + for_whom(seller, ctx),
                words.advance(rest, why) if rest > 0 else "",
                who.remark(),
            ],
        )
    )


def _of_number(frame: Frame, account: Account) -> list[Owed]:
    """What is owed; of one order alone where its number was said."""
    number = frame.slots.get("number")
    if number is None:
        return list(account.owing)
    found = [one for one in account.owing if one.order.number == number]
    if not found:
        raise Refused(f"{number}没有未付清的款，不用再记。不是这单的话，去掉单号再发一遍。")
    return found


def _amount(frame: Frame, customer: Customer, owing: list[Owed], ctx: Context) -> Decimal:
    """As it was said; 尾款 without a sum offers what is left."""
    value = frame.slots.get("amount")
    said = first_number(value) if isinstance(value, str) else None if value is None else money.exact(value)
    if said is not None:
        return money.sensible(said)
    left = sum((one.left for one in owing), money.ZERO)
    if frame.slots.get("rest") and left > 0:
        option = Option(f"全部到账 {money.yuan(left)}", slots={"amount": str(left)})
        asked = words.ask_rest(customer.name, left)
        raise Question(asked, "amount", [option], others=True, frame=frame)
    if left > 0:
        option = Option(f"全部到账 {money.yuan(left)}", slots={"amount": str(left)})
        if frame.slots.get("read") == ASKED and WHOLE.fullmatch(normal(ctx.text).strip(" 。!！吧")):
            return left
        frame = replace(frame, slots={**frame.slots, "read": ASKED})
        asked = f"{words.ASK_AMOUNT}{customer.name}还欠{money.yuan(left)}。"
        raise Question(asked, "amount", [option], others=True, frame=frame)
    raise Question(words.ASK_AMOUNT, "amount", frame=frame)


def _day(frame: Frame, ctx: Context) -> date:
    today = days.today(ctx.now, ctx.tz)
    day = sale_reading.day(frame, "date") or today
    if day > today:
        when = say.day(day, today)
        raise Refused(f"{when}还没到，到账了再记。要提醒就说「{day.month}月{day.day}日提醒我查账」。")
    return day


def _twice(customer: Customer, amount: Decimal, day: date, ctx: Context) -> list[str]:
    twin = payments.alike(ctx.session, customer.id, amount, day)
    if twin is None or twin.source == ctx.session.info["set_id"]:
        return []
    user = ctx.session.get(User, twin.user_id)
    by = _writer(twin.source, ctx) or (user.name if user is not None else "同事")
    return [words.twice(twin, by, say.day(day, days.today(ctx.now, ctx.tz)))]


def _writer(source: str, ctx: Context) -> str:
    """Who logged it: the one whose message it came from."""
    wanted = select(User.name).join(Inbox, Inbox.user_id == User.id).where(Inbox.key == source)
    return ctx.session.scalar(wanted, execution_options={"unscoped": True}) or ""


def _chosen(frame: Frame, customer: Customer, owing: list[Owed], amount: Decimal, ctx: Context) -> list[Owed]:
    """The orders it pays. Several open ones are asked about, unless the sum is that of one, or of all."""
    if "order_id" in frame.slots:
        wanted = int(frame.slots["order_id"])
        first = [one for one in owing if one.order.id == wanted]
        return [*first, *(one for one in owing if one.order.id != wanted)] if wanted else owing
    if len(owing) < 2 or amount >= sum((one.left for one in owing), money.ZERO):
        return owing
    exact = [one for one in owing if one.left == amount]
    if len(exact) == 1:
        return exact
    today = days.today(ctx.now, ctx.tz)
    options = [
        Option(
            one.order.number,
            f"欠{money.yuan(one.left)} {say.day(one.order.signed_on, today)}签",
            {"order_id": one.order.id},
        )
        for one in owing[:5]
    ]
    options.append(Option(words.IN_TURN, "先到期的先抵", {"order_id": 0}))
    raise Question(words.ask_order(customer.name, amount, len(owing)), "order_id", options, frame=frame)


@handles("payment.match")
def match(frame: Frame, ctx: Context) -> str:
    """预付款抵扣: what was paid in advance is used for the orders that are open, the first due first."""
    who = buyer(frame, ctx, words.ASK_CUSTOMER, new=False)
    customer = who.made(ctx)
    payments.lock(ctx.session, customer.id)
    waiting = payments.advances(ctx.session, customer.id)
    if not waiting:
        raise NotThere(f"{customer.name}没有没用掉的预付款。")
    owing = _of_number(frame, payments.account(ctx.session, customer.id))
    if not owing:
        raise NotThere(f"{customer.name}没有未付清的订单，预付款先留着。")
    chosen = _chosen(frame, customer, owing, sum((p.amount for p in waiting), money.ZERO), ctx)
    done: dict[int, Part] = {}
    with all_or_nothing(ctx):
        for one in chosen:
            taken = money.ZERO
            for payment in payments.advances(ctx.session, customer.id):
                taken += payments.match(ctx.session, payment, one.order, ctx.now)
            if taken:
                done[one.order.id] = (one.order, taken, one.left - taken)
    ctx.spoke_of(customer)
    return words.matched(customer.name, list(done.values()))
