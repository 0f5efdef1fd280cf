"""目标: set by whoever may, shown beside the time gone, changed, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import tables
from tests.support.chat import TUESDAY, Chat

HUAWEI = "华为技术有限公司"


@pytest.fixture
def signed(team: Chat) -> Chat:
    """小李 has signed 30万 in November."""
    with team.parts.database.system(TUESDAY, "m:seed") as session:
        customer = session.scalars(select(tables.Customer).where(tables.Customer.name == HUAWEI)).one()
        session.add(tables.Order(
            customer_id=customer.id, owner_id=customer.owner_id, signed_on=date(2026, 11, 5),
            amount=Decimal(300000), status="open", created_at=TUESDAY))  # fmt: skip
    return team


def test_ones_own_goal_and_how_far_it_is(signed: Chat) -> None:
    assert "已定目标：李晓 11月1–30日 销售额 50万元" in signed.say("XiaoLi", "我这个月目标50万")
    reply = signed.say("XiaoLi", "我这个月目标完成多少了")
    assert "已完成30万元（60%），时间过了80%" in reply
    assert "还差20万元，剩5个工作日，平均每天4万元" in reply
    assert [row["kind"] for row in signed.records("outbox")][-1] == "chart"


def test_changed_and_taken_back(signed: Chat) -> None:
    signed.say("XiaoLi", "我这个月目标50万")
    assert "原来50万元" in signed.say("XiaoLi", "我这个月目标60万")
    (goal,) = signed.records("goals")
    assert goal["amount"] == "600000.00"
    signed.say("XiaoLi", "撤销")
    (goal,) = signed.records("goals")
    assert goal["amount"] == "500000.00"


def test_a_leader_sets_the_teams_and_its_peoples(signed: Chat) -> None:
    assert "李晓" in signed.say("WangFang", "李晓这个月目标50万")
    assert "李晓" in signed.say("WangFang", "李晓这个月目标完成多少了")
    assert "销售一部" in signed.say("WangFang", "这个月团队目标200万")
    assert "30万元（15%）" in signed.say("WangFang", "这个月团队目标完成得怎么样")


def test_others_may_not(signed: Chat) -> None:
    assert "主管" in signed.say("XiaoLi", "王磊这个月目标50万")
    assert "主管" in signed.say("XiaoLi", "这个月团队目标完成得怎么样")
    assert "主管" in signed.say("WangFang", "赵敏这个月目标50万")
    assert signed.records("goals") == []


def test_none_yet(signed: Chat) -> None:
    assert "还没有定目标" in signed.say("XiaoLi", "我这个月目标完成多少了")


def test_a_department_by_its_name_counts_its_own_people(signed: Chat) -> None:
    with signed.parts.database.system(TUESDAY, "m:seed2") as session:
        customer = session.scalars(select(tables.Customer).where(tables.Customer.name.contains("九阳"))).one()
        session.add(tables.Order(
            customer_id=customer.id, owner_id=customer.owner_id, signed_on=date(2026, 11, 5),
            amount=Decimal(900000), status="open", created_at=TUESDAY))  # fmt: skip
    assert "销售一部 10" in signed.say("ChenYu", "销售一部四季度目标300万")
    assert "全公司" in signed.say("ChenYu", "全公司今年目标1000万")
    assert "已完成30万元（10%）" in signed.say("ChenYu", "销售一部这个季度目标完成多少了")
    assert "已完成120万元（12%）" in signed.say("ChenYu", "全公司今年目标完成多少了")
    assert "销售二部的主管" in signed.say("WangFang", "销售二部四季度目标300万")
    assert "销售一部的主管" in signed.say("XiaoLi", "销售一部这个季度目标完成多少了")
    assert len(signed.records("goals")) == 2


def test_money_that_came_in_is_another_goal_and_the_sum_can_be_set_right(signed: Chat) -> None:
    assert "回款 80万元" in signed.say("XiaoLi", "我这个月回款目标80万")
    assert "金额改为90万" in signed.say("XiaoLi", "金额改成90万")
    (goal,) = signed.records("goals")
    assert (goal["measure"], goal["amount"]) == ("payments", "900000.00")


def test_changed_right_after_it_keeps_its_period(signed: Chat) -> None:
    signed.say("XiaoLi", "我今年目标300万")
    assert "120万元（原来300万元）" in signed.say("XiaoLi", "目标改成120万")
    (goal,) = signed.records("goals")
    assert (goal["first"], goal["last"], goal["amount"]) == ("2026-01-01", "2026-12-31", "1200000.00")
    signed.say("XiaoLi", "撤销")
    assert signed.records("goals")[0]["amount"] == "3000000.00"
    assert "已完成30万元（10%）" in signed.say("XiaoLi", "完成率")


def test_our_group_is_the_team(signed: Chat) -> None:
    assert "销售一部" in signed.say("WangFang", "我们组目标80万")
    assert "销售一部" in signed.say("WangFang", "我们组目标完成多少")


def test_a_leader_sees_each_one(signed: Chat) -> None:
    assert "还没有定目标" in signed.say("WangFang", "各人目标完成情况")
    signed.say("WangFang", "小李这个月目标50万")
    signed.say("WangFang", "王磊这个月目标20万")
    signed.say("XiaoZhao", "我这个月目标10万")
    for said in ("各人目标完成情况", "大家本月目标怎么样", "每个人的目标完成了多少"):
        reply = signed.say("WangFang", said)
        assert reply.index("王磊") < reply.index("李晓 11月1–30日 销售额目标50万元：已完成30万元（60%）")
        assert "赵敏" not in reply
    assert "李晓" not in signed.say("XiaoZhao", "各人目标完成情况")


def test_words_that_are_no_sum_are_asked_again(team: Chat) -> None:
    team.say("XiaoLi", "定目标")
    team.say("XiaoLi", "1")  # it was asked whether a goal is meant
    assert "目标是多少" in team.say("XiaoLi", "看公司")
    assert "50万元" in team.say("XiaoLi", "大概五十万")


def texts(chat: Chat, who: str) -> list[str]:
    chat.settle()
    return [one.text for one in chat.box.inbox(who) if not one.card]


def test_more_or_less_is_counted_from_what_it_was(team: Chat) -> None:
    assert "还没有定目标" in team.say("WangFang", "王磊目标加10万")
    team.say("WangFang", "小李本月目标60万")
    for said, then in (("小李目标加10万", 70), ("把小李的目标下调5万", 65), ("小李的目标加到80万", 80)):
        assert f" {then}万元" in team.say("WangFang", said)
    assert "减不了" in team.say("WangFang", "小李目标减100万")
    assert [one["amount"] for one in team.records("goals")] == ["800000.00"]


@pytest.mark.parametrize("said", ["目标80万太高了 改成10万吧", "我的目标从80万改成10万", "目标80万改成10万"])
def test_of_two_sums_the_new_one_counts(team: Chat, said: str) -> None:
    team.say("WangFang", "小李这个月目标80万")
    team.say("XiaoLi", said)
    assert [one["amount"] for one in team.records("goals")] == ["100000.00"]


def test_each_hears_of_what_the_other_sets(team: Chat) -> None:
    team.say("WangFang", "小李这个月目标60万")
    assert texts(team, "XiaoLi")[-1] == "王芳把你11月1–30日 销售额目标定为60万元。"
    team.say("XiaoLi", "我这个月目标改成20万")
    assert texts(team, "WangFang")[-1] == "李晓把自己的11月1–30日 销售额目标从60万元改为20万元。"
    team.say("XiaoLi", "金额改成30万")
    assert texts(team, "WangFang")[-1].endswith("从20万元改为30万元。")
    team.say("XiaoLi", "撤销")
    assert texts(team, "WangFang")[-1] == "李晓刚才改的目标撤销了，还按原来的。"
    assert [one["amount"] for one in team.records("goals")] == ["200000.00"]


def test_of_ones_own_that_is_new_or_the_teams_nobody_is_told(team: Chat) -> None:
    team.say("XiaoLi", "我这个月目标20万")
    before = texts(team, "XiaoLi")
    team.say("WangFang", "团队这个月目标100万")
    team.say("WangFang", "团队这个月目标200万")
    assert texts(team, "XiaoLi") == before
    assert all("把" not in one for one in texts(team, "WangFang"))
