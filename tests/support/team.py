"""The customers that most conversations begin with."""

from tests.support.chat import Chat


def team_of(chat: Chat) -> Chat:
    """小李 has 华为 with 李强 and 王敏, and 海康 with 周航; 小赵 of another team has 九阳."""
    chat.say("XiaoLi", "新增客户 华为技术有限公司 联系人李强 采购总监 13800010001")
    chat.say("XiaoLi", "华为加个联系人 王敏 项目经理 13800010002")
    chat.say("XiaoLi", "新增客户 杭州海康威视数字技术股份有限公司 联系人周航 13800010003")
    chat.say("XiaoZhao", "新增客户 九阳股份有限公司 联系人尹涛 13800010007")
    return chat


def first_week_of(chat: Chat) -> Chat:
    """小李 has 蓝桥资本 with 沈薇, 鲁泰化工 with 赵国栋, and a task of another matter."""
    chat.say("XiaoLi", "新增客户 蓝桥资本 行政总监 沈薇 13700010001")
    chat.say("XiaoLi", "新增客户 鲁泰化工股份有限公司 联系人 赵国栋 设备部长 13953100002")
    chat.say("XiaoLi", "下个月15号收第二笔 提醒我")
    return chat
