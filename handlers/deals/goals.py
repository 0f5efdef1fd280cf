"""目标: 「小李这个月目标50万」「我这个月目标完成多少了」."""

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm import days
from crm.errors import Forbidden, NotThere, Refused
from crm.figures import saying
from crm.figures.measures import BY_KEY
from crm.figures.plot import Item, Plot
from crm.goals import goals
from crm.ownership import ownership
from handlers.context import Context, Question
from handlers.deals.facts import amount as amount_of
from handlers.deals.lines import whose
from handlers.mending.last_write import last_written
from handlers.paging import listing
from handlers.phrases import colleagues_called, says
from handlers.products.facts import NUMBER, number
from handlers.registry import handles
from handlers.resolve import colleague
from handlers.sales import reading as sale_reading
from handlers.slots import without
from handlers.whole import all_or_nothing
from models.outbox import Chart
from models.people import User
from models.working import Goal
from nlp import times
from nlp.frames import Frame
from nlp.names import Name

ASK_AMOUNT = "目标是多少？比如「50万」"
MOST = 4  # goals of one answer
MOST_PEOPLE = 30
TEAMS = ("团队", "部门", "全公司", "公司", "我们组", "咱们组", "全组", "本组", "组里", "我组", "小组")
MINE = re.compile("我(?!们)")
CHANGES = re.compile("改|调|换|应该是|不是")
BY = re.compile(
    f"(?P<verb>增加|追加|上调|上浮|提高|提升|调高|减少|下调|降低|调低|[加增涨提减降少])了?(?:{NUMBER})(?!个|[家单台])"
)
"""加10万, 下调5万: by how much, where 加到 and 加个目标 say what it becomes."""
EACH = "(?:大家|各人|每个?人|各位|所有人|全员|组员|组里|同事们?|成员|下属|手下|各个?销售)"
HOW = "(?:的)?(?:了|完成|达成|进度|进展|情况|完成情况|完成率|怎么样|咋样|如何|多少|得)*了?"
LONGER = re.compile("季度|年度|全年")  # 季度目标300万: the running one
AHEAD = 366  # days within which a goal is worth naming when there is none for now


@handles("goal.set")
def put(frame: Frame, ctx: Context) -> str:
    """One's own, or of the people one leads; the same period again changes it."""
    amount = amount_of(frame)
    if amount is None:
        raise Question(ASK_AMOUNT, "amount", frame=without(frame, "amount"))
    sale_reading.refuse_nonsense(ctx.text)
    if amount <= 0:
        raise Refused("目标要大于0。")
    again = _just_set(ctx) if CHANGES.search(ctx.text) and not {"user", "range"} & set(frame.slots) else None
    target = goals.Target(again.user_id, again.department_id) if again else _target(frame, ctx)
    first, last = (again.first, again.last) if again else _range(frame, ctx)
    measure = again.measure if again else "payments" if "回款" in ctx.text else "revenue"
    if by := BY.search(ctx.text):
        amount = _moved(goals.at(ctx.session, target, measure, first, last), by["verb"], amount)
    ctx.sent += 1
    goal, before = goals.put(ctx.session, target, measure, first, last, amount, ctx.user.id, ctx.now)
    was = f"（原来{saying.money(before)}）" if before is not None else ""
    return f"已定目标：{_name(goal, ctx)} {saying.money(amount)}{was}。记错了发「撤销」"


def _moved(goal: Goal | None, verb: str, by: Decimal) -> Decimal:
    """小李目标加10万: from what it is."""
    if goal is None:
        raise NotThere("这段时间还没有定目标，加减不了。先定一个：「小李这个月目标50万」")
    amount = goal.amount - by if re.search("[减降少低]|下调", verb) else goal.amount + by
    if amount <= 0:
        raise Refused(f"现在的目标是{saying.money(goal.amount)}，减不了{saying.money(by)}。")
    return amount


WHEN = "(?P<when>(?:这个?|本|下个?)(?:月|季度?)|第?[一二三四1-4]季度|[0-9]{1,2}月份?|今年|明年)"
NAMES = "[\u4e00-\u9fff、,， ]"


@says(
    rf"(?P<who>{NAMES}{{4,40}}?){WHEN}?的?(?:销售|业绩|回款)?"
    rf"(?:目标(?:都|每人|各)|(?:每人|各))自?(?:目标)?(?:是|定|为)? ?(?P<sum>{NUMBER})元?"
)
def read_each(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊李晓这个月各20万; one of them nobody knows is said, the others are not done without."""
    found, stranger = _everybody(match["who"], ctx)
    value = number(match["sum"])
    if not found or len(found) + bool(stranger) < 2 or value is None:
        return None
    when = times.find(match["when"], ctx.now.astimezone(ctx.tz)) if match["when"] else []
    slots = {"amount": str(value)} | ({"range": when[0].as_period("future")} if when else {})
    slots |= {"stranger": stranger} if stranger else {}
    return Frame("goal.each", slots, refs={"people": tuple(found)})


def _everybody(said: str, ctx: Context) -> tuple[list[Name], str]:
    """Colleagues named one after the other, and what is left of the words where somebody is not known."""
    rest = re.sub("[、,， 和跟与]|的$", "", said)
    people: list[Name] = []
    while rest:
        size, found = next(
            ((n, found) for n in (4, 3, 2) if len(found := colleagues_called(rest[:n], ctx)) == 1), (0, ())
        )
        if not found:
            return people, rest
        people.append(found[0])
        rest = rest[size:]
    return people, ""


@handles("goal.each")
def put_each(frame: Frame, ctx: Context) -> str:
    """The same goal for several: all of them, or none where one is not the speaker's to set."""
    if "stranger" in frame.slots:
        raise NotThere(f"没有叫「{frame.slots['stranger']}」的同事，目标都没有定。")
    with all_or_nothing(ctx):
        said = [
            put(Frame("goal.set", {**frame.slots, "user": one.name}, refs={"user": (one,)}), ctx)
            for one in frame.refs["people"]
        ]
    return "\n".join(said)


def _just_set(ctx: Context) -> Goal | None:
    """目标改成120万: the goal of the last write, whatever its period."""
    written = [record for record in last_written(ctx) if isinstance(record, Goal)]
    return written[0] if len(written) == 1 and written[0].deleted_at is None else None


@says(r"(?:我的?|现在的?|这个月的?|本月的?)*(?:目标)?(?:完成率|达成率)(?:是?多少|怎么样|咋样|有多少)?了?")
def read_share(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("goal.show")


WHOSE = "(?:看看|看一下|查一下|查看|我的?|我们的?|团队的?|部门的?|现在的?|这个月的?|本月的?)*"


@says(f"{WHOSE}目标(?:呢|情况|进度|是?多少|完成情况|完成进度)?")
def read_goal(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("goal.show")


@says(
    f"{WHOSE}(?:还)?差多少回款",
    f"{WHOSE}回款(?:目标)?(?:还|还有)?(?:差|缺)(?:了)?(?:多少|几)(?:钱|万)?(?:没(?:有)?(?:回|完成|收))?",
)
def read_payments_missing(_match: re.Match[str], ctx: Context) -> Frame:
    """回款还差多少: of the goal where there is one for payments, else what is still owed."""
    today = days.today(ctx.now, ctx.tz)
    targets = [goals.Target(user_id=ctx.user.id), goals.team_of(ctx.session, ctx.scope)]
    known = [goal for one in targets if one for goal in goals.of(ctx.session, one, today, today)]
    if any(goal.measure == "payments" for goal in known):
        return Frame("goal.show", {"measure": "payments"})
    return Frame("receivable.list", {})


@says("谁(?:的)?(?:目标)?(?:完成|达成)(?:得|的|率|度|情况)?(?:最|比较)(?:差|低|少|慢|好|高|多|快)(?:的)?")
def read_furthest(_match: re.Match[str], ctx: Context) -> Frame | None:
    """谁完成得最差: the goals of those one leads, where there are any."""
    first, last = _range(Frame("goal.people"), ctx)
    return Frame("goal.people") if goals.of_people(ctx.session, first, last) else None


@says(
    rf"(?:看看|看一下|查一下)?{EACH}(?P<when>.{{0,6}}?)的?(?:销售|业绩|回款)?目标(?:都)?{HOW}?",
    rf"(?:看看|看一下|查一下)?(?P<when>.{{0,6}}?){EACH}的?(?:销售|业绩|回款)?目标(?:都)?{HOW}?",
    "(?P<when>)谁(?:还)?(?:没|没有|未)(?:完成|达成|达到)(?:本月的?|这个月的?)?目标",
)
def read_people(match: re.Match[str], ctx: Context) -> Frame | None:
    """各人目标完成情况."""
    found = times.find(match["when"], ctx.now.astimezone(ctx.tz)) if match["when"] else []
    if match["when"].strip(" 的") and not found:
        return None
    return Frame("goal.people", {"range": found[0].as_period("past")} if found else {})


@handles("goal.people")
def people(frame: Frame, ctx: Context) -> str:
    """Each one's of those one leads, the furthest behind first."""
    if ctx.scope.kind == "own":
        return show(Frame("goal.show", frame.slots), ctx)
    first, last = _range(frame, ctx)
    found = goals.of_people(ctx.session, first, last)
    if not found:
        raise NotThere("大家这段时间还没有定目标。定一个：「小李这个月目标50万」")
    how = [goals.progress(ctx.session, goal, ctx.now, ctx.tz) for goal in found[:MOST_PEOPLE]]
    lines = [f"· {_line(one, ctx)}" for one in sorted(how, key=lambda one: one.share)]
    return listing(ctx, f"各人目标（{len(found)}个）", lines)


@handles("goal.show")
def show(frame: Frame, ctx: Context) -> str:
    """How far, beside the time gone, and what is missing a day."""
    target = _target(frame, ctx)
    today = days.today(ctx.now, ctx.tz)
    first, last = _range(frame, ctx) if "range" in frame.slots else (today, today)
    found = goals.of(ctx.session, target, first, last)
    if not found and "user" not in frame.slots and not MINE.search(ctx.text):  # who leads means the team
        team = goals.team_of(ctx.session, ctx.scope)
        found = goals.of(ctx.session, team, first, last) if team is not None else []
    found = [one for one in found if one.measure == frame.slots.get("measure", one.measure)][:MOST]
    unnamed = frame.slots.get("user") in (None, "team", "all") and not MINE.search(ctx.text)
    if not found and unnamed and ctx.scope.kind != "own":
        whole = _range(frame, ctx)
        if goals.of_people(ctx.session, *whole):  # none of the team's as a whole
            return people(Frame("goal.people", {"range": f"{whole[0]}/{whole[1]}"}), ctx)
    if not found:
        return _none(target, first, last, ctx)
    lines = []
    for goal in found:
        how = goals.progress(ctx.session, goal, ctx.now, ctx.tz)
        lines.append(_line(how, ctx))
        ctx.send(Chart(_gauge(how, ctx).to_json()))
    return "\n".join(lines)


def _none(target: goals.Target, first: date, last: date, ctx: Context) -> str:
    """No goal for the time asked about: which time that was, and the next one there is."""
    today = days.today(ctx.now, ctx.tz)
    when = "这个月" if (first, last) == (today, today) else saying.period(first, last, today)
    user = ctx.session.get(User, target.user_id) if target.user_id else None
    who = "团队" if user is None else "我" if user.id == ctx.user.id else user.name
    ahead = goals.of(ctx.session, target, today, today + timedelta(days=AHEAD))
    if ahead:
        known = "\n".join(f"{_name(goal, ctx)}目标{saying.money(goal.amount)}" for goal in ahead[:MOST])
        return f"{when}还没有定目标。已经定了的：\n{known}"
    return f"{when}还没有定目标。定一个：「{who}这个月目标50万」"


def _line(how: goals.Progress, ctx: Context) -> str:
    head = f"{_name(how.goal, ctx)}目标{saying.money(how.goal.amount)}：已完成{saying.money(how.reached)}"
    pace = f"（{100 * how.share:.0f}%），时间过了{100 * how.time:.0f}%"
    if not how.missing:
        return f"{head}{pace}，已达成 🎉"
    if not how.left:
        return f"{head}{pace}，差{saying.money(how.missing)}"
    each = how.missing / how.left
    return (
        f"{head}{pace}，还差{saying.money(how.missing)}，剩{how.left}个工作日，平均每天{saying.money(each)}"
    )


def _gauge(how: goals.Progress, ctx: Context) -> Plot:
    items = (
        Item("已完成", float(how.reached), saying.money(how.reached)),
        Item("目标", float(how.goal.amount), saying.money(how.goal.amount)),
    )
    return Plot("gauge", f"{_name(how.goal, ctx)}目标", items, mark=how.time)


def _name(goal: Any, ctx: Context) -> str:
    """`李晓 11月1–30日 销售额`."""
    today = days.today(ctx.now, ctx.tz)
    return f"{whose(goal, ctx)} {saying.period(goal.first, goal.last, today)} {BY_KEY[goal.measure].name}"


def _target(frame: Frame, ctx: Context) -> goals.Target:
    """A person one may speak for, or the team: 团队, or nobody named by somebody who leads."""
    said = frame.slots.get("user")
    team = said in ("team", "all") or (said is None and any(w in ctx.text for w in TEAMS))
    named = goals.called(ctx.session, ctx.text, ctx.scope) if said in (None, "team", "all") else None
    if named is not None:
        return named
    if team:
        found = goals.team_of(ctx.session, ctx.scope)
        if found is None:
            raise Forbidden("团队目标由主管来定和看，你可以看自己的：「我这个月目标完成多少了」。")
        return found
    user = colleague(frame, ctx, "user") or ctx.user
    if not ownership.leads(ctx.session, ctx.scope, user.id):
        raise Forbidden(f"{user.name}的目标要由{user.name}的主管来定。")
    return goals.Target(user_id=user.id)


def _range(frame: Frame, ctx: Context) -> tuple[date, date]:
    """As said; else this month."""
    if "range" in frame.slots:
        first, _, last = str(frame.slots["range"]).partition("/")
        return date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10])
    today = days.today(ctx.now, ctx.tz)
    if longer := LONGER.search(ctx.text):
        when = times.find("本季度" if longer[0] == "季度" else "今年", ctx.now.astimezone(ctx.tz))[0]
        first, _, last = when.as_period("future").partition("/")
        return date.fromisoformat(first), date.fromisoformat(last)
    return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])
