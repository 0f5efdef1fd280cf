"""A rep between two doors, her manager, an administrator: second thoughts, questions that order nothing."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI


def due(chat: Chat, title: str) -> str:
    (task,) = [one for one in chat.records("tasks", status="open") if title in one["title"]]
    return str(task["due_at"])[:16].replace("T", " ")


@pytest.mark.parametrize(
    "said", ["海康放了多久没跟了", "海康放公海几天了", "海康多久释放", "海康转给小王多久了", "海康领了几天了"]
)
def test_how_long_is_no_order(team: Chat, said: str) -> None:
    before = team.records("customers")
    team.say("WangFang", said)
    assert team.records("customers") == before


def test_an_order_with_its_reason_is_one(team: Chat) -> None:
    assert "放回公海" in team.say("XiaoLi", "海康放公海 几个月没跟了")


def test_nobody_was_there_and_the_next_day_is_agreed(team: Chat) -> None:
    team.say("XiaoLi", "刚到华为楼下 李总没在 前台说他出去了")
    team.say("XiaoLi", "改约明天上午吧")
    (task,) = team.records("tasks")
    assert (task["title"], task["customer"], task["contact"]) == ("拜访李强", HUAWEI, "李强")
    assert due(team, "拜访") == "2026-11-25 09:00"
    team.say("XiaoLi", "明天不行 改后天下午")
    assert due(team, "拜访") == "2026-11-26 14:00"
    team.say("XiaoLi", "他说后天没空，约下周一上午")
    assert due(team, "拜访") == "2026-11-30 09:00"
    assert len(team.records("tasks")) == len(team.records("interactions")) == 1


def test_a_day_that_nothing_is_due_on_moves_nothing(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给李强回电话")
    team.say("XiaoLi", "周五不行 改下周一")
    assert due(team, "回电话") == "2026-11-25 15:00"


def test_his_number_is_the_persons_and_the_same_in_wechat(team: Chat) -> None:
    team.say("XiaoLi", "新加个客户 苏州汇川技术 采购 刘洋")
    team.say("XiaoLi", "他电话13866668888 微信同号")
    (person,) = team.records("contacts", name="刘洋")
    assert (person["phone"], person["wechat"]) == ("13866668888", "13866668888")
    team.say("XiaoLi", "他们公司电话0512-66668888 微信同号")
    (firm,) = team.records("customers", name="苏州汇川技术")
    assert "同号" not in str(firm["wechat"])


@pytest.mark.parametrize(
    ("task", "told", "channel"),
    [
        ("今天下午两点去趟海康", "聊得还行 他要合同模板", "visit"),
        ("今天下午两点给周航回电话", "他要合同模板", "call"),
        ("今天下午两点给海康寄样品", "收到了", None),
    ],
)
def test_what_was_done_is_told_as_what_it_was(team: Chat, task: str, told: str, channel: str | None) -> None:
    team.say("XiaoLi", task)
    team.say("XiaoLi", "今天还有啥没干")
    assert "聊得怎么样" in team.say("XiaoLi", "第一个完成了")
    team.say("XiaoLi", told)
    (log,) = team.records("interactions", customer=HIKVISION)
    assert log["channel"] == channel


def test_wait_is_no_plan(team: Chat) -> None:
    team.say("XiaoLi", "等下 A200改3台")
    assert team.records("tasks") == []
    team.say("XiaoLi", "等下 给李强打电话")
    assert [one["title"] for one in team.records("tasks")] == ["给李强打电话"]


def test_somebody_else_shall_go(team: Chat) -> None:
    team.say("WangFang", "让王磊明天去趟海康")
    assert "交给李晓" in team.say("WangFang", "不用了 让小李去")
    assert len(team.records("tasks")) == 1


@pytest.mark.parametrize("said", ["等等 先不转 他月底才走", "先别转", "慢着", "先不交接了，他还没走"])
def test_what_is_put_off_is_not_done(team: Chat, said: str) -> None:
    team.say("ChenYu", "小李要离职了 客户都给小王")
    assert "先不记" in team.say("ChenYu", said)
    assert "王磊" not in {one["owner"] for one in team.records("customers")}
    assert "没有在等你" in team.say("ChenYu", "是的")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("看看谁在导数据", "还没有人导出过"),
        ("谁能看到所有客户", "你的主管和管理员"),
        ("新来的小陈怎么加", "企业微信管理后台"),
        ("公海规则改成A类60天", "A级60天没跟进回公海，确认吗"),
        ("把折扣权限改成9折以下要审批", "最低能打九折"),
        ("日报要自己写吗", "交日报"),
    ],
)
def test_an_administrator_asks_and_sets(team: Chat, said: str, told: str) -> None:
    assert told in team.say("ChenYu", said)


def test_a_ticket_that_is_somebody_elses_has_news_too(team: Chat) -> None:
    team.say("XiaoZhao", "九阳说他们那台打印机又卡纸了 尹涛报的 急")
    team.say("XiaoZhao", "派给王磊")
    assert "已记到工单1001" in team.say("XiaoZhao", "配件明天到")
    assert "已派给你" in team.say("XiaoZhao", "王磊不在 我自己去")
    team.say("XiaoZhao", "换好了 可以关了")
    team.say("XiaoZhao", "他打了4分 说来得慢")
    (ticket,) = team.records("tickets")
    assert (ticket["satisfaction"], ticket["result"]) == (4, "换好了；说来得慢")
    assert team.records("interactions") == []


def test_who_takes_over_is_written_and_his_number_with_him(team: Chat) -> None:
    team.say("XiaoZhao", "尹涛调岗了 现在是小孟负责")
    team.say("XiaoZhao", "小孟 13700001111")
    assert [one["phone"] for one in team.records("contacts", name="小孟")] == ["13700001111"]
    assert [one["phone"] for one in team.records("contacts", name="尹涛")] == ["13800010007"]


def test_the_person_who_says_yes_is_no_customer(team: Chat) -> None:
    team.say("XiaoZhao", "九阳 打印机 20万 下月签")
    assert "没找到" not in team.say("XiaoZhao", "尹涛说可以 签了")
    assert [one["status"] for one in team.records("opportunities")] == ["won"]
    team.say("XiaoZhao", "九阳 耗材 5万 下月签")
    team.say("XiaoZhao", "郭总说可以 签了")
    assert sorted(one["status"] for one in team.records("opportunities")) == ["open", "won"]


@pytest.mark.parametrize("said", ["九阳今年一共给了多少钱", "九阳一共付了多少钱", "九阳今年给了咱们多少钱"])
def test_what_they_gave_is_what_came_in(team: Chat, said: str) -> None:
    team.say("XiaoZhao", "我今天完成了几条待办")
    assert "回款" in team.say("XiaoZhao", said)


def test_all_that_was_told_is_kept(team: Chat) -> None:
    team.say("XiaoLi", "提醒我下午四点去海康送合同")
    team.say("XiaoLi", "今天还有啥没干")
    team.say("XiaoLi", "第一个完成了")
    team.say("XiaoLi", "合同送到了 周航签收 说下周二盖章")
    (log,) = team.records("interactions")
    assert (log["contact"], log["content"]) == ("周航", "合同送到了 周航签收 说下周二盖章")


def test_the_tag_just_put_on_comes_off_that_one(team: Chat) -> None:
    team.say("XiaoLi", "华为 海康 都打个重点标签")
    assert "已去掉" in team.say("XiaoLi", "海康那个去掉")
    assert "哪些标签" in team.say("XiaoLi", "海康那个标签去掉")
    assert "共2位" in team.say("XiaoLi", "我的客户按多久没联系排一下")


def test_a_question_that_was_passed_over_is_said_to_be_open(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华威李总 聊了扩容")
    card = team.cards("XiaoLi")[-1]
    assert "「今天拜访了华威李总 聊了扩容」还没记" in team.say("XiaoLi", "明天下午三点提醒我开会")
    assert "还没记" not in team.say("XiaoLi", "后天上午十点提醒我寄样品")  # once is enough
    team.tap("XiaoLi", "就是它", card)
    assert len(team.records("interactions", customer=HUAWEI)) == 1
    team.say("XiaoLi", "合并海康到华为")
    assert "没等到确认，没有做" in team.say("XiaoLi", "周五下午三点提醒我开会")
    team.say("XiaoLi", "合并海康到华为")
    assert "没等到确认" not in team.say("XiaoLi", "客户 华为")


def test_what_he_likes_and_what_was_talked_of(team: Chat) -> None:
    team.say("XiaoLi", "李总微信 lq_8888")
    team.say("XiaoLi", "他爱打羽毛球")
    assert [one["preference"] for one in team.records("customers", name=HUAWEI)] == ["李强爱打羽毛球"]
    assert "忘记" not in team.say("XiaoLi", "上周五其实还去了趟海康 忘记了")
    team.say("XiaoLi", "聊了啥来着")
    team.say("XiaoLi", "聊的是质保")
    assert [one["content"] for one in team.records("interactions")] == ["聊的是质保"]


def test_not_to_be_reminded_is_no_part_of_a_title(team: Chat) -> None:
    assert "周末和节假日本来就不发" in team.say("XiaoLi", "周末加班 别提醒我")
    assert team.records("tasks") == []
    team.say("XiaoLi", "周六去海康 不用提醒我")
    assert [one["title"] for one in team.records("tasks")] == ["去海康"]


def test_terms_behind_a_quotation_stand_on_it(shop: Chat) -> None:
    shop.say("XiaoLi", "含税")
    shop.say("XiaoLi", "海康要A100 20台 报个价 780")
    for said in ("运费我们出", "含税 税率13", "账期60天"):
        assert "备注" in shop.say("XiaoLi", said)
    (quote,) = shop.records("quotes")
    assert quote["note"] == "运费我们出；含税 税率13；账期60天"
    assert "概率" in shop.say("XiaoLi", "改80%")


def test_an_expense_of_ones_own_is_no_line_of_the_order(shop: Chat) -> None:
    shop.say("XiaoLi", "海康下单 A100 5台 每台800")
    shop.say("XiaoLi", "再加运费 200")
    assert "审批" in shop.say("XiaoLi", "申请报销招待费 800")
    assert [one["amount"] for one in shop.records("orders")] == ["4200.00"]


def test_a_manager_in_the_morning(team: Chat) -> None:
    assert "11月23日" in team.say("WangFang", "昨天怎么样")
    assert "20:00" in team.say("WangFang", "日报晚上8点发我")
    assert "本来就不发" in team.say("WangFang", "周末别发")
    assert team.records("tasks") == []


def test_a_limit_on_nothing_lists_nobody(team: Chat) -> None:
    assert "没看懂按哪一项筛" in team.say("ChenYu", "装机量超过100的有几家")
    assert "共2位" in team.say("XiaoLi", "帮我数下我有多少客户")


def test_a_question_is_nothing_to_do(team: Chat) -> None:
    assert "要做什么" in team.say("XiaoLi", "提前一个月提醒我")
    team.say("XiaoLi", "超过30天没跟进的有几家")
    assert team.records("tasks") == []


def test_what_ends_is_called_by_its_name(team: Chat) -> None:
    assert "华为技术有限公司 维保，12月31日" in team.say("XiaoLi", "华为那边维保合同 12月31到期")


def test_he_is_the_colleague_the_message_before_named(selling: Chat) -> None:
    selling.say("WangFang", "王磊今天跑哪了")
    assert "王磊" in selling.say("WangFang", "他这个月签了多少").split("\n")[0]
    selling.say("WangFang", "小李今天干嘛了")
    assert "交给：李晓" in selling.say("WangFang", "让他周五前必须把方案报上来")
    selling.say("WangFang", "李强电话多少")  # a customer's person: no colleague is told
    assert "交给" not in selling.say("WangFang", "让他周五前把合同寄来")


def test_a_ticket_stays_spoken_of_while_its_customer_is_told_of(team: Chat) -> None:
    team.say("XiaoLi", "华为打印机坏了")
    team.say("XiaoLi", "李强说下午要用 急")
    assert "1001已派给王磊" in team.say("XiaoLi", "派王磊")
    team.say("XiaoLi", "1001号工单关了")
    assert "投诉" in team.say("XiaoLi", "这月投诉几个")
    assert "这月" not in str([one["result"] for one in team.records("tickets")])


def test_who_it_was_not_alone_changes_nothing(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了王敏")
    for said in ("不是华为", "不是王敏", "不是华为 是海康投诉的"):
        assert "没看出对的是什么" in team.say("XiaoLi", said)
        team.say("XiaoLi", "算了")
    assert [(one["customer"], one["contact"]) for one in team.records("interactions")] == [(HUAWEI, "王敏")]


def test_two_days_off_and_a_customer_held(team: Chat) -> None:
    assert "明天(周三)到后天(周四)" in team.say("XiaoLi", "我明天请假 后天也请")
    assert "已保护" in team.say("XiaoLi", "华为保护一下")


@pytest.mark.parametrize(
    ("said", "told"),
    [("华为电话", "李强 采购总监 138"), ("海康 周航 电话", "13800010003"), ("李强联系方式", "13800010001")],
)
def test_a_number_in_a_word(team: Chat, said: str, told: str) -> None:
    assert told in team.say("XiaoLi", said)


def test_a_call_is_no_question_for_a_number(team: Chat) -> None:
    for said in ("给李强打电话", "刚接了李强电话", "李强来电话"):
        assert "13800010001" not in team.say("XiaoLi", said)
    team.say("XiaoLi", "今天拜访了华威李总 聊了扩容")
    assert "还没记" not in team.say("XiaoLi", "华为地址")  # only looked at


def test_one_missing_of_what_was_shipped_is_asked_about(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 10台 每台800")
    shop.say("XiaoLi", "发货了")
    assert "已经发货" in shop.say("XiaoLi", "少一台")
    shop.say("XiaoLi", "不做了")
    assert [one["amount"] for one in shop.records("orders")] == ["8000.00"]
    shop.say("XiaoLi", "少一台")
    assert "9台" in shop.say("XiaoLi", "确认")
    assert [one["amount"] for one in shop.records("orders")] == ["7200.00"]
