"""The registry: fixed names, one row a run, honest about what is missing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import String, cast, select

from crm import files
from models.platform import Conversation, Inbox, JobRun, Outbox
from models.scope import SYSTEM
from models.trust import Errand
from scheduler import reports
from scheduler.app import JobApp
from scheduler.jobs import BY_NAME, JOBS, UnknownJob, run_job, run_safely
from tests.clockwork_world import TZ, at
from tests.scheduler.conftest import Office

NIGHT = at("11-20 03:40")
FIXED = {
    "due-tasks", "plan", "rep-report", "daily-report", "weekly-report", "monthly-report", "churn", "silence",
    "recycle-pool", "surveys", "sync-contacts", "deliver", "housekeeping",
}  # fmt: skip
ADDED = {"report-hours", "approvals", "renewals", "deals"}


def test_the_names_are_those_of_the_design_and_ours_beside_them() -> None:
    assert set(BY_NAME) == FIXED | ADDED
    assert len(JOBS) == len(BY_NAME)


@pytest.mark.parametrize("name", [job.name for job in JOBS if not job.built])
def test_what_is_not_built_says_so_and_leaves_no_trace(small_office: Office, name: str) -> None:
    assert run_job(small_office.app, name, NIGHT)["built"] is False
    assert small_office.runs(name) == []
    assert BY_NAME[name].cron is None


def test_an_unknown_name_is_refused(small_office: Office) -> None:
    with pytest.raises(UnknownJob, match="housekeeping"):
        run_job(small_office.app, "make-coffee", NIGHT)


def test_a_run_is_kept_with_its_moment_and_result(small_office: Office) -> None:
    finished = NIGHT + timedelta(seconds=4)
    app = JobApp(small_office.world.db, TZ, small_office.app.links, now=lambda: finished)
    run_job(app, "plan", at("11-21 08:30"))
    (row,) = small_office.runs("plan")
    assert (row.moment, row.finished_at) == (at("11-21 08:30"), finished)
    assert row.result == {"skipped": "2026-11-21 is a day off"}


def test_a_job_that_fails_is_noted_without_words_and_the_clock_goes_on(small_office: Office) -> None:
    def fails(moment: Any) -> dict[str, Any]:
        raise RuntimeError("customer's words")

    app = JobApp(small_office.world.db, TZ, small_office.app.links, sync_contacts=fails)
    with pytest.raises(RuntimeError):
        run_job(app, "sync-contacts", NIGHT)
    assert run_safely(app, "sync-contacts", NIGHT) is None
    assert [row.result for row in small_office.runs("sync-contacts")] == [{"error": "RuntimeError"}] * 2


def test_injected_jobs_get_the_moment_and_say_when_they_cannot(small_office: Office) -> None:
    assert run_job(small_office.app, "deliver", NIGHT) == {}
    assert small_office.delivered == [NIGHT]
    assert "skipped" in run_job(small_office.app, "sync-contacts", NIGHT)


def test_what_was_queued_wakes_delivery_and_nothing_does_not(small_office: Office) -> None:
    rang: list[int] = []
    app = JobApp(small_office.world.db, TZ, small_office.app.links, wake=lambda: rang.append(1))
    run_job(app, "due-tasks", at("11-20 15:00"))
    assert rang == []
    small_office.world.task("报价", "xiaoli", at("11-20 15:00"), at("11-19 09:00"))
    run_job(app, "due-tasks", at("11-20 15:00"))
    assert rang == [1]


def test_day_off_asks_the_business_calendar(small_office: Office) -> None:
    assert reports.day_off(small_office.app, at("11-20 23:30")) is None
    assert reports.day_off(small_office.app, at("11-21 00:30")) is not None


def test_housekeeping_lets_go_of_the_old_and_keeps_the_rest(office: Office) -> None:
    db, who = office.world.db, office.world["xiaoli"]
    old, new = NIGHT - timedelta(days=40), NIGHT - timedelta(days=1)
    with db.system(NIGHT, "test") as session:
        for n, moment in enumerate((old, new)):
            session.add(
                Inbox(
                    key=f"m:{n}",
                    user_id=who,
                    kind="text",
                    text="原话",
                    reply={"text": "好"},
                    received_at=moment,
                )
            )
            session.add(JobRun(name="plan", moment=moment, finished_at=moment, result={}))
            errand = {"kind": "media", "payload": {}, "status": "done", "next_try_at": moment}
            session.add(Errand(key=f"media:{n}", user_id=who, created_at=moment, **errand))
            files.keep(session, who, files.Fetched("a.xlsx", "", b"x"), moment, timedelta(days=7))
            for status in ("sent", "waiting"):
                session.add(
                    Outbox(
                        key=f"{status}:{n}",
                        user_id=who,
                        kind="picture",
                        payload={},
                        blob=b"png",
                        status=status,
                        next_try_at=moment,
                        expires_at=moment + timedelta(days=2),
                        created_at=moment,
                    )
                )
        talk = session.get_one(Conversation, who)
        talk.state, talk.customer_id, talk.updated_at = {"ask": "谁?"}, None, old
        talk = session.get_one(Conversation, office.world["xiaowang"])
        talk.state, talk.updated_at = {"ask": "谁?"}, new

    result = run_job(office.app, "housekeeping", NIGHT)

    gone = {
        "replies": 1,
        "pictures": 1,
        "expired": 1,
        "conversations": 1,
        "runs": 1,
        "files": 1,
        "errands": 1,
        "figures": 0,
    }
    assert result == gone
    with db.read(SYSTEM, NIGHT) as session:
        inbox = session.execute(select(Inbox.text, Inbox.reply).order_by(Inbox.id)).all()
        assert [tuple(row) for row in inbox] == [("原话", None), ("原话", {"text": "好"})]
        rows = session.execute(select(Outbox.key, Outbox.status, Outbox.blob.is_(None))).all()
        assert {key: (status, gone) for key, status, gone in rows} == {
            "sent:0": ("sent", True),
            "waiting:0": ("dropped", False),
            "sent:1": ("sent", False),
            "waiting:1": ("waiting", False),
        }
        states = session.execute(select(Conversation.user_id, cast(Conversation.state, String)))
        talks = {user: state for user, state in states}  # noqa: C416  (rows are no pairs to mypy)
        assert talks[who] == "{}"
        assert "ask" in talks[office.world["xiaowang"]]
    again = run_job(office.app, "housekeeping", NIGHT)
    assert set(again) == set(result)
    assert again["replies"] == again["conversations"] == again["expired"] == 0
