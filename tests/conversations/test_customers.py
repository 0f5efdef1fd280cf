"""New customers, what we have on them, lists, and who may see what."""

import pytest

from tests.support.chat import Chat


def test_a_customer_with_contact_and_phone_in_one_message(chat: Chat) -> None:
    reply = chat.say("XiaoLi", "新增客户 星辰科技有限公司 联系人王总 13800001111")
    assert "星辰科技有限公司" in reply
    assert "13800001111" in reply
    (customer,) = chat.records("customers")
    assert (customer["name"], customer["owner"]) == ("星辰科技有限公司", "李晓")
    (contact,) = chat.records("contacts")
    assert (contact["name"], contact["phone"], contact["customer"]) == (
        "王总",
        "13800001111",
        "星辰科技有限公司",
    )


def test_the_name_is_asked_when_it_is_missing(chat: Chat) -> None:
    assert "叫什么" in chat.say("XiaoLi", "新增一个客户")
    assert "已新增客户：万通物流有限公司" in chat.say("XiaoLi", "万通物流有限公司")
    assert [c["name"] for c in chat.records("customers")] == ["万通物流有限公司"]


def test_a_question_can_be_dropped(chat: Chat) -> None:
    chat.say("XiaoLi", "新增一个客户")
    assert "不记" in chat.say("XiaoLi", "算了")
    assert chat.records("customers") == []


def test_a_question_is_forgotten_after_half_an_hour(chat: Chat) -> None:
    chat.say("XiaoLi", "新增一个客户")
    chat.wait_until("2026-11-24 10:15")
    chat.say("XiaoLi", "万通物流有限公司")
    assert chat.records("customers") == []


def test_the_same_company_twice_is_one_customer(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 星辰科技有限公司")
    assert "没有重复新建" in chat.say("XiaoLi", "新增客户 星辰科技")
    assert len(chat.records("customers")) == 1


def test_a_colleagues_customer_is_named_with_its_owner_and_nothing_else(team: Chat) -> None:
    reply = team.say("XiaoLi", "新增客户 九阳股份有限公司")
    assert "赵敏" in reply
    assert "尹涛" not in reply
    assert "13800010007" not in reply
    assert len(team.records("customers", name="九阳股份有限公司")) == 1


def test_what_we_have_on_a_customer(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    for words in ("查一下华为", "客户 华为", "华为的资料给我看看", "看下花为的资料"):
        reply = team.say("XiaoLi", words)
        assert "华为技术有限公司" in reply, words
        assert "聊了报价" in reply, words


def test_a_manager_sees_the_team_and_a_stranger_to_it_nothing(team: Chat) -> None:
    assert "华为技术有限公司" in team.say("WangFang", "客户 华为")
    reply = team.say("XiaoZhao", "客户 华为")
    assert "李强" not in reply
    assert "李晓" in reply  # whose it is may be known, to ask them


def test_my_customers_and_lists_by_condition(team: Chat) -> None:
    reply = team.say("XiaoLi", "我的客户")
    assert "共2位" in reply
    assert "九阳" not in reply
    team.say("XiaoLi", "华为级别改成A")
    reply = team.say("XiaoLi", "A级客户有哪些")
    assert "华为" in reply
    assert "海康" not in reply


def test_a_long_list_comes_in_pages(chat: Chat) -> None:
    for name in "甲乙丙丁戊己庚辛壬癸":
        chat.say("XiaoLi", f"新增客户 {name}天科技有限公司")
    first = chat.say("XiaoLi", "我的客户")
    assert first.count("天科技") == 8
    assert "共10" in first
    assert chat.say("XiaoLi", "更多").count("天科技") == 2
    assert "没有更多" in chat.say("XiaoLi", "更多")


def test_tags_and_fields(team: Chat) -> None:
    assert "重点" in team.say("XiaoLi", "给华为打标签 重点 代理商")
    assert "重点" in team.say("XiaoLi", "客户 华为")
    team.say("XiaoLi", "去掉华为的重点标签")
    assert "标签：代理商" in team.say("XiaoLi", "客户 华为")
    assert "深圳" in team.say("XiaoLi", "华为的地址改成深圳坂田")
    (customer,) = team.records("customers", name="华为技术有限公司")
    assert customer["address"] == "深圳坂田"


@pytest.mark.parametrize("said", ["李强换微信了ID是lq8899", "他换微信了ID是lq8899", "李强微信换成lq8899了"])
def test_another_wechat_of_a_person(team: Chat, said: str) -> None:
    team.say("XiaoLi", "今天拜访了李强 聊报价")
    assert "lq8899" in team.say("XiaoLi", said)
    assert [c["name"] for c in team.records("contacts") if c["wechat"] == "lq8899"] == ["李强"]
