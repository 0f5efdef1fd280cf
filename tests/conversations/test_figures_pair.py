"""One colleague beside another: both figures, who has more and by how much; never of whom one may not see."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("小赵比小李多多少", "11月1–24日 销售额：赵敏88万元，李晓40万元。赵敏多48万元。"),
        ("这个月李晓比赵敏少卖多少", "李晓40万元，赵敏88万元。赵敏多48万元。"),
        ("赵敏这个月比李晓多卖了多少", "11月1–24日 销售额：赵敏88万元，李晓40万元。赵敏多48万元。"),
        ("赵敏和李晓谁回款多", "回款：赵敏44万元，李晓20万元。赵敏多24万元。"),
        ("今年小赵跟小李差多少", "赵敏88万元，李晓60万元。赵敏多28万元。"),
        ("李晓比赵敏多签几单", "订单数：李晓2单，赵敏1单。李晓多1单。"),
        ("赵敏跟李晓的拜访比一下", "拜访次数：赵敏0次，李晓0次。一样。"),
        ("小李和小赵谁签得多", "销售额：李晓40万元，赵敏88万元。赵敏多48万元。"),
        ("一部和二部谁签得多", "11月1–24日 销售额：销售一部40万元，销售二部88万元。销售二部多48万元。"),
        ("今年一部和二部谁回款多", "回款：销售一部30万元，销售二部44万元。销售二部多14万元。"),
        ("10月和11月哪个月签得多", "10月20万元，11月1–24日128万元。11月1–24日多108万元"),
    ],
)
def test_both_and_who_has_more(selling: Chat, said: str, answer: str) -> None:
    reply = selling.say("ChenYu", said)
    assert answer in reply
    assert "口径" in reply


def test_of_the_measure_that_was_asked_for(selling: Chat) -> None:
    selling.say("ChenYu", "这个月各人回款")
    assert "回款：赵敏44万元，李晓20万元" in selling.say("ChenYu", "小赵比小李多多少")


@pytest.mark.parametrize("who", ["XiaoLi", "WangFang"])
def test_of_whom_one_may_not_see_nothing_is_told(selling: Chat, who: str) -> None:
    reply = selling.say(who, "小赵比小李多多少")
    assert "赵敏的数字你看不到" in reply
    assert "万" not in reply


def test_of_a_department_beyond_sight_nothing_is_told(selling: Chat) -> None:
    assert "销售二部的数字你看不到" in selling.say("WangFang", "一部和二部谁签得多")


def test_what_is_no_figure_is_none(selling: Chat) -> None:
    assert "没太明白" in selling.say("ChenYu", "李晓比赵敏大几岁")


def test_of_the_time_that_runs_beside_the_one_before(selling: Chat) -> None:
    reply = selling.say("WangFang", "回款比上个月怎么样")
    assert "11月1–24日 回款：20万元" in reply
    assert "上期（10月1–24日）10万元" in reply
    assert "11月1–24日 销售额：40万元" in selling.say("WangFang", "签单比上个月多了多少")
