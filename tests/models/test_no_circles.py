"""What a transaction used is let go at its end: Python need not look for circles to have its memory back."""

import gc
from datetime import UTC, datetime

from sqlalchemy import select

from models.customers import Customer
from models.database import Database
from models.scope import SYSTEM

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def _customer(database: Database, number: int) -> None:
    with database.write(SYSTEM, NOW, f"m:{number}") as session:
        session.add(Customer(name=f"客户{number}", created_at=NOW))
        session.flush()
        made = session.scalars(select(Customer).where(Customer.name == f"客户{number}")).one()
        session.expunge_all()
        assert session.get(Customer, made.id) is not None


def test_a_session_is_no_circle(database: Database) -> None:
    for number in range(20):
        _customer(database, number)  # what is made once is made
    gc.collect()
    gc.disable()
    try:
        for number in range(20, 40):
            _customer(database, number)
        assert gc.collect() < 20 * 5  # objects; a session that is one leaves some forty
    finally:
        gc.enable()
