"""What is wide or hard to take back is shown first and done after a 确认."""

import re
from typing import Any

from handlers.context import Option, Question
from nlp.frames import Frame
from zh.text import normal

LEFT_ALONE = "好的，什么都没动。"
YES, NO = "确认", "不做了"


DEED = re.compile(
    "(?:那|就|都|全都?|好|行|可以|嗯)*(?P<verb>批准?|准|通过|导入?|导出|转|合并?|并|交接?|改|发|记|建|放|领|定|设|删)"
    "(?:了|吧|掉|进去|过去|出来|一下|呗|嘛)*"
)
LIKE = {"批": "同意", "批准": "同意", "准": "同意", "通过": "同意"}


def does_it(text: str, pending: dict[str, Any]) -> bool:
    """批, 导吧, 合并吧, where it was asked about just that before it is done."""
    said = DEED.fullmatch(normal(text).strip(" 。.!！~"))
    if said is None or pending["slot"] != "confirmed":
        return False
    return LIKE.get(said["verb"], said["verb"]) in pending["question"]


VERBS = "转|交接?|合并?|并|导|改|发|记|建|放|领|定|设|删|批|弄|做|动|提交|下单?|录|报|派"
WAIT = re.compile(
    "(?:等等|等一?下|慢着|别急|且慢|先|还是|暂时|[,， ])*"
    f"(?:等等|等一?下|慢着|别急|且慢|(?:不|别|不要|不用|甭)(?:{VERBS})(?:了|吧|呢)*)(?:[,，。 ].*)?"
)


def puts_off(text: str, frames: list[Frame], pending: dict[str, Any]) -> bool:
    """等等 先不转 他月底才走, where it was asked whether or which: no, and why; it orders nothing else."""
    said = normal(text).strip(" 。.!！~")
    ordered = any(frame.intent not in ("unknown", "no", "cancel", "yes") for frame in frames)
    return bool(pending["options"]) and not ordered and WAIT.fullmatch(said) is not None


def confirmed(frame: Frame, preview: str, again: Frame | None = None) -> bool:
    """Whether the person said yes; before they were asked, a question with the preview is raised.

    `again`: what a yes will be about, where that is more than the frame as it came.
    """
    answer = frame.slots.get("confirmed")
    if answer is None:
        options = [Option(YES, slots={"confirmed": True}), Option(NO, slots={"confirmed": False})]
        raise Question(preview, "confirmed", options, frame=again)
    return bool(answer)
