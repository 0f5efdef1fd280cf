"""Whether a clause of the same intent as its block is a second order of it, not more of the first."""

from nlp import forms as re
from nlp.blocks import Block
from nlp.reading import Clause, customers, outside
from nlp.rules import deeds

_OWN: dict[str, tuple[str, ...]] = {
    # Features that show a second frame of the same intent rather than more of the first.
    "task.create": ("coming", "remind", "repeat", "to_user"),
    "customer.transfer": ("customer",),
    "customer.tag": ("customer",),
    "customer.untag": ("customer",),
    "customer.update": ("field", "level"),
    "customer.release": ("customer",),
    "customer.claim": ("customer",),
    "customer.create": ("new_customer",),
    "opportunity.lose": ("opp_word",),
    "opportunity.win": ("opp_word",),
    "payment.log": ("money",),
    "order.create": ("customer",),
    "quote.create": ("quote_word",),
    "task.done": ("customer",),
    "task.cancel": ("customer",),
    "task.assign": ("user",),
    "task.postpone": ("time",),
    "report.show": ("measure",),
    "product.show": ("product",),
    "contact.show": ("person",),
    "contact.add": ("phone",),
    "goal.set": ("money",),
    "goal.show": ("user",),
    "ticket.create": ("customer",),
    "ticket.assign": ("user", "id"),
    "ticket.close": ("id",),
    "approval.request": ("customer",),
    "opportunity.list": ("user",),
    "task.list": ("time", "user"),
    "order.list": ("customer", "user"),
    "customer.show": ("customer",),
    "interaction.list": ("customer", "user"),
}


_OFFERS = re.compile(
    r"\s*(?:再|也|另外|然后)*(?:给|跟|替)[^,，。 ]{1,12}?报(?!修|名|备|告|警|销|到|障|案|废|关|表)"
)


# 红总监吃的饭 她介绍了居然的居里给我: told of her.
_INTRODUCES = re.compile(r"\s*[他她](?:们|又|还|顺便|给我)*(?:介绍|推荐|引荐|引见|牵线|搭桥)")


def is_second(current: Block, clause: Clause) -> bool:
    """Another customer, another deed, another measure."""
    intent = current.intent
    if intent == "interaction.log":
        if _INTRODUCES.match(clause.text):
            return False
        names, others = customers(current.clause), customers(clause)
        return (
            another_told(current, clause)
            or another_met(current, clause)
            or (
                bool(others)
                and bool(names)
                and names.isdisjoint(others)
                and clause.has("met", "meet", "channel", "reported", "went")
            )
        )
    if intent in ("report.show", "report.export") and re.match(
        r"\s*(?:再|然后|还有|另外|和|顺便)", clause.text
    ):
        return clause.has("measure", "kind")
    if intent == "customer.list":
        return clause.has("customer_word") and bool(re.match(r"\s*(?:还有|另外|和|再|以及)", clause.text))
    if intent == "task.create" and deeds.told_too(clause):
        return True
    if intent == "quote.create" and _OFFERS.match(clause.text):
        names, others = customers(current.clause), customers(clause)
        return bool(names and others) and names.isdisjoint(others)
    if intent in _OF_A_CUSTOMER and of_another(current, clause):
        return True
    own = _OWN.get(intent)
    if own is None or not clause.has(*own):
        return False
    if intent == "task.create":
        if (
            clause.has("to_user")
            and not clause.has("coming", "repeat", "remind")
            and not current.clause.people("user")
        ):
            return False  # 国庆前把合同寄出 让吉祥办
        dated = current.clause.has(*own) or current.rule.name == "去 X, 完了去 Y"
        return dated and has_deed(current.clause) and has_deed(clause)
    if intent == "ticket.assign" and not current.clause.people("user") and not clause.has("id"):
        return False  # 1033换人 给范兵
    if intent == "customer.update":
        return current.clause.has("field", "level") and clause.has("change", "field")
    return current.clause.has(*own)


# 硕放那单签了 万博那单签了: each is told of its own customer.
_OF_A_CUSTOMER = frozenset(
    "opportunity.win opportunity.lose opportunity.create opportunity.update survey.send ticket.create".split()
)
_LEADS = re.compile(
    "[ ,，。]*(?:再|也|另外|然后|还有|顺便|今天|昨天|刚才?)*(?:[给把替向跟]|帮我给)?(?:新客户)?"
)


def of_another(current: Block, clause: Clause) -> bool:
    """A clause that begins with another customer than the block's."""
    named = clause.named("customer")
    names = customers(current.clause)
    return (
        bool(named and names)
        and names.isdisjoint(n.name for n in named[0].names)
        and bool(named[0].names)
        and _LEADS.fullmatch(clause.reading.text, clause.start, named[0].start) is not None
    )


def another_told(current: Block, clause: Clause) -> bool:
    """After a report on one customer, what begins with another one and a person of it (海鸥姜经理没见着)."""
    named = clause.named("customer")
    if current.intent != "interaction.log" or not named or clause.has("ask", "show", "coming", "asked_back"):
        return False
    told = clause.reading.text[named[0].end : clause.end]
    names = customers(current.clause)
    return (
        named[0].start - clause.start <= 1
        and bool(names)
        and names.isdisjoint(n.name for n in named[0].names)
        and len(told) >= 3
        and (clause.has("contact") or re.match(r"(?:那边|家)?[^的]*(?:了|说|没|要|想|不)", told) is not None)
    )


# What may stand before the second one: 下午安总没空, 完了易科说….
_THEN = re.compile(r"(?:[ ,，、]|然后|接着|后来|另外|完了|又|还有|刚才?|今[天早]|昨天|[上下中]午|早上|晚上)*")
# 展会上碰到李总, 王总也在: one meeting.
_TOGETHER = re.compile(r" *(?:也|都|还)?(?:在|到场|陪|作陪|一起|一块|来了|参加|介绍|引荐|带我)")


def another_met(current: Block, clause: Clause) -> bool:
    """After a report on one contact, what begins with one of another customer (水清嫌贵, 安泉嫌慢)."""
    person = next((p for p in clause.named("person") if p.of("contact")), None)
    if person is None or person.of("user") or clause.has("ask", "show", "coming", "asked_back"):
        return False
    text = clause.reading.text
    if not _THEN.fullmatch(text, clause.start, person.start):
        return False
    told = current.clause
    before: set[str | None] = {*customers(told)}
    before |= {n.customer for m in told.people("contact") for n in m.of("contact")}
    return (
        bool(before)
        and before.isdisjoint(n.customer for n in person.of("contact"))
        and clause.end - person.end >= 2
        and not _TOGETHER.match(text, person.end, clause.end)
    )


_NO_DEED = re.compile(
    r"[\W_]|帮我|麻烦|提醒我?|记得|别忘了?|(?:设|定|记|加|建|开|来)一?[个下条]|待办|任务|闹钟|之?前|以前"
    "|搞定|完成|做完|弄好|办好|给我|到时候?|一下|我|先|了|吧"
)


def has_deed(clause: Clause) -> bool:
    """It says what to do, not only when or that it be noted."""
    return len(_NO_DEED.sub("", outside(clause, clause.items))) >= 2
