"""待办 by words of their titles, in a hurry; what is called so by no task is somebody else's sentence."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import outbox, whole


@pytest.fixture
def busy(team: Chat) -> Chat:
    """小李 shares 标书 with 王磊, and has 送样机 from nobody."""
    team.say("XiaoLi", "和王磊一起周五前把海康的标书做了")
    team.say("XiaoLi", "明天下午三点提醒我给华为送样机")
    return team


def _status(chat: Chat, who: str, words: str) -> str:
    (task,) = [t for t in chat.records("tasks", assignee=who) if words in t["title"]]
    return str(task["status"])


@pytest.mark.parametrize(
    "said", ["标书我这边弄完了", "标书弄好了", "标书搞定了", "标书都写完了", "标书完成了"]
)
def test_done_by_its_words(busy: Chat, said: str) -> None:
    assert "完成" in busy.say("XiaoLi", said)
    assert _status(busy, "李晓", "标书") == "done"
    assert _status(busy, "王磊", "标书") == "open"
    busy.say("XiaoLi", "撤销")
    assert _status(busy, "李晓", "标书") == "open"


def test_done_and_how_it_went_in_one_breath(busy: Chat) -> None:
    reply = busy.say("XiaoLi", "送样机做完了 客户很满意 下周签合同")
    assert "完成：给华为送样机" in reply
    assert "聊得怎么样" not in reply
    assert _status(busy, "李晓", "送样机") == "done"
    (log,) = busy.records("interactions")
    assert (log["customer"], log["content"]) == ("华为技术有限公司", "客户很满意 下周签合同")
    busy.say("XiaoLi", "撤销")
    assert (_status(busy, "李晓", "送样机"), busy.records("interactions")) == ("open", [])


def test_what_is_done_is_done_once(busy: Chat) -> None:
    busy.say("XiaoLi", "送样机搞定")
    busy.say("XiaoLi", "不用")
    before = whole(busy)
    assert "已经完成" in busy.say("XiaoLi", "送样机搞定")
    assert "已经完成" in busy.say("XiaoLi", "给华为送样机完成了")
    assert whole(busy) == before


@pytest.mark.parametrize("said", ["食堂装修弄完了", "年会办完了", "合同审核改成紧急"])
def test_what_is_no_task_is_none(busy: Chat, said: str) -> None:
    busy.say("XiaoLi", said)
    assert {task["status"] for task in busy.records("tasks")} == {"open"}


def test_a_place_without_a_list_shows_it_and_the_place_then_counts(busy: Chat) -> None:
    asked = busy.say("XiaoLi", "第1个做完了")
    assert "1. 明天(周三)15:00 给华为送样机" in asked
    assert _status(busy, "李晓", "送样机") == "open"
    assert "完成：给华为送样机" in busy.say("XiaoLi", "第1个做完了")
    assert _status(busy, "李晓", "送样机") == "done"


def test_another_look_while_it_is_asked_which_is_no_answer(busy: Chat) -> None:
    assert "是下面哪一条" in busy.say("XiaoLi", "回访那个完成了")
    assert "我的待办（2条）" in busy.say("XiaoLi", "我的待办")


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("把送样机优先级改成高", "high"),
        ("送样机加急", "high"),
        ("送样机不急了", "low"),
        ("送样机改成紧急", "high"),
    ],
)
def test_how_urgent(busy: Chat, said: str, level: str) -> None:
    before = whole(busy)
    assert "优先级改为" in busy.say("XiaoLi", said)
    (task,) = [t for t in busy.records("tasks") if "送样机" in t["title"]]
    assert task["priority"] == level
    assert busy.records("customers", name="华为技术有限公司")[0]["level"] is None
    busy.say("XiaoLi", "撤销")
    assert whole(busy) == before


def test_half_done_is_told_to_whoever_waits_for_it(busy: Chat) -> None:
    assert "已告诉李晓" in busy.say("XiaoWang", "标书做了一半")
    busy.parts.deliver()
    assert "王磊说" in str(outbox(busy, "李晓")[-1]["payload"])
    busy.say("XiaoWang", "标书弄完了")
    progress = busy.say("XiaoLi", "标书进度")
    assert "1/2人完成" in progress
    assert "王磊 ✓" in progress
    assert "李晓 还没完成" in progress


def test_of_a_task_of_my_own_alone_nobody_is_told(busy: Chat) -> None:
    sent = len(busy.records("outbox"))
    busy.say("XiaoLi", "送样机做了一半")
    assert len(busy.records("outbox")) == sent


def test_from_hand_to_hand_once(busy: Chat) -> None:
    assert "交给王磊" in busy.say("XiaoLi", "送样机转给王磊")
    cards = len(busy.cards("XiaoWang"))
    assert "本来就在" in busy.say("XiaoLi", "把王磊的送样机给王磊")
    assert len(busy.cards("XiaoWang")) == cards
    assert "交给李晓" in busy.say("WangFang", "把王磊的送样机给小李")
    assert _status(busy, "李晓", "送样机") == "open"


@pytest.mark.parametrize("said", ["李晓手上几件事", "小李手头有什么活", "小李手里还有多少待办"])
def test_how_much_somebody_has(busy: Chat, said: str) -> None:
    assert "李晓的待办（2条）" in busy.say("WangFang", said)


@pytest.mark.parametrize("said", ["谁手上活最多", "谁最忙", "大家手上有多少事"])
def test_who_has_most(busy: Chat, said: str) -> None:
    busy.wait_until("2026-11-25 16:00")
    reply = busy.say("WangFang", said)
    assert reply.index("1. 李晓 2条，其中逾期1条") < reply.index("王磊 1条")
    assert "赵敏" not in reply
    assert "王磊" not in busy.say("XiaoLi", said)


def test_a_stranger_moves_nothing(busy: Chat) -> None:
    before = whole(busy)
    for said in ("送样机加急", "送样机搞定", "把李晓的送样机给王磊", "标书进度"):
        busy.say("XiaoZhao", said)
        busy.say("XiaoZhao", "算了")
    assert whole(busy) == before


def _appointments(chat: Chat) -> dict[str, str]:
    return {task["title"]: task["status"] for task in chat.records("tasks", assignee="李晓")}


def test_what_was_met_and_recorded_is_done_by_evening_and_escalates_to_nobody(team: Chat) -> None:
    team.say("XiaoLi", "明天下午2点去华为见李总")
    team.say("XiaoLi", "明天去海康拜访周航")
    team.wait_until("2026-11-25 15:00")
    team.say("XiaoLi", "今天拜访了华为李总，价格能接受")
    team.say("XiaoLi", "给周航打了电话，说改天")
    team.wait_until("2026-11-25 18:01")
    assert _appointments(team) == {"去华为见李总": "done", "去海康拜访周航": "open"}
    team.parts.run_job("rep-report", team.clock.now())
    assert _appointments(team)["去海康拜访周航"] == "open"


def test_a_visit_before_the_day_is_another(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为李总，聊了报价")
    team.say("XiaoLi", "今天下午5点去华为见李总")
    team.say("WangFang", "让小李今天下午4点去海康开会")
    team.say("XiaoLi", "刚和海康开了会，聊了预算")
    team.wait_until("2026-11-24 18:01")
    assert set(_appointments(team).values()) == {"open"}


def test_monday_on_a_friday_is_the_coming_one(team: Chat) -> None:
    team.wait_until("2026-11-27 09:00")
    team.say("XiaoLi", "下周一上午9点给海康送合同")
    assert "12月1日(周二)09:00" in team.say("XiaoLi", "周一的事推到周二")
    team.say("XiaoLi", "周三前把华为的合同发过去")
    assert "已取消待办" in team.say("XiaoLi", "华为合同那个取消")


def test_a_weekday_is_that_of_next_week_where_this_one_has_nothing(team: Chat) -> None:
    team.say("XiaoLi", "下周三给海康寄样品")
    team.say("XiaoLi", "周三那个改到周四下午三点")
    (task,) = team.records("tasks")
    assert task["due_at"].startswith("2026-12-03T15:00"), "both days are of one week"
