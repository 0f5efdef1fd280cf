"""客户的特别要求: what a customer has asked for in earlier talks, so that no quotation forgets it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.customers import Customer
from models.selling import Quote
from models.work import Interaction

WORDS: Final = (
    "要求", "必须", "一定要", "务必", "交期", "交货期", "账期", "月结", "付款方式", "预付", "质保", "保修",
    "含税", "开票", "专票", "包装", "颜色", "送货上门", "包邮", "运费", "指定", "不接受", "不能超过", "最迟",
    "只要", "不要", "希望", "认证", "资质", "样品",
)  # fmt: skip
"""Words that come with a wish. A clause with one of them is shown, not the whole talk."""
STRONG: Final = ("要求", "必须", "一定要", "务必", "交期", "交货期", "账期", "指定", "不接受")
LOOKED_AT: Final = 60  # the newest talks of a customer
LONGEST: Final = 40  # characters of a clause
_CLAUSE = re.compile(r"[^,，。;；!！?？\n]+")
_LEAD = re.compile(
    r"^(?>[\s、:：]|他们?|她|客户|对方|李?总?说|[\u4e00-\u9fff]{1,3}说|说|提到|提过|强调|表示|反馈|还|又|也|就是|另外|聊了|问了)+"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing they asked for, and when it was said."""

    text: str
    at: datetime


def of(session: Session, customer: Customer, most: int = 3) -> list[Wish]:
    """The newest wishes, those said with emphasis first; the same thing said twice is one."""
    said = [Interaction.content.contains(word) for word in WORDS]
    talks = (
        select(Interaction.content, Interaction.happened_at)
        .where(Interaction.customer_id == customer.id, or_(*said))
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(LOOKED_AT)
    )
    found = [Wish(clause, at) for content, at in session.execute(talks) for clause in clauses(content)]
    if customer.note:
        found += [Wish(clause, customer.created_at) for clause in clauses(customer.note)]
    notes = (
        select(Quote.note, Quote.created_at)
        .where(Quote.customer_id == customer.id, Quote.note.is_not(None))
        .order_by(Quote.id.desc())
        .limit(LOOKED_AT)
    )
    found += [Wish(clause, at) for note, at in session.execute(notes) for clause in clauses(note or "")]
    unique = {wish.text: wish for wish in reversed(found)}
    newest = sorted(unique.values(), key=lambda wish: (_strong(wish.text), wish.at), reverse=True)
    return newest[:most]


def clauses(content: str) -> Iterator[str]:
    """The clauses of a talk that hold a wish, without the words that lead in to them."""
    for match in _CLAUSE.finditer(content):
        clause = _LEAD.sub("", match[0]).strip()
        if any(word in match[0] for word in WORDS) and len(clause) >= 3:
            yield clause[:LONGEST]


def _strong(text: str) -> bool:
    return any(word in text for word in STRONG)
