"""Every sentence the bot says. Short, warm, and with what was written, for whom and when."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from crm import customer_text, days, money
from crm.overview import Overview
from crm.words import CHANNELS
from handlers.deals import lines as deal_lines
from handlers.mending import own_lines, trust_lines, work_lines
from handlers.sales import lines as sale_lines
from handlers.tickets import lines as service_lines
from models.customers import Contact, Customer
from models.people import User
from models.work import Interaction, Task
from zh import say

PRIORITIES = {"high": "紧急", "low": "不急"}
FIELDS = {
    "level": "级别",
    "industry": "行业",
    "region": "区域",
    "address": "地址",
    "phone": "电话",
    "email": "邮箱",
    "wechat": "微信",
    "source": "来源",
    "stage": "状态",
    "kind": "企业类型",
    "nature": "企业性质",
    "credit": "资信",
    "credit_limit": "信用额度",
    "bank": "开户行",
    "satisfaction": "满意度",
    "preference": "偏好",
    "note": "备注",
    "name": "名称",
    "title": "职位",
    "birthday": "生日",
    "contact": "联系人",
    "customer": "客户",
    "due": "时间",
    "time": "时间",
    "content": "内容",
    "channel": "方式",
    "amount": "金额",
    "price": "单价",
    "quantity": "数量",
    "product": "产品",
    "discount": "折扣",
    "date": "日期",
    "assignee": "负责人",
    "priority": "优先级",
}
RECORDS = (
    {
        "customers": "客户",
        "contacts": "联系人",
        "customer_tags": "标签",
        "interactions": "跟进记录",
        "tasks": "待办",
    }
    | sale_lines.RECORDS
    | deal_lines.RECORDS
    | service_lines.RECORDS
    | trust_lines.RECORDS
    | work_lines.RECORDS
    | own_lines.RECORDS
)
MOST_UNDONE = 8  # lines; of a hand-over of hundreds the rest is counted
UNDO_HINT = "记错了发「撤销」"

ASK_CUSTOMER = "是哪个客户？"
ASK_NEW_CUSTOMER = "好的，新客户叫什么名字？"
ASK_CONTACT = "联系人叫什么？"
ASK_TITLE = "要做什么？"
ASK_DUE = "改到什么时候？"
ASK_ASSIGNEE = "交给谁？"
ASK_FIELD = "要改哪一项、改成什么？比如「华为级别改成A」"
FORGOTTEN = "好的，刚才那条先不记。原话我留着，需要时再发一遍就行。"
NOT_MEANT = "好，这句没有记，什么都没动。换个说法再发一遍也行。"
ONLY_ASKED = "刚才那句还没记，现在也不记了。要撤再前面的，就再发一次「撤销」。"
NO_LONGER_YOURS = "这条记录的客户已经不在你名下了，没有改。要改请找现在的负责人。"
NOTHING_TO_UNDO = "没有可以撤销的记录了。"
NOTHING_TO_CORRECT = "最近没有可以改的记录。直接说要改哪一条就行，比如「华为级别改成A」。"
NOTHING_MORE = "没有更多了。"
NOTHING_PENDING = "现在没有在等你回答的问题。想做什么直接说就行，发「帮助」看例子。"
NOTHING_ASKED = {
    "yes": "好的。没有在等你确认的事。",
    "no": "好的，什么都没有动。刚才那条不要了就发「撤销」。",
    "cancel": "好的，什么都没有动。刚才那条不要了就发「撤销」。",
}
ASSUMED_CUSTOMER = "没说是哪家，按刚才聊的这家记的，不对就发「撤销」"
WHAT_IS_RIGHT = "对的是什么？比如「是周四」「是王总」「内容改成谈合同」；整条不要就发「撤销」。"
NOT_DONE = "没有做，原因见下面的消息"
OLD_CARD = "这张卡片已经过期了"
ANSWERED_ALREADY = "这个问题已经答过了"
ASKED_TOO_LONG_AGO = "过了半小时，没有再等。请再说一遍"
FROZEN = "你的账号已被暂停使用，请联系管理员。"
TROUBLE = "这条我没处理好，原话已经留下。请稍后再发一遍；还不行就告诉管理员。"


def question_options(text: str, options: Sequence[tuple[str, str]], free: bool = False) -> str:
    """A question with its numbered candidates; `free`: other words are welcome too."""
    lines = [f"{n}. {label}{f'（{hint}）' if hint else ''}" for n, (label, hint) in enumerate(options, 1)]
    return "\n".join([text, *lines, "点卡片、回复序号，或直接说" if free else "点卡片或回复序号"])


def not_an_option(question: str) -> str:
    """What was typed is none of the candidates; the question may be off the screen by now."""
    return f"这句没对上，先没记（原话留着）。刚才问的是：{question}"


def kept_for_later(question: str) -> str:
    return f"收到，先替你留着，记下一条跟进时放进去。刚才问的是：{question}"


def which_contact(said: str) -> str:
    return f"「{said}」有好几位，是哪一位？" if said else "有好几位，是哪一位？"


def which_customer(said: str) -> str:
    return f"「{said}」有好几家，是哪一家？" if said else "有好几家，是哪一家？"


def which_colleague() -> str:
    return "同事里有好几位，是哪一位？"


def which_task() -> str:
    return "是哪一条待办？"


def taken(customer: str, owner: str) -> str:
    whose = f"「{customer}」已经有了，负责人是{owner or '其他同事'}，记录只有TA和主管看得到。"
    return f"{whose}需要跟进的话请联系{owner or '管理员'}，要接过来就发「申请把{customer}转给我」。"


def no_customer(name: str) -> str:
    return f"没找到客户「{name}」。要新建的话发「新增客户 {name}」。"


def no_contact(name: str) -> str:
    return f"没找到联系人「{name}」。"


def no_colleague(name: str) -> str:
    return f"没找到同事「{name}」，请写全名再试一次。"


def not_theirs(name: str, said: str) -> str:
    return f"{name}那边没有和「{said}」对得上的待办。发「{name}的待办」看看。"


def no_task(words: str) -> str:
    return (
        f"没找到和「{words}」对得上的待办。发「待办」看看现在有哪些。"
        if words
        else "你现在没有未完成的待办。"
    )


def already_past(text: str) -> str:
    return f"{text}已经过去了，换个时间？"


def customer_created(
    customer: Customer,
    contact: Contact | None,
    tags: Sequence[str],
    owner: str = "你",
    also: Sequence[str] = (),
) -> str:
    lines = [f"已新增客户：{customer.name}"]
    facts = [customer.industry, customer.region, customer.level and f"{customer.level}级", customer.origin]
    if any(facts):
        lines.append(" · ".join(filter(None, facts)))
    if contact is not None:
        lines.append(f"联系人：{person(contact)}")
    if tags:
        lines.append("标签：" + " ".join(tags))
    rows = [("电话", customer.phone), ("地址", customer.address), ("邮箱", customer.email)]
    rows += [("微信", customer.wechat), ("备注", customer.note)]
    lines += [*(f"{name}：{value}" for name, value in rows if value), *also]
    return "\n".join([*lines, f"负责人：{owner}。{UNDO_HINT}"])


def customer_exists(customer: Customer) -> str:
    return f"「{customer.name}」已经在你的客户里了，没有重复新建。发「客户 {customer.name}」看详情。"


def note_not_kept(customer: Customer, note: str) -> str:
    return f"「{note[:40]}」没有记。要记就说「{customer.name}备注{note[:40]}」。"


def person(contact: Contact) -> str:
    return " ".join(filter(None, [contact.name, contact.title, contact.phone]))


def contact_added(contact: Contact, customer: Customer, merged: bool) -> str:
    verb = "已更新联系人" if merged else "已加联系人"
    details = [contact.title, contact.phone, contact.email, contact.wechat and f"微信{contact.wechat}"]
    if contact.birthday:
        details.append(f"生日{contact.birthday}")
    return f"{verb}：{customer.name} {contact.name} {' '.join(filter(None, details))}".rstrip()


def contact_card(contact: Contact, customer: Customer) -> str:
    rows = [
        ("职位", contact.title),
        ("电话", contact.phone),
        ("邮箱", contact.email),
        ("微信", contact.wechat),
    ]
    rows.append(("生日", contact.birthday))
    known = [f"{name}：{value}" for name, value in rows if value]
    return "\n".join([f"{contact.name}（{customer.name}）", *(known or ["还没有记电话等资料"])])


def logged(
    record: Interaction,
    customer: Customer,
    contact: Contact | None,
    now: datetime,
    tz: tzinfo,
    new: Sequence[str],
) -> str:
    when = say.moment(record.happened_at, record.happened_grain, now, tz)
    who = f"{customer.name} {contact.name}" if contact else customer.name
    head = f"已记跟进：{when} {CHANNELS.get(record.channel or '', '')} {who}"
    lines = [" ".join(head.split())]
    if record.content:
        lines.append(f"内容：{record.content}")
    if record.backfilled:
        lines.append("（补录）")
    if new:
        lines.append("同时新建了" + "、".join(new))
    return "\n".join(lines)


def task_line(task: Task, now: datetime, tz: tzinfo) -> str:
    when = say.moment(task.due_at, task.due_grain, now, tz) if task.due_at else "未定时间"
    urgent = "【紧急】" if task.priority == "high" else ""
    return f"{urgent}{when} {task.title}"


def task_created(
    task: Task, assignee: User | None, customer: Customer | None, now: datetime, tz: tzinfo
) -> str:
    line = f"已加待办：{task_line(task, now, tz)}"
    if customer is not None and customer.name not in task.title:
        line += f"（{customer.name}）"
    if assignee is not None:
        line += f"\n交给：{assignee.name}"
    if task.repeat:
        line += "\n会按周期重复" + _until(task.repeat)
    if task.due_at is None:
        line += "\n没说时间，要提醒就回「明天9点」这样的时间"
    return line


UNTIL = re.compile(r"UNTIL=(\d{4})(\d\d)(\d\d)")


def _until(rule: str) -> str:
    """When it comes the last time, where that was told."""
    last = UNTIL.search(rule)
    return f"，到{int(last[1])}年{int(last[2])}月{int(last[3])}日为止" if last else ""


def task_list(
    title: str, tasks: Sequence[Task], now: datetime, tz: tzinfo, customers: Mapping[int, str] | None = None
) -> list[str]:
    """`customers`: names by id, said with the tasks whose title does not name theirs."""
    if not tasks:
        return [f"{title}：没有。"]
    lines = [f"{title}（{len(tasks)}条）"]
    for n, task in enumerate(tasks, 1):
        of = (customers or {}).get(task.customer_id or 0)
        with_whom = f"（{of}）" if of and of[:2] not in task.title else ""
        lines.append(f"{n}. {task_line(task, now, tz)}{with_whom}")
    return lines


def not_seen(name: str) -> str:
    """Nothing is found of a colleague one does not lead: that is no 没有."""
    return f"{name}不是你带的人，TA的记录你看不到。"


def task_done(task: Task) -> str:
    return f"完成：{task.title} ✓"


def task_cancelled(task: Task) -> str:
    return f"已取消待办：{task.title}"


def task_moved(task: Task, now: datetime, tz: tzinfo) -> str:
    when = say.moment(task.due_at, task.due_grain, now, tz) if task.due_at else ""
    return f"已改到{when}：{task.title}"


def task_assigned(task: Task, to: User) -> str:
    return f"已把「{task.title}」交给{to.name}"


def task_over(task: Task) -> str:
    return f"这条待办已经{'完成' if task.status == 'done' else '取消'}了：{task.title}"


def overview(view: Overview, now: datetime, tz: tzinfo) -> str:
    """The card of a customer; its products and its worth are on the portrait."""
    lines = [view.customer.name, customer_text.facts(view.customer)]
    lines += [f"{name}：{said}" for name, said in customer_text.rows(view)]
    lines += [f"联系人：{person(contact)}" for contact in view.contacts[:5]]
    if view.trade is not None:
        lines.append(f"成交：{customer_text.traded(view.trade, days.today(now, tz))}")
    return "\n".join([*lines, *talks(view, now, tz), *todos(view, now, tz)])


def talks(view: Overview, now: datetime, tz: tzinfo) -> list[str]:
    """The last follow-ups."""
    if not view.interactions:
        return ["还没有跟进记录"]
    head = f"最近跟进（共{view.interaction_count}次）："
    return [head, *(interaction_line(i, now, tz) for i in view.interactions)]


def todos(view: Overview, now: datetime, tz: tzinfo) -> list[str]:
    """What is open."""
    return ["待办：", *(f"· {task_line(t, now, tz)}" for t in view.tasks)] if view.tasks else []


def interaction_line(i: Interaction, now: datetime, tz: tzinfo) -> str:
    when = say.day(i.happened_at.astimezone(tz).date(), now.astimezone(tz).date())
    return " ".join(filter(None, ["·", when, CHANNELS.get(i.channel or ""), i.content])).rstrip()


def customer_line(customer: Customer, now: datetime, tz: tzinfo) -> str:
    facts = [customer.level and f"{customer.level}级", customer.region, customer.stage]
    seen = customer.last_interaction_at
    facts.append(f"上次跟进{say.ago(seen, now, tz)}" if seen else "还没跟进过")
    return f"{customer.name} {' · '.join(filter(None, facts))}"


def field_changed(customer: Customer, field: str, value: str, also: str = "") -> str:
    """`value` empty: cleared. `also`: what followed from it."""
    name = FIELDS.get(field, field)
    said = f"已把{customer.name}的{name}改成{value}" if value else f"已清空{customer.name}的{name}"
    return said + (f"\n{also}" if also else "")


def renamed(before: str, customer: Customer) -> str:
    return f"已把{before}改名为{customer.name}，用原来的名字也找得到。"


def value(field: str, value: Any) -> str:
    """A value of that field in words: 级 behind a level, sums with their unit."""
    if value is None:
        return ""
    return money.yuan(value) if isinstance(value, Decimal) else str(value)


def not_yet_happened(when: str) -> str:
    """A follow-up is what happened; a day to come is a task's."""
    return f"跟进记的是已经发生的事，时间不能改到{when}，没有动它。要到时候提醒你，就说「{when}提醒我……」。"


def cannot_change(field: str) -> str:
    return f"「{FIELDS.get(field, field)}」现在还改不了，这句话我先留着。"


def no_such_sum(amount: Decimal) -> str:
    return f"刚才记的里没有{money.yuan(amount)}的，没有动。要改哪一笔，带上客户说：「华为回款改成6万」。"


def not_put_right(words: str, question: str) -> str:
    return f"没看出要改「{words[:40]}」的哪里，它还留着。要改就整句再说一遍；不改就先回答：{question}"


def tagged(customer: Customer, added: Sequence[str], all_tags: Sequence[str]) -> str:
    if not added:
        return f"{customer.name}已经有这些标签了：{' '.join(all_tags)}"
    return f"已给{customer.name}打标签：{' '.join(added)}"


def untagged(customer: Customer, gone: Sequence[str], asked: Sequence[str]) -> str:
    if not gone:
        return f"{customer.name}没有标签「{' '.join(asked)}」"
    return f"已去掉{customer.name}的标签：{' '.join(gone)}"


def brought_back(said: str, records: Sequence[str]) -> str:
    """恢复, and what was said when it was written first."""
    words = " ".join(said.split())[:40]
    lines = [f"已恢复「{words}」记的：" if words else "已恢复：", *(f"· {record}" for record in records)]
    return "\n".join([*lines, "不要了还发「撤销」"])


def undone(lines: Sequence[str], kept: Sequence[str]) -> str:
    if len(lines) > MOST_UNDONE:
        lines = [*lines[:MOST_UNDONE], f"等，共{len(lines)}项"]
    text = "已撤销：\n" + "\n".join(f"· {line}" for line in lines) if lines else "这次没有撤销任何内容。"
    if kept:
        text += "\n这些后来又改过或被用到，没有动：\n" + "\n".join(f"· {line}" for line in kept)
    return text


def contact_as_it_was(contact: Contact, customer: Customer) -> str:
    """A person known already, of whom no new detail was understood."""
    return (
        f"{customer.name}已经有{person(contact)}，没看出要改什么，没有动。"
        f"\n要改就说「{contact.name}电话139…」「{contact.name}职位是副总」。"
    )


def corrected(field: str, value: str, record: object = None) -> str:
    whose = f"待办「{record.title[:20]}」的" if isinstance(record, Task) and field != "title" else ""
    name = "标题" if isinstance(record, Task) and field == "title" else None
    name = name or deal_lines.column_of(record, field) or COLUMNS.get(field, field)
    return f"已更正：{whose}{name}改为{PRIORITIES.get(value, value)}"


def not_the_last(last: str, who: str) -> str:
    return f"最近一条是{last}，和{who}无关，没有动。要撤的就是它，发「撤销」；要改{who}的，直接说改成什么。"


def not_yet(what: str) -> str:
    return f"听懂了：{what}。这个功能还没上线，原话我先留着。"


ONLY_CHAT = "这句没有记。客户那边有什么进展，随时跟我说。"
NOT_PUT_IN = "好的，没有记。"


def goes_on(customer: str) -> str:
    return f"没太明白，这句还没有记。是{customer}刚才那条跟进里的吗？"


def put_in(content: str, customer: str) -> str:
    return f"已补进刚才的跟进（{customer}）\n内容：{content}"


def unknown(suggestions: Sequence[str]) -> str:
    lines = ["没太明白，这句我没有记到任何客户上（原话留着）。", "是不是想说："]
    return "\n".join(lines + [f"· {s}" for s in suggestions])


def unknown_about(who: str, suggestions: Sequence[str]) -> str:
    lines = [f"提到了{who}，没看出要记什么，先没记（原话留着）。", "是不是想说："]
    return "\n".join(lines + [f"· {s}" for s in suggestions])


def too_long(record: Any, column: str, most: int) -> str:
    """Nothing of the message was written. `record`: of any table."""
    table = record.__tablename__
    name = "标题" if (table, column) == ("tasks", "title") else deal_lines.column_of(record, column)
    what = f"{RECORDS.get(table, '记录')}的{name or COLUMNS.get(column, '一项')}"
    return f"{what}最多{most}个字，这条写不下，都没有记（原话留着）。短一些再发一遍就行。"


def page(lines: Sequence[str], total: int) -> str:
    return "\n".join(lines) + f"\n（共{total}，回「更多」看后面的）"


COLUMNS = (
    FIELDS
    | sale_lines.COLUMNS
    | deal_lines.COLUMNS
    | service_lines.COLUMNS
    | trust_lines.COLUMNS
    | work_lines.COLUMNS
    | own_lines.COLUMNS
    | {
        "status": "状态",
        "due_at": "时间",
        "contact_id": "联系人",
        "customer_id": "客户",
        "happened_at": "时间",
        "origin": "来源",
        "assignee_id": "负责人",
        "owner_id": "负责人",
        "protected_until": "保护期",
        "merged_into_id": "合并",
        "deleted_at": "删除",
    }
)
