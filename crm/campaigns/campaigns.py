"""营销活动: an audience, a counted task for each rep with his own customers of it, and what came of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from crm import days, money
from crm.company import vocabulary
from crm.company.vocabulary import Words
from crm.customers import search as customer_search
from crm.customers.search import Conditions
from crm.errors import Refused
from crm.people.team import of_team
from crm.tasks import counted, tasks
from models.campaigns import Campaign, CampaignTarget
from models.customers import Contact, Customer
from models.deals import Opportunity
from models.loading import columns, records
from models.people import User
from models.prepared import Prepared
from models.scope import Form, Scope, owned
from models.selling import STANDING, Order
from models.work import Interaction, Task
from zh.text import normal

MOST: Final = 2000  # customers of one campaign: one message writes all of them
USUAL_TIME: Final = timedelta(days=7)  # for the reps, where no later day was said
KIND: Final = "campaign"


def segment(wanted: Conditions) -> str:
    """Whom it is for, in words."""
    return "全部客户" if wanted == customer_search.ANY else customer_search.in_words(wanted)


@dataclass(frozen=True, slots=True)
class Share:
    """One rep's part of an audience."""

    user: User
    customers: int


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a campaign would reach: within the team of the session's scope, by their owners."""

    shares: tuple[Share, ...]

    @property
    def customers(self) -> int:
        return sum(share.customers for share in self.shares)


def audience(session: Session, wanted: Conditions, now: datetime, words: Words) -> Audience:
    """Those who meet the conditions and have an owner who works here, the largest part first."""
    many = func.count(Customer.id)
    rows = session.execute(
        select(User, many)
        .join(Customer, Customer.owner_id == User.id)
        .where(*_reached(session, wanted, now, words))
        .group_by(User.id)
        .order_by(many.desc(), User.id)
    )
    return Audience(tuple(Share(user, count) for user, count in rows))


def _reached(session: Session, wanted: Conditions, now: datetime, words: Words) -> list[Any]:
    """Criteria of customers and their owners: my own people's, not all that I may see."""
    mine = of_team(Customer.owner_id, session.info["scope"])
    return [*customer_search.criteria(wanted, now, words), mine, User.status == "active"]


def create(
    session: Session,
    creator: User,
    title: str,
    wanted: Conditions,
    message: str,
    starts_on: date | None,
    now: datetime,
    tz: tzinfo,
    words: Words,
) -> tuple[Campaign, list[tuple[User, Task]]]:
    """The campaign with its customers, and for each rep the task that counts itself. Raises Refused."""
    rows = session.execute(
        select(Customer.id, User)
        .join(User, User.id == Customer.owner_id)
        .where(*_reached(session, wanted, now, words))
        .order_by(Customer.id)
        .limit(MOST + 1)
    ).all()
    if len(rows) > MOST:
        raise Refused(f"超过{MOST}家了，一次发不了这么多。分几次建，比如按区域或级别分开。")
    made = Campaign(
        title=title[:128],
        segment=segment(wanted)[:255],
        conditions=customer_search.to_json(wanted),
        message=message or None,
        starts_on=starts_on or days.today(now, tz),
        creator_id=creator.id,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(made)
    session.flush()
    session.add_all(
        CampaignTarget(
            campaign_id=made.id, customer_id=id_, user_id=user.id, created_at=now, source=made.source
        )
        for id_, user in rows
    )
    parts = Counter(user for _, user in rows)
    given = [(user, _task(session, made, creator.id, user, many, now, tz)) for user, many in parts.items()]
    session.flush()
    return made, given


def _task(
    session: Session, campaign: Campaign, by: int, user: User, many: int, now: datetime, tz: tzinfo
) -> Task:
    """联系12家: done by itself when each of them was spoken to."""
    due = tasks.Due.on(until(campaign.starts_on, now, tz), tz)
    title = f"活动「{campaign.title}」：联系{many}家客户"
    task = tasks.create(session, by, title, due, now, tz, assignee_id=user.id, kind=KIND)
    task.campaign_id = campaign.id
    counted.begin(task, user, many, "campaign", now)
    return task


def until(starts_on: date | None, now: datetime, tz: tzinfo) -> date:
    """By when reps are to have spoken to their customers: the day of the activity, or a week."""
    today = days.today(now, tz)
    return starts_on if starts_on is not None and starts_on > today else today + USUAL_TIME


def visible(session: Session) -> list[Campaign]:
    """Campaigns that are one's own or have customers of one's people, the newest first."""
    scope: Scope = session.info["scope"]
    return records(session, Campaign, _visible(scope.form), {"me": scope.user_id or 0})


@cache
def _visible(form: Form) -> Prepared:
    kind, paths, _ = form
    reached = select(CampaignTarget.campaign_id).where(owned(CampaignTarget.user_id, kind, paths))
    mine = or_(Campaign.creator_id == bindparam("me"), Campaign.id.in_(reached))
    wanted = select(*columns(Campaign)) if kind == "all" else select(*columns(Campaign)).where(mine)
    return Prepared(wanted.order_by(Campaign.id.desc()).limit(100), scope=True)


def called(found: Sequence[Campaign], said: str) -> list[Campaign]:
    """Those of them that these words name: in full, or in part."""
    wanted = _bare(said)
    exact = [one for one in found if _bare(one.title) == wanted]
    return exact or [one for one in found if vocabulary.is_called(_bare(one.title), wanted)]


def any_called(words: Words, said: str) -> bool:
    """Whether `called` can find one at all."""
    return vocabulary.any_called(words, "campaigns", said, _bare)


def _bare(title: str) -> str:
    return normal(title).replace(" ", "").removesuffix("活动")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one rep's part since the campaign began. `amount` in yuan."""

    name: str
    targets: int
    contacted: int = 0
    visited: int = 0
    deals: int = 0
    ordered: int = 0
    amount: Decimal = money.ZERO
    replied: int = 0


ANSWERED: Final = ("回复", "回了", "回我", "回信", "说", "兴趣", "想要", "答应", "同意", "考虑", "约了")
SILENT: Final = ("没回", "没有回", "未回", "不回", "没接", "没反应", "没人")


def _answered() -> Any:
    """Whether a follow-up tells that the customer answered: nobody marks it, so the words have to say it."""
    words = Interaction.content
    return or_(*map(words.contains, ANSWERED)) & ~or_(*map(words.contains, SILENT))


def outcomes(session: Session, campaign: Campaign, tz: tzinfo) -> list[Outcome]:
    """By rep, whoever had the customer when it began; of customers within sight. Four statements."""
    of = (CampaignTarget.campaign_id == campaign.id, of_team(CampaignTarget.user_id, session.info["scope"]))
    who, whom = CampaignTarget.user_id, CampaignTarget.customer_id
    since, first = campaign.created_at, days.today(campaign.created_at, tz)
    last = campaign.ended_on
    talked, dealt = [Interaction.happened_at >= since], [Opportunity.created_at >= since]
    ordered = [Order.signed_on >= first, Order.created_at >= since, Order.status.in_(STANDING)]
    if last is not None:
        talked.append(Interaction.happened_at < days.ends(last, tz))
        dealt.append(Opportunity.created_at < days.ends(last, tz))
        ordered.append(Order.signed_on <= last)
    met = distinct(case((Interaction.channel == "visit", whom)))
    by_rep = (
        select(who, User.name, func.count()).join(User, User.id == who).where(*of).group_by(who, User.name)
    )
    heard = distinct(case((_answered(), whom)))
    talks = select(who, func.count(distinct(whom)), func.count(met), func.count(heard))
    talks = talks.join(Interaction, Interaction.customer_id == whom).where(*of, *talked).group_by(who)
    chances = select(who, func.count(distinct(whom)))
    chances = chances.join(Opportunity, Opportunity.customer_id == whom).where(*of, *dealt).group_by(who)
    sales = select(who, func.count(distinct(whom)), func.sum(Order.amount))
    sales = sales.join(Order, Order.customer_id == whom).where(*of, *ordered).group_by(who)
    spoken, new, sold = (_by_user(session, statement) for statement in (talks, chances, sales))
    found = [
        _outcome(name, count, spoken.get(id_), new.get(id_), sold.get(id_))
        for id_, name, count in session.execute(by_rep)
    ]
    return sorted(found, key=lambda one: (-one.contacted / one.targets, -one.targets, one.name))


def _outcome(name: str, targets: int, spoken: Any, new: Any, sold: Any) -> Outcome:
    contacted, visited, replied = spoken or (0, 0, 0)
    ordered, amount = sold or (0, money.ZERO)
    return Outcome(name, targets, contacted, visited, new[0] if new else 0, ordered, amount, replied)


def _by_user(session: Session, statement: Any) -> Mapping[int, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in session.execute(statement)}


@dataclass(frozen=True, slots=True)
class Target:
    """A customer of a campaign, whom to speak to there, and whether that was done."""

    customer: Customer
    contact: str
    contacted: bool


def targets(session: Session, campaign: Campaign, user_id: int | None) -> list[Target]:
    """One rep's customers (None: all within sight), those not spoken to yet first."""
    talked = select(Interaction.customer_id).where(Interaction.happened_at >= campaign.created_at)
    wanted = (
        select(Customer, Customer.id.in_(talked))
        .join(CampaignTarget, CampaignTarget.customer_id == Customer.id)
        .where(CampaignTarget.campaign_id == campaign.id)
    )
    if user_id is not None:
        wanted = wanted.where(CampaignTarget.user_id == user_id)
    rows = session.execute(wanted.order_by(Customer.id)).all()
    first = _first_contacts(session, [customer.id for customer, _ in rows])
    found = [Target(customer, first.get(customer.id, ""), bool(done)) for customer, done in rows]
    return sorted(found, key=lambda one: one.contacted)


def _first_contacts(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """`李强 13800010001` of each customer."""
    rows = session.scalars(select(Contact).where(Contact.customer_id.in_(ids)).order_by(Contact.id.desc()))
    return {one.customer_id: " ".join(filter(None, (one.name, one.phone))) for one in rows}


def sizes(session: Session) -> dict[int, int]:
    """How many customers each campaign has, of those within sight."""
    counted = select(CampaignTarget.campaign_id, func.count()).group_by(CampaignTarget.campaign_id)
    return {row[0]: row[1] for row in session.execute(counted)}


def people(session: Session, campaign: Campaign) -> list[int]:
    """Whose customers it has, by their ids, each once."""
    wanted = select(CampaignTarget.user_id).where(CampaignTarget.campaign_id == campaign.id)
    return sorted(set(session.scalars(wanted.distinct())))


def move(session: Session, campaign: Campaign, day: date, now: datetime, tz: tzinfo) -> None:
    """Another day of the activity; what reps have to do moves with it."""
    campaign.starts_on = day
    due = tasks.Due.on(until(day, now, tz), tz)
    open_ones = select(Task).where(Task.campaign_id == campaign.id, Task.status == "open")
    for task in session.scalars(open_ones):
        tasks.reschedule(task, due, now, tz)


def end(session: Session, campaign: Campaign, now: datetime, tz: tzinfo) -> list[Task]:
    """It is over: what reps had not done need not be done. The tasks that were called off."""
    campaign.ended_on = days.today(now, tz)
    wanted = select(Task).where(Task.campaign_id == campaign.id, Task.status == "open").order_by(Task.id)
    found = list(session.scalars(wanted, execution_options={"unscoped": True}))
    for task in found:
        tasks.cancel(task)
    return found
