"""有什么异常: counts beside the same weekdays, asked for and in the weekly report."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.customers import Customer
from models.people import User
from models.work import Interaction
from tests.support.chat import TUESDAY, Chat
from tests.support.whole import outbox
from zh.calendar import is_workday

USUALLY = 12


@pytest.fixture
def steady(team: Chat) -> Chat:
    """小李 spoke to 华为 twelve times on every workday of the last ten weeks, and three times yesterday."""
    with team.parts.database.system(TUESDAY, "m:past") as session:
        user = session.scalars(select(User).where(User.name == "李晓")).one()
        customer = session.scalars(select(Customer).where(Customer.name == "华为技术有限公司")).one()
        for back in range(1, 71):
            at = TUESDAY - timedelta(days=back)
            for n in range(3 if back == 1 else USUALLY) if is_workday(at.date()) else ():
                then = at + timedelta(minutes=n)
                session.add(Interaction(
                    customer_id=customer.id, user_id=user.id, content="聊了进度", happened_at=then,
                    happened_grain="minute", created_at=then, channel="call"))  # fmt: skip
    return team


def test_on_demand_in_many_words(steady: Chat) -> None:
    for words in (
        "有什么异常",
        "数据有没有异常",
        "昨天有啥不对劲的地方吗",
        "看看业绩异常",
        "团队数据哪里不对劲",
    ):
        reply = steady.say("WangFang", words)
        assert "昨天跟进次数3次，比往常（12次）少75%" in reply or "11月23日跟进次数3次" in reply, words
        assert "口径：和前8周" in reply
    assert "1. 李晓 3次" in steady.say("WangFang", "按人看")
    assert "没有看出异常（看了新增客户、跟进次数" in steady.say("WangFang", "上周有没有异常")
    assert "没有看出异常" in steady.say("XiaoZhao", "有什么异常")  # another team
    assert "最近没有异常使用" in steady.say("ChenYu", "异常记录")


def test_in_the_weekly_report_its_page_and_its_workbook(steady: Chat) -> None:
    steady.skip_to("2026-11-29 20:00")
    steady.wait_until("2026-11-30 09:00")
    cards = [row for row in outbox(steady, "王芳") if row["key"].startswith("report:weekly")]
    card = next(row for row in cards if row["kind"] == "card")
    assert "跟进次数3次，比往常（60次）少95%" in card["payload"]["quote"]
    assert "跟进次数3次，比往常（60次）少95%" in steady.say("WangFang", "上周的周报")
