"""What the clock says about the public pool. Short names of lines have at most five characters."""

from collections.abc import Sequence
from datetime import date

from crm.ownership.pool import PROTECTS, Falling
from models.outbox import Button, Card, Text

MOST_LINES = 6
MOST_REFS = 100  # customers the buttons of one card are about: a key has room for no more


def warning(found: Sequence[Falling], day: date, today: date) -> Card:
    """Before it happens: 保护3天 holds all of them, 马上记录 makes the next message the follow-up."""
    left = (day - today).days
    when = f"{day.month}月{day.day}日早上6点（还有{left}天）"
    many = len(found) > 1
    ref = (day.isoformat(), *(str(one.customer.id) for one in found[:MOST_REFS]))
    rest = len(found) - MOST_LINES
    title = f"{len(found)}个客户{left}天后掉公海" if many else f"{found[0].customer.name}{left}天后掉公海"
    return Card(
        title=title,
        desc=f"{when}放回公海，同事都可以领",
        lines=tuple(("客户", f"{one.customer.name} {one.why}") for one in found[:MOST_LINES]),
        text=f"还有{rest}个，发「哪些客户快掉公海了」看全部。" if rest > 0 else "",
        buttons=(
            Button(f"保护{PROTECTS}天", "pool.protect", ref, 1),
            Button("马上记录", "pool.log", ref, 2),
        ),
    )


def gone(found: Sequence[Falling], tasks: int, waits: int) -> Text:
    """After it happened, to the former owner."""
    names = "、".join(one.customer.name for one in found[:MOST_LINES])
    names += f"等{len(found)}个客户" if len(found) > MOST_LINES else ""
    cancelled = f"它们的{tasks}条待办已取消。" if tasks else ""
    return Text(
        f"今早6点回公海：{names}。{found[0].why if len(found) == 1 else ''}\n"
        f"{cancelled}{waits}天后你可以再领，急用请找主管转回。"
    )
