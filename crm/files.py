"""Bytes that come from phones: how they are fetched and where they are kept."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from models.files import StoredFile

MOST_BYTES: Final = 20 * 1024 * 1024  # WeCom's own limit for a file


class MediaGone(Exception):
    """WeCom has it no more, or it is too large: asking again does not help."""


class MediaLater(Exception):
    """WeCom cannot be asked just now."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as WeCom handed it out."""

    name: str
    content_type: str
    data: bytes


Fetch = Callable[[str], Fetched]
"""What is behind a media_id. Raises MediaGone or MediaLater."""


def keep(
    session: Session, user_id: int | None, got: Fetched, now: datetime, keeps: timedelta | None = None
) -> StoredFile:
    """Keep the bytes, for good or for a while."""
    row = StoredFile(
        user_id=user_id,
        name=got.name[:255],
        content_type=got.content_type[:128],
        digest=hashlib.sha256(got.data).hexdigest(),
        size=len(got.data),
        data=got.data,
        keep_until=now + keeps if keeps else None,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row
