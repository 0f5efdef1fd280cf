"""The demo's company: what a visitor asks it first has an answer."""

from genjin import sample
from tests.support.chat import TZ, Chat


def test_what_the_demo_shows(chat: Chat) -> None:
    sample.fill(chat.parts.database, chat.clock.now(), TZ)
    sample.fill(chat.parts.database, chat.clock.now(), TZ)  # does nothing twice
    for words, part in (
        ("价目表", "A100"),
        ("年终答谢效果怎么样", "合计：1家"),
        ("下个月到期的保单", "PA123"),
        ("把产品手册发我", "https://example.com/a100-handbook.pdf"),
        ("华为还欠多少", "还欠4,400元"),
        ("明天见谁", "去见华为李强"),
        ("准备一下海康", "机房改造项目 50万"),
        ("准备一下海康", "报价：Q"),
        ("准备一下华为", "服务合同 HT2025001"),
        ("我的工单", "1001 华为技术有限公司 报修 A100 交换机 有一个端口不亮"),
        ("海康的工单", "1002 杭州海康威视数字技术股份有限公司 投诉 送货晚了一天 已关闭"),
    ):
        assert part in chat.say("XiaoLi", words), words
    assert "B级客户，3家，进行中" in chat.say("ChenYu", "活动列表")
    assert "王磊" in chat.say("WangFang", "年终答谢效果怎么样")
    assert len(chat.records("customers")) == len(sample.CUSTOMERS)
