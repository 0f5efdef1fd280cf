"""Pictures, voices and files: their bytes, what they belong to, and whom they were shown to."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, pk


class StoredFile(Base):
    """Bytes that came from a phone, at most `crm.files.MOST_BYTES`. Never changed; who may read it follows
    from the attachment or the errand that points at it."""

    __tablename__ = "stored_files"
    __table_args__ = (Index(None, "keep_until"),)

    id: Mapped[pk]
    user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), comment="who sent it")
    name: Mapped[str] = mapped_column(String(255))
    content_type: Mapped[str] = mapped_column(String(128))
    digest: Mapped[str] = mapped_column(String(64), comment="SHA-256")
    size: Mapped[int] = mapped_column(comment="bytes")
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    keep_until: Mapped[datetime | None] = mapped_column(comment="null: for good")
    created_at: Mapped[datetime]


class Attachment(Audited, Base):
    """What was sent beside a follow-up. Its bytes are fetched from WeCom soon after, within three days."""

    __tablename__ = "attachments"
    __table_args__ = (Index(None, "customer_id"), Index(None, "interaction_id"))
    DERIVED = frozenset({"status", "file_id", "name"})

    id: Mapped[pk]
    customer_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("customers.id"), comment="null: not said yet whose"
    )
    interaction_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("interactions.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), comment="who sent it")
    kind: Mapped[str] = mapped_column(String(8), comment="image | voice | video | file | link | location")
    name: Mapped[str] = mapped_column(String(255), default="")
    detail: Mapped[str] = mapped_column(
        String(1024), default="", comment="the address of a link, the coordinates of a place"
    )
    media_id: Mapped[str] = mapped_column(
        String(255), default="", comment="WeCom's, good for three days; empty: there is nothing to fetch"
    )
    status: Mapped[str] = mapped_column(
        String(8), default="waiting", comment="waiting | kept | lost: gone or too large"
    )
    file_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("stored_files.id"))
    sent_at: Mapped[datetime]


class AttachmentShare(Audited, Base):
    """One attachment shown to one colleague: they see it, and nothing else of the customer."""

    __tablename__ = "attachment_shares"
    __table_args__ = (Index(None, "attachment_id"), Index(None, "user_id"))

    id: Mapped[pk]
    attachment_id: Mapped[int] = mapped_column(BigId, ForeignKey("attachments.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), comment="who may see it")
    by_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(String(255), default="")
