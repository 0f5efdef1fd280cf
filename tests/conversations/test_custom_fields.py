"""自定义字段: declared in chat, typed, filled in and searched in words."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def fields(team: Chat) -> Chat:
    assert "装机量" in team.say("ChenYu", "客户加字段 装机量 数字 台")
    team.say("ChenYu", "客户加字段 合作模式 选项 直销 分销 联营")
    team.say("ChenYu", "客户加字段 合同到期日 日期")
    team.say("ChenYu", "客户加字段 主要竞品 文本")
    return team


def test_only_administrators_declare_fields(team: Chat) -> None:
    assert "管理员" in team.say("XiaoLi", "客户加字段 装机量 数字")
    assert "还没有自定义字段" in team.say("XiaoLi", "字段有哪些")
    assert "哪一种" in team.say("ChenYu", "客户加字段 装机量")
    team.say("ChenYu", "数字")
    assert "装机量（数字）" in team.say("XiaoLi", "字段有哪些")
    assert "已经有字段" in team.say("ChenYu", "客户加字段 装机量 文本")
    assert "本来就有" in team.say("ChenYu", "客户加字段 行业 文本")


def test_values_are_told_in_words_and_are_on_the_card(fields: Chat) -> None:
    assert "120台" in fields.say("XiaoLi", "华为装机量120")
    assert "200台" in fields.say("XiaoLi", "华为的装机量改成200")
    fields.say("XiaoLi", "华为的合作模式是直销")
    fields.say("XiaoLi", "华为合同到期日是明年3月1号")
    fields.say("XiaoLi", "华为主要竞品改成中兴")
    card = fields.say("XiaoLi", "客户 华为")
    for line in ("装机量：200台", "合作模式：直销", "合同到期日：2027-03-01", "主要竞品：中兴"):
        assert line in card
    (huawei,) = fields.records("customers", name="华为技术有限公司")
    assert huawei["fields"]["装机量"] == "200"


def test_a_value_of_the_wrong_type_is_refused_in_words(fields: Chat) -> None:
    assert "要填数字" in fields.say("XiaoLi", "华为的装机量改成很多")
    assert "只能选：直销 分销 联营" in fields.say("XiaoLi", "华为的合作模式改成代销")
    assert "要填日期" in fields.say("XiaoLi", "华为的合同到期日改成以后再说")
    assert "装机量" not in fields.say("XiaoLi", "客户 华为")


def test_a_value_is_corrected_undone_and_cleared(fields: Chat) -> None:
    fields.say("XiaoLi", "华为装机量120")
    assert "150" in fields.say("XiaoLi", "装机量改成150")
    assert "装机量：150台" in fields.say("XiaoLi", "客户 华为")
    assert "改回120" in fields.say("XiaoLi", "撤销")
    assert "装机量：120台" in fields.say("XiaoLi", "客户 华为")
    assert "已清空" in fields.say("XiaoLi", "华为的装机量改成空")
    assert "装机量" not in fields.say("XiaoLi", "客户 华为")


def test_customers_are_found_by_their_own_fields(fields: Chat) -> None:
    fields.say("XiaoLi", "华为装机量120")
    fields.say("XiaoLi", "华为区域改成深圳")
    fields.say("XiaoLi", "海康装机量80")
    reply = fields.say("XiaoLi", "装机量大于100的客户")
    assert "共1位" in reply
    assert "华为" in reply
    assert "华为" in fields.say("XiaoLi", "装机量超过100的深圳客户")
    assert "没有" in fields.say("XiaoLi", "装机量超过100的杭州客户")
    assert "海康" in fields.say("XiaoLi", "装机量不到100的客户有哪些")
    fields.say("XiaoLi", "华为的合作模式是直销")
    assert "华为" in fields.say("XiaoLi", "合作模式是直销的客户")


def test_a_field_goes_and_comes_back(fields: Chat) -> None:
    fields.say("XiaoLi", "华为装机量120")
    assert "1个客户填过" in fields.say("ChenYu", "删字段 装机量")
    fields.say("ChenYu", "确认")
    assert "装机量" not in fields.say("XiaoLi", "客户 华为")
    fields.say("ChenYu", "撤销")
    assert "装机量：120台" in fields.say("XiaoLi", "客户 华为")


def test_merging_keeps_the_value_of_the_one_that_stays(fields: Chat) -> None:
    fields.say("XiaoLi", "华为装机量120")
    fields.say("XiaoLi", "海康装机量80")
    fields.say("XiaoLi", "海康主要竞品改成大华")
    fields.say("XiaoLi", "把海康合并到华为")
    fields.say("XiaoLi", "确认")
    card = fields.say("XiaoLi", "客户 华为")
    assert "装机量：120台" in card
    assert "主要竞品：大华" in card
    fields.say("XiaoLi", "撤销")
    assert "装机量：80台" in fields.say("XiaoLi", "客户 海康")
