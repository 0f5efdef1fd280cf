"""Three bands, by what the names say."""

import pytest

from crm.customers.duplicates import Facts, judge

SAME, PERHAPS, DIFFERENT = "same", "perhaps", "different"


@pytest.mark.parametrize(
    ("one", "other", "band"),
    [
        ("华为技术有限公司", "华为技术", SAME),
        ("华为技术（深圳）有限公司", "华为技术(深圳)有限公司", SAME),
        ("華為技術有限公司", "华为技术股份有限公司", SAME),
        ("华为技术有限公司", "华为科技有限公司", PERHAPS),
        ("华为技术有限公司", "华为", PERHAPS),
        ("海康威视数字技术有限公司", "杭州海康威视数字技术股份有限公司", PERHAPS),
        ("普华永道(上海)", "普华永道(北京)", PERHAPS),
        ("花为技术有限公司", "华为技术有限公司", PERHAPS),
        ("北京宏达贸易有限公司", "上海宏达贸易有限公司", DIFFERENT),
        ("星辰科技有限公司", "万通物流有限公司", DIFFERENT),
        ("甲天科技有限公司", "乙天科技有限公司", DIFFERENT),
    ],
)
def test_the_band_of_two_names(one: str, other: str, band: str) -> None:
    assert judge(Facts(one), Facts(other))[0] == band
    assert judge(Facts(other), Facts(one))[0] == band


def test_a_telephone_number_brings_names_nearer() -> None:
    phone = frozenset({"13800010001"})
    assert judge(Facts("星辰科技", phone), Facts("万通物流", phone))[0] == PERHAPS
    assert judge(Facts("华为技术", phone), Facts("华为科技", phone))[0] == SAME
    assert judge(Facts("北京宏达", phone), Facts("上海宏达", phone))[0] in (SAME, PERHAPS)
    assert judge(Facts("星辰科技", phone), Facts("万通物流", frozenset({"13800010002"})))[0] == DIFFERENT
