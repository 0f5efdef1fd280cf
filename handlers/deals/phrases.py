"""Short ways to tell of a chance: 「华为 交换机项目 50万 下月底签」「华为到谈判了」「这单签了」."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crm.deals import deals, stages
from handlers.context import Context
from handlers.deals.refs import last_spoken_of, numbered
from handlers.mending.last_write import last_written
from handlers.names import refs_to
from handlers.phrases import colleagues_called, customers_called, says
from handlers.products.facts import UNIT
from handlers.quotes.refs import just_made
from handlers.resolve import PRONOUN, taken_by
from models.customers import Customer
from models.deals import Opportunity
from nlp import times, values
from nlp.frames import Frame
from nlp.names import Name
from nlp.values.numerals import small_int

PROJECT = "(?:的?(?:这个|那个)?(?:项目|商机|单子|单|机会))?"
GOES = "(?:推进到|推进至|推到|进展到|走到|谈到|进入|进到|退回到?|退到|回到|到达|到|进)"
TO_STAGE = rf"{GOES}了?(?P<stage>[^,，\d ]{{2,8}}?)(?:阶段|环节)?(?:了|啦)?(?:[,， ]+(?P<more>.+))?"
MONEY = r"[\d一二三四五六七八九十百千两几点.]+ ?(?:多|来)?(?:万|w|千|k|亿|元|块|百万)"
SIGNED = "签(?:约|单|下来?|合同)?|成交|拿下来?|定下来?|落地|下单"
THING = "项目|商机|机会|工程|需求|意向"
GENERAL = re.compile(f"(?:新的?)?(?:{THING})")
OF_THING = re.compile("的(?:商机|机会|需求|意向)$")
HAS = "(?:有|要上|要做|想上|想做|在上|准备上)(?:一)?(?:个|笔)"
SMALL = re.compile(
    "(?:那边|这边|这家|公司|客户)?(?:预计|预算|大概|大约|差不多|估计|可能|应该|争取|金额|总价|左右|上下|能|可以|要|会|想|打算|准备"
    "|有(?:一)?(?:个|笔)|新增|新建|新的?|在谈|在跟|正在|最近|又|一个|一笔|上|做|搞|的|是|个|[:：;；。])+"
)
TAIL = re.compile(f"(?:{SIGNED}|左右|上下|吧|的|之?前|能|可以|要|会|预算|预计|大概|估计|金额|[:：;；。])+$")
ADDS = "(?:建|录|加|记|登记|报备?|新增|创建)(?:了)?(?:一?个|一条|一下)?(?:新的?)?"
STORY = re.compile(
    "拜访|聊|打电话|打了|电话|说|问|报价|报了|回款|到账|打款|付|提醒|开会|见|吃饭|微信|合同|订单|申请|审批|目标|工单|报修|发票"
    "|下单|订了|[吗呢?？]|多少|完成了|签了|黄了|改成|改为|改到|推迟|撤销|取消"
)
SIGNS = "签(?:了|下来了|约了|单了|掉了)|拿下(?:来)?了|成交了"
FIRST = re.compile(r"([\u4e00-\u9fffA-Za-z0-9]{2,14}?)[ ,，]*(?:那边|这边)?(?:最近|又)?" + HAS)
WON = f"(?:已经|终于|刚刚?)?(?:{SIGNS}|赢了|赢单了?|谈成了|(?<!完)成了|中标了)"
LOST = "(?:已经)?(?:黄了|丢了|输了|没戏了?|没成|飞了|没拿下|被抢了|泡汤了|输单了?|没中标)"
NTH = r"第?(?P<nth>\d{1,2}|[一二三四五六七八九十])个?(?:单子?|项目|商机)?"
TODAY = "(?:今天|昨天|刚才|刚刚|上午|下午)?"
THIS = "(?:这个?|那个?|刚才那?个?|该)(?:单子?|项目|商机|机会)?(?:也)?"


NO_DEAL = f"款|票|订单|费|目标|预付|定金|押金|(?:{UNIT}|[次人])$"
NAMED = rf"(?![^ ]*(?:{NO_DEAL}))[^ ,，。\d]{{3,14}}"
BARE = rf"[^,，。 ]{{2,14}}[ ,，]+{NAMED}[ ,，]+{MONEY}[ ,，]+[^ ,，。]{{2,8}}"


@says(rf"(?=.*(?:{MONEY}|{THING}))(?=.*(?:{THING}|{SIGNED})).{{4,50}}", BARE)
def read_chance(match: re.Match[str], ctx: Context) -> Frame | None:
    """A customer, what it is about, and a sum or a day: nothing else may be left."""
    said = match[0]
    if STORY.search(said) or re.search(f"{ADDS}(?:商机|机会)", said):
        return None  # the latter is the parser's, with all it knows of titles and products
    sums = [one for one in values.money(said) if one.kind == "money"]
    days = times.find(said, ctx.now.astimezone(ctx.tz))
    new = re.search(rf"{HAS}(?:新的?)?[^,，。]{{0,12}}?(?:{THING})", said)
    if len(sums) > 1 or len(days) > 1 or not (sums or new or (days and re.search(SIGNED, said))):
        return None
    telling = re.search("项目|工程", said) or (sums and days and re.search(SIGNED, said))
    if not new and not telling and not (re.fullmatch(BARE, said) and _ahead(sums, days, ctx)):
        return None
    spans = [(one.start, one.end) for one in sums] + [(one.start, one.end) for one in days]
    rest = "".join(" " if any(a <= n < b for a, b in spans) else char for n, char in enumerate(said))
    whose, title = _split(rest, ctx)
    if len(title) > 16:
        return None
    slots: dict[str, Any] = {"customer": whose[0].name} if whose else {}
    if not whose:
        stranger = FIRST.match(said) if new else None
        if stranger is None or colleagues_called(stranger[1], ctx):
            return None
        title = _title(rest.strip()[len(stranger[1]) :])
        if not PRONOUN.fullmatch(stranger[1]):
            slots["customer"] = stranger[1]
    if title and title not in THING.split("|"):
        slots["title"] = title
    elif not new:
        return None
    if sums:
        slots["amount"] = sums[0].value
    if days:
        slots["close_date"] = days[0].as_day("future")
    return Frame("opportunity.create", slots, refs={"customer": whose} if whose else {})


def _ahead(sums: Sequence[object], days: Sequence[times.Time], ctx: Context) -> bool:
    """华为 仓储交换机 20万 年底: a sum, and a day that is to come."""
    today = ctx.now.astimezone(ctx.tz).date().isoformat()
    return bool(sums and days) and days[0].as_day("future") > today


def _split(rest: str, ctx: Context) -> tuple[tuple[Name, ...], str]:
    """The customer at the beginning, and what is left once the small words are taken out."""
    body = rest.strip(" ,，给为")
    for end in range(min(len(body), 20), 1, -1):
        if body[end - 1] in " ,，的":
            continue
        if found := customers_called(body[:end], ctx):
            return found, _title(body[end:])
    return (), ""


def _title(left: str) -> str:
    """What it is about, without the small words around; 项目 alone only where nothing else is said."""
    pieces = []
    for piece in re.split("[ ,，]+", left):
        whole = SMALL.match(piece)
        piece = OF_THING.sub("", piece)
        piece = TAIL.sub("", piece[whole.end() if whole else 0 :])
        if len(piece) > 1:
            pieces.append(piece)
    telling = [piece for piece in pieces if not GENERAL.fullmatch(piece)]
    return " ".join(telling or pieces[:1])


@says(
    rf"(?P<whose>[^,，]{{2,20}}?){PROJECT}(?:已经|现在|目前|又|都)?{TO_STAGE}",
    rf"(?:{THIS})?(?:已经|现在)?{TO_STAGE}",
)
def read_move(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为到谈判了: where the words are a stage of the dictionary, and nothing else is told."""
    whose = match.groupdict().get("whose")
    more = match["more"] or ""
    if STORY.search(re.sub("报价|合同", "", more)):
        return None
    stage = _stage(match["stage"], ctx)
    if stage is None:
        return None
    slots: dict[str, Any] = {"stage": stage, **_facts(more, ctx)}
    if whose is None:
        deal = last_spoken_of(ctx)
        return _settled("opportunity.update", deal, slots, ctx) if deal is not None else None
    nth = re.fullmatch(r"第?(\d{1,2})个?", whose)
    if nth and (ctx.state.get("listed") or {}).get("kind") != "deal":
        return None
    if nth:
        return _settled("opportunity.update", numbered(int(nth[1]), ctx), slots, ctx)
    found = _longest(whose, ctx)
    return (
        Frame("opportunity.update", {**slots, "customer": found[0].name}, refs={"customer": found})
        if found
        else None
    )


def _longest(said: str, ctx: Context) -> tuple[Name, ...]:
    """华为交换机: the customer these words begin with; the rest tells which of its chances."""
    for end in range(len(said), 1, -1):
        if found := customers_called(said[:end].strip("把的 "), ctx):
            return found
    return ()


def _stage(said: str, ctx: Context) -> str | None:
    """The one stage meant, by its name or a word for it; likeness alone is not enough here."""
    found = stages.called(ctx.vocabulary.stages, said)
    sure = [
        one for one in found if said in one.name or one.name in said or any(w in said for w in stages.SPOKEN)
    ]
    return sure[0].name if len(sure) == 1 else None


def _facts(said: str, ctx: Context) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    sums = [one for one in values.money(said) if one.kind == "money"]
    if sums:
        slots["amount"] = sums[0].value
    if percents := values.percent(said):
        slots["probability"] = percents[0].value
    if days := times.find(said, ctx.now.astimezone(ctx.tz)):
        slots["close_date"] = days[0].as_day("future")
    return slots


def _settled(intent: str, deal: Opportunity, slots: dict[str, Any], ctx: Context) -> Frame:
    """The frame about exactly this chance."""
    customer = ctx.session.get(Customer, deal.customer_id)
    name = customer.name if customer else ""
    refs = {"customer": (Name("customer", name, "", deal.customer_id),)}
    return Frame(intent, {**slots, "customer": name, "deal": deal.id}, refs=refs)


@says(
    rf"{TODAY}(?:{THIS})?{WON}[,， ]*(?P<more>{MONEY})?",
    rf"{NTH}{WON}[,， ]*(?P<more>{MONEY})?",
)
def read_won(match: re.Match[str], ctx: Context) -> Frame | None:
    """这单签了, 第2个签了 30万."""
    if _no_list(match, ctx):
        return None
    quoted = "nth" not in match.groupdict() and just_made(ctx) is not None  # then that is what was signed
    deal = None if quoted else _this(match, ctx)
    sums = values.money(match["more"] or "")
    slots = {"amount": sums[0].value} if sums else {}
    if deal is not None:
        return _settled("opportunity.win", deal, slots, ctx)
    return _of_current("opportunity.win", slots, ctx)


@says(
    rf"{TODAY}(?:{THIS})?{LOST}(?![的吗没么呢多几])[,， ]*(?P<why>.{{0,30}})",
    rf"{NTH}{LOST}(?![的吗没么呢多几])[,， ]*(?P<why>.{{0,30}})",
)
def read_lost(match: re.Match[str], ctx: Context) -> Frame | None:
    """这单黄了 价格太高."""
    if _no_list(match, ctx):
        return None
    deal = _this(match, ctx)
    slots = {"reason": match["why"].strip()} if match["why"].strip() else {}
    if deal is not None:
        return _settled("opportunity.lose", deal, slots, ctx)
    return _of_current("opportunity.lose", slots, ctx)


@says(
    rf"(?P<who>[\u4e00-\u9fffA-Za-z0-9]{{2,14}}?)(?:那边|这边|那单)?(?P<how>{WON}|{LOST})[,， ]*(?:{MONEY})?"
)
def read_strangers(match: re.Match[str], ctx: Context) -> Frame | None:
    """九阳签了: a customer beyond sight is no name to the parser; whose it is can be said all the same."""
    who = match["who"]
    if customers_called(who, ctx) or taken_by(ctx.session, who) is None:
        return None
    won = re.fullmatch(WON, match["how"]) is not None
    return Frame("opportunity.win" if won else "opportunity.lose", {"customer": who})


BESIDE = re.compile(f"(?:{SMALL.pattern}|{SIGNED}|吧|之?前|以前|之?内|完|左右|[ ,，])*")


@says(rf"(?=.*(?:{MONEY}|{SIGNED})).{{2,24}}")
def read_beside(match: re.Match[str], ctx: Context) -> Frame | None:
    """118万 12月签, right after a chance was told of: its sum, its day, and nothing else."""
    written = [one for one in last_written(ctx) if isinstance(one, Opportunity)]
    if ctx.open is not None or not written or written[-1].status != "open" or STORY.search(match[0]):
        return None
    slots = _facts(match[0], ctx)
    left = match[0]
    told = [one.text for one in values.money(left)]
    told += [one.text for one in times.find(left, ctx.now.astimezone(ctx.tz))]
    for words in told:
        left = left.replace(words, " ", 1)
    return (
        _settled("opportunity.update", written[-1], slots, ctx) if slots and BESIDE.fullmatch(left) else None
    )


DAY_OF = "预计(?:成交|签约)?(?:时间|日期)?|(?:成交|签约)(?:时间|日期)"
FIELD = f"金额|预算|价格|总价|{DAY_OF}|概率|把握|赢率|可能性"
INTO = "改成|改为|改到|调成|调到|变成|涨到|降到|推到|推迟到|延到|提前到"
CHANGED = f"(?:不对)?[,， ]?(?:应该)?(?:{INTO}|大概是?|有|是|[:：])"


@says(
    rf"(?:把)?(?P<whose>[^,，]{{2,20}}?){PROJECT}(?:推迟|延期?|推|改|拖|提前)(?:到|至)(?P<when>[^,，]{{2,8}}?)(?:再|才)?"
    "(?:能)?(?:签|成交|定)(?:约|单)?(?:了|吧)?"
)
def read_later(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为推迟到下周五签: the day a chance is expected, where there is one."""
    found, when = _longest(match["whose"], ctx), times.find(match["when"], ctx.now.astimezone(ctx.tz))
    open_ones = [deal for name in found if name.id for deal in deals.of_customer(ctx.session, name.id)]
    if not when or not open_ones:
        return None
    slots = {"customer": found[0].name, "close_date": when[0].as_day("future")}
    return Frame("opportunity.update", slots, refs={"customer": found})


@says(rf"(?:把)?(?P<whose>[^,，]{{2,20}}?)的?(?:{FIELD})?{CHANGED}(?P<value>[^,，]{{1,14}})")
def read_fact(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为的交换机金额改成35万, 华为项目推到下月底: of a customer with an open chance."""
    if STORY.search(match["whose"]) or re.search("级别|电话|地址|行业|待办|跟进|客户|生日|邮箱", match[0]):
        return None
    slots = _facts(match["value"], ctx)
    named = re.search(FIELD, match[0]) is not None or re.search("项目|商机|那单|单子", match[0]) is not None
    found = _longest(match["whose"], ctx) if slots and named else ()
    if len(found) != 1 or not deals.of_customer(ctx.session, found[0].id or 0):
        return None
    return Frame("opportunity.update", {**slots, "customer": found[0].name}, refs={"customer": found})


def _this(match: re.Match[str], ctx: Context) -> Opportunity | None:
    nth = match.groupdict().get("nth")
    return numbered(small_int(nth) or 0, ctx) if nth else last_spoken_of(ctx)


def _no_list(match: re.Match[str], ctx: Context) -> bool:
    """第2个签了 where no list of chances was shown: a number of something else."""
    nth = match.groupdict().get("nth")
    return bool(nth) and (ctx.state.get("listed") or {}).get("kind") != "deal"


def _of_current(intent: str, slots: dict[str, Any], ctx: Context) -> Frame | None:
    """About the customer spoken of just now, in plain words; else the parser's."""
    current = ctx.current_customer()
    at = ctx.state.get("spoken_at")
    if current is None or at is None or (ctx.now - datetime.fromisoformat(at)).total_seconds() > 1800:
        return None
    refs = refs_to(current)
    return Frame(intent, {**slots, "customer": current.name}, refs=refs)
