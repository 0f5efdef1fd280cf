"""A rep who sells cold stores, on the phone all day: what went to the wrong record, or to none."""

from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.shop import one

FARM = "绿野农场"
PAPERS = "开票信息 抬头绿野农场有限公司 税号91110115MA01ABCD2X"


@pytest.fixture
def farm(chat: Chat) -> Chat:
    """绿野 with 王场长, a chance of 42万 for December, and a visit to 老灶 tomorrow at three."""
    chat.say("XiaoLi", "新客户 绿野农场 王场长 13811112222")
    chat.say("XiaoLi", "老灶火锅 张店长 13911113333 也加一下")
    chat.say("XiaoLi", "明天下午3点跟老灶张店长约了量尺寸")
    chat.say("XiaoLi", "建个商机 绿野冷库 42万 12月底")
    return chat


def people(chat: Chat) -> list[tuple[Any, Any]]:
    return [(one["customer"], one["name"]) for one in chat.records("contacts")]


def test_one_more_customer_in_a_breath(farm: Chat) -> None:
    assert people(farm) == [(FARM, "王场长"), ("老灶火锅", "张店长")]
    assert one(farm, "contacts", name="张店长")["phone"] == "13911113333"


def test_only_right_after_a_customer_was_made(chat: Chat) -> None:
    assert "新增客户 老灶火锅" in chat.say("XiaoLi", "老灶火锅 张店长 13911113333 也加一下")
    assert chat.records("customers") == []


def test_not_tomorrow_is_said_of_what_was_for_tomorrow(farm: Chat) -> None:
    farm.say("XiaoLi", "概率6成")
    said = farm.say("XiaoLi", "老灶那边 说的是后天下午 不是明天")
    assert "待办「跟老灶张店长约了量尺寸」的时间改为后天(周四)14:00" in said
    assert one(farm, "opportunities")["close_date"] == "2026-12-31"


def test_a_day_of_the_chance_itself_is_mended(farm: Chat) -> None:
    farm.say("XiaoLi", "不是12月31号 是12月20号")
    assert one(farm, "opportunities")["close_date"] == "2026-12-20"


def test_whose_an_invoice_is_to_be_is_no_new_name(farm: Chat) -> None:
    farm.say("XiaoLi", "今天去了绿野 王场长挺满意")
    farm.say("XiaoLi", PAPERS)
    customer = one(farm, "customers", name=FARM)
    assert customer["note"] == "开票信息：抬头绿野农场有限公司，税号91110115MA01ABCD2X"


def test_where_nobody_was_spoken_of_it_is_asked_whose(chat: Chat) -> None:
    chat.say("XiaoLi", "新客户 绿野农场 王场长 13811112222")
    chat.skip_to("2026-11-25 10:00")
    assert "哪个客户" in chat.say("XiaoLi", PAPERS)
    chat.say("XiaoLi", "绿野农场")
    assert "税号91110115MA01ABCD2X" in one(chat, "customers", name=FARM)["note"]


def test_what_was_done_is_no_new_task(farm: Chat) -> None:
    farm.say("XiaoLi", "给绿野出方案 月底前")
    said = farm.say("XiaoLi", "绿野方案做好了 发给王场长了")
    assert "完成：给绿野出方案" in said
    assert {task["status"] for task in farm.records("tasks", customer=FARM)} == {"done"}


def test_somebody_is_sent_right_behind_a_report(chat: Chat) -> None:
    chat.say("XiaoLi", "冰城食品的老孙来电 说制冷机组异响 让尽快来人")
    said = chat.say("XiaoLi", "派王磊去")
    assert "已登记工单1001：冰城食品" in said
    assert "工单1001已派给王磊" in said
    assert one(chat, "tickets")["assignee"] == "王磊"
    chat.say("XiaoLi", "撤销")
    assert chat.records("tickets", deleted_at=None) == []


def test_where_nothing_is_broken_there_is_no_case(farm: Chat) -> None:
    farm.say("XiaoLi", "今天去了绿野 王场长挺满意")
    farm.say("XiaoLi", "派王磊去")
    assert farm.records("tickets") == []


def test_whose_business_it_is(farm: Chat) -> None:
    assert "绿野农场的负责人是你" in farm.say("XiaoLi", "绿野的事谁在跟")
    assert "王场长 13811112222" in farm.say("XiaoLi", "绿野的情况")


def test_this_is_a_complaint(farm: Chat) -> None:
    farm.say("XiaoLi", "今天去了绿野 王场长说响应慢")
    assert "绿野农场 投诉" in farm.say("XiaoLi", "这个记投诉吧")
    assert one(farm, "tickets")["type"] == "complaint"
    farm.say("XiaoLi", "优先级高")
    assert one(farm, "tickets")["priority"] == "high"


def test_not_then_but_then(farm: Chat) -> None:
    farm.say("XiaoLi", "帮我约绿野王场长后天上午")
    assert "11月30日(周一)09:00" in farm.say("XiaoLi", "王场长回了 后天不行 下周一上午")
    assert len(farm.records("tasks", customer=FARM)) == 1
    farm.say("XiaoLi", "王场长说周五没空 改下周二下午吧")  # nothing is arranged for Friday
    assert len(farm.records("tasks", customer=FARM)) == 1
    assert len(farm.records("interactions", customer=FARM)) == 1


def test_what_somebody_says_while_a_doubt_waits_is_kept(farm: Chat) -> None:
    farm.say("XiaoLi", "今天去了绿野 王场长挺满意")
    assert "是要" in farm.say("XiaoLi", "绿野预算35万 交期要45天")
    farm.say("XiaoLi", "他说价格高了 能不能38万")
    assert "他说价格高了 能不能38万" in [one["content"] for one in farm.records("interactions")]


def test_a_friday_that_has_nothing_is_not_the_next(farm: Chat) -> None:
    farm.say("XiaoLi", "下周五提醒我催绿野")
    assert "周五没有待办" in farm.say("XiaoLi", "周五的都推到下周一")
    assert one(farm, "tasks", title="催绿野")["due_at"][:10] == "2026-12-04"


def test_what_somebody_does_not_touch(farm: Chat) -> None:
    farm.say("XiaoLi", "王场长不抽烟 喜欢喝茶")
    assert "王场长不抽烟" in one(farm, "customers", name=FARM)["preference"]
    assert "喜欢喝茶" in one(farm, "customers", name=FARM)["preference"]
