"""A manager, three reps and an administrator in a hurry: what their week of chat found."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one

HAOWEILAI = "好味来餐饮"


@pytest.fixture
def beside(team: Chat) -> Chat:
    """小王 has 华大 with 陈姐, and speaks of it; 好味来 with a 陈姐 of its own is 小李's."""
    team.say("XiaoLi", f"新增客户 {HAOWEILAI} 联系人陈姐")
    team.say("XiaoWang", "新增客户 华大基因 联系人陈姐")
    return team


@pytest.mark.parametrize(
    "said",
    ["好味来什么情况", "好味来改成A级", "好味来陈姐说要改送货地址", "昨天去好味来见了陈姐 谈得不错"],
)
def test_a_customer_beyond_sight_is_not_the_one_last_spoken_of(beside: Chat, said: str) -> None:
    assert f"「{HAOWEILAI}」已经有了" in beside.say("XiaoWang", said)
    assert beside.records("interactions") == []
    assert {c["level"] for c in beside.records("customers")} == {None}


def test_what_my_own_says_of_one_beyond_sight_is_written_down(beside: Chat) -> None:
    beside.say("XiaoWang", "陈姐说好味来的菜不错")
    assert [log["customer"] for log in beside.records("interactions")] == ["华大基因"]


@pytest.mark.parametrize("said", ["写错了是4万5", "错了 是4.5万", "写错了 是45000元"])
def test_a_sum_put_right_before_the_yes_is_of_the_order_that_waits(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", "给华为报价 A200 10台")
    assert "还是记这一单" in shop.say("XiaoLi", "海康下单 A200 50台 总价4万")
    assert "还是记这一单" in shop.say("XiaoLi", said)
    assert one(shop, "quotes")["amount"] == "12000.00"
    shop.say("XiaoLi", "确认")
    assert (one(shop, "orders")["customer"], one(shop, "orders")["amount"]) == (HIKVISION, "45000.00")


def test_what_cannot_be_put_right_before_the_yes_changes_nothing_before_it(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A200 10台")
    shop.say("XiaoLi", "海康下单 A200 50台")
    assert "它还留着" in shop.say("XiaoLi", "写错了是4万5")
    assert one(shop, "quotes", customer=HUAWEI)["amount"] == "12000.00"
    shop.say("XiaoLi", "确认")
    assert one(shop, "orders")["amount"] == "60000.00"


def test_a_role_that_nobody_had_is_not_taken(team: Chat) -> None:
    team.say("ChenYu", "把王芳设为管理员")
    assert "本来就不是管理员（是主管）" in team.say("ChenYu", "取消王芳管理员")
    assert one(team, "users", name="王芳")["role"] == "manager"


def test_who_leads_a_department_leads_it_after_having_been_administrator(team: Chat) -> None:
    team.say("ChenYu", "把王芳设为管理员")
    team.say("ChenYu", "确认")
    assert "已把王芳设为主管，管销售一部" in team.say("ChenYu", "取消王芳的管理员权限")
    assert "负责人：李晓" in team.say("WangFang", "客户 华为")
    assert "已把王芳设为销售" in team.say("ChenYu", "取消王芳的主管")
