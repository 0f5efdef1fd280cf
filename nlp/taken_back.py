"""An order that is taken back in the same breath: 明天去三一 算了不去了 后天去宏信.

It is as if it had not been said.
"""

from nlp import forms as re
from nlp.blocks import Block
from nlp.clauses import split
from nlp.gather import gather
from nlp.names import Name
from nlp.reading import NAMED, Clause
from nlp.remarks import without_remarks
from nlp.rules.base import READS
from nlp.settle import settled

# What was only ordered; what happened (到账, 拜访了) is not undone by 算了.
_ORDERS = frozenset(
    "task.create task.cancel task.postpone task.assign quote.create customer.tag customer.untag "
    "customer.transfer customer.release customer.claim customer.merge customer.create customer.update "
    "contact.add ticket.create ticket.assign ticket.dispatch opportunity.create opportunity.update "
    "approval.request survey.send campaign.create goal.set".split()
)
MOST = 24  # clauses; each place is read anew, and nobody says as much in one breath
_may_be = re.finds("算了|[不别甭]|[说打写记搞弄看]?错了|口误")
_SIGH = r"\s*(?:哎呀?|唉|诶|呃|哦|嗯|啊|等等|等一?下|[ ,，])*"
_NOT = (
    "(?:还是|先|也|就|我|暂时|这次|今天|明天)*(?:不用|不要|不必|不需要|别|甭|不)(?:再)?"
    "(?![如行对错是过止])[\u4e00-\u9fff]{0,4}?(?:了|吧|啦|先)*"
)
_NEVER_MIND = re.compile(rf"{_SIGH}(?:那|就|还是)*算了(?:算了|吧|啦)*[ ,，]*{_NOT}\s*")
_AT_LAST = re.compile(rf"{_SIGH}(?:那|就|还是)*算了(?:算了|吧|啦)*[。!！ ]*")
_PLAINLY = re.compile(
    rf"{_SIGH}(?:那|就|又|先|还是)*(?:不用|不去|不弄|不记|不建|不发|不提醒|不派|不转|别记|别弄|别发|别建|别派|别转|别去)了[吧啦]?"
    r"[ ,，]*(?:我(?:自己|现在|马上|已经|刚|这就)[^,，。 ]{0,8})?\s*"
)
_WAIT = re.compile(
    r"\s*(?:哎|诶|哦|啊)?(?:等等|等一?下|慢着|且慢)[ ,，]*(?:还是|先|暂时)*"
    r"(?:别|不)[\u4e00-\u9fff]{1,3}(?:了|吧)?\s*"
)
_ALONE = re.compile(rf"{_SIGH}(?:那|就|还是)*算了(?:算了|吧|啦)*\s*")
_THEY_SAY = re.compile(
    rf"\s*(?:[他她]们?|人家|对方|客户|那边|后来|结果|刚才?|又|来电话|{NAMED}+[^,，。 说]{{0,2}}|[ ,，])+说"
    "(?:不用|不需要|不要|不必|别)[\u4e00-\u9fff]{0,2}了[吧啦]?"
)


# 周四去三一 不对 周五去宏信: the whole of it is said anew.
_WRONG = re.compile(
    r"\s*(?:哦|啊|哎|呃|我)*(?:[哦啊]不|不对(?:不对)?|不是不是|(?:[说打写记搞弄看]错了|错了)(?:错了)?|口误)\s*"
)
# 取消回访吧 不用了: that says so once more.
_LETTING_GO = frozenset({"task.cancel", "customer.untag", "customer.release"})
# 放公海 哦不 转给向阳: a customer goes one way or the other.
_EITHER = frozenset({"customer.release", "customer.transfer", "customer.claim"})
_HOLD_ON = re.compile("(?:算了|等等|等一?下|慢着).*[不别甭].?(?:取消|撤|删|放|摘|去掉|丢)")


def _takes_back(clauses: list[Clause], place: int) -> int:
    """How many clauses from here on say that what came before is not to be done; 0 where they do not."""
    clause = clauses[place]
    text = clause.text
    if any(form.fullmatch(text) for form in (_NEVER_MIND, _PLAINLY, _WAIT, _WRONG)):
        return 1
    if _THEY_SAY.fullmatch(clause.reading.said, clause.start, clause.end):
        return 1
    if place + 1 == len(clauses):
        return 1 if _AT_LAST.fullmatch(text) else 0
    then = clauses[place + 1].text
    return 2 if _ALONE.fullmatch(text) and _NEVER_MIND.fullmatch(f"算了{then.strip()}") else 0


def _taken_back(clauses: list[Clause], place: int, count: int) -> Block | None:
    """What the words at a place take back, if they do."""
    first, then = clauses[:place], clauses[place + count :]
    blocks = settled(first, gather(first))
    if not blocks:
        return None
    said, why = blocks[-1], clauses[place].text
    if _WRONG.fullmatch(why):
        whole = settled(clauses, gather(clauses)) if then else []
        anew = [block for block in whole if block.clauses[0].start >= then[0].start]
        again = bool(anew) and (
            anew[0].intent == said.intent not in READS
            and anew[0].clause.has("customer")
            or said.intent != anew[0].intent
            and {said.intent, anew[0].intent} <= _EITHER
        )
        return said if again else None
    if said.intent in _LETTING_GO and not _HOLD_ON.search(why):
        return None
    return said if said.intent in _ORDERS else None


def without_taken_back(clauses: list[Clause]) -> list[Clause]:
    """The clauses of a message without the orders that were taken back; none where nothing else was said."""
    text = clauses[0].reading.text if clauses else ""
    if not 1 < len(clauses) <= MOST or not _may_be(text):
        return clauses
    for place in range(1, len(clauses)):
        count = _takes_back(clauses, place)
        if count and (block := _taken_back(clauses, place, count)):
            gone = {c.start for c in [*block.clauses, *clauses[place : place + count]]}
            # Cut anew: what a clause knows of those before it has changed.
            again = without_remarks(split(clauses[0].reading))
            left = [c for c in again if c.start not in gone]
            firms = block.clause.named("customer")
            either = block.intent in _EITHER and _WRONG.fullmatch(clauses[place].text)
            if firms and either and not clauses[place + count].named("customer"):
                left.append(Clause.of(clauses[0].reading, firms[0].start, firms[0].end))  # whose it is still
                left.sort(key=lambda c: c.start)
            return without_taken_back(left)
    return clauses


def whose(said: list[Clause], kept: list[Clause]) -> tuple[Name, ...]:
    """The customer of what was taken back: 周五给三一送样 算了不送了 让向阳打个电话 is of him still."""
    left = {clause.start for clause in kept}
    for clause in said:
        if clause.start not in left and (named := clause.named("customer")):
            return named[0].of("customer")
    return ()
