"""Moving through time: every job at its hour and in order, without threads and without waiting."""

from datetime import datetime, timedelta

import pytest

from genjin.clock import Clock
from models.platform import JobRun
from scheduler.clockwork import ClockTrigger, Clockwork
from scheduler.jobs import BY_NAME, JOBS
from scheduler.travel import catch_up, fires, last_fire, travel
from tests.clockwork_world import TZ, at
from tests.scheduler.conftest import Office

EVENING = at("11-20 18:10")  # a Friday


def names(ran: list[tuple[datetime, str]], *wanted: str) -> list[str]:
    return [f"{moment.astimezone(TZ):%m-%d %H:%M} {name}" for moment, name in ran if name in wanted]


def test_from_the_evening_to_nine_in_the_morning(office: Office) -> None:
    office.world.task("晚上的", "xiaoli", at("11-20 20:00"), at("11-19 09:00"))
    office.world.task("早上的", "xiaoli", at("11-23 09:00"), at("11-19 09:00"))
    ran = travel(office.app, EVENING, at("11-23 09:00"))
    assert names(ran, "plan", "rep-report", "daily-report", "due-tasks") == [
        "11-20 18:30 daily-report",
        "11-20 20:00 due-tasks",
        "11-21 08:30 plan",  # it runs, and finds that it is a day off
        "11-21 18:00 rep-report",
        "11-21 18:30 daily-report",
        "11-22 08:30 plan",
        "11-22 18:00 rep-report",
        "11-22 18:30 daily-report",
        "11-23 08:30 plan",
        "11-23 09:00 due-tasks",
    ]
    assert office.cards("xiaoli") == [
        ("11-20 20:00", "晚上的"),
        ("11-23 08:30", "今天的计划 11月23日(周一)"),
        ("11-23 09:00", "早上的"),
    ]
    assert office.delivered == sorted({moment for moment, _ in ran})


def test_a_minute_is_travelled_like_a_minute(small_office: Office) -> None:
    assert names(travel(small_office.app, EVENING, EVENING + timedelta(seconds=59)), "due-tasks") == []
    assert names(travel(small_office.app, EVENING, EVENING + timedelta(minutes=1)), "due-tasks") == [
        "11-20 18:11 due-tasks"
    ]


def test_in_small_steps_the_same_cards_come_as_in_one(small_office: Office) -> None:
    for n, hour in enumerate(("19:00", "19:00", "20:30", "21:15")):
        small_office.world.task(f"第{n}件", "xiaoli", at(f"11-20 {hour}"), at("11-19 09:00"))
    now, end = EVENING, at("11-20 22:00")
    while now < end:
        travel(small_office.app, now, now + timedelta(minutes=7))
        now += timedelta(minutes=7)
    assert small_office.cards("xiaoli") == [
        ("11-20 19:00", "第0件"),
        ("11-20 19:00", "第1件"),
        ("11-20 20:30", "第2件"),
        ("11-20 21:15", "第3件"),
    ]


@pytest.mark.parametrize("back", [timedelta(0), timedelta(minutes=-1), timedelta(days=-30)])
def test_going_back_runs_nothing(small_office: Office, back: timedelta) -> None:
    assert travel(small_office.app, EVENING, EVENING + back) == []


def test_a_year_ahead_is_bounded(small_office: Office) -> None:
    ran = travel(small_office.app, EVENING, EVENING + timedelta(days=365), jobs=[BY_NAME["plan"]])
    assert 55 <= len(ran) <= 62
    assert ran[-1][0] == at("11-20 08:30").replace(year=2027)


def test_the_clock_stands_at_every_stop_and_then_at_the_goal(small_office: Office) -> None:
    clock = Clock(lambda: EVENING)
    small_office.world.task("晚上的", "xiaoli", at("11-20 20:00"), at("11-19 09:00"))
    seen: list[datetime] = []
    app = small_office.app.__class__(
        small_office.world.db,
        TZ,
        small_office.app.links,
        deliver=lambda moment: seen.append(clock.now()) or {},  # type: ignore[func-returns-value]
    )
    clockwork = Clockwork(app, clock)
    clockwork.start()
    clockwork.move_to(at("11-20 20:30"))
    clockwork.stop()
    assert seen == [at("11-20 18:30"), at("11-20 20:00"), at("11-20 20:30")]
    assert clock.now() == at("11-20 20:30")


def test_a_trigger_follows_a_clock_that_was_moved() -> None:
    real = at("11-20 18:10")
    clock = Clock(lambda: real)
    trigger = ClockTrigger(BY_NAME["plan"].trigger(TZ), clock)
    assert trigger.get_next_fire_time(None, real) == at("11-21 08:30")
    clock.move_to(at("11-23 08:00"))
    first = trigger.get_next_fire_time(None, real)
    assert first == real + timedelta(minutes=30)
    assert trigger.get_next_fire_time(first, first) == first + timedelta(days=1)


def test_jobs_have_their_hours() -> None:
    day = at("11-20 00:00")
    hours = {
        job.name: [f"{m.astimezone(TZ):%H:%M}" for m in fires(job.trigger(TZ), day, day + timedelta(days=1))]
        for job in JOBS
        if job.cron is not None and job.next_moment is None
    }
    assert hours == {
        "plan": ["08:30"],
        "rep-report": ["18:00"],
        "daily-report": ["18:30"],
        "recycle-pool": ["06:00"],
        "silence": ["07:00"],
        "churn": ["05:30"],
        "renewals": ["07:10"],
        "deals": ["09:10"],
        "weekly-report": [],
        "monthly-report": [],
        "sync-contacts": ["03:10"],
        "housekeeping": ["03:40"],
    }
    assert last_fire(BY_NAME["due-tasks"].trigger(TZ), day, day + timedelta(seconds=90)) == at("11-20 00:01")


def ran_before(office: Office, name: str, moment: datetime) -> None:
    with office.world.db.system(moment, "test") as session:
        session.add(JobRun(name=name, moment=moment, finished_at=moment, result={}))


def test_after_an_outage_what_is_still_worth_it_is_done_as_of_its_hour(office: Office) -> None:
    office.world.task("今天的", "xiaoli", at("11-20 15:00"), at("11-17 09:00"))
    ran_before(office, "plan", at("11-19 08:30"))
    assert names(catch_up(office.app, at("11-20 10:00")), "plan") == ["11-20 08:30 plan"]
    assert office.cards("xiaoli") == [("11-20 08:30", "今天的计划 11月20日(周五)")]
    assert catch_up(office.app, at("11-20 10:01")) == []


def test_what_is_too_late_or_was_never_run_is_not_caught_up(office: Office) -> None:
    assert catch_up(office.app, at("11-20 19:00")) == []  # a new installation has missed nothing
    ran_before(office, "plan", at("11-19 08:30"))
    assert catch_up(office.app, at("11-20 14:00")) == []
    assert catch_up(office.app, at("11-20 08:29")) == []


def test_a_run_that_failed_is_caught_up(office: Office) -> None:
    office.world.task("今天的", "xiaoli", at("11-20 15:00"), at("11-17 09:00"))
    ran_before(office, "plan", at("11-19 08:30"))
    with office.world.db.system(at("11-20 08:30"), "test") as session:
        failed = {"error": "OperationalError"}
        session.add(
            JobRun(name="plan", moment=at("11-20 08:30"), finished_at=at("11-20 08:31"), result=failed)
        )
    assert names(catch_up(office.app, at("11-20 10:00")), "plan") == ["11-20 08:30 plan"]
    assert office.cards("xiaoli") == [("11-20 08:30", "今天的计划 11月20日(周五)")]
