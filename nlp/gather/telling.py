"""What is told: where a report begins, what came of a plan, the plan that follows from a report."""

from nlp import forms as re
from nlp.blocks import WEAK, Block
from nlp.gather.second import another_told
from nlp.gather.state import Gathering
from nlp.reading import Clause, customers, joined, outside
from nlp.rules.base import Rule
from nlp.rules.deeds import works_there
from nlp.rules.plans import AGREED, agreed, asks_us
from nlp.rules.told import HAPPENED, MET, OVER, happened, over

_OVER = re.compile(
    r"\s*(?!等|如果|要是|提醒|记得)[^,，。;；?？]{0,8}(?:都|已经|全|基本|也|刚)?[\u4e00-\u9fff]"
    r"(?:过|好|完|妥|成|清楚|下来)?了[啊呀哈吧]?\s*$"
)
# 林深站旁边挑了半小时毛病, 顺便看了仓库, 她讲蝴蝶兰都摸烂了: how it went, where somebody was met or gone to.
_WENT_ON = re.compile(
    r"(?!上[次回个]|之?前|以前|去年)[^,，。?？]{0,10}[\u4e00-\u9fff]了(?:足足|整整|大?半|[一两三几二\d]{1,2}"
    r"|好几?)个?多?(?:小时|钟头|分钟|[上下]午|晚上?|天|会儿?|圈|遍|顿|轮)|\s*(?:顺便|顺带|还|又|也|然后|结果"
    r"|最后)[^,，。?？]{0,4}?(?!到|来|有|出|换人)[\u4e00-\u9fff]了[\u4e00-\u9fff]{2}"
    r"|\s*[他她](?:又|还|也|就)?[讲说][^,，。?？]{4,}(?<![回来出到])了\s*$"
)
_GOES = re.compile(r"[去到跟和找陪]")
_MEETING = re.compile(r"见面|面谈|拜访|碰面|碰头|开会|视频|见|聊|谈|沟通|交流|培训|演示")


def came_about(now: Gathering) -> bool:
    """周三下午面谈 技术参数都对过了: a day that may lie on either side, and then what came of it: a report of
    both."""
    last, clause = now.last, now.clause
    if last.rule.weight > 5.6 or len(last.clauses) > 3:
        return False
    planned = last.clause
    return (
        planned.has("floating")
        and not planned.has("remind", "future", "to_user", "add", "urgent")
        and planned.has("customer", "contact")
        and not clause.has("coming", "remind", "money", "order_act", "pay_act")
        and (
            len(last.clauses) == 1
            and bool(_MEETING.search(planned.text) and _OVER.match(clause.text))
            or bool(_GOES.search(planned.text) and _WENT_ON.match(clause.text))
        )
        and now.turns(MET)
    )


_PLANNED = re.compile(r"[ ,，]*")
_NEXT_PLAN = Rule("某日做, 某日做", "task.create", 6.5, trust=6)


def plans_another(now: Gathering) -> bool:
    """周四 天街 送样 周五 红船 收款: a day by itself, behind a plan that began with another one and names its
    deed."""
    last, clause = now.last, now.clause
    if last.rule.weight > 6 or now.place + 1 == len(now.clauses):
        return False
    days, planned = clause.of_kind("time"), last.clause.of_kind("time")
    if len(days) != 1 or len(planned) != 1 or "coming" not in days[0].tenses:
        return False
    if _PLANNED.fullmatch(outside(clause, days)) is None or planned[0].start > last.clause.start:
        return False
    before, behind = now.clauses[now.place - 1], now.clauses[now.place + 1]
    return (
        len(before.text.strip()) >= 2
        and not before.has("time", "remind")
        and not behind.has("time", "user")
        and behind.has("customer", "contact", "company")
        and now.opens(_NEXT_PLAN)
    )


_NEXT_HOUR = Rule("上午 …, 下午 …", "interaction.log", 6, trust=5)


def tells_of_another_hour(now: Gathering) -> bool:
    """昨天上午郑主任带我看教室 下午跟白露通了电话: another part of the day, and somebody else: a report of
    its own."""
    clause = now.clause
    if now.rule.intent not in ("", "interaction.log"):
        return False
    told = now.last.clause
    hours, before = clause.of_kind("time"), told.of_kind("time")
    if not hours or not before or "past" not in hours[0].tenses or clause.has("ask", "asked_back", "remind"):
        return False
    if hours[0].start - clause.start > 1 or before[0].start - told.start > 2:
        return False
    if hours[0].past == before[0].past or "T" not in str(hours[0].past):
        return False
    met = {
        n.name
        for m in clause.mentions
        if m.kind in ("customer", "person")
        for n in m.names
        if n.kind != "user"
    }
    known = {n.name for m in told.mentions for n in m.names}
    return bool(met) and met.isdisjoint(known) and now.opens(_NEXT_HOUR)


_SAYS_TOO = Rule("P 说, P 却说", "interaction.log", 6, trust=5)
_SAYS = re.compile(
    "(?:那边|那头)?(?:电话|微信|短信|邮件|打来|来电)?(?:里头?|上|中|又|却|倒是?|还|也|就|只)*"
    "(?:说(?!的是|了算)|讲|抱怨|嫌|接了|回[信话复])"
)


def says_too(now: Gathering) -> bool:
    """沈默微信说方案还行 余地却讲流程要一个月: two people, each of whom says something by himself: two
    reports."""
    told, clause = now.last.clause, now.clause
    if told.has("met", "meet") or clause.has("remind", "asked_back", "if"):
        return False
    first, person = (next(iter(c.people("contact")), None) for c in (told, clause))
    if first is None or person is None or first.start - told.start > 2 or person.start - clause.start > 1:
        return False
    if not {n.name for n in first.of("contact")}.isdisjoint(n.name for n in person.of("contact")):
        return False
    text = clause.reading.text
    return (
        _SAYS.match(text, first.end) is not None
        and _SAYS.match(text, person.end) is not None
        and now.opens(_SAYS_TOO)
    )


_HE_SAYS = re.compile(r"[ ,，]*[他她](?:还|又|也)?(?:说|讲|觉得|表示|嫌|答应)(?!了?算)[^,，。]{2,}")


def says_besides(now: Gathering) -> bool:
    """燕东微信换成yandong 他说下周再谈: behind a number that is noted, what its owner says is a report."""
    return (
        now.rule.weight <= WEAK
        and _HE_SAYS.match(now.clause.text) is not None
        and not now.clause.has("remind", "asked_back", "if")
        and now.opens(_SAYS_TOO)
    )


_SAYS_OF_IT = Rule("…, P 说 …", "interaction.log", 6, trust=5)
ENTERED = frozenset(
    "payment.log order.create opportunity.win opportunity.create opportunity.update quote.create task.done "
    "task.postpone customer.update customer.tag customer.transfer contact.add".split()
)
_TELLS_MORE = re.compile(
    "(?:那边|今天|刚才?|还|又|也|就|跟我|给我|打电话|来电话?|电话里|微信上?|顺便)*"
    "(?:说(?!的)|讲|反馈|嫌|抱怨|问|想(?!着)|希望|担心|表示|答应|透露)(?!了?算)[^,，。]{3,}"
)
_ITS_TERMS = re.compile(r"(?:能|可以|就)?(?:签|成交|拍板|下单)(?:约|合同|下来|单)?[吧了]?\s*$")


def says_of_it(now: Gathering) -> bool:
    """回款十一万 段经理说第二批要推迟: behind what was entered, a person and what he says: a report."""
    clause = now.clause
    if now.rule.intent not in ("", "interaction.log") or clause.has(
        "remind", "asked_back", "if", "user_only"
    ):
        return False
    person = next(iter(clause.people("contact")), None)
    if person is None or person.of("user") or _ITS_TERMS.search(clause.text):
        return False
    firm = next((m for m in clause.named("customer") if m.end == person.start), person)
    return (
        firm.start - clause.start <= 1
        and _TELLS_MORE.match(clause.reading.text, person.end, clause.end) is not None
        and now.opens(_SAYS_OF_IT)
    )


_OF_EACH = Rule("跑了几家, 一家一句", "interaction.log", 6, trust=5)
_ROUND = re.compile(
    "[^,，。]{0,8}?(?:跑|拜访|走访|见|转|去|串|访|聊|约见|回访)(?:了|完)?"
    r"(?:[两二三四五六七八九十\d几]+[家个户位]|一圈)"
)


def tells_of_each(now: Gathering) -> bool:
    """今天拜访了三家 历山说等验收 沂蒙要报价 陵县没见着人: behind the head of a round, each one is a
    report."""
    clause = now.clause
    if (
        now.rule.weight > WEAK
        and now.rule.intent != "interaction.log"
        or clause.has("coming", "remind", "ask", "asked_back", "if")
        or _ROUND.match(now.clauses[0].text) is None
    ):
        return False
    names, others = _theirs(now.last.clause), _theirs(clause)
    if not names or not others or not names.isdisjoint(others):
        return False
    if any(not outside(c, c.mentions).strip(" ,，") for c in (now.last.clauses[-1], clause)):
        return False  # 跑了三家 历山 沂蒙 鸢都 都没见着人
    first = min(m.start for m in clause.mentions if m.kind in ("customer", "person"))
    return first - clause.start <= 1 and now.opens(_OF_EACH)


_NOT_REACHED = re.compile("没接|不接|没人接|占线|没回|不回|关机|忙音|没打通|打不通")
_CALLS = re.compile(r"[ ,，]*(?:又|再|就|那就|完了|然后)*(?:电话|微信)?(?:打给|给|找了?|问了?)$")
_TAKEN_UP = re.compile(r"(?:那边|那头)?(?:倒是?|却|就)?(?:接了|回了|打|[ ,，]|说|让|通了)")


def calls_the_next(now: Gathering) -> bool:
    """给万红打电话占线 给商量打 说在高铁上: who was not reached, and then somebody else: two reports."""
    told, clause = now.last.clause, now.clause
    if clause.has("coming", "remind", "asked_back", "if"):
        return False
    if not _NOT_REACHED.search(told.text) or not told.has("contact"):
        return False
    person = next(iter(clause.people("contact")), None)
    if person is None or person.of("user"):
        return False
    known = {n.name for m in told.people("contact") for n in m.of("contact")}
    before = clause.text[: person.start - clause.start]
    return (
        known.isdisjoint(n.name for n in person.of("contact"))
        and (not before.strip(" ,，") or _CALLS.fullmatch(before) is not None)
        and _TAKEN_UP.match(f"{clause.reading.text[person.end : clause.end]} ") is not None
        and now.opens(_SAYS_TOO)
    )


_DAY_FIRST = re.compile(
    "[ ,，]*(?:我|咱|让[他她])?(?P<d>¥)(?:上午|下午|晚上|一早)?(?:我|得|要|先)*"
    "(?P<w>(?:去|再上|给|把|找|跟|带|约|陪|送|买|打|拿|写|寄|交)[^,，。]{2,})"
)
BESIDES = frozenset("task.postpone task.assign ticket.close ticket.update ticket.assign".split())
_NEW_PLAN = Rule("…, 某日去做", "task.create", 6.5, trust=5)


def plans_besides(now: Gathering) -> bool:
    """打样推到周五 今天去花市买蓝绣球: behind what becomes of one task or case, another one with a day and a
    deed of its own."""
    clause = now.clause
    if now.rule.intent not in ("", "task.create") or clause.has("task_word", "case_ref"):
        return False
    days = clause.of_kind("time")
    if (
        not days
        or "past" in days[0].tenses
        or now.intent == "task.postpone"
        and not now.last.clause.has("time")
    ):
        return False
    begin, end = days[0].start - clause.start, days[0].end - clause.start
    return (
        begin <= 3
        and _DAY_FIRST.fullmatch(f"{clause.text[:begin]}¥{clause.text[end:]}") is not None
        and now.opens(_NEW_PLAN)
    )


_AFTERWARDS = Rule("让 U 去查, 查完回他", "task.create", 6.5, trust=5)
_WHEN_DONE = re.compile(
    "[ ,，]*(?:我|等|就|再)*[\u4e00-\u9fff]{1,3}?(?:完|好|到|清楚|出来|回来)了?(?:我|就|再|马上|赶紧)*"
    "(?:给|跟|回|告诉|通知|发)(?:[他她]们?|¤)[^,，。了]{1,10}"
)


def does_it_then(now: Gathering) -> bool:
    """让马俊查一下物流 查完给她回个话: what a colleague is to do, and then what I tell somebody."""
    clause = now.clause
    if now.rule.intent not in ("", "task.create") or not now.last.clause.people("user") or clause.has("user"):
        return False
    said = list(clause.text)
    for person in clause.people("contact"):
        begin, end = person.start - clause.start, person.end - clause.start
        said[begin:end] = ["¤"] + [""] * (end - begin - 1)
    return _WHEN_DONE.fullmatch("".join(said)) is not None and now.opens(_AFTERWARDS)


_AND_THEN = Rule("去 X, 完了去 Y", "task.create", 6.5, trust=5)
_THEN_ON = re.compile(
    "[ ,，]*(?:我|咱|就)*(?:完了|完事|然后|接着|之后|随后|紧接着|再(?=去|到|跑))"
    "(?:我|就|再|直接|顺路|顺道|马上)*"
    "(?:去|到|上|找|给|跟|拜访|回访)(?!年)[^了过]*"
)


def goes_on_to(now: Gathering) -> bool:
    """明天上午去亿达 完了直接去万象城收款: behind one visit that is planned, another one to somebody else."""
    told, clause = now.last.clause, now.clause
    if "coming" not in told.features or clause.has("remind", "asked_back", "if", "user"):
        return False
    names, others = _theirs(told), _theirs(clause)
    return (
        bool(names and others)
        and names.isdisjoint(others)
        and _THEN_ON.fullmatch(clause.text) is not None
        and now.opens(_AND_THEN)
    )


def tells_of_another(now: Gathering) -> bool:
    """海鸥姜经理没见着, after a report on another customer: a report of its own."""
    return another_told(now.last, now.clause) and now.opens(HAPPENED)


_DUE_SUM = Rule("尾款 N, 某日催", "task.create", 7.5, trust=5)
_REST = re.compile(r"[^,，。了到付打收转结清]{0,10}?(?:尾款|余款|欠款|货款)[^,，。了到付打收转结清]{0,8}")
ASKING = frozenset("催追要问")
_ASKS_FOR_IT = re.compile(
    "[ ,，]*(?:我|得|要|再|记得|去|就|一定)*(?:催|追|要(?:一下|回)|问)(?:一?[催追问下]|要|回来|款"
    "|账)*[ 吧!！。]*"
)


def asks_for_the_rest(now: Gathering) -> bool:
    """天街尾款五万 下周催一下: the sum that is owed is what the plan is about, no payment."""
    told, clause = now.begun, now.clause
    if told is None or len(now.blocks) > 1 or "coming" not in clause.features or not told.has("money"):
        return False
    return (
        _REST.fullmatch(told.text) is not None
        and _ASKS_FOR_IT.fullmatch(outside(clause, clause.of_kind("time"))) is not None
        and now.turns(_DUE_SUM)
    )


def as_agreed(now: Gathering) -> bool:
    """跟向老板说好 十号拿承兑: the agreement and the plan are one task."""
    last = now.last
    return (
        now.rule.intent == "task.create"
        and len(last.clauses) == 1
        and agreed(last.clauses[0])
        and now.turns(AGREED)
    )


# What follows from a report, and is a frame of its own.
_FOLLOWS = frozenset({"task.create", "opportunity.update", "opportunity.lose", "opportunity.win"})


def reports_first(now: Gathering) -> None:
    """What leads to an order is a report of its own where it tells what happened: 冉勇那边预算砍了
    下周三去一趟."""
    if now.lead and now.rule.intent == "task.create" and over(now.lead[0]):
        now.blocks.append(Block(now.lead[:1], OVER))  # 验收过了 尾款下周三打 提醒我
        now.lead = now.lead[1:]
    elif now.lead and (
        now.rule.intent in _FOLLOWS
        and _reported(now.lead)
        or now.rule.intent == "task.create"
        and now.lead[0].has("customer")
        and asks_us(now.clause)
        or (
            now.rule.intent == "interaction.log"
            or now.rule.intent == "task.create"
            and works_there(now.lead[0])
        )
        and _of_another(now.lead, now.clause)
    ):
        now.blocks.append(Block(now.lead, HAPPENED))
        now.lead = []


def _of_another(lead: list[Clause], clause: Clause) -> bool:
    """上午去临沂水务 房主任不在, before a report on another customer."""
    whole = joined(lead)
    names, others = _theirs(whole), _theirs(clause)
    return bool(names and others) and names.isdisjoint(others) and whole.has("past", "earlier", "today")


def _theirs(clause: Clause) -> set[str | None]:
    """The customers of a clause, or else those of its contacts."""
    return {*customers(clause)} or {n.customer for m in clause.people("contact") for n in m.of("contact")}


def _reported(lead: list[Clause]) -> bool:
    """What a contact said or did, before a plan that follows from it."""
    return any(c.has("contact") and happened(c) for c in lead) and not any(
        c.has("chat", "if", "never") for c in lead
    )


def told_weakly(clauses: list[Clause]) -> list[Block]:
    """Where nothing else speaks, a fact of business told of a customer is a report."""
    first = next((place for place, clause in enumerate(clauses) if happened(clause)), None)
    if first is None or any(clause.has("chat", "if", "lose", "asked_back") for clause in clauses):
        return []
    return [Block(clauses[first:], HAPPENED)]
