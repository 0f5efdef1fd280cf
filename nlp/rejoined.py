"""What the best path tells apart and is one thing after all: a debt and the plan to ask for it, a loss and
why (赵校长说今年不买了 商机丢了吧)."""

from collections.abc import Callable
from itertools import pairwise

from nlp import forms as re
from nlp.blocks import Block
from nlp.frames import ONLY_LEARNED
from nlp.gather.besides import NOTE_IT
from nlp.gather.joining import is_a_term
from nlp.gather.second import has_deed
from nlp.heed.guessed import COMES
from nlp.payments import owed
from nlp.reading import Clause, customers, joined, outside
from nlp.rules.base import Rule
from nlp.rules.breakdowns import WANTED_OF_US
from nlp.rules.deeds import says_by_when, they_mean
from nlp.rules.plans import needed


def rejoined(blocks: list[Block]) -> list[Block]:
    """The blocks of a message, those that belong together made one."""
    for one in (
        _when,
        _agreed,
        _who,
        _won,
        _with_why,
        _noted,
        _by_when,
        _of_debts,
        _told_of_it,
        _what_was_won,
    ):
        blocks = _joined(blocks, one)
    return _once(_led_by(_cases(_notes(_apart(blocks)))))


def _joined(blocks: list[Block], one: Callable[[Block, Block], Rule | None]) -> list[Block]:
    """Neighbours are one where `one` names the rule that they share."""
    found: list[Block] = []
    for block in blocks:
        rule = one(found[-1], block) if found else None
        if rule is not None:
            found[-1] = Block([*found[-1].clauses, *block.clauses], rule)
        else:
            found.append(block)
    return found


_TIMED = frozenset({"interaction.log", "task.create"})


def _when(before: Block, block: Block) -> Rule | None:
    """昨天 去义马见了马科长: a day alone is nothing that happened, but when what follows it did."""
    clause = before.clause
    alone = before.intent in _TIMED and not outside(clause, clause.of_kind("time")).strip(" ,，。")
    return block.rule if alone and clause.has("time") else None


_MADE = re.compile("[ ,，]*(?:我|跟|和|已经|刚)*(?:约|说|定)(?:了|好|好了|妥)[ ,，]*")


def _agreed(before: Block, block: Block) -> Rule | None:
    """约了王总 | 这周五上午去他们厂里看看: with whom, and behind it when and what."""
    clause = before.clause
    people = clause.people("contact") or clause.named("person")
    planned = before.intent in _TIMED and block.intent == "task.create" and block.clause.has("coming")
    alone = planned and len(people) == 1 and _MADE.fullmatch(outside(clause, people))
    return block.rule if alone and not block.clause.named("person") else None


_BARE_WIN = re.compile("[ ,，]*(?:今天|刚刚?|终于|我们?)*(?:中标|签|拿下|成交|成|赢|搞定|定)了[!！。 ]*")


def _won(before: Block, block: Block) -> Rule | None:
    """中标了 三一 储罐6台 57万: whom from and how much is told behind it."""
    won = (before.intent, block.intent) == ("opportunity.win", "order.create")
    return before.rule if won and _BARE_WIN.fullmatch(before.clause.text) else None


_HANDED = frozenset(("让", "叫", "派", "请", "喊", "安排", "通知"))


def _who(before: Block, block: Block) -> Rule | None:
    """让玲珑 后天去万豪量尺寸: who is to do it, and behind it what."""
    people = before.clause.people("user")
    tasks = before.intent == block.intent == "task.create" and len(people) == 1
    return block.rule if tasks and outside(before.clause, people).strip(" ,，") in _HANDED else None


def _told_of_it(before: Block, block: Block) -> Rule | None:
    """他们明年要招标 标书1月10号挂网: when something comes is more of what was told, no task; nor are the
    terms of an order: 热熔胶八百公斤两万零八百 月底发货."""
    if block.rule.name != ONLY_LEARNED:
        return None
    if before.intent == "interaction.log" and (
        COMES.keep(block.clause, block.rule) or needed(block.clause) or they_mean(block.clause)
    ):
        return before.rule
    if block.intent == "task.create" and _PUT_OFF.fullmatch(
        outside(block.clause, block.clause.of_kind("time"))
    ):
        return before.rule
    entered = before.intent in ("order.create", "opportunity.win", "payment.log")
    terms = entered and block.intent == "task.create" and is_a_term(block.clause)
    return before.rule if terms else None


def _what_was_won(before: Block, block: Block) -> Rule | None:
    """途居签了 拖挂房车两台四十三万: what was won and for how much, no order beside it."""
    told = (before.intent, block.intent) == ("opportunity.win", "order.create")
    new = before.clause.has("money", "product") or block.clause.has("customer", "order_act", "order_word")
    named = "合同" in block.clause.text
    return before.rule if told and not (new or named) and block.rule.name == ONLY_LEARNED else None


_PUT_OFF = re.compile(
    "[ ,，]*(?:等|到|过)?(?:左右|以后|之后)?再(?:说|看|议|定)[吧了]?[ ,，。!！]*"
)  # 十月份再说
_BARE_LOSS = re.compile(
    "[ ,，]*(?:那|这|就|只能|所以|算)*(?:这|那)?(?:个)?(?:商机|单子?|项目)?(?:就|算|只能|先)*"
    "(?:丢单?|黄|输单?|没戏|关掉?)(?:了|掉|吧|处理)*[ ,，。!！]*"
)
_WHY = re.compile(
    "不(?:买|要|做|上|续|签|考虑|搞|换|用|装|投|租|订)|嫌|没(?:有)?(?:预算|钱|批)|砍|取消|放弃|太贵|搁置|停"
)


def _noted(before: Block, block: Block) -> Rule | None:
    """她说只收专票 | 备注一下: the note, and that it is one."""
    both = before.intent == block.intent == "customer.update"
    return block.rule if both and NOTE_IT.fullmatch(block.clause.text) else None


def _notes(blocks: list[Block]) -> list[Block]:
    """今天见了龚老师, 她说只收专票 | 备注一下: what was told last is the note."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if (
            before is not None
            and (before.intent, block.intent) == ("interaction.log", "customer.update")
            and NOTE_IT.fullmatch(block.clauses[0].text)
        ):
            told = before.clauses[-1]
            found[-1:] = [Block(before.clauses[:-1], before.rule)] if len(before.clauses) > 1 else []
            block = Block([told, *block.clauses], block.rule)
        found.append(block)
    return found


def _with_why(before: Block, block: Block) -> Rule | None:
    """赵校长说今年不买了 商机丢了吧: what somebody says, by no channel, is why it was lost."""
    why = (
        (before.intent, block.intent) == ("interaction.log", "opportunity.lose")
        and _BARE_LOSS.fullmatch(block.clauses[0].text) is not None
        and _WHY.search(before.clause.text) is not None
        and not before.clause.has("channel", "met", "went", "past", "today")
    )
    return block.rule if why else None


def _by_when(before: Block, block: Block) -> Rule | None:
    """让小王跟进 三月五号前出方案: one thing to do."""
    plans = before.intent == block.intent == "task.create"
    return before.rule if plans and says_by_when(before.clause, block.clause) else None


def _of_debts(before: Block, block: Block) -> Rule | None:
    """松北热力欠咱那四十万 后天去催催: what is owed is what the task is about, and no payment."""
    debt = (
        (before.intent, block.intent) == ("payment.log", "task.create")
        and before.rule.name == ONLY_LEARNED
        and owed(before.clause)
    )
    return block.rule if debt else None


# 催宏信的款 | 给三一发样本 | 约彭经理下周见
_ORDERS = re.compile(
    r"\s*(?:再|也|另外|然后|还有|顺便|顺路|直接|[完修忙弄办]完?[了事]?(?:之?后|以后)?|[一二三四五]是"
    "|第[一二三四五][个件]?[,，、 ]*)*(?:给|催|约|去|找|跟|把|问|陪|联系|通知|拜访|回访)"
)
_WITH_HIM = re.compile("一起|一块|一同|同去|也(?:来|去|参加|叫上)")


def _of_another(told: Clause, clause: Clause) -> bool:
    """An order by its first word, for another customer or a person of one."""
    if not _ORDERS.match(clause.text) or _WITH_HIM.search(clause.text) or clause.has("ask", "asked_back"):
        return False
    before, now = _whose(told), customers(clause) or _whose(clause)
    return bool(before and now) and before.isdisjoint(now) and has_deed(told) and has_deed(clause)


def _whose(clause: Clause) -> set[str | None]:
    return {*customers(clause), *(n.customer for m in clause.people("contact") for n in m.of("contact"))}


def _apart(blocks: list[Block]) -> list[Block]:
    """催宏信的款 给三一发样本: of each customer one thing to do."""
    found: list[Block] = []
    for block in blocks:
        begin = 0
        if block.intent == "task.create":
            for at in range(1, len(block.clauses)):
                if _of_another(joined(block.clauses[begin:at]), block.clauses[at]):
                    found.append(Block(block.clauses[begin:at], block.rule))
                    begin = at
        found.append(Block(block.clauses[begin:], block.rule, block.rival) if begin else block)
    return found


_CALLED_IN = Rule("来电说坏了, 派人", "ticket.create", 6)
_SENT = frozenset({"ticket.assign", "ticket.dispatch"})


def _is_wanted(told: Clause) -> bool:
    """来电话说压力表坏了 让我们去修: what they call for."""
    faulty = told.has("fault", "type=repair") and told.has("customer", "contact") and told.has("channel")
    return faulty and not told.has("went", "past") and WANTED_OF_US.search(told.text) is not None


def _cases(blocks: list[Block]) -> list[Block]:
    """三一文经理来电 储罐漏气 派谭静: somebody is sent, and to no case that is there: it is a new one."""
    if any(block.intent == "ticket.create" for block in blocks):
        return blocks
    found = [
        Block(block.clauses, _CALLED_IN)
        if block.intent == "interaction.log" and _is_wanted(block.clause)
        else block
        for block in blocks
    ]
    for at, (told, sent) in enumerate(pairwise(blocks)):
        if (
            told.intent == "interaction.log"
            and sent.intent in _SENT
            and told.clause.has("fault", "type=repair")
            and told.clause.has("customer", "contact")
            and not sent.clause.has("id", "ticket_ref", "case_ref", "ticket_word", "customer")
        ):
            found[at] = Block(told.clauses, _CALLED_IN)
    return found


_BARE_CASE = re.compile(
    r"\s*(?:先|再|就|帮我|给我|赶紧)*(?:[记建开立录提]|登记)(?:一?[个下张条])(?:工单|报修|投诉|单子)[吧了]?\s*"
)


def _once(blocks: list[Block]) -> list[Block]:
    """闸阀打不开 让高鹏明天去看看 记个工单: the case is told of already."""
    return [
        block
        for at, block in enumerate(blocks)
        if block.intent != "ticket.create"
        or not any(before.intent == block.intent for before in blocks[:at])
        or not _BARE_CASE.fullmatch(block.clause.text)
    ]


def _led_by(blocks: list[Block]) -> list[Block]:
    """曲波跟陶渊换一下 趵突泉给陶渊: of whom is spoken, before what goes to whom."""
    return [
        block
        for at, block in enumerate(blocks)
        if block.intent != "customer.transfer"
        or block.clause.has("customer")
        or not any(b.intent == block.intent and b.clause.has("customer") for b in blocks[at + 1 : at + 2])
    ]
