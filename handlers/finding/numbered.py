"""第2个的等级改成A, 给第一家打电话: a customer by its number in the list that was just shown."""

import re

from crm.errors import NotThere
from handlers.context import Context
from handlers.tasks.refs import ordinal
from models.customers import Customer

BEFORE = (
    "(?:今天|明天|后天|上午|下午|刚才|刚刚?)?(?:我|帮我|请|再)?"
    "(?:把|将|给|约|跟|和|去|看一?下|看看?|打开|查一?下|联系|拜访了?|见了|提醒我(?:给|联系|拜访|去)?)?"
)
OTHERS = (
    "月|季|周|星期|礼拜|小时|阶段|步|单|订单|报价|商机|项目|工单|待办|任务|提醒|问题|产品|合同|跟进"
    "|客户经理|人|联系人|同事|主管"
)
NTH = re.compile(
    rf"(?P<before>{BEFORE})(?P<nth>第(?:\d{{1,2}}|[一二三四五六七八九十])[个家位])(?:客户|公司)?"
    rf"(?=\S)(?!的?(?:{OTHERS}))"
)


def named(text: str, ctx: Context) -> str:
    """The words with the customer's name in place of its number, where customers were listed last.

    Raises NotThere for a number that the list does not have: no other customer is meant instead.
    """
    shown = ctx.state.get("listed") or {}
    match = NTH.match(text.strip()) if shown.get("kind") == "customer" and shown["ids"] else None
    if match is None:
        return text
    ids = shown["ids"]
    place = ordinal(match["nth"][:-1]) or 0
    if not 1 <= place <= len(ids):
        raise NotThere(f"刚才的列表只有{len(ids)}家，没有{match['nth']}。")
    customer = ctx.session.get(Customer, ids[place - 1])
    if customer is None:
        return text
    return f"{match['before']}{customer.name}{text.strip()[match.end() :]}"
