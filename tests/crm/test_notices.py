"""What waits in the outbox is changed by a message at the moment when delivery takes it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from crm.approvals import cards as approval_cards
from crm.notices import withdraw
from crm.ownership import ownership
from crm.people.people import add_user
from models.database import Database
from models.outbox import Card, Text, queue
from models.platform import Outbox
from models.scope import SYSTEM
from models.work import Task
from models.working import Approval
from tests.support import services


@pytest.fixture
def database(migrated: Callable[[str], str]) -> Iterator[Database]:
    """On PostgreSQL: two may be at one row there."""
    made = Database(services.new_postgres(template=migrated("postgres")))
    yield made
    made.close()


def somebody(database: Database, now: datetime) -> int:
    with database.system(now, "test") as session:
        return add_user(session, "xiaoli", "小李", now).id


def while_it_is_taken(database: Database, now: datetime, key: str, do: Callable[[Session], None]) -> None:
    """Delivery has the row and says so before the message, which waits for it, goes on."""
    begun = Event()

    def message() -> None:
        with database.system(now, "m:1") as session:
            begun.set()
            do(session)

    with ThreadPoolExecutor(1) as pool:
        with database.system(now, "delivery") as session:
            row = session.scalars(select(Outbox).where(Outbox.key == key).with_for_update()).one()
            said = pool.submit(message)
            begun.wait()
            while (
                not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                and not said.done()
            ):
                Event().wait(0.005)
            row.status = "sending"
        said.result()


def statuses(database: Database, now: datetime) -> dict[str, str]:
    with database.read(SYSTEM, now) as session:
        return {row.key: row.status for row in session.scalars(select(Outbox))}


def test_a_notice_that_is_being_sent_is_followed_by_the_word_that_it_is_off(
    database: Database, now: datetime
) -> None:
    me = somebody(database, now)
    with database.system(now, "test") as session:
        queue(session, "own:1", me, Text("华为转给你了"), now)
    while_it_is_taken(database, now, "own:1", lambda session: withdraw(session, "own:1", me, "撤销了", now))
    assert statuses(database, now) == {"own:1": "sending", "own:1:undone": "waiting"}


def test_a_card_that_is_being_sent_is_not_sent_again_to_whoever_has_the_task_now(
    database: Database, now: datetime
) -> None:
    me = somebody(database, now)
    with database.system(now, "test") as session:
        task = Task(title="回电话", assignee_id=me, creator_id=me, created_at=now)
        session.add(task)
        session.flush()
        key = f"due:task:{task.id}:20261124T0900"
        queue(session, key, me, Text("回电话"), now)
    while_it_is_taken(database, now, key, lambda session: ownership.cards_follow(session, [task]))
    assert statuses(database, now) == {key: "sending"}


def test_a_card_to_approve_that_is_being_sent_turns_grey_after_it(database: Database, now: datetime) -> None:
    me = somebody(database, now)
    with database.system(now, "test") as session:
        approval = Approval(
            kind="other", requester_id=me, status="withdrawn", remind_at=now, reminded=0, created_at=now
        )
        session.add(approval)
        session.flush()
        key = f"approval:{approval.id}:{me}:20261124T0900"
        queue(session, key, me, Card(title="审批"), now)
        queue(session, f"{key}2", me, Card(title="审批"), now)
    while_it_is_taken(database, now, key, lambda session: approval_cards.undone(session, approval, now))
    states = statuses(database, now)
    assert (states.pop(key), states.pop(f"{key}2")) == ("sending", "dropped")
    assert list(states.values()) == ["waiting"]  # what turns the first one grey
