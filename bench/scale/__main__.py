"""`python -m bench.scale`: the tables of docs/scale.md. Databases are made, measured and dropped again."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bench.scale import data, finding, passes
from bench.scale.timing import Times
from models.database import Database

LIMIT_MS = 50.0  # at p95, for finding
QUESTION_MS = 1000.0
PASS_S = 60.0


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    options.add_argument("--customers", type=int, nargs="+", default=[1_000, 1_000_000])
    options.add_argument("--times", type=int, default=60, help="calls of each kind for each asker")
    options.add_argument("--passes", action="store_true", help="nightly passes, reports and questions too")
    options.add_argument("--server", default="127.0.0.1:5432", help="PostgreSQL, as user postgres")
    options.add_argument("--keep", action="store_true", help="use databases left there, and leave them")
    given = options.parse_args()
    print(f"load average before: {[round(each, 1) for each in os.getloadavg()]}")
    found: dict[int, dict[tuple[str, str], Times]] = {}
    for customers in given.customers:
        with _company(given.server, customers, given.keep) as database:
            found[customers] = finding.measure(database, customers, given.times)
            if given.passes:
                print(_passes(database, customers))
    print(table(found))


@contextmanager
def _company(server: str, customers: int, keep: bool) -> Iterator[Database]:
    """A company of so many customers in a database of its own."""
    name = f"genjin_scale_{customers}"
    with psycopg.connect(f"postgresql://postgres@{server}/postgres", autocommit=True) as admin:
        there = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        url = f"postgresql+psycopg://postgres@{server}/{name}"
        if not (there and keep):
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            admin.execute(f"CREATE DATABASE {name}".encode())
            print(f"{customers:,} customers made in {data.fill(url, customers):.0f} s")
        database = Database(url)
        try:
            yield database
        finally:
            database.close()
            if not keep:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def table(found: dict[int, dict[tuple[str, str], Times]]) -> str:
    """A line for each thing looked for and each asker; milliseconds, p50 / p95 and processor time at p95."""
    sizes = list(found)
    lines = ["finding (ms, p50 / p95 / CPU p95)".ljust(34) + "".join(f"{size:>29,}" for size in sizes)]
    for asked, who in found[sizes[0]]:
        shown = [found[size][asked, who] for size in sizes]
        cells = "".join(f"{each.p50:>11.1f} /{each.p95:>7.1f} /{each.cpu_p95:>7.1f}" for each in shown)
        verdict = "yes" if shown[-1].p95 <= LIMIT_MS else "NO"
        lines.append(f"{who}\t{asked}".expandtabs(8).ljust(34 - _wide(who + asked)) + cells + f"  {verdict}")
    return "\n".join(lines)


def _wide(words: str) -> int:
    """How many columns more than characters these words take in a terminal."""
    return sum(ord(char) > 0x2E80 for char in words)


def _passes(database: Database, customers: int) -> str:
    lines = [f"{customers:,} customers"]
    for one in passes.jobs(database):
        verdict = "yes" if one.seconds <= PASS_S else "NO"
        lines.append(
            f"{one.name:<16}{one.seconds:>8.1f} s  CPU {one.own:.1f} + {one.server:.1f} s"
            f"  peak {one.peak_mb:.0f} MB  {verdict}  {one.result}"
        )
    for words, by in passes.questions(database, customers, 20).items():
        for who, times in by.items():
            verdict = "yes" if times.p95 <= QUESTION_MS else "NO"
            lines.append(
                f"{who}\t{words}\t{times.p50:.0f} / {times.p95:.0f} / {times.cpu_p95:.0f} ms\t{verdict}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
