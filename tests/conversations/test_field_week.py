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
    assert len(team.records("customers")) == 3
    assert len(team.records("contacts")) == 4


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


def stands(chat: Chat, kind: str) -> int:
    return len(chat.records(kind, deleted_at=None))


@pytest.mark.parametrize("said", ["撤错了", "恢复", "撤销刚才的撤销", "别撤了"])
def test_an_undo_is_taken_back_and_can_be_done_again(team: Chat, said: str) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价，下周三再跟进")
    team.say("XiaoLi", "撤销")
    assert (stands(team, "interactions"), stands(team, "tasks")) == (0, 0)
    assert "已恢复" in team.say("XiaoLi", said)
    assert (stands(team, "interactions"), stands(team, "tasks")) == (1, 1)
    team.say("XiaoLi", "撤销")
    assert (stands(team, "interactions"), stands(team, "tasks")) == (0, 0)


def test_two_undos_come_back_one_by_one(team: Chat) -> None:
    team.say("XiaoLi", "海康今天到账5000")
    team.say("XiaoLi", "不是5000 是6000")
    team.say("XiaoLi", "撤销")
    team.say("XiaoLi", "撤销")
    assert stands(team, "payments") == 0
    team.say("XiaoLi", "撤销错了")
    assert one(team, "payments")["amount"] == "5000.00"
    team.say("XiaoLi", "恢复")
    assert one(team, "payments")["amount"] == "6000.00"
    assert "没有" in team.say("XiaoLi", "恢复")


def test_an_order_comes_back_with_its_stock(shop: Chat) -> None:
    shop.say("XiaoLi", "海康下单 A200 2台 总价2400")
    shop.say("XiaoLi", "撤销")
    assert one(shop, "products", code="A200")["stock"] == 8
    shop.say("XiaoLi", "撤错了")
    assert one(shop, "orders")["amount"] == "2400.00"
    assert one(shop, "products", code="A200")["stock"] == 6


def test_what_others_heard_of_is_said_anew(team: Chat) -> None:
    team.say("XiaoLi", "让王磊明天去趟海康")
    team.say("XiaoLi", "撤销")
    assert "让王磊明天去趟海康" in team.say("XiaoLi", "撤错了")
    assert stands(team, "tasks") == 0


def test_to_ask_what_was_undone_or_to_go_on_brings_nothing_back(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 绍兴越城纺机 陶老板 13588887777")
    team.say("XiaoLi", "撤销")
    assert "越城纺机" in team.say("XiaoLi", "刚才撤销的是啥")
    assert team.records("customers", name="绍兴越城纺机", deleted_at=None) == []
    team.say("XiaoLi", "新增客户 绍兴越城纺机 陶老板 13588887777")
    team.say("XiaoLi", "恢复")
    assert len(team.records("customers", name="绍兴越城纺机", deleted_at=None)) == 1


@pytest.mark.parametrize(
    "said", ["九阳尹涛给我打电话了 说想换供应商", "九阳是谁的", "新增客户 九阳股份有限公司"]
)
def test_after_a_colleagues_customer_he_is_not_the_one_before(team: Chat, said: str) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "赵敏" in team.say("XiaoLi", said)
    team.say("XiaoLi", "他说想换供应商 明天要来厂里看看")
    assert len(team.records("interactions")) == 1
    assert not team.records("tasks", customer="华为技术有限公司")


@pytest.mark.parametrize("said", ["给我九阳的电话", "九阳怎么没人跟了", "九阳还欠我们钱不", "九阳能给我不"])
def test_whose_a_colleagues_customer_is_is_said_whatever_is_asked(team: Chat, said: str) -> None:
    assert "负责人是赵敏" in team.say("XiaoLi", said)


def test_talk_that_is_about_nobody_is_not_about_a_customer(team: Chat) -> None:
    assert "赵敏" not in team.say("XiaoLi", "今天好累啊")
    assert "赵敏" not in team.say("XiaoLi", "华为怎么没人跟了")


def test_haggling_goes_on_behind_what_the_customer_said(shop: Chat) -> None:
    shop.say("XiaoLi", "给海康报价 A100 10台 800")
    shop.say("XiaoLi", "周航说750就定")
    shop.say("XiaoLi", "那就750")
    assert one(shop, "quotes")["amount"] == "7500.00"
    shop.say("XiaoLi", "他要再加2台A200")
    assert one(shop, "quotes")["amount"] == "9900.00"
    assert "图片" in shop.say("XiaoLi", "发图片")
    shop.say("XiaoLi", "定了 按报价单下单")
    assert one(shop, "orders")["amount"] == "9900.00"


def test_haggling_ends_with_another_customer(shop: Chat) -> None:
    shop.say("XiaoLi", "给海康报价 A100 10台 800")
    shop.say("XiaoLi", "今天拜访了华为 聊了交期")
    shop.say("XiaoLi", "那就750")
    assert one(shop, "quotes")["amount"] == "8000.00"
    shop.say("XiaoLi", "海康 按报价单来吧")
    assert one(shop, "orders")["customer"].endswith("海康威视数字技术股份有限公司")


@pytest.mark.parametrize(
    "said",
    ["把海康A100报价给我做一份 5台 750", "海康A100五台给我报个价一台750", "海康 A100 5台 750 帮我报个价"],
)
def test_who_makes_the_quotation_is_no_goods(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", said)
    (line,) = one(shop, "quotes")["lines"]
    assert (line["quantity"], line["amount"]) == (5, "3750.00")


def test_money_in_parts_in_a_few_words(shop: Chat) -> None:
    shop.say("XiaoLi", "海康下单 A100 10台 总价8000")
    shop.say("XiaoLi", "收了一半")
    shop.say("XiaoLi", "又转了500")
    assert "欠3,400" in shop.say("XiaoLi", "不对是600")
    amounts = [record["amount"] for record in shop.records("payments")]
    assert amounts == ["4000.00", "600.00"]
    shop.say("XiaoLi", "尾款下周三给 到时候喊我")
    assert "海康" in one(shop, "tasks")["customer"]


def test_a_sum_out_of_the_blue_is_no_payment(shop: Chat) -> None:
    shop.say("XiaoLi", "今天拜访了海康 聊了交期")
    shop.say("XiaoLi", "又转了500")
    assert shop.records("payments") == []


def test_by_whom_it_was_sent_stays_with_the_order_and_goods_come_back(shop: Chat) -> None:
    shop.say("XiaoLi", "海康下单 A100 10台 总价8000")
    assert "SF123456" in shop.say("XiaoLi", "发货了 顺丰SF123456")
    order = one(shop, "orders")
    assert (order["status"], order["note"]) == ("shipped", "发货：顺丰SF123456")
    shop.say("XiaoLi", "A100退了一台")
    assert one(shop, "orders")["lines"][0]["quantity"] == 9


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("海康 A200 2台 1200 下单", "2400.00"),
        ("海康 A200 2台 总价1200 下单", "1200.00"),
        ("海康 A200 2台 2300 下单", "2300.00"),
    ],
)
def test_the_price_of_the_list_is_the_price_of_one(shop: Chat, said: str, amount: str) -> None:
    shop.say("XiaoLi", said)
    assert one(shop, "orders")["amount"] == amount


def test_a_courier_is_no_customer(team: Chat) -> None:
    team.say("XiaoLi", "李总让我周四前把授权书寄过去 顺丰")
    assert one(team, "tasks")["customer"] == "华为技术有限公司"


def test_how_the_month_goes_is_ones_own_report_with_the_goal(selling: Chat) -> None:
    selling.say("XiaoLi", "我这个月目标50万")
    for said in ("我这个月怎么样", "这个月我做得咋样"):
        reply = selling.say("XiaoLi", said)
        assert "月报" in reply
        assert "销售额40万" in reply
        assert "还差10万" in reply
    assert "目标" not in selling.say("XiaoLi", "上周我怎么样")
    assert "还差10万" in selling.say("XiaoLi", "还差多少") or "目标" in selling.say("XiaoLi", "目标还差多少")


@pytest.mark.parametrize(
    "said", ["我昨天都见了谁", "昨天我去哪了", "昨天有没有去过海康", "我去过海康没", "今天见了谁"]
)
def test_where_one_has_been_is_looked_up_in_the_records(team: Chat, said: str) -> None:
    team.say("XiaoLi", "昨天拜访了海康 聊了样机")
    team.say("XiaoLi", "今天拜访了海康 谈了样机的价")
    assert "样机" in team.say("XiaoLi", said)
    assert len(team.records("interactions")) == 2


def test_a_time_to_come_asks_for_plans(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点去见华为李强")
    for said in ("明天见谁", "明天去哪"):
        assert "李强" in team.say("XiaoLi", said)


def test_how_many_were_met_is_no_sum(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康 聊了样机")
    team.say("XiaoLi", "今天拜访了海康 又谈了价")
    assert "1家" in team.say("XiaoLi", "今天我见了几家")
    team.say("XiaoLi", "这周我干了多少活")
    assert "完成待办" in team.say("XiaoLi", "上周呢")


def test_the_pool_is_shown_before_somebody_is_taken(team: Chat) -> None:
    team.say("XiaoZhao", "九阳放回公海")
    for said in ("公海有什么", "公海里都有谁", "公海里领一个"):
        assert "九阳" in team.say("XiaoLi", said)
    assert one(team, "customers", name="九阳股份有限公司")["owner"] is None
    assert "已领取" in team.say("XiaoLi", "领九阳")


def due_at(chat: Chat, title: str) -> str:
    return str(one(chat, "tasks", title=title)["due_at"])[:16].replace("T", " ")


def test_a_task_is_moved_by_a_time_alone(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点去华为")
    for said, then in (
        ("帮我改到后天上午", "2026-11-26 09:00"),
        ("后天10点半", "2026-11-26 10:30"),
        ("华为改11点", "2026-11-26 11:00"),
        ("下午两点", "2026-11-26 14:00"),
    ):
        team.say("XiaoLi", said)
        assert due_at(team, "去华为") == then


def test_a_time_alone_moves_nothing_that_was_not_just_spoken_of(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点去华为")
    team.say("XiaoLi", "今天拜访了海康 聊了样机")
    team.say("XiaoLi", "后天10点半")
    assert due_at(team, "去华为") == "2026-11-25 15:00"


def test_the_rest_of_the_list_is_moved_together(team: Chat) -> None:
    for said in ("今天给华为寄样册", "今天整理样品柜", "今天给海康回电话", "明天去海康"):
        team.say("XiaoLi", said)
    team.say("XiaoLi", "今天有啥待办")
    team.say("XiaoLi", "第1个推明天")
    assert "已把2条" in team.say("XiaoLi", "剩下的都推到周五")
    days = sorted(str(task["due_at"])[:10] for task in team.records("tasks"))
    assert days == ["2026-11-25", "2026-11-25", "2026-11-27", "2026-11-27"]
    team.say("XiaoLi", "撤销")
    days = sorted(str(task["due_at"])[:10] for task in team.records("tasks"))
    assert days == ["2026-11-24", "2026-11-24", "2026-11-25", "2026-11-25"]


def test_a_title_begins_with_what_is_to_be_done(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康周航 聊了样机")
    team.say("XiaoLi", "那你一月五号提醒我联系他")
    task = one(team, "tasks")
    assert (task["title"], task["contact"]) == ("联系他", "周航")


def test_so_many_days_before_a_day(team: Chat) -> None:
    team.say("XiaoLi", "李强生日是12月3号 提前一天提醒我")
    assert one(team, "contacts", name="李强")["birthday"] == "12-03"
    assert str(one(team, "tasks")["due_at"])[:10] == "2026-12-02"


def test_what_a_new_customer_does_and_where_it_came_from(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 台州恒力泵业 联系人罗工 13755556666")
    team.say("XiaoLi", "做水泵的 老客户介绍的")
    made = one(team, "customers", name="台州恒力泵业")
    assert (made["origin"], made["note"]) == ("转介绍", "做水泵的")
    team.say("XiaoLi", "罗工 大名罗志勇")
    assert one(team, "contacts", customer="台州恒力泵业")["name"] == "罗志勇"
    team.say("XiaoLi", "今天拜访了罗工 聊了水泵")
    assert one(team, "interactions")["contact"] == "罗志勇"
    assert "做安防的" not in team.say("XiaoLi", "做安防的客户有哪些")


def test_a_note_said_last_is_all_that_was_said(team: Chat) -> None:
    team.say("XiaoLi", "华为和海康是一家老板 备注下")
    assert one(team, "customers", name="华为技术有限公司")["note"] == "华为和海康是一家老板"
    assert one(team, "customers", name="杭州海康威视数字技术股份有限公司")["note"] is None


def test_no_case_where_it_was_said_to_be_none(team: Chat) -> None:
    team.say("XiaoLi", "上午去了趟华为 李强说机器有异响")
    team.say("XiaoLi", "不是报修 就是记一下")
    assert team.records("tickets") == []
    team.say("XiaoLi", "华为 报修 机器有异响")
    assert len(team.records("tickets")) == 1


@pytest.mark.parametrize("said", ["建个商机吧 8千", "建个商机 8千"])
def test_a_round_number_is_what_the_chance_is_worth(team: Chat, said: str) -> None:
    team.say("XiaoLi", "客户 华为")
    team.say("XiaoLi", said)
    found = one(team, "opportunities")
    assert (found["amount"], "8千" in found["title"]) == ("8000.00", False)


@pytest.mark.parametrize("said", ["不分了 拿回来", "转错了", "分错人了"])
def test_given_by_mistake_comes_back(team: Chat, said: str) -> None:
    team.say("WangFang", "华为转给王磊")
    team.say("WangFang", said)
    assert one(team, "customers", name="华为技术有限公司")["owner"] == "李晓"


def test_a_mistake_of_another_kind_takes_nothing_back(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康 聊了样机")
    team.say("XiaoLi", "领错了")
    assert stands(team, "interactions") == 1


def test_some_time_past_four_is_no_word_of_the_content(team: Chat) -> None:
    team.skip_to("2026-11-24 18:00")
    team.say("XiaoLi", "今天还漏了一个 4点多海康周航微信说样机ok")
    log = one(team, "interactions")
    assert str(log["happened_at"])[11:16] == "16:00"
    assert "多海康" not in log["content"]


def test_not_the_first_but_the_second(team: Chat) -> None:
    for said in ("今天给华为寄样册", "今天给海康回电话"):
        team.say("XiaoLi", said)
    team.say("XiaoLi", "今天有啥待办")
    team.say("XiaoLi", "第一个做完了")
    assert "聊得怎么样" in team.say("XiaoLi", "不是第一个是第二个")
    assert one(team, "tasks", title="给华为寄样册")["status"] == "open"
    assert one(team, "tasks", title="给海康回电话")["status"] == "done"
    team.say("XiaoLi", "样机收下了 下周试用")
    assert one(team, "interactions")["customer"] == "杭州海康威视数字技术股份有限公司"


def test_who_was_last_heard_of_is_the_one_that_was_named(team: Chat) -> None:
    team.say("XiaoLi", "昨天拜访了海康周航 聊了样机")
    team.say("XiaoLi", "今天拜访了华为 聊了交期")
    reply = team.say("XiaoLi", "多久没联系周航了")
    assert "样机" in reply
    assert "交期" not in reply


def test_what_he_would_like_quoted_cuts_no_word_off_what_he_said(team: Chat) -> None:
    team.say("XiaoLi", "周航电话打过了样品收到了他说质量不错让我报个价")
    content = one(team, "interactions")["content"]
    assert "质量不错" in content
    assert not content.endswith("让")


def test_a_sum_put_right_while_it_waits(shop: Chat) -> None:
    shop.say("XiaoLi", "客户 海康")
    shop.say("XiaoLi", "他刚打过来两千")
    shop.say("XiaoLi", "不对是两千五")
    if not shop.records("payments"):  # it asked first
        shop.say("XiaoLi", "1")
    assert one(shop, "payments")["amount"] == "2500.00"
