"""SIGKILL in the middle: nothing of the file is there, and the next try brings all of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bench.imports import messy
from models import tables
from models.scope import SYSTEM
from tests.crm.importing.conftest import Desk, Dumper

ROOT = Path(__file__).resolve().parents[3]
ROWS = 2001
# Says so and waits for its end once the first thousands are written but nothing is committed.
PROGRAM = """
import sys, threading
from datetime import datetime
from pathlib import Path
from crm.importing import run
from crm.importing.plan import Options
from models.database import Database
from models.scope import SYSTEM
from tests.conftest import TZ

def progress(what, done, of):
    if what == "写入" and done >= int(sys.argv[4]):
        print("writing", flush=True)
        threading.Event().wait()

now = datetime.fromisoformat(sys.argv[3])
options = Options(sys.argv[5], owner="小李")
run.commit(Database(sys.argv[1]), Path(sys.argv[2]), options, SYSTEM, now, TZ, progress)
"""
WRITTEN = (tables.Customer, tables.Contact, tables.Interaction, tables.NameKey, tables.Change, tables.Import)


def kill_while_writing(desk: Desk, database_url: str, path: Path, after: int, mode: str) -> None:
    """Import in a process of its own, killed once so many customers are written and nothing is committed."""
    arguments = [database_url, str(path), desk.now.isoformat(), str(after), mode]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("after", [1000, ROWS])
def test_killed_in_the_middle(desk: Desk, records: Dumper, database_url: str, after: int) -> None:
    headings = ["客户名称", "联系人", "跟进内容", "跟进时间"]
    path = desk.file(headings, *([f"第{n}号公司", "李强", "聊了", "2026-11-01"] for n in range(ROWS)))

    def rows() -> list[int]:
        with desk.database.read(SYSTEM, desk.now) as session:
            every = {"everything": True}
            return [
                session.scalar(select(func.count()).select_from(model), execution_options=every) or 0
                for model in WRITTEN
            ]

    before, dumped = rows(), records()
    kill_while_writing(desk, database_url, path, after, "create")
    assert rows() == before
    assert records() == dumped
    if not desk.database.is_sqlite:
        with desk.database.engine.connect() as connection:  # the next writer need not wait for a dead one
            connection.execute(text("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE"))
    done = desk.commit(path, owner="小李")
    assert done.counts["customers"] == done.counts["interactions"] == len(records()["customers"]) == ROWS


@pytest.mark.soak
def test_killed_in_the_middle_of_a_hundred_thousand(
    desk: Desk, records: Dumper, database_url: str, tmp_path: Path
) -> None:
    desk.commit(desk.file(["客户名称", "联系人"], ["华为技术有限公司", "李强"]), owner="小李")
    before = records()
    path = tmp_path / "messy.xlsx"
    messy(path, 100_000)
    kill_while_writing(desk, database_url, path, 50_000, "create")
    assert records() == before


def test_killed_in_the_middle_of_updates(desk: Desk, records: Dumper, database_url: str) -> None:
    names = [f"第{n}号公司" for n in range(ROWS)]
    desk.commit(desk.file(["客户名称", "级别"], *([name, "B"] for name in names)), owner="小李")
    before = records()
    changed = desk.file(
        ["客户名称", "级别", "备注"], *([name, "A", "改过"] for name in names), name="改.xlsx"
    )
    kill_while_writing(desk, database_url, changed, 1000, "update")
    assert records() == before
    done = desk.commit(changed, mode="update")
    assert done.counts["updated_customers"] == ROWS
    assert {one["level"] for one in records()["customers"]} == {"A"}
    desk.undo(done.import_id)
    assert records() == before
