"""What a message says of a chance: sum, date, probability, product, title, stage, as its columns."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from crm import money
from crm.deals import stages
from handlers.context import Context
from handlers.slots import due
from nlp import times, values
from nlp.frames import Frame

UNTITLED = "新商机"
DATE = re.compile(r"\d{4}-\d\d-\d\d")
STAGE = re.compile(
    r"(?:到|进|进入|推进到|推到|走到|改成|改为|是|退回|退到|回到)了?(.{2,8}?)(?:阶段|环节)?(?:了|啦)?$"
)


def of(frame: Frame, ctx: Context) -> dict[str, Any]:
    """The facts said, by the name of their column."""
    found: dict[str, Any] = {}
    if (value := amount(frame)) is not None:
        found["amount"] = value
    if (day := close_date(frame, ctx)) is not None:
        found["close_date"] = day
    if isinstance(percent := frame.slots.get("probability"), int | float) and 0 <= percent <= 100:
        found["probability"] = round(percent)
    product = frame.slots.get("product")
    if product:
        found["product"] = "、".join(product) if isinstance(product, list) else str(product)
    return found


def amount(frame: Frame) -> Decimal | None:
    """The sum; words typed as the answer to a question are read, None where they are none."""
    said = frame.slots.get("amount")
    if isinstance(said, str):
        found = values.money(said) or values.money(f"{said}元")
        said = found[0].value if found else None
    return money.exact(said) if isinstance(said, int | float | Decimal) else None


def close_date(frame: Frame, ctx: Context) -> date | None:
    """The day; None for words that are no date."""
    said = frame.slots.get("close_date") or frame.slots.get("due")  # the parser answers a question so
    if said is None:
        return None
    if not DATE.search(str(said)):
        return day_in(str(said), ctx)
    return due(str(said), ctx.tz).at.date()


def day_in(words: str, ctx: Context) -> date | None:
    """The first day these words name, to come."""
    found = times.find(words, ctx.now.astimezone(ctx.tz))
    day = found[0].as_day("future") if found else ""
    return date.fromisoformat(day) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None


def title(frame: Frame, ctx: Context) -> str:
    """What it is called: as said, else its product."""
    said = frame.slots.get("title") or frame.slots.get("product")
    if isinstance(said, list):
        said = said[0]
    return str(said) if said else UNTITLED


def stage_said(frame: Frame, ctx: Context, else_said: bool) -> str:
    """The stage in the words of the message, also where the parser left it out: 到谈判了.

    `else_said`: other facts are told too; then words that are no stage of ours are none.
    """
    known = ctx.vocabulary.stages
    if "stage" in frame.slots:
        said = str(frame.slots["stage"])
        return said if not else_said or stages.called(known, said) else ""
    match = None if else_said else STAGE.search(ctx.text.strip(" 。.!！"))
    return match[1] if match and stages.called(known, match[1]) else ""
