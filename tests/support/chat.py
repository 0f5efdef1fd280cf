"""The whole product in one hand: the sandbox's WeCom, the real bot behind it, a clock that can be moved."""

import json
import threading
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

from werkzeug.serving import make_server

from crm import dump
from genjin import sample
from genjin.clock import Clock
from genjin.parts import Parts
from genjin.settings import Settings, made
from models import migrate
from models.scope import SYSTEM
from sandbox import Sandbox

TZ = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # Tuesday 24 November 2026, 09:30 in Shanghai
TICK = timedelta(seconds=7)  # passes with every message, so that no two happen at one moment


class Chat:
    """Talk to the bot as its members do: over HTTP, encrypted; the cards come back the same way.

    `heard`: how many messages the database has heard already, in another `Chat` that began at `start`.
    """

    def __init__(
        self, database_url: str, redis_url: str = "", start: datetime = TUESDAY, heard: int = 0
    ) -> None:
        self.heard = heard
        self._now = start + heard * TICK
        self.clock = Clock(lambda: self._now)
        self.box = Sandbox(
            sample.company(), clock=lambda: self.clock.now().astimezone(TZ), retry_after_s=(0.05,) * 3
        )
        self.box.start()
        self.parts = Parts(self._settings(database_url, redis_url), self.clock)
        if not heard:
            migrate.upgrade(self.parts.database)
        self._server = make_server("127.0.0.1", 0, self.parts.web(), threaded=True)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.box.company.callback_url = f"{self.url}/wecom/callback"
        self.parts.settings.public_url = self.url
        if not heard:
            self.parts.sync_contacts(self.clock.now())

    def _settings(self, database_url: str, redis_url: str) -> Settings:
        company = self.box.company
        return made(
            wecom_corp_id=company.corp_id,
            wecom_agent_id=company.agent_id,
            wecom_secret=company.secret,
            wecom_token=company.token,
            wecom_aes_key=company.aes_key,
            wecom_api_base=self.box.api,
            wecom_admins=sample.ADMIN,
            database_url=database_url,
            redis_url=redis_url,
            secret_key="for tests",
        )

    def __enter__(self) -> "Chat":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.box.stop()
        self.parts.database.close()

    def say(self, userid: str, text: str) -> str:
        """Send words; the reply. No reply at all fails the test."""
        self.heard += 1
        self._now += TICK
        reply = self.box.say(userid, text)
        assert reply is not None, f"no reply to {text!r}: {self.box.problems}"
        return reply

    def tap(self, userid: str, button: str, card: Any = None) -> str:
        """Tap a button of the newest card; the text that replaces the buttons afterwards."""
        self._now += TICK
        card = card or self.cards(userid)[-1]
        tapped = self.box.tap(userid, card, button, force=True)
        self.parts.deliver()
        return str(tapped.replaced)

    def settle(self) -> None:
        """Do the errands that wait, and send what waits, as `genjin work` does every second."""
        self.parts.run_errands()
        self.parts.deliver()

    def cards(self, userid: str) -> list[Any]:
        """The cards on the person's phone, oldest first, after everything that waits was done and sent."""
        self.settle()
        return list(self.box.cards(userid))

    def wait_until(self, moment: str) -> None:
        """`2026-11-25 15:00` in Shanghai: run every job that falls due on the way, and send what it made."""
        self.parts.clockwork.move_to(datetime.fromisoformat(moment).replace(tzinfo=TZ))
        self.settle()

    def skip_to(self, moment: str) -> None:
        """The same moment reached without the jobs on the way, where only the time that passed matters."""
        self.parts.clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=TZ))

    def records(self, kind: str, **wanted: Any) -> list[dict[str, Any]]:
        """Records of that kind from `genjin dump` whose fields are as wanted."""
        with self.parts.database.read(SYSTEM, self.clock.now()) as session:
            found = dump.dump(session, TZ, [kind])[kind]
        found = json.loads(json.dumps(found))
        return [r for r in found if all(r[name] == value for name, value in wanted.items())]
