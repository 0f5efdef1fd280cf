"""What is told and yet nothing of ours: the deeds of a rival, what was denied or came to nothing, one's own life.

The words of such messages are those of business (签了, 打了七折, 工资到账), so these are asked whatever weight a rule has.
"""

from nlp import forms as re
from nlp.reading import Clause
from nlp.rules.base import Rule

# 友商把 X 签了, 隔壁美厨给 X 送了样机: a rival is the one who did it. 隔壁 and 对面 only with a house or a name behind them.
_RIVAL = re.compile(
    r"\s*(?:听说|那个|那家|昨[天儿日]|今[天儿日]|上周|这[周月]|好像|[,， ])*"
    r"(?:友商|竞品|竞对|竞争对手|对手(?![机续])|同行(?![业介推转价])|别家|(?:隔壁|对面|对门)(?:那?家|厂|公司|[\u4e00-\u9fff]{2,4}?(?=[又也还昨今上前刚就都免天日周个月]{0,4}(?:给|把|跟)(?!我))))(?!的(?:老|大)?客户)"
)
_RIVAL_CHARS = frozenset("友竞对同别隔")
_DONE = frozenset(
    {
        "interaction.log",
        "opportunity.win",
        "order.create",
        "payment.log",
        "quote.create",
        "task.create",
        "task.postpone",
        "customer.tag",
        "customer.untag",
    }
)

# 没给贺彤打过电话, 没答应免费打样: I did not. 没跟他聊上, 没见到人 tell of a visit and are none of these.
_NOT = frozenset("没不")
_DENIED = re.compile(
    r"\s*(?:我们?|可|真|真的|压根|从来|根本|也|又|[,， ])*没有?"
    r"(?:给[^,，。 ]{1,8}(?:打过|发过|报过|批过|送过|降过|开过|让过|免)|去(?!成|过|年)|答应|打算|必要|(?:让|叫|喊|要)你|(?:说|讲)过?要|要(?:建|把|给|录|记|撤|改|删|转))"
)
# 我不是要建客户: no order. 不是要建客户 是要建联系人 puts the last one right.
_NO_ORDER = re.compile(
    r"\s*(?:我们?|又|也|可|真的?|[,， ])*不是(?:要|想|让你|叫你|喊你|说要|在说?要?)(?=[建录记转改删加报派关发放合标打提下])(?!.*[ ,，](?:而?是|要)(?![^,，。]{0,3}(?:念叨|说说|问问|想想)))"
)
# 别提醒我交周报: a reminder not wanted.
_NO_REMINDER = re.compile(
    r"\s*(?:千万|可|先|你们?|[,， ])*(?:别|不要|不用|不必|甭|莫)(?:再|老|天天)*(?:(?:提醒|叫|喊|催)我|给我(?:建|加|记|派|安排|设))"
)
# 本来约好周二去五金厂: it came to nothing, or was changed since.
_FORMERLY = re.compile(
    r"\s*(?:我们?|昨[天儿日]?|今[天儿日早]?|上[周午个月]*|[,， ])*(?:本来|原本|原先)(?!就)(?:[^,，。 ]{0,4})(?:想|要|打算|约|说好|定好|计划|准备|能|可以)(?![^,，。 ]{0,12}(?:改到|推到|挪到|改成|改为))"
)
# 差一丢丢就成了, 差点就签了: not won, not lost.
_NEAR = frozenset("差险")
_NEARLY = re.compile(r"差(?:一|那么)?(?:丢丢|点点?儿?|丁点|口气|步|毫|哈|嘎嘎)(?:就|没|把)|险些")
_ALMOST = re.compile(r"差一?点(?:儿|点)?(?:就|把|给|没|被|跟|从|签|报|拿)")
# 写方案写到两点, 建商机建到手软: how long it took, told as a sigh.
_ON_AND_ON = re.compile(r"([做写开跑等塞建打聊说报查算催录跟])[^,，。 ]{1,5}\1到")
# 你明天去不去好运来那边啊: a question to somebody, where nobody is to ask it of a customer.
_WHETHER = re.compile(
    r"(?<![不无])([去来要会行签买订定做给打见到走用])(?:没|不)\1(?!(?:动|住|完|了|掉|定[,，。 ]))"
)
_TO_ASK = re.compile(r"问|看|盯|关注|留意|确认|打听|了解|催|核实|查|商量|讨论|决定|告诉|不管|无论|帮我|给我")
# 记得那年冬天在好运来喝到天亮: a memory.
_REMEMBERS = re.compile(
    r"\s*(?:我|还|都|[,， ])*(?:记得|记着)(?:以前|从前|小时候|当[年初时]|那[年时会]|刚(?:来|入行|毕业|工作)|有一?[年回次]|第一次(?!的))"
)
# 我老婆叫我带两斤排骨: the family calls, nobody is to be reminded.
_FAMILY_CALLS = re.compile(
    r"\s*(?:我|俺|咱|[,， ])*(?:老婆|媳妇儿?|老公|[妈爸娘爹]|爸妈|女朋友|男朋友|对象|丈母娘|岳母|岳父|婆婆|儿子|女儿|闺女|孩子|娃|家里)(?:今天|昨晚|又|天天|老|也|都|在)*(?:叫|喊|催|通知)[我俺]"
)
# 提醒铃声能把我吓死: the thing, not an order.
_THE_BELL = re.compile(
    r"\s*(?:如果|要是|这个?|那个?|你的?)*(?:提醒|闹钟)(?:铃|声|音|功能|有用|没用|管用|也?太|老|又|把我|能把)"
)
# 工资到账, 相亲黄了: one's own money and luck.
_OWN = re.compile(
    r"(?<!代发)工资|薪水|房租|房东|房贷|车贷|花呗|话费|电费|水费|信用卡|储蓄卡|年终奖|奖金|提成|压岁钱|彩票|麻将|红包|驾照|驾考|科目[一二三四1-4]|相亲|钱包|身份证|社保卡|医保卡|(?:我|俺|跟|和)(?:老婆|媳妇|老公|女朋友|男朋友|爸|妈)|我(?:女|男)朋友|(?<!好)邻居|(?:楼上|楼下)投诉|我家(?!客户|公司|店|产品|货)"
)
_LOST_THINGS = re.compile(
    r"(?:钱包|手机|钥匙|身份证|驾照|工牌|雨伞|饭卡|耳机|[医社]保卡|行李|包)(?:也|又|都|被偷)?丢了"
)
# 以为把报价发错了, 若龙部长点头: it is not so, or not yet.
_SUPPOSED = re.compile(r"(?:^|[ ,，我还])以为|^\s*若(?![干不是兰曦])(?=.{2,})")
# 消防和安防能不能用同一个: a question. 我觉得张裕那边没戏: a feeling.
_CAN_IT = re.compile(r"能不能用(?!了)|能否用")
_FEELS = re.compile(r"\s*我?(?:个人|总)?觉得")
_PAID = re.compile(r"货款|尾款|[定订]金|回款|首款")  # 微信红包收了两千货款
_AT_HOME = re.compile(_OWN.pattern + "|^(?:楼上|楼下)$")
_DREAMT = re.compile(r"做(?:了个?)?梦|梦[见到]")
# 施总说要下单一万米 我才不信, 拿下才怪
_UNBELIEVED = re.compile(r"才不信|我(?:可|就)?不信|信他个|才怪")
# 大佛文旅春节搞灯会: what a customer has before him, behind his name and the time.
_THEIR_PLAN = re.compile(
    r"(?:[他她]们|那边|就|还|又|也|都|要|想|会|准备|打算|计划|重新|可能|正好)*(?:搞(?!定|掂)|办(?!理|合同|手续|卡|妥|好|完)|主推|敲钟|上市|搬(?!货|样|机|东西|过来)|装(?:修|大堂)|翻新|开到|开[一二两三四五六七八九十百几\d]+家|开张|开业|开学|开[\u4e00-\u9fff]{0,4}大会|业主大会|改版|改名|改制|选举|换届|放假|校庆|店庆|团建|军训|考试|招生|参展|倒仓|盘点|停产|停工|歇业|摆酒|过节|去[^,，。 ]{1,4}(?:敲钟|上市|团建|旅游|参展|开年会))"
)
_OURS = re.compile(r"我|[送带寄买订给]|准备|记得|打电话")  # 松鹤楼周六开业 送花篮
_PLANNED = frozenset("搞办推敲上搬装新开会改选换放庆团军考招参倒盘停歇摆过去")
# 天天写拜访记录 写给鬼看: a sigh. 罗健今天西装革履的要干嘛: a question. 我自己记着呢: no reminder.
_SIGHED = re.compile(
    r"干(?:嘛|啥|什么)(?:去|呢|呀|啊|的|哦)*[?？!！]*$|(?:记|想)着呢|不(?:再|来)?催我|[让叫喊催]我们?(?:先|千万)?(?:莫|别|不要|不用)(?!忘|迟|漏|拖|耽误)|催我们的"
)
# 到时候自己用, 到时候再说: no reminder either.
_THEN = re.compile(r"到时候?(?:[他她]们?|自己|人家|再[说看议定]|就|会|肯定|估计)")
_WISHES = re.compile(r"\s*我?(?:真想(?!不)|好想|恨不得|巴不得|多想)")
# 我今天跟欧阳: the verb is still to come.
_BEFORE_NAME = re.compile(r"[跟和与]$")
# 关健 你去过大亚湾没: a question to somebody.
_ASKED_YOU = re.compile(r"\s*(?:[^ ,，]{1,4}[ ,，]+)?你们?[^,，。 ]{0,8}过[^,，。 ]{0,6}没有?(?=[ ,，?？]|$)")
# 老板让大家把报销交了, 别忘了大家交周报
_TO_ALL = re.compile(
    r"\s*(?:领导|老板|公司|总部|人事|行政|财务|上面|集团)[^,，。 ]{0,4}(?:让|叫|喊|要求|要|通知)(?:大家|全体|所有人|每个?人|各位)|\s*(?:别忘了?|记得|麻烦|请)(?:大家|各位|全体|所有人)"
)
_BOSS = re.compile(
    r"\s*(?:领导|老板|公司|总部|上面|集团)(?:那边|今天|刚才?|又|竟然)*(?:说|话|讲|喊|放话|画饼)"
)
_MOOD = re.compile(
    r"压力|厉害|咋完成|怎么完成|完不成|做做看|试试看|疯了?吧|癫|要命|吓人|一分都不能少|你来[做扛]"
)
# 他们的工单跟咱没关系
_NO_MATTER = re.compile(r"(?:跟|和|与)[我咱俺]们?(?:没|无)关|不?关[我咱俺](?:什么|啥|屁)?事?$")
_DEALS = frozenset(
    {
        "payment.log",
        "order.create",
        "opportunity.win",
        "opportunity.lose",
        "quote.create",
        "ticket.create",
        "goal.set",
    }
)
# What puts right or takes back may well say 没 and 不是.
_TAKES_BACK = frozenset({"correct", "undo", "no", "task.cancel", "opportunity.lose"})


GUESS = 5.0  # as much as what the chain alone sees
WEAK = 4.6  # a report nothing but its verbs speaks for
ORDER = 7  # a task that is told by its own words
_MARKS = frozenset(" ,，。;；:：!！?？、\n")


def not_ours(clause: Clause, rule: Rule) -> bool:
    """Whether a frame that writes would keep what nobody of ours or of a customer's has done or is to do."""
    intent, text = rule.intent, _sentence(clause)
    chars = clause.chars if len(text) == len(clause.text) else frozenset(text)
    return (
        intent in _DONE
        and not _RIVAL_CHARS.isdisjoint(chars)
        and _of_a_rival(clause, rule, text)
        or intent not in _TAKES_BACK
        and not _NOT.isdisjoint(chars)
        and bool(_DENIED.match(text) or _NO_ORDER.match(text))
        or intent == "interaction.log"
        and bool(
            _ASKED_YOU.match(text)
            or rule.weight <= GUESS
            and _SUPPOSED.search(text)
            or rule.weight <= WEAK
            and _DENIED.match(clause.reading.text)
        )  # 没去徽味轩 半路折回家了
        or intent != "interaction.log"
        and "到" in chars
        and bool(_ON_AND_ON.search(text))
        or intent == "task.postpone"
        and _their_plan(clause)
        or intent == "task.create"
        and _no_task(clause, text)
        or intent in ("opportunity.win", "opportunity.lose")
        and bool(_FEELS.match(text) or not _NEAR.isdisjoint(chars) and _NEARLY.search(text))
        or intent == "ticket.create"
        and rule.weight <= ORDER
        and bool(_CAN_IT.search(text))
        or intent in _DEALS
        and "差" in chars
        and bool(_ALMOST.search(text))
        or intent in _DEALS
        and (_own(clause, intent) or bool(_UNBELIEVED.search(clause.reading.text)))
        or intent == "goal.set"
        and _no_goal(clause, text)
        or intent == "approval.request"
        and bool(_TO_ALL.match(text))
        or "梦" in chars
        and bool(_DREAMT.search(text))
        or "关" in chars
        and intent != "interaction.log"
        and bool(_NO_MATTER.search(text))
    )


def _of_a_rival(clause: Clause, rule: Rule, text: str) -> bool:
    """A rival did it, and nobody is told to do anything about it."""
    if clause.has("remind", "conf") or rule.intent == "task.create" and rule.weight >= ORDER:
        return False
    return bool(_RIVAL.match(text))


def _sentence(clause: Clause) -> str:
    """The clause with what stands before it up to a mark, where it was cut without one."""
    text, start = clause.reading.text, clause.start
    while start and text[start - 1] not in _MARKS:
        start -= 1
    return text[start : clause.end]


def _no_task(clause: Clause, text: str) -> bool:
    """Nobody is told to do anything: a memory, a question to somebody, what came to nothing."""
    if (
        _TO_ALL.match(text)
        or _SIGHED.search(text)
        or _NO_REMINDER.match(text)
        or _FAMILY_CALLS.match(text)
        or _REMEMBERS.match(text)
        or _THE_BELL.match(text)
    ):
        return True
    if clause.has("remind") and _THEN.search(text):
        return all(cue.word.startswith("到时") for cue in clause.marked("remind"))
    if clause.has("remind", "conf"):
        return False
    if (
        _FORMERLY.match(text)
        or _WISHES.match(clause.reading.text)
        or _has_daily(clause)
        or _their_plan(clause)
    ):
        return True
    if _unfinished(clause):
        return True
    whether = _WHETHER.search(text)
    return whether is not None and not _TO_ASK.search(text[: whether.start()])


def _has_daily(clause: Clause) -> bool:
    """天天, where it is no name: how things are, never an order."""
    text = clause.reading.text
    return not clause.of_kind("time") and any(
        text.startswith("天天", item.start) for item in clause.of_kind("repeat")
    )


def _unfinished(clause: Clause) -> bool:
    """我今天跟欧阳: a day and a name, and nothing is said of them yet."""
    end = clause.start + len(clause.text.rstrip())
    return any(
        name.end == end
        and name.kind in ("person", "customer")
        and _BEFORE_NAME.search(clause.reading.text, clause.start, name.start)
        for name in clause.mentions
    )


def _their_plan(clause: Clause) -> bool:
    """A customer, when, and what he has on then."""
    if _PLANNED.isdisjoint(clause.chars) or clause.has("contact", "user", "urgent"):
        return False
    text = clause.reading.text
    begin = clause.end - len(_sentence(clause))
    heads = [m for m in clause.reading.mentions if m.kind == "customer" and begin <= m.start <= begin + 1]
    plans = (
        _THEIR_PLAN.match(text, item.end, clause.end)
        for head in heads
        for item in clause.of_kind("time")
        if 0 <= item.start - head.end <= 2
    )
    return any(plan and not _OURS.search(text, plan.end(), clause.end) for plan in plans)


def _no_goal(clause: Clause, text: str) -> bool:
    """The goal of a customer, or one that is only sighed at."""
    if clause.people("user"):
        return False
    return (
        any(m.of("customer") for m in clause.named("customer"))
        or bool(_BOSS.match(text))
        or bool(_MOOD.search(clause.reading.text))
    )


def _own(clause: Clause, intent: str) -> bool:
    """工资到账了, 相亲黄了: one's own money and luck, and no customer named."""
    if intent == "opportunity.lose" and _LOST_THINGS.search(clause.text):
        return True
    if (
        _OWN.search(clause.text) is None
        or _PAID.search(clause.text)
        or "customer" in clause.carried
        or clause.has("contact")
    ):
        return False
    return all(
        not m.names and _AT_HOME.search(clause.reading.text[m.start : m.end])
        for m in clause.named("customer")
    )
