"""The largest customers, chances and orders, and whose are the most."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def busy(selling: Chat) -> Chat:
    """李晓 has two chances of 50万 together, 赵敏 one of 90万, 王磊 nothing."""
    selling.say("XiaoLi", "给海康建个商机 存储 30万 12月1日签")
    selling.say("XiaoLi", "给华为建个商机 交换机 20万 12月20日签")
    selling.say("XiaoZhao", "给九阳建个商机 产线 90万")
    return selling


@pytest.mark.parametrize(
    "said",
    ["前两大客户", "今年前两大客户", "最大的两个客户", "今年最大的2个客户", "成交金额最大的两个客户"],
)
def test_as_many_customers_as_were_asked_for(busy: Chat, said: str) -> None:
    reply = busy.say("ChenYu", said)
    assert "1. 九阳股份有限公司 88万元" in reply
    assert "2. 华为技术有限公司 50万元" in reply
    assert "海康" not in reply
    assert "共3个，只列前2" in reply


def test_the_largest_customer_of_whom(busy: Chat) -> None:
    assert "全公司 1月1日–11月24日 销售额 按客户" in busy.say("ChenYu", "我们最大的客户是哪家")
    assert "李晓 1月1日–11月24日 销售额 按客户：60万元" in busy.say("ChenYu", "小李最大的客户")
    mine = busy.say("XiaoLi", "我最大的客户")
    assert "1. 华为技术有限公司 50万元" in mine
    assert "九阳" not in mine


@pytest.mark.parametrize("said", ["谁的客户最多", "客户最多的是谁", "谁手上客户最多"])
def test_who_has_the_most_customers(busy: Chat, said: str) -> None:
    assert "· 李晓 2位\n· 赵敏 1位" in busy.say("ChenYu", said)
    assert "赵敏" not in busy.say("WangFang", said)


def test_the_fewest_begin_with_who_has_none(busy: Chat) -> None:
    assert "· 王磊 0位\n· 赵敏 1位\n· 李晓 2位" in busy.say("ChenYu", "谁的客户最少")
    assert "· 杭州 2位\n· 深圳 1位" in busy.say("ChenYu", "哪个地区的客户最多")


@pytest.mark.parametrize("said", ["最大的商机", "谁手上单子最大", "哪个商机最大", "手上最大的单子是哪个"])
def test_the_largest_chance_comes_first(busy: Chat, said: str) -> None:
    assert "1. 九阳股份有限公司 产线 90万" in busy.say("ChenYu", said)


def test_of_whom_and_how_many_chances(busy: Chat) -> None:
    two = busy.say("ChenYu", "最大的两个商机")
    assert "最大的2个商机：2个，合计120万" in two
    assert "交换机" not in two
    own = busy.say("ChenYu", "小李最大的商机")
    assert "李晓的商机：2个" in own
    assert "九阳" not in own
    assert "九阳" not in busy.say("XiaoLi", "最大的商机")
    assert "看不到" in busy.say("XiaoLi", "小赵最大的商机")


@pytest.mark.parametrize("said", ["谁的商机最多", "谁手上单子最多", "每个人手上多少商机"])
def test_whose_chances_are_the_most(busy: Chat, said: str) -> None:
    reply = busy.say("ChenYu", said)
    assert "进行中的商机 按人：3个，合计140万\n1. 李晓 2个，合计50万\n2. 赵敏 1个，合计90万" in reply


def test_the_most_by_sum_and_the_fewest(busy: Chat) -> None:
    assert "1. 赵敏 1个，合计90万" in busy.say("ChenYu", "谁的商机总额最大")
    assert "1. 王磊 没有\n2. 赵敏 1个" in busy.say("ChenYu", "谁的商机最少")


def test_the_largest_orders_of_a_time(busy: Chat) -> None:
    busy.say("XiaoLi", "海康下单 存储 50万")
    busy.say("XiaoLi", "取消海康那单 存储")
    reply = busy.say("ChenYu", "这个月最大的两单")
    assert "全公司的订单（11月1–30日），从大到小：共2单，" in reply
    assert "1. 11月20日(周五) 九阳股份有限公司 88万" in reply
    assert "11月1–30日" in busy.say("ChenYu", "本月订单")


@pytest.mark.parametrize("said", ["项目最大的难点是价格", "最大的问题是价格", "给最大的客户打电话"])
def test_the_largest_of_something_else_is_no_list(busy: Chat, said: str) -> None:
    reply = busy.say("XiaoLi", said)
    assert "口径" not in reply
    assert "从大到小" not in reply
    assert "商机：" not in reply


def test_the_largest_payments(busy: Chat) -> None:
    for said in ("单笔最大的回款", "最大的一笔回款是哪家"):
        reply = busy.say("WangFang", said)
        assert "回款：共3笔，大的在前" in reply
        assert reply.index("15万") < reply.index("5万")
        assert "九阳" not in reply
    assert "10月" not in busy.say("WangFang", "这个月最大的一笔回款")
    assert "今天没有回款" in busy.say("WangFang", "今天最大的回款")
