"""目标: 「小李这个月目标50万」「我这个月目标完成多少了」."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

from crm import days, goals, ownership
from crm.errors import Forbidden, Refused
from crm.figures import saying
from crm.figures.measures import BY_KEY
from crm.figures.plot import Item, Plot
from handlers.context import Context, Question
from handlers.deal_lines import whose
from handlers.registry import handles
from handlers.resolve import colleague
from models.outbox import Chart
from nlp.frames import Frame

ASK_AMOUNT = "目标是多少？比如「50万」"
MOST = 4  # goals of one answer


@handles("goal.set")
def put(frame: Frame, ctx: Context) -> str:
    """One's own, or of the people one leads; the same period again changes it."""
    if "amount" not in frame.slots:
        raise Question(ASK_AMOUNT, "amount")
    amount = Decimal(str(frame.slots["amount"]))
    if amount <= 0:
        raise Refused("目标要大于0。")
    target = _target(frame, ctx)
    first, last = _range(frame, ctx)
    measure = "payments" if "回款" in ctx.text else "revenue"
    goal, before = goals.put(ctx.session, target, measure, first, last, amount, ctx.user.id, ctx.now)
    was = f"（原来{saying.money(before)}）" if before is not None else ""
    return f"已定目标：{_name(goal, ctx)} {saying.money(amount)}{was}。记错了发「撤销」"


@handles("goal.show")
def show(frame: Frame, ctx: Context) -> str:
    """How far, beside the time gone, and what is missing a day."""
    target = _target(frame, ctx)
    today = days.today(ctx.now, ctx.tz)
    first, last = _range(frame, ctx) if "range" in frame.slots else (today, today)
    found = goals.of(ctx.session, target, first, last)[:MOST]
    if not found:
        return "这段时间还没有定目标。定一个：「我这个月目标50万」"
    lines = []
    for goal in found:
        how = goals.progress(ctx.session, goal, ctx.now, ctx.tz)
        lines.append(_line(how, ctx))
        ctx.send(Chart(_gauge(how, ctx).to_json()))
    return "\n".join(lines)


def _line(how: goals.Progress, ctx: Context) -> str:
    head = f"{_name(how.goal, ctx)}目标{saying.money(how.goal.amount)}：已完成{saying.money(how.reached)}"
    pace = f"（{100 * how.share:.0f}%），时间过了{100 * how.time:.0f}%"
    if not how.missing:
        return f"{head}{pace}，已达成 🎉"
    if not how.left:
        return f"{head}{pace}，差{saying.money(how.missing)}"
    each = how.missing / how.left
    return (
        f"{head}{pace}，还差{saying.money(how.missing)}，剩{how.left}个工作日，平均每天{saying.money(each)}"
    )


def _gauge(how: goals.Progress, ctx: Context) -> Plot:
    items = (
        Item("已完成", float(how.reached), saying.money(how.reached)),
        Item("目标", float(how.goal.amount), saying.money(how.goal.amount)),
    )
    return Plot("gauge", f"{_name(how.goal, ctx)}目标", items, mark=how.time)


def _name(goal: Any, ctx: Context) -> str:
    """`李晓 11月1–30日 销售额`."""
    today = days.today(ctx.now, ctx.tz)
    return f"{whose(goal, ctx)} {saying.period(goal.first, goal.last, today)} {BY_KEY[goal.measure].name}"


def _target(frame: Frame, ctx: Context) -> goals.Target:
    """A person one may speak for, or the team: 团队, or nobody named by somebody who leads."""
    said = frame.slots.get("user")
    team = said in ("team", "all") or (
        said is None and any(w in ctx.text for w in ("团队", "部门", "全公司", "公司"))
    )
    named = goals.called(ctx.session, ctx.text, ctx.scope) if said in (None, "team", "all") else None
    if named is not None:
        return named
    if team:
        found = goals.team_of(ctx.session, ctx.scope)
        if found is None:
            raise Forbidden("团队目标由主管来定和看，你可以看自己的：「我这个月目标完成多少了」。")
        return found
    user = colleague(frame, ctx, "user") or ctx.user
    if not ownership.leads(ctx.session, ctx.scope, user.id):
        raise Forbidden(f"{user.name}的目标要由{user.name}的主管来定。")
    return goals.Target(user_id=user.id)


def _range(frame: Frame, ctx: Context) -> tuple[date, date]:
    """As said; else this month."""
    if "range" in frame.slots:
        first, _, last = str(frame.slots["range"]).partition("/")
        return date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10])
    today = days.today(ctx.now, ctx.tz)
    return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])
