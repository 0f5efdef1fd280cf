"""What the speaker wrote last: words without a name, right after it, are about that."""

from typing import Any

from handlers.context import ANSWER_WITHIN, Context
from models.changes import last_sets, records_of
from models.customers import Customer


def last_written(ctx: Context, past: tuple[type[Any], ...] = ()) -> list[Any]:
    """The records of this person's last write that stands, if that was a short while ago; else none.

    The oldest change first, a record as often as it was changed, deleted ones included. `past`: what may have
    been written since and is looked past, as a word of the customer's that was noted while one haggled.
    """
    most = 3 if past else 1
    for set_id in last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, most):
        found = [record for record, _ in records_of(ctx.session, set_id)]
        if not past or not all(isinstance(record, past) for record in found):
            return found
    return []


def in_sight(record: Any, ctx: Context) -> bool:
    """Whether its customer, if it has one, may still be seen: the customer may have been handed on since."""
    of = getattr(record, "customer_id", None)
    return of is None or ctx.session.get(Customer, of) is not None
