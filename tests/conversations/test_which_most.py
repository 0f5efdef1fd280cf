"""Which of them has the most, over all time, and lists whose condition was lost."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("今年哪个月签得最多", ["销售额 按月", "2. 11月 128万元"]),
        ("哪个行业卖得最好", ["11月1–24日 销售额 按行业", "1. 家电 88万元"]),
        ("哪个部门签单最多", ["销售额 按部门", "1. 销售二部 88万元"]),
        ("上个月哪个部门回款最多", ["10月1–31日 回款 按部门", "1. 销售一部 10万元"]),
        ("签单最多的人是谁", ["销售额 按人", "1. 赵敏 88万元"]),
        ("回款最少的同事", ["回款 按人", "李晓 20万元"]),
    ],
)
def test_split_as_it_was_asked(selling: Chat, said: str, answers: list[str]) -> None:
    reply = selling.say("ChenYu", said)
    assert all(answer in reply for answer in answers), reply


def test_over_all_time(selling: Chat) -> None:
    assert "到11月24日累计 华为技术有限公司 订单数：2单" in selling.say("XiaoLi", "华为一共下过几单")
    assert "11月1–24日 华为技术有限公司 订单数：1单" in selling.say("XiaoLi", "华为这个月一共下过几单")


def test_no_condition_of_a_list_is_lost(selling: Chat) -> None:
    selling.skip_to("2026-12-30 09:30")
    assert "B级30天没跟进的客户：共2位" in selling.say("ChenYu", "B类客户有几家没跟进")
    assert "李晓的30天没跟进的客户：共2位" in selling.say("ChenYu", "小李的客户里谁没跟进")
    bought = selling.say("ChenYu", "哪些客户超过45天没下单")
    assert "45天没再下单的客户：共1位" in bought
    assert "华为" in bought


def test_what_was_lost_is_no_list_of_orders(selling: Chat) -> None:
    selling.say("XiaoLi", "给海康建个商机 存储 30万")
    selling.say("XiaoLi", "海康的存储丢了 价格太高")
    reply = selling.say("ChenYu", "最近丢了哪些单")
    assert "输单商机：1个" in reply
    assert "华为" not in reply


def test_what_cannot_be_counted_is_said(selling: Chat) -> None:
    assert "还算不了" in selling.say("ChenYu", "老客户复购了几家")


def test_who_did_it_and_how_often(selling: Chat) -> None:
    selling.say("XiaoLi", "今天拜访了海康 聊得不错")
    assert "1. 李晓 1次" in selling.say("WangFang", "今天谁去拜访了")
    assert "没有记录" in selling.say("WangFang", "昨天谁拜访客户了")
    assert "1. 李晓 2单" in selling.say("WangFang", "这个月谁签单了")
    assert "没有拜访的" in selling.say("WangFang", "今天谁没拜访")


def test_who_has_not_bought_yet(selling: Chat) -> None:
    selling.say("XiaoLi", "新增客户 永固五金")
    for said in ("没成交的客户", "还没成交的客户有几个", "我有几个客户还没成交", "哪些客户还没签单"):
        reply = selling.say("XiaoLi", said)
        assert "没下过单的客户：共1位" in reply
        assert "永固五金" in reply


def test_what_a_customer_spent_is_a_sum(selling: Chat) -> None:
    assert "销售额：50万元" in selling.say("WangFang", "华为这个客户今年花了多少")
    assert "没有输单商机" in selling.say("WangFang", "丢了哪些单 为什么")
