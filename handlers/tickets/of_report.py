"""「派王磊去」 right behind a report of what is broken: the case nobody has opened yet, into his hands."""

import re
from typing import Final

from handlers.context import Context
from handlers.mending.last_write import in_sight, last_written
from handlers.names import refs_to
from handlers.phrases import colleagues_called, says
from handlers.registry import FRAMES, handles
from handlers.tickets.refs import spoken_id
from models.customers import Customer
from models.work import Interaction
from nlp.frames import Frame

NAME: Final = "(?P<who>[\u4e00-\u9fffA-Za-z]{2,6}?)"
BROKEN: Final = re.compile(
    "坏|漏|异响|报警|故障|停机|死机|黑屏|花屏|卡纸|卡住|断电|跳闸|失灵|烧了|不(?:制冷|制热|转|亮|动|通|出水|工作|好使)"
    "|打不开|开不了|启动不了|连不上|报修|维修|来修"
)


@says(
    f"(?:那就?|就|先|赶紧|马上)?(?:派|安排|让|叫|喊){NAME}(?:过?去|上门|跑一趟)(?:处理|看看?|看一下|修|一趟|一下)*(?:吧)?"
)
def read_sent_for(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the one report just written, where it tells of something broken."""
    written = {one.id: one for one in last_written(ctx) if isinstance(one, Interaction)}
    report = next(iter(written.values()), None)
    if ctx.open is not None or report is None or len(written) > 1 or not in_sight(report, ctx):
        return None
    found = colleagues_called(match["who"], ctx) if BROKEN.search(report.content) else ()
    if not found:
        return None
    return Frame("ticket.of_report", {"report": report.id, "user": match["who"]}, refs={"user": found})


@handles("ticket.of_report")
def open_and_give(frame: Frame, ctx: Context) -> str:
    """As if it had been reported as a case, and then given to the colleague."""
    report = ctx.session.get_one(Interaction, int(frame.slots["report"]))
    customer = ctx.session.get_one(Customer, report.customer_id)
    told = {"customer": customer.name, "type": "repair", "content": report.content}
    opened = FRAMES["ticket.create"](Frame("ticket.create", told, refs=refs_to(customer)), ctx)
    given = {"ticket": spoken_id(ctx), "user": frame.slots["user"]}
    return f"{opened}\n{FRAMES['ticket.assign'](Frame('ticket.assign', given, refs=frame.refs), ctx)}"
