"""The web process under granian: one worker where the database has one writer, else as many as asked for."""

import gc
import os
import tempfile

import click
import structlog
from granian import Granian
from granian.constants import Interfaces, Loops

from bot.app import answering
from genjin import pages
from genjin.clock import Clock
from genjin.front import Front
from genjin.logs import configure
from genjin.parts import Parts
from genjin.settings import Settings, load
from handlers.start import ready
from models import migrate

log = structlog.get_logger("serve")

LANES = 2
"""Messages that a worker answers at once. While one waits for PostgreSQL another is understood; with more
threads awake they only take Python from one another."""

YOUNG = 20_000  # objects before a collection: some messages' worth instead of a tenth of one's


def run(parts: Parts, host: str, port: int, workers: int) -> None:
    """Serve until a signal. Brings the schema up to date first; rivals wait for one another."""
    require_wecom(parts.settings)
    migrate.upgrade(parts.database)
    if parts.database.is_sqlite and workers > 1:
        log.warning("SQLite has one writer: one worker", asked=workers)
        workers = 1
    if workers > 1:  # /metrics of any worker then speaks for all
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="genjin-metrics-"))
    parts.database.close()  # workers are processes of their own and open their own connections
    Granian(
        "genjin.serve:application",
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


def application() -> Front:
    """The RSGI application of one worker (granian calls this in each)."""
    settings = load()
    configure(settings.log_level)
    parts = Parts(settings, Clock())
    lanes = 0 if parts.database.is_sqlite else LANES
    front = Front(parts.web(), answering(parts.deps), threads=settings.web_threads, lanes=lanes)
    ready(parts.clock.now().astimezone(parts.tz))
    gc.collect()
    gc.freeze()  # what is loaded by now is never garbage: no collection need look at it again
    gc.set_threshold(YOUNG)
    enlarged = pages.enlarge()
    log.info("worker", pid=os.getpid(), threads=settings.web_threads, large_pages=enlarged)
    return front
