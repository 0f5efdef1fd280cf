"""「不对 是海康」 after 华为放公海, 「不对 是赵敏」 after 把王磊设成主管: the order again, for that one."""

from typing import Final

from crm.undo import undo_last
from handlers.context import Context
from handlers.phrases import colleagues_called, customers_called
from handlers.questions.asking import frame_of, kept
from handlers.registry import FRAMES
from handlers.whole import all_or_nothing
from models.changes import last_set
from nlp.frames import Frame
from nlp.names import Name

ORDERS: Final = {
    "customer.update", "customer.facts", "customer.tag", "customer.untag", "customer.transfer",
    "customer.release", "customer.claim", "customer.protect",
    "staff.role", "staff.suspend", "staff.restore",
}  # fmt: skip
"""Orders about records that were there before: taken back, nothing of them is left."""
PEOPLE: Final = {"user", "assignee", "owner", "contact"}
"""The slots that a colleague's name may seem to mend."""


def keep(frame: Frame, ctx: Context) -> None:
    """Remember the one order of a message; of a message with several none can be done again alone."""
    this = ctx.session.info["set_id"]
    before = ctx.state.get("done")
    several = before is not None and before["set"] == this
    if frame.intent in ORDERS and not several and len(ctx.intents) == 1:
        ctx.remember(done={**kept(frame, ctx), "set": this})
    elif several:
        ctx.remember(done=None)


def redone(frame: Frame, ctx: Context) -> str | None:
    """The last order taken back and done to whom the correction names; None where it was about nobody."""
    done = ctx.state.get("done")
    if done is None or done["set"] != last_set(ctx.session, ctx.user.id):
        return None
    again = _for_another(frame_of(done["frame"]), frame, ctx)
    if again is None:
        return None
    with all_or_nothing(ctx):
        undo_last(ctx.session, ctx.user.id, ctx.tz)
        ctx.session.flush()
        said = FRAMES[again.intent](again, ctx)
    keep(again, ctx)
    return f"刚才那条已撤回，换成：\n{said}"


def _for_another(order: Frame, correction: Frame, ctx: Context) -> Frame | None:
    field, value = str(correction.slots.get("field", "")), str(correction.slots["value"])
    told = correction.refs.get("value", ())
    if field in PEOPLE and (order.intent.startswith("staff.") or order.intent == "customer.transfer"):
        slot, found = "user", [one for one in told if one.kind == "user"] or colleagues_called(value, ctx)
    elif field == "customer" and not order.intent.startswith("staff."):
        slot, found = (
            "customer",
            [one for one in told if one.kind == "customer"] or customers_called(value, ctx),
        )
    else:
        return None
    meant: dict[int | None, Name] = {one.id: one for one in found}
    was = {one.id for one in order.refs.get(slot, ())}
    if len(meant) != 1 or set(meant) == was or not _is_old(order, slot, correction):
        return None
    one = next(iter(meant.values()))
    return Frame(order.intent, {**order.slots, slot: one.name}, refs={**order.refs, slot: (one,)})


def _is_old(order: Frame, slot: str, correction: Frame) -> bool:
    """不是九阳是海康 is about an order to 九阳, or about nothing."""
    old = correction.slots.get("old")
    if old is None:
        return True
    names = {str(order.slots.get(slot)), *(one.name for one in order.refs.get(slot, ()))}
    return bool(names & {str(old), *(one.name for one in correction.refs.get("old", ()))})
