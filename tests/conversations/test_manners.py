"""How the bot behaves when it is not told what to do, or not understood."""

import pytest
from rapidfuzz import fuzz, process

from handlers.chat import suggest
from handlers.registry import FRAMES
from tests.support.chat import Chat


@pytest.mark.parametrize("who", ["XiaoLi", "WangFang", "ChenYu"])
def test_help_by_role_has_five_sentences(chat: Chat, who: str) -> None:
    reply = chat.say(who, "帮助")
    assert reply.count("· ") == 5


def test_help_on_a_topic(chat: Chat) -> None:
    assert "提醒我" in chat.say("XiaoLi", "帮助 待办")


def test_every_example_is_understood_as_it_says(team: Chat) -> None:
    """Help can never lie: what it shows is said to the bot."""
    wrong = {}
    for intent, _, _, example in suggest.rows():
        team.say("XiaoLi", "算了")
        team.say("XiaoLi", example)
        understood = team.records("inbox")[-1]["intents"].split(",")
        if intent not in understood:
            wrong[example] = understood
    assert wrong == {}


def test_unknown_words_get_suggestions_and_are_kept(chat: Chat) -> None:
    reply = chat.say("XiaoLi", "阿巴阿巴")
    assert "是不是想说" in reply
    assert 2 <= reply.count("· ") <= 3
    assert chat.records("inbox")[-1]["text"] == "阿巴阿巴"
    assert chat.records("changes") == []


def test_what_comes_later_is_understood_and_said_plainly(chat: Chat) -> None:
    reply = chat.say("XiaoLi", "给华为发个满意度调查")
    assert "还没上线" in reply
    assert chat.records("inbox")[-1]["text"].startswith("给华为发个满意度")


def test_a_stranger_is_looked_up_and_becomes_a_rep(chat: Chat) -> None:
    from sandbox.company import Member

    chat.box.company.users.append(Member("SunYue", "孙悦", [3], position="销售代表"))
    assert "孙悦" in chat.say("SunYue", "你好")
    (user,) = chat.records("users", name="孙悦")
    assert user["role"] == "rep"


def test_a_picture_gets_a_friendly_word(chat: Chat) -> None:
    delivery = chat.box.send_image("XiaoLi", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "a.png")
    assert "图片" in str(delivery.text)


def test_a_very_long_message_is_answered(chat: Chat) -> None:
    assert chat.say("XiaoLi", "今天拜访了华为，" + "聊了很多" * 160)


def test_ten_messages_of_one_person_at_once(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 星辰科技有限公司")
    said = [("XiaoLi", f"今天给星辰科技打电话，聊了第{n}件事") for n in range(10)]
    assert all(chat.box.say_all(said))
    contents = sorted(log["content"] for log in chat.records("interactions"))
    assert len(contents) == 10
    assert len(set(contents)) == 10


def test_two_people_write_about_one_customer_at_once(team: Chat) -> None:
    said = [("XiaoLi", f"今天给华为打电话，聊了{n}号机房") for n in range(5)]
    said += [("WangFang", f"今天拜访华为，看了{n}号楼") for n in range(5)]
    assert all(team.box.say_all(said))
    logs = team.records("interactions", customer="华为技术有限公司")
    assert sorted(log["user"] for log in logs) == ["李晓"] * 5 + ["王芳"] * 5


@pytest.mark.parametrize("said", ["周末别提醒我", "节假日不要给我发消息", "周末都别再催我了"])
def test_no_reminders_at_weekends_is_no_task(team: Chat, said: str) -> None:
    assert "周末和节假日本来就不发" in team.say("XiaoLi", said)
    assert team.records("tasks") == []


@pytest.mark.parametrize("said", ["晚上10点到早上7点别提醒我", "12点到2点别打扰我"])
def test_hours_without_reminders_in_other_words(team: Chat, said: str) -> None:
    assert "已设免打扰" in team.say("XiaoLi", said)
    assert team.records("tasks") == []


def test_no_likely_example_is_passed_over() -> None:
    """Only examples that share a third of their characters are compared: all others are too unlike."""
    intents, examples = zip(*((i, e) for i, _, _, e in suggest.rows() if i in FRAMES), strict=True)
    for text in [*examples[::3], "食堂今天人好多呀", "股票又跌了", "帮我看看华为那边的报价", "li", "ab cd"]:
        alike = process.extract(text, examples, scorer=fuzz.partial_ratio, limit=None)
        likely = {intents[place]: example for example, ratio, place in alike if ratio > suggest.ALIKE}
        near = suggest.nearest(text, most=len(examples))
        usual = {e for i, _, _, e in suggest.rows() if i in suggest.EVERYDAY}
        assert set(likely) <= {intents[examples.index(one)] for one in near}
        assert len([one for one in near if one not in usual]) <= len(likely)


@pytest.mark.parametrize("who", ["XiaoLi", "WangFang", "ChenYu"])
def test_help_goes_on_with_what_it_names(team: Chat, who: str) -> None:
    *_, further = team.say(who, "帮助").splitlines()
    for words in further.removeprefix("想看更多：").split(" / "):
        assert "可以这样说" in team.say(who, words)


@pytest.mark.parametrize("said", ["股票又跌了", "哈哈哈今天真累", "中午吃啥"])
def test_small_talk_gets_one_line(team: Chat, said: str) -> None:
    reply = team.say("XiaoLi", said)
    assert "没有记" in reply
    assert "\n" not in reply
