"""A customer's own words, pasted to be kept: 「收到微信：李经理您好，我是永清水务小马，…帮我记一下」."""

import re
from typing import Any, Final

from handlers.context import ANSWER_WITHIN, Context, Question
from handlers.names import refs_to
from handlers.phrases import contacts_called, led_by, says
from handlers.questions.doubting import doubt
from handlers.registry import FRAMES, handles
from handlers.resolve import known_customer
from handlers.vocabulary import parse
from models.customers import Customer
from nlp.frames import Frame
from nlp.names import Name
from zh import names
from zh.text import normal

BY: Final = {"微信": "wechat", "短信": "sms", "邮件": "email"}
NEWS: Final = f"{'|'.join(BY)}|消息|留言|信息"
SENT: Final = "发来|发了|发的|发给我|发过来|回复|回了|留言|转来"
HEAD: Final = re.compile(
    r"\s*(?:刚才|刚刚?|今天|昨天)?(?:收到|接到|这是)?[:：, ]*(?P<who>[^\s:：,，。]{0,12}?)的?"
    rf"(?=[^:：]*(?:{NEWS}|{SENT}))(?:给我|在|用|通过|刚才?|的|{SENT}|一?[条个封段]|{NEWS}|了|说|上|里)*[:：]\s*(?P<body>.+)",
    re.DOTALL,
)
TAIL: Final = re.compile(
    r"[\s,，。]*(?:你|请|麻烦)?(?:帮我|给我)?(?:记|存|录)(?:录|下|一下|上|进去)+(?:吧|哈)?[。!！]?\s*$"
)
GREETS: Final = re.compile("[^\\s,，。:：]{0,6}(?:您好|你好|早上好|上午好|下午好|晚上好)")
LETTER: Final = re.compile("您|你好|麻烦|谢谢|请|我们|我是|能否")
INTRODUCED: Final = re.compile("我是(?P<who>[^\\s,，。:：;；!！?？]{2,18})")
NOBODY: Final = re.compile("客户|对方|人家|他们?|她们?|那边|老板|微信|短信|消息")
SHORTEST: Final = 12  # characters of what was pasted
LONGEST: Final = 800


@says(r"(?=.*(?:[:：]|记|存|录))(?=.*(?:您|你好|麻烦|谢谢|请|我们|我是|能否)).{15,}", longest=LONGEST)
def read_pasted(_: re.Match[str], ctx: Context) -> Frame | None:
    """Whose words they are is said before them, or in them; else they are of the customer just spoken of."""
    typed = ctx.text.strip()
    body, told = TAIL.sub("", typed), TAIL.search(typed) is not None
    head = HEAD.fullmatch(body)
    if head is not None:
        body = head["body"].strip()
    elif not told or GREETS.match(body) is None:
        return None
    if len(body) < SHORTEST or LETTER.search(body) is None:
        return None
    whose = _whose(head["who"] if head is not None else "", body, ctx)
    if whose is None:
        return None
    by = next((BY[word] for word in BY if head is not None and word in typed[: head.start("body")]), None)
    slots = {**whose.slots, "content": body} | ({"channel": by} if by else {})
    return Frame("message.pasted", slots, refs=whose.refs)


def _whose(said: str, body: str, ctx: Context) -> Frame | None:
    """The customer, and the person there as far as one is named."""
    introduced = INTRODUCED.search(body)
    for who in filter(None, (said, introduced["who"] if introduced else "")):
        if found := led_by(who, ctx):
            return _of(found.refs, found.rest.lstrip("的"), ctx)
        people = contacts_called(who, ctx)
        if len(people) == 1 and people[0].customer_id is not None:
            customer = ctx.session.get_one(Customer, people[0].customer_id)
            refs = {**refs_to(customer), "contact": people}
            return Frame("", {"customer": customer.name, "contact": people[0].name}, refs=refs)
    if said and NOBODY.fullmatch(said) is None:
        return None
    current = ctx.current_customer(ANSWER_WITHIN)
    return Frame("", {"customer": current.name}, refs=refs_to(current)) if current is not None else None


def _of(firms: tuple[Name, ...], person: str, ctx: Context) -> Frame:
    """永清水务小马: somebody there of that family, where there is just one."""
    slots: dict[str, Any] = {"customer": firms[0].name}
    family = person.lstrip("小老阿")[:1]
    keys = names.surname_keys(family) | set(names.query_keys(person)) if family else frozenset[str]()
    ids = {one.id for one in firms}
    found = {one.id: one for one in ctx.names.find(keys) if one.kind == "contact" and one.customer_id in ids}
    if len(found) != 1:
        return Frame("", slots, refs={"customer": firms})
    contact = tuple(found.values())
    return Frame("", {**slots, "contact": contact[0].name}, refs={"customer": firms, "contact": contact})


@handles("message.pasted")
def keep(frame: Frame, ctx: Context) -> str:
    """The words as they are; what they ask for by a day is something to do."""
    customer = known_customer(frame, ctx, "是哪个客户发来的？")
    refs = {**frame.refs, **refs_to(customer)}
    said = [FRAMES["interaction.log"](Frame("interaction.log", frame.slots, refs=refs), ctx)]
    for asked in parse(normal(str(frame.slots["content"])), ctx):
        if asked.intent == "task.create" and "due" in asked.slots and doubt(asked) is None:
            slots = {**asked.slots, "customer": customer.name}
            try:
                said.append(FRAMES["task.create"](Frame("task.create", slots, refs=refs_to(customer)), ctx))
            except Question:
                continue
    return "\n".join(said)
