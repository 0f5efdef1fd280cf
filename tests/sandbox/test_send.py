"""message/send: types, receivers, cutting, duplicates, limits, recall."""

from typing import Any

import pytest

from sandbox import Member, Sandbox

from .conftest import Client, Hands, button_card, png


def test_a_text_arrives_once(api: Client, box: Sandbox) -> None:
    answer = api.send("text", {"content": "早上好"})
    assert answer["errcode"] == 0
    assert "response_code" not in answer
    [message] = box.inbox("xiaoli")
    assert (message.kind, message.text, message.msgid) == ("text", "早上好", answer["msgid"])
    assert box.inbox("XiaoWang") == []


def test_text_is_cut_at_2048_bytes_even_inside_a_character(api: Client, box: Sandbox) -> None:
    api.send("text", {"content": "跟" * 683})
    assert box.inbox("XiaoLi")[0].text == "跟" * 682 + "\ufffd"


URL = "https://crm.example.com/a"
REFUSED: list[tuple[str, Any, int]] = [
    ("text", {"content": ""}, 44004),
    ("text", {}, 44004),
    ("text", None, 40063),
    ("sticker", {"id": 1}, 40008),
    ("markdown", {"content": "跟" * 683}, 45002),
    ("textcard", {"description": "d", "url": URL}, 41016),
    ("textcard", {"title": "t", "url": URL}, 41033),
    ("textcard", {"title": "t", "description": "d"}, 41010),
    ("textcard", {"title": "t", "description": "d", "url": "crm.example.com"}, 45034),
    ("textcard", {"title": "t", "description": "d", "url": URL + "?" + "x" * 2048}, 40058),
    ("news", {"articles": []}, 40058),
    ("news", {"articles": [{"title": "t", "url": URL}] * 9}, 45008),
    ("news", {"articles": [{"url": URL}]}, 41016),
    ("image", {"media_id": "gone"}, 40007),
    ("image", {}, 40007),
    ("mpnews", {"articles": [{"title": "t", "thumb_media_id": "x", "content": "c"}]}, 40007),
    ("miniprogram_notice", {"title": "t"}, 40058),
]


@pytest.mark.parametrize(("kind", "part", "code"), REFUSED)
def test_it_refuses(api: Client, box: Sandbox, kind: str, part: Any, code: int) -> None:
    assert api.send(kind, part)["errcode"] == code
    assert box.inbox("XiaoLi") == []


def test_titles_are_cut_not_refused(api: Client, box: Sandbox) -> None:
    api.send("textcard", {"title": "a" * 200, "description": "b" * 600, "url": URL, "btntxt": "去处理一下"})
    body = box.inbox("XiaoLi")[0].body
    assert (len(body["title"]), len(body["description"]), body["btntxt"]) == (128, 512, "去处理一")


def test_files_must_be_of_their_kind(api: Client, box: Sandbox) -> None:
    media_id = api.upload("file", "报价.pdf", b"%PDF-1.7")["media_id"]
    assert api.send("image", {"media_id": media_id})["errcode"] == 40004
    assert api.send("file", {"media_id": media_id})["errcode"] == 0
    assert box.inbox("XiaoLi")[0].body["filename"] == "报价.pdf"


def test_some_receivers_wrong_is_no_error(api: Client, box: Sandbox) -> None:
    box.company.users.append(Member("Hidden", "外人", [3], visible=False))
    answer = api.send("text", {"content": "好"}, to="XIAOLI|Nobody|Hidden")
    assert answer["errcode"] == 0
    assert answer["invaliduser"] == "nobody|hidden"
    assert len(box.inbox("XiaoLi")) == 1


@pytest.mark.parametrize(
    ("receivers", "code"),
    [
        ({"touser": "Nobody"}, 81013),
        ({"touser": ""}, 82001),
        ({"touser": "", "toparty": "99"}, 81013),
        ({"touser": "|".join(["x"] * 1001)}, 40032),
        ({"touser": "", "toparty": "|".join(["2"] * 101)}, 82002),
        ({"touser": "", "totag": "|".join(["2"] * 101)}, 82003),
    ],
)
def test_no_valid_receiver(api: Client, receivers: dict[str, str], code: int) -> None:
    assert api.send("text", {"content": "好"}, **receivers)["errcode"] == code


def test_departments_tags_and_all(api: Client, box: Sandbox) -> None:
    box.company.tags[7] = ["XiaoZhao"]
    api.send("text", {"content": "部门"}, to="", toparty="2")
    api.send("text", {"content": "标签"}, to="", totag="7|8")
    api.send("text", {"content": "全部"}, to="@all")
    seen = {who: [one.text for one in box.inbox(who)] for who in ("XiaoLi", "XiaoWang", "XiaoZhao")}
    assert seen == {"XiaoLi": ["部门", "全部"], "XiaoWang": ["部门", "全部"], "XiaoZhao": ["标签", "全部"]}


@pytest.mark.parametrize(("agent", "code"), [(None, 41011), ("x", 40056), (1000003, 301002)])
def test_the_agent_must_be_its_own(api: Client, agent: Any, code: int) -> None:
    assert api.send("text", {"content": "好"}, agentid=agent)["errcode"] == code


def test_duplicate_check(api: Client, box: Sandbox, hands: Hands) -> None:
    def send(words: str, **more: Any) -> dict[str, Any]:
        return api.send("text", {"content": words}, enable_duplicate_check=1, **more)

    first, again = send("同一句"), send("同一句")
    assert first == again
    send("另一句")
    send("同一句", to="XiaoWang")
    assert [one.text for one in box.inbox("XiaoLi")] == ["同一句", "另一句"]
    hands.move(minutes=31)
    assert send("同一句")["msgid"] != first["msgid"]
    assert len(box.inbox("XiaoLi")) == 3
    assert send("x", duplicate_check_interval="1800")["errcode"] == 40058


def test_a_repeated_card_passes_only_with_duplicate_check(api: Client, box: Sandbox) -> None:
    first = api.send("template_card", button_card(), enable_duplicate_check=1)
    again = api.send("template_card", button_card(), enable_duplicate_check=1)
    assert (first["errcode"], again) == (0, first)
    assert api.send("template_card", button_card())["errcode"] == 42014
    assert len(box.cards("XiaoLi")) == 1


def test_more_than_thirty_a_minute_are_dropped_in_silence(api: Client, box: Sandbox, hands: Hands) -> None:
    answers = [api.send("text", {"content": str(number)})["errcode"] for number in range(35)]
    assert set(answers) == {0}
    assert len(box.inbox("XiaoLi")) == 30
    assert len(box.problems) == 5
    hands.move(seconds=61)
    api.send("text", {"content": "后来"})
    assert box.inbox("XiaoLi")[-1].text == "后来"


def test_a_thousand_an_hour(api: Client, box: Sandbox, hands: Hands) -> None:
    box.limits.member_per_hour = 40
    for number in range(50):
        hands.move(seconds=10)
        api.send("text", {"content": str(number)})
    assert len(box.inbox("XiaoLi")) == 40


def test_api_and_app_limits_answer_45009(api: Client, box: Sandbox, hands: Hands) -> None:
    box.limits.api_per_minute = 3
    codes = [api.get("user/get", userid="XiaoLi")["errcode"] for _ in range(4)]
    assert codes == [0, 0, 0, 45009]
    hands.move(seconds=61)
    assert api.get("user/get", userid="XiaoLi")["errcode"] == 0
    box.limits.app_per_account_per_day, box.company.account_limit = 1, 2
    assert api.send("text", {"content": "三个人"}, to="@all")["errcode"] == 45009
    assert api.send("text", {"content": "一个人"})["errcode"] == 0


def test_recall(api: Client, box: Sandbox, hands: Hands) -> None:
    first = api.send("text", {"content": "发错了"}, to="XiaoLi|XiaoWang")["msgid"]
    assert api.post("message/recall", {"msgid": first})["errcode"] == 0
    assert box.inbox("XiaoLi") == box.inbox("XiaoWang") == []
    assert api.post("message/recall", {"msgid": "other"})["errcode"] == 40058
    late = api.send("text", {"content": "昨天的"})["msgid"]
    hands.move(hours=25)
    api.token = api.get_token()
    assert api.post("message/recall", {"msgid": late})["errcode"] == 42052


def test_media_live_three_days(api: Client, box: Sandbox, hands: Hands) -> None:
    media_id = api.upload("image", "图.png", png())["media_id"]
    assert box.media(media_id) == png()
    hands.move(days=3, seconds=1)
    api.token = api.get_token()
    assert api.send("image", {"media_id": media_id})["errcode"] == 40007
    assert api.get("media/get", media_id=media_id)["errcode"] == 40007
