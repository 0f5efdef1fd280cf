"""明天不去海尔了 改到下周二: a plan that falls through, and in the next clause the day it moves to."""

from nlp import forms as re
from nlp.gather.state import Gathering
from nlp.reading import Clause
from nlp.rules.base import Rule

MOVED = Rule("去不成了, 改到 T", "task.postpone", 9.5, trust=9)
SIGNS = frozenset("改推挪延换拖")
_FALLS_THROUGH = re.compile(
    "取消|不(?:用)?[去来见约跑开办]|[去来见]不[了成]|有事|没空|没时间|走不开|冲突|撞期"
)
# What we are told of ourselves, or of what has been, moves nothing.
_TOLD = re.compile("说|要是|如果|为什么|怎么|昨天|上周|上次|没[去来见]|没(?:空|时间)见")
_TO = re.compile(
    r"\s*(?:那|就|先|再|给我|帮我|只能|干脆|我)*(?:往后)?(?:改|推|挪|延|换|拖)(?:期|迟|后)*(?:到|成|在|至)?T"
    "(?:同一?个?时间|老时间|原来?的?时间|再?去|过去|再说|见|吧|了|哈|[。!！])*"
)


def moves_what_fell_through(now: Gathering) -> bool:
    """Both clauses are one task that is put off."""
    before = now.blocks[-1].clauses if now.blocks else now.lead
    if len(before) != 1 or not _falls_through(before[0]) or not _only_says_when(now.clause):
        return False
    return now.turns(MOVED)


def _falls_through(plan: Clause) -> bool:
    return (
        _FALLS_THROUGH.search(plan.text) is not None
        and _TOLD.search(plan.text) is None
        and plan.has("coming", "today", "customer", "contact")
        and not plan.has("ask", "ticket_word", "order_word", "money")
    )


def _only_says_when(clause: Clause) -> bool:
    times = [item for item in clause.of_kind("time") if "coming" in item.tenses]
    if len(times) != 1:
        return False
    start, end = times[0].start - clause.start, times[0].end - clause.start
    return _TO.fullmatch(f"{clause.text[:start]}T{clause.text[end:]}") is not None
