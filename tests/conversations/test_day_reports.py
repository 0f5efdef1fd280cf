"""交日报: the draft of 18:00 is handed in by a tap or a word, a sentence beside it; who has not."""

from typing import Any

import pytest
from sqlalchemy import select

from models.scope import SYSTEM
from models.work import DayReport
from tests.support.chat import Chat
from tests.support.whole import outbox

BUTTON = "交日报"
SIX = "2026-11-24 18:01"


@pytest.fixture
def evening(team: Chat) -> Chat:
    """小李 met 李强 and has the card of 18:00."""
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    team.wait_until(SIX)
    return team


def drafted(chat: Chat, userid: str) -> Any:
    """The newest card with the draft of a day."""
    return [one for one in chat.cards(userid) if "今天的小结" in str(one.card.card)][-1]


def last_text(chat: Chat, userid: str) -> str:
    chat.settle()
    return str(chat.box.inbox(userid)[-1].text)


def reports(chat: Chat) -> list[DayReport]:
    with chat.parts.database.read(SYSTEM, chat.clock.now()) as session:
        return list(session.scalars(select(DayReport).order_by(DayReport.id)))


def test_a_tap_hands_in_and_the_next_sentence_stands_beside_it(evening: Chat) -> None:
    card = drafted(evening, "XiaoLi")
    assert evening.tap("XiaoLi", BUTTON, card) == "18:01已交 ✓"
    asked = last_text(evening, "XiaoLi")
    assert asked.startswith("今天的日报已交：跟进1次、1家")
    assert "补进日报" in asked
    assert evening.say("XiaoLi", "今天主要在改标书，明天交") == "已补进今天的日报：今天主要在改标书，明天交"
    (report,) = reports(evening)
    assert report.added == "今天主要在改标书，明天交"
    assert evening.records("tasks") == []


def test_tapped_twice_it_is_handed_in_once(evening: Chat) -> None:
    card = drafted(evening, "XiaoLi")
    first = evening.tap("XiaoLi", BUTTON, card)
    before = len(evening.box.inbox("XiaoLi"))
    assert evening.tap("XiaoLi", BUTTON, card) == first
    assert len(evening.box.inbox("XiaoLi")) == before
    assert "已经交过了" in evening.say("XiaoLi", "交日报")
    assert len(reports(evening)) == 1


def test_undo_takes_the_sentence_then_the_report(evening: Chat) -> None:
    card = drafted(evening, "XiaoLi")
    evening.tap("XiaoLi", BUTTON, card)
    evening.say("XiaoLi", "日报补一句：周航那边下周定")
    assert "补充" in evening.say("XiaoLi", "撤销")
    assert reports(evening)[0].added == ""
    assert "新建的日报「11月24日」" in evening.say("XiaoLi", "撤销")
    assert reports(evening) == []
    assert "还没交" in evening.say("XiaoLi", "日报交了吗")
    assert evening.tap("XiaoLi", BUTTON, card) == "18:01已交 ✓"
    assert len(reports(evening)) == 1


def test_yesterdays_card_hands_in_yesterdays_report(evening: Chat) -> None:
    card = drafted(evening, "XiaoLi")
    evening.skip_to("2026-11-25 09:00")
    evening.say("XiaoLi", "今天拜访了海康的周航，聊了交期")
    assert evening.tap("XiaoLi", BUTTON, card) == "11月25日09:00补交 ✓"
    assert "昨天的日报已交：跟进1次、1家" in last_text(evening, "XiaoLi")
    (report,) = reports(evening)
    assert report.day.isoformat() == "2026-11-24"
    assert "已补进昨天的日报" in evening.say("XiaoLi", "客户嫌贵，要领导支持")
    assert "还没交" in evening.say("XiaoLi", "我的日报交了吗")


def test_by_a_word_before_the_card_and_the_card_says_so(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert "今天的日报已交：跟进1次、1家" in team.say("XiaoLi", "交日报")
    team.wait_until(SIX)
    card = drafted(team, "XiaoLi").card.card
    assert "button_list" not in card
    assert "09:30已交" in str(card)


def test_by_a_word_after_the_card_its_button_goes(evening: Chat) -> None:
    assert "今天的日报已交" in evening.say("XiaoLi", "把日报交了吧")
    assert drafted(evening, "XiaoLi").card.replaced == "18:01已交 ✓"


def test_a_sentence_without_a_report_waits_in_the_draft(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    said = team.say("XiaoLi", "日报补一句：LED 屏的样品要催")
    assert said == "已补进今天的日报：LED 屏的样品要催\n日报还没交，说「交日报」就交。"
    team.wait_until(SIX)
    card = drafted(team, "XiaoLi")
    assert "LED 屏的样品要催" in str(card.card.card)
    team.tap("XiaoLi", BUTTON, card)
    assert last_text(team, "XiaoLi").endswith("\n补充：LED 屏的样品要催")
    assert "补什么" in team.say("XiaoLi", "日报补一句")
    team.say("XiaoLi", "样品厂说下周到")
    team.say("XiaoLi", "日报里加一句 报价单已发")
    assert reports(team)[0].added == "LED 屏的样品要催\n样品厂说下周到\n报价单已发"


def test_nothing_done_today_a_sentence_is_the_report(team: Chat) -> None:
    team.wait_until(SIX)
    card = drafted(team, "XiaoWang")
    assert "还没交" in team.tap("XiaoWang", BUTTON, card)
    assert "今天还没有记录" in last_text(team, "XiaoWang")
    assert reports(team) == []
    assert "还没有记录" in team.say("XiaoWang", "好的")
    assert "今天的日报已交：没有跟进记录\n补充：在公司培训了一天" in team.say("XiaoWang", "在公司培训了一天")
    assert drafted(team, "XiaoWang").card.replaced == "18:01已交 ✓"
    assert "还没有记录" in team.say("WangFang", "交日报")
    assert "先不交" in team.say("WangFang", "算了")
    assert [one.added for one in reports(team)] == ["在公司培训了一天"]


@pytest.mark.parametrize("said", ["不用了", "好的", "没有了"])
def test_nothing_to_add_adds_nothing(evening: Chat, said: str) -> None:
    evening.tap("XiaoLi", BUTTON, drafted(evening, "XiaoLi"))
    assert "不补了" in evening.say("XiaoLi", said)
    assert reports(evening)[0].added == ""


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("明天下午三点提醒我给李强回电话", "tasks"),
        ("今天还拜访了海康的周航，聊了交期", "interactions"),
        ("海康的周航电话改成13900001111", "contacts"),
        ("明天去海康送合同", "tasks"),
    ],
)
def test_an_order_after_it_is_an_order(evening: Chat, said: str, kind: str) -> None:
    evening.tap("XiaoLi", BUTTON, drafted(evening, "XiaoLi"))
    before = evening.records(kind)
    evening.say("XiaoLi", said)
    assert evening.records(kind) != before
    assert reports(evening)[0].added == ""


def test_the_manager_reads_who_has_and_who_has_not(evening: Chat) -> None:
    evening.tap("XiaoLi", BUTTON, drafted(evening, "XiaoLi"))
    evening.say("XiaoLi", "今天主要在改标书")
    for asked in ("谁没交日报", "今天谁交了日报", "日报都交了吗", "大家日报交齐了没"):
        said = evening.say("WangFang", asked).split("\n")
        assert said == [
            "销售一部 今天的日报：1人已交，1人没交",
            "没交：王磊",
            "李晓 18:01交：今天主要在改标书",
        ]
    assert "日报交了1人，没交：王磊" in evening.say("WangFang", "日报")
    evening.wait_until("2026-11-24 18:31")
    cards = [row["payload"] for row in outbox(evening, "王芳") if row["key"].startswith("report:daily:")]
    assert "日报交了1人，没交：王磊" in cards[0]["text"]
    assert "李晓 1天" in evening.say("WangFang", "本周谁交了日报")


def test_a_manager_of_another_department_and_a_colleague_see_nothing_of_it(evening: Chat) -> None:
    evening.tap("XiaoLi", BUTTON, drafted(evening, "XiaoLi"))
    evening.say("ChenYu", "把赵敏设为销售二部的主管")
    for asked in ("谁交了日报", "日报", "李晓的日报"):
        assert "18:0" not in evening.say("XiaoZhao", asked)
    assert "只有主管看得到" in evening.say("XiaoWang", "谁没交日报")


def test_those_who_have_not_are_reminded_once(evening: Chat) -> None:
    evening.tap("XiaoLi", BUTTON, drafted(evening, "XiaoLi"))
    evening.say("WangFang", "谁没交日报")
    assert "已提醒王磊" in evening.say("WangFang", "提醒他们")
    assert "已提醒王磊" in evening.say("WangFang", "催一下没交日报的")
    told = [row for row in outbox(evening, "王磊") if row["key"].startswith("nudge:report:")]
    assert [row["payload"]["text"] for row in told] == ["王芳提醒你：今天的日报还没交，说「交日报」就交。"]
    evening.say("XiaoWang", "今天拜访了中科的刘工，聊了方案")
    evening.say("XiaoWang", "交日报")
    assert "都交了" in evening.say("WangFang", "催交日报")


def test_a_sentence_is_led_by_a_word_or_two(evening: Chat) -> None:
    assert "今天的日报已交" in evening.say("XiaoLi", "交了")
    evening.say("XiaoLi", "补一句 周航那边稳了")
    evening.say("XiaoLi", "再加一句：样品到了")
    assert reports(evening)[0].added == "周航那边稳了\n样品到了"
    assert "改回周航那边稳了" in evening.say("XiaoLi", "撤销")
    assert "改回空" in evening.say("XiaoLi", "撤销")
    assert "还没" in evening.say("XiaoWang", "补一句 周航那边稳了") or len(reports(evening)) == 1


def test_handed_in_is_said_of_the_card_alone(team: Chat) -> None:
    team.say("XiaoLi", "交了")
    assert reports(team) == []


def test_just_asked_who_has_not_those_are_meant(evening: Chat) -> None:
    evening.say("WangFang", "谁没交日报")
    assert "已提醒李晓、王磊" in evening.say("WangFang", "催一下")


@pytest.mark.parametrize("asked", ["小结", "我今天的小结", "今天的都记了吗"])
def test_what_stands_in_it_so_far(team: Chat, asked: str) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    said = team.say("XiaoLi", asked).split("\n")
    assert said[0].startswith("今天的小结：跟进1次、1家")
    assert said[1] == "跟进 拜访 华为技术有限公司 李强：聊了报价"
    assert said[-1] == "日报还没交，说「交日报」就交"
    team.say("XiaoLi", "交日报")
    assert "已交" in team.say("XiaoLi", asked)
    assert "还没有记录" in team.say("XiaoWang", asked)


def test_taken_back_it_is_a_draft_again_and_nothing_else_is_undone(evening: Chat) -> None:
    evening.say("XiaoLi", "交日报")
    evening.say("XiaoLi", "对了 今天还见了王敏 聊了交期")
    assert "已经交过了" in evening.say("XiaoLi", "日报重新交一下")
    assert "收回来了" in evening.say("XiaoLi", "撤回日报")
    assert len(evening.records("interactions")) == 2
    assert "还没交" in evening.say("XiaoLi", "撤回日报")
    assert "李晓" in evening.say("WangFang", "谁没交日报").split("\n")[1]
    assert "已交：跟进2次" in evening.say("XiaoLi", "交日报")
    evening.say("WangFang", "日报")
    assert evening.say("WangFang", "谁没交").split("\n")[1] == "没交：王磊"


def test_nothing_to_say_is_no_report(team: Chat) -> None:
    team.wait_until(SIX)
    assert "还没有记录" in team.say("XiaoWang", "我交了")
    assert "还没有记录" in team.say("XiaoWang", "没啥可写的")
    assert reports(team) == []
    assert "已交" in team.say("XiaoWang", "在家办公，整理资料")
    assert "不补了" in team.say("XiaoLi", "交日报") + team.say("XiaoLi", "没什么要说的")
