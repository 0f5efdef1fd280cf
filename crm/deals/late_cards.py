"""The cards that ask what became of chances whose expected day has passed."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from crm import money
from crm.deals.late import Late
from models.outbox import Button, Card
from zh import say

MOST_LINES: Final = 6  # WeCom shows no more on a card
MOST_REFS: Final = 100  # chances one button is about: a key has room for no more


def card(found: Sequence[Late], today: date) -> Card:
    """One chance with what may have become of it; of several a list, to be gone through one by one."""
    if len(found) == 1:
        return single(found[0], today)
    rest = len(found) - MOST_LINES
    refs = tuple(str(one.deal.id) for one in found)
    return Card(
        title=f"{len(found)}个商机过了预计成交日",
        desc="签了、黄了还是要再等等？",
        lines=tuple((f"过了{one.days(today)}天", _named(one)) for one in found[:MOST_LINES]),
        text=f"还有{rest}个。" if rest > 0 else "",
        buttons=(
            Button("一个个说", "late.each", refs[:MOST_LINES], 1),
            Button("都推迟一周", "late.all", refs[:MOST_REFS], 2),
        ),
    )


def single(one: Late, today: date) -> Card:
    """推迟一周, 赢了, 输了."""
    deal = one.deal
    assert deal.close_date is not None
    ref = (str(deal.id), deal.close_date.isoformat())
    return Card(
        title=f"过了预计成交日：{_named(one)}"[:36],
        desc="签了、黄了还是要再等等？",
        lines=(("原定", f"{say.day(deal.close_date, today)}，过了{one.days(today)}天"), ("阶段", deal.stage)),
        buttons=(
            Button("推迟一周", "late.wait", ref, 2),
            Button("赢了", "late.won", ref, 1),
            Button("输了", "late.lost", ref, 2),
        ),
    )


def _named(one: Late) -> str:
    figure = f" {money.yuan(one.deal.amount)}" if one.deal.amount is not None else ""
    return f"{one.customer} {one.deal.title}{figure}"
