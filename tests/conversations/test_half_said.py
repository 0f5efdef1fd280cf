"""Half a sentence about what is there already, and the same words where nothing is."""

import pytest

from tests.support.chat import Chat


def test_a_sum_and_a_day_mend_the_payment_just_written(team: Chat) -> None:
    team.say("XiaoLi", "华为到账5万8")
    assert "4.8万" in team.say("XiaoLi", "是4万8")
    assert "已更正" in team.say("XiaoLi", "昨天到的")
    (payment,) = team.records("payments")
    assert (payment["amount"], payment["paid_on"]) == ("48000.00", "2026-11-23")


def test_a_sum_and_a_day_of_nothing_write_nothing(team: Chat) -> None:
    team.say("XiaoLi", "明天去华为")
    team.say("XiaoLi", "昨天到的")
    team.say("XiaoLi", "是4万8")
    assert team.records("payments") == team.records("orders") == []
    (task,) = team.records("tasks")
    assert task["due_at"].startswith("2026-11-25")


def test_a_note_in_ones_own_words_is_kept(team: Chat) -> None:
    assert "已记跟进" in team.say("XiaoLi", "记一下 李强喜欢喝茶")
    (log,) = team.records("interactions")
    assert (log["contact"], log["content"]) == ("李强", "李强喜欢喝茶")
    team.say("XiaoLi", "记一下 门口停车收费")
    (log,) = team.records("interactions", content="门口停车收费")
    assert "华为" in log["customer"], "of the customer just spoken of"


def test_a_note_about_nobody_is_no_record(chat: Chat) -> None:
    assert "原话留着" in chat.say("XiaoLi", "记一下 门口停车收费")
    assert chat.records("interactions") == []


def test_a_reminder_of_nothing_asks_what_of(team: Chat) -> None:
    assert "？" in team.say("XiaoLi", "下班前提醒我")
    team.say("XiaoLi", "给海康寄样品")
    (task,) = team.records("tasks")
    assert task["title"] == "给海康寄样品"
    assert task["due_at"].startswith("2026-11-24T18:00")


def test_what_one_may_not_see_is_not_called_nothing(team: Chat) -> None:
    team.say("XiaoZhao", "今天拜访了九阳的尹涛 聊了用量")
    assert "看不到" in team.say("WangFang", "小赵今天的跟进记录")
    assert "看不到" in team.say("WangFang", "小赵的待办")
    assert team.say("WangFang", "小王今天的跟进记录") == "王磊的跟进记录：今天还没有。"


def test_who_is_about_to_fall_is_asked_with_有没有(team: Chat) -> None:
    assert team.say("XiaoLi", "有没有快掉公海的") == team.say("XiaoLi", "哪些客户快掉公海了")


@pytest.mark.parametrize("said", ["R740啥价格", "A100库存", "A100什么价"])
def test_a_look_at_something_is_no_name_of_a_customer(shop: Chat, said: str) -> None:
    assert "哪个客户" in shop.say("XiaoWang", "今天跟客户聊了 他们预算三十万")
    assert "新建了客户" not in shop.say("XiaoWang", said)
    assert shop.records("interactions") == []


def test_what_came_in_is_no_answer_to_when(team: Chat) -> None:
    """海康今天到账8万, where it was asked how much another customer paid: a payment of its own."""
    team.say("XiaoLi", "华为打款了")
    team.say("XiaoLi", "海康今天到账8万")
    assert [(one["customer"], one["amount"]) for one in team.records("payments")] == [
        ("杭州海康威视数字技术股份有限公司", "80000.00")
    ]
