"""Counts kept by day and person: whatever is written, changed, undone and put back, they are a recount's."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.figures import stored
from crm.figures.measures import BY_KEY
from crm.figures.questions import Question, Whose, answer
from models import tables
from models.database import Database
from models.figures import DailyFigure, FigureDay
from models.scope import SYSTEM
from tests.conftest import TZ
from tests.crm.figures.conftest import CHANNELS, NOW, Company, day, moment, money
from tests.crm.figures.test_questions import Books, members, recount, scopes

ROUNDS = 60
BY = ((), ("user",), ("team",), ("day",), ("month", "user"), ("week", "team"), ("quarter",))


def settle(database: Database) -> int:
    """As the night does it."""
    total = 0
    while True:
        with database.system(NOW, "job:housekeeping") as session:
            wanted = stored.begin(session, NOW, TZ)
        if not wanted:
            return total
        with database.read(SYSTEM, NOW) as session:
            assert stored.wait_for_writers(session)
        with database.system(NOW, "job:housekeeping") as session:
            total += stored.finish(session, wanted, TZ)


def happen(database: Database, dice: random.Random, company: Company) -> None:
    """One thing that people do to records, through the session that the dialogue writes with."""
    with database.system(NOW, f"m:{dice.random()}") as session:
        people = (company.rep, company.manager, company.admin)
        model = dice.choice((tables.Interaction, tables.Order, tables.Payment))
        every = session.scalars(
            select(model).order_by(model.id), execution_options={"everything": True}
        ).all()
        one: Any = dice.choice(every)
        match dice.randrange(4):
            case 0:
                one.deleted_at = NOW
            case 1:
                one.deleted_at = None
            case _ if model is tables.Interaction:
                _talk(session, one, dice, people)
            case _ if model is tables.Order:
                _order(session, one, dice, people)
            case _:
                _payment(session, one, dice, people)


def _talk(session: Session, one: Any, dice: random.Random, people: Sequence[int]) -> None:
    match dice.randrange(4):
        case 0:
            session.add(tables.Interaction(
                customer_id=one.customer_id, user_id=dice.choice(people), channel="visit", content="补记",
                happened_at=moment(dice), created_at=NOW, backfilled=True))  # fmt: skip
        case 1:
            one.happened_at = moment(dice)
        case 2:
            one.user_id = dice.choice(people)
        case 3:
            one.channel = dice.choice(CHANNELS)


def _order(session: Session, one: Any, dice: random.Random, people: Sequence[int]) -> None:
    match dice.randrange(5):
        case 0:
            session.add(tables.Order(
                customer_id=one.customer_id, owner_id=dice.choice(people), signed_on=day(dice), status="open",
                amount=money(dice), created_at=NOW))  # fmt: skip
        case 1:
            one.signed_on = day(dice)
        case 2:
            one.owner_id = dice.choice(people)
        case 3:
            one.status = dice.choice(("open", "cancelled"))
        case 4:
            one.amount = money(dice)


def _payment(session: Session, one: Any, dice: random.Random, people: Sequence[int]) -> None:
    match dice.randrange(3):
        case 0:
            one.paid_on = day(dice)
        case 1:
            one.user_id = dice.choice(people)
        case 2:
            one.amount = money(dice)


def test_they_are_what_a_recount_says(database: Database, company: Company) -> None:
    dice = random.Random(11)
    assert settle(database) > 300
    used = 0
    for turn in range(ROUNDS):
        for _ in range(dice.randrange(4)):
            happen(database, dice, company)
        if turn % 7 == 6:
            settle(database)
        scope = dice.choice(scopes(company))
        with database.read(scope, NOW) as session:
            books = Books(session)
            for measure in stored.KEPT:
                first, last = sorted((day(dice), day(dice)))
                whose: Whose = dice.choice(("all", "all", "me", company.rep))
                asked = Question(
                    measure.key, first, last, whose, dice.choice(BY), until=dice.choice((None, NOW))
                )
                used += (
                    stored.statement(session, asked, measure, lambda column: column > 0, TZ, False)
                    is not None
                )
                found = {row.labels: row.top for row in answer(session, asked, TZ)}
                expected = recount(books, asked, members(books, asked, scope))
                assert found == (expected or ({} if asked.by else {(): 0})), (turn, asked)
    assert used > ROUNDS


def test_a_past_moment_and_filters_ask_the_records(database: Database, company: Company) -> None:
    settle(database)
    first, last = NOW.date() - timedelta(days=60), NOW.date() - timedelta(days=1)
    with database.read(SYSTEM, NOW) as session:
        for more in ({"until": NOW - timedelta(days=9)}, {"filters": {"level": "A"}}, {"by": ("region",)}):
            asked = Question("interactions", first, last, **more)
            assert (
                stored.statement(session, asked, BY_KEY["interactions"], lambda c: c > 0, TZ, False) is None
            )


def test_what_is_written_meanwhile_leaves_the_day_open(database: Database, company: Company) -> None:
    with database.system(NOW, "job") as session:
        wanted = stored.begin(session, NOW, TZ)
        assert len(wanted) == stored.AT_ONCE
    with database.system(NOW, "m:meanwhile") as session:
        chosen = select(tables.Interaction).where(tables.Interaction.user_id == company.rep)
        at = session.scalars(chosen).first()
        assert at is not None
        noon = NOW - timedelta(days=3)
        at.happened_at = noon
    with database.read(SYSTEM, NOW) as session:
        assert stored.wait_for_writers(session)
    with database.system(NOW, "job") as session:
        assert stored.finish(session, wanted, TZ) == stored.AT_ONCE - 3
        assert session.get_one(FigureDay, noon.date()).state == "open"
        assert session.scalar(select(func.count()).select_from(DailyFigure))


def test_while_somebody_is_still_writing_nothing_is_settled(database: Database, company: Company) -> None:
    if database.is_sqlite:  # has one writer: nobody writes meanwhile
        return
    with database.engine.connect() as other:
        other.exec_driver_sql("UPDATE interactions SET channel = 'visit' WHERE user_id = 1")
        with database.system(NOW, "job") as session:
            assert stored.begin(session, NOW, TZ)
        with database.read(SYSTEM, NOW) as session:
            assert not stored.wait_for_writers(session)
        other.rollback()
    assert settle(database) > 0
