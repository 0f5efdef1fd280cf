"""Days off, quiet hours, and reminders that are not wanted: what waits and what comes at once."""

from tests.support.chat import Chat
from tests.support.whole import outbox


def sent(chat: Chat, who: str, head: str = "") -> list[str]:
    """What stands in the outbox for this person and was sent."""
    chat.settle()
    return [r["key"] for r in outbox(chat, who) if r["status"] == "sent" and r["key"].startswith(head)]


def test_leave_is_kept_with_its_days_and_taken_back(chat: Chat) -> None:
    assert "明天(周三)" in chat.say("XiaoLi", "我明天请假")
    assert "李晓 明天" in chat.say("WangFang", "谁请假了")
    assert "请假" in chat.say("XiaoLi", "撤销")
    assert "没有人请假" in chat.say("WangFang", "谁请假了")


def test_until_a_day_from_a_day_for_some_days(chat: Chat) -> None:
    assert "今天(周二)到11月27日(周五)" in chat.say("XiaoLi", "请假到周五")
    assert "11月30日(周一)到12月2日(周三)" in chat.say("XiaoWang", "下周一到周三休年假")
    assert "明天(周三)到11月27日(周五)" in chat.say("XiaoZhao", "明天请假三天")


def test_said_again_it_is_changed_and_not_doubled(chat: Chat) -> None:
    chat.say("XiaoLi", "我明天请假")
    assert "明天(周三)到11月27日" in chat.say("XiaoLi", "明天到周五请假")
    assert chat.say("WangFang", "谁请假了").count("李晓") == 1


def test_one_day_more_makes_it_longer(chat: Chat) -> None:
    chat.say("XiaoLi", "今天请假")
    assert "今天(周二)到明天(周三)" in chat.say("XiaoLi", "明天请假")
    assert "今天(周二)到明天(周三)" in chat.say("WangFang", "谁请假了")


def test_days_gone_stay_days_off(chat: Chat) -> None:
    chat.say("XiaoLi", "请假到周五")
    chat.skip_to("2026-11-26 09:00")
    assert "前天(周二)到今天(周四)" in chat.say("XiaoLi", "今天请假")


def test_without_days_it_is_asked(chat: Chat) -> None:
    assert "从哪天到哪天" in chat.say("XiaoLi", "我要请假")
    assert "明天(周三)到11月27日" in chat.say("XiaoLi", "明天到周五")


def test_half_a_day_holds_nothing_back(chat: Chat) -> None:
    assert "半天" in chat.say("XiaoLi", "我明天上午请假")
    assert "没有人请假" in chat.say("XiaoLi", "谁请假了")


def test_a_customer_who_is_away_is_no_leave(team: Chat) -> None:
    team.say("XiaoLi", "华为李强请假了，下周再约")
    assert "没有人请假" in team.say("XiaoLi", "谁请假了")


def test_cards_of_those_days_wait_for_the_first_workday(chat: Chat) -> None:
    chat.say("XiaoLi", "明天到周五请假")
    chat.say("XiaoWang", "让李晓周五前把样机清单发我")
    chat.wait_until("2026-11-27 18:00")
    assert sent(chat, "李晓", "plan:") == []
    assert (
        sent(chat, "李晓", "report:own:") == ["report:own:2:2026-11-24"] or sent(chat, "李晓", "plan:") == []
    )
    chat.wait_until("2026-11-30 09:00")
    assert [key for key in sent(chat, "李晓", "plan:") if "11-30" in key]


def test_the_substitute_is_told_and_gets_what_is_due(team: Chat) -> None:
    team.say("XiaoLi", "周四上午10点提醒我给华为李强回电话")
    reply = team.say("XiaoLi", "明天到周五请假 王磊替我")
    assert "王磊代你" in reply
    team.settle()
    assert "李晓请假" in str(outbox(team, "王磊")[-1]["payload"])
    team.wait_until("2026-11-26 10:00")
    card = team.cards("XiaoWang")[-1]
    assert "回电话" in str(card.card.card)
    assert "代李晓" in str(card.card.card)
    assert "已完成" in team.tap("XiaoWang", "完成", card)
    assert team.records("tasks")[0]["status"] == "done"
    team.settle()
    assert "王磊" in str([r for r in outbox(team, "李晓") if r["key"].startswith("task:done")][-1]["payload"])


def test_a_substitute_may_be_named_later_and_must_be_there(team: Chat) -> None:
    team.say("XiaoLi", "明天到周五请假")
    team.say("XiaoWang", "我明天请假")
    assert "也请假" in team.say("XiaoLi", "王磊替我")
    team.say("XiaoWang", "销假")
    assert "王磊代" in team.say("XiaoLi", "王磊替我")
    assert "不能代自己" in team.say("XiaoLi", "李晓替我")


def test_back_early(chat: Chat) -> None:
    chat.say("XiaoLi", "请假到周五")
    chat.wait_until("2026-11-25 10:00")
    assert "提醒恢复" in chat.say("XiaoLi", "我回来了")
    assert "没有人请假" in chat.say("WangFang", "谁请假了")
    assert "没有请假" in chat.say("XiaoLi", "销假")


def test_a_manager_may_say_it_for_their_people_and_nobody_else_may(chat: Chat) -> None:
    assert "李晓请假" in chat.say("WangFang", "李晓明天请假")
    assert "本人或主管" in chat.say("XiaoWang", "李晓后天请假")


def test_who_is_away_is_not_named_among_those_who_wrote_nothing(chat: Chat) -> None:
    chat.say("XiaoLi", "今天请假")
    chat.wait_until("2026-11-24 18:30")
    (row,) = [r for r in outbox(chat, "王芳") if r["key"].startswith("report:daily") and r["kind"] == "card"]
    silent = row["payload"]["text"]
    assert "没有记录：王磊" in silent
    assert "李晓" not in silent


def test_quiet_hours_hold_a_card_back_till_the_morning(team: Chat) -> None:
    team.wait_until("2026-11-24 22:00")
    team.say("XiaoLi", "让王磊明天下午三点去海康取样")
    assert sent(team, "王磊", "task:given") == []
    team.wait_until("2026-11-25 08:05")
    assert len(sent(team, "王磊", "task:given")) == 1


def test_what_answers_me_and_the_hour_i_chose_come_at_night(team: Chat) -> None:
    team.say("XiaoLi", "今晚十点半提醒我给李强发报价")
    team.wait_until("2026-11-24 22:30")
    assert "发报价" in str(team.cards("XiaoLi")[-1].card.card)


def test_ones_own_quiet_hours(team: Chat) -> None:
    assert "23:00–07:00" in team.say("XiaoWang", "免打扰 23点到7点")
    team.wait_until("2026-11-24 22:00")
    team.say("XiaoLi", "让王磊明天下午三点去海康取样")
    assert len(sent(team, "王磊", "task:given")) == 1
    assert "撤销" in team.say("XiaoWang", "撤销")
    assert "21:00–08:00" in team.say("XiaoWang", "提醒设置")
    assert "关掉免打扰" in team.say("XiaoWang", "取消免打扰")
    assert "默认" in team.say("XiaoWang", "免打扰恢复默认")
    assert "几点到几点" in team.say("XiaoWang", "免打扰")
    assert "22:00–08:00" in team.say("XiaoWang", "晚上10点到早上8点")


def test_what_waited_is_one_digest_and_comes_singly_when_asked(team: Chat) -> None:
    team.wait_until("2026-11-24 21:30")
    for what in ("取样", "送资料", "收合同", "看现场"):
        team.say("XiaoLi", f"让王磊明天下午三点去海康{what}")
    team.wait_until("2026-11-25 08:01")
    (digest,) = [r for r in outbox(team, "王磊") if r["key"].startswith("held:")]
    assert "4条消息" in digest["payload"]["title"]
    assert sent(team, "王磊", "task:given") == []
    card = team.cards("XiaoWang")[-1]
    assert "4条已发" in team.tap("XiaoWang", "逐条发我", card)
    assert len(sent(team, "王磊", "task:given")) == 4
    assert "已经发过" in team.tap("XiaoWang", "逐条发我", card)


def test_a_kind_is_muted_by_words_and_comes_back(chat: Chat) -> None:
    chat.say("XiaoLi", "明天提醒我对账")
    assert "早上的计划" in chat.say("XiaoLi", "不要再发早上的计划")
    chat.wait_until("2026-11-25 08:40")
    assert sent(chat, "李晓", "plan:") == []
    assert "已恢复" in chat.say("XiaoLi", "恢复提醒")
    assert "没有关掉" in chat.say("XiaoLi", "恢复提醒")
    chat.wait_until("2026-11-26 08:40")
    assert len(sent(chat, "李晓", "plan:")) == 1


def test_this_kind_means_the_card_just_seen(chat: Chat) -> None:
    chat.say("XiaoLi", "明天提醒我对账")
    chat.wait_until("2026-11-25 08:40")
    assert "早上的计划" in chat.say("XiaoLi", "这类不再提醒")
    assert "早上的计划" in chat.say("XiaoLi", "提醒设置")
    assert "提醒设置" in chat.say("XiaoLi", "撤销")
