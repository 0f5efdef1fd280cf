"""找客户: by condition, by pinyin and initials, by the end of a number, by when one met them; narrowed."""

import pytest

from tests.support.chat import Chat

HAIKANG = "杭州海康威视数字技术股份有限公司"


@pytest.fixture
def book(team: Chat) -> Chat:
    """华为 in 深圳 is A and 民企 from an exhibition, 海康 in 杭州 is B; 老客户 is 华为's tag."""
    for said in (
        "华为区域改成深圳",
        "华为级别改成A",
        "华为性质改成民企",
        "华为来源改成展会",
        "华为行业改成通信",
        "给华为打标签 老客户",
        "海康区域改成杭州",
        "海康级别改成B",
        "海康的客户类型是代理商",
        "海康状态改成意向",
    ):
        team.say("XiaoLi", said)
    return team


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("深圳的A类客户", "华为"),
        ("广东的客户有哪些", "华为"),
        ("华南区的A级客户", "华为"),
        ("华东客户", "海康"),
        ("浙江省的客户", "海康"),
        ("深圳的民营客户", "华为"),
        ("民企客户有几家", "华为"),
        ("代理商客户", "海康"),
        ("展会来的客户", "华为"),
        ("通信行业的客户", "华为"),
        ("重点客户", "华为"),
        ("意向客户有哪些", "海康"),
        ("潜在客户有哪些", "华为"),
        ("标签是老客户的客户", "华为"),
        ("深圳的老客户", "华为"),
        ("今天新增的深圳客户", "华为"),
        ("名字里带威视的客户", "海康"),
        ("我的B类客户", "海康"),
    ],
)
def test_any_wording_of_a_list(book: Chat, said: str, found: str) -> None:
    reply = book.say("XiaoLi", said)
    assert "共1位" in reply, reply
    assert found in reply


def test_idle_and_level_and_place_together(book: Chat) -> None:
    book.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "没有" in book.say("XiaoLi", "深圳的重点客户 30天没跟进的")
    book.skip_to("2026-12-28 09:30")
    reply = book.say("XiaoLi", "深圳的重点客户 30天没跟进的")
    assert "深圳A级30天没跟进的客户：共1位" in reply


def test_a_place_of_several_cities_finds_them_all(book: Chat) -> None:
    book.say("XiaoLi", "华为区域改成北京朝阳区")
    book.say("XiaoLi", "海康区域改成长春朝阳区")
    assert "共2位" in book.say("XiaoLi", "朝阳区的客户")
    assert "共1位" in book.say("XiaoLi", "北京的客户")


def test_what_one_may_not_see_is_not_found(book: Chat) -> None:
    assert "没有" in book.say("XiaoZhao", "深圳的客户")
    assert "华为" in book.say("WangFang", "深圳的客户")
    assert "李强" not in book.say("XiaoZhao", "huawei")


def test_a_list_is_narrowed_and_the_numbers_open_one(book: Chat) -> None:
    assert "共2位" in book.say("XiaoLi", "我的客户")
    said = book.say("XiaoLi", "缩小范围")
    assert "A级 1" in said
    assert "深圳 1" in said
    assert "我的A级客户：共1位" in book.say("XiaoLi", "只看A类")
    assert book.say("XiaoLi", "1").startswith("华为技术有限公司")
    book.say("XiaoLi", "我的客户")
    assert "海康" in book.say("XiaoLi", "其中华东的")
    assert "没有我的华东A级客户" in book.say("XiaoLi", "只要A级的")


def test_pinyin_and_initials(book: Chat) -> None:
    for said in ("huawei", "hw", "客户 hw", "查一下HUAWEI", "看看hwjs"):
        assert book.say("XiaoLi", said).startswith("华为技术有限公司"), said
    for said in ("hkws", "hk", "客户 hk"):
        assert book.say("XiaoLi", said).startswith(HAIKANG), said
    book.say("XiaoLi", "新增客户 宏伟机械")
    reply = book.say("XiaoLi", "hw")
    assert "共2位" in reply
    assert book.say("XiaoLi", "1").startswith("华为技术有限公司")


def test_the_end_of_a_number(book: Chat) -> None:
    assert "李强" in book.say("XiaoLi", "尾号0001")
    assert "王敏" in book.say("XiaoLi", "后四位0002的客户是谁")
    assert "没有0007" in book.say("XiaoLi", "尾号0007")
    reply = book.say("XiaoLi", "13800010007")
    assert "赵敏" in reply
    assert "尹涛" not in reply


def test_the_one_met_last_week(book: Chat) -> None:
    book.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    book.say("XiaoLi", "给海康周航打了电话，约了下周")
    book.skip_to("2026-12-01 09:30")
    reply = book.say("XiaoLi", "上周见过的那个李总")
    assert "李强" in reply
    assert "13800010001" in reply
    assert "李强" in book.say("XiaoLi", "上周聊过的那个采购总监是谁")
    assert "没有记到" in book.say("XiaoLi", "昨天见过的那个李总")
    reply = book.say("XiaoLi", "上周联系过的人有哪些")
    assert "李强" in reply
    assert "周航" in reply
    assert "共2位" in book.say("XiaoLi", "上周联系过的客户")
    assert len(book.records("interactions")) == 2


def test_a_long_list_says_how_many_and_goes_on(chat: Chat) -> None:
    for name in "甲乙丙丁戊己庚辛壬癸":
        chat.say("XiaoLi", f"新增客户 {name}天科技有限公司")
    first = chat.say("XiaoLi", "我的客户")
    assert "共10位，显示8" in first
    assert chat.say("XiaoLi", "更多").count("天科技") == 2


def test_people_in_a_list_have_masked_numbers(team: Chat) -> None:
    reply = team.say("XiaoLi", "华为有哪些联系人")
    assert "138****0001" in reply
    assert "13800010001" not in reply


@pytest.fixture
def known(team: Chat) -> Chat:
    for words in (
        *("华为级别改成A", "华为区域改成深圳南山区", "海康级别改成B", "海康区域改成杭州"),
        *("昨天拜访了海康的周航，聊了样机", "新增客户 深圳云鼎科技有限公司 联系人李刚 13900001234"),
        *("云鼎级别改成A", "新增客户 南京远见软件股份有限公司"),
    ):
        team.say("XiaoLi", words)
    return team


WAYS = (
    ("没跟进过的客户", "华为 云鼎 远见"),
    ("从没跟进过的", "华为 云鼎 远见"),
    ("还没填区域的客户", "云鼎 远见"),
    ("没有联系人的客户", "远见"),
    ("姓李的客户", "华为 云鼎"),
    ("有哪些姓李的联系人", "华为 云鼎"),
    ("A类和B类客户", "华为 海康 云鼎"),
    ("深圳南山的客户", "华为"),
    ("最近新增的客户", "华为 海康 云鼎 远见"),
    ("本周新增的客户有哪些", "华为 海康 云鼎 远见"),
    ("最近联系过的客户", "海康"),
    ("名字带云的客户", "云鼎"),
    ("有没有叫云鼎的", "云鼎"),
    ("0003结尾的客户", "海康"),
    ("0003", "海康"),
    ("谁是周航", "海康"),
    ("周航是哪家的", "海康"),
)


def test_ways_to_find(known: Chat) -> None:
    names = ("华为", "海康", "云鼎", "远见")
    for words, found in WAYS:
        reply = known.say("XiaoLi", words)
        assert [name for name in names if name in reply] == found.split(), words
    assert len(known.records("customers")) == 5


def test_a_list_is_narrowed_and_widened_by_half_sentences(known: Chat) -> None:
    known.say("XiaoLi", "我的客户")
    assert "共2位" in known.say("XiaoLi", "只看A类")
    assert "我的A级没跟进过的客户：共2位" in known.say("XiaoLi", "再看没跟进过的")
    assert "我的深圳A级没跟进过的客户：共1位" in known.say("XiaoLi", "深圳的")
    assert "我的深圳没跟进过的客户：共1位" in known.say("XiaoLi", "去掉A类这个条件")
    assert "没跟进过的客户：共3位" in known.say("XiaoLi", "不限区域")
    assert "客户：共4位" in known.say("XiaoLi", "回到全部")
    assert "30天没跟进的客户" in known.say("XiaoLi", "只看30天没跟进的")
    assert known.say("XiaoLi", "去掉30天没跟进这个条件").startswith("客户：共4位")
    assert "我的客户" in known.say("XiaoLi", "只看我的")
    assert known.say("XiaoLi", "去掉我的条件").startswith("客户：共4位")
    assert "共1位" in known.say("XiaoLi", "B类客户")  # a whole question begins anew


SILENT = [
    "谁最近没联系",
    "谁好久没联系了",
    "沉睡客户",
    "沉默的客户有哪些",
    "哪些客户最近没跟进",
    "好久没跑的客户",
]


@pytest.mark.parametrize("said", SILENT)
def test_who_has_been_silent_for_long(team: Chat, said: str) -> None:
    team.skip_to("2027-01-10 09:00")
    team.say("XiaoLi", "今天拜访了李强 聊报价")
    reply = team.say("XiaoLi", said)
    assert "30天没跟进的客户：共1位" in reply
    assert "海康" in reply


def test_of_oneself_and_one_customer_it_is_no_list(team: Chat) -> None:
    assert "共" not in team.say("XiaoLi", "我最近没联系李强")
