"""保单、合同、存单: written down in a sentence, listed by their end, a task in time, renewed, taken back."""

from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole

HUAWEI = "华为技术有限公司"
POLICY = "华为的保单 PA123 明年3月5日到期"


def held(chat: Chat) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (one["name"], one["number"], one["amount"], one["ends_on"])
        for customer in chat.records("customers")
        for one in customer["holdings"]
    ]


def renewals(chat: Chat) -> list[dict[str, Any]]:
    return [task for task in chat.records("tasks") if task["kind"] == "renewal"]


@pytest.mark.parametrize(
    ("said", "name", "number", "amount", "ends_on"),
    [
        (POLICY, "保单", "PA123", None, "2027-03-05"),
        ("华为的大额存单100万 6月到期", "大额存单", None, "1000000.00", "2027-06-01"),
        ("华为存了50万定期 明年3月1日到期", "定期", None, "500000.00", "2027-03-01"),
        ("华为的服务器维保明年6月到期", "服务器维保", None, None, "2027-06-01"),
        ("华为服务合同12月31日到期", "服务合同", None, None, "2026-12-31"),
        (
            "给华为记一份车险，保单号PDZA20261234，到期日2027-01-15",
            "车险",
            "PDZA20261234",
            None,
            "2027-01-15",
        ),
        ("华为买了一份理财50万，后年1月10号到期", "理财", None, "500000.00", "2028-01-10"),
        ("华为的保单PA125，明年3月5日到期，保额100万", "保单", "PA125", "1000000.00", "2027-03-05"),
        ("海康那份框架协议有效期到年底", "框架协议", None, None, "2026-12-31"),
    ],
)
def test_said_in_a_sentence(
    team: Chat, said: str, name: str, number: str | None, amount: str | None, ends_on: str
) -> None:
    assert "已记：" in team.say("XiaoLi", said)
    assert held(team) == [(name, number, amount, ends_on)]
    assert "到期" in team.say("XiaoLi", "客户 海康" if "海康" in said else "客户 华为")
    team.say("XiaoLi", "撤销")
    assert held(team) == []


def test_the_task_comes_in_time_once_and_renewing_ends_it(team: Chat) -> None:
    assert "到期前30天（12月9日(周三)）给你加待办" in team.say("XiaoLi", "华为的保单PA123明年1月8日到期")
    team.wait_until("2026-12-08 18:00")
    assert renewals(team) == []
    team.wait_until("2026-12-09 09:01")
    (task,) = renewals(team)
    assert (task["assignee"], task["customer"], task["due_at"][:10]) == ("李晓", HUAWEI, "2026-12-09")
    assert task["title"] == "续保华为技术有限公司：保单 PA123 2027年1月8日到期"
    assert "续保华为" in str(team.cards("XiaoLi")[-1].card.card)
    team.parts.run_job("renewals", team.clock.now())
    team.wait_until("2026-12-11 09:01")
    assert len(renewals(team)) == 1
    before = whole(team)
    said = team.say("XiaoLi", "华为的保单续保了，到2028年1月8日")
    assert "已续保：华为技术有限公司 保单 PA123，到2028年1月8日" in said
    assert "待办也完成了" in said
    assert renewals(team)[0]["status"] == "done"
    team.say("XiaoLi", "撤销")
    assert whole(team) == before


def test_whoever_takes_the_customer_out_of_the_pool_gets_the_task(team: Chat) -> None:
    team.say("XiaoLi", "华为的服务合同12月10日到期")
    team.wait_until("2026-11-25 09:00")
    before = whole(team)
    assert "1条待办已取消" in team.say("XiaoLi", "把华为放回公海")
    team.say("XiaoLi", "撤销")
    assert whole(team) == before
    team.say("XiaoLi", "把华为放回公海")
    team.say("XiaoWang", "从公海领取华为")
    team.wait_until("2026-11-26 09:00")
    assert [(task["assignee"], task["status"]) for task in renewals(team)] == [
        ("李晓", "cancelled"),
        ("王磊", "open"),
    ]


def test_the_lead_is_the_kinds_and_the_administrators(team: Chat) -> None:
    assert "到期前7天" in team.say("XiaoLi", "华为的大额存单100万 12月20日到期")
    assert "陈宇" in team.say("XiaoLi", "存单提前14天提醒")
    assert "存款理财7天" in team.say("XiaoLi", "到期提醒设置")
    assert "到期前14天提醒（原来7天）" in team.say("ChenYu", "存单提前14天提醒")
    team.skip_to("2026-12-04 18:00")
    team.wait_until("2026-12-06 12:00")  # a Sunday: the task is for Monday
    (task,) = renewals(team)
    assert (task["title"], task["due_at"][:10]) == (
        "转存华为技术有限公司：大额存单 100万 12月20日到期",
        "2026-12-07",
    )


def test_what_ends_when(team: Chat) -> None:
    team.say("XiaoLi", "华为的保单 PA123 12月5日到期")
    team.say("XiaoLi", "海康的保单 PA777 1月8日到期")
    team.say("XiaoLi", "华为服务合同12月31日到期")
    team.say("XiaoZhao", "九阳的保单 PB1 12月9日到期")
    said = team.say("XiaoLi", "下个月到期的保单")
    assert "PA123" in said
    assert "PA777" not in said + str("合同" in said)
    assert "PB1" not in said
    assert "2份" in team.say("XiaoLi", "哪些保单快到期了")
    assert "3份" in team.say("XiaoLi", "到期提醒")
    assert "PA123" in team.say("XiaoLi", "30天到期的保单")
    assert "服务合同" in team.say("XiaoLi", "一年到期的合同")
    assert "服务合同" in team.say("XiaoLi", "有哪些合同这个季度到期")
    assert "（李晓）" in team.say("WangFang", "下个月到期的保单有哪些")
    assert "PB1" in team.say("ChenYu", "下个月到期的保单")
    assert "没有" in team.say("XiaoLi", "过期的合同")
    for words in ("最近有什么要到期的", "到期客户", "续保名单", "60天内到期的客户", "近期到期事项"):
        assert "3份" in team.say("XiaoLi", words), words
    assert "服务合同" in team.say("XiaoLi", "华为有哪些合同")
    assert "12月31日" in team.say("XiaoLi", "华为合同什么时候到期")
    assert "PA123" in team.say("XiaoLi", "华为的保单")
    assert "1月8日" in team.say("XiaoLi", "海康的保单哪天到期")


def test_the_same_again_another_end_and_a_second_one(team: Chat) -> None:
    team.say("XiaoLi", "华为的保单明年3月5日到期")
    assert "已经记过了" in team.say("XiaoLi", "华为的保单明年3月5日到期")
    assert "还是另记一份" in team.say("XiaoLi", "华为的保单明年4月1日到期")
    assert "到期日从2027年3月5日(周五)改到2027年4月1日" in team.say("XiaoLi", "1")
    team.say("XiaoLi", "华为的保单明年5月1日到期")
    assert "已记" in team.say("XiaoLi", "另记一份")
    assert len(held(team)) == 2
    assert "好几份" in team.say("XiaoLi", "华为的保单续一年")
    assert "到2028年4月1日" in team.say("XiaoLi", "1")
    team.say("XiaoLi", POLICY)
    assert "改到2027年3月7日" in team.say("XiaoLi", "华为的保单PA123到期日改成2027年3月7日")
    assert "改到2027年3月6日" in team.say("XiaoLi", "华为的保单PA123 2027年3月6日到期")


def test_renewed_till_when_is_asked(team: Chat) -> None:
    team.say("XiaoLi", POLICY)
    assert "续到哪天" in team.say("XiaoLi", "华为的保单续保了")
    assert "到2029年3月5日" in team.say("XiaoLi", "两年")
    assert "到2030年3月5日" in team.say("XiaoLi", "华为续保了，一年")
    assert "更晚的日子" in team.say("XiaoLi", "华为的保单续到2028年1月1日")
    assert "没有记过合同" in team.say("XiaoLi", "华为的合同续签一年")


@pytest.mark.parametrize("words", ["华为的保单退保了", "华为保单不续了", "删除华为的保单"])
def test_held_no_longer(team: Chat, words: str) -> None:
    team.say("XiaoLi", POLICY)
    assert "已去掉" in team.say("XiaoLi", words)
    assert held(team) == []
    team.say("XiaoLi", "撤销")
    assert len(held(team)) == 1
    team.say("XiaoLi", "华为的大额存单100万 12月28日到期")
    team.skip_to("2026-12-21 07:00")
    team.wait_until("2026-12-21 08:00")
    assert "待办也取消了" in team.say("XiaoLi", "华为的大额存单取出来了")


def test_the_customer_just_spoken_of_and_none(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康的周航，聊了续签")
    assert "海康" in team.say("XiaoLi", "他们的服务合同12月31日到期")
    assert "已记" not in team.say("XiaoWang", "保单PA9明年3月5日到期")


def test_others_may_neither_see_nor_write_it(team: Chat) -> None:
    team.say("XiaoLi", POLICY)
    before = whole(team)["holdings"]
    for words in ("华为的保单 PA124 明年3月5日到期", "华为的保单续一年", "华为的保单退保了", "华为的保单"):
        assert "3月5日(" not in team.say("XiaoZhao", words)
        team.say("XiaoZhao", "算了")
    team.say("XiaoLi", "华为加协作人 赵敏")
    assert "协作人" in team.say("XiaoZhao", "华为的保单续一年")
    assert "PA123" in team.say("XiaoZhao", "华为的保单")
    assert whole(team)["holdings"] == before
    assert "给李晓加待办" in team.say("WangFang", "华为的保单 PA125 明年3月5日到期")


@pytest.mark.parametrize(
    "words",
    [
        "提醒我华为合同到期前联系李强",
        "今天拜访了华为的李强，聊了合同续签",
        "华为合同签了50万",
        "华为李总说他们的合同明年3月到期，到时候可以谈替换",
        "华为跟别家的合同明年3月到期",
        "明天把合同寄给华为",
    ],
)
def test_what_only_mentions_a_contract_is_none(team: Chat, words: str) -> None:
    team.say("XiaoLi", words)
    assert held(team) == []


def test_the_only_one_is_renewed_without_its_name(team: Chat) -> None:
    team.say("XiaoLi", "海康续了一年")
    assert held(team) == []
    team.say("XiaoLi", "海康的服务合同12月20日到期")
    assert "12月20日" in team.say("XiaoLi", "下个月到期的")
    team.say("XiaoLi", "海康续了一年")
    assert held(team) == [("服务合同", None, None, "2027-12-20")]
    team.say("XiaoLi", "撤销")
    assert held(team) == [("服务合同", None, None, "2026-12-20")]
