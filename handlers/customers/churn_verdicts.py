"""「预警准不准」「本月流失预警多少」, and the buttons of the question two weeks after an alarm."""

import re

from crm.churn import verdicts
from handlers.context import Answer, Context
from handlers.periods import PERIOD, range_of
from handlers.phrases import says
from handlers.registry import taps
from models.judgement import ChurnAlarm
from nlp.frames import Frame

BY = {"各人|每个人|按人|谁": "user", "各部门|按部门|各团队": "team", "每月|各月|按月": "month"}


@says(
    rf"({PERIOD})?(?:的)?(?:({'|'.join(BY)}))?(?:的|有|发了|一共|共)*(?:多少|几)(?:个|条|家|次)?(?:的)?流失预警(?:了)?",
    rf"({PERIOD})?(?:的)?(?:({'|'.join(BY)}))?(?:的)?流失预警(?:一共|共)?(?:有|发了|是)?(?:了)?(?:多少|几)(?:个|条|家|次)?(?:了)?",
    rf"({PERIOD})?(?:的)?(?:({'|'.join(BY)}))?(?:的)?流失预警(?:的)?(?:数量?|个数|次数|统计)",
)
def read_how_many(match: re.Match[str], ctx: Context) -> Frame:
    return _figure("churn", match, ctx)


@says(
    rf"({PERIOD})?(?:的)?(?:({'|'.join(BY)}))?(?:的)?(?:流失)?(?:预警|提醒)(?:到底|究竟)?(?:准不准|准吗|准么|准确吗|准确不准确|靠谱吗|灵不灵|有多准|误报多吗)",
    rf"({PERIOD})?(?:的)?(?:({'|'.join(BY)}))?(?:的)?(?:流失)?预警(?:的)?(?:准确率|准确度|命中率|误报率|效果)(?:是)?(?:多少|怎么样|如何)?",
)
def read_how_right(match: re.Match[str], ctx: Context) -> Frame:
    """By month, as far back as this year unless it is said."""
    frame = _figure("churn_precision", match, ctx)
    year = ctx.now.astimezone(ctx.tz).year
    usual = {"by": "month", "range": f"{year}-01-01/{year}-12-31"} if not match[1] else {"by": "month"}
    return Frame(frame.intent, {**usual, **frame.slots})


def _figure(measure: str, match: re.Match[str], ctx: Context) -> Frame:
    slots = {"measure": measure, **range_of(match[1], ctx)}
    by = next((name for words, name in BY.items() if match[2] and re.fullmatch(words, match[2])), None)
    return Frame("report.show", slots | ({"by": by} if by else {}))


@taps(*(f"churn.said_{verdict}" for verdict in verdicts.VERDICTS))
def judged(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """有效, 误报 or 说不好; said once, changed by another tap on the same card's like."""
    alarm = ctx.session.get(ChurnAlarm, int(ref[0])) if ref and ref[0].isdigit() else None
    if alarm is None or alarm.owner_id != ctx.user.id:
        return Answer(button="这条预警已经不在了")
    verdict = action.removeprefix("churn.said_")
    if alarm.verdict is not None:
        return Answer(button=f"已经记过：{verdicts.VERDICTS[alarm.verdict]}")
    alarm.verdict = verdict
    return Answer(button=f"已记：{verdicts.VERDICTS[verdict]}")
