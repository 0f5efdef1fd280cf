"""Sentences that several topics say; each topic has its own in its `words`. Short, warm, and with what was
written, for whom and when."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crm import money
from handlers import labels
from handlers.deals import lines as deal_lines

UNDO_HINT = "记错了发「撤销」"

ASK_CUSTOMER = "是哪个客户？"
ASK_DUE = "改到什么时候？"
FORGOTTEN = "好的，刚才那条先不记。原话我留着，需要时再发一遍就行。"
LEFT = {"report.add": "好的，不补了。", "report.hand_in": "好的，日报先不交。"}
"""The same where something else was asked than what is missing of a record."""
NOT_MEANT = "好，这句没有记，什么都没动。换个说法再发一遍也行。"
ONLY_ASKED = "刚才那句还没记，现在也不记了。要撤再前面的，就再发一次「撤销」。"
NOTHING_TO_CORRECT = "最近没有可以改的记录。直接说要改哪一条就行，比如「华为级别改成A」。"
NOTHING_MORE = "没有更多了。"
NOTHING_ASKED = {
    "yes": "好的。没有在等你确认的事。",
    "no": "好的，什么都没有动。刚才那条不要了就发「撤销」。",
    "cancel": "好的，什么都没有动。刚才那条不要了就发「撤销」。",
}
ASSUMED_CUSTOMER = "没说是哪家，按刚才聊的这家记的，不对就发「撤销」"
NOT_DONE = "没有做，原因见下面的消息"
OLD_CARD = "这张卡片已经过期了"
ANSWERED_ALREADY = "这个问题已经答过了"
ASKED_TOO_LONG_AGO = "过了半小时，没有再等。请再说一遍"
FROZEN = "你的账号已被暂停使用，请联系管理员。"
TROUBLE = "这条我没处理好，原话已经留下。请稍后再发一遍；还不行就告诉管理员。"


def question_options(text: str, options: Sequence[tuple[str, str]], free: bool = False) -> str:
    """A question with its numbered candidates; `free`: other words are welcome too."""
    lines = [f"{n}. {label}{f'（{hint}）' if hint else ''}" for n, (label, hint) in enumerate(options, 1)]
    return "\n".join([text, *lines, "点卡片、回复序号，或直接说" if free else "点卡片或回复序号"])


def not_an_option(question: str) -> str:
    """What was typed is none of the candidates; the question may be off the screen by now."""
    return f"这句没对上，先没记（原话留着）。刚才问的是：{question}"


def kept_for_later(question: str) -> str:
    return f"收到，先替你留着，记下一条跟进时放进去。刚才问的是：{question}"


def which_contact(said: str) -> str:
    return f"「{said}」有好几位，是哪一位？" if said else "有好几位，是哪一位？"


def which_customer(said: str) -> str:
    return f"「{said}」有好几家，是哪一家？" if said else "有好几家，是哪一家？"


def which_colleague() -> str:
    return "同事里有好几位，是哪一位？"


def taken(customer: str, owner: str) -> str:
    whose = f"「{customer}」已经有了，负责人是{owner or '其他同事'}，记录只有TA和主管看得到。"
    return f"{whose}需要跟进的话请联系{owner or '管理员'}，要接过来就发「申请把{customer}转给我」。"


def no_customer(name: str) -> str:
    return f"没找到客户「{name}」。要新建的话发「新增客户 {name}」。"


def no_colleague(name: str) -> str:
    return f"没找到同事「{name}」，请写全名再试一次。"


def already_past(text: str) -> str:
    return f"{text}已经过去了，换个时间？"


def not_seen(name: str) -> str:
    """Nothing is found of a colleague one does not lead: that is no 没有."""
    return f"{name}不是你带的人，TA的记录你看不到。"


def value(field: str, value: Any) -> str:
    """A value of that field in words: 级 behind a level, sums with their unit."""
    if value is None:
        return ""
    return money.yuan(value) if isinstance(value, Decimal) else str(value)


def cannot_change(field: str) -> str:
    what = f"「{labels.FIELDS.get(field, field)}」" if field else "要改的那一项"
    return (
        f"刚才记的里没找到{what}，没有动。改哪一条、改成什么，连客户一起说，比如「华为级别改成A」；"
        "整条不要就发「撤销」。"
    )


def not_put_right(words: str, question: str) -> str:
    return f"没看出要改「{words[:40]}」的哪里，它还留着。要改就整句再说一遍；不改就先回答：{question}"


def not_yet(what: str) -> str:
    return f"听懂了：{what}。这个功能还没上线，原话我先留着。"


def too_long(record: Any, column: str, most: int) -> str:
    """Nothing of the message was written. `record`: of any table."""
    table = record.__tablename__
    name = "标题" if (table, column) == ("tasks", "title") else deal_lines.column_of(record, column)
    what = f"{labels.RECORDS.get(table, '记录')}的{name or labels.COLUMNS.get(column, '一项')}"
    return f"{what}最多{most}个字，这条写不下，都没有记（原话留着）。短一些再发一遍就行。"


def page(lines: Sequence[str], total: int) -> str:
    return "\n".join(lines) + f"\n（共{total}，回「更多」看后面的）"
