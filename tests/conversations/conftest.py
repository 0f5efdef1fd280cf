"""`chat`: the real bot behind the sandbox, on each kind of database. Tuesday 24 November 2026, 09:30."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from tests.support.chat import Chat
from tests.support.copies import copied
from tests.support.sales import sold
from tests.support.shop import stocked
from tests.support.team import first_week_of, team_of

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Conversations on PostgreSQL are as many again: `make soak` plays them, and CI."""
    for item in items:
        spec = getattr(item, "callspec", None)
        if item.path.is_relative_to(HERE) and spec is not None and "postgres" in spec.params.values():
            item.add_marker(pytest.mark.again)


SETTINGS: dict[str, tuple[Callable[[Chat], Chat], ...]] = {
    "selling": (team_of, sold),
    "shop": (team_of, stocked),
    "team": (team_of,),
    "week": (first_week_of,),
}
"""What is said before a conversation that asks for one of these begins: once, then the database is copied."""

Begun = tuple[str, int]  # the URL of a database, how many messages it has heard


@pytest.fixture(scope="session")
def begun(
    migrated: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], Begun]]:
    """A database of that kind in which a setting was played; without one nothing is in it."""
    copies = ExitStack()

    @cache
    def played(kind: str, setting: str) -> Begun:
        empty = migrated(kind)
        if not setting:
            return empty, 0
        url = copies.enter_context(copied(empty, tmp_path_factory.mktemp(setting)))
        with Chat(url) as chat:
            for said in SETTINGS[setting]:
                said(chat)
        return url, chat.heard

    with copies:
        yield played


@pytest.fixture(params=["sqlite", "postgres"])
def beginning(request: pytest.FixtureRequest, begun: Callable[[str, str], Begun]) -> Begun:
    """Where this conversation begins: the largest setting it asks for."""
    asked = [name for name in SETTINGS if name in request.fixturenames]
    apart = ({"selling", "shop"}, {"team", "week"})
    assert not any(both <= {*asked} for both in apart), "no setting has both"
    return begun(request.param, asked[0] if asked else "")


@pytest.fixture
def database_url(beginning: Begun, tmp_path: Path) -> Iterator[str]:
    with copied(beginning[0], tmp_path) as url:
        yield url


@pytest.fixture
def chat(database_url: str, beginning: Begun) -> Iterator[Chat]:
    with Chat(database_url, heard=beginning[1]) as made:
        yield made


@pytest.fixture
def team(chat: Chat) -> Chat:
    """小李 has 华为 with 李强 and 王敏, and 海康 with 周航; 小赵 of another team has 九阳."""
    return chat


@pytest.fixture
def shop(team: Chat) -> Chat:
    """With a price list: A100 (800元, 50台), A200 (1200元, 8台), R740服务器 (35000元, 5台), 辅材包."""
    return team


@pytest.fixture
def selling(team: Chat) -> Chat:
    """With orders of 华为 (A, 深圳, 通信), 海康 (B, 杭州) and 九阳 (B, 杭州), half of each paid."""
    return team


@pytest.fixture
def week(chat: Chat) -> Chat:
    """小李 has 蓝桥资本 with 沈薇, 鲁泰化工 with 赵国栋, and a task to collect money on 15 December."""
    return chat
