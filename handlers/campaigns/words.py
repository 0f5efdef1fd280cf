"""What is said about campaigns: before they begin, to the reps, and how they went."""

from collections.abc import Sequence
from datetime import date

from crm import money
from crm.campaigns.campaigns import Audience, Outcome, Target
from models.campaigns import Campaign
from models.outbox import Button, Card
from zh import say

ASK_TITLE = "活动叫什么名字？比如「双十二专场」"
ASK_SEGMENT = "给哪些客户？比如「深圳的A类客户」「30天没跟进的客户」「我的全部客户」"
NONE_YET = "还没有活动。建一个：「建个活动 双十二专场 面向深圳的A类客户」"
TOO_LONG = "话术太长了，微信里不好看，请控制在{most}字以内。"
MOST_WORDS = 600  # characters to pass on: WeCom takes 2048 bytes
MOST_NAMED = 6  # reps in one line, customers on one card
ENDED_ALREADY = "活动「{title}」已经结束了。"


def not_understood(segment: str) -> str:
    how = "按级别、地区、行业、标签、多久没跟进这些来说，比如「深圳的A类客户」。"
    return f"没听懂「{segment}」是哪些客户。{how}"


def nothing_listed() -> str:
    return "「他们」是指哪些客户？先列出来，比如「深圳的A类客户」，再说「给他们建个活动」。"


def unknown(said: str, near: Sequence[str]) -> str:
    named = f"现在有：{'、'.join(f'「{title}」' for title in near)}。" if near else NONE_YET
    return f"没有叫「{said}」的活动。{named}" if said else NONE_YET


def nobody(what: str, everything: bool) -> str:
    whose = "" if everything else "（只算你和你团队负责的）"
    return f"没有符合「{what}」的客户{whose}，活动没有建。"


def runs_already(title: str) -> str:
    return f"「{title}」这个活动正在进行。新的换个名字，比如「{title[:10]}第二期」；叫什么？"


def preview(title: str, what: str, audience: Audience, message: str, until: date, today: date) -> str:
    """How wide it is, before anything goes out."""
    lines = [f"活动「{title}」：{what}，共{audience.customers}家，{len(audience.shares)}位同事负责"]
    lines += [f"· {share.user.name} {share.customers}家" for share in audience.shares[:MOST_NAMED]]
    if len(audience.shares) > MOST_NAMED:
        lines.append(f"· 还有{len(audience.shares) - MOST_NAMED}位")
    lines.append(f"话术：{message}" if message else "没有带话术；要带一段给大家转发，先回「话术：……」")
    lines.append(f"确认后每人收到自己的名单和一条待办，{say.day(until, today)}前联系完。")
    return "\n".join(lines)


def created(campaign: Campaign, parts: Sequence[tuple[str, int]]) -> str:
    named = "、".join(f"{name}{count}家" for name, count in parts[:MOST_NAMED])
    rest = f"等{len(parts)}位" if len(parts) > MOST_NAMED else ""
    whole = sum(count for _, count in parts)
    return (
        f"活动「{campaign.title}」开始了：{whole}家客户，{named}{rest}，名单已发出。\n"
        f"发「{campaign.title}效果怎么样」看进展，记错了发「撤销」"
    )


def given(campaign: Campaign, by: str, customers: Sequence[Target], until: date, today: date) -> Card:
    """To a rep: whose customers, by when; the words follow as a message of their own."""
    names = [("客户", " ".join(filter(None, (t.customer.name, t.contact)))) for t in customers[:MOST_NAMED]]
    more = f"还有{len(customers) - MOST_NAMED}家。" if len(customers) > MOST_NAMED else ""
    words = "话术在下一条消息，长按转发。" if campaign.message else ""
    return Card(
        title=f"活动：{campaign.title}"[:36],
        desc=f"{by}安排，你有{len(customers)}家客户，{say.day(until, today)}前联系完",
        lines=tuple(names),
        text=f"{more}{words}联系过的照常记跟进，进度自己会算。",
        buttons=(Button("看名单", "campaign.targets", (str(campaign.id),), 1),),
    )


def line(campaign: Campaign, customers: int, today: date) -> str:
    state = f"{_day(campaign.ended_on)}结束" if campaign.ended_on else "进行中"
    when = state if campaign.ended_on or campaign.starts_on <= today else f"{_day(campaign.starts_on)}开始"
    return f"{campaign.title}（{campaign.segment}，{customers}家，{when}）"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def outcome(campaign: Campaign, found: Sequence[Outcome], today: date) -> tuple[str, list[str]]:
    """The whole in the head, each rep in a line."""
    targets, contacted = sum(one.targets for one in found), sum(one.contacted for one in found)
    whole = Outcome(
        "合计",
        targets,
        contacted,
        sum(one.visited for one in found),
        sum(one.deals for one in found),
        sum(one.ordered for one in found),
        sum((one.amount for one in found), money.ZERO),
        sum(one.replied for one in found),
    )
    head = f"活动「{campaign.title}」（{campaign.segment}）{_since(campaign)}\n{_outcome(whole)}"
    return head, [f"· {_outcome(one)}" for one in found] if len(found) > 1 else []


def _since(campaign: Campaign) -> str:
    return f"，{_day(campaign.ended_on)}已结束" if campaign.ended_on else ""


def _outcome(one: Outcome) -> str:
    """`李晓：8家，已联系5家（63%），有回音3家，拜访2家，新商机1家，下单1家（12万元）`."""
    parts = [f"{one.targets}家", f"已联系{one.contacted}家（{100 * one.contacted / one.targets:.0f}%）"]
    parts += [f"有回音{one.replied}家"] if one.replied else []
    parts += [f"拜访{one.visited}家"] if one.visited else []
    parts += [f"新商机{one.deals}家"] if one.deals else []
    parts += [f"下单{one.ordered}家（{money.yuan(one.amount)}）"] if one.ordered else ["还没有下单"]
    return f"{one.name}：{'，'.join(parts)}"


def target(number: int, one: Target) -> str:
    return (
        f"{number}. {'✓ ' if one.contacted else ''}{' '.join(filter(None, (one.customer.name, one.contact)))}"
    )


def targets(campaign: Campaign, found: Sequence[Target]) -> str:
    left = sum(not one.contacted for one in found)
    return f"活动「{campaign.title}」名单：{len(found)}家，" + (
        f"还有{left}家没联系" if left else "都联系过了 ✓"
    )


def ended(campaign: Campaign, called_off: int) -> str:
    also = f"，{called_off}条还没做完的待办取消了" if called_off else ""
    return f"活动「{campaign.title}」结束了{also}。发「{campaign.title}效果怎么样」看结果，记错了发「撤销」"


def told_ended(campaign: Campaign, by: str) -> str:
    return f"{by}结束了活动「{campaign.title}」，名单里没联系的客户不用联系了。"


def not_yours(campaign: Campaign, who: str) -> str:
    return f"活动「{campaign.title}」是{who}建的，要由{who}或上级主管来改。"
