"""What is grumbled, regretted or only talked of: 每天提醒我八百遍, 上个月就应该签了的, 天天说要去拜访."""

from nlp import forms as re
from nlp.heed.bars import Bar, message_begins, message_tells
from nlp.heed.gossip import ITS_PRICE
from nlp.rules.mistakes import WHAT_DAY

_TASK = frozenset({"task.create"})
_REPORT = frozenset({"interaction.log"})
_BIDDEN = ("remind", "conf")  # a task is ordered in so many words
# Regretted, these are not done.
_ORDERS = frozenset(
    "correct ticket.assign task.assign customer.transfer customer.update quote.create "
    "opportunity.update".split()
)
# 其实上个月就应该签了的: what ought to have been, regretted.
_OUGHT_TO = re.compile(
    "(?:早|当[时初]|那时候?|那会儿?|原本|上个?[周月次回年][^,，。 ]{0,3}|昨天|去年)(?:就|都|也"
    "|还是|真|真的|根本|不)*(?:应该|该)"
    "(?![是为叫])[^,，。 ]{2,}"
)
# 每天提醒我八百遍: a grumble.
PESTERED = re.compile(
    "(?:提醒|催|喊|叫|通知)我?[^,，。 ]{0,4}(?:八百|无数|不下|好?几[十百千]|上[百千]"
    "|[一二两三四五六七八九]?[百千万])[多来]?[遍次回]|(?:瞎|乱|胡)(?:提醒|催|喊|叫)|提醒提醒|提醒[傻疯烦]"
)
# 三一的人半夜发邮件: what others do, nobody's plan.
BY_NIGHT = re.compile(
    "(?:大|三更|深更)?半夜(?:三更)?(?:里|还|就|又|来|给我|跑来)*(?:发|打|催|问|找|叫|喊|敲)"
)
# 余快天天说要去拜访, 说要下单说了半年了: nothing came of it.
_ONLY_TALKED_OF = re.compile(
    "(?:天天|老是?|总是?|光|整天|成天|嘴上|一直)(?:在)?(?:说|喊|嚷)(?:着)?要(?![把给])"
    "|说要[^,，。 ]{1,10}[ ,，]?(?:都)?(?:说|喊)了(?:[半大一两俩二三四五六七八九十几好多]|\\d)"
)
# 看错了 还以为是长城打的款: nothing is written.
SEEN_WRONG = re.compile(
    r"\s*(?:我|哦|啊|[ ,，])*(?:[看听认]错了?|眼花)[人]?[了啊]*[ ,，]*(?:我|还"
    r"|都|[ ,，])*(?:以为|当成|当是|原来)"
)
# 老板明天要亲自去拜访长城: his plan.
THE_BOSS_GOES = re.compile(
    r"(?:^|[ ,，])(?:我们?|咱们?)?(?:老板|领导|总裁|董事长"
    r"|大老板)[^,，。 ]{0,8}亲自(?:去|来|到|出马|跑|拜访|见|谈)"
)
# 我以为窖部长会给我打电话: it has not happened.
_IN_VAIN = re.compile(
    "\\s*(?:我|本来|原来|还|一直|[ ,，])*(?:以为|当是)[^,，。]{1,16}?(?:会|要|能|肯定|一定)(?!议|员|计)"
)
# 明天上法庭 跟老窖没关系: whoever is named is none of it.
_NOT_THEIRS = re.compile(
    "(?:跟|和|与)[^,，。 ]{1,8}?(?:没|无)有?(?:啥|什么|任何|半毛钱"
    "|一毛钱)?关系?[ ,，。!！]|(?:跟|和|与)[^,，。 我咱]{1,8}?(?:没"
    "|无)有?(?:啥|什么|任何|半毛钱)?关系$"
)


IN_VAIN = Bar("expected in vain", _REPORT, when=message_begins(_IN_VAIN))
GRUMBLED = (
    IN_VAIN,
    Bar("none of theirs", _TASK | _REPORT, none=_BIDDEN, when=message_tells(_NOT_THEIRS)),
    Bar("only talked of", _REPORT, signs="说喊嚷", tells=_ONLY_TALKED_OF),
    Bar("what ought to have been", _ORDERS, signs="该", tells=_OUGHT_TO),
    Bar("what day it is", frozenset({"correct"}), signs="今", says=WHAT_DAY),
    Bar("what it would cost", _TASK, none=_BIDDEN, signs="赔扣罚贴", begins=ITS_PRICE),
    Bar("seen wrongly", frozenset({"correct"}), when=message_begins(SEEN_WRONG)),
    Bar("where the boss goes", _TASK, none=(*_BIDDEN, "user"), signs="亲", tells=THE_BOSS_GOES),
    Bar("at dead of night", _TASK, none=_BIDDEN, signs="夜", says=BY_NIGHT),
    Bar("at dead of night", _REPORT, none=("customer", "contact"), signs="夜", says=BY_NIGHT),
    Bar("pestered", _TASK | {"task.cancel"}, signs="遍次回瞎乱胡提", tells=PESTERED),
)
