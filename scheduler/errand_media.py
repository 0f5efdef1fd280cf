"""Fetching what a phone sent, before WeCom forgets it after three days."""

from datetime import datetime
from typing import Final

from crm import errands, files
from crm.errands import Taken
from models.files import Attachment
from scheduler.app import JobApp

GONE: Final = "有一张图片或文件没取下来（太大，或企业微信已经不留了）。要留底请再发一次。"
UNREACHED: Final = "有一张图片或文件没取下来（企业微信一直连不上，试了两天多）。要留底请再发一次。"


def fetch(app: JobApp, taken: Taken, moment: datetime) -> None:
    """Keep the bytes of one attachment. Raises MediaGone or MediaLater."""
    attachment_id = int(taken.payload["attachment"])
    with app.db.system(moment, "errands") as session:
        one = session.get(Attachment, attachment_id, execution_options={"everything": True})
        if one is None or one.deleted_at is not None or one.file_id is not None:
            errands.finish(session, taken, moment, {"skipped": True})
            return
        media_id = one.media_id
    got = app.fetch(media_id)
    with app.db.system(moment, "errands") as session:
        one = session.get_one(Attachment, attachment_id, execution_options={"everything": True})
        if not errands.finish(session, taken, moment, {"bytes": len(got.data)}):
            return
        one.file_id, one.status = files.keep(session, taken.user_id, got, moment).id, "kept"
        if one.kind == "file":
            one.name = one.name or got.name


def lose(app: JobApp, taken: Taken, moment: datetime) -> None:
    """Its bytes will not come any more; nothing to do where the errand was about no attachment."""
    if "attachment" not in taken.payload:
        return
    with app.db.system(moment, "errands") as session:
        one = session.get(
            Attachment, int(taken.payload["attachment"]), execution_options={"everything": True}
        )
        if one is not None and one.file_id is None:
            one.status = "lost"
