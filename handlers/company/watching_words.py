"""What is said about unusual use: to the person, and on the administrators' card."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from crm.people.staff import ROLES
from models.outbox import Button, Card
from models.people import User
from models.trust import SecurityEvent
from zh import say

HAPPENED = {
    "reads": "1小时内查看客户资料{count}次（上限{most}次）",
    "night": "夜间1小时内查看客户资料{count}次（上限{most}次）",
    "refusals": "10分钟内{count}次想看或想改不归自己的内容",
    "exports": "今天要做第{count}次导出（上限{most}次）",
    "rows": "今天要导出的行数达到{count}行（上限{most}行）",
    "left": "已离职或已禁用，今天还在用这个账号发消息",
}
DECIDED = {"unfrozen": "解冻", "kept": "保持冻结", "frozen": "停用"}


def happened(kind: str, detail: Mapping[str, Any]) -> str:
    return HAPPENED.get(kind, DECIDED.get(kind, kind)).format(
        count=detail.get("count"), most=detail.get("most")
    )


def frozen(why: str, admins: str) -> str:
    """To the person, in place of what they asked for."""
    return f"你{why}，和平时不一样，为安全先暂停了账号。管理员{admins}已收到提醒，确有需要请他恢复。"


def last_admin(why: str) -> str:
    return f"安全提醒：你的账号{why}。如果不是你本人操作，请马上在企业微信里改密码、退出其他设备。"


def card(event: SecurityEvent, user: User, department: str, frozen: bool, now: datetime, tz: tzinfo) -> Card:
    """What happened, and what can be done with one tap."""
    who = " · ".join(filter(None, [user.name, ROLES.get(user.role, ""), department]))
    ref = (str(event.id),)
    buttons = (Button("解冻", "watch.thaw", ref, 1), Button("保持冻结", "watch.keep", ref, 4))
    return Card(
        title=f"账号已自动停用：{user.name}" if frozen else f"异常使用：{user.name}",
        desc="停用期间不能查、不能记，也收不到消息" if frozen else "账号本来就不能用，只收到提示",
        lines=(
            ("人员", who),
            ("情况", happened(event.kind, event.detail)),
            ("时间", say.moment(now, "minute", now, tz)),
        ),
        buttons=buttons if frozen else (Button("知道了", "watch.keep", ref, 2),),
    )


def decided(kind: str, by: str) -> str:
    return f"已由{by}{DECIDED[kind]}"


def line(event: SecurityEvent, name: str, by: str, now: datetime, tz: tzinfo) -> str:
    """`· 今天(周二)09:31 李晓：1小时内查看…，已停用`."""
    after = "，已停用" if event.detail.get("frozen") else ""
    who = f"（{by}）" if by else ""
    what = happened(event.kind, event.detail)
    return f"· {say.moment(event.at, 'minute', now, tz)} {name}：{what}{after}{who}"
