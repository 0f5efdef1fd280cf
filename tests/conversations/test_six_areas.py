"""The six areas of a general CRM (R92): each has its records and its commands, in one day of one company."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def day(shop: Chat) -> Chat:
    for said in (
        "华为 A级 深圳 通信行业",
        "今天拜访了华为的李总，聊了报价",
        "华为 交换机项目 50万 下月底签",
        "华为下单 A100 10台",
        "华为 报修 打印机卡纸",
    ):
        shop.say("XiaoLi", said)
    return shop


@pytest.mark.parametrize(
    ("area", "who", "said", "found"),
    [
        ("customers", "XiaoLi", "深圳的A类客户", "华为"),
        ("customers", "XiaoLi", "客户画像 华为", "李强"),
        ("marketing", "WangFang", "建个活动 双十二专场 面向深圳的A类客户", "双十二专场"),
        ("marketing", "XiaoLi", "漏斗", "50万"),
        ("sales", "XiaoLi", "华为的订单", "8,000元"),
        ("service", "XiaoLi", "华为的工单", "1001 华为技术有限公司 报修 打印机卡纸"),
        ("reports", "XiaoLi", "这个月的跟进次数", "1次"),
        ("reports", "WangFang", "客户贡献", "华为技术有限公司 8,000元"),
        ("base data", "ChenYu", "字典 级别", "A"),
        ("base data", "XiaoLi", "A100多少钱", "800"),
        ("permission", "ChenYu", "用户列表", "王芳"),
        ("permission", "XiaoZhao", "客户 华为", "负责人是李晓"),
    ],
)
def test_an_area_answers(day: Chat, area: str, who: str, said: str, found: str) -> None:
    assert found in day.say(who, said), area


def test_what_service_has_not_yet_it_says(day: Chat) -> None:
    """Devices and dispatch come later; until then nothing that was said is lost."""
    for words in ("华为的打印机还在保吗", "1001号工单派最近的师傅"):
        reply = day.say("XiaoLi", words)
        assert "还没上线" in reply
        assert "原话" in reply


def test_the_areas_feed_one_another(day: Chat) -> None:
    timeline = day.say("XiaoLi", "华为的时间线")
    for part in ("拜访", "交换机", "下单"):
        assert part in timeline
