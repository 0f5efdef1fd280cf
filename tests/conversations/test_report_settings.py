"""A manager's own reports: the hour, the figures, whose work; previewed, honoured by the jobs, taken back."""

import pytest
import requests

from tests.support.chat import Chat
from tests.support.whole import outbox


def cards(chat: Chat, name: str, kind: str) -> list[dict[str, object]]:
    found = [row for row in outbox(chat, name) if row["key"].startswith(f"report:{kind}:")]
    return [row for row in found if row["kind"] == "card"]


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("日报改到19:00", "每个工作日19:00"),
        ("把日报推迟到晚上7点半", "每个工作日19:30"),
        ("日报下午五点发给我", "每个工作日17:00"),
        ("日报改成19:03", "每个工作日19:05发（按5分钟一档）"),
        ("周报改到周五18:00", "每周五18:00"),
        ("周报改到周五", "每周五09:00"),
        ("月报改到2号上午10点", "每月2号10:00"),
    ],
)
def test_the_hour_in_many_words(team: Chat, said: str, hour: str) -> None:
    assert f"改为{hour}" in team.say("WangFang", said)


def test_it_comes_at_the_own_hour_once_and_others_keep_theirs(team: Chat) -> None:
    assert "下一份今天到" in team.say("WangFang", "日报改到19:00")
    team.wait_until("2026-11-24 18:45")
    assert len(cards(team, "王芳", "daily")) == 0
    team.wait_until("2026-11-24 19:10")
    assert len(cards(team, "王芳", "daily")) == 1
    team.parts.run_job("report-hours", team.clock.now())
    team.parts.run_job("daily-report", team.clock.now())
    assert len(cards(team, "王芳", "daily")) == 1
    assert "日报时间" in team.say("WangFang", "撤销")
    assert "日报：每个工作日18:30" in team.say("WangFang", "日报设置")
    team.wait_until("2026-11-25 18:31")
    assert len(cards(team, "王芳", "daily")) == 2


def test_unclear_is_asked_and_forbidden_is_said(team: Chat) -> None:
    assert "没看出是几点" in team.say("WangFang", "日报改到下班以后吧")
    assert "改为每个工作日20:15" in team.say("WangFang", "晚上8点15")
    assert "由主管和管理员自己设" in team.say("XiaoLi", "日报改到19:00")
    assert "没有「八卦」" in team.say("WangFang", "日报加上八卦")
    assert "你看不到" in team.say("WangFang", "日报只看赵敏")
    assert "没找到" in team.say("WangFang", "日报只看火星组")


def test_the_weekly_on_a_friday_is_of_that_week(selling: Chat) -> None:
    selling.say("ChenYu", "周报改到周五18:00")
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    selling.wait_until("2026-11-27 18:05")
    (card,) = cards(selling, "陈宇", "weekly")
    assert "11月23日–11月27日" in str(card["payload"])
    selling.wait_until("2026-11-30 09:05")
    assert len(cards(selling, "陈宇", "weekly")) == 1


def test_figures_and_people_on_card_page_and_preview(selling: Chat) -> None:
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert "数字改为：拜访次数、跟进次数" in selling.say("WangFang", "日报加上拜访次数")
    assert "本来就是这样" in selling.say("WangFang", "日报加上回款")
    without = selling.say("WangFang", "日报去掉新增商机额")
    assert "新增商机额" not in without
    assert "以后看李晓" in selling.say("WangFang", "日报只看李晓")
    preview = selling.say("WangFang", "预览日报")
    assert "李晓 11月23日" in preview
    assert "拜访次数 0次" in preview
    assert "预览：日报（每个工作日18:30发）" in preview
    assert "拜访次数、" in selling.say("WangFang", "日报设置")
    selling.wait_until("2026-11-24 18:31")
    card = cards(selling, "王芳", "daily")[0]["payload"]
    assert isinstance(card, dict)
    assert card["figure"] == ["1", "拜访次数（昨天0 · 往常0）"]
    assert card["title"].endswith("李晓")
    page = requests.get(card["url"], timeout=10).text
    assert "拜访次数" in page
    assert "新增商机额" not in page
    assert "· 李晓" in page
    assert "恢复默认" in selling.say("WangFang", "日报恢复默认")
    assert "李晓" not in selling.say("WangFang", "日报设置").split("\n")[0]


def test_a_report_not_wanted_and_wanted_again(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert "不再发「周报」" in team.say("WangFang", "周报不要了")
    assert "周报：不发" in team.say("WangFang", "日报设置")
    assert "不再发「月报」" in team.say("XiaoLi", "月报不用发了")
    team.skip_to("2026-11-29 20:00")
    team.wait_until("2026-12-01 09:05")
    assert cards(team, "王芳", "weekly") == []
    assert cards(team, "李晓", "monthly") == []
    assert len(cards(team, "王芳", "monthly")) == 1
    assert "已恢复：周报" in team.say("WangFang", "恢复周报")
