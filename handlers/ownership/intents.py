"""转客户, 离职交接: 「把华为转给小李」「离职交接 张三→李四」."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from crm.deals import deals
from crm.errors import Forbidden, NotThere, Refused
from crm.ownership import ownership
from crm.tickets import tickets
from handlers import replies
from handlers.context import Answer, Context, Question
from handlers.customers import words as customers_words
from handlers.ownership import words
from handlers.ownership.pool import claim
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles, taps
from handlers.resolve import colleague, known_customer, taken_by
from models.customers import Customer
from models.outbox import Message, Text, queue
from models.ownership import OwnerChange
from models.people import User
from nlp.frames import Frame
from nlp.names import Name

MANY = 5  # more customers than that in one sentence are asked about first
PERSON = r"([\u4e00-\u9fffa-z]{1,8}?)"
ALL = "(?:所有|全部)?客户(?:和待办)?(?:全部|全都|都|全)?"
EVERYTHING = "(?:手上|名下)?的?(?:东西|工作|活儿?|一切|单子)(?:全部|全都|都|全)?"
SOON = "(?:要|已经|已|马上|今天|明天|后天|下?周[一二三四五六日天末]?|月底|下个?月|这个?月|过几天|快)*"
HANDED = "(?:交接|转交|移交|划|转|交)(?:给|到)"


def gathered(frames: Sequence[Frame]) -> list[Frame]:
    """Transfers to one colleague in a row as one frame: one preview, one card."""
    joined: list[Frame] = []
    for frame in frames:
        last = joined[-1] if joined else None
        if last is not None and _belongs(frame) and _belongs(last) and _same_receiver(last, frame):
            joined[-1] = _with(last, frame)
        else:
            joined.append(frame)
    return joined


def _belongs(frame: Frame) -> bool:
    return frame.intent == "customer.transfer" and len(frame.refs.get("customer", ())) == 1


def _same_receiver(one: Frame, other: Frame) -> bool:
    return [n.id for n in one.refs.get("user", ())] == [n.id for n in other.refs.get("user", ())]


def _with(frame: Frame, more: Frame) -> Frame:
    others = (*frame.refs.get("others", ()), *more.refs["customer"])
    return Frame(frame.intent, frame.slots, frame.score, {**frame.refs, "others": others})


@says(r"(?:把|将)(.{2,24}?)(?:这个客户)?(?:转给|交给|移交给|划给|转交给)[\u4e00-\u9fffa-z]{1,8}")
def read_strangers(match: re.Match[str], ctx: Context) -> Frame | None:
    """A customer beyond sight is no name to the parser; whose it is can be said all the same."""
    hidden = not customers_called(match[1], ctx) and taken_by(ctx.session, match[1]) is not None
    return Frame("customer.transfer", {"customer": match[1]}) if hidden else None


@handles("customer.transfer")
def transfer(frame: Frame, ctx: Context) -> str:
    """One customer or several, with their open tasks; done at once and to be undone by one word."""
    first = _meant(frame, ctx)
    others = (ctx.session.get(Customer, name.id) for name in frame.refs.get("others", ()))
    found = list(dict.fromkeys([first, *(one for one in others if one is not None)]))
    to = _receiver(frame, ctx)
    if first.owner_id is None and to.id == ctx.user.id:
        return claim(frame, ctx)
    for customer in found:
        ownership.must_be_givable(customer, ctx.scope)
    moving = [customer for customer in found if customer.owner_id != to.id]
    if len(moving) > MANY and not confirmed(frame, words.ask_transfer(moving, to.name)):
        return LEFT_ALONE
    lost = _by_owner(moving, ctx)
    chances = deals.going(ctx.session, [customer.id for customer in moving])
    tasks = [
        task
        for customer in moving
        for task in ownership.give(ctx.session, customer, to.id, "transfer", ctx.now)
    ]
    along = words.Along(len(tasks), chances, tickets.moved(ctx.session))
    _tell(ctx, to, moving, along, lost)
    return words.transferred(moving, to.name, along, [c for c in found if c not in moving])


NOBODY_ELSE = re.compile(
    r"(?>那|就|好|行|嗯|对了|还是|帮我|麻烦|请|把|将|以后|之后|今后|[他她它]们?|这|[个家条]|客户|公司|都|也|改"
    r"|[,，、 ])*"
    r"(?:[给转交划让叫由换归派移]|负责人|跟进人|[小老阿].)"
)


def _meant(frame: Frame, ctx: Context) -> Customer:
    """The customer that goes; the last one where the words name no other (转给小李, 这家给小李).

    省妇幼给小赵跟 names one that nobody has recorded: to hand over the last one instead would be wrong.
    """
    if "customer" in frame.slots or frame.refs.get("customer") or frame.refs.get("contact"):
        return known_customer(frame, ctx, replies.ASK_CUSTOMER)
    current = ctx.current_customer()
    if current is not None and NOBODY_ELSE.match(ctx.text.strip()):
        return current
    raise Question(words.ASK_WHICH, "customer")


EARLIER = "(?:之前|以前|原来|原先|先前|从前|早先|最早|最开始|一开始|上次)"


@says(
    r"(.{2,24}?)的?(?:历任负责人|负责人(?:变更)?(?:历史|记录|变更|换过几次|都有谁))",
    r"(.{2,24}?)(?:换过|有过)(?:哪些|几个)负责人",
    r"(.{2,24}?)的?(?:转移|转交|移交|交接|流转|归属)(?:的)?(?:记录|历史|情况)",
    rf"(.{{2,24}}?){EARLIER}(?:是|都是?)?(?:归谁管?|(?:是)?谁(?:在)?(?:跟|负责|管)(?:着|的|过)?|谁的(?:客户)?)",
    rf"(.{{2,24}}?)谁(?:是|当过|做过){EARLIER}的?(?:负责人?)?的?",
    r"(.{2,24}?)的?(?:上一?[任个位]|前一?[任个位]|前|原)(?:的)?(?:负责人|销售)(?:是谁|叫什么)?",
    rf"(.{{2,24}}?)的?{EARLIER}的?负责人(?:是谁|叫什么|有哪些)?",
)
def read_owners(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("customer.owners", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("customer.owners")
def owners(frame: Frame, ctx: Context) -> str:
    """Whose it was, and why that changed."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    found = ownership.history(ctx.session, customer)
    if not found:
        return f"{customer.name}的负责人没有换过。"
    lines = [words.owner_line(*one, ctx.now, ctx.tz) for one in found]
    return listing(ctx, f"{customer.name}的负责人变更：共{len(found)}次", lines)


TO_ME = re.compile("[给归]我(?!们)|我(?:自己|亲自)?(?:来|先)?(?:接|跟|管|负责|带|维护)")


def _receiver(frame: Frame, ctx: Context) -> User:
    if "user" not in frame.slots:
        if TO_ME.search(frame.evidence[0].words if frame.evidence else ctx.text):
            return ctx.user
        raise Question(words.ASK_RECEIVER, "user")
    to = colleague(frame, ctx, "user") or ctx.user
    if to.status != "active":
        raise Refused(f"{to.name}已经不在岗，不能接客户。换一位同事？")
    return to


def _by_owner(found: Sequence[Customer], ctx: Context) -> dict[int, list[Customer]]:
    """The customers of each owner who is not the one speaking."""
    owners: dict[int, list[Customer]] = {}
    for customer in found:
        if customer.owner_id not in (None, ctx.user.id):
            assert customer.owner_id is not None
            owners.setdefault(customer.owner_id, []).append(customer)
    return owners


def _tell(
    ctx: Context, to: User, moved: Sequence[Customer], along: words.Along, lost: dict[int, list[Customer]]
) -> None:
    """A card for whoever has the customers now, a line for whoever had them."""
    set_id = ctx.session.info["set_id"]
    if moved and to.id != ctx.user.id:
        card = words.received(moved, ctx.user.name, along, set_id)
        _send(ctx, ownership.notice_key(set_id, to.id), to.id, card)
    for owner_id, theirs in lost.items():
        owner = ctx.session.get(User, owner_id)
        if owner is not None and owner.status == "active" and owner_id != to.id:
            text = words.lost(theirs, ctx.user.name, to.name)
            _send(ctx, f"lost:{set_id}:{owner_id}"[:128], owner_id, Text(text))


def _send(ctx: Context, key: str, user_id: int, message: Message) -> None:
    ctx.sent += 1  # so that delivery is woken
    queue(ctx.session, key, user_id, message, ctx.now)


@taps("own.show")
def show_received(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """What the card was about, as it is now."""
    gifts = select(OwnerChange.customer_id).where(
        OwnerChange.source == (ref[0] if ref else ""), OwnerChange.to_user_id == ctx.user.id
    )
    statement = select(Customer).where(Customer.id.in_(gifts), Customer.owner_id == ctx.user.id)
    found = list(ctx.session.scalars(statement.order_by(Customer.id)))
    if not found:
        return Answer(button="已经不在你名下了")
    lines = [f"{n}. {customers_words.customer_line(c, ctx.now, ctx.tz)}" for n, c in enumerate(found, 1)]
    ctx.send(Text(listing(ctx, f"转给你的客户：共{len(found)}个", lines)))
    return Answer(button="已发给你")


@says(
    rf"(?:离职|工作|客户)?交接[:,， ]*{PERSON} ?(?:→|->|=>|—>|➡|给|到|至) ?{PERSON}",
    rf"{PERSON}{SOON}(?:离职|辞职|走)了?[,， ]*把?[他她]?的?(?:{ALL}|{EVERYTHING})(?:{HANDED}|给){PERSON}",
    rf"(?:把|将){PERSON}(?:名下|手上|手里)?的?{ALL}{HANDED}{PERSON}",
)
def read_hand_over(match: re.Match[str], ctx: Context) -> Frame | None:
    """From whom and to whom; one who has left is found by the full name."""
    refs: dict[str, tuple[Name, ...]] = {}
    slots = {}
    for slot, said in (("user", match[1]), ("to", match[2])):
        slots[slot] = "me" if said == "我" else said
        refs[slot] = colleagues_called(said, ctx) or tuple(
            Name("user", user.name, "", user.id) for user in ownership.person(ctx.session, said)
        )
    return Frame("customer.handover", slots, refs=refs)


@says(
    rf"(?:离职|工作|客户)?交接[:,， ]*{PERSON} +{PERSON}",
    rf"{PERSON}(?:名下|手上|手里)?的{ALL}(?:{HANDED}|给){PERSON}",
)
def read_bare_hand_over(match: re.Match[str], ctx: Context) -> Frame | None:
    """离职交接 李晓 王磊, 小李的客户转给小赵: only of two colleagues."""
    known = all(said == "我" or colleagues_called(said, ctx) for said in (match[1], match[2]))
    return read_hand_over(match, ctx) if known else None


@handles("customer.handover")
def hand_over(frame: Frame, ctx: Context) -> str:
    """离职交接: all customers and all open tasks of a person, after a preview."""
    giver = colleague(frame, ctx, "user") or ctx.user
    receiver = colleague(frame, ctx, "to") or ctx.user
    if not ownership.leads(ctx.session, ctx.scope, giver.id):
        raise Forbidden(words.may_not_hand_over(giver.name))
    if giver.id == receiver.id:
        raise Refused("交接的双方是同一个人，没有动。")
    if receiver.status != "active":
        raise Refused(f"{receiver.name}已经不在岗，不能接客户。换一位同事？")
    estate = ownership.estate(ctx.session, giver.id)
    if not estate.customers and not (estate.tasks or estate.deals or estate.tickets):
        raise NotThere(words.nothing_to_hand_over(giver.name))
    if not confirmed(frame, words.ask_hand_over(giver.name, receiver.name, estate)):
        return LEFT_ALONE
    mine = ownership.owned_by(ctx.session, giver.id)
    estate = ownership.hand_over(ctx.session, giver.id, receiver.id, ctx.now)
    lost = {} if giver.id == ctx.user.id or not mine else {giver.id: mine}
    _tell(ctx, receiver, mine, words.Along(estate.tasks, estate.deals, estate.tickets), lost)
    return words.handed_over(giver.name, receiver.name, estate, told=receiver.id != ctx.user.id)
