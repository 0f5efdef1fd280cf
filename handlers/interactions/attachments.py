"""附件: a picture after a follow-up belongs to it; 「把现场图发给设计部小陈」「华为的图片」「记到华为」."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from crm.customers import customers
from crm.errors import Refused
from crm.interactions import attachments, interactions
from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.interactions import attachments_words as words
from handlers.interactions import words as interactions_words
from handlers.mending.last_write import last_written
from handlers.names import as_name
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import handles
from handlers.resolve import colleague, customer_or_new, known_customer, ref_json
from models.customers import Customer
from models.files import Attachment
from models.outbox import File, Message, Picture, queue
from models.people import Department, Membership, User
from models.platform import Change, Inbox
from models.work import Interaction
from nlp.frames import Frame
from nlp.names import Name
from zh import say

MEDIA_LIVES = timedelta(days=2, hours=12)  # WeCom keeps media for three days
SHOWN_AT_ONCE = 3  # pictures in the colleague's chat; the page has all
PLACE = "attachment.place"


def taken(sent: attachments.Sent, ctx: Context) -> str | Frame:
    """Beside the follow-up just recorded; without one it is asked whose it is."""
    log = attachments.last_log(ctx.session, ctx.user.id, ctx.now)
    customer = ctx.session.get(Customer, log.customer_id) if log else None
    if log is not None and customer is not None:
        made = attachments.add(ctx.session, ctx.user.id, sent, ctx.now, log)
        total = len(attachments.of_interaction(ctx.session, log.id))
        ctx.intents.append(PLACE)
        return words.beside([made], log, customer, total)
    made = attachments.add(ctx.session, ctx.user.id, sent, ctx.now)
    ids = [*_loose_ids(ctx), made.id]
    ctx.remember(loose={"ids": ids, "at": ctx.now.isoformat()})
    return Frame(PLACE, {"ids": ids})


def _loose_ids(ctx: Context) -> list[int]:
    """What was sent within the last half hour and belongs nowhere yet."""
    loose = ctx.state.get("loose")
    if not loose or ctx.now - datetime.fromisoformat(loose["at"]) > ANSWER_WITHIN:
        return []
    return list(loose["ids"])


def more_came(pending: dict[str, Any], frame: Frame, ctx: Context) -> str:
    """Another picture while it is asked whose they are: the one question is about all of them."""
    found = attachments.loose(ctx.session, frame.slots["ids"])
    pending["frame"]["slots"]["ids"] = frame.slots["ids"]
    pending |= {"question": words.ask_whose(found), "asked_at": ctx.now.isoformat()}
    ctx.remember(pending=pending)
    labels = [(option["label"], option["hint"]) for option in pending["options"]]
    return replies.question_options(pending["question"], labels) if labels else pending["question"]


def still_loose(ctx: Context) -> str:
    """A line about what was sent while a question was open and the answer left where it is."""
    found = attachments.loose(ctx.session, _loose_ids(ctx))
    return words.still_loose(found, ctx.current_customer()) if found else ""


def join_loose(log: Interaction, ctx: Context) -> str:
    """What was sent just before this follow-up belongs to it; a line that says so."""
    if "loose" not in ctx.state:
        return ""
    found = attachments.loose(ctx.session, _loose_ids(ctx))
    ctx.remember(loose=None)
    if not found:
        return ""
    ctx.session.flush()  # the follow-up needs its id
    attachments.place(found, log)
    return "\n" + words.joined(found)


@handles(PLACE)
def place(frame: Frame, ctx: Context) -> str:
    """To the customer said: today's follow-up there, or a new one that consists of what was sent."""
    found = attachments.loose(ctx.session, frame.slots["ids"])
    if not found:
        raise Refused(words.PLACED_ALREADY)
    if "customer" not in frame.slots:
        raise Question(words.ask_whose(found), "customer", _recent(ctx), others=True)
    customer, new = customer_or_new(frame, ctx, replies.ASK_CUSTOMER)
    return _put(found, customer, new, ctx)


def _put(found: Sequence[Attachment], customer: Customer, new: bool, ctx: Context) -> str:
    log = None if new else _today(customer, ctx)
    made = log is None
    if log is None:
        channel = "visit" if any(one.kind == "location" for one in found) else None
        said = words.content(found)
        log = interactions.log(
            ctx.session, ctx.user.id, customer, said, ctx.now, ctx.now, ctx.tz, channel=channel
        )
        ctx.session.flush()
    attachments.place(found, log)
    ctx.remember(loose=None)
    ctx.spoke_of(customer)
    return words.placed(found, customer, made)


def _today(customer: Customer, ctx: Context) -> Interaction | None:
    today = ctx.now.astimezone(ctx.tz).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = (Interaction.customer_id == customer.id, Interaction.user_id == ctx.user.id)
    wanted = select(Interaction).where(*mine, Interaction.happened_at >= today)
    return ctx.session.scalar(wanted.order_by(Interaction.id.desc()).limit(1))


def _recent(ctx: Context, most: int = 4) -> list[Option]:
    """The customers last worked with: likely answers."""
    mine = select(Interaction.customer_id).where(Interaction.user_id == ctx.user.id)
    newest = ctx.session.scalars(mine.order_by(Interaction.happened_at.desc()).limit(20))
    ids = list(dict.fromkeys([*filter(None, [ctx.conversation.customer_id]), *newest]))[:most]
    known = {c.id: c for c in ctx.session.scalars(select(Customer).where(Customer.id.in_(ids)))}
    return [_option(known[one]) for one in ids if one in known]


def _option(customer: Customer) -> Option:
    return Option(customer.name, "", {"customer": customer.name}, {"customer": [ref_json(as_name(customer))]})


THINGS = "现场图片?|现场照片?|图片|照片|相片|图纸|图|文件|附件|视频|语音|录音"
SEND = "发给|发到|转给|转发给|传给|推给|分享给|发送给"


@says(
    rf"(?:把|将)?(.{{0,24}}?)的?(?:刚才|刚刚|这|那|上面|最近|今天)?的?(?:[这那]?[几两三]?[张个份])?({THINGS})(?:都|也)?"
    rf"(?:{SEND})([\u4e00-\u9fffa-z0-9]{{2,16}}?)(?:看看|看一下|看下|看)?(?:[,，:： ]+(.{{1,80}}))?"
)
def read_share(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only to a colleague, and of nothing or of a customer we know: the rest is the parser's."""
    to = _called(match[3], ctx)
    about = re.sub("^(?:刚才|刚刚|这个|那个|这|那)|的$", "", match[1].strip())
    found = customers_called(about, ctx) if about else ()
    if not to or (about and not found):
        return None
    slots = {"user": match[3], "things": match[2]} | ({"note": match[4]} if match[4] else {})
    slots |= {"customer": about} if about else {}
    return Frame("attachment.share", slots, refs={"user": to, "customer": found} if about else {"user": to})


def _called(said: str, ctx: Context) -> tuple[Name, ...]:
    """小陈, 设计部小陈, 设计部的陈晨: of several the one in that department."""
    whole = colleagues_called(said, ctx)
    split = re.fullmatch("(.{1,8}?(?:部|组|中心|科|处|室))的?(.{2,4})", said)
    if whole or split is None:
        return whole
    found = colleagues_called(split[2], ctx)
    if len(found) < 2:
        return found
    there = (
        select(Membership.user_id)
        .join(Department, Department.id == Membership.department_id)
        .where(Department.name.contains(split[1], autoescape=True))
    )
    ids = set(ctx.session.scalars(there))
    return tuple(name for name in found if name.id in ids) or found


@handles("attachment.share")
def share(frame: Frame, ctx: Context) -> str:
    """On the colleague's phone at once; on the record that it was."""
    to = colleague(frame, ctx, "user") or ctx.user
    if to.status != "active":
        raise Refused(f"{to.name}已经不在岗，换一位同事？")
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER) if "customer" in frame.slots else None
    found = _newest(customer, frame, ctx)
    if not found:
        raise Refused(words.NOTHING_SENT)
    if customer is None and found[0].customer_id is not None:
        customer = ctx.session.get(Customer, found[0].customer_id)
    note = str(frame.slots.get("note", ""))
    attachments.share(ctx.session, found, to, ctx.user, note, ctx.now)
    ids = ",".join(str(one.id) for one in found)
    url = ctx.links.page("files", to.id, ctx.now, days=30, ids=ids)
    set_id = ctx.session.info["set_id"]
    key = attachments.notice_key(set_id, to.id)
    _send(key, to, words.shown_card(found, ctx.user.name, customer, note, url), ctx)
    for number, one in enumerate(found[:SHOWN_AT_ONCE], 1):
        message = _message(one, ctx.now)
        if message is not None:
            _send(f"{key}:{number}"[:128], to, message, ctx)
    ctx.spoke_of(customer)
    return words.shown_to(found, to, customer)


def _send(key: str, to: User, message: Message, ctx: Context) -> None:
    ctx.sent += 1
    queue(ctx.session, key, to.id, message, ctx.now)


def _message(one: Attachment, now: datetime) -> Message | None:
    """The thing itself, as long as WeCom has it."""
    if not one.media_id or now - one.sent_at > MEDIA_LIVES:
        return None
    if one.kind == "image":
        return Picture(one.name or "图片.jpg", media_id=one.media_id)
    return File(one.name or "文件", media_id=one.media_id) if one.kind == "file" else None


def _newest(customer: Customer | None, frame: Frame, ctx: Context) -> list[Attachment]:
    """What was sent last in one go: of this customer, by the speaker just now, of the current customer."""
    pictures = re.search("图|照片|相片", str(frame.slots.get("things", "")))
    kinds = ("image",) if pictures else ("image", "file", "video", "voice")
    if customer is None:
        mine = (Attachment.user_id == ctx.user.id, Attachment.sent_at >= ctx.now - ANSWER_WITHIN)
        just_now = select(Attachment).where(*mine, Attachment.kind.in_(kinds)).order_by(Attachment.id)
        found = list(ctx.session.scalars(just_now))
        if found:
            return [one for one in found if one.interaction_id == found[-1].interaction_id]
        customer = ctx.current_customer()
    if customer is None:
        return []
    theirs = [one for one in attachments.of_customer(ctx.session, customer) if one.kind in kinds]
    return [one for one in reversed(theirs) if one.interaction_id == theirs[0].interaction_id]


@says(
    rf"(?:看看|看一下|看下|看|查看|打开)?(.{{0,24}}?)的?(?:{THINGS})(?:有哪些|有几张|在哪|列表)?",
)
def read_list(match: re.Match[str], ctx: Context) -> Frame | None:
    about = match[1].strip()
    found = customers_called(about, ctx) if about else ()
    if about and not found:
        return None
    return Frame("attachment.list", {"customer": about} if about else {}, refs={"customer": found})


@handles("attachment.list")
def list_(frame: Frame, ctx: Context) -> str:
    """What was sent about a customer, and a link to look at it."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    found = attachments.of_customer(ctx.session, customer)
    if not found:
        return f"「{customer.name}」还没有图片或文件。记跟进后十分钟内发来的，会自动放进那条记录。"
    ids = {one.user_id for one in found}
    people = {u.id: u.name for u in ctx.session.scalars(select(User).where(User.id.in_(ids)))}
    lines = [
        words.line(one, say.moment(one.sent_at, "minute", ctx.now, ctx.tz), people.get(one.user_id, ""))
        for one in found
    ]
    head = f"{customer.name}的附件：共{len(found)}个（{attachments.say(found)}）"
    url = ctx.links.page("files", ctx.user.id, ctx.now, days=1, customer=str(customer.id))
    head += f'\n<a href="{url}">点这里看原图（24小时内有效）</a>'
    return listing(ctx, head, lines)


@says(
    r"(?:把)?(?:上面|上一条|前面|刚才|刚刚|这|那)?(?:那|这)?(?:一?段|一?条|一?句|些)?(?:话|消息|内容|聊天记录|聊天)?"
    r"(?:记|存|归|放|挂)(?:到|在|给|进)(.{2,24}?)(?:的?(?:跟进|记录|跟进记录))?(?:里|下|里面|名下)?"
)
def read_keep(match: re.Match[str], ctx: Context) -> Frame | None:
    """记到华为: the words or pictures sent just before are a follow-up of this customer."""
    found = customers_called(match[1], ctx)
    if not found:
        return None
    if _loose_ids(ctx):
        intent, slots = PLACE, {"ids": _loose_ids(ctx), "customer": match[1]}
    else:
        intent, slots = "interaction.keep", {"customer": match[1]}
    return Frame(intent, slots, refs={"customer": found})


GONE = "(?:删(?:了|掉|除)|撤(?:了|掉|回)|不要了?|不用了?|作废)吧?"
THIS = "(?:刚才|刚刚|上面|这|那)的?(?:[这那]?[几两三]?[张个份段条些])?的?"


@says(
    rf"(?:{THIS})?({THINGS})[,， ]*(?:都|就|应该)?(?:是|算)(.{{2,24}}?)(?:家|那边)?的?",
    rf"{THIS}()(?:都|就)?是(.{{2,24}}?)(?:家|那边)?的(?:{THINGS})",
)
def read_whose(match: re.Match[str], ctx: Context) -> Frame | None:
    """这张图是海康的: what lies there still goes to it, else what was placed just now moves."""
    found = customers_called(match[2], ctx)
    if not found:
        return None
    ids = [one.id for one in attachments.unplaced(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN)]
    slots: dict[str, Any] = {"customer": match[2]} | ({"ids": ids} if ids else {})
    return Frame(PLACE if ids else "attachment.move", slots, refs={"customer": found})


@says(
    rf"(?:把)?(?:{THIS})?(?:{THINGS})(?:我)?(?:发|传|放)错了吧?(?:[,， ]*{GONE})?",
    rf"(?:把)?(?:{THIS})?(?:{THINGS})(?:都|就)?{GONE}",
    rf"(?:刚才|刚刚|上面|这|那)的?[这那]?[几两三]?[张段份](?:都|就)?(?:{GONE}|发错了)",
)
def read_dropped(_match: re.Match[str], ctx: Context) -> Frame | None:
    """图发错了, 上面那张不要了: right after it was sent, it is taken back."""
    sent = last_written(ctx)
    return Frame("undo", {}) if sent and all(isinstance(one, Attachment) for one in sent) else None


@says("(?:刚才的?|刚刚的?)?[这那](?:个|张|几张)?(?:都|就)?是(.{2,24}?)的[\u4e00-\u9fff]{1,8}")
def read_shown(match: re.Match[str], ctx: Context) -> Frame | None:
    """这个是康美的诊室, right after a picture was put to another customer's follow-up."""
    sent = last_written(ctx)
    found = customers_called(match[1], ctx) if sent else ()
    if not found or not all(isinstance(one, Attachment) for one in sent):
        return None
    return Frame("attachment.move", {"customer": match[1]}, refs={"customer": found})


SENT = f"(?:刚才|刚刚|上面)?的?(?:那|这)?[几两三]?[张个份]?的?({THINGS})(?:都|也)?"


@says(
    rf"{SENT}(?:[放记搞]错了?|不对)?[,， ]*不是(.{{2,24}}?)的?[,， ]*(?:是|应该是|而是)(.{{2,24}}?)的?",
    rf"{SENT}(?:放错|记错|搞错)了?()[,， ]*(?:应该)?是(.{{2,24}}?)的?",
)
def read_move(match: re.Match[str], ctx: Context) -> Frame | None:
    """图不是大疆的 是比亚迪的: the pictures move, the follow-up stays where it is."""
    found, wrong = customers_called(match[3], ctx), customers_called(match[2], ctx) if match[2] else ()
    slots: dict[str, Any] = {"customer": match[3]} | ({"wrong": [one.id for one in wrong]} if wrong else {})
    return Frame("attachment.move", slots, refs={"customer": found}) if found else None


@handles("attachment.move")
def move(frame: Frame, ctx: Context) -> str:
    """What was sent in the last half hour to one follow-up, the newest one: now the other customer's."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    placed = select(Attachment).where(
        Attachment.user_id == ctx.user.id,
        Attachment.sent_at >= ctx.now - ANSWER_WITHIN,
        Attachment.interaction_id.is_not(None),
        Attachment.customer_id != customer.id,
    )
    if wrong := frame.slots.get("wrong"):
        placed = placed.where(Attachment.customer_id.in_(wrong))
    newest = list(ctx.session.scalars(placed.order_by(Attachment.id.desc())))
    found = [one for one in reversed(newest) if one.interaction_id == newest[0].interaction_id]
    if not found:
        there = attachments.sent_lately(ctx.session, ctx.user.id, customer.id, ctx.now - ANSWER_WITHIN)
        raise Refused(words.PLACED_ALREADY if there else words.NOTHING_SENT)
    old = ctx.session.get_one(Interaction, found[0].interaction_id)
    said = _put(found, customer, False, ctx)
    if old.content == words.content(found):  # it was written for them alone
        old.deleted_at = ctx.now
        ctx.session.flush()
        customers.refresh(ctx.session, old.customer_id)
    return said


@handles("interaction.keep")
def keep(frame: Frame, ctx: Context) -> str:
    """Forwarded words, of which nothing was understood, become a follow-up as they stand."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    said = str(frame.slots.get("content") or _last_words(ctx))
    if not said:
        raise Refused(words.NOT_A_RECORD)
    record = interactions.log(ctx.session, ctx.user.id, customer, said[:2048], ctx.now, ctx.now, ctx.tz)
    ctx.spoke_of(customer)
    return interactions_words.logged(record, customer, None, ctx.now, ctx.tz, [])


def _last_words(ctx: Context) -> str:
    """The last message of this person of which nothing was understood, or whose reading was taken back."""
    mine = (Inbox.user_id == ctx.user.id, Inbox.kind == "text", Inbox.received_at >= ctx.now - ANSWER_WITHIN)
    undone = select(Change.set_id).where(Change.actor_id == ctx.user.id, Change.undone_by.is_not(None))
    nothing_stands = or_(Inbox.intents == "unknown", Inbox.key.in_(undone))
    last = select(Inbox.text).where(*mine, nothing_stands).order_by(Inbox.id.desc()).limit(1)
    return ctx.session.scalar(last) or ""


def of_interactions(found: Sequence[Interaction], ctx: Context) -> dict[int, str]:
    """For lists: ` 📎2张图片` behind the follow-ups that have something."""
    counted = attachments.counts(ctx.session, [one.id for one in found])
    return {one: f" 📎{attachments.in_words(kinds)}" for one, kinds in counted.items()}
