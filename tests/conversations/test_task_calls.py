"""待办 that came to nothing or to an end in two words: 打过了, 没打通, 取消吧 她出差了, 周五 还是那个时间."""

from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole


def _task(chat: Chat, words: str) -> dict[str, Any]:
    (task,) = [t for t in chat.records("tasks") if words in t["title"]]
    return task


@pytest.fixture
def caller(team: Chat) -> Chat:
    """小李 has to call 李强 tomorrow at ten, and 周航 the day after."""
    team.say("XiaoLi", "明天上午十点给李强打电话")
    team.say("XiaoLi", "后天给周航打电话")
    return team


@pytest.mark.parametrize("said", ["打过了", "打了", "电话打了", "已经打过电话了", "电话打完了", "刚打通了"])
def test_after_its_card_the_call_is_done(caller: Chat, said: str) -> None:
    caller.wait_until("2026-11-25 10:01")
    assert "完成：给李强打电话" in caller.say("XiaoLi", said)
    caller.say("XiaoLi", "他说价格可以")
    assert (_task(caller, "李强")["status"], _task(caller, "周航")["status"]) == ("done", "open")
    (log,) = caller.records("interactions")
    assert (log["contact"], log["content"]) == ("李强", "他说价格可以")


def test_called_and_what_was_said_in_one_breath(caller: Chat) -> None:
    caller.wait_until("2026-11-25 10:01")
    assert "聊得怎么样" not in caller.say("XiaoLi", "打过了 他说下周签")
    (log,) = caller.records("interactions")
    assert (log["customer"], log["content"]) == ("华为技术有限公司", "他说下周签")


def test_of_several_calls_it_is_asked_which(caller: Chat) -> None:
    caller.say("XiaoLi", "待办")
    caller.say("XiaoLi", "今天拜访了王敏 聊报价")
    asked = caller.say("XiaoLi", "打过了")
    assert "是哪一条待办" in asked
    assert "给周航打电话" in asked
    caller.say("XiaoLi", "2")
    assert (_task(caller, "李强")["status"], _task(caller, "周航")["status"]) == ("open", "done")


@pytest.mark.parametrize("said", ["打过了", "电话打不通", "没打通"])
def test_without_a_call_to_make_nothing_is_written(team: Chat, said: str) -> None:
    team.say("XiaoLi", "明天上午十点给李强送样品")
    before = whole(team)
    team.say("XiaoLi", said)
    assert whole(team) == before


@pytest.mark.parametrize("said", ["没打通", "没人接", "打了没接", "李强没接电话", "他一直占线", "电话打不通"])
def test_nobody_answered_and_it_is_asked_when_again(caller: Chat, said: str) -> None:
    caller.wait_until("2026-11-25 10:01")
    assert "什么时候再打" in caller.say("XiaoLi", said)
    assert "今天(周三)15:00：给李强打电话" in caller.say("XiaoLi", "下午三点")
    assert _task(caller, "李强")["status"] == "open"
    assert caller.records("interactions") == []


def test_nobody_answered_and_it_stays(caller: Chat) -> None:
    caller.wait_until("2026-11-25 10:01")
    before = _task(caller, "李强")
    caller.say("XiaoLi", "没人接")
    caller.say("XiaoLi", "不用")
    assert _task(caller, "李强") == before


@pytest.mark.parametrize("said", ["打了没人接 下午再打", "没打通，下午再打吧", "李强没接 下午再联系他"])
def test_nobody_answered_and_when_again_is_said(caller: Chat, said: str) -> None:
    caller.wait_until("2026-11-26 10:01")  # a day late: the afternoon is today's
    assert "今天(周四)14:00" in caller.say("XiaoLi", said)
    assert _task(caller, "李强")["due_at"] == "2026-11-26T14:00:00+08:00"


OFF = ["取消吧 她出差了", "她出差了 先取消", "不去了 王敏出差了", "王敏临时有事，先取消吧", "见不了了 人不在"]


@pytest.mark.parametrize("said", OFF)
def test_cancelled_and_why(team: Chat, said: str) -> None:
    team.say("XiaoLi", "后天下午去华为见李强")
    team.say("XiaoLi", "明天下午3点跟王敏开会")
    assert "已取消待办：跟王敏开会" in team.say("XiaoLi", said)
    assert (_task(team, "王敏")["status"], _task(team, "李强")["status"]) == ("cancelled", "open")
    team.say("XiaoLi", "撤销")
    assert _task(team, "王敏")["status"] == "open"


def test_put_off_and_why(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点跟王敏开会")
    assert "11月27日(周五)15:00" in team.say("XiaoLi", "她出差了 改到周五")


def test_away_without_an_appointment_is_news(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点跟王敏开会")
    team.say("XiaoLi", "李强出差了 先不去了")
    assert _task(team, "王敏")["status"] == "open"
    (log,) = team.records("interactions")
    assert log["contact"] == "李强"


def test_of_two_with_her_it_is_asked_which(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点跟王敏开会")
    team.say("XiaoLi", "后天下午跟王敏吃饭")
    assert "是哪一条待办" in team.say("XiaoLi", "不去了 王敏请假了")
    assert "已取消待办：跟王敏吃饭" in team.say("XiaoLi", "2")


@pytest.mark.parametrize(
    "said",
    [
        "改周五同一时间",
        "改到周五 同一时间",
        "还是那个时间 周五",
        "挪到周五 时间不变",
        "周五 老时间",
        "推到周五吧 还是那个点",
    ],
)
def test_another_day_at_the_same_hour(team: Chat, said: str) -> None:
    team.say("XiaoLi", "周三下午3点去华为拜访李强")
    assert "11月27日(周五)15:00" in team.say("XiaoLi", said)
    assert len(team.records("tasks")) == 1


def test_an_hour_for_what_is_late_is_one_to_come(team: Chat) -> None:
    team.say("XiaoLi", "明天上午十点给李强送样品")
    team.wait_until("2026-11-26 09:00")
    assert "今天(周四)15:00" in team.say("XiaoLi", "送样品改到三点")


def test_a_record_of_the_call_is_its_end(caller: Chat) -> None:
    caller.wait_until("2026-11-25 10:01")
    reply = caller.say("XiaoLi", "给李强打过电话了 他说价格可以")
    assert "顺带完成了待办：给李强打电话" in reply
    assert (_task(caller, "李强")["status"], _task(caller, "周航")["status"]) == ("done", "open")
    caller.say("XiaoLi", "撤销")
    assert (_task(caller, "李强")["status"], caller.records("interactions")) == ("open", [])


@pytest.mark.parametrize("said", ["周航打过电话了 样品收到了", "昨天给李强打了电话 没人接 说明天再打"])
def test_a_call_of_another_day_or_unheard_ends_nothing(caller: Chat, said: str) -> None:
    caller.say("XiaoLi", said)  # 李强's is due tomorrow, 周航's the day after
    assert {task["status"] for task in caller.records("tasks")} == {"open"}
    assert len(caller.records("interactions")) == 1


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("明天联系李强", "联系过了"),
        ("明天下午2点去华为见李强", "见过了"),
        ("今天寄样品给李强", "寄了"),
        ("今天把参数表发给李强", "发过去了"),
        ("明天问一下李强交期", "问过了"),
    ],
)
def test_a_deed_without_a_word_of_what(team: Chat, task: str, said: str) -> None:
    team.say("XiaoLi", "后天去海康开会")
    team.say("XiaoLi", task)
    assert "完成：" in team.say("XiaoLi", said)
    assert _task(team, "李强")["status"] == "done"
    assert _task(team, "海康")["status"] == "open"


def test_a_deed_nobody_has_to_do_and_one_said_in_answer(team: Chat) -> None:
    before = whole(team)
    for said in ("发了", "联系过了", "寄过去了"):
        team.say("XiaoLi", said)
    assert whole(team) == before
    team.say("XiaoLi", "今天把参数表发给李强")
    team.say("XiaoLi", "今天给周航打电话")
    team.say("XiaoLi", "打过了")
    team.say("XiaoLi", "问过了，价格没问题")
    assert _task(team, "参数表")["status"] == "open"


@pytest.mark.parametrize("said", ["没打通 算了", "没人接，晚点再打", "李强没接 回头再说"])
def test_nobody_answered_and_no_hour_is_said(caller: Chat, said: str) -> None:
    caller.wait_until("2026-11-25 10:01")
    before = _task(caller, "李强")
    assert "先放着：给李强打电话" in caller.say("XiaoLi", said)
    assert _task(caller, "李强") == before


def test_when_again_is_not_known_yet(caller: Chat) -> None:
    caller.wait_until("2026-11-25 10:01")
    before = _task(caller, "李强")
    caller.say("XiaoLi", "没打通")
    assert "先放着" in caller.say("XiaoLi", "一会儿再打")
    assert _task(caller, "李强") == before
