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


@pytest.mark.parametrize(
    "said",
    [
        "刚才那条不是我 是王磊去的",
        "不对 是王磊去的",
        "那次拜访其实是王磊去的，不是我",
        "不是我，是王磊",
        "刚才那条记到王磊名下",
    ],
)
def test_who_went_is_put_right(ward: Chat, said: str) -> None:
    ward.say("XiaoLi", "今天拜访了刘主任 聊了报价")
    assert "王磊" in ward.say("XiaoLi", said)
    (log,) = ward.records("interactions")
    assert (log["user"], log["content"], log["customer"]) == ("王磊", "聊了报价", "市一院")
    assert "李晓" not in ward.say("XiaoLi", "搞错了 是我去的")
    (log,) = ward.records("interactions")
    assert log["user"] == "李晓"
    ward.say("XiaoLi", "撤销")
    (log,) = ward.records("interactions")
    assert log["user"] == "王磊"


def test_which_of_two_colleagues_went_is_asked(ward: Chat) -> None:
    ward.say("XiaoLi", "今天拜访了刘主任 聊了报价")
    assert "哪一位" in ward.say("XiaoLi", "刚才那条不是我 是小王去的")
    assert ward.records("interactions")[0]["user"] == "李晓"
    ward.say("XiaoLi", "王磊")
    assert ward.records("interactions")[0]["user"] == "王磊"


def test_another_person_there_is_no_colleague(ward: Chat) -> None:
    ward.say("XiaoLi", "记到王磊名下")
    assert {one["owner"] for one in ward.records("customers")} == {"李晓"}
    ward.say("XiaoLi", "今天拜访了刘主任 聊了报价")
    ward.say("XiaoLi", "不是刘主任 是李主任")
    (log,) = ward.records("interactions")
    assert (log["user"], log["contact"]) == ("李晓", "李主任")


def test_what_somebody_else_is_to_send_is_a_task_of_theirs(ward: Chat) -> None:
    assert "王磊" in ward.say("XiaoLi", "让王磊把模板发我")
    ward.say("XiaoLi", "叫赵敏明天把产品手册发给我")
    found = {one["assignee"]: one["title"] for one in ward.records("tasks")}
    assert found == {"王磊": "把模板发我", "赵敏": "把产品手册发给我"}
    assert "资料库" in ward.say("XiaoLi", "麻烦把模板发我")
    assert len(ward.records("tasks")) == 2
