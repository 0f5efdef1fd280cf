"""Two and three facts dictated in one breath, without a mark between them."""

from tests.support.chat import Chat


def test_two_plans_are_two_tasks(team: Chat) -> None:
    team.say("XiaoLi", "下周一上午拜访华为李强下周三去海康送合同")
    tasks = {task["customer"]: task["due_at"][:10] for task in team.records("tasks")}
    assert tasks == {"华为技术有限公司": "2026-11-30", "杭州海康威视数字技术股份有限公司": "2026-12-02"}


def test_what_a_colleague_is_to_do_behind_ones_own_plan(team: Chat) -> None:
    team.say("XiaoLi", "后天去海康验收样机让王磊准备验收单")
    whose = {task["assignee"]: task["title"] for task in team.records("tasks")}
    assert "准备验收单" in whose["王磊"]
    assert "验收样机" in whose["李晓"]


def test_goods_ordered_behind_a_report(shop: Chat) -> None:
    shop.say("XiaoLi", "昨天微信联系了华为李强他们仓库不够用A100加订20台总额2万")
    (order,) = shop.records("orders")
    assert order["customer"] == "华为技术有限公司"
    (told,) = shop.records("interactions")
    assert "加订" not in told["content"]


def test_a_field_said_last_is_one_of_the_new_customer(team: Chat) -> None:
    team.say("XiaoLi", "新客户 哈尔滨松花江灌溉工程有限公司 联系人单主管 15577778888 周三去量地 来源朋友介绍")
    (new,) = team.records("customers", name="哈尔滨松花江灌溉工程有限公司")
    assert new["origin"] == "转介绍"
    assert len(team.records("tasks")) == 1


def test_an_address_keeps_its_first_character(team: Chat) -> None:
    team.say("XiaoLi", "华为地址改成哈尔滨市道外区南直路388号")
    (customer,) = team.records("customers", name="华为技术有限公司")
    assert customer["address"] == "哈尔滨市道外区南直路388号"
