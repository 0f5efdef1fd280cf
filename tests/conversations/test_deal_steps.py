"""The check-list of a project: steps, which are done, which lag."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole


@pytest.fixture
def project(team: Chat) -> Chat:
    team.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    reply = team.say("XiaoLi", "给华为项目加步骤 勘测 11月27日 方案 安装")
    assert "勘测 → 方案 → 安装" in reply
    return team


def test_done_by_its_name_alone(project: Chat) -> None:
    reply = project.say("XiaoLi", "勘测完成了")
    assert "1/3" in reply
    assert "▶ 方案" in reply
    assert "之前就完成了" in project.say("XiaoLi", "勘测完成了")
    assert "2/3" in project.say("XiaoLi", "华为方案做完了")
    assert "改回未完成" in project.say("XiaoLi", "方案还没完成")
    assert "1/3" in project.say("XiaoLi", "华为项目进度")


def test_undo_of_a_step(project: Chat) -> None:
    before = whole(project)
    project.say("XiaoLi", "勘测完成了")
    assert "已撤销" in project.say("XiaoLi", "撤销")
    assert whole(project) == before
    project.say("XiaoLi", "撤销")
    assert whole(project)["deal_steps"] == []


def test_a_step_of_two_projects_is_asked_about(project: Chat) -> None:
    project.say("XiaoLi", "海康有个商机 摄像头 20万")
    project.say("XiaoLi", "给海康项目加步骤 勘测 安装")
    project.wait_until("2026-11-25 10:00")
    assert "是哪个项目的" in project.say("XiaoLi", "勘测完成了")
    assert "海康" in project.say("XiaoLi", "海康")
    reply = project.say("XiaoLi", "全部进度")
    assert "海康威视数字技术股份有限公司 摄像头 20万 1/2" in reply
    assert "交换机项目 50万 0/3" in reply


def test_other_things_that_are_done_are_no_steps(project: Chat) -> None:
    project.say("XiaoLi", "明天提醒我给王总回电话")
    project.say("XiaoLi", "给王总回电话那个完成了")
    assert project.records("tasks")[0]["status"] == "done"
    assert all(step["done_at"] is None for step in whole(project)["deal_steps"])


def test_a_step_that_lags_is_named(project: Chat) -> None:
    project.wait_until("2026-11-30 09:30")
    reply = project.say("WangFang", "哪些卡住了")
    assert "步骤「勘测」拖了3天" in reply
    assert "拖了3天" in project.say("XiaoLi", "华为进度")


def test_without_a_chance_there_is_no_list(team: Chat) -> None:
    assert "没有进行中的商机" in team.say("XiaoLi", "给华为项目加步骤 勘测 方案")
    assert "还没有项目有清单" in team.say("XiaoLi", "全部进度")


def test_nobody_else_touches_it(project: Chat) -> None:
    project.say("XiaoZhao", "勘测完成了")
    assert all(step["done_at"] is None for step in whole(project)["deal_steps"])


def test_a_step_again_and_one_too_many(project: Chat) -> None:
    assert "本来就在清单里" in project.say("XiaoLi", "给华为项目加步骤 勘测")
    assert "已删掉步骤「方案」" in project.say("XiaoLi", "删掉步骤 方案")
    assert "0/2" in project.say("XiaoLi", "进度")
