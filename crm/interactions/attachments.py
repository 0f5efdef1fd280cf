"""附件: pictures, voices, files, links and places beside a follow-up, and whom they were shown to."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from crm import errands
from crm.notices import withdraw
from models.customers import Customer
from models.files import Attachment, AttachmentShare
from models.lists import Ids, OneOf
from models.people import User
from models.prepared import Prepared
from models.work import Interaction

BESIDE: Final = timedelta(minutes=10)  # what comes so soon after a follow-up belongs to it
KINDS: Final = {
    "image": "图片",
    "voice": "语音",
    "video": "视频",
    "file": "文件",
    "link": "链接",
    "location": "位置",
}
COUNTED: Final = {"image": "张", "voice": "条", "video": "段", "file": "个", "link": "个", "location": "个"}


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that came from a phone and is no words."""

    kind: str
    name: str = ""
    media_id: str = ""
    detail: str = ""


def last_log(session: Session, user_id: int, now: datetime) -> Interaction | None:
    """What this person recorded last, if that was just now; undone it does not count."""
    recent = (Interaction.source != "", Interaction.created_at >= now - BESIDE, Interaction.created_at <= now)
    found = (
        select(Interaction)
        .where(Interaction.user_id == user_id, *recent)
        .order_by(Interaction.id.desc())
        .limit(1)
    )
    return session.scalar(found)


def add(
    session: Session, user_id: int, sent: Sent, now: datetime, to: Interaction | None = None
) -> Attachment:
    """Keep what was sent, beside a follow-up where one is known; its bytes are fetched soon."""
    made = Attachment(
        customer_id=to.customer_id if to else None,
        interaction_id=to.id if to else None,
        user_id=user_id,
        kind=sent.kind,
        name=sent.name[:255],
        detail=sent.detail[:1024],
        media_id=sent.media_id[:255],
        status="waiting" if sent.media_id else "kept",
        sent_at=now,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(made)
    session.flush()
    if sent.media_id:
        errands.ask(session, "media", f"media:{made.id}", user_id, now, {"attachment": made.id})
    return made


def place(found: Sequence[Attachment], interaction: Interaction) -> None:
    """They belong to this follow-up."""
    for one in found:
        one.customer_id, one.interaction_id = interaction.customer_id, interaction.id


def loose(session: Session, ids: Collection[int]) -> list[Attachment]:
    """Those of these that belong nowhere yet."""
    wanted = select(Attachment).where(Attachment.id.in_(sorted(ids)), Attachment.customer_id.is_(None))
    return list(session.scalars(wanted.order_by(Attachment.id)))


def unplaced(session: Session, user_id: int, since: datetime) -> list[Attachment]:
    """What this person sent since then that belongs nowhere yet."""
    mine = (Attachment.user_id == user_id, Attachment.sent_at >= since, Attachment.customer_id.is_(None))
    return list(session.scalars(select(Attachment).where(*mine).order_by(Attachment.id)))


def sent_lately(session: Session, user_id: int, customer_id: int, since: datetime) -> bool:
    """Whether this person sent something since then that lies at this customer."""
    mine = (Attachment.user_id == user_id, Attachment.sent_at >= since)
    wanted = select(Attachment.id).where(*mine, Attachment.customer_id == customer_id)
    return session.scalar(wanted.limit(1)) is not None


def of_interaction(session: Session, interaction_id: int) -> list[Attachment]:
    wanted = select(Attachment).where(Attachment.interaction_id == interaction_id)
    return list(session.scalars(wanted.order_by(Attachment.id)))


def of_customer(session: Session, customer: Customer, most: int = 100) -> list[Attachment]:
    """What was sent about this customer, the newest first."""
    wanted = select(Attachment).where(Attachment.customer_id == customer.id)
    return list(session.scalars(wanted.order_by(Attachment.id.desc()).limit(most)))


def counts(session: Session, interaction_ids: Collection[int]) -> dict[int, Counter[str]]:
    """How many of each kind hang on these follow-ups."""
    counted: dict[int, Counter[str]] = {}
    for interaction_id, kind, many in COUNTS.rows(session, {"ids": tuple(interaction_ids)}):
        counted.setdefault(interaction_id, Counter())[kind] += many
    return counted


COUNTS = Prepared(
    select(Attachment.interaction_id, Attachment.kind, func.count(Attachment.id))
    .where(OneOf(Attachment.interaction_id, bindparam("ids", type_=Ids())))
    .group_by(Attachment.interaction_id, Attachment.kind),
    scope=True,
)


def in_words(kinds: Counter[str]) -> str:
    """`2张图片、1个文件`."""
    return "、".join(f"{kinds[kind]}{COUNTED[kind]}{word}" for kind, word in KINDS.items() if kinds[kind])


def say(found: Sequence[Attachment]) -> str:
    return in_words(Counter(one.kind for one in found))


def share(
    session: Session, found: Sequence[Attachment], to: User, by: User, note: str, now: datetime
) -> None:
    """This colleague may see them; that they were shown stays with the record."""
    source = session.info["set_id"]
    session.add_all(
        AttachmentShare(
            attachment_id=one.id, user_id=to.id, by_id=by.id, note=note[:255], created_at=now, source=source
        )
        for one in found
    )


def notice_key(set_id: str, user_id: int) -> str:
    """The outbox key of the card by which a colleague is shown something."""
    return f"shown:{set_id}:{user_id}"[:128]


def taken_back(session: Session, one: AttachmentShare, now: datetime) -> None:
    """After an undo: the card stays away, or a word follows it; its link opens nothing any more."""
    if one.deleted_at is not None:
        words = "刚才发给你的图片/文件，对方撤回了。"
        withdraw(session, notice_key(one.source, one.user_id), one.user_id, words, now)
