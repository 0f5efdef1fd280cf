"""What makes a clause a thing to do: a time to come and a deed of ours, or a colleague who is told to do
it."""

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.reading import Clause, outside
from nlp.rules import plans

_STRONG = re.compile(
    "[去给把跟找约带发寄送交写做取订买]|准备|整理|开.{0,3}会|打电话|联系|提交|参加|汇报|确认|检查|盘点|付"
    "|报销|打印|出差|培训|验收|签|催|回访|请|问|谈|再|取|接|安排|落实|对账|开票|复盘|面试|更新|巡检|call"
    "|跟进"
)


_GOES_ON_WITH_IT = re.compile(
    "(?:让|叫|派|安排|请|由)[^,，。 ]{1,6}?(?:去|来)?(?:跟进|跟|负责|处理|弄|办|盯|对接|落实)"
    "(?:一下|下|着|吧)*[,，。 ]*$"
)

IS_IT_DONE = re.compile(r"^[^问]*(?:出去|过去|回来|[完好到])了?没有?[?？]*$")
TO_TELL = "(?:跟|和|给|对)[^,，。 ]{1,8}?(?:说|讲|打|回)(?:一?声|个招呼)(?!了)|告诉[^,，。 ]{1,8}?一声(?!了)"


# 让沈浩把合同准备一下 | 周五前给她签
_GETS_IT_READY = re.compile(
    "(?:让|叫|安排|请)[^,，。 ]{2,4}把?[^,，。 ]{1,6}(?:准备|整理|[做写改弄算画]|打印)(?:一下|好|出来|一份)$"
)
_HANDS_IT = re.compile("(?:之?前|以前|内)?(?:给|发|送|交|寄)(?:给)?[他她]")


def says_by_when(told: Clause, then: Clause) -> bool:
    """让小王跟进 | 三月五号前出方案: what he is to do, and by when, is told behind it."""
    day = next((i for i in then.of_kind("time") if "coming" in i.tenses), None)
    hands = day and day.start - then.start <= 1 and _HANDS_IT.match(then.reading.text, day.end, then.end)
    return (
        (_GOES_ON_WITH_IT.search(told.text) is not None or bool(hands and _GETS_IT_READY.search(told.text)))
        and not told.has("time", "repeat")
        and then.has("coming")
        and not then.has("remind", "user", "customer", "person", "repeat")
        and "我" not in then.text
    )


_COMES_OF_ITSELF = re.compile(
    "(?:之前|前|左右|就|能|可以|应该|预计|争取|大概|才|会|要|可能)*(?:[付打回结]款|结[清账]|付清|定|签|成|成交|开标|拍板|出结果|有结果"
    "|有消息|开业|开工|放款|到(?:货|达|站|港)?|到期|上线|投产|竣工|截止|结束|开始"
    "|挂网|发标|公示|开张|搬家)(?:下来|掉|了|吧)*[ ,，。]*$"
)


def is_deed(clause: Clause) -> bool:
    """A time to come and then something to do; not a question and not somebody else's plan."""
    text = clause.text
    if re.search(
        "吗$|多少|什么|哪些|几个|有啥|怎么|去哪|没来|没上班|请假|休假|休息(?!区|室)|还在|也得|都不|不好|谁|哪年|到底|不接"
        "|早就|要不是|我请大?家?喝|没开",
        text,
    ):
        return False
    if IS_IT_DONE.search(text):
        return False  # 提醒发出去没有
    if re.search(r"(?:签|下|到|付|打|定|订|买|交|发|收)的$", text):
        return False  # when it was done, not what is to do
    if clause.has("repeat") and plans.is_rate(clause):
        return False  # 下月开始每周两车
    if re.search(r"[去跑]的某", text):
        return False  # 礼拜二跟Leo一块去的南湖影城
    if re.search(
        r"(?:剩下的?|余款|尾款|其余的?|剩余的?)[^,，。]{0,10}(?:给|付|打|结|补)(?:我们?)?(?:了|清)?$", text
    ) and not re.search("催|提醒", text):
        return False  # what they will pay
    if re.search(
        "(?:款|[定订]金|货款|余款|尾款|钱)[^,，。]{0,12}(?:到账?|打过来|转过来|付过来|汇过来|进账)"
        "(?:了|吧)?$",
        text,
    ) and not re.search("催|提醒|问|查|看|等|跟|找", text):
        return False  # 首款三十八万明天到
    if re.match(
        r"\s*今[天日](?:一共|总共|就|连着?|一连|一口气)*(?:拜访|跑|见|走访|约)了?[一二两三四五六七八九十\d几]+[家个]",
        text,
    ):
        return False  # 今天拜访三家: the head of a report
    if re.search(r"([\u4e00-\u9fff])不\1.{0,2}再[看说定议]|再[看说定议](?:吧|了)?$", text):
        return False  # 明年续不续再看
    times = clause.of_kind("time")
    if times and _COMES_OF_ITSELF.match(clause.reading.text[times[-1].end : clause.end]):
        return False  # 年底定, 下月签: when it comes, nobody's deed
    if times and re.search(
        "(?<!再)说[^,，。我]{0,6}$|^(?!听)[^,，。]*[讲话][^,，。我]{0,6}$",
        clause.reading.text[clause.start : next((t for t in times if "coming" in t.tenses), times[0]).start],
    ):
        return False  # somebody said so
    if times and re.match(
        r"[,， ]*(?:他们?|她们?|对方|客户|人家)(?!说)", clause.reading.text[times[0].end : clause.end]
    ):
        return False  # their plan, not ours
    if times and clause.end < len(clause.reading.text.rstrip()) and theirs(clause, times[0]):
        return False
    if they_mean(clause) or they_will(clause) or clause.has("user") and works_there(clause):
        return False
    if (
        re.search("[\u4e00-\u9fff]了", text)
        and not clause.has("coming")
        and not re.search("别忘|记得|要|该", text)
    ):
        return False
    return (
        clause.has("customer", "person", "product", "quantity", "money")
        or "customer" in clause.carried
        or bool(_STRONG.search(text))
    )


_THEY_COME = re.compile(
    r"(?:他们?|会|要|都|也|应该|正好|刚好)*(?:来(?!得及|不及)|过来|到(?=[\u4e00-\u9fff]{2})|回来|回国|出差"
    "|休假|请假|有空|没空|有时间|没时间|在(?=公司|家|厂|单位|店|$|[,，。 ])|不在|方便|开年会|放假)"
)


def theirs(clause: Clause, time: Item) -> bool:
    """杨总监下周来昆明: where they will be, told before what we shall do then."""
    who = [m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")]
    text = clause.reading.text
    return any(
        m.end <= time.start and re.fullmatch(r"(?:那边|他们|公司|说)?", text[m.end : time.start]) for m in who
    ) and bool(_THEY_COME.match(text[time.end : clause.end]))


_OTHERS = "(?:[他她]们?|对方|客户|人家)(?:那边)?"
_THEY_MEAN = re.compile(
    rf"(?:^|[ ,，])(?:某{{1,8}}(?:[总工哥姐]|老师|[\u4e00-\u9fff]{{1,2}}[长任理管监]|那边)?|{_OTHERS})"
    "(?:也|就|都|还|又|说|是)*(?:准备|打算|计划|答应|同意|承诺|保证)(?:了|要|在|好)*$"
)
_THEY = re.compile(rf"(?:^|[ ,，]){_OTHERS}(?:也|就|都|还|又|可能|大概|应该|估计|正好)*$")
_THEY_WILL = re.compile(
    "(?:要|会|就|才|去|得|再)*(?:出差|出国|休假|请假|放假|过年|下单|订货|打款|付款|结款|结账|开会|上会|盘点|招标|开标|搬家|开业|不在|回来)"
)


def _before_day(clause: Clause) -> tuple[str, str] | None:
    """What stands before the first day to come, and behind it."""
    day = next((i for i in clause.of_kind("time") if "coming" in i.tenses), None)
    if day is None:
        return None
    return clause.text[: day.start - clause.start], clause.text[day.end - clause.start :]


def they_mean(clause: Clause) -> bool:
    """母部长准备下个月下单, 他答应下周打款: somebody's intention for a day, no deed of ours."""
    parts = _before_day(clause)
    return parts is not None and _THEY_MEAN.search(parts[0]) is not None


def they_will(clause: Clause) -> bool:
    """他下周出差: what only others do."""
    parts = _before_day(clause)
    return parts is not None and bool(_THEY.search(parts[0]) and _THEY_WILL.match(parts[1]))


_HANDED_ON = re.compile(r"[,，。 ](?:就|都)?(?:交给|交由|派给|分给|转给|安排给|指派给|负责人是?|执行人是?)$")


def _handed_on(before: str) -> bool:
    """寄样品, 交给: something is said, then whom it is given to. (Only the end is looked at: it may be asked
    of many.)"""
    end = _HANDED_ON.search(before, max(0, len(before) - 8))
    return end is not None and re.search("[^,，。 ]{3}", before[: end.start()]) is not None


# 给乔麦说一声让她 …, 通知丁当让她 …: what is passed on to a colleague.
PASSED_ON = re.compile(
    "[ ,，]*(?:(?:说|讲|知会|交代|打个?招呼)(?:一?声|一?下)?(?:了)?[ ,，]*)?(?:让|叫|请|要)"
    "(?:[他她](?![们那])|你)"
)


# 小沈, 骆经理的报价今天务必发过去: called by name, and what is to be done.
_CALLED = re.compile("(?:同学|同志)?[,，:：]")
_PRESSED = re.compile("务必|一定(?:要|得)|必须|抓紧|尽快|赶紧|马上|立刻|别忘|记得")


# 三一那个储罐你跟一下: said to the colleague who was called before.
_YOU_DO = re.compile(
    "你(?:今天|明天|后天|这两天|这周|下周|亲自|抓紧|赶紧|尽快|再|先|也|就|帮我|帮忙|给我|来|去|要|得|负责)*"
    "(?:[去来跟盯催问弄办写出送带查排抽约订买拿收交修装测换报改打提做补陪跑把]|看一?[下看眼]|处理|负责|安排|联系|落实|准备|整理"
    "|对接|确认|统计)"
)
_THEN_YOU = re.compile("(?:同学|同志)?[,，:： ]*")


def _you(clause: Clause, mention: Mention) -> bool:
    """向阳 三一那个储罐你跟一下, 三一那边向阳你去一趟: called by name, then told what 你 shall do."""
    text = clause.reading.text
    place = _THEN_YOU.match(text, mention.end).end()  # type: ignore[union-attr]
    if _YOU_DO.match(text, place, clause.end):
        return True
    first = mention.start == clause.start and place > mention.end
    return first and _YOU_DO.search(text, place, clause.end) is not None


def called(clause: Clause) -> Mention | None:
    """左明 … 你下周排个时间去一趟: the colleague who was called at the head of the message."""
    text = clause.reading.text
    if "你" not in clause.chars or _YOU_DO.search(text, clause.start, clause.end) is None:
        return None
    for mention in clause.reading.mentions:
        if mention.kind == "person" and mention.of("user") and not mention.of("contact"):
            return (
                mention if mention.start == 0 and text[mention.end : mention.end + 1] in " ,，:：" else None
            )
    return None


_GOES = re.compile(
    "(?:去|来|过去|负责|上门|进场|带(?=[货样上着])|送(?=[货样到过])|跟进|盯"
    "|(?:要|得|必须)?把[^,，。]{1,12}(?:完|[好过去]|出来|回来|给)(?![^,，。]{0,4}了))"  # 周五前高洁把报价做完
)


def _only_when(clause: Clause, place: int) -> bool:
    """Nothing but a day to come stands before it."""
    times = [i for i in clause.of_kind("time") if i.end <= place and "coming" in i.tenses]
    before = Clause.of(clause.reading, clause.start, place)
    return bool(times) and not outside(before, times).strip(" ,，前内之")


# 葛丹下周请婚假: who is away is told nothing.
_IS_AWAY = re.compile(
    "[^,，。 让叫派]{0,6}?(?:请(?:[婚产病事年]|陪产)?假"
    "|[调轮补]?休(?:息|[婚产病年]?假)?|出差|不在|辞职|离职|没空)"
)


def told(clause: Clause) -> Mention | None:
    """The colleague right after 让, 叫, 安排 …, who is told to do something."""
    text = clause.reading.text
    for mention in clause.people("user"):
        if (
            not _IS_AWAY.match(text, mention.end)
            and (mention.how == "nick" or not mention.of("contact"))
            and re.fullmatch(r"(?:另外|然后|再|还有|,|，| |@)*", text[clause.start : mention.start])
            and re.match(
                "(?:同学|同志)?[啊呀哎]?[,，:： ]*(?:你|麻烦)?[,， ]*(?![今明这本上周月天]{1,3}的)"
                r"(?:今|明|这周|本周|月底|后|下|周|上午|下午|\d|去|把|给|负责|来|现在|马上|立刻|跑|带(?!领)|送|装|培训|陪|催|联系|测|接|盯)",
                text[mention.end :],
            )
        ):
            return mention
        if not mention.of("contact") and _GOES.match(text, mention.end) and _only_when(clause, mention.start):
            return mention  # 周六米乐去装
        if mention.start == 0 and _CALLED.match(text, mention.end) and _PRESSED.search(clause.text):
            return mention
        if "你" in clause.chars and not mention.of("contact") and _you(clause, mention):
            return mention
        before = text[max(clause.start, mention.start - 4) : mention.start]
        if (
            re.search(r"(?:让|叫|安排|请|喊|派|通知|告诉|吩咐|交代|拜托|麻烦|催|提醒|要|由)$", before)
            and (mention.end < clause.end or before.endswith("提醒"))
            or _handed_on(text[clause.start : mention.start])
        ):
            if mention.of("contact") and clause.named("customer") and mention.how == "title":
                continue
            return mention
        if (
            mention.end >= clause.end - 1
            and re.search("[ ,，](?:派?给|交给|分给)$", before)
            and clause.has("task_word")
            and clause.has("add")
            and not mention.of("contact")
        ):
            return mention  # 建个任务 准备飞检资料 给刘洋洋
        if (
            re.search("[给跟和]$", before)
            and not mention.of("contact")
            and PASSED_ON.match(text, mention.end)
        ):
            return mention
    return None


_IS_AT = re.compile("(?:今天|上午|下午|一早|早上|现在|正|还)*(?:在|去)$")


def works_there(clause: Clause) -> bool:
    """龚伟今天在卡乐修碰碰车: a colleague at the head, and where he is."""
    who = next((m for m in clause.people("user") if m.start == clause.start), None)
    if who is None or not who.of("user") or who.of("contact"):
        return False
    return any(_IS_AT.fullmatch(clause.reading.text, who.end, m.start) for m in clause.named("customer"))


_SENT = re.compile("我?(?:让|叫|派|安排)$")


def sent_then(clause: Clause) -> bool:
    """昨天让龚伟去乐翻天修蹦床: who was sent on a day that is over is told of."""
    day = next(iter(clause.of_kind("time")), None)
    if day is None or "past" not in day.tenses or "earlier" in day.tenses or day.start - clause.start > 1:
        return False
    return any(_SENT.fullmatch(clause.reading.text, day.end, m.start) for m in clause.people("user"))


_DOES_IT = re.compile(
    "(?:去|来|负责|跟进?|处理|过去|带队|上门|对接|主导|主笔|执笔|牵头|盯|弄|办(?!公)|搞|做|写|催|管|落实|安排|送|寄|拿|取"
    "|装|修|接|陪)(?:去|来|负责|跟进?|处理|办|送|修|弄|装|做|接|谈|测|量|取|着|一?下|一?趟)*[吧哈啊]*"
    "(?=$|[ ,，。!！])"
)
# 周五前给他谭静来做: right behind what is to be done.
_DOES_ALL = re.compile("(?:来(?:做|办|弄|跟|写|送|处理|负责)|负责|跟单|跟进|去办|去送)[吧]?(?=$|[ ,，。!！])")
_OF_HIM = frozenset("给跟和找让问约陪帮向派叫请由把对与同")


def done_by(clause: Clause) -> tuple[Mention, int] | None:
    """The colleague named behind the deed, and where that ends: 周五去海尔培训 卜倩负责."""
    text = clause.reading.text
    for person in clause.people("user"):
        if person.start <= clause.start or person.of("contact"):
            continue
        before = text[person.start - 1]
        form = _DOES_IT if before in " ,，" else None if before in _OF_HIM else _DOES_ALL
        if form and (does := form.match(text, person.end, clause.end)):
            rest = text[does.end() : clause.end].strip(" 。!！,，")
            if form is _DOES_IT or not rest:
                return person, does.end()
    return None


_DONE = re.compile("[了过没说讲吗?？]|在(?=[跟谈忙])|好像|应该")


_AT_ONCE = re.compile("(?:现在|马上|立刻|赶紧|赶快|这就|立马)(?:就|给我)?(?:去|跑|带|送|过去|联系|到)")


_ALL_TOLD = re.compile("都(?:挺|很|已经|还)?(?:顺利|没|谈|签|见|聊|去了|回来|[完好]了)")


def told_too(clause: Clause) -> bool:
    """向阳现在去三一 | 谭静带配件跟上: a colleague and what he is to do at once, or behind another one's."""
    doer = told(clause)
    if doer is None or doer.start != clause.start or doer.end >= clause.end or _DONE.search(clause.text):
        return False
    if _AT_ONCE.match(clause.reading.text, doer.end, clause.end):
        return True
    reading = clause.reading
    if _ALL_TOLD.search(reading.text) or any("past" in item.tenses for item in reading.items):
        return False  # 向阳昨天去三一 谭静去宏信: where they were
    return any(
        m.end <= clause.start and m.kind == "person" and m.of("user") and m.of("user") != doer.of("user")
        for m in clause.reading.mentions
    )


def given(clause: Clause) -> Mention | None:
    """The colleague in 给小黄建个待办."""
    text = clause.reading.text
    for first in clause.people("user")[:1]:
        is_given = text[: first.start].endswith(("给", "帮")) and not first.of("contact")
        if is_given and re.match(
            r"(?:安排|派|建|加|记|布置|分|指派)?[了个一]{0,2}(?:待办|任务|活|事)", text[first.end :]
        ):
            return first
    return None
