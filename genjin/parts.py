"""The one place where the parts are put together, for the demo, the servers, the jobs and the tests alike."""

import threading
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, Flask
from redis import Redis
from sqlalchemy.orm import Session

from bot import contacts
from bot.app import Check, Deps, create_app
from bot.callback import Door
from bot.client import WeComClient
from bot.crypto import CallbackCrypto
from bot.delivery import DeliveryResult, deliver_once, overdue
from bot.errors import GiveUp, NotTrusted, WeComError
from bot.incoming import ContactChange, ExternalContactChange, Incoming, Unsubscribe
from bot.limits import MemoryLimits, RedisLimits, SendLimits
from bot.metrics import Metrics
from bot.oauth import INSIDE, OUTSIDE, USERID, MemoryOnce, RedisOnce, WebLogin, login_pages
from bot.redis_link import connect
from bot.road import answering
from bot.tokens import MemoryTokenStore, RedisTokenStore, TokenStore
from crm.customers import friends
from crm.customers.friends import Friend
from crm.files import MOST_BYTES, Fetched, MediaGone, MediaLater
from crm.links import Links
from crm.overview import briefs
from crm.people import manners
from crm.tasks import appointments
from genjin.clock import Clock
from genjin.inline import may_wait
from genjin.settings import WECOM, Settings
from handlers.context import Said
from handlers.entry import Entrance, Message
from handlers.faults import where
from models import migrate
from models.books import Followers
from models.database import Database
from models.scope import SYSTEM
from models.work import Task
from scheduler import errands
from scheduler.app import JobApp, Result
from scheduler.clockwork import Clockwork
from scheduler.jobs import run_job
from scheduler.wake import Wake, wake_for
from web import create_desk, create_pages

LOGGED_IN = timedelta(hours=12)
MOST_ROUNDS = 1000  # of one delivery run; each takes a batch
log = structlog.get_logger("parts")


def followers(settings: Settings) -> Followers:
    """What goes along with records that are written."""
    calendar = appointments.follower(lambda: settings.wecom_calendar)
    return {Task: [briefs.follower(lambda: settings.tz), calendar]}


@dataclass
class Parts:
    """Everything one process is made of; each part is built when it is first used."""

    settings: Settings
    clock: Clock
    listens: bool = False  # delivery runs here, so wake-ups of other processes matter
    _syncing: threading.Lock = field(default_factory=threading.Lock)
    _syncs: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(2))  # one runs, one waits

    @property
    def tz(self) -> tzinfo:
        return self.settings.tz

    @cached_property
    def database(self) -> Database:
        following = followers(self.settings)
        return Database(self.settings.database_url, self.settings.web_threads + 8, following)

    @cached_property
    def redis(self) -> Redis | None:
        return connect(self.settings.redis_url) if self.settings.redis_url else None

    @cached_property
    def client(self) -> WeComClient:
        s = self.settings
        app = f"{s.wecom_corp_id}:{s.wecom_agent_id}"
        store: TokenStore = RedisTokenStore(self.redis, app) if self.redis else MemoryTokenStore()
        secret = s.wecom_secret.get_secret_value()
        return WeComClient(
            s.wecom_corp_id, s.wecom_agent_id, secret, store, self.clock.timestamp, s.wecom_api_base
        )

    @cached_property
    def limits(self) -> SendLimits:
        s = self.settings
        return (
            RedisLimits(self.redis, f"{s.wecom_corp_id}:{s.wecom_agent_id}") if self.redis else MemoryLimits()
        )

    @cached_property
    def links(self) -> Links:
        secret = self.settings.secret_key.get_secret_value()
        return Links(lambda: self.settings.public_url, secret)

    @cached_property
    def entrance(self) -> Entrance:
        return Entrance(self.database, self.tz, self.introduce, self.links, self.wake.ring)

    @cached_property
    def wake(self) -> Wake:
        return wake_for(self.redis, listen=self.listens)

    @cached_property
    def metrics(self) -> Metrics:
        return Metrics()

    @cached_property
    def jobs(self) -> JobApp:
        return JobApp(
            self.database,
            self.tz,
            self.links,
            sync_contacts=self.sync_contacts,
            deliver=lambda moment: asdict(self.deliver()),
            wake=self.wake.ring,
            now=self.clock.now,
            fetch=self.fetch,
            friend=self.friend,
        )

    @cached_property
    def clockwork(self) -> Clockwork:
        return Clockwork(self.jobs, self.clock)

    def run_job(self, name: str, moment: datetime) -> Result:
        """Run one job once as if it were `moment`."""
        return run_job(self.jobs, name, moment)

    def introduce(self, userid: str, now: datetime) -> None:
        """Make a user of somebody who wrote for the first time. Asks WeCom, so never on the event loop."""
        may_wait()
        contacts.introduce(self.database, self.client, userid, self.settings.wecom_admins, now)

    def sync_contacts(self, now: datetime) -> dict[str, int]:
        return contacts.sync(self.database, self.client, self.settings.wecom_admins, now)

    def friend(self, external_userid: str) -> Friend:
        """Who a customer in WeChat is; empty where WeCom does not tell."""
        try:
            got = self.client.get("externalcontact/get", {"external_userid": external_userid})
        except WeComError:
            return Friend()
        one = got.get("external_contact", {})
        return Friend(str(one.get("name") or ""), str(one.get("corp_name") or ""))

    def fetch(self, media_id: str) -> Fetched:
        """What a person sent. Raises MediaGone or MediaLater."""
        try:
            got = self.client.download_media(media_id, MOST_BYTES)
        except NotTrusted as error:  # until an administrator has changed something
            raise MediaLater from error
        except GiveUp as error:
            raise MediaGone from error
        except WeComError as error:
            raise MediaLater from error
        return Fetched(got.file_name, got.content_type, got.data)

    def run_errands(self) -> Result:
        """What is too long for an answer and due now."""
        return errands.run(self.jobs, self.clock.now())

    def deliver(self) -> DeliveryResult:
        """Send what waits, until nothing is due."""
        total = DeliveryResult()
        for _ in range(MOST_ROUNDS):
            one = deliver_once(
                self.database,
                self.client,
                self.limits,
                self.clock.now(),
                home=self.settings.public_url,
                resting=self._resting,
            )
            total.sent += one.sent
            total.retried += one.retried
            total.failed += one.failed
            total.dropped += one.dropped
            total.limited += one.limited
            total.alarms += one.alarms
            if not one.more:
                break
        self.metrics.delivery(total)
        return total

    def _overdue(self) -> int:
        now = self.clock.now()
        with self.database.read(SYSTEM, now) as session:
            return overdue(session, now)

    def _resting(self, session: Session, user_ids: Collection[int], now: datetime) -> Mapping[int, datetime]:
        return manners.held(session, user_ids, now, self.tz)

    @cached_property
    def deps(self) -> Deps:
        """What the web application is made of."""
        s = self.settings
        crypto = CallbackCrypto(
            s.wecom_token.get_secret_value(), s.wecom_aes_key.get_secret_value(), s.wecom_corp_id
        )
        answer = answering(self.entrance, self.clock.now, self.about_company)
        checks = {
            "database": Check(self._database_answers),
            "migrations": Check(self._schema_is_new),
            "token": Check(self.client.ready, required=False),
        }
        if self.redis is not None:
            checks["redis"] = Check(self._redis_answers, required=False)
        pages = create_pages(self.database, self.links, self.clock.now, self.tz, self.say)
        door = Door(crypto, s.wecom_corp_id, answer, self.clock.now)
        desk = create_desk(self.database, self.links, self.clock.now, USERID)
        blueprints = [pages, desk, self._login()]
        secret = s.secret_key.get_secret_value()
        return Deps(door, checks, self.metrics, self._overdue, blueprints, secret)

    def web(self) -> Flask:
        """The web application: callback, pages, health and metrics."""
        app = create_app(self.deps)
        app.config.update(
            SESSION_COOKIE_SECURE=self.settings.public_url.startswith("https://"),
            SESSION_COOKIE_SAMESITE="Lax",
            PERMANENT_SESSION_LIFETIME=LOGGED_IN,
        )
        return app

    def _login(self) -> Blueprint:
        """`/login`: WeCom says who has the browser. The sandbox's addresses where its API is used."""
        s = self.settings
        secret = s.secret_key.get_secret_value()
        once = RedisOnce(self.redis) if self.redis else MemoryOnce()
        asked = {}
        if s.wecom_api_base != WECOM:
            root = s.wecom_api_base.rstrip("/").removesuffix("/cgi-bin")
            asked = {"inside": root + urlsplit(INSIDE).path, "outside": root + urlsplit(OUTSIDE).path}
        login = WebLogin(self.client.oauth_user, s.wecom_corp_id, s.wecom_agent_id, secret, once, **asked)
        return login_pages(login, lambda: s.public_url, self.clock.now)

    def say(self, userid: str, key: str, words: str) -> str:
        """The backup entry: the same words through the same door as the chat's."""
        return self.entrance.take(Message(key, userid, Said(words)), self.clock.now()).text or ""

    def about_company(self, came: Incoming) -> None:
        """Members changed: read them anew, but not while WeCom waits for the answer to its callback.

        A customer in WeChat who removed a member is noted for that member. The rest concerns nobody yet.
        """
        if isinstance(came, ExternalContactChange) and came.change == "del_follow_user":
            now = self.clock.now()
            with self.database.system(now, came.key) as session:
                friends.removed(session, came.member, came.external_userid, came.key, now)
        if isinstance(came, ContactChange | Unsubscribe):
            threading.Thread(target=self._sync_now, name="sync-contacts", daemon=True).start()

    def _sync_now(self) -> None:
        if not self._syncs.acquire(blocking=False):
            return  # one waits that has not begun to read: it will see this change too
        try:
            with self._syncing:
                self.sync_contacts(self.clock.now())
        except Exception as error:
            log.warning("members could not be read", error=where(error))
        finally:
            self._syncs.release()

    def _database_answers(self) -> None:
        with self.database.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    def _schema_is_new(self) -> None:
        if migrate.current(self.database) != migrate.newest():
            raise RuntimeError("the schema is not the newest: genjin migrate")

    def _redis_answers(self) -> None:
        assert self.redis is not None
        self.redis.ping()
