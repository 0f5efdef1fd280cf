"""`chat`: the real bot behind the sandbox, on each kind of database. Tuesday 24 November 2026, 09:30."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.chat import Chat
from tests.support.sales import sold
from tests.support.shop import stocked
from tests.support.team import team_of

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Conversations on PostgreSQL are as many again: `make soak` plays them, and CI."""
    for item in items:
        spec = getattr(item, "callspec", None)
        if item.path.is_relative_to(HERE) and spec is not None and "postgres" in spec.params.values():
            item.add_marker(pytest.mark.again)


@pytest.fixture
def chat(database_url: str) -> Iterator[Chat]:
    with Chat(database_url) as made:
        yield made


@pytest.fixture
def team(chat: Chat) -> Chat:
    """小李 has 华为 with 李强 and 王敏, and 海康 with 周航; 小赵 of another team has 九阳."""
    return team_of(chat)


@pytest.fixture
def shop(team: Chat) -> Chat:
    """With a price list: A100 (800元, 50台), A200 (1200元, 8台), R740服务器 (35000元, 5台), 辅材包."""
    return stocked(team)


@pytest.fixture
def selling(team: Chat) -> Chat:
    """With orders of 华为 (A, 深圳, 通信), 海康 (B, 杭州) and 九阳 (B, 杭州), half of each paid."""
    return sold(team)
