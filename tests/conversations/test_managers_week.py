"""A manager, three reps and an administrator in a hurry: what their week of chat found."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one

HAOWEILAI = "好味来餐饮"


@pytest.fixture
def beside(team: Chat) -> Chat:
    """小王 has 华大 with 陈姐, and speaks of it; 好味来 with a 陈姐 of its own is 小李's."""
    team.say("XiaoLi", f"新增客户 {HAOWEILAI} 联系人陈姐")
    team.say("XiaoWang", "新增客户 华大基因 联系人陈姐")
    return team


@pytest.mark.parametrize(
    "said",
    ["好味来什么情况", "好味来改成A级", "好味来陈姐说要改送货地址", "昨天去好味来见了陈姐 谈得不错"],
)
def test_a_customer_beyond_sight_is_not_the_one_last_spoken_of(beside: Chat, said: str) -> None:
    assert f"「{HAOWEILAI}」已经有了" in beside.say("XiaoWang", said)
    assert beside.records("interactions") == []
    assert {c["level"] for c in beside.records("customers")} == {None}


def test_what_my_own_says_of_one_beyond_sight_is_written_down(beside: Chat) -> None:
    beside.say("XiaoWang", "陈姐说好味来的菜不错")
    assert [log["customer"] for log in beside.records("interactions")] == ["华大基因"]


@pytest.mark.parametrize("said", ["写错了是4万5", "错了 是4.5万", "写错了 是45000元"])
def test_a_sum_put_right_before_the_yes_is_of_the_order_that_waits(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", "给华为报价 A200 10台")
    assert "还是记这一单" in shop.say("XiaoLi", "海康下单 A200 50台 总价4万")
    assert "还是记这一单" in shop.say("XiaoLi", said)
    assert one(shop, "quotes")["amount"] == "12000.00"
    shop.say("XiaoLi", "确认")
    assert (one(shop, "orders")["customer"], one(shop, "orders")["amount"]) == (HIKVISION, "45000.00")


def test_what_cannot_be_put_right_before_the_yes_changes_nothing_before_it(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A200 10台")
    shop.say("XiaoLi", "海康下单 A200 50台")
    assert "它还留着" in shop.say("XiaoLi", "写错了是4万5")
    assert one(shop, "quotes", customer=HUAWEI)["amount"] == "12000.00"
    shop.say("XiaoLi", "确认")
    assert one(shop, "orders")["amount"] == "60000.00"


def test_a_role_that_nobody_had_is_not_taken(team: Chat) -> None:
    team.say("ChenYu", "把王芳设为管理员")
    assert "本来就不是管理员（是主管）" in team.say("ChenYu", "取消王芳管理员")
    assert one(team, "users", name="王芳")["role"] == "manager"


def test_who_leads_a_department_leads_it_after_having_been_administrator(team: Chat) -> None:
    team.say("ChenYu", "把王芳设为管理员")
    team.say("ChenYu", "确认")
    assert "已把王芳设为主管，管销售一部" in team.say("ChenYu", "取消王芳的管理员权限")
    assert "负责人：李晓" in team.say("WangFang", "客户 华为")
    assert "已把王芳设为销售" in team.say("ChenYu", "取消王芳的主管")


@pytest.fixture
def owing(selling: Chat) -> Chat:
    """Of what was sold 华为 owes 25万 and 海康 5万; 九阳, of the other team, 44万."""
    selling.say("XiaoLi", "给海康建个商机 存储 30万 12月1日签")
    selling.say("XiaoLi", "给华为建个商机 交换机 20万 12月20日签")
    return selling


@pytest.mark.parametrize(
    "said",
    ["谁欠款最多", "欠款最多的客户", "欠款排名", "还有多少没回", "应收账款 按客户", "回款差多少"],
)  # fmt: skip
def test_what_is_owed_is_not_what_came_in(owing: Chat, said: str) -> None:
    reply = owing.say("WangFang", said)
    assert "应收：共2家，300,000.25元" in reply
    assert "1. 华为技术有限公司 欠250,000.25元 李晓" in reply.replace("，2单", "")


def test_what_is_overdue_is_money_and_no_task(owing: Chat) -> None:
    owing.say("XiaoLi", "海康那单账期1天")
    owing.skip_to("2026-11-27 09:30")
    for said in ("逾期应收多少", "超期没付的"):
        assert "逾期应收：共1家" in owing.say("WangFang", said)


def test_whose_tasks_are_late_is_asked_of_the_team(team: Chat) -> None:
    team.say("XiaoLi", "明天上午10点提醒我给华为送样")
    assert "都没有逾期的待办" in team.say("WangFang", "谁的任务超期了")
    team.skip_to("2026-11-26 09:30")
    assert "1. 李晓 1条，其中逾期1条" in team.say("WangFang", "谁的任务超期了")
    assert "李晓" in team.say("WangFang", "团队逾期的待办")


def test_chances_in_danger_and_those_past_their_day(owing: Chat) -> None:
    assert "没有卡住的" in owing.say("WangFang", "哪些单子危险")
    assert "没有过了预计成交日的商机" in owing.say("WangFang", "过期的商机")
    owing.skip_to("2026-12-08 09:30")
    said = owing.say("WangFang", "哪些商机快黄了")
    assert "要留意的商机：1个" in said
    assert f"1. {HIKVISION} 存储 30万：过了预计成交日7天 李晓" in said
    assert "过了预计成交日的商机：1个，合计30万" in owing.say("WangFang", "超过预计日期还没签的")
    owing.skip_to("2026-12-24 09:30")
    said = owing.say("WangFang", "哪些单子有风险")
    assert "要留意的商机：2个" in said
    assert "过了预计成交日23天，在初步接洽停了29天（通常14天） 李晓" in said


def test_that_chance_of_theirs(owing: Chat) -> None:
    assert "交换机 20万" in owing.say("WangFang", "商机总额")
    assert "商机：2个，合计50万" in owing.say("WangFang", "商机一共多少钱")
    assert f"{HUAWEI}「交换机」\n20万" in owing.say("WangFang", "华为那单多少钱 什么时候能签")
    assert "88万" not in owing.say("WangFang", "九阳那单多少钱")


def test_who_did_what_and_who_did_nothing(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "1. 王磊" in team.say("WangFang", "谁今天还没动")
    assert "跟进次数 1次" in team.say("WangFang", "今天大家都干嘛了")
    assert "跟进1次、1家" in team.say("WangFang", "小李今天都干嘛了")
    assert "赵敏的数字你看不到" in team.say("WangFang", "小赵这周干嘛了")
    assert "李晓的数字你看不到" in team.say("XiaoWang", "小李今天干嘛了")
    assert f"（{HUAWEI}）李晓" in team.say("WangFang", "这周的跟进情况")
    assert "跟进次数 按人：1次" in team.say("WangFang", "这周谁跟得最少")


def test_a_department_by_its_number_is_not_ones_own(selling: Chat) -> None:
    assert "销售二部的数字你看不到" in selling.say("WangFang", "二部这个月签了多少")
    assert "销售二部 11月1–24日 销售额：88万元" in selling.say("ChenYu", "2部这个月签了多少")
    assert "销售一部 11月1–24日 销售额：40万元" in selling.say("WangFang", "这个月签了多少")


def test_goals_of_the_people_where_the_team_has_none(selling: Chat) -> None:
    assert "还没有定目标" in selling.say("WangFang", "目标")
    selling.say("WangFang", "小李这个月目标100万 小王20万")
    for said in ("目标", "完成多少了", "谁完成得最差", "我们组还差多少"):
        reply = selling.say("WangFang", said)
        assert "王磊 11月1–30日 销售额目标20万元：已完成0元" in reply
        assert "李晓 11月1–30日 销售额目标100万元：已完成40万元（40%）" in reply
    assert "李晓 11月1–30日 销售额目标100万元" in selling.say("XiaoLi", "我的目标")


def test_payments_missing_are_of_their_goal(selling: Chat) -> None:
    selling.say("WangFang", "团队这个月目标100万")
    selling.say("WangFang", "团队这个月回款目标30万")
    said = selling.say("WangFang", "回款还差多少")
    assert "回款目标30万元：已完成20万元（67%）" in said
    assert "销售额" not in said


def test_who_falls_into_the_pool_on_that_day(team: Chat) -> None:
    team.skip_to("2027-01-21 09:30")  # 58 days without a word: 60 are the limit of those without a level
    assert "1月22日没有客户会掉公海" in team.say("WangFang", "明天掉公海的有谁")
    assert "会掉公海的客户：共2个" in team.say("WangFang", "这周快掉公海的")
    assert "所有级别30天没跟进回公海，确认吗" in team.say("ChenYu", "公海规则改成30天没跟进")


def test_who_leaves_next_week_hands_over(team: Chat) -> None:
    for said in ("小李下周一离职 客户给小王", "小李要走了 他的东西都交给小王"):
        assert "交接 李晓 → 王磊，确认吗" in team.say("WangFang", said)
        team.say("WangFang", "不做了")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("让小李和小王明天交周报", "交周报"),
        ("提醒小李小王明天9点交周报", "交周报"),
        ("让小李小王周五前各联系5个老客户", "联系5个老客户"),
        ("小李 小王 周五之前把客户资料补全", "把客户资料补全"),
    ],
)
def test_two_colleagues_by_nicknames_have_a_task_each(team: Chat, said: str, title: str) -> None:
    assert "王磊" in team.say("WangFang", said)
    tasks = team.records("tasks")
    assert {(one["assignee"], one["title"], one["customer"]) for one in tasks} == {
        ("李晓", title, None),
        ("王磊", title, None),
    }


@pytest.mark.parametrize("said", ["让小李和小王沟通一下交接的事", "让小李明天看看小王的客户"])
def test_who_is_only_spoken_of_has_no_task(team: Chat, said: str) -> None:
    team.say("WangFang", said)
    assert [one["assignee"] for one in team.records("tasks")] == ["李晓"]


def test_what_came_back_is_money_or_an_answer(team: Chat) -> None:
    assert "已记回款" in team.say("XiaoLi", "海康回了2万")
    team.say("XiaoLi", "海康回了2条消息 说不要了")
    assert [one["amount"] for one in team.records("payments")] == ["20000.00"]
    assert [one["content"] for one in team.records("interactions")] == ["回了2条消息 说不要了"]


@pytest.fixture
def running(team: Chat) -> Chat:
    """The campaign 年底回访 for all customers of the team."""
    team.say("WangFang", "建个活动 年底回访 面向所有客户")
    team.say("WangFang", "确认")
    return team


@pytest.mark.parametrize(
    "said", ["年底回访 华为打过电话了 李总说满意", "年底回访：今天给海康打了电话 说还行"]
)
def test_a_campaigns_name_in_front_is_no_task(running: Chat, said: str) -> None:
    before = len(running.records("tasks"))
    assert "1/2" in running.say("XiaoLi", said)
    assert len(running.records("tasks")) == before
    assert [log["channel"] for log in running.records("interactions")] == ["call"]


@pytest.mark.parametrize("said", ["年底回访做得怎么样 出单没", "年底回访出单没", "年底回访有几家下单了"])
def test_what_a_campaign_brought_is_asked_and_not_to_do(running: Chat, said: str) -> None:
    assert "活动「年底回访」（全部客户）" in running.say("WangFang", said)
    assert all(task["title"] == "年底回访" or "联系" in task["title"] for task in running.records("tasks"))


@pytest.mark.parametrize("said", ["客户分级情况 A几个B几个", "云栖酒店报价情况"])
def test_any_state_of_things_is_no_campaign(team: Chat, said: str) -> None:
    assert "活动" not in team.say("WangFang", said)


def test_the_deed_itself_is_a_yes(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台 7折")
    shop.say("XiaoLi", "给海康报价 A100 10台 8折")
    for no, said in (("不批", "批"), ("先等等", "批了")):
        assert "这2条都同意吗" in shop.say("WangFang", "都同意")
        assert {one["status"] for one in shop.records("approvals")} == {"waiting"}
        shop.say("WangFang", no)
        assert {one["status"] for one in shop.records("approvals")} == {"waiting"}
        shop.say("WangFang", "都同意")
        assert "已同意" in shop.say("WangFang", said)
        assert {one["status"] for one in shop.records("approvals")} == {"approved"}
        shop.say("WangFang", "撤销")
        shop.say("WangFang", "撤销")


@pytest.mark.parametrize("said", ["提醒我周三前给华为报价", "周三前给华为报价", "11月25日 给华为做个报价"])
def test_a_quotation_to_be_made_is_to_do(shop: Chat, said: str) -> None:
    assert "已加待办" in shop.say("XiaoLi", said)
    assert one(shop, "tasks")["due_at"][:10] == "2026-11-25"


def test_what_was_asked_about_said_again_is_a_yes(team: Chat) -> None:
    team.say("XiaoLi", "提醒我周三前给华为报价")
    team.say("XiaoLi", "周五给海康寄样品")
    assert "要完成待办吗" in team.say("XiaoLi", "报价发了 李总说行")
    assert "完成：" in team.say("XiaoLi", "完成了")
    assert one(team, "tasks", status="done")["customer"] == HUAWEI


def test_what_happened_this_morning_is_not_to_come(team: Chat) -> None:
    team.skip_to("2026-11-25 08:31")
    assert "今天(周三)08:31 拜访" in team.say("XiaoLi", "上午去了华为 李总说要20台")


def test_what_was_asked_before_is_no_condition_of_a_whole_question(selling: Chat) -> None:
    assert "安防 销售额：10万元" in selling.say("WangFang", "安防行业这个月签了多少")
    said = selling.say("WangFang", "上个月小李签了哪几家")
    assert "李晓 10月1–31日 销售额 按客户：20万元" in said
    assert "安防" not in said


def test_lost_is_not_signed(owing: Chat) -> None:
    owing.say("XiaoLi", "海康的存储输了 价格太高")
    said = owing.say("WangFang", "这个月丢了几单")
    assert "11月输单商机：1个" in said
    assert "（价格太高）" in said
    assert "（价格太高）" in owing.say("WangFang", "丢单原因")
    assert "（价格太高）" in owing.say("WangFang", "为什么丢单")


def test_bought_how_much_is_money(selling: Chat) -> None:
    assert f"{HUAWEI} 销售额：50万元" in selling.say("WangFang", "华为今年买了多少")
    assert f"{HUAWEI} 订单数：2单" in selling.say("WangFang", "华为今年下了几单")


def test_what_everybody_has_to_do(team: Chat) -> None:
    team.say("XiaoLi", "明天上午10点提醒我给华为送样")
    team.say("XiaoWang", "后天给讯飞回电话")
    assert "1. 李晓 明天(周三)10:00" in team.say("WangFang", "明天大家都有什么安排")
    assert "（2条）" in team.say("WangFang", "团队的待办")
    assert "王磊" not in team.say("XiaoLi", "大家的待办")


def test_how_somebody_does_lately(selling: Chat) -> None:
    for said in ("小李最近怎么样", "小李表现咋样"):
        assert "李晓 月报 11月1日–11月24日：销售额40万元" in selling.say("WangFang", said)
    assert "赵敏的数字你看不到" in selling.say("WangFang", "小赵最近怎么样")
    assert "没有记录：李晓、王磊" in selling.say("WangFang", "今天要注意什么")
    assert "1. 王磊" in selling.say("WangFang", "这个月谁还没开张")
    assert f"1. {HUAWEI}" in selling.say("WangFang", "贡献最大的客户")
    assert "算不了" in selling.say("WangFang", "日均签单")


@pytest.mark.parametrize(
    "said",
    ["新客户 义乌鑫达箱包 老板骆总13655550004 A", "新客户 义乌鑫达箱包 骆总", "来了个新客户 义乌鑫达箱包"],
)
def test_a_new_customer_told_of_is_no_list(team: Chat, said: str) -> None:
    assert "已新增客户：义乌鑫达箱包" in team.say("XiaoWang", said)
    assert one(team, "customers", name="义乌鑫达箱包")["owner"] == "王磊"


def test_the_only_one_of_its_kind_is_asked_about(shop: Chat) -> None:
    shop.say("XiaoLi", "新增客户 嘉兴好孩子童装厂 联系人小周")
    shop.say("XiaoLi", "客户 华为")
    asked = "没有「童装厂」，是嘉兴好孩子童装厂吗"
    assert asked in shop.say("XiaoLi", "报价 童装厂 A100 10台")
    assert "嘉兴好孩子童装厂" in shop.say("XiaoLi", "就是它")
    assert one(shop, "quotes")["customer"] == "嘉兴好孩子童装厂"
    assert "负责人" in shop.say("XiaoWang", "新增客户 童装厂")


def test_who_came_along_did_not_go_in_my_stead(team: Chat) -> None:
    team.say("XiaoLi", "昨天和小赵一起去了华为 聊得不错")
    (log,) = team.records("interactions")
    assert (log["user"], log["content"]) == ("李晓", "聊得不错（和赵敏一起）")
    team.say("XiaoLi", "我和王磊今天拜访了海康")
    assert [log["user"] for log in team.records("interactions")] == ["李晓", "李晓"]
    team.say("XiaoLi", "赵敏今天去了海康")
    assert [log["user"] for log in team.records("interactions")] == ["李晓", "李晓", "赵敏"]


def test_a_limit_said_to_one_of_the_list_is_a_no(shop: Chat) -> None:
    assert "没有等你审批的事" in shop.say("WangFang", "驳回第1个 最多85折")
    shop.say("XiaoLi", "给华为报价 A100 10台 7折")
    assert "等你审批：1条" in shop.say("WangFang", "有没有要批的")
    assert "已驳回" in shop.say("WangFang", "第1条最多85折")
    assert "最多85折" in shop.say("XiaoLi", "我有几个申请")


def test_quotations_of_the_team_by_day(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台")
    shop.say("XiaoLi", "给海康报价 A200 2台")
    shop.say("XiaoZhao", "给九阳报价 A100 1台")
    for said in ("今天的报价", "谁报价了", "今天大家报了哪些价"):
        reply = shop.say("WangFang", said)
        assert "销售一部 今天的报价：共2张，1.04万" in reply, said
        assert f"{HIKVISION} 2,400元" in reply
        assert "九阳" not in reply
    assert "本人 今天的报价：没有" in shop.say("XiaoWang", "今天的报价")
    assert "本人 今天的报价：共2张" in shop.say("XiaoLi", "今天的报价")
    assert "11月24日 销售额：0元" in shop.say("WangFang", "今天成了多少")


def test_what_others_wrote_is_not_taken_back_by_taking_back_mine(team: Chat) -> None:
    team.say("XiaoWang", "新增客户 科大讯飞股份有限公司")
    for said in ("撤销小李的跟进", "撤销李晓最近一条"):
        assert "请李晓自己发「撤销」" in team.say("XiaoWang", said)
    assert one(team, "customers", name="科大讯飞股份有限公司")["owner"] == "王磊"
    team.say("WangFang", "让小李明天交周报")
    assert "已撤销" in team.say("WangFang", "撤销小李的那条")
    assert team.records("tasks") == []


def test_whose_number_it_is_is_never_another_number(team: Chat) -> None:
    team.say("XiaoWang", "新增客户 科大讯飞股份有限公司 联系人汪洋 13800010005")
    assert "李晓" in team.say("XiaoWang", "帮我看看13800010001是谁的号码")
    assert "13800010005" not in team.say("XiaoWang", "帮我看看13900010009是谁的号码")


def test_the_companys_sales_are_money(selling: Chat) -> None:
    assert "全公司 11月1–24日 销售额：128万元" in selling.say("ChenYu", "公司这个月签了多少")
    assert "导出全部客户，共3条" in selling.say("ChenYu", "导出全公司客户")
    assert "1. 李晓 300,000.25元（2家）" in selling.say("WangFang", "每个人的应收")


def test_a_list_of_another_department_is_not_mine(owing: Chat) -> None:
    for said in ("二部的客户", "销售二部的商机"):
        assert "销售二部的数字你看不到" in owing.say("WangFang", said)
    assert "共1位\n1. 九阳股份有限公司" in owing.say("ChenYu", "二部的客户有哪些")
    assert "商机：2个" in owing.say("ChenYu", "一部的商机")
    assert "共2位" in owing.say("WangFang", "一部的客户")


def test_what_one_may_not_see_is_said_to_be_so(owing: Chat) -> None:
    for said in ("小李的商机", "李晓的订单"):
        assert "李晓不是你带的人" in owing.say("XiaoWang", said)
    assert "商机：2个" in owing.say("WangFang", "小李的商机")
    assert "销售一部的订单：共3单" in owing.say("WangFang", "订单")
    assert "李晓" in owing.say("WangFang", "本月的订单")
    assert "我的订单：共3单" in owing.say("XiaoLi", "订单")


@pytest.mark.parametrize("who", ["李总", "李强"])
def test_a_sale_told_of_a_person_is_their_companys(shop: Chat, who: str) -> None:
    shop.say("XiaoLi", "给华为建个商机 交换机 20万 下月签")
    shop.say("XiaoLi", "客户 海康")
    assert f"{HUAWEI}「" in shop.say("XiaoLi", f"{who}签了")
    assert [(one["customer"], one["status"]) for one in shop.records("opportunities")] == [(HUAWEI, "won")]


def test_money_told_of_a_person_is_their_companys(shop: Chat) -> None:
    shop.say("XiaoLi", "海康下单 A100 2台")
    shop.say("XiaoLi", "客户 华为")
    assert f"已记回款：{HIKVISION} 1,600元" in shop.say("XiaoLi", "周航余款到了 1600")
    assert [one["customer"] for one in shop.records("payments")] == [HIKVISION]
    shop.say("XiaoLi", "华为下单 A100 1台")
    assert f"已记回款：{HUAWEI} 800元" in shop.say("XiaoLi", "李总余款到了 800")


def test_who_is_nobodys_contact_changes_nothing_of_that(shop: Chat) -> None:
    shop.say("XiaoLi", "给海康建个商机 存储 20万 下月签")
    assert f"{HIKVISION}「" in shop.say("XiaoLi", "签了")
    assert [one["customer"] for one in shop.records("opportunities")] == [HIKVISION]


def test_the_only_one_of_its_kind_just_spoken_of_is_it(shop: Chat) -> None:
    shop.say("XiaoLi", "新增客户 嘉兴好孩子童装厂 联系人小周")
    assert "已做报价" in shop.say("XiaoLi", "报价 童装厂 A100 10台")


def test_whether_the_goods_are_sent(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 1台")
    for said in ("华为的货发了吗", "华为发货了没"):
        assert "待发货" in shop.say("WangFang", said)
    assert {one["status"] for one in shop.records("orders")} == {"open"}


def test_chances_of_a_size_and_of_days_to_come(owing: Chat) -> None:
    assert "25万以上的商机：1个，合计30万" in owing.say("WangFang", "25万以上的商机")
    assert "25万以下的商机：1个，合计20万" in owing.say("WangFang", "商机不到25万的有哪些")
    said = owing.say("WangFang", "下周要签的单")
    assert owing.say("WangFang", "下周有哪些单要签") == said
    assert "商机：1个，合计30万" in said
    assert "赢单" not in said
    owing.say("XiaoLi", "给华为建个商机 存储 10万 11月27日签")
    assert "商机：1个，合计10万" in owing.say("WangFang", "月底前能签的有哪些")


def test_what_cannot_be_told_apart_is_no_count_of_customers(selling: Chat) -> None:
    for said in ("新客户签了多少", "老客户贡献多少"):
        assert "还算不了" in selling.say("WangFang", said)
    assert "A级 销售额：50万元" in selling.say("WangFang", "A类客户今年贡献多少")
    assert "没有逾期的款" in selling.say("WangFang", "逾期最久的是谁")
