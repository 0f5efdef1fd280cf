"""Goods that are told apart by their size, and what one of them costs when only a figure is said."""

from decimal import Decimal

import pytest

from tests.support.chat import Chat
from tests.support.shop import one


@pytest.fixture
def fire(chat: Chat) -> Chat:
    """小李 has 永固五金; extinguishers of 4 and of 8 kg are in the list."""
    chat.say("XiaoLi", "新增客户 永固五金 联系人孙建国")
    chat.say("WangFang", "新增产品 4kg干粉灭火器 单价60 库存500 单位具")
    chat.say("WangFang", "新增产品 8kg干粉灭火器 单价110 库存500 单位具")
    return chat


def test_without_a_list_the_size_is_part_of_what_is_quoted(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 永固五金")
    reply = chat.say("XiaoLi", "报价 永固五金 4公斤干粉灭火器 160具 单价58 推车式35公斤 10台 单价460")
    assert "4公斤干粉灭火器 160具 × 58元 = 9,280元" in reply
    assert "推车式35公斤 10台 × 460元 = 4,600元" in reply
    reply = chat.say("XiaoLi", "永固五金报价 100米网线 单价2 5个水晶头 单价3")
    assert "网线 100米 × 2元" in reply


@pytest.mark.parametrize("said", ["8公斤灭火器20具", "8kg干粉20具", "8公斤干粉灭火器 20具"])
def test_the_size_tells_which_of_the_list(fire: Chat, said: str) -> None:
    assert "8kg干粉灭火器 20具 × 110元 = 2,200元" in fire.say("XiaoLi", f"永固五金下单 {said}")
    assert "是哪一个" in fire.say("XiaoLi", "永固五金下单 干粉灭火器30具")


@pytest.mark.parametrize("price", ["还是58", "58", "58块", "单价58", "价格还是58"])
def test_a_figure_near_the_price_of_one_is_of_one(fire: Chat, price: str) -> None:
    fire.say("XiaoLi", f"永固五金又订了50具4kg干粉灭火器 {price}")
    assert Decimal(one(fire, "orders")["amount"]) == 2900


@pytest.mark.parametrize(
    ("said", "whole"), [("100具 5500", 5500), ("2具 100", 100), ("30具 还是1.5万", 15000)]
)
def test_a_figure_far_from_it_is_of_all(fire: Chat, said: str, whole: int) -> None:
    fire.say("XiaoLi", f"永固五金下单 4kg干粉灭火器{said}")
    assert Decimal(one(fire, "orders")["amount"]) == whole


def test_so_many_instead_of_so_many(fire: Chat) -> None:
    fire.say("XiaoLi", "永固五金报价 4kg干粉灭火器 10具 8kg干粉灭火器 20具")
    assert "数量改为8具（4kg干粉灭火器）" in fire.say("XiaoLi", "刚那个10具改8具")
    assert "数量改为25具（8kg干粉灭火器）" in fire.say("XiaoLi", "刚才那个20具的 25具")
    assert "4kg干粉灭火器 18具" in fire.say("XiaoLi", "再加10具4kg干粉灭火器")
    assert "已" not in fire.say("XiaoLi", "刚那个99具改8具")


@pytest.mark.parametrize("said", ["永固五金那个报价客户同意了 直接转订单", "永固的报价他们确认了 下单吧"])
def test_what_was_agreed_to_becomes_an_order(fire: Chat, said: str) -> None:
    fire.say("XiaoLi", "永固五金报价 4kg干粉灭火器 10具")
    fire.say("XiaoLi", "今天还有啥事")
    fire.say("XiaoLi", said)
    assert Decimal(one(fire, "orders", customer="永固五金")["amount"]) == 600
