"""7:00: what nobody did. Each is seen once, however many there are and however many look at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from crm.interactions import neglect
from crm.tasks import repeats
from models.scope import SYSTEM
from models.work import Task
from scheduler.jobs import run_job
from tests.clockwork_world import at
from tests.scheduler.conftest import Office

SEVEN = at("11-20 07:00")  # a Friday


def titles(office: Office, **wanted: str) -> list[str]:
    with office.world.db.read(SYSTEM, SEVEN) as session:
        return list(session.scalars(select(Task.title).filter_by(**wanted).order_by(Task.id)))


def test_a_daily_task_is_given_up_behind_ever_so_many_weekly_ones(office: Office) -> None:
    yesterday = SEVEN - timedelta(days=1)
    with office.world.db.system(yesterday, "test") as session:
        me, weekly = office.world["xiaoli"], "FREQ=WEEKLY;BYDAY=TH"
        session.add_all(
            Task(
                title="周会",
                assignee_id=me,
                creator_id=me,
                due_at=yesterday,
                repeat=weekly,
                created_at=yesterday,
            )
            for _ in range(repeats.MOST)
        )
    office.world.task("晨会", "xiaoli", at("11-18 09:00"), at("11-17 09:00"), repeat="FREQ=DAILY")
    assert run_job(office.app, "silence", SEVEN)["missed"] == 1
    assert titles(office, status="missed") == ["晨会"]
    assert titles(office, status="open", title="晨会") == ["晨会"]


def test_two_processes_that_both_think_they_lead_make_one_task(office: Office) -> None:
    """Each neglected customer gets one, each series one next task, and everybody one card."""
    customers = 20
    for n in range(customers):
        office.world.customer(
            f"沉默{n}号", ("xiaoli", "xiaowang", "boss")[n % 3], at("08-20 09:00"), level="A"
        )
    for n in range(customers):
        office.world.task(f"晨会{n}", "xiaoli", at("11-18 09:00"), at("11-17 09:00"), repeat="FREQ=DAILY")
    both = Barrier(2)

    def run(_: int) -> None:
        both.wait()
        run_job(office.app, "silence", SEVEN)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    made = titles(office, status="open")
    assert len(made) == len(set(made))
    assert len([title for title in made if title.startswith("晨会")]) == customers
    assert len([title for title in made if title.startswith("跟进沉默")]) == 3 * neglect.EACH
