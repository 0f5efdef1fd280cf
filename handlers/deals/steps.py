"""清单: 「给华为项目加步骤 勘测 方案 安装」「勘测完成了」「华为项目进度」."""

import re
from datetime import date, timedelta

from crm.deals import deals
from crm.deals import steps as deal_steps
from crm.errors import NotThere, Refused
from handlers.context import Context, Option, Question
from handlers.deals import steps_words as words
from handlers.deals import words as deals_words
from handlers.deals.facts import day_in
from handlers.deals.refs import chosen, customer_of, last_spoken_of, open_one, spoke_of
from handlers.paging import listing
from handlers.phrases import customers_called, says
from handlers.registry import handles
from models.customers import Customer
from models.deals import DealStep, Opportunity
from nlp.frames import Frame
from nlp.names import Name

STEP = "(?:步骤|清单|里程碑|节点|环节|阶段任务)"
WHOSE = "(?P<whose>[^,，:：]{2,24}?)?"
PROJECT = "(?:的?(?:这个|那个)?(?:项目|商机|单子|单))?"
ADD = "(?:加上?|添加?|增加|新增|建|列|补)(?:一?下|[几两三四五六]?个|一些)?"
DONE = "(?:已经|都|终于)?(?:完成|做完|搞定|弄完|弄好|做好|结束|办完|通过)(?:了|啦)"
UNDONE = "(?:还)?(?:没|未|没有)(?:完成|做完|搞定|弄完|做好|结束)|(?:重新|还要)(?:做|打开)"
SPLIT = re.compile(r"[,，、;；\s→>\-]+")
MOST_OPTIONS = 6


@says(
    rf"(?:给|为|在|把)?{WHOSE}{PROJECT}(?:里)?{ADD}(?:项目)?{STEP}[:： ,，]*(?P<steps>.+)",
    rf"{WHOSE}{PROJECT}的?{STEP}[:： ,，]+(?P<steps>.+)",
)
def read_add(match: re.Match[str], ctx: Context) -> Frame | None:
    return _about(match["whose"], ctx, "deal.steps_add", {"steps": match["steps"]})


def _about(whose: str | None, ctx: Context, intent: str, slots: dict[str, object]) -> Frame | None:
    """The frame about the customer these words name; None where they name none."""
    said = re.sub(r"(?:的|项目|商机|单子|这个|那个)+$", "", (whose or "").strip())
    if not said or said in ("我", "这个", "那个", "这"):
        return Frame(intent, slots)
    found = _customers(said, ctx)
    return Frame(intent, {**slots, "customer": said}, refs={"customer": found}) if found else None


def _customers(said: str, ctx: Context) -> tuple[Name, ...]:
    """华为, and 华为交换机 where 交换机 is what the project is called."""
    for end in range(len(said), 1, -1):
        if found := customers_called(said[:end], ctx):
            return found
    return ()


@handles("deal.steps_add")
def add(frame: Frame, ctx: Context) -> str:
    """Steps at the end of the list; 11月30日 behind a name is its day."""
    deal, customer = _meant(frame, ctx)
    added, known = deal_steps.add(ctx.session, deal, _steps(str(frame.slots["steps"]), ctx), ctx.now)
    spoke_of(ctx, deal)
    if not added:
        return f"「{'、'.join(known)}」本来就在清单里。"
    return words.added(customer.name, deal, added, deal_steps.of(ctx.session, deal.id), ctx.now, ctx.tz)


def _meant(frame: Frame, ctx: Context) -> tuple[Opportunity, Customer]:
    deal = chosen(frame, ctx)
    customer = ctx.session.get(Customer, deal.customer_id) if deal else customer_of(frame, ctx)
    assert customer is not None
    deal = deal or open_one(frame, customer, ctx)
    if deal is None:
        raise Refused(
            f"{customer.name}没有进行中的商机，清单要挂在商机上。先说「{customer.name} 项目名 金额」建一个。"
        )
    return deal, customer


def _steps(said: str, ctx: Context) -> list[tuple[str, date | None]]:
    """`勘测 11月30日 方案 安装`: names, each with the day behind it."""
    found: list[tuple[str, date | None]] = []
    for piece in filter(None, SPLIT.split(said)):
        day = day_in(piece, ctx)
        name = re.sub(r"(?:之?前|截止|完成|做完|最晚|：|:)+$", "", piece)
        if day is None:
            found.append((name, None))
        elif (own := _before_day(name, ctx)) and len(own) >= 2:
            found.append((own, day))
        elif found:
            found[-1] = (found[-1][0], day)
    if not found:
        raise Question(words.ASK_STEPS, "steps", free=True)
    return found


def _before_day(piece: str, ctx: Context) -> str:
    """勘测周五前: what stands before the day."""
    for start in range(1, len(piece)):
        if day_in(piece[start:], ctx) and not day_in(piece[:start], ctx):
            return piece[:start]
    return ""


@says(
    rf"(?P<what>[^,，。]{{2,24}}?)(?:步骤|环节|阶段)?{DONE}",
    rf"(?P<what>[^,，。]{{2,24}}?)(?P<undone>{UNDONE})(?:呢|了)?",
)
def read_done(match: re.Match[str], ctx: Context) -> Frame | None:
    """勘测完成了: only where it is a step of an open project; else it is a task or a story."""
    said = match["what"].strip()
    undone = bool(match.groupdict().get("undone"))
    starts = {said[start:].lstrip("的项目 "): start for start in reversed(range(len(said) - 1))}
    found = deal_steps.called(ctx.session, starts)
    longest = max((len(one.step.name) for one in found), default=0)
    found = [one for one in found if len(one.step.name) == longest]
    before = said[: starts[found[0].step.name]] if found else ""
    if before:
        ids = {name.id for name in _customers(before, ctx)}
        found = [one for one in found if one.deal.customer_id in ids]
    steps = [one.step.id for one in found]
    return Frame("deal.step_done", {"steps": steps, "undone": undone}) if steps else None


@handles("deal.step_done")
def done(frame: Frame, ctx: Context) -> str:
    """Done, or open again; which project is asked where several have such a step."""
    found = [step for id_ in frame.slots["steps"] if (step := ctx.session.get(DealStep, id_)) is not None]
    last = last_spoken_of(ctx)
    of_last = [step for step in found if last is not None and step.opportunity_id == last.id]
    undone = bool(frame.slots["undone"])
    fitting = of_last or [step for step in found if (step.done_at is None) != undone] or found
    if len(fitting) > 1:
        options = [_option(step, undone, ctx) for step in fitting[:MOST_OPTIONS]]
        raise Question("是哪个项目的？", "steps", options)
    if not fitting:
        raise NotThere("这个步骤已经不在了。")
    step = fitting[0]
    deal = deals.locked(ctx.session, step.opportunity_id)
    customer = ctx.session.get(Customer, deal.customer_id)
    spoke_of(ctx, deal)
    if undone:
        step.done_at = step.done_by_id = None
        said = f"「{step.name}」改回未完成"
    elif not deal_steps.finish(step, ctx.user.id, ctx.now):
        said = f"「{step.name}」之前就完成了"
    else:
        said = f"「{step.name}」完成 ✓"
    ctx.session.flush()
    steps = deal_steps.of(ctx.session, deal.id)
    return words.progress(customer.name if customer else "", deal, steps, said, ctx.now, ctx.tz)


def _option(step: DealStep, undone: bool, ctx: Context) -> Option:
    deal = ctx.session.get(Opportunity, step.opportunity_id)
    customer = ctx.session.get(Customer, deal.customer_id) if deal else None
    label = " ".join(
        filter(None, (customer.name if customer else "", deals_words.short(deal) if deal else ""))
    )
    return Option(label, step.name, slots={"steps": [step.id], "undone": undone})


@says(rf"{WHOSE}{PROJECT}的?(?:进度|步骤|清单|进展到哪了?|做到哪(?:一步)?了?)(?:怎么样了?|如何|呢|情况)?")
def read_progress(match: re.Match[str], ctx: Context) -> Frame | None:
    said = (match["whose"] or "").strip()
    if not said or said in ("项目", "商机", "我的", "全部", "所有"):
        return Frame("deal.progress", {"all": True} if said else {})
    return _about(said, ctx, "deal.progress", {})


@handles("deal.progress")
def progress(frame: Frame, ctx: Context) -> str:
    """One project's list; said without a name, that of the one last spoken of, else all that have one."""
    deal = chosen(frame, ctx) or (None if "all" in frame.slots else _spoken(frame, ctx))
    if deal is not None:
        customer = ctx.session.get(Customer, deal.customer_id)
        steps = deal_steps.of(ctx.session, deal.id)
        spoke_of(ctx, deal)
        return words.progress(customer.name if customer else "", deal, steps, "", ctx.now, ctx.tz)
    whose = ctx.user.id if ctx.scope.kind == "own" else None
    found = deal_steps.with_steps(ctx.session, whose)
    if not found:
        return words.NO_LISTS
    today = ctx.now.astimezone(ctx.tz).date()
    ctx.remember(listed={"kind": "deal", "ids": [deal.id for deal in found]})
    lines = [
        f"{n}. {words.progress_line(customer, deal, steps, today)}"
        for n, (deal, (customer, steps)) in enumerate(found.items(), 1)
    ]
    return listing(ctx, f"项目进度：{len(found)}个", lines)


def _spoken(frame: Frame, ctx: Context) -> Opportunity | None:
    if "customer" in frame.slots:
        return _meant(frame, ctx)[0]
    return last_spoken_of(ctx)


@says(
    "(?:删掉|去掉|取消|不要)(?:项目)?(?:的)?步骤[:： ]*(?P<steps>[^,，]{2,12})",
    "(?:把)?(?P<steps>[^,，]{2,12}?)(?:这一?步|步骤)(?:删掉|去掉|取消|不要|不用做)(?:了|吧)?",
)
def read_drop(match: re.Match[str], ctx: Context) -> Frame | None:
    found = deal_steps.called(ctx.session, [match["steps"].strip()])
    return Frame("deal.step_drop", {"steps": [one.step.id for one in found]}) if found else None


@handles("deal.step_drop")
def drop(frame: Frame, ctx: Context) -> str:
    """A step that is not needed."""
    found = [step for id_ in frame.slots["steps"] if (step := ctx.session.get(DealStep, id_)) is not None]
    if len(found) > 1:
        options = [_option(step, False, ctx) for step in found[:MOST_OPTIONS]]
        raise Question("删哪个项目的？", "steps", options)
    if not found:
        raise NotThere("这个步骤已经不在了。")
    found[0].deleted_at = ctx.now
    return f"已删掉步骤「{found[0].name}」。{deals_words.UNDO}"


def lagging(ctx: Context, whose: int | None) -> list[str]:
    """A line for each step whose day has passed."""
    today = ctx.now.astimezone(ctx.tz).date()
    return [
        words.late_line(one.customer, one.deal, one.step, (today - one.step.due_on) // timedelta(days=1))
        for one in deal_steps.late(ctx.session, today, whose)
        if one.step.due_on is not None
    ]
