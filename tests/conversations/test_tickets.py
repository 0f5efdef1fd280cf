"""工单: told in one sentence, given by the rule, taken, reported on, closed; and what goes wrong."""

from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole

HUAWEI = "华为技术有限公司"
HIKVISION = "杭州海康威视数字技术股份有限公司"


@pytest.fixture
def served(team: Chat) -> Chat:
    """A repair of 华为 (1001, with 王磊) and a complaint of 海康 (1002, with 李晓)."""
    team.say("XiaoLi", "华为李强报修 打印机卡纸")
    team.say("XiaoLi", "1001派给王磊")
    team.say("XiaoLi", "海康投诉 送货晚了三天 很急")
    team.settle()
    return team


def ticket(chat: Chat, number: str) -> dict[str, Any]:
    (found,) = chat.records("tickets", number=number)
    return found


def kinds(chat: Chat, number: str) -> list[str]:
    return [event["kind"] for event in ticket(chat, number)["events"]]


def texts(chat: Chat, who: str) -> list[str]:
    chat.settle()
    return [one.text for one in chat.box.inbox(who) if not one.card]


def shown(card: Any) -> dict[str, str]:
    return {one["keyname"]: one["value"] for one in card.card.card["horizontal_content_list"]}


@pytest.mark.parametrize(
    ("said", "type", "facts"),
    [
        ("华为 报修 打印机卡纸", "repair", {"content": "打印机卡纸", "priority": "normal", "contact": None}),
        ("华为李强报修 打印机开不了机 很急", "repair", {"contact": "李强", "priority": "high"}),
        ("华为投诉 发货太慢", "complaint", {"content": "发货太慢"}),
        ("华为咨询 A100能不能接双电源", "consult", {"product": "A100 交换机", "content": "能不能接双电源"}),
        ("华为报修 交换机不亮了", "repair", {"product": "交换机", "content": "不亮了"}),  # one of two
        ("华为要安装一台A100", "install", {"product": "A100 交换机"}),
    ],
)
def test_one_sentence_makes_a_ticket(shop: Chat, said: str, type: str, facts: dict[str, Any]) -> None:
    assert f"已登记工单1001：{HUAWEI}" in shop.say("XiaoLi", said)
    made = ticket(shop, "1001")
    assert {key: made[key] for key in ("customer", "type", "status", "assignee", "creator")} == {
        "customer": HUAWEI, "type": type, "status": "open", "assignee": "李晓", "creator": "李晓",
    }  # fmt: skip
    assert {key: made[key] for key in facts} == facts
    assert made["responded_at"] is None
    assert shown(shop.cards("XiaoLi")[-1])["状态"] == "待接单"


def test_what_is_missing_is_asked_one_by_one(team: Chat) -> None:
    assert "是哪个客户" in team.say("WangFang", "报修 打印机卡纸")
    assert f"已登记工单1001：{HUAWEI} 报修\n打印机卡纸" in team.say("WangFang", "华为")
    assert "什么问题" in team.say("XiaoLi", "海康投诉")
    assert "已登记工单1002" in team.say("XiaoLi", "送货晚了三天")
    assert (ticket(team, "1002")["type"], ticket(team, "1002")["content"]) == ("complaint", "送货晚了三天")
    assert "什么问题" in team.say("XiaoLi", "海康报修")
    team.say("XiaoLi", "算了")
    assert len(team.records("tickets")) == 2


def test_a_new_customer_is_said_to_be_new_and_a_hidden_one_is_refused(team: Chat) -> None:
    assert "新建了客户「星辰科技」" in team.say("XiaoLi", "星辰科技报修 打印机卡纸")
    assert "负责人是李晓" in team.say("XiaoZhao", "华为报修 打印机卡纸")
    assert [one["customer"] for one in team.records("tickets")] == ["星辰科技"]


def test_it_goes_from_hand_to_hand_by_cards(served: Chat) -> None:
    (card,) = served.cards("XiaoWang")
    assert card.card.card["main_title"]["title"] == f"新工单1001：{HUAWEI}"
    assert shown(card) == {"状态": "待接单", "类型": "报修", "联系人": "李强 采购总监", "电话": "13800010001"}
    assert served.tap("XiaoWang", "接单", card) == "已接单 ✓"
    assert served.tap("XiaoWang", "接单", card) == "已经在处理中"
    assert texts(served, "XiaoLi")[-1] == f"王磊接了工单1001 {HUAWEI} 报修 打印机卡纸。"
    assert ticket(served, "1001")["status"] == "processing"
    assert ticket(served, "1001")["responded_at"] is not None
    card = served.cards("XiaoWang")[-1]
    assert shown(card)["状态"] == "处理中"
    assert served.tap("XiaoWang", "完成", card) == "已完成 ✓"
    assert "怎么处理的" in texts(served, "XiaoWang")[-1]
    assert "已记到工单1001：结果：换了搓纸轮 · 满意度5分" in served.say("XiaoWang", "换了搓纸轮，客户打5分")
    done = ticket(served, "1001")
    assert (done["status"], done["closed_by"], done["result"], done["satisfaction"]) == (
        *("closed", "王磊", "换了搓纸轮", 5),
    )
    assert "王磊关了工单1001" in texts(served, "XiaoLi")[-1]
    assert served.tap("XiaoWang", "完成", card) == "这张工单已经关了"
    assert kinds(served, "1001") == ["made", "given", "taken", "closed"]


def test_a_card_asks_to_whom_it_is_passed_on(served: Chat) -> None:
    (card,) = served.cards("XiaoWang")
    served.tap("XiaoWang", "转给同事", card)
    assert "派给哪位同事" in texts(served, "XiaoWang")[-1]
    assert "工单1001已派给赵敏" in served.say("XiaoWang", "赵敏")
    assert served.tap("XiaoWang", "接单", card) == "这张工单已经不在你这里了"
    assert shown(served.cards("XiaoZhao")[-1])["电话"] == "13800010001"
    assert HUAWEI in served.say("XiaoZhao", "我的工单")
    assert "13800010001" in served.say("XiaoZhao", "1001号工单")
    assert "李晓" in served.say("XiaoZhao", "客户 华为")  # the customer itself stays whose it is


def test_news_and_the_end_in_words(served: Chat) -> None:
    assert "已接单：1001" in served.say("XiaoWang", "接单")
    assert "已经接了" in served.say("XiaoWang", "1001接单")
    assert "现在处理中" in served.say("XiaoWang", "1001号工单配件已到")
    assert "王磊：配件已到" in texts(served, "XiaoLi")[-1]
    assert "已记到工单1001" in served.say("XiaoLi", "1001号工单 客户又催了")
    assert "李晓：客户又催了" in texts(served, "XiaoWang")[-1]
    said = served.say("XiaoWang", "1001号工单关了 换了搓纸轮 客户打4分")
    assert "结果：换了搓纸轮 · 满意度4分（满意）" in said
    assert kinds(served, "1001") == ["made", "given", "taken", "note", "note", "closed"]
    sheet = served.say("XiaoLi", "1001号工单到哪了")
    assert "状态：已关闭" in sheet
    assert "王磊：配件已到" in sheet


def test_the_first_answer_to_the_customer_is_by_whoever_has_it(served: Chat) -> None:
    served.say("XiaoLi", "1001号工单 客户又催了")
    assert (ticket(served, "1001")["responded_at"], ticket(served, "1001")["status"]) == (None, "open")
    served.say("XiaoWang", "1001号工单 已联系客户，明天上门")
    first = ticket(served, "1001")["responded_at"]
    assert first is not None
    served.say("XiaoWang", "1001号工单 配件已到")
    served.say("XiaoWang", "1001派给王芳")
    served.say("WangFang", "1001号工单关了 修好")
    assert ticket(served, "1001")["responded_at"] == first


def test_lists_by_person_customer_state_and_type(served: Chat) -> None:
    assert "1. 1002" in served.say("XiaoLi", "我的工单")
    mine = served.say("XiaoLi", "未处理工单")
    assert mine.startswith("没关的工单：共2张（待接单2）\n1. 1002")  # the urgent one first
    assert f"{HUAWEI}的工单：共1张" in served.say("XiaoLi", "华为的工单")
    assert "共1张" in served.say("XiaoLi", "本月的投诉")
    assert "看不到" in served.say("XiaoLi", "王磊的工单")
    assert "王磊没关的工单：共1张" in served.say("WangFang", "王磊的工单")
    assert "已关闭的工单：没有" in served.say("XiaoLi", "已关闭的工单")
    assert "我没关的工单：没有" in served.say("XiaoZhao", "工单")
    served.say("XiaoLi", "未处理工单")
    assert "已关闭工单1002" in served.say("XiaoLi", "第1个关了")
    served.say("XiaoLi", "不用")
    assert "只有2张" in served.say("XiaoLi", "第3个工单关了")
    assert [one["number"] for one in served.records("tickets", status="closed")] == ["1002"]


def test_an_unknown_number_and_one_of_others_read_alike(served: Chat) -> None:
    before = whole(served)
    unknown = served.say("XiaoLi", "1187号工单派给王磊")
    assert unknown.startswith("没有1187号工单，或者它不归你看")
    for words in ("1001号工单关了", "1001号工单配件已到", "1001派给我", "1001接单", "看看1001号工单"):
        assert served.say("XiaoZhao", words) == unknown.replace("1187", "1001"), words
    assert "没有没关的工单" in served.say("XiaoZhao", "工单关了")
    assert whole(served) == before


def test_closed_twice_or_touched_after_it_is_closed(served: Chat) -> None:
    served.say("XiaoWang", "1001号工单关了 换了搓纸轮")
    before = whole(served)
    for words in ("1001号工单关了 换了硒鼓", "1001号工单 客户又催了", "1001派给赵敏", "华为的工单关了"):
        said = served.say("XiaoLi", words)
        assert "已经由王磊关了，没有改。结果：换了搓纸轮" in said, words
    assert whole(served) == before


def test_of_several_it_asks_which(served: Chat) -> None:
    served.say("XiaoLi", "华为投诉 发货太慢")
    asked = served.say("XiaoLi", "华为的工单关了")
    assert "是哪一张工单" in asked
    assert "1001" in asked
    assert "1003" in asked
    assert served.records("tickets", status="closed") == []
    assert "已关闭工单1003" in served.say("XiaoLi", "2")
    served.say("XiaoLi", "不用")
    served.say("XiaoLi", "海康报修 摄像头没画面")
    assert "工单1004已派给王磊" in served.say("XiaoLi", "海康摄像头那个工单派给王磊")


def test_a_ticket_spoken_of_needs_no_name(served: Chat) -> None:
    served.say("XiaoLi", "1002号工单")
    assert "工单1002已派给王磊" in served.say("XiaoLi", "这个工单转给王磊")
    assert "本来就在王磊这里" in served.say("XiaoLi", "1002派给王磊")
    assert "没有叫" in served.say("XiaoLi", "1002派给老孙") or ticket(served, "1002")["assignee"] == "王磊"


def test_told_and_given_in_one_sentence_reaches_only_the_one_named(served: Chat) -> None:
    served.say("ChenYu", "工单都给李晓")
    served.cards("XiaoLi")
    said = served.say("WangFang", "华为投诉 发票开错了 派给王磊")
    assert "工单1003已派给王磊" in said
    assert [(one["kind"], one["to"]) for one in ticket(served, "1003")["events"]] == [("made", "王磊")]
    assert all("工单1003" not in str(card.card.card) for card in served.cards("XiaoLi"))
    assert served.cards("XiaoWang")[-1].card.card["main_title"]["title"] == f"新工单1003：{HUAWEI}"


def test_whoever_undoes_their_own_ticket_is_not_told_by_somebody_else(served: Chat) -> None:
    assert "工单1003" in served.say("XiaoLi", "华为报修 打印机卡纸")
    served.settle()
    served.say("XiaoLi", "撤销")
    served.settle()
    assert [one for one in texts(served, "XiaoLi") if "收回" in one] == []


def test_undone_it_is_gone_and_whoever_was_told_hears_so(served: Chat) -> None:
    served.say("XiaoLi", "华为投诉 发货太慢 派给王磊")
    served.settle()
    assert "新建的工单「1003" in served.say("XiaoLi", "撤销")
    assert [one["number"] for one in served.records("tickets")] == ["1001", "1002"]
    assert texts(served, "XiaoWang")[-1] == "刚才派给你的工单1003，对方收回了，不用处理。"
    assert served.tap("XiaoWang", "接单") == "这张工单已经不在你这里了"


def test_every_step_can_be_undone(served: Chat) -> None:
    for who, words in (
        ("XiaoWang", "1001接单"),
        ("XiaoWang", "1001号工单配件已到"),
        ("XiaoWang", "1001派给赵敏"),
        ("XiaoWang", "1001号工单关了 换了搓纸轮 客户打5分"),
    ):
        before = whole(served)
        served.say(who, words)
        assert whole(served) != before, words
        assert "已撤销" in served.say(who, "撤销"), words
        assert whole(served) == before, words


def test_what_somebody_began_cannot_vanish_under_them(served: Chat) -> None:
    served.say("XiaoLi", "华为投诉 发货太慢")
    served.say("WangFang", "1003派给王磊")
    said = served.say("XiaoLi", "撤销")
    assert "后来" in said or "改过" in said
    assert ticket(served, "1003")["assignee"] == "王磊"


def test_with_the_customer_and_with_the_person_it_changes_hands(served: Chat) -> None:
    assert "1张没关的工单一起转过去了" in served.say("WangFang", "把海康转给王磊")
    assert "连同1张没关的工单。" in str(served.cards("XiaoWang")[-1].card.card)
    assert ticket(served, "1002")["assignee"] == "王磊"
    served.say("WangFang", "撤销")
    assert ticket(served, "1002")["assignee"] == "李晓"
    asked = served.say("WangFang", "离职交接 王磊→李晓")
    assert "没关的工单1张" in asked
    served.say("WangFang", "确认")
    assert {one["assignee"] for one in served.records("tickets")} == {"李晓"}


def test_rules_in_turns_by_load_and_by_region(team: Chat) -> None:
    assert "只有管理员能改工单分配规则" in team.say("XiaoLi", "工单轮流给小李、王磊")
    assert "新工单轮流分给李晓、王磊" in team.say("ChenYu", "工单轮流给小李、王磊")
    for whose in ("李晓", "王磊", "李晓"):
        assert f"分给{whose}（不分地区，轮流）" in team.say("WangFang", "华为报修 打印机卡纸")
    team.say("WangFang", "撤销")
    assert "分给李晓" in team.say("WangFang", "华为报修 打印机卡纸")
    assert "新工单按负载分给李晓、王磊" in team.say("ChenYu", "工单按负载分给小李、王磊")
    assert "分给王磊（不分地区，手上最少：工单1、待办0）" in team.say("WangFang", "华为报修 打印机卡纸")
    team.say("ChenYu", "杭州的工单都给王芳")
    assert "分给王芳（杭州）" in team.say("WangFang", "海康报修 摄像头没画面")
    assert "· 杭州：王芳" in team.say("XiaoLi", "工单规则")
    assert "线索分配规则" in team.say("XiaoLi", "线索规则")  # the rules of tickets give out no leads
    assert "杭州的工单分配规则停了" in team.say("ChenYu", "取消杭州的工单分配规则")
    assert "分给" in team.say("WangFang", "海康报修 摄像头没画面")


def test_who_is_away_is_passed_over_and_whoever_stands_in_may_do_it(team: Chat) -> None:
    team.say("ChenYu", "工单轮流给王磊、小李")
    team.say("XiaoLi", "华为报修 打印机卡纸")
    card = team.cards("XiaoWang")[-1]
    team.say("XiaoWang", "我明天请假，赵敏代班")
    team.wait_until("2026-11-25 10:00")
    assert "分给李晓" in team.say("XiaoLi", "华为投诉 发货太慢")
    assert "分给李晓" in team.say("XiaoLi", "华为投诉 发错货了")
    assert team.tap("XiaoZhao", "接单", card) == "已接单 ✓"
    assert ticket(team, "1001")["status"] == "processing"


def test_the_nearest_technician_is_said_not_to_be_there_yet(served: Chat) -> None:
    assert "还没上线" in served.say("XiaoLi", "1001号工单派最近的师傅")
    assert ticket(served, "1001")["assignee"] == "王磊"
