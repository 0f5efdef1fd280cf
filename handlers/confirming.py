"""What is wide or hard to take back is shown first and done after a 确认."""

from handlers.context import Option, Question
from nlp.frames import Frame

LEFT_ALONE = "好的，什么都没动。"
YES, NO = "确认", "不做了"


def confirmed(frame: Frame, preview: str, again: Frame | None = None) -> bool:
    """Whether the person said yes; before they were asked, a question with the preview is raised.

    `again`: what a yes will be about, where that is more than the frame as it came.
    """
    answer = frame.slots.get("confirmed")
    if answer is None:
        options = [Option(YES, slots={"confirmed": True}), Option(NO, slots={"confirmed": False})]
        raise Question(preview, "confirmed", options, frame=again)
    return bool(answer)
