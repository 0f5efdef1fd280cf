"""What is to do: from the sentence to the card on the hour and the tap on it."""

from tests.support.chat import Chat


def test_a_reminder_comes_back_with_its_date(chat: Chat) -> None:
    reply = chat.say("XiaoLi", "明天下午三点提醒我给王总回电话")
    assert "明天(周三)15:00" in reply
    (task,) = chat.records("tasks")
    assert "回电话" in task["title"]
    assert task["due_at"] == "2026-11-25T15:00:00+08:00"


def test_the_hour_is_an_afterthought(team: Chat) -> None:
    assert "10:00" in team.say("XiaoLi", "明天去海康送样 上午10点")
    (task,) = team.records("tasks")
    assert (task["title"], task["due_at"]) == ("去海康送样", "2026-11-25T10:00:00+08:00")


def test_a_time_already_gone_is_refused(chat: Chat) -> None:
    assert "已经过去" in chat.say("XiaoLi", "今天上午八点提醒我开会")
    assert chat.records("tasks") == []


def test_the_card_arrives_once_on_the_hour(chat: Chat) -> None:
    chat.say("XiaoLi", "明天下午三点提醒我给王总回电话")
    chat.wait_until("2026-11-25 14:59")
    before = len(chat.cards("XiaoLi"))
    chat.wait_until("2026-11-25 15:00")
    chat.wait_until("2026-11-25 15:02")
    cards = chat.cards("XiaoLi")[before:]
    assert len(cards) == 1
    assert "回电话" in str(cards[0].card.card)


def test_done_with_a_tap_and_the_second_tap_says_so(chat: Chat) -> None:
    chat.say("XiaoLi", "明天下午三点提醒我给王总回电话")
    chat.wait_until("2026-11-25 15:00")
    card = chat.cards("XiaoLi")[-1]
    assert "已完成" in chat.tap("XiaoLi", "完成", card)
    (task,) = chat.records("tasks")
    assert task["status"] == "done"
    done_at = task["done_at"]
    assert "已完成" in chat.tap("XiaoLi", "推迟一天", card)
    (task,) = chat.records("tasks")
    assert (task["status"], task["done_at"]) == ("done", done_at)


def test_later_with_a_tap(chat: Chat) -> None:
    chat.say("XiaoLi", "明天下午三点提醒我给王总回电话")
    chat.wait_until("2026-11-25 15:00")
    assert "明天" in chat.tap("XiaoLi", "推迟一天")
    chat.wait_until("2026-11-26 15:00")
    assert "下周再说" in str(chat.cards("XiaoLi")[-1].card.card)
    assert "11月30日" in chat.tap("XiaoLi", "下周再说")
    (task,) = chat.records("tasks")
    assert task["due_at"].startswith("2026-11-30T15:00")


def test_lists_of_today_this_week_and_overdue(chat: Chat) -> None:
    chat.say("XiaoLi", "今天下午五点提醒我发报价单")
    chat.say("XiaoLi", "周五前把合同寄出去")
    chat.say("XiaoLi", "下周二提醒我对账")
    today = chat.say("XiaoLi", "今天有啥待办")
    assert "发报价单" in today
    assert "合同" not in today
    week = chat.say("XiaoLi", "本周待办")
    assert "合同" in week
    assert "对账" not in week
    assert "没有" in chat.say("XiaoLi", "逾期待办")
    chat.wait_until("2026-11-24 18:00")
    assert "发报价单" in chat.say("XiaoLi", "逾期待办")


def test_done_later_and_cancelled_by_words(chat: Chat) -> None:
    chat.say("XiaoLi", "明天提醒我给海康寄样机")
    chat.say("XiaoLi", "周五前把报价单发给万通")
    chat.say("XiaoLi", "下周二提醒我对账")
    assert "完成" in chat.say("XiaoLi", "寄样机那个完成了")
    assert "12月1日" not in chat.say("XiaoLi", "报价单那个推到下周一")
    assert "取消" in chat.say("XiaoLi", "对账的待办不用做了，取消")
    states = {task["title"]: task["status"] for task in chat.records("tasks")}
    assert sorted(states.values()) == ["cancelled", "done", "open"]
    (open_one,) = chat.records("tasks", status="open")
    assert open_one["due_at"].startswith("2026-11-30")


def test_earlier_goes_back_and_not_on(chat: Chat) -> None:
    chat.say("XiaoLi", "周五下午三点去给海康验收")
    chat.say("XiaoLi", "验收那个待办提前两天")
    (task,) = chat.records("tasks")
    assert task["due_at"] == "2026-11-25T15:00:00+08:00"
    assert "已经过去" in chat.say("XiaoLi", "验收那个待办提前三天")
    chat.say("XiaoLi", "验收那条提前半小时")
    (task,) = chat.records("tasks")
    assert task["due_at"] == "2026-11-25T14:30:00+08:00"


def test_a_number_of_the_list_just_shown(chat: Chat) -> None:
    chat.say("XiaoLi", "明天提醒我给海康寄样机")
    chat.say("XiaoLi", "后天提醒我对账")
    chat.say("XiaoLi", "我的待办")
    assert "对账" in chat.say("XiaoLi", "第2个完成了")


def test_a_bare_number_and_done_mean_the_list_just_shown(chat: Chat) -> None:
    chat.say("XiaoLi", "明天提醒我给海康寄样机")
    chat.say("XiaoLi", "后天提醒我对账")
    chat.say("XiaoLi", "2 完成")
    assert {task["status"] for task in chat.records("tasks")} == {"open"}
    chat.say("XiaoLi", "我的待办")
    assert "对账" in chat.say("XiaoLi", "2 完成")
    chat.say("XiaoLi", "我的待办")
    assert "寄样机" in chat.say("XiaoLi", "完成1")
    assert {task["status"] for task in chat.records("tasks")} == {"done"}


def test_for_a_colleague(team: Chat) -> None:
    assert "王磊" in team.say("XiaoLi", "让王磊后天上午去海康取样")
    (task,) = team.records("tasks")
    assert (task["assignee"], task["creator"]) == ("王磊", "李晓")


def test_my_tasks_are_not_a_strangers(team: Chat) -> None:
    team.say("XiaoLi", "明天提醒我给海康寄样机")
    assert "寄样机" not in team.say("XiaoZhao", "我的待办")
    assert "寄样机" in team.say("WangFang", "李晓的待办")


def test_words_that_are_no_time_are_asked_again(team: Chat) -> None:
    team.say("XiaoLi", "周五前给海康寄样品")
    team.say("XiaoLi", "待办")
    if "改到什么时候" not in team.say("XiaoLi", "第1个推迟"):
        team.say("XiaoLi", "推迟待办")  # it was asked whether that is meant
    assert team.say("XiaoLi", "看情况吧") == "改到什么时候？"
    assert "12月2日(周三)" in team.say("XiaoLi", "下周三")
