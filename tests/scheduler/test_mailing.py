"""Many people's messages: a bad record is alone with itself, a database that is away is nobody's fault."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NoReturn

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.outbox import Text
from models.people import User
from scheduler.mailing import Mailing, Messages, together
from tests.clockwork_world import at
from tests.scheduler.conftest import Office

MORNING = at("11-20 08:30")
KEEPS = timedelta(hours=1)


def test_whoever_has_the_bad_record_is_alone_with_it(small_office: Office) -> None:
    bad = small_office.world["xiaowang"]

    def prepare(_: Session, people: Sequence[User]) -> dict[int, Messages]:
        assert bad not in [user.id for user in people]
        return {user.id: [(f"plan:{user.id}", Text("早"))] for user in people}

    result = Mailing("plan", prepare, KEEPS).run(small_office.app, MORNING)
    assert (result["people"], result["queued"], result["failed"]) == (5, 4, 1)
    assert result["aside"] == {f"user:{bad}": "AssertionError"}


def test_without_a_database_the_run_has_failed_and_is_not_called_done(small_office: Office) -> None:
    def prepare(_: Session, __: Sequence[User]) -> NoReturn:
        raise OperationalError("SELECT 1", {}, ConnectionError("gone"))

    with pytest.raises(OperationalError):
        Mailing("plan", prepare, KEEPS).run(small_office.app, MORNING)


def test_two_mailings_of_a_job_are_told_as_one() -> None:
    first = {"people": 5, "queued": 4, "failed": 1, "aside": {"user:1": "ValueError"}}
    second = {"people": 2, "queued": 2, "already": 1, "failed": 1, "aside": {"user:2": "KeyError"}}
    both = {"people": 5, "queued": 6, "already": 1, "failed": 2}
    assert together(first, second) == both | {"aside": {"user:1": "ValueError", "user:2": "KeyError"}}
