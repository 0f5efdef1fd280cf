"""What is said when something is taken back, set right or put in afterwards."""

from collections.abc import Sequence
from decimal import Decimal

from crm import money
from handlers import labels
from handlers.deals import lines as deal_lines
from models.work import Task

MOST_UNDONE = 8  # lines; of a hand-over of hundreds the rest is counted
ONLY_DENIED = "没看出对的是什么，没有改。连对的一起说：「不是华为，是海康」。"
NO_LONGER_YOURS = "这条记录的客户已经不在你名下了，没有改。要改请找现在的负责人。"
NOTHING_TO_UNDO = "没有可以撤销的记录了。"


def not_yet_happened(when: str) -> str:
    """A follow-up is what happened; a day to come is a task's."""
    return f"跟进记的是已经发生的事，时间不能改到{when}，没有动它。要到时候提醒你，就说「{when}提醒我……」。"


def no_such_sum(amount: Decimal) -> str:
    return f"刚才记的里没有{money.yuan(amount)}的，没有动。要改哪一笔，带上客户说：「华为回款改成6万」。"


def undone(lines: Sequence[str], kept: Sequence[str]) -> str:
    if len(lines) > MOST_UNDONE:
        lines = [*lines[:MOST_UNDONE], f"等，共{len(lines)}项"]
    text = "已撤销：\n" + "\n".join(f"· {line}" for line in lines) if lines else "这次没有撤销任何内容。"
    if kept:
        text += "\n这些后来又改过或被用到，没有动：\n" + "\n".join(f"· {line}" for line in kept)
    return text


def corrected(field: str, value: str, record: object = None) -> str:
    whose = f"待办「{record.title[:20]}」的" if isinstance(record, Task) and field != "title" else ""
    name = "标题" if isinstance(record, Task) and field == "title" else None
    name = name or deal_lines.column_of(record, field) or labels.COLUMNS.get(field, field)
    return f"已更正：{whose}{name}改为{labels.PRIORITIES.get(value, value)}"


def not_the_last(last: str, who: str) -> str:
    return f"最近一条是{last}，和{who}无关，没有动。要撤的就是它，发「撤销」；要改{who}的，直接说改成什么。"


def nothing_of_that(last: str) -> str:
    return f"刚才那句什么都没记，不用撤。再往前一条是{last}，要撤的是它就发「撤销」。"


NOTHING_WRITTEN = "还没有你记的东西。说一句就记，比如「今天拜访了华为的李总，聊了报价」。"


def written(when: str, words: str, lines: Sequence[str]) -> str:
    head = f"最近一次（{when}）记的：" if when else "最近一次记的："
    told = [f"原话：{' '.join(words.split())[:60]}"] if words else []
    return "\n".join(
        [head, *(f"· {line}" for line in lines[:MOST_UNDONE]), *told, "不对就说哪儿错了，或发「撤销」"]
    )


NOT_PUT_IN = "好的，没有记。"


def goes_on(customer: str) -> str:
    return f"没太明白，这句还没有记。是{customer}刚才那条跟进里的吗？"


def is_of(customer: str) -> str:
    return f"这句还没有记。说的是{customer}吗？要记成一条跟进吗？"


def put_in(content: str, customer: str) -> str:
    return f"已补进刚才的跟进（{customer}）\n内容：{content}"
