"""A rep with a full day: an undo too many, lists worked by number, a time moved in three words."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    "said", ["刚才撤销错了", "撤销错了", "不该撤销的", "取消撤销", "别撤了", "恢复", "把刚才撤销的恢复一下"]
)
def test_an_undo_regretted_takes_nothing_more_away(team: Chat, said: str) -> None:
    team.say("XiaoLi", "昨天拜访了海康 聊了交期")
    team.say("XiaoLi", "明天下午三点提醒我给李强回电话")
    team.say("XiaoLi", "撤销")
    assert "明天下午三点提醒我给李强回电话" in team.say("XiaoLi", said)
    assert len(team.records("interactions", deleted_at=None)) == 1


def test_an_undo_of_more_than_one_goes_on(team: Chat) -> None:
    team.say("XiaoLi", "昨天拜访了海康 聊了交期")
    team.say("XiaoLi", "明天下午三点提醒我给李强回电话")
    team.say("XiaoLi", "撤销")
    assert "跟进记录" in team.say("XiaoLi", "再撤销一次")
