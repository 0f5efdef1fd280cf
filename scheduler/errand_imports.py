"""Files in: the dry run, the import, taking a whole file back. One transaction each, settled within it."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from crm import errands, files
from crm.errands import Taken
from crm.errors import Refused
from crm.importing import papers, run
from crm.importing.asking import FILE_KEPT
from crm.importing.plan import Options, Progress
from crm.importing.run import Outcome
from crm.importing.undo import Undone
from crm.people.people import scope_of
from models.files import StoredFile
from models.imports import Import
from models.outbox import File, queue
from models.people import User
from models.scope import SYSTEM, Scope
from scheduler import import_cards
from scheduler.app import JobApp

SAYS_EVERY_S: Final = 2.0  # how far it is, for whoever asks
TELLS_EVERY_S: Final = 30.0  # and unasked
READS: Final = "检查"  # the phase that holds no lock


class TakenOver(Exception):
    """The lease ran out and another process does it now: nothing of ours is kept."""


def check(app: JobApp, taken: Taken, moment: datetime) -> None:
    """The dry run; what it found goes to the phone with the buttons for what comes next."""
    name, options = str(taken.payload["name"]), _options(taken.payload)
    file_id = _file(app, taken, moment)
    with _on_disk(app, file_id, name, moment) as path:
        scope = scope_now(app, taken, moment)
        outcome = run.check(app.db, path, options, scope, moment, app.tz, _progress(app, taken, name))
        bad = _bad_rows(outcome, path) if outcome.marks else None
    result = {"kind": outcome.sheet.kind, "counts": dict(outcome.counts), "columns": outcome.columns}
    card = import_cards.checked(taken.id, name, outcome, options.mode)
    with app.db.system(moment, "errands") as session:
        if not errands.finish(session, taken, moment, result):
            return
        if bad is not None:
            queue(session, f"errand:{taken.id}:bad", taken.user_id, bad, moment)
            said = import_cards.problems(name, outcome.marks)
            queue(session, f"errand:{taken.id}:problems", taken.user_id, said, moment)
        queue(session, f"errand:{taken.id}:card", taken.user_id, card, moment)


def commit(app: JobApp, taken: Taken, moment: datetime) -> None:
    """Every good row of the file, with the word that it is done; or nothing."""
    name = str(taken.payload["name"])

    def tell(session: Session, outcome: Outcome) -> None:
        assert outcome.import_id is not None
        _settle(session, taken, moment, {"import": outcome.import_id, "counts": dict(outcome.counts)})
        said = import_cards.done(outcome.import_id, name, outcome.counts)
        queue(session, f"errand:{taken.id}:done", taken.user_id, said, moment)

    with _on_disk(app, int(taken.payload["file"]), name, moment) as path:
        run.commit(
            app.db,
            path,
            _options(taken.payload),
            scope_now(app, taken, moment),
            moment,
            app.tz,
            _progress(app, taken, name),
            set_id=f"import:errand:{taken.id}",
            name=name,
            also=tell,
        )


def undo(app: JobApp, taken: Taken, moment: datetime) -> None:
    """The whole file back."""
    import_id = int(taken.payload["import"])

    def tell(session: Session, result: Undone) -> None:
        _settle(session, taken, moment, {"removed": dict(result.removed)})
        said = import_cards.undone(import_id, result)
        queue(session, f"errand:{taken.id}:done", taken.user_id, said, moment)

    scope = scope_now(app, taken, moment)
    with app.db.read(scope, moment) as session:
        name = session.scalar(select(Import.filename).where(Import.id == import_id)) or ""
    run.roll_back(app.db, import_id, scope, moment, _progress(app, taken, name), tell)


def _settle(session: Session, taken: Taken, moment: datetime, result: Mapping[str, Any]) -> None:
    if not errands.finish(session, taken, moment, result):
        raise TakenOver


def _options(payload: Mapping[str, Any]) -> Options:
    return Options(
        payload.get("mode", "create"),
        payload.get("kind"),
        owner=payload.get("owner"),
        columns=payload.get("columns", {}),
        allow_same_phone=bool(payload.get("allow_same_phone")),
    )


def scope_now(app: JobApp, taken: Taken, moment: datetime) -> Scope:
    """Of whoever asked, as it is now; working along gives no right to carry things in or out."""
    with app.db.read(SYSTEM, moment) as session:
        user = session.get_one(User, taken.user_id)
        if user.status != "active":
            raise Refused("账号已停用，没有做。")
        return replace(scope_of(session, user), shared=())


def _file(app: JobApp, taken: Taken, moment: datetime) -> int:
    """The file's id in our keeping; fetched from WeCom if it is not there yet."""
    if "file" in taken.payload:
        return int(taken.payload["file"])
    got = app.fetch(str(taken.payload["media_id"]))
    with app.db.system(moment, "errands") as session:
        file_id = files.keep(session, taken.user_id, got, moment, FILE_KEPT).id
        errands.amend(session, taken, file=file_id)
        return file_id


@contextmanager
def _on_disk(app: JobApp, file_id: int, name: str, moment: datetime) -> Iterator[Path]:
    """The file under its own ending, as long as it is needed. Raises Refused when it was let go."""
    with app.db.read(SYSTEM, moment) as session:
        kept = session.get(StoredFile, file_id, options=[undefer(StoredFile.data)])
        if kept is None:
            raise Refused(f"《{name}》已经不留了，请重新发一次。")
        data = kept.data
    with tempfile.TemporaryDirectory(prefix="genjin-") as folder:
        path = Path(folder) / f"table{Path(name).suffix.lower() or '.xlsx'}"
        path.write_bytes(data)
        del data, kept
        yield path


def _bad_rows(outcome: Outcome, path: Path) -> File:
    ending = ".csv" if outcome.sheet.is_csv else ".xlsx"
    made = path.with_name(f"bad{ending}")
    papers.write_marked(outcome.sheet, outcome.marks, made)
    return File(f"有问题的行{ending}", made.read_bytes())


def _progress(app: JobApp, taken: Taken, name: str) -> Progress:
    """Notes how far it is. On SQLite not while writing: the one writer is the import itself."""
    began = time.monotonic()
    said = told = began

    def progress(what: str, done: int, of: int) -> None:
        nonlocal said, told
        now_s = time.monotonic()
        if now_s - said < SAYS_EVERY_S or app.now is None or (app.db.is_sqlite and what != READS):
            return
        said, moment = now_s, app.now()
        with app.db.system(moment, "errands") as session:
            errands.goes_on(session, taken, moment, what=what, done=done, of=of)
            if now_s - told >= TELLS_EVERY_S:
                told = now_s
                key = f"errand:{taken.id}:at:{_phase(what)}:{done}"
                queue(session, key, taken.user_id, import_cards.progress(what, name, done, of), moment)

    return progress


def _phase(what: str) -> int:
    """A phase as an outbox key can hold it."""
    return {"检查": 1, "写入": 2}.get(what, 3)
