"""Tickets set right, told of where the customer is looked at, counted; nobody is taken for another."""

from tests.conversations.test_tickets import HIKVISION, served, texts, ticket
from tests.support.chat import Chat
from tests.support.whole import whole

__all__ = ["served"]


def test_set_right_in_words(served: Chat) -> None:
    served.say("XiaoLi", "华为李强报修 打印机卡纸")
    for words in ("不是李强是王敏", "内容改成打印机不通电", "是投诉", "改成紧急", "产品改成A100"):
        served.say("XiaoLi", words)
    made = ticket(served, "1003")
    wanted = {"contact": "王敏", "content": "打印机不通电", "type": "complaint", "priority": "high"}
    assert {key: made[key] for key in wanted} == wanted
    assert made["product"] == "A100"
    assert "负责人改为王磊" in served.say("XiaoLi", "应该派给王磊")
    assert "负责人改为赵敏" in served.say("XiaoLi", "不是王磊是赵敏")
    assert "把工单1003转给了赵敏" in texts(served, "XiaoWang")[-1]
    assert served.cards("XiaoZhao")
    assert "客户改为杭州海康威视" in served.say("XiaoLi", "不是华为是海康")
    assert texts(served, "XiaoZhao")[-1] == f"李晓改了工单1003：客户是{HIKVISION}"
    made = ticket(served, "1003")
    assert (made["customer"], made["contact"], made["assignee"]) == (HIKVISION, None, "赵敏")
    served.say("XiaoLi", "1003号工单 客户催了")
    served.say("XiaoLi", "内容改成客户催了两次")
    assert ticket(served, "1003")["content"] == "打印机不通电"
    assert [one["content"] for one in ticket(served, "1003")["events"] if one["kind"] == "note"] == [
        "客户催了两次"
    ]
    assert "优先级改为不急" in served.say("XiaoLi", "1003号工单改成不急")


def test_a_score_may_come_later_and_once(served: Chat) -> None:
    served.say("XiaoWang", "1001号工单关了 换了搓纸轮")
    served.say("XiaoWang", "不用")
    assert "满意度4分" in served.say("XiaoLi", "客户给1001号工单打了4分")
    assert "没有改" in served.say("XiaoLi", "客户给1001号工单打了2分")
    assert ticket(served, "1001")["satisfaction"] == 4


def test_a_question_writes_nothing(served: Chat) -> None:
    before = whole(served)
    assert "1001" in served.say("XiaoLi", "华为的报修处理得怎么样了")
    assert "1002" in served.say("XiaoLi", "海康那个投诉到哪了")
    assert whole(served) == before


def test_the_customers_life_tells_of_it(served: Chat) -> None:
    assert "没关的工单：\n· 1001 报修 打印机卡纸 待接单" in served.say("XiaoLi", "华为的画像")
    served.say("XiaoWang", "1001号工单关了 换了搓纸轮 客户打5分")
    line = served.say("XiaoLi", "华为的时间线")
    assert "工单1张" in line
    assert "工单 1001 报修 打印机卡纸，已关闭（王磊）" in line
    assert "工单关闭 1001：结果：换了搓纸轮 · 满意度5分（非常满意）（王磊）" in line
    assert "没关的工单" not in served.say("XiaoLi", "华为的画像")


def test_figures_and_the_report_count_them(served: Chat) -> None:
    served.skip_to("2026-11-24 11:30")
    served.say("XiaoWang", "1001接单")
    served.skip_to("2026-11-24 13:30")
    served.say("XiaoWang", "1001号工单关了 换了搓纸轮 客户打4分")
    served.say("XiaoLi", "海康投诉 还是没送到")
    assert "工单数：3张" in served.say("WangFang", "这个月工单数")
    assert "投诉数：2张" in served.say("WangFang", "这个月投诉数")
    people = served.say("WangFang", "这个月各人工单数")
    assert "1. 李晓 2张" in people
    assert "2. 王磊 1张" in people
    assert "工单数：0张" in served.say("XiaoZhao", "这个月工单数")
    assert "工单满意度：4分" in served.say("WangFang", "本月工单满意度")
    report = served.say("WangFang", "客户服务报表")
    assert "工单：这个月登记3张（投诉2、报修1），关闭1张，现在没关的2张" in report
    assert "首次响应平均2小时，从登记到关闭平均4小时，客户打分平均4分" in report
    assert "登记0张" not in served.say("XiaoZhao", "客户服务报表")
    assert "今年工单上客户打的分：平均4分（1张）" in served.say("WangFang", "满意度怎么样")
    served.say("XiaoLi", "撤销")
    assert "工单数：2张" in served.say("WangFang", "这个月工单数")


def test_who_is_not_known_is_never_taken_for_somebody_else(served: Chat) -> None:
    before = whole(served)
    for words, answer in (
        ("云图网络的工单关了 换了主板", "没找到客户「云图网络」"),
        ("云图网络的工单", "没找到客户「云图网络」"),
        ("GD1001关了 换了主板", "没有GD1001号工单"),
        ("东湖中学那个球机的 修好了 可以关了", "没找到客户「东湖中学」"),
        ("冉总投诉油烟净化器噪音扰民，记个投诉工单", "是哪个客户的工单"),
    ):
        assert answer in served.say("XiaoLi", words), words
        served.say("XiaoLi", "算了")
    assert whole(served) == before


def test_people_with_one_title_and_companies_of_one_trade_are_told_apart(served: Chat) -> None:
    served.say("XiaoLi", "金桥电子鲁部长咨询 录像机能不能加硬盘")
    served.say("XiaoLi", "芜湖长江造船汪部长投诉理赔太慢")
    served.say("XiaoLi", "浩贝口腔报修 治疗椅漏水")
    served.say("XiaoLi", "植然口腔报修 CT坏了")
    made = [(one["customer"], one["contact"]) for one in served.records("tickets")][2:]
    assert made == [
        ("金桥电子", "鲁部长"),
        ("芜湖长江造船", "汪部长"),
        ("浩贝口腔", None),
        ("植然口腔", None),
    ]


def test_the_brief_before_a_visit_tells_of_it(served: Chat) -> None:
    assert "工单：1001 报修 打印机卡纸，待接单" in served.say("XiaoLi", "准备一下华为")
    served.say("XiaoWang", "1001号工单关了 换了搓纸轮")
    assert "工单：" not in served.say("XiaoLi", "准备一下华为")
