"""People on a first day: thanks, curses, bare words, numbers alone, second thoughts."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize("words", ["谢谢", "多谢啦", "辛苦了", "好的", "👍", "😂", "哈哈哈"])
def test_a_kind_word_gets_a_kind_word(chat: Chat, words: str) -> None:
    reply = chat.say("XiaoLi", words)
    assert "没太明白" not in reply
    assert len(reply) < 20


def test_thanks_leave_the_question_open(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 华为")
    team.say("XiaoLi", "谢谢")
    team.say("XiaoLi", "1")
    assert len(team.records("customers", name="华为技术有限公司")) == 1
    assert team.records("customers", name="华为") == []


def test_a_curse_shows_what_was_written_and_the_way_out(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    reply = team.say("XiaoLi", "他妈的 又记错了")
    assert "聊了报价" in reply
    assert "撤销" in reply


def test_a_bare_wrong_waits_for_what_is_right(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "对的是什么" in team.say("XiaoLi", "不对")
    team.say("XiaoLi", "是王经理")
    (log,) = team.records("interactions")
    assert log["contact"] == "王敏"


def test_restore_after_undo_undoes_nothing_more(team: Chat) -> None:
    team.say("XiaoLi", "明天提醒我买票")
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    team.say("XiaoLi", "撤销")
    assert "今天拜访了华为的李总，聊了报价" in team.say("XiaoLi", "恢复")
    assert len(team.records("tasks")) == 1


def test_the_word_alone_is_the_list_and_a_number_opens_one(team: Chat) -> None:
    reply = team.say("XiaoLi", "客户")
    assert "2位" in reply
    second = reply.splitlines()[2].removeprefix("2. ").split(" ")[0]
    assert team.say("XiaoLi", "2").startswith(second)


def test_help_knows_other_words_for_its_topics(chat: Chat) -> None:
    assert "提醒我" in chat.say("XiaoLi", "帮助 任务")


def test_a_number_alone_says_whose_it_is(team: Chat) -> None:
    assert "周航" in team.say("XiaoLi", "138 0001 0003是谁")
    assert "周航" in team.say("XiaoLi", "尾号0003是谁")
    reply = team.say("XiaoLi", "13800010007")  # a colleague's
    assert "尹涛" not in reply


def test_not_wednesday_but_thursday_of_the_same_week(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总,聊了报价,下周三再跟进")
    assert "12月3日(周四)" in team.say("XiaoLi", "不对 是周四")
    reply = team.say("XiaoLi", "撤销")
    assert "改回12月2日(周三)" in reply


def test_two_corrections_in_a_row_mend_two_records(team: Chat) -> None:
    team.say("XiaoLi", "今天打电话给华为的李总,聊了报价,下周三再跟进")
    team.say("XiaoLi", "改到下周五")
    assert "微信" in team.say("XiaoLi", "不是电话是微信")
    (log,) = team.records("interactions")
    (task,) = team.records("tasks")
    assert log["channel"] == "wechat"
    assert task["due_at"].startswith("2026-12-04")


def test_a_task_of_a_customer_made_in_the_same_message_belongs_to_it(chat: Chat) -> None:
    chat.say("XiaoLi", "今天拜访了宏图机械，聊了报价，下周三再跟进")
    (task,) = chat.records("tasks")
    assert task["customer"] == "宏图机械"
    assert "宏图机械" in chat.say("XiaoLi", "我的待办")


def test_undo_says_what_holds_again(team: Chat) -> None:
    team.say("XiaoLi", "明天提醒我买票")
    team.say("XiaoLi", "买票那个完成了")
    assert "改回未完成" in team.say("XiaoLi", "撤销")
    team.say("XiaoLi", "华为级别改成B")
    team.say("XiaoLi", "华为级别改成A")
    assert "级别改回B" in team.say("XiaoLi", "撤销")


def test_a_number_the_list_does_not_have(team: Chat) -> None:
    team.say("XiaoLi", "明天提醒我买票")
    team.say("XiaoLi", "我的待办")
    assert "只有1条" in team.say("XiaoLi", "第9个完成了")
    assert team.records("tasks", status="done") == []


def test_all_the_people_of_a_customer(team: Chat) -> None:
    reply = team.say("XiaoLi", "华为有哪些联系人")
    assert "李强" in reply
    assert "王敏" in reply


def test_a_time_alone_completes_a_task_without_one(chat: Chat) -> None:
    assert "没说时间" in chat.say("XiaoLi", "提醒我买票")
    assert "明天(周三)09:00" in chat.say("XiaoLi", "明天9点")
    (task,) = chat.records("tasks")
    assert task["due_at"] == "2026-11-25T09:00:00+08:00"


def test_what_is_not_there_yet_is_not_offered(chat: Chat) -> None:
    helped = chat.say("XiaoLi", "帮助 服务")
    assert "华为报修 打印机卡纸" in helped
    for later in ("最近的师傅", "在保", "调查"):
        assert later not in helped
    assert "在保" not in chat.say("XiaoLi", "什么乱七八糟的打印机还在保")


def test_a_name_in_unclear_words_leads_to_suggestions_about_it(team: Chat) -> None:
    reply = team.say("XiaoLi", "周航阿巴阿巴")
    assert "提到了周航" in reply
    assert "客户 杭州海康威视数字技术股份有限公司" in reply
    assert len(team.records("interactions")) == 0


@pytest.mark.parametrize("words", ["李强", "李总"])
def test_a_persons_name_alone_shows_the_person(team: Chat, words: str) -> None:
    assert "13800010001" in team.say("XiaoLi", words)


def test_a_family_name_means_the_one_just_spoken_of_and_later_is_asked(team: Chat) -> None:
    team.say("XiaoLi", "海康加个联系人 李伟 13800010009")
    assert "13800010009" in team.say("XiaoLi", "李总")
    team.wait_until("2026-11-24 12:30")
    assert "好几位" in team.say("XiaoLi", "李总")
    assert "13800010001" in team.say("XiaoLi", "李强")


def test_a_colleagues_customer_by_its_name_alone(team: Chat) -> None:
    assert "李晓" in team.say("XiaoZhao", "华为")
    assert "李晓" in team.say("XiaoZhao", "华为是谁的")
    assert "李晓" in team.say("WangFang", "华为谁在跟")
    assert "13800010001" not in team.say("XiaoZhao", "华为")


def test_a_task_by_its_day(chat: Chat) -> None:
    chat.say("XiaoLi", "明天提醒我寄样机")
    chat.say("XiaoLi", "周五前把合同寄出去")
    assert "寄样机" in chat.say("XiaoLi", "明天那个推到下周一")


def test_words_that_fit_no_task_bring_the_candidates(chat: Chat) -> None:
    chat.say("XiaoLi", "明天提醒我寄样机")
    chat.say("XiaoLi", "周五前把合同寄出去")
    assert "是下面哪一条" in chat.say("XiaoLi", "发票那个完成了")
    chat.say("XiaoLi", "2")
    (task,) = chat.records("tasks", status="done")
    assert "合同" in task["title"]


def test_pieces_said_after_the_record(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 星辰科技 联系人王总 13800001111")
    chat.say("XiaoLi", "行业是制造业")
    chat.say("XiaoLi", "电话记错了 13900002222")
    chat.say("XiaoLi", "邮箱 wang@xc.com")
    (customer,) = chat.records("customers", name="星辰科技")
    (contact,) = chat.records("contacts", name="王总")
    assert customer["industry"] == "制造业"
    assert (contact["phone"], contact["email"]) == ("13900002222", "wang@xc.com")
    assert not customer["phone"]
    assert "13900002222" in chat.say("XiaoLi", "王总电话是多少")


def test_a_channel_said_afterwards(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    team.say("XiaoLi", "方式是电话")
    (log,) = team.records("interactions")
    assert log["channel"] == "call"


def test_of_several_tasks_one_is_moved(team: Chat) -> None:
    team.say("XiaoLi", "明天提醒我给海康寄样机，周五前把合同寄出去")
    assert "改哪一条" in team.say("XiaoLi", "改到下周一")
    team.say("XiaoLi", "2")
    days = sorted(task["due_at"][:10] for task in team.records("tasks"))
    assert days == ["2026-11-25", "2026-11-30"]


def test_a_customer_taken_from_the_talk_before_is_said_so(team: Chat) -> None:
    assert "按刚才" not in team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "按刚才" in team.say("XiaoLi", "刚和阮总通了电话，聊了样品")


@pytest.mark.parametrize(
    "asked",
    [
        "绿茵的跟进记录",
        "绿茵的订单",
        "绿茵的商机",
        "绿茵的待办",
        "绿茵的工单",
    ],
)
def test_a_question_about_a_company_not_known_is_never_answered_for_another(shop: Chat, asked: str) -> None:
    shop.say("XiaoLi", "刚见完华为李总 聊了报价")
    said = shop.say("XiaoLi", asked)
    assert "没找到客户「绿茵」" in said
    assert "华为" not in said
