"""「导出」 of the list just shown, 「导出我的客户」「导出华为的跟进记录」: asked first, then a file."""

import re
from dataclasses import replace
from typing import Any

import nlp
from crm import days, errands, export_asks
from crm.errors import NotThere
from handlers import phrases
from handlers.confirming import LEFT_ALONE, confirmed
from handlers.context import Context
from handlers.figures_asked import last_asked
from handlers.phrases import customers_called, says
from handlers.registry import FRAMES, handles
from handlers.resolve import colleague, known_customer, maybe_customer
from handlers.slots import span
from handlers.watching import may_take_out
from models.scope import scoped_as
from nlp.frames import Frame

LISTS = ("customer.list", "interaction.list", "task.list")
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
    r"(?:帮我|请)?(?:导出|下载)(?:一下|下|一份)?(.{2,30}?)(?:的?(?:excel|表格|xlsx|文件|名单|表))?",
    r"(?:把)?(.{2,30}?)(?:都|全部)?导出(?:来|成excel|到excel|一下|成表格)?",
)
def read_what(match: re.Match[str], ctx: Context) -> Frame | None:
    """What follows is read as a list of its own; figures are the parser's."""
    said = match[1].strip("的 ")
    people = re.fullmatch("(.*?)的?(?:联系人|通讯录|电话)", said)
    if people:
        found = customers_called(people[1], ctx) if people[1] not in ("", "我", "所有", "全部") else ()
        return Frame("export.ask", {"contacts": True}, refs={"customer": found} if found else {})
    if re.fullmatch("(?:所有|全部|公司)的?客户", said):
        return Frame("export.ask", {"everything": True})
    frame = phrases.spoken(said, ctx) or nlp.parse(said, ctx.now.astimezone(ctx.tz), ctx.names)[0]
    if frame.intent not in LISTS:
        return None
    return Frame("export.ask", {"list": frame.intent, "slots": dict(frame.slots)}, refs=frame.refs)


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
    from crm import exporting  # brings xlsxwriter; only whoever exports pays for it

    with scoped_as(ctx.session, replace(ctx.scope, shared=())):
        return exporting.count(ctx.session, asked["kind"], *export_asks.criteria(asked))


def _asked(frame: Frame, ctx: Context) -> tuple[dict[str, Any], str]:
    """The errand's payload and what the file is called."""
    slots = frame.slots
    if "listed" in slots or not (set(slots) - {"confirmed"}):
        return _listed(slots.get("listed"), ctx)
    if slots.get("everything"):
        return {"kind": "customers"}, "全部客户"
    if slots.get("contacts"):
        if frame.refs.get("customer"):
            customer = known_customer(frame, ctx, "哪家客户的联系人？")
            return {"kind": "contacts", "customers": [customer.id]}, f"{customer.name}的联系人"
        return {"kind": "contacts", "user": ctx.user.id}, "我的联系人"
    inner = Frame(str(slots["list"]), slots["slots"], refs=frame.refs)
    return {"customer.list": _customers, "interaction.list": _interactions, "task.list": _tasks}[
        inner.intent
    ](inner, ctx)


def _listed(listed: dict[str, Any] | None, ctx: Context) -> tuple[dict[str, Any], str]:
    if listed and listed["kind"] == "customer" and listed["ids"]:
        return {"kind": "customers", "customers": listed["ids"]}, "刚才列的客户"
    if listed and listed["kind"] == "task":
        return {"kind": "tasks", "user": ctx.user.id, "status": "open"}, "我的待办"
    return {"kind": "customers", "user": ctx.user.id}, "我的客户"


def _customers(frame: Frame, ctx: Context) -> tuple[dict[str, Any], str]:
    slots = {name for name in frame.slots if name != "owner"}
    if slots == {"pool"}:
        return {"kind": "customers", "pool": True}, "公海客户"
    if not slots:
        user = colleague(frame, ctx, "owner") or ctx.user
        return {
            "kind": "customers",
            "user": user.id,
        }, "我的客户" if user is ctx.user else f"{user.name}的客户"
    ctx.remember(listed=None)
    FRAMES["customer.list"](frame, ctx)  # what that shows is what is exported
    listed = ctx.state.get("listed") or {"ids": []}
    return {"kind": "customers", "customers": listed["ids"]}, "按条件找的客户"


def _interactions(frame: Frame, ctx: Context) -> tuple[dict[str, Any], str]:
    customer, user = maybe_customer(frame, ctx), colleague(frame, ctx, "user")
    asked: dict[str, Any] = {"kind": "interactions"} | _range(frame, ctx)
    if customer is not None:
        asked["customers"] = [customer.id]
    if customer is None or user is not None:
        asked["user"] = (user or ctx.user).id
    whose = customer.name if customer else user.name if user else "我"
    return asked, f"{whose}的跟进记录"


def _tasks(frame: Frame, ctx: Context) -> tuple[dict[str, Any], str]:
    customer, user = maybe_customer(frame, ctx), colleague(frame, ctx, "assignee")
    asked: dict[str, Any] = {"kind": "tasks"} | _range(frame, ctx)
    if customer is not None:
        asked["customers"] = [customer.id]
    else:
        asked["user"] = (user or ctx.user).id
    if frame.slots.get("status") in ("open", "done"):
        asked["status"] = frame.slots["status"]
    whose = customer.name if customer else user.name if user else "我"
    return asked, f"{whose}的待办"


def _range(frame: Frame, ctx: Context) -> dict[str, str]:
    if "range" not in frame.slots:
        return {}
    first, until = span(frame.slots["range"], ctx.tz)
    return {"from": first.isoformat(), "until": until.isoformat()}
