"""One worker of `genjin serve`: what granian calls in each of its processes."""

import gc
import os

import structlog

from bot.app import answering
from genjin import pages
from genjin.clock import Clock
from genjin.front import Front
from genjin.logs import configure
from genjin.parts import Parts
from genjin.settings import load
from handlers.start import ready

log = structlog.get_logger("serve")

LANES = 2
"""Messages that a worker answers at once. While one waits for PostgreSQL another is understood; with more
threads awake they only take Python from one another."""

YOUNG = 20_000  # objects before a collection: some messages' worth instead of a tenth of one's


def application() -> Front:
    """The RSGI application (granian's factory)."""
    settings = load()
    configure(settings.log_level)
    parts = Parts(settings, Clock())
    lanes = 0 if parts.database.is_sqlite else LANES
    front = Front(parts.web(), answering(parts.deps), threads=settings.web_threads, lanes=lanes)
    ready(parts.clock.now().astimezone(parts.tz))
    gc.collect()
    gc.freeze()  # what is loaded by now is never garbage: no collection need look at it again
    gc.set_threshold(YOUNG)
    pages.give_back()
    enlarged = pages.enlarge()
    log.info("worker", pid=os.getpid(), threads=settings.web_threads, large_pages=enlarged)
    return front
