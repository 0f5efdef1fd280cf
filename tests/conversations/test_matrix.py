"""Role × scope × intent, generated: whoever may not see a customer learns and changes nothing of it, by no
sentence that help knows and by no button; those who may, do. A new intent or button is in it by itself."""

from typing import Any

import pytest

from handlers.chat import suggest
from handlers.context import Tapped
from handlers.entry import Message
from handlers.registry import FRAMES, TAPS, handles
from tests.support.chat import Chat
from tests.support.whole import whole

HUAWEI = "华为技术有限公司"
SECRETS = ("13800010001", "13800010002", "机密底价", "采购总监")
OUTSIDE = ("XiaoWang", "XiaoZhao")
INSIDE = ("XiaoLi", "WangFang", "ChenYu")
EXAMPLES = [row for row in suggest.rows() if row[0] in FRAMES]


@pytest.fixture
def secret(team: Chat) -> Chat:
    team.say("XiaoLi", "今天拜访了华为的李强，聊了机密底价88万")
    team.say("XiaoLi", "明天下午三点提醒我给华为发机密底价")
    team.say("XiaoLi", "华为下单 A100 8台 总价36万")
    team.say("XiaoLi", "华为李强报修 机密底价打印机卡纸")
    return team


def of_huawei(found: dict[str, Any]) -> dict[str, list[Any]]:
    """Every row that belongs to 华为."""
    (customer,) = [row for row in found["customers"] if row["name"] == HUAWEI]
    rows = {name: [r for r in rows if _is_of(r, customer["id"])] for name, rows in found.items()}
    return rows | {"customers": [customer]}


def _is_of(row: Any, customer_id: int) -> bool:
    return isinstance(row, dict) and row.get("customer_id") == customer_id


def told(chat: Chat, who: str, since: int) -> str:
    """Everything the person got since then, answers and messages."""
    chat.settle()
    got = chat.box.chat(who)[since:]
    return str([one.card.card if one.card else one.body for one in got if not one.mine])


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_sentence_tells_or_changes_what_one_may_not_see(secret: Chat, who: str) -> None:
    before = of_huawei(whole(secret))
    assert any(before.values())
    for intent, _, _, example in EXAMPLES:
        since = len(secret.box.chat(who))
        said = secret.say(who, example)
        if "确认" in said:
            secret.say(who, "确认")
        secret.say(who, "算了")
        heard = told(secret, who, since)
        leaked = [word for word in SECRETS if word in heard and word not in example]
        assert not leaked, (intent, example, leaked, heard)
        assert of_huawei(whole(secret)) == before, (intent, example)


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_button_tells_or_changes_what_one_may_not_see(secret: Chat, who: str) -> None:
    before = of_huawei(whole(secret))
    since = len(secret.box.chat(who))
    for action in sorted(TAPS):
        for number in range(1, 8):
            for refs in ((str(number),), (str(number), "2026-11-25"), ("2026-11-25", str(number))):
                key = f"e:{who}:{action}:{':'.join(refs)}"
                answer = secret.parts.entrance.take(
                    Message(key, who.lower(), Tapped(action, refs, "t")), secret.clock.now()
                )
                said = f"{answer.text} {answer.button}"
                assert not any(word in said for word in SECRETS), (action, refs, said)
        assert of_huawei(whole(secret)) == before, action
    assert not any(word in told(secret, who, since) for word in SECRETS)


@pytest.mark.parametrize("who", INSIDE)
def test_those_who_may_see_it_do(secret: Chat, who: str) -> None:
    assert "13800010001" in secret.say(who, "客户 华为")
    assert "机密底价" in secret.say(who, "华为最近的跟进记录")
    assert "13800010001" in secret.say(who, "华为李强电话多少")


def test_a_collaborator_reads_and_records_and_changes_nothing_else(secret: Chat) -> None:
    secret.say("XiaoLi", "华为加协作人 赵敏")
    assert "机密底价" in secret.say("XiaoZhao", "客户 华为")
    before = of_huawei(whole(secret))
    ids = {name: {row["id"] for row in rows} for name, rows in before.items()}
    for intent, _, _, example in EXAMPLES:
        if "暂停" in secret.say("XiaoZhao", example):
            secret.say("ChenYu", "启用赵敏")
        secret.say("XiaoZhao", "确认")
        secret.say("XiaoZhao", "算了")
        after = of_huawei(whole(secret))
        for name, rows in after.items():
            old = [row for row in rows if row["id"] in ids[name]]
            kept = [{k: v for k, v in row.items() if k != "last_interaction_at"} for row in old]
            was = [{k: v for k, v in row.items() if k != "last_interaction_at"} for row in before[name]]
            assert kept == was, (intent, example, name)
        new = {name for name, rows in after.items() for row in rows if row["id"] not in ids[name]}
        assert new <= {"interactions", "tasks", "contacts", "attachments", "tickets"}, (intent, example, new)


def test_refusals_say_whom_to_ask(secret: Chat) -> None:
    for words in ("客户 华为", "把华为转给王磊", "今天拜访了华为，聊了报价", "华为加协作人 王磊"):
        assert "李晓" in secret.say("XiaoZhao", words), words
    for words in ("用户列表", "停用小李", "A类60天不跟进回公海", "安全设置", "初始化"):
        assert "陈宇" in secret.say("XiaoZhao", words), words


def test_an_intent_has_one_handler() -> None:
    there = FRAMES["customer.show"]
    with pytest.raises(ValueError, match=r"customer\.show"):
        handles("customer.show")(lambda frame, ctx: "")
    assert FRAMES["customer.show"] is there
