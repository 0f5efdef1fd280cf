"""「这个月谁过生日」: by day, of one's own customers; in the pool nobody's is shown."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def born(team: Chat) -> Chat:
    team.say("XiaoLi", "李强生日11月28号")
    team.say("XiaoLi", "周航生日1980年11月26日")
    team.say("XiaoZhao", "尹涛生日12月3日")
    return team


@pytest.mark.parametrize(
    "words", ["这个月谁过生日", "本月有哪些客户过生日", "生日在这个月的联系人", "最近谁生日", "本月生日名单"]
)
def test_by_day(born: Chat, words: str) -> None:
    said = born.say("XiaoLi", words)
    assert "共2位" in said
    assert said.index("后天(周四) 周航") < said.index("11月28日(周六) 李强 · 华为技术有限公司")
    assert "尹涛" not in said


def test_another_time_and_whose_one_may_see(born: Chat) -> None:
    assert "12月3日(周四) 尹涛" in born.say("XiaoZhao", "下个月过生日的客户")
    assert "没有联系人过生日" in born.say("XiaoZhao", "今天谁生日")
    assert "没有联系人过生日" in born.say("XiaoLi", "12月过生日的客户")
    assert "共2位" in born.say("WangFang", "这周谁过生日")
    assert "共1位" in born.say("XiaoLi", "3天内谁过生日")


def test_the_list_can_be_gone_on_with_and_the_pool_shows_nobody(born: Chat) -> None:
    born.say("XiaoLi", "这个月谁过生日")
    assert "海康" in born.say("XiaoLi", "第一个")
    born.say("XiaoLi", "海康放公海")
    assert "共1位" in born.say("XiaoLi", "这个月谁过生日")


def test_one_persons_birthday_is_still_asked_for_by_name(born: Chat) -> None:
    assert "生日：11-28" in born.say("XiaoLi", "李强的生日")
    assert "生日：11-28" in born.say("XiaoLi", "李强生日是哪天")
