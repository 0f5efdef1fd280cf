"""Every card the clock sends is one that WeCom takes, and its fixed words fit."""

from typing import Any

import pytest

from bot.messages import card
from models.outbox import task_id
from scheduler.jobs import run_job
from tests.clockwork_world import at
from tests.scheduler.conftest import Office

LONG = "给远方科技发展（深圳）股份有限公司采购部的负责人重新报一次价并确认交期和付款方式" * 3


@pytest.fixture
def busy(small_office: Office) -> Office:
    world = small_office.world
    for n in range(9):
        customer = world.customer(f"{LONG}{n}"[-100:], "xiaoli", at("09-01 09:00"), level="A")
        world.follow_up(customer, "xiaoli", at("11-20 10:00"), content=LONG, channel="visit")
        world.task(
            LONG, "xiaoli", at("11-18 15:00"), at("11-17 09:00"), customer_id=customer, priority="high"
        )
        world.customer(f"{LONG}安静{n}"[-100:], "xiaoli", at("09-01 09:00"), level="A")
    world.task(LONG, "xiaowang", at("11-20 15:00"), at("11-17 09:00"))
    return small_office


@pytest.mark.parametrize("job", ["due-tasks", "plan", "rep-report", "daily-report"])
def test_cards_pass_wecoms_checks_however_long_the_words(busy: Office, job: str) -> None:
    run_job(busy.app, job, at("11-20 18:30"))
    assert busy.outbox()
    for row in busy.outbox():
        sent = card(row.payload, row.task_id or task_id(row.key), "https://crm.example.com")["template_card"]
        assert len(row.payload["title"]) <= 255
        assert len(row.payload.get("lines", [])) <= 6
        assert all(len(name) <= 5 for name, _ in row.payload.get("lines", []))
        assert len(row.payload["desc"]) <= 44
        assert sent["card_type"] in ("text_notice", "button_interaction")
        assert _readable(sent)


def _readable(sent: dict[str, Any]) -> bool:
    """Something to tap or to open, and a title."""
    opens = sent.get("card_action", {}).get("url") or sent.get("button_list")
    return bool(opens and sent["main_title"]["title"])
