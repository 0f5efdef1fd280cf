"""The deal score: a signal that is there is found, noise is not believed, nothing after the end is used."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from crm.customers import contacts, customers
from crm.deals import deals
from crm.deals import score as deal_score
from crm.deals import signs as deal_signs
from crm.deals.signs import Look, Signs
from crm.people.people import add_user
from models.books import Books
from models.customers import Customer
from models.database import Database
from models.deals import Opportunity
from models.people import User
from models.scope import SYSTEM
from models.work import Interaction
from tests.conftest import TZ

SOURCES = ("转介绍", "展会", "官网", "电话陌拜")


def company(count: int, chance: Callable[[Signs], float], seed: int = 1) -> tuple[list[Signs], list[bool]]:
    """Decided chances with four signs, won as often as `chance` says."""
    dice = random.Random(seed)
    seen: list[Signs] = []
    for _ in range(count):
        seen.append(
            {
                "source": dice.choice(SOURCES),
                "level": dice.choice("ABC"),
                "talks": dice.choice(("0次", "1到2次", "3到5次", "6次以上")),
                "decider": dice.choice(("有", "没有")),
            }
        )
    return seen, [dice.random() < chance(signs) for signs in seen]


def known_signal(signs: Signs) -> float:
    return 0.75 if signs["source"] == "转介绍" else 0.25


def test_the_signal_is_the_first_reason_and_its_figures_are_the_companys() -> None:
    seen, won = company(300, known_signal)
    model = deal_score.fit(seen, won)
    assert model is not None
    referred = model.score({"source": "转介绍", "level": "B", "talks": "0次", "decider": "有"})
    cold = model.score({"source": "官网", "level": "B", "talks": "0次", "decider": "有"})
    assert referred.reasons[0].sign == cold.reasons[0].sign == "source"
    assert referred.reasons[0].weight > 0 > cold.reasons[0].weight
    assert referred.chance > 0.6 > 0.4 > cold.chance
    mine = [outcome for signs, outcome in zip(seen, won, strict=True) if signs["source"] == "转介绍"]
    assert (referred.reasons[0].won, referred.reasons[0].count) == (sum(mine), len(mine))


def test_what_was_never_seen_says_nothing_and_is_no_reason() -> None:
    model = deal_score.fit(*company(300, known_signal))
    assert model is not None
    assert model.score({}).reasons == model.score({"source": "火星"}).reasons == ()
    assert abs(model.score({}).chance - model.base) < 0.01


def test_scores_are_true_on_chances_they_had_not_seen() -> None:
    """With the signal, two that say the same, and none: what is said and what comes lie within 0.12."""

    def doubled(signs: Signs) -> float:
        signs["industry"] = signs["source"]  # no news, which plain naive Bayes would count twice
        return known_signal(signs)

    for chance in (known_signal, doubled, lambda signs: 0.4):
        bands = deal_score.calibration(*company(600, chance))
        assert sum(band.count for band in bands) == 600
        for band in bands:
            assert band.count < 60 or abs(band.said - band.came) < 0.12, bands
    (noise,) = deal_score.calibration(*company(600, lambda signs: 0.1, seed=3))
    assert abs(noise.said - 0.1) < 0.06


def test_silent_while_there_is_too_little() -> None:
    assert deal_score.fit(*company(deal_score.ENOUGH - 1, known_signal)) is None
    assert deal_score.fit(*company(deal_score.ENOUGH, known_signal)) is not None
    assert deal_score.fit(*company(200, lambda signs: 0.0)) is None


@pytest.fixture
def deal(database: Database, now: datetime) -> Callable[[Books], tuple[Opportunity, User]]:
    """A chance of 200 days ago, 30万, with a customer of level C from a fair, spoken with twice."""

    def made(session: Books) -> tuple[Opportunity, User]:
        began = now - timedelta(days=200)
        user = add_user(session, "xiaoli", "小李", began)
        customer = customers.create(session, user.id, "星辰科技", began, level="C", origin="展会")
        opened = deals.create(
            session, user.id, customer, "初步接洽", began, title="扩容", amount=Decimal(300_000)
        )
        for ago in 199, 190:
            when = now - timedelta(days=ago)
            session.add(
                Interaction(
                    customer_id=customer.id,
                    user_id=user.id,
                    content="聊了",
                    happened_at=when,
                    created_at=when,
                )
            )
        return opened, user

    return made


def test_nothing_after_the_moment_is_looked_at(
    database: Database, now: datetime, deal: Callable[[Books], tuple[Opportunity, User]]
) -> None:
    halfway = now - timedelta(days=185)
    with database.system(now - timedelta(days=200), "t:1") as session:
        made, user = deal(session)
        ids = made.id, user.id, made.customer_id
    with database.read(SYSTEM, now) as session:
        (before,) = deal_signs.of(session, [Look(session.get_one(Opportunity, ids[0]), halfway)])
    assert before == {
        "stage": "初步接洽",
        "stage_days": "15到30天",
        "talks": "1到2次",
        "last_talk": "不到7天",
        "source": "展会",
        "level": "C",
        "amount": "20到50万",
        "decider": "没有",
    }
    with database.system(now - timedelta(days=170), "t:2") as session:
        won = deals.locked(session, ids[0])
        late = now - timedelta(days=170)
        deals.move(session, won, "商务谈判", ids[1], late)
        deals.win(session, won, session.get_one(User, ids[1]), late, Decimal(3_000_000))
        customer = session.get_one(Customer, ids[2])
        customer.level, customer.origin, customer.industry = "A", "转介绍", "安防"
        contacts.add(session, customer, "王总", late)
        session.add(
            Interaction(
                customer_id=ids[2],
                user_id=ids[1],
                content="补录",
                happened_at=now - timedelta(days=189),
                created_at=late,
            )
        )
    with database.read(SYSTEM, now) as session:
        look = Look(session.get_one(Opportunity, ids[0]), halfway)
        assert deal_signs.of(session, [look]) == [before]
        seen, outcome = deal_score.decided(session, now)
        assert outcome == [True]
        assert seen[0]["level"] == "C"
        assert seen[0]["stage"] == "初步接洽"
        assert deal_score.scores(session, [look.deal], now, TZ) == {}
