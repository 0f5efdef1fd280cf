"""A manager's first half hour with figures: hurried words, and fragments that go on from the last answer."""

import pytest

from tests.support.chat import Chat

BOSS = "WangFang"


def test_a_report_by_name_goes_on_with_one_person(selling: Chat) -> None:
    selling.say("XiaoLi", "海康 扩容项目 50万 年底签")
    selling.say("XiaoWang", "新增客户 科大讯飞股份有限公司")
    selling.say("XiaoWang", "讯飞 扩容项目 30万 年底签")
    assert "共2个商机" in selling.say(BOSS, "漏斗")
    assert "李晓 销售漏斗：共1个商机" in selling.say(BOSS, "只看李晓")
    assert "王磊 销售漏斗：共1个商机" in selling.say(BOSS, "漏斗 王磊")
    assert "你看不到" in selling.say("XiaoLi", "漏斗 王磊")
    assert "周报 11月16日" in selling.say(BOSS, "周报") or "上周" not in selling.say(BOSS, "上周呢")


def test_one_period_beside_another_in_many_words(selling: Chat) -> None:
    selling.say(BOSS, "这个月各人回款")
    assert "原来" in selling.say(BOSS, "对比上个月")
    assert "回款" in selling.say(BOSS, "跟去年同期比")
    quarter = selling.say(BOSS, "这个季度对比上季度")
    assert "10月1日" in quarter
    assert "原来" in quarter
    assert "销售额" in selling.say(BOSS, "这个月销售额 vs 上个月")
    assert "1月1日" in selling.say(BOSS, "今年的")


def test_who_has_least_and_who_has_none(selling: Chat) -> None:
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    said = selling.say(BOSS, "谁跟进最少")
    assert "一个都没有的：王磊" in said
    assert "王磊" in selling.say(BOSS, "谁最近没跟进")
    selling.say(BOSS, "这个月销售额")
    assert "1. 李晓" in selling.say(BOSS, "第一名是谁")
    assert "一个都没有的：王磊" in selling.say(BOSS, "倒数第一呢")


def test_how_they_did_is_the_report_of_that_time(selling: Chat) -> None:
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert "周报 11月23日" in selling.say(BOSS, "团队这周怎么样")
    assert "今天跟进1次" in selling.say(BOSS, "今天团队干了啥")
    assert "周报" in selling.say(BOSS, "大家最近都在忙啥")
    assert "今天" not in selling.say(BOSS, "昨天的日报").split("\n")[0]


def test_no_other_figure_in_the_stead_of_one_that_cannot_be_counted(selling: Chat) -> None:
    for words in ("平均客单价多少", "回款率多少", "这个月毛利"):
        assert "还算不了" in selling.say(BOSS, words)
    assert "商机" not in selling.say(BOSS, "今年每个月签单")
    assert "销售额 按月" in selling.say(BOSS, "今年每个月签单")
    assert "欠" in selling.say(BOSS, "应收还有多少")


def test_customers_of_each_and_of_a_colleague_beyond_sight(selling: Chat) -> None:
    each = selling.say("ChenYu", "每个人多少客户")
    assert "李晓" in each
    assert "李晓 2位" in each
    assert "看得到" in selling.say("XiaoLi", "赵敏的客户有哪些")


def test_goals_of_the_team_of_a_quarter_and_set_right_in_their_unit(team: Chat) -> None:
    assert "10月1日–12月31日 销售额 300万元" in team.say(BOSS, "团队季度目标300w").replace(
        "10月1–", "10月1日–"
    )
    team.say(BOSS, "团队这个月目标100万")
    assert "销售一部" in team.say(BOSS, "目标完成情况")
    assert "还差" in team.say(BOSS, "还差多少")
    team.say(BOSS, "李晓这个月目标60万")
    assert "55万" in team.say(BOSS, "改成55")
    assert [one["amount"] for one in team.records("goals") if one["user"] == "李晓"] == ["550000.00"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [("谁的单子最多", "订单数 按人"), ("谁的订单最少", "订单数 按人"), ("谁的商机最多", "进行中的商机 按人")],
)
def test_who_has_most_is_a_ranking_and_no_list(selling: Chat, said: str, answer: str) -> None:
    selling.say("XiaoLi", "给华为建个商机 交换机 20万")
    assert answer in selling.say("ChenYu", said)
