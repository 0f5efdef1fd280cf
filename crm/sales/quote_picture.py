"""A quotation as a picture to forward: 750 wide, drawn with our own SVG, rendered where nobody waits."""

from typing import Final

from crm.drawing import svg
from crm.drawing.svg import Drawing, drawing, line, rect, text, width_of
from crm.sales.quote_sheet import Row, Sheet

WIDTH: Final = 750
EDGE: Final = 36
INSIDE: Final = 34
PAPER, CARD, INK, MUTED, RULE, BLUE, WARN = (
    "#F2F4F8", "#FFFFFF", "#1A2233", "#7B8599", "#E3E8F0", "#2F6BFF", "#E8590C",
)  # fmt: skip
HEAD: Final = 196
ROOM: Final = WIDTH - 2 * (EDGE + INSIDE)


def picture(sheet: Sheet) -> Drawing:
    """The whole sheet; as tall as it has lines."""
    left, right = EDGE + INSIDE, WIDTH - EDGE - INSIDE
    body: list[str] = []
    y = HEAD + 64.0
    body += _pair(left, y, "报价单号", sheet.number)
    body += _pair(left, y + 44, "报价日期", sheet.day)
    body += _pair(left, y + 88, "有效期至", sheet.valid, WARN if sheet.expired else INK)
    y += 126
    body.append(line(left, y, right, y, RULE))
    y += 18
    for row in sheet.rows:
        y = _row(body, row, left, right, y)
    body.append(line(left, y + 6, right, y + 6, RULE))
    y += 54
    if sheet.let_off:
        body += _sum(left, right, y, "小计", sheet.subtotal, MUTED)
        y += 42
        for name, value in sheet.let_off:
            body += _sum(left, right, y, name, value, WARN)
            y += 42
    y += 22
    body.append(text(left, y, "合计（元）", 30, INK, strong=True))
    body.append(text(right, y, sheet.amount, 44, BLUE, anchor="end", strong=True))
    y += 30
    for words in svg.wrap(sheet.note, 24, ROOM, 3) if sheet.note else []:
        y += 36
        body.append(text(left, y, words, 24, MUTED))
    y += 40
    card = rect(EDGE, HEAD - 6, WIDTH - 2 * EDGE, y - HEAD + 6, CARD, 20)
    foot = f"报价人：{sheet.seller}" + ("　已过有效期，请联系确认" if sheet.expired else "")
    parts = [rect(0, 0, WIDTH, svg.MOST_HEIGHT, PAPER), *_head(sheet), card, *body]
    parts.append(text(WIDTH / 2, y + 46, svg.fit(foot, 24, WIDTH - 2 * EDGE), 24, MUTED, anchor="middle"))
    return drawing(
        WIDTH, y + 84, *parts, label=f"{sheet.customer} 报价单 {sheet.number} 合计{sheet.amount}元"
    )


def _head(sheet: Sheet) -> list[str]:
    return [
        rect(0, 0, WIDTH, HEAD + 40, BLUE),
        text(EDGE + 4, 76, "报价单", 46, "#FFFFFF", strong=True),
        text(WIDTH - EDGE, 72, svg.fit(sheet.company, 28, 380), 28, "#D9E5FF", anchor="end"),
        text(EDGE + 4, 138, svg.fit(f"致：{sheet.customer}", 32, WIDTH - 2 * EDGE), 32, "#FFFFFF"),
    ]


def _row(body: list[str], row: Row, left: float, right: float, y: float) -> float:
    """A line of goods: its name above, count × price and the sum below."""
    for words in svg.wrap(row.name, 28, ROOM, 2):
        y += 40
        body.append(text(left, y, words, 28, INK))
    y += 38
    body.append(text(left, y, f"{row.count} × {row.price}", 24, MUTED))
    body.append(text(right, y, row.amount, 28, INK, anchor="end"))
    return y + 20


def _pair(left: float, y: float, name: str, value: str, fill: str = INK) -> list[str]:
    return [text(left, y, name, 26, MUTED), text(left + width_of(name, 26) + 28, y, value, 26, fill)]


def _sum(left: float, right: float, y: float, name: str, value: str, fill: str) -> list[str]:
    return [text(left, y, name, 26, MUTED), text(right, y, value, 26, fill, anchor="end")]
