"""What tables, columns and values are called in the chat."""

from handlers.deals import lines as deal_lines
from handlers.mending import own_lines, trust_lines, work_lines
from handlers.sales import lines as sale_lines
from handlers.tickets import lines as service_lines

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
    "probability": "概率",
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
