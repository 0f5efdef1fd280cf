"""Several visited, and one word about them all: 「今天跑了三家 宠爱医院 安安诊所 还有瑞鹏 都没买」."""

import re
from typing import Final

from handlers.context import Context
from handlers.phrases import as_typed, says
from handlers.registry import FRAMES, handles
from handlers.vocabulary import parse
from nlp.frames import Frame
from nlp.values.numerals import small_int

HEAD: Final = (
    "(?P<head>(?:今天|昨天|前天|上午|下午|早上|今早|昨天[上下]午|今天[上下]午|刚才?|一共|总共|我)*)"
    "(?:去|出去)?(?:跑|拜访|走访|见|去|走|转|看)了?(?P<n>[两三四五六七八俩仨\\d几])[家个]"
    "(?:新)?(?:客户|公司)?[:：,，是 ]+"
)
APART: Final = re.compile("[,，、;； ]+(?:还有|和|跟|以及|另外)?|还有|以及")
OF_ALL: Final = re.compile("(?:都|全都?|全部|每家|三家都|两家都|[几四五六]家都|均|没有?一家).{1,40}")
NO_NAME: Final = re.compile("[了吗呢说讲聊谈要想没不很太]|见|嫌|价|明天|下周|客户|回头|电话")


@says(rf"{HEAD}(?P<names>.{{4,100}}?)", longest=140)
def read_round(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only plain names, as many as were counted; where each has news of its own the parser reads it."""
    said = as_typed(match, ctx)["names"].strip()
    pieces = [one for one in APART.split(said) if one]
    told = [n for n, one in enumerate(pieces) if OF_ALL.fullmatch(one)]
    names, rest = (pieces[: told[0]], pieces[told[0] :]) if told else (pieces, [])
    counted = {"俩": 2, "仨": 3}.get(match["n"]) or small_int(match["n"])
    if not 2 <= len(names) <= 8 or (counted is not None and counted != len(names)):
        return None
    if any(not 2 <= len(one) <= 20 or NO_NAME.search(one) for one in names):
        return None
    return Frame("interaction.round", {"names": names, "told": " ".join(rest), "head": match["head"]})


@handles("interaction.round")
def log_each(frame: Frame, ctx: Context) -> str:
    """A record each, as if each had been told alone."""
    said = []
    for name in frame.slots["names"]:
        told = str(frame.slots["told"])
        found = parse(f"{frame.slots['head']}拜访了{name}" + (f"，{told}" if told else ""), ctx)
        log = next((one for one in found if one.intent == "interaction.log"), Frame("interaction.log"))
        slots = {"customer": name, "channel": "visit", **log.slots} | ({"content": told} if told else {})
        said.append(FRAMES["interaction.log"](Frame("interaction.log", slots, refs=log.refs), ctx))
    return "\n".join(said)
