"""客户 asked for as one types between two visits: fragments, turned words, a slip."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole


@pytest.mark.parametrize(
    "said",
    ["把小赵加进华为一起跟", "华为让小赵也看看", "把小赵拉进华为", "拉小赵一起跟华为"],
)
def test_a_colleague_comes_along(team: Chat, said: str) -> None:
    assert "已把赵敏加为「华为技术有限公司」的协作人" in team.say("XiaoLi", said)
    assert "负责人：李晓" in team.say("XiaoZhao", "客户 华为")
    assert "已去掉" in team.say("XiaoLi", "小赵不跟华为了")
    assert "负责人：李晓" not in team.say("XiaoZhao", "客户 华为")


@pytest.mark.parametrize("said", ["华为从头到尾都发生了啥", "华为一路都做了些什么", "华为从头到尾聊过什么"])
def test_all_that_happened(team: Chat, said: str) -> None:
    assert "时间线" in team.say("XiaoLi", said)


@pytest.mark.parametrize(
    "said",
    ["华为谁是之前负责的", "华为之前归谁", "华为以前谁跟的", "华为上一任负责人是谁", "华为原来是谁的"],
)
def test_whose_it_was(team: Chat, said: str) -> None:
    assert "没有换过" in team.say("XiaoLi", said)
    team.say("XiaoLi", "把华为转给王磊")
    reply = team.say("WangFang", said)
    assert "李晓" in reply
    assert "王磊" in reply


@pytest.mark.parametrize("said", ["华为有哪些标签", "华为的标签都有啥", "华为标签", "华为打了什么标签"])
def test_its_tags(team: Chat, said: str) -> None:
    assert "还没有标签" in team.say("XiaoLi", said)
    team.say("XiaoLi", "给华为打标签 老客户")
    assert team.say("XiaoLi", said) == "华为技术有限公司的标签：老客户"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("华为啥级别", "级别：A"),
        ("华为什么级别", "级别：A"),
        ("华为地址", "地址还没填"),
        ("华为是什么行业", "行业还没填"),
        ("华为都有哪些人", "联系人：共2位"),
        ("华为那边电话号码", "联系人：共2位"),
        ("华为改过啥", "修改记录"),
        ("华为都改了什么", "修改记录"),
    ],
)
def test_one_thing_about_it(team: Chat, said: str, told: str) -> None:
    team.say("XiaoLi", "华为级别改成A")
    before = whole(team)
    assert told in team.say("XiaoLi", said)
    assert whole(team) == before


@pytest.mark.parametrize("said", ["没跟进的客户", "还没跟进的客户有哪些", "我没联系的客户"])
def test_never_followed_up_are_not_those_of_today(team: Chat, said: str) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    reply = team.say("XiaoLi", said)
    assert "没跟进过的客户" in reply
    assert "海康" in reply
    assert "华为" not in reply


@pytest.mark.parametrize(
    "said", ["长期没跟的有哪些", "很久没联系的客户", "一个月没跟进的客户", "30天都没跟进的客户"]
)
def test_long_silent_says_how_long(team: Chat, said: str) -> None:
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert team.say("XiaoLi", said) == "没有30天没跟进的客户。"


@pytest.mark.parametrize("said", ["导出红茵的订单", "导出红茵的回款"])
def test_an_unknown_name_is_never_everybody(team: Chat, said: str) -> None:
    assert "没找到客户「红茵」" in team.say("XiaoLi", said)


def test_a_sentence_is_no_telephone_number(team: Chat) -> None:
    assert "不像电话" in team.say("XiaoLi", "华为电话改成 李强换手机了")
    team.say("XiaoLi", "0755-88886666转801")
    (huawei,) = team.records("customers", name="华为技术有限公司")
    assert huawei["phone"] == "0755-88886666转801"


def test_a_new_name_says_the_old_one(team: Chat) -> None:
    reply = team.say("XiaoLi", "华为改名叫华为终端")
    assert reply == "已把华为技术有限公司改名为华为终端，用原来的名字也找得到。"
    assert "负责人：李晓" in team.say("XiaoLi", "客户 华为技术有限公司")
