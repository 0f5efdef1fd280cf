"""Normal form, pinyin and name keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zh import names, pinyin, text


@pytest.mark.parametrize(
    ("written", "plain"),
    [("ＡＢＣ　１２", "abc 12"), ("拜訪華為", "拜访华为"), ("  两  个 ", "两 个"), ("㎡", "m2"), ("", "")],
)
def test_normal_form(written: str, plain: str) -> None:
    assert text.normal(written) == plain


@given(st.text(max_size=200))
def test_every_offset_points_into_the_original(s: str) -> None:
    aligned = text.align(s)
    assert len(aligned.at) == len(aligned.text) + 1
    assert list(aligned.at) == sorted(aligned.at)
    assert aligned.at[-1] == len(s)
    assert aligned.source(0, len(aligned.text)) in s


def test_homophones_share_their_sound() -> None:
    assert pinyin.of("花为") == pinyin.of("华为") == "huawei"
    assert pinyin.folded("藤迅") == pinyin.folded("腾讯")
    assert pinyin.of("拜访") != pinyin.of("百货")


@pytest.mark.parametrize(
    ("name", "sound"), [("单", "shan"), ("仇", "qiu"), ("区", "ou"), ("曾", "zeng"), ("李", "li")]
)
def test_surnames_have_their_own_reading(name: str, sound: str) -> None:
    assert pinyin.surname(name) == sound


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("华为技术有限公司", "华为"),
        ("华为技术有限公司", "花为"),
        ("北京字节跳动科技有限公司", "字节"),
        ("长沙茶颜悦色餐饮管理有限公司", "茶颜悦色"),
        ("杭州海康威视数字技术股份有限公司", "海康"),
        ("科大讯飞股份有限公司", "讯飞"),
        ("青岛海尔智家股份有限公司", "海尔"),
        ("杭州远见网络有限公司", "远见网络"),
        ("腾讯科技（深圳）有限公司", "滕讯"),
        ("ABB（中国）有限公司", "abb"),
        ("招商银行股份有限公司", "招行"),
        ("招商银行南京分行", "招行"),
        ("兰州大学口腔医院", "兰大口腔"),
        ("烟台北方安德利果汁股份有限公司", "安德利"),
        ("齐齐哈尔第一重型机械集团", "一重"),
        ("天津药物研究院", "天津药研院"),
        ("江苏省农业科学院", "农科院"),
        ("济南二机床集团有限公司", "济二机"),
        ("武夷山岩上茶业有限公司", "岩上茶业"),
        ("南京市第三十九中学", "39中"),
        ("常州市第二人民医院", "2院"),
        ("苏州博物馆", "苏博"),
        ("泉州市中级人民法院", "泉州中院"),
        ("石景山区教育委员会", "石景山教委"),
        ("长沙市住房和城乡建设局", "市住建局"),
    ],
)
def test_a_company_is_found_by_what_people_say(company: str, said: str) -> None:
    assert names.company_keys(company) & names.query_keys(said)


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("杭州远见网络有限公司", "远见科技"),
        ("华为技术有限公司", "技术"),
        ("上海银行", "上海"),
        ("中国移动通信集团", "中国"),
    ],
)
def test_a_company_is_not_found_by_its_trade_or_place(company: str, said: str) -> None:
    assert not names.company_keys(company) & names.query_keys(said)


def test_people_are_found_by_family_name_and_by_ear() -> None:
    assert names.person_keys("李强") & names.surname_keys("李")
    assert names.person_keys("李强") & names.surname_keys("黎")
    assert names.person_keys("李强") & names.query_keys("李墙")
    assert not names.person_keys("李强") & names.surname_keys("王")
    assert names.person_keys("鲁部长") & names.surname_keys("鲁")
    assert not names.person_keys("鲁部长") & names.query_keys("部长")
    assert names.split_person("欧阳建国") == ("欧阳", "建国")


def test_products_are_found_by_code_and_by_kind() -> None:
    assert names.product_keys("R740服务器") >= {"r740", "服务器"}
    assert "底漆" in names.product_keys("防腐底漆")
    assert names.product_keys("超净工作台") >= {"超净", "超净台"}
    assert "下午" not in names.product_keys("下午茶套餐")


def test_core_is_equal_for_two_spellings_of_one_company() -> None:
    assert names.core("华为技术有限公司") == names.core("华为") == names.core("华为（深圳）技术股份有限公司")
