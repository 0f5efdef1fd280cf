"""二部的客户, 销售二部的商机: a list within the department that is named, or a refusal beyond sight."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from handlers.context import Context
from handlers.figures_read import about, department_in
from nlp.frames import Frame

NAMED: Final = re.compile(
    "(?:部|组|队|科|中心)门?的?(?:所有|全部|老|新|大)?的?(?:客户|商机|订单|单子|项目|待办|任务|跟进)"
)
"""Most lists name none, and the database is not asked."""


@contextmanager
def within_department(ctx: Context) -> Iterator[None]:
    """Raises Forbidden where the department is beyond the reader's sight."""
    led = ctx.scope.kind != "own" and NAMED.search(ctx.text) is not None
    found = department_in(ctx.text, ctx) if led else None
    with about(Frame("list", {"about": f"team:{found.id}"} if found else {}), ctx):
        yield
