"""Customers change hands: one, several, all of a person's; what moves with them, and back again."""

import pytest
from sqlalchemy import update

from models.people import User
from models.platform import Outbox
from tests.support.chat import Chat
from tests.support.whole import outbox, whole

HUAWEI = "华为技术有限公司"
HIKVISION = "杭州海康威视数字技术股份有限公司"


def owner_of(chat: Chat, name: str) -> str | None:
    (customer,) = chat.records("customers", name=name)
    return str(customer["owner"]) if customer["owner"] else None


def test_one_customer_with_its_tasks_and_the_card_of_the_new_owner(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    team.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    reply = team.say("XiaoLi", "把华为转给王磊")
    assert "已把华为技术有限公司转给王磊" in reply
    assert "1条" in reply
    assert owner_of(team, HUAWEI) == "王磊"
    (task,) = team.records("tasks")
    assert (task["assignee"], task["creator"]) == ("王磊", "李晓")
    (log,) = team.records("interactions")
    assert log["user"] == "李晓"
    card = team.cards("XiaoWang")[-1]
    assert "李晓把华为技术有限公司转给你" in str(card.card.card)
    team.tap("XiaoWang", "看看", card)
    assert "1. 华为技术有限公司" in str(outbox(team, "王磊")[-1]["payload"])
    assert "聊了报价" in team.say("XiaoWang", "客户 华为")
    assert "王磊" in team.say("XiaoLi", "客户 华为")


def test_undo_of_a_transfer_restores_every_column(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    team.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    before = whole(team)
    team.say("XiaoLi", "把华为转给王磊")
    assert whole(team) != before
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert whole(team) == before
    assert outbox(team, "王磊")[-1]["status"] in ("dropped", "waiting", "sent")
    assert "李强" not in team.say("XiaoWang", "客户 华为")


def test_who_was_told_already_is_told_of_the_undo(team: Chat) -> None:
    team.say("XiaoLi", "把华为转给王磊")
    team.cards("XiaoWang")
    team.say("XiaoLi", "撤销")
    team.cards("XiaoWang")
    assert "撤销了" in str(outbox(team, "王磊")[-1]["payload"])


def test_several_in_one_sentence_are_one_card(team: Chat) -> None:
    assert "海康" in team.say("XiaoLi", "把华为和海康转给王磊")
    assert owner_of(team, HUAWEI) == owner_of(team, HIKVISION) == "王磊"
    assert len([row for row in outbox(team, "王磊") if row["kind"] == "card"]) == 1


def test_a_reminder_waiting_at_that_moment_goes_along_and_back(team: Chat) -> None:
    team.say("XiaoLi", "10点提醒我给华为发合同")
    team.parts.clockwork.move_to(team.clock.now().replace(hour=2, minute=0, second=0))
    with team.parts.database.system(team.clock.now(), "test") as session:
        session.execute(update(Outbox).where(Outbox.key.like("due:task:%")).values(status="waiting"))

    def holder() -> str:
        (row,) = [row for row in team.records("outbox") if row["key"].startswith("due:task:")]
        return str(row["user"])

    assert holder() == "李晓"
    team.say("XiaoLi", "把华为转给王磊")
    assert holder() == "王磊"
    team.say("XiaoLi", "撤销")
    assert holder() == "李晓"


def test_a_tap_on_a_reminder_that_has_moved_on(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    team.wait_until("2026-11-25 15:00")
    card = team.cards("XiaoLi")[-1]
    team.say("XiaoLi", "把华为转给王磊")
    assert "转给同事" in team.tap("XiaoLi", "完成", card)
    (task,) = team.records("tasks")
    assert (task["status"], task["assignee"]) == ("open", "王磊")


def test_not_to_an_unknown_colleague_and_not_a_strangers_customer(team: Chat) -> None:
    team.say("XiaoLi", "把华为转给欧阳锋")
    assert owner_of(team, HUAWEI) == "李晓"
    assert "赵敏" in team.say("XiaoLi", "把九阳转给王磊")
    assert owner_of(team, "九阳股份有限公司") == "赵敏"


def test_a_manager_moves_it_and_the_former_owner_hears_of_it(team: Chat) -> None:
    team.say("WangFang", "把华为转给王磊")
    assert owner_of(team, HUAWEI) == "王磊"
    assert "王芳把你的华为技术有限公司转给了王磊" in str(outbox(team, "李晓")[-1]["payload"])


def test_hand_over_shows_counts_asks_and_is_done_by_a_tap(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    team.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    team.say("XiaoLi", "周五前交周报")
    before = whole(team)
    reply = team.say("WangFang", "离职交接 李晓→王磊")
    assert "客户2个" in reply
    assert "待办2条" in reply
    assert whole(team) == before
    team.tap("WangFang", "确认")
    assert owner_of(team, HUAWEI) == owner_of(team, HIKVISION) == "王磊"
    assert {task["assignee"] for task in team.records("tasks")} == {"王磊"}
    assert {log["user"] for log in team.records("interactions")} == {"李晓"}
    assert "王芳把2个客户转给你" in str(team.cards("XiaoWang")[-1].card.card)
    assert "已撤销" in team.say("WangFang", "撤销")
    assert whole(team) == before


@pytest.mark.parametrize(
    "words", ["把李晓的客户都转给王磊", "李晓离职了，客户全部交接给王磊", "交接 李晓->王磊"]
)
def test_hand_over_in_other_words_and_a_typed_yes(team: Chat, words: str) -> None:
    assert "确认吗" in team.say("WangFang", words)
    assert "交接完成" in team.say("WangFang", "是")
    assert owner_of(team, HUAWEI) == "王磊"


def test_hand_over_given_up_changes_nothing(team: Chat) -> None:
    before = whole(team)
    team.say("WangFang", "离职交接 李晓→王磊")
    assert "没动" in team.say("WangFang", "不做了")
    team.say("WangFang", "离职交接 李晓→王磊")
    team.say("WangFang", "算了")
    assert whole(team) == before
    team.say("WangFang", "是")
    assert whole(team) == before


def test_a_rep_hands_over_only_what_is_their_own(team: Chat) -> None:
    assert "主管或管理员" in team.say("XiaoLi", "离职交接 王磊→李晓")
    assert "主管或管理员" in team.say("WangFang", "离职交接 赵敏→王磊")
    assert "确认吗" in team.say("XiaoLi", "把我的客户都转给王磊")
    assert owner_of(team, HUAWEI) == "李晓"


def test_one_who_has_left_is_found_and_one_who_has_left_receives_nothing(team: Chat) -> None:
    with team.parts.database.system(team.clock.now(), "test") as session:
        session.execute(update(User).where(User.name == "李晓").values(status="left"))
    assert "确认吗" in team.say("WangFang", "离职交接 李晓→王磊")
    team.say("WangFang", "确认")
    assert owner_of(team, HUAWEI) == "王磊"
    assert "不在岗" in team.say("WangFang", "离职交接 王磊→李晓")


def test_a_colleague_is_told_who_was_there_before(team: Chat) -> None:
    team.say("WangFang", "昨天下午给华为李强打了电话，聊了付款")
    reply = team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    assert "王芳昨天刚联系过李强（电话）" in reply
    assert "付款" not in reply
    assert "王芳" not in team.say("XiaoLi", "今天给海康的周航打电话，聊了样机")
    team.wait_until("2026-11-27 09:00")
    assert "刚联系过" not in team.say("XiaoLi", "今天又拜访了华为的李强，聊了合同")


def test_a_plan_to_call_the_same_person_says_so_too(team: Chat) -> None:
    team.say("WangFang", "今天上午拜访了华为的李强，聊了付款")
    assert "王芳今天刚联系过李强（拜访）" in team.say("XiaoLi", "明天上午十点提醒我给华为的李强打电话")
    assert len(team.records("tasks")) == 1


def test_whose_it_was_and_why(team: Chat) -> None:
    assert "没有换过" in team.say("XiaoLi", "华为的负责人历史")
    team.say("XiaoLi", "把华为转给王磊")
    team.say("XiaoWang", "华为放回公海")
    reply = team.say("XiaoLi", "华为的负责人变更记录")
    assert "李晓 → 王磊（转交）" in reply
    assert "王磊 → 公海（放回公海）" in reply


@pytest.mark.parametrize(
    "said", ["把海康给王磊 华为我自己接", "海康转给王磊，华为我接", "海康给王磊,华为给我"]
)
def test_one_goes_to_a_colleague_and_one_to_oneself(team: Chat, said: str) -> None:
    reply = team.say("WangFang", said)
    assert "转给王磊" in reply
    owners = {c["name"]: c["owner"] for c in team.records("customers")}
    assert (owners["杭州海康威视数字技术股份有限公司"], owners["华为技术有限公司"]) == ("王磊", "王芳")
    team.say("WangFang", "撤销")
    assert {c["owner"] for c in team.records("customers")} == {"李晓", "赵敏"}


def test_of_whom_one_does_not_lead_nothing_is_taken(team: Chat) -> None:
    team.say("XiaoLi", "九阳我来跟")
    team.say("XiaoZhao", "华为我自己接")
    team.say("XiaoLi", "华为我自己跟")
    owners = {c["name"]: c["owner"] for c in team.records("customers")}
    assert (owners["九阳股份有限公司"], owners["华为技术有限公司"]) == ("赵敏", "李晓")
