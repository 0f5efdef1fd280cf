"""Values, told as a corpus: tests/corpus/values.jsonl holds one value and the ways to write it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nlp import values
from nlp.values.numerals import number, small_int

CORPUS = Path(__file__).parent.parent / "corpus" / "values.jsonl"
LINES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
CASES = [(line, words) for line in LINES for words in line["say"]]


@pytest.mark.parametrize(("line", "words"), CASES, ids=[f"{c[0]['kind']}-{c[1]}" for c in CASES])
def test_corpus(line: dict[str, Any], words: str) -> None:
    found = values.scan(words)
    if line["kind"] is None:
        assert not found
        return
    (value,) = found
    assert (value.kind, value.json()) == (line["kind"], line["value"])
    assert value.unit == line.get("unit", value.unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R740服务器20台 单价4.2万 万兆交换机5台 单价九千八 打9折",
         [("quantity", 20), ("money", 42000), ("quantity", 5), ("money", 9800), ("discount", 90)]),
        ("预算百来万 底价百把万", [("money", 1000000), ("money", 1000000)]),
        ("水性漆A型300桶，每桶一百二", [("quantity", 300), ("money", 120)]),
        ("小米今天下单10台R740服务器 总价68w", [("quantity", 10), ("money", 680000)]),
        ("三千一桶", [("number", 3000), ("quantity", 1)]),
        ("四万二一台", [("money", 42000), ("quantity", 1)]),
        ("定金5w尾款15w", [("money", 50000), ("money", 150000)]),
        ("联系人蔡国庆，电话138-2365-7788，微信cai_gq88，邮箱cai@dp.cn",
         [("phone", "13823657788"), ("wechat", "cai_gq88"), ("email", "cai@dp.cn")]),
        ("关闭工单GD0123，客户打5分", [("ref", "GD0123"), ("quantity", 5)]),
        ("金额改成12万 概率60%", [("money", 120000), ("percent", 60)]),
        ("128 000元 A100 10 800元", [("money", 128000), ("number", 10), ("money", 800)]),
        ("9毛9 六毛七 5毛3个", [("money", 0.99), ("money", 0.67), ("money", 0.5), ("quantity", 3)]),
        ("每台1k5 2千3块 1万2千3", [("money", 1500), ("money", 2300), ("money", 12300)]),
    ],
)  # fmt: skip
def test_messages(text: str, expected: list[tuple[str, Any]]) -> None:
    assert [(value.kind, value.json()) for value in values.scan(text)] == expected


def test_estimates_say_so() -> None:
    assert [value.approx for value in values.money("30多万 大概50万 五十万左右 50万")] == [
        True,
        True,
        True,
        False,
    ]


def test_money_is_exact() -> None:
    (value,) = values.money("¥1,200.10")
    assert value.value == Decimal("1200.1")
    assert not isinstance(value.value, float)


def test_explicit_money_is_told_from_probable() -> None:
    assert [value.explicit for value in values.money("12万元 12万")] == [True, False]


def test_the_books_are_in_yuan() -> None:
    assert values.money("5000美金 $300") == []
    assert [(value.kind, value.unit) for value in values.scan("5000美金 $300")] == [("foreign", "USD")] * 2


@pytest.mark.parametrize("text", ["四五万", "十几万", "一百几十万", "几十台", "三十几个"])
def test_what_may_be_twice_as_much_is_no_number(text: str) -> None:
    assert values.scan(text) == []


def test_masked_spans_are_looked_past() -> None:
    assert [value.text for value in values.scan("八万二十八号催款", masked=[(2, 6)])] == ["八万"]


def test_one_function_for_each_kind() -> None:
    text = "打九折 七成 8台 13812345678 a@b.cn 微信abcdef 第3个"
    assert [v.json() for v in values.discounts(text)] == [90]
    assert [v.json() for v in values.percent(text)] == [70]
    assert [v.json() for v in values.quantities(text)] == [8]
    assert [v.json() for v in values.phones(text)] == ["13812345678"]
    assert [v.json() for v in values.emails(text)] == ["a@b.cn"]
    assert [v.json() for v in values.wechats(text)] == ["abcdef"]
    assert [v.json() for v in values.refs(text)] == [3]


def test_a_whole_text_as_an_amount() -> None:
    assert values.amount("12万") == 120000
    assert values.amount("¥12,000元") == 12000
    assert values.amount("三千五") == 3500
    assert values.amount("改成12万") is None
    assert values.amount("百八十万") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("半", "0.5"), ("俩", "2"), ("廿三", "23"), ("一百零五", "105"), ("一亿三千万", "130000000"), ("叁万伍仟", "35000"), ("两万五千六", "25600"),
     ("一万零八", "10008"), ("一万八", "18000"), ("三百五十万", "3500000"), ("一个半", "1.5"), ("十", "10"), ("三千五百八", "3580")],
)  # fmt: skip
def test_numerals(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "百八十万", "四五万", "万", "个", "十百", "二三", "1.", "1.2.3", "1" * 40, "万八"]
)
def test_no_numeral(text: str) -> None:
    assert number(text) is None


def test_small_numbers() -> None:
    assert [small_int(text) for text in ("15", "十五", "两千零四", "三五", "")] == [15, 15, 2004, None, None]
