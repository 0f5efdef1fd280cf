"""A picture beside a follow-up, one that asks whose it is, and one on a colleague's phone at once."""

import re

import pytest
import requests

from tests.support.chat import TICK, Chat
from tests.support.whole import outbox, whole

HUAWEI = "华为技术有限公司"
HIKVISION = "杭州海康威视数字技术股份有限公司"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def picture(chat: Chat, who: str = "XiaoLi", data: bytes = PNG, name: str = "现场.png") -> str:
    chat._now += TICK
    return str(chat.box.send_image(who, data, name).text)


def kept(chat: Chat) -> list[dict[str, object]]:
    return [row for row in whole(chat)["attachments"] if row["status"] == "kept"]


def test_within_ten_minutes_it_belongs_to_the_log_and_says_so(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了机房")
    before = whole(team)
    said = picture(team)
    assert "已放到「华为技术有限公司」刚才的拜访记录" in said
    assert "共2个附件" in picture(team)
    assert "📎2张图片" in team.say("XiaoLi", "华为最近的跟进记录")
    team.settle()
    assert len(kept(team)) == 2
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert "图片" in team.say("XiaoLi", "撤销")
    assert whole(team) == before
    assert "聊了机房" in team.say("XiaoLi", "撤销")
    assert team.records("interactions") == []


def test_after_more_than_ten_minutes_it_asks(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了机房")
    team.wait_until("2026-11-24 09:50")
    assert "是哪个客户的" in picture(team)
    assert "已把1张图片记到「华为技术有限公司」（放到今天的跟进里）" in team.tap("XiaoLi", HUAWEI) + str(
        outbox(team, "李晓")[-1]["payload"]
    )
    assert len(team.records("interactions")) == 1


def test_no_log_near_asks_to_whom_and_takes_any_name(team: Chat) -> None:
    before = whole(team)
    assert "是哪个客户的" in picture(team)
    assert "收到2张图片" in picture(team)
    assert "已把2张图片记到「杭州海康威视数字技术股份有限公司」（新记了一条跟进）" in team.say(
        "XiaoLi", "海康"
    )
    (log,) = team.records("interactions")
    assert (log["customer"], log["content"], log["user"]) == (HIKVISION, "2张图片", "李晓")
    assert "已放到" in picture(team)
    team.say("XiaoLi", "撤销")
    team.say("XiaoLi", "撤销")
    assert team.records("interactions") == []
    team.say("XiaoLi", "撤销")
    team.say("XiaoLi", "撤销")
    assert whole(team)["attachments"] == before["attachments"] == []


def test_the_picture_first_and_the_log_after_it(team: Chat) -> None:
    picture(team)
    before = whole(team)
    said = team.say("XiaoLi", "今天拜访了海康的周航，量了现场尺寸")
    assert "已记跟进" in said
    assert "1张图片也放进了这条记录" in said
    team.say("XiaoLi", "撤销")
    assert whole(team) == before


def test_given_up_it_goes_nowhere_by_itself(team: Chat) -> None:
    picture(team)
    team.say("XiaoLi", "算了")
    assert "图片" not in team.say("XiaoLi", "今天拜访了海康的周航，量了现场尺寸")


def test_a_picture_while_a_question_is_open_leaves_the_question(team: Chat) -> None:
    assert "是哪个客户" in team.say("XiaoWang", "今天拜访了客户，聊了报价")
    said = picture(team, "XiaoWang")
    assert "刚才问的是：是哪个客户" in said
    assert "1张图片也放进" in team.say("XiaoWang", "星辰科技")
    (log,) = team.records("interactions")
    assert "聊了报价" in log["content"]


def test_a_stranger_to_the_customer_is_refused(team: Chat) -> None:
    picture(team)
    assert "赵敏" in team.say("XiaoLi", "九阳")
    assert team.records("interactions") == []


def test_forwarded_links_places_and_files_become_a_follow_up(team: Chat) -> None:
    team._now += TICK
    link = team.box.send_link("XiaoLi", "华为招标公告", "服务器", "https://example.com/a").text
    assert "收到1个链接" in str(link)
    assert "记到「华为技术有限公司」" in team.say("XiaoLi", "华为")
    assert team.records("interactions")[-1]["content"] == "链接：华为招标公告 https://example.com/a"
    team.wait_until("2026-11-24 11:00")
    assert "收到1个位置" in str(team.box.send_location("XiaoLi", 30.18, 120.2, "滨江区阡陌路555号").text)
    team.say("XiaoLi", "海康")
    log = team.records("interactions")[-1]
    assert (log["channel"], log["content"]) == ("visit", "位置：滨江区阡陌路555号")
    team.wait_until("2026-11-24 12:00")
    assert "收到1个文件" in str(team.box.send_file("XiaoLi", "技术协议.pdf", b"%PDF-1.4 x").text)
    team.say("XiaoLi", "海康")
    team.settle()
    assert [row["name"] for row in kept(team) if row["file_id"]] == ["技术协议.pdf"]


def test_forwarded_words_are_kept_as_they_stand(team: Chat) -> None:
    words = "王总监：您那边的样机什么时候能到，我们月底要开评审会"
    assert "已" in team.say("XiaoLi", words)  # it reads like something to write, and is none
    team.say("XiaoLi", "撤销")
    assert "已记跟进" in team.say("XiaoLi", "把上面那段话记到华为")
    assert team.records("interactions")[-1]["content"] == words
    team.say("XiaoLi", "他们那边最近挺乱的")
    assert "已记跟进" in team.say("XiaoLi", "记到海康")
    assert team.records("interactions", customer=HIKVISION)[-1]["content"] == "他们那边最近挺乱的"
    team.wait_until("2026-11-24 14:00")
    assert "没找到可以记的" in team.say("XiaoLi", "上面那段话记到华为")


def test_the_picture_is_on_the_designers_phone_at_once(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.settle()
    before = whole(team)
    said = team.say("XiaoLi", "把现场图发给赵敏，门洞宽1200")
    assert "已把「华为技术有限公司」的1张图片发给赵敏" in said
    card = team.cards("XiaoZhao")[-1]
    assert "李晓发来1张图片" in str(card.card.card)
    assert "门洞宽1200" in str(card.card.card)
    images = [one for one in team.box.inbox("XiaoZhao") if one.kind == "image"]
    assert [team.box.media(one.body["media_id"]) for one in images] == [PNG]
    assert "李晓" in team.say("XiaoZhao", "客户 华为")  # the picture, not the customer
    assert "发给同事的附件" in team.say("XiaoLi", "撤销")
    assert whole(team) == before
    team.settle()
    assert "撤回" in str(outbox(team, "赵敏")[-1]["payload"])


def link(chat: Chat, who: str) -> str:
    """The address of the newest card or text on the person's phone."""
    shown = [one.card.card if one.card else one.body for one in chat.box.inbox(who)]
    return str(re.findall(r'http://127[^"\'<> ]+/p/[^"\'<> ]+', str(shown))[-1])


def test_the_page_behind_the_card_shows_it_and_no_more_after_an_undo(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.say("XiaoLi", "把现场图发给赵敏")
    team.settle()
    page = link(team, "XiaoZhao")
    shown = requests.get(page, timeout=5)
    assert shown.status_code == 200
    (path,) = set(re.findall(r'src="([^"]+/file/\d+)"', shown.text))
    got = requests.get(team.url + path, timeout=5)
    assert (got.content, got.headers["Content-Type"]) == (PNG, "image/png")
    assert "华为" not in shown.text  # the picture was shown, not the customer
    team.say("XiaoLi", "撤销")
    assert requests.get(team.url + path, timeout=5).status_code == 404
    assert "撤回" in requests.get(page, timeout=5).text
    team.say("XiaoLi", "华为的图片")
    own = link(team, "XiaoLi")
    assert HUAWEI in requests.get(own, timeout=5).text
    forged = re.sub("/file/[0-9]+$", "/file/999", team.url + path)
    assert requests.get(forged, timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("把华为的现场图发给设计部小赵", "赵敏"),
        ("刚才的照片转给小赵看看", "赵敏"),
        ("图片发给王芳", "王芳"),
        ("把这几张图片都发给销售二部的赵敏", "赵敏"),
    ],
)
def test_other_words_for_showing(team: Chat, words: str, to: str) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    assert f"发给{to}" in team.say("XiaoLi", words)


def test_nothing_to_show_and_nobody_to_show_it_to(team: Chat) -> None:
    assert "没有收到图片" in team.say("XiaoLi", "把现场图发给赵敏")
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.say("XiaoLi", "把现场图发给欧阳锋")
    assert whole(team)["attachment_shares"] == []
    team.say("XiaoLi", "明天把现场图发给小赵")
    assert whole(team)["attachment_shares"] == []


def test_media_that_wecom_has_no_more_is_said(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.box.world.media.clear()
    team.settle()
    assert "没取下来" in str(outbox(team, "李晓")[-1]["payload"])
    assert "没取下来" in team.say("XiaoLi", "华为的图片")


def test_fetching_waits_out_an_outage_and_is_done_once(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.box.faults.down()
    team.settle()
    assert kept(team) == []
    team.box.faults.up()
    team.wait_until("2026-11-24 10:30")
    assert len(kept(team)) == 1
    calls = team.box.calls["media/get"]
    team.settle()
    assert team.box.calls["media/get"] == calls


def test_after_a_day_without_wecom_the_picture_is_still_fetched(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.box.faults.down()
    for hour in range(10, 22):
        team.skip_to(f"2026-11-24 {hour}:00")
        team.settle()
    team.box.faults.up()
    team.skip_to("2026-11-25 10:00")
    team.settle()
    assert len(kept(team)) == 1


def test_an_address_that_wecom_does_not_trust_loses_no_picture(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.box.faults.api("media/get", errcode=60020, times=1)
    team.settle()
    team.skip_to("2026-11-24 10:00")
    team.settle()
    assert len(kept(team)) == 1


def test_what_could_not_be_fetched_for_days_is_said_and_not_promised_any_more(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，量了现场")
    picture(team)
    team.box.faults.api("media/get", errcode=-1, times=None)
    for day in (24, 25, 26, 27):
        team.skip_to(f"2026-11-{day} 10:00")
        team.settle()
    assert "一直连不上" in str(outbox(team, "李晓")[-1]["payload"])
    assert [one["status"] for one in whole(team)["attachments"]] == ["lost"]
