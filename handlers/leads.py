"""线索: 「新线索 深圳蓝海科技 陈工 137…」 goes to whom the rules say: 「华南的线索轮流给小李、小赵」."""

import re
from datetime import timedelta

import nlp
from crm import leads, ownership
from crm.errors import NotThere, Refused
from crm.leads import Given
from handlers import leads_words as words
from handlers import replies
from handlers.admins import must_be_admin
from handlers.asking import run_tapped
from handlers.confirming import LEFT_ALONE, confirmed
from handlers.context import Answer, Context, Question
from handlers.customers import New, write_new
from handlers.duplicates import existing, use_existing
from handlers.phrases import as_typed, colleagues_called, says
from handlers.registry import handles, taps
from handlers.vocabulary import lexicon_of
from models.customers import Customer
from models.outbox import Message, Text, queue
from models.people import User
from nlp.frames import Frame
from nlp.names import Name
from zh import regions

LATELY = timedelta(days=3)
CAME = "(?:来了?|收到|接到|进来了?|有|新增|新|录|加|登记)?(?:一?[条个])?"
OF_ALL = re.compile("所有|全部|全国|其他|其它|默认|公司")
WAY = "(?P<way>轮流|轮着|依次|轮换|平均|按负载|看负载|按工作量|按忙闲|谁闲(?:给谁)?|谁手上少)?"
LOAD = re.compile("负载|工作量|忙闲|闲|少")
AFTER = "(?P<after>轮流|轮着|依次|平均|按负载|按工作量|谁闲给谁)?"
GIVE = "(?:分配给|分派给|派给|分给|交给|转给|给)"
WHERE = "(?:把)?(?P<where>[\u4e00-\u9fff]{2,8}?)?(?:地区|区域|片区)?的?"
WHO = "(?P<who>[\u4e00-\u9fffa-z、,，和跟与 ]{2,60}?)"


@says(rf"(?P<source>[\u4e00-\u9fffA-Za-z]{{2,8}}?)?(?:那边)?的?{CAME}的?线索[:：,， ]+(?P<rest>.{{2,50}})")
def read_lead(match: re.Match[str], ctx: Context) -> Frame | None:
    """What the parser reads as a new customer, of whom nobody said that it is theirs."""
    said = as_typed(match, ctx)
    source = re.sub("刚才|刚刚|刚|今天|又|来了?|个|有", "", said["source"] or "")
    text = f"新增客户 {said['rest']}{f' 来源{source}' if source else ''}"
    now = ctx.now.astimezone(ctx.tz)
    frames = nlp.parse(text, now, ctx.names, None, lexicon_of(ctx.vocabulary))
    ctx.names.bring(frames)
    first = frames[0]
    if len(frames) != 1 or first.intent != "customer.create" or "customer" not in first.slots:
        return None
    return Frame("lead.create", first.slots, refs=first.refs)


@handles("lead.create")
def create(frame: Frame, ctx: Context) -> str:
    """A new customer with the owner that the rule gives it; without a rule it is the speaker's."""
    name = frame.slots["customer"]
    name = name[0] if isinstance(name, list) else str(name)
    known = existing(frame, ctx, name)
    if known is not None:
        ctx.spoke_of(known)
        return use_existing(known, frame, ctx)
    code = leads.place_of(name, frame.slots.get("region"))
    if code is None and "region" not in frame.slots and leads.by_region_only(ctx.session):
        raise Question(words.ASK_REGION, "region")
    rule = leads.rule_for(ctx.session, code)
    new = write_new(frame, ctx, name, None)
    given = leads.give(ctx.session, new.customer, rule, ctx.now, ctx.tz) if rule else None
    if given is None:
        ruled = bool(leads.rules(ctx.session))
        why = words.NOBODY if rule else words.NO_RULE_HERE if ruled else words.NO_RULE_YET
        ownership.give(ctx.session, new.customer, ctx.user.id, "assign", ctx.now)
    said = replies.customer_created(new.customer, new.contact, new.tags, given.to.name if given else "你")
    if given is not None:
        _tell(given, new, ctx)
    ctx.spoke_of(new.customer, new.contact)
    return "\n".join([said, *new.remarks, words.given(given) if given else why])


def _tell(given: Given, new: New, ctx: Context) -> None:
    if given.to.id != ctx.user.id:
        _send(ctx, given.to.id, words.card(new.customer, new.contact, ctx.user.name, ctx.user.id))


def _send(ctx: Context, to_id: int, message: Message) -> None:
    """Under the key that an undo withdraws."""
    ctx.sent += 1
    queue(ctx.session, ownership.notice_key(ctx.session.info["set_id"], to_id), to_id, message, ctx.now)


@taps("lead.accept")
def accept(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """接受: whoever brought the lead hears of it, once."""
    customer = _mine(ref, ctx)
    if customer is None:
        return Answer(button="已经不在你名下了")
    _accepted(customer, int(ref[1]), ctx)
    return Answer(button="已接受 ✓")


def _accepted(customer: Customer, by: int, ctx: Context) -> bool:
    """Whoever told of it hears so; False where they heard before."""
    ctx.spoke_of(customer)
    if by == ctx.user.id:
        return True
    text = Text(f"{ctx.user.name}接受了线索{customer.name}。")
    return queue(ctx.session, f"lead:ok:{customer.id}:{ctx.user.id}", by, text, ctx.now)


@says(
    "(?:好的?|行|ok)?[,， ]*(?:这个|这条|新|那个)?(?:线索|客户)?我?"
    "(?:接了|接下了?|接受了?|接手了?|收下了?|来跟)(?:线索)?(?:吧|啦)?"
)
def read_accept(match: re.Match[str], ctx: Context) -> Frame | None:
    """接了, after the card of a new lead."""
    found = leads.given_to(ctx.session, ctx.user.id, ctx.now - LATELY)
    return Frame("lead.accept", {"id": found[0].id, "by": found[1]}) if found else None


@handles("lead.accept")
def accept_in_words(frame: Frame, ctx: Context) -> str:
    customer = ctx.session.get_one(Customer, int(frame.slots["id"]))
    if not _accepted(customer, int(frame.slots["by"]), ctx):
        return f"线索{customer.name}你已经接受过了。"
    return f"已接受线索{customer.name}，已告诉录入的人。联系过就说一句「给{customer.name}打了电话，…」"


@taps("lead.pass")
def pass_on(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """转给同事: the next message says to whom; the rest is a transfer like any other."""
    customer = _mine(ref, ctx)
    if customer is None:
        return Answer(button="已经不在你名下了")
    refs = {"customer": (Name("customer", customer.name, "", customer.id),)}
    run_tapped(Frame("customer.transfer", {"customer": customer.name}, refs=refs), ctx)
    return Answer(button="等你说转给谁")


def _mine(ref: tuple[str, ...], ctx: Context) -> Customer | None:
    customer = ctx.session.get(Customer, int(ref[0]))
    return customer if customer is not None and customer.owner_id == ctx.user.id else None


@says(
    "(?:看看?|查看)?(?:新)?线索(?:的)?(?:自动)?(?:分配)?规则(?:是什么|有哪些)?",
    "(?:新)?线索(?:是)?怎么分(?:的|配的?)?",
)
def read_rules(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("lead.rules")


@handles("lead.rules")
def show_rules(_frame: Frame, ctx: Context) -> str:
    found = leads.rules(ctx.session)
    if not found:
        return words.NO_RULES
    lines = [f"· {words.rule(one.region, _names(one.people, ctx), one.way)}" for one in found]
    return "\n".join(["新线索这样分（请假的跳过）：", *lines])


def _names(ids: list[int], ctx: Context) -> list[str]:
    found = (ctx.session.get(User, one) for one in ids)
    return [user.name for user in found if user is not None]


@says(
    rf"{WHERE}新?线索(?:都|就|以后)?{WAY}{GIVE}{WHO}[,， ]*{AFTER}",
    rf"线索(?:分配)?规则[:： ]*{WHERE}(?:线索)?{WAY}{GIVE}{WHO}[,， ]*{AFTER}",
)
def read_rule(match: re.Match[str], _ctx: Context) -> Frame | None:
    where = match["where"] or ""
    region = "" if not where or OF_ALL.search(where) else where
    if region and not regions.codes(region):
        return None  # 华为的线索给小李 is about a customer
    said = match["way"] or match["after"] or ""
    slots = {"region": region, "who": match["who"], "way": "load" if LOAD.search(said) else "turns"}
    return Frame("lead.rule", slots)


@handles("lead.rule")
def set_rule(frame: Frame, ctx: Context) -> str:
    """One rule a region; set again it is replaced."""
    must_be_admin(ctx, words.ADMINS)
    people = _people(str(frame.slots["who"]), ctx)
    region, way = str(frame.slots["region"]), str(frame.slots["way"])
    before = next((one for one in leads.rules(ctx.session) if one.region == region), None)
    was = words.rule("", _names(before.people, ctx), before.way).partition("：")[2] if before else ""
    leads.set_rule(ctx.session, region, [user.id for user in people], way, ctx.now)
    return words.rule_set(region, [user.name for user in people], way, was)


def _people(said: str, ctx: Context) -> list[User]:
    """Everybody named; one who is nobody, or might be two, is said and nothing is written."""
    found: list[User] = []
    for name in filter(None, re.split("[、,，和跟与 ]+", said)):
        called = colleagues_called(name, ctx)
        if len(called) != 1:
            several = "、".join(one.name for one in called)
            raise Refused(
                f"「{name}」有几位：{several}，写全名。" if called else f"没有叫「{name}」的同事，没有改。"
            )
        user = ctx.session.get_one(User, called[0].id)
        if user.status != "active":
            raise Refused(f"{user.name}已经不在岗，不能接线索，没有改。")
        found.append(user)
    return list(dict.fromkeys(found))


@says(
    rf"(?:取消|停掉|停用|不要|删除|删掉){WHERE}新?线索(?:的)?(?:自动)?(?:分配)?(?:规则)?",
    rf"{WHERE}新?线索(?:不再|不用|不要|别)(?:自动)?(?:分|分配|派)了?",
)
def read_end(match: re.Match[str], _ctx: Context) -> Frame | None:
    where = match["where"] or ""
    region = "" if not where or OF_ALL.search(where) else where
    return None if region and not regions.codes(region) else Frame("lead.end", {"region": region})


@handles("lead.end")
def end_rule(frame: Frame, ctx: Context) -> str:
    must_be_admin(ctx, words.ADMINS)
    ended = leads.end_rule(ctx.session, str(frame.slots["region"]), ctx.now)
    if ended is None:
        raise NotThere("没有这条线索分配规则。发「线索规则」看看。")
    return words.rule_ended(ended)


@says(
    "(?:把)?(?:公海)?(?:里|里面|中)?的?(?:新)?线索(?:都|全部?)?(?:分配|分)(?:一下|下去|掉|出去|给大家)?",
    "分(?:配)?(?:一下)?(?:公海)?(?:里)?的?(?:新)?线索",
)
def read_spread(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("lead.spread")


@handles("lead.spread")
def spread(frame: Frame, ctx: Context) -> str:
    """What lies in the pool and nobody ever had, by the rules; asked first, for it is many at once."""
    must_be_admin(ctx, "分配公海里的线索")
    found = leads.waiting(ctx.session)
    if not found:
        return words.NONE_WAITING
    if not leads.rules(ctx.session):
        return words.NO_RULES
    ruled = [(one, leads.rule_for(ctx.session, leads.place_of(one.name, one.region))) for one in found]
    without = sum(rule is None for _, rule in ruled)
    if without == len(found):
        return f"公海里的{len(found)}条新线索，地区都没有对得上的规则。发「线索规则」看看。"
    if not confirmed(frame, words.ask_spread(len(found), without)):
        return LEFT_ALONE
    shares: dict[int, list[Given]] = {}
    for customer, rule in ruled:
        given = leads.give(ctx.session, customer, rule, ctx.now, ctx.tz) if rule else None
        if given is not None:
            shares.setdefault(given.to.id, []).append(given)
    for to_id, theirs in shares.items():
        customers = [one.customer for one in theirs]
        card = words.many(customers, ctx.user.name, ctx.session.info["set_id"])
        if len(customers) == 1:
            card = words.card(customers[0], None, ctx.user.name, ctx.user.id)
        _send(ctx, to_id, card)
    counts = [(theirs[0].to.name, len(theirs)) for theirs in shares.values()]
    return words.spread(counts, len(found) - sum(count for _, count in counts))
