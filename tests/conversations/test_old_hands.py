"""People as one speaks of them: 老孙 of the purchasing, 教务处的钱主任."""

from tests.support.chat import Chat


def test_an_old_one_is_a_contact_and_brings_one_back_to_his_company(chat: Chat) -> None:
    chat.say("XiaoLi", "早上去了趟永固五金 跟采购老孙聊了 他们车间灭火器要换一批")
    assert "老孙" in chat.say("XiaoLi", "电话15857701122")
    chat.say("XiaoLi", "顺丰物业那边消防栓漏水 让人过去看看")
    assert "永固五金 老孙" in chat.say("XiaoLi", "老孙说干粉的要4公斤的 8个车间 每个20具")
    (person,) = chat.records("contacts")
    assert (person["name"], person["customer"], person["phone"]) == ("老孙", "永固五金", "15857701122")
    assert {one["customer"] for one in chat.records("interactions")} == {"永固五金"}


def test_what_he_is_called_in_full_is_told_later(chat: Chat) -> None:
    chat.say("XiaoLi", "昨天去了滨江物业 跟工程部老吴看了消防泵房")
    chat.say("XiaoLi", "老吴叫吴建平 电话13900001111")
    (person,) = chat.records("contacts")
    assert (person["name"], person["phone"]) == ("吴建平", "13900001111")
    assert "吴建平" in chat.say("XiaoLi", "刚老吴来电话了 说价格高了")
    chat.say("XiaoLi", "老吴是客户那边管钱的")
    assert [one["name"] for one in chat.records("contacts")] == ["吴建平"]


def test_an_old_colleague_and_an_old_project_are_nobody_there(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 滨江物业")
    chat.say("XiaoLi", "昨天和老吴一起去了滨江物业 看了泵房")
    chat.say("XiaoLi", "跟滨江物业聊了老项目 他们年底付款")
    chat.say("XiaoLi", "今天去滨江物业 跟他们看了老房子")
    assert chat.records("contacts") == []
    assert len(chat.records("interactions")) == 3


def test_the_department_behind_to_find_is_no_name(chat: Chat) -> None:
    """找 sounds like 赵, and 赵敏 is a colleague."""
    chat.say("XiaoLi", "我今天上午去了实验二小找教务处的钱主任谈了他们秋季校服的事情")
    chat.say("XiaoLi", "今天去育才中学找总务的郑老师聊了冬装")
    chat.say("XiaoLi", "昨天去富安机电找采购部张经理聊了报价")
    told = {(one["customer"], one["contact"]) for one in chat.records("interactions")}
    assert told == {("实验二小", "钱主任"), ("育才中学", "郑老师"), ("富安机电", "张经理")}
    assert len(chat.records("contacts")) == len(chat.records("customers")) == 3
