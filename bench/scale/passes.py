"""What the clock does to a large company, and what is asked of it: seconds, and memory."""

import resource
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bench.scale.data import NOW, TEAM, reps_of
from bench.scale.timing import Times, backends_of, ran, timed
from crm.links import Links
from handlers.context import Said
from handlers.entry import Entrance, Message
from models.database import Database
from scheduler.app import JobApp
from scheduler.jobs import run_job

TZ: Final = ZoneInfo("Asia/Shanghai")
JOBS: Final = {"housekeeping": "03:40", "churn": "05:30", "silence": "07:00", "daily-report": "18:30"}
QUESTIONS: Final = (
    "这个月的跟进次数", "这个月各部门的跟进次数", "今年每个月的跟进次数", "上个月谁跟进最多",
    "上周的跟进家数", "这个月各行业的回款", "上季度谁签单最多", "今年每个月的销售额", "这个月深圳的销售额",
    "本季度各区域的新增客户", "这个月各来源的新增客户", "本季度成交率",
    "上个月的拜访次数", "这个月新增商机额",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pass:
    """One job: how long it took by the clock, the processor time of the program and of PostgreSQL, what it
    said it did, the process's memory at its highest so far.
    """

    name: str
    seconds: float
    own: float
    server: float
    result: dict[str, Any]
    peak_mb: float


def jobs(database: Database) -> list[Pass]:
    """Each job of one Friday, in the order of the clock, as `genjin job NAME --at …` runs it."""
    app = JobApp(database, TZ, Links("https://crm.example.com", "bench"))
    day = NOW.astimezone(TZ).date()
    found = []
    for name, hour in JOBS.items():
        backends = backends_of(database)
        began, own, server = time.perf_counter(), time.process_time(), ran(backends)
        result = run_job(app, name, datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=TZ))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        took, own, server = time.perf_counter() - began, time.process_time() - own, ran(backends) - server
        found.append(Pass(name, took, own, server, result, peak))
    return found


def questions(database: Database, customers: int, times: int) -> dict[str, dict[str, Times]]:
    """Whole messages through the dialogue, by question and by who asks: a manager, the administrator."""
    entrance = Entrance(database, TZ, _nobody_new, Links("http://localhost", "bench"))
    people = {"主管": 1 + TEAM * 3 if customers > TEAM * 1000 else 1, "管理员": reps_of(customers) + 1}
    found: dict[str, dict[str, Times]] = {}
    for words in QUESTIONS:
        for who, user in people.items():

            def once(number: int, words: str = words, user: int = user) -> None:
                key = f"m:scale:{user}:{time.monotonic_ns()}"
                at = NOW + timedelta(minutes=number)
                answer = entrance.take(Message(key, f"rep{user:05d}", Said(words)), at)
                if "：" not in (answer.text or ""):
                    raise AssertionError(f"{words}: {answer.text}")

            found.setdefault(words, {})[who] = timed(once, times, database)
    return found


def _nobody_new(userid: str, now: datetime) -> None:
    raise AssertionError(f"{userid} is not in the company")
