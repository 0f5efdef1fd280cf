"""Up and down, on both databases, with rows in them."""

from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select

from crm.customers import customers
from crm.people.people import add_user
from crm.reports import handing_in
from crm.tickets import tickets
from models import migrate, tables
from models.database import Database


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # SQLite cannot tell of them
def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.Base.metadata) == []


def test_the_newest_by_its_file_is_the_newest_by_what_the_files_say() -> None:
    assert ScriptDirectory(str(migrate.HERE)).get_heads() == [migrate.newest()]


def test_an_empty_database_is_at_no_revision(database: Database) -> None:
    migrate.downgrade(database, "base")
    assert migrate.current(database) is None
    migrate.upgrade(database)
    assert migrate.current(database) == migrate.newest()


def test_down_and_up_again_with_rows(database: Database, now: datetime) -> None:
    with database.system(now, "t") as session:
        user = add_user(session, "xiaoli", "小李", now)
        customers.create(session, user.id, "华为技术有限公司", now)
    migrate.downgrade(database, "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(database)
    assert migrate.current(database) == migrate.newest()
    with database.system(now, "t") as session:
        assert session.scalars(select(tables.Customer)).all() == []


def test_tickets_go_and_the_rules_of_leads_stay(database: Database, now: datetime) -> None:
    """0021: down, a rule for tickets goes with the tickets; up again, what is left gives out leads."""
    kept = {"created_at": now, "source": "t"}
    with database.system(now, "t") as session:
        user = add_user(session, "xiaoli", "小李", now)
        customer = customers.create(session, user.id, "华为技术有限公司", now)
        tickets.create(session, user.id, customer, now, assignee_id=user.id, content="打印机卡纸")
        for kind in ("lead", "ticket"):
            session.add(tables.LeadRule(kind=kind, region="", people=[user.id], way="turns", **kept))
    migrate.downgrade(database, "0020")
    assert not {"tickets", "ticket_events"} & set(inspect(database.engine).get_table_names())
    migrate.upgrade(database)
    with database.system(now, "t") as session:
        assert [rule.kind for rule in session.scalars(select(tables.LeadRule))] == ["lead"]
        assert session.scalars(select(tables.Ticket)).all() == []
        again = session.scalars(select(tables.Customer)).one()
        session.add(tables.LeadRule(kind="ticket", region="", people=[], way="turns", **kept))
        assert tickets.create(session, user.id, again, now, assignee_id=user.id).number


def test_reports_of_days_go_and_their_people_stay(database: Database, now: datetime) -> None:
    """0028: down with reports that were handed in, up again without."""
    with database.system(now, "t") as session:
        user = add_user(session, "xiaoli", "小李", now)
        handing_in.add(session, user.id, now.date(), "今天在改标书", now)
        handing_in.hand_in(session, user.id, now.date(), now)
    migrate.downgrade(database, "0027")
    assert "day_reports" not in inspect(database.engine).get_table_names()
    migrate.upgrade(database)
    with database.system(now, "t") as session:
        (user,) = session.scalars(select(tables.User)).all()
        assert handing_in.of(session, user.id, now.date()) is None
        assert handing_in.hand_in(session, user.id, now.date(), now).handed_in_at == now


def test_an_upgrade_done_already_does_nothing(database: Database) -> None:
    migrate.upgrade(database)
    assert migrate.current(database) == migrate.newest()
