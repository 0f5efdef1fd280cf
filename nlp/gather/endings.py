"""What the last words make of all that was said before them.

段亮急着上超滤 三十六万 商机 is a new chance, 油封换完货了 结单吧 closes a case, 大成转给毕胜 提审批 asks the
boss.
"""

from collections.abc import Sequence

from nlp import forms as re
from nlp.blocks import Block
from nlp.gather.state import Gathering
from nlp.reading import Clause
from nlp.rules import approvals, called
from nlp.rules.base import Rule
from nlp.rules.breakdowns import told_on_a_visit

_REQUEST = called("申请审批")
_CHANCE = called("建商机")
_CLOSE = called("关工单")
_NOTED = Rule("…, 商机", "opportunity.create", 8, trust=3)

CHANCE = frozenset("机")  # 商机, 机会
_NOTES = re.compile(
    r"\s*(?:(?:先|给我|帮我|就|再)*(?:记成?|建|立|挂|报|录|加|有|算)?(?:一?个|一?条)?(?:新)?|.{0,8}的)"
    r"(?:商机|机会)(?:先|一个)?(?:立着|挂着|记着|记一?下|记上|建着|建一?下|立项)?[吧哈了]?\s*"
)
_TOLD = re.compile(r"说|讲|透露|反馈|聊|见了|拜访|去了|电话|微信|开会|喝|吃饭|错过|没[了戏]|同行|对手")
_OTHERS = (
    "met",
    "channel",
    "reported",
    "remind",
    "pay_act",
    "order_act",
    "win",
    "lose",
    "percent",
    "id",
    "ask",
    "asked_back",
    "if",
    "never",
    "past",
    "user",
    "task_word",
    "opp_word",
    "show",
)


def notes_a_chance(now: Gathering) -> bool:
    """段亮急着上超滤 三十六万 商机: all of the message so far, which names somebody and a sum, is one new
    chance."""
    if "opp_word" not in now.clause.features or not _noted(now.clauses[: now.place + 1]):
        return False
    now.blocks, now.lead = [Block(now.clauses[: now.place + 1], _NOTED)], []
    return True


def _noted(clauses: Sequence[Clause]) -> bool:
    """The last of the clauses only says 商机; those before tell of no deed."""
    *before, last = clauses
    if not before or len(clauses) > 6 or not _NOTES.fullmatch(last.text):
        return False
    if any(clause.has(*_OTHERS) or _TOLD.search(clause.text) for clause in before):
        return False
    return before[0].has("customer", "company", "contact") and (
        last.has("money") or any(clause.has("money", "number", "quantity") for clause in before)
    )


_ENTERS = re.compile(
    "[ ,，]*(?:帮我|给我|先|请|就)*(?:建|记|录|挂|开|加|报|新增|登记|算)?(?:一?个|成|一?条|上|下|为)?新?"
    "(?:商机|机会)(?:新增|先?挂着|(?:建|记|录)(?:一?下|上)|一?个|一?条)?[吧哈!！。 ]*"
)
MAY_BE_A_CHANCE = frozenset(
    {
        "",
        "interaction.log",
        "order.create",
        "quote.create",
        "customer.show",
        "task.create",
        "product.show",
    }
)


def enters_a_chance(now: Gathering) -> bool:
    """四十台车 大概十八万 商机: the last block, or what no rule has spoken for, with a sum in it, is a new
    chance."""
    if not _ENTERS.fullmatch(now.clause.text):
        return False
    told = now.begun
    if told is None or not told.has("money"):
        return False
    if told.has("met", "reported", "past", "channel", "opp_word", "case_ref", "remind", "just"):
        return False
    return now.turns(_CHANCE)


CLOSING = frozenset("关结销闭")
_CLOSES = re.compile(
    "[ ,，]*(?:可以|就|给|把|那张单|那单|这单|工单|单子|能)*(?:关单|结单|结案|销单|闭单|关闭|关掉|关了|结了"
    "|结掉|关|结)(?:了|吧|掉|啦)*(?:[ ,，]*(?:[1-5一二三四五]|满)分)?[!！。 ]*"
)
MAY_BE_CLOSED = frozenset({"interaction.log", "task.done", "task.create", "device.show", "ticket.update"})


def closes_the_case(now: Gathering) -> bool:
    """油封换完货了 结单吧: the last block is what was done in a case, which is closed."""
    if not _CLOSES.fullmatch(now.clause.text):
        return False
    done = now.begun
    if done is None or done.has("opp_word", "task_word", "remind", "coming", "reported", "lose", "win"):
        return False
    if told_on_a_visit(done):
        return False
    if "商" in done.text or not ("了" in done.text or "好" in done.text):
        return False
    return now.turns(_CLOSE)


# What is not done but asked for where 提审批 comes behind it; and what is told of somebody's wishes.
_ASKABLE = frozenset(
    "customer.transfer payment.log task.postpone customer.update contact.show customer.show order.list "
    "opportunity.update approval.request".split()
)
UPWARDS = frozenset("批申报提请领老")
_SPENT = re.compile(r"花了|买了|吃|住|打车|打的|高铁|动车|机票|酒店|餐|请|油|过路|停车|费|票")


def _upwards(clause: Clause) -> bool:
    """提审批, 报领导批, 帮我提上去."""
    return approvals.asked(clause.text) or approvals.handed_up(clause.text)


def hands_up(now: Gathering) -> bool:
    """滕达想先发货后付款 我定不了 帮我提上去: what no rule has spoken for is asked of the boss."""
    lead, clause = now.lead, now.clause
    if not lead:
        return False
    if approvals.claimed(clause.text) and clause.start:
        told = " ".join(c.text for c in lead)
        asks = any(c.has("money", "number") for c in lead) and _SPENT.search(told) is not None
    else:
        asks = (
            _upwards(clause)
            and any(c.has("customer") for c in lead)
            and not any(c.has("met", "past", "ask", "chat") for c in lead)
        )
    return asks and now.turns(_REQUEST)


def asks_the_boss(now: Gathering) -> bool:
    """大成转给毕胜 提审批, 必胜要120天账期 报领导批: the last block is what the boss is asked for."""
    clause = now.clause
    if len(clause.text) > 14:
        return False
    last = now.last
    told = last.clause
    if approvals.claimed(clause.text) and told.has("money", "number") and _SPENT.search(told.text):
        asks = len(last.clauses) < 3 and not told.has("past", "reported") and last.intent != "approval.list"
    elif not _upwards(clause):
        asks = False
    else:
        asks = last.intent in _ASKABLE or (
            last.intent in ("interaction.log", "task.create")
            and told.has("customer", "person")
            and not told.has("met", "past", "channel", "remind", "just", "coming")
        )
    return asks and now.turns(_REQUEST)


_ENTRIES = frozenset({"opportunity.create", "order.create", "quote.create", "payment.log", "ticket.create"})


def enters_what_was_told(now: Gathering) -> bool:
    """华西贺主任 彩超 要三台 预算450万, 建商机: an order without facts of its own enters those before it."""
    last, clause = now.last, now.clause
    if now.rule.intent not in _ENTRIES or last.rule.weight >= 6:
        return False
    if clause.has("customer", "person", "money", "product", "quantity", "time") or len(clause.text) > 8:
        return False
    told = last.clause
    if not told.has("money", "quantity", "type", "fault"):
        return False
    return not told.has("met", "meet", "reported", "channel", "past", "just") and now.turns(
        now.rule, now.rival
    )


_PRICED = called("出报价")
OFFER = frozenset("报")
_OFFER = re.compile(r"[ ,，]*(?:再|并|同时|顺便)*(?:给[他她它]们?)?(?:报价|报个价)[:： ]*")


def offers_besides(now: Gathering) -> bool:
    """建商机2万 报价 蝴蝶兰三百盆 每盆66: behind a chance that has its sum, goods with their number are
    offered."""
    if not _OFFER.fullmatch(now.clause.text):
        return False
    if now.place + 1 == len(now.clauses) or not now.last.clause.has("money"):
        return False
    goods = now.clauses[now.place + 1]
    return goods.has("product") and goods.has("quantity", "number") and now.opens(_PRICED)


_PAYS = re.compile(
    r"[ ,，]*(?:[\u4e00-\u9fff]{1,3}费)?(?:钱|款|预付|首付|定金|订金|尾款|已经?|当场|当面|先|就|都|微信"
    "|支付宝|扫码|现金|对公|转账|[他她]们?){0,5}(?:[付收转打交汇]|给)(?:了|过来了?|来了?){0,2}¤(?:现金|定金"
    r"|订金)?了?|[ ,，]*(?=[^¤])(?:[\u4e00-\u9fff]{1,3}费)?(?:钱|款|预付|首付|定金|订金|尾款|微信"
    "|现金){0,3}¤(?:已经?|都|也|当场|[他她]){0,3}(?:[付收到转打交结]了|已[付收到]|收到|到账了?|[付结]清了?)"
)
PAID_FOR = frozenset({"order.create", "ticket.close", "ticket.update"})
_COME = re.compile("[了已]|收到|到账|当场")
_PAID = Rule("…, 付了 N", "payment.log", 8, trust=4)


def pays_besides(now: Gathering) -> bool:
    """花屏那单关掉 维修费三百高音付了, 古筝八张 一万四 已付七千: behind an order or a case, what came in for
    it."""
    clause = now.clause
    if clause.has("coming", "future", "ask", "asked_back", "if", "product"):
        return False
    sums = clause.of_kind("money")
    if len(sums) != 1 or now.intent == "order.create" and not now.last.clause.has("money", "number"):
        return False
    said = list(clause.text)
    signs = {(sums[0].start, sums[0].end): "¤", **{(m.start, m.end): "他" for m in clause.people("contact")}}
    for (begin, end), sign in signs.items():
        said[begin - clause.start : end - clause.start] = [sign] + [""] * (end - begin - 1)
    told = "".join(said)
    return _PAYS.fullmatch(told) is not None and _COME.search(told) is not None and now.opens(_PAID)


_LOST = called("那单输在 …")
LOSS = frozenset("丢输黄")
_IT_IS_LOST = re.compile(r"[ ,，]*(?:算)?(?:丢|输|黄)(?:单|掉)?(?:了|吧)*[ 。!！]*")


def loses_instead(now: Gathering) -> bool:
    """那单关了 丢: what was closed is a chance, and it is lost."""
    if "case_ref" not in now.last.clause.features:
        return False
    return _IT_IS_LOST.fullmatch(now.clause.text) is not None and now.turns(_LOST)
