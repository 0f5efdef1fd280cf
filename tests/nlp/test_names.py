"""Whom a message means: short forms, institutions, titles, slips of the finger. It is Wednesday 25 November 2026, 18:00."""

from datetime import datetime

import pytest

from nlp import KnownNames, parse
from zh import names as zh_names

NOW = datetime.fromisoformat("2026-11-25T18:00:00+08:00")
HOSPITAL, PHARMACY, CLINIC = "江宁市人民医院", "滁州康宁大药房有限公司", "马鞍山康宁门诊部有限公司"
KIDS, FARM, HOTEL, FORGE = (
    "昆明小橙子幼教集团",
    "周口金田种植专业合作社",
    "成都锦澜酒店管理有限公司",
    "常州恒力重工机械有限公司",
)
KNOWN = KnownNames.of(
    {
        "customers": [HOSPITAL, PHARMACY, CLINIC, KIDS, FARM, HOTEL, FORGE, "昆山宏图电子有限公司"],
        "contacts": [
            {"name": "那英杰", "customer": HOTEL, "title": "总经理"},
            {"name": "向东", "customer": FARM, "title": "采购总监"},
            {"name": "应素芬", "customer": CLINIC, "title": "总经理"},
            {"name": "马骏", "customer": "昆山宏图电子有限公司", "title": "IT经理"},
            {"name": "夏建", "customer": PHARMACY, "title": "总经理"},
            {"name": "夏敏", "customer": KIDS, "title": "店长"},
            {"name": "丁一", "customer": FORGE, "title": "厂长"},
            {"name": "徐文斌", "customer": HOSPITAL, "title": "设备科主任"},
        ],
    }
)


def said(text: str, slot: str) -> object:
    return parse(text, NOW, KNOWN)[0].slots.get(slot)


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        ("今天拜访了江宁人医聊了合同", HOSPITAL),
        ("明天去康宁药房送资料", PHARMACY),
        ("明天去康宁门诊送资料", CLINIC),
        ("明天下午去小橙子送资料", KIDS),  # 去小 sounds like 取消
        ("今天拜访了金田聊了合同", FARM),  # 金田 sounds like 今天
        ("上午跟锦澜酒店那边打电话说货要晚到", HOTEL),  # 跟锦 sounds like 跟进
        ("今天下午拜访了恒礼聊了合同的事", FORGE),
        ("提醒我明天上午十点给恒礼发报价", FORGE),
    ],
)
def test_a_customer_is_found_however_short(text: str, customer: str) -> None:
    assert said(text, "customer") == customer


def test_a_short_form_of_two_is_both() -> None:
    assert said("明天去康宁送资料", "customer") == [PHARMACY, CLINIC]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("跟锦澜那总通了电话他同意了", "那英杰"),
        ("明天上午约金田向东看样品", "向东"),
        ("康宁门诊应总说价格太高了", "应素芬"),
        ("明天约昆山宏图电子有限公司马经理看样品", "马骏"),  # no 司马
        ("小橙子夏总说价格太高了", "夏敏"),  # the other 夏 is higher up, but not hers
        ("人民医院徐文斌主任说预算批了", "徐文斌"),
    ],
)
def test_a_person_is_found_by_family_and_customer(text: str, contact: str) -> None:
    assert said(text, "contact") == contact


@pytest.mark.parametrize("text", ["明天早上八点提醒我盯一下发货", "一般跟共计总数有关", "把对应总价发我"])
def test_what_only_sounds_like_a_person_is_none(text: str) -> None:
    assert said(text, "contact") is None


WORKS, KINDERGARTEN = "芜湖新华印刷厂", "铜陵有色幼儿园"


@pytest.mark.parametrize(
    ("text", "customers", "meant"),
    [
        ("给铜陵幼儿园报价灭火器20个", [KINDERGARTEN, WORKS], KINDERGARTEN),  # its middle left out
        ("昨天去了印刷厂 聊了检测", [KINDERGARTEN, WORKS], WORKS),
        ("印刷厂尾款两万到了", [WORKS], WORKS),
        ("昨天去了印刷厂 聊了检测", [WORKS, "合肥江淮印刷厂"], "印刷厂"),  # of two nobody knows which
        ("给池州幼儿园报价灭火器20个", [KINDERGARTEN], "池州幼儿园"),  # of another town
        ("给颍泉小学报价灭火器20个", ["阜阳颍泉中学"], "颍泉小学"),  # another school
    ],
)
def test_a_house_said_by_its_kind_is_the_only_one_that_fits(
    text: str, customers: list[str], meant: str
) -> None:
    known = KnownNames.of({"customers": customers, "products": ["灭火器"]})
    assert parse(text, NOW, known)[0].slots["customer"] == meant


def test_one_goes_to_a_school_for_oneself() -> None:
    known = KnownNames.of({"customers": [KINDERGARTEN]})
    assert "customer" not in parse("下午去幼儿园接孩子", NOW, known)[0].slots


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("西安大唐不夜城文旅集团有限公司", "不夜城"),
        ("南充高坪区白塔中学", "白塔中学"),
        ("宜宾市翠屏区忠孝街小学", "忠孝街"),
        ("义乌国际商贸城童乐贸易商行", "童乐"),
        ("山东港口集团青岛港有限公司", "青岛港"),
    ],
)
def test_a_name_behind_its_district_or_market_is_a_key(name: str, said: str) -> None:
    assert said in zh_names.company_keys(name)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("深圳市宝安区人民医院", "人民医院"),
        ("深圳前海园区运营有限公司", "运营"),
        ("西安雁塔万象城商业管理有限公司", "商业管理"),
        ("南充高坪区白塔中学", "高坪区"),
        ("中国移动通信集团浙江有限公司", "浙江"),
    ],
)
def test_what_is_anybodys_is_none(name: str, said: str) -> None:
    assert said not in zh_names.company_keys(name)


SCALES = KnownNames.of(
    {
        "customers": ["江苏恒顺醋业股份有限公司", "佛山南海宏业模具厂"],
        "contacts": [{"name": "濮阳刚", "customer": "佛山南海宏业模具厂", "title": "车队长"}],
        "products": ["SCS-120电子汽车衡", "TCS-350台秤", "XK3190仪表"],
    }
)


@pytest.mark.parametrize(
    ("text", "slot", "meant"),
    [
        ("120的那款还有货吗", "product", "SCS-120电子汽车衡"),
        ("三五零那款多少钱一台", "product", "TCS-350台秤"),
        ("xk三一九零库存多少", "product", "XK3190仪表"),
        ("350块那款有货吗", "product", None),  # what it costs
        ("hengshun昨天打款5万", "customer", "江苏恒顺醋业股份有限公司"),
        ("hengshui昨天打款5万", "customer", None),  # no other letters
        ("给阿刚打过电话了 他说空秤跳数", "contact", "濮阳刚"),
        ("刚哥的电话给我", "contact", "濮阳刚"),
        ("宏业的商机丢了 嫌贵", "customer", "佛山南海宏业模具厂"),
    ],
)
def test_a_name_is_known_by_its_figures_its_letters_its_last_character(
    text: str, slot: str, meant: str | None
) -> None:
    assert parse(text, NOW, SCALES)[0].slots.get(slot) == meant


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("给悦榕庄申请九三折", ["杭州西溪悦榕庄酒店"], "杭州西溪悦榕庄酒店"),
        (
            "金茂南京今天打款3万",
            ["金茂物业管理有限公司南京分公司", "金茂物业管理有限公司杭州分公司"],
            "金茂物业管理有限公司南京分公司",
        ),
        ("金茂杭州今天打款3万", ["金茂物业管理有限公司南京分公司"], "金茂杭州"),
        ("今天拜访了揭阳巧姑娘日化 聊了香精", [], "揭阳巧姑娘日化"),
        ("今天去了杭州做培训", [], None),
        ("州医院打款三万", ["大理州人民医院"], "大理州人民医院"),
        ("杭州人民医院打款三万", ["大理州人民医院"], "杭州人民医院"),
    ],
)
def test_a_customer_by_its_brand_its_branch_or_its_trade(
    text: str, known: list[str], meant: str | None
) -> None:
    assert parse(text, NOW, KnownNames.of({"customers": known}))[0].slots.get("customer") == meant
