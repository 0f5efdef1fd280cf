"""流失: 「有流失风险的客户」「为什么说华为要流失」; the buttons of an alarm."""

import re
from datetime import date, datetime, time, timedelta

from crm import days
from crm.churn import alarms, verdicts
from crm.figures import saying
from crm.people.team import name_of, of_team
from crm.tasks import tasks
from handlers import replies
from handlers.context import Answer, Context, Option, Question
from handlers.names import refs_to
from handlers.paging import listing
from handlers.phrases import customers_called, says
from handlers.questions.asking import ask
from handlers.registry import handles, taps
from handlers.resolve import known_customer
from models.customers import Customer
from models.outbox import Text
from nlp.frames import Frame

SNOOZE_REASONS = ("淡季，正常", "已经换了供应商", "项目结束了", "在等他们预算")
NEEDS_ORDERS = "下过两单以上的才判断得出，没下过单的看「30天没跟进的客户」。"
VISIT_IN = 3  # days
MORNING = time(10)


@handles("churn.list")
def list_(frame: Frame, ctx: Context) -> str:
    """Customers at risk within sight, the worst and most valuable first."""
    mine = frame.slots.get("scope") == "me"
    who = Customer.owner_id == ctx.user.id if mine else of_team(Customer.owner_id, ctx.scope)
    wanted = alarms.LEVEL_WORDS.get(str(frame.slots["level"])) if "level" in frame.slots else None
    found = alarms.listed(ctx.session, who, wanted)
    whose = "我" if mine else name_of(ctx.session, ctx.scope)
    if not found:
        return f"{whose}名下没有{wanted or '流失风险'}的客户。{NEEDS_ORDERS}"
    today = days.today(ctx.now, ctx.tz)
    lines = [
        f"{n}. {at.customer.name} {at.assessment.level}（{at.owner}）"
        f"{(today - at.assessment.last_on).days}天没下单，累计{saying.money(at.worth)}"
        for n, at in enumerate(found, 1)
    ]
    ctx.remember(listed={"kind": "customer", "ids": [at.customer.id for at in found]})
    return listing(ctx, f"{whose}有流失风险的客户：共{len(found)}家", lines)


@says(
    r"(?:为什么|为啥|凭什么|怎么)(?:会)?(?:说|判断|觉得|认为)?(.{2,24}?)(?:会|要|有|是)?(?:流失|风险|可能已流失|预警)(?:风险|了)?",
    r"(.{2,24}?)(?:为什么|为啥|怎么)(?:会|要|有)?(?:流失|有?风险|预警)(?:风险|了)?",
)
def read_why(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("churn.why", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("churn.why")
def why(frame: Frame, ctx: Context) -> str:
    """The facts behind it."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    one = alarms.of(ctx.session, customer.id)
    if one is None or not one.level:
        return f"{customer.name}现在没有流失预警。"
    signs = alarms.signs(ctx.session, [customer.id], ctx.now)[customer.id]
    lines = alarms.reasons(one, customer, signs, ctx.now, ctx.tz)
    head = f"{customer.name}：{one.level}（{say_day(one.since)}起）"
    snoozed = f"已设为暂不处理到{say_day(one.snoozed_until)}" if one.snoozed_until else ""
    return "\n".join(filter(None, [head, *(f"· {line}" for line in lines), snoozed]))


def say_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


@taps("churn.followed", "churn.visit", "churn.snooze", "churn.wrong")
def tapped(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """Followed up, a visit, not now, or not true; each leads to its next step."""
    customer = ctx.session.get(Customer, int(ref[0])) if ref and ref[0].isdigit() else None
    one = alarms.of(ctx.session, customer.id) if customer else None
    if customer is None or customer.owner_id != ctx.user.id:
        return Answer(button="这家客户已经不在你名下了")
    ctx.spoke_of(customer)
    if action == "churn.visit":
        return _visit(customer, ctx)
    if one is None and action in ("churn.wrong", "churn.snooze"):
        return Answer(button="现在没有流失预警了")
    if action == "churn.wrong" and one is not None:
        one.verdict = "wrong"
        alarm = verdicts.newest(ctx.session, customer.id, ctx.user.id)
        if alarm is not None:
            alarm.verdict = "wrong"
        alarms.snooze(one, "误报", days.today(ctx.now, ctx.tz))
        return Answer(button="已记为误报")
    if action == "churn.snooze":
        return _ask_reason(customer, ctx)
    if one is not None:
        one.verdict = "right"
    frame = Frame("interaction.log", {"customer": customer.name}, refs=refs_to(customer))
    words = f"跟{customer.name}聊得怎么样？说一句我就记下。"
    ctx.send(Text(ask(Question(words, "content"), frame, [], ctx)))
    return Answer(button="跟进了 ✓")


def _visit(customer: Customer, ctx: Context) -> Answer:
    """A task in three days, ten o'clock; tapped again, what was arranged stays alone."""
    title = f"拜访{customer.name}"
    for task in tasks.open_tasks(ctx.session, ctx.user.id, customer_id=customer.id):
        if task.title == title and task.due_at is not None and task.due_at > ctx.now:
            return Answer(button=f"已安排{say_day(task.due_at.astimezone(ctx.tz).date())}拜访")
    day = days.today(ctx.now, ctx.tz) + timedelta(days=VISIT_IN)
    due = tasks.Due(datetime.combine(day, MORNING, ctx.tz), "minute")
    tasks.create(ctx.session, ctx.user.id, title, due, ctx.now, ctx.tz, customer=customer)
    return Answer(button=f"已安排{say_day(day)}拜访")


def _ask_reason(customer: Customer, ctx: Context) -> Answer:
    frame = Frame("churn.snooze", {"customer": customer.name}, refs=refs_to(customer))
    options = [Option(reason, slots={"reason": reason}) for reason in SNOOZE_REASONS]
    question = Question(f"{customer.name}暂不处理，是什么原因？", "reason", options, free=True)
    ctx.send(Text(ask(question, frame, [], ctx)))
    return Answer(button="暂不处理")


@handles("churn.snooze")
def snooze(frame: Frame, ctx: Context) -> str:
    """暂不处理, with its reason."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    one = alarms.of(ctx.session, customer.id)
    if one is None:
        return f"{customer.name}现在没有流失预警。"
    until = alarms.snooze(one, str(frame.slots.get("reason", "")), days.today(ctx.now, ctx.tz))
    return f"好的，{customer.name}到{say_day(until)}前不再提醒（{one.snooze_reason}），变严重了还会告诉你。"
