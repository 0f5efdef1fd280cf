"""What reps type all day, for a company of bench.company: shares of a hundred, by kind."""

from collections.abc import Iterator
from itertools import count

from bench.company import Client, client, userid
from bench.wire import Said

SHARES = {
    "log+task": 30,
    "log": 20,
    "task": 8,
    "show": 14,
    "list": 8,
    "tasks": 8,
    "done": 4,
    "unknown": 8,
}
"""Half of what is typed is a record of what happened, most of them with a next step."""

WORDS = {
    "log+task": (
        "今天拜访了{short}的{contact}，聊了明年的用量，下周三再跟进",
        "刚跟{short}{contact}通了电话，价格还要再谈，后天上午给他回电话",
        "{short}{contact}来公司看了样品，挺满意，周五寄报价单过去",
    ),
    "log": (
        "今天拜访了{short}的{contact}，看了产线，关心交货期",
        "昨天下午和{short}的{contact}开会，参数没有问题",
        "跟{short}{contact}微信聊了付款方式",
    ),
    "task": ("明天下午三点提醒我给{short}{contact}回电话", "下周一去{short}送合同，记个待办"),
    "show": ("查一下{short}", "{short}的电话多少", "{short}最近的跟进记录"),
    "list": ("30天没跟进的客户", "A级的客户有哪些"),
    "tasks": ("今天有啥待办", "这周要做什么", "有逾期的吗"),
    "done": ("给{short}寄样品那个完成了",),
    "unknown": ("哈哈哈哈", "食堂今天人好多呀", "股票又跌了"),
}

LIGHT = ("unknown",)
"""Kinds that store nothing but the inbox mark."""


def _order() -> list[str]:
    """The kinds in their shares, well mixed and always the same."""
    slots = [kind for kind, share in SHARES.items() for _ in range(share)]
    return [slots[number * 37 % len(slots)] for number in range(len(slots))]


def said(kind: str, number: int, customers: int, reps: int) -> Said:
    """One message of this kind; neighbouring numbers are other reps and other customers."""
    one = _subject(kind, number, customers, reps)
    words = WORDS[kind][number % len(WORDS[kind])]
    return Said(userid(one.owner), words.format(short=one.short, contact=one.contact), kind)


def _subject(kind: str, number: int, customers: int, reps: int) -> Client:
    spot = number * 7 % customers
    if kind == "done":  # every third customer has an open task
        spot = spot - spot % 3 + 2
    return client(spot % customers, reps)


def day(customers: int, reps: int) -> Iterator[Said]:
    """The mix, without end."""
    order = _order()
    for number in count():
        yield said(order[number % len(order)], number, customers, reps)


def only(kinds: tuple[str, ...], customers: int, reps: int) -> Iterator[Said]:
    """Messages of these kinds alone, without end."""
    for number in count():
        yield said(kinds[number % len(kinds)], number, customers, reps)


def kind_of(words: str) -> str:
    """The kind of a message made here."""
    for kind, patterns in WORDS.items():
        for pattern in patterns:
            fixed = [part for part in pattern.replace("{contact}", "{short}").split("{short}") if part]
            if all(part in words for part in fixed):
                return kind
    return "?"
