"""到期事项 looked at: 「下个月到期的保单」「华为合同什么时候到期」; how long before one is told."""

import re
from datetime import date, timedelta
from typing import Any

from crm import days, holdings
from crm.company import company
from crm.errors import NotThere
from crm.figures import saying
from crm.tasks import tasks
from handlers.admins import must_be_admin
from handlers.context import Context
from handlers.holdings import words
from handlers.holdings.facts import NOUN
from handlers.holdings.intents import framed
from handlers.paging import listing
from handlers.phrases import says
from handlers.registry import handles
from handlers.resolve import known_customer
from nlp import times
from nlp.frames import Frame

LOOK = "(?:看看|看一下|查看|查一下|查|列一下|列出|有)?"
END = "(?:到期|期满|过期|续保|续约|续签|续期|续存)"
SOON = "(?:都|快要?|就要|即将|要|会|将|马上|该)*"
WHO = "(?:我|我的|我们|团队|大家|公司)?"


@says(
    rf"{LOOK}{WHO}(?P<when>.{{0,12}}?){SOON}(?P<end>{END})了?的(?P<what>{NOUN}|客户)(?:有?哪些|名单|列表|清单|有多少)?",
    rf"{WHO}(?P<when>.{{0,12}}?)(?:都|还)?有?(?:哪些|什么|几[份张笔个])(?P<what>{NOUN}|客户的?{NOUN}|客户|)(?P<then>.{{0,12}}?){SOON}(?P<end>{END})了?的?(?:事项?|东西)?(?:吗|呢)?",
    rf"{LOOK}{WHO}(?P<when>.{{0,8}}?)(?P<what>{NOUN})(?P<then>.{{0,8}}?){SOON}(?P<end>{END})了?的(?:客户|公司)?(?:有?哪些|有?几[家个]|有多少|名单|列表|清单)?",
    rf"{LOOK}{WHO}(?P<when>.{{2,8}}?)(?P<what>)(?P<end>到期|期满|续保|续约|续签)了?的",
    rf"{LOOK}{WHO}(?P<when>.{{0,8}}?)(?P<what>{NOUN})?(?P<end>{END})(?:的)?(?:客户|提醒|名单|列表|清单|事项|情况|一览)(?:有?哪些)?",
)
def read_list(match: re.Match[str], ctx: Context) -> Frame | None:
    """下个月到期的保单, 哪些合同快到期了, 续保清单."""
    groups = match.groupdict()
    when = f"{groups['when'] or ''}{groups.get('then') or ''}"
    slots: dict[str, Any] = {"past": True} if "过期" in groups["end"] or "逾期" in when else {}
    found = times.find(when, ctx.now.astimezone(ctx.tz))
    if re.sub("快|要|会|都|已经|就|的|在|内|前|之|有|将|最近|近期|马上|还|[,， ]", "", when) and not found:
        return None
    if found:
        slots["range"] = _range(found[0], days.today(ctx.now, ctx.tz))
    noun = re.search(NOUN, groups["what"] or "")
    return Frame("holding.list", slots | ({"name": noun[0]} if noun else {}))


def _range(found: times.Time, today: date) -> str:
    """30天: from today on; else the period itself."""
    if found.kind == "duration":
        return f"{today}/{today + tasks.duration(found.value)}"
    return found.as_period("future") if found.kind == "range" else f"/{found.as_day('future')}"


@handles("holding.list")
def list_(frame: Frame, ctx: Context) -> str:
    """What ends when, of my team's customers; without a time the next two months and what is past."""
    today = days.today(ctx.now, ctx.tz)
    first, last, what = _span(frame, today)
    name = str(frame.slots.get("name", ""))
    found = holdings.ending(ctx.session, first, last)
    if name:
        meant = {id(one) for one in holdings.named([each.holding for each in found], name)}
        found = [each for each in found if id(each.holding) in meant]
    what += f"到期的{name or '事项'}"
    if not found:
        return f"没有{what}。"
    ctx.remember(listed={"kind": "customer", "ids": [one.holding.customer_id for one in found]})
    mine = ctx.scope.kind == "own"
    lines = [words.line(n, one, mine, today) for n, one in enumerate(found, 1)]
    return listing(ctx, words.head(what, len(found)), lines)


def _span(frame: Frame, today: date) -> tuple[date | None, date, str]:
    """First and last day, and what they are called."""
    if frame.slots.get("past"):
        return None, today - timedelta(days=1), "已经"
    said = str(frame.slots.get("range", ""))
    if not said:
        return None, today + holdings.SOON, f"{holdings.SOON.days}天内"
    first, _, last = said.partition("/")
    begins = date.fromisoformat(first[:10]) if first else today
    ends = date.fromisoformat((last or first)[:10])
    return begins, ends, saying.period(begins, ends, today)


@says(
    rf"(.{{0,24}}?)({NOUN})(?:有哪些|有几[份张笔个]|情况|列表|怎么样了?)?",
    rf"(.{{0,24}}?)({NOUN})(?:是)?(?:什么时候|哪天|几号|何时|哪一天|多会儿|啥时候)(?:会|要)?(?:到期|期满|续保|续约|续签|截止)(?:呢|啊)?",
)
def read_show(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为的保单, 华为合同什么时候到期: where something of that sort was written down."""
    frame = framed("holding.show", match[1], match[2], {}, ctx)
    if frame is None or not (match[1] or "到期" in match[0]):
        return None
    asked = re.search("到期|期满|续|截止", match[0]) is not None
    refs = frame.refs.get("customer", ())
    held = [one for ref in refs if ref.id for one in holdings.of(ctx.session, ref.id)]
    return frame if asked or holdings.named(held, match[2]) else None


@handles("holding.show")
def show(frame: Frame, ctx: Context) -> str:
    """Of one customer those of that sort."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    name = str(frame.slots["name"])
    found = holdings.named(holdings.of(ctx.session, customer.id), name)
    if not found:
        raise NotThere(words.none_of(customer.name, name))
    today = days.today(ctx.now, ctx.tz)
    lines = [f"· {words.of_customer(one, today)}" for one in found]
    return listing(ctx, words.head(f"{customer.name}的{name}", len(found)), lines)


SORTS = {
    "保单": "policy",
    "保险": "policy",
    "合同": "contract",
    "存款": "deposit",
    "存单": "deposit",
    "理财": "deposit",
    "其他": "other",
}


@says(rf"({'|'.join(SORTS)})(?:都)?(?:到期)?(?:提前|到期前)(\d{{1,3}})天提醒(?:我|大家)?")
def read_lead(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("holding.lead", {"sort": SORTS[match[1]], "days": int(match[2])})


@says("(?:看看|查看|看)?(?:到期|续保|续约)提醒(?:的)?(?:设置|规则|天数|提前几天)")
def read_rules(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("holding.rules")


@handles("holding.rules")
def rules(_frame: Frame, ctx: Context) -> str:
    """How long before the end of what a task comes."""
    return words.rules(company.values(ctx.session))


@handles("holding.lead")
def set_lead(frame: Frame, ctx: Context) -> str:
    """How long before the end the task comes; for everybody."""
    must_be_admin(ctx, "改到期提醒的天数")
    sort, many = str(frame.slots["sort"]), int(frame.slots["days"])
    return words.lead_set(sort, many, company.put(ctx.session, f"lead_{sort}", many, ctx.now))
