"""People and roles in chat: administrators decide, everybody may ask whom to ask, all of it is logged."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import outbox

HUAWEI = "华为技术有限公司"


def role(chat: Chat, name: str) -> tuple[str, str]:
    (user,) = chat.records("users", name=name)
    return str(user["role"]), str(user["status"])


def test_the_list_and_whom_to_ask(team: Chat) -> None:
    said = team.say("ChenYu", "用户列表")
    assert "共5位" in said
    assert "王芳 主管（管销售一部）" in said
    assert "只有管理员能看人员名单，请找陈宇" in team.say("XiaoLi", "用户列表")
    assert "陈宇" in team.say("XiaoLi", "管理员是谁")
    assert "王芳" in team.say("ChenYu", "主管有哪些")
    assert "没有停用的账号" in team.say("ChenYu", "停用的账号")


def test_what_i_may_see_and_do(team: Chat) -> None:
    assert "自己的客户" in team.say("XiaoLi", "我的权限")
    assert "下属的客户" in team.say("WangFang", "我有什么权限")
    assert "全部客户" in team.say("ChenYu", "我的角色")
    assert "李晓 销售" in team.say("WangFang", "李晓的权限")
    assert "陈宇" in team.say("XiaoLi", "王磊的权限")


def test_a_rep_becomes_manager_at_once_and_stays_so_after_the_nights_sync(team: Chat) -> None:
    assert "聊了" not in team.say("XiaoZhao", "客户 华为")
    assert "已把赵敏设为主管，管销售一部" in team.say("ChenYu", "把赵敏设为销售一部的主管")
    assert "负责人：李晓" in team.say("XiaoZhao", "客户 华为")
    team.wait_until("2026-11-25 09:00")
    assert role(team, "赵敏") == ("manager", "active")
    assert "负责人：李晓" in team.say("XiaoZhao", "客户 华为")
    assert "已把赵敏设为销售" in team.say("ChenYu", "取消赵敏的主管")
    assert "负责人是李晓" in team.say("XiaoZhao", "客户 华为")


def test_a_manager_without_a_department_leads_the_one_they_are_in(team: Chat) -> None:
    assert "管销售一部" in team.say("ChenYu", "把小李设为主管")
    team.say("XiaoWang", "新增客户 科大讯飞股份有限公司")
    assert "负责人：王磊" in team.say("XiaoLi", "客户 讯飞")


def test_an_administrator_is_asked_about_first(team: Chat) -> None:
    assert "能看全部客户" in team.say("ChenYu", "把小李设为管理员")
    assert role(team, "李晓")[0] == "rep"
    assert "没动" in team.say("ChenYu", "不做了")
    team.say("ChenYu", "李晓升为管理员")
    assert "已把李晓设为管理员" in team.say("ChenYu", "确认")
    assert "负责人：赵敏" in team.say("XiaoLi", "客户 九阳")
    said = team.say("ChenYu", "撤销")
    assert "角色改回销售" in said
    assert role(team, "李晓")[0] == "rep"
    team.wait_until("2026-11-25 09:00")
    assert role(team, "李晓")[0] == "rep"


def test_suspended_gets_one_answer_and_nothing_else(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    assert "已停用李晓" in team.say("ChenYu", "停用小李")
    assert role(team, "李晓") == ("rep", "frozen")
    assert "暂停使用" in team.say("XiaoLi", "客户 华为")
    assert "暂停使用" in team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert team.records("interactions") == []
    before = len(team.box.inbox("XiaoLi"))
    team.wait_until("2026-11-25 15:10")
    assert len(team.box.inbox("XiaoLi")) == before
    assert role(team, "李晓") == ("rep", "frozen")
    assert "李晓 销售 · 销售一部 · 已停用" in team.say("ChenYu", "用户列表")
    assert "已启用李晓" in team.say("ChenYu", "启用小李")
    team.settle()
    assert "已由陈宇恢复" in str(outbox(team, "李晓")[-1]["payload"])
    assert "已记跟进" in team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")


@pytest.mark.parametrize("words", ["把李晓停用", "冻结李晓的账号", "禁用一下李晓"])
def test_suspending_in_other_words_and_back_by_undo(team: Chat, words: str) -> None:
    assert "已停用" in team.say("ChenYu", words)
    assert "李晓" in team.say("ChenYu", "停用的账号")
    assert "账号" in team.say("ChenYu", "停用小李")
    team.say("ChenYu", "撤销")
    assert role(team, "李晓") == ("rep", "active")


@pytest.mark.parametrize("who", ["XiaoLi", "WangFang"])
def test_nobody_else_may(team: Chat, who: str) -> None:
    before = team.records("users")
    for words in ("把小王设为主管", "把王磊设为管理员", "停用赵敏", "启用赵敏", "权限变更记录"):
        assert "请找陈宇" in team.say(who, words), words
    assert team.records("users") == before


def test_nobody_locks_the_company_out(team: Chat) -> None:
    assert "不能停用自己" in team.say("ChenYu", "停用陈宇")
    assert "不能改自己" in team.say("ChenYu", "把陈宇设为销售")
    team.say("ChenYu", "把小李设为管理员")
    team.say("ChenYu", "确认")
    assert "已停用陈宇" in team.say("XiaoLi", "停用陈宇")
    assert "不能停用自己" in team.say("XiaoLi", "停用小李")
    assert "已启用陈宇" in team.say("XiaoLi", "启用陈宇")
    assert "本来就在用" in team.say("XiaoLi", "启用陈宇")


def test_who_changed_whose_role(team: Chat) -> None:
    assert "还没有改过" in team.say("ChenYu", "权限变更记录")
    team.say("ChenYu", "把小李设为主管")
    team.say("ChenYu", "停用赵敏")
    said = team.say("ChenYu", "角色变更历史")
    assert "陈宇 改 李晓：销售→主管" in said
    assert "陈宇 改 赵敏：在用→已停用" in said


def test_unknown_people_and_departments(team: Chat) -> None:
    assert "没有叫「火星部」的部门" in team.say("ChenYu", "把小李设为火星部主管")
    assert role(team, "李晓")[0] == "rep"
    team.say("ChenYu", "停用欧阳锋")
    assert {user["status"] for user in team.records("users")} == {"active"}


def test_a_person_is_reinstated_and_no_write_is_undone(team: Chat) -> None:
    for words in ("王磊恢复", "把王磊恢复一下", "王磊恢复使用", "恢复王磊", "让王磊回来", "王磊复职了"):
        team.say("ChenYu", "停用王磊")
        assert "已启用王磊" in team.say("ChenYu", words), words
    assert "本来就在用" in team.say("ChenYu", "王磊恢复")
    team.say("WangFang", "新增客户 星辰科技")
    assert "只有管理员" in team.say("WangFang", "王磊恢复")
    assert len(team.records("customers", name="星辰科技")) == 1
