"""画像 and 时间线: a customer from the first lead to the last thing that happened."""

import pytest
import requests

from tests.conversations.test_undo_whole import busy
from tests.support.chat import Chat
from tests.support.shop import HUAWEI, link


@pytest.fixture
def lived(shop: Chat) -> Chat:
    """华为 over a week: a visit, a chance that moves, a quotation, an order, money, a new owner."""
    shop.say("XiaoLi", "华为来源改成展会")
    shop.say("XiaoLi", "华为级别改成A")
    shop.say("XiaoLi", "今天拜访了华为的李总，聊了报价，要求月底前交货")
    shop.say("XiaoLi", "给华为建个商机 交换机项目 50万 年底成交")
    shop.wait_until("2026-11-25 10:00")
    shop.say("XiaoLi", "华为商机阶段改成商务谈判")
    shop.say("XiaoLi", "给华为报价 A100 10台 每台800")
    shop.wait_until("2026-11-26 10:00")
    shop.say("XiaoLi", "华为下单 A100 8台 总价6400")
    shop.say("XiaoLi", "华为今天到账4000")
    shop.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    return shop


def whole(chat: Chat, who: str, said: str) -> str:
    """The list with all that 更多 brings."""
    reply = chat.say(who, said)
    while "更多" in reply.splitlines()[-1]:
        more = chat.say(who, "更多")
        reply = "\n".join([*reply.splitlines()[:-1], more])
    return reply


def test_from_the_first_lead_to_the_last_task_in_its_order(lived: Chat) -> None:
    first = lived.say("XiaoLi", "华为的时间线")
    assert first.startswith(f"{HUAWEI}的时间线：前天(周二)到现在，共8件（跟进1次")
    lived.say("XiaoLi", "昨天一早给华为打了电话，催了款")
    first = lived.say("XiaoLi", "华为的时间线")
    assert len([line for line in first.splitlines() if line.startswith("·")]) == 8
    lines = [line for line in whole(lived, "XiaoLi", "华为的时间线").splitlines() if line.startswith("·")]
    wanted = (
        "建档",
        "拜访 李强：",
        "商机「交换机项目」",
        "→商务谈判",
        "报价 ",
        "下单 ",
        "回款 4,000元",
        "待办：",
    )
    at = [next(n for n, line in enumerate(lines) if word in line) for word in wanted]
    assert at == sorted(at)
    assert "（李晓）" in lines[1]
    assert "没有更多" in lived.say("XiaoLi", "更多")


def test_the_timeline_in_other_words(lived: Chat) -> None:
    for words in (
        *(
            "华为时间线",
            "看看华为的历程",
            "华为从头到尾说一遍",
            "华为的来龙去脉",
            "时间线 华为",
            "跟华为的合作历程",
        ),
        *("把华为从头到尾捋一遍", "华为从线索到现在", "查一下花为的时间线"),
    ):
        assert f"{HUAWEI}的时间线：" in lived.say("XiaoLi", words), words


def test_the_one_last_spoken_of(lived: Chat) -> None:
    lived.say("XiaoLi", "客户 海康")
    assert "海康威视数字技术股份有限公司的时间线" in lived.say("XiaoLi", "他家的时间线")
    assert "海康威视数字技术股份有限公司 客户画像" in lived.say("XiaoLi", "画像")
    assert "哪个客户" in lived.say("XiaoWang", "时间线")
    assert "没找到客户「腾飞」" in lived.say("XiaoLi", "腾飞的时间线")


def test_hand_overs_merges_and_undone_things(team: Chat) -> None:
    busy(team)
    before = whole(team, "XiaoLi", "华为的时间线").count("转交")
    team.say("WangFang", "把华为转给王磊")
    told = whole(team, "XiaoWang", "华为的时间线")
    assert "并入了「鸿蒙智联科技有限公司」（李晓）" in told
    assert "转交：李晓→王磊" in told
    team.say("WangFang", "撤销")
    told = whole(team, "XiaoLi", "华为的时间线")
    assert told.count("转交") == before
    assert "拜访 李强" in told


def test_the_portrait(lived: Chat) -> None:
    lived.say("XiaoLi", "华为偏好 喜欢喝茶")
    told = lived.say("XiaoLi", "华为的画像")
    for words in ("客户画像 华为", "看看华为的全貌", "华为360视图", "华为客户画像"):
        assert f"{HUAWEI} 客户画像" in lived.say("XiaoLi", words), words
    for part in (
        f"{HUAWEI} 客户画像",
        "A级",
        "来源展会",
        "联系人：李强 采购总监 13800010001",
        "价值：",
        "成交：1单 6,400元，最近今天(周四)，还欠2,400元",
        "买过：A100 交换机 8台",
        "偏好：喜欢喝茶",
        "要求月底前交货",
        "交换机项目 50万",
        "给华为发合同",
        "最近跟进（共1次）",
    ):
        assert part in told, part


def test_the_card_says_what_was_ordered(lived: Chat) -> None:
    assert "成交：1单 6,400元" in lived.say("XiaoLi", "客户 华为")
    lived.say("XiaoLi", "撤销")  # the task
    lived.say("XiaoLi", "撤销")  # the money
    lived.say("XiaoLi", "撤销")  # the order
    assert "成交：" not in lived.say("XiaoLi", "客户 华为")
    assert "还没有订单" in lived.say("XiaoLi", "华为的画像")


def test_nobody_sees_the_life_of_what_they_may_not_see(lived: Chat) -> None:
    for words in ("华为的时间线", "华为的画像"):
        told = lived.say("XiaoZhao", words)
        assert "李晓" in told, words
        assert not any(secret in told for secret in ("报价", "6,400", "138", "采购总监")), words


def test_the_page_behind_the_portrait(lived: Chat) -> None:
    path = link(lived.say("XiaoLi", "华为的画像"))
    page = requests.get(lived.url + path, timeout=5).text
    assert "拜访 李强" in page
    assert "6,400元" in page
    lived.say("WangFang", "把华为转给王磊")
    assert requests.get(lived.url + path, timeout=5).status_code == 403
