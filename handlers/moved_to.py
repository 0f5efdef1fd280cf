"""周五, 后天下午三点: a time said alone, as 「改到周五」 would have it."""

from handlers.context import Context
from handlers.slots import is_time
from handlers.vocabulary import parse
from nlp.times import find


def moved_to(words: str, ctx: Context) -> str | None:
    """A time of the contract, local; None for words that name none: 看情况吧."""
    if not find(words, ctx.now.astimezone(ctx.tz)):
        return None
    found = parse(f"改到{words.strip()}", ctx)[0]
    value = found.slots.get("value", found.slots.get("due"))
    return str(value) if found.intent in ("correct", "task.postpone") and is_time(value) else None
