"""The menu fits WeCom's limits, arrives, and says things that the bot understands."""

from datetime import UTC, datetime

import pytest

import nlp
from bot import menu
from bot.client import WeComClient
from bot.tokens import MemoryTokenStore
from nlp import NO_NAMES
from sandbox import Company, Sandbox

NOW = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)


def test_it_is_taken_by_wecom() -> None:
    with Sandbox(Company.tiny()) as box:
        company = box.company
        client = WeComClient(
            company.corp_id, company.agent_id, company.secret, MemoryTokenStore(), lambda: 0.0, box.api
        )
        menu.install(client)
        installed = client.get("menu/get", {"agentid": company.agent_id})
        client.close()
    assert [top["name"] for top in installed["button"]] == ["待办", "客户", "记一笔"]


@pytest.mark.parametrize("said", [said for _, entries in menu.MENU for _, said in entries])
def test_what_an_entry_says_is_understood(said: str) -> None:
    (frame,) = nlp.parse(said, NOW, NO_NAMES)
    assert frame.intent != "unknown"
