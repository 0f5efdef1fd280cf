"""How many customers, in which groups, which have the most, and what stands in one field."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def book(team: Chat) -> Chat:
    team.say("ChenYu", "客户加字段 装机量 数字 台")
    team.say("ChenYu", "客户加字段 合同到期日 日期")
    team.say("XiaoLi", "华为 A级 深圳 通信行业 装机量120 合同到期日明年6月30号")
    team.say("XiaoLi", "海康 B级 杭州 装机量30 合同到期日2027-08-01")
    team.say("XiaoLi", "给华为打标签 老客户")
    return team


@pytest.mark.parametrize(
    ("who", "said", "head"),
    [
        ("XiaoLi", "我有多少客户", "我的客户：共2位"),
        ("XiaoLi", "我手上有几个客户", "我的客户：共2位"),
        ("XiaoLi", "客户总数", "客户：共2位"),
        ("ChenYu", "小李有多少客户", "李晓的客户：共2位"),
        ("ChenYu", "公司现在有多少客户", "客户：共3位"),
    ],
)
def test_how_many(book: Chat, who: str, said: str, head: str) -> None:
    assert book.say(who, said).startswith(head)


def test_groups_of_what_one_may_see(book: Chat) -> None:
    reply = book.say("XiaoLi", "我的客户按级别分组")
    assert "共2位" in reply
    assert "A级 1位" in reply
    assert "B级 1位" in reply
    assert "未填 1位" in book.say("XiaoLi", "客户按行业分类")
    assert "赵敏" not in book.say("XiaoLi", "客户按负责人统计")
    assert "赵敏 1位" in book.say("ChenYu", "客户按负责人统计")
    assert "老客户 1位" in book.say("XiaoLi", "客户按标签分类")
    assert "没有" in book.say("XiaoZhao", "深圳的客户按级别分组")


def test_a_group_is_opened_and_the_list_grouped_again(book: Chat) -> None:
    book.say("XiaoLi", "按区域看我的客户")
    assert "海康" in book.say("XiaoLi", "只看杭州的")
    assert "我的杭州客户按级别：共1位" in book.say("XiaoLi", "按级别分组")


def test_the_most_and_the_least_of_a_field(book: Chat) -> None:
    reply = book.say("XiaoLi", "装机量最多的客户")
    assert reply.index("华为") < reply.index("海康")
    assert "级" in book.say("XiaoLi", "1")
    first = book.say("XiaoLi", "装机量最少的1家客户")
    assert "海康" in first
    assert "华为" not in first
    assert "从早到晚" in book.say("XiaoLi", "合同到期日最早的客户")
    assert "还没有客户填过" in book.say("XiaoZhao", "装机量最多的客户")


def test_before_and_after_a_day(book: Chat) -> None:
    assert "共1位" in book.say("XiaoLi", "合同到期日在明年7月前的客户")
    after = book.say("XiaoLi", "合同到期日在明年7月之后的客户")
    assert "海康" in after
    assert "华为" not in after


def test_one_field_of_one_customer(book: Chat) -> None:
    assert book.say("XiaoLi", "华为装机量多少").endswith("装机量：120台")
    assert book.say("XiaoLi", "华为的级别是什么").endswith("级别：A")
    assert "还没填" in book.say("XiaoLi", "海康的行业是什么")
    assert "120" not in book.say("XiaoZhao", "华为装机量多少")
