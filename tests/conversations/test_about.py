"""Several facts of a customer in one message, as a rep types them after a visit."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def fields(team: Chat) -> Chat:
    team.say("ChenYu", "客户加字段 装机量 数字 台")
    team.say("ChenYu", "客户加字段 合同到期日 日期")
    team.say("ChenYu", "客户加字段 采购方式 选项 招标 直采 框架")
    return team


def test_all_of_them_are_written_and_one_undo_takes_them_back(fields: Chat) -> None:
    said = "华为 深圳 A级 通信行业 民企 资信AA 开户行招商银行 满意度满意 来源展会 偏好喝茶 装机量120"
    reply = fields.say("XiaoLi", said)
    for line in (
        "区域：深圳",
        "企业性质：民企",
        "资信：AA",
        "开户行：招商银行",
        "偏好：喝茶",
        "装机量：120台",
    ):
        assert line in reply
    (huawei,) = fields.records("customers", name="华为技术有限公司")
    told = {"level": "A", "industry": "通信", "nature": "民企", "origin": "展会", "satisfaction": "满意"}
    assert told.items() <= huawei.items()
    fields.say("XiaoLi", "撤销")
    (huawei,) = fields.records("customers", name="华为技术有限公司")
    assert not {"level", "industry", "bank"} & {name for name in huawei if huawei[name]}
    assert not huawei["fields"]


def test_fields_of_the_companys_own_with_spoken_values(fields: Chat) -> None:
    fields.say("XiaoLi", "华为装机量120，合同到期日明年6月30号，采购方式招标")
    (huawei,) = fields.records("customers", name="华为技术有限公司")
    assert huawei["fields"] == {"装机量": "120", "合同到期日": "2027-06-30", "采购方式": "招标"}
    fields.say("XiaoLi", "装机量改成150")
    assert "装机量：150台" in fields.say("XiaoLi", "华为")


def test_what_cannot_be_written_is_said_and_the_rest_is_written(fields: Chat) -> None:
    reply = fields.say("XiaoLi", "华为级别A，开户行招商银行，装机量很多，资信特别特别棒")
    assert "级别：A" in reply
    assert "「装机量」要填数字" in reply
    assert "资信「特别特别棒」不在字典里" in reply
    (huawei,) = fields.records("customers", name="华为技术有限公司")
    assert (huawei["level"], huawei["bank"], huawei["credit"]) == ("A", "招商银行", None)


def test_free_words_go_on_after_a_comma(team: Chat) -> None:
    team.say("XiaoLi", "华为 备注不要周一打电话，也不要周五 A级")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert (huawei["note"], huawei["level"]) == ("不要周一打电话，也不要周五", "A")
    team.say("XiaoLi", "海康备注下周别去")
    assert not team.records("tasks")


def test_a_new_customer_keeps_everything_that_was_said(fields: Chat) -> None:
    reply = fields.say("XiaoLi", "新增客户 星辰科技 深圳 制造业 A级 民企 展会来的 装机量30 采购方式直采")
    assert "企业性质：民企" in reply
    assert "装机量：30台" in reply
    (star,) = fields.records("customers", name="星辰科技")
    assert star["fields"] == {"装机量": "30", "采购方式": "直采"}


@pytest.mark.parametrize(
    "said",
    [
        "华为地址变了，开户行也变了",
        "华为地址发我一下，李总电话也发我",
        "华为是什么行业，级别呢",
        "华为，明天拜访，记一下",
    ],
)
def test_talk_about_a_field_is_no_value(team: Chat, said: str) -> None:
    team.say("XiaoLi", said)
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert not {"address", "bank", "industry", "level", "note"} & {name for name in huawei if huawei[name]}


def test_a_colleagues_customer_is_not_described(team: Chat) -> None:
    assert "1. " in team.say("XiaoZhao", "华为 深圳 A级 民企")  # none in sight: is it the one that is there?
    assert "负责人是李晓" in team.say("XiaoZhao", "1")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert huawei["level"] is None


def test_a_sentence_is_no_answer_to_an_open_question_about_a_field(team: Chat) -> None:
    assert "资信里没有" in team.say("XiaoLi", "华为资信特别特别棒")
    team.say("XiaoLi", "海康偏好喝茶")
    (haikang,) = team.records("customers", name="杭州海康威视数字技术股份有限公司")
    assert haikang["preference"] == "喝茶"
