"""竞争对手迈瑞 报55万, 付款方式 货到付30%: told of a customer; a rival is none."""

import re

from sqlalchemy import select

from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Question
from handlers.mending.fragments import ASKS
from handlers.names import as_name
from handlers.phrases import led_by, says
from handlers.registry import FRAMES, handles
from models.customers import Customer
from models.deals import Opportunity
from nlp.frames import Frame
from nlp.names import Name

RIVAL = "(?:竞争对手|竞争者|竞争厂家|竞对|竞品|对手|(?:付款|结算|收款)(?:方式|条件|条款|约定))"
MEANS_LAST = re.compile(
    "(?:[他她]们?家?|这[家个单边]子?|那[家个单边]子?|这次|项目|商机|单子?|客户|的|也|还|有|[,，、 ])*"
)
OF_A_DEAL = re.compile("(.{2,12}?)的?(?:这|那)?[个单笔]?(?:单子?|项目|商机|机会)?的?[,， ]*")
LONGEST = 120


@says(f"(.{{0,16}}?)(?:主要|最大)?的?{RIVAL}(?:是|有|叫|家?:)? ?(?!的).{{2,}}", longest=LONGEST)
def read_rival(match: re.Match[str], ctx: Context) -> Frame | None:
    """Whose rival is said by a customer's name, by a deal's title, or is the one just spoken of."""
    who = match[1].strip()
    if ASKS.search(ctx.text):
        return None
    slots = {"content": ctx.text.strip()}
    if MEANS_LAST.fullmatch(who):
        current = ctx.current_customer(ANSWER_WITHIN)
        return _told(slots, as_name(current)) if current else _told(slots)
    if (named := led_by(who, ctx)) is not None:
        return _told(slots, *named.refs) if MEANS_LAST.fullmatch(named.rest) else None  # 华为丢给对手了
    if (deal := OF_A_DEAL.fullmatch(who)) is None:
        return None
    titled = select(Opportunity).where(
        Opportunity.status == "open", Opportunity.title.contains(deal[1], autoescape=True)
    )
    found = list(ctx.session.scalars(titled.limit(2)))
    if len(found) != 1:
        return None
    customer = ctx.session.get_one(Customer, found[0].customer_id)
    return _told(slots, as_name(customer))


def _told(slots: dict[str, str], *customers: Name) -> Frame:
    named = {"customer": customers[0].name} if customers else {}
    return Frame("rival.told", {**slots, **named}, refs={"customer": customers} if customers else {})


@handles("rival.told")
def told(frame: Frame, ctx: Context) -> str:
    """A follow-up in the words that were said."""
    if "customer" not in frame.slots:
        raise Question(replies.ASK_CUSTOMER, "customer")
    return FRAMES["interaction.log"](Frame("interaction.log", frame.slots, refs=frame.refs), ctx)
