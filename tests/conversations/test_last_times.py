"""「海康多久没跟了」「华为最后一单是什么时候」「我哪个客户最久没联系」."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    "said", ["华为多久没跟了", "华为有多长时间没联系了", "华为那边几天没去了", "华为上次拜访是什么时候"]
)
def test_how_long_nobody_spoke_to_them(shop: Chat, said: str) -> None:
    assert shop.say("XiaoLi", said) == "华为技术有限公司还没跟进过。"
    shop.say("XiaoLi", "11月3日拜访了华为的李强 聊了报价")
    assert shop.say("XiaoLi", said) == "华为技术有限公司上次跟进是11月3日(周二)，21天前。"
    shop.say("XiaoLi", "昨天拜访了华为的李强 聊了合同")
    assert shop.say("XiaoLi", said) == "华为技术有限公司上次跟进是昨天(周一)。"


def test_of_a_colleagues_customer_nothing_is_said(shop: Chat) -> None:
    assert "上次跟进" not in shop.say("XiaoLi", "九阳多久没跟了")


def test_the_last_order(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 2台")
    assert "D20261124-001" in shop.say("XiaoLi", "华为最后一单是什么时候")


def test_the_longest_silent_stands_first(shop: Chat) -> None:
    shop.say("XiaoLi", "昨天拜访了海康 聊了报价")
    shop.say("XiaoLi", "11月3日拜访了华为 聊了报价")
    lines = shop.say("XiaoLi", "我哪个客户最久没联系").splitlines()
    assert lines[1].startswith("1. 华为")


def test_who_owes_me(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 2台")
    assert "华为" in shop.say("XiaoLi", "谁欠我钱")
