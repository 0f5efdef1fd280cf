"""本月客户提到最多的需求: counted by customers, whatever the words; drilled to what was written."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import outbox

NOTES = (
    ("XiaoLi", "今天拜访了华为的李强，他嫌贵，希望交货快一点"),
    ("XiaoLi", "跟华为王敏通了电话，还是觉得价格高"),
    ("XiaoLi", "今天跟海康周航通了电话，说要便宜点，问了账期"),
    ("XiaoZhao", "今天拜访了九阳的尹涛，催货，要求月结"),
)


@pytest.fixture
def asked(team: Chat) -> Chat:
    for who, words in NOTES:
        assert "已记" in team.say(who, words)
    return team


@pytest.mark.parametrize(
    "words",
    [
        *("本月客户提到最多的需求", "客户最关心什么", "最近客户都在提什么", "这个月客户反馈最多的问题"),
        *("客户需求排行", "本月客户的诉求有哪些"),
    ],
)
def test_customers_are_counted_not_words(asked: Chat, words: str) -> None:
    reply = asked.say("ChenYu", words)
    assert "价格 2家（杭州海康威视数字技术股份有限公司、华为技术有限公司）" in reply
    assert "交期 2家" in reply
    assert "账期 2家" in reply
    assert "今天" not in reply
    assert "同一家客户只算一次" in reply


def test_drilled_to_the_words_and_within_sight(asked: Chat) -> None:
    asked.say("ChenYu", "本月客户提到最多的需求")
    said = asked.say("ChenYu", "提到价格的")
    assert "2家客户，3条记录" in said
    assert "嫌贵" in said
    assert "没有记录提到「培训」" in asked.say("ChenYu", "提到培训的")
    assert "尹涛" not in asked.say("XiaoLi", "本月客户提到最多的需求")
    assert "没有两家以上" in asked.say("XiaoZhao", "客户最关心什么")
    asked.parts.deliver()
    assert [row for row in outbox(asked, "陈宇") if row["kind"] == "chart"]
    assert "没有两家以上" in asked.say("ChenYu", "上个月客户提到最多的需求")
