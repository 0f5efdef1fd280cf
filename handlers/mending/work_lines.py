"""What days off, wishes, campaigns, holdings and material are called where an undo names them."""

from datetime import date
from typing import Any

from crm.churn.verdicts import VERDICTS
from crm.people.manners import KINDS
from crm.reports.settings import KINDS as REPORTS
from crm.reports.settings import SETTINGS
from handlers.chat import manners_words
from handlers.context import Context
from models.campaigns import Campaign, CampaignTarget, Holding, Material
from models.customers import Customer
from models.judgement import ChurnAlarm, ChurnAssessment
from models.manners import Absence, Preference
from models.people import User
from models.work import DayReport, Task

RECORDS = {
    "absences": "请假",
    "day_reports": "日报",
    "preferences": "提醒设置",
    "campaigns": "活动",
    "churn_alarms": "流失预警",
    "churn_assessments": "流失判断",
    "campaign_targets": "活动客户",
    "holdings": "到期事项",
    "materials": "资料",
}
COLUMNS = {
    "first": "开始日期",
    "last": "结束日期",
    "substitute_id": "代班人",
    "added": "补充",
    "handed_in_at": "交的时间",
    "ends_on": "到期日",
    "starts_on": "活动日期",
    "message": "话术",
    "url": "链接",
    "verdict": "准不准",
    "snoozed_until": "暂不处理",
    "snooze_reason": "暂不处理的原因",
}


def is_part(record: Any) -> bool:
    """The customers of a campaign go with it; so does the link between a task and the one before it."""
    return isinstance(record, CampaignTarget)


def name_of(record: Any, ctx: Context) -> str | None:
    match record:
        case Absence():
            who = ctx.session.get_one(User, record.user_id).name
            return f"{who} {manners_words.span(record, ctx.now.astimezone(ctx.tz).date())}"
        case DayReport():
            return f"{record.day.month}月{record.day.day}日"
        case Preference():
            kind = record.name.removeprefix("mute:")
            if record.name.startswith("report:"):
                _, report, setting = record.name.split(":")
                return f"{REPORTS[report]}{SETTINGS[setting]}"
            return f"不再发{KINDS[kind]}" if kind in KINDS else "免打扰"
        case Campaign():
            return record.title
        case ChurnAlarm() | ChurnAssessment():
            customer = ctx.session.get(Customer, record.customer_id)
            return customer.name if customer else ""
        case Holding():
            customer = ctx.session.get(Customer, record.customer_id)
            return f"{customer.name if customer else ''} {record.name}".strip()
        case Material():
            return record.name
    return None


def value_of(record: Any, column: str) -> str | None:
    """Days as people write them; the rest is said as everywhere."""
    value = getattr(record, column)
    if isinstance(record, Absence | Campaign | Holding) and isinstance(value, date):
        return f"{value.month}月{value.day}日"
    if isinstance(record, Preference):
        return "原来的设置"
    if column == "verdict":
        return VERDICTS.get(str(value), "还没说")
    if isinstance(record, Task) and column == "status" and value == "missed":
        return "未完成"
    return None


def column_of(_record: Any, _name: str) -> str | None:
    return None
