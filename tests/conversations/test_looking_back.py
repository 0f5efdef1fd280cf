"""从前: what a customer was on a day, who changed it, with which words."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def changed(team: Chat) -> Chat:
    """华为 was B on Tuesday and is A since Thursday."""
    team.say("XiaoLi", "华为级别改成B")
    team.wait_until("2026-11-26 10:00")
    team.say("XiaoLi", "华为级别改成A")
    team.wait_until("2026-11-30 09:30")
    return team


def test_what_it_was_on_a_day(changed: Chat) -> None:
    reply = changed.say("XiaoLi", "上周三华为的级别是什么")
    assert "级别：B，现在是A" in reply
    assert "级别：A，到现在没变过" in changed.say("XiaoLi", "华为上周五的级别是什么")
    assert "还没有华为技术有限公司这个客户" in changed.say("XiaoLi", "上个月华为的负责人是谁")
    assert "负责人：李晓" in changed.say("XiaoLi", "上周五华为的负责人是谁")


def test_owner_of_before(changed: Chat) -> None:
    changed.say("WangFang", "把华为转给王磊")
    assert "负责人：李晓，现在是王磊" in changed.say("WangFang", "上周五华为的负责人是谁")


def test_who_changed_what_with_which_words(changed: Chat) -> None:
    reply = changed.say("WangFang", "谁改了华为的级别")
    assert "李晓 级别 B→A" in reply
    assert "原话：华为级别改成A" in reply
    assert "级别 空→B" in reply
    reply = changed.say("XiaoLi", "华为最近谁改过")
    assert "新建联系人「李强」" in reply
    changed.say("XiaoLi", "撤销")
    assert "（撤销）" in changed.say("XiaoLi", "华为的修改记录")


def test_nobody_reads_the_log_of_what_they_may_not_see(changed: Chat) -> None:
    reply = changed.say("XiaoZhao", "谁改了华为的级别")
    assert "B→A" not in reply


def test_questions_about_the_past_change_nothing(changed: Chat) -> None:
    before = len(changed.records("changes"))
    for words in ("华为什么时候改成A级的", "谁动过华为的资料", "审计 华为", "华为换过级别吗"):
        assert "B→A" in changed.say("XiaoLi", words), words
    for words in ("华为是谁录入的", "谁建的华为", "华为以前叫什么"):
        assert "李晓" in changed.say("XiaoLi", words), words
    assert len(changed.records("changes")) == before
    changed.say("XiaoLi", "华为名称改成华为投资控股有限公司")
    assert "以前叫：华为技术有限公司" in changed.say("XiaoLi", "华为以前叫什么")


def test_who_did_what_through_which_message(changed: Chat) -> None:
    changed.say("XiaoLi", "海康级别改成C")
    said = changed.say("XiaoLi", "我今天改了什么")
    assert said.startswith("你今天(周一)的操作：共1次")
    assert "李晓：海康级别改成C（客户1处）" in said
    changed.say("XiaoLi", "撤销")
    assert "（后来撤销了）" in changed.say("WangFang", "今天谁改过客户")
    assert "级别改成A" in changed.say("WangFang", "上周李晓改了什么")
    assert "海康" not in changed.say("XiaoZhao", "最近的操作记录")


def test_a_sum_of_before_is_said_as_sums_are(team: Chat) -> None:
    team.say("XiaoLi", "华为信用额度30万")
    team.skip_to("2026-11-26 10:00")
    team.say("XiaoLi", "华为信用额度改成50万")
    assert "信用额度：30万，现在是50万" in team.say("XiaoLi", "前天华为的信用额度是多少")
    assert "信用额度 30万→50万" in team.say("XiaoLi", "谁改了华为的信用额度")
