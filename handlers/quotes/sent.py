"""「报价发了 李总说行」「报价发给他了 嫌贵」: what was said is kept; agreed to, an order is offered."""

import re
from typing import Any, Final

from crm import money
from crm.tasks import tasks
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.names import refs_to
from handlers.phrases import says
from handlers.quotes.refs import QUOTE, just_made
from handlers.registry import FRAMES, handles
from handlers.vocabulary import parse
from models.selling import Quote
from nlp.frames import Frame

_TO: Final = "(?:给)?(?:他们?|她们?|客户|对方|那边|[\u4e00-\u9fff]{2,4}?)"
_SENT: Final = (
    f"(?:把)?{QUOTE}(?:已经?|刚刚?|都|我|也)*(?:发|寄|传|报|给)(?:过去|出去|过)?"
    f"(?:{_TO})?(?:那边)?(?:看|看过)?了"
)
FINE: Final = re.compile(
    "(?:说|觉得|那边|也|都|就|他们?|她)?(?:行|可以|没问题|没意见|同意|ok|接受|认可|答应)了?$"
)


@says(rf"{_SENT}[,， ;；。]+(?P<said>[^,，;；。]{{2,40}})")
def read_told(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the customer spoken of; an order or a plan behind it is the parser's."""
    if ctx.open is not None:
        return None
    quote = just_made(ctx)
    if quote is None and any("报价" in task.title for task in tasks.open_tasks(ctx.session, ctx.user.id)):
        return None  # it may be that task which is done
    found = parse(match["said"], ctx)
    if len(found) != 1 or found[0].intent not in ("interaction.log", "unknown", "no", "yes"):
        return None
    slots: dict[str, Any] = {"content": ctx.text.strip()}
    refs = {}
    if "contact" in found[0].refs:
        slots["contact"], refs["contact"] = found[0].slots["contact"], found[0].refs["contact"]
    elif (customer := ctx.current_customer(ANSWER_WITHIN)) is not None:
        slots["customer"], refs = customer.name, refs_to(customer)
    else:
        return None
    if quote is not None:
        slots |= {"quote_id": quote.id, "agreed": FINE.search(match["said"]) is not None}
    return Frame("quote.told", slots, refs=refs)


@handles("quote.told")
def told(frame: Frame, ctx: Context) -> str:
    """The words are a follow-up; the quotation has been sent."""
    slots = {name: value for name, value in frame.slots.items() if name not in ("quote_id", "agreed")}
    quote = ctx.session.get(Quote, int(frame.slots["quote_id"])) if "quote_id" in frame.slots else None
    if quote is not None and quote.status == "draft":
        quote.status, quote.sent_at = "sent", ctx.now
    said: str = FRAMES["interaction.log"](Frame("interaction.log", slots, refs=frame.refs), ctx)
    if quote is None or not frame.slots.get("agreed"):
        return said
    again = Frame("quote.agreed", {"quote_id": quote.id})
    options = [Option("下单", slots={"confirmed": True}), Option("先不下", instead={})]
    raise Question(
        f"{said}\n{quote.number}（{money.yuan(quote.amount)}）转成订单吗？", "confirmed", options, frame=again
    )
