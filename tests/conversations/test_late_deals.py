"""Chances whose expected day has passed: one card a person, the answer a tap."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI


@pytest.fixture
def late(team: Chat) -> Chat:
    """华为 was to sign on Wednesday; on Thursday at 9:10 the card is there."""
    team.say("XiaoLi", "给华为建个商机 交换机项目 50万 明天成交")
    team.wait_until("2026-11-26 09:11")
    return team


def cards(chat: Chat, userid: str = "XiaoLi") -> list[str]:
    shown = [card.card.card["main_title"]["title"] for card in chat.cards(userid)]
    return [title for title in shown if "成交日" in title]


def deal(chat: Chat, customer: str = HUAWEI) -> dict[str, object]:
    (found,) = chat.records("opportunities", customer=customer)
    return found


def test_asked_the_day_after_once_and_a_week_later_again(late: Chat) -> None:
    title = "过了预计成交日：华为技术有限公司 交换机项目 50万"
    assert cards(late) == [title]
    late.parts.run_job("deals", late.clock.now())
    late.wait_until("2026-12-02 18:00")
    assert cards(late) == [title]
    late.wait_until("2026-12-03 09:11")
    assert cards(late) == [title, title]


def test_put_off_by_a_tap_and_undone(late: Chat) -> None:
    (card,) = [one for one in late.cards("XiaoLi") if "成交日" in str(one.card.card)]
    assert late.tap("XiaoLi", "推迟一周", card) == "推迟到12月3日"
    assert deal(late)["close_date"] == "2026-12-03"
    assert "预计日已改" in late.tap("XiaoLi", "赢了", card)
    late.say("XiaoLi", "撤销")
    assert deal(late)["close_date"] == "2026-11-25"


def test_won_by_a_tap_and_only_once(late: Chat) -> None:
    (card,) = [one for one in late.cards("XiaoLi") if "成交日" in str(one.card.card)]
    assert late.tap("XiaoLi", "赢了", card) == "已记赢单 ✓"
    assert deal(late)["status"] == "won"
    assert late.tap("XiaoLi", "输了", card) == "已经记了赢单"
    late.tap("XiaoLi", "先不记")
    late.say("XiaoLi", "撤销")
    assert deal(late)["status"] == "open"


def test_lost_by_a_tap_and_why(late: Chat) -> None:
    (card,) = [one for one in late.cards("XiaoLi") if "成交日" in str(one.card.card)]
    assert late.tap("XiaoLi", "输了", card) == "已记输单"
    late.say("XiaoLi", "价格太高")
    assert (deal(late)["status"], deal(late)["lost_reason"]) == ("lost", "价格太高")


def test_handed_on_it_is_no_longer_mine(late: Chat) -> None:
    (card,) = [one for one in late.cards("XiaoLi") if "成交日" in str(one.card.card)]
    late.say("XiaoLi", "把华为转给王磊")
    assert late.tap("XiaoLi", "赢了", card) in ("已经转给同事了", "这个商机已经不在了")
    assert deal(late)["status"] == "open"


def test_several_are_one_card_gone_through_one_by_one(team: Chat) -> None:
    team.say("XiaoLi", "给华为建个商机 交换机项目 50万 明天成交")
    team.say("XiaoLi", "给海康建个商机 监控项目 30万 明天成交")
    team.wait_until("2026-11-26 09:11")
    assert cards(team) == ["2个商机过了预计成交日"]
    digest = team.cards("XiaoLi")[-1]
    assert team.tap("XiaoLi", "一个个说", digest) == "2张卡片，一张张点"
    single = team.cards("XiaoLi")[-1]
    assert "监控项目" in str(single.card.card)
    assert team.tap("XiaoLi", "推迟一周", single) == "推迟到12月3日"
    team.box.faults.clear()
    team.tap("XiaoLi", "都推迟一周", digest)
    assert {deal(team)["close_date"], deal(team, HIKVISION)["close_date"]} == {"2026-12-03"}


def test_days_off_and_those_who_do_not_want_it_are_spared(team: Chat) -> None:
    team.say("XiaoLi", "给华为建个商机 交换机项目 50万 周五成交")
    team.say("XiaoZhao", "给九阳建个商机 豆浆机项目 50万 周五成交")
    team.say("XiaoZhao", "不要再发过了成交日的商机")
    team.wait_until("2026-11-29 20:00")
    assert cards(team) == []
    team.wait_until("2026-11-30 09:11")
    assert len(cards(team)) == 1
    assert cards(team, "XiaoZhao") == []
