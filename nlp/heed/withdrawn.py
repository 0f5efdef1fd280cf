"""Whole messages whose words say that nothing in them is meant, or not yet: 开玩笑的, 又舍不得, 先不登记."""

from collections.abc import Callable

from nlp import forms as re
from nlp.heed.denied import NEVER_DID
from nlp.reading import Clause
from nlp.sieve import Sieve

_NOT_YET = re.compile(r"(?:先不|先别|暂时不|暂不)(?:登记|记|录|建|报|提)(?:了|吧|它)?$")
# A text message of a bank or an office sent on: 您尾号8821的储蓄卡入账…. With a customer in it, it is his
# payment.
_FORWARDED = re.compile(
    r"尾号[为是]?\d{4}的?(?:储蓄卡|信用卡|银行卡|账户|卡)|验证码(?:是|为|[:：])|尊敬的(?:客户|用户|业主|家长"
    r"|会员|旅客|车主)|退订回|回复?t退订|^\s*(?:fw|转发)[:：]|收到请回复"
    r"|^\s*(?:转发|通知|公告|重要通知)[:： ]*(?:各位|全体|所有人|大家)"
    r"|^\s*(?:领导|老板|人事|行政|人力|办公室|总部|公司|财务)[:：](?!.*(?:提醒我|记一下|建个待办))"
)
# 昨天没见着石科长 啥也没谈 不用记
_NOT_AT_ALL = re.compile(r"\s*(?:这[个条]|所以|就|也|都)*(?:不用|不必|甭|别|无需)记(?:录|下来?)?[了吧啦]*\s*")
# 何必何必 何必呢, 柴火旺 柴火旺 听着就暖和: a name said over and over for its sound.
_ITS_SOUND = re.compile(
    r"\s*(?P<w>[\u4e00-\u9fff]{2,4})[ ,，]?(?P=w)[ ,，]*(?:(?P=w)?[呢啊呀哦嘛哟吧]*"
    "|(?:听着|听起来|念着|念起来|叫着|名字)[^,，。]*)[!！。~ ]*"
)
# 奶瓶 奶嘴 奶粉 我现在看见奶字就头疼
_SICK_OF_IT = re.compile(
    r"(?:看[见到]|听[见到]|想[起到])[^,，。]{1,8}?就(?:头疼|头大|来气|想吐|犯?恶心|犯困|害怕|烦)"
)
# 祁经理没说过要退货 甭听他们瞎传
_ONLY_TALK = re.compile(
    "(?:别|甭|莫|不要|少|可别)(?:再|跟着|到处|在这)*(?:乱|瞎|胡)[讲说传扯造]|(?:别|甭|莫|不要)"
    "(?:听|信)[^,，。]{0,8}(?:瞎|乱|胡)[讲说传扯]|(?:是|全)[^,，。]{0,4}(?:瞎|乱|胡)[讲说传扯编]|造谣|谣言"
    "|冤枉"
)
# 我想把右江让给卜凡 又舍不得
_WISH = re.compile(r"\s*(?:我|俺)?(?:真|倒|也|有点|正)?(?:想(?!起|到)|琢磨|在想|考虑|打算|准备)")
_WAVERS = re.compile(
    r"\s*(?:又|但|可是?|还是|就是|有点)*(?:舍不得|不甘心|不舍得|没想好|拿不定|下不了|犹豫|纠结"
    "|又?怕(?:你?他?(?:亏|搞砸)|[报说写记开定给打]+[高低错贵早晚多少])|再想想|再说吧)|唉$"
)
# 给客户都发个问卷 开玩笑的
_JOKE = re.compile(
    r"\s*(?:我|跟你|就是?|哈|纯属)*(?:开(?:个)?玩笑|逗你|说笑|闹着玩|瞎说|胡说|说着玩|随口一说|吹个?牛|做梦)"
)
# 哪天我当了老板 第一件事就是取消周报
_DAYDREAM = re.compile(
    r"\s*+(?:唉|哎|话说|说真的|[,， ])*+(?:哪天|有(?:一|朝一)?[天日]|等(?:到)?|将来|以后|下辈子|要是|如果"
    "|假如)?[,， ]*(?:我|咱|老子|俺)(?:要是|也|自己|真的?|哪天|以后|将来)*"
    "(?:当了?(?:老板|领导|总监|经理|ceo)|发(?:了)?财|退休|有钱了|中(?:了)?(?:大)?奖|辞职|财务自由"
    r"|自己?开(?:个|了)?公司|开了公司|暴富|不干了?销售)|\s*(?:[,， 唉哎]|等我?)*下辈子"
    r"|\s*+(?:唉|哎|[,， ])*+(?:要是|如果|假如|假设)(?:我们?|咱们?)?(?:当[时初]|那时"
    "|早(?=[一几半两点知去来报签约做跟]))"
)
# 明早八点半喊我打卡 算了不用
_NEVER_MIND = re.compile(
    r"\s*(?:哎|唉|诶|呃)*算了(?:吧|啦)?[ ,，]*(?:不用|不要|不记|不弄|不提醒|不建|别记|别弄|别管|当我没说"
    r"|没事)了?[吧啦哈]?\s*"
)
# 打样中打样中 一天到晚都是打样中: a word of the trade said twice, and a sigh.
_OVER_AND_OVER = re.compile(r"\s*(?:唉|哎)*(?P<w>[\u4e00-\u9fff]{2,3})[ ,，]?(?P=w)")
_ALL_DAY = re.compile(
    r"一天到晚|从早到晚|没完没了|[成整]天(?!.{0,6}(?:拜访|跑))|天天|又是|烦|起茧|天荒地老|够了|想吐"
)


def _daydreams(clauses: list[Clause]) -> bool:
    return _DAYDREAM.match(clauses[0].reading.text) is not None


def _takes_all_back(clauses: list[Clause]) -> bool:
    order, *last = clauses
    return (
        len(last) == 1
        and order.has("remind", "coming", "add", "to_user")
        and _NEVER_MIND.fullmatch(last[0].text) is not None
    )


# 工单工单 公公的单子: a word of the trade said twice, of nobody and of no figure.
_TWICE = re.compile(
    r"\s*(?P<w>工单|商机|报价|开会|业绩|客户|回款|日报|周报|月报|合同|标签|拜访|待办"
    r"|签单|目标|审批|打折|订单|排名)[ ,，]?(?P=w)+(?:[ ,，!！。]|$)"
)


def _says_twice(clauses: list[Clause]) -> bool:
    whole = clauses[0].reading
    return _TWICE.match(whole.text) is not None and not whole.mentions and not whole.items


def _sighs(clauses: list[Clause]) -> bool:
    text = clauses[0].reading.text
    return _OVER_AND_OVER.match(text) is not None and _ALL_DAY.search(text) is not None


# 签合同前记得看清楚条款 血的教训: good advice to everybody.
_LESSON = re.compile(
    "[ ,，]*(?:这是?|真是|都是|我的)?(?:一个)?(?:血的|惨痛的?|沉痛的?)?(?:教训(?:啊|呀)?"
    "|(?:与[君你诸])?共勉|引以为戒)[!！。 ]*"
    "|[ ,，]*(?:这|那)(?:就|可|都)?是(?:公司|我们|咱们|行业|行里|做生意)?的?"
    "(?:规定|规矩|制度|原则|常识|底线|铁律)[啊呀嘛]?[!！。 ]*"
)


def _is_a_lesson(clauses: list[Clause]) -> bool:
    return len(clauses) > 1 and _LESSON.fullmatch(clauses[-1].text) is not None


def _wavers(clauses: list[Clause]) -> bool:
    last = clauses[-1]
    return (
        len(clauses) > 1
        and _WISH.match(clauses[0].text) is not None
        and _WAVERS.match(last.reading.text, last.start) is not None
    )


# 正泰答应了再建商机也不晚: it need not be done yet.
_TIME_ENOUGH = re.compile("(?:再|才)[^,，。 ]{1,12}也(?:不|还不)(?:迟|晚|急)[的了啊吧呢]*[!！。 ]*$")
# 母部长让我明天送样 我才不送, 税红叫我帮她催款 凭什么: what somebody asks is refused.
_ASKED_OF_ME = re.compile(r"\s*[^,，。 ]{1,8}?(?:非要|硬要|想|又|刚|要)*(?:让|叫|喊|求|逼|派)我")
_I_REFUSE = re.compile(
    "[ ,，]*(?:我|可|都|才|就|也|给|直接|[他她])*(?:才不|偏不|不(?:[去干帮接送做弄给管理听]|想[去干管理])"
    "|没(?:答应|同意|理[他她]|搭理|空理)"
    "|拒绝了|懒得|凭[什啥]么?|想得[美倒]|做梦|没门|哪有(?:空|时间|功夫)|哪来的(?:空|时间))[^,，。 ]{0,6}"
)


def _time_enough(clauses: list[Clause]) -> bool:
    return _TIME_ENOUGH.search(clauses[0].reading.text) is not None


def _refuses(clauses: list[Clause]) -> bool:
    first, *last = clauses
    return (
        len(last) == 1
        and _ASKED_OF_ME.match(first.reading.text) is not None
        and _I_REFUSE.fullmatch(last[0].text) is not None
    )


def _sent_on(clauses: list[Clause]) -> bool:
    return clauses[0].reading.source.original.lstrip().startswith("[聊天记录]")


# “明天把合同送过去”这是俞总跟他秘书说的: the words of another to another.
_QUOTED = re.compile(
    "\\s*[“\"「『'‘].+[”\"」』'’][ ,，]*(?:这|那)?(?:句话?|话)?(?:是|就是|都是"
    "|原话是?)?(?![^,，。]{0,3}(?:让我|叫我|对我|跟我))[^,，。]{1,12}"
    "(?:说|讲|喊|发|写|交代|吩咐|骂)的(?:话|原话)?[。!！ ]*"
)


def _quoted(clauses: list[Clause]) -> bool:
    return _QUOTED.fullmatch(clauses[0].reading.source.original) is not None


# 把三一放公海?你疯了吧, 改成B级?凭啥: what somebody asked for is refused.
_REFUSED = re.compile(
    "[?？!！ ,，]+(?:凭啥|凭什么|你?(?:是不是)?疯了|想都别想|想得美|休想|没门|门都没有|做梦|怎么可能|不可能"
    "|开什么玩笑|别逗了?|拉倒吧|谁批的|谁同意的)[吧啊呀吗呢了]*[?？!！。 ]*"
)


def _refused(clauses: list[Clause]) -> bool:
    """Asked back and refused, and nothing else is said."""
    said = clauses[0].reading.text
    asked = re.search("[?？]", said)
    return asked is not None and _REFUSED.fullmatch(said, asked.start()) is not None


def _forwarded(clauses: list[Clause]) -> bool:
    whole = clauses[0].reading
    return _FORWARDED.search(whole.text) is not None and not any(
        c.named("customer") and c.has("pay_act") for c in clauses
    )


def _joked(clauses: list[Clause]) -> bool:
    return len(clauses) > 1 and _JOKE.match(clauses[-1].text) is not None


def _only_talk(clauses: list[Clause]) -> bool:
    return (
        len(clauses) > 1
        and NEVER_DID.match(clauses[0].text) is not None
        and _ONLY_TALK.search(clauses[0].reading.text) is not None
    )


def _not_at_all(clauses: list[Clause]) -> bool:
    """Behind something told of somebody; behind an answer (不是 别记) it is one more."""
    return (
        len(clauses) > 1
        and _NOT_AT_ALL.fullmatch(clauses[-1].text) is not None
        and any(clause.has("customer", "person", "met", "meet", "went") for clause in clauses[:-1])
    )


def _its_sound(clauses: list[Clause]) -> bool:
    whole = clauses[0].reading
    return (
        bool(whole.mentions) and whole.mentions[0].start < 2 and _ITS_SOUND.fullmatch(whole.text) is not None
    )


def _sick_of_it(clauses: list[Clause]) -> bool:
    return _SICK_OF_IT.search(clauses[-1].text) is not None


def _not_yet(clauses: list[Clause]) -> bool:
    return _NOT_YET.search(clauses[-1].text) is not None


Test = Callable[[list[Clause]], bool]


# Why nothing of a message is meant; none without one of the characters (if given).
_WITHDRAWALS = Sieve(
    (
        ("想琢考打准", ("a wish, taken back", _wavers)),
        ("", ("a text message sent on", _sent_on)),
        ("尾验尊退f转收通公重领老人行办总财", ("a text message sent on", _forwarded)),
        ("说讲喊发写吩骂交", ("the words of another", _quoted)),
        ("?？", ("asked back and refused", _refused)),
        ("玩逗笑瞎胡随吹梦", ("a joke", _joked)),
        ("算", ("never mind", _takes_all_back)),
        ("我咱老俺辈要如假", ("a daydream", _daydreams)),
        ("晚没天又烦茧荒够吐", ("one word over and over, a sigh", _sighs)),
        ("单机价会绩户款报同签访办标批折名", ("one word twice, of nobody", _says_twice)),
        ("训勉戒规制原常底铁", ("a lesson", _is_a_lesson)),
        ("晚迟急", ("time enough", _time_enough)),
        ("让叫喊求逼派", ("asked of one and refused", _refuses)),
        ("", ("a name said for its sound", _its_sound)),
        ("就", ("sick of it", _sick_of_it)),
        ("瞎乱胡谣冤", ("only talk, never done", _only_talk)),
        ("记", ("not to be recorded", _not_at_all)),
        ("先暂", ("not to be recorded yet", _not_yet)),
    )
)


def withdrawn(clauses: list[Clause]) -> str:
    """By what a message (of one clause at least) takes back all it says; nothing where it does not."""
    chars = frozenset(clauses[0].reading.text)
    for name, test in _WITHDRAWALS.left(chars):
        if test(clauses):
            return name
    return ""
