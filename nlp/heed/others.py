"""Whose it is: the deeds of a rival, a customer's own plans, one's own life, what the boss tells everybody.

The words of such messages are those of business (签了, 打了七折, 工资到账), so most are asked whatever weight
a rule has.
"""

from nlp import forms as re
from nlp.heed.bars import Bar, message_begins, message_tells, opens
from nlp.heed.gossip import CHEERS, NEWS, PRIVATE
from nlp.reading import Clause
from nlp.rules.base import Rule
from nlp.rules.deeds import they_mean

_TASK = frozenset({"task.create"})
_REPORT = frozenset({"interaction.log"})
_GOAL = frozenset({"goal.set"})
_ORDER = 7  # a task that is told by its own words
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
DEALS = frozenset(
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

# 友商把 X 签了, 隔壁美厨给 X 送了样机: a rival is the one who did it. 隔壁 and 对面 only with a house or a
# name behind them.
_RIVAL = re.compile(
    r"\s*(?:听说|那个|那家|昨[天儿日]|今[天儿日]|上周|这[周月]|好像|[,， ])*(?:友商|竞品|竞对|竞争对手"
    r"|对手(?![机续])|同行(?![业介推转价])|别家|(?:隔壁|对面|对门)(?:那?家|厂|公司|[\u4e00-\u9fff]{2,4}?"
    "(?=[又也还昨今上前刚就都免天日周个月]{0,4}(?:给|把|跟)(?!我))))(?!的(?:老|大)?客户)"
)


def _of_a_rival(clause: Clause, rule: Rule) -> bool:
    """A rival did it, and nobody is told to do anything about it."""
    return (rule.intent != "task.create" or rule.weight < _ORDER) and _RIVAL.match(
        clause.sentence
    ) is not None


# 海康给轻纺城送了一套免费的 唉 卷: somebody who is nobody of ours, and a sigh at the end of what he did.
_NOBODY_OF_OURS = re.compile(
    r"\s*+(?:听说|昨[天儿日]|今[天儿日]|上周|这[周月]|[,， ])*+(?![^,，。 ]{0,6}(?:[我咱俺你他她]|这|那|公司"
    r"|仓库|厂[里家]|物流|财务|师傅|同事|售后|客户|单子?|项目|商机))[^,，。 某\d]{2,6}"
    "(?:在(?=[^,，。 ]{2,9}?(?:丢|输|栽|黄|没中|流标|被))|给(?=[^,，。 ]{2,9}?(?:送|让|报|降|装|免|垫|铺"
    "|砸)))"
)
_AT_A_RIVAL = re.compile(
    "活该|解气|报应|笑死|(?:^|[ ,，])(?:[唉哎] ?)?(?:真|太|也太|好|又)?(?:内?卷|土豪|舍得|下血本|狠|拼"
    "|疯了?|壕|大方|不要脸|有钱)(?:了|啊|呀|吧|的|死了)*$"
)


def _sighed_at_a_rival(clause: Clause, rule: Rule) -> bool:
    whole = clause.reading
    return _NOBODY_OF_OURS.match(whole.said) is not None and _AT_A_RIVAL.search(whole.said) is not None


# Jenny说她的单子黄了 在哭: a colleague's own luck, told to others.
_HIS_OWN = re.compile(r"^\s*某+(?:跟我|和我|刚才?|又|今天|昨天|还)*(?:说|讲|哭着说|抱怨|吐槽)[他她](?:的|那)")


def _a_colleagues_luck(clause: Clause, rule: Rule) -> bool:
    return not clause.has("customer", "contact") and bool(clause.people("user"))


# 小佟说她让她徒弟明天去修机子: what a colleague has arranged himself.
HIS_ORDERS = re.compile(
    r"\s*[^ ,，。我你他她]{1,4}?(?:跟我|和我|刚才?|今天|昨天|又|已经)*(?:说|讲|告诉我)[他她](?:会"
    r"|要|已经|就|准备|打算)*(?:让|叫|派|安排|喊|找)"
    # 南宫经理让她助理明天寄过来
    r"|\s*[^,，。 ]{2,9}?[让叫派][他她]们?的?(?:助理|徒弟|司机|秘书|手下|下属|同事|老婆|老公|儿子"
    r"|女儿|弟弟|表[弟哥姐妹]"
    r"|会计|财务|采购|师傅|学生|员工)"
)
# 代强说月底给桐君阁搞个买十送一, 金波说他明天去鑫亚收款: what a colleague would do, not what he did.
_WOULD_DO = re.compile(
    r"^\s*某+(?:说|讲|提议|建议|想|觉得)(?:我们?|咱们?|可以|应该|不如|[他她])*[^,，。 某]{0,5}?"
    "(?:给|跟|找|去|到)某"
    "(?![^,，。 ]*[了过])"
)
# 回款满五万返一千: a rule, no sum that came
_FOR_SO_MUCH = re.compile(
    r"满(?:[\d一二两三四五六七八九十百千]+[\d万千百块元kw台套个]*)[^,，。 ]{0,4}(?:返|送|减|奖|给|打)"
)
# 大疆昨天开了发布会, 听谁家要上市: what is in the papers of somebody who is nobody of ours.
_IN_THE_PAPERS = re.compile("发布会|上市|敲钟|融资|融到|裁员|财报|涨停|跌停|热搜|新闻|暴雷|停牌")


def _in_the_papers(clause: Clause, rule: Rule) -> bool:
    return not any(m.names for m in clause.mentions if m.kind in ("customer", "person"))


# 听符老板讲 隔壁那家欠了人两百万: what is said of somebody else.
_HEARSAY = re.compile(
    r"\s*(?:我|今天|昨天|刚才?|又|还)*听(?!课|力|筒|证|取|懂|完|清|诊)[^,，。 ]{1,8}?(?:说|讲|聊起?"
    r"|提起?)[ ,，]*"
    "(?:隔壁|别家|别人|有(?:家|人|个)|哪家|外面|对面|圈子?里|行业里|同行|友商|老家|村里)"
)


def _hearsay(clause: Clause, rule: Rule) -> bool:
    """The message begins so."""
    whole = clause.reading.said
    return "听" in whole and _HEARSAY.match(whole) is not None


# 上回那个骗子又打电话来
_SWINDLER = re.compile(
    r"\s*(?:上[回次]|前[天几]|今[天早]|昨天|刚才?|又|有|是|那|这|一?个|来|接到|[,， ])*+(?:骗子|诈骗"
    "|搞?推销(?:的|电话)|卖保险的|贷款的|中介|传销|打错(?:电话)?的|骚扰电话)(?!公司|客户)"
)
# 大佛文旅春节搞灯会: what a customer has before him, behind his name and the time.
_THEIR_PLAN = re.compile(
    "(?:[他她]们|那边|就|还|又|也|都|要|想|会|准备|打算|计划|重新|可能|正好)*(?:搞(?!定|掂)"
    "|办(?!理|合同|手续|卡|妥|好|完)|主推|敲钟|上市|搬(?!货|样|机|东西|过来)|装(?:修|大堂)|翻新|开到"
    r"|开[一二两三四五六七八九十百几\d]+家|开张|开业|开学|开[\u4e00-\u9fff]{0,4}大会|业主大会|改版|改名|改制"
    "|选举|换届|放假|校庆|店庆|团建|军训|考试|招生|参展|倒仓|盘点|停产|停工|歇业|摆酒|过节|去[^,，。 ]{1,4}"
    "(?:敲钟|上市|团建|旅游|参展|开年会))"
)
_OURS = re.compile(r"我|[送带寄买订给]|准备|记得|打电话")  # 松鹤楼周六开业 送花篮
_PLANNED = frozenset("搞办推敲上搬装新开会改选换放庆团军考招参倒盘停歇摆过去")


def _their_plan(clause: Clause, rule: Rule) -> bool:
    """A customer, when, and what he has on then."""
    if _PLANNED.isdisjoint(clause.chars):
        return False
    text = clause.reading.text
    begin = clause.end - len(clause.sentence)
    heads = [m for m in clause.reading.mentions if m.kind == "customer" and begin <= m.start <= begin + 1]
    plans = (
        _THEIR_PLAN.match(text, item.end, clause.end)
        for head in heads
        for item in clause.of_kind("time")
        if 0 <= item.start - head.end <= 2
    )
    return any(plan and not _OURS.search(text, plan.end(), clause.end) for plan in plans)


# 工资到账, 相亲黄了: one's own money and luck.
_OWN = re.compile(
    "(?<!代发)工资|薪水|步数|房租|房东|房贷|车贷|花呗|外卖|网购|淘宝|拼多多|话费|电费|水费|信用卡|储蓄卡|年终奖|奖金|提成|压岁钱"
    "|彩票|麻将|红包|驾照|驾考|科目[一二三四1-4]|相亲|钱包|身份证|社保卡|医保卡|(?:我|俺|跟|和)(?:老婆|媳妇"
    "|老公|女朋友|男朋友|爸|妈)|我(?:女|男)朋友|(?<!好)邻居|(?:楼上|楼下)投诉|我家(?!客户|公司|店|产品|货)|^[我咱俺]?们?家里(?!人说|那边说)"
)
# 去成都的事黄了, 团建又泡汤了
_NO_DEAL = re.compile(
    "(?:^|[ ,，])(?:我们?|咱们?|这[次回])*(?:去[^,，。 某]{1,6}的?|出差|旅游|团建|聚餐|年假"
    "|约会|请假|搬家|回家|看房|买房|休假)"
    "(?:的?(?:事|计划|安排))?[儿]?(?:也|又|都|算是|彻底)*(?:黄|泡汤|吹|没戏)"
)
_LOST_THINGS = re.compile(
    r"(?:钱包|手机|钥匙|身份证|驾照|工牌|雨伞|饭卡|耳机|[医社]保卡|行李|包)(?:也|又|都|被偷)?丢了"
)
_PAID = re.compile(r"货款|尾款|[定订]金|回款|首款")  # 微信红包收了两千货款
_AT_HOME = re.compile(_OWN.pattern + "|^(?:楼上|楼下)$")


def _own(clause: Clause, rule: Rule) -> bool:
    """No customer is named, here or before."""
    if _PAID.search(clause.text) or "customer" in clause.carried:
        return False
    return all(
        not m.names and _AT_HOME.search(clause.reading.text[m.start : m.end])
        for m in clause.named("customer")
    )


# 我老婆叫我带两斤排骨: the family calls, nobody is to be reminded.
FAMILY_CALLS = re.compile(
    r"\s*(?:我|俺|咱|[,， ])*(?:老婆|媳妇儿?|老公|[阿老]?[妈爸娘爹]|老豆|爸妈|(?:爷|奶|姥)[爷奶姥]"
    "|阿[嬷公婆爷]|外[公婆]|女朋友|男朋友|对象|丈母娘|岳母|岳父|婆婆|儿子|女儿|闺女|孩子|娃|家里)"
    "(?:今天|昨晚|又|天天|老|也|都|在|刚|说)*(?:叫|喊|催|通知|提醒|让|要)[我俺]"
)
# 抱我家猫去安心打针, 跟老婆在明天酒店吃自助: with one's own family at a customer's, for its own sake.
_WITH_FAMILY = re.compile(
    "(?:抱|带|陪|跟|和|送|接|给|替)(?:着|了)?(?:(?:我|俺|咱)们?家?(?:的)?(?:猫|狗|娃|孩子|儿子|女儿|闺女"
    "|老婆|媳妇儿?|老公|爸妈?|妈|老人|宝宝|奶奶|爷爷|姥姥|外婆|对象)|(?:老婆|媳妇儿?|老公|女朋友|男朋友"
    "|爸妈|儿子|女儿|闺女|娃|孩子|狗子|猫咪|丈母娘)(?!的))"
)
# 晚上跟朋友吃饭, 周末陪老婆逛街: an evening off, which nobody asks to be reminded of.
_EVENING_OFF = re.compile(
    "(?:跟|和|陪|带|约|同)(?:着|了)?(?:我|几个|一帮|老|一群)*(?:老婆|媳妇儿?|老公|家里人?|家人|爸妈|父母|朋友|哥们"
    "|兄弟|闺蜜|同学|战友|室友|女朋友|男朋友|对象|孩子|儿子|女儿|闺女|娃|丈母娘|公婆)们?(?:去|在|一起|一块|出去)*"
    "[^,，。]{0,4}?(?:吃|喝|逛|看电影|看房|唱歌|聚|打球|打牌|旅游|爬山|玩|过生日|过节|回家|回老家|露营|钓鱼|撸串)"
)
# 开了一上午会, 周会开了三个小时: among ourselves, where no customer is named at all.
_OWN_MEETING = re.compile(
    "开(?:了|过|完)?(?:一|两|三|半|大半|整|好几)*个?(?:上午|下午|早上|晚上|天|小时|钟头|多小时)的?会"
    "|(?:周|例|晨|早|夕|月|季度|部门|复盘|总结|动员|内部|全员|表彰|誓师)会(?:又|从|开|也|老)"
)
# 老板让大家把报销交了, 别忘了大家交周报
_TO_ALL = re.compile(
    r"\s*(?:领导|老板|公司|总部|人事|行政|财务|上面|集团)[^,，。 ]{0,4}(?:让|叫|喊|要求|要|通知)(?:大家|全体"
    r"|所有人|每个?人|各位)|\s*(?:别忘了?|记得|麻烦|请)(?:大家|各位|全体|所有人)"
)
_BOSS = re.compile(
    r"\s*(?:领导|老板|公司|总部|上面|集团)(?:那边|今天|刚才?|又|竟然)*(?:说|话|讲|喊|放话|画饼)"
)
# 目标五十万 完成了二十万: how far it is reached.
_REACHED = re.compile(
    "(?:完成|做|干)(?:了|到)(?:才|还)?(?:不到|一半|[\\d一二两三四五六七八九十])|还[差缺]|才(?:完成|做|干)"
)
_SETS = frozenset("改设定把")
_MOOD = re.compile(
    r"压力|厉害|咋完成|怎么完成|完不成|做做看|试试看|疯了|癫|惨|离谱|要命|吓人|一分都不能少|你来[做扛]"
)


def _of_a_customer(clause: Clause, rule: Rule) -> bool:
    return not clause.people("user") and any(m.of("customer") for m in clause.named("customer"))


def _of_the_boss(clause: Clause, rule: Rule) -> bool:
    return not clause.people("user") and _BOSS.match(clause.sentence) is not None


_THEIRS = frozenset("他她客对")  # 他, 客户, 对方


def _own_meeting(clause: Clause, rule: Rule) -> bool:
    """The message tells of one, and names neither customer nor contact."""
    whole = clause.reading
    return (
        "会" in whole.text
        and all(m.kind in ("product", "tag") or m.of("user") for m in whole.mentions)
        and _OWN_MEETING.search(whole.text) is not None
        and _THEIRS.isdisjoint(whole.text)
    )


def _sighed_at(clause: Clause, rule: Rule) -> bool:
    return not clause.people("user") and _MOOD.search(clause.reading.text) is not None


# 书上说拜访前要先打电话, 培训老师讲 客户要分级管理: wisdom out of books.
_WISDOM = re.compile(
    r"\s*(?:书[上里本]|网[上红]|抖音上?|公众号|文章[上里]?|(?:销售)?培训(?:课|会)?(?:上|的?老师|师)?|讲师|前辈|俗话|老话|古[人话]|专家"
    "|大师|都|有句(?:老)?话)(?:们|也|都|常|就|总)*(?:说|讲|写|教)(?!我们?的)"
)


def _they_mean(clause: Clause, rule: Rule) -> bool:
    return they_mean(clause)


def _reached(clause: Clause, rule: Rule) -> bool:
    """Told behind it, and nobody sets it anew."""
    return _SETS.isdisjoint(clause.chars) and _REACHED.search(clause.reading.text) is not None


WOULD_DO = Bar(
    "what a colleague would do",
    _REPORT | _TASK,
    any=("user",),
    none=("just", "remind", "conf"),
    signs="说讲提建想觉",
    says=_WOULD_DO,
)
THEY_MEAN = Bar(
    "what somebody else means to do",
    _TASK,
    none=("remind", "conf"),
    signs="准打计答同承保",
    when=_they_mean,
)
REACHED = Bar("how far a goal is reached", _GOAL, when=_reached)
# Asked first, whatever else is said.
OTHERS = (
    Bar("cheers for somebody", none=("remind",), when=message_begins(CHEERS)),
    Bar("wisdom out of books", signs="说讲写教", begins=_WISDOM),
    Bar("a rival did it", _DONE, signs="友竞对同别隔", none=("remind", "conf"), when=_of_a_rival),
    Bar(
        "a customer's own plan",
        frozenset({"task.postpone"}),
        none=("contact", "user", "urgent"),
        when=_their_plan,
    ),
    Bar(
        "a customer's own plan",
        _TASK,
        none=("contact", "user", "urgent", "remind", "conf"),
        when=_their_plan,
    ),
    Bar("a rival did it, sighed at", _DONE | DEALS, signs="在给", when=_sighed_at_a_rival),
    Bar("a colleague's own luck", DEALS, signs="他她", says=_HIS_OWN, when=_a_colleagues_luck),
    Bar(
        "a colleague's own orders",
        _TASK,
        none=("remind", "conf"),
        signs="他她",
        begins=HIS_ORDERS,
    ),
    WOULD_DO,
    Bar("for so much", DEALS, signs="满", says=_FOR_SO_MUCH),
    Bar("in the papers", _REPORT, signs="发上敲融裁财涨跌热新暴停", says=_IN_THE_PAPERS, when=_in_the_papers),
    Bar("hearsay of somebody else", _REPORT, when=_hearsay),
    Bar("a swindler or a hawker", signs="骗推卖款介传错扰", when=message_begins(_SWINDLER)),
    Bar("a journey that fell through", frozenset({"opportunity.lose"}), signs="黄泡吹没", says=_NO_DEAL),
    Bar("lost, but no deal", frozenset({"opportunity.lose"}), says=_LOST_THINGS),
    Bar("one's own money and luck", DEALS, none=("contact",), says=_OWN, when=_own),
    Bar("the family calls", _TASK, begins=FAMILY_CALLS),
    Bar(
        "an evening off",
        _TASK,
        none=("customer", "contact", "user", "remind", "conf", "task_word"),
        signs="跟和陪带约同",
        says=_EVENING_OFF,
    ),
    Bar("with one's family", _REPORT, none=("contact",), signs="抱带陪跟和送接给替", says=_WITH_FAMILY),
    Bar(
        "a meeting of our own",
        _REPORT,
        none=("customer_word",),
        when=_own_meeting,
    ),
    Bar("told to everybody", frozenset({"task.create", "approval.request"}), begins=_TO_ALL),
    Bar("the goal of a customer", _GOAL, when=_of_a_customer),
    Bar("the boss says so", _GOAL, when=_of_the_boss),
    THEY_MEAN,
    REACHED,
    Bar("a goal sighed at", _GOAL, when=_sighed_at),
)


# Away for reasons of his own: no news of a customer, whatever verb is used.
_AWAY = re.compile("休(?:产|婚)假|请(?:了)?(?:产|婚)假|坐月子|度蜜月|旅游去")
_OFF_DUTY = re.compile("休(?:假|年假|病假)|请(?:了)?(?:病|事|年)?假")  # of a contact it is: we shall not meet
_SAYS_BOSS = re.compile(
    r"^\s*(?:领导|老板|公司|总部|人事|行政|财务|hr|上面|集团|经理|总监|主管|老大|头儿|组长|店长|老总)(?:那边|刚才?|今天)?"
    "(?:说|通知|要求|规定|发话)(?!让我|叫我)"
)
_TO_THE_GROUP = re.compile("@所有人|@all")


def _among_ourselves(clause: Clause, rule: Rule) -> bool:
    """Only colleagues are named, and no customer before: 陈思远昨天喝酒喝到两点."""
    return (
        "customer" not in clause.carried
        and bool(clause.people("user"))
        and all(p.how == "exact" for p in clause.named("person"))
        and "客户" not in clause.text
    )


TO_THE_GROUP = (
    Bar("to the whole group", when=message_tells(_TO_THE_GROUP)),
    Bar("news of the day", frozenset({"contact.add"}), when=message_tells(NEWS)),
)
COLLEAGUES = Bar(
    "among ourselves",
    _REPORT,
    none=("customer", "contact", "company", "customer_word"),
    when=_among_ourselves,
)
# Asked last, of reports and tasks that little speaks for.
PEOPLE = (
    Bar("away for himself", _REPORT, below=6.1, none=("customer",), says=_AWAY),
    Bar("off duty", _REPORT, below=6.1, none=("customer", "contact"), says=_OFF_DUTY),
    Bar("a private matter", _REPORT, below=4.6, says=PRIVATE),
    Bar("the boss says so", _TASK, when=opens(_SAYS_BOSS)),
    Bar("news of the day", _TASK, none=("customer", "contact"), says=NEWS),
)
