"""A door that stayed shut, a pump that leaks again: whose it is goes with what is written."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    "said",
    [
        "东海阀门没见着人 保安不让进 改天",
        "今天去了东海阀门 没见着人",
        "恒丰水泥没见着人",
        "刚才去了永嘉泵业没人在",
    ],
)
def test_whoever_was_not_there_is_not_the_one_spoken_of(chat: Chat, said: str) -> None:
    chat.say("XiaoLi", "昨天去了滨江物业 跟老吴看了泵房")
    chat.say("XiaoLi", said)
    names = [one["customer"] for one in chat.records("interactions")]
    assert names[0] == "滨江物业"
    assert names[1:] != ["滨江物业"]
    assert names[1:] in ([], ["东海阀门"], ["恒丰水泥"], ["永嘉泵业"])


def test_whom_one_spoke_of_was_not_there(chat: Chat) -> None:
    chat.say("XiaoLi", "昨天去了滨江物业 跟老吴看了泵房")
    chat.say("XiaoLi", "今天又去没见着人")
    chat.say("XiaoLi", "仓库没人管 车间设备没人修")
    assert {one["customer"] for one in chat.records("interactions")} <= {"滨江物业"}
    assert [one["name"] for one in chat.records("customers")] == ["滨江物业"]


def test_what_is_broken_is_a_case_and_somebody_is_sent(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 滨江物业")
    chat.say("XiaoLi", "滨江物业泵又漏了 让王磊去看看")
    (case,), (task,) = chat.records("tickets"), chat.records("tasks")
    assert (case["customer"], case["content"]) == ("滨江物业", "泵又漏了")
    assert (task["assignee"], task["customer"]) == ("王磊", "滨江物业")
    chat.say("XiaoLi", "老吴回来了 让王磊去把合同拿回来")
    assert chat.records("tasks")[-1]["title"] == "去把合同拿回来"
