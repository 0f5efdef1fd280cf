"""Orders taken back in the same breath, what only sounds so, and orders told apart. It is Wednesday 25 November 2026."""

from datetime import datetime

import pytest

from nlp import KnownNames, parse

NOW = datetime.fromisoformat("2026-11-25T15:20:00+08:00")
KNOWN = KnownNames.of(
    {
        "customers": ["三一重工股份有限公司", "湘潭宏信机械有限公司"],
        "contacts": [{"name": "文斌", "customer": "三一重工股份有限公司", "title": "采购经理"}],
        "users": ["谭静", "向阳"],
        "products": ["储罐"],
        "tags": ["月结"],
    }
)


def told(text: str) -> list[tuple[str, str]]:
    return [(f.intent, str(f.slots.get("customer", ""))[:2]) for f in parse(text, NOW, KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "明天去三一 算了不去了",
        "明天去三一送样 算了",
        "把三一转给向阳 算了还是别转了",
        "把三一转给向阳 不用了",
        "给三一打个月结的标签 哎算了 不打了",
        "给三一发问卷 他说不用了",
        "周五给三一送样 文经理说不用了",
    ],
)
def test_nothing_is_left_of_what_was_taken_back(text: str) -> None:
    assert told(text) == [("cancel", "")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("明天去三一 算了不去了 后天去宏信", [("task.create", "湘潭")]),
        ("宏信到账8万 明天去三一 算了不去了", [("payment.log", "湘潭")]),
        ("周五给三一送样 算了先不送了 让向阳打个电话问问", [("task.create", "三一")]),
        ("周四去三一 不对 周五去宏信", [("task.create", "湘潭")]),
        ("三一到账5万 不对 宏信到账6万", [("payment.log", "湘潭")]),
        ("把三一转给向阳 不对 把宏信转给谭静", [("customer.transfer", "湘潭")]),
    ],
)
def test_what_else_was_said_stays(text: str, left: list[tuple[str, str]]) -> None:
    assert told(text) == left


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("三一的文经理说不用了", [("interaction.log", "三一")]),
        ("三一的回访取消吧 不用了", [("task.cancel", "三一")]),
        ("三一那个拜访 算了不去了", [("task.cancel", "三一")]),
        ("三一说数据不对 要重新报价", [("interaction.log", "三一")]),
        ("今天去三一没见到人 算了不等了 周五再去", [("interaction.log", "三一"), ("task.create", "三一")]),
    ],
)
def test_what_only_sounds_so_is_not_taken_back(text: str, meant: list[tuple[str, str]]) -> None:
    assert told(text) == meant


def test_what_is_put_right_at_the_end_is_not_shown() -> None:
    (task,) = parse("周四给三一送样 不对 周五 带上合同", NOW, KNOWN)
    assert task.slots["due"] == "2026-11-27"
    assert task.slots["title"] == "给三一送样 带上合同"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("催宏信的款 给三一发样本", [("task.create", "湘潭"), ("task.create", "三一")]),
        ("三件事 催宏信的款 给三一发样本", [("task.create", "湘潭"), ("task.create", "三一")]),
        ("宏信到账5万 余款月底", [("payment.log", "湘潭")]),
        ("三一说下月开始每周两车", [("interaction.log", "三一")]),
        ("三一文经理来电 储罐漏气 派谭静", [("ticket.create", "三一"), ("ticket.assign", "三一")]),
        ("三一文经理来电话说储罐坏了", [("interaction.log", "三一")]),
        ("约文经理周四安装", [("task.create", "")]),
    ],
)
def test_what_is_to_be_done_and_what_comes_of_itself(text: str, meant: list[tuple[str, str]]) -> None:
    assert told(text) == meant


def test_colleagues_and_what_each_takes() -> None:
    given = [(f.slots["customer"], f.slots["user"]) for f in parse("谭静负责三一 向阳负责宏信", NOW, KNOWN)]
    assert given == [("三一重工股份有限公司", "谭静"), ("湘潭宏信机械有限公司", "向阳")]
    assert told("把三一放公海 不对 转给向阳") == [("customer.transfer", "三一")]
    assert told("三一那边先别催 宏信今天必须催") == [("task.create", "湘潭")]


def test_goods_that_others_stand_for_are_not_offered() -> None:
    (offer,) = parse("三一储罐2台换成储罐3台 重新报价", NOW, KNOWN)
    assert offer.slots["items"] == [{"product": "储罐", "quantity": 3}]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("取消三一的拜访", [("task.cancel", "三一")]),
        ("取消三一的拜访 等等先别取消", [("cancel", "")]),
        ("三一放公海 理由是半年没动静 等等先别放", [("cancel", "")]),
        ("三一的月结标签先别去掉", [("unknown", "")]),
        ("把三一转给向阳 那个月结标签先别动", [("customer.transfer", "三一")]),
        ("三一那个拜访不去了 改成电话", [("task.cancel", "三一")]),
    ],
)
def test_what_is_held_back(text: str, meant: list[tuple[str, str]]) -> None:
    assert told(text) == meant


def test_who_does_it_is_named_before_or_behind() -> None:
    (task,) = parse("向阳 三一的储罐保养到期了 你下周排个时间去一趟", NOW, KNOWN)
    assert task.slots["assignee"] == "向阳"
    (task,) = parse("三一周五要样品 谭静送", NOW, KNOWN)
    assert task.slots["assignee"] == "谭静"
    (visit,) = parse("三一文经理下午三点来展厅 哦不是今天是明天", NOW, KNOWN)
    assert visit.slots["due"] == "2026-11-26T15:00"


def test_where_colleagues_were_is_no_order() -> None:
    assert told("向阳昨天去三一 谭静去宏信") == [("interaction.log", "三一"), ("interaction.log", "湘潭")]
