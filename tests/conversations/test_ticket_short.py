"""A service desk and a technician in few words: 派王磊去, 到现场了, 升级, 1003催一下, 五分; and counts."""

from typing import Any

import pytest

from tests.conversations.test_tickets import HIKVISION, HUAWEI, kinds, served, texts, ticket
from tests.support.chat import Chat

__all__ = ["served"]


def facts(chat: Chat, number: str, *names: str) -> list[Any]:
    return [ticket(chat, number)[name] for name in names]


@pytest.mark.parametrize("said", ["给王磊", "派王磊去", "让王磊去修", "叫王磊跑一趟吧"])
def test_whoever_is_named_right_after_it_was_told_gets_it(team: Chat, said: str) -> None:
    team.say("XiaoLi", "华为报修 打印机卡纸")
    assert "工单1001已派给王磊" in team.say("XiaoLi", said)
    assert [one["title"] for one in team.records("tasks")] == []


def test_after_anything_else_it_is_no_ticket_that_is_meant(served: Chat) -> None:
    served.say("XiaoLi", "让王磊明天把合同寄出去")
    served.say("XiaoLi", "给王磊")
    assert facts(served, "1002", "assignee") == ["李晓"]


def test_a_technicians_day(served: Chat) -> None:
    assert "已接单：1001" in served.say("XiaoWang", "接了")
    assert "在路上" in served.say("XiaoWang", "在路上")
    assert "王磊：在路上" in texts(served, "XiaoLi")[-1]
    assert "门锁着" in served.say("XiaoWang", "到现场了 门锁着")
    served.say("XiaoWang", "搞定了 换了主板")
    assert "满意度5分" in served.say("XiaoWang", "客户打五分")
    assert facts(served, "1001", "status", "result", "satisfaction") == ["closed", "换了主板", 5]
    assert "共1张" in served.say("XiaoWang", "我今天修了几个")
    assert "没有" in served.say("XiaoWang", "我昨天修了几个")


def test_of_two_in_hand_it_is_asked_which(served: Chat) -> None:
    served.say("XiaoLi", "1002派给王磊")
    assert "是哪一张工单" in served.say("XiaoWang", "到现场了")
    served.say("XiaoWang", "1")
    assert sorted(kinds(served, one)[-1] for one in ("1001", "1002")) == ["given", "note"]


def test_one_who_has_none_says_nothing_of_any(served: Chat) -> None:
    for said in ("到现场了", "不接", "五分", "升级"):
        served.say("XiaoZhao", said)
    served.say("XiaoLi", "到了")  # their own, which nobody gave them
    assert kinds(served, "1001") == ["made", "given"]
    assert kinds(served, "1002") == ["made"]


def test_declined_it_goes_back_with_the_reason(served: Chat) -> None:
    assert "工单1001已派给李晓" in served.say("XiaoWang", "不接 太远了")
    assert "王磊：退回：太远了" in served.say("XiaoLi", "1001呢")


@pytest.mark.parametrize("said", ["1002升级", "1002升级给王芳", "1002升级 让王芳处理", "1002转给主管"])
def test_what_escalates_is_urgent_and_the_leaders(served: Chat, said: str) -> None:
    served.say("XiaoLi", "1002不急")
    assert "已派给王芳" in served.say("XiaoLi", said)
    assert facts(served, "1002", "priority", "assignee") == ["high", "王芳"]
    served.say("XiaoLi", "撤销")
    assert facts(served, "1002", "priority", "assignee") == ["low", "李晓"]


def test_a_complaint_just_told_escalates_by_one_word(team: Chat) -> None:
    team.say("XiaoLi", "华为投诉 师傅没来")
    assert "已派给王芳" in team.say("XiaoLi", "这个投诉升级")
    assert "没有人可以升级" in team.say("ChenYu", "1001派给我") + team.say("ChenYu", "1001升级")


def test_asked_after_by_its_number(served: Chat) -> None:
    for said in ("1001给谁了", "1001修好了没", "1001什么时候能好", "1001呢"):
        assert "王磊" in served.say("XiaoLi", said), said
    served.say("XiaoLi", "1001催一下")
    assert "催一下" in texts(served, "XiaoWang")[-1]


def test_set_right_by_its_number(served: Chat) -> None:
    assert "类型改为咨询" in served.say("XiaoLi", "1002不是投诉 是咨询")
    assert f"客户改为{HUAWEI}" in served.say("XiaoLi", "1002是华为的")
    assert facts(served, "1002", "type", "customer", "contact") == ["consult", HUAWEI, None]
    assert "没有1099号工单" in served.say("XiaoLi", "1099不是报修 是投诉")
    assert len(served.records("tickets")) == 2
    served.say("XiaoLi", "1002关了 已道歉")
    served.say("XiaoLi", "1002结果改成 重开发票")
    assert facts(served, "1002", "result") == ["重开发票"]
    assert "取消：误报" in served.say("XiaoLi", "误报 1001取消")


def test_a_list_is_looked_at_and_makes_no_rule(served: Chat) -> None:
    assert "共2张" in served.say("ChenYu", "工单都给我看看")
    assert "已派给你" in served.say("ChenYu", "第一个我来处理")
    assert "怎么分" in served.say("ChenYu", "工单规则") or "没有" in served.say("ChenYu", "工单规则")


def test_counted_by_customer_by_type_and_by_time(served: Chat) -> None:
    served.say("XiaoLi", "海康投诉 发票开错")
    assert f"1. {HIKVISION} 2张" in served.say("WangFang", "投诉最多的客户是哪个")
    said = served.say("WangFang", "各类型工单数")
    assert said.index("投诉 2张") < said.index("报修 1张")
    assert "算不出" in served.say("WangFang", "工单平均多久处理完")
    served.skip_to("2026-11-24 12:30")
    served.say("WangFang", "1002关了 道歉了")
    assert "平均用时2小时" in served.say("WangFang", "工单平均多久处理完")
    assert "没有" in served.say("XiaoZhao", "哪个客户投诉最多")
    assert "1天以上没关的工单：没有" in served.say("WangFang", "哪些工单超时了")


def test_reported_without_a_word_of_whom_or_what(team: Chat) -> None:
    assert "哪个客户" in team.say("WangFang", "报修")
    assert "什么问题" in team.say("WangFang", "华为")
    team.say("WangFang", "打印机冒烟")
    assert facts(team, "1001", "customer", "content", "type") == [HUAWEI, "打印机冒烟", "repair"]


def test_still_broken_by_its_number(served: Chat) -> None:
    served.say("XiaoLi", "1001还要带梯子")
    assert kinds(served, "1001")[-1] == "note"
    served.say("XiaoWang", "1001号工单关了 换了搓纸轮")
    assert "重新打开" in served.say("XiaoLi", "1001还是卡纸")
    assert facts(served, "1001", "status") == ["open"]


def holders(chat: Chat) -> dict[str, str]:
    return {one["number"]: one["assignee"] for one in chat.records("tickets")}


def test_several_are_given_or_asked_after_at_once(served: Chat) -> None:
    assert "没有1099号工单" in served.say("WangFang", "1001、1099都给赵敏")
    assert holders(served) == {"1001": "王磊", "1002": "李晓"}
    served.say("WangFang", "1001和1002都给王磊")
    assert holders(served) == {"1001": "王磊", "1002": "王磊"}
    served.say("XiaoLi", "1001 1002都催一下")
    assert sum("催一下" in one for one in texts(served, "XiaoWang")) == 2
    served.say("XiaoWang", "1001号工单关了 好了")
    assert "都没有动" in served.say("WangFang", "1001和1002都给小李")
    assert holders(served)["1002"] == "王磊"


@pytest.mark.parametrize("said", ["把王磊的工单都转给小李", "王磊请假了 他的单子给小李"])
def test_all_that_a_colleague_has(served: Chat, said: str) -> None:
    served.say("WangFang", "1002关了")
    assert "怎么处理的" in texts(served, "WangFang")[-1]
    reply = served.say("WangFang", said)  # while it is asked how 1002 ended: no answer to that
    assert ("假还没记" in reply) == ("请假" in said)
    assert holders(served)["1001"] == "李晓"
    assert facts(served, "1002", "result") == [None]
    served.say("WangFang", "撤销")
    assert holders(served)["1001"] == "王磊"
    assert "主管来转" in served.say("XiaoLi", "把王磊的工单都给我")


def test_which_wait_and_which_are_urgent(served: Chat) -> None:
    served.say("XiaoWang", "1001接单")
    said = served.say("WangFang", "没人接的工单")
    assert "共1张" in said
    assert "1002" in said
    served.say("WangFang", "1001很急")
    assert "共2张" in served.say("WangFang", "急单有哪些")  # 1002 was urgent from the first
    assert "没人接" in served.say("WangFang", "待接单的有哪些")


def test_second_thoughts_and_a_customer_who_calls_again(served: Chat) -> None:
    served.say("XiaoLi", "1002派给王磊")
    assert "已派给赵敏" in served.say("XiaoLi", "还是赵敏吧")
    served.say("XiaoLi", "海康打电话来催1002")
    assert "海康打电话来催" in texts(served, "XiaoZhao")[-1]


def test_a_file_says_whose_and_of_when(served: Chat) -> None:
    assert "导出我们的11月1–30日工单，共2条" in served.say("WangFang", "导出本月工单")
    served.say("WangFang", "不做了")
    assert "导出我的工单" in served.say("WangFang", "导出我的工单") or "没有" in served.say(
        "WangFang", "导出我的工单"
    )
    assert "投诉率现在还算不了" in served.say("WangFang", "本月投诉率")


def test_of_two_customers_in_one_breath_each_has_a_ticket(team: Chat) -> None:
    team.say("XiaoLi", "海康投诉发货慢 华为报修空调不转")
    told = {one["content"]: (one["customer"], one["type"]) for one in team.records("tickets")}
    assert told == {
        "发货慢": ("杭州海康威视数字技术股份有限公司", "complaint"),
        "空调不转": ("华为技术有限公司", "repair"),
    }


def test_what_is_agreed_is_news_and_no_end(served: Chat) -> None:
    served.say("XiaoLi", "1002 跟客户谈好了")
    assert facts(served, "1002", "status") == ["processing"]
    assert "谈好了" in served.say("XiaoLi", "1002到哪了")


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("派王磊去 明天上午到", "明天(周三)09:00"),
        ("1001派给王磊 明天下午到", "明天(周三)14:00"),
        ("让王磊后天去", "后天(周四)"),
        ("先派王磊过去吧，周五之前到场", "11月27日(周五)"),
    ],
)
def test_sent_there_by_a_time(team: Chat, said: str, when: str) -> None:
    team.say("WangFang", "华为报修 打印机卡纸")
    reply = team.say("WangFang", said)
    assert "工单1001已派给王磊" in reply
    assert f"要求{when}到" in reply
    assert (team.records("tickets")[0]["assignee"], team.records("tasks")) == ("王磊", [])
    assert f"要求{when}到" in str(team.cards("XiaoWang")[-1].card.card)
    team.say("WangFang", "撤销")
    assert team.records("tickets")[0]["assignee"] == "王芳"


def test_sent_to_one_of_several_it_is_asked_which(team: Chat) -> None:
    team.say("XiaoLi", "华为报修 打印机卡纸")
    team.say("XiaoLi", "海康报修 空调不转")
    assert "是哪一张工单" in team.say("WangFang", "派王磊过去 后天到")
    assert "要求后天(周四)到" in team.say("WangFang", "2")
    assert {t["number"]: t["assignee"] for t in team.records("tickets")} == {"1001": "李晓", "1002": "王磊"}
