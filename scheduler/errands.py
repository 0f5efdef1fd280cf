"""Errands: one process does each. What comes of it for the person is queued where the errand is settled."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

import structlog

from crm import errands
from crm.errands import Taken
from crm.errors import Refused
from crm.files import MediaGone, MediaLater
from models.database import Database
from models.outbox import Text, queue
from models.scope import SYSTEM
from scheduler import errand_friends, errand_media
from scheduler.app import JobApp, Result
from scheduler.failures import Failures

log = structlog.get_logger("errands")
MOST: Final = 500  # of one run
MOST_INTERRUPTED: Final = 3  # what ends its process each time (a file too large for the memory) is let be

Do = Callable[[JobApp, Taken, datetime], None]
"""Does the errand and settles it. `Refused` is told to the person; MediaLater puts it off."""

TROUBLE: Final = "刚才那件事我没办成（{what}），什么都没有改。请再试一次；还不行就告诉管理员。"
WHAT: Final = {
    "media": "取图片或文件",
    "check": "检查文件",
    "import": "导入",
    "undo": "撤回导入",
    "export": "导出",
    "figures": "导出报表",
    "template": "做模板",
    "friend": "查是谁删了好友",
}


def _kinds() -> Mapping[str, Do]:
    """What does each kind. Loaded with the first errand: the web process never reads a workbook."""
    from scheduler import errand_exports, errand_imports

    return {
        "media": errand_media.fetch,
        "friend": errand_friends.tell,
        "check": errand_imports.check,
        "import": errand_imports.commit,
        "undo": errand_imports.undo,
        "export": errand_exports.export,
        "figures": errand_exports.figures,
        "template": errand_exports.template,
    }


def run(app: JobApp, moment: datetime) -> Result:
    """Everything that is due; how many were done."""
    failures = Failures("errands")
    done = 0
    for _ in range(MOST):
        taken = _take(app.db, moment)
        if taken is None:
            break
        try:
            _do(app, taken, moment)
            done += 1
        except Exception as error:
            failures.note(f"errand:{taken.id}", error)
            _give_up(app, taken, moment, type(error).__name__, TROUBLE.format(what=WHAT.get(taken.kind, "")))
    if done:
        app.wake()
    return {"done": done} | failures.result()


def _take(db: Database, moment: datetime) -> Taken | None:
    with db.read(SYSTEM, moment) as session:  # most looks find nothing and disturb nobody
        if not errands.waits(session, moment):
            return None
    with db.system(moment, "errands") as session:
        return errands.take(session, moment)


def _do(app: JobApp, taken: Taken, moment: datetime) -> None:
    if taken.interrupted > MOST_INTERRUPTED:
        _give_up(app, taken, moment, "interrupted", TROUBLE.format(what=WHAT.get(taken.kind, "")))
        return
    try:
        _kinds()[taken.kind](app, taken, moment)
    except Refused as refusal:
        _give_up(app, taken, moment, "refused", str(refusal))
    except MediaGone:
        _lose(app, taken, moment, "gone", errand_media.GONE)
    except MediaLater:
        with app.db.system(moment, "errands") as session:
            again = errands.put_off(session, taken, moment)
        if not again:
            _lose(app, taken, moment, "unreachable", errand_media.UNREACHED)


def _lose(app: JobApp, taken: Taken, moment: datetime, why: str, words: str) -> None:
    errand_media.lose(app, taken, moment)
    _give_up(app, taken, moment, why, words)


def _give_up(app: JobApp, taken: Taken, moment: datetime, why: str, words: str) -> None:
    with app.db.system(moment, "errands") as session:
        if errands.fail(session, taken, moment, why):
            queue(session, f"errand:{taken.id}:failed", taken.user_id, Text(words), moment, at_once=True)
