"""公海规则 in chat: read by all, changed by administrators, the effect shown first, undone by one word."""

import pytest

from tests.conversations.test_pool import HUAWEI, owner_of, silent_for
from tests.support.chat import Chat
from tests.support.whole import whole


def test_everybody_may_read_them_and_only_administrators_change_them(team: Chat) -> None:
    said = team.say("XiaoLi", "公海规则")
    assert "A级：30天没跟进" in said
    assert "每人每天最多领5个" in said
    before = whole(team)
    for words in ("A类60天不跟进回公海", "领取上限 每天8个", "原负责人等10天再领"):
        assert "只有管理员能改" in team.say("XiaoLi", words)
        assert "陈宇" in team.say("WangFang", words)
    assert whole(team) == before


@pytest.mark.parametrize(
    ("words", "level", "kind", "days"),
    [
        ("A类 60天不跟进回公海", "A", "没跟进", 60),
        ("a级客户45天没跟进就自动回公海", "A", "没跟进", 45),
        ("未定级的客户 90天没联系掉公海", "未定", "没跟进", 90),
        ("把B类200天不成交回公海", "B", "没成交", 200),
        ("公海规则 C类改成50天", "C", "没跟进", 50),
    ],
)
def test_other_words(team: Chat, words: str, level: str, kind: str, days: int) -> None:
    assert "确认吗" in team.say("ChenYu", words)
    assert "已改公海规则" in team.say("ChenYu", "确认")
    (line,) = [row for row in team.say("XiaoLi", "公海规则").splitlines() if row.startswith(f"· {level}")]
    assert f"{days}天{kind}" in line


def test_a_longer_rule_holds_at_once_and_is_taken_back(team: Chat) -> None:
    silent_for(team, 58)
    before = whole(team)
    assert "共1个" in team.say("XiaoLi", "哪些客户快掉公海了")
    said = team.say("ChenYu", "未定级客户120天没跟进回公海")
    assert "现在1个，改后0个" in said
    assert whole(team) == before
    team.say("ChenYu", "确认")
    assert "没有客户会掉公海" in team.say("XiaoLi", "哪些客户快掉公海了")
    assert "未定级满120天" in team.say("XiaoLi", "华为什么时候会掉公海")
    team.wait_until("2026-12-05 09:00")
    assert owner_of(team, HUAWEI) == "李晓"
    assert "公海规则" in team.say("ChenYu", "撤销")
    assert whole(team)["pool_rules"] == before["pool_rules"] == []
    assert "满60天" in team.say("XiaoLi", "为什么华为会掉公海")


def test_who_would_drop_is_listed_before_anything_changes(team: Chat) -> None:
    silent_for(team, 35)
    before = whole(team)
    said = team.say("ChenYu", "如果改成30天会掉哪些")
    assert "会多掉1个" in said
    assert HUAWEI in said
    assert "不会多掉" in team.say("ChenYu", "如果A类改成20天会掉哪些客户")
    assert HUAWEI in team.say("WangFang", "要是未定级改成30天会掉几个")
    assert "只有管理员" in team.say("XiaoLi", "如果改成30天会掉哪些")
    assert whole(team) == before


def test_changed_twice_undone_once_and_set_again(team: Chat) -> None:
    for days in (50, 70):
        team.say("ChenYu", f"A类{days}天没跟进回公海")
        team.say("ChenYu", "确认")
    team.say("ChenYu", "撤销")
    assert "A级：50天" in team.say("XiaoLi", "公海规则")
    team.say("ChenYu", "撤销")
    assert "A级：30天" in team.say("XiaoLi", "公海规则")
    team.say("ChenYu", "A类55天没跟进回公海")
    team.say("ChenYu", "确认")
    assert "A级：55天" in team.say("XiaoLi", "公海规则")
    assert "现在就是这样" in team.say("ChenYu", "A类55天没跟进回公海")


def test_second_thoughts_and_nonsense_change_nothing(team: Chat) -> None:
    before = whole(team)
    team.say("ChenYu", "A类60天不跟进回公海")
    assert "没动" in team.say("ChenYu", "不做了")
    assert "天数要在" in team.say("ChenYu", "A类1天不跟进回公海")
    assert "只能设" in team.say("ChenYu", "领取上限 每天0个")
    assert whole(team) == before


def test_the_quota_and_the_waiting_time(team: Chat) -> None:
    assert "最多领取1个客户（原来5）" in team.say("ChenYu", "领取上限 每天1个")
    for name in ("华为技术有限公司", "杭州海康威视数字技术股份有限公司"):
        team.say("XiaoLi", f"{name}放回公海")
    assert "已领取" in team.say("XiaoWang", "从公海领取华为技术有限公司")
    assert "到上限" in team.say("XiaoWang", "从公海领取海康威视")
    team.say("ChenYu", "撤销")
    assert "已领取" in team.say("XiaoWang", "从公海领取海康威视")
    team.say("ChenYu", "原负责人等0天再领")
    team.say("XiaoWang", "海康威视放回公海")
    assert "已领取" in team.say("XiaoWang", "从公海领取海康威视")
