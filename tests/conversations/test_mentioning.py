"""Tasks given with an @ or to everybody at once."""

from tests.support.chat import Chat

BOSS = "WangFang"


def given(chat: Chat) -> list[tuple[str, str]]:
    return sorted((str(one["assignee"]), str(one["title"])) for one in chat.records("tasks"))


def test_everyone_mentioned_has_the_task(team: Chat) -> None:
    said = team.say(BOSS, "@李晓 @王磊 周五前交月度总结")
    assert "王磊" in said
    assert given(team) == [("李晓", "交月度总结"), ("王磊", "交月度总结")]
    assert {str(one["due_at"])[:10] for one in team.records("tasks")} == {"2026-11-27"}
    team.say(BOSS, "撤销")
    assert given(team) == []


def test_a_name_typed_by_its_sound_or_without_a_space(team: Chat) -> None:
    team.say(BOSS, "@王雷 催一下华为回款")
    team.say(BOSS, "@李晓周五前把报价发出去")
    assert [who for who, _ in given(team)] == ["李晓", "王磊"]
    assert "没有叫「张飞」的同事" in team.say(BOSS, "@张飞 明天开会")
    assert len(given(team)) == 2


def test_all_whom_one_leads_have_it_and_a_rep_leads_nobody(team: Chat) -> None:
    team.say(BOSS, "所有人周五前交周报")
    assert given(team) == [("李晓", "交周报"), ("王磊", "交周报")]
    team.say(BOSS, "撤销")
    team.say(BOSS, "团队每人本周拜访5家客户")
    assert [who for who, _ in given(team)] == ["李晓", "王磊"]
    team.say(BOSS, "撤销")
    team.say("XiaoLi", "所有人周五前交周报")
    assert "王磊" not in [who for who, _ in given(team)]


def test_a_question_about_everybody_stays_a_question(team: Chat) -> None:
    team.say(BOSS, "每个人这周拜访了多少家")
    team.say(BOSS, "大家这周怎么样")
    assert given(team) == []
