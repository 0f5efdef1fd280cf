"""Plain reports, told without a verb of contact: the contact was away, kept silent, put us off, lost his
temper."""

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause
from nlp.rules.base import When

# What may stand before the one who is told of …
_BEFORE = re.compile(
    "(?>[ ,，、]|今[天日早晚]|昨[天晚]|前天|[上下中]午|早上|一早|晚上|刚[才刚]?|又|还|也|不过|但是?|可是?"
    r"|结果|老实说|说实话|[签下订做报]的|那个|这个|你看|嗯|我看|客户|目前|现在|\d+[点:：]\d*)*"
)
# … and between him and what he did.
_BETWEEN = (
    "(?:今天|今早|昨天|昨晚|前天|[上下中]午|早上|一早|晚上|刚才?|这两天|这阵子?|最近|目前|现在"
    "|那[边头儿里个]|这[边头儿里]|他们?|她们?|家|又|还|也|就|都|已经|一直|老是?|总是?|根本|死活|始终|依旧"
    "|照样|仍然|干脆|直接|天天|的?(?:手机|电话)|电话里头?|会上|说是?|讲|一|正|挺|很|还是|好像|可能"
    "|[ ,，、啊嘛呢])*"
)

_AWAY = (
    "(?:带|忙着?|陪)[^,，。 ]{1,7}?(?:没空|没时间|没得空|走不开|顾不上)|没空|不得空|冇空|没得空|没时间"
    "|抽不出(?:时间|空)|走不开|脱不开身|不在(?![乎意考于管])|没在(?:公司|单位|厂|店|家|办公室|$)|出差|出国"
    "|外出|在(?:开会|外地|外头|外面|出差|路上|国外|忙|休假|培训|老家)|开会(?:去|$|了)|去[^,，。 ]{1,6}"
    "(?:开会|出差|培训|学习|考察)(?:了|去了)|(?:请|休)(?:了?[一两几三]?[天周个]?)(?:年|病|事)?假|下班了"
    "|没上班|没来上班"
)
_SILENT = (
    "不接|没接|不回|没回|已读不回|挂(?:了|掉)?我?的?电话|不见(?:我|客|人|面)|没见(?:着|到|成)"
    "|没碰(?:着|到|上)|没找(?:着|到)|躲(?:着|开|我|了)|联系不上|打不通|关机"
    "|(?:的?(?:老公|老婆|爱人|助理|秘书|前台|同事|儿子|女儿|家里人))?(?:来)?接的(?:电话)?(?:$|[ ,，])"
    r"|(?:打|拨)了?(?:[两三四五六几\d]|好几)[次个遍通](?:电话)?[ ,，]*(?:都|也|全)?(?:没|不|在?通话|占线"
    "|在?忙|关机|无人)|没人[接理在]|[没不]搭理|不理|爱[答搭]不理|没(?:得)?(?:回)?(?:消息|动静|回音|音信"
    "|回话|下文|反应|信儿?)(?:$|[ ,，了])|[把给]我们?(?:晾|轰|撵|赶|堵)|让我(?:空?等了|白跑)"
)
_PUTS_OFF = (
    "(?:再|要|得)*(?:考虑|想想|琢磨|研究|商量|掂量)(?:考虑|商量|研究)?(?:一?下|哈|看看|再说|中)?"
    "(?:$|[ ,，])|[不没]表态|不吭[声气]|没吭声|不[吱做作]声|没吱声|不说话|不言语|笑而不语|打太极|打哈哈"
    "|老样子|那句(?:老)?话|那几个(?:老)?(?:问题|条件)|不急|[没不]松[口嘴]|变卦|反悔|推(?:脱|辞|诿|三阻四)"
    "|推(?:$|[ ,，了])|拖着|拿不定|犹豫|没想好|没定(?:$|[ ,，下])|喊[贵穷]|[话叫]贵|嫌(?![弃疑])|[哭叫]穷"
    "|装(?:聋|傻|糊涂)|敷衍|含糊|(?:的)?意思(?:是|[,，就])|没给(?:个)?准[话信]|不肯|拒收|看[上中]了?|没看上"
    "|看不上|没兴趣|不感兴趣|不放心|没把握|ok(?:了|啦|$|[ ,，])|没意见"
)
_TEMPER = (
    "发(?:了)?(?:一?通|大)?(?:火|脾气|飙)|骂(?:了|我|人)|急了|急眼|热情(?:$|[ ,，了])"
    "|(?:客气|冷淡|冷漠|积极)(?:$|[ ,，了])|冷得很|冷冰冰|闹情绪|在?气头上|怪(?:我|咱)"
    "|(?:口气|语气|脸色|心情)[^,，。 ]{0,4}(?:好|差|冲|硬|重|软|难看)|态度(?:比|好|不|很|挺|冷|硬|软|还)"
    "|不(?:高兴|耐烦|满意|乐意|愿意|买账|领情)|没心情|夸(?:了|我|咱)|谢(?:了)?我们?"
)
_SENT = r"(?:发|传|寄|转)来了?[一几两]?[份段张条个封](?!订单|采购单|合同|po)[^,，。 ]{2,}"
_HOW = re.compile(rf"{_BETWEEN}(?:{_SENT}|{_AWAY}|{_SILENT}|{_PUTS_OFF}|{_TEMPER})")
_PLACE = re.compile(r"\s*(?:公司|店|厂|家)?(?:那|这)[边头儿里]")
# What a company wants or grants, as one says it of the whole house.
_WANTS = (
    "(?:又|也|还|就|都|一直|现在|突然|终于|总算|已经|那[边头]|他们)*(?:要求|坚持|提出|同意|答应|承诺|希望"
    "|(?:不|没)(?:同意|答应|接受|愿意)|愿意|拒绝|接受|要(?=[加换买订先改验求签走]))(?![书吗])[^,，]{2,}"
)
# How it stands with a deal that is neither won nor lost.
_DEAL_STANDS = (
    "的?(?:(?:那|这)个?(?:单子?|项目|合同|盘子|生意)|单子|项目)(?:估计|看来|怕是|好像|现在|目前|又|也|还"
    "|有点|有些|暂时|基本|应该|已经|先|可能)*(?:悬|不好说|难说|有戏|有眉目|有希望|有谱|没谱|稳了|卡[在住着]"
    "|暂停|暂缓|搁置|停了|启动|重启|拖着|没动静|没下文|没着落|定不下来|批不下来|僵[住着]|被(?:砍|压|卡|搁|拖))"
    "(?!.*(?:阶段|环节))"
)
# What a company is at: it weighs, compares, tests.
_IS_AT_IT = (
    "(?:那[边头]|他们)?(?:现在|目前|暂时|好像|一直)*(?:还|都|也|又|正)*在(?:犹豫|观望|纠结|摇摆|掂量|比价|比较|对比|评估|选型"
    "|试用|测试|走(?:流程|审批|内部)|等(?:预算|审批|领导|总部|批|通知)|内部(?:讨论|商量|评审)|考虑|筹备|招标|立项)"
)
# Papers and goods that have left for them, have come back, are done with.
_SENT_OFF = (
    "(?:那[边头])?的?[^,，。 了]{0,10}?(?:已经|都|刚|也|今天|昨天)*"
    "(?:(?:寄|发|交|递|送|快递)(?:出|过|上)去|报上去"
    "|[签寄退](?:好|回来)|盖好?章|盖完章|批下来|验收(?:完|通过)?|(?<=货)(?:都|已经|今天)?[发到])了"
)
# Nobody opened at a customer's.
_SHUT = re.compile(
    r"\s*(?:今天|上午|下午|又|还|也|都|公司|店|厂|家|那边|那头)*(?:关着门|锁着门|没开门|大门紧闭"
    "|没见(?:着|到)人?|没找(?:着|到)人|跑空|扑了?个?空|白跑)"
)
# Asked, supposed, heard or laughed at.
_not_told = re.finds(
    "[?？]|[吗呢么]$|多少|哪[里儿个天家位]|谁|怎么|咋|为啥|是不是|能不能|要不要|会不会|有没有|听说|据说"
    "|要是|如果|的话|吧$|哈哈|笑死|就好了|才怪|我才"
)
# Somebody was called and not reached: 电话 明亮 忙音 asks for no number.
NOT_REACHED = re.compile(
    "忙音|占线|关机|停机|空号|通话中|[打拨]不通|没[打拨]?通|没人接|无人接|[没不]接(?:$|[ ,，了])"
    "|转(?:语音|秘书)"
)


def plain(clause: Clause) -> bool:
    """钱总没空, 车部长骂了我十分钟, 驰加那边没得消息: how it stands with the one at the head of the
    clause."""
    text = clause.reading.text
    head = next(
        (m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")), None
    )
    if head is None or not _begins(clause, head):
        return False
    last = head
    for mention in clause.mentions:
        if mention.kind == "person" and mention.of("contact") and 0 <= mention.start - last.end <= 2:
            last = mention
    if last.kind == "customer" and not _PLACE.match(text, last.end, clause.end):
        return _SHUT.match(text, last.end, clause.end) is not None
    return _HOW.match(text, last.end, clause.end) is not None


def _of_a_company(said: str) -> When:
    """That is said of the customer at the head of the clause, right behind it."""
    form = re.compile(said)

    def told(clause: Clause) -> bool:
        head = next((m for m in clause.mentions if m.kind == "customer"), None)
        return (
            head is not None
            and _begins(clause, head)
            and form.match(clause.reading.text, head.end, clause.end) is not None
        )

    return told


wants = _of_a_company(_WANTS)  # 海天要求先发样
deal_stands = _of_a_company(_DEAL_STANDS)  # 福耀这单卡在法务了
is_at_it = _of_a_company(_IS_AT_IT)  # 中医院在犹豫, 职院还在走流程
sent_off = _of_a_company(_SENT_OFF)  # 方太的样册寄过去了


def _begins(clause: Clause, head: Mention) -> bool:
    """The clause tells of this one and asks nothing; only when it was said may stand before it."""
    text, begin = clause.reading.text, clause.start
    if _not_told(clause.text):
        return False
    before = text[begin : head.start]
    for item in clause.of_kind("time"):
        if item.end <= head.start and "coming" not in item.tenses:
            before = before.replace(text[item.start : item.end], "")
    for cue in clause.marked("place"):  # 舟山鲁滨发来段视频
        if cue.end <= head.start:
            before = before.replace(cue.word, "")
    return _BEFORE.fullmatch(before) is not None


_SOMEBODY = (
    r"(?:的?(?:[\u4e00-\u9fff]{0,4}(?:主管|店长|经理|厂长|主任|采购|员|师傅|门卫|保安|前台|库管|仓管|会计"
    r"|出纳|老板娘|司机|秘书|助理|阿姨|大爷))?(?:[老小][\u4e00-\u9fff])?)"
)
SAYS = "说|讲|问|反[映馈]|催|嫌|抱怨|吐槽|诉苦|告诉|不让"  # nothing is said without one of these
_SAYS = re.compile(
    "(?:那[边头儿里]|这边|(?:店|厂|工地|公司|单位|车间|现场|办公室)(?:上|里)?(?:的(?:人|师傅))?)?"
    f"{_SOMEBODY}(?:那[边头儿里]|又|还|也|今天|昨天|刚才?|就|一直|他们|都"
    "|[ ])*"
    "(?:(?:说|讲)(?![的谁啥服话课到起]|明(?![天年早晚])|什么|不定)|问(?![题候卷])|反映(?!的)|反馈(?!的)|催我?们?(?!的)"
    "|嫌(?![弃疑])|抱怨|吐槽|诉苦|告诉我(?!一?[声下])|不让(?:我|进|送|卸))(?=.{3,})"
)


# 龙湖说下周可能要下单: what they mean to do is no order and no payment yet.
MEANS_TO = "(?:说|讲)[^,，。]{2,12}(?:下单|订货|付款|打款|回款|签合同)[^,，。]{0,3}$"


def says_there(clause: Clause) -> bool:
    """常来说我们的货好是好, 东升的仓库主管反映箱子太大: a customer, or somebody of it who is not recorded,
    says so."""
    text = clause.reading.text
    head = next((m for m in clause.mentions if m.kind == "customer"), None)
    said = head and _SAYS.match(text, head.end, clause.end)
    if not head or not said:
        return False
    if any(m.kind == "person" and m.of("contact", "user") and m.start < said.end() for m in clause.mentions):
        return False
    before = text[clause.start : head.start]
    return (
        _BEFORE.fullmatch(before) is not None
        and re.search(r"[?？]|[吗呢么]$|听说|据说|哈哈", clause.text) is None
    )


# 海康说质保期内应该免费换: what they hold, and no question of ours.
THEY_CLAIM = re.compile(
    "[^,，。吗么]{2,12}?(?:说|讲|认为|觉得|坚持|要求|提出|反映|嫌)(?!一?下)[^,，。?？]{0,12}"
    "(?:应该|应当|就该|得|要|免费|不该|不能|太短)[^吗么呢?？]*$"
)
