"""Where a second customer begins a fact of its own, in one breath: 硕放到账八万六|万博等级改成A,
硕放的商机黄了|给万博报个价."""

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause

# What leads to the name; of 和万博, 去万博 and 说万博 it is still the fact before.
_LEAD = re.compile("(?:再|然后|顺便|顺手|另外|还有|并且?|也|先)*(?P<by>[把将给替跟])?$")
_SAME_FACT = re.compile(
    "(?:(?<!合)同|(?:去|跑|见|访|找|陪)(?:了|过|完)(?:一?趟)?|[和与、及到是从比像在叫让帮为去见找约陪访往被由向的对跑回给把将跟]|[说讲问想]|介绍|推荐|对接|以及|还有|合并|或者?"
    "|旁边|隔壁|附近|关于|加上|拜访|联系|提到|听说|类似|除了)$"
)
_WHEN = "(?:那边|这边|家|那头)?(?:今天|昨天|刚才?|[上下]午|也|又|已经|都|终于|总算|就)*"
# What is told of the one named, right behind its name …
_TOLD = re.compile(
    f"{_WHEN}(?:到账|回款|打款|来款|[付打汇转结][了来]|下单|下了|[订定买要签][了购]|[订签]单|赢|拿下|成交"
    "|中标|黄了|丢了|没戏|(?:那|这)[单个]|的?(?:商机|项目|单子)|报修|投诉|的?(?:级别|等级|行业|地址|电话|备注|来源|地区|负责人|标签)"
    "|转给|移交|交给|放(?:回)?公海|打[上个]|贴|升|降|改成"
    "|的[^,，。 的]{2,8}?(?:不[\u4e00-\u9fff]|坏|漏|老|又|堵|卡|断|没))"
)
# … or of a person of it …
_SAID = re.compile(
    f"{_WHEN}(?:说|讲|打|付|汇|转|订|下|要|嫌|问|催|回|来|把|给|同意|答应|确认|微信|电话|今|昨|不|没)"
)
# … and what is done to it or for it: 把万博转给小满, 给万博报个价.
_DONE_TO = re.compile(
    "的?(?:转给|移交|交给|划给|分给|放|丢|打[上个]|贴|标|加[上个]|报(?!修)|出|建|立|开|录|记|发|送|寄|改|降|升|申请|约"
    "|级别|等级|商机|打(?:个)?电话|去掉|取消|推)"
)


def second_firms(clause: Clause) -> list[int]:
    """The places of a stretch where such a fact begins."""
    firms = clause.named("customer")
    if not firms or len(clause.text) < 8:
        return []
    text, base = clause.text, clause.start
    found: list[int] = []
    before: Mention | None = None
    for firm in clause.reading.mentions:
        if firm.kind != "customer" or not firm.names or firm.start >= clause.end:
            continue
        last, before = before, firm
        if firm.start < base or last is None or not _are_two(last, firm):
            continue
        lead = _LEAD.search(text, 0, firm.start - base)
        at = lead.start() if lead else firm.start - base
        start = _bidden(clause, at)
        if _length(clause, max(last.end - base, 0), start) < 2 or _SAME_FACT.search(text, 0, start):
            continue
        if start < at or _begins(clause, firm, bool(lead and lead["by"])):
            found.append(base + start)
    return found


def _length(clause: Clause, begin: int, end: int) -> int:
    """How much is said between two places of the text, but for when."""
    times = sum(
        i.end - i.start
        for i in clause.of_kind("time")
        if begin <= i.start - clause.start and i.end - clause.start <= end
    )
    return len(clause.text[begin:end].strip()) - times


def _are_two(one: Mention, other: Mention) -> bool:
    return {n.name for n in one.names}.isdisjoint(n.name for n in other.names)


# 下周二提醒我给万博打电话, 让康凯周五前把万博的方案做好: the bidding is part of it.
_BIDS = re.compile("(?:(?:记得|到时候?)?提醒我|(?:让|叫|安排|派)某{2,4})$")


def _bidden(clause: Clause, at: int) -> int:
    """Where the order begins that is given of what stands there; without one, the same place."""
    text, base, start = clause.text, clause.start, at
    bid = False
    for _ in range(3):
        time = next(
            (i for i in clause.of_kind("time") if i.end - base == start and "coming" in i.tenses), None
        )
        said = _BIDS.search(text, 0, start)
        if time is not None:
            start = time.start - base
        elif said:
            start, bid = said.start(), True
        else:
            break
    return start if bid else at


def _begins(clause: Clause, firm: Mention, led: bool) -> bool:
    """Whether a fact or an order begins with it."""
    text, base = clause.text, clause.start
    if led:
        person = next((m for m in clause.named("person") if m.start == firm.end), None)
        return _DONE_TO.match(text, (person or firm).end - base) is not None
    if _TOLD.match(text, firm.end - base):
        return True
    return any(m.start == firm.end and _SAID.match(text, m.end - base) for m in clause.named("person"))
