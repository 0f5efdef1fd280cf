"""Many timed calls of one thing, what the slow ones of them took, and how much of it was processor time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import text

from models.database import Database

WARM = 3


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one thing, done often: by the clock, and of processor time here and in PostgreSQL."""

    each: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def p50(self) -> float:
        return median(self.each)

    @property
    def p95(self) -> float:
        return _p95(self.each)

    @property
    def cpu_p95(self) -> float:
        return _p95(self.cpu)


def _p95(each: Sequence[float]) -> float:
    return quantiles(each, n=20, method="inclusive")[-1]


def timed(once: Callable[[int], object], times: int, database: Database) -> Times:
    """`once` is handed the number of the call, so that no two ask for the same thing."""
    for number in range(WARM):
        once(-1 - number)
    backends = backends_of(database)
    took, worked = [], []
    for number in range(times):
        worked_before, began = time.process_time() + ran(backends), time.perf_counter()
        once(number)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() + ran(backends) - worked_before) * 1000)
    return Times(tuple(took), tuple(worked))


def backends_of(database: Database) -> list[int]:
    """The processes that serve this database, where it is on this machine."""
    served = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    with database.engine.connect() as connection:
        return list(connection.scalars(served))


def ran(backends: Sequence[int]) -> float:
    """Seconds of processor time that these processes have had; nothing of those elsewhere or gone."""
    files = (Path(f"/proc/{backend}/schedstat") for backend in backends)
    return sum(int(file.read_text().split()[0]) for file in files if file.exists()) / 1e9
