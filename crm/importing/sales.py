"""Orders of before taken in: rows with one number are one order, each row a line of it.

They are records of what was sold: no stock moves with them, and where nothing is said they are completed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from itertools import islice
from typing import Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from crm import money, numbering
from crm.errors import Refused
from crm.importing import bulk, known, log
from crm.importing.clean import Bad
from crm.importing.colleagues import Colleagues
from crm.importing.compare import CUSTOMERS, Context, Update, Values
from crm.importing.goods import listed
from crm.importing.known import Known
from crm.importing.marks import Marks
from crm.importing.plan import BATCH, Options, Progress
from crm.importing.sale_rows import Reader, Row
from crm.importing.sheets import Sheet
from crm.sales import goods, orders, products
from crm.sales.goods import Goods
from models.selling import Order, OrderLine, Payment, Product
from zh.names import legal_core

ORDERS: Table = Order.__table__  # type: ignore[assignment]
LINES: Table = OrderLine.__table__  # type: ignore[assignment]
PAYMENTS: Table = Payment.__table__  # type: ignore[assignment]
UNSCOPED: Final = {"unscoped": True}


@dataclass(slots=True)
class Sale:
    """One order of the file. `lines` are settled when all its rows are read."""

    row: int
    first: Row
    customer_id: int
    owner_id: int
    goods: list[Goods]
    total: Decimal | None
    paid: Decimal | None
    lines: list[OrderLine] = field(default_factory=list)
    amount: Decimal = money.ZERO


@dataclass(slots=True)
class SalesPlan(Marks):
    """The orders of a file, by number or by row."""

    sales: dict[str, Sale] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.sales


def plan(
    session: Session, sheet: Sheet, options: Options, tz: tzinfo, now: datetime, progress: Progress
) -> SalesPlan:
    """Read the file and say which orders would be written; those with a number we have are not."""
    planner = Planner(session, options)
    reader = Reader(sheet.headings, tz, now)
    rows = (reader.read(number, cells) for number, cells in sheet.rows())
    while batch := list(islice(rows, BATCH)):
        planner.add(batch)
        progress("检查", planner.plan.counts["rows"], 0)
    planner.settle(now)
    return planner.plan


class Planner:
    """Puts rows together to orders of customers there are."""

    def __init__(self, session: Session, options: Options) -> None:
        self.plan = SalesPlan()
        self._session, self._colleagues = session, Colleagues(session)
        self._products: Mapping[str, Product] = listed(session)
        self._actor: int | None = session.info["scope"].user_id
        self._all = session.info["scope"].kind == "all"
        if options.mode == "update":
            raise Refused("订单只能新增，不能用表格更新。")

    def add(self, rows: list[Row]) -> None:
        """The next rows. Raises Refused when they are too many."""
        self.plan.more(len(rows))
        good = [row for row in rows if not row.reasons]
        had = known.look_up(self._session, {legal_core(row.customer) for row in good}, (), short=True)
        taken = self._taken({row.number for row in good if row.number})
        for row in rows:
            try:
                if row.reasons:
                    raise Bad("；".join(row.reasons))
                if row.number in taken:
                    raise Bad(f"已有订单 {row.number}")
                self._place(row, had)
            except Bad as error:
                self.plan.mark(row.row, "bad", [str(error)])

    def _taken(self, numbers: set[str]) -> set[str]:
        wanted = select(Order.number).where(Order.number.in_(sorted(numbers)))
        return set(self._session.scalars(wanted, execution_options=UNSCOPED)) if numbers else set()

    def _place(self, row: Row, had: Known) -> None:
        key = row.number or f"#{row.row}"
        customer = known.customer(had, row.customer)
        line = self._goods(row)
        sale = self.plan.sales.get(key)
        if sale is None:
            owner = self._owner(row, customer)
            goods_ = [line] if line else []
            self.plan.sales[key] = Sale(row.row, row, customer.id, owner, goods_, row.total, row.paid)
            return
        if sale.customer_id != customer.id:
            raise Bad(f"与第 {sale.row} 行是同一订单号，客户却不同")
        if line is None:
            raise Bad(f"与第 {sale.row} 行是同一订单，这一行没有产品")
        sale.goods.append(line)
        sale.total = sale.total if sale.total is not None else row.total
        sale.paid = sale.paid if sale.paid is not None else row.paid

    def _owner(self, row: Row, customer: known.Existing) -> int:
        """Whose sale it was. Those who see everything may name a colleague who left."""
        named: int | None = None
        if row.owner:
            by = self._colleagues.author if self._all else self._colleagues.owner
            named = by(row.owner)
            if named is None:
                raise Bad(f"负责人「{row.owner}」不在通讯录里")
        found = named or customer.owner_id or self._actor
        if found is None:
            raise Bad("没有负责人，客户也没有负责人")
        return found

    def _goods(self, row: Row) -> Goods | None:
        """A product of the list by model number or name, else the words as they stand."""
        if not row.product:
            return None
        product = self._products.get(products.squeezed(row.code or row.product)) or self._products.get(
            products.squeezed(row.product)
        )
        name = products.label(product) if product else row.product
        return Goods(
            name,
            row.quantity or Decimal(1),
            row.price if row.price is not None else money.ZERO,
            product.id if product else None,
            row.unit or (product.unit if product else ""),
            amount=row.amount,
            cost=product.cost if product else None,
        )

    def settle(self, now: datetime) -> None:
        """What each order comes to; one without a sum is none."""
        for key, sale in list(self.plan.sales.items()):
            total = sale.total if sale.total is not None else None if sale.goods else sale.first.amount
            try:
                sale.lines = orders.lines_for(goods.checked(sale.goods), total, now, "")
                sale.amount = money.sensible(goods.total(sale.lines) if sale.lines else total or money.ZERO)
            except Refused as error:
                del self.plan.sales[key]
                self.plan.mark(sale.row, "bad", [str(error).removesuffix("，这次没有记。")])


def count(session: Session, made: SalesPlan, _context: Context) -> Counter[str]:
    sales = list(made.sales.values())
    return Counter(
        orders=len(sales),
        order_lines=sum(len(sale.lines) for sale in sales),
        payments=sum(bool(sale.paid) for sale in sales),
        updated_customers=len(_to_win(session, sales)),
    )


def write(session: Session, made: SalesPlan, context: Context, progress: Progress) -> Counter[str]:
    """All orders with their lines and what came in; their customers have bought."""
    counts = count(session, made, context)
    numbering.taken(session, (sale.first.number for sale in made.sales.values()))
    ids, every = bulk.ids(session), iter(made.sales.values())
    done = 0
    while some := list(islice(every, BATCH)):
        rows = _rows(session, some, context, ids)
        for table, values in rows.items():
            bulk.add(session, table, values)
            log.write(session, log.created(session, table.name, values))
        won = [
            Update("customers", id_, {"stage": stage}, {"stage": orders.WON})
            for id_, stage in _to_win(session, some)
        ]
        bulk.change(session, won)
        log.write(session, log.changed(session, won))
        done += len(some)
        progress("写入", done, len(made.sales))
    return counts


def _to_win(session: Session, sales: list[Sale]) -> list[tuple[int, str]]:
    """Customers that are not 成交 yet, with what they are."""
    ids = sorted({sale.customer_id for sale in sales if sale.first.status != "cancelled"})
    found: list[tuple[int, str]] = []
    for start in range(0, len(ids), BATCH):
        some = CUSTOMERS.c.id.in_(ids[start : start + BATCH])
        wanted = select(CUSTOMERS.c.id, CUSTOMERS.c.stage).where(some, CUSTOMERS.c.stage != orders.WON)
        found += [(row.id, row.stage) for row in session.connection().execute(wanted)]
    return found


def _rows(
    session: Session, sales: list[Sale], context: Context, ids: Callable[[str, int], Iterator[int]]
) -> dict[Table, list[Values]]:
    shared = {"source": context.set_id, "created_at": context.now, "deleted_at": None}
    order_ids = ids("orders", len(sales))
    line_ids = ids("order_lines", sum(len(sale.lines) for sale in sales))
    payment_ids = ids("payments", sum(bool(sale.paid) for sale in sales))
    rows: dict[Table, list[Values]] = {ORDERS: [], LINES: [], PAYMENTS: []}
    for sale in sales:
        order_id, first = next(order_ids), sale.first
        number = first.number or numbering.following(session, numbering.ORDER, first.signed_on)
        rows[ORDERS].append(_order(sale, order_id, number) | shared)
        for line in sale.lines:
            plain = {column.key: getattr(line, column.key) for column in LINES.c}
            rows[LINES].append(plain | {"id": next(line_ids), "order_id": order_id} | shared)
        if sale.paid:
            rows[PAYMENTS].append(_payment(sale, next(payment_ids), order_id) | shared)
    return rows


def _order(sale: Sale, order_id: int, number: str) -> Values:
    first = sale.first
    return dict.fromkeys(ORDERS.c.keys()) | {
        "id": order_id,
        "number": number,
        "customer_id": sale.customer_id,
        "owner_id": sale.owner_id,
        "signed_on": first.signed_on,
        "status": first.status,
        "amount": sale.amount,
        "cost": orders.cost_of(sale.lines),
        "due_on": first.due_on,
        "note": first.note,
    }


def _payment(sale: Sale, payment_id: int, order_id: int) -> Values:
    paid_on: date = sale.first.paid_on or sale.first.signed_on
    return dict.fromkeys(PAYMENTS.c.keys()) | {
        "id": payment_id,
        "customer_id": sale.customer_id,
        "order_id": order_id,
        "user_id": sale.owner_id,
        "amount": sale.paid,
        "paid_on": paid_on,
        "kind": "payment",
    }
