"""Figures that a company's administrators may change in chat: what they are called, and what is usual."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from crm.errors import Refused
from models.prepared import Prepared
from models.trust import CompanySetting

EVERYTHING: Final = {"everything": True}


@dataclass(frozen=True, slots=True)
class Setting:
    """A whole number with its bounds. `title` and `unit` are what people read: 每人每天领取上限 5个."""

    title: str
    usual: int
    least: int
    most: int
    unit: str


SETTINGS: Final[Mapping[str, Setting]] = {
    "claims_day": Setting("每人每天最多领取", 5, 1, 1000, "个客户"),
    "claim_waits": Setting("原负责人再领要等", 7, 0, 365, "天"),
    "reads_hour": Setting("每小时最多查看", 100, 20, 10_000, "次客户资料"),
    "reads_night": Setting("夜间（0–5点）每小时最多查看", 30, 10, 10_000, "次客户资料"),
    "refusals": Setting("10分钟内最多被拒绝", 20, 5, 1000, "次"),
    "exports_day": Setting("每人每天最多导出", 10, 1, 1000, "次"),
    "large_order": Setting("订单要审批的金额", 1_000_000, 0, 10**11, "元以上（0是都不用）"),
    "export_rows_day": Setting("每人每天最多导出", 20_000, 100, 1_000_000, "行"),
    "lead_policy": Setting("保单到期前提醒", 30, 1, 365, "天"),
    "lead_contract": Setting("合同到期前提醒", 30, 1, 365, "天"),
    "lead_deposit": Setting("存款理财到期前提醒", 7, 1, 365, "天"),
    "lead_other": Setting("其他事项到期前提醒", 30, 1, 365, "天"),
}
POOL: Final = ("claims_day", "claim_waits")
WATCH: Final = ("reads_hour", "reads_night", "refusals", "exports_day", "export_rows_day")


def values(session: Session) -> dict[str, int]:
    """Every figure as it holds now."""
    usual = {name: one.usual for name, one in SETTINGS.items()}
    rows = session.scalars(select(CompanySetting).where(CompanySetting.name.in_(SETTINGS)))
    return usual | {row.name: int(row.value) for row in rows}


def value(session: Session, name: str) -> int:
    """One of them."""
    found = VALUE.first(session, {"name": name})
    return SETTINGS[name].usual if found is None else int(found[0])


VALUE: Final = Prepared(
    select(CompanySetting.value).where(CompanySetting.name == bindparam("name")), scope=True
)


def put(session: Session, name: str, new: int, now: datetime) -> int:
    """Change one; what it was. Raises Refused beyond its bounds."""
    known = SETTINGS[name]
    if not known.least <= new <= known.most:
        raise Refused(f"「{known.title}」只能设 {known.least} 到 {known.most} {known.unit}。")
    # A row that an undo marked as deleted is taken up again: there is one row a name.
    wanted = select(CompanySetting).where(CompanySetting.name == name)
    row = session.scalar(wanted, execution_options=EVERYTHING)
    old = known.usual if row is None or row.deleted_at else int(row.value)
    if row is None:
        source = session.info["set_id"]
        session.add(CompanySetting(name=name, value=new, created_at=now, source=source))
    else:
        row.value, row.deleted_at = new, None
    return old
