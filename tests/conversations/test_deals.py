"""Chances to sell: told in a line, moved, won, lost; never guessed, never counted twice."""

import threading
from decimal import Decimal
from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole

HUAWEI = "华为技术有限公司"
HIKVISION = "杭州海康威视数字技术股份有限公司"


def only(chat: Chat, **wanted: Any) -> dict[str, Any]:
    (deal,) = chat.records("opportunities", **wanted)
    return deal


@pytest.fixture
def deal(team: Chat) -> Chat:
    """小李 has one chance: 华为, 交换机项目, half a million, to be signed by the end of December."""
    team.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    return team


@pytest.mark.parametrize(
    ("words", "title", "amount", "day"),
    [
        ("华为 交换机项目 50万 下月底签", "交换机项目", "500000.00", "2026-12-31"),
        ("华为交换机项目50万下月底能签", "交换机项目", "500000.00", "2026-12-31"),
        ("华为有个交换机项目 预算50万", "交换机项目", "500000.00", None),
        ("华为那边有个新项目 智能仓库 120万 明年3月签", "智能仓库", "1200000.00", "2027-03-01"),
        ("给华为建个商机 服务器扩容 50万 年底成交", "服务器扩容", "500000.00", "2026-12-31"),
    ],
)
def test_one_line_is_a_chance(team: Chat, words: str, title: str, amount: str, day: str | None) -> None:
    assert f"已建商机：{HUAWEI} {title}" in team.say("XiaoLi", words)
    made = only(team)
    assert (made["title"], made["amount"], made["close_date"]) == (title, amount, day)
    assert (made["stage"], made["owner"], made["status"]) == ("初步接洽", "李晓", "open")


@pytest.mark.parametrize(
    "words",
    [
        "今天拜访了华为的李强，聊了交换机项目，50万预算",
        "华为交换机项目报价50万了",
        "赢单的商机",
        "华为项目什么时候签",
        "华为到公司了",
    ],
)
def test_what_only_sounds_like_one_makes_none(team: Chat, words: str) -> None:
    team.say("XiaoLi", words)
    assert team.records("opportunities") == []


def test_a_customer_is_made_on_first_mention_and_a_colleagues_is_not(team: Chat) -> None:
    assert "同时新建了客户星河科技" in team.say("XiaoLi", "星河科技有个新项目 智能仓库 120万")
    assert "赵敏" in team.say("XiaoLi", "九阳有个项目 10万")
    assert "赵敏" in team.say("XiaoLi", "九阳签了")
    assert [record["customer"] for record in team.records("opportunities")] == ["星河科技"]


def test_the_same_one_told_again_is_asked_about(deal: Chat) -> None:
    assert "还要再建一个吗" in deal.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    assert "先不记" in deal.say("XiaoLi", "不做了")
    assert len(deal.records("opportunities")) == 1
    deal.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    deal.say("XiaoLi", "再建一个")
    assert len(deal.records("opportunities")) == 2


def test_a_stage_asks_for_what_it_needs_one_at_a_time(team: Chat) -> None:
    team.say("XiaoLi", "海康有个商机 摄像头")
    assert "大概多少钱" in team.say("XiaoLi", "海康推进到方案报价")
    assert only(team)["stage"] == "方案报价"
    assert "什么时候能签" in team.say("XiaoLi", "20万左右吧")
    reply = team.say("XiaoLi", "下月底")
    assert "？" not in reply
    made = only(team)
    assert (made["amount"], made["close_date"]) == ("200000.00", "2026-12-31")


def test_a_question_of_a_stage_need_not_be_answered(team: Chat) -> None:
    team.say("XiaoLi", "海康有个商机 摄像头")
    team.say("XiaoLi", "海康到需求确认了")
    assert "先空着" in team.say("XiaoLi", "还不知道")
    team.say("XiaoLi", "海康到需求确认了")
    assert "已记跟进" in team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert only(team)["amount"] is None


def test_forward_skipping_is_said_and_back_is_asked(deal: Chat) -> None:
    assert "跳过了需求确认、方案报价" in deal.say("XiaoLi", "华为到商务谈判了")
    assert "要退回需求确认吗" in deal.say("XiaoLi", "华为退回需求确认")
    assert only(deal)["stage"] == "商务谈判"
    assert "没动" in deal.say("XiaoLi", "不做了")
    deal.say("XiaoLi", "华为退回需求确认")
    assert "商务谈判 → 需求确认" in deal.say("XiaoLi", "确认")
    assert only(deal)["stage"] == "需求确认"
    assert "本来就是需求确认" in deal.say("XiaoLi", "华为到需求确认了")


def test_an_unknown_stage_is_a_question(deal: Chat) -> None:
    assert "没有「开香槟」这个阶段" in deal.say("XiaoLi", "华为商机阶段改成开香槟")
    deal.say("XiaoLi", "4")
    assert only(deal)["stage"] == "商务谈判"


def test_several_of_one_customer_are_told_apart(deal: Chat) -> None:
    deal.say("XiaoLi", "华为有个服务器扩容项目 80万")
    assert "有2个进行中的商机" in deal.say("XiaoLi", "华为到商务谈判了")
    deal.say("XiaoLi", "交换机")
    assert only(deal, title="交换机项目")["stage"] == "商务谈判"
    assert only(deal, title="服务器扩容项目")["stage"] == "初步接洽"
    assert "服务器扩容" in deal.say("XiaoLi", "华为服务器到方案报价了")
    assert only(deal, title="服务器扩容项目")["stage"] == "方案报价"


def test_a_candidate_is_chosen_by_a_circled_number_too(deal: Chat) -> None:
    deal.say("XiaoLi", "华为有个服务器扩容项目 80万")
    deal.say("XiaoLi", "华为到商务谈判了")
    assert "商务谈判" in deal.say("XiaoLi", "②")
    assert sorted(one["stage"] for one in deal.records("opportunities")) == ["初步接洽", "商务谈判"]


def test_a_number_beyond_the_list_is_said(deal: Chat) -> None:
    deal.say("XiaoLi", "商机")
    for words in ("第5个签了", "第5个到谈判了"):
        assert "没有第5个" in deal.say("XiaoLi", words)
    assert (only(deal)["status"], only(deal)["stage"]) == ("open", "初步接洽")


def test_won_and_the_customer_with_it_and_back(deal: Chat) -> None:
    before = whole(deal)
    reply = deal.say("XiaoLi", "华为签了 45万")
    assert "赢单，45万" in reply
    assert "潜在 → 成交" in reply
    won = only(deal)
    assert (won["status"], won["amount"], won["closed_by"]) == ("won", "450000.00", "李晓")
    assert deal.records("customers", name=HUAWEI)[0]["stage"] == "成交"
    assert "已撤销" in deal.say("XiaoLi", "撤销")
    assert whole(deal) == before


def test_lost_with_its_reason_asked_afterwards(deal: Chat) -> None:
    assert "是什么原因" in deal.say("XiaoLi", "华为黄了")
    assert only(deal)["status"] == "lost"
    deal.say("XiaoLi", "他们自己研发了")
    assert only(deal)["lost_reason"] == "他们自己研发了"


def test_lost_with_its_reason_tapped_or_told_at_once(deal: Chat) -> None:
    deal.say("XiaoLi", "华为黄了")
    deal.tap("XiaoLi", "价格太高")
    assert only(deal)["lost_reason"] == "价格太高"
    deal.say("XiaoLi", "海康有个商机 摄像头")
    assert "原因：被大华抢了" in deal.say("XiaoLi", "海康黄了 被大华抢了")


def test_lost_and_then_won_after_all(deal: Chat) -> None:
    deal.say("XiaoLi", "华为黄了 价格太高")
    assert "是它又谈成了，还是另外一单" in deal.say("XiaoLi", "华为签了 45万")
    assert only(deal)["status"] == "lost"
    assert "赢单，45万" in deal.say("XiaoLi", "是它")
    won = only(deal)
    assert (won["status"], won["lost_reason"], won["amount"]) == ("won", None, "450000.00")


def test_lost_and_another_one_won(deal: Chat) -> None:
    deal.say("XiaoLi", "华为黄了 价格太高")
    deal.say("XiaoLi", "华为签了 12万")
    assert "补记了一笔" in deal.say("XiaoLi", "另外一单")
    assert sorted((d["status"], d["amount"]) for d in deal.records("opportunities")) == [
        ("lost", "500000.00"),
        ("won", "120000.00"),
    ]


def test_won_news_that_comes_twice_counts_once(deal: Chat) -> None:
    deal.say("XiaoLi", "华为签了 45万")
    assert "你说的是这一单" in deal.say("WangFang", "华为签了 45万")
    assert "没有重复记" in deal.say("WangFang", "就是这一单")
    assert len(deal.records("opportunities")) == 1


def test_two_close_the_same_one_at_the_same_moment(deal: Chat) -> None:
    replies: dict[str, str | None] = {}

    def tell(who: str) -> None:
        replies[who] = deal.box.say(who, "华为签了 45万")

    threads = [threading.Thread(target=tell, args=(who,)) for who in ("XiaoLi", "WangFang")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted("🎉" in str(reply) for reply in replies.values()) == [False, True]
    assert all("赢单" in str(reply) for reply in replies.values())
    assert [d["status"] for d in deal.records("opportunities")] == ["won"]
    moves = whole(deal)["stage_changes"]
    assert [move["to_stage"] for move in moves] == ["初步接洽", "赢单"]


def test_nothing_open_to_lose_is_said(team: Chat) -> None:
    assert "没有进行中的商机" in team.say("XiaoLi", "华为黄了")
    assert team.records("opportunities") == []


def test_a_move_of_nothing_offers_to_make_one(team: Chat) -> None:
    assert "现在建一个吗" in team.say("XiaoLi", "华为商机到商务谈判了")
    assert "已建商机" in team.say("XiaoLi", "是")
    assert only(team)["stage"] == "商务谈判"


def test_every_word_can_be_set_right(deal: Chat) -> None:
    assert "金额改为60万" in deal.say("XiaoLi", "金额改成60万")
    deal.say("XiaoLi", "华为到方案报价了")
    assert "阶段改为商务谈判" in deal.say("XiaoLi", "不是方案是谈判")
    assert "预计成交改为11月30日" in deal.say("XiaoLi", "改到月底")
    made = only(deal)
    assert (made["amount"], made["stage"], made["close_date"]) == ("600000.00", "商务谈判", "2026-11-30")
    moves = whole(deal)["stage_changes"]
    assert [move["to_stage"] for move in moves] == ["初步接洽", "商务谈判"]
    assert "客户改为" in deal.say("XiaoLi", "不是华为是海康")
    assert only(deal)["customer"] == HIKVISION
    assert {c["name"] for c in deal.records("customers")} >= {HUAWEI, HIKVISION}


def test_undo_goes_back_step_by_step(deal: Chat) -> None:
    first = whole(deal)
    deal.say("XiaoLi", "华为到商务谈判了")
    assert "阶段改回初步接洽" in deal.say("XiaoLi", "撤销")
    assert whole(deal) == first
    assert "新建的商机" in deal.say("XiaoLi", "撤销")
    assert deal.records("opportunities") == []


def test_in_a_list_by_number(deal: Chat) -> None:
    deal.say("XiaoLi", "海康有个商机 摄像头 20万")
    reply = deal.say("XiaoLi", "商机")
    assert "2个，合计70万，按概率算7万" in reply
    assert "停了0天" in deal.say("XiaoLi", "1")
    deal.say("XiaoLi", "商机")
    deal.say("XiaoLi", "第2个签了 18万")
    assert only(deal, customer=HIKVISION)["amount"] == "180000.00"
    deal.say("XiaoLi", "商机")
    deal.say("XiaoLi", "第1个黄了 没预算")
    assert only(deal, customer=HUAWEI)["lost_reason"] == "没预算"
    assert "摄像头" in deal.say("XiaoLi", "本月签了哪些单")
    assert "交换机" in deal.say("XiaoLi", "输了的商机")


def test_a_leader_sees_those_of_the_team_and_a_stranger_none(deal: Chat) -> None:
    assert "李晓" in deal.say("WangFang", "商机")
    assert "交换机" in deal.say("WangFang", "小李的商机")
    assert "没有" in deal.say("XiaoZhao", "商机")
    assert "李晓" in deal.say("XiaoZhao", "华为签了")
    assert only(deal)["status"] == "open"


def test_a_chance_goes_with_its_customer(deal: Chat) -> None:
    before = whole(deal)
    deal.say("XiaoLi", "把华为转给王磊")
    assert only(deal)["owner"] == "王磊"
    deal.say("XiaoLi", "撤销")
    assert whole(deal) == before
    deal.say("XiaoLi", "华为放回公海")
    assert only(deal)["owner"] is None
    deal.say("XiaoWang", "从公海领取华为")
    assert only(deal)["owner"] == "王磊"


def test_all_of_them_at_a_hand_over(deal: Chat) -> None:
    before = whole(deal)
    deal.say("WangFang", "离职交接 李晓→王磊")
    deal.say("WangFang", "确认")
    assert only(deal)["owner"] == "王磊"
    deal.say("WangFang", "撤销")
    assert whole(deal) == before


def test_a_merge_takes_them_along_and_brings_them_back(deal: Chat) -> None:
    before = whole(deal)
    deal.say("XiaoLi", "把华为合并到海康")
    deal.say("XiaoLi", "确认")
    assert only(deal)["customer"] == HIKVISION
    deal.say("XiaoLi", "撤销")
    assert whole(deal) == before


def test_what_is_to_be_expected(deal: Chat) -> None:
    deal.say("XiaoLi", "华为到商务谈判了")
    deal.say("XiaoLi", "海康有个商机 摄像头 20万")
    reply = deal.say("XiaoLi", "下个月能签多少")
    assert "12月预计能签35万（1个商机，全签下来50万）" in reply
    assert "1个没说日期" in reply
    assert "没有预计成交的商机" in deal.say("XiaoLi", "本月能签多少")
    assert "35万" in deal.say("WangFang", "预测")
    assert "没有预计成交的商机" in deal.say("XiaoZhao", "预测")
    expected = Decimal(deal.records("opportunities", customer=HUAWEI)[0]["amount"]) * 70 / 100
    assert expected == 350_000


def test_what_is_stuck_says_beside_what_is_usual(deal: Chat) -> None:
    assert "没有卡住" in deal.say("XiaoLi", "哪些卡住了")
    deal.skip_to("2026-12-24 10:00")
    reply = deal.say("WangFang", "哪些商机卡住了")
    assert "在初步接洽停了30天（通常14天，公司样本0个，还不足8个）" in reply
    assert "李晓" in reply


def test_the_way_of_a_chance(deal: Chat) -> None:
    deal.skip_to("2026-12-04 10:00")
    deal.say("XiaoLi", "华为到方案报价了")
    reply = deal.say("WangFang", "华为商机历史")
    assert "初步接洽 → 方案报价（李晓，之前停了10天）" in reply


def test_the_ended_one_named_is_never_the_open_one(team: Chat) -> None:
    team.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    team.say("XiaoLi", "华为 服务器项目 80万 1月底")
    team.say("XiaoLi", "华为交换机赢了 48万")
    team.say("XiaoLi", "先不记")
    before = whole(team)
    assert "「交换机项目」你今天" in team.say("XiaoLi", "华为交换机又赢了")
    assert "没有重复记" in team.say("XiaoLi", "就是这一单")
    for said in ("华为交换机黄了", "华为交换机到方案报价了"):
        assert "「交换机项目」你今天" in team.say("XiaoLi", said)
    assert whole(team) == before
    team.say("XiaoLi", "华为服务器到方案报价了")
    stages = {deal["title"]: deal["stage"] for deal in team.records("opportunities")}
    assert stages["服务器项目"] == "方案报价"


def test_four_words_are_a_chance_and_not_every_four(team: Chat) -> None:
    assert "已建商机" in team.say("XiaoLi", "华为 仓储交换机 20万 年底")
    (deal,) = team.records("opportunities")
    assert (deal["title"], deal["amount"], deal["close_date"]) == ("仓储交换机", "200000.00", "2026-12-31")
    for said in ("海康 货款 20万 昨天", "海康 服务费 20万 年底", "海康 水晶头 20万 上周"):
        team.say("XiaoLi", said)
        team.say("XiaoLi", "都不是")
    assert len(team.records("opportunities")) == 1


def test_put_off_by_the_day_it_is_to_be_signed(team: Chat) -> None:
    team.say("XiaoLi", "明天下午2点去华为见李总")
    team.say("XiaoLi", "华为 交换机项目 50万 11月25日签")
    assert "预计成交 12月4日" in team.say("XiaoLi", "华为推迟到下周五签")
    assert team.records("tasks")[0]["due_at"][:10] == "2026-11-25"
    team.say("XiaoLi", "撤销")
    assert team.records("opportunities")[0]["close_date"] == "2026-11-25"
