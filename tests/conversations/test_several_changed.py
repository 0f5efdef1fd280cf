"""One change told of several customers at once."""

import pytest

from tests.conversations.test_attachments import HIKVISION, HUAWEI
from tests.support.chat import Chat


def levels(chat: Chat) -> dict[str, object]:
    return {str(one["name"]): one["level"] for one in chat.records("customers")}


def tagged(chat: Chat) -> list[str]:
    """Every tag that was put on, as the change log has it."""
    return [one["after"]["name"] for one in chat.records("changes", record="customer_tags")]


@pytest.fixture
def four(team: Chat) -> Chat:
    """华为 (A, 深圳), 海康 (B, 杭州), and 比亚迪 and 大疆 of Shenzhen; all of 小李."""
    team.say("XiaoLi", "华为 A级 深圳")
    team.say("XiaoLi", "海康 B级 杭州")
    team.say("XiaoLi", "新增客户 比亚迪股份 深圳")
    team.say("XiaoLi", "新增客户 大疆创新 深圳")
    return team


def test_those_who_are_named_at_once(four: Chat) -> None:
    said = four.say("XiaoLi", "比亚迪 大疆 都改成A类")
    assert "比亚迪股份" in said
    assert "大疆创新" in said
    assert levels(four) == {
        HUAWEI: "A", HIKVISION: "B", "比亚迪股份": "A", "大疆创新": "A", "九阳股份有限公司": None,
    }  # fmt: skip
    four.say("XiaoLi", "撤销")
    assert levels(four)["比亚迪股份"] is None
    assert levels(four)["大疆创新"] is None


def test_a_name_nobody_has_is_said_and_not_left_out_silently(four: Chat) -> None:
    assert "「美的」没找到" in four.say("XiaoLi", "把比亚迪、大疆、美的都改成C类")
    assert (levels(four)["比亚迪股份"], levels(four)["大疆创新"]) == ("C", "C")


def test_those_who_meet_a_condition_after_a_yes(four: Chat) -> None:
    asked = four.say("XiaoLi", "把深圳的都打上标签 华南")
    assert "共3家" in asked
    assert tagged(four) == []
    four.say("XiaoLi", "确认")
    assert tagged(four) == ["华南"] * 3


def test_the_list_just_shown(four: Chat) -> None:
    four.say("XiaoLi", "深圳的客户")
    assert "共3家" in four.say("XiaoLi", "这些都改成B类")
    four.say("XiaoLi", "不做了")
    assert levels(four)[HUAWEI] == "A"
    four.say("XiaoLi", "深圳的客户")
    four.say("XiaoLi", "都改成B类")
    assert "其他" not in four.say("XiaoLi", "确认")
    assert [levels(four)[one] for one in (HUAWEI, "比亚迪股份", "大疆创新")] == ["B", "B", "B"]


def test_a_colleagues_are_not_among_them(four: Chat) -> None:
    four.say("XiaoZhao", "九阳 杭州")
    four.say("XiaoLi", "杭州的客户都改成C类")
    four.say("XiaoLi", "是")
    assert (levels(four)[HIKVISION], levels(four)["九阳股份有限公司"]) == ("C", None)
    assert "没找到" in four.say("XiaoLi", "海康和九阳都改成A类")
    assert (levels(four)[HIKVISION], levels(four)["九阳股份有限公司"]) == ("A", None)


@pytest.mark.parametrize(
    "text",
    ["深圳的客户都有谁", "深圳的都没跟进过", "华为和海康都改了吗", "这些都是谁的", "这些都改个地址"],
)
def test_what_changes_nothing(four: Chat, text: str) -> None:
    four.say("XiaoLi", "深圳的客户")
    before = four.records("customers")
    assert "对吗" not in four.say("XiaoLi", text)
    assert four.records("customers") == before


def test_more_than_can_be_looked_over_is_refused(team: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.customers.several_changed.MOST", 1)
    assert "先缩小范围" in team.say("XiaoLi", "我的客户都改成A类")
    assert levels(team)[HUAWEI] is None


def test_a_colleague_who_may_be_two_is_asked_about_by_whoever_reads_it(four: Chat) -> None:
    for text in ("小王的客户都改成A类", "和小王一起准备华为标书 周五前"):
        assert "没处理好" not in four.say("XiaoLi", text)
    assert levels(four)["比亚迪股份"] is None
