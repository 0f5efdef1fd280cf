"""「导出」 of the list just shown, 「导出我的客户」「导出上个月的订单」: asked first, then a file."""

import re
from dataclasses import replace
from typing import Any

from crm import days, errands
from crm.customers import search as customer_search
from crm.customers.search import Conditions
from crm.errors import NotThere
from crm.exporting import asks as export_asks
from crm.exporting import run as exporting
from crm.tickets.tickets import WITHIN
from handlers import phrases
from handlers.company.watching import may_take_out
from handlers.context import Context
from handlers.customers.intents import conditions_of
from handlers.figures.asked import last_asked
from handlers.finding.intents import understood
from handlers.periods import in_words
from handlers.phrases import customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.resolve import colleague, customer_named, known_customer
from handlers.slots import span
from handlers.tables.export_words import KIND, read_kind
from handlers.vocabulary import parse
from models.scope import scoped_as
from nlp.frames import Frame

STATE = re.compile("[未没已待]")  # 未付的: no name
LISTS = {
    "customer.list": "customers",
    "interaction.list": "interactions",
    "task.list": "tasks",
    "ticket.list": "tickets",
}
LISTED = {
    "customer": "customers", "task": "tasks", "deal": "deals", "quote": "quotes", "order": "orders",
    "payment": "payments", "interaction": "interactions", "product": "products", "ticket": "tickets",
}  # fmt: skip
"""Lists of the conversation, and what of them goes out."""
OUR_CUSTOMERS = (
    "(?:我们|咱们|我)?(?:整个|全)?(?:部门|团队|小组|组|大家)(?:所有|全部)?的?客户|(?:我们|咱们)的?客户"
)
BARE = "excel|表格|xlsx|文件|列表|名单|一下|下|出来|这些|这个|上面的?|刚才的?|全部|所有"


@says(
    rf"(?:帮我|把)?(?:导出|下载|导个表)(?:(?:成|为)?(?:{BARE}))*",
    rf"(?:把)?(?:{BARE})+(?:都)?导出(?:来|成excel)?",
)
def read_bare(_match: re.Match[str], ctx: Context) -> Frame | None:
    """导出 alone: what was listed last, or the figures shown since."""
    listed = ctx.state.get("listed")
    if listed:
        return Frame("export.ask", {"listed": listed})
    return Frame("report.export") if last_asked(ctx) else Frame("export.ask")


@says(
    r"(?:能不能|能否|可不可以|可以|能|怎么|如何|我想|我要)?(?:帮我|给我|请|把)?(?:导出|下载)(?:一下|下|一份)?"
    r"(.{2,30}?)(?:的?(?:excel|表格|xlsx|文件|名单|表))?(?:吗|么|呢)?",
    r"(?:把)?(.{2,30}?)(?:都|全部)?导出(?:来|成excel|到excel|一下|成表格)?",
)
def read_what(match: re.Match[str], ctx: Context) -> Frame | None:
    """What follows is read as a list of its own; figures are the parser's."""
    said = match[1].strip("的 ")
    people = re.fullmatch("(.*?)的?(?:联系人|通讯录|电话)", said)
    if people:
        found = customers_called(people[1], ctx) if people[1] not in ("", "我", "所有", "全部") else ()
        return Frame("export.ask", {"contacts": True}, refs={"customer": found} if found else {})
    if re.fullmatch("(?:所有|全部|全公司|整个公司|公司(?:全部|所有)?)的?(?:全部|所有)?的?客户", said):
        return Frame("export.ask", {"everything": True})
    if re.fullmatch(OUR_CUSTOMERS, said):
        return Frame("export.ask", {"team": True})
    if (selling := read_kind(said, ctx)) is not None:
        return selling
    bare = understood(said, ctx) if match[1].endswith("的") else None  # 导出深圳的: customers
    if bare is not None and bare.slots:
        return _listing(bare)
    frame = phrases.spoken(said, ctx) or parse(said, ctx)[0]
    if frame.intent not in LISTS:
        return _of_nobody_known(said, frame)
    return _listing(frame)


def _listing(frame: Frame) -> Frame:
    return Frame("export.ask", {"list": frame.intent, "slots": dict(frame.slots)}, refs=frame.refs)


def _of_nobody_known(said: str, frame: Frame) -> Frame | None:
    """导出红茵的订单, where nobody is called so: that is said, and nobody else's orders are given."""
    match = KIND.fullmatch(said)
    name = match[1].strip("的 ") if match else ""
    if (
        match is None
        or frame.slots.get("customer") != name
        or frame.refs.get("customer")
        or STATE.match(name)
    ):
        return None
    return Frame("export.ask", {"kind": str(match.lastgroup), "customer": name})


@handles("export.ask")
def ask(frame: Frame, ctx: Context) -> str:
    """How much it is, a yes, and then the file comes by itself."""
    asked, what = _asked(frame, ctx)
    rows = _count(asked, ctx)
    if not rows:
        raise NotThere(f"没有可以导出的{what}。")
    may_take_out(rows, ctx)
    if not confirmed(frame, f"导出{what}，共{rows}条，会留下导出记录。确认吗？"):
        return LEFT_ALONE
    name = f"{what}-{days.today(ctx.now, ctx.tz)}.xlsx"
    key = f"export:{ctx.session.info['set_id']}"
    errands.ask(ctx.session, "export", key, ctx.user.id, ctx.now, {**asked, "name": name})
    return f"好，{what}（{rows}条）正在生成，马上发给你。"


def _count(asked: dict[str, Any], ctx: Context) -> int:
    """Within what they may carry out: what they only work along at stays."""
    with scoped_as(ctx.session, replace(ctx.scope, shared=())):
        criteria = export_asks.criteria(ctx.session, asked)
        return exporting.count(ctx.session, asked["kind"], *criteria)


def _asked(frame: Frame, ctx: Context) -> tuple[dict[str, Any], str]:
    """The errand's payload and what the file is called."""
    slots = frame.slots
    if "listed" in slots or not (set(slots) - {"confirmed"}):
        return _listed(slots.get("listed"), ctx)
    if slots.get("everything"):
        return {"kind": "customers"}, "全部客户"
    if slots.get("team") and "kind" not in slots:
        return {"kind": "customers", "team": True}, "我们的客户"
    if slots.get("contacts"):
        if frame.refs.get("customer"):
            customer = known_customer(frame, ctx, "哪家客户的联系人？")
            return {"kind": "contacts", "customers": [customer.id]}, f"{customer.name}的联系人"
        return {"kind": "contacts", "user": ctx.user.id}, "我的联系人"
    if "kind" in slots:
        return _about(str(slots["kind"]), frame, ctx)
    inner = Frame(str(slots["list"]), slots["slots"], refs=frame.refs)
    if inner.intent == "customer.list":
        return _customers(inner, ctx)
    return _about(LISTS[inner.intent], inner, ctx)


def _listed(listed: dict[str, Any] | None, ctx: Context) -> tuple[dict[str, Any], str]:
    """By its conditions, where it had some: all of it goes out, not only what was shown."""
    if listed and "wanted" in listed:
        return _meeting(customer_search.from_json(listed["wanted"]), ctx)
    kind = LISTED.get(listed["kind"]) if listed else None
    if listed and kind and listed["ids"]:
        return {"kind": kind, "ids": listed["ids"]}, f"刚才列的{exporting.KINDS[kind].title}"
    return {"kind": "customers", "user": ctx.user.id}, "我的客户"


def _customers(frame: Frame, ctx: Context) -> tuple[dict[str, Any], str]:
    slots = {name for name in frame.slots if name != "owner"}
    if slots == {"pool"}:
        return {"kind": "customers", "pool": True}, "公海客户"
    if not slots:
        user = colleague(frame, ctx, "owner") or ctx.user
        asked = {"kind": "customers", "user": user.id}
        return asked, "我的客户" if user is ctx.user else f"{user.name}的客户"
    return _meeting(conditions_of(frame, ctx), ctx)


def _meeting(wanted: Conditions, ctx: Context) -> tuple[dict[str, Any], str]:
    """Every customer that meets the conditions, however many were listed."""
    plain = customer_search.to_json(wanted)
    asked = {"kind": "customers", "wanted": plain, "at": ctx.now.isoformat()}
    return asked, customer_search.in_words(wanted)[:40]


def _about(kind: str, frame: Frame, ctx: Context) -> tuple[dict[str, Any], str]:
    """Records of a customer, of a person, of the reader's people; within a time, in a state."""
    customer = customer_named(frame, ctx)
    user = next(
        (colleague(frame, ctx, slot) for slot in ("user", "assignee", "owner") if slot in frame.slots), None
    )
    known = exporting.KINDS[kind]
    asked: dict[str, Any] = {"kind": kind} | _range(frame, ctx)
    whose = "我的"
    if customer is not None:
        asked["customers"], whose = [customer.id], f"{customer.name}的"
    elif known.whose is None:
        whose = ""
    elif frame.slots.get("team") or (kind == "tickets" and user is None and "我" not in ctx.text):
        asked["team"], whose = True, "我们的" if ctx.scope.kind != "own" else whose
    if known.whose is not None and (user is not None or not {"customers", "team"} & set(asked)):
        asked["user"] = (user or ctx.user).id
        whose = f"{user.name}的" if user and customer is None else whose
    if kind == "tickets" and frame.slots.get("status") in WITHIN:
        asked["states"] = list(WITHIN[frame.slots["status"]])
    elif frame.slots.get("status") in ("open", "done", "won", "lost") and known.status is not None:
        asked["status"] = frame.slots["status"]
    when = in_words(str(frame.slots["range"]), ctx) if "range" in frame.slots else ""
    if frame.slots.get("unpaid"):
        asked["unpaid"] = True
        return asked, f"{whose}{when}没付清的{known.title}"
    return asked, f"{whose}{when}{known.title}"


def _range(frame: Frame, ctx: Context) -> dict[str, str]:
    if "range" not in frame.slots:
        return {}
    first, until = span(frame.slots["range"], ctx.tz)
    return {"from": first.isoformat(), "until": until.isoformat()}
