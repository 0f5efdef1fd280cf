"""Every write can be taken back by one word and mended by one sentence."""

import pytest

from tests.support.chat import Chat


def test_undo_takes_back_several_records_at_once(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总,聊了报价,下周三再跟进")
    reply = team.say("XiaoLi", "撤销")
    assert "跟进记录" in reply
    assert "待办" in reply
    assert team.records("interactions") == []
    assert team.records("tasks") == []
    (customer,) = team.records("customers", name="华为技术有限公司")
    assert customer["last_interaction_at"] is None


def test_undo_goes_further_back_and_then_says_so(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 星辰科技有限公司")
    chat.say("XiaoLi", "明天提醒我给星辰科技寄样机")
    chat.say("XiaoLi", "撤销")
    assert chat.records("tasks") == []
    chat.say("XiaoLi", "撤销")
    assert chat.records("customers") == []
    assert "没有可以撤销" in chat.say("XiaoLi", "撤销")


def test_undo_of_a_tap(chat: Chat) -> None:
    chat.say("XiaoLi", "明天下午三点提醒我给王总回电话")
    chat.wait_until("2026-11-25 15:00")
    chat.tap("XiaoLi", "完成")
    chat.say("XiaoLi", "撤销刚才那条")
    (task,) = chat.records("tasks")
    assert task["status"] == "open"


def test_what_was_changed_since_is_said_and_kept(team: Chat) -> None:
    team.say("XiaoLi", "华为级别改成B")
    team.say("WangFang", "华为级别改成A")
    assert "没有动" in team.say("XiaoLi", "撤销")
    (customer,) = team.records("customers", name="华为技术有限公司")
    assert customer["level"] == "A"


def test_a_customer_others_use_is_not_taken_away(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 星辰科技有限公司")
    team.say("WangFang", "今天拜访了星辰科技的王总，聊了合作")
    assert "没有动" in team.say("XiaoLi", "撤销")
    assert len(team.records("customers", name="星辰科技有限公司")) == 1


def test_nobody_takes_back_what_another_wrote(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "没有可以撤销" in team.say("WangFang", "撤销")
    assert len(team.records("interactions")) == 1


def test_not_li_but_wang(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "王敏" in team.say("XiaoLi", "不是李总是王经理")
    (log,) = team.records("interactions")
    assert log["contact"] == "王敏"
    team.say("XiaoLi", "撤销")
    (log,) = team.records("interactions")
    assert log["contact"] == "李强"


def test_moved_to_friday(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总,聊了报价,下周三再跟进")
    assert "周五" in team.say("XiaoLi", "改到下周五")
    (task,) = team.records("tasks")
    assert task["due_at"].startswith("2026-12-04")
    assert len(team.records("interactions")) == 1


def test_a_wrong_customer_is_put_right(team: Chat) -> None:
    team.say("XiaoLi", "今天去华为拜访，聊了报价")
    team.say("XiaoLi", "客户记错了，不是华为，是海康")
    (log,) = team.records("interactions")
    assert log["customer"] == "杭州海康威视数字技术股份有限公司"


def test_a_phone_number_mistyped(team: Chat) -> None:
    team.say("XiaoLi", "华为加个联系人 苏梅 财务经理 13700001234")
    team.say("XiaoLi", "电话错了，应该是13700005678")
    (contact,) = team.records("contacts", name="苏梅")
    assert contact["phone"] == "13700005678"


def test_nothing_to_correct(chat: Chat) -> None:
    assert "没有可以改" in chat.say("XiaoLi", "不是李总是王总")


def test_a_time_that_is_to_be_changed_is_asked_for(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为李强 聊了报价")
    assert team.say("XiaoLi", "时间改一下") == "改到什么时候？"
    assert "昨天(周一)" in team.say("XiaoLi", "昨天")
    (log,) = team.records("interactions")
    assert log["happened_at"].startswith("2026-11-23")
    team.say("XiaoLi", "周五前给海康寄样品")
    assert team.say("XiaoLi", "时间不对") == "改成什么？"
    assert team.say("XiaoLi", "改成别的时间") == "改到什么时候？"
    assert "11月28日(周六)" in team.say("XiaoLi", "周六")
    assert team.say("XiaoLi", "时间不对") == "改成什么？"
    assert "12月2日(周三)" in team.say("XiaoLi", "下周三")


MISSPELT = ["名字打错了 应该是赵婧", "名字搞错了 改成赵婧", "姓名错了 是赵婧", "赵静名字错了 应该是赵婧"]


@pytest.mark.parametrize("said", MISSPELT)
def test_the_name_of_a_person_just_written_is_spelt_anew(team: Chat, said: str) -> None:
    team.say("XiaoLi", "海康电话改成0571-88880000")
    team.say("XiaoLi", "华为加个联系人 赵静 采购")
    assert "赵婧" in team.say("XiaoLi", said)
    people = {one["name"]: one["customer"] for one in team.records("contacts")}
    assert people.pop("赵婧") == "华为技术有限公司"
    assert set(people) == {"李强", "王敏", "周航", "尹涛"}
    team.say("XiaoLi", "撤销")
    assert "赵静" in {one["name"] for one in team.records("contacts")}


def test_a_name_that_sounds_like_an_earlier_one_renames_nobody_else(team: Chat) -> None:
    team.say("XiaoLi", "华为加个联系人 赵静 采购")
    team.say("XiaoLi", "李强电话13911112222")
    team.say("XiaoLi", "名字打错了 应该是李墙")
    assert {one["name"] for one in team.records("contacts")} == {"李墙", "王敏", "周航", "尹涛", "赵静"}


def test_whom_one_meets_is_spelt_otherwise(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点去华为见李强")
    team.say("XiaoLi", "名字打错了 应该是李墙")
    (task,) = team.records("tasks")
    assert (task["title"], task["contact"]) == ("去华为见李墙", "李墙")


def test_a_new_customer_is_called_otherwise_twice(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 大地科技 联系人王磊明 13900001111")
    team.say("XiaoLi", "全名搞错了 改成大地智能")
    team.say("XiaoLi", "全名不对 应该是大地智慧")
    assert [c["customer"] for c in team.records("contacts", name="王磊明")] == ["大地智慧"]
    assert len(team.records("customers")) == 4


def test_what_was_handed_over_since_is_mended_by_its_new_owner(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强 聊了报价")
    team.say("XiaoLi", "提醒我周五给李强送样品")
    team.say("XiaoLi", "把华为转给王磊")
    assert "不在你名下" in team.say("XiaoLi", "不是李强是王敏")
    assert {one["contact"] for one in team.records("interactions")} == {"李强"}
