"""When the chat is down: a file of messages replayed once, and a page where the same words can be typed."""

import re
from pathlib import Path

import pytest
import requests

from genjin.replay import replay
from tests.support.chat import Chat

LINES = """userid,moment,text
XiaoLi,2026-11-24T08:10,今天拜访了华为的李强，聊了报价
xiaoli,2026-11-24T08:12,明天下午三点提醒我给华为发合同
XiaoZhao,2026-11-24 08:15,今天给九阳的尹涛打电话，谈了用量
XiaoLi,昨天,没有时间的
nobody,2026-11-24T08:20,今天拜访了华为
XiaoLi,2026-11-24T08:30
"""


def test_a_file_of_messages_is_replayed_once(
    team: Chat, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "messages.csv"
    file.write_text(LINES, encoding="utf-8")
    assert replay(team.parts, file) == 3
    said = capsys.readouterr()
    assert "补录 3 条，已经有的 0 条，有问题的 3 行" in said.out
    assert "第5行：时间要写成" in said.err
    assert "没有 nobody" in said.err
    logs = team.records("interactions")
    assert {(log["user"], log["happened_at"][:16]) for log in logs} == {
        ("李晓", "2026-11-24T08:10"),
        ("赵敏", "2026-11-24T08:15"),
    }
    assert team.records("tasks")[0]["due_at"].startswith("2026-11-25T15:00")
    assert replay(team.parts, file) == 3
    assert "补录 0 条，已经有的 3 条" in capsys.readouterr().out
    assert len(team.records("interactions")) == 2
    assert "已撤销" in team.say("XiaoLi", "撤销")


def test_what_the_chat_had_all_the_same_is_not_written_twice(
    team: Chat, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    file = tmp_path / "messages.csv"
    file.write_text("xiaoli,2026-11-24T09:31,今天拜访了华为的李强，聊了报价\n", encoding="utf-8")
    assert replay(team.parts, file) == 0
    assert "已经有的 1 条" in capsys.readouterr().out
    assert len(team.records("interactions")) == 1


def test_a_file_as_excel_saves_it_in_china_is_read(
    team: Chat, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "messages.csv"
    file.write_text(LINES, encoding="gb18030")
    assert replay(team.parts, file) == 3
    assert "补录 3 条" in capsys.readouterr().out


def page_of(chat: Chat, who: str) -> str:
    found = re.search(r'href="([^"]+)"', chat.say(who, "备用入口"))
    assert found is not None
    return found[1]


def test_the_same_words_on_the_page_and_each_only_once(team: Chat) -> None:
    page = page_of(team, "XiaoLi")
    shown = requests.get(page, timeout=5)
    nonce = re.search(r'name="once" value="([^"]+)"', shown.text)
    assert nonce is not None
    form = {"once": nonce[1], "text": "今天拜访了华为的李强，聊了报价"}
    answers = [requests.post(page, data=form, timeout=5) for _ in range(2)]
    assert all("已记跟进" in answer.text for answer in answers)
    (log,) = team.records("interactions")
    assert (log["user"], log["content"]) == ("李晓", "聊了报价")
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert "form-action 'self'" in shown.headers["Content-Security-Policy"]


def test_a_forged_nonce_or_a_suspended_person_writes_nothing(team: Chat) -> None:
    page = page_of(team, "XiaoLi")
    form = {"once": "made-up", "text": "今天拜访了华为的李强，聊了报价"}
    assert requests.post(page, data=form, timeout=5).status_code == 400
    assert requests.post(page, data={"text": "x"}, timeout=5).status_code == 400
    good = re.search(r'name="once" value="([^"]+)"', requests.get(page, timeout=5).text)
    other = page_of(team, "XiaoZhao")
    assert good is not None
    assert requests.post(other, data=form | {"once": good[1]}, timeout=5).status_code == 400
    team.say("ChenYu", "停用小李")
    assert requests.post(page, data=form | {"once": good[1]}, timeout=5).status_code == 403
    assert team.records("interactions") == []
