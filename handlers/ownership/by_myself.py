"""「华为那边我自己跟进」「海康我来负责」: whose the customer is, or shall be; no list of what was."""

import re
from collections.abc import Mapping

from handlers.context import Context
from handlers.names import as_name
from handlers.ownership import words
from handlers.phrases import customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import FRAMES, handles
from handlers.resolve import known_customer
from models.people import User
from nlp.frames import Frame
from nlp.names import Name


@says(
    "(?P<who>[^,，。]{2,16}?)(?:那边|这边|那家|这家|这个客户)?(?:以后|后面|后续|今后|接下来|现在|还是|就|都|先)*(?:由|归)?我"
    "(?:自己|亲自|本人|来|去)+(?:跟进?|负责|盯|对接|管|维护)(?:吧|了|就行|就好|着)*",
)
def read_myself(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match["who"], ctx) if ctx.open is None else ()
    return Frame("customer.mine", {"customer": match["who"]}, refs={"customer": found}) if found else None


@handles("customer.mine")
def mine(frame: Frame, ctx: Context) -> str:
    """Mine already: said so; of the pool it is claimed; a colleague's is taken over after a yes."""
    customer = known_customer(frame, ctx, "哪个客户？")
    ctx.spoke_of(customer)
    if customer.owner_id == ctx.user.id:
        return words.yours_already(customer.name, str(frame.slots["customer"]))
    refs = {"customer": (as_name(customer),), "user": (Name("user", ctx.user.name, "", ctx.user.id),)}
    if customer.owner_id is None:
        return _go("customer.claim", customer.name, refs, ctx)
    owner = ctx.session.get_one(User, customer.owner_id)
    if not confirmed(frame, f"{customer.name}现在由{owner.name}负责，转到你名下吗？"):
        return LEFT_ALONE
    return _go("customer.transfer", customer.name, refs, ctx)


def _go(intent: str, name: str, refs: Mapping[str, tuple[Name, ...]], ctx: Context) -> str:
    slots = {"customer": name, "user": ctx.user.name} if intent == "customer.transfer" else {"customer": name}
    said: str = FRAMES[intent](Frame(intent, slots, refs=refs), ctx)
    return said
