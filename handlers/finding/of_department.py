"""二部的客户, 销售二部的商机: a list within the department that is named, or a refusal beyond sight."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from handlers.context import Context
from handlers.figures.read import about, department_in
from models.people import Department
from nlp.frames import Frame

NAMED: Final = re.compile(
    "(?:部|组|队|科|中心)门?的?(?:所有|全部|老|新|大)?的?(?:客户|商机|订单|单子|项目|待办|任务|跟进)"
)
"""Most lists name none, and the database is not asked."""


def department_of_list(text: str, ctx: Context) -> Department | None:
    """二部的客户: the department whose list is asked for; 牙科客户 and 门诊部的客户 name none."""
    return department_in(text, ctx) if NAMED.search(text) else None


@contextmanager
def within_department(ctx: Context) -> Iterator[None]:
    """Raises Forbidden where the department is beyond the reader's sight."""
    found = department_of_list(ctx.text, ctx) if ctx.scope.kind != "own" else None
    with about(Frame("list", {"about": f"team:{found.id}"} if found else {}), ctx):
        yield
