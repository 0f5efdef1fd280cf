"""What newcomers ask about the product itself, 「什么是公海」「别人能看到我的客户吗」, and who leads them."""

import re
from importlib.resources import files
from typing import Final

from crm.approvals import approvers
from handlers.context import Context
from handlers.phrases import says
from handlers.registry import handles
from models.people import User
from nlp.frames import Frame


def _rows() -> tuple[tuple[str, str], ...]:
    """Pattern and answer, one a line of `asked.tsv`."""
    text = files("handlers.chat").joinpath("asked.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((pattern, answer) for pattern, answer in rows)


ANSWERS: Final = _rows()


@says(*(pattern for pattern, _ in ANSWERS))
def read_asked(match: re.Match[str], ctx: Context) -> Frame | None:
    """By which of them is read; a customer who is named is asked about, not the product."""
    if ctx.names.mentioned(match[0]):
        return None
    return Frame("help.asked", {"answer": next(a for p, a in ANSWERS if p == match.re.pattern)})


@handles("help.asked")
def answer(frame: Frame, _ctx: Context) -> str:
    return str(frame.slots["answer"])


@says(
    "(?:谁是)?我的?(?:领导|主管|经理|上级|老板|直属领导|上司)(?:是)?(?:谁|哪位|哪个)?",
    "我(?:归|向)谁(?:管|汇报)",
)
def read_chief(match: re.Match[str], _ctx: Context) -> Frame | None:
    return Frame("help.chief") if re.search("谁|哪", match[0]) else None


@handles("help.chief")
def chief(_frame: Frame, ctx: Context) -> str:
    """Who hears of this person's day and decides what they ask for."""
    above = approvers.levels(ctx.session, ctx.session.get_one(User, ctx.user.id))
    names = "、".join(one.name for one in above[0]) if above else ""
    if not names:
        return "你上面没有主管，申请直接算通过。"
    return f"你的主管是{names}，你的申请送到那里批。换主管请管理员说「把小李设为主管」。"
