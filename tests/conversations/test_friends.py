"""删好友提醒: a customer removed the rep in WeChat; told once, kept apart from 流失预警."""

from tests.support.chat import Chat
from tests.support.whole import outbox


def removed(chat: Chat, userid: str, external: str, change: str = "del_follow_user") -> None:
    chat.box.event("change_external_contact", ChangeType=change, UserID=userid, ExternalUserID=external)


def test_told_once_with_whom_and_what_to_do(team: Chat) -> None:
    person = {"external_userid": "wm1", "name": "李强", "corp_name": "华为", "type": 1}
    team.box.company.external.append({"external_contact": person, "follow_user": []})
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    removed(team, "XiaoLi", "wm1")
    card = team.cards("XiaoLi")[-1]
    assert card.card is not None
    said = str(card.card.card)
    assert "李强（华为）删除了你的好友" in said
    assert "和流失预警不是一回事" in said
    assert "华为技术有限公司 李强" in said
    assert "今天" in said
    assert "拜访" in team.tap("XiaoLi", "安排拜访", card)
    assert len(team.records("tasks")) == 1
    assert "流失预警：0个" in team.say("XiaoLi", "本月流失预警多少")


def test_unknown_persons_other_changes_and_strangers(team: Chat) -> None:
    removed(team, "XiaoZhao", "wm2")
    (card,) = [c for c in team.cards("XiaoZhao") if "删除了你的好友" in str(c.card)]
    assert "企业微信没有告诉我" in str(card.card)
    removed(team, "XiaoZhao", "wm2", "del_external_contact")  # the rep removed the customer
    removed(team, "nobody", "wm2")
    assert len([row for row in outbox(team, "赵敏") if row["key"].startswith("unfriended:")]) == 1
