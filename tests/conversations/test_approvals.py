"""Asked of the boss: who decides, with a tap or in words, once; and what follows by itself."""

import threading

import pytest
from sqlalchemy import update

from models.people import Membership, User
from tests.support.chat import Chat
from tests.support.whole import outbox, whole

HUAWEI = "华为技术有限公司"
JIUYANG = "九阳股份有限公司"


def said(chat: Chat, who: str) -> str:
    """The newest message of the bot to this person that is no card, after sending what waits."""
    chat.parts.deliver()
    return str([row for row in outbox(chat, who) if row["kind"] == "text"][-1]["payload"]["text"])


def test_a_discount_goes_to_the_leader_and_is_granted_by_a_tap(team: Chat) -> None:
    reply = team.say("XiaoLi", "给华为申请85折，客户一次要200台")
    assert "已提交给王芳审批" in reply
    assert f"{HUAWEI} 85折" in reply
    card = team.cards("WangFang")[-1]
    assert "李晓" in str(card.card.card)
    assert "85折" in str(card.card.card)
    assert "200台" in str(card.card.card)
    assert "已同意" in team.tap("WangFang", "同意", card)
    assert "王芳同意了你的申请" in said(team, "李晓")
    (approval,) = team.records("approvals")
    assert (approval["status"], approval["decided_by"], approval["value"]) == ("approved", "王芳", "85.00")


def test_a_no_asks_for_its_reason_and_the_requester_hears_it(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请75折")
    assert "驳回原因" in team.tap("WangFang", "驳回")
    assert team.records("approvals")[0]["status"] == "waiting"
    assert "驳回的原因" in said(team, "王芳")
    assert "已驳回" in team.say("WangFang", "毛利不够，最多给85折")
    (approval,) = team.records("approvals")
    assert (approval["status"], approval["reason"]) == ("rejected", "毛利不够，最多给85折")
    assert "毛利不够" in said(team, "李晓")


def test_the_reason_can_be_tapped(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请75折")
    team.tap("WangFang", "驳回")
    team.tap("WangFang", "资料不全")
    (approval,) = team.records("approvals")
    assert (approval["status"], approval["reason"]) == ("rejected", "资料不全")


def test_a_reason_left_out_can_still_become_a_yes(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请75折")
    team.tap("WangFang", "驳回")
    team.say("WangFang", "算了")
    assert "1. 李晓" in team.say("WangFang", "有什么要我审批的")
    assert "已同意" in team.say("WangFang", "同意第1个")


def test_in_words_one_of_several(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    team.say("XiaoWang", "申请报销 请客户吃饭 360元")
    reply = team.say("WangFang", "待我审批")
    assert "2条" in reply
    assert "请客户吃饭" in reply
    assert "已驳回：李晓" in team.say("WangFang", "驳回第1个 折扣太低")
    assert "已同意：王磊" in team.say("WangFang", "同意第2个")
    assert "没有等你审批" in team.say("WangFang", "待我审批")
    states = {record["requester"]: record["status"] for record in team.records("approvals")}
    assert states == {"李晓": "rejected", "王磊": "approved"}


def test_which_one_is_asked_where_a_bare_yes_fits_two(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    team.say("XiaoWang", "申请报销 打车费 120元")
    assert "是哪一条" in team.say("WangFang", "同意")
    assert "已同意：王磊" in team.say("WangFang", "2")
    assert "已同意：李晓" in team.say("WangFang", "同意小李的申请")


def test_a_yes_with_nothing_waiting_decides_nothing(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    team.say("XiaoLi", "同意")
    team.say("XiaoWang", "同意")
    assert team.records("approvals")[0]["status"] == "waiting"


def test_nobody_approves_their_own_request(team: Chat) -> None:
    reply = team.say("WangFang", "给华为申请7折")
    assert "陈宇" in reply
    assert "王芳审批" not in reply
    assert "没有等你审批" in team.say("WangFang", "有什么要我审批的")
    team.say("WangFang", "同意")
    assert team.records("approvals")[0]["status"] == "waiting"
    assert "已同意" in team.tap("ChenYu", "同意")


def test_whoever_stands_highest_is_told_that_nobody_need_be_asked(team: Chat) -> None:
    assert "不用审批" in team.say("ChenYu", "给华为申请5折")
    assert "不用走审批" in team.say("ChenYu", "申请报销 差旅费 800元")
    assert team.records("approvals") == []


def test_within_ones_own_right_nothing_is_asked(team: Chat) -> None:
    assert "在你的权限内" in team.say("XiaoLi", "给华为申请95折")
    assert team.records("approvals") == []


def test_a_double_tap_and_a_late_manager_change_nothing(team: Chat) -> None:
    second_manager(team)
    team.say("XiaoLi", "给华为申请85折")
    mine, other = team.cards("WangFang")[-1], team.cards("XiaoWang")[-1]
    assert "已同意" in team.tap("WangFang", "同意", mine)
    before = whole(team)
    assert "你已同意" in team.tap("WangFang", "同意", mine)
    assert "你已同意" in team.tap("WangFang", "驳回", mine)
    assert "王芳已同意" in team.tap("XiaoWang", "驳回", other)
    assert whole(team) == before
    assert len([row for row in outbox(team, "李晓") if "同意了你的申请" in str(row["payload"])]) == 1


def test_the_other_managers_card_goes_grey(team: Chat) -> None:
    second_manager(team)
    team.say("XiaoLi", "给华为申请85折")
    other = team.cards("XiaoWang")[-1]
    team.tap("WangFang", "同意")
    team.parts.deliver()
    assert "王芳已同意" in str(other.card.replaced)


def test_two_managers_at_the_same_moment(team: Chat) -> None:
    second_manager(team)
    team.say("XiaoLi", "申请把九阳转给我")
    team.say("XiaoLi", "给华为申请85折")
    cards = {who: team.cards(who)[-1] for who in ("WangFang", "XiaoWang")}
    replies: dict[str, str] = {}

    def tap(who: str) -> None:
        replies[who] = str(team.box.tap(who, cards[who], "同意", force=True).replaced)

    threads = [threading.Thread(target=tap, args=(who,)) for who in cards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.startswith("已同意") for reply in replies.values()) == [False, True]
    team.parts.deliver()
    assert len([row for row in outbox(team, "李晓") if "同意了你的申请" in str(row["payload"])]) == 1


def test_the_same_request_again_is_said_and_not_doubled(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    assert "已经提过了" in team.say("XiaoLi", "给华为申请85折")
    assert len(team.records("approvals")) == 1
    team.say("XiaoLi", "给华为申请82折")
    assert len(team.records("approvals")) == 2


def test_what_is_missing_is_asked_in_one_short_question(team: Chat) -> None:
    assert "几折" in team.say("XiaoLi", "给华为申请特价")
    assert "85折" in team.say("XiaoLi", "85折")
    assert "多少钱" in team.say("XiaoLi", "申请报销打车费")
    assert "120元" in team.say("XiaoLi", "120")
    assert [record["value"] for record in team.records("approvals")] == ["85.00", "120.00"]


def test_a_customer_of_another_team_changes_hands_when_their_leader_says_so(team: Chat) -> None:
    assert "陈宇" in team.say("XiaoLi", "申请把九阳转给我")
    assert "九阳股份有限公司转给李晓" in str(team.cards("ChenYu")[-1].card.card)
    team.tap("ChenYu", "同意")
    (customer,) = team.records("customers", name=JIUYANG)
    assert customer["owner"] == "李晓"
    assert "已转给李晓" in said(team, "李晓")
    assert "以后由李晓跟进" in said(team, "赵敏")
    assert "九阳" in team.say("XiaoLi", "客户 九阳")


def test_a_transfer_that_needs_nobody_is_said(team: Chat) -> None:
    assert "本来就在你名下" in team.say("XiaoLi", "申请把华为转给我")
    assert "不用审批" in team.say("XiaoLi", "申请把华为转给王磊")
    assert team.records("approvals") == []


def test_undo_of_a_yes_takes_back_what_it_did_and_asks_again(team: Chat) -> None:
    team.say("XiaoLi", "申请把九阳转给我")
    before = whole(team)
    team.tap("ChenYu", "同意")
    assert "已撤销" in team.say("ChenYu", "撤销")
    after = whole(team)
    for table in before:
        if table != "approvals":
            assert after[table] == before[table], table
    (approval,) = team.records("approvals")
    assert (approval["status"], approval["decided_by"]) == ("waiting", None)
    assert "收回了对" in said(team, "李晓")
    assert "已驳回" in team.say("ChenYu", "驳回 不合适")
    (customer,) = team.records("customers", name=JIUYANG)
    assert customer["owner"] == "赵敏"


def test_undo_of_the_request_makes_the_card_grey(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    card = team.cards("WangFang")[-1]
    assert "新建的申请" in team.say("XiaoLi", "撤销")
    assert team.records("approvals") == []
    assert "撤回" in team.tap("WangFang", "同意", card)
    assert team.records("approvals") == []


def test_withdrawn_by_its_own_word(team: Chat) -> None:
    assert "没有还在等审批" in team.say("XiaoLi", "撤回申请")
    team.say("XiaoLi", "给华为申请85折")
    card = team.cards("WangFang")[-1]
    assert "已撤回申请" in team.say("XiaoLi", "撤回申请")
    assert "李晓已撤回" in team.tap("WangFang", "同意", card)
    assert team.records("approvals")[0]["status"] == "withdrawn"


def test_a_decided_request_can_no_longer_be_undone_by_its_author(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    team.tap("WangFang", "同意")
    assert "没有动" in team.say("XiaoLi", "撤销")
    assert team.records("approvals")[0]["status"] == "approved"


def test_what_i_asked_for_and_what_became_of_it(team: Chat) -> None:
    assert "没有提过" in team.say("XiaoLi", "我的申请")
    team.say("XiaoLi", "给华为申请85折")
    team.say("XiaoLi", "申请报销 打车费 120元")
    team.say("WangFang", "驳回小李的申请")
    team.say("WangFang", "1")
    team.say("WangFang", "折扣太低")
    reply = team.say("XiaoLi", "我的申请")
    assert "王芳已驳回：折扣太低" in reply
    assert "等审批" in reply


def test_requests_of_others_do_not_exist_for_a_colleague(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    assert "没有等你审批" in team.say("XiaoZhao", "有什么要我审批的")
    assert "没有提过" in team.say("XiaoZhao", "我的申请")


@pytest.mark.parametrize("substitute", [True, False])
def test_on_leave_the_substitute_or_the_next_one_up_decides(team: Chat, substitute: bool) -> None:
    team.say("WangFang", "请假到周五 王磊替我" if substitute else "请假到周五")
    reply = team.say("XiaoLi", "给华为申请85折")
    if substitute:
        assert "王磊（代王芳）" in reply
        assert "已同意" in team.tap("XiaoWang", "同意")
        assert "王磊同意了" in said(team, "李晓")
    else:
        assert "陈宇" in reply


def second_manager(chat: Chat) -> None:
    """王磊 leads 销售一部 beside 王芳."""
    with chat.parts.database.system(chat.clock.now(), "test") as session:
        wang = session.query(User).filter(User.name == "王磊").one()
        wang.role = "manager"
        session.execute(update(Membership).where(Membership.user_id == wang.id).values(leads=True))


def test_nobody_answers_once_more_then_the_one_above(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    first = team.cards("WangFang")[-1]
    team.wait_until("2026-11-24 13:25")
    assert len(team.cards("WangFang")) == 1
    team.wait_until("2026-11-24 13:40")
    assert "还在等你审批" in str(team.cards("WangFang")[-1].card.card)
    assert team.cards("ChenYu") == []
    team.wait_until("2026-11-25 14:00")
    assert "陈宇" in said(team, "李晓")
    team.tap("ChenYu", "同意")
    assert "陈宇已同意" in team.tap("WangFang", "驳回", first)
    sent = len(team.records("outbox"))
    team.wait_until("2026-11-27 18:00")
    assert not [row for row in team.records("outbox")[sent:] if row["key"].startswith("approval:")]


def test_a_reminder_run_twice_reminds_once(team: Chat) -> None:
    team.say("XiaoLi", "给华为申请85折")
    team.wait_until("2026-11-24 13:40")
    moment = team.clock.now()
    for _ in range(2):
        team.parts.run_job("approvals", moment)
    assert len([row for row in team.records("outbox") if row["key"].startswith("approval:")]) == 2


def test_a_request_of_the_evening_rings_nobody_at_night(team: Chat) -> None:
    team.wait_until("2026-11-27 17:30")
    team.say("XiaoLi", "给华为申请85折")
    team.wait_until("2026-11-30 12:00")  # over the weekend
    assert len([row for row in team.records("outbox") if row["key"].startswith("approval:")]) == 1
    team.wait_until("2026-11-30 12:40")
    assert len([row for row in team.records("outbox") if row["key"].startswith("approval:")]) == 2
