"""Import from end to end: `check` is the dry run, `commit` writes, `roll_back` takes a whole file back."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import collecting
from crm.company import vocabulary
from crm.errors import Refused
from crm.importing.compare import Context
from crm.importing.dictionary import own_columns
from crm.importing.headings import title
from crm.importing.kinds import KINDS
from crm.importing.plan import Options, Progress
from crm.importing.sheets import Sheet, open_sheet, recognised
from crm.importing.undo import Undone, undo
from models.database import Database
from models.imports import Import
from models.scope import SYSTEM, Scope


def silent(_what: str, _done: int, _of: int) -> None:
    """Progress for those who do not watch."""


def nothing(_session: Session, _result: object) -> None:
    """For those who have nothing to do beside it."""


@dataclass(slots=True)
class Outcome:
    """What an import came to, or would come to."""

    sheet: Sheet
    counts: Counter[str]
    marks: dict[int, str]
    import_id: int | None = None  # None: a dry run
    before: list[tuple[int, datetime]] = field(default_factory=list)  # the same file, taken in earlier

    @property
    def columns(self) -> dict[str, str]:
        """Heading → what we take it for."""
        pairs = zip(self.sheet.headings.texts, self.sheet.headings.columns, strict=True)
        return {text: column.field for text, column in pairs if column}

    @property
    def meant(self) -> list[tuple[str, str]]:
        """Heading and what we call it, those that are left out on purpose not among them."""
        known = [(text, field) for text, field in self.columns.items() if field != "ignore"]
        return [(text, title(field, self.sheet.kind)) for text, field in known]


Also = Callable[[Session, Outcome], None]
AlsoUndone = Callable[[Session, Undone], None]


@collecting.put_off()
def check(
    database: Database,
    path: Path,
    options: Options,
    scope: Scope,
    now: datetime,
    tz: tzinfo,
    progress: Progress = silent,
) -> Outcome:
    """The dry run: reads the file and the database, writes nothing."""
    sheet = _open(database, path, options, now)
    kind = KINDS[sheet.kind]
    with database.read(scope, now) as session:
        made = kind.plan(session, sheet, options, tz, now, progress)
        context = Context("", now, tz, scope.user_id)
        counts = made.counts + kind.count(session, made, context)
        earlier = select(Import.id, Import.created_at).where(
            Import.digest == sheet.digest, Import.undone_at.is_(None)
        )
        before = [(row.id, row.created_at) for row in session.execute(earlier)]
    return Outcome(sheet, counts, made.marks, before=before)


@collecting.put_off()
def commit(
    database: Database,
    path: Path,
    options: Options,
    scope: Scope,
    now: datetime,
    tz: tzinfo,
    progress: Progress = silent,
    *,
    set_id: str = "",
    name: str = "",
    also: Also = nothing,
) -> Outcome:
    """Write the file's good rows, all in one transaction and one change set. `Refused` where none is.

    `set_id` names that set, `name` the file to whoever looks; `also` is done in the same transaction.
    """
    sheet = _open(database, path, options, now)
    kind = KINDS[sheet.kind]
    with database.read(scope, now) as session:
        made = kind.plan(session, sheet, options, tz, now, progress)
    if made.empty:
        raise Refused(
            "没有可以导入的行。先试导入（--dry-run）看每一行的原因。"
            if made.counts["rows"]
            else "标题下面没有数据。"
        )
    set_id = set_id or f"import:{now.isoformat()}:{sheet.digest[:12]}"
    with database.write(scope, now, set_id) as session:
        context = Context(set_id, now, tz, scope.user_id)
        counts = made.counts + kind.write(session, made, context, progress)
        row = Import(
            set_id=set_id,
            filename=(name or path.name)[:255],
            digest=sheet.digest,
            mode=options.mode,
            actor_id=scope.user_id,
            created_at=now,
        )
        outcome = Outcome(sheet, counts, made.marks)
        row.result = _result(outcome)
        session.add(row)
        session.flush()
        outcome.import_id = row.id
        also(session, outcome)
    return outcome


@collecting.put_off()
def roll_back(
    database: Database,
    import_id: int,
    scope: Scope,
    now: datetime,
    progress: Progress = silent,
    also: AlsoUndone = nothing,
) -> Undone:
    """Take the whole file back, in one transaction and one change set of its own."""
    with database.write(scope, now, f"import-undo:{import_id}:{now.isoformat()}") as session:
        result = undo(session, import_id, progress)
        also(session, result)
        return result


def _open(database: Database, path: Path, options: Options, now: datetime) -> Sheet:
    """The table in the file; columns of customers may be called like the company's own fields."""
    with database.read(SYSTEM, now) as session:
        own = own_columns(vocabulary.of(session))
    given = {kind: {**(own if kind == "customers" else {}), **options.columns} for kind in KINDS}
    if options.kind is None:
        return recognised(path, options.sheet, given)
    return open_sheet(path, options.sheet, given[options.kind], options.kind)


def _result(outcome: Outcome) -> dict[str, Any]:
    return {
        "kind": outcome.sheet.kind,
        "counts": dict(outcome.counts),
        "columns": outcome.columns,
        "unknown": outcome.sheet.headings.unknown,
    }
