"""人员和角色: 「用户列表」「把小李设为主管」「停用小李」「启用小李」「我的权限」「权限变更记录」."""

import re

from sqlalchemy import select

from crm.errors import NotThere, Refused
from crm.ownership import ownership
from crm.people import staff
from crm.people.staff import ROLES
from handlers import replies
from handlers.admins import admins, must_be_admin
from handlers.company import staff_words as words
from handlers.company.watching import let_go
from handlers.context import Context
from handlers.paging import listing
from handlers.phrases import BY_TITLE, NICKNAME, colleagues_called, contacts_called, customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.resolve import colleague, taken_by
from models.people import Department, User
from nlp.frames import Frame
from nlp.names import Name
from zh.name_words import surnames

WHO = "[\u4e00-\u9fffa-z0-9_.-]{2,16}?"
AS = {
    "管理员": "admin",
    "系统管理员": "admin",
    "超级管理员": "admin",
    "主管": "manager",
    "经理": "manager",
    "销售主管": "manager",
    "部门主管": "manager",
    "部门经理": "manager",
    "负责人": "manager",
    "销售": "rep",
    "普通销售": "rep",
    "业务员": "rep",
    "普通员工": "rep",
    "员工": "rep",
    "普通用户": "rep",
}
ROLE = "|".join(sorted(AS, key=len, reverse=True))


@says(
    "(?:看看|看一下|查看|看)?(?:所有|全部|全体)?的?(?:用户|人员|成员|账号|员工)(?:列表|名单|管理|一览)",
    "(?:有哪些|有什么|都有哪些|一共有多少)(?:用户|人员|成员|员工)",
    "(?:公司|系统里?)(?:都)?有(?:谁|哪些人)",
)
def read_list(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("staff.list")


@says(
    rf"({ROLE})(?:都)?(?:有谁|是谁|有哪些|列表|名单)",
    rf"(?:谁|哪些人)是({ROLE})",
    "(停用|冻结)(?:了)?的?(?:账号|用户|人员?)",
    "(?:谁|哪些人|有谁|哪些账号)(?:的账号)?(?:现在)?被(停用|冻结)(?:着|了)?",
)
def read_some(match: re.Match[str], _ctx: Context) -> Frame:
    if match[1] in AS:
        return Frame("staff.list", {"role": AS[match[1]]})
    return Frame("staff.list", {"status": "frozen"})


@handles("staff.list")
def list_(frame: Frame, ctx: Context) -> str:
    """All people for administrators; who is administrator for everybody: that is whom to ask."""
    role, status = frame.slots.get("role"), frame.slots.get("status")
    if role != "admin":
        must_be_admin(ctx, "看人员名单")
    found = staff.members(ctx.session, role, status)
    what = ROLES[role] if role else "停用的账号" if status else "人员"
    if not found:
        return f"没有{what}。"
    return listing(
        ctx, f"{what}：共{len(found)}位", [f"{n}. {words.line(m)}" for n, m in enumerate(found, 1)]
    )


@says(
    rf"(?:把|将|让)?({WHO})(?:也|再|一起)?(?:的角色|的权限)?(?:设为|设成|设置为|设置成|改为|改成|升为|升级为|升成|提为|提拔为|任命为|调为|变成|升|提|做|当)"
    rf"(?:(.{{2,10}}?)的?)?({ROLE})(?:了|吧|啦)?",
    rf"(?:提拔|任命|提升|安排|让)({WHO})(?:来)?(?:当|做|为|成为|担任)(?:(.{{2,10}}?)的?)?({ROLE})(?:了|吧|啦)?",
    rf"(?:以后|今后|现在)?({WHO})(?:是|担任)(?:(.{{2,10}}?)的?)?(主管|经理|管理员)(?:了|啦)?",
)
def read_role(match: re.Match[str], ctx: Context) -> Frame | None:
    found = _called(match[1], ctx)
    slots = {"user": match[1], "role": AS[match[3]]} | ({"team": match[2]} if match[2] else {})
    return Frame("staff.role", slots, refs={"user": found}) if found else None


@says(
    rf"(?:给|授予|授权)({WHO})(?:开通|开|加上?|一个|授予|设)*(?:(.{{2,10}}?)的?)?({ROLE})的?(?:权限|角色|身份)(?:吧)?"
)
def read_granted(match: re.Match[str], ctx: Context) -> Frame | None:
    """给小赵管理员权限."""
    return read_role(match, ctx)


@says(
    rf"(?:把|将)?({WHO})(?:调|换|转|挪|移|分)(?:到|去|进|入)(.{{1,10}}?(?:部|组|团队|中心|大区|公司))(?:了|吧|去)?",
)
def read_moved(match: re.Match[str], ctx: Context) -> Frame | None:
    """Who belongs where is WeCom's to say."""
    return Frame("staff.moved", {"user": match[1], "team": match[2]}) if _called(match[1], ctx) else None


@handles("staff.moved")
def moved(_frame: Frame, ctx: Context) -> str:
    must_be_admin(ctx, "调部门")
    return words.DEPARTMENTS


@says(
    rf"(?:取消|撤掉|撤销|去掉|免去|收回)({WHO})的?({ROLE})(?:权限|角色|身份|职务)?",
    rf"({WHO})(?:不再|不)(?:是|当|做)({ROLE})了?",
)
def read_no_role(match: re.Match[str], ctx: Context) -> Frame | None:
    found = _called(match[1], ctx)
    slots = {"user": match[1], "taken": AS[match[2]]}
    return Frame("staff.role", slots, refs={"user": found}) if found else None


@handles("staff.role")
def role(frame: Frame, ctx: Context) -> str:
    """Rep, manager of a department, or administrator; in force at once, in the change log."""
    must_be_admin(ctx, "改角色")
    user = _someone(frame, ctx)
    taken = frame.slots.get("taken")
    if taken is not None and user.role != taken:
        return f"{user.name}本来就不是{ROLES[taken]}（是{ROLES[user.role]}），没有改。"
    new = frame.slots["role"] if taken is None else staff.role_without(ctx.session, user)
    led = _department(str(frame.slots["team"]), ctx) if "team" in frame.slots else None
    if user.role == new and led is None:
        return f"{user.name}本来就是{ROLES[new]}，没有改。"
    if user.id == ctx.user.id and new != "admin":
        raise Refused("不能改自己的管理员角色，请另一位管理员来改。")
    if new == "admin" and not confirmed(frame, words.ask_admin(user)):
        return LEFT_ALONE
    was = user.role
    staff.set_role(ctx.session, user, new, led)
    ctx.session.flush()
    one = next(m for m in staff.members(ctx.session, new) if m.user.id == user.id)
    return words.role_set(user, new, one.leads, was)


def _department(said: str, ctx: Context) -> Department:
    found = staff.departments(ctx.session, said)
    if len(found) != 1:
        names = "、".join(one.name for one in found)
        raise Refused(
            f"「{said}」对得上{len(found)}个部门：{names}，写全名再试。"
            if found
            else f"没有叫「{said}」的部门。"
        )
    return found[0]


@says(
    rf"(?:停用|冻结|禁用|封禁|封掉|暂停使用|停掉)(?:一下)?({WHO})(?:的)?(?:账号|帐号|权限)?",
    rf"(?:把|将)?({WHO})(?:的)?(?:账号|帐号)?(?:停用|冻结|禁用|封掉|停掉)(?:了|掉|一下)?",
)
def read_suspend(match: re.Match[str], ctx: Context) -> Frame | None:
    found = _called(match[1], ctx)
    return Frame("staff.suspend", {"user": match[1]}, refs={"user": found}) if found else None


@says(
    rf"(?:启用|解冻|解禁|恢复|激活|解封|重新启用)(?:一下)?({WHO})(?:的)?(?:账号|帐号|权限)?",
    rf"(?:把|将)?({WHO})(?:的)?(?:账号|帐号)?(?:启用|解冻|解禁|解封|激活|恢复)(?:使用|启用|正常)?(?:了|一下|吧)?",
)
def read_restore(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊恢复 is a person's, never the last write's."""
    found = _called(match[1], ctx)
    return Frame("staff.restore", {"user": match[1]}, refs={"user": found}) if found else None


@says(
    rf"({WHO})(?:又|重新)?(?:复职|回来上班|回来|可以用|能用)了",
    rf"(?:让|叫|准)({WHO})(?:回来|继续用|重新用|复职)(?:吧|了)?",
)
def read_back(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of somebody whose account is suspended; of others it is the end of a leave."""
    found = [name for name in _called(match[1], ctx) if _is_frozen(name, ctx)]
    return Frame("staff.restore", {"user": match[1]}, refs={"user": tuple(found)}) if found else None


def _is_frozen(name: Name, ctx: Context) -> bool:
    user = ctx.session.get(User, name.id)
    return user is not None and user.status == "frozen"


@handles("staff.suspend")
def suspend(frame: Frame, ctx: Context) -> str:
    must_be_admin(ctx, "停用账号")
    user = _someone(frame, ctx)
    if user.id == ctx.user.id:
        raise Refused("不能停用自己的账号，请另一位管理员来做。")
    if user.status == "frozen":
        return f"{user.name}的账号本来就是停用的。"
    staff.suspend(ctx.session, user)
    return words.suspended(user)


@handles("staff.restore")
def restore(frame: Frame, ctx: Context) -> str:
    must_be_admin(ctx, "启用账号")
    user = _someone(frame, ctx)
    if user.status == "active":
        return f"{user.name}的账号本来就在用。"
    staff.restore(user)
    ctx.session.flush()  # delivery sends to active people only
    let_go(user, ctx)
    return words.restored(user)


@says(
    "(权限|权限说明)",
    "我(?:都)?(?:能|可以)(?:看|查)(?:到|见)?(?:谁|哪些人?|哪些同事)的?(?:客户|数据|资料)?",
    "(?:我的|我有什么|我有哪些|我能看(?:到)?什么|我的角色和)(?:权限|角色|数据范围)?(?:有哪些|是什么)?",
)
def read_own(match: re.Match[str], _ctx: Context) -> Frame | None:
    return Frame("staff.show") if re.search("权限|角色|范围|能[看查]|可以[看查]", match[0]) else None


@says(rf"({WHO})的?(?:权限|角色)(?:是什么|有哪些|是啥)?")
def read_show(match: re.Match[str], ctx: Context) -> Frame | None:
    found = _called(match[1], ctx)
    return Frame("staff.show", {"user": match[1]}, refs={"user": found}) if found else None


@handles("staff.show")
def show(frame: Frame, ctx: Context) -> str:
    """What one may see and do, and whom to ask for more."""
    if "user" not in frame.slots:
        return words.own(ctx.user, admins(ctx))
    user = _someone(frame, ctx)
    if user.id != ctx.user.id and not ownership.leads(ctx.session, ctx.scope, user.id):
        must_be_admin(ctx, "看别人的权限")
    one = next(m for m in staff.members(ctx.session) if m.user.id == user.id)
    return words.of(user, one)


@says("(?:权限|角色|人员|用户|账号)(?:的)?(?:变更|修改|变动|操作|改动)(?:记录|历史|日志)")
def read_history(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("staff.history")


@handles("staff.history")
def history(_frame: Frame, ctx: Context) -> str:
    """Who changed whose role or account."""
    must_be_admin(ctx, "看权限变更记录")
    found = staff.history(ctx.session)
    if not found:
        return "还没有改过角色或账号。"
    names = {row.id: row.name for row in ctx.session.execute(select(User.id, User.name))}
    lines = [
        words.change_line(
            one, names.get(one.actor_id or 0, "系统"), names.get(one.record_id, ""), ctx.now, ctx.tz
        )
        for one in found
    ]
    return listing(ctx, f"角色和账号的变更：最近{len(found)}条", lines)


def _called(said: str, ctx: Context) -> tuple[Name, ...]:
    """Colleagues of this name, those who are suspended or have left included."""
    found = colleagues_called(said, ctx)
    if found:
        return found
    nick = NICKNAME.fullmatch(said)
    like = User.name.startswith(nick[1], autoescape=True) if nick else User.name == said
    others = select(User).where(like | (User.userid == said), User.status != "active").order_by(User.id)
    return tuple(Name("user", user.name, "", user.id) for user in ctx.session.scalars(others))


def _someone(frame: Frame, ctx: Context) -> User:
    user = colleague(frame, ctx, "user")
    if user is None:
        raise NotThere("是哪位同事？写全名再试一次。")
    return user


WHEN = "(?:最近|今天|昨天|这周|本周|上周|这个月|本月|上个月|这几天|都|又|在)*"


@says(
    rf"(?P<who>[\u4e00-\u9fff]{{2,4}}?){WHEN}(?:做|干|忙|跑|跟|聊)(?:了|过)?(?:些|点)?(?:什么|啥|哪些(?:客户|事))(?:事|呢|啊|了)?",
    r"(?P<who>[\u4e00-\u9fff]{2,4}?)(?:负责|手上|手里|名下|跟着?)(?:有|的)?(?:哪些|哪几家|什么|多少|几个)客户",
)
def read_nobody(match: re.Match[str], ctx: Context) -> Frame | None:
    """张三最近做了什么, of whom nobody knows: never answered about somebody else."""
    said = match["who"]
    full = said[:1] in surnames() and 2 <= len(said) <= 3 and not BY_TITLE.fullmatch(said)
    known = full and (
        colleagues_called(said, ctx)
        or customers_called(said, ctx)
        or contacts_called(said, ctx)
        or ownership.person(ctx.session, said)
        or taken_by(ctx.session, said)
    )
    return Frame("staff.nobody", {"name": said}) if full and not known else None


@handles("staff.nobody")
def nobody(frame: Frame, ctx: Context) -> str:
    raise NotThere(replies.no_colleague(str(frame.slots["name"])))
