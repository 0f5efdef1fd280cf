"""A rep's first week: pumps on Monday, dental supplies on Wednesday, offices on Friday; no guide read."""

import pytest

from tests.conversations.test_ticket_short import facts
from tests.support.chat import Chat


@pytest.fixture
def week(chat: Chat) -> Chat:
    """蓝桥资本 with 沈薇, 鲁泰化工 with 赵国栋, and a task of another matter."""
    chat.say("XiaoLi", "新增客户 蓝桥资本 行政总监 沈薇 13700010001")
    chat.say("XiaoLi", "新增客户 鲁泰化工股份有限公司 联系人 赵国栋 设备部长 13953100002")
    chat.say("XiaoLi", "下个月15号收第二笔 提醒我")
    return chat


@pytest.mark.parametrize(
    ("said", "customer", "person", "title"),
    [
        (
            "新增客户 济南永清水务有限公司 联系人 马强 设备科科长 13905310001",
            "济南永清水务有限公司",
            "马强",
            "设备科科长",
        ),
        (
            "新客户 鲁泰化工股份有限公司 赵国栋 设备部长 13905310001",
            "鲁泰化工股份有限公司",
            "赵国栋",
            "设备部长",
        ),
        ("新增客户\n佳洁口腔门诊部\n刘梅 采购 13905310001", "佳洁口腔门诊部", "刘梅", "采购"),
        (
            "转发名片 韩冬 德韩牙科诊所 院长 手机 13905310001 地址 青岛市市南区香港中路12号",
            "德韩牙科诊所",
            "韩冬",
            "院长",
        ),
        ("名片 沈薇 蓝桥资本 行政总监 13905310001", "蓝桥资本", "沈薇", "行政总监"),
        ("名片：蓝桥资本 沈薇 行政总监 13905310001", "蓝桥资本", "沈薇", "行政总监"),
    ],
)
def test_no_customer_is_called_after_the_command(
    chat: Chat, said: str, customer: str, person: str, title: str
) -> None:
    chat.say("XiaoLi", said)
    assert [one["name"] for one in chat.records("customers")] == [customer]
    (found,) = chat.records("contacts")
    assert (found["name"], found["title"], found["phone"]) == (person, title, "13905310001")


def test_short_words_after_a_ticket_are_about_the_ticket(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥沈总说 门口漏水 让去看看")
    assert "工单1001" in week.say("XiaoLi", "急的")
    assert "工单1001" in week.say("XiaoLi", "改到明天上午")
    week.say("XiaoLi", "派给王磊")
    week.say("XiaoLi", "让他今天必须去")
    (task,) = week.records("tasks")
    assert (task["title"], task["priority"], task["due_at"][:10]) == ("收第二笔", "normal", "2026-12-15")
    assert facts(week, "1001", "priority", "assignee") == ["high", "王磊"]
    week.say("XiaoWang", "在路上了")
    for asked in ("王磊接了没", "修好了吗", "王磊到现场了吗"):
        assert "王磊：在路上了" in week.say("XiaoLi", asked)


def test_after_a_task_short_words_are_about_the_task(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥报修 门口漏水")
    week.say("XiaoLi", "后天下午两点去蓝桥看现场 提醒我")
    week.say("XiaoLi", "改到大后天上午")
    week.say("XiaoLi", "急的")
    assert facts(week, "1001", "priority", "status") == ["normal", "open"]
    (task,) = week.records("tasks", priority="high")
    assert task["due_at"][:13] == "2026-11-27T09"


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("算了不用去了 物业去看了", "取消：物业去看了"),
        ("刚那张工单取消", "取消"),
        ("刚才那个报修不要了", "取消"),
    ],
)
def test_a_ticket_is_dropped_and_nothing_else_is_taken_back(week: Chat, said: str, result: str) -> None:
    week.say("XiaoLi", "收第二笔改到12月16号")
    week.say("XiaoLi", "蓝桥报修 门口漏水")
    week.say("XiaoLi", said)
    assert facts(week, "1001", "status", "result") == ["closed", result]
    (task,) = week.records("tasks")
    assert (task["status"], task["due_at"][:10]) == ("open", "2026-12-16")


def test_several_of_the_list_in_one_message(week: Chat) -> None:
    week.say("XiaoLi", "晚上六点提醒我买菜")
    week.say("XiaoLi", "明天下午三点去历城污水处理厂 找孙工")
    week.say("XiaoLi", "待办")  # 买菜, 孙工, 收第二笔
    said = week.say("XiaoLi", "1买完了 2推到周五 3不用了")
    assert "完成：买菜" in said
    found = {one["title"]: (one["status"], one["due_at"][:10]) for one in week.records("tasks")}
    assert found == {
        "买菜": ("done", "2026-11-24"),
        "去历城污水处理厂 找孙工": ("open", "2026-11-27"),
        "收第二笔": ("cancelled", "2026-12-15"),
    }


def test_a_number_that_is_not_in_the_list_does_nothing(week: Chat) -> None:
    week.say("XiaoLi", "待办")
    week.say("XiaoLi", "1不用了 5买完了")
    assert [one["status"] for one in week.records("tasks")] == ["open"]


def test_the_time_of_whoever_is_named_in_the_title(week: Chat) -> None:
    week.say("XiaoLi", "明天上午十点去历城污水处理厂 找孙工")
    assert "15:00" in week.say("XiaoLi", "孙工改下午三点了")
    assert "没太明白" in week.say("XiaoLi", "周工改下午四点了")
    found = {one["title"]: one["due_at"][:13] for one in week.records("tasks")}
    assert found == {"去历城污水处理厂 找孙工": "2026-11-25T15", "收第二笔": "2026-12-15T23"}


def test_a_reminder_ahead_goes_where_the_appointment_goes(week: Chat) -> None:
    week.say("XiaoLi", "明天上午十点去历城污水处理厂 找孙工")
    assert "09:00" in week.say("XiaoLi", "提前一小时提醒我")
    week.say("XiaoLi", "孙工改下午三点了")
    week.wait_until("2026-11-25 14:01")
    assert "快到期了" in str(week.cards("XiaoLi")[-1].card.card)
    week.say("XiaoLi", "孙工那个取消")
    assert [one["title"] for one in week.records("tasks", status="open")] == ["收第二笔"]


def test_a_task_is_dropped_by_its_words(week: Chat) -> None:
    week.say("XiaoLi", "晚上六点提醒我买菜")
    week.say("XiaoLi", "明天给蓝桥发案例")
    assert "已取消待办：买菜" in week.say("XiaoLi", "刚才那个买菜的提醒删了")
    assert len(week.records("tasks", status="open")) == 2


def test_a_discount_asked_about_is_none_given(week: Chat) -> None:
    week.say("XiaoLi", "给蓝桥报价 办公桌 10张 单价1200")
    assert "可以" in week.say("XiaoLi", "能打九折吗")
    assert "要审批" in week.say("XiaoLi", "可以打8折吗")
    (quote,) = week.records("quotes")
    assert quote["amount"] == "12000.00"
    week.say("XiaoLi", "那就九折")
    (quote,) = week.records("quotes")
    assert quote["amount"] == "10800.00"
    assert quote["number"] in week.say("XiaoLi", "把报价发我看看")


def test_paper_for_a_customer_is_no_survey(week: Chat) -> None:
    assert "已加待办" in week.say("XiaoLi", "给蓝桥发个手册")
    assert "资料库" in week.say("XiaoLi", "手册在哪")
    (task,) = week.records("tasks", title="给蓝桥发个手册")
    assert task["customer"] == "蓝桥资本"


def test_what_one_hears_of_a_customer_is_kept(week: Chat) -> None:
    week.say("XiaoLi", "客户 蓝桥")
    assert "蓝桥资本" in week.say("XiaoLi", "预算120万左右")
    assert "没太明白" in week.say("XiaoLi", "预算多少来着")
    (log,) = week.records("interactions")
    assert (log["customer"], log["content"]) == ("蓝桥资本", "预算120万左右")


@pytest.mark.parametrize(
    "said",
    ["名字错了 是永清水务 不是勇清水务", "公司名写错了 不是勇清水务 是永清水务", "不是勇清水务 是永清水务"],
)
def test_the_name_of_a_new_customer_is_put_right(week: Chat, said: str) -> None:
    week.say("XiaoLi", "新增客户 勇清水务 马强 13905310001")
    week.say("XiaoLi", said)
    assert "永清水务" in {one["name"] for one in week.records("customers")}
    assert len(week.records("customers")) == 3


def test_a_name_that_another_customer_has_renames_nobody(week: Chat) -> None:
    week.say("XiaoLi", "名字错了 是蓝桥资本 不是鲁泰化工")
    assert sorted(one["name"] for one in week.records("customers")) == ["蓝桥资本", "鲁泰化工股份有限公司"]


def test_a_company_is_called_what_it_is_said_to_be_called(chat: Chat) -> None:
    chat.say("XiaoLi", "今天去了一家做水厂的 叫永安水业 见了设备科的马科长 他们要换3台离心泵")
    chat.say("XiaoLi", "另外去了德韩牙科 没见着老板")
    assert [one["name"] for one in chat.records("customers")] == ["永安水业", "德韩牙科"]
    chat.say("XiaoLi", "公司叫我明天下午去开会")
    assert len(chat.records("customers")) == 2


def test_what_is_broken_is_no_new_customer(week: Chat) -> None:
    week.say("XiaoLi", "今天见了鲁泰老赵 他说泵有点响")
    assert "鲁泰化工股份有限公司什么问题" in week.say("XiaoLi", "先报修吧 我怕出事")
    week.say("XiaoLi", "泵响")
    assert facts(week, "1001", "customer", "content") == ["鲁泰化工股份有限公司", "泵响"]
    week.say("XiaoLi", "报修")
    week.say("XiaoLi", "不是鲁泰 是蓝桥 门口漏水")
    assert facts(week, "1002", "customer", "content") == ["蓝桥资本", "门口漏水"]
    assert len(week.records("customers")) == 2


def test_how_it_stands_with_somebody_is_of_their_company_and_no_record(week: Chat) -> None:
    week.say("XiaoLi", "今天见了鲁泰老赵 他说泵有点响")
    for asked in ("沈总那边什么情况", "沈总怎么样了", "沈薇有进展吗"):
        assert week.say("XiaoLi", asked).startswith("蓝桥资本")
    assert len(week.records("interactions")) == 1


def test_when_one_goes_there_is_asked_and_then_changed(week: Chat) -> None:
    week.say("XiaoLi", "明天上午跑蓝桥 下午跑鲁泰")
    week.say("XiaoLi", "下午的改到后天")
    assert "09:00" in week.say("XiaoLi", "蓝桥明天几点")
    week.say("XiaoLi", "9点半")
    found = {one["title"]: one["due_at"][:16] for one in week.records("tasks")}
    assert (found["跑蓝桥"], found["跑鲁泰"]) == ("2026-11-25T09:30", "2026-11-26T14:00")


def test_a_new_time_is_no_answer_to_how_it_went(week: Chat) -> None:
    week.say("XiaoLi", "今天上午十点跑蓝桥")
    week.wait_until("2026-11-24 10:31")
    week.say("XiaoLi", "沈总说不在 改约周四")
    week.tap("XiaoLi", "完成")
    assert "10:00" in week.say("XiaoLi", "改到周四上午10点吧")
    assert [one["content"] for one in week.records("interactions")] == ["说不在"]
    assert week.records("tasks", title="约沈总")[0]["due_at"][:16] == "2026-11-26T10:00"


def test_urgent_is_nothing_that_is_done(week: Chat) -> None:
    week.say("XiaoLi", "收第二笔完成了")
    week.say("XiaoLi", "加急")
    assert week.records("tasks")[0]["priority"] == "normal"


def test_an_order_of_what_was_quoted_an_hour_ago(week: Chat) -> None:
    week.say("XiaoLi", "给蓝桥报价 办公桌 10张 单价1200")
    assert "图片" in week.say("XiaoLi", "发我")
    week.skip_to("2026-11-24 11:40")
    week.say("XiaoLi", "沈总说行")
    assert "1.2万" in week.say("XiaoLi", "那就下单吧")
    week.say("XiaoLi", "先付一半")
    assert week.records("payments") == []
    week.say("XiaoLi", "那就下单吧")
    assert len(week.records("orders")) == 1


def test_a_headmaster_by_half_his_title(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 木禾教育 林晓岚 校长 13700010002")
    assert "13700010002" in week.say("XiaoLi", "林校电话")
    week.say("XiaoLi", "林校说嫌贵")
    assert [one["contact"] for one in week.records("interactions")] == ["林晓岚"]


def test_a_question_is_no_answer_to_when_it_will_be_signed(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥有个装修项目 30万")
    assert "什么时候能签" in week.say("XiaoLi", "蓝桥推进到方案报价")
    assert "先空着" not in week.say("XiaoLi", "概率多少")
    assert "什么时候能签" in week.say("XiaoLi", "蓝桥推进到商务谈判")
    assert "先空着" in week.say("XiaoLi", "还不知道")


def test_sum_and_day_right_behind_a_chance(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥那单建个商机")
    week.say("XiaoLi", "118万 12月20号签")
    (deal,) = week.records("opportunities")
    assert (deal["amount"], deal["close_date"]) == ("1180000.00", "2026-12-20")
    week.say("XiaoLi", "我手上有几个商机")
    week.say("XiaoLi", "第一个丢了")
    assert week.records("opportunities")[0]["status"] == "lost"


def test_a_persons_number_is_put_right_whatever_was_written_last(week: Chat) -> None:
    week.say("XiaoLi", "明天给蓝桥送样")
    assert "13866660033" in week.say("XiaoLi", "赵国栋电话错了 应该是13866660033")
    assert week.records("contacts", name="赵国栋")[0]["phone"] == "13866660033"
    assert "13866660033" in week.say("XiaoLi", "赵国栋电话错了吗")  # a question changes nothing


def test_paper_for_the_invoice_is_kept(week: Chat) -> None:
    week.say("XiaoLi", "发票抬头是鲁泰化工股份有限公司 税号91370100MA3ABCDE1X")
    week.say("XiaoLi", "交期45天")
    (customer,) = week.records("customers", name="鲁泰化工股份有限公司")
    assert customer["note"] == "开票信息：抬头是鲁泰化工股份有限公司，税号91370100MA3ABCDE1X"
    logs = [(one["customer"], one["content"]) for one in week.records("interactions")]
    assert logs == [("鲁泰化工股份有限公司", "交期45天")]


def test_all_of_the_list_is_moved(week: Chat) -> None:
    week.say("XiaoLi", "后天去鲁泰")
    week.say("XiaoLi", "大后天去蓝桥")
    assert "已把3条改到12月1日" in week.say("XiaoLi", "全部推到下周二")
    week.say("XiaoLi", "撤销")
    assert {one["due_at"][:10] for one in week.records("tasks")} == {"2026-11-26", "2026-11-27", "2026-12-15"}


def test_a_quotation_goes_to_the_person_there(week: Chat) -> None:
    week.say("XiaoLi", "给鲁泰报价 ISG80-160 2台 单价6800")
    assert "图片" in week.say("XiaoLi", "发给赵部长")
    assert "图片" not in week.say("XiaoLi", "发给沈总")  # of another company


def test_what_their_company_is_and_where(week: Chat) -> None:
    week.say("XiaoLi", "客户 鲁泰")
    assert "蓝桥资本" in week.say("XiaoLi", "沈总他们是金融的")
    week.say("XiaoLi", "沈总公司地址在北京市朝阳区国贸三期")
    (firm,) = week.records("customers", name="蓝桥资本")
    assert (firm["industry"], firm["address"]) == ("金融", "北京市朝阳区国贸三期")
    week.say("XiaoLi", "沈总他们是开心的")
    assert week.records("customers", name="蓝桥资本")[0]["industry"] == "金融"


def test_those_two_and_no_list_of_everybody(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 青岛康美口腔门诊部 王院长 13866660001")
    week.say("XiaoLi", "新增客户 佳洁口腔 刘姐 采购 13866660003")
    assert "没有带「牙科」" in week.say("XiaoLi", "牙科客户有哪些")
    assert "共2家" in week.say("XiaoLi", "口腔那两家都打上标签 牙科")
    week.say("XiaoLi", "对")
    said = week.say("XiaoLi", "牙科客户有哪些")
    assert "共2位" in said
    assert "蓝桥" not in said
    assert "共4位" in week.say("XiaoLi", "我的客户有哪些")


def test_a_customer_called_like_a_colleague_is_no_colleague(week: Chat) -> None:
    week.say("XiaoLi", "今天跑了佳洁口腔 聊了手套")
    week.say("XiaoLi", "老陈打电话来了 说手套破了")  # 陈宇 is a colleague
    log = week.records("interactions", channel="call")[0]
    assert (log["customer"], log["contact"], log["user"]) == ("佳洁口腔", "老陈", "李晓")


def test_their_own_manager_is_no_company(week: Chat) -> None:
    week.say("XiaoLi", "明天去蓝桥")
    week.say("XiaoLi", "孙工没在 见的是他们厂长 刘厂长 说今年没预算了")
    assert sorted(one["name"] for one in week.records("customers")) == ["蓝桥资本", "鲁泰化工股份有限公司"]


def test_a_budget_is_no_payment(week: Chat) -> None:
    week.say("XiaoLi", "客户 鲁泰")
    assert "蓝桥资本" in week.say("XiaoLi", "蓝桥预算30万")
    assert week.records("payments") == []
    assert [(one["customer"], one["content"]) for one in week.records("interactions")] == [
        ("蓝桥资本", "蓝桥预算30万")
    ]


def test_one_more_customer_is_not_called_one_more(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 青岛康美口腔门诊部 王院长 13866660001")
    week.say("XiaoLi", "还有佳洁口腔门诊部 采购是刘姐 手机13866660003")
    week.say("XiaoLi", "新增客户")
    assert week.records("contacts", name="刘姐")[0]["customer"] == "佳洁口腔门诊部"
    assert "佳洁口腔门诊部" in {one["name"] for one in week.records("customers")}


PASTED = "李经理您好，我是鲁泰化工小赵，请问离心泵（型号ISG80-160）能否提供三台的报价？我们周四要看，谢谢。"


@pytest.mark.parametrize(
    ("said", "customer", "contact", "channel", "content"),
    [
        (f"收到微信：\n{PASTED}\n帮我记一下", "鲁泰化工股份有限公司", "赵国栋", "wechat", PASTED),
        (f"{PASTED}记一下", "鲁泰化工股份有限公司", "赵国栋", None, PASTED),
        (
            "刚才鲁泰赵部长发来消息：泵到货了吗？我们急用，请尽快",
            "鲁泰化工股份有限公司",
            "赵国栋",
            None,
            "泵到货了吗？我们急用，请尽快",
        ),
        (
            "沈总短信：你好 我们预算最多110万 麻烦再优化一下方案",
            "蓝桥资本",
            "沈薇",
            "sms",
            "你好 我们预算最多110万 麻烦再优化一下方案",
        ),
    ],
)
def test_a_customers_own_words_are_kept_as_theirs(
    week: Chat, said: str, customer: str, contact: str, channel: str | None, content: str
) -> None:
    week.say("XiaoLi", said)
    (log,) = week.records("interactions")
    assert (log["customer"], log["contact"], log["channel"]) == (customer, contact, channel)
    assert log["content"].rstrip("。") == content.rstrip("。")
    assert len(week.records("contacts")) == 2


def test_what_they_ask_for_by_a_day_is_to_be_done(week: Chat) -> None:
    week.say("XiaoLi", "收到 沈总发来：小李你好，方案收到了，麻烦周五把报价和效果图发我邮箱")
    (task,) = week.records("tasks", customer="蓝桥资本")
    assert task["due_at"][:10] == "2026-11-27"
    (log,) = week.records("interactions")
    assert log["content"].startswith("小李你好，方案收到了")


def test_words_of_somebody_nobody_knows_are_nobodys(week: Chat) -> None:
    week.say("XiaoLi", "客户 蓝桥")
    week.say("XiaoLi", "天海贸易老孙发来消息：你好，我们想了解一下水泵，请联系我")
    assert [one for one in week.records("interactions") if one["customer"] == "蓝桥资本"] == []


def test_a_heard_name_is_put_right_and_nobody_else_is_meant(week: Chat) -> None:
    week.say("XiaoLi", "新增客户 佳洁口腔 刘姐 采购 13866660003")
    week.say("XiaoLi", "今天见了沈总 聊了案例")
    assert "柳姐" in week.say("XiaoLi", "不是佳洁刘姐 是柳姐 柳树的柳")
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋", "柳姐"}
    assert week.records("interactions")[0]["contact"] == "沈薇"


def test_a_persons_name_is_no_company(week: Chat) -> None:
    week.say("XiaoLi", "今天去了鲁泰 见了刘厂长")
    week.say("XiaoLi", "刘厂长名字叫刘建军 电话 0531-88881234")
    (found,) = week.records("contacts", name="刘建军")
    assert (found["customer"], found["phone"]) == ("鲁泰化工股份有限公司", "053188881234")
    assert len(week.records("customers")) == 2
    week.say("XiaoLi", "张工电话 13866660008 谢谢")
    assert week.records("contacts", phone="13866660008")[0]["name"] == "张工"


def test_another_firms_person_is_not_put_where_one_was(week: Chat) -> None:
    week.say("XiaoLi", "客户 鲁泰")
    assert "没找到客户「德韩」" in week.say("XiaoLi", "韩老板电话 13866660009 德韩")
    week.say("XiaoLi", "下午跑了两家 康美口腔王院长说九折可以先要10颗 蓝桥沈总嫌贵")
    met = {one["contact"]: one["customer"] for one in week.records("interactions")}
    assert met == {"王院长": "康美口腔", "沈薇": "蓝桥资本"}
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋", "王院长"}


def test_an_address_that_is_not_called_so_and_words_after_it(week: Chat) -> None:
    week.say("XiaoLi", "赵部长电话是13953100009 他们在济南历城区工业北路88号")
    assert week.records("customers", name="鲁泰化工股份有限公司")[0]["address"] == "济南历城区工业北路88号"
    week.say("XiaoLi", "改一下蓝桥")
    week.say("XiaoLi", "他说预算大概二十来万")
    assert [one["content"] for one in week.records("interactions")] == ["他说预算大概二十来万"]


def test_what_waits_for_a_new_customer_is_put_right(week: Chat) -> None:
    week.say("XiaoLi", "康美口腔 种植体 20颗 1200一颗 报个价")
    assert "18颗 1200一颗" in week.say("XiaoLi", "不对 18颗")
    week.say("XiaoLi", "新建")
    assert [(one["customer"], one["amount"]) for one in week.records("quotes")] == [("康美口腔", "21600.00")]


def test_what_is_said_around_a_task_is_no_part_of_it(week: Chat) -> None:
    week.say("XiaoLi", "呃还有个事 下午要去蓝桥看现场 你记一下")
    assert "要去蓝桥看现场" in {one["title"] for one in week.records("tasks")}


def test_a_person_is_taken_off_and_comes_back(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥加联系人 张工")
    week.say("XiaoLi", "今天见了蓝桥张工 聊了图纸")
    assert "已删除联系人" in week.say("XiaoLi", "把张工这个联系人删掉")
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋"}
    assert [one["content"] for one in week.records("interactions")] == ["聊了图纸"]
    week.say("XiaoLi", "撤销")
    assert {one["name"] for one in week.records("contacts")} == {"沈薇", "赵国栋", "张工"}
    week.say("XiaoLi", "删除联系人 李四")  # nobody is called so
    assert len(week.records("contacts")) == 3


def test_goods_and_for_whom_is_a_quotation_and_no_result(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰报修 循环水泵漏")
    week.say("XiaoLi", "工单关了")
    week.say("XiaoLi", "这个机械密封的单价是860 要5套 给赵部长报一下")
    (quote,) = week.records("quotes")
    (line,) = quote["lines"]
    assert (quote["customer"], quote["amount"]) == ("鲁泰化工股份有限公司", "4300.00")
    assert (line["product"], line["quantity"]) == ("机械密封", 5)
    assert facts(week, "1001", "result") == [None]


def test_the_price_of_one_thing_is_no_name_of_the_next(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰 手套 10盒 38 口镜 200支 1.5 报价")
    (quote,) = week.records("quotes")
    assert [(one["product"], one["price"]) for one in quote["lines"]] == [("手套", "38.00"), ("口镜", "1.50")]


def test_whom_a_colleague_is_to_meet_is_said(week: Chat) -> None:
    week.say("XiaoLi", "今天跟沈总通了电话 她说下周一来公司")
    week.say("XiaoLi", "下周一下午两点 让王芳也参加")
    (task,) = week.records("tasks", assignee="王芳")
    assert (task["title"], task["customer"]) == ("一起见蓝桥资本", "蓝桥资本")


def test_a_picture_goes_where_it_is_said_to_be_of(week: Chat) -> None:
    week.say("XiaoLi", "今天见了沈总 聊了图纸")
    week.box.send_image("XiaoLi", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "a.png")
    assert "鲁泰" in week.say("XiaoLi", "这个是鲁泰的泵房")
    assert "已经放好了" in week.say("XiaoLi", "这个图是鲁泰的")


def test_a_share_that_a_person_paid_is_no_call(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰下单 离心泵 50台 单价2300")
    week.say("XiaoLi", "赵部长打了三成")
    assert [one["amount"] for one in week.records("payments")] == ["34500.00"]
    assert week.records("interactions") == []


def test_a_ticket_in_a_hurry_is_no_task(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰报修 循环水泵漏")
    week.say("XiaoLi", "让王磊去看看 尽快")
    assert facts(week, "1001", "assignee", "priority") == ["王磊", "high"]
    assert len(week.records("tasks")) == 1


def test_an_hour_alone_keeps_the_day_it_was_moved_from(week: Chat) -> None:
    week.say("XiaoLi", "明天下午两点去蓝桥看样机")
    week.say("XiaoLi", "明天下午两点的那个挪到四点")
    assert week.records("tasks", customer="蓝桥资本")[0]["due_at"][:16] == "2026-11-25T16:00"


def test_the_number_of_somebodys_wife_is_not_his(week: Chat) -> None:
    week.say("XiaoLi", "赵部长他老婆姓李 管财务 电话13511119999")
    phones = {one["name"]: one["phone"] for one in week.records("contacts")}
    assert phones == {"沈薇": "13700010001", "赵国栋": "13953100002", "赵国栋老婆": "13511119999"}


def test_a_firm_nobody_knows_with_its_person_is_new_at_once(week: Chat) -> None:
    assert "已新增客户：美家装饰" in week.say("XiaoLi", "美家装饰 负责人 唐工 13511114444 想合作")


def test_the_chance_of_a_person_is_of_their_company(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰有个商机 换泵 20万")
    assert "蓝桥资本没有进行中的商机" in week.say("XiaoLi", "沈薇那单大概15万 有六成把握 年底前能签")
    week.say("XiaoLi", "建一个")
    assert {one["customer"]: one["amount"] for one in week.records("opportunities")} == {
        "鲁泰化工股份有限公司": "200000.00",
        "蓝桥资本": "150000.00",
    }


def test_signed_is_not_of_whoever_was_before_somebody_unknown(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰有个商机 换泵 20万")
    assert "没找到客户「天海」" in week.say("XiaoLi", "把天海推到谈判")
    week.say("XiaoLi", "签了 20万")
    assert [one["status"] for one in week.records("opportunities")] == ["open"]


@pytest.mark.parametrize("said", ["明天3点给赵部长报一下", "第2版方案给沈总报一下", "周五之前给赵部长报价"])
def test_without_goods_nothing_is_offered(week: Chat, said: str) -> None:
    assert "报哪些产品" not in week.say("XiaoLi", said)
    assert week.records("quotes") == []


def test_somebodys_secretary_is_of_the_same_company(week: Chat) -> None:
    week.say("XiaoLi", "客户 蓝桥")
    week.say("XiaoLi", "赵部长秘书小刘 13511118888")
    (found,) = week.records("contacts", phone="13511118888")
    assert (found["name"], found["title"], found["customer"]) == ("小刘", "秘书", "鲁泰化工股份有限公司")
    week.say("XiaoLi", "沈总同事介绍了个新客户 电话13511117777")
    assert [one for one in week.records("contacts") if "同事" in one["name"]] == []
    assert len(week.records("customers")) == 2  # its name is asked, and is not 电话
    week.say("XiaoLi", "天海贸易")
    assert {one["name"] for one in week.records("customers")} == {
        "蓝桥资本",
        "鲁泰化工股份有限公司",
        "天海贸易",
    }
