"""`genjin import` and `genjin export`: files in and out, at the command line."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from crm.company import vocabulary
from crm.company.vocabulary import Field
from crm.errors import Refused
from crm.exporting import run as exporting
from crm.importing import papers, run, say
from crm.importing.headings import CUSTOMERS
from crm.importing.plan import Mode, Options, Progress
from crm.people import people
from crm.people.people import scope_of
from genjin.parts import Parts
from models.scope import SYSTEM, Scope

log = logging.getLogger(__name__)


def take_in(
    parts: Parts,
    file: Path,
    userid: str | None,
    *,
    dry_run: bool,
    mode: Mode,
    kind: str | None,
    sheet: str | None,
    owner: str | None,
    allow_same_phone: bool,
    bad: Path | None,
) -> None:
    """Import a file, or say what would come of it."""
    options = Options(mode, kind, sheet, owner, allow_same_phone)
    work = run.check if dry_run else run.commit
    with _plainly(parts), _progress() as progress:
        scope = _scope(parts, userid)
        done = work(parts.database, file, options, scope, parts.clock.now(), parts.tz, progress)
    for line in say.outcome(done, parts.tz):
        click.echo(line)
    if done.marks:
        ending = ".csv" if done.sheet.is_csv else ".xlsx"
        where = bad or file.with_name(f"{file.stem}-有问题的行{ending}")
        with _plainly(parts):
            papers.write_marked(done.sheet, done.marks, where)
        click.echo(f"有问题的行和原因：{where}")
    if done.import_id is not None:
        log.info("import %s: %s, %s rows", done.import_id, file.name, done.counts["rows"])
        click.echo(f"撤销整个文件：genjin import --undo {done.import_id}")


def undo(parts: Parts, import_id: int, userid: str | None) -> None:
    """Take a whole import back."""
    with _plainly(parts), _progress() as progress:
        scope = _scope(parts, userid)
        result = run.roll_back(parts.database, import_id, scope, parts.clock.now(), progress)
    for line in say.undone(result):
        click.echo(line)


def template(parts: Parts, file: Path, kind: str | None) -> None:
    """A file to fill in, with the columns of the company's own fields."""
    with _plainly(parts):
        papers.write_template(file, _own_fields(parts), kind or CUSTOMERS)
    click.echo(f"模板：{file}")


def _own_fields(parts: Parts) -> Sequence[Field]:
    """The company's own fields; none where there is no company yet."""
    try:
        with parts.database.read(SYSTEM, parts.clock.now()) as session:
            return vocabulary.of(session).fields
    except DBAPIError:
        return ()


def hand_out(parts: Parts, kind: str, file: Path, userid: str | None) -> None:
    """Export records."""
    now = parts.clock.now()
    with _plainly(parts):
        scope = _scope(parts, userid)
        with parts.database.write(scope, now, f"export:{now.isoformat()}") as session:
            rows = exporting.export(session, kind, file, parts.tz)
    log.info("export: %s rows of %s for %s", rows, kind, userid or "the command line")
    click.echo(f"已导出 {rows} 条：{file}")


def _scope(parts: Parts, userid: str | None) -> Scope:
    if userid is None:
        return SYSTEM
    with parts.database.read(SYSTEM, parts.clock.now()) as session:
        user = people.called(session, userid)
        if user is None or user.status != "active":
            raise Refused(f"通讯录里没有 {userid}")
        return scope_of(session, user)


@contextmanager
def _plainly(parts: Parts | None) -> Iterator[None]:
    """What the person can mend is a sentence and exit code 1, not a traceback. Closes the database."""
    try:
        yield
    except Refused as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or ''} {error.strerror}") from error
    finally:
        if parts is not None:
            parts.database.close()


@contextmanager
def _progress() -> Iterator[Progress]:
    """One line that moves at a terminal, a line for every tenth in a log."""
    moving = sys.stderr.isatty()
    try:
        yield _moving if moving else _stepping()
    finally:
        if moving:
            click.echo(err=True)


def _moving(what: str, done: int, of: int) -> None:
    click.echo(f"\r{what} {done}{f'/{of}' if of else ''}    ", nl=False, err=True)


def _stepping() -> Callable[[str, int, int], None]:
    said: dict[str, int] = {}

    def say_now(what: str, done: int, of: int) -> None:
        step = max(of // 10, 1) if of else 10_000
        if done // step > said.get(what, 0) or (of and done >= of):
            said[what] = done // step
            click.echo(f"{what} {done}{f'/{of}' if of else ''}", err=True)

    return say_now
