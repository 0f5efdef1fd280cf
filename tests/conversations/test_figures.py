"""Questions about figures in the manager's own words; drilled down by words; scope kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import tables
from tests.support.chat import TUESDAY, Chat
from tests.support.whole import outbox

HUAWEI, HIK, JOYOUNG = "华为技术有限公司", "杭州海康威视数字技术股份有限公司", "九阳股份有限公司"


@pytest.fixture
def selling(team: Chat) -> Chat:
    """小李 sold to 华为 (A, 深圳, 通信) and 海康 (B, 杭州), 小赵 of the other team to 九阳."""
    with team.parts.database.system(TUESDAY, "m:seed") as session:
        customers = {c.name: c for c in session.scalars(select(tables.Customer))}
        for name, level, region, industry in (
            (HUAWEI, "A", "深圳", "通信"),
            (HIK, "B", "杭州", "安防"),
            (JOYOUNG, "B", "杭州", "家电"),
        ):
            one = customers[name]
            one.level, one.region, one.industry = level, region, industry
        for name, amount, day in (
            (HUAWEI, "300000", date(2026, 11, 5)),
            (HUAWEI, "200000.50", date(2026, 10, 8)),
            (HIK, "100000", date(2026, 11, 20)),
            (JOYOUNG, "880000", date(2026, 11, 20)),
        ):
            owner = customers[name].owner_id
            order = tables.Order(
                customer_id=customers[name].id, owner_id=owner, signed_on=day, amount=Decimal(amount),
                status="open", created_at=TUESDAY)  # fmt: skip
            session.add(order)
            session.flush()
            session.add(tables.Payment(
                customer_id=customers[name].id, order_id=order.id, user_id=owner, created_at=TUESDAY,
                amount=Decimal(amount) / 2, paid_on=day + timedelta(days=3)))  # fmt: skip
    return team


def test_one_figure_says_whose_when_what_and_how_it_is_counted(selling: Chat) -> None:
    reply = selling.say("XiaoLi", "这个月销售额多少")
    assert "李晓 11月1–24日 销售额：40万元" in reply
    assert "比上期+100%" in reply
    assert "口径：签单金额，按签单日期" in reply


def test_scope_is_the_askers(selling: Chat) -> None:
    assert "40万元" in selling.say("WangFang", "这个月团队的销售额")
    assert "128万元" in selling.say("ChenYu", "这个月全公司的销售额")
    narrowed = selling.say("XiaoLi", "这个月全公司的销售额")
    assert "40万元" in narrowed
    assert "自己的" in narrowed
    assert "看不到" in selling.say("XiaoLi", "赵敏这个月的销售额")
    assert "看不到" in selling.say("WangFang", "赵敏这个月的销售额")
    assert "88万元" in selling.say("ChenYu", "赵敏这个月的销售额")


def test_split_ranked_and_drawn(selling: Chat) -> None:
    reply = selling.say("ChenYu", "这个月各行业的销售额")
    lines = reply.split("\n")
    assert lines[1] == "1. 家电 88万元 69%"
    assert lines[2] == "2. 通信 30万元 23%"
    assert lines[-1].startswith("口径")
    assert len(lines) <= 10
    selling.parts.deliver()
    (chart,) = [row for row in outbox(selling, "陈宇") if row["kind"] == "chart"]
    assert chart["status"] == "sent"
    assert "1. 李晓 2单" in selling.say("ChenYu", "这个月谁签单最多")


def test_drilled_down_by_words(selling: Chat) -> None:
    selling.say("ChenYu", "这个月全公司的销售额")
    assert "1. 赵敏 88万元" in selling.say("ChenYu", "按人看")
    narrowed = selling.say("ChenYu", "只看A类")
    assert "30万元" in narrowed
    assert "A级" in narrowed
    before = selling.say("ChenYu", "上个月呢")
    assert "10月1–31日" in before
    assert "20万元" in before
    assert "回款" in selling.say("ChenYu", "换成回款")


def test_a_word_alone_is_no_question_about_figures(selling: Chat) -> None:
    assert "口径" not in selling.say("ChenYu", "上个月呢")


def test_along_a_calendar(selling: Chat) -> None:
    reply = selling.say("ChenYu", "今年每个月的销售额")
    assert "1. 10月 20万元" in reply
    assert "2. 11月 128万元" in reply


def test_of_one_customer(selling: Chat) -> None:
    reply = selling.say("XiaoLi", "今年华为的回款")
    assert HUAWEI in reply
    assert "25万元" in reply


def test_nothing_there_and_not_yet_come(selling: Chat) -> None:
    assert "没有记录" in selling.say("ChenYu", "前年各行业的销售额")
    assert "还没到" in selling.say("ChenYu", "明年的销售额")
    assert "不能按产品" in selling.say("ChenYu", "这个月各产品的回款")
    assert "无数据" in selling.say("ChenYu", "这个月的成交率")
