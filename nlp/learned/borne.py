"""Whether a message's words can bear what the chain alone sees in them.

The chain guesses from characters and signs; where all of them are new to it, anything may lead: 老药工堂 a
greeting, 批改那张 a call for help. Some intents cannot be meant without words of their own, or beside
anything else.
"""

from collections.abc import Sequence

from nlp import forms as re
from nlp.blocks import Block
from nlp.frames import ONLY_LEARNED
from nlp.heed import denied, grumbled, others, unmeant
from nlp.promises import promises
from nlp.reading import Clause, outside
from nlp.rules import plans

_ANSWERS = frozenset({"yes", "no", "cancel", "choose", "greet"})
_TAGS = frozenset({"customer.tag", "customer.untag"})
# What is not signed is none of these: 御温泉不签了.
_SETTLES = frozenset({"payment.log", "opportunity.win", "order.create"})
_NOT_SIGNED = re.compile("[不没未]签(?!收)")
_TALK = _ANSWERS | {"help"}
_LONGEST = 14  # characters of an answer, without marks
_MARKS = re.compile(r"\W+")
_NEWS = frozenset({"phone", "email", "company"})  # nobody answers with these
# What the chain alone takes for an answer or a greeting has a word of one: 样书, 下午三点半 and 唔知呀 have
# none.
_ANSWERED = {
    "yes": re.compile(
        "^(?:那|哦|噢|啊|呃|都|全|全都|这个?|这条|刚才|那条|[他她它]|侬讲得|我看|[ ,，])*"
        "(?:对(?!比|手|面|账|方|接|应)|好(?![几多少])|行(?!业)|可(?!是|能)|[嗯恩]|是(?!不|谁|否)"
        "|系(?!统|列)|啱|要得|得[行劲]|[要得](?:[啊呀的咯嘞 ,，]|就|$)|[没冇](?:错|问题|毛病)"
        "|中(?![间午心了奖标学秋])|成(?!都|立|本)|妥|同意|正确|确[认定]|yes|ye[ap]|ok|confirm|sure"
        "|管(?!理|道)|必须|准了?$|收到|[照按]|就(?:[这那按照是系咁]|它|他|她)|没意见|存|保存|记|录吧|👌|👍)"
    ),
    "no": re.compile(r"[不别没莫冇唔勿否错非甭]|no|停|先?打住|且慢|拉倒"),
    "cancel": re.compile(
        "[不别没莫冇唔勿甭]|取消|算|停|作罢|罢了|拉倒|撂|放|回头|下次|下回|改天|等|再[说讲议]|退出|撤|得了"
        "|行了|cancel|quit|stop|nevermind"
    ),
    "choose": re.compile(r"[第0-9一二两三四五六七八九十头末最]|[前后上下左右][面边头]"),
    "greet": re.compile(r"[好早安嗨喂哈您]|在[吗么嘛不]|有人|h(?:i|ello|ey)(?![a-z])|morning|evening|nihao"),
}
# A frame of these has one of these features, or its words one of these characters.
_WORDS: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "customer.merge": (("merge",), frozenset("合并重同归")),
    "customer.tag": (("tag_word",), frozenset("标签贴打加记算是成上")),
    "customer.untag": (("tag_word",), frozenset("标签贴打摘撕掉删除取拿抹撤换")),
    "opportunity.win": (("win", "order_act"), frozenset("签赢拿中成定搞妥敲归落板批")),
    "opportunity.lose": (("lose",), frozenset("丢黄输没失败掉飞砸凉抢吹崩泡废撤弃死不")),
    "ticket.create": (
        ("fault", "ticket_word", "type", "device_word"),
        frozenset("坏修障诉漏断卡错异响停慢黑白花闪烂裂掉跳热爆堵死不没换装松脱碎停咨怨少缺破臭脏"),
    ),
    "undo": (("undo", "drop"), frozenset("撤销消删退恢复取掉回抹清除算要作废")),
    "correct": (("wrong", "change"), frozenset("错不误岔改少多反混是误该漏")),
}


def unborne(blocks: Sequence[Block], clauses: Sequence[Clause]) -> frozenset[str]:
    """The intents of these blocks of a message that only the chain sees and its words cannot bear."""
    found: set[str] = set()
    for block in blocks:
        if block.rule.name != ONLY_LEARNED:
            continue
        intent = block.intent
        if intent in _TALK and (len(block.clauses) < len(clauses) or _begins_named(clauses[0])):
            found |= _TALK
        elif intent in _ANSWERS and not _answers(block.clause, intent):
            found |= _ANSWERS
        elif intent in _SETTLES and _NOT_SIGNED.search(block.clause.text):
            found |= _SETTLES
        elif intent in _BARRED and _BARRED[intent](block.clause):
            found.add(intent)
        elif intent in _TAGS and denied.TAG_LEFT.search(block.clause.text):
            found |= _TAGS
        elif intent in _TAGS:
            found |= {tags for tags in _TAGS if not _bears(block.clause, tags)}
        elif not _bears(block.clause, intent):
            found.add(intent)
    return frozenset(found)


_PERSON = re.compile("1[3-9][0-9]{9}|微信|邮箱|电话|手机")


def _of_a_known(clause: Clause) -> bool:
    """中医院 工程师小丁 电话156… 加一下: who is there already is not entered anew, somebody there is."""
    named = clause.named("customer")
    return (
        len(named) == 1
        and bool(named[0].names)
        and _begins_named(clause)
        and clause.mentions[0] is named[0]
        and _PERSON.search(clause.text) is not None
        and not clause.has("new_customer", "add_customer", "company", "customer_word")
    )


def _promised(clause: Clause) -> bool:
    return promises(clause) and not clause.has("remind", "user")


def _nearly_wrong(clause: Clause) -> bool:
    """差点派错人, 看错了 还以为是他打的款: nothing is wrong."""
    return (
        unmeant.ALMOST.search(clause.sentence) is not None
        or grumbled.SEEN_WRONG.match(clause.reading.text) is not None
    )


def _no_task(clause: Clause) -> bool:
    return (
        _promised(clause)
        or plans.comes_of_itself(clause)
        or plans.is_said(clause)
        or grumbled.PESTERED.search(clause.sentence) is not None
        or grumbled.THE_BOSS_GOES.search(clause.sentence) is not None
        or grumbled.BY_NIGHT.search(clause.text) is not None
        or others.FAMILY_CALLS.match(clause.sentence) is not None
        or others.HIS_ORDERS.match(clause.sentence) is not None
    )


_OTHER_WAY = re.compile(
    "\\s*(?:就|还是|那就|直接)*改(?:成|为)?(?:电话|微信|视频|线上|见面|上门|邮件)(?:会议?|沟通|联系|聊|拜访)?[吧了]?\\s*"
)


def _other_way(clause: Clause) -> bool:
    """那个拜访不去了 改成电话: how one speaks with them, no field of theirs."""
    return _OTHER_WAY.fullmatch(clause.text) is not None


def _only_wanted(clause: Clause) -> bool:
    """贺总说春节前要再装两台储罐: what he will need, no order of his."""
    return "要" in clause.chars and plans.is_said(clause)


def _to_come(clause: Clause) -> bool:
    """彭经理 下周三上午十点开会讨论纯度: that they will meet is no report."""
    return clause.has("coming") and not clause.has("past", "met", "reported") and plans.meeting(clause)


_OLD_ONE = re.compile(
    "\\s*(?:旧|老|原来|原先|之前|以前)(?:的|那个)?(?:号码?|手机|电话|微信|邮箱)?(?:就|都|已经)*(?:不用|停用|作废|注销|停)[了吧]*\\s*"
)


def _old_number(clause: Clause) -> bool:
    """换手机了 138… 旧的不用了: no task is dropped."""
    return _OLD_ONE.fullmatch(clause.text) is not None


_BARRED = {
    "task.cancel": _old_number,
    "interaction.log": _to_come,
    "task.create": _no_task,
    "customer.create": _of_a_known,
    "customer.update": _other_way,
    "order.create": _only_wanted,
    "correct": _nearly_wrong,
}


def _bears(clause: Clause, intent: str) -> bool:
    """Whether a clause has a word or a character that this intent cannot be without."""
    words = _WORDS.get(intent)
    if words is None:
        return True
    features, chars = words
    return (
        clause.has(*features)
        or not chars.isdisjoint(clause.chars)
        or intent in _TAGS
        and clause.has("tag")
        and not _MARKS.sub("", outside(clause, clause.mentions))  # 鲁泰 付款慢
    )


def _answers(clause: Clause, intent: str) -> bool:
    """Whether the clause is short, tells nothing new, and has a word of an answer or a greeting, as it is
    taken for one."""
    if len(_MARKS.sub("", clause.text)) > _LONGEST or clause.has(*_NEWS):
        return False
    if (answered := _ANSWERED.get(intent)) is None:
        return True
    if intent == "no" and (_EXCLAIMS.match(clause.text) or _OF_SOMETHING.match(clause.text)):
        return False
    said = clause.text if clause.start else clause.reading.source.original  # with its 嗯
    return answered.search(said.strip().lower()) is not None


_OF_SOMETHING = re.compile("[\u4e00-\u9fff]{3,}[ ,，]+不是[\u4e00-\u9fff]{2,}")  # 回访要走心 不是走量
_EXCLAIMS = re.compile("不是吧[ ,，!！]+[^ ,，!！]")  # 不是吧 会稽山也要涨价


def _begins_named(clause: Clause) -> bool:
    """同意烘焙 回款, 立信老板娘: what begins with somebody's name is no answer."""
    start = clause.start + len(clause.text) - len(clause.text.lstrip())
    return any(mention.start == start and mention.kind != "tag" for mention in clause.mentions)
