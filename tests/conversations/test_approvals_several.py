"""A manager on the way: 2通过, 王磊的那个通过, 都通过; and verdicts with nothing left to decide."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def waiting(team: Chat) -> Chat:
    team.say("XiaoWang", "新增客户 科大讯飞股份有限公司")
    team.say("XiaoLi", "给华为申请75折")
    team.say("XiaoLi", "给海康申请70折")
    team.say("XiaoWang", "给讯飞申请60折")
    return team


def states(chat: Chat) -> dict[str, str]:
    return {str(one["customer"])[:4]: str(one["status"]) for one in chat.records("approvals")}


def test_a_number_and_a_verdict_are_enough(waiting: Chat) -> None:
    waiting.say("WangFang", "待审批")
    assert "已同意：李晓 杭州海康" in waiting.say("WangFang", "2通过")
    assert "已驳回：李晓 华为" in waiting.say("WangFang", "驳回1，利润太低")
    assert "你已同意" in waiting.say("WangFang", "2通过")
    assert states(waiting) == {"华为技术": "rejected", "杭州海康": "approved", "科大讯飞": "waiting"}


def test_whose_it_is_or_about_whom(waiting: Chat) -> None:
    assert "已同意：王磊 科大讯飞" in waiting.say("WangFang", "王磊的那个通过")
    assert "是哪一条" in waiting.say("WangFang", "李晓的通过")
    waiting.say("WangFang", "算了")
    assert "已驳回：李晓 华为" in waiting.say("WangFang", "华为的驳回，太低了")
    assert states(waiting) == {"华为技术": "rejected", "杭州海康": "waiting", "科大讯飞": "approved"}


def test_all_of_them_are_shown_first_and_decided_after_a_yes(waiting: Chat) -> None:
    asked = waiting.say("WangFang", "都通过")
    assert "这3条都同意吗" in asked
    assert "60%" in asked or "六折" in asked
    assert set(states(waiting).values()) == {"waiting"}
    assert waiting.say("WangFang", "确认").count("已同意") == 3
    assert set(states(waiting).values()) == {"approved"}
    waiting.say("WangFang", "撤销")
    assert set(states(waiting).values()) == {"waiting"}


def test_with_nothing_left_to_decide_it_says_so(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请75折")
    team.say("XiaoLi", "撤回申请")
    for words in ("通过", "驳回", "批准"):
        assert "没有等你审批的事" in team.say("WangFang", words)
    assert team.records("approvals")[0]["status"] == "withdrawn"


def test_what_was_decided_is_listed_and_the_rep_asks_how_it_went(waiting: Chat) -> None:
    waiting.say("WangFang", "王磊的通过")
    said = waiting.say("WangFang", "审批记录")
    assert "王磊 科大讯飞" in said
    assert len(waiting.records("approvals")) == 3
    assert "在等审批" in waiting.say("XiaoLi", "批了没")
