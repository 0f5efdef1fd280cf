"""删好友提醒: to the rep, once for each time, with what they can do about it."""

from datetime import datetime

from crm import errands
from crm.customers import friends
from crm.errands import Taken
from models.outbox import Button, Card, queue
from scheduler.app import JobApp
from zh import say


def tell(app: JobApp, taken: Taken, moment: datetime) -> None:
    """Who it was, as far as WeCom tells, and whose contact that is here."""
    friend = app.friend(str(taken.payload["external_userid"]))
    with app.db.system(moment, "errands") as session:
        if not errands.finish(session, taken, moment, {"known": bool(friend.name)}):
            return
        known = friends.known_as(session, taken.user_id, friend)
        who = f"{friend.name}（{friend.company}）" if friend.company else friend.name
        lines: list[tuple[str, str]] = []
        buttons: tuple[Button, ...] = ()
        if known is not None:
            contact, customer = known
            lines.append(("客户", f"{customer.name} {contact.name}"))
            if customer.last_interaction_at:
                last = say.moment(customer.last_interaction_at, "day", moment, app.tz)
                lines.append(("上次跟进", last))
            buttons = (Button("安排拜访", "churn.visit", (str(customer.id),), 1),)
        card = Card(
            title=f"{who or '有一位微信客户'}删除了你的好友",
            desc="删好友提醒，和流失预警不是一回事",
            text="可能是换手机、清理好友，也可能不满意。先打个电话问问。"
            + ("" if who else "是谁，企业微信没有告诉我，可以在「客户联系」里看。"),
            lines=tuple(lines),
            buttons=buttons,
        )
        queue(session, f"unfriended:{taken.id}", taken.user_id, card, moment)
