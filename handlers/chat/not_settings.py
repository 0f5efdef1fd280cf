"""What sounds like a setting, or a word to everybody, and is not there: 下班时间, 我们公司的名称, 公告."""

import re
from typing import Final

from crm.errors import Refused
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.phrases import says
from models.customers import Customer
from nlp.frames import Frame

TO: Final = "(?:改成|改为|改到|改|调成|调到|调整为|设为|设成|定为|是|换成)"
EVERYBODY: Final = "(?:所有人|大家|全员|全体(?:员工|同事|人员)?|全公司|各位|所有(?:同事|销售|员工|人员))"
HOURS: Final = (
    "上下班时间还不能在这里改，没有动任何记录。日报几点发可以改：「日报改到19:00」；"
    "不想被打扰的时间：「免打扰 22点到8点」。"
)
OUR_NAME: Final = (
    "自己公司的名称跟着企业微信走，在企业微信管理后台改。要改客户的名称就带上客户：「华为名称改成华为科技」。"
)
ANNOUNCED: Final = (
    "给全体同事发公告还做不到，没有发也没有记。可以在企业微信群里发；"
    "要交代几个人做事，说「让小李和王磊明天交周报」。"
)

WORKING: Final = "(?:上班|下班|上下班|工作|营业|作息)(?:的)?(?:时间|钟点)"
NAME: Final = "公司(?:的)?(?:名称|名字|名)"


@says(f"(?:把)?(?:公司的?)?{WORKING}{TO}.{{1,20}}")
def read_hours(_match: re.Match[str], _ctx: Context) -> Frame | None:
    """Never the time of the task written last."""
    raise Refused(HOURS)


@says(f"(?:把)?(?:(?:我们?|咱们?)的?)?{NAME}{TO}.{{2,30}}")
def read_our_name(match: re.Match[str], ctx: Context) -> Frame | None:
    """公司名称改成云帆 is the customer's of a moment ago, where one was written; an administrator's else."""
    ours = re.search("我|咱", match[0]) is not None
    written = any(isinstance(record, Customer) for record in last_written(ctx))
    if ours or (ctx.user.role == "admin" and not written):
        raise Refused(OUR_NAME)
    return None


@says(
    "(?:帮我)?(?:发|发布|发送|推送)(?:一?[个条则]|一下)?(?:公告|通告|(?:全员|全公司|内部)(?:公告|通知))(?:给.{1,8}?)?"
    "[:：,， ]*.{0,120}",
    f"(?:帮我)?(?:通知|告诉|转告)(?:一下)?{EVERYBODY}[:：,， ]*.{{2,120}}",
    longest=150,
)
def read_announced(match: re.Match[str], ctx: Context) -> Frame | None:
    """To all colleagues nothing is sent; to customers a campaign is, and what is asked stays an answer."""
    if ctx.open is not None or re.search("客户|提醒|记得|活动", match[0]):
        return None
    raise Refused(ANNOUNCED)
