"""A question that nobody answers does not hold the talk up; 这条不要 takes back nothing older."""

from tests.support.chat import Chat

ASKED = "请假从哪天到哪天"


def test_a_question_of_ones_own_is_answered_and_not_asked_back(team: Chat) -> None:
    assert ASKED in team.say("XiaoLi", "我要请假")
    assert "王芳是同事" in team.say("XiaoLi", "王芳电话多少")
    assert ASKED in team.say("XiaoLi", "我要请假")
    assert ASKED in team.say("XiaoLi", "看情况吧")  # one more try
    assert "已记你请假" in team.say("XiaoLi", "明天")


def test_the_second_time_it_is_let_go(team: Chat) -> None:
    team.say("XiaoLi", "我要请假")
    assert ASKED in team.say("XiaoLi", "看情况吧")
    assert ASKED not in team.say("XiaoLi", "再看看情况")


def test_of_candidates_too_and_the_card_can_still_be_tapped(shop: Chat) -> None:
    assert "好几个产品" in shop.say("XiaoLi", "交换机多少钱")
    assert "这句没对上" in shop.say("XiaoLi", "去年那台也坏了 一样的毛病")
    assert "这句没对上" not in shop.say("XiaoLi", "还有上个月那台 差不多的毛病")
    assert "A100" in shop.tap("XiaoLi", "A100 交换机")
    assert shop.records("tickets") == []


def test_what_wrote_nothing_is_not_taken_back(team: Chat) -> None:
    team.say("XiaoLi", "今天见了李强 聊了报价")
    assert "没太明白" in team.say("XiaoLi", "咕噜咕噜咕噜")
    assert "什么都没记" in team.say("XiaoLi", "算了这条不要")
    assert len(team.records("interactions")) == 1
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert team.records("interactions") == []


def test_the_last_one_is_still_taken_back_by_this(team: Chat) -> None:
    team.say("XiaoLi", "今天见了李强 聊了报价")
    assert "已撤销" in team.say("XiaoLi", "算了这条不要了")
    assert team.records("interactions") == []


def test_what_a_colleague_wrote_is_the_colleagues(team: Chat) -> None:
    team.say("XiaoLi", "今天见了李强 聊了报价")
    team.say("WangFang", "这个月目标50万")
    assert "什么都没动" in team.say("WangFang", "把小李今天记的那条跟进删了")
    assert len(team.records("goals")) == 1
    assert len(team.records("interactions")) == 1


def test_after_a_customer_named_in_vain_nobody_else_is_meant(team: Chat) -> None:
    team.say("XiaoLi", "今天见了李强 聊了报价")
    team.say("XiaoLi", "给海康发个问卷")
    team.say("XiaoLi", "客户说打不开")
    assert len(team.records("interactions")) == 1
