"""The figure or report asked for last: what 按人看, 上个月呢 and 导出 go on from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from handlers.context import Context
from handlers.questions.asking import fresh, kept
from nlp.frames import Frame


def keep(frame: Frame, ctx: Context) -> None:
    """What was asked, for 按人看, 上个月呢 and 导出; a list shown before is no longer what 导出 means."""
    ctx.remember(figures=kept(frame, ctx), listed=None, listing=None)


def last_asked(ctx: Context) -> Frame | None:
    """The figure or report asked for just now; None if there is none, or it is too long ago."""
    return fresh("figures", ctx)


INSTEAD: Final = {"measure": ("also",), "range": ("other",), "compare": ("other",)}
"""What was asked for beside something, and is no longer where that is said anew."""


def again(last: Frame, slots: Mapping[str, Any], refs: Mapping[str, Any] | None = None) -> Frame:
    """What was asked last once more, with what is said anew in place of what was."""
    gone = {name for said in slots for name in INSTEAD.get(said, ())}
    kept = {name: value for name, value in last.slots.items() if name not in gone}
    return replace(last, slots={**kept, **slots}, refs={**last.refs, **(refs or {})})
