"""Lines of a quotation by words: more goods, a line less, more of one; sums, approval and undo follow."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import one
from tests.support.whole import whole


@pytest.fixture
def quoted(shop: Chat) -> Chat:
    shop.say("WangFang", "新增产品 无线鼠标 单价50 单位个")
    shop.say("XiaoLi", "给华为报价 A100 10台，无线鼠标 4个")
    return shop


def lines(chat: Chat) -> list[tuple[str, float, str]]:
    quote = one(chat, "quotes")
    assert sum(float(line["amount"]) for line in quote["lines"]) == float(quote["amount"])
    return [(line["product"].split()[0], line["quantity"], line["price"]) for line in quote["lines"]]


BEGAN = [("A100", 10, "800.00"), ("无线鼠标", 4, "50.00")]

CHANGED = [
    ("再加2台A200", [*BEGAN, ("A200", 2, "1200.00")]),
    ("报价里再加上A200 2台 单价1150", [*BEGAN, ("A200", 2, "1150.00")]),
    ("再来3台R740", [*BEGAN, ("R740服务器", 3, "35000.00")]),
    ("再加2台A100", [("A100", 12, "800.00"), BEGAN[1]]),
    ("A100再加2台", [("A100", 12, "800.00"), BEGAN[1]]),
    ("A100少3台", [("A100", 7, "800.00"), BEGAN[1]]),
    ("去掉鼠标", [BEGAN[0]]),
    ("无线鼠标不要了", [BEGAN[0]]),
    ("报价里把鼠标那行删掉", [BEGAN[0]]),
    ("A100单价改成750", [("A100", 10, "750.00"), BEGAN[1]]),
    ("再加模具费 8万", [*BEGAN, ("模具费", 1, "80000.00")]),
    ("运费另算 500", [*BEGAN, ("运费", 1, "500.00")]),
    ("加个安装费800元", [*BEGAN, ("安装费", 1, "800.00")]),
    ("打包费200也加上", [*BEGAN, ("打包费", 1, "200.00")]),
    ("运费一千二也算上", [*BEGAN, ("运费", 1, "1200.00")]),
]


@pytest.mark.parametrize(("said", "wanted"), CHANGED)
def test_changed_by_words_and_taken_back(
    quoted: Chat, said: str, wanted: list[tuple[str, float, str]]
) -> None:
    before = whole(quoted)
    assert "合计" in quoted.say("XiaoLi", said)
    assert lines(quoted) == wanted
    quoted.say("XiaoLi", "撤销")
    assert whole(quoted) == before


def test_one_after_the_other_and_then_ordered(quoted: Chat) -> None:
    quoted.say("XiaoLi", "再加2台A200")
    quoted.say("XiaoLi", "去掉鼠标")
    quoted.say("XiaoLi", "A200少1台")
    assert lines(quoted) == [("A100", 10, "800.00"), ("A200", 1, "1200.00")]
    assert "9,200元" in quoted.say("XiaoLi", "按报价下单")
    assert "已改订单" in quoted.say("XiaoLi", "再加2台A100")  # the order's, from now on
    assert lines(quoted)[0] == ("A100", 10, "800.00")


def test_the_last_line_and_more_than_there_is_are_refused(quoted: Chat) -> None:
    assert "减不了这么多" in quoted.say("XiaoLi", "无线鼠标少9个")
    quoted.say("XiaoLi", "去掉A100")
    assert "只剩这一行" in quoted.say("XiaoLi", "去掉鼠标")
    assert lines(quoted) == [BEGAN[1]]


def test_a_price_missing_is_asked_and_too_deep_a_price_goes_to_approval(quoted: Chat) -> None:
    assert "没有标价" in quoted.say("XiaoLi", "再加1个辅材包")
    assert "8,300元" in quoted.say("XiaoLi", "100")
    assert "王芳审批" in quoted.say("XiaoLi", "再加20台A200 单价400")
    assert one(quoted, "quotes")["status"] == "pending"
    quoted.say("XiaoLi", "撤销")
    assert one(quoted, "quotes")["status"] != "pending"


def test_without_a_quotation_just_made_the_words_mean_something_else(shop: Chat) -> None:
    for said in "再加2台A100", "去掉A100", "A100再加2台":
        shop.say("XiaoLi", said)
        shop.say("XiaoLi", "算了")
    assert shop.records("quotes") == []
    shop.say("XiaoLi", "给华为报价 A100 10台")
    assert "已加待办" in shop.say("XiaoLi", "加个待办 明天下午三点给李强回电话")
    assert lines(shop) == [("A100", 10, "800.00")]


LET_OFF = [
    ("便宜5个点", "7790.00"),
    ("再让两个点", "8036.00"),
    ("整单优惠5%吧", "7790.00"),
    ("给他们便宜200", "8000.00"),
    ("再少500块", "7700.00"),
    ("再优惠一千", "7200.00"),
    ("便宜一千二", "7000.00"),
]


@pytest.mark.parametrize(("said", "sum_"), LET_OFF)
def test_cheaper_by_words_and_taken_back(quoted: Chat, said: str, sum_: str) -> None:
    before = whole(quoted)
    assert "已更正" in quoted.say("XiaoLi", said)
    assert one(quoted, "quotes")["amount"] == sum_
    quoted.say("XiaoLi", "撤销")
    assert whole(quoted) == before


def test_points_after_points_and_after_a_sum_let_off(quoted: Chat) -> None:
    quoted.say("XiaoLi", "便宜200")
    quoted.say("XiaoLi", "再便宜5个点")
    assert one(quoted, "quotes")["amount"] == "7600.00"
    quoted.say("XiaoLi", "再便宜5个点")
    assert one(quoted, "quotes")["amount"] == "7220.00"


def test_beyond_the_limit_it_waits_for_a_word(quoted: Chat) -> None:
    assert "王芳审批" in quoted.say("XiaoLi", "便宜20个点")


@pytest.mark.parametrize("said", ["便宜5个点", "再便宜200"])
def test_without_a_quotation_nothing_is_cheaper(shop: Chat, said: str) -> None:
    before = whole(shop)
    shop.say("XiaoLi", said)
    assert whole(shop) == before


def test_one_more_of_several_goods_is_asked_about(quoted: Chat) -> None:
    assert "改哪一行" in quoted.say("XiaoLi", "再加一台")
    quoted.say("XiaoLi", "1")
    assert lines(quoted) == [("A100", 11, "800.00"), BEGAN[1]]
