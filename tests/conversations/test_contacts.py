"""What is told of a person: posts, numbers, birthdays; what cannot be kept is said, the rest is kept."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize("said", ["5月8号生日", "生日5月8号", "生日是五月八号"])
def test_a_birthday_before_or_behind_its_word(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", f"海康加联系人王建国 {said} 采购部的副经理")
    made = next(c for c in shop.records("contacts") if c["name"] == "王建国")
    assert (made["birthday"], made["title"]) == ("05-08", "采购部的副经理")


@pytest.mark.parametrize(
    ("said", "why"), [("五月初八", "农历"), ("农历八月十五", "农历"), ("下个月", "哪一天")]
)
def test_what_is_no_day_of_the_calendar(shop: Chat, said: str, why: str) -> None:
    assert why in shop.say("XiaoLi", f"李强生日{said}")
    reply = shop.say("XiaoLi", f"海康加联系人王建国 电话13812345678 生日{said}")
    assert "已加联系人" in reply
    assert why in reply
    made = next(c for c in shop.records("contacts") if c["name"] == "王建国")
    assert (made["birthday"], made["phone"]) == (None, "13812345678")


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("邮箱 Wang.Li@ABC.com", "email", "Wang.Li@ABC.com"),
        ("任技术总工", "title", "技术总工"),
    ],
)
def test_ways_to_say_a_detail(shop: Chat, said: str, field: str, value: str) -> None:
    shop.say("XiaoLi", f"华为加个联系人王建国 {said}")
    assert next(c for c in shop.records("contacts") if c["name"] == "王建国")[field] == value
