"""查重: the question when a new customer looks like one there is, and the list of those that may be one."""

import re
from dataclasses import replace

from sqlalchemy import select

from crm.customers import contacts, duplicates
from crm.customers.duplicates import Candidate
from crm.errors import Refused
from handlers import replies
from handlers.contacts import words as contacts_words
from handlers.context import Context, Option, Question
from handlers.customers import words as customers_words
from handlers.paging import listing
from handlers.phrases import says
from handlers.registry import handles
from models.customers import Contact, Customer
from models.people import User
from nlp.frames import Frame

MOST = 5  # candidates beside 仍新建: a card has six buttons
THIS_ONE, NEW = "就是它", "仍新建"


def existing(frame: Frame, ctx: Context, name: str) -> Customer | None:
    """The customer that is meant instead of a new one; None: make it.

    A likeness is a question; one that is certainly the same but a colleague's is refused with whose it is.
    """
    if frame.slots.get("is_new"):
        return None
    phone = frame.slots.get("phone")
    found = duplicates.candidates(ctx.session, name, [str(phone)] if phone else [])
    if "same_as" in frame.slots:
        found = [replace(one, band="same") for one in found if one.customer.id == frame.slots["same_as"]]
    same = next((one for one in found if one.band == "same"), None)
    if same is None and found:
        raise _question(found)
    if same is None:
        return None
    if not same.in_sight:
        ctx.spoke_of_another()
        raise Refused(replies.taken(same.customer.name, same.owner or ""))
    return same.customer


def _question(found: list[Candidate]) -> Question:
    shown = found[:MOST]
    new = Option(NEW, slots={"is_new": True})
    if len(shown) == 1:
        one = shown[0]
        text = f"可能重复：{_named(one)}，{one.why}。是它吗？"
        return Question(text, "same_as", [Option(THIS_ONE, slots={"same_as": one.customer.id}), new])
    options = [Option(one.customer.name, _owner(one), {"same_as": one.customer.id}) for one in shown]
    return Question(f"可能重复，有{len(shown)}家相近的。是哪一家？", "same_as", [*options, new])


def _owner(one: Candidate) -> str:
    return f"负责人{one.owner}" if one.owner else "在公海"


def _named(one: Candidate) -> str:
    return f"{one.customer.name}（已有，{_owner(one)}）"


def use_existing(customer: Customer, frame: Frame, ctx: Context) -> str:
    """What is said instead of 已新增; the person named in the message is added to the customer there is."""
    added = _added_contact(customer, frame, ctx)
    if customer.owner_id is None:
        text = f"「{customer.name}」已经有了，在公海里。发「从公海领取{customer.name}」就归你。"
    elif customer.owner_id == ctx.user.id:
        text = customers_words.customer_exists(customer)
    else:
        owner = ctx.session.scalar(select(User.name).where(User.id == customer.owner_id))
        text = f"「{customer.name}」已经有了，负责人是{owner}，没有重复新建。"
    return text + (f"\n联系人已加上：{contacts_words.person(added)}" if added else "")


def _added_contact(customer: Customer, frame: Frame, ctx: Context) -> Contact | None:
    name = frame.slots.get("contact")
    if not isinstance(name, str) or customer.owner_id is None or contacts.of(ctx.session, customer, name):
        return None
    fields = {slot: frame.slots[slot] for slot in contacts.FIELDS if slot in frame.slots}
    return contacts.add(ctx.session, customer, name, ctx.now, **fields)


@says(
    r"(?:客户)?查重(?:一下|客户)?",
    r"(?:查|看|找)?(?:一下|看|下)?(?:有没有|有哪些|哪些|有)?重复(?:了)?的?(?:客户|记录)(?:有哪些|列表|吗)?",
    r"哪些客户(?:是)?重复(?:了|的)?",
    r"客户有没有重复的?",
)
def read_list(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("customer.duplicates", {})


@says(r"查重[: ]*(.{2,30})")
def read_one(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("customer.duplicates", {"name": match[1]})


@handles("customer.duplicates")
def list_(frame: Frame, ctx: Context) -> str:
    """Pairs that may be one customer, or what is like one name; a colleague's only by name and owner."""
    name = frame.slots.get("name")
    if name:
        like = duplicates.candidates(ctx.session, str(name))
        lines = [f"{n}. {_named(one)}：{_band(one.band)}，{one.why}" for n, one in enumerate(like, 1)]
        return (
            listing(ctx, f"和「{name}」相近的客户：共{len(like)}家", lines)
            if like
            else f"没有和「{name}」相近的客户。"
        )
    pairs = duplicates.pairs(ctx.session)
    if not pairs:
        return "没有发现重复的客户。"
    lines = [
        f"{n}. {_named(pair.one)} ≈ {_named(pair.other)}：{_band(pair.band)}，{pair.why}"
        for n, pair in enumerate(pairs, 1)
    ]
    lines[-1] += "\n要合并就说「合并A到B」"
    return listing(ctx, f"可能重复的客户：共{len(pairs)}对", lines)


def _band(band: duplicates.Band) -> str:
    return "是同一家" if band == "same" else "可能是同一家"
