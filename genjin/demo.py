"""`genjin demo`: an offline WeCom with a phone in the browser and the whole bot behind it, in one process."""

import signal
import threading
from datetime import datetime
from pathlib import Path

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from bot import menu
from bot.schedules import create_calendar
from genjin import sample
from genjin.clock import Clock
from genjin.parts import Parts
from genjin.settings import made
from genjin.work import Workers
from handlers.start import ready
from models import migrate
from sandbox import Sandbox

DATABASE = Path("var/demo.db")


class _KeepAlive(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """The demo's terminal is for its address."""


def run(host: str, port: int, *, empty: bool, keep: bool) -> None:
    """Serve until Ctrl-C."""
    parts = prepare(host, port, empty=empty, keep=keep)
    try:
        box = _sandbox(parts, host, port)
    except OSError as error:
        raise click.ClickException(
            f"端口 {port} 用不了（{error.strerror}），换一个：genjin demo --port 8080"
        ) from error
    server = make_server(host, 0, parts.web(), threaded=True, request_handler=_KeepAlive)
    threading.Thread(target=server.serve_forever, name="web", daemon=True).start()
    address = f"http://{host}:{server.server_port}"
    parts.settings.public_url = address
    box.company.callback_url = f"{address}/wecom/callback"
    parts.settings.wecom_api_base = box.api
    parts.sync_contacts(parts.clock.now())
    parts.settings.wecom_calendar = create_calendar(parts.client, "跟进")
    if not empty:
        sample.fill(parts.database, parts.clock.now(), parts.tz)
    menu.install(parts.client)
    workers = Workers(parts).start()
    threading.Thread(
        target=ready, args=(parts.clock.now().astimezone(parts.tz),), name="ready", daemon=True
    ).start()
    click.echo(f"跟进 demo：手机页面 {box.url}   机器人 {address}   （Ctrl-C 结束）")
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    stop.wait()
    workers.stop()
    server.shutdown()
    box.stop()


def prepare(host: str, port: int, *, empty: bool, keep: bool) -> Parts:
    """The demo's own settings and database: it never touches yours."""
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    if not keep:
        for leftover in DATABASE.parent.glob(DATABASE.name + "*"):
            leftover.unlink()
    company = sample.company()
    settings = made(
        wecom_corp_id=company.corp_id,
        wecom_agent_id=company.agent_id,
        wecom_secret=company.secret,
        wecom_token=company.token,
        wecom_aes_key=company.aes_key,
        wecom_api_base=f"http://{host}:{port}/cgi-bin/",
        wecom_admins=sample.ADMIN,
        database_url=f"sqlite:///{DATABASE}",
        redis_url="",
        secret_key=sample.SECRET_KEY,
    )
    parts = Parts(settings, Clock(), listens=True)
    migrate.upgrade(parts.database)
    return parts


def _sandbox(parts: Parts, host: str, port: int) -> Sandbox:
    def moved(target: datetime) -> None:
        """The clock control of the phone page: what falls due on the way happens now."""
        parts.clockwork.move_to(target)
        box.clock_moved()

    box = Sandbox(
        sample.company(),
        clock=lambda: parts.clock.now().astimezone(parts.tz),
        host=host,
        port=port,
        on_clock_move=moved,
    )
    return box.start()
