"""营销活动: shown before it goes out, a list and a task for each rep, counted from their follow-ups."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import outbox, whole

HUAWEI = "华为技术有限公司"
NEW = "建个活动 双十二专场，面向A类客户"


@pytest.fixture
def market(team: Chat) -> Chat:
    """A类: 华为 and 字节 of 小李, 讯飞 of 小王, 九阳 of 小赵; 海康 of 小李 is none."""
    team.say("XiaoLi", "新增客户 北京字节跳动科技有限公司 联系人于佳")
    team.say("XiaoWang", "新增客户 科大讯飞股份有限公司 联系人汪洋 13800010005")
    for who, name in (
        ("XiaoLi", "华为"),
        ("XiaoLi", "字节跳动"),
        ("XiaoWang", "科大讯飞"),
        ("XiaoZhao", "九阳"),
    ):
        team.say(who, f"{name}级别改成A")
    team.settle()
    return team


def told(chat: Chat, who: str) -> str:
    chat.settle()
    return str(
        [
            row["payload"]
            for row in outbox(chat, {"XiaoLi": "李晓", "XiaoWang": "王磊", "XiaoZhao": "赵敏"}[who])
        ]
    )


def test_a_manager_sees_how_wide_it_is_and_each_rep_gets_his_own(market: Chat) -> None:
    before = whole(market)
    said = market.say("WangFang", f"{NEW}，12月12日，话术：双十二全场满减\n老客户再送一年质保")
    assert "A级客户，共3家，2位同事" in said
    assert "李晓 2家" in said
    assert "王磊 1家" in said
    assert "12月12日" in said
    assert whole(market) == before
    said = market.say("WangFang", "确认")
    assert "活动「双十二专场」开始了：3家客户，李晓2家、王磊1家" in said
    card = market.cards("XiaoLi")[-1].card.card
    assert "你有2家客户" in str(card)
    assert "华为技术有限公司 李强 13800010001" in str(card)
    assert "讯飞" not in told(market, "XiaoLi")
    assert "双十二全场满减\n老客户再送一年质保" in [
        row["payload"].get("text") for row in outbox(market, "李晓")
    ]
    assert "双十二" not in told(market, "XiaoZhao")
    (campaign,) = market.records("campaigns")
    assert campaign["customers"] == [HUAWEI, "北京字节跳动科技有限公司", "科大讯飞股份有限公司"]
    assert [(t["assignee"], t["wanted"], t["due_at"][:10]) for t in market.records("tasks")] == [
        ("李晓", 2, "2026-12-12"),
        ("王磊", 1, "2026-12-12"),
    ]


def test_what_the_reps_record_is_what_came_of_it(market: Chat) -> None:
    market.say("WangFang", NEW)
    market.say("WangFang", "确认")
    assert "1/2" in market.say("XiaoLi", "今天拜访了华为的李强，聊了双十二，有兴趣")
    assert "双十二" not in market.say("XiaoLi", "今天拜访了海康的周航，聊了机房")  # not of the campaign
    assert "已联系1家（33%）" in market.say("WangFang", "双十二专场效果怎么样")
    market.say("XiaoLi", "华为下单 A100 8台 总价12万")
    market.say("XiaoLi", "刚给字节的于佳打了电话，聊了双十二")
    (task,) = market.records("tasks", assignee="李晓")
    assert task["status"] == "done"
    said = market.say("WangFang", "看看双十二专场效果")
    assert "合计：3家，已联系2家（67%），有回音1家，拜访1家，下单1家（12万）" in said
    assert "· 王磊：1家，已联系0家（0%），还没有下单" in said
    mine = market.say("XiaoLi", "双十二专场效果咋样")
    assert "王磊" not in mine
    assert "2家，已联系2家（100%）" in mine
    assert "没有叫" in market.say("XiaoZhao", "双十二专场效果怎么样")


def test_what_customers_answered(market: Chat) -> None:
    market.say("WangFang", NEW)
    market.say("WangFang", "确认")
    market.say("XiaoLi", "今天给华为发了微信，他们没回")
    assert "有回音" not in market.say("WangFang", "双十二专场咋样了")
    assert "已记跟进" in market.say("XiaoLi", "字节回复了 说要20台")
    said = market.say("WangFang", "双十二专场咋样了")
    assert "已联系2家（67%），有回音1家" in said
    market.say("XiaoLi", "撤销")
    assert "有回音" not in market.say("WangFang", "双十二专场咋样了")
    logged = len(market.records("interactions"))
    market.say("XiaoLi", "字节回复了吗")
    assert len(market.records("interactions")) == logged


def test_passed_on_is_a_follow_up_and_no_task_of_that_day(market: Chat) -> None:
    market.say("WangFang", "建个活动 双十二，面向A类客户")
    market.say("WangFang", "确认")
    assert "1/2" in market.say("XiaoLi", "双十二发给华为了 李总说考虑")
    (log,) = market.records("interactions")
    assert (log["customer"], log["channel"]) == (HUAWEI, "wechat")
    assert "李总说考虑" in log["content"]
    market.say("XiaoLi", "双十二发给字节了吗")
    assert len(market.records("interactions")) == 1
    assert len(market.records("tasks", assignee="李晓")) == 1


def test_everybodys_customers_by_other_words(market: Chat) -> None:
    said = market.say("WangFang", "建个活动 年底答谢 面向我们组所有客户 话术：年底啦，买十送一")
    assert "「年底答谢」：全部客户，共4家" in said


def test_the_list_on_the_card_and_in_words(market: Chat) -> None:
    market.say("WangFang", NEW)
    market.say("WangFang", "确认")
    market.say("XiaoLi", "刚给华为李强打了电话，聊了活动")
    assert "名单已发给你" in market.tap("XiaoLi", "看名单", market.cards("XiaoLi")[-1])
    assert "还有1家没联系" in told(market, "XiaoLi")
    assert "还有2家没联系" in market.say("WangFang", "双十二专场谁还没联系")
    assert "双十二专场（A级客户，3家，进行中）" in market.say("WangFang", "现在有哪些活动")
    assert "2家" in market.say("XiaoLi", "活动列表")
    assert "还没有活动" in market.say("XiaoZhao", "有什么活动吗")


def test_a_rep_reaches_his_own_customers_only(market: Chat) -> None:
    assert "共2家，1位同事" in market.say("XiaoLi", "给A类客户群发消息：年底了，续约有优惠")
    market.say("XiaoLi", "确认")
    (campaign,) = market.records("campaigns")
    assert (campaign["title"], campaign["message"]) == ("年底了", "年底了，续约有优惠")
    assert "九阳" not in str(campaign["customers"])
    assert "没有符合「合肥客户」的客户（只算你和你团队负责的）" in market.say(
        "XiaoLi", "建个活动 合肥沙龙，面向合肥的客户"
    )


SAID = (
    ("给所有客户发一条新年祝福：祝您新年快乐，万事如意", "「祝您新年快乐」：全部客户，共4家"),
    ("通知所有A类客户，下周一系统升级", "「下周一系统升级」：A级客户，共3家"),
    ("帮我给A类客户发个通知，内容：年底对账", "「年底对账」：A级客户，共3家"),
    ("搞个春节回馈活动，面向A类客户，下周一开始", "「春节回馈」：A级客户，共3家"),
)


def test_other_words_for_it(market: Chat) -> None:
    for words, part in SAID:
        assert part in market.say("WangFang", words)
        assert "开始了" in market.say("WangFang", "好的")
        assert "已联系0家" in market.say("WangFang", "活动效果怎么样")  # the only one
        market.say("WangFang", "撤销")


def test_asked_for_what_is_missing_even_where_the_answer_reads_like_a_list(market: Chat) -> None:
    assert "给哪些客户" in market.say("ChenYu", "建个活动 年终答谢会")
    assert "没听懂「等预算的客户」" in market.say("ChenYu", "等预算的客户")
    assert "A级客户，共4家，3位同事" in market.say("ChenYu", "A类客户")
    assert "话术：感谢一年的支持" in market.say("ChenYu", "话术：感谢一年的支持")
    assert "什么都没动" in market.say("ChenYu", "不做了")
    assert market.records("campaigns") == []


def test_those_just_listed(market: Chat) -> None:
    market.say("XiaoLi", "A类客户有哪些")
    assert "A级客户，共2家" in market.say("XiaoLi", "给他们群发消息：新品到货了")
    assert "先列出来" in market.say("XiaoWang", "给他们群发消息：新品到货了")


def test_undone_before_and_after_it_was_sent(market: Chat) -> None:
    before = whole(market)
    market.say("WangFang", f"{NEW}，话术：满减")
    market.say("WangFang", "确认")
    assert "新建的活动「双十二专场」" in market.say("WangFang", "撤销")
    assert whole(market) == before
    assert "双十二" not in str([one.body for one in market.box.inbox("XiaoWang")])
    market.say("WangFang", NEW)
    market.say("WangFang", "确认")
    market.settle()
    market.say("WangFang", "撤销")
    assert "活动「双十二专场」撤销了" in told(market, "XiaoWang")
    assert "已经撤销" in market.tap("XiaoWang", "看名单", market.cards("XiaoWang")[-1])


def test_ended_by_those_who_may_and_not_twice(market: Chat) -> None:
    market.say("WangFang", NEW)
    market.say("WangFang", "确认")
    assert "王芳" in market.say("XiaoLi", "结束活动双十二专场")
    assert "2条还没做完的待办取消了" in market.say("WangFang", "双十二专场结束了")
    assert "不用联系了" in told(market, "XiaoWang")
    assert "已经结束" in market.say("WangFang", "结束双十二专场")
    market.say("WangFang", "撤销")
    assert {t["status"] for t in market.records("tasks")} == {"open"}
    assert "没有结束" in told(market, "XiaoWang")


def test_renamed_moved_and_with_new_words(market: Chat) -> None:
    market.say("WangFang", NEW)
    market.say("WangFang", "确认")
    assert "正在进行" in market.say("WangFang", NEW)
    market.say("WangFang", "算了")
    assert "改名为「年终专场」" in market.say("WangFang", "把双十二专场改名为年终专场")
    assert "12月15日" in market.say("WangFang", "年终专场改到12月15日")
    assert {t["due_at"][:10] for t in market.records("tasks")} == {"2026-12-15"}
    assert "已发给2位同事" in market.say("WangFang", "话术：买一送一")
    assert "买一送一" in told(market, "XiaoWang")
    assert "没有在进行的活动" in market.say("XiaoWang", "话术：半价")
    market.say("WangFang", "撤销")
    assert "撤回" in told(market, "XiaoWang")


def test_nothing_of_it_where_no_campaign_is_meant(market: Chat) -> None:
    nothing = ("给王总发消息：明天见", "华为情况怎么样", "今天参加了海康的活动", "把华为方案改到下周三")
    for words in (*nothing, "把活动改到下周五", "活动取消了"):
        assert "活动「" not in market.say("XiaoLi", words), words
    assert market.records("campaigns") == []


def test_one_that_is_not_there_is_said_so(market: Chat) -> None:
    named = ("结束活动 双十一", "活动双十一的客户名单", "把活动双十一改到12月15日", "双十一活动效果怎么样")
    for words in named:
        assert "没有叫「双十一」的活动" in market.say("WangFang", words), words
    assert "没有叫" not in market.say("XiaoLi", "活动安排在下周三，提醒我准备")


def test_a_name_that_reads_like_a_day_is_a_name(market: Chat) -> None:
    assert "叫什么名字" in market.say("WangFang", "建个活动")
    assert "给哪些客户" in market.say("WangFang", "双十二")
    assert "活动「双十二」：A级客户，共3家" in market.say("WangFang", "A类客户")
