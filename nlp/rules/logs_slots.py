"""The slots of what happened with a customer: with whom, when, by what way, and what came of it."""

from nlp import forms as re
from nlp.entities import Item
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention
from nlp.reading import Clause
from nlp.rules import common
from nlp.rules.base import Context, Slots
from nlp.rules.logs import TOPIC
from nlp.rules.openings import SAID_OF, first_told, header_end, to_come, was_away
from nlp.strangers import DEPARTMENT, NO_NAME

_THIN = re.compile(
    r"^(?>了|过|完|一下子?|一会儿?|会儿|一趟|面|天|的|次|聊|谈|说|半?(?:个)?(?:小时|天)|[\d一二两三几半十]+"
    "(?:个)?(?:多)?(?:小时|分钟|钟头|次)|[一1]?[下会个]|吧|哈|他们?|她们?|那边|公司|家|客户|帮我"
    "|记录?一?下?)*$"
)

_SENT_TO = re.compile("[^,，。 ]{2,8}[发寄传](?:给|到|在)?")  # 资质发史磊邮箱了
# 送了两箱水果给刘主任: what was given stands before the one who got it, and is what there is to tell.
_GIVEN = re.compile(
    "(?:[我又还就也都已经今昨前天上下午刚才刚]*)((?:送|寄|带|发|捎|拿|快递|邮)[过去]?了[^,，。 ]{2,}?[给到])"
)

# 黎总没在 见的张华明: who was away was not the one met.
_AWAY = re.compile(
    r"(?:今天|昨天|人|又|正好|刚好|恰好|都|也|还|临时)*(?:不在|没在|出差|休假|请假|没见[着到]|没碰[着到])"
)

_INSTEAD = re.compile(
    r"(?:(?:见|找|碰|遇|聊|谈)(?:的|到|着|了)+(?:是)?|接待我?们?的是?|[跟和与])(?:他们?的?)?$"
)


def _away(clause: Clause) -> list[Mention]:
    """Those who were not there, where somebody else was met instead."""
    text, people = clause.reading.text, clause.named("person")
    gone = [m for m in people if _AWAY.match(text, m.end, clause.end)]
    met = any(_INSTEAD.search(text[clause.start : m.start]) for m in people if gone and m.start > gone[0].end)
    return gone if met else []


_BESIDE = re.compile("(?:[ 、,，和跟与及]|还有)*")

_ALL_OF_THEM = re.compile(r"(?:这|那)?(?:[两俩三仨四五六七八九]|几)[家个](?:客户)?[ ,，]*")


def _row(clause: Clause) -> list[Mention]:
    """The customers of the clause, with those beside them that have a frame of their own."""
    return [
        m
        for m in clause.reading.mentions
        if m.kind == "customer" and clause.start <= m.start and m.end <= clause.end
    ]


def _behind_row(clause: Clause, header: int) -> int:
    """跑了老山 百春三家 都是例行检查: what there was at each of them begins behind the last."""
    text, row = clause.reading.text, _row(clause)
    if len(row) < 2:
        return header
    end = next((m.end for m in row if m.end == header), None)
    if end is None:
        return header
    for mention in row:
        if mention.start >= end and _BESIDE.fullmatch(text, end, mention.start):
            end = mention.end
    behind = _ALL_OF_THEM.match(text, end, clause.end)
    return behind.end() if behind else end


_WITH = re.compile("(?:陪|带着?|叫上|拉上)$")  # the colleague was taken along
_MET = re.compile("(?:见(?:的是|[到了着过]+)|拜访[了过]?|碰[到见]了?|遇[到见]了?|[跟和与给找])$")
_TOGETHER = re.compile("一起|一块|一道|去|来|跑|拜访|走访|陪|俩|两个")
_TELLS = re.compile(
    "(?:那边|他们?|又|刚才?|也|今天|昨天)*(?:说|讲|问|反馈|嫌|觉得|同意|答应|打来?电话|打了电话|来电|来电话"
    "|回电|回我|发来)"
)


_WENT = re.compile(
    "(?:今天|昨天|前天|上午|下午|刚才?|刚刚|已经|也|又|早上|[上本这]周[一二三四五六日]?)*(?:去|跑|拜访|走访"
    "|上门|见了|联系了)"
)


_ALONG = re.compile("(?:他们?)?(?:俩|两个人?)?(?:一起|一块儿?|一道|一同)")


_BESIDE_ME = re.compile("我[和跟与同]$")
_AND = re.compile("[和跟与同]$")


# 黎院长夸了陆远: of whom it is told, not who was there.
_SPOKEN_OF = re.compile("(?:夸奖?|表扬|点名|感谢|谢谢|骂|投诉|埋怨|问起|提起|提到|认可)了?$")


_MARKED = re.compile(r"[ ,，。;；\n]")
_SAYS = re.compile("(?:那边|也|又|还|刚才?)*(?:说|讲|答应|估计|问|[下这本]?周|明|后天|[0-9])")


def _only_told_of(clause: Clause, colleague: Mention) -> bool:
    """郝院长催货 谭杰说最快18号: behind what somebody told, a colleague who says or will do something."""
    text = clause.reading.text
    named = [m.end for m in clause.mentions if m.kind in ("customer", "person") and m.end <= colleague.start]
    return (
        bool(named)
        and _MARKED.search(text, named[0], colleague.start) is not None
        and _SAYS.match(text, colleague.end, clause.end) is not None
    )


def _came_along(clause: Clause, m: Mention) -> bool:
    """陪小赵去了, 和小赵一起去了, 我和王磊去了: whoever tells it was there and it is theirs."""
    text = clause.reading.text
    if _WITH.search(text, clause.start, m.start) or _BESIDE_ME.search(text, clause.start, m.start):
        return True
    behind = _ALONG.match(text, m.end, clause.end) or _WENT.match(text, m.end, clause.end)
    return bool(behind and _AND.search(text, clause.start, m.start))


def _no_contacts(clause: Clause, slots: Slots) -> list[Mention]:
    """小王 of 小王今天拜访了蓝桥: who is called like a colleague and, at this customer, like nobody."""
    if not clause.named("customer"):
        return []
    return [
        m for m in clause.people("user") if m.of("contact") and not common.contact_names(clause, m, slots)
    ]


def _is_met(clause: Clause, person: Mention) -> bool:
    """见了老赵, 老赵打电话来: whom one met is no colleague, though one of them is called so too."""
    text = clause.reading.text
    if person.how == "exact" or clause.named("customer"):
        return False
    if _TELLS.match(text, person.end, clause.end):
        return True
    met = _MET.search(text, clause.start, person.start)
    return met is not None and not _TOGETHER.match(text, person.end, clause.end)


@TOPIC.fill("interaction.log")
def _log(clause: Clause, slots: Slots, context: Context) -> None:
    _company(clause, slots, context)
    ours = _no_contacts(clause, slots)
    went = [m for m in ours if _WENT.match(clause.reading.text, m.end, clause.end)]
    along = [m for m in ours if _ALONG.match(clause.reading.text, m.end, clause.end)]
    person = common.contact(clause, slots, context, skip=[*_away(clause), *went, *along])
    colleague = next(
        (
            m
            for m in clause.people("user")
            if not _came_along(clause, m)
            and not _SPOKEN_OF.search(clause.reading.text, clause.start, m.start)
            and not _only_told_of(clause, m)
            and (
                m in went
                or m is not person
                and not m.of("contact")
                or m.how == "exact"
                and m.of("user")
                and not m.of("contact")
            )
        ),
        None,
    )
    if colleague and "contact" not in slots.values and _is_met(clause, colleague):
        at = (colleague.start, colleague.end)
        slots.put("contact", clause.reading.words(at), at)
        colleague = None
    if (
        colleague
        and colleague.start <= clause.start + 12
        and "contact" in slots.values
        or colleague
        and colleague is not person
    ):
        common.user(colleague, clause, slots, "user")
    header = _behind_row(clause, header_end(clause))
    cue = _channel(clause, header) or _sent_by(clause)
    if cue:
        slots.put("channel", cue.value("channel"), (cue.start, cue.end))
    elif by := _SAID_BY.search(clause.text):
        slots.put("channel", _BY[by["by"]], (clause.start + by.start("by"), clause.start + by.end("by")))
    elif match := re.search(r"(?![进发开扩拓施延舒])[\u4e00-\u9fff]展(?:上|会|里|碰|遇|,|，| )", clause.text):
        slots.put("channel", "exhibition", (clause.start + match.start(), clause.start + match.end()))
    elif re.search("[发传寄](?:到|给|在)*(?:我|咱)们?的?(?:邮箱|邮件)", clause.text):
        slots.put("channel", "email")
    elif re.search(r"开(?:了|过|完)[^,，。 ]{1,6}?会(?![所员计议])", clause.text):
        slots.put("channel", "meeting")
    elif (
        re.search(
            "去了?一?趟|去过|去[他她]们(?:那边?|那儿|厂里?|车间|公司|工地|现场|[泵机]房|办公室|单位)|跑了?一?趟|道歉|当面|见的|出来见|从.{1,8}出来|[喝吃](?:了|过|完|个|顿|点|杯"
            "|两杯|了点|了个|了顿)*[大小]?(?:酒|饭|茶|咖啡|火锅|烧烤|宵夜|夜宵|早茶)|[整搓撮造](?:了|过|完|个|顿"
            "|点|两杯|几杯)+(?:酒|饭|烧烤|火锅|大餐)?|带我们?(?:去)?(?:看|转|参观|逛)了"
            "|喝了(?:点|两杯|几杯|不少|一场|一顿)|饭局|酒局|聚餐|应酬|(?:跑|走访|转|串|去)了?"
            r"(?:[一二两三四五六七八九十\d几]+[家个户]|一圈)|来(?:了)?(?:一趟)?(?:我们|咱们?)?(?:行里|店里"
            "|厂里|公司|门店|展厅|单位|办公室|网点|柜台|这儿|这边)",
            clause.text,
        )
        or any(
            clause.reading.text[p.start - 1 : p.start] in ("见", "访")
            and not any(m.end == p.start for m in clause.named("customer"))
            for p in clause.named("person")
        )
        or (
            "展" not in clause.text
            and any(
                re.search(
                    r"(?:(?:去|到|从|在)(?:了|过)?|[去跑]的|跑(?:了|完))$",
                    clause.reading.text[clause.start : m.start],
                )
                for m in _row(clause)
            )
        )
    ):
        slots.put("channel", "visit")
    when = _when(clause, header)
    if when:
        slots.put("time", when.past if when.past is not None else when.value, common.span(when))
    if given := _GIVEN.match(clause.reading.text, first_told(clause), header):
        header = given.start(1)
    elif person and _SENT_TO.fullmatch(clause.reading.text, first_told(clause), person.start):
        header = first_told(clause)
    words, span = common.rest(clause, start=header)
    if span and span[0] > header and clause.reading.text[span[0] - 1] == "要":  # 要10台: what they want
        span = (span[0] - 1, span[1])
        words = clause.reading.words(span)
    if words and not _THIN.match(words) and not _FORGOT.fullmatch(words):
        slots.put("content", words, span)


_FORGOT = re.compile(
    "(?:刚才|当时|我|都|又)*(?:忘了?(?:记|说|写|录|讲|跟你说)?|漏了?(?:记|说|写|录)?)了?[,， ]*"
)


def _company(clause: Clause, slots: Slots, context: Context) -> None:
    """The customer: known, by shape before 的 and a person, or carried."""
    if clause.named("customer"):
        common.customer(clause, slots, context)
        return
    person = next(iter(clause.named("person")), None)
    if (
        person
        and (
            match := re.search(
                "(?:拜访了?|访了?|见了?|去了?|在|跟|和|与|给|找|约了?|碰到了?|遇到了?|见到了?|请|陪|接待了?"
                r"|到)([\u4e00-\u9fffA-Za-z0-9]{2,14}?)(?:找[\u4e00-\u9fff]{2,6})?的$",
                clause.reading.text[clause.start : person.start],
            )
        )
        and not re.search("我们|他们|公司里|上次|昨天|今天", match[1])
        and not DEPARTMENT.match(match[1])
        and not NO_NAME.fullmatch(match[1])
    ):
        at = (clause.start + match.start(1), clause.start + match.end(1))
        slots.put("customer", clause.reading.words(at), at)
        return
    if match := re.search(
        r"(?:拜访了?|走访了?|去了?|到|见了?|跟|和|给)((?!的|到|着)[\u4e00-\u9fffA-Za-z0-9]{2,20}?"
        "(?:公司|集团|商场|超市|酒店|医院|学校|工厂|厂|科技|银行)(?!长))",
        clause.text,
    ):
        at = (clause.start + match.start(1), clause.start + match.end(1))
        slots.put("customer", clause.reading.words(at), at)
        return
    common.customer(
        clause,
        slots,
        context,
        carry=not person
        or not person.of("contact")
        or bool(context.customer)
        and not _met_elsewhere(clause, person, context),
    )


def _met_elsewhere(clause: Clause, person: Mention, context: Context) -> bool:
    """上午荆门一中…, 中午和骆主任吃饭: another meeting, with somebody known elsewhere."""
    return (
        context.last == "interaction.log"
        and clause.has("time")
        and clause.has("met", "channel")
        and not any(common.belongs(n, c) for n in person.of("contact") for c in context.customer)
    )


_NOT_ANSWERED = re.compile("[没不][接回]我?的?$")  # 不接电话: it was a call

_SENT = re.compile(
    r"[\u4e00-\u9fff]{2}(?:也|都|已经?|刚才?|先|上|里)*(?:发|回|传|转)给?[^,，。 ]{0,4}[了过]"
    "(?=$|[ ,，。!！])"
)


def _sent_by(clause: Clause) -> Cue | None:
    """要A级资质 邮件发他了: the way it was sent, told behind what he wants."""
    text = clause.reading.text
    return next(
        (
            c
            for c in clause.marked("channel")
            if c.value("channel") in ("email", "wechat", "sms")
            and text[c.start - 1 : c.start] in (" ", ",", "，")
            and _SENT.match(text, c.start, clause.end)
        ),
        None,
    )


# 对价格挺满意的 微信上说的: by what it came, told behind it.
_SAID_BY = re.compile(
    "[ ,，](?:刚才?|是|都是|就是)*(?P<by>微信|电话|邮件|短信)[里上中]?(?:说|讲|聊|谈|提|回)的$"
)
_BY = {"微信": "wechat", "电话": "call", "邮件": "email", "短信": "sms"}


def _channel(clause: Clause, header: int):  # type: ignore[no-untyped-def]
    """The channel word of the report's first part; a plain visit gives way to 电话 and 微信."""
    cues = [c for c in clause.marked("channel") if c.start < header and not was_away(clause, c)]
    if not cues:
        first = clause.first("channel")
        tried = first and _NOT_ANSWERED.search(clause.reading.text, clause.start, first.start)
        return first if first and (first.value("met") or tried) else None
    special = [c for c in cues if c.value("channel") != "visit"]
    return special[0] if special else cues[0]


def _when(clause: Clause, header: int) -> Item | None:
    times = [
        i
        for i in clause.of_kind("time")
        if i.start < header
        and not to_come(i)
        and not SAID_OF.search(clause.reading.text, clause.start, i.start)
        and not clause.reading.text.startswith("的", i.end)
        and not (
            i.time is not None
            and i.time.grain in _LONG
            and re.search(
                r"(?:说|讲|表示|反馈|问|提到?|觉得|希望|要求|发来了?|要了?)$",
                clause.reading.text[clause.start : i.start],
            )
        )
    ]
    past = [i for i in times if "past" in i.tenses]
    return next(iter(past or times), None)


# 他说今年没预算: no time of the report.
_LONG = frozenset({"week", "month", "quarter", "half", "year", "span", "third"})


@TOPIC.fill("interaction.list")
def _history(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, carry=bool(re.search("[他它她](?:家|们)?", clause.text)))
    person = common.user_mention(clause)
    if person and not (person.of("contact") and clause.named("customer")):
        common.user(person, clause, slots, "user")
    elif clause.has("scope=me") and re.search("我的|我(?:上|这|今|最|昨)", clause.text):
        slots.put("user", "me")
    if times := clause.of_kind("time"):
        slots.put("range", times[0].period(past=True), common.span(times[0]))
