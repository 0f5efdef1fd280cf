"""Unusual use: the account is suspended, administrators get a card, a tap lets the person go on."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bench.statements import counted
from models.people import User
from tests.conversations.test_staff import role
from tests.support.chat import Chat
from tests.support.whole import outbox

HUAWEI = "华为技术有限公司"


def limits(chat: Chat, *words: str) -> None:
    for said in words:
        assert "已改" in chat.say("ChenYu", said)


def alarm(chat: Chat, who: str = "ChenYu") -> Any:
    """The newest alarm on an administrator's phone."""
    return [one for one in chat.cards(who) if "账号已自动停用" in str(one.card.card)][-1]


def read_on(chat: Chat, who: str, most: int) -> list[str]:
    """Look at a customer until the account is suspended."""
    said = []
    for _ in range(most):
        said.append(chat.say(who, "客户 华为"))
        if "暂停" in said[-1]:
            break
    return said


def test_bulk_reading_is_stopped_and_a_tap_lets_them_go_on(team: Chat) -> None:
    limits(team, "每小时最多查看20次")
    said = read_on(team, "XiaoLi", 40)
    assert 20 <= len(said) <= 25
    assert "1小时内查看客户资料" in said[-1]
    assert "陈宇" in said[-1]
    assert role(team, "李晓") == ("rep", "frozen")
    assert "暂停使用" in team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert team.records("interactions") == []
    card = alarm(team)
    assert "账号已自动停用：李晓" in str(card.card.card)
    assert "查看客户资料" in str(card.card.card)
    assert "已由你解冻" in team.tap("ChenYu", "解冻", card)
    assert role(team, "李晓") == ("rep", "active")
    assert "已由陈宇恢复" in str(outbox(team, "李晓")[-1]["payload"])
    assert "李强" in team.say("XiaoLi", "客户 华为")
    assert "已由陈宇解冻" in team.tap("ChenYu", "保持冻结", card)
    assert role(team, "李晓") == ("rep", "active")


def test_kept_frozen_until_an_administrator_says_otherwise(team: Chat) -> None:
    limits(team, "每小时最多查看20次")
    team.say("ChenYu", "把王芳设为管理员")
    team.say("ChenYu", "确认")
    read_on(team, "XiaoLi", 40)
    first, second = alarm(team), alarm(team, "WangFang")
    assert "已由你保持冻结" in team.tap("WangFang", "保持冻结", second)
    team.settle()
    assert first.card.replaced == "已由王芳保持冻结"
    assert "已由王芳保持冻结" in team.tap("ChenYu", "解冻", first)
    assert role(team, "李晓") == ("rep", "frozen")
    assert "已启用李晓" in team.say("ChenYu", "启用李晓")
    assert "李强" in team.say("XiaoLi", "客户 华为")
    said = team.say("ChenYu", "安全记录")
    assert "李晓：1小时内查看客户资料" in said
    assert "保持冻结（王芳）" in said
    assert "解冻（陈宇）" in said


def test_an_ordinary_day_of_looking_things_up_is_left_alone(team: Chat) -> None:
    for hour in range(10, 18):
        team.wait_until(f"2026-11-24 {hour}:00")
        for _ in range(12):
            assert "暂停" not in team.say("XiaoLi", "客户 华为")
    assert role(team, "李晓") == ("rep", "active")


def test_at_night_the_limit_is_lower(team: Chat) -> None:
    limits(team, "夜间最多查看10次")
    team.wait_until("2026-11-25 02:00")
    assert "夜间" in read_on(team, "XiaoLi", 30)[-1]
    assert role(team, "李晓")[1] == "frozen"


def test_many_refusals(team: Chat) -> None:
    limits(team, "10分钟内被拒绝5次就停用")
    for _ in range(5):
        assert "赵敏" in team.say("XiaoLi", "客户 九阳")
    assert "不归自己的内容" in team.say("XiaoLi", "客户 九阳")
    assert role(team, "李晓")[1] == "frozen"
    assert "不归自己" in str(alarm(team).card.card)


def test_a_few_refusals_over_the_day_are_nothing(team: Chat) -> None:
    limits(team, "10分钟内被拒绝5次就停用")
    for hour in range(10, 16):
        team.wait_until(f"2026-11-24 {hour}:00")
        for _ in range(3):
            team.say("XiaoLi", "客户 九阳")
    assert role(team, "李晓")[1] == "active"


def test_one_who_has_left_gets_nothing_and_administrators_hear_of_it_once(team: Chat) -> None:
    with team.parts.database.system(team.clock.now(), "test") as session:
        session.execute(update(User).where(User.name == "李晓").values(status="left"))
    for _ in range(3):
        assert "暂停使用" in team.say("XiaoLi", "客户 华为")
    cards = [one for one in team.cards("ChenYu") if "李晓" in str(one.card.card)]
    assert len(cards) == 1
    assert "已离职" in str(cards[0].card.card)
    assert "保持冻结" in team.tap("ChenYu", "知道了", cards[0])
    team._now += timedelta(days=1)
    team.say("XiaoLi", "客户 华为")
    assert len([one for one in team.cards("ChenYu") if "李晓" in str(one.card.card)]) == 2


def test_the_only_administrator_is_warned_and_not_locked_out(team: Chat) -> None:
    limits(team, "每小时最多查看20次")
    said = [team.say("ChenYu", "客户 华为") for _ in range(30)]
    assert any("安全提醒" in one for one in said)
    assert role(team, "陈宇") == ("admin", "active")


def test_the_tap_of_somebody_else_decides_nothing(team: Chat) -> None:
    limits(team, "每小时最多查看20次")
    read_on(team, "XiaoLi", 40)
    card = alarm(team)
    team.say("ChenYu", "把王芳设为管理员")
    team.say("ChenYu", "确认")
    team.say("WangFang", "把陈宇设为销售")
    assert "没有做" in team.tap("ChenYu", "解冻", card)
    assert role(team, "李晓")[1] == "frozen"


@pytest.mark.parametrize(
    "words",
    [
        "每小时最多查看200个客户",
        "夜间最多查看20次",
        "每天最多导出5次",
        "每天最多导出3000行",
        "十分钟最多拒绝30次",
    ],
)
def test_limits_are_for_administrators(team: Chat, words: str) -> None:
    assert "只有管理员" in team.say("XiaoLi", words)
    assert "已改" in team.say("ChenYu", words)
    assert "已撤销" in team.say("ChenYu", "撤销")
    assert "每小时最多查看100次" in team.say("ChenYu", "安全设置")
    assert "只有管理员" in team.say("WangFang", "安全设置")
    assert "只能设" in team.say("ChenYu", "每小时最多查看1次")


def test_counting_costs_an_ordinary_look_no_statement(team: Chat) -> None:
    database = team.parts.database
    if not database.is_sqlite:
        pytest.skip("counted at SQLite's driver")
    database.close()  # what is counted are statements of connections made from here on
    count = counted(database.engine, None)

    def statements() -> int:
        before = count()
        team.say("XiaoLi", "客户 华为")
        return count() - before

    team.say("XiaoLi", "客户 华为")
    first = statements()
    assert {statements() for _ in range(5)} == {first}
    assert 5 <= first <= 14
