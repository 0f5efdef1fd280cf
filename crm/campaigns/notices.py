"""What reps are told of campaigns: their list, the words to pass on, the end; and that it is off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.notices import withdraw
from models.campaigns import Campaign, CampaignTarget
from models.platform import Change

OFF: Final = {
    "given": "活动「{title}」撤销了，名单里的客户不用联系了。",
    "words": "",  # goes with the list
    "again": "活动「{title}」刚才发的话术，对方撤回了，先别发给客户。",
    "ended": "活动「{title}」没有结束，名单里的客户请继续联系。",
}


def key(kind: str, campaign_id: int, to_id: int, set_id: str) -> str:
    """The outbox key of a notice: one a message, so that the same may be said again another time."""
    return f"campaign:{kind}:{campaign_id}:{to_id}:{set_id}"[:128]


def taken_back(session: Session, undone: Iterable[tuple[object, Change]], now: datetime) -> None:
    """After an undo: whoever was told by that message hears that it is off, or never hears of it."""
    for one, change in undone:
        if not isinstance(one, Campaign):
            continue
        told = select(CampaignTarget.user_id).where(CampaignTarget.campaign_id == one.id).distinct()
        for user_id in session.scalars(told, execution_options={"everything": True}).all():
            for kind, words in OFF.items():
                told_by = key(kind, one.id, user_id, change.set_id)
                withdraw(session, told_by, user_id, words.format(title=one.title), now)
