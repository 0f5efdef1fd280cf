"""Things to do told by their day and their deed alone: 后天跑德阳, 三十号盘货, 给老曹送票, 得去趟岳阳."""

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause
from nlp.rules.base import Rule

AGREED = Rule("说好的事", "task.create", 9)  # 跟向老板说好 十号拿承兑: the agreement is the plan

# Between the day and the deed.
_AND = (
    "[,， ]*(?:(?:之|以)?前|那天|一?大?早|上午|中午|下午|晚上|晚|我们?|咱们?|再|得|要|去|先|顺路|顺带|顺便"
    "|抽空|亲自|直接|一起|记得|必须|一定)*"
)
# What we do ourselves. What comes of itself (开标, 到货, 发货) or is theirs (交货, 上线) is none of these.
_DEED = (
    "(?:堵(?=[他她人门])|等(?=[他她]|.{0,4}(?:信|回音|回话|结果))|备[货料件]|盘(?=[点货库冷仓存])|测(?=.)"
    "|查(?=.)|量(?=.)|拆(?=.)|清(?=[点理临仓库货])|布置|摸(?=底|清|一?下)|踩点|踏勘|勘[察测]"
    r"|跑(?=[\u4e00-\u9fff])|带(?=.)|送(?!到|货上)(?=.)|取(?!消)(?=.)|拿(?!下|到)(?=.)|领(?=.)|买(?=.)"
    "|换(?!人|老板|届)(?=.)|装(?!修)(?=.)|追(?=.)|押[车货]|跟(?=.{1,10}[谈商对核聊碰开定见吃])|商量|核对"
    "|核算|对(?=账|一?下|数)|催(?=.)|开(?=.{0,8}会(?!员|所))|拍(?=.*[照片视])|约(?=.)|敬(?=.)|陪(?=.)"
    "|见(?=.)|回访|复[查测检]|巡[检查]|擦|刷|贴(?!现)(?=.)|写(?=.)|改图|印(?=.)|接(?!口|单)(?=.)"
    "|搬(?=[样货机设])|培训|值班|庆功|出差|做(?=.)|补(?!贴)(?=.)|教(?=.)|盯(?=.)|问(?=.)|看看"
    "|看(?=现场|样|货|场|机|锅炉|梯)|加(?=.{0,8}微信)|发(?!货|布|车|票|工资|奖|育|展|生|现|放|火|飙|烧)"
    "(?=.)|寄(?=.))"
)
_ON_A_DAY = re.compile(_AND + _DEED)
_DONE = re.compile(
    "[了过](?!.*(?:再|要|得))|[?？]|[吗呢吧么]$|什么|啥|多少|谁|怎么|咋|哪|说|听说|要是|如果|打算"
    "|准备(?=.*[,，。])|不(?:[了用去想]|要)|没|有空|[他她]们"
)


def on_a_day(clause: Clause) -> bool:
    """A day to come at the head of the clause, and right behind it something we do ourselves."""
    text = clause.reading.text
    for item in clause.of_kind("time"):
        if "coming" not in item.tenses or item.start - clause.start > 3:
            continue
        if not re.fullmatch(
            r"(?:[ ,，]|那|就|我|再|等|到|对了|还有)*", text[clause.start : item.start]
        ) or _DONE.search(text[item.end : clause.end]):
            return False
        return _ON_A_DAY.match(text, item.end, clause.end) is not None
    return False


_ASKS_US = re.compile(
    r"(?:那边|那头|刚才?|今天|又|还|也|专门|[ ,，])*(?:[让叫催喊]我(?!们)|让(?=把[^,，]{2,}[发寄送给]))"
)


def asks_us(clause: Clause) -> bool:
    """屈老板让我月底去对账: a contact at the head, and what he would have us do."""
    person = next((p for p in clause.named("person") if p.of("contact")), None)
    return (
        person is not None
        and all(
            m.end <= person.start and m.start == clause.start
            for m in clause.mentions
            if m.start < person.start
        )
        and _ASKS_US.match(clause.reading.text, person.end, clause.end) is not None
    )


_FOR = re.compile(
    "(?:送(?!货上)|寄|带|捎|回(?:个|封)?(?:电|话|信|邮件)|准备|做(?!饭)|补|找|订|交|买|约|拍|拿|办|写|算|装"
    r"|修|换|发(?!工资|奖|红包))(?=[\u4e00-\u9fff]?)"
)
_TOLD = re.compile(
    "[了过]|没|说|不|改|推迟|延|取消|问卷|评价|调查|[他她挺很]|满意|高兴|[?？]|[吗呢吧么]$|怎么|咋|什么|啥"
    "|多少"
)


def for_somebody(clause: Clause) -> bool:
    """给成老板送台历: a deed for one of them, not said to be done; nothing is told behind it."""
    text = clause.reading.text
    begin = clause.start + len(clause.text) - len(clause.text.lstrip())
    if not text.startswith("给", begin):
        return False
    head = next(
        (
            m
            for m in clause.mentions
            if m.start == begin + 1 and (m.kind == "customer" or m.kind == "person" and m.of("contact"))
        ),
        None,
    )
    if head is None or _TOLD.search(text[begin:]):
        return False
    end = max(
        [head.end, *(m.end for m in clause.mentions if m.kind == "person" and 0 <= m.start - head.end <= 1)]
    )
    return _FOR.match(text, end, clause.end) is not None


# 跟向老板说好, 答应了钟灵: that it was agreed; what, the plan behind it says.
_AGREED = re.compile(
    r"\s*(?:已经|刚才?|都|今天|昨天|我)*(?:(?:跟|和|与|同|那边|这边|都|已经|早就|刚|[ ,，])*N(?:那边|那儿|都"
    "|已经|早就|刚)*(?:说|讲|约|谈|商量|定)(?:好|定|妥)(?:了|的)?|答应(?:了|过)?N|(?:约|说|讲)好"
    r"(?:了|的)?N?)\s*"
)


def agreed(clause: Clause) -> bool:
    """Nothing but that something was agreed with somebody."""
    if len(clause.text) > 16 or "好" not in clause.chars and "应" not in clause.chars:
        return False
    return _AGREED.fullmatch(signs(clause)) is not None


# 马科长约了后天上午, 跟马科长约好周三见面: N a name, T a time.
_APPOINTED = re.compile(
    r"\s*(?:我|已经|刚才?|又|跟|和|与|同)*N?(?:那边)?(?:也|又|已经|刚|都)*约(?:了|好了?|在)(?:我们?|N)?T"
    r"(?:见(?:个?面)?|碰(?:个?面|头)|面谈|过来|过去|上门|聊聊?)?[吧了]?\s*"
)


def appointed(clause: Clause) -> bool:
    """When they have agreed to meet, and no more."""
    times = [item for item in clause.of_kind("time") if "coming" in item.tenses]
    if len(clause.text) > 24 or len(times) != 1:
        return False
    words = signs(clause, *times)
    return "N" in words and _APPOINTED.fullmatch(words) is not None


# 彭经理 下周三上午十点开会讨论纯度, 贺总约了明晚吃饭: whom with, when, and that they meet.
MEETING = (
    "开个?会|(?:电话|例|评审)会(?:议)?(?![员所长])|碰(?:个?面|个?头)|见(?:个?面)|看样|看货|验收|签约|签合同|交流|座谈"
    "|评审|吃[个顿]?饭|喝[茶酒]"
)
_MEETING = re.compile(
    r"\s*(?:跟|和|与|同|我|约了?)*N(?:那边)?[ ,，]*(?:(?:也|又|已经|刚)*约(?:了|好了?)?(?:我们?)?[ ,，]*)?"
    rf"T[ ,，]*(?:(?:来|到|去|过来|一起)[^,，。 ]{{0,6}}?)?(?:{MEETING})(?![^,，。 ]*[了过没不说])[^?？吗]*"
)
_OF_WHOM = re.compile("N(?:那边)?[ ,，]*(?:N[ ,，]*)?")


def meeting(clause: Clause) -> bool:
    """Whom with (here or in the clause before, which says no more), when to come, and that they meet: not
    that it is over."""
    times = clause.of_kind("time")
    if len(times) != 1 or "coming" not in times[0].tenses:
        return False
    said = signs(clause, *times)
    if said.lstrip(" ,，").startswith("T"):
        whom = [
            m for m in clause.reading.mentions if m.end <= clause.start and m.kind in ("customer", "person")
        ]
        before = Clause.of(clause.reading, whom[0].start, clause.start) if whom else None
        if before is None or not _OF_WHOM.fullmatch(signs(before)):
            return False
        said = f"N{said}"
    return _MEETING.fullmatch(said) is not None


# 贺总说春节前要再装两台储罐: told, and nothing for us to do.
_SAYS = re.compile("[ ,，]*N(?:那边)?(?:刚才?|今天|又|还|也)*说(?!好|定|妥|一?[声下])")
_FOR_US = re.compile("[我咱]|提醒|记得|让|叫|别忘|待办|[给跟找约催]")


def is_said(clause: Clause) -> bool:
    """What somebody says, where nothing is asked of us."""
    return _FOR_US.search(clause.text) is None and _SAYS.match(signs(clause)) is not None


_THEY_USE = re.compile("[ ,，]*(?:就|得|要|用|走|拿|吃|耗|出|跑|能|大概|至少|最少|差不多)*")


def is_rate(clause: Clause) -> bool:
    """下月开始每周两车液氧: how much they need, no deed that comes again."""
    text, goods = clause.reading.text, clause.named("product")
    for item in clause.of_kind("repeat"):
        use = _THEY_USE.match(text, item.end, clause.end)
        place = use.end() if use else item.end
        count = next((i for i in clause.of_kind("quantity") if i.start == place), None)
        if count is None or _OURS.search(text, clause.start, item.start):
            continue
        behind = next((m.end for m in goods if 0 <= m.start - count.end <= 1), count.end)
        if not text[behind : clause.end].strip(" ,，。的吧了"):
            return True
    return False


_OURS = re.compile("[给跟帮送发寄带去找约催]|提醒|记得|安排")
# 剩的年底, 余款月底付: what they will pay, and when.
_REST_OF_IT = re.compile(
    "[ ,，]*(?:剩下?的?|余款|尾款|其余的?|另外?一半|余下的?|剩余的?)(?:款|钱|部分)?[ ,，]*(?:到|在|就|等)*T"
    "(?:之?前|左右)?(?:再|就|一次性|全部)*(?:[给付打结清转汇补](?:[清完了])?)?(?:给我们?)?[吧了]*[ 。!！]*"
)


_TO_BE_WATCHED = re.compile("提醒|记得|待办|[催盯]|[叫喊]我")


def rest_of_it(clause: Clause) -> bool:
    """When the rest of a sum is to come, and no more; nor is anybody to be reminded of it."""
    if _TO_BE_WATCHED.search(clause.reading.text):
        return False
    times = clause.of_kind("time")
    return len(times) == 1 and _REST_OF_IT.fullmatch(signs(clause, *times)) is not None


def comes_of_itself(clause: Clause) -> bool:
    """What they use and what they have still to pay are nothing to be done."""
    if clause.has("repeat"):
        return is_rate(clause)
    times = clause.of_kind("time")
    return rest_of_it(clause) or len(times) == 1 and _THEY_PAY.fullmatch(signs(clause, *times)) is not None


_THEY_PAY = re.compile(
    "[ ,，]*(?:N|客户|对方|他们)?T(?:再|就|才|统一)*(?:[付打回结]款|付清|结[清账])[吧了]*[ 。!！]*"
)


# 设备必须25号到: what they need of us, T the day.
_NEEDED = re.compile(
    "[ ,，]*(?![我咱让叫请记把给去]|提醒)[\u4e00-\u9fff]{0,6}?(?:必须|务必|得|要求?|最好|最晚|最迟|一定)+"
    "(?:要|得|在|赶在)*T(?:之?前|以前|内)?(?:就|要|得|能|必须|全部|都)*"
    "(?:到货?|到位|装好|装完|上线|交付|交货"
    "|用上?|验收|开业|开学|投产|完工)(?:吧|了|才行|的)?[ ,，。!！]*"
)


def needed(clause: Clause) -> bool:
    """What must be there by a day, said of a thing: a term, no deed."""
    return _NEEDED.fullmatch(signs(clause, *clause.of_kind("time"))) is not None


def signs(clause: Clause, *times: Item) -> str:
    """Its words, N for whoever is named and T for these times."""
    said = list(clause.reading.text)
    named = [(m.start, m.end, "N") for m in clause.mentions if m.kind in ("customer", "person")]
    for start, end, sign in [*named, *((item.start, item.end, "T") for item in times)]:
        said[start:end] = [sign] + [""] * (end - start - 1)
    return "".join(said[clause.start : clause.end]).replace("N的N", "N").replace("NN", "N")
