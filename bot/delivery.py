"""Sends what waits in the outbox. At least once from here, exactly once for the person.

One round: take rows that are due, at most one a person, and commit that they are being sent; send them;
commit what became of each. A process that dies in between leaves rows whose lease runs out: they are taken
again, and WeCom's duplicate check keeps the person from seeing them twice. The caller owns the loop and the
clock.
"""

import time
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session

from bot.client import WeComClient
from bot.errors import NO_RECEIVER_CODES, GiveUp, NotTrusted, RetryLater, TokenRefused, WeComError
from bot.limits import SendLimits
from bot.sending import Cargo, Done, send
from crm.people import held
from crm.tasks import appointments
from models.database import Database
from models.people import User
from models.platform import Outbox

BATCH = 64
SENDERS = 8  # threads; rows of one round are for different people, so their order does not matter
LEASE = timedelta(minutes=3)
STOP_AFTER_S = 60.0  # no new attempt later than this in a round: all must end well within the lease
PAUSES_S = (5, 15, 45, 120, 300)
MOST_TRIES = (
    580  # with these pauses two days; by the clock, what waited over a holiday would have no second try
)

Resting = Callable[[Session, Collection[int], datetime], Mapping[int, datetime]]
"""Who of these people is not to be disturbed now, and until when."""

log = structlog.get_logger("delivery")


def nobody_rests(_session: Session, _user_ids: Collection[int], _now: datetime) -> Mapping[int, datetime]:
    return {}


@dataclass(slots=True)
class DeliveryResult:
    """What one round did. `more`: call again at once. `alarms`: what an administrator must mend."""

    sent: int = 0
    retried: int = 0
    failed: int = 0
    dropped: int = 0
    limited: int = 0
    more: bool = False
    alarms: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sent or self.retried or self.failed or self.dropped or self.limited)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one row: exactly one of done, error, or neither when it was not tried after all."""

    cargo: Cargo
    done: Done | None = None
    error: Exception | None = None


def deliver_once(
    database: Database,
    client: WeComClient,
    limits: SendLimits,
    now: datetime,
    *,
    home: str,
    batch: int = BATCH,
    senders: int = SENDERS,
    resting: Resting = nobody_rests,
) -> DeliveryResult:
    """One round. `home` is the page that cards without one of their own open.

    Never raises for what WeCom answers; errors of the database pass through.
    """
    result = DeliveryResult()
    with database.system(now, "delivery") as session:
        result.dropped += _drop_expired(session, now)
        cargos = _take(session, limits, now, batch, result, resting)
    attempts = _try_all(database, client, cargos, now, home, senders)
    if attempts:
        with database.system(now, "delivery") as session:
            _settle_all(session, attempts, now, result)
    if any(_halts(attempt.error) for attempt in attempts if attempt.cargo.kind != "schedule"):
        result.more = False
    return result


def _drop_expired(session: Session, now: datetime) -> int:
    """What is no longer worth saying, unless somebody is just saying it."""
    dropped = session.execute(
        update(Outbox)
        .where(
            Outbox.status.in_(("waiting", "sending")),
            Outbox.next_try_at <= now,
            Outbox.expires_at <= now,
        )
        .values(status="dropped", error="too late to be of use", blob=None)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(dropped, "rowcount", 0))


def _take(
    session: Session,
    limits: SendLimits,
    now: datetime,
    batch: int,
    result: DeliveryResult,
    resting: Resting,
) -> list[Cargo]:
    """Rows to send now, marked as being sent. A person's rows go one after the other, oldest first."""
    cargos: list[Cargo] = []
    due = _due(session, now, batch)
    result.more = bool(due)
    patient = {row.user_id for row, _, _ in due if held.waits(row)}
    until = resting(session, patient, now) if patient else {}
    for row, userid, status in due:
        calendar = row.kind == "schedule"  # concerns no chat: neither the person's limit nor their state
        if status != "active" and not calendar:
            _close(row, "dropped", f"the receiver is {status}")
            result.dropped += 1
            continue
        if row.user_id in until and held.waits(row):
            held.hold(session, row.user_id, now, until[row.user_id])
            continue
        if held.was_held(row) and held.gather(session, row.user_id, now):
            continue  # the next round sends the digest instead
        if held.is_late(row, now) and held.gather_late(session, row.user_id, now):
            continue
        # Changing a card is not a message: it does not count towards the person's limit.
        wait = None if row.kind == "update" or calendar else limits.take(userid, now)
        if wait is not None and wait.everyone:
            result.limited += 1
            result.more = False
            break
        if wait is not None:
            result.limited += 1
            row.next_try_at = now + timedelta(seconds=wait.seconds)
            continue
        row.status = "sending"
        row.attempts += 1
        row.next_try_at = now + LEASE
        cargos.append(_cargo(session, row, userid, now))
    session.flush()
    return cargos


def _due(session: Session, now: datetime, batch: int) -> Sequence[tuple[Outbox, str, str]]:
    """The oldest unfinished row of each person, where it is due. Rivals skip what is locked here.

    A row waiting for its second try holds back what came after it; one put off to a later moment does not.
    The calendar is a lane of its own: trouble with it holds back no message.
    """
    lane = case((Outbox.kind == "schedule", 1), else_=0)
    unfinished = Outbox.status.in_(("waiting", "sending"))
    heads = (
        select(func.min(Outbox.id))
        .where(unfinished, or_(Outbox.next_try_at <= now, Outbox.attempts > 0))
        .group_by(Outbox.user_id, lane)
    )
    found = session.execute(
        select(Outbox, User.userid, User.status)
        .join(User, User.id == Outbox.user_id)
        .where(Outbox.id.in_(heads), unfinished, Outbox.next_try_at <= now)
        .order_by(Outbox.id)
        .limit(batch)
        .with_for_update(of=Outbox, skip_locked=True)
    )
    return [(row, userid, status) for row, userid, status in found]


def _cargo(session: Session, row: Outbox, userid: str, now: datetime) -> Cargo:
    payload = dict(row.payload)
    code = row.response_code
    if row.kind == "update":
        code = session.scalar(select(Outbox.response_code).where(Outbox.task_id == payload.get("task_id")))
    if row.kind == "schedule":
        payload |= appointments.wanted(session, payload["task"], now)
    return Cargo(
        id=row.id,
        kind=row.kind,
        userid=userid,
        payload=payload,
        task_id=row.task_id or "",
        attempt=row.attempts,
        created_at=row.created_at,
        response_code=code or "",
        blob=row.blob if row.kind in ("picture", "file") else None,
    )


def _try_all(
    database: Database,
    client: WeComClient,
    cargos: Sequence[Cargo],
    now: datetime,
    home: str,
    senders: int,
) -> list[Attempt]:
    """Each cargo tried once, several at a time; after trouble that concerns all of them the rest is left."""
    if not cargos:
        return []
    began = time.monotonic()
    halted: list[Exception] = []

    def keep_media(cargo: Cargo, media_id: str) -> None:
        """A second upload would be another content to the duplicate check, so the first is noted at once."""
        with database.system(now, "delivery") as session:
            session.execute(
                update(Outbox)
                .where(Outbox.id == cargo.id)
                .values(payload={**cargo.payload, "media_id": media_id})
                .execution_options(synchronize_session=False)
            )

    def attempt(cargo: Cargo) -> Attempt:
        if halted or time.monotonic() - began > STOP_AFTER_S:
            return Attempt(cargo)
        try:
            return Attempt(cargo, done=send(client, cargo, home, keep_media))
        except Exception as error:  # one bad row must not stop the others, nor spin the loop
            if _halts(error) and cargo.kind != "schedule":
                halted.append(error)
            return Attempt(cargo, error=error)

    if senders == 1 or len(cargos) == 1:
        return [attempt(cargo) for cargo in cargos]
    with ThreadPoolExecutor(min(senders, len(cargos)), thread_name_prefix="delivery") as pool:
        return list(pool.map(attempt, cargos))


def _halts(error: Exception | None) -> bool:
    """Trouble that the next row would meet as well: no token, no connection, over the limit of all calls."""
    if isinstance(error, RetryLater):
        return error.code is None or error.code == 45009
    return isinstance(error, (TokenRefused, NotTrusted))


def _settle_all(session: Session, attempts: Sequence[Attempt], now: datetime, result: DeliveryResult) -> None:
    """Write down what became of each row, unless its lease ran out and somebody else has it now."""
    ids = [attempt.cargo.id for attempt in attempts]
    found = session.scalars(
        select(Outbox).where(Outbox.id.in_(ids), Outbox.status == "sending").with_for_update()
    )
    rows = {row.id: row for row in found}
    for attempt in attempts:
        row = rows.get(attempt.cargo.id)
        if row is not None and row.attempts == attempt.cargo.attempt:
            _settle(session, row, attempt, now, result)
    session.flush()


def _settle(session: Session, row: Outbox, attempt: Attempt, now: datetime, result: DeliveryResult) -> None:
    error = attempt.error
    if attempt.done is not None:
        _settle_done(session, row, attempt.cargo, attempt.done, now, result)
    elif error is None:
        row.status, row.attempts, row.next_try_at = "waiting", row.attempts - 1, now
    elif isinstance(error, (RetryLater, TokenRefused)) and row.attempts < MOST_TRIES:
        _later(row, error, now, result)
    else:
        _give_up(row, error, result)
    if isinstance(error, (TokenRefused, NotTrusted)) and str(error) not in result.alarms:
        result.alarms.append(str(error))
        log.error("wecom refuses us", code=error.code, reason=error.reason)


def _settle_done(
    session: Session, row: Outbox, cargo: Cargo, done: Done, now: datetime, result: DeliveryResult
) -> None:
    if cargo.userid in done.invalid:
        _close(row, "failed", "WeCom does not reach this person: outside the visible range, or no licence")
        result.failed += 1
        return
    row.status, row.error, row.sent_at, row.blob = "sent", None, now, None
    row.msgid, row.response_code = done.msgid or None, done.response_code or None
    result.sent += 1
    if cargo.kind == "schedule":
        appointments.put(session, cargo.payload["task"], done.msgid or None)
    if cargo.kind == "update":  # each code pays for one change
        session.execute(
            update(Outbox)
            .where(
                Outbox.task_id == cargo.payload.get("task_id"), Outbox.response_code == cargo.response_code
            )
            .values(response_code=None)
            .execution_options(synchronize_session=False)
        )


def _later(row: Outbox, error: RetryLater | TokenRefused, now: datetime, result: DeliveryResult) -> None:
    pause_s = float(PAUSES_S[min(row.attempts, len(PAUSES_S)) - 1])
    if isinstance(error, RetryLater):
        pause_s = max(pause_s, error.retry_after_s)
    row.status, row.error, row.next_try_at = "waiting", str(error)[:255], now + timedelta(seconds=pause_s)
    result.retried += 1
    log.warning("will try again", outbox=row.id, attempt=row.attempts, pause_s=pause_s, error=str(error))


def _give_up(row: Outbox, error: Exception, result: DeliveryResult) -> None:
    code = error.code if isinstance(error, WeComError) else None
    if isinstance(error, GiveUp) and code in NO_RECEIVER_CODES:
        reason = f"{code}: WeCom does not reach this person"
    elif isinstance(error, WeComError):
        reason = str(error)
    else:
        reason = type(error).__name__
        # Where, but not the text of the exception: it could quote the message.
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error(
            "a message cannot be built", outbox=row.id, kind=row.kind, at=f"{place.filename}:{place.lineno}"
        )
    _close(row, "failed", reason)
    result.failed += 1
    log.warning("given up", outbox=row.id, attempt=row.attempts, error=reason)


def _close(row: Outbox, status: str, reason: str) -> None:
    row.status, row.error, row.blob = status, reason[:255], None


def overdue(session: Session, now: datetime) -> int:
    """How many rows are due and not sent, for metrics."""
    due = (Outbox.status.in_(("waiting", "sending")), Outbox.next_try_at <= now)
    return session.scalar(select(func.count()).select_from(Outbox).where(*due)) or 0
