"""公海: when a customer goes back to the public pool, what holds it, and who may take it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from crm import days
from crm.company import company
from crm.errors import Refused
from crm.ownership.ownership import UNSCOPED, give
from models.customers import Customer, quiet_since
from models.ownership import OwnerChange
from models.trust import PoolRule
from models.work import Task


@dataclass(frozen=True, slots=True)
class Rule:
    """Days without a follow-up, and days without a deal, after which a customer goes back."""

    follow_up: int
    deal: int


RULES: Final[Mapping[str, Rule]] = {
    "A": Rule(30, 365),
    "B": Rule(45, 270),
    "C": Rule(60, 180),
    "D": Rule(90, 180),
}
NO_LEVEL: Final = Rule(60, 180)
WON: Final = ("成交",)  # these stay with their owner
WARNINGS: Final = (7, 2)  # days before
HOUR: Final = time(6)
PROTECTS: Final = 3  # days one tap holds a customer
MOST_PROTECTED: Final = {"rep": 3, "manager": 90, "admin": 365}  # days, by role


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in this company: a rule a level, and one for the rest."""

    levels: Mapping[str, Rule] = field(default_factory=lambda: RULES)
    rest: Rule = NO_LEVEL

    def of(self, level: str | None) -> Rule:
        return self.levels.get(level or "", self.rest)

    def changed(self, level: str | None, **days: int) -> "Rules":
        """The same with other days for one level ("": customers without one), or for all (None)."""
        levels = {
            name: replace(rule, **days) if level in (None, name) else rule
            for name, rule in self.levels.items()
        }
        if level and level not in levels:
            levels[level] = replace(self.rest, **days)
        return Rules(levels, replace(self.rest, **days) if level in (None, "") else self.rest)


def rules(session: Session) -> Rules:
    """As the administrators have set them; where they have not, as they usually are."""
    found = {row.level: Rule(row.follow_up, row.deal) for row in session.scalars(select(PoolRule))}
    return Rules({**RULES, **{k: v for k, v in found.items() if k}}, found.get("", NO_LEVEL))


def set_rules(session: Session, new: Rules, now: datetime) -> None:
    """Write down what differs from what holds."""
    old = rules(session)
    # A row that an undo marked as deleted is taken up again: there is one row a level.
    rows = {
        row.level: row for row in session.scalars(select(PoolRule), execution_options={"everything": True})
    }
    for level, rule in {**new.levels, "": new.rest}.items():
        if old.of(level) == rule and (level in old.levels or not level):
            continue
        if level in rows:
            row = rows[level]
            row.follow_up, row.deal, row.deleted_at = rule.follow_up, rule.deal, None
        else:
            made = PoolRule(level=level, follow_up=rule.follow_up, deal=rule.deal, created_at=now)
            made.source = session.info["set_id"]
            session.add(made)


@dataclass(frozen=True, slots=True)
class Falling:
    """A customer on its way to the pool: on which morning, and why."""

    customer: Customer
    day: date
    why: str
    announced: bool = False

    def left(self, today: date) -> int:
        return (self.day - today).days


def fate(customer: Customer, now: datetime, tz: tzinfo, by: Rules) -> Falling | None:
    """When this customer goes back if nothing happens, warning time included; None for one that stays."""
    if customer.owner_id is None or customer.stage in WON:
        return None
    rule, today = by.of(customer.level), days.today(now, tz)
    held_since = days.today(customer.owner_since or customer.created_at, tz)
    spoken = days.today(customer.last_interaction_at, tz) if customer.last_interaction_at else None
    touched = max(held_since, spoken or held_since)
    by_silence, by_deal = touched + timedelta(rule.follow_up), held_since + timedelta(rule.deal)
    level = f"{customer.level}级" if customer.level in by.levels else "未定级"
    if by_silence <= by_deal:
        day = by_silence
        why = f"{(today - touched).days}天没跟进（{level}满{rule.follow_up}天回公海）"
    else:
        day = by_deal
        why = f"{(today - held_since).days}天没成交（{level}满{rule.deal}天回公海）"
    if customer.protected_until is not None and (held := days.today(customer.protected_until, tz)) > day:
        day, why = held, f"{why}，保护到那天"
    told = days.today(customer.pool_due_at, tz) if customer.pool_due_at else None
    if told is not None and told >= day:
        return Falling(customer, told, why, announced=True)
    return Falling(customer, max(day, _next_run(now, tz) + timedelta(min(WARNINGS))), why)


def _next_run(now: datetime, tz: tzinfo) -> date:
    """The day of the job that could announce it next."""
    today = days.today(now, tz)
    return today if now <= moment_of(today, tz) else today + timedelta(1)


def falling(
    session: Session,
    who: ColumnElement[bool],
    now: datetime,
    tz: tzinfo,
    within: int = max(WARNINGS),
    *,
    lock: bool = False,
    by: Rules | None = None,
) -> list[Falling]:
    """Customers that go back within so many days, the next one first. `who` is about `Customer.owner_id`;
    `by`: rules that do not hold yet, to see what they would do."""
    by = by or rules(session)
    statement = select(Customer).where(Customer.owner_id.is_not(None), who, _near(now, tz, within, by))
    statement = statement.order_by(Customer.id)
    if lock:
        statement = statement.with_for_update()
    last = days.today(now, tz) + timedelta(within)
    found = (fate(customer, now, tz, by) for customer in session.scalars(statement))
    return sorted(
        (one for one in found if one is not None and one.day <= last),
        key=lambda one: (one.day, one.customer.id),
    )


def owners(session: Session, now: datetime, tz: tzinfo) -> list[int]:
    """People with a customer that is near its day."""
    near = _near(now, tz, max(WARNINGS), rules(session))
    statement = select(Customer.owner_id).where(Customer.owner_id.is_not(None), near)
    return [owner for owner in session.scalars(statement.distinct().order_by(Customer.owner_id)) if owner]


def _near(now: datetime, tz: tzinfo, within: int, by: Rules) -> ColumnElement[bool]:
    """What may go back within so many days; `fate` decides."""
    today = days.today(now, tz)
    held = func.coalesce(Customer.owner_since, Customer.created_at)
    spoken = quiet_since()

    def over(rule: Rule) -> ColumnElement[bool]:
        silent = days.ends(today - timedelta(rule.follow_up - within), tz)
        no_deal = days.ends(today - timedelta(rule.deal - within), tz)
        return or_(and_(spoken < silent, held < silent), held < no_deal)

    known = [and_(Customer.level == level, over(rule)) for level, rule in by.levels.items()]
    unknown = or_(Customer.level.is_(None), Customer.level.not_in(list(by.levels)))
    return and_(Customer.stage.not_in(WON), or_(*known, and_(unknown, over(by.rest))))


def moment_of(day: date, tz: tzinfo) -> datetime:
    """When customers of that day go back."""
    return datetime.combine(day, HOUR, tz)


def announce(session: Session, one: Falling, tz: tzinfo) -> None:
    """Note that the owner is told of the day now. No change log: nobody would want to take this back."""
    session.execute(
        update(Customer).where(Customer.id == one.customer.id).values(pool_due_at=moment_of(one.day, tz)),
        execution_options={"synchronize_session": False},
    )


def recycle(session: Session, one: Falling, now: datetime) -> list[Task]:
    """Back to the pool; the tasks that are cancelled with it."""
    return give(session, one.customer, None, "recycle", now)


def protect(customer: Customer, for_days: int, now: datetime, tz: tzinfo, by: Rules) -> date:
    """Hold the customer so many days longer; the first morning on which it may go back."""
    coming = fate(customer, now, tz, by)
    if coming is None:
        raise Refused(f"「{customer.name}」不会掉公海，不用保护。")
    day = max(coming.day, days.today(now, tz)) + timedelta(for_days)
    customer.protected_until = moment_of(day, tz)
    return day


def release(session: Session, customer: Customer, now: datetime) -> list[Task]:
    """By hand. Raises Refused where it is there already."""
    if customer.owner_id is None:
        raise Refused(f"「{customer.name}」已经在公海里了。")
    return give(session, customer, None, "release", now)


def claim(session: Session, customer: Customer, user_id: int, now: datetime, tz: tzinfo) -> int:
    """Take a customer out of the pool; how many more this person may take today. Raises Refused."""
    _must_be_free(session, customer, user_id)
    _must_have_waited(session, customer, user_id, now, tz)
    taken, quota = claimed_today(session, user_id, now, tz), company.value(session, "claims_day")
    if taken >= quota:
        raise Refused(f"今天已经领了{taken}个客户，到上限了，明天再领。")
    give(session, customer, user_id, "claim", now)
    return quota - taken - 1


def _must_be_free(session: Session, customer: Customer, user_id: int) -> None:
    # Two may reach for one customer at once: the second waits here and then sees whose it is.
    locked = select(Customer.owner_id).where(Customer.id == customer.id).with_for_update()
    owner_id = session.scalar(locked, execution_options=UNSCOPED)
    if owner_id == user_id:
        raise Refused(f"「{customer.name}」本来就是你的客户。")
    if owner_id is not None:
        raise Refused(f"「{customer.name}」不在公海里，已经有负责人了。")


def _must_have_waited(session: Session, customer: Customer, user_id: int, now: datetime, tz: tzinfo) -> None:
    last = session.scalar(
        select(OwnerChange)
        .where(OwnerChange.customer_id == customer.id)
        .order_by(OwnerChange.id.desc())
        .limit(1),
        execution_options=UNSCOPED,
    )
    if last is None or last.from_user_id != user_id or last.reason not in ("release", "recycle"):
        return
    waits = company.value(session, "claim_waits")
    free = days.today(last.at, tz) + timedelta(waits)
    if free > days.today(now, tz):
        raise Refused(
            f"「{customer.name}」刚从你名下回到公海，{free.month}月{free.day}日起你才能再领"
            f"（原负责人等{waits}天），同事现在就可以领。"
        )


def claimed_today(session: Session, user_id: int, now: datetime, tz: tzinfo) -> int:
    """Claims of this person today; those taken back do not count."""
    mine = (OwnerChange.to_user_id == user_id, OwnerChange.reason == "claim")
    today = days.within(OwnerChange.at, days.today(now, tz), tz)
    return (
        session.scalar(select(func.count(OwnerChange.id)).where(*mine, today), execution_options=UNSCOPED)
        or 0
    )
