"""商机: 「华为 交换机项目 50万 下月底签」「华为到商务谈判了」「华为签了 45万」「华为黄了 价格太高」."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from crm import money
from crm.deals import deals, stages
from crm.deals.deals import Ended
from crm.errors import Refused
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.deals import facts, signed, words
from handlers.deals.refs import chosen, customer_of, ended_named, open_one, spoke_of, stage_called
from handlers.deals.waiting import come_due
from handlers.names import refs_to
from handlers.questions.asking import ask
from handlers.questions.confirming import LEFT_ALONE, NO, YES
from handlers.registry import FRAMES, handles
from handlers.resolve import customer_or_new
from handlers.sales.reading import refuse_nonsense
from models.customers import Customer
from models.deals import Opportunity
from models.people import User
from models.selling import Quote
from nlp.frames import Frame

AGAIN = timedelta(days=1)  # won so lately it may be the same news once more
NAMED_AGAIN = timedelta(days=30)  # where its very name was said
REVIVED = timedelta(days=90)  # lost so lately it may be the same chance


@handles("opportunity.create")
def create(frame: Frame, ctx: Context) -> str:
    """A new chance. Nothing but the customer is needed; what its stage wants to know is asked afterwards."""
    refuse_nonsense(ctx.text)
    customer, new = customer_or_new(frame, ctx, words.ASK_CUSTOMER)
    _must_be_somebodys(customer)
    said = facts.of(frame, ctx)
    title = facts.title(frame, ctx)
    known = ctx.vocabulary.stages
    stage = stage_called(str(frame.slots["stage"]), ctx) if "stage" in frame.slots else known[0]
    if not new and not _wanted_again(frame, ctx, customer, title, said):
        if "same" not in frame.slots or not said:
            return LEFT_ALONE
        slots = {n: v for n, v in frame.slots.items() if n not in ("confirmed", "same", "title")}
        slots["deal"] = frame.slots["same"]
        return update(Frame("opportunity.update", slots, refs=frame.refs, evidence=frame.evidence), ctx)
    owner = ctx.session.get(User, customer.owner_id) or ctx.user
    deal = deals.create(
        ctx.session, owner.id, customer, stage.name, ctx.now, title=title, by_id=ctx.user.id, **said
    )
    spoke_of(ctx, deal)
    percent = stages.probability(known, deal)
    text = words.created(
        deal, customer, percent, "你" if owner.id == ctx.user.id else owner.name, ctx.now, ctx.tz
    )
    if new:
        text = f"同时新建了客户{customer.name}\n{text}"
    return _and_ask(text, deal, customer, ctx)


def _must_be_somebodys(customer: Customer) -> None:
    if customer.owner_id is None:
        raise Refused(f"{customer.name}在公海，先领取再建商机。发「从公海领取{customer.name}」。")


def _wanted_again(frame: Frame, ctx: Context, customer: Customer, title: str, said: dict[str, Any]) -> bool:
    """Whether a second one of the same name is meant; asked once."""
    answer = frame.slots.get("confirmed")
    same = [deal for deal in deals.of_customer(ctx.session, customer.id) if deal.title == title]
    if answer is not None or not same:
        return answer is not False
    other = {name for name, value in said.items() if getattr(same[0], name) != value}
    label = "就是它，改成刚说的" if other else "就是它，不用再建"
    kept = {"confirmed": False} | ({"same": same[0].id} if other else {})
    options = [Option("再建一个", slots={"confirmed": True}), Option(label, slots=kept)]
    raise Question(words.ask_same(customer, same[0], ctx.now, ctx.tz), "confirmed", options)


@handles("opportunity.update")
def update(frame: Frame, ctx: Context) -> str:
    """Its stage, sum, date or probability. Back is asked about; skipped stages are said."""
    deal = chosen(frame, ctx)
    customer = _customer(deal, ctx) or customer_of(frame, ctx)
    deal = deal or open_one(frame, customer, ctx)
    if deal is None:
        if (over := ended_named(frame, customer, ctx)) is not None:
            return _ended(over, ctx) + "。要接着跟就再建一个商机。"
        return _make_instead(frame, customer, ctx)
    said = facts.of(frame, ctx)
    to = facts.stage_said(frame, ctx, bool(said))
    if not said and not to:
        if "asked" in frame.slots:
            return "好的，先空着，知道了再告诉我。"
        raise Question(words.ASK_WHAT, "stage", free=True, frame=_of(deal, customer, frame))
    try:
        lines = _write(frame, deal, customer, to, said, ctx)
    except Ended as ended:
        return _ended(ended.deal, ctx) + "。要接着跟就再建一个商机。"
    if not lines:
        return LEFT_ALONE
    spoke_of(ctx, deal)
    return _and_ask(words.updated(deal, customer.name, lines), deal, customer, ctx)


def _write(
    frame: Frame, deal: Opportunity, customer: Customer, to: str, said: dict[str, Any], ctx: Context
) -> list[str]:
    """What was changed, in words; nothing where a step back was thought better of."""
    deals.must_be_open(deal)
    lines = []
    if to:
        stage, known = stage_called(to, ctx), ctx.vocabulary.stages
        back = stages.position(known, stage.name) < stages.position(known, deal.stage)
        if back and not _sure(frame, deal, customer, stage.name):
            return []
        if stage.name == deal.stage:
            lines.append(words.same_stage(deal))
        else:
            before = deals.move(ctx.session, deal, stage.name, ctx.user.id, ctx.now)
            lines.append(words.moved(before, deal, said.get("probability", stage.probability), known))
    deals.change(deal, said)
    return lines + [words.fact(name, deal, ctx.now, ctx.tz) for name in said]


def _sure(frame: Frame, deal: Opportunity, customer: Customer, to: str) -> bool:
    answer = frame.slots.get("confirmed")
    if answer is None:
        options = [Option(YES, slots={"confirmed": True}), Option(NO, slots={"confirmed": False})]
        kept = Frame(frame.intent, {**frame.slots, "stage": to, "deal": deal.id}, refs=frame.refs)
        raise Question(words.ask_back(deal, to), "confirmed", options, frame=kept)
    return bool(answer)


def _make_instead(frame: Frame, customer: Customer, ctx: Context) -> str:
    """No open chance: one is made with what was said, after a yes."""
    answer = frame.slots.get("confirmed")
    if answer is None:
        options = [Option("建一个", slots={"confirmed": True}), Option(NO, slots={"confirmed": False})]
        of = replace(
            frame, slots={**frame.slots, "customer": customer.name}, refs={**frame.refs, **refs_to(customer)}
        )
        raise Question(words.ask_make(customer), "confirmed", options, frame=of)
    if not answer:
        return LEFT_ALONE
    slots = {key: value for key, value in frame.slots.items() if key != "confirmed"}
    return create(Frame("opportunity.create", slots, refs=frame.refs), ctx)


def _and_ask(text: str, deal: Opportunity, customer: Customer, ctx: Context) -> str:
    """What was written, what came due by it, and the one fact its stage still wants to know."""
    text = "\n".join(filter(None, [text, come_due(deal, ctx)]))
    fact = deals.missing(ctx.session, deal)
    if fact is None:
        return text
    frame = _of(deal, customer, Frame("opportunity.update", {"asked": fact}))
    question = Question(f"{words.ASK[fact]}{words.ALL_LATER}", fact)
    return f"{text}\n{ask(question, frame, [], ctx)}"


def _of(deal: Opportunity, customer: Customer, frame: Frame) -> Frame:
    """The frame, settled on this chance."""
    refs = {**frame.refs, **refs_to(customer)}
    return Frame(frame.intent, {**frame.slots, "customer": customer.name, "deal": deal.id}, refs=refs)


def _customer(deal: Opportunity | None, ctx: Context) -> Customer | None:
    return ctx.session.get(Customer, deal.customer_id) if deal is not None else None


def _ended(deal: Opportunity, ctx: Context) -> str:
    who = ctx.session.get(User, deal.closed_by_id) if deal.closed_by_id else None
    name = "你" if who is not None and who.id == ctx.user.id else who.name if who else ""
    return words.ended(deal, name, ctx.now, ctx.tz)


@handles("opportunity.win")
def win(frame: Frame, ctx: Context) -> str:
    """赢单. One that was won or lost lately is asked about, so that nothing is counted twice."""
    if "order" in frame.slots or "quote_id" in frame.slots:
        return _order(frame, ctx)
    deal = chosen(frame, ctx)
    customer = _customer(deal, ctx) or customer_of(frame, ctx)
    amount = facts.amount(frame)
    anew = frame.slots.get("which") == "new"
    if deal is None and not anew:
        deal = open_one(frame, customer, ctx) or _lately(frame, customer, ctx)
    made, quote = deal is None, signed.quoted(customer, ctx)
    if deal is None:
        deal = _won_unseen(frame, customer, quote, ctx)
    else:
        signed.must_be_it(deal, customer, frame, ctx)
    if amount is not None and _just_won(deal, ctx):  # 35万, while it is asked whether to write the order
        deal.amount = money.sensible(amount)
        text = f"已更正：{customer.name}「{deal.title}」金额改为{money.yuan(deal.amount)}"
        return _after_win(text, deal, customer, quote, ctx)
    was = customer.stage
    if deal.status == "lost" and "deal" in frame.slots:
        deals.reopen(ctx.session, deal, ctx.user.id, ctx.now)
    try:
        deals.must_be_open(deal)
        as_quoted = signed.signed_sum(deal, customer, quote, ctx) if amount is None else None
        deals.win(ctx.session, deal, ctx.user, ctx.now, amount if as_quoted is None else as_quoted)
    except Ended as ended:
        return f"{_ended(ended.deal, ctx)}，没有重复记。"
    spoke_of(ctx, deal)
    text = words.won(deal, customer, made, was, quote.number if quote and as_quoted is not None else "")
    return _after_win(text, deal, customer, quote, ctx)


def _just_won(deal: Opportunity, ctx: Context) -> bool:
    """By the speaker, a few minutes ago."""
    if deal.status != "won" or deal.closed_by_id != ctx.user.id or deal.closed_at is None:
        return False
    return ctx.now - deal.closed_at < ANSWER_WITHIN


def _lately(frame: Frame, customer: Customer, ctx: Context) -> Opportunity | None:
    """None that is meant is open, and one was decided a short while ago: the same one?"""
    named = ended_named(frame, customer, ctx)
    last = named or deals.last_closed(ctx.session, customer.id)
    if last is None or last.closed_at is None:
        return None
    since = ctx.now - last.closed_at
    other = Option("另外一单", slots={"which": "new"})
    if last.status == "won" and since <= (NAMED_AGAIN if named else AGAIN):
        options = [Option("就是这一单", slots={"deal": last.id}), other]
        raise Question(f"{_ended(last, ctx)}。你说的是这一单，还是另外一单？", "deal", options)
    if last.status == "lost" and since <= REVIVED:
        options = [Option("是它，又谈成了", slots={"deal": last.id}), other]
        reason = f"（{last.lost_reason}）" if last.lost_reason else ""
        raise Question(f"{_ended(last, ctx)}{reason}。是它又谈成了，还是另外一单？", "deal", options)
    return None


def _won_unseen(frame: Frame, customer: Customer, quote: Quote | None, ctx: Context) -> Opportunity:
    """Won without ever having been told of; what was quoted, where nothing else is said."""
    _must_be_somebodys(customer)
    stage = ctx.vocabulary.stages[-1].name
    owner_id = customer.owner_id or ctx.user.id
    title, product = facts.title(frame, ctx), None
    if quote is not None and title == facts.UNTITLED:
        title = product = signed.goods(quote, ctx)
    return deals.create(
        ctx.session, owner_id, customer, stage, ctx.now, title=title, product=product, by_id=ctx.user.id
    )


def _after_win(text: str, deal: Opportunity, customer: Customer, quote: Quote | None, ctx: Context) -> str:
    """An order counts for the figures, a chance does not: whether to write it too is one tap."""
    text = "\n".join(filter(None, [text, come_due(deal, ctx)]))
    own = deal.amount is not None and (quote is None or quote.amount != deal.amount)
    options = [Option("记订单", slots={"order": True})] if own else []
    if quote is not None:
        hint = f"{quote.number} {money.yuan(quote.amount)}"
        options.insert(0, Option("按报价单记", hint, {"quote_id": quote.id}))
    if not options:
        return text
    options.append(Option("先不记", slots={"order": False}))
    frame = _of(deal, customer, Frame("opportunity.win"))
    question = words.ask_order(deal.amount) if own and deal.amount is not None else words.ASK_QUOTED
    return f"{text}\n{ask(Question(question, 'order', options), frame, [], ctx)}"


def _order(frame: Frame, ctx: Context) -> str:
    """The order of the chance that was just won."""
    deal = chosen(frame, ctx)
    if "quote_id" in frame.slots:
        slots = {"quote_id": frame.slots["quote_id"], "opportunity": frame.slots.get("deal")}
        return FRAMES["order.quoted"](Frame("order.quoted", slots), ctx)
    if not frame.slots["order"] or deal is None or deal.amount is None:
        return f"好的，订单先不记，要记时说「{frame.slots['customer']}下单 …」就行。"
    slots = {"customer": frame.slots["customer"], "amount": float(deal.amount), "opportunity": deal.id}
    return FRAMES["order.create"](Frame("order.create", slots, refs=frame.refs), ctx)


@handles("opportunity.lose")
def lose(frame: Frame, ctx: Context) -> str:
    """输单. It is written at once; why is asked afterwards, with the usual reasons to tap."""
    deal = chosen(frame, ctx)
    reason = str(frame.slots.get("reason", "")).strip()
    if deal is not None and deal.status == "lost" and reason:
        if reason == words.NO_REASON:
            return "好的，原因先空着。"
        deal.lost_reason = reason[:255]
        return words.reason_kept(deal)
    customer = _customer(deal, ctx) or customer_of(frame, ctx)
    if frame.slots.get("which") == "new":
        return words.none_to_lose(customer)
    was_won = deal is not None and deal.status == "won"
    if deal is not None and was_won:
        deals.reopen(ctx.session, deal, ctx.user.id, ctx.now)
    deal = deal or open_one(frame, customer, ctx)
    if deal is None:
        last = ended_named(frame, customer, ctx) or deals.last_closed(ctx.session, customer.id)
        if last is not None and last.status == "won":
            options = [
                Option("改成输单", slots={"deal": last.id}),
                Option("另外一单", slots={"which": "new"}),
            ]
            raise Question(f"{_ended(last, ctx)}。改成输单，还是说的另外一单？", "deal", options)
        return f"{_ended(last, ctx)}，没有重复记。" if last else words.none_to_lose(customer)
    try:
        deals.lose(ctx.session, deal, ctx.user, ctx.now, reason or None)
    except Ended as ended:
        return f"{_ended(ended.deal, ctx)}，没有重复记。"
    spoke_of(ctx, deal)
    stays = words.STAYS_WON if was_won else ""
    text = "\n".join(filter(None, [words.lost(deal, customer), stays, come_due(deal, ctx)]))
    if reason:
        return text
    options = [Option(one, slots={"reason": one}) for one in words.LOST]
    question = Question(words.ASK_WHY_LOST, "reason", options, free=True)
    return f"{text}\n{ask(question, _of(deal, customer, Frame('opportunity.lose')), [], ctx)}"
