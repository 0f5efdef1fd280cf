"""Which quotation or order is meant, as far as that is the same for both: by number, by customer, by what was
spoken of last."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from crm.errors import NotThere
from handlers.context import Context, Option, Question
from handlers.phrases import customers_called
from handlers.resolve import maybe_customer
from handlers.sales.lines import customer_of
from models.customers import Customer
from models.selling import Order, Quote
from nlp.frames import Frame

Sale = TypeVar("Sale", Quote, Order)
MOST = 6  # candidates of a question
LEAD = re.compile("^(?:给|把|发|这个|那个|刚才|我的?|帮我)")
THEY = frozenset(("这", "那", "他们", "他", "她们", "它们", "这家", "那家", "刚那", "刚才那", "刚刚那"))


@dataclass(frozen=True, slots=True)
class Kind(Generic[Sale]):
    """What differs: `name` is the key of the conversation and, with _id, the slot; `number` a pattern;
    `word` what such a paper is called; `ask` which of several; `unknown` and `none` what is said."""

    model: type[Sale]
    name: str
    number: str
    word: str
    numbered: Callable[[Session, str], list[Sale]]
    ask: str
    unknown: Callable[[str], str]
    none: str

    @property
    def slot(self) -> str:
        return f"{self.name}_id"


def about(kind: Kind[Sale], intent: str, named: Sequence[str | None], ctx: Context) -> Frame | None:
    """The frame with the number or the customer among these words; None where they name neither."""
    for said in filter(None, named):
        if re.fullmatch(kind.number, said):
            return Frame(intent, {"number": said.upper()})
        bare = LEAD.sub("", said).removesuffix("的")
        if not bare or re.fullmatch(kind.word, bare) or bare in THEY:
            continue
        found = customers_called(bare, ctx)
        return Frame(intent, {"customer": bare}, refs={"customer": found}) if found else None
    return Frame(intent, {})


def find(
    kind: Kind[Sale], frame: Frame, ctx: Context, otherwise: Callable[[], list[Sale]]
) -> tuple[Sale, Customer]:
    """The record meant: chosen, by its number, else what `otherwise` finds; from now on it is spoken of."""
    if kind.slot in frame.slots:
        chosen = ctx.session.get(kind.model, int(frame.slots[kind.slot]))
        found = [chosen] if chosen is not None else []
    elif "number" in frame.slots:
        found = kind.numbered(ctx.session, str(frame.slots["number"]))
        if not found:
            raise NotThere(kind.unknown(str(frame.slots["number"])))
    else:
        found = otherwise()
    if not found:
        raise NotThere(kind.none)
    record = found[0]
    customer = ctx.session.get(Customer, record.customer_id)
    if customer is None:
        raise NotThere(kind.unknown(record.number))
    ctx.spoke_of(customer)
    ctx.remember(**{kind.name: record.id})
    return record, customer


def spoken_of(kind: Kind[Sale], ctx: Context) -> Sale | None:
    """The record this conversation was about last."""
    return ctx.session.get(kind.model, ctx.state[kind.name]) if kind.name in ctx.state else None


def whose(kind: Kind[Sale], frame: Frame, ctx: Context) -> tuple[Customer | None, Sale | None]:
    """The customer meant, and the record spoken of a short while ago, where no other customer was named."""
    customer = maybe_customer(frame, ctx)
    if customer is not None:
        return customer, None
    customer, spoken = ctx.current_customer(), spoken_of(kind, ctx)
    fits = spoken is not None and customer is not None and spoken.customer_id == customer.id
    return customer, spoken if fits else None


def mine(kind: Kind[Sale], found: list[Sale], hint: Callable[[Sale], str], ctx: Context) -> list[Sale]:
    """The one of the speaker's own, where nobody is named or spoken of. Raises Question for several."""
    if len(found) > 1:
        raise which(kind, found, lambda one: f"{customer_of(one, ctx)} {hint(one)}")
    return found


def which(kind: Kind[Sale], found: Sequence[Sale], hint: Callable[[Sale], str]) -> Question:
    """The question where several fit."""
    options = [Option(one.number, hint(one), {kind.slot: one.id}) for one in found]
    return Question(kind.ask, kind.slot, options)
