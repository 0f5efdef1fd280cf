"""Several verdicts in one message: 「第一个同意 第二个不同意 太低了」「1、3同意 2驳回」「剩下的都批了」."""

import re
from typing import Any, Final

from crm.approvals import approvals
from crm.errors import Refused
from handlers.approvals import words
from handlers.approvals.intents import MORE, NTH, ONE, VERDICT, decide, is_yes, line, why_not
from handlers.context import Context, Question
from handlers.phrases import says
from handlers.questions.asking import ask
from handlers.registry import handles
from handlers.whole import all_or_nothing
from nlp.frames import Frame
from nlp.values.numerals import small_int

WHICH: Final = rf"(?P<which>{ONE}(?:[、,， 和跟及]*{ONE})*|(?:剩下|其他|其它|其余|别)的?(?:[几些]?[个条]?)?)"
SAYS: Final = rf"{WHICH}[,， ]?的?(?:都|也|全|全部)*(?:给)?{VERDICT}"
FIRST: Final = rf"{VERDICT} ?{WHICH}"
BETWEEN: Final = re.compile("[,，;；。、 ]*")
MOST: Final = 200  # characters of such a message
BUT: Final = "太[低高多狠]|太便宜|不够|最多|最低|至少|顶多|超了|不能|再谈|重新报?|重报|降一降|再高点|再低点"


@says(rf"{NTH}[,， ]?(?:这个|的)?((?:{BUT}).{{0,40}})")
def read_counter(match: re.Match[str], ctx: Context) -> Frame | None:
    """第1条最多85折, of the list that was just shown: a no with its reason."""
    if (ctx.state.get("listed") or {}).get("kind") != "approval" or MORE.search(match[2]):
        return None
    slots = {"approved": False, "nth": small_int(match[1]), "reason": match[2].strip()}
    return Frame("approval.decide", slots)


@says(f"{SAYS}.*", f"{FIRST}.*", longest=MOST)
def read_each(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the list that was just shown, else of those that wait; with other words among them it is none."""
    listed = ctx.state.get("listed") or {}
    if listed and listed["kind"] != "approval":
        return None
    waiting = [one.id for one in approvals.waiting_for_me(ctx.session, ctx.user.id)]
    ids = listed["ids"] if listed else waiting
    told = _told(match[0], SAYS) or _told(match[0], FIRST)
    if listed and not waiting and told and not _numbers(told[0][0]):
        return Frame("approval.list")
    verdicts = _verdicts(told, ids, waiting) if waiting else []
    if len(told) == 1 and len(verdicts) > 1 and not _numbers(told[0][0]):  # 剩下的都批了: shown first
        _, approved, reason = told[0]
        more = {"reason": reason} if reason else {}
        return Frame("approval.all", {"approved": approved, "ids": [one["id"] for one in verdicts], **more})
    if len(told) < 2 and len(verdicts) < 2 and (not told or _numbers(told[0][0])):
        return None
    return Frame("approval.each", {"verdicts": verdicts}) if verdicts else None


def _told(said: str, pattern: str) -> list[tuple[str, bool, str]]:
    """Which ones, whether it is a yes, and the reason after a no; nothing where other words stand between."""
    found = list(re.finditer(pattern, said))
    told: list[tuple[str, bool, str]] = []
    for n, one in enumerate(found):
        approved = is_yes(one["verb"])
        after = said[one.end() : found[n + 1].start() if n + 1 < len(found) else len(said)]
        reason = after.strip(",，;；。、:： ")
        if (n == 0 and one.start()) or (reason and approved):
            return []
        told.append((one["which"], approved, reason))
    return told


def _numbers(which: str) -> list[int]:
    if which.startswith(("剩", "其", "别")):
        return []
    return [small_int(one) or 0 for one in re.findall(r"\d{1,2}|[一二三四五六七八九十]", which)]


def _verdicts(told: list[tuple[str, bool, str]], ids: list[int], waiting: list[int]) -> list[dict[str, Any]]:
    """Each with its record; none where a number is not in the list. 剩下的: what waits and is not named."""
    named = [n for which, _, _ in told for n in _numbers(which)]
    if any(not 1 <= n <= len(ids) for n in named) or len(set(named)) < len(named):
        return []
    rest = [one for one in waiting if one not in {ids[n - 1] for n in named}]
    return [
        {"id": one, "approved": approved, "reason": reason}
        for which, approved, reason in told
        for one in ([ids[n - 1] for n in _numbers(which)] or rest)
    ]


@handles("approval.each")
def decide_each(frame: Frame, ctx: Context) -> str:
    """What is clear is done at once; why the others are refused is asked once for all of them."""
    given = frame.slots.get("reason")
    verdicts = [{**one, "reason": one["reason"] or given} for one in frame.slots["verdicts"]]
    said = [_decide(one, ctx) for one in verdicts if one["approved"] or one["reason"]]
    open_ones = [one for one in verdicts if not (one["approved"] or one["reason"])]
    if open_ones:
        question = Question(words.ASK_WHY, "reason", why_not({}), free=True)
        said.append(ask(question, Frame("approval.each", {"verdicts": open_ones}), [], ctx))
    return "\n".join(said)


def _decide(verdict: dict[str, Any], ctx: Context) -> str:
    """One of them; that it was decided already keeps none of the others from being done."""
    slots = {name: value for name, value in verdict.items() if value}
    try:
        with all_or_nothing(ctx):
            return decide(Frame("approval.decide", {"approved": False, **slots}), ctx)
    except Refused as refusal:
        return f"{line(approvals.locked(ctx.session, verdict['id']), ctx)}：{refusal}"
