"""Whatever is quoted, sold, paid, mended and taken back, in any order and by two people: the books add up.

Said to the bot through its own front door, so that what keeps the sums is what runs in the field.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from crm import money
from crm.customers import customers
from crm.links import Links
from crm.people.people import add_user
from crm.sales import orders, payments, products, quotes
from handlers import replies
from handlers.context import Said
from handlers.entry import Entrance, Message
from models import tables
from models.database import Database
from models.people import Department, Membership, User
from models.scope import SYSTEM
from tests.conftest import TUESDAY, TZ

BUYERS = ("华为", "海康")
GOODS = (("A100 交换机", "A100", 800, 50), ("A200 交换机", "A200", 1200, 8), ("网线", "网线", 3, None))
EMPTIED = (
    tables.ApprovalAsk, tables.Approval, tables.Payment, tables.StockMove, tables.OrderLine, tables.Order,
    tables.QuoteLine, tables.Quote, tables.Change, tables.Outbox, tables.Inbox,
)  # fmt: skip

who = st.sampled_from(["xiaoli", "xiaoli", "wangfang"])
buyer = st.sampled_from(BUYERS)
goods = st.sampled_from([short for _, short, _, _ in GOODS])
count = st.integers(1, 12)
price = st.decimals(min_value=Decimal("0.5"), max_value=1500, places=2)
sum_ = st.decimals(min_value=1, max_value=30000, places=2)
let_off = st.sampled_from(["", "", "九折", "95折", "减免7.77", "抹零", "五折"])

quoting = st.builds(
    "{}报价 {} {}台 单价{} {} {}台 单价{} {}".format, buyer, goods, count, price, goods, count, price, let_off
)
and_yes = st.sampled_from(["", "", "|确认"])
selling = st.one_of(
    st.builds("{}下单 {} {}台 总价{}元".format, buyer, goods, count, sum_),
    st.builds("{}下单 {} {}台 {} {}台".format, buyer, st.just("A100"), count, st.just("A200"), count),
    st.builds("{}下单 {} {}台 单价{}元，付了{}元{}".format, buyer, goods, count, price, sum_, and_yes),
    st.just("按报价下单"),
)
paying = st.one_of(
    st.builds("{}到账{}元{}".format, buyer, sum_, and_yes),
    st.builds("{}付了预付款{}元".format, buyer, sum_),
)
moving = st.sampled_from(
    ["订单取消了|确认", "订单取消了|确认|撤销", "预付款抵扣|按先后冲抵", "订单发货了", "订单完成", "报价作废"]
)
giving_back = st.one_of(
    st.builds("{}退了{}台A100|{}".format, buyer, st.integers(1, 3), st.sampled_from(["1", "2"])),
    st.builds("退给{}{}元|确认{}".format, buyer, sum_, st.sampled_from(["", "|撤销"])),
    st.builds("{}的订单A100改成{}台|1".format, buyer, count),
    st.builds("{}的订单金额改成{}元|1".format, buyer, sum_),
)
mending = st.one_of(
    st.builds("数量改成{}".format, count),
    st.builds("单价改成{}元".format, price),
    st.builds("订单金额改成{}元".format, sum_),
    st.builds("回款改成{}元".format, sum_),
    st.builds("金额改成{}元".format, sum_),
    st.sampled_from(["折扣改成九折", "不是A100是A200", "不是A200是A100", "不是华为是海康", "不是海康是华为"]),
)
answering = st.sampled_from(["确认", "确认", "1", "2", "不做了"])
taking_back = st.just("撤销")
restocking = st.builds("A100入库{}".format, count)
usual = (selling, paying, mending, answering, taking_back, giving_back)
message = st.one_of(quoting, restocking, moving, moving, *usual, *usual)
morning = st.tuples(st.tuples(who, selling), st.tuples(who, quoting), st.tuples(who, selling))
day = st.lists(st.tuples(who, message), min_size=6, max_size=24)


class Office:
    """The bot's front door with two people before it, and a clock."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.said = database, TUESDAY, 0
        self.door = Entrance(database, TZ, lambda userid, now: None, Links("http://localhost", "for tests"))
        with database.system(self.now, "office") as session:
            session.add(Department(id=1, name="公司", parent_id=None, path="/1/"))
            session.flush()
            for userid, role in (("xiaoli", "rep"), ("wangfang", "manager")):
                user = add_user(session, userid, userid, self.now, role=role, department_id=1)
                session.add(Membership(user_id=user.id, department_id=1, leads=role == "manager"))
            session.flush()
            owner = session.scalars(select(User).where(User.userid == "xiaoli")).one()
            customers.create(session, owner.id, "华为技术有限公司", self.now)
            customers.create(session, owner.id, "杭州海康威视数字技术股份有限公司", self.now)
            for name, short, each, _ in GOODS:
                code = short if short != name else ""
                products.add(session, name.split()[-1], self.now, code=code, price=Decimal(each), unit="台")

    def open(self) -> None:
        """A new morning: nothing sold yet, and what there is in stock is in stock."""
        with self.database.system(self.now, "open") as session:
            for model in EMPTIED:
                session.execute(delete(model), execution_options={"everything": True})
            session.execute(update(tables.Conversation).values(state={}, customer_id=None, contact_id=None))
            session.execute(update(tables.Customer).values(stage="潜在", deleted_at=None))
            session.execute(update(tables.Product).values(stock=None))
        for _, short, _, many in GOODS:
            if many is not None:
                self.say("wangfang", f"{short}盘点{many}")

    def say(self, userid: str, text: str) -> str:
        self.said += 1
        self.now += timedelta(seconds=7)
        return self.door.take(Message(f"m:{self.said}", userid, Said(text)), self.now).text or ""


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=morning, then=day)
def test_the_books_add_up(
    office: Office, first: tuple[tuple[str, str], ...], then: list[tuple[str, str]]
) -> None:
    office.open()
    came: dict[int, Decimal] = {}
    for userid, text in [(userid, text) for userid, texts in (*first, *then) for text in texts.split("|")]:
        reply = office.say(userid, text)
        assert reply != replies.TROUBLE, (userid, text)
        with office.database.read(SYSTEM, office.now) as session:
            came = _check(session, came, money_may_move=_moves_money(text), at=(text, reply))


def _moves_money(text: str) -> bool:
    """Whether a message may change how much came in; shipping, cancelling and matching may not."""
    return not any(word in text for word in ("预付款抵扣", "冲抵", "订单", "报价", "入库"))


def _check(
    session: Session, before: dict[int, Decimal], *, money_may_move: bool, at: tuple[str, str]
) -> dict[int, Decimal]:
    for quote in session.scalars(select(tables.Quote)):
        _check_quote(quote, quotes.lines_of(session, quote), at)
    moves: dict[int, dict[int, Decimal]] = {}
    for move in session.scalars(select(tables.StockMove).where(tables.StockMove.order_id.is_not(None))):
        taken = moves.setdefault(move.order_id or 0, {})
        taken[move.product_id] = taken.get(move.product_id, Decimal(0)) - move.quantity
    live = {}
    for order in session.scalars(select(tables.Order)):
        lines = orders.lines_of(session, order)
        _check_order(order, lines, moves.pop(order.id, {}), at)
        if order.status in orders.LIVE:
            live[order.id] = order
    assert moves == {}, at  # goods that left for no order
    _check_stock(session, at)
    return _check_money(session, live, before, money_may_move, at)


def _check_quote(quote: tables.Quote, lines: list[tables.QuoteLine], at: Any) -> None:
    assert lines, at
    assert quote.amount == sum(line.amount for line in lines), at
    assert quote.amount == quotes.gross(lines, quote.discount) - quote.off, at


def _check_order(
    order: tables.Order, lines: list[tables.OrderLine], taken: dict[int, Decimal], at: Any
) -> None:
    if lines:
        assert order.amount == sum(line.amount for line in lines), at
    for line in lines:
        slack = line.quantity * money.FEN / 2 + money.FEN
        assert abs(line.amount - line.quantity * line.price) <= slack, at
    wanted: dict[int, Decimal] = {}
    for line in lines:
        if order.status in orders.LIVE and line.product_id is not None:
            wanted[line.product_id] = wanted.get(line.product_id, Decimal(0)) + line.quantity
    assert taken == wanted, at


def _check_stock(session: Session, at: Any) -> None:
    for product in session.scalars(select(tables.Product)):
        moves = list(
            session.scalars(select(tables.StockMove).where(tables.StockMove.product_id == product.id))
        )
        if any(move.reason != "sold" for move in moves):
            assert product.stock == sum(move.quantity for move in moves), at
        else:
            assert product.stock is None, at


def _check_money(
    session: Session, live: dict[int, tables.Order], before: dict[int, Decimal], may_move: bool, at: Any
) -> dict[int, Decimal]:
    """Owed is ordered less paid; no money hangs on an order that is none; none comes or goes by itself."""
    came: dict[int, Decimal] = {}
    paid: dict[int, Decimal] = {}
    for payment in session.scalars(select(tables.Payment)):
        assert payment.amount > 0, at
        came[payment.customer_id] = came.get(payment.customer_id, Decimal(0)) + payment.amount
        if payment.order_id is not None:
            assert payment.order_id in live, at
            assert live[payment.order_id].customer_id == payment.customer_id, at
            paid[payment.order_id] = paid.get(payment.order_id, Decimal(0)) + payment.amount
    for customer in session.scalars(select(tables.Customer)):
        found = payments.account(session, customer.id)
        theirs = [order for order in live.values() if order.customer_id == customer.id]
        assert found.ordered == sum(order.amount for order in theirs), at
        assert found.paid == came.get(customer.id, 0), at
        over = sum(max(paid.get(o.id, Decimal(0)) - o.amount, Decimal(0)) for o in theirs)
        assert found.left == found.ordered - (found.paid - found.advance) + over, at
    if not may_move:
        assert came == before, at
    return came
