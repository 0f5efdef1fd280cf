"""Which ticket is meant: 1001, 第2个, 打印机那个, 华为的那张, the one spoken of, the only one there is."""

import re
from datetime import datetime

from crm import days
from crm.errors import NotThere
from crm.people import leave
from crm.tickets import text as ticket_text
from crm.tickets import tickets
from crm.tickets.tickets import TYPES, UNCLOSED
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.resolve import customer_named
from handlers.tasks.refs import ALIKE, CLEAR, MOST, likeness, ordinal
from handlers.tickets import words
from models.customers import Customer
from models.people import User
from models.service import Ticket
from nlp.frames import Frame

CODE = re.compile(r"([a-z]{0,4}-?\d{2,10})(?:号(?:工?单)?)?", re.IGNORECASE)  # ours are digits alone
POINTS = re.compile(
    "(?:好的?|嗯|行|ok)?[,， ]*(?:请|帮我|麻烦)?(?:把|将|给)?"
    "(?:关(?:掉|闭|了|单)*(?:吧)?(?=$|[ ,，。]|这|那|它|工?单)"
    "|这|那个?工?单|刚才|刚刚|该|它|工单|单子|已|可以|能|修|换|派|转|交|改派|指派|分|更新|补充|进展|进度|客户|结单|处理|解决|搞定|完成|弄|我|又)",
    re.IGNORECASE,
)
"""Words that begin about the ticket just spoken of, and name nothing else."""
CLEARER = 15  # of 100: so much more alike than the next, and it is the one


def find_ticket(frame: Frame, ctx: Context) -> Ticket:
    """The ticket the frame points at, held till the end; a question with the candidates when several fit."""
    ticket = tickets.locked(ctx.session, _meant(frame, ctx).id)
    spoke_of(ticket, ctx)
    return ticket


def _meant(frame: Frame, ctx: Context) -> Ticket:
    if "ticket" in frame.slots:  # chosen from candidates, or asked about
        return tickets.locked(ctx.session, int(frame.slots["ticket"]))
    ref = str(frame.slots.get("ref", ""))
    if (listed := _listed(ref, ctx)) is not None:
        return listed
    if match := CODE.fullmatch(ref):
        numbered = tickets.numbered(ctx.session, match[1])
        if numbered is None:
            raise NotThere(words.unknown(match[1]))
        return numbered
    customer = customer_named(frame, ctx)
    if (
        customer is None and not ref and not POINTS.match(ctx.text)
    ):  # 中学那个球机的修好了: of whom, is not said
        raise _which(_last_first(_open(None, "", ctx), ctx), words.ASK_WHICH, ctx)
    if not ref and (spoken := _spoken_of(customer, ctx)) is not None:
        return spoken
    return _among(_open(customer, ref, ctx), ref, customer, ctx)


def _open(customer: Customer | None, ref: str, ctx: Context) -> list[Ticket]:
    """Of a customer all that are not closed; else mine, and where they are not meant those of others."""
    if customer is not None:
        return tickets.find(ctx.session, customer_id=customer.id, states=UNCLOSED)
    mine = tickets.find(ctx.session, assignee_id=ctx.user.id, states=UNCLOSED)
    if (ref and not _fitting(mine, ref)) or not mine:
        return tickets.find(ctx.session, states=UNCLOSED)
    return mine


def _last_first(found: list[Ticket], ctx: Context) -> list[Ticket]:
    """Before the others the one spoken of last, however long ago and whoever has it."""
    last = ctx.session.get(Ticket, ctx.state["ticket"]["id"]) if "ticket" in ctx.state else None
    if last is None or last.status not in UNCLOSED:
        return found
    return [last, *(one for one in found if one.id != last.id)]


def _among(found: list[Ticket], ref: str, customer: Customer | None, ctx: Context) -> Ticket:
    fitting = _fitting(found, ref)
    if len(fitting) == 1 and (
        customer is not None or (_surely(ref, fitting[0]) and (ref or not _of_another(fitting[0], ctx)))
    ):
        return fitting[0]
    if fitting:
        raise _which(fitting, words.ASK_WHICH, ctx)
    if not found and customer is not None:
        last = tickets.find(ctx.session, customer_id=customer.id, states=("closed",), most=1)
        if last:  # what is said of one that is over is for the handler
            return last[0]
        raise NotThere(words.none_of(customer.name))
    raise _which(found, words.not_alike(ref), ctx)


def _which(found: list[Ticket], question: str, ctx: Context) -> Exception:
    """The question with the candidates; where there is none, that."""
    return Question(question, "ticket", options(found, ctx)) if found else NotThere(words.NONE)


def _surely(ref: str, ticket: Ticket) -> bool:
    """Whether these words alone, without a customer, are enough to write to it."""
    return not ref or ref in TYPES.values() or likeness(ref, _told(ticket)) >= CLEAR


def _of_another(ticket: Ticket, ctx: Context) -> bool:
    """换好了 关掉, while another customer is spoken of: the last one, or the only one, may not be meant."""
    spoken = ctx.current_customer(ANSWER_WITHIN)
    return spoken is not None and spoken.id != ticket.customer_id and "单" not in ctx.text


def _told(ticket: Ticket) -> str:
    return f"{ticket_text.kind(ticket)} {ticket.product or ''}{ticket.content}"


def _fitting(found: list[Ticket], ref: str) -> list[Ticket]:
    """Those of a type (那个投诉), or about what the words say; the best alone if it is clearly the best."""
    if not ref or not found:
        return found
    if ref in TYPES.values():
        return [one for one in found if ticket_text.kind(one) == ref]
    scored = sorted(((likeness(ref, _told(one)), -one.id, one) for one in found), reverse=True)
    good = [(score, one) for score, _, one in scored if score >= ALIKE]
    if len(good) > 1 and good[0][0] - good[1][0] >= CLEARER:
        return [good[0][1]]
    return [one for _, one in good]


def options(found: list[Ticket], ctx: Context) -> list[Option]:
    """Candidates with what tells them apart."""
    named = tickets.customers_of(ctx.session, found[:MOST])
    return [
        Option(
            ticket_text.name(one, named.get(one.customer_id, "")),
            f"{tickets.STATES[one.status]} {holder(one, ctx)}",
            slots={"ticket": one.id},
        )
        for one in found[:MOST]
    ]


def _listed(ref: str, ctx: Context) -> Ticket | None:
    """第2个 of the list that was just shown."""
    number = ordinal(ref)
    listed = ctx.state.get("listed")
    if number is None or not listed or listed["kind"] != "ticket" or (len(ref) > 3 and ref.isdigit()):
        return None
    ids = listed["ids"]
    if not 1 <= number <= len(ids):
        raise NotThere(f"刚才的列表只有{len(ids)}张，没有{ref}。发「我的工单」再看一遍。")
    return ctx.session.get(Ticket, ids[number - 1])


def spoke_of(ticket: Ticket, ctx: Context) -> None:
    """From now on 这个工单 means this one, and 他们 its customer."""
    ctx.spoke_of(ctx.session.get(Customer, ticket.customer_id))
    ctx.remember(ticket={"id": ticket.id, "at": ctx.now.isoformat()})


def spoken_id(ctx: Context) -> int | None:
    """The ticket spoken of a short while ago; nobody means by 这个工单 the one of yesterday."""
    spoken = ctx.state.get("ticket")
    if spoken is None or ctx.now - datetime.fromisoformat(spoken["at"]) > ANSWER_WITHIN:
        return None
    return int(spoken["id"])


def _spoken_of(customer: Customer | None, ctx: Context) -> Ticket | None:
    """The ticket of this very message, or the one spoken of a short while ago where no customer is named."""
    spoken = spoken_id(ctx)
    ticket = ctx.session.get(Ticket, spoken) if spoken is not None else None
    if ticket is None:
        return None
    if customer is None:
        return None if _of_another(ticket, ctx) else ticket
    same = ticket.customer_id == customer.id and ticket.source == ctx.session.info["set_id"]
    return ticket if same else None


def holder(ticket: Ticket, ctx: Context) -> str:
    """Who has it."""
    user = ctx.session.get(User, ticket.assignee_id)
    return user.name if user is not None else ""


def is_ours(match: re.Match[str], ctx: Context) -> bool:
    """Whether the number `n` of these words is a ticket's: they say so, or there is one within sight."""
    return "工单" in match[0] or tickets.numbered(ctx.session, match["n"]) is not None


def tapped_ticket(ref: tuple[str, ...], ctx: Context) -> Ticket | None:
    """The ticket a card is about: one within sight, or of somebody the person stands in for today; held."""
    if not ref or not ref[0].isdigit():
        return None
    wanted = {"unscoped": True}
    ticket = ctx.session.get(Ticket, int(ref[0])) or ctx.session.get(
        Ticket, int(ref[0]), execution_options=wanted
    )
    if ticket is None or ticket.deleted_at is not None or not may_do(ticket, ctx):
        return None
    ctx.session.refresh(ticket, with_for_update=True)
    return ticket


def may_do(ticket: Ticket, ctx: Context) -> bool:
    """It is theirs, or its person is away and named them."""
    if ticket.assignee_id == ctx.user.id:
        return True
    return leave.stands_in(ctx.session, ctx.user.id, ticket.assignee_id, days.today(ctx.now, ctx.tz))
