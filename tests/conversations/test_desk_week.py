"""An administrator's and a manager's week: fields, dictionaries, settings, hand-overs, campaigns."""

import pytest

from tests.support.chat import Chat

HUAWEI, HIKVISION = "华为技术有限公司", "杭州海康威视数字技术股份有限公司"


def owners(chat: Chat) -> dict[str, str]:
    return {one["name"]: one["owner"] for one in chat.records("customers")}


def test_a_field_gets_one_more_choice_and_another_name(team: Chat) -> None:
    team.say("ChenYu", "客户加字段 合同类型 选项 框架 单次")
    assert "框架 单次 年框" in team.say("ChenYu", "合同类型加一个选项 年框")
    assert "本来就能选" in team.say("ChenYu", "合同类型加 年框")
    team.say("XiaoLi", "华为合同类型改成年框")
    assert "改名为「合同种类」" in team.say("ChenYu", "合同类型改名叫合同种类")
    (huawei,) = team.records("customers", name=HUAWEI)
    assert huawei["fields"] == {"合同种类": "年框"}
    assert "管理员" in team.say("XiaoLi", "合同种类加一个选项 零散")
    assert "合同种类 空→年框" in team.say("XiaoLi", "谁改了华为")


def test_of_two_fields_in_one_breath_the_second_is_not_lost(team: Chat) -> None:
    assert "接着发「加字段 开票抬头」" in team.say("ChenYu", "加个字段叫门店数 整数的 再加个字段 开票抬头")
    assert "门店数（数字）" in team.say("ChenYu", "字段有哪些")


def test_dictionaries_in_the_order_one_says_it(team: Chat) -> None:
    team.say("XiaoLi", "海康行业是安防")
    assert "1个客户一起改" in team.say("ChenYu", "行业的安防改成安防监控")
    team.say("ChenYu", "确认")
    assert team.records("customers", name=HIKVISION)[0]["industry"] == "安防监控"
    assert "停用了" in team.say("ChenYu", "停用行业 家电")


def test_rights_and_limits(team: Chat) -> None:
    assert "把赵敏设为管理员后" in team.say("ChenYu", "给小赵管理员权限")
    team.say("ChenYu", "算了")
    assert "最多导出3次" in team.say("ChenYu", "导出限制改成每天3次")
    assert "只有管理员" in team.say("WangFang", "给小赵管理员权限")


def test_two_reports_are_set_in_one_message(team: Chat) -> None:
    said = team.say("ChenYu", "日报改成晚上八点 周报周五发")
    assert "每个工作日20:00" in said
    assert "每周五" in said
    team.say("ChenYu", "撤销")
    assert "每个工作日18:30" in team.say("ChenYu", "日报设置")
    assert "每周一" in team.say("ChenYu", "日报设置")


def test_what_is_no_setting_touches_no_record(team: Chat) -> None:
    team.say("ChenYu", "明天下午三点提醒我开会")
    team.say("ChenYu", "客户 华为")
    for said in (
        "下班时间改成6点",
        "公司名称改成云帆",
        "我们公司名字改成云帆",
        "发个公告 明天开会",
        "通知大家明天9点开会",
    ):
        team.say("ChenYu", said)
    (task,) = team.records("tasks")
    assert task["due_at"][:16] == "2026-11-25T15:00"
    assert HUAWEI in owners(team)
    team.say("XiaoLi", "新增客户 蓝海 张三")
    assert "改名为蓝海科技" in team.say("XiaoLi", "公司名称改成蓝海科技")


@pytest.mark.parametrize(
    "said", ["李晓的客户全部转给王磊 除了华为", "除了华为 李晓的都给王磊", "除了华为，其他李晓的客户都给王磊"]
)
def test_all_of_a_colleagues_but_one(team: Chat, said: str) -> None:
    team.say("XiaoLi", "给海康建个商机 存储 30万 下月底")
    assert "1个没结束的商机一起" in team.say("WangFang", said)
    assert (owners(team)[HUAWEI], owners(team)[HIKVISION]) == ("李晓", "王磊")
    team.say("WangFang", "撤销")
    assert owners(team)[HIKVISION] == "李晓"


def test_of_an_exception_nobody_knows_nothing_is_given(team: Chat) -> None:
    assert "都没有转" in team.say("WangFang", "除了大疆 李晓的都给王磊")
    assert "没有转" in team.say("WangFang", "李晓的客户都给王磊 除了华为和海康")
    assert set(owners(team).values()) == {"李晓", "赵敏"}


def test_who_leaves_leaves_their_chances_too(team: Chat) -> None:
    team.say("XiaoLi", "给海康建个商机 存储 30万 下月底")
    assert "没结束的商机1个" in team.say("WangFang", "小李要离职了 客户都给王磊")
    assert "没结束的商机1个" in team.say("WangFang", "确认")
    assert team.records("opportunities")[0]["owner"] == "王磊"


def test_a_campaigns_name_is_no_time(team: Chat) -> None:
    team.say("WangFang", "建个活动 年底回访 面向所有客户")
    team.say("WangFang", "确认")
    assert "1/2" in team.say("XiaoLi", "华为年底回访聊过了 说没问题")
    assert team.records("interactions")[0]["happened_at"].startswith("2026-11-24")
    assert "已联系1家" in team.say("WangFang", "年底回访谁还没做")
    team.say("WangFang", "活动年底回访改到12月20日")
    team.say("WangFang", "结束活动 年底回访")
    assert "结束）" in team.say("WangFang", "活动有哪些")


def test_these_are_those_of_the_list_just_asked_for_be_it_empty(team: Chat) -> None:
    team.say("WangFang", "我们的客户")
    assert "没有30天" in team.say("WangFang", "30天没联系的有几家")
    assert "活动没有建" in team.say("WangFang", "给这些客户建个活动 年底回访")


def test_what_is_not_counted_is_no_money(selling: Chat) -> None:
    assert "没听出要数的是什么" in selling.say("XiaoLi", "我今天寄了几个")
    selling.say("XiaoLi", "这个月销售额")
    assert "没听出要数的是什么" in selling.say("XiaoLi", "昨天寄了几个")
    assert "2单" in selling.say("XiaoLi", "这个月签了几单")


def test_somebody_else_is_to_do_what(team: Chat) -> None:
    assert "要做什么" in team.say("WangFang", "先让小李跟")
    assert team.records("tasks") == []


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("团队本月回款 按客户", f"1. {HUAWEI} 15万元"),
        ("销售额前三的客户", f"1. {HUAWEI} 50万元"),
        ("签单最大的是哪个客户", f"1. {HUAWEI} 50万元"),
        ("今年各客户的回款", f"1. {HUAWEI} 25万元"),
        ("本月哪个客户回款最多", f"1. {HUAWEI} 15万元"),
        ("客户贡献排名", f"1. {HUAWEI} 50万元"),
    ],
)
def test_figures_by_customer(selling: Chat, said: str, first: str) -> None:
    assert first in selling.say("WangFang", said)


def test_the_figure_just_shown_by_customer_and_one_that_is_not(selling: Chat) -> None:
    selling.say("WangFang", "本月回款")
    assert "回款 按客户：20万元" in selling.say("WangFang", "按客户看")
    selling.say("WangFang", "本月拜访几家")
    assert "销售额 按客户" in selling.say("WangFang", "最大的客户是谁")


def test_how_many_were_visited_this_week_and_whom_one_meets_tomorrow(team: Chat) -> None:
    team.say("XiaoLi", "昨天拜访了华为 聊扩容")
    assert "拜访家数：1家" in team.say("WangFang", "本周拜访几家")
    assert "没有约好" in team.say("WangFang", "明天拜访几家")


def test_how_a_colleague_is_doing(selling: Chat) -> None:
    assert selling.say("WangFang", "小李这周怎么样").startswith("李晓 周报")
    assert "看不到" in selling.say("XiaoLi", "王磊这周怎么样")


def test_a_technicians_day_is_not_empty(team: Chat) -> None:
    team.say("XiaoLi", "海康报修 摄像头坏了")
    team.say("XiaoLi", "派王磊")
    assert "1. 王磊" in team.say("WangFang", "今天谁没记录")
    team.say("XiaoWang", "修好了 换了镜头")
    assert "2人都有记录" in team.say("WangFang", "今天谁没记录")
    team.wait_until("2026-11-24 18:35")
    own = team.cards("XiaoWang")[-1].card.card
    assert own["main_title"]["desc"] == "关工单1张"
    assert "1001" in own["horizontal_content_list"][0]["value"]
    assert "没有记录" not in str(team.cards("WangFang")[-1].card.card)


def test_away_and_to_whom_what_waits_goes(team: Chat) -> None:
    assert "陈宇代你" in team.say("WangFang", "明天请假 审批给陈宇")
    assert "面向" not in team.say("WangFang", "建个活动 双十二 面向我的团队所有客户")
    assert "全部客户" in team.say("WangFang", "建个活动 双十二 面向我的团队所有客户")


def test_customers_by_what_they_ordered_and_when(selling: Chat) -> None:
    selling.say("XiaoLi", "新增客户 蓝海科技")
    selling.say("WangFang", "新增产品 A100 交换机 单价800 库存50")
    selling.say("XiaoLi", "海康下单 A100 10台 单价800")
    assert "没下过单的客户：共1位" in selling.say("WangFang", "没下过单的客户")
    assert "1. 蓝海科技" in selling.say("WangFang", "没下过单的客户")
    assert f"1. {HIKVISION}" in selling.say("WangFang", "买过A100的客户")
    said = selling.say("WangFang", "两周没下单的客户")
    assert "14天没再下单的客户：共1位" in said
    assert HUAWEI in said
    assert "没有90天没再下单的客户" in selling.say("WangFang", "三个月没下单的客户")
    assert "没有A级没下过单的客户" in selling.say("WangFang", "没下过单的客户") + selling.say(
        "WangFang", "只看A类"
    )
    assert "共1家" in selling.say("WangFang", "给没下过单的客户建个活动 首单优惠")
    selling.say("WangFang", "不做了")
    assert "导出没下过单的客户，共1条" in selling.say("WangFang", "导出没下过单的客户")


def test_a_trial_import_is_dropped_by_taking_it_back(team: Chat) -> None:
    data = "客户名称,联系人,手机号\n苏州天元电气有限公司,张海波,13512345678".encode("utf-8-sig")
    team.box.send_file("ChenYu", "老客户.csv", data)
    team.say("ChenYu", "导入")
    team.settle()
    assert "不导入" in team.say("ChenYu", "撤回导入")
    assert "没有在等你确认" in team.say("ChenYu", "确认")
    team.settle()
    assert "苏州天元电气有限公司" not in owners(team)


def test_what_a_colleague_did_and_what_is_no_figure(selling: Chat) -> None:
    assert selling.say("WangFang", "看看小李今天都干了啥").startswith("李晓 11月24日")
    assert "流失率现在还算不了" in selling.say("WangFang", "流失率多少")
    assert "没有异常" in selling.say("ChenYu", "有异常登录吗")
