"""资料库: files and links of the company that reps send to customers. Everybody may have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from crm.company import vocabulary
from crm.company.vocabulary import Words
from crm.errors import Refused
from models.campaigns import Material
from models.files import Attachment, StoredFile
from models.loading import columns, records
from models.outbox import File, Message, Picture, Text
from models.people import User
from models.prepared import Prepared
from zh.text import normal

UNSCOPED: Final = {"unscoped": True}
KEEPERS: Final = ("manager", "admin")
MOST: Final = 500


def may_keep(user: User) -> bool:
    """Whether this person may put something in, rename it and take it out."""
    return user.role in KEEPERS


def all_of(session: Session) -> list[Material]:
    return records(session, Material, ALL, {})


ALL: Final = Prepared(select(*columns(Material)).order_by(Material.name, Material.id).limit(MOST), scope=True)


def called(found: Sequence[Material], said: str) -> list[Material]:
    """Those that the words name: in full, or in part."""
    wanted = _bare(said)
    exact = [one for one in found if _bare(one.name) == wanted]
    return exact or [one for one in found if vocabulary.is_called(_bare(one.name), wanted)]


def any_called(words: Words, said: str) -> bool:
    """Whether `called` can find one at all."""
    return vocabulary.any_called(words, "materials", said, _bare)


def _bare(name: str) -> str:
    return normal(name).replace(" ", "")


def put(
    session: Session, by: User, name: str, now: datetime, *, url: str = "", file: Attachment | None = None
) -> Material:
    """A new one. What is sent later under that name is another version, see `replace`."""
    made = Material(name=name[:64], creator_id=by.id, created_at=now, source=session.info["set_id"])
    replace(made, url=url, file=file)
    session.add(made)
    return made


def replace(one: Material, *, url: str = "", file: Attachment | None = None) -> None:
    """Another version of it."""
    one.url = url[:512] or None
    one.attachment_id = file.id if file is not None else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is behind a material: its kind, and what it was called when it came."""

    kind: str
    name: str


def kinds(session: Session, found: Sequence[Material]) -> dict[int, Kept]:
    """By material what it is; a link has no file."""
    ids = [one.attachment_id for one in found if one.attachment_id is not None]
    rows = session.scalars(select(Attachment).where(Attachment.id.in_(ids)), execution_options=UNSCOPED)
    files = {row.id: Kept(row.kind, row.name) for row in rows}
    return {one.id: files.get(one.attachment_id or 0, Kept("link", one.url or "")) for one in found}


def message(session: Session, one: Material) -> Message:
    """The thing itself, to be sent. Raises Refused where its bytes never came."""
    if one.url:
        return Text(f"{one.name}\n{one.url}")
    wanted = (
        select(Attachment, StoredFile)
        .outerjoin(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Attachment.id == one.attachment_id)
        .options(undefer(StoredFile.data))
    )
    found = session.execute(wanted, execution_options=UNSCOPED).first()
    if found is None or found[0].status == "lost":
        raise Refused(f"「{one.name}」的文件没有保存下来，请管理员重新发一次再存。")
    sent, stored = found
    data = stored.data if stored is not None else b""
    media_id = "" if data else sent.media_id
    name = _file_name(one.name, sent.name or (stored.name if stored is not None else ""))
    if sent.kind == "image":
        return Picture(name, data=data, media_id=media_id)
    return File(name, data=data, media_id=media_id)


def _file_name(name: str, original: str) -> str:
    """Called as in the library, with the ending it came with: 产品手册.pdf."""
    ending = original.rpartition(".")[2] if "." in original else ""
    return f"{name}.{ending}" if ending and not name.lower().endswith(f".{ending.lower()}") else name
