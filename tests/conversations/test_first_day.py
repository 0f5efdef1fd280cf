"""The first day: a new rep's greeting ends in a real record; an administrator is led through the setup."""

from sandbox.company import Member
from tests.support.chat import Chat


def newcomer(chat: Chat) -> str:
    chat.box.company.users.append(Member("SunYue", "孙悦", [3], position="销售代表"))
    return "SunYue"


def test_a_greeting_becomes_a_record_in_three_messages(chat: Chat) -> None:
    who = newcomer(chat)
    began = chat.clock.now()
    said = chat.say(who, "你好")
    assert "孙悦你好" in said
    assert "是哪家" in said
    assert len(said) < 80
    assert "聊了什么" in chat.say(who, "星辰科技")
    said = chat.say(who, "看了样机，等报价")
    assert "已记跟进" in said
    assert "第一条记好了" in said
    (log,) = chat.records("interactions")
    assert (log["customer"], log["user"], log["content"]) == ("星辰科技", "孙悦", "看了样机，等报价")
    assert (chat.clock.now() - began).total_seconds() < 60
    assert "已加待办" in chat.say(who, "下周三再跟进")
    chat.say(who, "撤销")
    assert "已撤销" in chat.say(who, "撤销")
    assert chat.records("interactions") == []


def test_the_whole_sentence_at_once_needs_no_tour(chat: Chat) -> None:
    who = newcomer(chat)
    said = chat.say(who, "今天拜访了星辰科技的王总，聊了报价，下周三再跟进")
    assert "第一条记好了" in said
    assert "第一条" not in chat.say(who, "今天给星辰科技打电话，聊了合同")


def test_whole_sentence_in_the_middle_and_giving_up(chat: Chat) -> None:
    who = newcomer(chat)
    chat.say(who, "你好")
    assert "已记跟进" in chat.say(who, "今天拜访了星辰科技的王总，聊了报价")
    chat.say(who, "开始")
    chat.say(who, "算了")
    assert len(chat.records("interactions")) == 1
    assert "是哪家" not in chat.say(who, "你好")


def test_words_not_understood_point_the_way(chat: Chat) -> None:
    who = newcomer(chat)
    assert "回「开始」" in chat.say(who, "阿巴阿巴")
    assert "是哪家" in chat.say(who, "开始")


def test_a_customer_of_a_colleague_is_not_written_twice(team: Chat) -> None:
    who = newcomer(team)
    team.say(who, "你好")
    team.say(who, "华为")
    assert "李晓" in team.say(who, "看了样机")
    assert team.records("interactions") == []


def test_a_name_with_a_particle_is_the_name(team: Chat) -> None:
    team.say("XiaoLi", "开始")
    team.say("XiaoLi", "华为的")
    assert "已记跟进" in team.say("XiaoLi", "看了样机")
    assert [log["customer"] for log in team.records("interactions")] == ["华为技术有限公司"]


def test_administrators_are_led_through_the_setup(chat: Chat) -> None:
    assert "只有管理员" in chat.say("XiaoLi", "初始化")
    said = chat.say("ChenYu", "初始化")
    assert "认识5人" in said
    assert "4. 级别：A B C D" in said
    assert "5. 客户：0家" in said
    chat.say("ChenYu", "级别的A也叫 钻石客户")
    assert "✓ 级别：" in chat.say("ChenYu", "初始化")
    chat.say("XiaoLi", "新增客户 星辰科技")
    assert "✓ 客户：1家" in chat.say("ChenYu", "公司设置")
