"""A hurried rep on a phone, on the first day with the bot: short words right after what was written."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def ward(chat: Chat) -> Chat:
    """小李 has 市一院 with 刘主任 and 中医院 with 张主任."""
    chat.say("XiaoLi", "新增客户 市一院 联系人刘主任 13911112222")
    chat.say("XiaoLi", "新增客户 中医院 联系人张主任")
    return chat


def test_the_level_of_a_public_house_is_part_of_its_name(ward: Chat) -> None:
    ward.say("XiaoLi", "新增客户 青州市妇幼保健院")
    ward.say("XiaoLi", "今天去了省妇幼 见了孙科长")
    ward.say("XiaoLi", "今天去了市妇幼 聊了试剂")
    logs = sorted(one["customer"] for one in ward.records("interactions"))
    assert logs == ["省妇幼", "青州市妇幼保健院"]
    ward.say("XiaoLi", "新增客户 江西省儿童医院")
    ward.say("XiaoLi", "昨天去了省儿童医院 聊了雾化器")
    assert "江西省儿童医院" in {one["customer"] for one in ward.records("interactions")}
