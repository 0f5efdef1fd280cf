"""What the records of trust and their columns are called where an undo names them."""

RECORDS = {
    "collaborators": "协作人",
    "attachments": "附件",
    "attachment_shares": "发给同事的附件",
    "lead_rules": "分配规则",
    "pool_rules": "公海规则",
    "company_settings": "公司设置",
    "users": "同事",
}
COLUMNS = {
    "follow_up": "没跟进的天数",
    "deal": "没成交的天数",
    "value": "数值",
    "role": "角色",
    "leads_id": "负责的部门",
}
