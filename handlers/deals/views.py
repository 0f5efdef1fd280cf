"""Chances looked at: 「商机」「哪些卡住了」「下个月能签多少」「华为商机历史」."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm import days, money
from crm.deals import deals, stages
from crm.deals import lists as deal_lists
from crm.deals import score as deal_score
from crm.deals.lists import Listed
from crm.errors import Forbidden
from crm.ownership import ownership
from crm.people.team import of_team
from handlers import replies
from handlers.context import Context
from handlers.deals import score_words
from handlers.deals import view_words as words
from handlers.deals import words as deals_words
from handlers.deals.refs import customer_of, last_spoken_of, spoke_of, stage_called
from handlers.deals.steps import lagging
from handlers.finding.of_department import within_department
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import handles
from handlers.resolve import colleague, customer_named
from handlers.slots import span
from handlers.vocabulary import parse
from models.customers import Customer
from models.deals import Opportunity
from models.people import User
from nlp import times
from nlp.frames import Frame
from nlp.names import Name

ENDED = {"won": "(?:赢单?|签|成交|拿下)了?的?", "lost": "(?:输单?|丢单?|黄|没成)了?的?"}
SCORED = 40  # of a list: nobody pages further to compare
UNTIL = re.compile("[底天日号一二三四五六末](?:之|以)?前|为止")
ONE_DAY = timedelta(days=1)
LATELY = "最近90天"


@says(
    "(?:我的?|全部的?|所有的?|看看?)?(?:商机|销售机会)(?:列表|清单|有哪些|呢)?",
    "(?:我的?)?(?:在跟的?)?(?:单子|项目)(?:列表|清单|有哪些)",
)
def read_list(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("opportunity.list")


@says(
    f"(?P<when>.{{1,8}}?)?(?:我|我们|团队)?的?(?P<how>{ENDED['won']}|{ENDED['lost']})(?:商机|单子|单|项目)(?:有?哪些|列表)?",
    "(?P<when>.{1,8}?)?(?:我|我们|团队)?(?P<how>签了|赢了|成交了|拿下了|丢了|输了|黄了)(?:哪些|哪几个|什么|几个)(?:单子?|商机|项目|客户)"
    "(?:[,， ]*(?:都|是)*(?:为什么|为啥|什么原因|因为什么))?",
    "(?P<when>.{1,8}?)?(?:我|我们|团队|大家)?(?:一共|总共)?(?P<how>丢了|输了|黄了)(?:几|多少)个?(?:单子?|商机|项目|客户)",
    "(?P<when>.{1,8}?)?(?:的)?(?P<how>丢单|输单)(?:的)?(?:原因|理由)(?:分析|统计|汇总|有?哪些|是什么)?",
    "(?P<when>.{1,8}?)?(?:我们|团队|大家)?(?:都)?(?:是)?(?:为什么|为啥|怎么)(?:会)?(?P<how>丢单|输单|丢了单|丢的单)(?:的)?",
)
def read_ended(match: re.Match[str], ctx: Context) -> Frame | None:
    """赢单的商机, 本月签了哪些单: a look, and never a win."""
    if match["when"] and match[0].endswith("签单"):  # how much, not which: 今年每个月签单
        if not times.find(match["when"], ctx.now.astimezone(ctx.tz)):
            return None
        figure = parse(f"{match['when']}销售额", ctx)[0]
        return figure if figure.intent == "report.show" else None
    status = next(state for state, said in ENDED.items() if re.match(said.replace("的", ""), match["how"]))
    slots: dict[str, Any] = {"status": status}
    if match["when"]:
        when = LATELY if match["when"] in ("最近", "近期", "这阵子") else match["when"]
        found = times.find(when, ctx.now.astimezone(ctx.tz))
        if not found:
            return None
        slots["range"] = found[0].as_period("past")
        if span(str(slots["range"]), ctx.tz)[0] > ctx.now:  # 下周要签的单: those still open
            return Frame("opportunity.list", {"range": slots["range"]})
    return Frame("opportunity.list", slots)


@handles("opportunity.list")
def list_(frame: Frame, ctx: Context) -> str:
    """By customer, owner, stage, month of closing, or how they ended."""
    with within_department(ctx):
        return _listed(frame, ctx)


def _listed(frame: Frame, ctx: Context) -> str:
    customer = customer_named(frame, ctx)
    status = str(frame.slots.get("status", "open"))
    criteria: list[Any] = [Opportunity.status == status] if customer is None or status != "open" else []
    what = []
    if customer is not None:
        criteria.append(Opportunity.customer_id == customer.id)
        ctx.spoke_of(customer)
        what.append(f"{customer.name}的")
    else:
        criteria.append(_whose(frame, ctx, what))
    if "stage" in frame.slots:
        stage = stage_called(str(frame.slots["stage"]), ctx)
        criteria.append(Opportunity.stage == stage.name)
        what.append(stage.name)
    for slot, said in (("at_least", "以上的"), ("at_most", "以下的")):
        if slot in frame.slots:
            limit = Decimal(str(frame.slots[slot]))
            amount = Opportunity.amount
            criteria.append(amount >= limit if slot == "at_least" else amount <= limit)
            what.append(f"{money.yuan(limit)}{said}")
    if frame.slots.get("late"):
        criteria.append(Opportunity.close_date < days.today(ctx.now, ctx.tz))
        what.append("过了预计成交日的")
    if "range" in frame.slots:
        first, before = span(str(frame.slots["range"]), ctx.tz)
        first_day, last_day = first.astimezone(ctx.tz).date(), before.astimezone(ctx.tz).date() - ONE_DAY
        if status == "open" and first_day == last_day and UNTIL.search(ctx.text):  # 月底前能签的
            first_day = min(first_day, days.today(ctx.now, ctx.tz))
        if status == "open":
            criteria.append(Opportunity.close_date.between(first_day, last_day))
        else:
            criteria += [Opportunity.closed_at >= first, Opportunity.closed_at < before]
        what.append(
            words.span(first_day, last_day, days.today(ctx.now, ctx.tz))
            + ("预计成交" if status == "open" else "")
        )
    if frame.slots.get("largest"):
        found = deal_lists.listed(ctx.session, *criteria, order=deal_lists.LARGEST_FIRST)
        most = int(frame.slots.get("first", 0)) or len(found)
        what.append(f"最大的{most}个" if most < len(found) else "")
        return _listing(ctx, "".join(what) + words.KINDS[status], found[:most], named=customer is None)
    found = deal_lists.listed(ctx.session, *criteria)
    return _listing(ctx, "".join(what) + words.KINDS[status], found, named=customer is None)


def _whose(frame: Frame, ctx: Context, what: list[str]) -> Any:
    """The criterion, and whose it is said to be."""
    user = colleague(frame, ctx, "owner")
    if user is not None:
        if user.id != ctx.user.id and not ownership.leads(ctx.session, ctx.scope, user.id):
            raise Forbidden(replies.not_seen(user.name))
        what.append(f"{user.name}的")
        return Opportunity.owner_id == user.id
    if frame.slots.get("owner") == "me" or ctx.scope.kind == "own":
        what.append("你的")
        return Opportunity.owner_id == ctx.user.id
    return of_team(Opportunity.owner_id, ctx.scope)


def _listing(ctx: Context, what: str, found: list[Listed], *, named: bool = True) -> str:
    if not found:
        return deals_words.none_found(what, what.endswith((words.KINDS["won"], words.KINDS["lost"])))
    known = ctx.vocabulary.stages
    ctx.remember(listed={"kind": "deal", "ids": [one.deal.id for one in found]})
    if len(found) == 1:
        spoke_of(ctx, found[0].deal)
    scored = deal_score.scores(ctx.session, [one.deal for one in found[:SCORED]], ctx.now, ctx.tz)
    total, weighted, unknown = deal_lists.sums(known, [one for one in found if one.deal.status != "lost"])
    lines = [
        f"{n}. "
        + deals_words.line(
            one.deal,
            one.customer if named else "",
            stages.probability(known, one.deal),
            ctx.now,
            ctx.tz,
            one.owner if one.deal.owner_id != ctx.user.id else "",
        )
        + score_words.short(scored.get(one.deal.id))
        for n, one in enumerate(found, 1)
    ]
    return listing(ctx, deals_words.list_head(what, len(found), total, weighted, unknown), lines)


@handles("deal.show")
def show(frame: Frame, ctx: Context) -> str:
    """One chance, with its way so far."""
    deal = ctx.session.get(Opportunity, int(frame.slots["deal"]))
    if deal is None:
        return "这个商机已经不在了。"
    spoke_of(ctx, deal)
    customer = ctx.session.get(Customer, deal.customer_id)
    owner = ctx.session.get(User, deal.owner_id) if deal.owner_id else None
    known = ctx.vocabulary.stages
    lines = words.card(
        deal, customer.name if customer else "", owner.name if owner else "公海", known, ctx.now, ctx.tz
    )
    return "\n".join([*lines, *_scored(deal, ctx), *_moves(deal, ctx)[-4:]])


def _scored(deal: Opportunity, ctx: Context) -> list[str]:
    """How likely it is won, and why; nothing while the company has too little to go by."""
    found = deal_score.scores(ctx.session, [deal], ctx.now, ctx.tz).get(deal.id)
    model = deal_score.model(ctx.session, ctx.now, ctx.tz) if found else None
    return score_words.lines(found, model) if found and model else []


@says("(?:商机|赢单)?(?:的)?(?:评分|打分|把握)(?:准不准|准吗|准确吗|有多准|怎么(?:算|来)的?|靠谱吗|可靠吗)")
def read_score(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("deal.score")


@handles("deal.score")
def score(frame: Frame, ctx: Context) -> str:
    """How true the scores have been, on chances that had not been looked at for them."""
    before = days.starts(days.today(ctx.now, ctx.tz), ctx.tz)
    seen, won = deal_score.decided(ctx.session, before)
    if deal_score.fit(seen, won) is None:
        return score_words.too_few(len(won))
    return score_words.how_true(deal_score.calibration(seen, won), len(won), sum(won))


def _moves(deal: Opportunity, ctx: Context) -> list[str]:
    moves = deals.history(ctx.session, deal)
    names = {}
    for move in moves:
        user = ctx.session.get(User, move.user_id) if move.user_id else None
        names[move.user_id] = user.name if user else "系统"
    before = [None, *moves]
    return [
        deals_words.step_line(
            move, names[move.user_id], (move.at - last.at).days if last else None, ctx.now, ctx.tz
        )
        for last, move in zip(before, moves, strict=False)
    ]


@says(
    "(.{2,24}?)的?(?:商机|项目|单子)的?(?:阶段)?(?:历史|历程|变更记录|推进记录|经过|进展记录)",
    "(.{2,24}?)的?阶段(?:历史|变更|记录|变化)",
)
def read_history(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    return Frame("deal.history", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("deal.history")
def history(frame: Frame, ctx: Context) -> str:
    """Every move of a customer's chances."""
    customer = customer_of(frame, ctx)
    found = deals.of_customer(ctx.session, customer.id, None)
    if not found:
        return deals_words.none_found(f"{customer.name}的商机")
    lines = []
    for deal in found:
        lines += [f"「{deals_words.short(deal)}」", *_moves(deal, ctx)]
    ctx.spoke_of(customer)
    return listing(ctx, f"{customer.name}的商机：共{len(found)}个", lines)


@says(
    "(?:看看|查查|列一下)?(?:有)?(?:哪些|哪几个|什么|有没有|谁(?:手[上里])?的?)?(?:商机|单子|单|项目|客户)?(?:是|被)?"
    "(?:卡住|停滞|卡着|卡壳|不动|没动静|推不动)(?:了|的)?(?:的?(?:商机|单子|项目))?(?:有哪些|吗|呢)?",
    "(?:我|我们|团队)?(?:的)?(?:停滞|卡住)(?:的)?(?:商机|单子|项目)(?:有哪些)?",
    "(?:看看?)?(?:卡|停|拖|压|放)(?:了|得)*最(?:久|长)的?(?:是)?(?:哪[个些])?(?:商机|单子|单|项目)(?:是哪[个些]|有哪些)?",
)
def read_stuck(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("deal.stuck")


@handles("deal.stuck")
def stuck(frame: Frame, ctx: Context) -> str:
    """Which of mine or of my people's stay longer than is usual, and what is usual."""
    whose = ctx.user.id if ctx.scope.kind == "own" else None
    found = deal_lists.stuck(ctx.session, ctx.now, whose)
    late = lagging(ctx, whose)
    if not found and not late:
        return "没有卡住的商机，都在正常推进。"
    ctx.remember(listed={"kind": "deal", "ids": [one.one.deal.id for one in found]})
    mine = ctx.user.name
    lines = [f"{n}. {words.stuck_line(one, mine)}" for n, one in enumerate(found, 1)]
    own = any(one.pace.own for one in found)
    head = f"卡住的商机：{len(found)}个（在一个阶段停留超过{'公司' if own else ''}通常时间的两倍）"
    return listing(ctx, head if found else "有步骤拖期的项目：", [*lines, *late])


MONTH = "本月|这个月|下个?月|下下个?月|\\d{1,2}月份?"
WHEN = f"(?P<when>{MONTH}|本季度?|这个?季度|下个?季度|今年|年底前?)(?:底)?(?:前|之前)?"
CAN = "(?:预计|大概|估计|大约|还)*(?:能|可以|会)"
HOW_MUCH = f"(?:{CAN}|预计|大概|估计)(?:签|成交|成|拿下)(?:下来?)?(?:多少|几)(?:钱|单|万|个)?(?:呢)?"
WHO = "(?P<who>我|我们|团队|[\u4e00-\u9fff]{2,4}?)"


@says(
    "(?:销售|业绩|签单|成交|商机)?预测",
    f"{WHEN}(?:我|我们|团队)?{HOW_MUCH}",
    f"{WHO}(?:{WHEN})?{HOW_MUCH}",
    f"{WHEN}的?(?:销售|业绩|签单|成交)?预测",
)
def read_forecast(match: re.Match[str], ctx: Context) -> Frame | None:
    slots: dict[str, Any] = {}
    found = match.groupdict()
    refs: dict[str, tuple[Name, ...]] = {}
    if found.get("when"):
        slots["when"] = found["when"]
    who = found.get("who")
    if who and who not in ("我", "我们", "团队"):
        refs["user"] = colleagues_called(who, ctx)
        if not refs["user"]:
            return None
        slots["user"] = who
    elif who == "我":
        slots["user"] = "me"
    return Frame("deal.forecast", slots, refs=refs)


@handles("deal.forecast")
def forecast(frame: Frame, ctx: Context) -> str:
    """What the months to come may bring: sum × probability by expected day."""
    user = colleague(frame, ctx, "user")
    mine = frame.slots.get("user") == "me" or ctx.scope.kind == "own"
    whose = user.id if user else ctx.user.id if mine else None
    found = deal_lists.open_ones(ctx.session, whose)
    made = deal_lists.forecast(ctx.session, found, ctx.now, ctx.tz)
    today = ctx.now.astimezone(ctx.tz).date()
    period = months(str(frame.slots.get("when", "")), today)
    whom = user.name if user else "你" if mine else "团队"
    return words.forecast(made, whom, period, today)


def months(said: str, today: date) -> tuple[date, date] | None:
    """First days of the first and last month meant; None: all."""
    this = today.replace(day=1)
    if match := re.match(r"(\d{1,2})月", said):
        number = int(match[1])
        if not 1 <= number <= 12:
            return None
        year = today.year + (number < today.month)
        return date(year, number, 1), date(year, number, 1)
    if "季" in said:
        first = _later(date(this.year, (this.month - 1) // 3 * 3 + 1, 1), 3 if "下" in said else 0)
        return first, _later(first, 2)
    if said.startswith(("今年", "年底")):
        return this, date(this.year, 12, 1)
    if not said:
        return None
    first = _later(this, said.count("下"))
    return first, first


def _later(first: date, count: int) -> date:
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


@says("(?:这个?|那个?|该)?(?:商机|单子|单|项目)(?:的)?(?:详情|情况|怎么样了|进展)")
def read_this(match: re.Match[str], ctx: Context) -> Frame | None:
    deal = last_spoken_of(ctx)
    return Frame("deal.show", {"deal": deal.id}) if deal else None
