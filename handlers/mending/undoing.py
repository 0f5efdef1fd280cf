"""撤销: one word takes back the last write, whatever it was."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.company.company import SETTINGS
from crm.errors import Refused
from crm.interactions.attachments import KINDS as ATTACHED
from crm.ownership.assigning import KINDS
from crm.people.staff import ROLES
from crm.people.staff import STATES as ACCOUNTS
from crm.tasks import appointments
from crm.undo import bring_back_by, undo_last
from crm.words import CHANNELS
from handlers import labels
from handlers.context import Context
from handlers.deals import lines as deal_lines
from handlers.mending import own_lines, work_lines
from handlers.mending import words as mending_words
from handlers.mending.last_write import last_written
from handlers.phrases import colleagues_called, says
from handlers.registry import FRAMES, handles
from handlers.sales import lines as sale_lines
from handlers.tickets import lines as service_lines
from models.changes import last_set, records_of
from models.customers import Contact, Customer, CustomerTag
from models.files import Attachment, AttachmentShare
from models.ownership import CustomerAlias, OwnerChange
from models.people import Department, User
from models.platform import Change, Inbox
from models.trust import Collaborator, CompanySetting, LeadRule, PoolRule
from models.work import Interaction, Task
from nlp.frames import Frame
from zh import say

OF_VERB: dict[str, tuple[type[Any], ...]] = {
    **dict.fromkeys("领转放分给", (OwnerChange,)),
    **dict.fromkeys("建加录", (Customer, Contact)),
    "派": (Task,),
}


@says(
    "(?:哎呀?|啊|[,， ])*(?:刚才|刚刚)?(?:那个|那家|那条|这个)?(?:认|新)?(?P<verb>[领转放分给建加录派])错"
    "(?:了|人|客户|公司|家)*(?:[,， ]*(?:撤回?|撤销|退回去?|拿回来))?",
    "(?:算了|还是|那|[,， ])*(?:刚才|刚刚)?(?:那个|那家|那条|这个)?(?:先|还是)?[不别](?P<verb>[领转放分给])了"
    "(?:[,， ]*(?:拿|要|收|放|退|转)回(?:来|去))?(?:吧)?",
)
def read_mistaken(match: re.Match[str], ctx: Context) -> Frame | None:
    """领错了, 不分了 拿回来, right after just that was done."""
    kinds = OF_VERB[match["verb"]]
    return Frame("undo") if any(isinstance(record, kinds) for record in last_written(ctx)) else None


@says(
    "(?:我|你)?(?:刚刚?|刚才|刚刚才)(?:都)?(?:给我)?(?:记|录|写|存|加)(?:了|的)(?:是)?(?:些)?(?:啥|什么|哪些|几条|哪条)(?:内容|东西)?",
    "(?:我|你)?(?:刚刚?|刚才|上一?|最后)(?:那|一)?[条句个](?:记录)?(?:是)?(?:什么时候|啥时候|几点|怎么|记在哪|记哪儿?|记到哪)(?:里|儿)?(?:记)?(?:的|了)?",
    "(?:看看?|查一?下)?(?:我)?(?:刚刚?|刚才|上一?)(?:那)?[条个](?:记录)?(?:看看|是什么|是啥|内容)",
)
def read_what_was_written(_match: re.Match[str], _ctx: Context) -> Frame:
    """我刚刚记了啥."""
    return Frame("written.last")


@handles("written.last")
def what_was_written(_frame: Frame, ctx: Context) -> str:
    """The records of the last write, with the words they came from."""
    last = last_set(ctx.session, ctx.user.id)
    written = [record for record, _ in records_of(ctx.session, last)] if last else []
    lines = list(dict.fromkeys(called(one, ctx) for one in written if _counts(one)))
    if not lines:
        raise Refused(mending_words.NOTHING_WRITTEN)
    said = ctx.session.scalars(select(Inbox).where(Inbox.key == last)).first()
    when = say.moment(said.received_at, "minute", ctx.now, ctx.tz) if said else ""
    return mending_words.written(when, said.text if said and said.kind == "text" else "", lines)


@handles("undo")
def undo(frame: Frame, ctx: Context) -> str:
    """Say what was put back, and what was left because somebody changed it since."""
    _must_have_written(ctx)
    _must_be_about_it(ctx)
    _must_be_mine(ctx)
    result = undo_last(ctx.session, ctx.user.id, ctx.tz)
    if result is None:
        return mending_words.NOTHING_TO_UNDO
    made = {r for r, change in result.restored if change.action == "create"}  # gone: its changes are no news
    restored = [
        _said(r, change, ctx, True)
        for r, change in reversed(result.restored)
        if _counts(r) and (change.action == "create" or r not in made)
    ]
    restored += sale_lines.parts_of([record for record, _ in result.restored], ctx)
    gone = [r for r in made if isinstance(r, Interaction) and r.channel in ("visit", "meeting")]
    restored += [
        f"待办「{task.title}」又是未完成（它是跟着这条拜访算完成的）"
        for task in appointments.unmet(ctx.session, gone, ctx.now, ctx.tz)
    ]
    kept = [_said(r, change, ctx, False) for r, change, _ in reversed(result.kept) if _counts(r)]
    return mending_words.undone(list(dict.fromkeys(restored)), list(dict.fromkeys(kept)))


def brought_back(undo_id: str, ctx: Context) -> list[str]:
    """What was put back of what this undo took away, a record each; nothing where it cannot be."""
    records = bring_back_by(ctx.session, undo_id, ctx.user.id, ctx.tz)
    return list(dict.fromkeys(called(record, ctx) for record in records if _counts(record)))


THIS = re.compile("这[条句个]|刚才?那?句")
NOTHING = {"unknown"}  # as what is understood and not there yet


def _must_have_written(ctx: Context) -> None:
    """这条不要了, right behind words that were not understood: nothing older is taken back instead."""
    last = last_set(ctx.session, ctx.user.id) if THIS.search(ctx.text) else None
    if last is None:
        return
    before = ctx.session.scalars(
        select(Inbox)
        .where(Inbox.user_id == ctx.user.id, Inbox.key != ctx.session.info["set_id"], Inbox.intents != "")
        .order_by(Inbox.id.desc())
        .limit(1)
    ).first()
    if (
        before is not None
        and before.key != last
        and before.intents.split(",")[0] not in FRAMES.keys() - NOTHING
    ):
        written = [record for record, _ in records_of(ctx.session, last)]
        raise Refused(mending_words.nothing_of_that(called(_main(written), ctx)))


def _must_be_about_it(ctx: Context) -> None:
    """把吴老板那条删了, where the last write was about somebody else: nothing else is taken back instead."""
    last = last_set(ctx.session, ctx.user.id)
    named = ctx.names.mentioned(ctx.text) if last else []
    if last is None or not named:
        return
    written = [record for record, _ in records_of(ctx.session, last)]
    about = {r.id if isinstance(r, Customer) else getattr(r, "customer_id", None) for r in written} - {None}
    meant = {one.customer_id if one.kind == "contact" else one.id for one in named}
    if about and about.isdisjoint(meant):
        raise Refused(mending_words.not_the_last(called(_main(written), ctx), named[0].key))


OF_SOMEBODY = re.compile(
    "(?:撤[销回掉了]|把|删[除掉了])(?P<who>[\u4e00-\u9fff]{2,4}?)"
    "(?:的|最近|刚才?|那条|上一条|今天|昨天|上午|下午|[写记录建加报])"
)


def _must_be_mine(ctx: Context) -> None:
    """撤销小李的跟进: what somebody else wrote is theirs to take back, but for what I gave them."""
    said = OF_SOMEBODY.search(ctx.text)
    people = {one.id: one.name for one in colleagues_called(said["who"], ctx)} if said else {}
    if not people or ctx.user.id in people:
        return
    last = last_set(ctx.session, ctx.user.id)
    written = [record for record, _ in records_of(ctx.session, last)] if last else []
    whose = {getattr(one, name, None) for one in written for name in ("owner_id", "assignee_id", "user_id")}
    if whose.isdisjoint(people):
        name = next(iter(people.values()))
        raise Refused(f"撤销只撤你自己说的，什么都没动。{name}记的请{name}自己发「撤销」。")


def _main(written: list[Any]) -> Any:
    return next((r for r in written if _counts(r)), written[0])


def _counts(record: Any) -> bool:
    """Whether the record is worth a line; what only keeps the books follows the others."""
    return not (
        isinstance(record, OwnerChange | CustomerAlias) or any(topic.is_part(record) for topic in TOPICS)
    )


def _said(record: Any, change: Change, ctx: Context, restored: bool) -> str:
    what = called(record, ctx)
    if change.action == "create":
        return f"新建的{what}"
    if restored and change.after.get("deleted_at") and change.before.get("deleted_at") is None:
        return f"{what}恢复了"
    named = [name for name in change.after if name in labels.COLUMNS]
    if restored and named:
        values = "、".join(f"{_column(record, name)}改回{_value(record, name, ctx)}" for name in named)
        return f"{what}的{values}"
    fields = "、".join(_column(record, name) for name in named)
    return f"对{what}的修改" + (f"（{fields}）" if fields else "")


def called(record: Any, ctx: Context) -> str:
    """A record as it is spoken of: `报价「Q20261124-001 华为」`."""
    return f"{labels.RECORDS.get(record.__tablename__, record.__tablename__)}「{_name(record, ctx)}」"


def _column(record: Any, name: str) -> str:
    return deal_lines.column_of(record, name) or labels.COLUMNS[name]


TOPICS = (deal_lines, sale_lines, service_lines, work_lines, own_lines)
STATES = {"open": "未完成", "done": "已完成", "cancelled": "已取消", **ACCOUNTS}
POINTS_AT: dict[str, type[Any]] = {"contact_id": Contact, "customer_id": Customer}
POINTS_AT |= dict.fromkeys(("assignee_id", "owner_id", "substitute_id"), User) | {"leads_id": Department}


def _value(record: Any, name: str, ctx: Context) -> str:
    """What a column says now, in words."""
    value = getattr(record, name)
    if name == "merged_into_id":
        return "合并前"
    for topic in TOPICS:
        said: str | None = topic.value_of(record, name)
        if said is not None:
            return said
    if value in (None, ""):
        return "空"
    if name in POINTS_AT:
        return getattr(ctx.session.get(POINTS_AT[name], value), "name", None) or "原来的"
    if isinstance(value, datetime):
        grain = {"due_at": "due_grain", "happened_at": "happened_grain"}.get(name, "")
        return say.moment(value, getattr(record, grain, "minute"), ctx.now, ctx.tz)
    words = {
        "status": STATES,
        "role": ROLES,
        "channel": CHANNELS,
        "priority": {"normal": "普通", **labels.PRIORITIES},
    }
    return words.get(name, {}).get(str(value), str(value))


def _name(record: Any, ctx: Context) -> str:
    match record:
        case PoolRule():
            return f"{record.level}级" if record.level else "未定级"
        case LeadRule():
            return f"{KINDS[record.kind]} {record.region or '不分地区'}"
        case CompanySetting() if record.name in SETTINGS:
            return SETTINGS[record.name].title
        case Collaborator() | AttachmentShare():
            return ctx.session.get_one(User, record.user_id).name
        case Customer() | Contact() | CustomerTag():
            return str(record.name)
        case Task():
            return str(record.title)
        case Attachment():
            return record.name or ATTACHED[record.kind]
        case User():
            return record.name
        case Interaction():
            return record.content[:20] or CHANNELS.get(record.channel or "", "跟进")
        case _:
            named = (topic.name_of(record, ctx) for topic in TOPICS)
            return str(next((name for name in named if name), record.id))
