"""Tickets from hand to hand: handed on, given back, dropped, opened again; who has how many, for how long."""

from tests.conversations.test_tickets import HIKVISION, HUAWEI, kinds, served, texts, ticket
from tests.support.chat import Chat
from tests.support.whole import whole

__all__ = ["served"]


def test_who_cannot_hands_it_on_or_back_with_the_reason(served: Chat) -> None:
    assert "工单1001已派给赵敏" in served.say("XiaoWang", "1001做不了，转给赵敏")
    assert "工单1001已派给李晓" in served.say("XiaoZhao", "1001号工单退回 没有配件")
    assert kinds(served, "1001") == ["made", "given", "given", "note", "given"]
    assert "赵敏：退回：没有配件" in served.say("XiaoLi", "1001号工单")
    assert "没有人可以退" in served.say("XiaoLi", "1001号工单退回")
    served.say("XiaoLi", "1001派给王磊")
    assert "已派给赵敏" in served.say("XiaoLi", "转给赵敏")
    assert "没有1002号工单" in served.say("XiaoWang", "1002号工单做不了，转给赵敏")


def test_dropped_it_is_closed_and_not_gone(served: Chat) -> None:
    said = served.say("XiaoLi", "取消1001号工单，客户自己弄好了")
    assert "已关闭工单1001" in said
    assert ticket(served, "1001")["result"] == "取消：客户自己弄好了"
    assert "李晓关了工单1001" in texts(served, "XiaoWang")[-1]
    before = whole(served)
    served.say("XiaoLi", "取消500")
    assert whole(served) == before
    served.say("XiaoLi", "撤销")
    assert ticket(served, "1001")["status"] == "open"


def test_opened_again_it_goes_to_whoever_had_it(served: Chat) -> None:
    assert "本来就没关" in served.say("XiaoLi", "重新打开1001号工单")
    served.say("XiaoWang", "1001号工单关了 换了搓纸轮 客户打3分")
    first = ticket(served, "1001")["responded_at"]
    assert "还由王磊处理" in served.say("XiaoLi", "1001又坏了，还是卡纸")
    again = ticket(served, "1001")
    assert (again["status"], again["closed_at"], again["satisfaction"], again["responded_at"]) == (
        *("open", None, None, first),
    )
    card = served.cards("XiaoWang")[-1]
    assert card.card.card["main_title"]["desc"] == "李晓重新打开：还是卡纸"
    assert served.tap("XiaoWang", "接单", card) == "已接单 ✓"
    served.say("XiaoWang", "1001号工单关了 换了主板")
    assert (ticket(served, "1001")["result"], ticket(served, "1001")["satisfaction"]) == ("换了主板", None)
    assert kinds(served, "1001") == ["made", "given", "closed", "reopened", "taken", "closed"]
    assert "没有1001号工单" in served.say("XiaoZhao", "重新打开1001号工单")


def test_who_has_how_many_and_for_how_long(served: Chat) -> None:
    said = served.say("WangFang", "谁手上工单最多")
    assert "没关的工单：共2张" in said
    assert "李晓 1张，其中1张待接单" in said
    assert "现在没有没关的工单" in served.say("XiaoZhao", "谁手上工单最多")
    assert "1天以上没关的工单：没有" in served.say("XiaoLi", "超过一天没处理的工单")
    served.skip_to("2026-11-25 15:00")
    served.say("XiaoLi", "华为投诉 发货太慢")
    late = served.say("XiaoLi", "超过一天没处理的工单")
    assert "共2张" in late
    assert "1003" not in late
    mine = served.say("XiaoLi", "我派出去的工单怎么样了")
    assert "我登记的没关的工单：共3张" in mine
    assert f"1001 {HUAWEI} 报修 打印机卡纸 待接单（王磊）" in mine
    assert HIKVISION in mine


def test_this_ticket_the_next_day_is_asked_and_not_guessed(served: Chat) -> None:
    served.say("XiaoLi", "1001号工单")
    served.skip_to("2026-11-25 15:00")
    assert "是哪一张工单" in served.say("XiaoLi", "取消这个工单")
    assert ticket(served, "1001")["status"] != "closed"
    assert "已关闭工单1001" in served.say("XiaoLi", "1")
