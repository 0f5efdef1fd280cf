"""The figure or report asked for last: what 按人看, 上个月呢 and 导出 go on from."""

from datetime import datetime

from handlers.asking import frame_json, frame_of
from handlers.context import ANSWER_WITHIN, Context
from nlp.frames import Frame


def keep(frame: Frame, ctx: Context) -> None:
    """What was asked, for 按人看, 上个月呢 and 导出; a list shown before is no longer what 导出 means."""
    ctx.remember(figures={"frame": frame_json(frame), "at": ctx.now.isoformat()}, listed=None, listing=None)


def last_asked(ctx: Context) -> Frame | None:
    """The figure or report asked for just now; None if there is none, or it is too long ago."""
    kept = ctx.state.get("figures")
    if kept is None or ctx.now - datetime.fromisoformat(kept["at"]) > ANSWER_WITHIN:
        return None
    return frame_of(kept["frame"])
