"""6:00: announce what will go back to the public pool, and let go what was announced and nobody held.

Nothing goes back that its owner was not told of two days before: after an outage, or on the first day, the
warning comes first. One owner's customers are one transaction, so a bad record stops nobody else's.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from crm import days
from crm.company import company
from crm.ownership import pool
from crm.tasks import due
from models.customers import Customer
from models.outbox import Message, queue
from models.scope import SYSTEM
from scheduler import pool_cards
from scheduler.app import JobApp, Result
from scheduler.failures import Failures

READ_AT = time(8, 30)  # nobody's phone rings at six
KEEPS = timedelta(hours=36)


def run(app: JobApp, moment: datetime) -> Result:
    """Every owner with a customer near its day."""
    count = Counter(warned=0, recycled=0, queued=0)
    failures = Failures("recycle-pool")
    with app.db.read(SYSTEM, moment) as session:
        owners = pool.owners(session, moment, app.tz)
    for owner_id in owners:
        try:
            with app.db.system(moment, f"job:recycle-pool:{moment.isoformat()}") as session:
                made = _owner(session, app, owner_id, moment)
        except Exception as error:
            failures.note(f"user:{owner_id}", error)
        else:
            count.update(made)
    return dict(count) | failures.result()


def _owner(session: Session, app: JobApp, owner_id: int, moment: datetime) -> Counter[str]:
    today = days.today(moment, app.tz)
    six = pool.moment_of(today, app.tz)  # started late it decides as it would have
    coming = pool.falling(session, Customer.owner_id == owner_id, six, app.tz, lock=True)
    gone = [one for one in coming if one.left(today) <= 0]
    cancelled = sum(len(pool.recycle(session, one, moment)) for one in gone)
    warned: defaultdict[date, list[pool.Falling]] = defaultdict(list)
    far, near = pool.WARNINGS
    for one in coming:
        if 0 < one.left(today) <= near and not one.announced:
            pool.announce(session, one, app.tz)
            warned[one.day].append(one)
        elif one.left(today) == far:
            warned[one.day].append(one)
    count = Counter(warned=sum(map(len, warned.values())), recycled=len(gone), queued=0)
    if owner_id not in due.reachable(session, [owner_id]):
        return count
    for day, found in warned.items():
        card = pool_cards.warning(found, day, today)
        count["queued"] += _queue(session, app, f"pool:{owner_id}:{today}:{day}", owner_id, card, moment)
    if gone:
        text = pool_cards.gone(gone, cancelled, company.value(session, "claim_waits"))
        count["queued"] += _queue(session, app, f"pool:gone:{owner_id}:{today}", owner_id, text, moment)
    return count


def _queue(
    session: Session, app: JobApp, key: str, owner_id: int, message: Message, moment: datetime
) -> bool:
    readable = max(moment, datetime.combine(days.today(moment, app.tz), READ_AT, app.tz))
    return queue(session, key, owner_id, message, moment, not_before=readable, keeps=KEEPS)
