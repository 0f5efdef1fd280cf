"""What asks for nothing: musings, doubts, gossip and small talk that sound like orders."""

from nlp import forms as re
from nlp.notours import not_ours
from nlp.reading import NAMED, Clause
from nlp.rules.base import READS, Rule

_ASKS_A_DEED = re.compile(
    r"(?:可以|能不能|能|可不可以|麻烦)(?:帮|给|请|麻烦|把|让)|帮我|帮忙|好吗|行吗|可以吗|好不好"
)
_MUSING = re.compile(
    r"天天(?:[写填交催喊要报])|行不行|谁说的|压力|谁知道|谁报销|说了别|别再|是不是|怎么算|怎么看|谁有|多大规模|有没有可能|最帅|都要写|不可能|别老|问清楚|已经丢了|都喜欢"
)
# Somebody thinks aloud: 我猜, 感觉, 怕是, 听说, 好像, 要不要, 会不会.
_THINKS = re.compile(
    r"^\s*(?:[\u4e00-\u9fff]{1,4}[,， ])?(?:我|咱|哎|唉|诶|话说|说实话|讲真|其实)*(?:个人)?(?:还是|总|就|也|真)?"
    r"(?:感觉|猜|估计|怀疑|恐怕|怕是|看来|好像|貌似|似乎|据说|听说|听人说|听[\u4e00-\u9fff]{1,4}(?:说|讲)|难道|真想(?!不)|万一|但愿|希望|真希望|好想|想辞|不知道|不晓得|搞不懂|没想到|居然|竟然|原来|怪不得|难怪|果然|反正|幸好|幸亏|可惜|早知道|谁知道)(?!见|在)"
    r"|怕是|大概率|好像(?!是那)|要不要|会不会|该不该|要不[^,，。]{2,12}算了|至于吗|凭什么|凭啥|外面(?:都|全)?(?:在)?(?:说|讲|传)|都在传|坊间|^\s*我(?:就|真|是)?怕(?!忘)"
)
# A question that is none for the records: who, why and whether.
_WONDERS = re.compile(
    r"头大|何时是个头|的目标是不是|业绩长虹|你那[边里儿].*[吗么没]$|配比|怎么(?:配|兑|稀释|施工|清洗|区分)|能通用|通用吗|原理|材质|寿命|能用(?:多久|几年)|哪个好|哪家好|好不好用|怎么保养|比别人|大家(?:有没有|谁|把|看|都|记得|明天|别|注意|帮|觉得|说)|你们(?!公司|家|店)|谁(?:有|能|知道|认识|再|会|懂|家)|有(?:没有)?人|@所有人|@all|祝(?:大家|各位|家人|你们|咱们|兄弟|姐妹)|谁在跟|谁动|给谁算|算谁的|在哪(?:里|儿)?(?:下载|领|办|买|停)|为什么(?!情况)|为啥|凭啥|有(?:什么|啥)区别|区别是|怎么走|是(?:男|女)|([\u4e00-\u9fff])不\1得[\u4e00-\u9fff]{0,2}[啊呀呢吧?？]*$"
)
# 晚安家居谁在跟: whose customer it is stands in the records.
_WHOSE = re.compile(f"{NAMED}(?:现在|目前|是|家|那边)*谁在跟|谁在跟进?{NAMED}")
# A statement, not a question: 目标太高了吧, 客户骂我了, 又拿销冠了.
_STATES = re.compile(
    r"(?:太|又|真|也太|真的|更|越来越|还不如)[\u4e00-\u9fff]{1,8}了?(?:[吧啊呀哈嘛啦]|$|[,，。 ])|了[吧啊呀哈嘛啦咯哦]*(?:[!！。~～… ,，]|$)|完不成|真的?是|怎么就|太[高低难多少贵]|^[^,，]{0,12}(?<!多)(?<!哪)(?<!有)多[\u4e00-\u9fff]{0,2}啊$"
)
_PUTS = re.compile(
    r"多少|几|哪|什么|啥|怎么样|咋样|如何|吗|没有?[?？]?$|到没|谁|呢|没$|何时|多久|多大|咋回事|怎么回事"
)
# 别取消明天的会: it stays.
_NOT_CANCELLED = re.compile("(?:别|不要|不能|千万别|先别)(?:再|给我|先)?(?:取消|删|撤|推掉)")
# 别让小平去, 不要派人过去: nobody is to go.
_NOT_SENT = re.compile(r"\s*(?:千万|先|你|可)?(?:别|不要|不用|不能|不许)(?:再|老)?(?:让|叫|派|安排)")
_FORBIDS = re.compile(
    r"\s*(?:千万|先|你们?|可|都|[,， ])*(?:别|不要|不许|甭|莫)(?!忘)(?!(?:光|只|就)(?:给|把))"
)
# 不用建工单了
_NOT_OPENED = re.compile(
    r"\s*(?:千万|先|都|那|就)*(?:别|不要|不用|不必|甭|莫)(?:再|给我|给他们?)?[建开派录报提登]"
)
# Away for reasons of his own: no news of a customer, whatever verb is used.
_AWAY = re.compile("休(?:产|婚)假|请(?:了)?(?:产|婚)假|坐月子|度蜜月|旅游去")
_OFF_DUTY = re.compile("休(?:假|年假|病假)|请(?:了)?(?:病|事|年)?假")  # of a contact it is: we shall not meet
# Private matters of people: no entry in a customer's history.
_PRIVATE = re.compile(
    r"结婚|离婚|二胎|怀孕|当[爸妈爹]|生了?个?(?:儿子|女儿|娃|宝宝)|喜欢(?:喝|吃|玩|看|打)|住院|生病|身体不|感冒|跳槽|离职|升职|升了|考上|高考|(?:男|女)朋友|相亲|老乡|同学|校友|帅|漂亮|脾气|人真?不错|人真?好|好人|抠门|小气|难缠|口头禅|座右铭|签名写|[常老爱总]念叨|老爱说|爱说那?句|表[哥弟姐妹]在|养了[^,，。 ]{0,4}[狗猫鱼鸟]|难搞|难伺候|受不了|酒量|名片|朋友圈|长得|多大了|属什么|星座|老公|老婆|孩子|儿子|女儿"
)
_SAYS_BOSS = re.compile(
    r"^\s*(?:领导|老板|公司|总部|人事|行政|财务|hr|上面|集团)(?:那边|刚才?|今天)?(?:说|通知|要求|规定|发话)(?!让我|叫我)"
)
_NEWS = re.compile(
    r"油价|房价|股价|股票|天气|台风|高铁|航班|飞机|地铁|打卡|天天开会|工资|奖金|提成|年会|群公告|生日快乐|祝[他她你大]|改签|抽奖|放假|调休|(?:咖啡|奶茶|房租|机票|菜)(?:又|都)?(?:涨|降)"
)


def thinks(text: str) -> bool:
    """A guess or a rumour, thought aloud."""
    return bool(_THINKS.search(text))


def private(text: str) -> bool:
    """A private matter of somebody, or news that is none of ours."""
    return bool(_PRIVATE.search(text) or _NEWS.search(text))


def asks_a_deed(clause: Clause) -> bool:
    """A question by its form, an order by what it means: 能不能帮我改一下."""
    return bool(_ASKS_A_DEED.search(clause.text))


def idle_talk(clause: Clause, rule: Rule) -> bool:
    """Nothing is to be looked up or written for musings, doubts and what is not to be done."""
    if rule.name == "来问问题" and clause.has("customer") and not clause.has("chat", "never"):
        return False  # 讯飞咨询防火墙怎么配: a customer asks, not a colleague
    if rule.intent in READS:
        return _idle_question(clause, rule)
    if not_ours(clause, rule):
        return True
    if clause.has("chat") and rule.weight < 7:
        return not clause.has("remind") and not (
            rule.intent == "interaction.log" and clause.has("customer", "contact")
        )
    if (
        clause.has("if")
        and rule.intent not in ("interaction.log", "task.create", "ticket.create")
        and rule.weight < 8.5
    ):
        return True
    if clause.has("never") and rule.intent in ("task.cancel", "undo") and _NOT_CANCELLED.search(clause.text):
        return True
    if rule.intent == "ticket.create" and _NOT_OPENED.match(clause.text):
        return True
    if clause.has("never") and rule.intent == "task.create" and _NOT_SENT.match(clause.text):
        return True
    if clause.has("never") and rule.intent not in (
        "interaction.log",
        "task.create",
        "task.cancel",
        "ticket.create",
        "undo",
        "correct",
        "customer.untag",
        "opportunity.lose",
    ):
        return True
    if clause.has("asked_back") and rule.intent not in ("interaction.log", "ticket.create", "correct"):
        return not asks_a_deed(clause)
    return _thinks_aloud(clause, rule)


def _idle_question(clause: Clause, rule: Rule) -> bool:
    text = clause.text
    if "没" in text and clause.has("never"):
        return True  # 我没有说要取消订单
    if clause.has("never") and _FORBIDS.match(text):
        return True  # 千万别把简丹的微信给同行: nobody asks for it
    wonders = _WONDERS.search(text) and not _WHOSE.search(text)
    if wonders and not re.search("帮我|给我", text):
        return True
    if clause.has("show"):
        return False
    if (
        clause.has("chat")
        or clause.has("if")
        or _MUSING.search(text)
        or wonders
        or _THINKS.search(text)
        and not re.search("来着|吗|多少|什么", text)
        or _NEWS.search(text)
    ):
        return True
    return (rule.weight < 8 or "太" in text) and bool(_STATES.search(text)) and not _PUTS.search(text)


def _among_ourselves(clause: Clause) -> bool:
    """Only colleagues are named, and no customer before: 陈思远昨天喝酒喝到两点."""
    if clause.has("customer", "contact", "company", "customer_word") or "customer" in clause.carried:
        return False
    return (
        bool(clause.people("user"))
        and all(p.how == "exact" for p in clause.named("person"))
        and "客户" not in clause.text
    )


# 仲总要不要续费还没想好: what a customer has not decided is told of him.
_UNDECIDED = re.compile(
    "(?:要不要|会不会|该不该)[^,，。]{1,10}(?:还没|没想好|没定|商量|再想|考虑|犹豫|纠结|拿不准|定不下)"
)


def _thinks_aloud(clause: Clause, rule: Rule) -> bool:
    """No record was asked for, and the words are a guess, a rumour or a private matter."""
    if clause.has("remind", "conf", "add") or rule.weight >= 7.5:
        return False
    text = clause.text
    whole = clause.reading.text
    if "@所有人" in whole or "@all" in whole or rule.intent == "contact.add" and _NEWS.search(whole):
        return True
    if rule.intent == "interaction.log" and _among_ourselves(clause):
        return True
    if rule.intent == "interaction.log":
        if clause.has("contact") and _UNDECIDED.search(text):
            return False
        if (
            rule.weight <= 6
            and not clause.has("customer")
            and (_AWAY.search(text) or _OFF_DUTY.search(text) and not clause.has("contact"))
        ):
            return True
        return rule.weight <= 4.5 and bool(_THINKS.search(text) or _PRIVATE.search(text))
    if rule.intent == "task.create":
        return bool(
            _THINKS.search(text)
            or _SAYS_BOSS.search(text)
            or _NEWS.search(text)
            and not clause.has("customer", "contact")
            or _WONDERS.search(text)
            or re.search(r"(?:得|要)[\u4e00-\u9fff]{1,3}了?吧[?？!！]*$", text)
        )
    return bool(_THINKS.search(text) or _WONDERS.search(text))


_NOT_YET = re.compile(r"(?:先不|先别|暂时不|暂不)(?:登记|记|录|建|报|提)(?:了|吧|它)?$")
# A text message of a bank or an office sent on: 您尾号8821的储蓄卡入账…. With a customer in it, it is his payment.
_FORWARDED = re.compile(
    r"尾号[为是]?\d{4}的?(?:储蓄卡|信用卡|银行卡|账户|卡)|验证码(?:是|为|[:：])|尊敬的(?:客户|用户|业主|家长|会员|旅客|车主)|退订回|回复?t退订|^\s*(?:fw|转发)[:：]"
)
# 我想把右江让给卜凡 又舍不得
_WISH = re.compile(r"\s*(?:我|俺)?(?:真|倒|也|有点|正)?(?:想(?!起|到)|琢磨|在想|考虑|打算)")
_WAVERS = re.compile(
    r"\s*(?:又|但|可是?|还是|就是|有点)*(?:舍不得|不甘心|不舍得|没想好|拿不定|下不了|犹豫|纠结|怕你?他?(?:亏|搞砸)|再想想|再说吧)|唉$"
)
# 给客户都发个问卷 开玩笑的
_JOKE = re.compile(
    r"\s*(?:我|跟你|就是?|哈|纯属)*(?:开(?:个)?玩笑|逗你|说笑|闹着玩|瞎说|胡说|说着玩|随口一说|吹个?牛|做梦)"
)


def taken_back(clauses: list[Clause]) -> bool:
    """The last words say that nothing before them is meant, or not yet."""
    if (
        len(clauses) > 1
        and _WISH.match(clauses[0].text)
        and _WAVERS.match(clauses[-1].reading.text, clauses[-1].start)
    ):
        return True
    if (
        clauses
        and _FORWARDED.search(clauses[0].reading.text)
        and not any(c.named("customer") and c.has("pay_act") for c in clauses)
    ):
        return True
    return (
        len(clauses) > 1
        and bool(_JOKE.match(clauses[-1].text))
        or bool(clauses and _NOT_YET.search(clauses[-1].text))
    )
