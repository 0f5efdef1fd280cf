"""A case is over, told as one tells it: 「换好了 龚老师挺满意」「海康的修好了 周航给5分」."""

import re
from collections.abc import Sequence
from typing import Final

from crm.tickets import tickets
from handlers.context import Context
from handlers.phrases import customers_called, firms_of, says
from handlers.tickets.phrases import score_in
from handlers.tickets.short import wrote_ticket
from nlp.frames import Frame
from nlp.names import Name

DONE: Final = (
    "(?:已经|刚刚?|都|也|全|终于|总算|给)*(?:(?:修|换|弄|装|调|清|补|配|处理|更换|维修)(?:理|试|洗)?[好完]了?"
    "|解决了|搞定了?|弄妥了)"
)
PLEASED: Final = (
    "(?P<who>[^,，。 ]{0,6}?)(?:那边|自己)?(?:说|表示|也|都|还|很|挺|非常|特别|比较|蛮|相当)*"
    "(?:满意|高兴|开心|没意见|认可|夸.{0,6}|签字|签收|验收)(?:得很|极了|了|的|啊|呢)*"
)
SCORED: Final = "(?P<by>[^,，。 ]{0,6}?)(?:打了?|评了?|给了?|给打了?)(?P<score>[1-5一二三四五])(?:分|星|颗星)"
HOW: Final = "[^,，。 ]{0,3}(?:换|加|调|清|补|装|修|重|更|拧|焊|紧)[^,，。 ]{1,16}"
AFTER: Final = f"(?:[,， ]+(?P<how>{HOW}))?(?:[,， ]+(?P<mood>{PLEASED}))?(?:[,， ]+(?:{SCORED}))?"


@says(f"(?P<done>{DONE}){AFTER}")
def read_finished(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the ticket just written, else of the one that is open at the firm of whoever is pleased."""
    if ctx.open is not None:
        return None
    named = next((firms_of(match[who], ctx) for who in ("who", "by") if match[who]), ())
    if len(named) == 1 and _open_at(named, ctx):
        return _closed(match, {"customer": named[0].name}, named)
    written = wrote_ticket(ctx) if not named else None
    return _closed(match, {"ticket": written}) if written is not None else None


@says(
    f"(?P<whose>[^,，。 ]{{2,14}}?)(?:那边|那里|那个|那张|那台|家|的)*(?P<done>{DONE}){AFTER}",
    f"(?P<whose>[^,，。 ]{{2,14}}?)的?那[个张台](?:已经|都|也)?(?P<done>好了|正常了|没问题了){AFTER}",
)
def read_finished_at(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康的修好了: of a customer of whom a ticket is open."""
    named = customers_called(match["whose"], ctx) or firms_of(match["whose"], ctx)
    if len(named) != 1 or not _open_at(named, ctx):
        return None
    return _closed(match, {"customer": named[0].name}, named)


@says(
    "(?P<whose>[^,，。 ]{2,14}?)(?:那边|客户|他们)?(?:对|给)(?:我们?|咱们?|这次|服务|维修|处理)*"
    "(?:打了?|评了?)(?P<score>[1-5一二三四五])(?:分|星|颗星)"
)
def read_scored(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康给我们打了5分: of the last ticket of theirs, where nobody has said what they think of it."""
    named = customers_called(match["whose"], ctx) or firms_of(match["whose"], ctx)
    if len(named) != 1:
        return None
    last = tickets.find(ctx.session, customer_id=named[0].id, states=("closed",), most=1)
    if not last or last[0].satisfaction is not None or _open_at(named, ctx):
        return None
    return Frame("ticket.close", {"ticket": last[0].id, "satisfaction": score_in(match)})


def _open_at(named: Sequence[Name], ctx: Context) -> bool:
    return bool(tickets.find(ctx.session, customer_id=named[0].id, states=tickets.UNCLOSED, most=1))


def _closed(match: re.Match[str], slots: dict[str, object], named: tuple[Name, ...] = ()) -> Frame:
    """With what was done and what the customer thinks of it; how is asked where neither is said."""
    if match["how"] or match["mood"] or match["score"]:
        slots["result"] = "，".join(filter(None, [match["how"] or match["done"], match["mood"]]))
    if match["score"]:
        slots["satisfaction"] = score_in(match)
    return Frame("ticket.close", slots, refs={"customer": named} if named else {})
