"""What only administrators may do is refused to others with their names: whom to ask."""

from sqlalchemy import select

from crm.errors import Forbidden
from handlers.context import Context
from models.people import User


def must_be_admin(ctx: Context, what: str) -> None:
    """Raises Forbidden for everybody else. `what`: 改公海规则."""
    if ctx.user.role != "admin":
        raise Forbidden(f"只有管理员能{what}，请找{admins(ctx)}。")


def admins(ctx: Context) -> str:
    """The names of those who may."""
    active = select(User.name).where(User.role == "admin", User.status == "active").order_by(User.id)
    return "、".join(ctx.session.scalars(active.limit(5))) or "公司的系统管理员"
