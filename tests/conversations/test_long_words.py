"""Words that a record has no room for are said to be too long, on either database, and write nothing."""

import pytest

from tests.support.chat import Chat

LONG = "很长的话" * 50


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (f"华为开户行改成{LONG}", "客户的开户行最多128个字"),
        (f"华为微信改成{'w' * 90}", "客户的微信最多64个字"),
        (f"给华为打标签 {LONG[:40]}", "标签的名称最多32个字"),
        (f"新增客户 {LONG}", "客户的名称最多128个字"),
    ],
)
def test_too_long_for_its_place(team: Chat, said: str, what: str) -> None:
    before = team.records("changes")
    assert what in team.say("XiaoLi", said)
    assert team.records("changes") == before
    assert team.records("inbox")[-1]["text"] == said
    assert "已把" in team.say("XiaoLi", "华为开户行改成工商银行深圳分行")


def test_a_month_is_no_birthday(team: Chat) -> None:
    assert "生日是哪一天" in team.say("XiaoLi", "李强生日改成下个月")
    assert "03-05" in team.say("XiaoLi", "李强生日3月5日")
