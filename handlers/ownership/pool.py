"""公海: 「从公海领取星辰科技」「星辰科技放回公海」「哪些快掉公海了」「保护华为3天」; taps on warnings."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy import true as everybody

from crm import days
from crm.company import company
from crm.errors import Refused
from crm.figures import saying
from crm.ownership import ownership, pool
from crm.people.team import of_team
from handlers import replies
from handlers.context import Answer, Context, Option, Question
from handlers.names import refs_to
from handlers.ownership import words
from handlers.paging import listing
from handlers.phrases import customers_called, says
from handlers.registry import FRAMES, handles, taps
from handlers.resolve import PRONOUN, known_customer
from handlers.slots import span
from models.customers import Customer
from models.outbox import Text
from nlp import times
from nlp.frames import Frame
from nlp.values.numerals import small_int

ASKED = "会不|有没有|什么时候|几号|哪天|还有几天|多久|是不是|为什么|为啥"
MONTH = 30  # days
NOT = "(?:先|千万)?(?:别|不要|不能)"
TO_POOL = "[掉放回进落][到进回入]?公海[里了]?"
FILLERS = (
    "[今明后]天|大后天|这几天|月底前?|[下这本]周|[下这本]个?月|最近|哪些|哪几个|几家|几个|多少"
    "|客户|我的|我们|团队|有|谁|看看|看一下|列一下|的|[, ，]"
)


@handles("customer.release")
def release(frame: Frame, ctx: Context) -> str:
    """Back to the pool by hand."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    cancelled = pool.release(ctx.session, customer, ctx.now)
    return words.released(customer, cancelled, company.value(ctx.session, "claim_waits"))


@handles("customer.claim")
def claim(frame: Frame, ctx: Context) -> str:
    """Out of the pool, within the day's quota. 公海里领一个 names nobody: there they are, to choose from."""
    if not {"customer", "contact"} & frame.slots.keys() and not PRONOUN.search(ctx.text):
        there = FRAMES["customer.list"](Frame("customer.list", {"pool": True}), ctx)
        return f"{there}\n要哪家就说「领」加名字。"
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    if customer.owner_id not in (None, ctx.user.id) and ownership.leads(
        ctx.session, ctx.scope, customer.owner_id
    ):
        mine = Frame("customer.transfer", {"customer": customer.name, "user": "me"}, refs=refs_to(customer))
        return FRAMES["customer.transfer"](mine, ctx)  # 华为我自己接, said by whoever leads its owner
    left = pool.claim(ctx.session, customer, ctx.user.id, ctx.now, ctx.tz)
    ctx.spoke_of(customer)
    return words.claimed(customer, left)


@says(
    "(?:现在|看看|查一?下)?公海(?:客户)?(?:里面?|中|那边)?(?:现在|还|都)*(?:有(?:些)?(?:什么|啥|哪些|谁|几家|多少)|的)?(?:客户|公司)?"
    "(?:给我)?(?:看看|看一?下|列一?下|可以领的?|能领的?)?(?:吗|呢|啊)?"
)
def read_pool(_: re.Match[str], _ctx: Context) -> Frame:
    """公海有什么."""
    return Frame("customer.list", {"pool": True})


@says(r"(?:领取|认领|抢)(?:一下|公海客户|客户)?[: ]*(.{2,30})")
def read_claim(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("customer.claim", {"customer": match[1]}, refs={"customer": found}) if found else None


@says(
    r"(.{2,24}?)(?:这家|这边|那边|这个客户)?(?:我|就|先|以后|暂时)*(?:别|不|不用|不想|不要|没必要)再?(?:去)?跟(?:进|它|他们)?了(?:吧)?",
    r"(?:我|就|先|以后|暂时)*(?:别|不|不用|不想|不要)再?(?:去)?跟进?(.{2,24}?)了(?:吧)?",
)
def read_drop(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("customer.drop", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("customer.drop")
def drop(frame: Frame, ctx: Context) -> str:
    """海康别跟了: into the pool or lost is theirs to say."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    how = frame.slots.get("how")
    if how is None:
        ways = [Option(label, slots={"how": way}) for way, label in words.WAYS_TO_DROP.items()]
        raise Question(words.ask_drop(customer), "how", ways)
    if how == "release":
        return release(frame, ctx)
    if how == "lost":
        change = Frame("customer.update", {"field": "stage", "value": "流失"}, refs=frame.refs)
        return FRAMES["customer.update"](change, ctx)
    return words.kept(customer)


@says(
    r"(.{0,24}?)(?:快要|快|会|要|即将|马上)(?:要)?[掉回进到落](?:到|进|回|入)?公海.{0,8}",
    r"((?:今天|明天|后天|大后天|这周|本周|下周|这几天|月底前?|这个月|本月)(?:我们|我的?|团队)?(?:有)?(?:哪些|谁|几个|几家|多少)?(?:客户)?)"
    r"[掉回进到落](?:到|进|回|入)?公海(?:的)?(?:有)?(?:哪些|谁|几个|几家|多少|客户)*",
)
def read_falling(match: re.Match[str], ctx: Context) -> Frame | None:
    """哪些客户快掉公海了; with a name: when and why this one."""
    about = re.sub(FILLERS, "", re.sub(f"^(?:{ASKED})|(?:{ASKED})$", "", match[1]))
    if not about:
        when = times.find(match[1], ctx.now.astimezone(ctx.tz))
        return Frame("customer.falling", {"range": when[0].as_period("future")} if when else {})
    found = customers_called(about, ctx)
    return Frame("customer.falling", {"customer": about}, refs={"customer": found}) if found else None


@handles("customer.falling")
def falling(frame: Frame, ctx: Context) -> str:
    """Who goes to the pool within a week, of mine or of my people; or the fate of one."""
    today = days.today(ctx.now, ctx.tz)
    if "customer" in frame.slots:
        customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
        ctx.spoke_of(customer)
        return words.fate(customer, pool.fate(customer, ctx.now, ctx.tz, pool.rules(ctx.session)), today)
    who = everybody() if ctx.scope.kind == "all" else of_team(Customer.owner_id, ctx.scope)
    first, last = _days(frame, today, ctx)
    found = pool.falling(ctx.session, who, ctx.now, ctx.tz, within=(last - today).days)
    found = [one for one in found if first <= one.day]
    when = saying.period(first, last, today) if "range" in frame.slots else "7天内"
    if not found:
        return words.none_falling(when)
    lines = [f"{n}. {words.fall_line(one, today)}" for n, one in enumerate(found, 1)]
    return listing(ctx, words.fall_list(found, when), lines)


def _days(frame: Frame, today: date, ctx: Context) -> tuple[date, date]:
    """As asked: 明天, 下周; else a week from today."""
    if "range" not in frame.slots:
        return today, today + timedelta(max(pool.WARNINGS))
    first, before = span(str(frame.slots["range"]), ctx.tz)
    last = before.astimezone(ctx.tz).date() - timedelta(1)
    return first.astimezone(ctx.tz).date(), max(last, today)


@says(
    r"(?:把)?(?:公海)?保护(?:一下)?(.{2,24}?) ?(\d{1,3}|[一二两三四五六七八九十]{1,3})天",
    r"把(.{2,24}?)保护(\d{1,3}|[一二两三四五六七八九十]{1,3})天",
    r"(?:公海)?保护(?:一下)?(.{2,24}?) ?(一个?|两个?|三个?|\d个?)月",
    rf"{NOT}(?:让|把|叫)(.{{2,24}}?){TO_POOL}()",
    rf"(.{{2,24}}?){NOT}{TO_POOL}()(?:[,， ]*(?:帮我|先)?保护(?:一下|下|住)?)?",
    r"(?:帮我|先)?(?:公海)?保护(?:一下)?(.{2,24}?)()(?:吧|不要?掉)?",
    r"(?:把)?(.{2,24}?)(?:帮我|先)*(?:公海)?保护(?:一下|下|住|起来)()(?:吧)?",
)
def read_protect(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    many = small_int(match[2].rstrip("个")) or 0
    for_days = many * MONTH if match[0].endswith("月") else many or pool.PROTECTS
    slots = {"customer": match[1], "days": for_days}
    return Frame("customer.protect", slots, refs={"customer": found}) if found else None


@handles("customer.protect")
def protect(frame: Frame, ctx: Context) -> str:
    """Hold a customer; how long depends on the role."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    most = pool.MOST_PROTECTED.get(ctx.user.role, pool.PROTECTS)
    for_days = int(frame.slots["days"])
    if not 1 <= for_days <= most:
        raise Refused(f"你最多可以保护{most}天。需要更久请让主管或管理员来设。")
    until = pool.protect(customer, for_days, ctx.now, ctx.tz, pool.rules(ctx.session))
    ctx.spoke_of(customer)
    return words.protected(customer, until, days.today(ctx.now, ctx.tz))


@taps("pool.protect")
def tap_protect(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """保护3天 on a warning: those that are still mine and still on their way."""
    day = date.fromisoformat(ref[0])
    by = pool.rules(ctx.session)
    fates = [pool.fate(customer, ctx.now, ctx.tz, by) for customer in _on_card(ref[1:], ctx)]
    coming = [one.customer for one in fates if one is not None and one.day <= day]
    if not coming:
        return Answer(button="已经不用保护了")
    for customer in coming:
        pool.protect(customer, pool.PROTECTS, ctx.now, ctx.tz, by)
    many = f"{len(coming)}个" if len(coming) > 1 else ""
    return Answer(button=f"{many}已保护{pool.PROTECTS}天 ✓")


@taps("pool.log")
def tap_log(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """马上记录: the next message is the follow-up."""
    mine = _on_card(ref[1:], ctx)
    if not mine:
        return Answer(button="已经不在你名下了")
    name = mine[0].name
    if len(mine) == 1:
        ctx.spoke_of(mine[0])
        ctx.send(Text(f"好，直接说和{name}的进展就行，比如「今天打了电话，聊了报价」。"))
    else:
        ctx.send(Text(f"好，一家一家说就行，比如「今天给{name}打了电话，聊了报价」。"))
    return Answer(button="等你说进展")


def _on_card(refs: Sequence[str], ctx: Context) -> list[Customer]:
    ids = [int(ref) for ref in refs if ref.isdigit()]
    mine = select(Customer).where(Customer.id.in_(ids), Customer.owner_id == ctx.user.id)
    return list(ctx.session.scalars(mine.order_by(Customer.id)))
