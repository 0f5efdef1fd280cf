"""A manager on the way: 2通过, 王磊的那个通过, 都通过; and verdicts with nothing left to decide."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def waiting(team: Chat) -> Chat:
    team.say("XiaoWang", "新增客户 科大讯飞股份有限公司")
    team.say("XiaoLi", "给华为申请75折")
    team.say("XiaoLi", "给海康申请70折")
    team.say("XiaoWang", "给讯飞申请60折")
    return team


def states(chat: Chat) -> dict[str, str]:
    return {str(one["customer"])[:4]: str(one["status"]) for one in chat.records("approvals")}


def test_a_number_and_a_verdict_are_enough(waiting: Chat) -> None:
    waiting.say("WangFang", "待审批")
    assert "已同意：李晓 杭州海康" in waiting.say("WangFang", "2通过")
    assert "已驳回：李晓 华为" in waiting.say("WangFang", "驳回1，利润太低")
    assert "你已同意" in waiting.say("WangFang", "2通过")
    assert states(waiting) == {"华为技术": "rejected", "杭州海康": "approved", "科大讯飞": "waiting"}


def test_whose_it_is_or_about_whom(waiting: Chat) -> None:
    assert "已同意：王磊 科大讯飞" in waiting.say("WangFang", "王磊的那个通过")
    assert "是哪一条" in waiting.say("WangFang", "李晓的通过")
    waiting.say("WangFang", "算了")
    assert "已驳回：李晓 华为" in waiting.say("WangFang", "华为的驳回，太低了")
    assert states(waiting) == {"华为技术": "rejected", "杭州海康": "waiting", "科大讯飞": "approved"}


def test_all_of_them_are_shown_first_and_decided_after_a_yes(waiting: Chat) -> None:
    asked = waiting.say("WangFang", "都通过")
    assert "这3条都同意吗" in asked
    assert "60%" in asked or "六折" in asked
    assert set(states(waiting).values()) == {"waiting"}
    assert waiting.say("WangFang", "确认").count("已同意") == 3
    assert set(states(waiting).values()) == {"approved"}
    waiting.say("WangFang", "撤销")
    assert set(states(waiting).values()) == {"waiting"}


def test_with_nothing_left_to_decide_it_says_so(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请75折")
    team.say("XiaoLi", "撤回申请")
    for words in ("通过", "驳回", "批准"):
        assert "没有等你审批的事" in team.say("WangFang", words)
    assert team.records("approvals")[0]["status"] == "withdrawn"


def test_what_was_decided_is_listed_and_the_rep_asks_how_it_went(waiting: Chat) -> None:
    waiting.say("WangFang", "王磊的通过")
    said = waiting.say("WangFang", "审批记录")
    assert "王磊 科大讯飞" in said
    assert len(waiting.records("approvals")) == 3
    assert "在等审批" in waiting.say("XiaoLi", "批了没")


@pytest.mark.parametrize(
    ("said", "huawei", "hik", "iflytek"),
    [
        ("第一个同意 第二个不同意 太低了", "approved", "rejected", "waiting"),
        ("1、3同意，2驳回 太低了", "approved", "rejected", "approved"),
        ("1同意 2不行 太低了 其他同意", "approved", "rejected", "approved"),
        ("同意1和3，驳回2 太低了", "approved", "rejected", "approved"),
        ("1和2批了", "approved", "approved", "waiting"),
        ("1同意 2也同意", "approved", "approved", "waiting"),
        ("1同意 5驳回 太低", "waiting", "waiting", "waiting"),  # there is no fifth
    ],
)
def test_several_verdicts_in_one_message(
    waiting: Chat, said: str, huawei: str, hik: str, iflytek: str
) -> None:
    waiting.say("WangFang", "待审批")
    waiting.say("WangFang", said)
    assert states(waiting) == {"华为技术": huawei, "杭州海康": hik, "科大讯飞": iflytek}
    reasons = {one["reason"] for one in waiting.records("approvals", status="rejected")}
    assert reasons <= {"太低了"}


def test_why_is_asked_once_for_all_that_are_refused(waiting: Chat) -> None:
    waiting.say("WangFang", "待审批")
    asked = waiting.say("WangFang", "1同意 2和3驳回")
    assert "已同意：李晓 华为" in asked
    assert "驳回的原因是什么" in asked
    waiting.say("WangFang", "利润太低")
    assert [one["reason"] for one in waiting.records("approvals", status="rejected")] == ["利润太低"] * 2


def test_the_rest_is_shown_first(waiting: Chat) -> None:
    waiting.say("WangFang", "待审批")
    waiting.say("WangFang", "1同意")
    assert "这2条都同意吗" in waiting.say("WangFang", "剩下的都批了")
    waiting.say("WangFang", "确认")
    assert set(states(waiting).values()) == {"approved"}


def test_about_whom_it_is_and_a_plain_no(waiting: Chat) -> None:
    assert "已驳回：李晓 杭州海康" in waiting.say("WangFang", "海康那个不行 最多9折")
    assert "李晓 杭州海康" in waiting.say("WangFang", "驳回了谁的")
    assert "你已驳回" in waiting.say("WangFang", "1同意")  # the number of what was just shown
    assert "那段时间" in waiting.say("WangFang", "昨天批了几个")
    assert "共1条" in waiting.say("WangFang", "今天批了几个")
    assert states(waiting) == {"华为技术": "waiting", "杭州海康": "rejected", "科大讯飞": "waiting"}


def test_who_waits_sees_with_whom_and_may_ask_after_it(waiting: Chat) -> None:
    assert "等王芳审批" in waiting.say("XiaoWang", "审批到谁那了")
    assert "已提醒王芳" in waiting.say("XiaoWang", "催一下审批")
    waiting.settle()
    assert "王磊在等你审批：科大讯飞" in waiting.box.inbox("WangFang")[-1].text
    assert "已经提醒过" in waiting.say("XiaoWang", "催一下审批")
    waiting.say("WangFang", "讯飞的驳回 亏本")
    assert "亏本" in waiting.say("XiaoWang", "为什么驳回")
    assert "不用催" in waiting.say("XiaoWang", "催一下审批")


def test_a_dinner_for_a_colleagues_customer_and_a_wish_in_few_words(team: Chat) -> None:
    assert "800元" in team.say("XiaoWang", "报销招待费800 请华为吃饭")
    assert "转给王磊" in team.say("XiaoWang", "申请把海康给我")
    (meal, wish) = team.records("approvals")
    assert (meal["customer"], "华为" in meal["content"]) == (None, True)
    assert wish["kind"] == "transfer"


def test_limits_as_they_are_spoken(team: Chat) -> None:
    assert "20万以上的订单要审批" in team.say("ChenYu", "订单超过20万要我批")
    assert "30万以上的订单要审批" in team.say("ChenYu", "超过30万的订单要审批")
    assert "销售以后最低能打八折" in team.say("ChenYu", "销售最低打8折")
    assert "李晓以后最低能打85折" in team.say("ChenYu", "小李最多打85折")
    assert "折扣权限" not in team.say("ChenYu", "华为最低打8折")
    assert "不论多少" in team.say("ChenYu", "超过5000的报销要审批")
    assert "不论多少" in team.say("XiaoZhao", "报销多少以上要审批")
    assert "30万以上" in team.say("XiaoZhao", "订单多少以上要审批")
    assert "只有管理员" in team.say("WangFang", "李晓最多打7折")
    assert team.records("approvals") == []


def _three_wait(team: Chat) -> None:
    team.say("XiaoLi", "申请给华为A100打八折 量大")
    team.say("XiaoWang", "申请报销差旅费 3200")
    team.say("XiaoLi", "申请报销招待费 1280 请华为李总吃饭")


def test_each_by_what_it_is_about(team: Chat) -> None:
    _three_wait(team)
    team.say("WangFang", "差旅费那个批了 招待费的打回 没发票")
    found = [(one["status"], one["reason"]) for one in team.records("approvals")]
    assert found == [("waiting", None), ("approved", None), ("rejected", "没发票")]


def test_where_two_are_meant_none_is_decided(team: Chat) -> None:
    _three_wait(team)
    team.say("WangFang", "小李的批了 差旅费的打回 没发票")
    assert "waiting" in {one["status"] for one in team.records("approvals")}
    assert team.records("approvals")[0]["status"] == "waiting"


def test_a_yes_with_a_condition_is_a_yes(team: Chat) -> None:
    team.say("XiaoLi", "申请给华为A100打八折 量大")
    assert "已同意" in team.say("WangFang", "同意 但是要款到发货")
    (one,) = team.records("approvals")
    assert (one["status"], one["reason"]) == ("approved", "但是要款到发货")
    assert "要款到发货" in str(team.cards("XiaoLi")) + str([m.body for m in team.box.inbox("XiaoLi")])
