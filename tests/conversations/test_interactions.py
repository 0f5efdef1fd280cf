"""What happened, in the words of a rep: one message, the right records."""

import pytest

from tests.support.chat import Chat


def test_one_message_with_a_visit_and_the_next_step(team: Chat) -> None:
    reply = team.say("XiaoLi", "今天拜访了华为的李总,聊了报价,下周三再跟进")
    assert "华为技术有限公司 李强" in reply
    (log,) = team.records("interactions")
    assert (log["customer"], log["contact"], log["channel"]) == ("华为技术有限公司", "李强", "visit")
    assert log["content"] == "聊了报价"
    assert log["happened_at"].startswith("2026-11-24")
    (task,) = team.records("tasks")
    assert task["customer"] == "华为技术有限公司"
    assert task["due_at"].startswith("2026-12-02")
    assert task["assignee"] == "李晓"


def test_customer_and_person_are_made_on_first_mention(chat: Chat) -> None:
    reply = chat.say("XiaoLi", "刚给宏图机械的陈经理打了电话，他要样品")
    assert "新建" in reply
    (log,) = chat.records("interactions")
    assert (log["customer"], log["contact"], log["channel"]) == ("宏图机械", "陈经理", "call")


def test_he_and_this_customer_from_context(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    team.say("XiaoLi", "又给他打了个电话，同意降价")
    first, second = team.records("interactions")
    assert second["customer"] == first["customer"]
    assert (second["contact"], second["channel"]) == ("李强", "call")


def test_the_customer_is_asked_when_there_is_none(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 星辰科技有限公司")
    chat.wait_until("2026-11-24 17:00")
    assert "哪个客户" in chat.say("XiaoLi", "今天上门聊了报价")
    assert "已记跟进" in chat.say("XiaoLi", "星辰科技")
    (log,) = chat.records("interactions")
    assert (log["customer"], log["channel"]) == ("星辰科技有限公司", "visit")


def test_several_of_that_name_are_a_question_with_a_card(team: Chat) -> None:
    team.say("XiaoLi", "海康加个联系人 李伟 副总 13900001111")
    team.wait_until("2026-11-24 17:00")
    reply = team.say("XiaoLi", "今天跟李总吃饭，聊了明年的合作")
    assert "李强" in reply
    assert "李伟" in reply
    assert team.records("interactions") == []
    card = team.cards("XiaoLi")[-1]
    assert "李伟" in team.tap("XiaoLi", "李伟", card)
    (log,) = team.records("interactions")
    assert (log["contact"], log["customer"]) == ("李伟", "杭州海康威视数字技术股份有限公司")
    assert "已经答过" in team.tap("XiaoLi", "李强", card)
    assert len(team.records("interactions")) == 1


def test_candidates_by_number(team: Chat) -> None:
    team.say("XiaoLi", "海康加个联系人 李伟 副总 13900001111")
    team.wait_until("2026-11-24 17:00")
    reply = team.say("XiaoLi", "今天跟李总吃饭，聊了明年的合作")
    number = next(line[0] for line in reply.split("\n") if "李伟" in line)
    team.say("XiaoLi", number)
    (log,) = team.records("interactions")
    assert log["contact"] == "李伟"


def test_an_order_of_its_own_drops_the_question(team: Chat) -> None:
    team.say("XiaoLi", "新增一个客户")
    assert "已记跟进" in team.say("XiaoLi", "今天拜访了海康的周航，看了样机")
    assert len(team.records("interactions")) == 1


def test_an_earlier_day_is_marked(team: Chat) -> None:
    assert "补录" in team.say("XiaoLi", "上周五去海康拜访了周航，聊了交期")
    (log,) = team.records("interactions")
    assert log["backfilled"] is True
    assert log["happened_at"].startswith("2026-11-20")


def test_what_only_looks_like_an_order_writes_nothing(team: Chat) -> None:
    for words in ("华为股价涨了", "听说华为要裁员", "哈哈哈", "要是华为能签就好了", "中午吃啥"):
        team.say("XiaoLi", words)
    assert team.records("interactions") == []
    assert team.records("tasks") == []
    kept = {row["text"] for row in team.records("inbox")}
    assert "华为股价涨了" in kept


def test_history_of_a_customer(team: Chat) -> None:
    team.say("XiaoLi", "昨天给华为王敏打电话，讲了配置")
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    reply = team.say("XiaoLi", "华为最近的跟进记录")
    assert reply.index("聊了报价") < reply.index("讲了配置")


def test_a_customer_beyond_sight_is_never_taken_for_the_one_spoken_of(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康的周航，聊了验收")
    for words in (
        "和九阳聊了聊，他们想换供应商",
        "九阳今天来电话催货",
        "刚给九阳寄了样品",
        "今天九阳来厂里看了样机",
    ):
        reply = team.say("XiaoLi", words)
        assert "负责人是赵敏" in reply, words
        assert "尹涛" not in reply
    assert len(team.records("interactions")) == 1
    assert "哪个客户" in team.say("XiaoLi", "又聊了一下，说九阳报得更低"), "九阳 was spoken of last"
    assert "海康威视" in team.say("XiaoLi", "海康")
    assert len(team.records("interactions")) == 2


def test_told_late_it_is_the_day_it_was(team: Chat) -> None:
    team.say("XiaoLi", "昨天忘了记 补一条 上周五跟李强吃饭 聊年底采购")
    (log,) = team.records("interactions")
    assert (log["contact"], log["content"], log["happened_at"][:10]) == ("李强", "聊年底采购", "2026-11-20")


def test_of_two_customers_each_has_its_own(team: Chat) -> None:
    team.say("XiaoLi", "今天去了海康聊报价。华为那边,李强说下周签")
    found = {(log["customer"], log["contact"], log["content"]) for log in team.records("interactions")}
    assert found == {
        ("杭州海康威视数字技术股份有限公司", None, "聊报价"),
        ("华为技术有限公司", "李强", "说下周签"),
    }


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("补记 昨天下午去了华为 见了李强", "2026-11-23"),
        ("前两天忘了说 上周四李强来电话催报价", "2026-11-19"),
        ("补一条上周五跟李强吃饭的记录", "2026-11-20"),
    ],
)
def test_told_late_it_is_one_record_of_that_day(team: Chat, said: str, day: str) -> None:
    team.say("XiaoLi", said)
    (log,) = team.records("interactions")
    assert (log["contact"], log["happened_at"][:10], log["backfilled"]) == ("李强", day, True)
