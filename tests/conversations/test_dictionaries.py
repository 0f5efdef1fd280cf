"""字典 and 自定义字段: kept by administrators in the chat, used by reps in words."""

import pytest

from tests.support.chat import Chat


def test_a_dictionary_is_shown_and_gets_an_item_with_synonyms_at_once(team: Chat) -> None:
    assert "制造业" in team.say("XiaoLi", "字典 行业")
    assert "管理员" in team.say("XiaoLi", "行业加一项 低空经济 也叫 无人机 飞行汽车")
    assert "行业里没有「低空」" in team.say("XiaoLi", "华为行业改成低空")
    team.say("XiaoLi", "算了")
    reply = team.say("ChenYu", "行业加一项 低空经济 也叫 无人机 飞行汽车")
    assert "无人机 飞行汽车" in reply
    assert "低空经济" in team.say("XiaoLi", "华为行业改成飞行汽车")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert huawei["industry"] == "低空经济"
    assert "华为" in team.say("XiaoLi", "无人机行业的客户")


def test_of_several_items_none_is_written_where_one_cannot_be(team: Chat) -> None:
    assert "太长" in team.say("ChenYu", "级别加个战略客户 还有 一二三四五六七八九十一二三四五六七八")
    assert "战略客户" not in team.say("ChenYu", "字典 级别")


def test_a_synonym_is_written_as_its_item_and_a_stranger_brings_near_ones(team: Chat) -> None:
    team.say("XiaoLi", "华为来源改成老客户介绍")
    team.say("XiaoLi", "华为的级别改成重点客户")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert (huawei["origin"], huawei["level"]) == ("转介绍", "A")
    reply = team.say("XiaoLi", "海康行业改成安防业")
    assert "没有「安防业」" in reply
    assert "安防" in reply
    team.say("XiaoLi", "1")
    (haikang,) = team.records("customers", name="杭州海康威视数字技术股份有限公司")
    assert haikang["industry"] == "安防"


def test_an_item_is_renamed_in_every_customer_and_undone(team: Chat) -> None:
    team.say("XiaoLi", "华为行业改成电工")
    team.say("XiaoZhao", "九阳行业改成电工")
    assert "2个客户一起改" in team.say("ChenYu", "行业的电工改名电气设备")
    assert "已改名" in team.say("ChenYu", "确认")
    assert len(team.records("customers", industry="电气设备")) == 2
    team.say("XiaoLi", "海康行业改成电工")  # the old word is known
    assert len(team.records("customers", industry="电气设备")) == 3
    team.say("ChenYu", "撤销")
    assert len(team.records("customers", industry="电工")) == 2


def test_an_item_that_ended_is_kept_where_it_is_and_not_given_again(team: Chat) -> None:
    team.say("XiaoLi", "华为行业改成珠宝")
    assert "1个客户不变" in team.say("ChenYu", "行业停用 珠宝")
    assert "没有「珠宝」" in team.say("XiaoLi", "海康行业改成珠宝")
    team.say("XiaoLi", "算了")
    assert len(team.records("customers", industry="珠宝")) == 1
    team.say("ChenYu", "撤销")
    team.say("XiaoLi", "海康行业改成珠宝")
    assert len(team.records("customers", industry="珠宝")) == 2


def test_items_that_rules_count_on_stay(chat: Chat) -> None:
    assert "不能改名" in chat.say("ChenYu", "客户状态的成交改名签约")
    assert "不能停用" in chat.say("ChenYu", "级别停用 A")
    assert "里有「A」" in chat.say("ChenYu", "级别A也叫 金牌")


@pytest.mark.parametrize(
    ("said", "column", "value"),
    [
        ("华为的客户类型是代理商", "kind", "代理商"),
        ("华为的性质改成国有企业", "nature", "国企"),
        ("华为企业性质是民营", "nature", "民企"),
        ("华为资信改成AAA", "credit", "AAA"),
        ("华为的信用额度改成50万", "credit_limit", "500000.00"),
        ("华为开户行改成招商银行深圳分行", "bank", "招商银行深圳分行"),
        ("华为满意度改成很满意", "satisfaction", "非常满意"),
        ("华为满意度是4分", "satisfaction", "满意"),
        ("华为的偏好改成下午联系，喜欢微信", "preference", "下午联系，喜欢微信"),
        ("华为状态改成意向客户", "stage", "意向"),
        ("华为区域改成广东省深圳市南山区", "region", "深圳南山区"),
        ("华为的备注改成年底预算", "note", "年底预算"),
    ],
)
def test_every_base_field_is_written_in_words(team: Chat, said: str, column: str, value: str) -> None:
    team.say("XiaoLi", said)
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert huawei[column] == value
    assert value.removesuffix("000.00") in team.say("XiaoLi", "客户 华为").replace("50万", "500")
    team.say("XiaoLi", "撤销")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert huawei[column] != value


def test_a_field_is_cleared_and_corrected(team: Chat) -> None:
    team.say("XiaoLi", "华为行业改成通信")
    team.say("XiaoLi", "行业改成电子")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert huawei["industry"] == "电子"
    assert "已清空" in team.say("XiaoLi", "华为的行业改成空")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert huawei["industry"] is None


def test_a_region_of_two_cities_is_asked_and_an_address_tells_it(team: Chat) -> None:
    assert "好几处" in team.say("XiaoLi", "华为区域改成朝阳区")
    team.say("XiaoLi", "1")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert (huawei["region"], huawei["region_code"]) == ("北京朝阳区", "110105")
    assert "杭州滨江区" in team.say("XiaoLi", "海康地址改成杭州市滨江区阡陌路555号")
    (haikang,) = team.records("customers", name="杭州海康威视数字技术股份有限公司")
    assert haikang["region_code"] == "330108"
    team.say("XiaoLi", "撤销")
    (haikang,) = team.records("customers", name="杭州海康威视数字技术股份有限公司")
    assert (haikang["region"], haikang["region_code"]) == (None, None)


def test_a_new_customer_is_made_without_a_value_nobody_knows(chat: Chat) -> None:
    reply = chat.say("XiaoLi", "新增客户 星辰科技有限公司 地址深圳市南山区科技园1栋 行业挖矿机")
    assert "不在字典里" in reply
    (customer,) = chat.records("customers")
    assert (customer["industry"], customer["region"]) == (None, "深圳南山区")
