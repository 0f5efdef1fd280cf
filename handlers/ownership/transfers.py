"""A customer one may not see, asked for by name: 把九阳转给我."""

import re

from sqlalchemy import select

import crm.approvals.approved  # noqa: F401  (says what follows when a transfer is approved)
from crm.approvals import approvals
from crm.customers import customers
from handlers.context import Context
from handlers.resolve import taken_by
from models.customers import Customer

WISH = re.compile(
    r"(?:申请|想|请|要|把|将|客户|领导|,|，| )*(?P<what>[^,，。]{2,40}?)(?:这个客户|客户)?的?(?:归属|负责人)?"
    r"(?:(?:转移|移交|转让|划转|转交|划拨|转|划|调)(?:给|到|至)|给(?=我))(?P<to>[\u4e00-\u9fffa-zA-Z]{1,6})?"
)


def wish(text: str) -> tuple[str, str]:
    """Which customer goes to whom, in the words of the message; empty where it says neither."""
    match = WISH.search(text)
    if match is None:
        return "", ""
    to = re.sub(r"(?:[这那](?:里|边|儿)?|名下|来跟|跟进|吧|可以吗|行吗|了)+$", "", match["to"] or "")
    return match["what"].strip(), to


def hidden_customer(said: str, ctx: Context) -> Customer | None:
    """The customer beyond sight that is called so; only whose it is may be said of it."""
    if taken_by(ctx.session, said) is None:
        return None
    with approvals.acting(ctx.session, ctx.user.id):
        found = [c for c in customers.same_name(ctx.session, said) if c.owner_id is not None]
        wanted = select(Customer).where(Customer.id == found[0].id)
        return ctx.session.scalars(wanted).first()
