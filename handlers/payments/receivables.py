"""应收: 「谁还欠钱」「华为还欠多少」「华为那单账期30天」「回款记录」."""

import re
from datetime import timedelta

from sqlalchemy import select

from crm import days, money
from crm.errors import NotThere, Refused
from crm.people.team import of_team
from crm.sales import orders, payments
from handlers.context import ANSWER_WITHIN, Answer, Context
from handlers.mending.last_write import last_written
from handlers.orders.refs import NUMBER, ORDER, UNPAID, WHO, about, find_order
from handlers.paging import listing
from handlers.payments import words
from handlers.periods import LENGTH, PERIOD, days_of, in_words, range_of
from handlers.phrases import customers_called, says
from handlers.registry import handles, taps
from handlers.resolve import customer_named, known_customer
from handlers.sales import reading as sale_reading
from handlers.slots import span
from models.customers import Customer
from models.outbox import Text
from models.selling import Order, Payment
from models.working import Goal
from nlp.frames import Frame

WEEK, DAY = timedelta(days=7), timedelta(days=1)
OWE = "(?:欠款|欠账|应收账?款?|未收款|未回款|未付款|没付的?款|没收的?款|尾款|货款)"
TERM = "付款期限|付款日期?|到期日|账期|帐期"
OWES = "欠(?:我们|着|咱们?)?(?:的)?(?:钱|款)?|差(?:我们|咱们?)(?:的)?(?:钱|款)"
LATE = "(?:逾期|超期|过期)"
ALL = "(?:我们|团队|我|公司|所有|全部|现在|目前|一共|总共)的?"
WHAT = "(?:客户|公司|单子|订单|单|款|钱)?"
LOOK = "(?:看看|看一?下|查一?下|查|列一?下|发我)?"


@says(
    rf"{LOOK}(?:我的?|所有的?|全部)?(逾期的?|到期的?|超期的?)?(?:{OWE})(?:情况|列表|名单|明细|有哪些|还有哪些|汇总)?",
    r"(?:还有)?(?:谁|哪些客户|哪家|哪几家|哪些)(?:还)?(?:欠(?:我们?|着|咱们?)?(?:的)?(?:钱|款)|没(?:有)?(?:付|给|结)(?:清)?(?:钱|款)?|没回款)(?:了|的|呢)?",
    r"(?:还有)?(?:哪些|什么|多少)(?:钱|款|账)?(?:还)?没(?:有)?(?:收|要)(?:回来|到|回)?(?:的(?:款|钱))?",
    r"(?:催款|收款)(?:名单|列表|清单)",
    rf"(?:现在|目前|一共|总共|还有|公司|团队|我们)*(?:有)?(?:多少)?(?:{OWE})(?:一共|总共|总额|还)*(?:有|剩|是)?(?:多少)?(?:没收)?",
    rf"{LOOK}(?:我的?|所有的?|全部)?{UNPAID}的(?:订单|单子?|合同)(?:有哪些)?",
    rf"{LOOK}(?:有哪些|有没有|哪些)?(?:逾期|超期|过期)(?:没付|没收|未付)?的?(?:款|账|钱|货款|单)(?:有哪些|有吗)?",
    rf"{LOOK}(?:{ALL})?{LATE}(?:了)?(?:还)?的?(?:{OWE}|应收|回款|没回款?|没付|未付|没给|没结)的?{WHAT}(?:一共|总共|有)*(?:是)?(?:多少|几[家笔个]|哪些)?(?:钱|万)?",
    rf"{LOOK}(?:{ALL})?(?:还|一共|总共)*有?多少(?:钱|款|账)?(?:还)?没(?:有)?回(?:款|来|到账?)?的?",
    rf"{LOOK}(?:全部客户|所有客户|各个?客户|每家|各家)的?(?:{OWE})(?:情况|多少|各多少)?",
    rf"{LOOK}(?:{ALL})?(?:{OWE})[ ,，]*按?客户(?:看|分|排)?",
    rf"(?:{ALL}|还有|总共)*(?:{OWE})(?:还有|还剩|一共|总共|有|是)*多少[,， ]*"
    rf"(?:谁|哪家|哪些|哪几家)的?(?:客户)?(?:都|已经)*(?:{LATE}|欠着|没付)了?的?",
    rf"(?:谁|哪些客户|哪家)(?:还)?(?:{OWES}|欠我的?[钱款]?)[,， ]*"
    r"(?:都)?(?:欠|拖|逾期)了?(?:有)?多(?:久|长时间|少天)了?",
)
def read_debtors(match: re.Match[str], ctx: Context) -> Frame:
    late = re.search(LATE, match[0]) is not None
    return Frame("receivable.list", {"late": late})


SOLD_BY = "(?:人|个人|负责人|销售|业务员)"
WHOSE = "(?:谁(?:名下|手上|手里|那边|那儿)的?|哪[个位](?:人|销售|业务员|同事)(?:名下|手上)?的?)"


@says(
    rf"{LOOK}(?:每个?人|各人|大家|组员|各个?销售|每个销售)的?(?P<late>{LATE}的?)?(?:{OWE})(?:情况|多少|各多少)?",
    rf"{LOOK}(?:{ALL})?(?P<late>{LATE}的?)?(?:{OWE}|回款|款)?[ ,，]*按{SOLD_BY}(?:看|分|排|统计|汇总)*",
    rf"{LOOK}(?:{ALL})?(?P<late>{LATE}的?)?(?:{OWE})[ ,，]*{SOLD_BY}(?:看|分|排)",
    rf"{LOOK}{WHOSE}(?P<late>{LATE}了?的?)?(?:{OWE}|款|账)(?:金额)?(?:最多|最大|最高|最严重)(?:的)?",
    rf"{LOOK}谁的(?P<late>{LATE}了?的?)?(?:应收账?款?|未收款|未回款)(?:金额)?(?:最多|最大|最高|最严重)(?:的)?",
    rf"{LOOK}(?:{WHOSE}|谁的)(?P<late>{LATE})(?:的)?最(?:多|严重|厉害)(?:的)?",
    rf"{LOOK}(?:{WHOSE}|谁的)客户(?:的)?(?P<late>{LATE})?(?:{OWES}|{OWE})最(?:多|严重)(?:的)?",
)
def read_by_seller(match: re.Match[str], ctx: Context) -> Frame | None:
    """应收按人看, 谁的应收最多: what the customers of each owe; 按人看 alone is of a figure."""
    if not re.search(f"{OWE}|{OWES}|{LATE}", match[0]):
        return None
    by = {} if ctx.scope.kind == "own" else {"by": "user"}
    return Frame("receivable.list", {"late": match["late"] is not None, **by})


@says(
    rf"{LOOK}(?:{ALL})?(?:有)?(?:哪些|多少|什么)?(?:{OWE}|单子?|订单|款|钱)?(?:里面?)?(?:有)?{LATE}了?(?:时间)?"
    rf"(?P<over>超过|大于|多于|超|过|高于)?(?:了|有|满|达到?)?{LENGTH}(?:以上|及以上|以外|开外|多|了)*的?"
    rf"(?:{OWE}|账款|客户|应收|单子?|订单|[款账钱])?(?:还|一共|总共|共|合计|都)*[是有]?"
    "(?:多少(?:钱|款|笔|家|单|万)?|哪些(?:客户|单子?)?|哪[家几个][家个]?|几[家笔单个]|谁|名单|列表|情况)?(?:吗|呢)?",
)
def read_long_overdue(match: re.Match[str], _ctx: Context) -> Frame | None:
    """逾期90天以上有多少钱, 逾期超过两个月的有哪些: of money, where no task is named."""
    days = days_of(match)
    return (
        Frame("receivable.list", {"late": True, "days": days, "over": bool(match["over"])}) if days else None
    )


@says(rf"{LOOK}(?:{ALL})?{LATE}(?:了)?(?:时间)?(?:最久|最长|最严重)的?{WHAT}(?:是谁|是哪[家个笔]|有?哪些)?")
def read_longest(_match: re.Match[str], _ctx: Context) -> Frame:
    """逾期最久的是谁."""
    return Frame("receivable.list", {"late": True, "longest": True})


@says(
    rf"{LOOK}(?:现在|目前)?(?:谁|哪家|哪个客户|哪些客户)(?:还)?(?:{OWES})(?:的)?最多(?:的)?",
    rf"{LOOK}(?:{ALL})?(?:{OWES}|{OWE})(?:的)?(?:客户|公司)?(?:金额)?(?:最多|最大|最高)的?{WHAT}(?:是|有)?(?:谁|哪家|哪个|哪些|哪几家)?",
    rf"{LOOK}(?:{ALL})?(?:{OWES}|{OWE})(?:的)?(?:客户|公司)?(?:金额)?(?:的)?(?:排名|排行榜?|前[0-9一二三五十]+名?)",
)
def read_most_owed(_match: re.Match[str], _ctx: Context) -> Frame:
    """欠款最多的客户, 欠款排名: the largest sums first."""
    return Frame("receivable.list", {"most": True})


@says(
    r"(.{2,24}?)(?:现在|目前)?(?:还|总共|一共)?(?:欠|差)(?:我们|咱们?|着)?(?:多少)?(?:钱|款|账)?(?:没付|没给|没结)?[?？吗了不没]*",
    rf"{LOOK}(.{{2,24}}?)的?(?:{OWE})(?:情况|明细|多少|还有多少|呢)?[?？]*",
    r"(.{2,24}?)(?:还)?有多少(?:钱|款)?(?:没|未)(?:付|给|结|收)(?:清)?[?？]*",
    r"(.{2,24}?)(?:的)?(?:款|钱)(?:都)?(?:付|收|结)(?:清|齐|完)?了?(?:吗|没有?)[?？]*",
)
def read_owed(match: re.Match[str], ctx: Context) -> Frame | None:
    said = re.sub("^(?:看看|查一?下|查|看一?下|客户)", "", match[1])
    if said in ("他们", "他", "她", "这家", "那家", "对方"):
        return Frame("receivable.show", {}) if ctx.current_customer() is not None else None
    found = customers_called(said, ctx)
    return Frame("receivable.show", {"customer": said}, refs={"customer": found}) if found else None


@says(
    r"(?:那|现在|目前|总共|一共)*(?:还|总共|一共)?(?:欠|差|剩)(?:下)?(?:我们|咱们?|着)?多少(?:钱|款|账)?(?:没有?|未)?(?:付|给|结|收)?(?:清)?",
    r"(?:那|现在|目前)*(?:还)?(?:有|剩)?多少(?:钱|款)?(?:还)?(?:没有?|未)(?:付|给|结)(?:清)?",
    r"(?:那)?(?:尾款|余款|剩下的(?:钱|款)?)(?:还)?(?:有|剩|差)?(?:是)?多少",
)
def read_owed_here(_match: re.Match[str], ctx: Context) -> Frame | None:
    """还欠多少, of the customer just spoken of; right after a goal was set, of the goal."""
    if any(isinstance(record, Goal) for record in last_written(ctx)):
        return Frame("goal.show", {})
    return Frame("receivable.show", {}) if ctx.current_customer(ANSWER_WITHIN) is not None else None


@handles("receivable.list")
def list_(frame: Frame, ctx: Context) -> str:
    """Who owes: my team's orders, what is overdue first; or what the customers of each of us owe."""
    today = days.today(ctx.now, ctx.tz)
    late, long = bool(frame.slots.get("late")), int(frame.slots.get("days", 0))
    over = bool(frame.slots.get("over"))
    due_by = today - timedelta(days=long + over) if long else None
    what = words.overdue(long, over) if late else "应收"
    mine = of_team(Order.owner_id, ctx.scope)
    if frame.slots.get("by") == "user":
        sellers = payments.by_seller(ctx.session, today, mine, due_by or (today - DAY if late else None))
        lines = [f"{n}. {words.seller_line(one, late)}" for n, one in enumerate(sellers, 1)]
        return listing(ctx, words.outstanding(sellers, what), lines) if lines else words.nobody_owes(what)
    found = payments.debtors(ctx.session, today, mine, due_by)
    if late:
        found = [one for one in found if one.overdue]
    if frame.slots.get("most"):
        found = sorted(found, key=lambda one: -one.left)
    if frame.slots.get("longest"):
        found = sorted(found, key=lambda one: one.due_on or today)
    if not found:
        return words.nobody_owes(what)
    ctx.remember(listed={"kind": "customer", "ids": [one.customer_id for one in found]})
    lines = [f"{n}. {words.debtor_line(one, today, ctx.user.name)}" for n, one in enumerate(found, 1)]
    return listing(ctx, words.debtors(found, what, late), lines)


@handles("receivable.show")
def show(frame: Frame, ctx: Context) -> str:
    """What one customer owes, order by order."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    found = payments.account(ctx.session, customer.id)
    return words.account(customer.name, found, days.today(ctx.now, ctx.tz))


@says(
    rf"{LOOK}(?:我的?|最近的?)*回款(?:记录|列表|明细|流水|情况)?",
    rf"{LOOK}(.{{2,24}}?)的?(?:回款|付款|到账)(?:记录|列表|明细|流水|情况)",
)
def read_payments(match: re.Match[str], ctx: Context) -> Frame | None:
    said = match[1] if match.lastindex else None
    if said is None:
        return Frame("payment.list", {})
    found = customers_called(said, ctx)
    return Frame("payment.list", {"customer": said}, refs={"customer": found}) if found else None


_LARGEST = "(?:单笔|一笔|金额|[ ,，])*最[大高]的?(?:一|几|前?[一二两三四五六七八九十0-9]+)?笔?的?"


@says(
    rf"{LOOK}(?P<when>{PERIOD})?的?{_LARGEST}(?:回款|到账)(?:是)?(?:哪[一几]?[笔家个](?:客户)?|谁(?:家)?的?|多少)?",
    rf"{LOOK}(?P<when>{PERIOD})?的?(?:哪[一几]?笔|单笔)?(?:回款|到账)(?:金额)?{_LARGEST}(?:是)?(?:哪[一几]?[笔家个](?:客户)?|谁|多少)?",
)
def read_largest(match: re.Match[str], ctx: Context) -> Frame:
    """单笔最大的回款; 谁的回款最大 asks of people, and is no question of this kind."""
    return Frame("payment.list", {"largest": True, **range_of(match["when"], ctx)})


@handles("payment.list")
def list_payments(frame: Frame, ctx: Context) -> str:
    """The newest payments, or the largest, of a customer or of my team's sales."""
    customer, largest = customer_named(frame, ctx), bool(frame.slots.get("largest"))
    order = (Payment.amount.desc(), Payment.id) if largest else (Payment.paid_on.desc(), Payment.id.desc())
    wanted = (
        select(Payment, Customer.name, Order.number)
        .join(Customer, Customer.id == Payment.customer_id)
        .outerjoin(Order, Order.id == Payment.order_id)
        .order_by(*order)
        .limit(100)
    )
    if customer is not None:
        ctx.spoke_of(customer)
        wanted = wanted.where(Payment.customer_id == customer.id)
    else:
        wanted = wanted.where(of_team(Payment.user_id, ctx.scope))
    when = str(frame.slots.get("range", ""))
    if when:
        first, before = span(when, ctx.tz)
        wanted = wanted.where(
            Payment.paid_on >= first.astimezone(ctx.tz).date(),
            Payment.paid_on < before.astimezone(ctx.tz).date(),
        )
    rows = ctx.session.execute(wanted).all()
    if not rows and when:
        return f"{in_words(when, ctx)}没有回款。"
    if not rows:
        return words.NO_PAYMENTS if customer is None else f"{customer.name}还没有回款。"
    ctx.remember(listed={"kind": "payment", "ids": [payment.id for payment, _, _ in rows]})
    today = days.today(ctx.now, ctx.tz)
    lines = [
        words.payment_line(payment, "" if customer else name, number or "", today)
        for payment, name, number in rows
    ]
    head = customer.name if customer else in_words(when, ctx) if when else "" if largest else "最近"
    sorted_ = "，大的在前" if largest else ""
    return listing(ctx, f"{head}{'的' if head else ''}回款：共{len(rows)}笔{sorted_}", lines)


@says(
    rf"(?:用|拿|把)?(?:(.{{2,24}}?)的?)?预付款?(?:去|来)?(?:抵扣|抵|核销|冲抵|冲|用掉)(?:到|掉|给)?(?:这|那)?(?:一?单|订单)?{NUMBER}?",
    "抵扣|核销",
)
def read_match(match: re.Match[str], ctx: Context) -> Frame | None:
    frame = about("payment.match", match.groups(), ctx)
    if frame is not None and "customer" not in frame.slots and ctx.current_customer() is None:
        return None if match[0] in ("抵扣", "核销") else frame
    return frame


@says(
    rf"(?:把)?{WHO}(?:{ORDER}|{NUMBER})?的?(?:{TERM})(?:改|延|定)?(?:到|成|为|是|:)? ?(.{{2,12}})",
    rf"{WHO}(?:{ORDER}|{NUMBER})(.{{2,12}}?)(?:之前|以前|前)?(?:付款|付清|结清|付)",
)
def read_due(match: re.Match[str], ctx: Context) -> Frame | None:
    """账期30天, 那单下月底付款."""
    said = match[match.lastindex or 1]
    day = sale_reading.due_on(f"账期{said}", ctx) or sale_reading.date_said(said, ctx)
    if day is None:
        return None
    frame = about("order.due", [word for word in match.groups() if word != said], ctx)
    if frame is None:
        return None
    return Frame(frame.intent, {**frame.slots, "value": day.isoformat()}, refs=frame.refs)


@handles("order.due")
def due(frame: Frame, ctx: Context) -> str:
    """By when an order is to be paid."""
    order, customer = find_order(frame, ctx, orders.LIVE)
    day = sale_reading.day(frame, "value")
    if day is None:
        raise NotThere("没听出是哪一天，比如「账期30天」「12月31日前付清」。")
    if day < order.signed_on:
        raise Refused("付款期限比签单还早，换一天？")
    order.due_on = day
    return words.due(order, customer.name, days.today(ctx.now, ctx.tz))


@taps("owed.paid", "owed.wait")
def tapped(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """Buttons of the card about money that falls due; an old card says what happened meanwhile."""
    order = ctx.session.get(Order, int(ref[0])) if len(ref) == 3 and ref[0].isdigit() else None
    customer = ctx.session.get(Customer, order.customer_id) if order is not None else None
    if order is None or customer is None or order.status not in orders.LIVE:
        return Answer(button="这张订单已经不算了")
    payments.lock(ctx.session, order.customer_id)
    left = payments.owed(ctx.session, order).left
    if left <= 0:
        return Answer(button="款已收齐 ✓")
    ctx.spoke_of(customer)
    ctx.remember(order=order.id)
    if action == "owed.wait":
        if order.due_on is None or order.due_on.isoformat() != ref[2]:
            return Answer(button="期限已经改过了")
        order.due_on = max(order.due_on, days.today(ctx.now, ctx.tz)) + WEEK
        return Answer(button=f"改到{order.due_on.month}月{order.due_on.day}日")
    if str(left) != ref[1]:
        return Answer(button=f"现在还欠{money.yuan(left)}"[:16])
    today = days.today(ctx.now, ctx.tz)
    payments.log(ctx.session, customer, order.owner_id, left, today, ctx.now, order=order)
    said = words.logged(customer.name, left, today, today, [(order, left, money.ZERO)])
    ctx.send(Text(f"{said}\n{words.UNDO}"))
    return Answer(button="已全部到账 ✓")
