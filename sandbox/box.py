"""``Sandbox``: start an offline WeCom, act as its members, and look at their phones."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask

from . import phone
from .api import door, login_pages, media
from .callback import Callback, Delivery
from .company import Company
from .events import SAMPLES, SYS, event_xml, message_xml
from .faults import Faults
from .limits import Limits
from .server import Server
from .taps import Tap, prepare
from .world import Clock, Json, Message, World

T = TypeVar("T")

WAIT_S = 10.0
LOOK_S = 0.02


def local_now() -> datetime:
    """The real time in the zone of this machine (aware)."""
    return datetime.now().astimezone()


class Sandbox:
    """An offline WeCom over HTTP, and the hands of its members.

    ``clock``: the company's time, aware; token life, rate windows and CreateTime follow it.
    ``retry_after_s``: pauses before redeliveries (three pauses: four deliveries in all).
    ``on_clock_move``: called by the clock control of the phone page with the wished time.
    """

    def __init__(
        self,
        company: Company | None = None,
        *,
        clock: Clock = local_now,
        host: str = "127.0.0.1",
        port: int = 0,
        token_life_s: int = 7200,
        retry_after_s: tuple[float, ...] = (1.0, 2.0, 4.0),
        deadline_s: float = 5.0,
        limits: Limits | None = None,
        on_clock_move: Callable[[datetime], None] | None = None,
    ) -> None:
        if token_life_s < 120:
            raise ValueError("token_life_s must be at least 120: clients renew a minute before the end")
        self.company = company or Company.tiny()
        self.world = World(self.company, clock, limits or Limits(), Faults(), token_life_s)
        self.callback = Callback(self.world, retry_after_s, deadline_s)
        self.on_clock_move = on_clock_move
        self.app = self._make_app()
        self._address = (host, port)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    # running

    def start(self) -> Sandbox:
        """Bind the port and serve in the background; returns itself. A second start forgets nothing."""
        self._server = Server(*self._address, self.app)
        self._address = (self._address[0], self._server.server_port)  # started again: the same port
        self.callback.open()
        self._thread = threading.Thread(target=self._server.serve_forever, name="sandbox", daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and cut what is open. May be called twice."""
        if self._server is not None:
            self.callback.close()
            self._server.stop()
            self._server = None
        if self._thread is not None:
            self._thread.join()  # it closes the port too; half closed, it could not be taken again
            self._thread = None

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """``http://host:port`` of the phone page; the API is below ``/cgi-bin/``."""
        if self._server is None:
            raise RuntimeError("the sandbox is not running")
        host = "127.0.0.1" if self._address[0] == "0.0.0.0" else self._address[0]
        return f"http://{host}:{self._server.server_port}"

    @property
    def api(self) -> str:
        return self.url + "/cgi-bin/"

    # what members do

    def say(self, userid: str, text: str) -> str | None:
        """Send a text; the words of the passive reply, None if there was none (``problems`` says why)."""
        return self.send_text(userid, text).text

    def say_all(self, pairs: Iterable[tuple[str, str]]) -> list[str | None]:
        """Many texts at the same moment, each on its own connection; replies in the order of the pairs."""
        todo = list(pairs)
        with ThreadPoolExecutor(max_workers=max(1, min(32, len(todo)))) as pool:
            return list(pool.map(lambda pair: self.say(*pair), todo))

    def send_text(self, userid: str, text: str) -> Delivery:
        return self.send_message(userid, "text", {"Content": text}, {"content": text})

    def send_image(self, userid: str, data: bytes, filename: str = "photo.jpg") -> Delivery:
        kept = self._keep("image", filename, data)
        fields = {"PicUrl": f"{self.url}/phone/media/{kept.media_id}", "MediaId": kept.media_id}
        return self.send_message(userid, "image", fields, {"media_id": kept.media_id})

    def send_voice(self, userid: str, data: bytes) -> Delivery:
        """``data`` is AMR-NB, as phones record it."""
        kept = self._keep("voice", "voice.amr", data)
        body = {"media_id": kept.media_id, "seconds": max(1, round(media.amr_seconds(data)))}
        return self.send_message(userid, "voice", {"MediaId": kept.media_id, "Format": "amr"}, body)

    def send_video(self, userid: str, data: bytes) -> Delivery:
        kept = self._keep("video", "video.mp4", data)
        fields = {"MediaId": kept.media_id, "ThumbMediaId": kept.media_id}
        return self.send_message(userid, "video", fields, {"media_id": kept.media_id})

    def send_location(
        self, userid: str, latitude: float, longitude: float, label: str, scale: int = 15
    ) -> Delivery:
        fields = {"Location_X": latitude, "Location_Y": longitude, "Scale": scale, "Label": label}
        body = {"latitude": latitude, "longitude": longitude, "label": label}
        return self.send_message(userid, "location", fields, body)

    def send_link(self, userid: str, title: str, description: str, url: str, picurl: str = "") -> Delivery:
        fields = {"Title": title, "Description": description, "Url": url, "PicUrl": picurl}
        body = {"title": title, "description": description, "url": url, "picurl": picurl}
        return self.send_message(userid, "link", fields, body)

    def send_file(self, userid: str, filename: str, data: bytes) -> Delivery:
        """A ``file`` message: not on the official list, seen in the field (§2.2); do not depend on it."""
        kept = self._keep("file", filename, data)
        body = {"media_id": kept.media_id, "filename": filename, "size": len(data)}
        fields = {"FileName": filename, "MediaId": kept.media_id}
        return self.send_message(userid, "file", fields, body)

    def send_message(self, userid: str, kind: str, fields: Json, body: Json) -> Delivery:
        """Any message type, also unknown ones: ``fields`` are its XML, ``body`` what the phone shows."""
        member = self.company.user(userid)
        userid = member.userid if member else userid
        msgid = self.world.next_msgid()
        message = Message(
            str(msgid), userid, kind, body, self.world.now(), "member", mine=True, state="sending"
        )
        xml = message_xml(self.world, userid, kind, fields, msgid)
        self.world.add(message)
        delivery = self.callback.send(userid, xml)
        with self.world.lock:
            message.state = "sent" if delivery.ok else "failed"
            self.world.touch(userid, message)
        return delivery

    def event(self, name: str, userid: str | None = None, **fields: Any) -> Delivery:
        """An event of §3. A documented one starts from its sample; ``fields`` add to it or replace parts.

        ``userid`` None means the sender of the sample (``sys``, or the first member).
        """
        sender, sample = SAMPLES.get(name, ("user", {}))
        who = userid or (SYS if sender == SYS else self.company.users[0].userid)
        xml = event_xml(self.world, who, name, sample | fields)
        return self.callback.send(who, xml)

    def enter(self, userid: str) -> Delivery | None:
        """The member opens the chat: ``enter_agent`` if the app asked for it."""
        if self.world.agent.get("isreportenter"):
            return self.event("enter_agent", userid)
        return None

    def redeliver(self, delivery: Delivery, userid: str) -> Delivery:
        """Deliver the same message or event again with fresh encryption (a late retry)."""
        return self.callback.send(userid, delivery.xml)

    def tap(
        self,
        userid: str,
        card: Message | str,
        key: str,
        selected: dict[str, str | list[str]] | None = None,
        *,
        force: bool = False,
    ) -> Tap:
        """Tap a button (its key or its words), the submit button or a ⋯ entry of a card.

        ``card``: a message of ``cards``, its msgid or its task_id · ``selected``: option ids by question key,
        the card's defaults when absent · ``force``: tap although the buttons are already replaced.
        Raises LookupError when there is no such card or button, ValueError when it cannot be tapped.
        """
        with self.world.lock:
            message = card if isinstance(card, Message) else self._find_card(userid, card)
            plan = prepare(self.world, message, key, selected, force=force)
            xml = event_xml(self.world, message.userid, plan.event, plan.fields)
            before = message.card.updates if message.card else 0
        delivery = self.callback.send(message.userid, xml, tapped=message)
        state = message.card
        updated = state is not None and state.updates > before
        return Tap(delivery, updated, state.replaced if state else None, delivery.text, plan.code)

    # looking at phones

    def chat(self, userid: str) -> list[Message]:
        """Both sides of the chat, oldest first."""
        return self.world.chat(userid)

    def inbox(self, userid: str) -> list[Message]:
        """What the app wrote to the member (sent and passive), oldest first, without recalled ones."""
        return [one for one in self.chat(userid) if not one.mine and not one.recalled]

    def cards(self, userid: str) -> list[Message]:
        """Template cards; ``.card.card`` is the card as shown, ``.card.replaced`` its grey text."""
        return [one for one in self.inbox(userid) if one.card is not None]

    def schedules(self, userid: str) -> list[Json]:
        """The entries of the member's calendar (日程), in the order of their hours."""
        with self.world.lock:
            found = [one.fields for one in self.world.schedules.values()]
        mine = [one for one in found if any(p["userid"].lower() == userid.lower() for p in one["attendees"])]
        return sorted(mine, key=lambda one: int(one["start_time"]))

    def media(self, media_id: str) -> bytes:
        return self.world.media[media_id].data

    def wait(self, condition: Callable[[], T], timeout_s: float = WAIT_S) -> T:
        """Block until ``condition()`` is truthy and return it. Raises TimeoutError.

        It is asked without any lock held, after every change here and every few milliseconds besides,
        so it may also look at a database or call the API.
        """
        end = time.monotonic() + timeout_s
        while not (found := condition()):
            if time.monotonic() > end:
                raise TimeoutError(f"not within {timeout_s} s; problems: {self.problems[-3:]}")
            with self.world.changed:
                self.world.changed.wait(LOOK_S)
        return found

    def wait_inbox(self, userid: str, count: int = 1, timeout_s: float = WAIT_S) -> list[Message]:
        """Wait until the member's inbox holds at least ``count`` messages."""
        return self.wait(lambda: self.inbox(userid) if len(self.inbox(userid)) >= count else [], timeout_s)

    # the rest

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def limits(self) -> Limits:
        return self.world.limits

    @property
    def calls(self) -> Counter[str]:
        """API calls by endpoint (``"message/send"``), refused ones included."""
        with self.world.lock:
            return Counter(self.world.calls)

    @property
    def problems(self) -> list[str]:
        """What WeCom swallows in silence: dropped messages, replies it would not show, failed callbacks."""
        with self.world.lock:
            return list(self.world.problems)

    @property
    def menu(self) -> Json | None:
        return self.world.menu

    def clear(self) -> None:
        """Empty all chats, counters and problems (tokens, files and cards' codes stay)."""
        with self.world.lock:
            self.world.chats.clear()
            self.world.unread.clear()
            self.world.calls.clear()
            self.world.problems.clear()

    def verify_url(self) -> bool:
        """Check the callback URL as WeCom's console does on saving it (§1)."""
        return self.callback.verify()

    def clock_moved(self) -> None:
        """Tell open phone pages that the time has jumped."""
        self.world.touch("")

    def _keep(self, kind: str, filename: str, data: bytes) -> Any:
        with self.world.lock:
            return media.store(self.world, kind, filename, data)

    def _find_card(self, userid: str, which: str) -> Message:
        for one in reversed(self.cards(userid)):
            if one.card and which in (one.msgid, one.card.task_id):
                return one
        raise LookupError(f"{userid} has no card {which}")

    def _make_app(self) -> Flask:
        app = Flask("sandbox", static_folder=None)
        app.register_blueprint(door.blueprint(self.world))
        app.register_blueprint(login_pages.blueprint(self.world))
        app.register_blueprint(phone.blueprint(self))
        return app
