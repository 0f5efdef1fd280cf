"""What a quotation or an order says beside its frame: every line, prices of one, what is let off, until when.

It is read once, from the words the frame was made of, and kept in the frame's slots: `lines` (see `Line`),
`discount`, `off`, `rounded`, `total` (`bare`: not said to be one), `valid_until`, `due_on`. Numbers are kept
as text, so they stay exact.
"""

import re
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm import days, money
from crm.errors import Refused
from handlers.context import Context
from handlers.registry import reads
from nlp import goods, times
from nlp.frames import Frame
from zh.text import plain

WITHIN = re.compile(
    r"(?:有效期|有效)[为是: ]*"
    r"((?:\d{1,3}|[半一二三四五六七八九十两]{1,3})\s*(?:个半?月|天|日|周|个?星期|年(?!\d)))"
)
UNTIL = re.compile(r"有效期?(?:到|至|截止到?|:|：)\s*([^,，。;； ]{2,12})")
TERM = re.compile(
    r"(?:账期|帐期)\s*[:：]?(\d{1,3})\s*(天|日|个月)|(\d{1,3})\s*(天|日|个月)(?:的)?(?:账期|帐期)|月结\s*(\d{1,3})"
)
PAY_BY = re.compile(
    r"([^,，。;；\s]{2,12}?)\s*(?:之前|以前|前)?(?:付清|付款|付尾款|付余款|结清|结款|打款|回款|付全款|付)(?!了|过|方式|的)"
)
UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "个月": 30}
LASTS = {"D": 1, "W": 7, "M": 30, "Y": 365}  # days of what is said as a span: 半个月


BELOW = re.compile(r"(?:(?<=[\s\u4e00-\u9fff，,:：])|^)[-−](?=\d{1,9}(?:\.\d+)?(?![\d-]))|负(?=\s*\d)")
BEYOND = re.compile(r"(?<!\d)[1-9]\d{2,}(?:\.\d+)?\s*折")


def refuse_nonsense(words: str) -> None:
    """Raises Refused for less than nothing and more than the whole: a sign would be lost in silence."""
    said = plain(words)
    if BELOW.search(said):
        raise Refused("负数记不了，这次没有记。退货说「退了1台A100」，退款说「退给华为500」。")
    if match := BEYOND.search(said):
        raise Refused(f"没有{match[0]}，九折说「九折」或「9折」。这次没有记。")


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of goods as it was said. `ids`: products it may be; `settled`: that question is answered."""

    said: str
    ids: list[int] = field(default_factory=list)
    quantity: str | None = None
    unit: str = ""
    price: str | None = None
    amount: str | None = None
    settled: bool = False


@reads("quote.create", "quote.add", "order.create", "order.add")
def read_goods(frame: Frame, ctx: Context) -> Frame:
    """The frame with its lines; one that has them already stays as it is."""
    if "lines" in frame.slots:
        return frame
    words = frame.evidence[0].words if frame.evidence else str(frame.slots.get("items") or ctx.text)
    if not isinstance(frame.slots.get("items", []), list):
        words = str(frame.slots["items"])  # the answer to 「报哪些产品？」
    local = ctx.now.astimezone(ctx.tz)
    found = goods.read(words, local, ctx.names)
    extra: dict[str, Any] = {
        "lines": [asdict(_line(line, frame.intent)) for line in found.lines],
        "discount": _text(found.discount if found.discount is not None else frame.slots.get("discount")),
        "off": _text(found.off),
        "rounded": found.rounded or None,
        "total": _text(found.total),
        "paid": _text(found.paid) if frame.intent == "order.create" else None,
        "valid_until": _iso(valid_until(words, ctx)),
        "due_on": _iso(due_on(words, ctx)),
    }
    if frame.intent == "order.create" and not found.lines and frame.slots.get("product"):
        extra["lines"] = [asdict(_of_frame(frame))]
    if frame.intent == "order.create":
        agreed = None if extra["total"] else _agreed(frame, found)
        extra |= {"total": extra["total"] or agreed, "bare": agreed is not None or None}
        frame = replace(
            frame, slots={k: v for k, v in frame.slots.items() if k not in ("amount", "quantity")}
        )
    said = {name: value for name, value in extra.items() if value is not None}
    # Nothing of the contract is missing any more: a sentence of its own is no answer of ours.
    return replace(frame, slots={**dict.fromkeys(CONTRACT[frame.intent]), **frame.slots, **said})


CONTRACT = {
    "quote.create": ("items",),
    "quote.add": ("items",),
    "order.add": ("items",),
    "order.create": ("product", "quantity", "amount"),
}


def _agreed(frame: Frame, found: goods.Goods) -> str | None:
    """The sum of the frame, where it is that of the whole: not of one, not of one line of several."""
    amount, lines = frame.slots.get("amount"), found.lines
    of_one = bool(lines) and lines[0].price is not None and lines[0].price == amount
    if amount is None or len(lines) > 1 or of_one or found.paid == amount:
        return None
    return _text(amount)


def _line(line: goods.Line, intent: str) -> Line:
    """In a quotation a bare sum is the price of one, in an order the sum of the line."""
    ids = list(dict.fromkeys(name.id for name in line.products if name.id is not None))
    bare, price = _text(line.amount), _text(line.price)
    if intent != "order.create":
        price, bare = price or bare, None
    return Line(line.said, ids, _text(line.quantity), line.unit, price, bare)


def _of_frame(frame: Frame) -> Line:
    """The product the parser saw, where its words alone say no more."""
    said = frame.slots["product"]
    ids = list(dict.fromkeys(name.id for name in frame.refs.get("product", ()) if name.id is not None))
    quantity = _text(frame.slots.get("quantity"))
    return Line(str(said[0] if isinstance(said, list) else said), ids, quantity)


def lines_of(frame: Frame) -> list[Line]:
    return [Line(**line) for line in frame.slots.get("lines", [])]


def with_lines(frame: Frame, lines: list[Line], *answered: str) -> Frame:
    """The frame with these lines, and without the answers that are in them now."""
    kept = {name: value for name, value in frame.slots.items() if name not in answered}
    return replace(frame, slots={**kept, "lines": [asdict(line) for line in lines]})


def decimal(frame: Frame, slot: str) -> Decimal | None:
    """A number of the frame, exact."""
    value = frame.slots.get(slot)
    return None if value is None else money.exact(value)


def day(frame: Frame, slot: str) -> date | None:
    value = frame.slots.get(slot)
    return None if value is None else date.fromisoformat(str(value)[:10])


def valid_until(words: str, ctx: Context) -> date | None:
    """有效期15天, 有效期到月底."""
    said = plain(words)
    if match := WITHIN.search(said):
        return date_said(match[1], ctx)
    match = UNTIL.search(said)
    return date_said(match[1], ctx) if match else None


def due_on(words: str, ctx: Context) -> date | None:
    """账期30天, 月结60, 下月底付款, 12月31日前付清."""
    said = plain(words)
    today = days.today(ctx.now, ctx.tz)
    if match := TERM.search(said):
        many = int(match[1] or match[3] or match[5])
        return today + timedelta(days=many * UNIT_DAYS[match[2] or match[4] or "天"])
    match = PAY_BY.search(said)
    return date_said(match[1], ctx) if match else None


def date_said(words: str, ctx: Context) -> date | None:
    """The day these words name, looking ahead, or the end of a span from today; None where they name none."""
    found = times.find(words, ctx.now.astimezone(ctx.tz))
    if not found:
        return None
    if found[-1].kind == "duration":
        parts = re.findall(r"(\d+)([DWMY])", found[-1].value.partition("T")[0])
        lasts = sum(int(many) * LASTS[unit] for many, unit in parts)
        return days.today(ctx.now, ctx.tz) + timedelta(days=lasts) if lasts else None
    return date.fromisoformat(found[-1].as_deadline()[:10])


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def without_lines(frame: Frame) -> Frame:
    """The frame to ask with for its goods: they are read from the answer."""
    return replace(frame, slots={k: v for k, v in frame.slots.items() if k not in ("lines", "items")})
