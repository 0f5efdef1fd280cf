"""A write that is done as a whole or not at all, though the message around it goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

from handlers.context import Context


@contextmanager
def all_or_nothing(ctx: Context) -> Iterator[None]:
    """What is written inside is taken back when it is refused half-way; the refusal is still said."""
    with ctx.session.begin_nested():
        yield
        ctx.session.flush()
