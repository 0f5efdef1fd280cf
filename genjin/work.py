"""`genjin work`: scheduler and delivery. Every such process delivers; one leads and runs the jobs."""

import signal
import threading

import structlog

from bot import menu
from bot.errors import WeComError
from genjin.parts import Parts
from genjin.serve import require_wecom
from models import migrate
from scheduler.leader import Leadership, lock_for
from scheduler.wake import POLL_S

log = structlog.get_logger("work")
AFTER_TROUBLE_S = 5.0


class Workers:
    """The delivery loop and the clockwork of one process."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._end = threading.Event()
        self._delivery = threading.Thread(target=self._deliver, name="delivery", daemon=True)
        self._errands = threading.Thread(target=self._run_errands, name="errands", daemon=True)
        lock = lock_for(parts.redis, parts.settings.database_url)
        self._leadership = Leadership(lock, parts.clockwork.changed)

    def start(self) -> "Workers":
        self._parts.clockwork.leads = self._leadership.ask
        self._parts.clockwork.start()
        self._leadership.start()
        self._delivery.start()
        self._errands.start()
        return self

    def stop(self) -> None:
        """Finish what is under way and let another process lead."""
        self._end.set()
        self._parts.wake.close()
        self._parts.clockwork.stop()  # while it leads: the next leader is not to begin what runs here
        self._leadership.stop()
        self._delivery.join(timeout=30)
        self._errands.join(timeout=30)

    def _deliver(self) -> None:
        while not self._end.is_set():
            try:
                self._parts.deliver()
            except Exception:  # the database went away: look again, never end
                log.exception("delivery")
                self._end.wait(AFTER_TROUBLE_S)
            self._parts.wake.wait()

    def _run_errands(self) -> None:
        """Apart from delivery: a file of 100,000 rows must not hold up a reminder."""
        while not self._end.wait(POLL_S):
            try:
                self._parts.run_errands()
            except Exception:  # the database went away: look again, never end
                log.exception("errands")
                self._end.wait(AFTER_TROUBLE_S)


def run(parts: Parts) -> None:
    """Work until a signal."""
    require_wecom(parts.settings)
    migrate.upgrade(parts.database)
    try:
        menu.install(parts.client)
    except WeComError as error:  # the chat works without it; `genjin doctor` says why WeCom refuses
        log.warning("the menu could not be installed", code=error.code, reason=error.reason)
    workers = Workers(parts).start()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    log.info("working")
    stop.wait()
    workers.stop()
