"""异常使用: too much read, refused or taken out; 解冻 / 保持冻结; 安全设置, 安全记录."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.company import company
from crm.errors import Refused
from crm.people import staff, watch
from handlers.admins import must_be_admin
from handlers.company import staff_words
from handlers.company import watching_words as words
from handlers.context import Answer, Context
from handlers.paging import listing
from handlers.phrases import says
from handlers.registry import handles, taps
from models.outbox import Text, Update, queue, task_id
from models.people import Department, User
from models.trust import SecurityEvent
from nlp.frames import Frame

FLOOR = 9  # reads in an hour below which nobody looks; the lowest limit is above it
EVERY = 5


def watched(said: str, ctx: Context) -> str:
    """The answer to a read, or, where there were too many, that the account is suspended.

    The figure in the state is rough; only every fifth beyond the floor is worth counting in the inbox.
    """
    hour = f"{ctx.now.astimezone(ctx.tz):%m%d%H}"
    kept = ctx.state.get("reads") or [hour, 0]
    count = kept[1] + 1 if kept[0] == hour else 1
    ctx.remember(reads=[hour, count])
    if count <= FLOOR or count % EVERY:
        return said
    why = watch.too_many_reads(ctx.session, ctx.user, ctx.now, ctx.tz)
    return _suspend(why, ctx) if why else said


def refused(ctx: Context) -> str | None:
    """After something was forbidden: what to say instead if that was once too often."""
    why = watch.too_many_refusals(ctx.session, ctx.user, ctx.now)
    return _suspend(why, ctx) if why else None


def may_take_out(rows: int, ctx: Context) -> None:
    """Before so many rows leave the house. Raises Refused, with the account suspended."""
    why = watch.too_many_exports(ctx.session, ctx.user, rows, ctx.now, ctx.tz)
    if why:
        raise Refused(_suspend(why, ctx))


def _suspend(why: Mapping[str, Any], ctx: Context) -> str:
    event, frozen = watch.freeze(ctx.session, ctx.user, why, ctx.now)
    what = words.happened(event.kind, event.detail)
    if not frozen:
        ctx.send(Text(words.last_admin(what)))
        return f"{words.last_admin(what)}\n刚才那件事没有做，等一会儿再试。"
    told = alarm(ctx.session, event, ctx.user, True, ctx.now, ctx.tz)
    ctx.sent += len(told)
    return words.frozen(what, "、".join(told))


def alarm(
    session: Session, event: SecurityEvent, user: User, frozen: bool, now: datetime, tz: tzinfo
) -> list[str]:
    """A card for every administrator; their names."""
    department = session.scalar(select(Department.name).where(Department.id == user.department_id)) or ""
    card = words.card(event, user, department, frozen, now, tz)
    admins = staff.admins(session, but=user.id)
    for admin in admins:
        queue(session, _key(event, admin.id), admin.id, card, now, at_once=True)
    return [admin.name for admin in admins]


def _key(event: SecurityEvent, admin_id: int) -> str:
    return f"watch:{event.id}:{admin_id}"


def departed(session: Session, user: User, now: datetime, tz: tzinfo) -> bool:
    """Somebody who has left goes on writing: administrators hear of it once a day; whether they did now."""
    if watch.noted_today(session, user, "left", now, tz):
        return False
    event = watch.note(session, user, "left", now, {})
    return bool(alarm(session, event, user, False, now, tz))


@taps("watch.thaw", "watch.keep")
def decide(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """An administrator's word; on an old card what was decided meanwhile."""
    must_be_admin(ctx, "处理安全提醒")
    event = ctx.session.get(SecurityEvent, int(ref[0])) if ref and ref[0].isdigit() else None
    user = ctx.session.get(User, event.user_id) if event and event.user_id else None
    if event is None or user is None:
        return Answer(button="这条提醒已经不在了")
    before = watch.settled(ctx.session, event)
    if before is not None:
        by = ctx.session.get(User, before.actor_id) if before.actor_id else None
        return Answer(button=words.decided(before.kind, by.name if by else "系统"))
    kind = "unfrozen" if action == "watch.thaw" else "kept"
    if kind == "unfrozen":
        _thaw(user, ctx)
    else:
        watch.note(ctx.session, user, "kept", ctx.now, {}, ctx.user.id)
    for admin in staff.admins(ctx.session, but=ctx.user.id):
        key = f"{_key(event, admin.id)}:{kind}"
        told = Update(task_id(_key(event, admin.id)), words.decided(kind, ctx.user.name))
        queue(ctx.session, key, admin.id, told, ctx.now)
        ctx.sent += 1
    return Answer(button=words.decided(kind, "你"))


def _thaw(user: User, ctx: Context) -> None:
    if user.status == "frozen":
        staff.restore(user)
        ctx.session.flush()
    let_go(user, ctx)


def let_go(user: User, ctx: Context) -> None:
    """They may go on: what was counted until now does not count again, and they are told."""
    watch.note(ctx.session, user, "unfrozen", ctx.now, {}, ctx.user.id)
    ctx.sent += 1
    key = f"restored:{ctx.session.info['set_id']}"[:128]
    queue(ctx.session, key, user.id, Text(staff_words.told_restored(ctx.user.name)), ctx.now)


@says("(?:看看|查看|看)?(?:安全|异常使用|风控|防泄露)(?:的)?(?:设置|规则|阈值|上限)(?:是什么)?")
def read_settings(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("watch.settings")


@handles("watch.settings")
def settings(_frame: Frame, ctx: Context) -> str:
    """The limits beyond which an account is suspended."""
    must_be_admin(ctx, "看安全设置")
    now = company.values(ctx.session)
    lines = ["超过下面的上限，账号自动停用，管理员会收到卡片："]
    for name in company.WATCH:
        one = company.SETTINGS[name]
        lines.append(f"· {one.title}{now[name]}{one.unit}")
    lines.append("要改就说「每小时最多查看200次」「夜间最多查看20次」「每天最多导出5次」。")
    return "\n".join(lines)


MOST = r"(?:最多|上限|只能|不超过|限)?(?:允许)?"
LOOK = "(?:查看|查|看|打开|浏览)"


@says(
    rf"(?:白天)?(?:每小时|一小时|1小时)(?:内)?{MOST}{LOOK}{MOST}(?:客户)?(\d{{1,6}})(?:个|次|家|条)?(?:客户)?(?:资料)?",
    rf"(?:夜间|夜里|晚上|半夜|凌晨)(?:每小时)?{MOST}{LOOK}{MOST}(?:客户)?(\d{{1,6}})(?:个|次|家|条)?(?:客户)?(?:资料)?",
    rf"(?:10|十)分钟(?:内)?{MOST}(?:被)?拒绝(\d{{1,6}})次(?:就?(?:冻结|停用))?",
    rf"(?:每人)?(?:每天|每日|一天){MOST}导出{MOST}(\d{{1,7}})(次|行|条)?",
    r"导出(?:次数|行数)?(?:上限|限制|限额)(?:是|为|改成|改为|改到|调到|调成|设为|设成)?(?:每人)?(?:每天|每日|一天)?(?:最多)?"
    r"(\d{1,7})(次|行|条)?",
)
def read_limit(match: re.Match[str], _ctx: Context) -> Frame:
    said = match.string
    if "导出" in said:
        name = "export_rows_day" if match[2] in ("行", "条") else "exports_day"
    elif "拒绝" in said:
        name = "refusals"
    else:
        name = "reads_night" if re.match("夜|晚|半夜|凌晨", said) else "reads_hour"
    return Frame("company.set", {"name": name, "value": int(match[1])})


@says("(?:最近)?(?:有没有|有)?(?:异常登录|登录异常|异常使用)(?:的)?(?:吗|记录|情况|提醒)?(?:有哪些)?")
def read_odd_login(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("watch.events")


@says("(?:看看|查看|看|最近的?)?(?:安全|异常|异常使用|风险)(?:的)?(?:记录|事件|日志|提醒|情况)(?:有哪些)?")
def read_events(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("watch.events")


@handles("watch.events")
def events(_frame: Frame, ctx: Context) -> str:
    """What happened and who decided what."""
    must_be_admin(ctx, "看安全记录")
    found = watch.latest(ctx.session)
    if not found:
        return "最近没有异常使用。"
    names = {row.id: row.name for row in ctx.session.execute(select(User.id, User.name))}
    lines = [words.line(one, who, names.get(one.actor_id or 0, ""), ctx.now, ctx.tz) for one, who in found]
    return listing(ctx, f"安全记录：最近{len(found)}条", lines)
