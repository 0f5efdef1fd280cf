"""A rep of a dealer in medical devices and his manager: what was written wrongly or answered beside it."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def ward(chat: Chat) -> Chat:
    """小李 has 市一院 with 刘主任 and 中医院 with 张主任."""
    chat.say("XiaoLi", "新增客户 市一院 联系人刘主任 13911112222")
    chat.say("XiaoLi", "新增客户 中医院 联系人张主任")
    return chat


def test_what_was_undone_is_told_and_nothing_else_is_undone(ward: Chat) -> None:
    ward.say("XiaoLi", "刘主任生日是12月8号")
    ward.say("XiaoLi", "今天拜访了中医院张主任，聊了试剂")
    ward.say("XiaoLi", "撤销")
    for asked in ("刚才撤销的是啥", "我刚才撤回了什么", "撤销了哪条来着"):
        assert "聊了试剂" in ward.say("XiaoLi", asked)
    (person,) = ward.records("contacts", name="刘主任")
    assert person["birthday"]


def test_a_customer_nobody_recorded_is_never_the_last_one_when_it_is_handed_over(ward: Chat) -> None:
    ward.say("WangFang", "中医院谁在跟")
    for said in ("省妇幼给小赵跟吧 小李忙不过来", "省妇幼以后小赵跟"):
        assert "已把" not in ward.say("WangFang", said)
    assert {one["owner"] for one in ward.records("customers")} == {"李晓"}
    ward.say("WangFang", "客户 中医院")
    ward.say("WangFang", "这家以后给小赵跟吧 小李忙不过来")
    (moved,) = ward.records("customers", name="中医院")
    assert moved["owner"] == "赵敏"


def test_what_has_happened_is_not_moved_to_a_day_to_come(ward: Chat) -> None:
    ward.say("XiaoLi", "今天拜访了刘主任，说下周演示一下")
    reply = ward.say("XiaoLi", "时间改成周五")
    assert "没有动它" in reply
    assert "提醒我" in reply
    (log,) = ward.records("interactions")
    assert log["happened_at"][:10] == "2026-11-24"
    ward.say("XiaoLi", "时间改成昨天")
    (log,) = ward.records("interactions")
    assert log["happened_at"][:10] == "2026-11-23"


def test_a_rival_is_no_customer(ward: Chat) -> None:
    ward.say("XiaoLi", "市一院监护仪项目 60万 下个月招标")
    ward.say("XiaoLi", "客户 中医院")
    for said, whose in (
        ("监护仪那个单子 竞争对手是迈瑞 他们报55万", "市一院"),
        ("市一院的竞品是理邦 便宜不少", "市一院"),
        ("竞争对手迈瑞 报价55万", "市一院"),
    ):
        assert f"{whose}" in ward.say("XiaoLi", said)
        (log,) = [one for one in ward.records("interactions") if one["content"] == said]
        assert log["customer"] == whose
    ward.say("XiaoLi", "省妇幼的竞争对手是迈瑞")
    assert len(ward.records("interactions")) == 3
    assert len(ward.records("customers")) == 2


def test_a_level_beside_small_words_is_written(ward: Chat) -> None:
    ward.say("XiaoLi", "中医院是老客户 b类")
    ward.say("XiaoLi", "市一院 A类")
    assert {one["name"]: one["level"] for one in ward.records("customers")} == {"中医院": "B", "市一院": "A"}


def test_look_into_it_for_me_is_no_cry_for_help(ward: Chat) -> None:
    assert "像跟同事说话" not in ward.say("XiaoLi", "陈刚那个大概什么时候能定 你帮我看看")
    assert "像跟同事说话" in ward.say("XiaoLi", "帮助")
