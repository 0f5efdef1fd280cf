"""What is only thought, wished, remembered, supposed or sighed: 差点就签了, 我觉得没戏, 写方案写到两点,
要是签了."""

from nlp import forms as re
from nlp.heed.bars import Bar, message_begins, message_tells
from nlp.heed.gossip import THINKS, WONDERS
from nlp.heed.others import DEALS
from nlp.reading import Clause, outside
from nlp.rules.base import Rule

_TASK = frozenset({"task.create"})
_REPORT = frozenset({"interaction.log"})
_ENDS = frozenset({"opportunity.win", "opportunity.lose"})
_FORTUNES = _ENDS | {"payment.log", "order.create"}
_BIDDEN = ("remind", "conf")  # a task is ordered in so many words

_NEARLY = re.compile(r"差(?:一|那么)?(?:丢丢|点点?儿?|丁点|口气|步|毫|哈|嘎嘎)(?:就|没|把)|险些")
ALMOST = re.compile(
    r"差一?点(?:儿|点)?(?:就|又|把|给|没|被|跟|从|签|报|拿|丢|黄|输|赢|[派发打记下录填搞弄转关删][\u4e00-\u9fff]{0,3}?错)"
)
# 写方案写到两点, 建商机建到手软: how long it took, told as a sigh.
_ON_AND_ON = re.compile(r"([做写开跑等塞建打聊说报查算催录跟改修送搬装喝填])[^,，。 ]{1,5}\1到")
# 你明天去不去好运来那边啊: a question to somebody, where nobody is to ask it of a customer.
_WHETHER = re.compile(
    r"(?<![不无])([去来要会行签买订定做给打见到走用])(?:没|不)\1(?!(?:动|住|完|了|掉|定[,，。 ]))"
)
_TO_ASK = re.compile(r"问|看|盯|关注|留意|确认|打听|了解|催|核实|查|商量|讨论|决定|告诉|不管|无论|帮我|给我")
# 记得那年冬天在好运来喝到天亮: a memory.
_REMEMBERS = re.compile(
    r"\s*(?:我|还|都|[,， ])*(?:记得|记着)(?:以前|从前|小时候|当[年初时]|那[年时会]|刚(?:来|入行|毕业|工作)"
    "|有一?[年回次]|第一次(?!的))"
)
# 提醒铃声能把我吓死: the thing, not an order.
_THE_BELL = re.compile(
    r"\s*(?:如果|要是|这个?|那个?|你的?)*(?:提醒|闹钟)(?:我?的?那?个?(?:铃|声|音)|功能|有用|没用|管用|也?太|老|又|把我|能把)"
)
# 以为把报价发错了, 若龙部长点头: it is not so, or not yet.
_SUPPOSED = re.compile(r"(?:^|[ ,，我还])以为|^\s*若(?![干不是兰曦])(?=.{2,})")
# 远航转给申屠文了没, 诺成升A级了吗: whether it was done.
_WAS_IT_DONE = re.compile(r"了(?:没有?|吗|么)(?=$|[ ,，。?？])|(?<![有还都也就一])没有[?？]*$")
# 合同里写着七日内付款 法务说有歧义: what a paper says is nobody's deed.
_IN_A_PAPER = re.compile(
    r"\s*(?:那份|这份|你看|人家|我们?|[他她]们?|的|[ ,，])*(?:合同|协议|标书|招标文件|条款|章程|制度|规定"
    "|说明书|公告|通知)(?:里面?|上面?|中)?(?:明明|清清楚楚|是|都|只|也)*(?:写|印|注明|规定|约定)"
    "(?:着|的|明|了)?"
)
# 消防和安防能不能用同一个: a question. 我觉得张裕那边没戏: a feeling.
_CAN_IT = re.compile(r"能不能用(?!了)|能否用")
_PAY = re.compile("(?:之?前|才|再|就|会|能)*(?:打|付|给|结|汇|转|到)(?:过?来)?(?![了的])")


# 回款三十万说周五打
_SAID_THEN = re.compile("(?:说|答应|承诺|约好?|预计|估计|应该)(?:是|在|好|要|会|最晚|最快)*$")


def _paid_later(clause: Clause, rule: Rule) -> bool:
    """尾款一万二 月底前打: what is still to come."""
    text = clause.reading.text
    acts = [c.end for c in clause.marked("pay_act")]
    paid = min(acts, default=clause.end)
    return any(
        i.kind == "time"
        and "coming" in i.tenses
        and (i.start < paid or not acts or _SAID_THEN.search(text, clause.start, i.start))
        and (
            "future" in i.tenses
            or text[i.end - 1] == "前"
            or text.startswith("前", i.end)
            or _SAID_THEN.search(text, clause.start, i.start)
        )
        and (clause.start < i.start < clause.end or not text[clause.end : i.start].strip(" ,，"))
        and _PAY.match(text, i.end)
        for i in clause.reading.items
        if i.start > clause.start
    )


# 那单先挂着: nothing is done with it, and nothing has happened.
_LEFT_LYING = re.compile(
    "(?:先|就|还是|暂时|这样)(?:给我|别管|不管|帮我)?(?:挂|放|搁|摆|晾)(?:着|一放|一边|一搁|在?那儿?"
    r"|到?一边|一下)(?:再说)?[吧啊呗]?\s*$"
)
# 天街尾款五万, and then 下周催一下.
_A_REST = re.compile(
    r"^[ ,，]*[^,，。 了到进万千百块元\d]{0,8}?(?:尾款|余款|欠款|货款)[^,，。了到付打收转结清]{0,6}"
    r"[万千百块元\d一二三四五六七八九十][ ,，]*$"
)
_ASK_FOR_IT = re.compile(r"[ ,，]*[^,，。 ]{0,10}?(?:催|追|去要|要(?:一下|回))")


def _is_asked_for(clause: Clause, rule: Rule) -> bool:
    return _ASK_FOR_IT.match(clause.reading.text, clause.end) is not None


# 定金五千到了再说, 尾款到账才给装: not yet.
_ONCE_COME = re.compile(
    r"(?:到账?|打来|[打付转汇]过来|收到|付清|到位)了?(?:就(?!是|等)|再(?!次)|才(?![\d一二两三四五六七八九]))"
    "|(?:到账|打过来|收到|付清)了?之?后"
)
# 等燕主任回电了再说: a report of what is still to come.
_WAITED_FOR = re.compile(
    r"\s*(?:先|还是|就|再|只能|那就|我们?|[ ,，])*等(?!了)[^,，。]{1,12}?(?:[了过完好](?:之后|以后)?)?"
    "(?:再|才|就)(?:说|定|谈|看|弄|办|发|报|签|去|找|跟)"
)
# 海康的地址改来改去的, 说改就改, 都改了八遍了: of changing in general, no new value.
_CHANGES = re.compile(
    "(?P<how>[改换调分评选])(?:来(?P=how)去|[得晚早]了?|了(?:还是|也|又|好?几|多少"
    "|[0-9一二两三四五六七八九十]+[遍次回趟]))|改成(?:什么|啥|[那这]样)|说(?P<at>[改换调])就(?P=at)"
    "|老是?[改换调]"
)
_PARCEL = re.compile("签[了收]?(?:个|了)?快递")
# 鲁泰估计今年是没戏了; but 黄了 估计是价格 has ended, and 那个标估计没戏 is told of a deal.
_GUESSES = re.compile(
    "^(?!.*(?:那[个单]|标|商机|项目)).*(?:估计|恐怕|怕是|八成|多半|搞不好|说不定)"
    "[^,，。 ]{0,6}(?:没戏|黄|丢|悬)"
)
_KIN = re.compile(
    "(?:拜访|见|看望|陪|跟|和|找)[了过]?(?:我?的?|个|一个)(?:丈母娘|岳[父母]|老丈人|公公|婆婆|亲家|爸|妈|爷爷|奶奶"
    "|老同学|战友|发小|闺蜜|亲戚|房东|牙医)"
)
_FEELS = re.compile(r"\s*我?(?:个人|总)?觉得")
_DREAMT = re.compile(r"做(?:了个?)?梦|梦[见到]")
# 施总说要下单一万米 我才不信, 拿下才怪
_UNBELIEVED = re.compile(r"才不信|我(?:可|就)?不信|信他个|才怪")
# 天天写拜访记录 写给鬼看: a sigh. 罗健今天西装革履的要干嘛: a question. 我自己记着呢: no reminder.
_SIGHED = re.compile(
    "干(?:嘛|啥|什么)(?:去|呢|呀|啊|的|哦)*[?？!！]*$|年年(?:都|这样|如此|说|喊)|一到[^,，。 ]{1,8}就"
    "|(?:记|想)着呢|不(?:再|来)?催我|[让叫喊催]我们?"
    "(?:先|千万)?(?:莫|别|不要|不用)(?!忘|迟|漏|拖|耽误)|催我们的"
)
# 到时候自己用, 到时候再说: no reminder either.
_THEN = re.compile(r"到时候?(?:[他她]们?|自己|人家|再[说看议定]|就|会|肯定|估计)")
_WISHES = re.compile(r"\s*我?(?:真想(?!不)|好想|恨不得|巴不得|多想)")
# 但愿五芳斋把那八万六结了, 万一他黄了: hoped or feared, not come. 希望小学 is a name that may not be known.
_HOPED = re.compile(
    r"\s*(?:我|咱|就|只|真|也|都|天天|唉|哎|只能|[ ,，])*(?:但愿|求求|祈祷|求神|老天|万一|哪怕"
    "|(?:希望|盼着?|指望)(?!小学|中学|学校|工程|集团|公司|广场|茶|酒店))"
)
# 老板问我我哪记得: he does not remember, nothing is to be brought to mind.
_FORGETS = re.compile(r"(?:哪里?|哪儿|不|没|谁|怎么)(?:还|能|会|太|大)?记得")
# 方向错了 跑再快也没用: a saying.
_SAYING = re.compile(r"再[^,，。 ]{1,5}(?:也|都)(?:没用|白搭|白费|没戏|来不及|没意义)|[越再]努力越")
# 不是我拒绝鲁滨的 是公司拒绝的好吗: defends himself. Leo那个工单我才不接
_DEFENDS = re.compile(r"\s*(?:又|可|真)?不是我(?!的)[^,，。]*[ ,，]*是[^,，。]*的好[吗吧][?？!！]*$")
_NOT_I = re.compile(r"我才不|才(?:不|懒得)[管接去干做碰弄]|打死(?:我)?[也都]不")
# 谢主任生日是农历还是阳历来着 我记不清了: asked of oneself.
_CANNOT_RECALL = re.compile(
    "(?:我|都|有点|真)*(?:记不[清得住起]|不记得|想不起来?|忘记?了(?:是|叫|在)?(?:多少|什么|啥|哪|几|谁))"
)
# 我今天跟欧阳: the verb is still to come.
_BEFORE_NAME = re.compile(r"[跟和与]$")
# 新客户不好找, 新客户首单八折: of new customers in general.
_ANY_NEW_ONE = re.compile(
    "新客户?(?:不(?![二凡锈老])|难(?!得)|很(?!久)|太(?![平阳极古原和仓湖行])|越来越|都(?![匀江市昌])|也|就|才|怎么|从哪|哪里|首[单次批]|(?:可以)?(?:享受?|打)?[一二三四五六七八九]折|优惠|送|奖|返"
    "|成本|转化|占比)|(?:介绍|带来?|拉|开发|找)[来了]?(?:一?[个家])?新客户?[^,，。 ]{0,2}(?:奖|送|返|给|提成)"
)
# 看桂科长脸色不对, 桶上的标签又贴错了: what is wrong is nothing that was written.
_NOTHING_WRITTEN = re.compile(
    "(?:脸色|神色|表情|气氛|味道?|颜色|声音|状态|苗头|眼神|态度|语气|口气|风向|心情|方向)(?:就|都|也|有点|好像|明显)*"
    "不(?:太|大)?对|不对(?:劲|路|付|味)|(?:又|老是?|总是?|天天)(?:贴|拿|送|装|寄|接|摆|放|搬|开)错"
    r"|错了?(?:[一二两三四五六七八九十\d几]+|好几|无数|多少)(?:次|回|遍)"
)
# 关健 你去过大亚湾没: a question to somebody.
_ASKED_YOU = re.compile(r"\s*(?:[^ ,，]{1,4}[ ,，]+)?你们?[^,，。 ]{0,8}过[^,，。 ]{0,6}没有?(?=[ ,，?？]|$)")


def _some_day(clause: Clause, rule: Rule) -> bool:
    """Nothing but 到时 sounds like a reminder."""
    return _THEN.search(clause.sentence) is not None and all(
        cue.word.startswith("到时") for cue in clause.marked("remind")
    )


def _hoped(clause: Clause, rule: Rule) -> bool:
    """The clause begins so; or the message, and the clause names no customer of its own."""
    text = clause.text if clause.has("customer") else clause.reading.said
    return _HOPED.match(text) is not None


def _forgets(clause: Clause, rule: Rule) -> bool:
    """Nothing but 记得 sounds like a reminder, and it is denied."""
    return _FORGETS.search(clause.text) is not None and all(
        cue.word == "记得" for cue in clause.marked("remind")
    )


def _daily(clause: Clause, rule: Rule) -> bool:
    """天天 and 年年, where it is no name: how things are, never an order."""
    text = clause.reading.text
    return not clause.of_kind("time") and any(
        text.startswith(("天天", "年年"), item.start) for item in clause.of_kind("repeat")
    )


def _unfinished(clause: Clause, rule: Rule) -> bool:
    """我今天跟欧阳: a day and a name, and nothing is said of them yet."""
    end = clause.start + len(clause.text.rstrip())
    return any(
        name.end == end
        and name.kind in ("person", "customer")
        and _BEFORE_NAME.search(clause.reading.text, clause.start, name.start)
        for name in clause.mentions
    )


def _whether(clause: Clause, rule: Rule) -> bool:
    """你明天去不去, and nobody is to ask it of a customer."""
    text = clause.sentence
    whether = _WHETHER.search(text)
    return whether is not None and not _TO_ASK.search(text[: whether.start()])


# 明天上午到, 首款三十八万明天到, 周五给, 明天发过来: when somebody or something comes, nobody's deed.
_COMES = re.compile(
    "[^,，。 催追要问查看把]{0,8}?(?:尾款|余款|剩下的?|余下的?|首付款?|货款|欠款|[定订]金)"
    "[^,，。 催追要问查看把]{0,8}?(?:就|会|能|再)*(?:打|付|给|结|汇|转)(?:清|过来|完|齐)?[了吧]?[ 。!！]*"
    "|(?:[^,，。 ]{0,6}(?:款|[定订]金|钱)[^,，。 催问查看]{0,8})?[ ,，]*(?:就|会|能|可以|应该|大概|预计)*"
    "(?:到(?:账|货|场|位|现场)?|打过来|转过来|汇过来)[了吧]?[ 。!！]*|(?:就|会|能|先)*(?:打|付|转|汇)"
    "(?:过来)?(?:[定订]金|首款|首付款?|货款|尾款|余款)[^,，。 ]{0,8}"
    "|[^,，。 把将给去我让要]{0,4}(?:就|会|能|先|再)*(?:发|寄|送|拿|带|传)(?:过来|回来|给我们|给咱们?)[了吧]?"
    "|(?:就|会|能|再)*给(?:我们|咱们?)?个?(?:准信|结果|消息|说法)?[了吧]?"
    "|[^,，。 去跟把给]{0,8}(?:挂网|开标|发标|公示|截标|开业|开张|上线|投产|竣工|出结果"
    "|(?<![要讨追催收拿])回来|回国"
    "|返校|开学|(?:展会?|博览会|峰会|论坛|庙会)(?:就|会|要)*(?:开(?:幕|始)?|举行|举办|办))[了吧]?"
)


def _comes(clause: Clause, rule: Rule) -> bool:
    """Nothing is said but a day to come and that it comes then."""
    return clause.has("time") and _COMES.fullmatch(outside(clause, clause.of_kind("time"))) is not None


def _only_names(clause: Clause, rule: Rule) -> bool:
    """孙浩然 刘洋洋, before what is asked of them: nobody is given anything."""
    return not outside(clause, clause.mentions).strip(" ,，、和跟与")


# 报价有效期改到月底: no task is moved, and nothing was written wrong.
_HOLDS = re.compile("有效期[^,，。]{0,4}[改延放加到]")
# 要不周五去一趟吉利吧 不过也不一定
_OR_NOT = re.compile(
    "[ ,，](?:不过|但是?|可|也|又|都|还|反正|[ ,，])*(?:不一定|说不定|看情况|再看吧?|再想想|没定|没想好)"
    "[吧啊呢]?[!！。 ]*$"
)
_UNSETTLED = re.compile("看情况|不一定|说不定|可能(?:会|要|得)?(?:再)?(?:去|见|到|拜访|跑)|再看吧")
_WHAT_FOR = re.compile("[去来到][^,，。]{0,8}(?:干嘛|干啥|干什么|做什么|做啥)[呢啊呀的]*[?？!！]*$")
_COUNTS_AS = re.compile("算不算|够不够|配不配|值不值")


ASKED_WHETHER = Bar(
    "asked whether it was done",
    but=frozenset({"interaction.log", "task.create", "ticket.create", "correct"}),
    signs="没吗么",
    says=_WAS_IT_DONE,
)
WHEN_IT_COMES = Bar(
    "when it comes",
    _TASK,
    none=(*_BIDDEN, "user", "assign"),
    signs="到来打付转汇网标示业张线产竣果给国校学展会坛",
    when=_comes,
)
ON_AND_ON = Bar("how long it took, sighed", but=_REPORT, signs="到", tells=_ON_AND_ON)
# Asked first, whatever else is said.
UNMEANT = (
    Bar("a question to somebody", _REPORT, begins=_ASKED_YOU),
    Bar("asked what for", _REPORT, signs="嘛啥么", says=_WHAT_FOR),
    Bar(
        "asked whether it counts", frozenset({"customer.tag", "customer.update"}), signs="不", says=_COUNTS_AS
    ),
    Bar("not settled yet", _TASK, none=_BIDDEN, signs="看定能", says=_UNSETTLED),
    Bar("not settled yet", _TASK, none=(*_BIDDEN, "user"), when=message_tells(_OR_NOT)),
    ASKED_WHETHER,
    Bar(
        "what a paper says",
        _TASK | _REPORT,
        none=("customer", "contact", "remind", "user"),
        signs="写印注规约",
        begins=_IN_A_PAPER,
    ),
    Bar("only supposed", _REPORT, below=5.1, tells=_SUPPOSED),
    Bar(
        "cannot recall",
        _REPORT,
        none=("third", "reported", "met", "channel"),
        signs="记想忘",
        says=_CANNOT_RECALL,
    ),
    ON_AND_ON,
    Bar(
        "left lying",
        frozenset({"ticket.update"}),
        none=("id", "ticket_word"),
        signs="挂放搁摆晾",
        says=_LEFT_LYING,
    ),
    Bar(
        "what is to be asked for",
        frozenset({"payment.log"}),
        signs="余尾欠货",
        says=_A_REST,
        when=_is_asked_for,
    ),
    Bar("to be paid later", frozenset({"payment.log"}), when=_paid_later),
    Bar("once it has come", frozenset({"payment.log"}), signs="就再才后", says=_ONCE_COME),
    Bar("waited for", _REPORT, signs="等", begins=_WAITED_FOR),
    Bar("told of changing", frozenset({"customer.update"}), signs="改换调分评选", says=_CHANGES),
    Bar("a feeling", _ENDS, begins=_FEELS),
    Bar("a parcel is signed for", frozenset({"opportunity.win"}), signs="快", says=_PARCEL),
    Bar("a guess", frozenset({"opportunity.lose"}), says=_GUESSES),
    Bar("of one's own family", _REPORT, none=("customer", "contact"), says=_KIN),
    Bar("nearly", _ENDS, signs="差险", tells=_NEARLY),
    Bar("almost", but=_REPORT | _TASK, signs="差", tells=ALMOST),
    Bar("not believed", DEALS, when=message_tells(_UNBELIEVED)),
    Bar("how long a quotation holds", frozenset({"task.postpone", "correct"}), signs="期", says=_HOLDS),
    Bar(
        "any new customer",
        frozenset({"customer.create"}),
        none=("phone", "contact_word"),
        signs="新",
        says=_ANY_NEW_ONE,
    ),
    Bar("nothing that was written", frozenset({"correct"}), signs="错对", says=_NOTHING_WRITTEN),
    Bar("a saying", frozenset({"correct"}), when=message_tells(_SAYING)),
    Bar("defends himself", frozenset({"correct"}), when=message_begins(_DEFENDS)),
    Bar("not I", but=_REPORT, signs="才死", says=_NOT_I),
    Bar("asked what it can do", frozenset({"ticket.create"}), below=7.1, tells=_CAN_IT),
    Bar("hoped or feared", _FORTUNES, when=_hoped),
    Bar("not remembered", _TASK, any=("remind",), signs="记", when=_forgets),
    Bar("dreamt", signs="梦", tells=_DREAMT),
    Bar("a sigh", _TASK, tells=_SIGHED),
    Bar("a memory", _TASK, begins=_REMEMBERS),
    Bar("the bell itself", _TASK, begins=_THE_BELL),
    Bar("some day", _TASK, any=("remind",), when=_some_day),
    Bar("a wish", _TASK, none=_BIDDEN, when=message_begins(_WISHES)),
    Bar("only names", frozenset({"ticket.assign", "task.assign"}), below=5.1, when=_only_names),
    WHEN_IT_COMES,
    Bar("how it is every day", _TASK, none=_BIDDEN, when=_daily),
    Bar("nothing is said yet", _TASK, none=_BIDDEN, when=_unfinished),
    Bar("asked whether", _TASK, none=_BIDDEN, when=_whether),
)

CHAT = (
    Bar("chat", but=_REPORT, any=("chat",), none=("remind",), below=7),
    Bar("chat", _REPORT, any=("chat",), none=("remind", "customer", "contact"), below=7),
    Bar("chat that tells or orders something", any=("chat",), below=7, spares=True),
    Bar("if", but=frozenset({"interaction.log", "task.create", "ticket.create"}), any=("if",), below=8.5),
)

_ASKS_A_DEED = re.compile(
    r"(?:可以|能不能|能|可不可以|麻烦)(?:帮|给|请|麻烦|把|让)|帮我|帮忙|好吗|行吗|可以吗|好不好"
)
_MAY_ASK = frozenset({"interaction.log", "ticket.create", "correct"})


def asks_a_deed(clause: Clause) -> bool:
    """A question by its form, an order by what it means: 能不能帮我改一下."""
    return bool(_ASKS_A_DEED.search(clause.text))


ASKED_BACK = (
    Bar("a deed is asked for", but=_MAY_ASK, any=("asked_back",), says=_ASKS_A_DEED, spares=True),
    Bar("a question", but=_MAY_ASK, any=("asked_back",)),
)


# 仲总要不要续费还没想好: what a customer has not decided is told of him.
_UNDECIDED = re.compile(
    "(?:要不要|会不会|该不该)[^,，。]{1,10}(?:还没|没想好|没定|商量|再想|考虑|犹豫|纠结|拿不准|定不下)"
)
_MUST_BE = re.compile(r"(?:得|要)[\u4e00-\u9fff]{1,3}了?吧[?？!！]*$")

ORDERED = (
    Bar("a rule that is sure", least=7.5, spares=True),
    Bar("an order in so many words", any=("remind", "conf", "add"), spares=True),
)
UNDECIDED = Bar("what a contact has not decided", _REPORT, any=("contact",), says=_UNDECIDED, spares=True)
THOUGHT_ALOUD = (
    Bar("thought aloud", _REPORT, below=4.6, says=THINKS),
    Bar("thought aloud", but=_REPORT, says=THINKS),
    Bar("wondered", but=_REPORT, says=WONDERS),
    Bar("guessed", _TASK, says=_MUST_BE),
)
