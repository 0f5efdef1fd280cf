"""What a rep asks on her first day, who has read nothing: about the product, the price list, herself."""

import pytest

from handlers.chat.asked import ANSWERS
from tests.support.chat import Chat


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("什么是公海", "没人负责的客户"),
        ("客户级别什么意思", "A最重要"),
        ("别人能看到我的客户吗", "你的主管和管理员"),
        ("试用算商机吗", "就是商机"),
        ("怎么改时间", "改到明天下午四点"),
        ("日报怎么写", "不用写"),
        ("请客户吃饭能报销吗", "申请报销"),
        ("记错了怎么办", "撤销"),
        ("谁是我领导", "你的主管是王芳"),
    ],
)
def test_a_question_about_the_product_is_answered(team: Chat, said: str, told: str) -> None:
    assert told in team.say("XiaoLi", said)
    for kind in ("tasks", "interactions", "opportunities", "approvals"):
        assert team.records(kind) == []


def test_what_is_asked_of_a_customer_is_not_about_the_product(team: Chat) -> None:
    answers = {answer for _, answer in ANSWERS}
    for said in ("华为的级别怎么定的", "华为的报价怎么发给李总", "谁能看到华为"):
        assert team.say("XiaoLi", said) not in answers


def test_nobody_is_above_an_administrator(team: Chat) -> None:
    assert "没有主管" in team.say("ChenYu", "谁是我领导")


def test_with_no_customers_yet_it_says_how_to_begin(team: Chat) -> None:
    assert "说一句就建好" in team.say("XiaoWang", "我有什么客户")
    assert "共2位" in team.say("XiaoLi", "我有什么客户")
    assert "没有" in team.say("XiaoLi", "我的成都客户有哪些")


def test_a_colleagues_number_is_nobody_elses(team: Chat) -> None:
    team.say("XiaoLi", "客户 海康")
    said = team.say("XiaoLi", "王芳电话多少")
    assert "王芳是同事" in said
    assert "138" not in said
    assert "13800010003" in team.say("XiaoLi", "周航电话多少")


def test_goods_asked_after_that_are_in_no_list(shop: Chat) -> None:
    assert "没有「豆子」" in shop.say("XiaoLi", "豆子多少钱一包")
    assert "800" in shop.say("XiaoLi", "A100多少钱一台")
    assert "好几个" in shop.say("XiaoLi", "交换机有哪些型号")
    assert "共4个产品" in shop.say("XiaoLi", "有价格表吗")
    assert "价目表里" not in shop.say("XiaoLi", "这个月收了多少钱")


def test_what_was_written_just_now(team: Chat) -> None:
    assert "还没有你记的" in team.say("XiaoWang", "我刚刚记了啥")
    team.say("XiaoLi", "今天见了李强 聊了报价")
    said = team.say("XiaoLi", "我刚刚记了啥")
    assert "聊了报价" in said
    assert "原话：今天见了李强" in said
    team.say("XiaoLi", "撤销")
    assert team.records("interactions") == []


def test_export_is_asked_for_politely(team: Chat) -> None:
    assert "导出我的客户，共2条" in team.say("XiaoLi", "能不能导出我的客户")
