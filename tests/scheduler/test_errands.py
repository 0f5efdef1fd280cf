"""Errands whose process dies: begun anew, but not for ever."""

from datetime import timedelta

from crm import errands
from models.scope import SYSTEM
from models.trust import Errand
from scheduler.errands import MOST_INTERRUPTED, run
from tests.clockwork_world import at
from tests.scheduler.conftest import Office

NOON = at("11-20 12:00")


def test_what_ends_its_process_each_time_is_given_up_with_a_word(office: Office) -> None:
    me, moment = office.world["xiaoli"], NOON
    with office.world.db.system(NOON, "m:1") as session:
        asked = errands.ask(session, "template", "template:1", me, NOON, {})
    for _ in range(MOST_INTERRUPTED + 1):
        with office.world.db.system(moment, "errands") as session:
            assert errands.take(session, moment) is not None  # and is never heard of again
        moment += errands.LEASE + timedelta(seconds=1)
    run(office.app, moment)
    with office.world.db.read(SYSTEM, moment) as session:
        assert session.get_one(Errand, asked).status == "failed"
    assert "没办成（做模板）" in office.outbox("xiaoli")[-1].payload["text"]


def test_a_process_that_was_killed_once_has_it_done_by_the_next(office: Office) -> None:
    with office.world.db.system(NOON, "m:1") as session:
        errands.ask(session, "template", "template:1", office.world["xiaoli"], NOON, {})
        errands.take(session, NOON)
    run(office.app, NOON + errands.LEASE)
    assert [row.kind for row in office.outbox("xiaoli")] == ["file"]
