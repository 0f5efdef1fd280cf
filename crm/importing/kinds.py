"""Kinds of tables that can be taken in, each with its plan, what it comes to, and how it is written."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from sqlalchemy.orm import Session

from crm.importing import goods, holdings, plan, sales, write
from crm.importing.compare import Context
from crm.importing.plan import Options, Progress
from crm.importing.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Kind:
    """`plan` reads the file and writes nothing; `count` says what `write` would do with that plan. A plan has
    `marks`, `counts` and `empty`."""

    title: str
    plan: Callable[[Session, Sheet, Options, tzinfo, datetime, Progress], Any]
    count: Callable[[Session, Any, Context], Counter[str]]
    write: Callable[[Session, Any, Context, Progress], Counter[str]]


KINDS: Final[Mapping[str, Kind]] = {
    "customers": Kind("客户", plan.plan, write.count, write.write),
    "products": Kind("产品", goods.plan, goods.count, goods.write),
    "holdings": Kind("到期事项", holdings.plan, holdings.count, holdings.write),
    "orders": Kind("订单", sales.plan, sales.count, sales.write),
}
