"""「再加两个客户 比亚迪 和 大疆」: several, by names alone."""

import re
from typing import Final

from crm.errors import Refused
from handlers.context import Context, Question
from handlers.mending.last_write import last_written
from handlers.phrases import as_typed, says
from handlers.registry import FRAMES, complete, handles
from handlers.vocabulary import parse
from models.customers import Customer
from nlp.frames import Frame

MOST: Final = 10
ADDS: Final = "新增|新建|添加|录入|加|建|录|登记"
APART: Final = re.compile(r"[\s,，、;；]*(?:还有|以及|和|跟|与)[\s,，、;；]*|[\s,，、;；]+")


NEXT: Final = re.compile(
    r"[\s,，、;；]*(?:还有|另外|再一[个家](?:是)?|以及)[:：,， ]*(?:一?[个家])?[,， ]*|[;；\n]+ *"
)


@says(
    rf"(?:再|还要?|另外|帮我|先|请)*(?:{ADDS})(?:(?P<n>[两二三四五六七八九十几]|\d{{1,2}})[个家]|俩|仨)"
    "新?(?:客户|公司)[:, ]*(?P<said>.{4,200})",
    longest=240,
)
def read_several(match: re.Match[str], ctx: Context) -> Frame | None:
    """Plain names, or the story of each set apart by 还有; else phones among them are one's story."""
    said = as_typed(match, ctx)["said"].strip()
    stories = [one for one in NEXT.split(said) if one]
    if 2 <= len(stories) <= MOST and any(APART.search(one) for one in stories):
        return Frame("customer.several", {"stories": stories})
    names = [one for one in APART.split(said) if one]
    if not 2 <= len(names) <= MOST or any(
        not 2 <= len(one) <= 20 or re.search(r"\d{5}|[级类]$", one) for one in names
    ):
        return None
    return Frame("customer.several", {"names": names})


@says(
    r"(?:对了?|哦|嗯|[,， ])*(?:还|另外还?)?有一?[个家]新?客户[:,， ]*(.{2,20}?)[,， ]*(?:先|帮我|给我|你)*"
    rf"(?:{ADDS})(?:一?[个下]|上|进去|起来)?(?:吧)?"
)
def read_one(match: re.Match[str], ctx: Context) -> Frame:
    """还有个客户 大疆 先建一个: to be made, and not to be looked at."""
    return Frame("customer.create", {"customer": as_typed(match, ctx)[1].strip()})


@says(
    rf"(?P<who>[^,，。 ]{{2,20}}[,， ]+.{{2,40}}?)[,， ]+(?:也|一起|顺便|再)+(?:帮我|给我)?"
    rf"(?:{ADDS})(?:一?[个下]|上|进去)?(?:吧)?"
)
def read_one_too(match: re.Match[str], ctx: Context) -> Frame | None:
    """老灶火锅 张店长 139… 也加一下, right after a customer was made: one more, with its person."""
    if ctx.open is not None or not any(isinstance(one, Customer) for one in last_written(ctx)):
        return None
    whole = f"新增客户 {as_typed(match, ctx)['who']}"
    found = parse(whole, ctx)
    if len(found) != 1 or found[0].intent != "customer.create":
        return None
    ctx.text = whole  # what is left over of the words is looked for in them
    return found[0]


@handles("customer.several")
def create_several(frame: Frame, ctx: Context) -> str:
    """Each as if said alone; one that may be there already is left for a sentence of its own."""
    said = [_told(story, ctx) for story in frame.slots.get("stories", ())]
    for name in frame.slots.get("names", ()):
        try:
            said.append(FRAMES["customer.create"](Frame("customer.create", {"customer": name}), ctx))
        except Question as question:
            said.append(f"「{name}」先没建：{question.text}\n要新建就单独说「新增客户 {name}」。")
        except Refused as refusal:
            said.append(str(refusal))
    return "\n".join(said)


def _told(story: str, ctx: Context) -> str:
    """One customer with its people, as if said alone."""
    ctx.text = f"新增客户 {story}"
    found = parse(ctx.text, ctx)
    try:
        if len(found) == 1 and found[0].intent == "customer.create":
            made: str = FRAMES["customer.create"](complete(found[0], ctx), ctx)
            return made
    except Question as question:
        return f"「{story}」先没建：{question.text}"
    except Refused as refusal:
        return str(refusal)
    return f"「{story}」没看出是哪家，先没建。单独说「新增客户 {story}」就行。"
