"""「派王磊去」 right behind a report of what is broken: the case nobody has opened yet, into his hands."""

import re
from typing import Final

from handlers.context import Context
from handlers.mending.last_write import in_sight, last_written
from handlers.names import refs_to
from handlers.phrases import colleagues_called, says
from handlers.registry import FRAMES, handles
from handlers.tickets.phrases import TYPES
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
    "(?:刚才)?(?:这|那)?(?:个|条)?(?:也)?(?:记|算|按|转|登记|开|建|报)(?:成|为|个|一个|作|一下)?"
    f"(?P<type>{'|'.join(TYPES)})(?:单|工单|处理)?(?:吧|啊)?"
)
def read_is_case(match: re.Match[str], ctx: Context) -> Frame | None:
    """这个记投诉吧, right behind a report: it is a case, too."""
    report = _just_told(ctx)
    if report is None or not re.match("刚才|这|那|也", match[0]):
        return None
    return Frame("ticket.of_report", {"report": report.id, "type": TYPES[match["type"]]})


@says(
    f"(?:那就?|就|先|赶紧|马上)?(?:派|安排|让|叫|喊){NAME}(?:过?去|上门|跑一趟)(?:处理|看看?|看一下|修|一趟|一下)*(?:吧)?"
)
def read_sent_for(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the one report just written, where it tells of something broken."""
    report = _just_told(ctx)
    broken = report is not None and BROKEN.search(report.content)
    found = colleagues_called(match["who"], ctx) if broken else ()
    if report is None or not found:
        return None
    return Frame("ticket.of_report", {"report": report.id, "user": match["who"]}, refs={"user": found})


def _just_told(ctx: Context) -> Interaction | None:
    """The one report that the speaker's last message wrote."""
    written = {one.id: one for one in last_written(ctx) if isinstance(one, Interaction)}
    report = next(iter(written.values()), None)
    if ctx.open is not None or report is None or len(written) > 1 or not in_sight(report, ctx):
        return None
    return report


@handles("ticket.of_report")
def open_and_give(frame: Frame, ctx: Context) -> str:
    """As if it had been reported as a case, and then given to the colleague who was named."""
    report = ctx.session.get_one(Interaction, int(frame.slots["report"]))
    customer = ctx.session.get_one(Customer, report.customer_id)
    told = {
        "customer": customer.name, "type": frame.slots.get("type", "repair"), "content": report.content
    }  # fmt: skip
    opened = FRAMES["ticket.create"](Frame("ticket.create", told, refs=refs_to(customer)), ctx)
    if "user" not in frame.slots:
        return opened
    given = {"ticket": spoken_id(ctx), "user": frame.slots["user"]}
    return f"{opened}\n{FRAMES['ticket.assign'](Frame('ticket.assign', given, refs=frame.refs), ctx)}"
