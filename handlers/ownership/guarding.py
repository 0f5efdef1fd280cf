"""What a collaborator may not write is refused in words; what they said before and after it is still done."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from crm.errors import Forbidden
from handlers.context import Context
from models.customers import Customer
from models.guard import OnlyCollaborates
from models.people import User


@contextmanager
def guarded(ctx: Context) -> Iterator[None]:
    """One frame or tap. Costs nothing for those who work along nowhere. Raises Forbidden."""
    if not ctx.scope.shared:
        yield
        return
    try:
        with ctx.session.begin_nested():
            yield
            ctx.session.flush()
    except OnlyCollaborates as error:
        raise Forbidden(_why(error.customer_id, ctx)) from None


def _why(customer_id: int, ctx: Context) -> str:
    found = ctx.session.execute(
        select(Customer.name, User.name)
        .outerjoin(User, User.id == Customer.owner_id)
        .where(Customer.id == customer_id)
    ).one()
    owner = found[1] or "管理员"
    return (
        f"你是「{found[0]}」的协作人，可以看、可以记跟进和待办，改资料、转移和成交要由负责人来。请找{owner}。"
    )
