"""协作人: a colleague of another team sees one customer and records there, and can do nothing else."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import outbox, whole

HUAWEI = "华为技术有限公司"


def shared(chat: Chat) -> Chat:
    chat.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert "已把赵敏加为" in chat.say("XiaoLi", "华为加协作人 赵敏")
    return chat


def test_before_during_and_after(team: Chat) -> None:
    assert "李晓" in team.say("XiaoZhao", "客户 华为")
    assert "聊了报价" not in team.say("XiaoZhao", "客户 华为")
    shared(team)
    card = team.cards("XiaoZhao")[-1]
    assert "李晓请你协作华为技术有限公司" in str(card.card.card)
    team.tap("XiaoZhao", "看看", card)
    assert "聊了报价" in str(outbox(team, "赵敏")[-1]["payload"])
    shown = team.say("XiaoZhao", "客户 华为")
    assert "协作人：赵敏" in shown
    assert "13800010001" in shown
    assert "协作人：赵敏" in team.say("XiaoLi", "客户 华为")
    assert "已去掉" in team.say("XiaoLi", "去掉华为的协作人赵敏")
    assert "聊了报价" not in team.say("XiaoZhao", "客户 华为")
    assert "已经不用协作" in team.tap("XiaoZhao", "看看", card)


@pytest.mark.parametrize(
    "words",
    [
        "给华为加个协作人赵敏",
        "让小赵一起跟华为",
        "把华为共享给小赵",
        "让小赵也能看到华为",
        "华为添加协作人：小赵",
        "把小赵加到华为协作",
        "拉小赵一起跟进华为",
        "华为让小赵协助跟进",
    ],
)
def test_other_words(team: Chat, words: str) -> None:
    team.say("XiaoLi", words)
    assert "协作人：赵敏" in team.say("XiaoLi", "客户 华为")


def test_the_customer_last_spoken_of_and_a_name_that_is_asked_for(team: Chat) -> None:
    team.say("XiaoLi", "客户 华为")
    assert "哪位" in team.say("XiaoLi", "加协作人")
    assert "已把赵敏加为「华为技术有限公司」" in team.say("XiaoLi", "赵敏")
    assert "赵敏" in team.say("XiaoLi", "华为的协作人有谁")
    assert "已去掉" in team.say("XiaoLi", "去掉协作人")
    assert "没找到同事" in team.say("XiaoLi", "华为加协作人 欧阳锋")


def test_of_several_named_none_is_lost_when_one_is_asked_about(team: Chat) -> None:
    assert "是哪一位" in team.say("XiaoLi", "华为加协作人 小赵、小王")  # 王磊 or 王芳
    team.say("XiaoLi", "王磊")
    who = team.say("XiaoLi", "华为的协作人有谁")
    assert "赵敏" in who
    assert "王磊" in who
    assert "王芳" not in who


def test_they_record_and_plan_there(team: Chat) -> None:
    shared(team)
    assert "已记跟进" in team.say("XiaoZhao", "今天给华为的李强打电话，谈了图纸尺寸")
    assert "已加待办" in team.say("XiaoZhao", "明天上午10点提醒我给华为发图纸")
    assert "已加联系人" in team.say("XiaoZhao", "华为加个联系人 苏梅 设计师 13700001234")
    logs = team.records("interactions", customer=HUAWEI, user="赵敏")
    assert [log["content"] for log in logs] == ["谈了图纸尺寸"]
    assert "谈了图纸尺寸" in team.say("XiaoLi", "客户 华为")
    assert "共1位" in team.say("XiaoZhao", "我协作的客户")


FORBIDDEN = [
    "华为级别改成A",
    "把华为转给赵敏",
    "华为放回公海",
    "给华为打标签 重点",
    "把华为合并到九阳",
    "华为加协作人 王磊",
    "去掉华为的协作人赵敏",
    "保护华为3天",
    "苏梅电话改成13700009999",
]


def test_nothing_else_and_whom_to_ask(team: Chat) -> None:
    team.say("XiaoLi", "华为加个联系人 苏梅 设计师 13700001234")
    team.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    shared(team)
    before = whole(team)
    for words in FORBIDDEN:
        said = team.say("XiaoZhao", words)
        if "确认吗" in said:
            said = team.say("XiaoZhao", "确认")
        assert "李晓" in said, (words, said)
        assert whole(team) == before, words
    team.say("XiaoZhao", "给华为发合同那个完成了")
    assert [task["status"] for task in team.records("tasks")] == ["open"]


def test_what_is_allowed_in_the_same_message_is_done(team: Chat) -> None:
    shared(team)
    said = team.say("XiaoZhao", "今天拜访了华为的李强，聊了图纸。华为级别改成A")
    assert "已记跟进" in said
    assert "请找李晓" in said
    (customer,) = team.records("customers", name=HUAWEI)
    assert customer["level"] is None
    assert len(team.records("interactions", user="赵敏")) == 1
    assert "已撤销" in team.say("XiaoZhao", "撤销")
    assert team.records("interactions", user="赵敏") == []


def test_undo_restores_every_column_and_says_so_to_the_colleague(team: Chat) -> None:
    before = whole(team)
    team.say("XiaoLi", "华为加协作人 赵敏")
    team.cards("XiaoZhao")
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert whole(team) == before
    assert "撤销了" in str(outbox(team, "赵敏")[-1]["payload"])
    team.say("XiaoLi", "华为加协作人 赵敏")
    shared_so = whole(team)
    team.say("XiaoLi", "去掉华为的协作人赵敏")
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert whole(team) == shared_so
    assert "协作人：赵敏" in team.say("XiaoZhao", "客户 华为")


def test_only_the_owner_and_those_above_decide(team: Chat) -> None:
    assert "赵敏" in team.say("XiaoWang", "九阳加协作人 王磊")
    assert team.records("customers", name="九阳股份有限公司", owner="赵敏")
    assert "已把赵敏加为" in team.say("WangFang", "华为加协作人 赵敏")
    assert "本来就看得到" in team.say("XiaoLi", "华为加协作人 李晓和赵敏")
    team.say("XiaoLi", "华为放回公海")
    assert "公海" in team.say("XiaoLi", "华为加协作人 王磊")
    assert "已领取" in team.say("XiaoWang", "从公海领取华为")
    assert "赵敏" not in team.say("XiaoWang", "华为的协作人有谁")


def test_a_merge_takes_collaborators_along_and_back(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 华为终端有限公司")
    team.say("XiaoLi", "华为终端加协作人 赵敏")
    team.say("XiaoLi", "海康加协作人 赵敏")
    before = whole(team)
    team.say("XiaoLi", "把华为终端有限公司合并到杭州海康威视数字技术股份有限公司")
    assert "已合并" in team.say("XiaoLi", "确认")
    assert "协作人：赵敏" in team.say("XiaoZhao", "客户 海康")
    team.say("XiaoLi", "撤销")
    assert whole(team) == before
