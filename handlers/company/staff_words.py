"""What is said about people, their roles and their accounts."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from crm.people.staff import ROLES, STATES, Member
from models.people import User
from models.platform import Change
from zh import say

SEES = {
    "rep": "自己的客户、公海，和请你协作的客户",
    "manager": "自己和下属的客户、公海，和请你协作的客户",
    "admin": "全部客户",
}
MAY = {
    "rep": "记跟进和待办、改自己客户的资料、转出或放回公海",
    "manager": "看团队日报、调整下属的客户、做离职交接",
    "admin": "设人员和角色、改规则和字段、导入导出、处理安全提醒",
}


def line(one: Member) -> str:
    role = ROLES.get(one.user.role, one.user.role)
    led = f"（管{'、'.join(one.leads)}）" if one.leads else ""
    state = "" if one.user.status == "active" else f" · {STATES.get(one.user.status, one.user.status)}"
    return " · ".join(filter(None, [f"{one.user.name} {role}{led}", one.department])) + state


SEES_SHORT = {"own": "本人的", "team": "本部门的", "all": "全公司的"}


def own(user: User, admins: str) -> str:
    said = f"你是{ROLES.get(user.role, user.role)}：能看{SEES[user.role]}；能{MAY[user.role]}。"
    if user.role == "admin":
        return said
    return f"{said}\n要看别人的客户，请负责人把你加为协作人；要改角色，请找{admins}。"


def of(user: User, one: Member) -> str:
    return f"{line(one)}\n能看{SEES[user.role]}。"


def role_set(user: User, role: str, led: Sequence[str], was: str) -> str:
    of = f"，管{'、'.join(led)}" if led else ""
    return f"已把{user.name}设为{ROLES[role]}{of}（原来是{ROLES.get(was, was)}），马上生效。设错了发「撤销」"


def ask_admin(user: User) -> str:
    return f"把{user.name}设为管理员后，能看全部客户、改全部设置。确认吗？"


def suspended(user: User) -> str:
    return (
        f"已停用{user.name}的账号：不能查、不能记，也收不到消息。\n"
        f"客户还在原处，要交接就说「离职交接 {user.name}→某某」。恢复用「启用{user.name}」。"
    )


def restored(user: User) -> str:
    return f"已启用{user.name}的账号，现在就能用。"


def told_restored(by: str) -> str:
    return f"你的账号已由{by}恢复，可以继续用了。"


def change_line(one: Change, actor: str, whom: str, now: datetime, tz: tzinfo) -> str:
    """`· 今天(周二)09:31 陈宇 把 李晓 角色 销售→主管`."""
    parts = []
    for name, words in (("role", ROLES), ("status", STATES)):
        if name in one.after:
            parts.append(f"{_word(words, one.before.get(name))}→{_word(words, one.after[name])}")
    if "leads_id" in one.after and "role" not in one.after:
        parts.append("负责的部门变了")
    return f"· {say.moment(one.at, 'minute', now, tz)} {actor} 改 {whom}：{'，'.join(parts)}"


def _word(words: dict[str, str], value: Any) -> str:
    return words.get(str(value), str(value))


DEPARTMENTS = (
    "部门跟着企业微信的通讯录走：请在企业微信管理后台调，这边每天凌晨自动同步。\n"
    "要把客户也交出去就说「离职交接 张三→李四」，只改权限就说「把小李设为主管」。"
)
