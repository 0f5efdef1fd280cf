"""辅助工具 (R87): backup and restore, the calendar, who took files out, what one may do."""

import pytest

from tests.support.chat import Chat


def test_backup_is_explained_and_nothing_is_undone(team: Chat) -> None:
    for said in ("备份", "怎么备份", "恢复备份", "还原数据库"):
        assert "pg_restore" in team.say("ChenYu", said), said
    assert "请找陈宇" in team.say("XiaoLi", "恢复备份")
    assert team.records("customers", name="九阳股份有限公司")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("今天是工作日吗", "今天(周二)是工作日"),
        ("周六要上班吗", "11月28日(周六)休息，11月30日(周一)上班"),
        ("2026年10月10日是工作日吗", "10月10日(周六)是工作日。（调休上班）"),
        ("今年国庆放几天", "10月1日(周四)到10月7日(周三)，共7天；10月10日(周六)上班"),
        ("元旦放几天", "2027年1月1日(周五)到2027年1月3日(周日)"),
        ("明年放假安排", "2027年的国务院通知还没收录"),
        ("工作日历", "春节：2027年2月5日"),
    ],
)
def test_the_calendar(team: Chat, said: str, answer: str) -> None:
    assert answer in team.say("XiaoLi", said)


def test_a_year_of_no_calendar_is_no_fault(team: Chat) -> None:
    assert "告诉管理员" not in team.say("XiaoLi", "0000年放假安排")


def test_a_holiday_of_a_customer_is_no_question_about_the_calendar(team: Chat) -> None:
    assert "工作日" not in team.say("XiaoLi", "华为下周放假")


def test_who_took_files_out_is_for_administrators(team: Chat) -> None:
    assert "还没有人导出过" in team.say("ChenYu", "导出记录")
    team.say("XiaoLi", "导出我的客户")
    team.say("XiaoLi", "1")
    team.settle()
    reply = team.say("ChenYu", "最近谁导出过")
    assert "李晓" in reply
    assert "2条（本人的）" in reply
    assert "请找陈宇" in team.say("XiaoLi", "导出记录")


def test_what_one_may_do_and_who_is_frozen(team: Chat) -> None:
    assert "你是销售" in team.say("XiaoLi", "权限")
    assert "没有停用的账号" in team.say("ChenYu", "谁被冻结了")
    team.say("ChenYu", "停用小赵")
    assert "赵敏" in team.say("ChenYu", "谁被冻结了")
