"""What was left out of a report goes into it: the rep remembers one thing more on the stairs."""

import pytest

from tests.support.chat import Chat

TOLD = "今天拜访了华为李强 聊了机房扩容"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("补充一下 他们预算大概三十五万", "他们预算大概三十五万"),
        ("对了 他们预算大概三十五万 月底前定", "他们预算大概三十五万 月底前定"),
        ("还有 他们想要三年质保", "他们想要三年质保"),
        ("另外竞争对手是中兴", "竞争对手是中兴"),
        ("哦对了,付款要分三期", "付款要分三期"),
        ("忘了说，价格压得厉害", "价格压得厉害"),
    ],
)
def test_what_is_said_to_be_more_of_it_is_put_in(team: Chat, said: str, kept: str) -> None:
    team.say("XiaoLi", TOLD)
    assert "已补进刚才的跟进（华为" in team.say("XiaoLi", said)
    (log,) = team.records("interactions")
    assert log["content"] == f"聊了机房扩容；{kept}"
    assert "已撤销" in team.say("XiaoLi", "撤销")
    (log,) = team.records("interactions")
    assert log["content"] == "聊了机房扩容"


def test_what_sounds_like_it_is_offered(team: Chat) -> None:
    team.say("XiaoLi", TOLD)
    assert "刚才那条跟进里的吗" in team.say("XiaoLi", "价格压得厉害")
    assert team.records("interactions")[0]["content"] == "聊了机房扩容"
    assert "已补进" in team.say("XiaoLi", "是")
    assert team.records("interactions")[0]["content"] == "聊了机房扩容；价格压得厉害"


def test_the_offer_can_be_tapped_passed_over_or_refused(team: Chat) -> None:
    team.say("XiaoLi", TOLD)
    team.say("XiaoLi", "价格压得厉害")
    reply = team.say("XiaoLi", "三年质保也要写进去")
    assert "刚才那条跟进里的吗" in reply, "the next remark is no wrong answer"
    assert "没有记" in team.say("XiaoLi", "不用")
    team.say("XiaoLi", "价格还是压得厉害")
    assert "我的待办" in team.say("XiaoLi", "我的待办")  # nor is an order
    assert team.records("interactions")[0]["content"] == "聊了机房扩容"


def test_an_old_offer_is_about_the_report_it_was_made_for(team: Chat) -> None:
    team.say("XiaoLi", TOLD)
    team.say("XiaoLi", "价格压得厉害")
    offer = team.cards("XiaoLi")[-1]
    team.say("XiaoLi", "刚给海康周航打了电话 样机没问题")
    team.tap("XiaoLi", "补进去", offer)
    assert {log["content"] for log in team.records("interactions")} == {
        "聊了机房扩容；价格压得厉害",
        "样机没问题",
    }


def test_an_offer_for_what_was_taken_back_says_so(team: Chat) -> None:
    team.say("XiaoLi", TOLD)
    team.say("XiaoLi", "价格压得厉害")
    offer = team.cards("XiaoLi")[-1]
    team.say("XiaoLi", "算了")
    assert "已撤销" in team.say("XiaoLi", "撤销")
    team.tap("XiaoLi", "补进去", offer)
    assert team.records("interactions") == []


@pytest.mark.parametrize("said", ["股票又跌了", "哈哈哈", "对了 股票又跌了吗", "好累啊今天", "还有", "补充"])
def test_small_talk_is_not_offered(team: Chat, said: str) -> None:
    team.say("XiaoLi", TOLD)
    assert "跟进里的吗" not in team.say("XiaoLi", said)
    assert team.records("interactions")[0]["content"] == "聊了机房扩容"


def test_without_a_report_there_is_nothing_to_add_to(team: Chat) -> None:
    assert "没有记到" in team.say("XiaoLi", "对了 付款要分三期的")
    team.say("XiaoLi", TOLD)
    team.wait_until("2026-11-24 12:00")
    assert "已补进" not in team.say("XiaoLi", "对了 付款要分三期的"), "too long ago"
    assert team.records("interactions")[0]["content"] == "聊了机房扩容"


def test_of_somebody_else_it_is_no_part_of_it(team: Chat) -> None:
    team.say("XiaoLi", TOLD)
    team.say("XiaoLi", "对了 海康的付款要分三期")
    assert team.records("interactions", content="聊了机房扩容")


@pytest.mark.parametrize(
    "said", ["不是李强是王敏", "不是华为是海康", "对了 他们预算三十五万", "价格压得厉害"]
)
def test_what_was_handed_on_since_is_left_alone(team: Chat, said: str) -> None:
    team.say("XiaoLi", TOLD)
    team.say("WangFang", "把华为转给王磊")
    before = team.records("interactions")
    reply = team.say("XiaoLi", said)
    assert not reply.startswith(("已", "这条我没处理好"))
    assert team.records("interactions") == before
