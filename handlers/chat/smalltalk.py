"""What people say beside their orders: thanks, a curse, a laugh, a bare 「不对」."""

import re

from sqlalchemy import select

from handlers import replies
from handlers.chat import words as chat_words
from handlers.contacts import words as contacts_words
from handlers.context import Context, Question
from handlers.mending import undoing
from handlers.phrases import says
from handlers.registry import FRAMES, handles
from handlers.tasks import words as tasks_words
from handlers.vocabulary import parse
from models.changes import last_set, last_undo, records_of, undid_last
from models.customers import Contact, Customer
from models.platform import Inbox
from models.work import Interaction, Task
from nlp.frames import Frame
from zh import say

THANKS = (
    "谢谢|谢了|谢啦|多谢|感谢|辛苦了?|thanks?|thx|thank you|3q|太好了|太棒了|真棒|厉害|好用|不错|可以的|牛"
)
CURSE = (
    "操|靠|草|我去|卧槽|我靠|我操|妈的|他妈的|特么|tmd|傻[逼b叉]|煞笔|sb"
    "|垃圾|什么玩意儿?|什么鬼|难用|智障|笨死了|有病"
)
BYE = "拜拜|再见|晚安|下班了?|收工了?|回家了|88|睡了"
WRONG = "不对|错了|不是|记错了|又记错了|搞错了|弄错了|不是这样|不是这个|说错了|写错了"
EMOJI = "[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d ]"


@says(rf"(?:太|非常|十分)?(?:{THANKS})(?:啊|呀|你|您|哈|了|啦|喔|哦|,)*(?:{THANKS}|哈|你|您)*")
def read_thanks(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("talk.thanks")


@says(f"{EMOJI}{{1,8}}", "[哈嘿呵嘻]{2,}")
def read_laugh(match: re.Match[str], ctx: Context) -> Frame | None:
    """👍 stays an answer to a question: the parser knows it."""
    return None if {"👍", "👌"} & set(match[0]) else Frame("talk.laugh")


@says(
    rf"(?:你|这|真|就?是|个|太|好|又|的|什么|了|吗|,| |啊|吧)*(?:{CURSE})"
    rf"(?:[,， ]*(?:{CURSE}|{WRONG}|吗|啊|的|了|吧|东西|你))*"
)
def read_curse(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("talk.curse")


@says(rf"(?:哎呀?|诶|唉|啊|,| )*(?:刚才)?(?:{WRONG})(?:了|啊|吧|,|哦)*")
def read_wrong(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("talk.wrong")


@says(
    "(?:把)?(?:刚才|刚刚|刚|上面|撤销|撤|的)*(?:那条|那个|那句|它)?恢复(?:回来|一下)?(?:吧|了)?",
    "恢复(?:刚才|刚刚|撤销|撤|掉|的)*(?:那条|那个|那句)?",
    "(?:又|再)(?:要|记)回来(?:吧)?",
    "(?:取消|不|别|反)撤销了?",
    "撤销错了",
    "重做",
    "还原",
    "撤错了",
)
def read_again(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("talk.again")


@says("[，, ]*".join(("(?:今天|我|先|好了)*", f"(?:{BYE})", f"(?:{BYE}|啦|了|啊|哈)*", "(?:明天见)?")))
def read_bye(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("talk.bye")


@says("(?:你|您)(?:是谁|是啥|是什么|叫什么(?:名字)?|叫啥|是机器人吗|是真人吗|是人吗)(?:啊|呀|呢)?")
def read_who(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("talk.who")


@says(
    "(?:我是|我)?(?:新(?:来的|人|手)|刚(?:来|入职)的?)[，, ]*"
    "(?:(?:这个?|你)?(?:怎么|咋)(?:用|弄|玩|记)[啊呀呢的]*)?"
)
def read_new(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("help")


@handles("talk.bye")
def bye(frame: Frame, ctx: Context) -> str:
    return "辛苦了，回见。"


@handles("talk.who")
def who(frame: Frame, ctx: Context) -> str:
    return "我是跟进助手：客户的事说给我听，我记成跟进、待办、商机，到点提醒你。发「帮助」看例子。"


@handles("talk.thanks")
def thanks(frame: Frame, ctx: Context) -> str:
    return "不客气，有进展随时告诉我。"


@handles("talk.laugh")
def laugh(frame: Frame, ctx: Context) -> str:
    return "😄 有进展随时告诉我。"


@handles("talk.curse")
def curse(frame: Frame, ctx: Context) -> str:
    """No lecture: what was written last, and how to get rid of it."""
    last = _last(ctx)
    if not last:
        return "抱歉，没帮上忙。换个说法再发一遍？发「帮助」有例子。"
    return f"抱歉，给你添乱了。刚才记的是：\n{last}\n哪儿错了直接说对的；整条不要就发「撤销」。"


@handles("talk.wrong")
def wrong(frame: Frame, ctx: Context) -> str:
    """A bare 「不对」: shows what was written and takes the next words as the correction."""
    if "value" in frame.slots:
        words = f"不对，是{str(frame.slots['value']).removeprefix('是')}"
        found = parse(words, ctx)
        ctx.text = words
        if found[0].intent == "correct" and "value" in found[0].slots:
            return FRAMES["correct"](found[0], ctx)
        return chat_words.WHAT_IS_RIGHT
    last = _last(ctx)
    if not last:
        return replies.NOTHING_TO_CORRECT
    raise Question(f"刚才记的是：\n{last}\n{chat_words.WHAT_IS_RIGHT}", "value")


@says(
    "(?:我|你)?(?:刚才|刚刚|上次|刚)?(?:我|你)?(?:都|帮我)?(?:撤销|撤回|撤)(?:掉|了)*的?(?:那条|那个|那句)?(?:都?是)?"
    "(?:啥|什么|哪[一]?[条个句]|哪些)(?:来着|东西|内容|记录|呀|啊)?"
)
def read_what_was_undone(_match: re.Match[str], _ctx: Context) -> Frame:
    """刚才撤销的是啥 asks; to undo once more would take away what stands."""
    return Frame("talk.again", {"asks": True})


@says(
    "(?:我|你)?(?:刚才|刚刚|上次)?(?:那条|那个|那句)?(?:我|你)?(?:都)?(?:撤销|撤回|撤)(?:错|早|多)了?(?:那?条|那?个)?(?:了)*",
    "(?:刚才|刚刚)?(?:那条|那个|那句)?(?:就)?(?:不该|不应该|不要|不用|没想|不是要)(?:撤销?|撤回)(?:那条|那个|那句)?(?:的)?(?:了)?",
    "(?:取消|撤销|撤回)(?:掉)?(?:刚才|刚刚)?的?(?:那?次)?(?:撤销|撤回)",
    "(?:还是)?(?:别|不)撤(?:销|回)?了(?:吧)?",
)
def read_undone_by_mistake(_match: re.Match[str], _ctx: Context) -> Frame:
    """撤销错了: what stands is no more to be taken away."""
    return Frame("talk.again")


@says(
    "(?:把)?(?:刚才|刚刚)?(?:撤销|撤回|撤)?(?:掉)?的?(?:那条|那个|那句)?(?:给我)?(?:恢复|还原)(?:一?下|回来|回去)?(?:吧)?"
)
def read_restore(_match: re.Match[str], ctx: Context) -> Frame | None:
    """恢复, where the last thing done was an undo."""
    return Frame("talk.again") if undid_last(ctx.session, ctx.user.id) else None


@handles("talk.again")
def again(frame: Frame, ctx: Context) -> str:
    """What an undo took away is brought back; the words that made it are, where others heard of it or
    something was written since."""
    undone = last_undo(ctx.session, ctx.user.id)
    if undone is None:
        return "最近没有撤销过什么，没有要恢复的。"
    undo_id, key = undone
    said = ctx.session.scalar(select(Inbox.text).where(Inbox.key == key, Inbox.kind == "text"))
    wanted = "asks" not in frame.slots and undid_last(ctx.session, ctx.user.id)
    if wanted and (back := undoing.brought_back(undo_id, ctx)):
        return chat_words.brought_back(said or "", back)
    if not said:
        return "最近撤销的不是一句话，恢复不了，请照现在的样子再说一遍。"
    return f"撤销掉的那句是：\n{said}\n要记回来，把它再发一遍就行。"


def _last(ctx: Context) -> str:
    """The records of the last write, a line each."""
    key = last_set(ctx.session, ctx.user.id)
    if key is None:
        return ""
    records = dict.fromkeys(r for r, _ in records_of(ctx.session, key) if r.deleted_at is None)
    return "\n".join(dict.fromkeys(line for record in records if (line := _line(record, ctx))))


def _line(record: object, ctx: Context) -> str:
    match record:
        case Interaction():
            when = say.moment(record.happened_at, record.happened_grain, ctx.now, ctx.tz)
            return f"· 跟进 {when} {record.content[:30]}".rstrip()
        case Task():
            return f"· 待办 {tasks_words.task_line(record, ctx.now, ctx.tz)}"
        case Customer():
            return f"· 客户 {record.name}"
        case Contact():
            return f"· 联系人 {contacts_words.person(record)}"
        case _:
            return ""
