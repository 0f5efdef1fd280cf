"""「@李晓 @王磊 周五前交总结」「所有人周五前交周报」: a task for those meant, read as 让李晓和王磊…."""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from crm import days
from crm.errors import Forbidden, NotThere
from crm.figures.without import at_work
from handlers.context import Context
from handlers.phrases import as_typed, colleagues_called, contacts_called, says
from handlers.vocabulary import parse
from models.people import User
from nlp.frames import Frame
from zh import pinyin

NAME: Final = "[\u4e00-\u9fffA-Za-z0-9_.-]{1,16}"
LONGEST_NAME: Final = 4
UNSCOPED: Final = {"unscoped": True}
EVERYBODY: Final = (
    "(?P<order>让|叫|请|催|要求|安排|提醒)?@? ?(?:(?:团队|组里|部门|全组|全队|全部门|我们组)(?:里|的)?)?"
    "(?:所有人|全组|全队|全员|全体(?:成员|人员|销售)?|大家|各位|每个?人|各人|每位(?:同事|销售))"
    "(?:都|各自?|请|要|得|必须)*"
)

NOT_YOURS: Final = "给大家派待办要主管来说，这句没有记。记给自己就直接说，比如「周五前交计划」。"


@says(rf"((?:@ ?{NAME}[\s,，、:：和]*)+)(.{{0,80}})", longest=120)
def read_mentioned(match: re.Match[str], ctx: Context) -> Frame | None:
    """As WeCom writes a mention; a name typed by its sound is known too, nobody is left out in silence."""
    rest, people = as_typed(match, ctx)[0], list[User]()
    while at := re.match(rf"@ ?({NAME})[\s,，、:：和]*", rest):
        user, size = _called(at[1], ctx)
        if user is None:
            raise NotThere(f"没有叫「{at[1][:LONGEST_NAME]}」的同事，待办没有记。")
        people.append(user)
        rest = rest[at.end() if size == len(at[1]) else at.start(1) + size :]
    return _given(people, rest, ctx)


@says(rf"(?:帮我|记得|请)?(?:提醒|通知|叫)(?:一?下|一声)?(?P<who>{NAME}?)(?:一?下|一声)?(?:吧)?")
def read_reminded(match: re.Match[str], ctx: Context) -> Frame | None:
    """提醒小王: of what is asked; a customer's person of that name is called, not reminded."""
    people = colleagues_called(match["who"], ctx)
    if not people or contacts_called(match["who"], ctx):
        return None
    return Frame("task.create", {"assignee": match["who"]}, refs={"assignee": people})


@says(
    rf"(?:麻烦|请|[,， ])*(?P<who>{NAME}?)(?:你)?(?:能|可以|先)?(?:帮我|帮忙|替我|帮咱们?)"
    r"(?P<what>[^,，。].{1,60})"
)
def read_helped(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊帮我去趟华为: to be done by a colleague; what he has done (帮我去过了) is told."""
    what = match["what"]
    if re.search("[了过]|[吗呢?？]$|请假|代班", what) or not colleagues_called(match["who"], ctx):
        return None
    whole = f"让{match['who']}{what}"
    found = parse(whole, ctx)
    if len(found) != 1 or found[0].intent != "task.create" or "assignee" not in found[0].slots:
        return None
    ctx.text = whole
    return found[0]


def _called(said: str, ctx: Context) -> tuple[User | None, int]:
    """The colleague whose name the words begin with, and how long it is; else one that sounds so."""
    for size in range(min(LONGEST_NAME, len(said)), 1, -1):
        found = colleagues_called(said[:size], ctx)
        if len(found) == 1:
            return ctx.session.get(User, found[0].id), size
    active = list(
        ctx.session.scalars(select(User).where(User.status == "active"), execution_options=UNSCOPED)
    )
    for size in range(min(LONGEST_NAME, len(said)), 1, -1):
        alike = [one for one in active if pinyin.folded(one.name) == pinyin.folded(said[:size])]
        if len(alike) == 1:
            return alike[0], size
    return None, 0


@says(rf"{EVERYBODY}(?P<what>.{{4,60}})")
def read_everybody(match: re.Match[str], ctx: Context) -> Frame | None:
    """To each rep whom the speaker leads, of what is to be done by a day; else it is talk, or a figure."""
    if re.search("[?？吗呢]|多少|几|谁|怎么|排名|目标|没", match["what"]):
        return None
    if ctx.scope.kind == "own":
        if match["order"] and _given([ctx.user], match["what"], ctx, dated=True):
            raise Forbidden(NOT_YOURS)
        return None
    today = days.today(ctx.now, ctx.tz)
    people = [one for one in at_work(ctx.session, today, today) if one.id != ctx.user.id]
    if not people:
        raise Forbidden("你名下没有可以派待办的同事。")
    return _given(people, match["what"], ctx, dated=True)


def _given(people: Sequence[User], rest: str, ctx: Context, *, dated: bool = False) -> Frame | None:
    """The frame of 让A和B…, which is also what the message counts as from here on."""
    said = f"让{'和'.join(one.name for one in people)}{rest.strip()}"
    found = parse(said, ctx)
    if len(found) != 1 or found[0].intent != "task.create" or (dated and "due" not in found[0].slots):
        return None
    ctx.text = said
    return found[0]
