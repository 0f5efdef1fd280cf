"""A rep's first week: pumps on Monday, dental supplies on Wednesday, offices on Friday; no guide read."""

import pytest

from tests.conversations.test_ticket_short import facts
from tests.support.chat import Chat


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


def test_all_of_the_list_is_moved(week: Chat) -> None:
    week.say("XiaoLi", "后天去鲁泰")
    week.say("XiaoLi", "大后天去蓝桥")
    assert "已把3条改到12月1日" in week.say("XiaoLi", "全部推到下周二")
    week.say("XiaoLi", "撤销")
    assert {one["due_at"][:10] for one in week.records("tasks")} == {"2026-11-26", "2026-11-27", "2026-12-15"}


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


def test_what_is_said_around_a_task_is_no_part_of_it(week: Chat) -> None:
    week.say("XiaoLi", "呃还有个事 下午要去蓝桥看现场 你记一下")
    assert "要去蓝桥看现场" in {one["title"] for one in week.records("tasks")}


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


def test_a_ticket_in_a_hurry_is_no_task(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰报修 循环水泵漏")
    week.say("XiaoLi", "让王磊去看看 尽快")
    assert facts(week, "1001", "assignee", "priority") == ["王磊", "high"]
    assert len(week.records("tasks")) == 1


def test_an_hour_alone_keeps_the_day_it_was_moved_from(week: Chat) -> None:
    week.say("XiaoLi", "明天下午两点去蓝桥看样机")
    week.say("XiaoLi", "明天下午两点的那个挪到四点")
    assert week.records("tasks", customer="蓝桥资本")[0]["due_at"][:16] == "2026-11-25T16:00"
