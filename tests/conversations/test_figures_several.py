"""Several figures in one question, and two periods side by side: each is answered."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("这个月签单和回款", ["李晓 11月1–24日 销售额：40万元", "李晓 11月1–24日 回款：20万元"]),
        ("本月签单额、回款和新增客户", ["销售额：40万元", "回款：20万元", "新增客户：2家"]),
        ("上个月拜访和成交各多少", ["10月1–31日 拜访次数：0次", "10月1–31日 销售额：20万元"]),
        ("这个月签单回款怎么样", ["销售额：40万元", "回款：20万元"]),
        ("回款和签单", ["回款：20万元", "销售额：40万元"]),
        ("华为今年的签单和回款", ["华为技术有限公司 销售额：50万元", "华为技术有限公司 回款：25万元"]),
    ],
)
def test_each_figure_is_answered(selling: Chat, said: str, answers: list[str]) -> None:
    reply = selling.say("XiaoLi", said)
    assert all(answer in reply for answer in answers), reply
    assert reply.count("口径") == len(answers)


def test_what_is_said_after_it_is_of_all_of_them(selling: Chat) -> None:
    selling.say("ChenYu", "这个月签单和回款")
    earlier = selling.say("ChenYu", "上个月呢")
    assert "10月1–31日 销售额：20万元" in earlier
    assert "10月1–31日 回款：10万元" in earlier
    by_person = selling.say("ChenYu", "按人看")
    assert "销售额 按人" in by_person
    assert "回款 按人" in by_person
    assert "回款" not in selling.say("ChenYu", "换成拜访")
    selling.say("ChenYu", "这个月签单和回款")
    assert "回款要另外说「导出」" in selling.say("ChenYu", "导出")


def test_the_words_of_figures_in_a_story_are_no_question(selling: Chat) -> None:
    assert "已记跟进" in selling.say("XiaoLi", "今天拜访华为 聊了签单和回款")
    assert "待办" in selling.say("XiaoLi", "明天提醒我看签单和回款")
    assert "口径" not in selling.say("XiaoLi", "华为签单回款10万")
    selling.say("XiaoLi", "不用记")
    selling.say("XiaoLi", "拜访了海康")
    assert "口径" not in selling.say("XiaoLi", "签单回款都搞定了")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("10月和9月比", "全公司 销售额：10月20万元，9月0元。10月多20万元。"),
        ("三季度和二季度比", "全公司 销售额：3季度0元，2季度0元。一样。"),
        ("10月回款比9月多多少", "全公司 回款：10月10万元，9月0元。10月多10万元。"),
        ("11月比10月怎么样", "销售额：11月1–24日128万元，10月20万元。11月1–24日多108万元（+540%）。"),
        ("10月比11月少多少", "11月1–24日多108万元（10月-84%）。"),
        ("小李11月比10月签单多多少", "李晓 销售额：11月1–24日40万元，10月20万元。"),
        ("销售二部11月比10月", "销售二部 销售额：11月1–24日88万元，10月0元。"),
        ("上半年和下半年比", "上半年0元，7月1日–11月24日148万元。"),
        ("上个月跟去年10月比", "10月20万元，2025年10月0元。"),
    ],
)
def test_two_periods_side_by_side(selling: Chat, said: str, answer: str) -> None:
    reply = selling.say("ChenYu", said)
    assert answer in reply
    assert "口径" in reply


def test_of_the_figure_asked_for_last_and_split(selling: Chat) -> None:
    selling.say("ChenYu", "这个月回款")
    assert "回款：11月1–24日64万元，10月10万元" in selling.say("ChenYu", "11月比10月怎么样")
    split = selling.say("ChenYu", "按人看")
    assert "李晓 20万元（原来10万元，+100%）" in split
    assert "赵敏 44万元（原来0元，之前为0）" in split
    gone = selling.say("ChenYu", "9月比10月")
    assert "李晓 0元（原来10万元，-100%）" in gone
    assert "10月1–31日 回款 按人：10万元" in selling.say("ChenYu", "上个月呢")


def test_a_running_period_is_set_beside_as_many_days(selling: Chat) -> None:
    assert "还没过完，同样天数的10月1–24日是20万元" in selling.say("ChenYu", "11月比10月怎么样")
    assert "还没过完" not in selling.say("ChenYu", "10月比9月怎么样")


def test_this_year_beside_the_last_after_a_colleagues_figure(selling: Chat) -> None:
    selling.say("ChenYu", "小李这个月签单")
    assert "李晓 1月1日–11月24日 销售额：60万元" in selling.say("ChenYu", "今年比去年")


def test_two_months_in_a_plan_are_no_comparison(selling: Chat) -> None:
    assert "口径" not in selling.say("XiaoLi", "10月和11月都要去华为")
    assert "口径" not in selling.say("XiaoLi", "11月比10月忙")
