"""他们有120个人: of the customer just spoken of, though no report was given; asked first."""

from tests.conversations.test_attachments import HUAWEI
from tests.support.chat import Chat
from tests.support.shop import HIKVISION


def told(team: Chat) -> list[tuple[object, object]]:
    return [(one["customer"], one["content"]) for one in team.records("interactions")]


def test_of_a_customer_just_made(team: Chat) -> None:
    team.say("XiaoLi", "加一个客户 蓝湖设计 前台小孟 13922223333")
    assert "蓝湖设计" in team.say("XiaoLi", "他们有120个人 一天大概喝80杯")
    assert told(team) == []
    team.say("XiaoLi", "1")
    assert told(team) == [("蓝湖设计", "他们有120个人 一天大概喝80杯")]
    team.say("XiaoLi", "撤销")
    assert told(team) == []


def test_it_may_be_left(team: Chat) -> None:
    team.say("XiaoLi", "客户 华为")
    team.say("XiaoLi", "他们有三个厂区")
    assert "没有记" in team.say("XiaoLi", "不用")
    assert told(team) == []


def test_not_of_the_report_on_somebody_before(team: Chat) -> None:
    team.say("XiaoLi", "今天见了李强 聊了报价")
    team.say("XiaoLi", "客户 海康")
    assert HIKVISION in team.say("XiaoLi", "那边三个车间都在用友商的")
    team.say("XiaoLi", "1")
    assert told(team) == [(HUAWEI, "聊了报价"), (HIKVISION, "那边三个车间都在用友商的")]


def test_a_question_and_mere_talk_are_not(team: Chat) -> None:
    team.say("XiaoLi", "客户 华为")
    for said in ("他们喝咖啡吗", "他们有多少人", "今天好累"):
        assert "要记成" not in team.say("XiaoLi", said)
    assert told(team) == []
    assert "要记成" not in team.say("XiaoWang", "他们有三个厂区")  # of nobody


def test_nothing_is_deleted(team: Chat) -> None:
    before = len(team.records("customers"))
    for said in ("删掉测试客户", "清空所有数据"):
        assert "没有动" in team.say("ChenYu", said)
    assert len(team.records("customers")) == before


def test_short_words_of_an_administrator(team: Chat) -> None:
    assert "最多领5个" in team.say("XiaoLi", "每人最多领几个")
    assert "所有级别30天" in team.say("ChenYu", "公海30天没跟进掉")
    team.say("ChenYu", "算了")
    assert "能看全部客户" in team.say("ChenYu", "把王芳也设成管理员")
    team.say("ChenYu", "算了")
    assert "管理员" in team.say("XiaoLi", "把小王也设成管理员")


def test_details_of_what_was_shown(team: Chat) -> None:
    team.say("WangFang", "这个月销售额")
    assert "销售额" in team.say("WangFang", "看明细")
    assert "没太明白" in team.say("XiaoWang", "看明细")
