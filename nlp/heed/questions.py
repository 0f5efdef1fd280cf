"""Questions and statements that ask nothing of the records: 谁说的, 原理是什么, 目标太高了吧."""

from nlp import forms as re
from nlp.heed.bars import Bar, message_begins, message_tells, opens
from nlp.heed.gossip import CHEERS, ITS_PRICE, NEWS, THINKS, WONDERS
from nlp.reading import NAMED, Clause
from nlp.rules.base import READS, Rule

_MUSING = re.compile(
    "天天(?:[写填交催喊要报])|行不行|谁说的|压力|谁知道|谁报销|说了别|别再|是不是|怎么算|怎么看|谁有"
    "|模板|谁定的|算某{1,4}的$|(?:什么|啥)时候(?:才|我才)?能(?!到)|何时(?:才)?能(?!到)"
    "|目标(?:就)?是(?![多几否什啥不谁哪]|[0-9一二两三四五六七八九十])|^(?:上面|公司|领导|老板|总部)(?:又|还)?(?:要求|规定)|多大规模|有没有可能|最帅|都要写|不可能|别老|问清楚|已经丢了|都喜欢"
    "|念了|看了[一半][^,，。 ]{1,4}的"
)
# 晚安家居谁在跟: whose customer it is stands in the records.
_WHOSE = re.compile(f"{NAMED}(?:现在|目前|是|家|那边)*谁在跟|谁在跟进?{NAMED}")
# 日报写到吐 谁看啊, 周报写了也没人看: what one has to write, not asked to be shown.
_TO_WRITE = re.compile(
    "(?:日报|周报|月报)(?:又|都|也|天天|要|得|还)*(?:写[到了得成完不]|填|不想|懒得|交不|谁看|没人)|发明(?:的|了)?[日周月]报"
)
# 开关柜那张工单怎么样了
_HOW_FAR = re.compile("(?:怎么样|咋样|如何|(?:啥|什么)情况|哪一?步)[了呢啊]?[?？ ]*$")
# 有机会去吉利看看
_SOME_TIME = re.compile("有机会(?:的话)?(?:再|去|就|一起|见|请|聊聊|合作|多)")
# A statement, not a question: 目标太高了吧, 客户骂我了, 又拿销冠了.
_STATES = re.compile(
    r"(?:太|又|真|也太|真的|更|越来越|还不如)[\u4e00-\u9fff]{1,8}了?(?:[吧啊呀哈嘛啦]|$|[,，。 ])"
    "|了[吧啊呀哈嘛啦咯哦]*(?:[!！。~～… ,，]|$)|完不成|真的?是|怎么就|太[高低难多少贵]|^[^,，]{0,12}"
    r"(?<!多)(?<!哪)(?<!有)多[\u4e00-\u9fff]{0,2}啊$"
)
_PUTS = re.compile(
    r"多少|几|哪|什么|啥|怎么样|咋样|如何|吗|没有?[?？]?$|到没|谁|呢|没$|何时|多久|多大|咋回事|怎么回事|来着"
)
_FORBIDS = re.compile(
    r"\s*(?:千万|先|你们?|可|都|[,， ])*(?:别|不要|不许|甭|莫)(?!忘)(?!(?:光|只|就)(?:给|把))"
)
_NOT = re.compile("没")
# 不许动我的客户
_NOT_ALLOWED = re.compile(r"\s*(?:谁(?:都|也)|你们?|都)*不(?:许|准)")
# 没到账呢 你别急着庆祝: told, not asked, and of nobody.
_NOT_YET = re.compile(
    r"\s*+(?:都|还|又|人家|钱|款|哪|一分|[,， ])*+没(?:有)?(?:到账|回款|付款|打款|到|付|打|签|定|成"
    "|下单)[^,，。?？吗么]{0,2}呢(?![?？])"
)
# 又不是我报的价 找我干嘛
_WHY_ME = re.compile(r"(?:找|问|催|怪|骂|喊|叫)我(?:干[嘛啥]|做(?:啥|什么)|有(?:什么|啥)用)|又不是我")
# 我看客户得去投诉了: what he thinks will be.
_AS_I_SEE = re.compile(
    "我看(?!看|下|一|到|见|[^,，。 ]{0,8}(?:多少|几|哪|什么|啥))[^,，。 ]{1,8}?(?:得|要|会|怕是|悬"
    "|该)[^,，。 ]{2,}"
)
# 导出来的那个表谁给我删了
_WHO_DID_IT = re.compile("谁(?:又|给我|给|把[^,，。 ]{1,6}|帮我)*(?:删|弄丢|改|弄坏|动)了")
# 工单这么多 修得过来吗, 目标定那么高 谁完成得了, 卖什么价我都不关心了, 问我他的电话 我哪知道
_GIVEN_UP = re.compile(
    "[修做忙理管看跟跑弄接]得?过来[吗么嘛啊呀呢]|让(?:我|人)怎么[活办过]|谁(?:完成|做|扛|受|顶)得[了住起]"
    "|不关心|放哪[了儿里]|我[^,，。 谁]{0,4}一[条个次家](?:都|也)?没(?![有跟])|几[分个次](?:都"
    "|也)(?:行|可以|无所谓)"
    "|没人看|提示我|捞上来的都?是|比我?[^,，。 ]{1,8}?[还都](?:[长多高难久大快慢低]|不如)"
    "|反正没人|当没[看听]见|问我[^,，。]{2,16}[ ,，]+我(?:哪|怎么|咋|也不)(?:知道|清楚|晓得|认识)"
)
_FOR_ME = re.compile("帮我|给我")
_PUT_SO = re.compile("来着|吗|多少|什么")


def _wonders(clause: Clause, rule: Rule) -> bool:
    return not _WHOSE.search(clause.text)


def _wonders_for_himself(clause: Clause, rule: Rule) -> bool:
    return not _WHOSE.search(clause.text) and not _FOR_ME.search(clause.text)


def _puts_nothing(clause: Clause, rule: Rule) -> bool:
    return not _PUT_SO.search(clause.text)


def _states(clause: Clause, rule: Rule) -> bool:
    """A statement that no strong rule takes for a question."""
    return (rule.weight < 8 or "太" in clause.text) and not _PUTS.search(clause.text)


TO_WRITE = Bar("a report one has to write", frozenset({"report.show"}), signs="报", says=_TO_WRITE)
HOW_FAR = Bar("asked how far it is", frozenset({"ticket.update"}), signs="么咋如啥步", says=_HOW_FAR)
CHEERED = Bar("cheers for somebody", READS, when=message_begins(CHEERS))
QUESTIONS = (
    TO_WRITE,
    CHEERED,
    Bar("never said", READS, any=("never",), says=_NOT),  # 我没有说要取消订单
    Bar("not to be done", READS, any=("never",), when=opens(_FORBIDS)),  # 千万别把简丹的微信给同行
    Bar("not allowed", READS, signs="许准", begins=_NOT_ALLOWED),
    Bar("not yet, as he says", READS, none=("customer", "contact"), signs="呢", begins=_NOT_YET),
    Bar("why me", READS, signs="我", when=message_tells(_WHY_ME)),
    Bar("no question for the records", READS, says=WONDERS, when=_wonders_for_himself),
    Bar("as he thinks", READS, signs="看", says=_AS_I_SEE),
    Bar("some time or other", READS, signs="机", says=_SOME_TIME),
    Bar("what it would cost", READS, signs="赔扣罚贴", begins=ITS_PRICE),
    Bar("who has done it", READS, signs="谁", says=_WHO_DID_IT),
    Bar("given up", READS, when=message_tells(_GIVEN_UP)),
    Bar("asked to show", READS, any=("show",), spares=True),
    Bar("chat", READS, any=("chat", "if")),
    Bar("a sigh", READS, says=_MUSING),
    Bar("no question for the records", READS, says=WONDERS, when=_wonders),
    Bar("thought aloud", READS, says=THINKS, when=_puts_nothing),
    Bar("news of the day", READS, says=NEWS),
    Bar("a statement", READS, says=_STATES, when=_states),
)
