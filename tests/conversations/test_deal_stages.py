"""商机阶段: an administrator changes the stages in the chat; chances there are keep theirs."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HUAWEI

USUAL = ["初步接洽", "需求确认", "方案报价", "商务谈判", "合同签订"]


@pytest.fixture
def chance(team: Chat) -> Chat:
    team.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    team.say("XiaoLi", "华为到方案报价了")
    return team


def order(chat: Chat) -> list[str]:
    said = chat.say("XiaoZhao", "阶段有哪些")
    return [line.split()[1] for line in said.splitlines()[1:]]


def stage(chat: Chat) -> tuple[object, object]:
    (deal,) = chat.records("opportunities", customer=HUAWEI)
    return deal["stage"], deal["probability"]


def test_added_beside_another_and_used_at_once(chance: Chat) -> None:
    assert order(chance) == USUAL
    said = chance.say("ChenYu", "方案报价后面加一个阶段 现场测试 60%")
    assert "方案报价 50% → 现场测试 60% → 商务谈判 70%" in said
    assert "现场测试（60%）" in chance.say("XiaoLi", "华为到现场测试了")
    assert stage(chance) == ("现场测试", None)
    chance.say("ChenYu", "撤销")
    assert order(chance) == USUAL
    assert stage(chance)[0] == "现场测试"
    assert "没有「" not in chance.say("XiaoLi", "华为到商务谈判了")


@pytest.mark.parametrize(
    "said",
    [
        "阶段加一个 现场测试 放在商务谈判前面",
        "在商务谈判前面插一个阶段 现场测试",
        "商机阶段新增一个：现场测试，在方案报价后面",
    ],
)
def test_other_words_for_it_and_a_probability_between_its_neighbours(team: Chat, said: str) -> None:
    assert "现场测试 60%" in team.say("ChenYu", said)


def test_renamed_with_the_chances_in_it(chance: Chat) -> None:
    chance.say("XiaoLi", "华为到谈判阶段提醒我准备合同")
    assert "1个进行中的商机一起改了" in chance.say("ChenYu", "方案报价阶段改名为方案交流")
    chance.say("ChenYu", "阶段商务谈判改名为价格谈判")
    assert stage(chance)[0] == "方案交流"
    assert "准备合同" in chance.say("XiaoLi", "华为到价格谈判了")
    chance.say("XiaoLi", "撤销")
    chance.say("ChenYu", "撤销")
    chance.say("ChenYu", "撤销")
    assert stage(chance)[0] == "方案报价"
    assert order(chance) == USUAL


def test_probability_and_order_and_what_is_asked(chance: Chat) -> None:
    assert "方案报价」的概率50% → 55%" in chance.say("ChenYu", "方案报价的概率改成55%")
    assert "55%" in chance.say("XiaoLi", "商机")
    assert "需求确认 30% → 初步接洽 10%" in chance.say("ChenYu", "把初步接洽放到需求确认后面")
    assert "要说金额、预计成交、产品" in chance.say("ChenYu", "商务谈判必须填产品")
    assert "是什么产品" in chance.say("XiaoLi", "华为到商务谈判了")
    chance.say("XiaoLi", "A100")
    assert "要说金额、预计成交，" in chance.say("ChenYu", "商务谈判不用填产品")


def test_ended_with_chances_in_it_they_stay_and_count(chance: Chat) -> None:
    said = chance.say("ChenYu", "停用方案报价阶段")
    assert "1个进行中的商机照旧" in said
    assert stage(chance) == ("方案报价", 50)
    assert "按概率算25万" in chance.say("XiaoLi", "商机")
    assert "已停用，还有1个商机" in chance.say("ChenYu", "商机阶段")
    chance.say("ChenYu", "撤销")
    assert stage(chance) == ("方案报价", None)
    assert order(chance) == USUAL


def test_all_anew_after_a_yes(chance: Chat) -> None:
    assert "确认吗" in chance.say("ChenYu", "商机阶段改成：初访10% 方案报价40% 测试60% 签约90%")
    assert order(chance) == USUAL
    chance.say("ChenYu", "确认")
    assert order(chance) == ["初访", "方案报价", "测试", "签约"]
    assert stage(chance) == ("方案报价", None)
    assert "方案报价 → 测试" in chance.say("XiaoLi", "华为到测试了")


def test_only_administrators_and_only_what_can_be(chance: Chat) -> None:
    assert "只有管理员能改商机阶段" in chance.say("WangFang", "停用阶段 需求确认")
    assert "没有「路演」这个阶段" in chance.say("ChenYu", "停用阶段 路演")
    assert "已经有「需求确认」了" in chance.say("ChenYu", "阶段加一个 需求确认")
    assert "0到100" in chance.say("ChenYu", "商务谈判的概率改成180")
    assert "能要求的是" in chance.say("ChenYu", "商务谈判要填客户的生日")
    assert chance.records("changes", record="deal_stages") == []
