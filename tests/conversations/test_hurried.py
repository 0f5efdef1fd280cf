"""A rep between meetings: companies never heard of, fragments, no word of which task, what is no answer."""

import pytest

from tests.support.chat import Chat


def customer(chat: Chat, name: str) -> dict[str, object]:
    (one,) = chat.records("customers", name=name)
    return one


def test_one_breath_about_a_company_nobody_recorded(chat: Chat) -> None:
    reply = chat.say("XiaoLi", "刚跑完中兴的张总 聊得不错 他们想要服务器 大概80万 下周二让我再去一趟")
    assert "客户「中兴」" in reply
    (log,) = chat.records("interactions")
    (task,) = chat.records("tasks")
    assert (log["customer"], log["contact"]) == ("中兴", "张总")
    assert (task["customer"], task["due_at"][:10]) == ("中兴", "2026-12-01")
    assert "中兴" in chat.say("XiaoLi", "撤销")
    assert chat.records("customers") == []


def test_another_company_is_never_taken_for_the_last_one(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "没找到客户「龙腾」" in team.say("XiaoLi", "龙腾回款5万")
    assert "没找到客户「龙腾」" in team.say("XiaoLi", "龙腾报价 服务器2台 3万5")
    assert team.records("payments") == team.records("quotes") == []
    assert "龙腾" in team.say("XiaoLi", "1")
    (quote,) = team.records("quotes")
    assert quote["customer"] == "龙腾"
    team.say("XiaoLi", "龙腾加个联系人 王工 13900002222")
    (person,) = team.records("contacts", name="王工")
    assert person["customer"] == "龙腾"


def test_fragments_go_on_with_what_was_just_written(chat: Chat) -> None:
    chat.say("XiaoLi", "去了趟中兴 张总不在")
    assert "采购总监" in chat.say("XiaoLi", "他是采购总监")
    assert "B" in chat.say("XiaoLi", "b级")
    assert "南山" in chat.say("XiaoLi", "在深圳南山")
    (person,) = chat.records("contacts")
    assert person["title"] == "采购总监"
    one = customer(chat, "中兴")
    assert one["level"] == "B"
    assert "南山" in str(one["region"])
    chat.say("XiaoLi", "撤销")
    assert customer(chat, "中兴")["region"] != one["region"]


def test_fragments_of_nothing_write_nothing(chat: Chat) -> None:
    for said in ("b级", "在深圳南山", "他是采购总监"):
        assert "没太明白" in chat.say("XiaoLi", said)
    assert chat.records("customers") == []


def test_a_sentence_is_no_answer_to_which_customer(chat: Chat) -> None:
    assert "哪个客户" in chat.say("XiaoLi", "今天拜访客户 聊得不错")
    chat.say("XiaoLi", "他是采购总监")
    assert chat.records("customers") == []
    assert "哪个客户" in chat.say("XiaoLi", "今天拜访客户 聊得不错")
    assert "已记跟进" in chat.say("XiaoLi", "龙腾")
    assert [one["name"] for one in chat.records("customers")] == ["龙腾"]


def test_the_task_just_set_moves_without_a_word_about_which(team: Chat) -> None:
    team.say("XiaoLi", "明天提醒我给海康寄样品")
    team.say("XiaoLi", "周五上午去华为开会")
    assert "去华为开会" in team.say("XiaoLi", "推到下周一")
    assert "去华为开会" in team.say("XiaoLi", "往后挪两天")
    (task,) = team.records("tasks", title="去华为开会")
    assert task["due_at"].startswith("2026-12-02T09:00")
    team.say("XiaoLi", "改成三点")
    (task,) = team.records("tasks", title="去华为开会")
    assert task["due_at"].startswith("2026-12-02T15:00"), "an hour alone keeps the day"
    assert "去华为开会" in team.say("XiaoLi", "不去了")
    team.say("XiaoLi", "撤销")
    assert "去华为开会" in team.say("XiaoLi", "完成了")
    (task,) = team.records("tasks", title="去华为开会")
    assert task["status"] == "done"
    team.say("XiaoLi", "搞定了")
    assert not [one for one in team.records("contacts") if one["name"] == "搞定了"]


def test_the_same_list_for_another_day_or_person(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点去华为")
    team.say("XiaoLi", "后天提醒我给海康寄样品")
    assert "没有" in team.say("XiaoLi", "今天还有啥事")
    assert "去华为" in team.say("XiaoLi", "明天呢")
    after = team.say("XiaoLi", "那后天呢")
    assert "寄样品" in after
    assert "没有" in team.say("WangFang", "王磊的待办")
    assert "去华为" in team.say("WangFang", "李晓的呢")


@pytest.mark.parametrize("said", ["谁在跟华为", "华为归谁管", "华为是谁负责的"])
def test_whose_customer(team: Chat, said: str) -> None:
    assert "李晓" in team.say("WangFang", said)


def test_a_person_nobody_recorded_is_put_where_one_was(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    reply = team.say("XiaoLi", "孙总电话13900001111")
    assert "华为技术有限公司 孙总 13900001111" in reply
    assert "撤销" in reply, "the customer was not said: it is shown how to take it back"
    assert "龙腾" in team.say("XiaoLi", "龙腾王总 13700001111")
    assert team.records("contacts", name="王总")[0]["phone"] == "13700001111"


def test_who_wrote_nothing(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    reply = team.say("WangFang", "本周谁没写跟进")
    assert "王磊" in reply
    assert "李晓" not in reply
    assert "没有签单" in team.say("WangFang", "这个月谁还没开单")
    team.say("XiaoWang", "今天拜访了龙腾的王总，问了进度")
    assert "2人都有记录" in team.say("WangFang", "谁今天没写跟进")
    assert "主管" in team.say("XiaoLi", "本周谁没写跟进")
