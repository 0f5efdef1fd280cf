"""What a person may decide alone is set by administrators in the chat, and taken back by one word."""

import pytest

from tests.support.chat import Chat


def test_the_limit_of_a_role(team: Chat) -> None:
    assert "九折" in team.say("XiaoLi", "我最多能打几折")
    assert "最低能打85折" in team.say("ChenYu", "销售的折扣权限改成85折")
    assert "权限内" in team.say("XiaoLi", "给华为申请85折")
    assert "折扣权限" in team.say("ChenYu", "撤销")
    assert "已提交给王芳" in team.say("XiaoLi", "给华为申请85折")


@pytest.mark.parametrize("words", ["小李的折扣权限8折", "李晓折扣权限改成80%", "把小李的打折权限调到八折"])
def test_the_limit_of_one_person(team: Chat, words: str) -> None:
    assert "李晓以后最低能打八折" in team.say("ChenYu", words)
    assert "权限内" in team.say("XiaoLi", "给华为申请8折")
    assert "九折" in team.say("XiaoZhao", "我的折扣权限")
    reply = team.say("ChenYu", "审批规则")
    assert "李晓最低能打八折（单独给的）" in reply
    assert "恢复" in team.say("ChenYu", "取消小李的折扣权限")
    assert "九折" in team.say("XiaoLi", "我最多能打几折")


def test_who_may_let_nothing_off(shop: Chat) -> None:
    assert "销售以后不能打折" in shop.say("ChenYu", "销售的折扣权限改成100%")
    assert "销售不能打折" in shop.say("ChenYu", "审批规则")
    assert "你不能打折，已提交王芳审批" in shop.say("XiaoLi", "给华为报价 A100 10台 九折")


@pytest.mark.parametrize("words", ["订单50万以上要审批", "大额订单50万", "大额订单标准改成50万"])
def test_large_orders(team: Chat, words: str) -> None:
    assert "100万以上的订单" in team.say("XiaoLi", "折扣权限")
    assert "50万以上的订单要审批" in team.say("ChenYu", words)
    assert "50万以上的订单" in team.say("XiaoLi", "审批规则")
    assert "不用审批" in team.say("ChenYu", "订单不用审批")
    assert "订单" not in team.say("XiaoLi", "审批规则")


@pytest.mark.parametrize("who", ["XiaoLi", "WangFang"])
def test_nobody_else_changes_them(team: Chat, who: str) -> None:
    assert "陈宇" in team.say(who, "销售的折扣权限改成5折")
    assert "陈宇" in team.say(who, "订单不用审批")
    assert "九折" in team.say("XiaoLi", "我最多能打几折")
