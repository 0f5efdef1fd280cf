"""营销活动: 「建个活动 双十二专场 面向深圳的A类客户」, shown before it goes out; what came of it."""

import re
from datetime import date
from typing import Any

from crm import days
from crm.campaigns import campaigns
from crm.campaigns import notices as campaign_notices
from crm.customers import search as customer_search
from crm.errors import Forbidden, NotThere, Refused
from crm.ownership import ownership
from handlers.campaigns import audiences, words
from handlers.context import Answer, Context, Option, Question
from handlers.paging import listing
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles, reads, taps
from handlers.sales import reading as sale_reading
from handlers.slots import without
from models.campaigns import Campaign
from models.outbox import Message, Text, queue
from models.people import User
from nlp.frames import Frame
from zh import say


@handles("campaign.create")
def create(frame: Frame, ctx: Context) -> str:
    """What is missing is asked, how wide it is is shown; after a yes each rep has a list and a task."""
    title = str(frame.slots.get("title") or "")
    if not title:
        raise Question(words.ASK_TITLE, "title", free=True)
    running = [one for one in campaigns.visible(ctx.session) if one.ended_on is None]
    if any(one.title == title for one in running):
        raise Question(words.runs_already(title), "title", frame=without(frame, "title"))
    message = str(frame.slots.get("message") or "")
    if len(message) > words.MOST_WORDS:
        raise Refused(words.TOO_LONG.format(most=words.MOST_WORDS))
    wanted = _audience(frame, ctx)
    found = campaigns.audience(ctx.session, wanted, ctx.now, ctx.vocabulary)
    what = campaigns.segment(wanted)
    if not found.shares:
        raise NotThere(words.nobody(what, ctx.scope.kind == "all"))
    starts_on = date.fromisoformat(str(frame.slots["date"])[:10]) if "date" in frame.slots else None
    today = days.today(ctx.now, ctx.tz)
    if starts_on is not None and starts_on < today:
        raise Refused(f"{say.day(starts_on, today)}已经过去了，活动换个日期？")
    until = campaigns.until(starts_on, ctx.now, ctx.tz)
    if not confirmed(frame, words.preview(title, what, found, message, until, today)):
        return LEFT_ALONE
    made, given = campaigns.create(
        ctx.session, ctx.user, title, wanted, message, starts_on, ctx.now, ctx.tz, ctx.vocabulary
    )
    for user, _ in given:
        _hand(made, user, ctx)
    return words.created(made, [(user.name, task.wanted or 0) for user, task in given])


def _audience(frame: Frame, ctx: Context) -> customer_search.Conditions:
    """The conditions of the segment; a question where none was said or none is understood."""
    said = str(frame.slots.get("segment") or "")
    wanted = audiences.meant(said, ctx) if said else None
    if wanted is not None:
        return wanted
    question = words.ASK_SEGMENT
    if said:
        question = words.nothing_listed() if audiences.SHOWN.fullmatch(said) else words.not_understood(said)
    raise Question(question, "segment", frame=without(frame, "segment"))


def _hand(campaign: Campaign, user: User, ctx: Context) -> None:
    """The list of one rep as a card, and the words to pass on by themselves, so that one can forward them."""
    today = days.today(ctx.now, ctx.tz)
    if user.id != ctx.user.id:
        theirs = campaigns.targets(ctx.session, campaign, user.id)
        until = campaigns.until(campaign.starts_on, ctx.now, ctx.tz)
        _tell("given", campaign, user.id, words.given(campaign, ctx.user.name, theirs, until, today), ctx)
    if campaign.message:
        _tell("words", campaign, user.id, Text(campaign.message), ctx)


def _tell(kind: str, campaign: Campaign, user_id: int, message: Message, ctx: Context) -> None:
    key = campaign_notices.key(kind, campaign.id, user_id, ctx.session.info["set_id"])
    queue(ctx.session, key, user_id, message, ctx.now)


LIKE_ONE = re.compile("活动|促销|推广|沙龙|直播|专场|双十|大促|发布会|展会|答谢|节|季|campaign")


@reads("campaign.show")
def read_one(frame: Frame, ctx: Context) -> Frame:
    """客户分级情况 only sounds like a campaign, where there is none of that name."""
    said = str(frame.slots.get("title", ""))
    if not said or not frame.only_learned or LIKE_ONE.search(ctx.text):
        return frame
    alike = any(one[:2] in said or said[:2] in one for one in ctx.vocabulary.campaigns)
    return frame if alike else Frame("unknown")


@handles("campaign.show")
def show(frame: Frame, ctx: Context) -> str:
    """What came of it, by rep."""
    campaign = _known(frame, ctx)
    found = campaigns.outcomes(ctx.session, campaign, ctx.tz)
    if not found:
        raise NotThere(f"活动「{campaign.title}」里没有你能看到的客户。")
    head, lines = words.outcome(campaign, found, days.today(ctx.now, ctx.tz))
    return listing(ctx, head, lines)


@handles("campaign.list")
def list_(_frame: Frame, ctx: Context) -> str:
    """Those one has a part in, the newest first."""
    found = campaigns.visible(ctx.session)
    if not found:
        return words.NONE_YET
    many = campaigns.sizes(ctx.session)
    today = days.today(ctx.now, ctx.tz)
    lines = [f"{n}. {words.line(one, many.get(one.id, 0), today)}" for n, one in enumerate(found, 1)]
    return listing(ctx, f"活动（{len(found)}个）", lines)


@handles("campaign.targets")
def targets(frame: Frame, ctx: Context) -> str:
    """The speaker's own customers of it; for those who lead, everybody's."""
    return _targets(_known(frame, ctx), ctx)


def _targets(campaign: Campaign, ctx: Context) -> str:
    found = campaigns.targets(ctx.session, campaign, ctx.user.id if ctx.scope.kind == "own" else None)
    if not found:
        raise NotThere(f"活动「{campaign.title}」里没有你的客户。")
    ctx.remember(listed={"kind": "customer", "ids": [one.customer.id for one in found]})
    lines = [words.target(n, one) for n, one in enumerate(found, 1)]
    return listing(ctx, words.targets(campaign, found), lines)


@taps("campaign.targets")
def tapped(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """看名单 on the card: as it stands now."""
    campaign = ctx.session.get(Campaign, int(ref[0])) if len(ref) == 1 and ref[0].isdigit() else None
    if campaign is None or campaign not in campaigns.visible(ctx.session):
        return Answer(button="这个活动已经撤销了")
    ctx.send(Text(_targets(campaign, ctx)))
    return Answer(button="名单已发给你")


@handles("campaign.words")
def pass_on(frame: Frame, ctx: Context) -> str:
    """话术：… for the campaign that was made last: everybody gets the new words."""
    mine = [one for one in campaigns.visible(ctx.session) if one.ended_on is None and _may_change(one, ctx)]
    if not mine:
        raise NotThere("没有在进行的活动可以放话术。先建一个：「建个活动 双十二专场 面向A类客户」。")
    campaign, message = mine[0], str(frame.slots["message"])
    if len(message) > words.MOST_WORDS:
        raise Refused(words.TOO_LONG.format(most=words.MOST_WORDS))
    campaign.message = message
    people = campaigns.people(ctx.session, campaign)
    for user_id in people:
        _tell("again", campaign, user_id, Text(message), ctx)
    return f"活动「{campaign.title}」的话术改好了，已发给{len(people)}位同事。"


@handles("campaign.end")
def end(frame: Frame, ctx: Context) -> str:
    """By whoever made it or leads them; reps hear that nothing more is to do."""
    campaign = _mine(frame, ctx)
    if campaign.ended_on is not None:
        raise Refused(words.ENDED_ALREADY.format(title=campaign.title))
    called_off = campaigns.end(ctx.session, campaign, ctx.now, ctx.tz)
    for user_id in sorted({task.assignee_id for task in called_off} - {ctx.user.id}):
        _tell("ended", campaign, user_id, Text(words.told_ended(campaign, ctx.user.name)), ctx)
    return words.ended(campaign, len(called_off))


@handles("campaign.rename")
def rename(frame: Frame, ctx: Context) -> str:
    campaign = _mine(frame, ctx)
    old, campaign.title = campaign.title, str(frame.slots["value"])[:128]
    return f"活动「{old}」改名为「{campaign.title}」。"


@handles("campaign.move")
def move(frame: Frame, ctx: Context) -> str:
    """Another day of the activity; what reps have to do moves with it."""
    campaign = _mine(frame, ctx)
    day, today = sale_reading.date_said(str(frame.slots["date"]), ctx), days.today(ctx.now, ctx.tz)
    if day is None or day < today:
        raise Refused("没听出改到哪一天，比如「双十二专场改到12月15日」。")
    campaigns.move(ctx.session, campaign, day, ctx.now, ctx.tz)
    return f"活动「{campaign.title}」改到{say.day(day, today)}，大家的待办也跟着改了。"


JUST_THAT = re.compile("(?:这个|那个|这次|那次|我们的?|最近的?|营销|市场|推广)*活动")


def _mine(frame: Frame, ctx: Context) -> Campaign:
    campaign = _known(frame, ctx)
    if not _may_change(campaign, ctx):
        who: Any = ctx.session.get(User, campaign.creator_id)
        raise Forbidden(words.not_yours(campaign, who.name))
    return campaign


def _may_change(campaign: Campaign, ctx: Context) -> bool:
    return campaign.creator_id == ctx.user.id or (
        ctx.scope.kind != "own" and ownership.leads(ctx.session, ctx.scope, campaign.creator_id)
    )


def _known(frame: Frame, ctx: Context) -> Campaign:
    """The campaign of that title; asked where several fit. Without a title the one there is."""
    seen = campaigns.visible(ctx.session)
    chosen = [one for one in seen if one.id == frame.slots.get("campaign")]
    said = str(frame.slots.get("title") or "")
    if JUST_THAT.fullmatch(said):
        said = ""
    found = chosen or (campaigns.called(seen, said) if said else [one for one in seen if not one.ended_on])
    found = found or [one for one in seen if one.title in said]  # 双十二专场每个人的完成情况
    if not found:
        raise NotThere(words.unknown(said, [one.title for one in seen[:3]]))
    if len(found) > 1:
        options = [Option(one.title, one.segment, {"campaign": one.id}) for one in found[:6]]
        raise Question("是哪个活动？", "campaign", options)
    return found[0]
