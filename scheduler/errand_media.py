"""Fetching what a phone sent, before WeCom forgets it after three days."""

from datetime import datetime
from typing import Final

from crm import errands, files
from crm.errands import Taken
from crm.files import MediaGone
from models.files import Attachment
from scheduler.app import JobApp

GONE: Final = "有一张图片或文件没取下来（太大，或企业微信已经不留了）。要留底请再发一次。"


def fetch(app: JobApp, taken: Taken, moment: datetime) -> None:
    """Keep the bytes of one attachment. Raises MediaGone after marking it, or MediaLater."""
    attachment_id = int(taken.payload["attachment"])
    with app.db.system(moment, "errands") as session:
        one = session.get(Attachment, attachment_id, execution_options={"everything": True})
        if one is None or one.deleted_at is not None or one.file_id is not None:
            errands.finish(session, taken, moment, {"skipped": True})
            return
        media_id = one.media_id
    try:
        got = app.fetch(media_id)
    except MediaGone:
        _mark(app, attachment_id, moment, status="lost")
        raise
    with app.db.system(moment, "errands") as session:
        one = session.get_one(Attachment, attachment_id, execution_options={"everything": True})
        if not errands.finish(session, taken, moment, {"bytes": len(got.data)}):
            return
        one.file_id, one.status = files.keep(session, taken.user_id, got, moment).id, "kept"
        if one.kind == "file":
            one.name = one.name or got.name


def _mark(app: JobApp, attachment_id: int, moment: datetime, status: str) -> None:
    with app.db.system(moment, "errands") as session:
        one = session.get_one(Attachment, attachment_id, execution_options={"everything": True})
        one.status = status
