"""日程: what is agreed with a customer at an hour stands in the rep's WeCom calendar; nothing else does."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.schedules import create_calendar
from tests.support.chat import TZ, Chat
from tests.support.shop import HUAWEI


@pytest.fixture
def diary(team: Chat) -> Chat:
    """With schedules switched on, as `genjin calendar` and one line of .env do."""
    team.parts.settings.wecom_calendar = create_calendar(team.parts.client, "跟进")
    return team


def entries(chat: Chat, userid: str = "XiaoLi") -> list[tuple[str, str]]:
    """`("11-25 15:00", summary)` of a member's calendar, once everything that waits was delivered."""
    chat.settle()
    return [
        (f"{datetime.fromtimestamp(one['start_time'], TZ):%m-%d %H:%M}", one["summary"])
        for one in chat.box.schedules(userid)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "明天下午3点去华为",
        "约华为的人明天下午三点开会",
        "明天15:00跟华为李总见面",
        "明天下午3点和李强开视频会",
    ],
)
def test_an_appointment_stands_in_the_calendar(diary: Chat, said: str) -> None:
    assert "已加待办" in diary.say("XiaoLi", said)
    ((when, summary),) = entries(diary)
    assert when == "11-25 15:00"
    assert "华为" in summary
    (one,) = diary.box.schedules("XiaoLi")
    assert one["end_time"] - one["start_time"] == 3600


@pytest.mark.parametrize(
    "said",
    ["明天下午三点提醒我给李强回电话", "明天去华为", "明天下午三点把合同寄给华为", "明天下午三点写周报"],
)
def test_a_reminder_a_day_and_office_work_do_not(diary: Chat, said: str) -> None:
    assert "已加待办" in diary.say("XiaoLi", said)
    assert entries(diary) == []
    assert diary.box.calls["oa/schedule/add"] == 0


def test_it_moves_with_the_task_and_goes_with_it(diary: Chat) -> None:
    diary.say("XiaoLi", "明天下午3点去华为")
    assert [when for when, _ in entries(diary)] == ["11-25 15:00"]
    diary.say("XiaoLi", "去华为那个推到周五")
    assert [when for when, _ in entries(diary)] == ["11-27 15:00"]
    diary.say("XiaoLi", "撤销")
    assert [when for when, _ in entries(diary)] == ["11-25 15:00"]
    diary.say("XiaoLi", "去华为那个不用做了")
    assert entries(diary) == []
    diary.say("XiaoLi", "撤销")
    assert [when for when, _ in entries(diary)] == ["11-25 15:00"]
    diary.say("XiaoLi", "撤销")
    assert entries(diary) == []
    assert diary.records("tasks") == []


def test_moved_before_it_was_ever_sent_and_corrected(diary: Chat) -> None:
    diary.say("XiaoLi", "明天下午3点去华为")
    diary.say("XiaoLi", "改到周四上午10点")
    assert [when for when, _ in entries(diary)] == ["11-26 10:00"]
    assert diary.box.calls["oa/schedule/add"] == 1


def test_done_stays_as_it_was(diary: Chat) -> None:
    diary.say("XiaoLi", "明天下午3点去华为")
    before = entries(diary)
    diary.wait_until("2026-11-25 16:00")
    diary.say("XiaoLi", "去华为那个完成了")
    assert entries(diary) == before


def test_all_who_go_stand_in_one_entry_and_a_hand_over_follows(diary: Chat) -> None:
    diary.say("XiaoLi", "和王磊一起周五下午2点去华为演示")
    assert entries(diary) == entries(diary, "XiaoWang") != []
    assert diary.box.calls["oa/schedule/add"] == 1
    diary.say("XiaoLi", "周四上午10点拜访华为李总")
    assert len(entries(diary)) == 2
    diary.say("XiaoLi", "拜访华为那个交给王磊")
    assert [when for when, _ in entries(diary)] == ["11-27 14:00"]
    assert [when for when, _ in entries(diary, "XiaoWang")] == ["11-26 10:00", "11-27 14:00"]


BROKEN: dict[str, Callable[[Chat], object]] = {
    "down": lambda chat: chat.box.faults.down(),
    "busy": lambda chat: chat.box.faults.api("oa/schedule/add", errcode=-1, times=2),
    "the answer is lost": lambda chat: chat.box.faults.api("oa/schedule/add", drop=True, after=True),
    "500 after the deed": lambda chat: chat.box.faults.api("oa/schedule/add", status=500, after=True),
}


@pytest.mark.parametrize("beginning", ["sqlite"], indirect=True)
@pytest.mark.parametrize("trouble", BROKEN)
def test_trouble_loses_nothing_and_doubles_nothing(diary: Chat, trouble: str) -> None:
    BROKEN[trouble](diary)
    assert "已加待办" in diary.say("XiaoLi", "明天下午3点去华为")
    diary.settle()
    diary.box.faults.up()
    diary.wait_until("2026-11-24 10:30")
    diary.wait_until("2026-11-24 10:40")
    assert [when for when, _ in entries(diary)] == ["11-25 15:00"]
    assert len(diary.box.world.schedules) == 1
    diary.say("XiaoLi", "去华为那个推到周五")
    assert [when for when, _ in entries(diary)] == ["11-27 15:00"]


def test_not_authorised_hinders_neither_the_task_nor_its_cards(diary: Chat) -> None:
    diary.box.faults.api("oa/schedule/add", errcode=48002, times=None)
    diary.say("XiaoLi", "今天下午3点去华为")
    diary.settle()
    diary.wait_until("2026-11-24 15:00")
    assert len(diary.cards("XiaoLi")) == 1
    assert {row["kind"]: row["status"] for row in diary.records("outbox")} == {
        "schedule": "failed",
        "card": "sent",
    }
    assert [task["status"] for task in diary.records("tasks", customer=HUAWEI)] == ["open"]


def test_taken_out_by_hand_it_comes_back_when_it_moves(diary: Chat) -> None:
    diary.say("XiaoLi", "明天下午3点去华为")
    assert len(entries(diary)) == 1
    diary.box.world.schedules.clear()
    diary.say("XiaoLi", "去华为那个推到周五")
    assert [when for when, _ in entries(diary)] == ["11-27 15:00"]


def test_switched_off_nothing_is_asked_of_wecom(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点去华为")
    assert entries(team) == []
    assert team.records("outbox") == []
