"""`genjin`: one program, a command for each thing one does with it."""

import json
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genjin import __version__, logs
from genjin.clock import Clock
from genjin.settings import BadSettings, Settings, load

if TYPE_CHECKING:
    from genjin.parts import Parts


@click.group()
@click.version_option(__version__)
def main() -> None:
    """跟进: a CRM that lives in WeCom. Settings come from the environment and a .env file."""


def _settings() -> Settings:
    """The settings, or a plain sentence and exit code 2 when they are wrong. Logs begin here."""
    try:
        settings = load()
    except BadSettings as error:
        raise click.UsageError(f"设置有误：\n{error}") from error
    logs.configure(settings.log_level)
    return settings


def _parts(listens: bool = False) -> "Parts":
    """All parts of the product, which take seconds to load."""
    settings = _settings()
    from genjin.parts import Parts

    return Parts(settings, Clock(), listens)


EXPORTS = (
    "customers",
    "contacts",
    "interactions",
    "tasks",
    "deals",
    "quotes",
    "orders",
    "payments",
    "products",
    "holdings",
    "tickets",
)


@main.command()
@click.option("--port", default=8000, show_default=True, help="of the phone page")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--empty", is_flag=True, help="no sample customers")
@click.option("--keep", is_flag=True, help="go on with the database of the last demo")
def demo(port: int, host: str, empty: bool, keep: bool) -> None:
    """Sandbox, bot, scheduler and delivery in one process; nothing leaves this machine."""
    from genjin.demo import run

    logs.configure("WARNING")
    run(host, port, empty=empty, keep=keep)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="processes; on SQLite always one")
def serve(host: str, port: int, workers: int) -> None:
    """The web process: callback, pages, health, metrics."""
    from genjin.serve import run

    run(_settings(), host, port, workers)


@main.command()
def work() -> None:
    """Scheduler and delivery. Any number may run; one leads."""
    from genjin.work import run

    run(_parts(listens=True))


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from models import migrate as schema

    parts = _parts()
    before = schema.current(parts.database)
    schema.upgrade(parts.database)
    click.echo(f"{before or 'empty'} → {schema.current(parts.database)}")


@main.command()
def names() -> None:
    """After an update: what is recorded is found by the short forms of names that this version knows, too."""
    from crm.more_names import KINDS, add_missing

    parts = _parts()
    for kind in KINDS:
        last, total = -1, 0
        while last:
            now = parts.clock.now()
            with parts.database.system(now, f"names:{kind}:{last}") as session:
                last, added = add_missing(session, kind, last)
            total += added
        click.echo(f"{kind:10} {total}")
    parts.database.close()


@main.command()
def calendar() -> None:
    """Make the calendar for appointments (once), and print the setting that switches them on."""
    from bot.schedules import create_calendar

    click.echo(f"WECOM_CALENDAR={create_calendar(_parts().client, '跟进')}")


@main.command()
@click.argument("name", required=False)
@click.option("--at", "moment", help="as if it were then: 2026-11-20T18:30, in TIMEZONE")
def job(name: str | None, moment: str | None) -> None:
    """Run one job once and print what it did; without a name, list them."""
    from scheduler.jobs import BY_NAME, JOBS

    parts = _parts()
    if name is None:
        for one in JOBS:
            click.echo(f"{one.name:15} {one.about}{'' if one.built else '  (not built yet)'}")
        return
    if name not in BY_NAME:
        raise click.UsageError(f"没有叫 {name} 的任务。有：{' '.join(BY_NAME)}")
    try:
        at = datetime.fromisoformat(moment) if moment else parts.clock.now()
    except ValueError as error:
        raise click.UsageError(f"--at 要写成 2026-11-20T18:30，不是 {moment}") from error
    if at.tzinfo is None:
        at = at.replace(tzinfo=parts.tz)
    parts.clock.move_to(at)
    click.echo(json.dumps(parts.run_job(name, at), ensure_ascii=False, default=str))


@main.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="only say what would happen; writes nothing")
@click.option("--mode", type=click.Choice(["create", "update", "both"]), default="create", show_default=True)
@click.option(
    "--kind",
    type=click.Choice(["customers", "products", "orders", "holdings"]),
    help="else what the headings say",
)
@click.option("--sheet", help="of the workbook; else the first one with such a table in it")
@click.option("--owner", help="who gets new customers of rows without 负责人; else the public pool")
@click.option("--allow-same-phone", is_flag=True, help="two names with one number are two customers")
@click.option(
    "--bad", type=click.Path(path_type=Path, dir_okay=False), help="where the rows with problems go"
)
@click.option("--as", "userid", help="with the rights of this member; else all rights")
@click.option("--undo", type=int, metavar="ID", help="take a whole import back")
@click.option("--template", is_flag=True, help="write a file to fill in instead of reading one")
def import_(file: Path | None, undo: int | None, template: bool, userid: str | None, **options: Any) -> None:
    """Customers, a price list or orders in from FILE (xlsx or csv, up to 100,000 rows)."""
    from genjin import files

    if undo is not None:
        files.undo(_parts(), undo, userid)
    elif file is None:
        raise click.UsageError("要导入哪个文件？genjin import FILE")
    elif template:
        files.template(_parts(), file, options["kind"])
    else:
        files.take_in(_parts(), file, userid, **options)


@main.command()
@click.argument("kind", type=click.Choice(EXPORTS))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "userid", help="what this member may see; else everything")
def export(kind: str, file: Path, userid: str | None) -> None:
    """Records out to FILE (xlsx or csv)."""
    from genjin import files

    files.hand_out(_parts(), kind, file, userid)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def replay(file: Path) -> None:
    """Messages from FILE (csv: userid, moment, text) as if they had been said in the chat; each once."""
    from crm.errors import Refused
    from genjin import replay as replaying

    try:
        wrong = replaying.replay(_parts(), file)
    except Refused as error:
        raise click.ClickException(str(error)) from error
    sys.exit(1 if wrong else 0)


@main.command()
def dump() -> None:
    """Every record as one JSON document."""
    from crm.dump import dump as records
    from models.scope import SYSTEM

    parts = _parts()
    with parts.database.read(SYSTEM, parts.clock.now()) as session:
        json.dump(records(session, parts.tz), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


@main.command()
def doctor() -> None:
    """Check the configuration and say in plain words what is wrong and where to mend it."""
    from genjin.doctor import examine

    parts = _parts()
    logging.disable(logging.CRITICAL)  # the findings below say it better
    findings = examine(parts)
    for finding in findings:
        click.echo(f"{'✓' if finding.fine else '✗'} {finding.text}")
    sys.exit(0 if all(finding.fine for finding in findings) else 1)
