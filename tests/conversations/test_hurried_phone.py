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


@pytest.mark.parametrize("said", ["签了", "中医院签了", "这单签了", "刚刚签了"])
def test_signed_right_after_a_quotation_is_what_was_quoted(ward: Chat, said: str) -> None:
    ward.say("XiaoLi", "给中医院报价 血压计 50台 单价180")
    reply = ward.say("XiaoLi", said)
    assert "9,000" in reply
    assert "记订单" not in reply
    (deal,) = ward.records("opportunities")
    assert (deal["title"], deal["amount"], deal["status"]) == ("血压计", "9000.00", "won")
    ward.say("XiaoLi", "1")
    (order,) = ward.records("orders")
    assert (order["amount"], order["opportunity_id"]) == ("9000.00", deal["id"])


def test_signed_right_after_a_quotation_is_the_open_chance_it_is_about(ward: Chat) -> None:
    ward.say("XiaoLi", "市一院监护仪项目 60万 下月底签")
    ward.say("XiaoLi", "给市一院报价 监护仪 50台 单价1.1万")
    assert "55万" in ward.say("XiaoLi", "签了")
    (deal,) = ward.records("opportunities")
    assert (deal["amount"], deal["status"]) == ("550000.00", "won")
    ward.say("XiaoLi", "撤销")
    (deal,) = ward.records("opportunities")
    assert (deal["amount"], deal["status"]) == ("600000.00", "open")


def test_a_chance_that_looks_like_another_one_is_asked_about(ward: Chat) -> None:
    ward.say("XiaoLi", "市一院监护仪项目 60万 下月底签")
    ward.say("XiaoLi", "给市一院报价 血压计 50台 单价180")
    assert "哪一单" in ward.say("XiaoLi", "签了")
    assert [one["status"] for one in ward.records("opportunities")] == ["open"]
    ward.say("XiaoLi", "2")
    found = {one["title"]: (one["status"], one["amount"]) for one in ward.records("opportunities")}
    assert found == {"监护仪项目": ("open", "600000.00"), "血压计": ("won", "9000.00")}
    assert "「市一院下单" in ward.say("XiaoLi", "先不记")
    ward.say("XiaoLi", "市一院监护仪签了 58万")
    (deal,) = ward.records("opportunities", title="监护仪项目")
    assert (deal["status"], deal["amount"]) == ("won", "580000.00")
