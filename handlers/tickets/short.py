"""A ticket in few words: 「派王磊」「升级给主管」「到现场了」「1003催一下」「1002给谁了」「客户打5分」."""

import re
from typing import Any, Final

from crm.approvals import approvers
from crm.errors import NotThere
from crm.tickets import tickets
from handlers.context import Context, Question
from handlers.mending.last_write import last_written
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import handles
from handlers.tasks.moved_to import moved_to
from handlers.tasks.moves import is_only_time
from handlers.tickets import words
from handlers.tickets.corrections import KINDS
from handlers.tickets.intents import hand, must_be_open, prioritise, update
from handlers.tickets.phrases import NUMBER, score_in
from handlers.tickets.refs import find_ticket, is_ours, options, spoken_id
from models.people import User
from models.service import Ticket, TicketEvent
from models.work import Interaction
from nlp.frames import Frame
from nlp.names import Name

ID: Final = rf"(?:把)?(?:工单)?{NUMBER}(?:号)?(?:工单)?"
WRONG: Final = "(?:记错了?|不对|错了|搞错了?)?[,， ]*"
NAME: Final = "(?P<who>[\u4e00-\u9fffA-Za-z]{2,6}?)"
THIS: Final = "(?:(?:这个|这张|那个|把)?(?:投诉|工单)?)"
DOES: Final = "(?:过?去|来)?(?:处理|看看?|看一下|修|跟进?|弄|办|跑一趟|上门)?(?:一下)?"
HURRY: Final = "(?:[,， ]*(?P<hurry>尽快|赶紧|马上|很?急|加急|快点|抓紧|立刻)(?:的|吧|啊)?)?"
CHIEF: Final = "主管|领导|经理|老板|上级|头儿|上面"


def wrote_ticket(ctx: Context, past: tuple[type[Any], ...] = ()) -> int | None:
    """The ticket of the speaker's last write, if that was about nothing else; `past`: see `last_written`."""
    written = last_written(ctx, past)
    if not written or not all(isinstance(record, Ticket | TicketEvent) for record in written):
        return None
    return spoken_id(ctx)


def _which(match: re.Match[str], ctx: Context) -> dict[str, object] | None:
    """By its number, else the one just written."""
    if match["n"]:
        return {"ref": match["n"]} if is_ours(match, ctx) else None
    written = wrote_ticket(ctx)
    return None if written is None else {"ticket": written}


@says(
    f"(?:算了|不对|还是|换)[,， ]*(?:还是|换)?{NAME}{DOES}(?:吧)?",
    f"(?:算了|不对|还是|那就?|就)?[,， ]*(?:先)?(?:给|派|叫|喊|让|安排|找){NAME}{DOES}(?:吧)?{HURRY}",
)
def read_given(match: re.Match[str], ctx: Context) -> Frame | None:
    """给王磊, 让王磊去修, right after a ticket was written; 派王磊 also after a word of the customer's."""
    found = colleagues_called(match["who"], ctx)
    written = wrote_ticket(ctx, (Interaction,) if "派" in match[0] else ()) if found else None
    if written is None:
        return None
    urgent = "hurry" in match.groupdict() and match["hurry"]
    intent = "ticket.escalate" if urgent else "ticket.assign"
    return Frame(intent, {"ticket": written, "user": match["who"]}, refs={"user": found})


@says(
    f"(?:{NAME}(?:不在|没空|有事|走不开|请假|忙|来不了|去不了)了?[,， ]*)?(?:算了|那就?|还是|就|[,， ])*"
    "(?:我自?己?|我亲自)(?:过?去|来)(?:处理|看看?|修|跟|弄|一趟)?(?:吧|好了|了)?"
)
def read_mine(_match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊不在 我自己去, right after a ticket was written."""
    written = wrote_ticket(ctx) if ctx.open is None else None
    if written is None:
        return None
    me = Name("user", ctx.user.name, ctx.user.name, ctx.user.id)
    return Frame("ticket.assign", {"ticket": written, "user": ctx.user.name}, refs={"user": (me,)})


WHEN: Final = "(?P<when>[^,，。?？ ]{2,12}?)"
THERE_BY: Final = (
    "(?:就|要|能|之?前)*(?:到场|到现场|到位|到|上门|过去|去|出发|处理|修|看看?)(?:一下|一趟)?吧?"
)
SENT: Final = "(?:算了|不对|还是|那就?|就)?[,， ]*(?:先)?(?P<verb>派给?|给|叫|喊|让|安排|找)"


@says(
    rf"(?:{ID}[,， ]*)?{SENT}{NAME}{DOES}(?:吧)?[,， ]+(?:让他|他)?{WHEN}{THERE_BY}",
    rf"(?:{ID}[,， ]*)?{SENT}{NAME}{WHEN}{THERE_BY}",
)
def read_sent(match: re.Match[str], ctx: Context) -> Frame | None:
    """派王磊去 明天上午到: into his hands, with when he is to be there; no task beside it."""
    found = colleagues_called(match["who"], ctx)
    when = moved_to(match["when"], ctx) if found and is_only_time(match["when"], ctx) else None
    which = _which(match, ctx) or ({} if match["verb"].startswith("派") and not match["n"] else None)
    if when is None or which is None or not (which or tickets.find(ctx.session, states=tickets.UNCLOSED)):
        return None
    return Frame("ticket.assign", {**which, "user": match["who"], "by": when}, refs={"user": found})


@says(
    rf"(?:{ID}|{THIS}?)[,， ]*(?:要|得)?升级(?:处理)?(?:给|到)?[,， ]*"
    rf"(?:给|让|找|请|由)?(?:我们?)?(?:{NAME})?{DOES}(?:吧)?",
    rf"(?:{ID}|{THIS})?[,， ]*(?:转|交|报|派)给(?:我们?)?(?P<who>{CHIEF}){DOES}(?:吧)?",
)
def read_escalate(match: re.Match[str], ctx: Context) -> Frame | None:
    """升级给王芳, 1002升级, 这个投诉转给主管."""
    which = _which(match, ctx)
    if which is None:
        return None
    who = match["who"] or ""
    if not who or re.fullmatch(CHIEF, who):
        return Frame("ticket.escalate", which)
    found = colleagues_called(who, ctx)
    return Frame("ticket.escalate", {**which, "user": who}, refs={"user": found}) if found else None


@handles("ticket.escalate")
def escalate(frame: Frame, ctx: Context) -> str:
    """Urgent, and into the hands of whoever leads; of a colleague named, into theirs."""
    ticket = find_ticket(frame, ctx)
    must_be_open(ticket, ctx)
    named = frame.refs.get("user", ())
    if named:
        to = ctx.session.get_one(User, named[0].id)
    else:
        above = approvers.levels(ctx.session, ctx.session.get_one(User, ticket.assignee_id))
        if not above:
            raise NotThere(words.NOBODY_ABOVE)
        to = above[0][0]
    said = prioritise(ticket, "high", ctx) if ticket.priority != "high" else ""
    given = hand(ticket, to, ctx)
    return "\n".join(filter(None, [said.removesuffix(words.UNDO), given]))


THERE: Final = (
    "(?:我)?(?:已经?|刚)?(?:到(?:客户)?(?:现场|那里?|家|公司|楼下|了)|在路上|出发|上门|"
    "在修|在处理|正在(?:修|处理)|开始(?:修|处理))"
)


@says(rf"(?:{ID}[,， ]*)?(?P<news>{THERE}了?(?:[,， ]+.{{1,60}})?)", longest=90)
def read_there(match: re.Match[str], ctx: Context) -> Frame | None:
    """在路上, 到现场了: news of the ticket in the speaker's hands."""
    if match["n"]:
        slots = {"ref": match["n"], "content": match["news"]}
        return Frame("ticket.update", slots) if is_ours(match, ctx) else None
    found = in_hand(ctx) if ctx.open is None else []
    return Frame("ticket.there", {"content": match["news"]}) if found else None


def in_hand(ctx: Context) -> list[Ticket]:
    """What the speaker has begun, else what others have given them."""
    mine = tickets.find(ctx.session, assignee_id=ctx.user.id, states=tickets.UNCLOSED)
    begun = [one for one in mine if one.status == "processing"]
    return begun or [one for one in mine if one.creator_id != ctx.user.id]


@says("(?:这[单张个])?(?:我)?(?:不接|接不了|做不了|去不了|修不了|不去)了?(?:[,， ]+(?P<why>.{2,40}))?")
def read_declined(match: re.Match[str], ctx: Context) -> Frame | None:
    """不接: what others have given and nobody has begun goes back."""
    mine = tickets.find(ctx.session, assignee_id=ctx.user.id, states=("open",)) if ctx.open is None else []
    given = [one for one in mine if one.creator_id != ctx.user.id]
    if len(given) != 1:
        return None
    why = {"why": match["why"]} if match["why"] else {}
    return Frame("ticket.back", {"ticket": given[0].id, **why})


@handles("ticket.there")
def there(frame: Frame, ctx: Context) -> str:
    """Of several in hand it is asked which; with none, of the one just written."""
    found, told = in_hand(ctx), Frame("ticket.update", {"content": frame.slots["content"]})
    if len(found) > 1:
        raise Question(words.ASK_WHICH, "ticket", options(found, ctx), frame=told)
    which = found[0].id if found else wrote_ticket(ctx)
    return update(Frame(told.intent, {**told.slots, "ticket": which}), ctx)


BEFORE_TIME: Final = (
    "(?:那|就|改[到成]?|约到?了?|要|[让叫请]他|客户|他们?|她|说|等到?|[换推]到?|最好|必须|一定"
    "|尽量|得|[,， ])*"
)
AFTER_TIME: Final = (
    "(?:必须|一定|得|要|再|就|之?前|以前)*(?:过?去|上门|到位?|处理|修好?|弄好?|解决|搞定|派人|跑一趟|看看?)?"
    "(?:一趟|一下|吧|才行|了|的)*"
)


@says(rf"{BEFORE_TIME}(?P<when>[^,，。?？]{{2,10}}?){AFTER_TIME}")
def read_when(match: re.Match[str], ctx: Context) -> Frame | None:
    """改到明天上午, 让他今天必须去, right after a ticket was written: news for whoever has it."""
    written = wrote_ticket(ctx) if ctx.open is None and is_only_time(match["when"], ctx) else None
    return Frame("ticket.update", {"ticket": written, "content": match[0]}) if written is not None else None


@says(
    "(?:算了|哦|那)*[,， ]*(?:不用|别|不必|先?不)(?:再)?(?:过?去|派人?|上门|处理|修|管|看)了(?:吧)?"
    "(?:[,， ]+(?P<why>.{2,40}))?"
)
def read_needless(match: re.Match[str], ctx: Context) -> Frame | None:
    """不用去了 物业修好了, right after a ticket was written: it is closed with that."""
    written = wrote_ticket(ctx) if ctx.open is None else None
    result = f"取消：{match['why']}" if match["why"] else "取消"
    return Frame("ticket.close", {"ticket": written, "result": result}) if written is not None else None


DONE_YET: Final = (
    "(?:接单?|修好?|处理|解决|弄好?|搞定|上门|到现场|到|去|过去)(?:完|好)?(?:了)?(?:没有?|吗|么)"
)


@says(
    rf"(?:工单|那[单张个]|他)?(?:现在|到底|已经)?{DONE_YET}[?？]*",
    rf"{NAME}(?:那边)?(?:现在|到底|已经)?{DONE_YET}[?？]*",
)
def read_done_yet(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊接了没, 修好了吗: of the ticket just spoken of; where that is not the colleague's, theirs."""
    who = match.groupdict().get("who")
    spoken = (spoken_id(ctx) if who else wrote_ticket(ctx)) if ctx.open is None else None
    found = colleagues_called(who, ctx) if who else ()
    if who and len(found) != 1:
        return None
    ticket = ctx.session.get(Ticket, spoken) if spoken is not None else None
    if ticket is not None and (not who or ticket.assignee_id == found[0].id):
        return Frame("ticket.show", {"ticket": ticket.id})
    theirs = tickets.find(ctx.session, assignee_id=found[0].id, most=1) if who else []
    return Frame("ticket.list", {"user": who}, refs={"user": found}) if theirs else None


@says(
    rf"{ID}(?:再)?(?P<urge>催(?:一下|一催|催|下)?)(?:[\u4e00-\u9fffA-Za-z]{{0,6}})?",
    rf"(?:帮我|再)?(?P<urge>催(?:一下|一催|催|下)?)(?:工单)?{NUMBER}(?:号)?(?:工单)?",
)
def read_urge(match: re.Match[str], ctx: Context) -> Frame | None:
    """1003催一下: a note that whoever has it reads at once."""
    return (
        Frame("ticket.update", {"ref": match["n"], "content": words.URGED}) if is_ours(match, ctx) else None
    )


@says(
    rf"(?P<said>.{{0,14}}?(?:打电话|来电|电话|又来|又|在|来)*催(?:了|一下|着)*)(?:工单)?{NUMBER}(?:号)?(?:工单)?(?:了|呢)?"
)
def read_urged_by(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康打电话来催1002: news of that ticket."""
    return (
        Frame("ticket.update", {"ref": match["n"], "content": match["said"]}) if is_ours(match, ctx) else None
    )


@says(
    rf"{ID}(?:现在)?(?:给谁|谁在|在谁|是谁|归谁|派给谁)(?:那|手[里上]|处理|跟|负责|了)*[?？]*",
    rf"{ID}(?:什么时候|啥时候|多久|几时)(?:能|可以)?(?:好|修好|处理完|解决|完)[?？]*",
    rf"{ID}(?:已经)?(?:修好|处理|解决|关|接单?|派|好|弄好|重开|打开)(?:了|好|完)*(?:没有?|吗|么)[?？]*",
    rf"{ID}呢[?？]*",
)
def read_asked(match: re.Match[str], ctx: Context) -> Frame | None:
    """1002给谁了, 1002修好了没, 1003呢."""
    return Frame("ticket.show", {"ref": match["n"]}) if is_ours(match, ctx) else None


@says(
    "(?:客户|他们?|她)?(?:很|非常|比较|挺)?(?:满意)?[,， ]*(?:打了?|评了?|给了?|满意度|评分)?(?:是)?"
    "(?P<score>[1-5一二三四五])(?:分|星|颗星)(?:[,， ]+(?P<why>.{2,40}))?"
)
def read_score(match: re.Match[str], ctx: Context) -> Frame | None:
    """客户打4分 说来得慢, right after a ticket was closed."""
    closed = [one for one in last_written(ctx) if isinstance(one, Ticket) and one.status == "closed"]
    if not closed:
        return None
    why = {"result": match["why"]} if match["why"] else {}
    return Frame("ticket.close", {"ticket": closed[-1].id, "satisfaction": score_in(match), **why})


@says(
    rf"{WRONG}{ID}的?(?:类型)?(?:不是[\u4e00-\u9fff]{{2}}[,， ]*)?(?:应该)?(?:是|改成|改为)(?:一个)?"
    rf"(?P<kind>{'|'.join(KINDS)})(?:单|工单)?"
)
def read_type(match: re.Match[str], ctx: Context) -> Frame:
    """1002不是报修 是投诉: of a number that is no ticket's that is said, and nothing is made of it."""
    return Frame("ticket.mend", {"ref": match["n"], "field": "type", "value": KINDS[match["kind"]]})


@says(
    rf"{WRONG}{ID}(?:的客户)?(?:不是.{{2,12}}[,， ]+)?(?:应该)?(?:是|改成|改为|改到)"
    "(?P<customer>.{2,24}?)(?:家)?的?(?:单子?|工单|投诉|报修|咨询)?"
)
def read_customer(match: re.Match[str], ctx: Context) -> Frame | None:
    """1003是华为的, 把1003的客户改成华为."""
    found = customers_called(match["customer"], ctx) if is_ours(match, ctx) else ()
    if not found:
        return None
    slots = {"ref": match["n"], "field": "customer", "value": match["customer"]}
    return Frame("ticket.mend", slots, refs={"value": found})


@says(rf"{ID}(?:客户说)?(?P<why>(?:又|还是|依然|仍然|仍|还).{{1,40}})")
def read_still(match: re.Match[str], ctx: Context) -> Frame | None:
    """1001还是花屏: closed it is opened again with that, else it is news."""
    ticket = tickets.numbered(ctx.session, match["n"])
    if ticket is None or re.search("[吗没么?？]$", match["why"]):
        return None
    if ticket.status == "closed":
        return Frame("ticket.reopen", {"ticket": ticket.id, "why": match["why"]})
    return Frame("ticket.update", {"ticket": ticket.id, "content": match["why"]})


@says(rf"{WRONG}{ID}的?(?:处理)?结果(?:改成|改为|是|写成|:)[:： ]*(?P<result>.{{2,60}})", longest=90)
def read_result(match: re.Match[str], ctx: Context) -> Frame | None:
    """1002结果改成 赔两个月服务费."""
    if not is_ours(match, ctx):
        return None
    return Frame("ticket.close", {"ref": match["n"], "result": match["result"].strip(), "asked": True})
