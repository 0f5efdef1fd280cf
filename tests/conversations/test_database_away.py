"""PostgreSQL goes away while nobody speaks, and is there again: people notice nothing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from models.people import User
from models.scope import SYSTEM
from tests.support import services
from tests.support.chat import Chat

AT_ONCE = 4  # connections that lie in the pool


@pytest.fixture
def chat(migrated: Callable[[str], str]) -> Iterator[Chat]:
    with Chat(services.new_postgres(template=migrated("postgres"))) as made:
        yield made


def hang_up(chat: Chat) -> int:
    """As a restart of the server does: every connection ends. How many there were."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(chat.parts.settings.database_url) as connection:
        ended = connection.execute(
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}"
        )
        return len(ended.fetchall())


def read_at_once(chat: Chat) -> None:
    with ExitStack() as all_of_them:
        for _ in range(AT_ONCE):
            session = all_of_them.enter_context(chat.parts.database.read(SYSTEM, chat.clock.now()))
            session.scalars(select(User)).all()


def test_after_a_restart_the_first_messages_are_understood_as_ever(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 华为技术有限公司 联系人李强 采购总监 13800010001")
    read_at_once(chat)
    assert hang_up(chat) >= AT_ONCE
    for n in range(1, AT_ONCE + 1):
        assert "已记跟进" in chat.say("XiaoLi", f"今天给华为李总打了第{n}个电话，聊了报价")
    assert len(chat.records("interactions")) == AT_ONCE


def test_what_lay_in_the_pool_is_made_anew_at_the_first_trouble(chat: Chat) -> None:
    read_at_once(chat)
    hang_up(chat)
    with pytest.raises(OperationalError):
        read_at_once(chat)
    read_at_once(chat)
