"""How the check-list of a project is said."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from handlers.deals import words as deals_words
from models.deals import DealStep, Opportunity

ASK_STEPS = "有哪些步骤？用空格隔开，比如「勘测 方案 安装」"
NO_LISTS = "还没有项目有清单。加一个就说「给华为项目加步骤 勘测 方案 安装」。"


def added(
    customer: str,
    deal: Opportunity,
    new: Sequence[DealStep],
    steps: Sequence[DealStep],
    now: datetime,
    tz: tzinfo,
) -> str:
    names = " → ".join(step.name for step in new)
    head = f"已给{customer}「{deal.title}」加{len(new)}个步骤：{names}"
    days = [f"{step.name} {deals_words.day(step.due_on, now, tz)}前" for step in new if step.due_on]
    rest = f"共{len(steps)}步。做完一步说「{new[0].name}完成了」"
    return "\n".join(filter(None, [head, "，".join(days), rest]))


def progress(
    customer: str, deal: Opportunity, steps: Sequence[DealStep], said: str, now: datetime, tz: tzinfo
) -> str:
    """How far, step by step, and which is next."""
    if not steps:
        return f"{customer}「{deals_words.short(deal)}」还没有清单，{deals_words.where(deal, now, tz)}。"
    today = now.astimezone(tz).date()
    done = sum(step.done_at is not None for step in steps)
    lines = [f"{customer}「{deal.title}」{f' {said}' if said else ''}：{done}/{len(steps)}"]
    following = next((step for step in steps if step.done_at is None), None)
    for step in steps:
        mark = "✓" if step.done_at else "▶" if step is following else "○"
        lines.append(f"{mark} {step.name}{_when(step, today)}")
    if following is None:
        lines.append("全部完成 🎉")
    return "\n".join(lines)


def _when(step: DealStep, today: date) -> str:
    if step.done_at is not None or step.due_on is None:
        return ""
    if step.due_on < today:
        return f"（拖了{(today - step.due_on).days}天）"
    return f"（{step.due_on.month}月{step.due_on.day}日前）"


def progress_line(customer: str, deal: Opportunity, steps: Sequence[DealStep], today: date) -> str:
    """`华为 交换机项目 1/3，下一步方案（拖了2天）`."""
    done = sum(step.done_at is not None for step in steps)
    following = next((step for step in steps if step.done_at is None), None)
    rest = f"，下一步{following.name}{_when(following, today)}" if following else "，全部完成"
    return f"{customer} {deals_words.short(deal)} {done}/{len(steps)}{rest}"


def late_line(customer: str, deal: Opportunity, step: DealStep, days: int) -> str:
    return f"· {customer} {deals_words.short(deal)}：步骤「{step.name}」拖了{days}天"
