"""An administrator's first half hour, typed in passing: settings in other words; what is none is not done."""

import pytest

from tests.support.chat import Chat

ADMIN = "ChenYu"


def names(chat: Chat) -> list[str]:
    return sorted(str(one["name"]) for one in chat.records("customers"))


def test_fields_are_made_renamed_and_removed_in_other_words(team: Chat) -> None:
    before = names(team)
    assert "选项：大 中 小" in team.say(ADMIN, "客户资料加个下拉 客户规模 大 中 小")
    team.say(ADMIN, "客户加字段 装机量 数字")
    team.say("XiaoLi", "华为装机量120")
    assert "改名为「设备数」" in team.say(ADMIN, "字段装机量改名叫设备数")
    assert "120" in team.say("XiaoLi", "华为设备数多少")
    assert "删" in team.say(ADMIN, "删掉客户规模字段")
    assert "客户规模" not in team.say(ADMIN, "字段有哪些")
    assert names(team) == before
    assert "管理员" in team.say("XiaoLi", "字段设备数改名叫台数")


def test_a_dictionary_takes_words_with_spaces_between_them(team: Chat) -> None:
    said = team.say(ADMIN, "行业加 低空经济 氢能")
    assert "低空经济" in said
    assert "氢能" in said
    assert "氢能" in team.say(ADMIN, "行业里把氢能停了")
    assert "管理员" in team.say("XiaoLi", "行业加 元宇宙")


def test_a_customer_without_a_name_is_asked_for(team: Chat) -> None:
    before = names(team)
    assert "叫什么名字" in team.say(ADMIN, "加个S级客户")
    assert names(team) == before


@pytest.mark.parametrize(
    "words", ["商机加个阶段 现场测试 在方案报价后面", "商机阶段加一个 现场测试 在方案报价后面"]
)
def test_a_stage_is_added_renamed_and_placed(team: Chat, words: str) -> None:
    team.say(ADMIN, words)
    assert "4. 现场测试" in team.say(ADMIN, "阶段有哪些")
    assert "试用" in team.say(ADMIN, "现场测试改名叫试用")
    assert "4. 试用" in team.say(ADMIN, "阶段有哪些")


def test_rules_of_the_pool_and_of_discounts(team: Chat) -> None:
    assert "所有级别45天" in team.say(ADMIN, "公海改成45天")
    team.say(ADMIN, "算了")
    assert "管理员" in team.say("XiaoLi", "公海改成20天")
    assert "销售以后最低能打85折" in team.say(ADMIN, "折扣权限设置成85折")
    assert "销售以后最低能打九折" in team.say(ADMIN, "低于9折要审批")
    assert team.records("approvals") == []


def test_who_leads_is_set_here_and_who_belongs_where_in_wecom(team: Chat) -> None:
    assert "王磊" in team.say(ADMIN, "提拔王磊当主管")
    team.say(ADMIN, "确认")
    assert "主管" in team.say(ADMIN, "王磊的权限")
    assert "企业微信" in team.say(ADMIN, "小赵调到销售一部")
    assert "管理员" in team.say("XiaoLi", "李晓是管理员")


def test_what_is_forbidden_is_not_done(team: Chat) -> None:
    team.say("XiaoLi", "华为 报修 打印机卡纸")
    team.say(ADMIN, "关掉异常冻结")
    assert [one["status"] for one in team.records("tickets")] != ["closed"]
    assert "确认吗" not in team.say(ADMIN, "凌晨不许导出")


def test_a_new_product_said_shortly(team: Chat) -> None:
    team.say(ADMIN, "新产品 B300 扫描仪 1800元/台 成本1200 库存20")
    (one,) = team.records("products", code="B300")
    assert (one["name"], one["price"], one["cost"]) == ("扫描仪", "1800.00", "1200.00")
