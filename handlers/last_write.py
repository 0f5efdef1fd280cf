"""What the speaker wrote last: words without a name, right after it, are about that."""

from typing import Any

from handlers.context import ANSWER_WITHIN, Context
from models.changes import last_sets, records_of


def last_written(ctx: Context) -> list[Any]:
    """The records of this person's last write that stands, if that was a short while ago; else none.

    The oldest change first, a record as often as it was changed, deleted ones included.
    """
    sets = last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, 1)
    return [record for record, _ in records_of(ctx.session, sets[0])] if sets else []
