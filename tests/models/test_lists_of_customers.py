"""Lists by the usual conditions: what a statement made once finds is what everybody may see, and no more."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from crm.company import vocabulary
from crm.customers import customers, search
from crm.customers.search import Conditions
from models.customers import Customer
from models.database import Database
from models.scope import Scope
from tests.models.conftest import Cast

LEVELS = ("A", "B", None)
STAGES = ("潜在", "意向")


@pytest.fixture
def many(database: Database, cast: Cast, now: datetime) -> None:
    """Everybody's and the pool's, of each level and stage, silent for one to four weeks; some are deleted."""
    owners = [one.user_id for one in (cast.xiaoli, cast.xiaowang, cast.wangfang, cast.xiaozhao)]
    with database.system(now, "many") as session:
        for number in range(60):
            one = customers.create(session, owners[number % 4] or 0, f"客户{number}号有限公司", now)
            one.level, one.stage = LEVELS[number % 3], STAGES[number % 2]
            one.last_interaction_at = now - timedelta(weeks=1 + number % 4)
            one.owner_id = None if number % 7 == 0 else one.owner_id
            one.deleted_at = now if number % 11 == 0 else None


@pytest.mark.parametrize("who", ["xiaoli", "wangfang", "chenyu"])
@pytest.mark.parametrize(
    "wanted",
    [
        Conditions(level="A"),
        Conditions(level="A", stage="意向"),
        Conditions(idle=timedelta(days=20)),
        Conditions(level="B", idle=timedelta(days=9)),
        Conditions(level="A、B"),
        Conditions(level="C"),
    ],
)
@pytest.mark.usefixtures("many")
def test_what_is_seen_of_what_is_wanted(
    database: Database, cast: Cast, now: datetime, who: str, wanted: Conditions
) -> None:
    scope: Scope = getattr(cast, who)
    shared = Scope(scope.user_id, scope.kind, scope.paths, (4, 8))
    for within in (scope, shared, scope):
        with database.read(within, now) as session:
            seen = session.scalars(select(Customer)).all()
            right = [one for one in seen if _meets(one, wanted, now)]
            right.sort(key=lambda one: (one.last_interaction_at or one.created_at, one.id))
            words = vocabulary.of(session)
            assert search.search(session, wanted, now, words) == (len(right), [one.id for one in right])


def _meets(one: Customer, wanted: Conditions, now: datetime) -> bool:
    levels = wanted.level.split("、") if wanted.level else [one.level]
    silent = wanted.idle is None or (one.last_interaction_at or one.created_at) <= now - wanted.idle
    return one.level in levels and wanted.stage in (None, one.stage) and silent
