"""拜访前简报: all one should know before one goes in, asked for or brought an hour before."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import outbox, whole

HUAWEI = "华为技术有限公司"


@pytest.fixture
def known(shop: Chat) -> Chat:
    """华为 with a talk, promises, a chance, a quote, an order to be paid, a contract, a birthday, a taste."""
    for words in (
        "昨天拜访了华为的李强，聊了机房，他要求交货期不超过两周",
        "上周五提醒我给华为寄样品",
        "11月20日前给华为寄样品",
        "华为 交换机项目 50万 下月底签",
        "给华为报价 A100 10台",
        "华为下单 A200 2台 账期30天",
        "华为的服务合同12月31日到期",
        "华为李强生日11月28日",
        "华为偏好 喜欢喝绿茶",
        "后天下午给华为发合同初稿",
    ):
        shop.say("XiaoLi", words)
        shop.say("XiaoLi", "算了")
    return shop


def briefs(chat: Chat, who: str = "李晓") -> list[str]:
    chat.settle()
    return [row["payload"]["text"] for row in outbox(chat, who) if row["key"].startswith("brief:")]


ASKED = (
    *("准备见华为李总", "华为的简报", "见华为之前要知道什么", "帮我做一下华为拜访前的功课"),
    *("准备一下李总", "李强的简报", "我一会儿去华为，给我讲讲情况"),
)


def test_all_one_should_know(known: Chat) -> None:
    said = known.say("XiaoLi", "准备一下华为")
    assert [known.say("XiaoLi", words) for words in ASKED] == [said] * len(ASKED)
    for part in (
        "人：李强 采购总监 13800010001",
        "聊了机房",
        "发合同初稿",
        "交换机项目 50万",
        "报价：Q",
        "应收：还欠",
        "服务合同",
        "李强11月28日(周六)生日",
        "提过：",
        "绿茶",
    ):
        assert part in said, (part, said)


def test_a_customer_of_whom_nothing_is_known(team: Chat) -> None:
    said = team.say("XiaoLi", "准备一下海康")
    assert "周航" in said
    assert "这是第一次" in said
    assert "商机" not in said


def test_a_birthday_that_most_years_do_not_have(team: Chat) -> None:
    team.say("XiaoLi", "华为李强生日2月29日")
    team.skip_to("2027-02-24 09:30")
    assert "李强2月28日(周日)生日" in team.say("XiaoLi", "准备一下华为")


def test_whom_one_meets(known: Chat) -> None:
    assert "明天没有约好的见面" in known.say("XiaoLi", "明天见谁")
    known.say("XiaoLi", "明天上午10点去见华为李强")
    said = known.say("XiaoLi", "明天要见哪些客户")
    assert "10:00" in said
    assert "人：李强 采购总监" in said  # one alone comes with the whole brief
    for words in ("明天的拜访", "帮我准备一下明天的会", "明天我要见几个客户", "明天约了谁"):
        assert known.say("XiaoLi", words) == said, words
    known.say("XiaoLi", "明天下午3点拜访海康周航")
    said = known.say("XiaoLi", "明天见谁")
    assert "明天要见2家" in said
    assert "15:00" in said
    assert "商机交换机项目" in said
    assert "没有约好" in known.say("XiaoWang", "明天见谁")


def test_brought_an_hour_before_and_it_moves_with_the_appointment(known: Chat) -> None:
    known.say("XiaoLi", "明天下午3点去见华为李强")
    assert "明天(周三)14:00把简报发你" in known.say("XiaoLi", "见华为前提醒我")
    assert "已经设好了" in known.say("XiaoLi", "见华为前给我发简报")
    assert "已经设好了" in known.say("XiaoLi", "见李总前提醒我")
    known.say("XiaoLi", "见华为那个推到明天下午5点")
    known.wait_until("2026-11-25 15:59")
    assert briefs(known) == []
    known.wait_until("2026-11-25 16:01")
    (text,) = briefs(known)
    assert text.startswith("今天(周三)17:00 去见华为李强")
    assert "人：李强 采购总监 13800010001" in text
    (task,) = [task for task in known.records("tasks") if task["kind"] == "brief"]
    assert task["status"] == "done"


def test_called_off_with_the_appointment_and_taken_back(known: Chat) -> None:
    known.say("XiaoLi", "明天下午3点去见华为李强")
    before = whole(known)
    known.say("XiaoLi", "见华为前提醒我")
    known.say("XiaoLi", "撤销")
    assert whole(known) == before
    known.say("XiaoLi", "见华为前提醒我")
    known.say("XiaoLi", "取消去见华为李强的待办")
    known.wait_until("2026-11-25 15:30")
    assert briefs(known) == []


def test_without_an_appointment_it_is_asked_when(team: Chat) -> None:
    assert "什么时候见" in team.say("XiaoLi", "见海康前提醒我")
    said = team.say("XiaoLi", "明天下午3点")
    assert "明天(周三)14:00把简报发你" in said
    assert "明天(周三)15:00 见杭州海康" in said
    team.wait_until("2026-11-25 14:01")
    assert "周航" in briefs(team)[0]


def test_at_a_time_of_its_own(team: Chat) -> None:
    assert "明天(周三)09:00把简报发你" in team.say("XiaoLi", "明天9点把华为的简报发我")
    team.say("XiaoLi", "明天下午3点去见海康周航")
    assert "明天(周三)14:30把简报发你" in team.say("XiaoLi", "见海康前半小时提醒我")
    team.wait_until("2026-11-25 14:31")
    assert len(briefs(team)) == 2


def test_of_what_one_may_not_see_there_is_none(known: Chat) -> None:
    for words in ("准备一下华为", "见华为前提醒我", "华为的简报"):
        said = known.say("XiaoZhao", words)
        assert "机房" not in said + str(outbox(known, "赵敏"))
        known.say("XiaoZhao", "算了")
    known.say("XiaoLi", "明天9点把华为的简报发我")
    known.say("WangFang", "把华为转给王磊")
    known.wait_until("2026-11-25 09:01")
    assert "机房" not in str(briefs(known))


@pytest.mark.parametrize("words", ["准备一下报价单", "见华为前提醒我带合同", "明天准备去北京"])
def test_other_preparations_are_none(team: Chat, words: str) -> None:
    assert "简报" not in team.say("XiaoLi", words)


def test_the_appointment_moves_and_its_brief_with_it_whatever_its_lead(team: Chat) -> None:
    team.say("XiaoLi", "后天上午10点去拜访华为")
    assert "后天(周四)08:00把简报发你" in team.say("XiaoLi", "见华为前两小时提醒我")
    assert "去拜访华为" in team.say("XiaoLi", "华为那个改到周五上午11点")
    due = {task["kind"]: task["due_at"][:16] for task in team.records("tasks")}
    assert due == {None: "2026-11-27T11:00", "brief": "2026-11-27T09:00"}
    team.say("XiaoLi", "撤销")
    due = {task["kind"]: task["due_at"][:16] for task in team.records("tasks")}
    assert due == {None: "2026-11-26T10:00", "brief": "2026-11-26T08:00"}


def test_of_the_two_just_made_the_appointment_is_what_moves(team: Chat) -> None:
    team.say("XiaoLi", "见海康前提醒我")
    team.say("XiaoLi", "明天下午2点")
    assert "后天(周四)14:00" in team.say("XiaoLi", "改到后天下午2点")
    due = {task["kind"]: task["due_at"][:16] for task in team.records("tasks")}
    assert due == {None: "2026-11-26T14:00", "brief": "2026-11-26T13:00"}
