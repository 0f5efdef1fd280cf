"""A day by taps and pictures: old cards, cards tapped in a row, choices by tap, number and other words."""

from typing import Any

import pytest
import requests

from tests.support.chat import TICK, Chat

HUAWEI = "华为技术有限公司"
HIKVISION = "杭州海康威视数字技术股份有限公司"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def two(team: Chat) -> Chat:
    """There is a 李强 at 中兴通讯 too, and nobody was spoken of for a while."""
    team.say("XiaoLi", "新增客户 中兴通讯 联系人李强 13800010009")
    team.skip_to("2026-11-24 13:00")
    return team


def picture(chat: Chat) -> str:
    chat._now += TICK
    return str(chat.box.send_image("XiaoLi", PNG, "现场.png").text)


def buttons(card: Any) -> list[str]:
    return [one["text"] for one in card.card.card["button_list"]]


def last_text(chat: Chat) -> str:
    chat.settle()
    return str(chat.box.inbox("XiaoLi")[-1].text)


def test_two_of_one_name_have_buttons_that_tell_them_apart(two: Chat) -> None:
    two.say("XiaoLi", "今天拜访了李强，聊了交期")
    card = two.cards("XiaoLi")[-1]
    assert buttons(card) == ["1. 李强 华为技…", "2. 李强 中兴通讯"]
    assert "中兴通讯" in two.tap("XiaoLi", "2. 李强 中兴通讯", card)
    (log,) = two.records("interactions")
    assert (log["customer"], log["contact"]) == ("中兴通讯", "李强")


@pytest.mark.parametrize("said", ["中兴的", "中兴那个", "是中兴的", "后面那个", "后者", "2"])
def test_candidates_by_other_words(two: Chat, said: str) -> None:
    two.say("XiaoLi", "今天拜访了李强，聊了交期")
    two.say("XiaoLi", said)
    (log,) = two.records("interactions")
    assert (log["customer"], log["contact"]) == ("中兴通讯", "李强")
    assert len(two.records("contacts")) == 5


def test_a_question_passed_over_can_still_be_tapped_once(two: Chat) -> None:
    two.say("XiaoLi", "今天拜访了李强，聊了交期")
    card = two.cards("XiaoLi")[-1]
    two.say("XiaoLi", "今天有啥待办")
    two.say("XiaoLi", "明天下午三点提醒我开会")
    two.tap("XiaoLi", "2. 李强 中兴通讯", card)
    assert [one["customer"] for one in two.records("interactions")] == ["中兴通讯"]
    assert "答过" in two.tap("XiaoLi", buttons(card)[0], card)
    assert len(two.records("interactions")) == 1


def test_a_question_passed_over_long_ago_says_that_nothing_was_written(two: Chat) -> None:
    two.say("XiaoLi", "今天拜访了李强，聊了交期")
    card = two.cards("XiaoLi")[-1]
    two.skip_to("2026-11-24 14:00")
    two.say("XiaoLi", "今天有啥待办")
    assert "再说一遍" in two.tap("XiaoLi", buttons(card)[0], card)
    assert two.records("interactions") == []


def test_what_was_said_anew_is_not_written_twice_by_the_old_card(two: Chat) -> None:
    two.say("XiaoLi", "今天拜访了李强，聊了交期")
    card = two.cards("XiaoLi")[-1]
    two.say("XiaoLi", "今天拜访了中兴的李强，聊了交期")
    two.tap("XiaoLi", buttons(card)[0], card)
    assert [one["customer"] for one in two.records("interactions")] == ["中兴通讯"]


def test_a_yes_to_something_wide_is_not_kept_for_later(team: Chat) -> None:
    team.say("XiaoLi", "合并海康到华为")
    card = team.cards("XiaoLi")[-1]
    team.say("XiaoLi", "今天有啥待办")
    team.tap("XiaoLi", "确认", card)
    assert HIKVISION in {one["name"] for one in team.records("customers")}


@pytest.mark.parametrize(("said", "kind"), [("后者", "opportunities"), ("前面那个", "interactions")])
def test_what_was_meant_by_its_place(team: Chat, said: str, kind: str) -> None:
    team.say("XiaoLi", "华为 交换机 20万")
    team.say("XiaoLi", said)
    assert len(team.records(kind)) == 1
    assert len(team.records("contacts")) == 4


def test_words_that_fit_neither_meaning_fill_no_gap(team: Chat) -> None:
    team.say("XiaoLi", "华为 交换机 20万")
    assert "没对上" in team.say("XiaoLi", "附近的")
    assert team.records("interactions") == team.records("opportunities") == []


def test_three_cards_done_in_a_row_each_ask_how_it_went(team: Chat) -> None:
    team.say("XiaoLi", "明天上午十点给李强回电话")
    team.say("XiaoLi", "明天上午十点半拜访王敏")
    team.wait_until("2026-11-25 10:30")
    first, second = [one for one in team.cards("XiaoLi") if "button_list" in one.card.card][-2:]
    team.tap("XiaoLi", "完成", first)
    assert "给李强回电话" in last_text(team)
    team.tap("XiaoLi", "完成", second)
    assert "拜访王敏" in last_text(team)
    assert "聊得怎么样" in last_text(team)
    team.say("XiaoLi", "她说月底定")
    (log,) = team.records("interactions")
    assert (log["contact"], log["content"]) == ("王敏", "她说月底定")


def test_a_burst_of_pictures_is_one_card(team: Chat) -> None:
    before = len(team.cards("XiaoLi"))
    picture(team)
    picture(team)
    assert "收到3张图片" in picture(team)
    cards = team.cards("XiaoLi")
    assert len(cards) == before + 1
    team.tap("XiaoLi", buttons(cards[-1])[0], cards[-1])
    assert "已把3张图片记到" in last_text(team)


@pytest.mark.parametrize(
    ("said", "name"), [("海康的", HIKVISION), ("是海康的", HIKVISION), ("绿能科技的", "绿能科技")]
)
def test_whose_picture_it_is_in_a_word(team: Chat, said: str, name: str) -> None:
    picture(team)
    team.say("XiaoLi", said)
    assert [one["customer"] for one in team.records("interactions")] == [name]


def test_one_called_like_a_possessive_keeps_its_name(team: Chat) -> None:
    picture(team)
    team.say("XiaoLi", "广东美的")
    assert [one["customer"] for one in team.records("interactions")] == ["广东美的"]


def test_the_card_of_pictures_placed_already_says_so(team: Chat) -> None:
    picture(team)
    old = team.cards("XiaoLi")[-1]
    team.say("XiaoLi", "明天下午三点提醒我开会")
    picture(team)
    new = team.cards("XiaoLi")[-1]
    team.tap("XiaoLi", buttons(new)[0], new)
    assert "已把2张图片记到" in last_text(team)
    team.tap("XiaoLi", buttons(old)[0], old)
    assert "已经放好了" in last_text(team)


@pytest.mark.parametrize("said", ["这张图是海康的", "刚才那两张图都是海康的", "图是海康的", "这是海康的图"])
def test_pictures_given_up_are_placed_by_a_word_later(team: Chat, said: str) -> None:
    picture(team)
    team.say("XiaoLi", "算了")
    assert f"记到「{HIKVISION}」" in team.say("XiaoLi", said)
    assert [one["customer"] for one in team.records("interactions")] == [HIKVISION]


@pytest.mark.parametrize(
    "said", ["上面那张不要了", "图片删了", "刚才那张图发错了", "这张删了", "图发错了，删掉吧", "照片不要了"]
)
def test_a_picture_sent_by_mistake_is_taken_back_and_nothing_else(team: Chat, said: str) -> None:
    team.say("XiaoLi", "今天拜访了李强，聊了机房")
    picture(team)
    assert "附件" in team.say("XiaoLi", said)
    team.say("XiaoLi", said)
    assert len(team.records("interactions")) == 1


def test_pictures_kept_during_a_question_are_not_forgotten(team: Chat) -> None:
    team.say("XiaoLi", "给华为报价 A100 10台")
    picture(team)
    assert f"1张图片还没放，说「记到{HUAWEI}」" in team.say("XiaoLi", "800")
    assert "已把1张图片记到" in team.say("XiaoLi", f"记到{HUAWEI}")
    assert "还没放" not in team.say("XiaoLi", "华为 交换机 20万") + team.say("XiaoLi", "1")


def test_a_voice_message_is_said_to_be_unheard(team: Chat) -> None:
    sound = b"#!AMR\n" + (b"\x3c" + b"\x00" * 31) * 50
    assert "听不懂" not in picture(team)
    assert "听不懂" in str(team.box.send_voice("XiaoLi", sound).text)
    team.say("XiaoLi", "今天拜访了李强，聊了机房")
    assert "听不懂" in str(team.box.send_voice("XiaoLi", sound).text)


def test_undo_while_it_is_asked_what_was_meant_takes_nothing_else_back(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了李强，聊了机房")
    team.say("XiaoLi", "华为 交换机 20万")
    assert "还没记" in team.say("XiaoLi", "撤销")
    assert len(team.records("interactions")) == 1
    assert "聊了机房" in team.say("XiaoLi", "撤销")
    assert team.records("interactions") == []


def test_the_right_customer_keeps_who_was_met(two: Chat) -> None:
    two.say("XiaoLi", "今天拜访了华为的李强，聊了交期")
    two.say("XiaoLi", "不是华为 是中兴")
    (log,) = two.records("interactions")
    assert (log["customer"], log["contact"]) == ("中兴通讯", "李强")
    two.say("XiaoLi", "今天拜访了华为的刘工，聊了机房")
    two.say("XiaoLi", "不是华为 是海康")
    (log,) = two.records("interactions", customer=HIKVISION)
    assert log["contact"] == "刘工"
    assert [one["customer"] for one in two.records("contacts", name="刘工")] == [HIKVISION]
    two.say("XiaoLi", "撤销")
    assert [one["customer"] for one in two.records("contacts", name="刘工")] == [HUAWEI]


def test_all_of_how_it_went_is_kept(team: Chat) -> None:
    team.say("XiaoLi", "明天上午十点给周航寄样品")
    team.wait_until("2026-11-25 10:00")
    team.tap("XiaoLi", "完成")
    team.say("XiaoLi", "价格谈好了，他要下周签")
    assert [one["content"] for one in team.records("interactions")] == ["价格谈好了，他要下周签"]


def test_a_list_is_no_name_of_a_person(team: Chat) -> None:
    assert "叫什么" in team.say("XiaoLi", "新增联系人 华为")
    team.say("XiaoLi", "附近的客户")
    assert len(team.records("contacts")) == 4


def test_a_link_cut_short_speaks_to_a_customer_too(team: Chat) -> None:
    said = team.say("XiaoLi", "给华为报价 A100 10台 单价800")
    link = next(line for line in said.splitlines() if "/p/" in line)
    assert "报价单" in requests.get(link, timeout=10).text
    cut = requests.get(link[:-4], timeout=10)
    assert cut.status_code == 404
    assert "发给你的人" in cut.text
    assert "请勿转发" not in cut.text


def test_no_words_about_how_it_went_leave_the_picture_there(team: Chat) -> None:
    team.say("XiaoLi", "明天上午十点给周航寄样品")
    team.wait_until("2026-11-25 10:00")
    team.tap("XiaoLi", "完成")
    picture(team)
    assert "1张图片还没放" in team.say("XiaoLi", "不用")
    team.say("XiaoLi", "记到海康")
    assert [one["customer"] for one in team.records("interactions")] == [HIKVISION]


def test_buttons_that_cannot_be_read_whole_have_numbers_and_sums(shop: Chat) -> None:
    for said in ("华为下单 A100 1台", "华为下单 A200 2台"):
        shop.say("XiaoLi", said)
    shop.say("XiaoLi", "华为那单取消")
    card = shop.cards("XiaoLi")[-1].card.card
    assert [button["text"][:5] for button in card["button_list"]] == ["1. 2,", "2. 80"]
    assert [row["keyname"] for row in card["horizontal_content_list"]] == ["1.", "2."]
    assert "D20261124-002 2,400元" in card["horizontal_content_list"][0]["value"]
