"""帮助, 你好, and what the bot does with words it does not understand."""

import re
from collections.abc import Sequence

from crm.names import Found
from crm.tasks import tasks
from handlers.chat import suggest
from handlers.chat import words as chat_words
from handlers.chat.tour import is_first, start_tour
from handlers.context import ANSWER_WITHIN, Context
from handlers.mending import half_said, left_out
from handlers.phrases import says
from handlers.questions.telling import BUSINESS, TOPIC
from handlers.registry import FRAMES, handles
from handlers.resolve import beyond, taken_by
from handlers.tasks.moved_to import moved_to
from nlp.frames import Frame
from nlp.times import find as find_times
from zh.text import normal

BACKUP_DAYS = 90
AROUND_A_TIME = re.compile(
    "[那就改到成定在放吧好了呢啊呀嗯哦得的要最迟晚早不过先给我再可也行都应该大概约还时间"
    "前后之以内左右,，。.!！~ ]{0,6}"
)
"""What may stand beside it: 那就周五吧, 改成后天下午好了."""
OF_SOMEBODY = re.compile(
    "电话|手机|微信|联系|给我|能给|欠|谁|没人|跟进?[了的]?|负责|归|领|转给|公海|订单|的单|回款|合同|找"
)
"""What one says or asks of a customer: then it may be a colleague's. Mere talk costs no statement."""
NO_NAME = re.compile("[吗呢啊呀哦嘛啦咯]|了(?!么)")  # 股票又跌了: no customer is called so
LONGEST_CRY = 12  # characters; a longer message that asks for help says so by one of these words
HOW = re.compile(
    "帮助|help|怎么|如何|咋|教我?|例子|示例|说明|指令|命令|格式|功能|会什么|能做|能干|[会能]干", re.IGNORECASE
)
ROLES = {"rep": "销售", "manager": "主管", "admin": "管理员"}
FIRST_DAY = {
    "rep": (
        "今天拜访了华为的李总，聊了报价，下周三再跟进",
        "新增客户 星辰科技 联系人王总 13800001111",
        "客户 华为",
        "今天有啥待办",
        "撤销",
    ),
    "manager": ("30天没跟进的客户", "小李这周的待办", "哪些客户快掉公海了", "客户 华为", "撤销"),
    "admin": ("帮助 客户", "客户 华为", "30天没跟进的客户", "今天有啥待办", "撤销"),
}
FURTHER = {
    "rep": ("跟进", "客户", "待办", "商机", "服务"),
    "manager": ("报表", "客户", "商机", "审批", "管理"),
    "admin": ("管理", "字典", "客户", "审批", "报表"),
}


@handles("help")
def help_(frame: Frame, ctx: Context) -> str:
    """Five sentences for this person's role; 帮助 任务 goes deeper. Only what works today is shown."""
    topic = str(frame.slots.get("topic", ""))
    if not topic and len(ctx.text) > LONGEST_CRY and not HOW.search(ctx.text):
        return FRAMES["unknown"](frame, ctx)
    about = next((t for t in suggest.topics() if topic and (t in topic or topic in t)), None)
    if about and not suggest.examples(about):
        return f"「{about}」这块还没上线。现在能用的：{'、'.join(_live())}，比如发「帮助 {_live()[0]}」。"
    if about:
        lines = [f"{about}可以这样说：", *(f"· {e}" for e in suggest.examples(about))]
    elif topic:
        lines = ["这些说法接近：", *(f"· {e}" for e in suggest.nearest(topic))]
    else:
        lines = ["像跟同事说话一样告诉我就行，比如：", *(f"· {e}" for e in FIRST_DAY[ctx.user.role])]
        lines.append("想看更多：" + " / ".join(f"帮助 {topic}" for topic in FURTHER[ctx.user.role]))
    return "\n".join(lines)


def _live() -> list[str]:
    return [topic for topic in suggest.topics() if suggest.examples(topic)]


@handles("greet")
def greet(frame: Frame, ctx: Context) -> str:
    """The very first one begins the tour."""
    if is_first(ctx) and ctx.user.role != "admin":
        return start_tour(ctx)
    name = "" if ctx.user.name.isascii() and ctx.user.name.islower() else ctx.user.name  # an id is no name
    return f"{name}你好，今天有什么进展？直接说给我听就行，发「帮助」看例子。"


@handles("unknown")
def unknown(frame: Frame, ctx: Context) -> str:
    """Nothing is written; the words stay in the inbox. What was understood of them is said."""
    moved = _undated(ctx)
    if moved is not None:
        return moved
    known = ctx.names.mentioned(ctx.text)
    went_on = half_said.go_on(known, ctx)
    if went_on is not None:
        return went_on
    left_out.offer(ctx.text.strip(), known, ctx)
    words = " ".join(ctx.text.split())[:30]
    if known:
        _other_than(known, ctx)
        who = known[0].name if known[0].kind == "contact" else known[0].key
        firm = known[0].customer if known[0].kind == "contact" else known[0].name
        if normal(words) == known[0].key:
            guesses = [f"今天联系了{who}，聊了报价", f"明天提醒我联系{who}", f"客户 {firm}"]
        else:
            guesses = [f"今天联系了{who}，{words}", f"提醒我{words}", f"客户 {firm}"]
        return chat_words.unknown_about(who, guesses)
    named = re.sub("^(?:客户|看看|查|查一下)[:： ]*", "", words)
    may_name = 2 <= len(named) <= 14 and not NO_NAME.search(named)
    taken = taken_by(ctx.session, named) if may_name else None
    if taken is None and OF_SOMEBODY.search(words) and (hidden := ctx.names.hidden(ctx.text)) is not None:
        taken = taken_by(ctx.session, hidden.name)  # 给我公牛的电话
    if taken is not None:  # the name of a colleague's customer
        raise beyond(ctx, *taken)
    if TOPIC.search(words) and not BUSINESS.search(words):
        return chat_words.ONLY_CHAT
    everyday = suggest.EVERYDAY if ctx.user.role == "rep" else suggest.LEADING
    return chat_words.unknown(suggest.nearest(ctx.text, everyday=everyday))


def _other_than(known: Sequence[Found], ctx: Context) -> None:
    """Words about another customer that were not understood: 「签了」 next need not be the former's."""
    if ctx.conversation.customer_id not in {n.customer_id if n.kind == "contact" else n.id for n in known}:
        ctx.remember(spoken_at=None)


def _undated(ctx: Context) -> str | None:
    """A time alone after a task that was made without one."""
    said = ctx.text.strip()
    times = find_times(said, ctx.now.astimezone(ctx.tz))
    for time in reversed(times):
        said = said[: time.start] + said[time.end :]
    if not times or not AROUND_A_TIME.fullmatch(said):
        return None  # chat costs no statement
    if not tasks.left_undated(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN):
        return None
    value = moved_to(ctx.text, ctx)
    if value is None:
        return None
    return FRAMES["correct"](Frame("correct", {"field": "due", "value": value}), ctx)


@says("备用入口", "备用(?:的)?(?:录入|登记|网页|页面|通道)", "(?:网页|电脑)(?:录入|登记)")
def read_backup(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("backup.entry")


@handles("backup.entry")
def backup_entry(_frame: Frame, ctx: Context) -> str:
    """A page to keep for the day when the chat is down."""
    link = ctx.links.page("say", ctx.user.id, ctx.now, days=BACKUP_DAYS)
    return (
        f'<a href="{link}">备用入口</a>（{BACKUP_DAYS}天内有效，只给你用，收藏起来）：'
        "企业微信不通时，在那里照常说，一样记。"
    )
