"""Long answers in pieces: at most eight lines of a list, at most 2048 bytes of text; 更多 goes on."""

from collections.abc import Callable, Sequence
from typing import Any

from handlers import replies
from handlers.context import Context

LINES = 8
BYTES = 1900  # of WeCom's 2048: room for the closing line


Lines = Callable[[Context, Sequence[int], int], list[str]]
"""The lines of these records, numbered from there on; of those that may be seen (still)."""

KINDS: dict[str, Lines] = {}


def lines_of(kind: str) -> Callable[[Lines], Lines]:
    """The function writes the lines of `records` of this kind."""

    def register(function: Lines) -> Lines:
        KINDS[kind] = function
        return function

    return register


def records(ctx: Context, head: str, kind: str, ids: Sequence[int]) -> str:
    """As `listing`, of records that are read page by page: of a hundred found, eight are looked at."""
    ctx.remember(more={"kind": kind, "ids": list(ids), "next": 0} if ids else None, total=len(ids))
    return "\n".join([head, more(ctx)])


def listing(ctx: Context, head: str, lines: Sequence[str], foot: int = 0) -> str:
    """The head and the first lines; the rest waits for 更多.

    `foot`: lines that the caller adds below; a list that goes on makes room for them.
    """
    fit = LINES if len(lines) <= LINES else LINES - foot
    shown, rest = list(lines[:fit]), list(lines[fit:])
    ctx.remember(more=rest or None, total=len(lines))
    text = "\n".join([head, *shown])
    return replies.page([text], len(lines)) if rest else text


def more(ctx: Context) -> str:
    """The next piece of the last list or long text."""
    waiting: list[str] | dict[str, Any] | None = ctx.state.get("more")
    if not waiting:
        return replies.NOTHING_MORE
    shown, rest = _page(ctx, waiting) if isinstance(waiting, dict) else (waiting[:LINES], waiting[LINES:])
    ctx.remember(more=rest or None)
    text = "\n".join(shown)
    return replies.page([text], ctx.state.get("total", 0)) if rest else text


def _page(ctx: Context, waiting: dict[str, Any]) -> tuple[list[str], dict[str, Any] | None]:
    """The lines of the next records, and what waits after them."""
    ids, first = waiting["ids"], waiting["next"]
    shown = KINDS[waiting["kind"]](ctx, ids[first : first + LINES], first + 1)
    return shown, {**waiting, "next": first + LINES} if first + LINES < len(ids) else None


def paged(ctx: Context, text: str) -> str:
    """Cut between lines, or between characters, where the text is longer than one message."""
    if len(text.encode()) <= BYTES:
        return text
    pieces: list[str] = []
    for line in text.split("\n"):
        while len(line.encode()) > BYTES:
            head = line.encode()[:BYTES].decode(errors="ignore")
            pieces.append(head)
            line = line[len(head) :]
        pieces.append(line)
    size, count = 0, 0
    for piece in pieces:
        size += len(piece.encode()) + 1
        if size > BYTES and count:
            break
        count += 1
    ctx.remember(more=pieces[count:] or None, total=len(pieces))
    return "\n".join([*pieces[:count], "（没完，回「更多」继续）"])
