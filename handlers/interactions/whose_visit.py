"""「刚才那条不是我 是小王去的」「记到王磊名下」: who went, of the follow-up just written."""

import re

from handlers.context import ANSWER_WITHIN, Context
from handlers.mending.undoing import called
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from handlers.resolve import colleague
from models.changes import last_sets, records_of
from models.people import User
from models.work import Interaction
from nlp.frames import Frame
from nlp.names import Name

WHO = "(?:[\u4e00-\u9fff]{2,4}?|我)"
SLIP = "(?:不对|不是|记错了?|说错了?|写错了?|搞错了?|错了)?(?:啊|了|哦)?[,， ]*"
IT = (
    "(?:(?:刚才|刚刚|刚|上面|上|前面|最后)?(?:记|写|录|说)?的?(?:那|这|上)?一?(?:条|个|次|家)?(?:的)?"
    "(?:跟进|拜访|记录)?)?[,， ]*"
)
WENT = "(?:自己|单独)?(?:去|拜访|走访|跑|打|见|聊|谈|跟|联系|接待|回访|沟通)(?:过)?(?:的?电话)?的"
BY = f"(?:应该|其实|实际|都|这次)*是(?P<who>{WHO})"
NOT = f"不是(?:{WHO})(?:{WENT})?"


@says(
    f"{SLIP}{IT}{NOT}[,， ]*{BY}{WENT}",
    f"{SLIP}{IT}{BY}{WENT}(?:[,， ]*{NOT})?",
    f"{SLIP}{IT}不是我(?:{WENT})?[,， ]*{BY}",
    f"{SLIP}(?:把)?{IT}(?:应该|要|得)?(?:改|记|算|挂|归)(?:到|在|成|给|是)?(?P<who>{WHO})的?(?:名下|头上|身上)(?:吧|的)?",
)
def read_went(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only of a follow-up one has just written, and of a colleague: 不是李总是王总 is another matter."""
    who = match["who"]
    found = (Name("user", ctx.user.name, "", ctx.user.id),) if who == "我" else colleagues_called(who, ctx)
    most = 3 if "是" in match[0].replace("不是", "") else 1  # 记到王磊名下 may be a customer's, a while after
    log = _just_written(most, ctx) if found else None
    return Frame("interaction.whose", {"log": log.id, "user": who}, refs={"user": found}) if log else None


def _just_written(most: int, ctx: Context) -> Interaction | None:
    for key in last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, most):
        written = [record for record, _ in records_of(ctx.session, key) if record.deleted_at is None]
        logs = [record for record in written if isinstance(record, Interaction)]
        if logs:
            return logs[-1]
    return None


@handles("interaction.whose")
def whose(frame: Frame, ctx: Context) -> str:
    """The follow-up counts for whoever went; who wrote it down stays in the record of changes."""
    log = ctx.session.get_one(Interaction, int(frame.slots["log"]))
    to = ctx.user if frame.slots["user"] == "我" else colleague(frame, ctx, "user")
    assert isinstance(to, User)  # the phrase asks for somebody
    if log.user_id == to.id:
        return f"{called(log, ctx)}本来就记在{_name(to, ctx)}名下，没有改动。"
    log.user_id = to.id
    return f"已更正：{called(log, ctx)}改记在{_name(to, ctx)}名下"


def _name(user: User, ctx: Context) -> str:
    return "你" if user.id == ctx.user.id else user.name
