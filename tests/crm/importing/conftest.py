"""小李, 小王 (left: 老周) and their manager, and a way to write a file and take it in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from crm.importing import run
from crm.importing.plan import Options
from crm.importing.run import Outcome
from crm.importing.undo import Undone
from crm.people.people import add_user
from models.database import Database
from models.scope import SYSTEM, Scope
from tests.conftest import TZ


@dataclass
class Desk:
    """Where files are written and taken in, a minute later each time."""

    database: Database
    home: Path
    now: datetime
    users: dict[str, int]

    def file(self, *rows: Sequence[Any], name: str = "客户.xlsx") -> Path:
        path = self.home / name
        with xlsxwriter.Workbook(str(path)) as book:
            page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        page.write_datetime(at, column, cell, day)
                    elif isinstance(cell, str):
                        page.write_string(at, column, cell)
                    else:
                        page.write(at, column, cell)
        return path

    def check(self, path: Path, scope: Scope = SYSTEM, **options: Any) -> Outcome:
        return run.check(self.database, path, Options(**options), scope, self.now, TZ)

    def commit(self, path: Path, scope: Scope = SYSTEM, **options: Any) -> Outcome:
        self.now += timedelta(minutes=1)
        return run.commit(self.database, path, Options(**options), scope, self.now, TZ)

    def undo(self, import_id: int | None) -> Undone:
        assert import_id is not None
        self.now += timedelta(minutes=1)
        return run.roll_back(self.database, import_id, SYSTEM, self.now)


@pytest.fixture
def desk(database: Database, tmp_path: Path, now: datetime) -> Desk:
    with database.system(now, "cast") as session:
        users = {
            name: add_user(session, userid, name, now, status=status).id
            for userid, name, status in (
                ("xiaoli", "小李", "active"),
                ("xiaowang", "小王", "active"),
                ("laozhou", "老周", "left"),
            )
        }
    return Desk(database, tmp_path, now, users)


Dumper = Callable[[], dict[str, Any]]


@pytest.fixture
def records(desk: Desk) -> Dumper:
    """The business records of the database, every column."""
    from crm.dump import dump

    def all_of_them() -> dict[str, Any]:
        with desk.database.read(SYSTEM, desk.now) as session:
            whole = dump(session, TZ)
        return {kind: whole[kind] for kind in ("customers", "contacts", "interactions", "tasks")}

    return all_of_them
