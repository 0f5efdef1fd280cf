"""合并: 「合并A到B」「把A合并到B」. What will happen is shown first; undo puts everything back."""

import re
from collections.abc import Mapping
from dataclasses import replace

from crm.customers import merging
from crm.errors import Forbidden, Refused
from handlers import labels
from handlers.context import Context, Question
from handlers.phrases import customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.resolve import known_customer, owner_name
from models.customers import Customer
from nlp.frames import Frame

NONE_DELETED = (
    "没有动任何记录：客户不能直接删，以前的记录要留着。刚建错的，马上发「撤销」；重复的说「把A合并到B」；"
    "不跟了说「A放回公海」；整份导错了说「撤销导入」。"
)
ALL = re.compile("测试|全部|所有|这些|那些|重复|没用|无效")
ASK_GONE = "要合并的是哪个客户？"
ASK_DELETE = "是哪个客户？"
ASK_INTO = "合并到哪个客户？"


@says(
    "(?:把|将)?(?:客户)?[: ]*(.{2,24}?)(?:这个|那个|这家|那家)?(?:客户|公司)?(?:给我)?"
    "(?:删掉|删了|删除|删)(?:吧|了|掉)?",
    "(?:删掉|删除|删了|删|清空|清掉)(?:掉)?(?:这个)?(?:客户|公司)?[: ]*(.{2,24})",
)
def read_delete(match: re.Match[str], ctx: Context) -> Frame | None:
    """「把大疆删掉」: what there is instead is said."""
    found = customers_called(match[1], ctx)
    if not found and ALL.search(match[0]):
        raise Refused(NONE_DELETED)
    return Frame("customer.delete", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("customer.delete")
def delete(frame: Frame, ctx: Context) -> str:
    """Nothing is deleted: what is meant is one of three things, and each can be taken back."""
    customer = known_customer(frame, ctx, ASK_DELETE)
    ctx.spoke_of(customer)
    return (
        f"「{customer.name}」没有动：客户不能直接删，以前的记录要留着。\n"
        f"刚建错的，马上发「撤销」；重复的说「把{customer.name}合并到…」；不跟了说「{customer.name}放回公海」。"
    )


@handles("customer.merge")
def merge(frame: Frame, ctx: Context) -> str:
    """Two records of one customer become one."""
    gone, stays = _both(frame, ctx)
    _must_be_mine(gone, ctx)
    _must_be_mine(stays, ctx)
    if not confirmed(frame, _preview(gone, stays, merging.preview(ctx.session, gone))):
        return LEFT_ALONE
    moved = merging.merge(ctx.session, gone, stays, ctx.now)
    ctx.spoke_of(stays)
    return (
        f"已合并：「{gone.name}」并入「{stays.name}」（{_counts(moved)}）。\n"
        f"以后说「{gone.name}」就是指它。合错了发「撤销」"
    )


def _both(frame: Frame, ctx: Context) -> tuple[Customer, Customer]:
    one = frame.refs.get("customer", ())
    if "into" not in frame.slots and len({name.id for name in one}) == 2:
        # 合并华为: both of that name, the older one stays
        first, second = sorted({name.id for name in one if name.id is not None})
        older, newer = ctx.session.get(Customer, first), ctx.session.get(Customer, second)
        if older is not None and newer is not None:
            return newer, older
    gone = known_customer(frame, ctx, ASK_GONE)
    if "into" not in frame.slots:
        raise Question(ASK_INTO, "into")
    stays = _into(frame, gone, ctx)
    if gone.id == stays.id:
        raise Refused(f"两边说的是同一个客户「{stays.name}」，不用合并。要合并两条，请写全名。")
    return gone, stays


def _into(frame: Frame, gone: Customer, ctx: Context) -> Customer:
    """`into` read as a customer, another than the one that goes; where several fit, it is asked."""
    fitting = frame.refs.get("into", ())
    others = tuple(name for name in fitting if name.id != gone.id) or fitting
    refs = {"customer": others} if others else {}
    try:
        return known_customer(
            Frame(frame.intent, {"customer": frame.slots["into"]}, refs=refs), ctx, ASK_INTO
        )
    except Question as question:
        options = [
            replace(
                option,
                slots={"into": option.slots["customer"]},
                refs={"into": option.refs["customer"]},
            )
            for option in question.options
        ]
        raise Question(question.text, "into", options) from None


def _must_be_mine(customer: Customer, ctx: Context) -> None:
    if ctx.scope.kind == "own" and customer.owner_id != ctx.user.id:
        who = (
            "先领取它，或请主管来合并"
            if customer.owner_id is None
            else f"请{owner_name(customer, ctx)}或主管来合并"
        )
        raise Forbidden(f"「{customer.name}」不在你名下，合并不了。{who}。")


def _preview(gone: Customer, stays: Customer, moves: Mapping[str, int]) -> str:
    return (
        f"把「{gone.name}」合并到「{stays.name}」，确认吗？\n"
        f"{_counts(moves)}都归到「{stays.name}」；「{gone.name}」不再单列，名字留作别名，可撤销。"
    )


UNITS = {
    "contacts": "位",
    "customer_tags": "个",
    "collaborators": "位",
    "payments": "笔",
    "quotes": "张",
    "tickets": "张",
}
FIRST = (
    *("contacts", "interactions", "tasks", "customer_tags"),
    *("opportunities", "quotes", "orders", "payments", "tickets"),
)
"""Said in this order, then everything else there is; the first four also where there is none."""
NAMES = labels.RECORDS | {"tasks": "未完成的待办"}


def _counts(moves: Mapping[str, int]) -> str:
    """`联系人2位、跟进记录1条、未完成的待办0条、标签0个、订单3条`."""
    known = [name for name in FIRST if name in moves or name in FIRST[:4]]
    others = [name for name in moves if name not in FIRST]
    named = [*known, *(name for name in others if name in NAMES)]
    said = [f"{NAMES[name]}{moves.get(name, 0)}{UNITS.get(name, '条')}" for name in named]
    rest = sum(moves[name] for name in others if name not in NAMES)
    return "、".join([*said, f"其他记录{rest}条"] if rest else said)
