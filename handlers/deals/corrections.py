"""The last word on a chance or a goal, set right: 「金额改成12万」「不是方案是谈判」「改到月底」."""

import re
from decimal import Decimal
from typing import Any

from crm import money
from crm.customers import customers
from crm.deals import deals, stages
from crm.errors import Refused
from crm.goals import goals
from handlers.context import Context
from handlers.deals import words
from handlers.deals.facts import amount as amount_of
from handlers.deals.facts import close_date as close_date_of
from handlers.deals.refs import spoke_of
from handlers.deals.waiting import come_due
from handlers.mending.corrections import REREADS, as_slot, mends
from handlers.resolve import known_customer
from models.deals import DealStep, Opportunity
from models.working import Goal
from nlp.frames import Frame


@mends("amount", "price")
def amount(record: Any, frame: Frame, ctx: Context) -> str | None:
    """A chance's, whether it is open or just won; a goal's."""
    value = amount_of(as_slot(frame, "amount"))
    if not isinstance(record, Opportunity | Goal) or value is None:
        return None
    value = money.sensible(_in_its_unit(value, record.amount, ctx.text))
    if isinstance(record, Goal):
        goals.change(ctx.session, record, value, ctx.user.id, ctx.now)
        ctx.sent += 1
    else:
        record.amount = value
        spoke_of(ctx, record)
    return money.yuan(value)


UNIT = re.compile("[元块万亿wWkK千百]")
MUCH = 10_000


def _in_its_unit(value: Decimal, before: Decimal | None, said: str) -> Decimal:
    """改成55 of a goal of 60万 is 55万: without a unit nobody means a ten-thousandth of what it was."""
    bare = not UNIT.search(said) and before is not None and before >= MUCH
    return value * MUCH if bare and before is not None and value < before / 1000 else value


@mends("close_date", "due", "time", "date")
def close_date(record: Any, frame: Frame, ctx: Context) -> str | None:
    """When it is expected; of a step, when it is due."""
    if not isinstance(record, Opportunity | DealStep):
        return None
    day = close_date_of(as_slot(frame, "close_date"), ctx)
    if day is None:
        return None
    if isinstance(record, DealStep):
        record.due_on = day
    elif record.status == "open":
        record.close_date = day
    else:
        return None
    return words.day(day, ctx.now, ctx.tz)


def stage_meant(records: list[Any], frame: Frame, ctx: Context) -> str | None:
    """不是方案是谈判: after a chance was moved, words that are a stage are one."""
    if str(frame.slots.get("field", "")) not in ("contact", "title", "content", "stage", "user", ""):
        return None
    moved = any(isinstance(record, Opportunity) and record.status == "open" for record in records)
    if not moved or frame.refs.get("value"):
        return None
    return "stage" if len(stages.called(ctx.vocabulary.stages, str(frame.slots["value"]))) == 1 else None


REREADS.append(stage_meant)


@mends("stage")
def stage(record: Any, frame: Frame, ctx: Context) -> str | None:
    """The last move was into that one."""
    if not isinstance(record, Opportunity) or record.status != "open":
        return None
    found = stages.called(ctx.vocabulary.stages, str(frame.slots["value"]))
    if len(found) != 1:
        return None
    deals.put_right(ctx.session, record, found[0].name)
    came = come_due(record, ctx)
    return f"{record.stage}（{found[0].probability}%）" + (f"\n{came}" if came else "")


@mends("title", "content")
def title(record: Any, frame: Frame, ctx: Context) -> str | None:
    """What a chance or a step is called."""
    said = str(frame.slots["value"]).strip()
    if isinstance(record, Opportunity) and said:
        record.title = said[: deals.TITLE]
        return record.title
    if isinstance(record, DealStep) and said:
        record.name = said[:64]
        return record.name
    return None


@mends("probability")
def probability(record: Any, frame: Frame, ctx: Context) -> str | None:
    value = frame.slots["value"]
    if not isinstance(record, Opportunity) or not isinstance(value, int | float) or not 0 <= value <= 100:
        return None
    record.probability = round(value)
    return f"{record.probability}%"


@mends("reason")
def reason(record: Any, frame: Frame, ctx: Context) -> str | None:
    if not isinstance(record, Opportunity) or record.status != "lost":
        return None
    record.lost_reason = str(frame.slots["value"])[:255]
    return record.lost_reason


@mends("customer", "contact")
def customer(record: Any, frame: Frame, ctx: Context) -> str | None:
    """不是华为是海康: the chance is another customer's."""
    if not isinstance(record, Opportunity):
        return None
    if "value" not in frame.refs and not customers.same_name(ctx.session, str(frame.slots["value"])):
        return None
    right = known_customer(as_slot(frame, "customer"), ctx, words.ASK_CUSTOMER)
    if record.status == "won":  # both customers' stages would have to change
        raise Refused(f"赢单连着客户状态一起记了，先发「撤销」，再说「{right.name}签了」就行。")
    record.customer_id, record.owner_id = right.id, right.owner_id or record.owner_id
    spoke_of(ctx, record)
    return right.name
