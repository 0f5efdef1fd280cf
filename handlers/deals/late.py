"""Taps on the cards about chances whose expected day has passed: 推迟一周, 赢了, 输了; one by one."""

from datetime import timedelta

from crm import days
from crm.deals import deals
from crm.deals.late import Late
from crm.deals.late_cards import single
from crm.errors import NotThere
from handlers.context import Answer, Context
from handlers.deals import words as deals_words
from handlers.deals.refs import spoke_of
from handlers.names import refs_to
from handlers.questions.asking import run_tapped
from handlers.registry import taps
from models.customers import Customer
from models.deals import Opportunity
from nlp.frames import Frame

WEEK = timedelta(days=7)
ENDS = {"late.won": ("opportunity.win", "已记赢单 ✓"), "late.lost": ("opportunity.lose", "已记输单")}


@taps("late.wait", "late.won", "late.lost")
def decide(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """An old card says what happened meanwhile instead of doing it again."""
    deal = _open(ref[0], ctx)
    if isinstance(deal, str):
        return Answer(button=deal)
    if deal.close_date is None or deal.close_date.isoformat() != ref[-1]:
        said = deals_words.day(deal.close_date, ctx.now, ctx.tz) if deal.close_date else "未定"
        return Answer(button=f"预计日已改：{said}")
    spoke_of(ctx, deal)
    if action == "late.wait":
        return Answer(button=f"推迟到{_wait(deal, ctx)}")
    customer = ctx.session.get_one(Customer, deal.customer_id)
    refs = refs_to(customer)
    intent, said = ENDS[action]
    run_tapped(Frame(intent, {"customer": customer.name, "deal": deal.id}, refs=refs), ctx)
    return Answer(button=said)


def _open(number: str, ctx: Context) -> Opportunity | str:
    """The chance, if it is still open and mine; else what became of it."""
    try:
        deal = deals.locked(ctx.session, int(number))
    except (NotThere, ValueError):
        return "这个商机已经不在了"
    if deal.status != "open":
        return "已经记了赢单" if deal.status == "won" else "已经记了输单"
    return deal if deal.owner_id == ctx.user.id else "已经转给同事了"


def _wait(deal: Opportunity, ctx: Context) -> str:
    """A week on from today, or from its day where that is still to come."""
    today = days.today(ctx.now, ctx.tz)
    day = max(deal.close_date or today, today) + WEEK
    deals.change(deal, {"close_date": day})
    return f"{day.month}月{day.day}日"


@taps("late.all")
def wait_all(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """Those that are still open, mine and late."""
    late = _late(ref, ctx)
    for deal in late:
        _wait(deal, ctx)
    return Answer(button=f"{len(late)}个已推迟一周 ✓" if late else "都已经处理了")


@taps("late.each")
def one_by_one(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """A card for each that is still open."""
    today = days.today(ctx.now, ctx.tz)
    late = _late(ref, ctx)
    for deal in late:
        customer = ctx.session.get_one(Customer, deal.customer_id)
        ctx.send(single(Late(deal, customer.name), today))
    return Answer(button=f"{len(late)}张卡片，一张张点" if late else "都已经处理了")


def _late(ref: tuple[str, ...], ctx: Context) -> list[Opportunity]:
    today = days.today(ctx.now, ctx.tz)
    found = (_open(number, ctx) for number in ref)
    mine = [deal for deal in found if not isinstance(deal, str)]
    return [deal for deal in mine if deal.close_date is not None and deal.close_date < today]
