"""附近的客户: where customers are is known by region only, so who is near is not made up."""

import re

from crm.errors import Refused
from handlers.context import Context
from handlers.phrases import says
from nlp.frames import Frame

ORDERS = re.compile("提醒|拜访|[去见跑约记聊发给]|通知|导出|转|短信")


@says(
    "(.{0,8}?)(?:附近|周边|周围|旁边|就近|顺路|离.{1,6}?(?:最|比较)?近)(?:都|还)?(?:有)?(?:的|哪些|什么|几个|几家|多少|没有)*"
    "(?:老|新)?(?:客户|公司)(?:都)?(?:有)?(?:哪些|谁|哪几家|名单|列表|吗|呢)*"
)
def read_near(match: re.Match[str], _ctx: Context) -> Frame | None:
    """我附近的客户, 华为周边有哪些客户."""
    if ORDERS.search(match[1]):
        return None
    raise Refused(
        "还不能按远近找客户：系统里只有地区和地址，没有位置。这句留着了。按地区找说「深圳的客户」「南山区的客户」。"
    )
