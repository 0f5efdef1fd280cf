"""The figure or report asked for last: what 按人看, 上个月呢 and 导出 go on from."""

from handlers.context import Context
from handlers.questions.asking import fresh, kept
from nlp.frames import Frame


def keep(frame: Frame, ctx: Context) -> None:
    """What was asked, for 按人看, 上个月呢 and 导出; a list shown before is no longer what 导出 means."""
    ctx.remember(figures=kept(frame, ctx), listed=None, listing=None)


def last_asked(ctx: Context) -> Frame | None:
    """The figure or report asked for just now; None if there is none, or it is too long ago."""
    return fresh("figures", ctx)
