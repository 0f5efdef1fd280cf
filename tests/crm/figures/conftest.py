"""A small company with a year behind it, made by dice with a fixed seed: the same on both databases."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from crm.people.people import add_user
from models import tables
from models.database import Database

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DAYS = 420
CHANNELS = (None, "visit", "call", "wechat", "meeting")
REGIONS = {None: None, "深圳": "4403", "杭州": "3301", "上海": "31"}  # with their codes
INDUSTRIES = (None, "制造业", "零售", "教育")
PRODUCTS = ("交换机", "路由器", "服务器")


@dataclass(frozen=True)
class Company:
    """The ids of those who ask: a rep, a manager of one department, an administrator."""

    rep: int
    manager: int
    admin: int
    paths: tuple[str, ...]


@pytest.fixture
def company(database: Database) -> Company:
    dice = random.Random(20261124)
    with database.system(NOW, "m:seed") as session:
        return _made(session, dice)


def _made(session: Session, dice: random.Random) -> Company:
    for number, (name, path) in enumerate((("总部", "/1/"), ("一部", "/1/2/"), ("二部", "/1/3/")), 1):
        parent = 1 if number > 1 else None
        session.add(tables.Department(id=number, name=name, parent_id=parent, path=path))
    session.flush()
    people = []
    for n in range(7):
        user = add_user(session, f"u{n}", f"员工{n}", NOW, department_id=2 + n % 2)
        session.add(tables.Membership(user_id=user.id, department_id=2 + n % 2, leads=n == 0))
        people.append(user.id)
    customers = [_customer(dice, n, people) for n in range(40)]
    session.add_all(customers)
    session.flush()
    for customer in customers:
        _history(session, dice, customer, people)
    session.flush()
    return Company(people[2], people[0], people[6], ("/1/2/",))


def _customer(dice: random.Random, n: int, people: list[int]) -> tables.Customer:
    region = dice.choice(list(REGIONS))
    return tables.Customer(
        name=f"客户{n}有限公司",
        owner_id=dice.choice([*people, None]) if n % 9 == 0 else dice.choice(people),
        level=dice.choice((None, "A", "B", "C")),
        region=region,
        region_code=REGIONS[region],
        industry=dice.choice(INDUSTRIES),
        origin=dice.choice((None, "展会", "转介绍")),
        created_at=moment(dice),
        deleted_at=NOW if n == 13 else None,
    )


def moment(dice: random.Random) -> datetime:
    """Any minute until now, with many around midnight in Shanghai, where a day could be counted wrong."""
    day = NOW - timedelta(days=dice.randrange(DAYS))
    if dice.random() < 0.3:
        return min(NOW, day.replace(hour=dice.choice((15, 16)), minute=dice.choice((0, 59)), second=0))
    return min(NOW, day.replace(hour=dice.randrange(24), minute=dice.randrange(60)))


def day(dice: random.Random) -> date:
    return (NOW - timedelta(days=dice.randrange(DAYS))).date()


def money(dice: random.Random) -> Decimal:
    return Decimal(dice.randrange(100, 9_999_999)) / 100


def _history(session: Session, dice: random.Random, customer: tables.Customer, people: list[int]) -> None:
    mine = {"customer_id": customer.id}
    for _ in range(dice.randrange(12)):
        session.add(tables.Interaction(
            user_id=dice.choice(people), channel=dice.choice(CHANNELS), content="聊了报价",
            happened_at=moment(dice), created_at=moment(dice), backfilled=dice.random() < 0.3,
            deleted_at=NOW if dice.random() < 0.1 else None, **mine))  # fmt: skip
    for _ in range(dice.randrange(4)):
        order = tables.Order(
            owner_id=dice.choice(people), signed_on=day(dice), created_at=NOW, amount=Decimal(0),
            status=dice.choice(("open", "done", "cancelled")), **mine)  # fmt: skip
        session.add(order)
        session.flush()
        for _ in range(dice.randrange(3)):
            line = money(dice)
            session.add(tables.OrderLine(
                order_id=order.id, name=dice.choice(PRODUCTS), quantity=Decimal(1), price=line, amount=line,
                created_at=NOW))  # fmt: skip
            order.amount += line
        order.amount = order.amount or money(dice)
        session.add(tables.Payment(
            order_id=order.id, user_id=order.owner_id, amount=money(dice), paid_on=day(dice),
            created_at=NOW, **mine))  # fmt: skip
    for _ in range(dice.randrange(3)):
        status = dice.choice(("open", "won", "lost"))
        began = moment(dice)
        session.add(tables.Opportunity(
            title="扩容", owner_id=dice.choice(people), product=dice.choice((None, *PRODUCTS)),
            amount=dice.choice((None, money(dice))), stage=dice.choice(("初步接洽", "方案")),
            stage_since=began, created_at=began, status=status,
            closed_at=None if status == "open" else min(began + timedelta(days=dice.randrange(90)), NOW),
            **mine))  # fmt: skip
    for _ in range(dice.randrange(4)):
        session.add(tables.Task(
            title="回电话", assignee_id=dice.choice(people), creator_id=people[0], created_at=moment(dice),
            status=dice.choice(("open", "done")), done_at=moment(dice), **mine))  # fmt: skip
    for n in range(dice.randrange(4)):
        status = dice.choice(("open", "processing", "closed"))
        told, answered = moment(dice), moment(dice)
        ended = max(told, answered)
        session.add(tables.Ticket(
            number=f"{customer.id}0{n}", type=dice.choice((None, "repair", "complaint", "consult")),
            product=dice.choice((None, *PRODUCTS)), assignee_id=dice.choice(people), creator_id=people[0],
            created_at=min(told, answered), responded_at=dice.choice((None, ended)), status=status,
            closed_at=ended if status == "closed" else None,
            satisfaction=dice.choice((None, 1, 3, 5)) if status == "closed" else None, **mine))  # fmt: skip
    for _ in range(dice.randrange(3)):
        session.add(tables.ChurnAlarm(
            owner_id=dice.choice(people), level="预警", told_at=moment(dice), created_at=moment(dice),
            verdict=dice.choice((None, "right", "wrong", "unsure")), **mine))  # fmt: skip
