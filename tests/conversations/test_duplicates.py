"""Twice the same company: asked at creation, masked across teams, listed on demand, merged and undone."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole

HUAWEI = "华为技术有限公司"


def names(chat: Chat) -> list[str]:
    return sorted(customer["name"] for customer in chat.records("customers"))


def test_one_that_looks_alike_is_asked_about_and_made_all_the_same(team: Chat) -> None:
    reply = team.say("XiaoLi", "新增客户 华为科技有限公司 联系人刘洋 13800020001")
    assert "可能重复" in reply
    assert "负责人李晓" in reply
    assert "华为科技有限公司" not in names(team)
    assert "已新增客户：华为科技有限公司" in team.say("XiaoLi", "仍新建")
    (contact,) = team.records("contacts", name="刘洋")
    assert contact["customer"] == "华为科技有限公司"


def test_it_is_the_one_there_is(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 华为科技有限公司 联系人刘洋 13800020001")
    team.tap("XiaoLi", "就是它")
    assert "华为科技有限公司" not in names(team)
    (contact,) = team.records("contacts", name="刘洋")
    assert contact["customer"] == HUAWEI


def test_a_colleagues_is_told_masked(team: Chat) -> None:
    reply = team.say("XiaoZhao", "新增客户 华为科技有限公司")
    assert "华为技术有限公司（已有，负责人李晓）" in reply
    assert "李强" not in reply
    assert "1380001" not in reply
    reply = team.say("XiaoZhao", "就是它")
    assert "负责人是李晓" in reply
    assert "华为科技有限公司" not in names(team)


@pytest.mark.parametrize("name", ["华为技术有限责任公司", "華為技術有限公司", "华为技术", "Ｈ"])
def test_another_spelling_is_the_same(team: Chat, name: str) -> None:
    if name == "Ｈ":
        name = "华为技术 有限公司"
    before = names(team)
    assert "没有重复新建" in team.say("XiaoLi", f"新增客户 {name}")
    assert names(team) == before


def test_by_sound_and_by_telephone(team: Chat) -> None:
    assert "读音相同" in team.say("XiaoLi", "新增客户 花为技术有限公司")
    team.say("XiaoLi", "算了")
    reply = team.say("XiaoLi", "新增客户 南山贸易有限公司 联系人李强 13800010001")
    assert "电话相同" in reply
    assert "南山贸易有限公司" not in names(team)


def test_other_places_are_other_companies(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 北京宏达贸易有限公司")
    assert "已新增" in chat.say("XiaoLi", "新增客户 上海宏达贸易有限公司")
    assert "可能重复" in chat.say("XiaoLi", "新增客户 宏达贸易有限公司")


def test_the_list_of_what_may_be_twice(team: Chat) -> None:
    assert "没有发现重复" in team.say("XiaoLi", "查重")
    team.say("XiaoZhao", "新增客户 华为科技有限公司")
    team.say("XiaoZhao", "仍新建")
    for who in ("XiaoLi", "ChenYu"):
        reply = team.say(who, "查重")
        assert "共1对" in reply
        assert "负责人李晓" in reply
        assert "负责人赵敏" in reply
    assert "没有发现重复" in team.say("XiaoWang", "有没有重复的客户")
    assert "负责人赵敏" in team.say("XiaoLi", "查重 华为")


def two(team: Chat) -> None:
    """华为 twice, both of 李晓, each with something on it."""
    team.say("XiaoLi", "新增客户 华为科技有限公司 联系人刘洋 13800020001")
    team.say("XiaoLi", "仍新建")
    team.say("XiaoLi", "今天拜访了华为科技的刘洋，聊了样机")
    team.say("XiaoLi", "明天下午三点提醒我给华为科技有限公司发合同")
    team.say("XiaoLi", "华为科技有限公司级别改成A")
    team.say("XiaoLi", "给华为科技有限公司打标签 重点")


def test_a_merge_shows_asks_moves_all_and_keeps_the_name(team: Chat) -> None:
    two(team)
    before = whole(team)
    reply = team.say("XiaoLi", "合并华为科技有限公司到华为技术有限公司")
    assert "联系人1位、跟进记录1条、未完成的待办1条" in reply
    assert whole(team) == before
    assert "已合并" in team.say("XiaoLi", "确认")
    assert "华为科技有限公司" not in names(team)
    assert {row["customer"] for row in team.records("interactions")} == {HUAWEI}
    assert {row["customer"] for row in team.records("tasks")} == {HUAWEI}
    (customer,) = team.records("customers", name=HUAWEI)
    assert customer["level"] == "A"
    assert customer["last_interaction_at"] is not None
    shown = team.say("XiaoLi", "客户 华为科技")
    assert HUAWEI in shown
    assert "刘洋" in shown
    assert "聊了样机" in shown
    assert "13800020001" in team.say("XiaoLi", "刘洋电话多少")


def test_undo_of_a_merge_restores_every_column(team: Chat) -> None:
    two(team)
    before = whole(team)
    team.say("XiaoLi", "合并华为科技有限公司到华为技术有限公司")
    team.tap("XiaoLi", "确认")
    assert whole(team) != before
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert whole(team) == before
    assert "聊了样机" in team.say("XiaoLi", "客户 华为科技有限公司")


def test_the_same_person_at_both_is_one_afterwards(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 华为科技有限公司 联系人李强")
    team.say("XiaoLi", "仍新建")
    team.say("XiaoLi", "今天拜访了华为科技有限公司的李强，聊了样机")
    before = whole(team)
    team.say("XiaoLi", "把华为科技有限公司合并到华为技术有限公司")
    team.say("XiaoLi", "是")
    (contact,) = team.records("contacts", name="李强")
    (log,) = team.records("interactions")
    assert log["contact_id"] == contact["id"]
    team.say("XiaoLi", "撤销")
    assert whole(team) == before


def test_people_of_one_name_keep_their_numbers(team: Chat) -> None:
    """李强 without a number may be one of the two called so, not both."""
    team.say("XiaoLi", "新增客户 宏达科技有限公司 联系人李强 13900010001")
    team.say("XiaoLi", "新增客户 鼎盛贸易有限公司 联系人李强 13900010002")
    team.say("XiaoLi", "新增客户 远洋物流有限公司 联系人李强")
    for words in (
        "合并宏达科技有限公司到鼎盛贸易有限公司",
        "合并鼎盛贸易有限公司到远洋物流有限公司",
    ):
        assert "确认吗" in team.say("XiaoLi", words)
        assert "已合并" in team.say("XiaoLi", "确认")
    numbers = [row["phone"] for row in team.records("contacts", customer="远洋物流有限公司")]
    assert sorted(numbers) == ["13900010001", "13900010002"]


def test_chances_that_waited_in_the_pool_go_along(team: Chat) -> None:
    two(team)
    team.say("XiaoLi", "华为科技有限公司 扩容项目 50万 下月底签")
    team.say("XiaoLi", "华为科技有限公司放回公海")
    before = whole(team)
    team.say("WangFang", "合并华为科技有限公司到华为技术有限公司")
    team.say("WangFang", "确认")
    (deal,) = team.records("opportunities")
    assert (deal["customer"], deal["owner"]) == (HUAWEI, "李晓")
    team.say("WangFang", "撤销")
    assert whole(team) == before


def test_a_merge_is_not_done_without_a_yes_or_across_owners(team: Chat) -> None:
    two(team)
    before = whole(team)
    team.say("XiaoLi", "合并华为科技有限公司到华为技术有限公司")
    assert "没动" in team.say("XiaoLi", "不做了")
    assert whole(team) == before
    assert (
        "同一个客户" in team.say("XiaoLi", "合并华为技术有限公司到华为技术有限公司") or whole(team) == before
    )
    team.say("XiaoLi", "华为科技有限公司放回公海")
    before = whole(team)
    assert "不在你名下" in team.say("XiaoLi", "合并华为科技有限公司到华为技术有限公司")
    assert whole(team) == before


def test_a_manager_merges_across_owners_and_the_tasks_follow(team: Chat) -> None:
    two(team)
    team.say("XiaoLi", "把华为科技有限公司转给王磊")
    before = whole(team)
    team.say("WangFang", "合并华为科技有限公司到华为技术有限公司")
    team.say("WangFang", "确认")
    assert {task["assignee"] for task in team.records("tasks")} == {"李晓"}
    team.say("WangFang", "撤销")
    assert whole(team) == before
