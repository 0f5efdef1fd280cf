"""A week of two reps in the field, one quick and sloppy, one dictating."""

from typing import Any

import pytest

from tests.support.chat import Chat

DINGSHENG = """名片：
宁波鼎盛五金机电有限公司
胡建国 总经理
手机：139-1111-2222
电话：0574-87654321
邮箱：hujg@dingsheng.com
网址：www.dingsheng.com
地址：宁波市鄞州区中山东路88号"""


def one(chat: Chat, kind: str, **wanted: Any) -> dict[str, Any]:
    (found,) = chat.records(kind, **wanted)
    return found


def test_a_visiting_card_is_a_customer_with_its_person(chat: Chat) -> None:
    assert "胡建国" in chat.say("XiaoLi", DINGSHENG)
    customer, person = one(chat, "customers"), one(chat, "contacts")
    assert customer["name"] == "宁波鼎盛五金机电有限公司"
    assert (customer["phone"], customer["address"]) == ("0574-87654321", "宁波市鄞州区中山东路88号")
    assert (person["name"], person["title"]) == ("胡建国", "总经理")
    assert (person["phone"], person["email"]) == ("13911112222", "hujg@dingsheng.com")


@pytest.mark.parametrize(
    "card",
    [
        "海盐万马标准件厂 金晶 采购部经理 手机 13600005555 微信 jinjin_88",
        "海盐万马标准件厂\nWanma Fasteners\n金 晶  采购部经理\nMobile: +86 136 0000 5555\nwx: jinjin_88",
        "名片 海盐万马标准件 采购部经理金晶 13600005555 微信：jinjin_88",
    ],
)
def test_a_visiting_card_in_other_forms(chat: Chat, card: str) -> None:
    chat.say("XiaoLi", card)
    person = one(chat, "contacts")
    assert person["customer"].startswith("海盐万马标准件")
    assert (person["name"], person["title"], person["phone"]) == ("金晶", "采购部经理", "13600005555")
    assert person["wechat"] == "jinjin_88"


def test_a_card_of_a_firm_we_have_adds_the_person(team: Chat) -> None:
    team.say("XiaoLi", "华为技术有限公司\n陈默 财务总监\n13800010099")
    assert one(team, "contacts", name="陈默")["customer"] == "华为技术有限公司"
    assert "赵敏" in team.say("XiaoLi", "九阳股份有限公司\n尹涛 总监\n13800010007")  # a colleague's
    assert len(team.records("customers")) == 3


def test_a_message_of_several_lines_is_no_card(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访华为\n李强 13800010001 要看样机")
    assert len(team.records("interactions")) == 1
    assert len(team.records("customers")) == 3


@pytest.mark.parametrize(
    ("said", "firm", "person"),
    [
        ("还有个 绍兴越城纺机 张姐 采购 15988776655", "绍兴越城纺机", "张姐"),
        ("另外加一家嘉兴星光包装厂 王总 15988776655", "嘉兴星光包装厂", "王总"),
        (
            "再加一个嘉兴海盐标准件有限公司采购部金小姐手机幺五九八八七七六六五五",
            "嘉兴海盐标准件有限公司",
            "金小姐",
        ),
    ],
)
def test_one_more_firm_is_not_a_person_of_the_one_before(
    team: Chat, said: str, firm: str, person: str
) -> None:
    team.say("XiaoLi", "新增客户 宁波鼎盛五金 胡建国总经理 13911112222")
    assert one(team, "contacts", name="胡建国")["title"] == "总经理"
    team.say("XiaoLi", said)
    assert one(team, "contacts", name=person, phone="15988776655")["customer"] == firm


def test_one_more_person_stays_with_the_firm(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 宁波鼎盛五金 胡建国总经理 13911112222")
    for said in ("还有个技术部长 王建国 15988776655", "罗志勇电话13700009999"):
        team.say("XiaoLi", said)
    people = {one["name"] for one in team.records("contacts", customer="宁波鼎盛五金")}
    assert people == {"胡建国", "王建国", "罗志勇"}


def test_a_plan_is_no_answer_to_who_it_is(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 萧山永泰包装 张姐 采购 15988776655")
    assert "叫什么" in team.say("XiaoLi", "财务电话13700008888")
    team.say("XiaoLi", "下午2点去永泰见张姐")
    assert one(team, "contacts", name="张姐")["phone"] == "15988776655"
    assert one(team, "tasks")["customer"] == "萧山永泰包装"


@pytest.mark.parametrize("said", ["永泰包装B类", "永太包装b类", "永泰级别B"])
def test_the_district_in_front_may_be_left_out(team: Chat, said: str) -> None:
    team.say("XiaoLi", "新增客户 萧山永泰包装 张姐 采购 15988776655")
    team.say("XiaoLi", "客户 华为")
    team.say("XiaoLi", said)
    assert one(team, "customers", name="萧山永泰包装")["level"] == "B"
