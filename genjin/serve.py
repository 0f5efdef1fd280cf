"""The web process under granian: one worker where the database has one writer, else as many as asked for.

The product is loaded in the workers only (`genjin.worker`): here it would make the start twice as long.
"""

import os
import tempfile

import click
import structlog
from granian import Granian
from granian.constants import Interfaces, Loops

from genjin.settings import Settings
from models import migrate
from models.database import Database

log = structlog.get_logger("serve")


def run(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until a signal. Brings the schema up to date first; rivals wait for one another."""
    require_wecom(settings)
    database = Database(settings.database_url)
    migrate.upgrade(database)
    database.close()  # workers are processes of their own and open their own connections
    if database.is_sqlite and workers > 1:
        log.warning("SQLite has one writer: one worker", asked=workers)
        workers = 1
    if workers > 1:  # /metrics of any worker then speaks for all
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="genjin-metrics-"))
    Granian(
        "genjin.worker:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,  # uvloop was no faster here (docs/adr/0020)
        workers=workers,
        websockets=False,
        backlog=1024,
        factory=True,
        respawn_failed_workers=True,
        log_enabled=False,
    ).serve()


def require_wecom(settings: Settings) -> None:
    """Refuse to start without what the real WeCom needs, in one sentence."""
    if missing := settings.missing_for_wecom():
        raise click.UsageError(
            f"缺少设置 {'、'.join(missing)}。运行 genjin doctor 看每一项在哪里找；想先试用：genjin demo"
        )
