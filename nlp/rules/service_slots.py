"""The slots of tickets and devices: which case, what is wrong, who goes, how it ended."""

from nlp import forms as re
from nlp import patterns
from nlp.reading import Clause, Span, outside
from nlp.rules import breakdowns, cases, common
from nlp.rules.base import Context, Slots
from nlp.rules.service import SENDS_STRANGER, TO_STRANGER, TOPIC, codes, handed_to


def _type(clause: Clause) -> str | None:
    found = [v for c in clause.cues for k, v in c.marks if k == "type"]
    words = outside(clause, clause.named("product"))  # 灌装机卡瓶: nothing is to be installed
    for kind, sign in (
        ("complaint", "投诉|客诉|投拆|抱怨|不满意?(?!足)"),
        ("consult", "咨询|资询"),
        ("install", "安装(?:工单|单|一下|需求)|装机|(?:要|需要|申请|约|上门)安装|按装"),
        ("repair", "报修|维修"),
    ):
        if re.search(sign, words):
            return kind
    if found:
        return found[0]
    return next((kind for kind, sign in _TYPE_SIGNS if re.search(sign, words)), None)


# By what it is about, where no word of the trade says it.
_TYPE_SIGNS = (
    ("complaint", "不满|退货|差评|骂|发错|少发|漏发|货不对|说法|赔|发火|过敏|太差"),
    ("consult", "怎么|能不能|能否|可不可以|如何|是否|可以.{1,8}吗|问"),
    ("install", "安装|上门装|装(?:机|上|好|一?下)|调试"),
    (
        "repair",
        "坏|漏|不[\u4e00-\u9fff]|没(?:反应|声|电|信号|显示)|失灵|故障|异常|报警|卡|断|裂|响|黑屏|死机"
        "|炸|冒(?!险|昧|充)|烧|闪|抖|烫|堵|松动|生锈|熄火|跳|老是|老爱|罢工|趴窝",
    ),
)

# 报修 派阿杰 很急: said of the case, behind whom it is given to.
_URGENT_BEHIND = re.compile(
    "[ ,，。]*(?:(?:指?派|转|交|分|安排|让|叫|给|由)[^,，。 ]{1,8}[ ,，]+){1,2}"
    "(?P<how>(?:很|挺|特别?|比较|非常|蛮|超|加|紧)急)(?:的|件)?(?=$|[ ,，。!！])"
)


_STOPPED = re.compile("不[\u4e00-\u9fff]{1,2}了")  # 牙椅不升了


@TOPIC.fill("ticket.create")
def _create(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    common.contact(clause, slots, context)
    broken = breakdowns.gave_up(clause) or breakdowns.WANTED_OF_US.search(clause.text)
    kind = _type(clause) or ("repair" if broken else None)
    slots.put("type", kind)
    products = clause.named("product")
    if products:
        slots.mention("product", products[0], clause, "product")
    if cue := clause.first("urgent"):
        if not clause.has("not_urgent"):
            slots.put("priority", "high", (cue.start, cue.end))
    elif match := re.search("(?:快|赶紧|马上|抓紧)(?:派|来|叫|安排)个?(?:人|师傅)|等着用", clause.text):
        slots.put("priority", "high", (clause.start + match.start(), clause.start + match.end()))
    elif re.search(r"[ ,，](?:普通|一般)(?:件|级别)?\s*$", clause.text):
        slots.put("priority", "normal")
    elif match := re.search(r"优先级?(高|低|普通)|(高|低)优先", clause.text):
        slots.put("priority", {"高": "high", "低": "low", "普通": "normal"}[match[1] or match[2]])
    elif match := _URGENT_BEHIND.match(clause.reading.text, clause.end):
        slots.put("priority", "high", match.span("how"))
    if clause.has("not_urgent"):
        slots.put("priority", "low")
    words, span = cases.content(clause, kind)
    slots.put("content", words, span)
    if (
        "content" not in slots.values
        and "product" not in slots.values
        and context.last == "interaction.log"
        and context.said
    ):
        # 张总打电话说冷柜不制冷, 开个维修单: what he said is what the case is about.
        if context.product:
            slots.name("product", context.product, (clause.start, clause.start))
        told = [
            v for c in clause.reading.cues if c.end <= clause.start for k, v in c.marks if k == "type" and v
        ]
        if kind is None:
            faulty = "fault" in patterns.features(context.said, frozenset(context.said))
            slots.put(
                "type",
                told[-1]
                if told
                else "repair"
                if faulty or _STOPPED.search(context.said) or breakdowns.FAULT.search(context.said)
                else "",
            )
        words = re.sub(r"^(?:我|来)?(?:话)?[ ,，]*(?:说是?|反映|反馈)[:：,， ]*", "", context.said)
        if re.search(
            r"(?:^|[,，。 ])(?:挺|很|比较|加|特|他?们?很?着)?急(?:的|死了)?(?:[,，。 ]|$)",
            clause.reading.text[: clause.start],
        ):
            slots.put("priority", "high")
            words = re.sub(r"[,，。 ]*(?:挺|很|比较|加|特|他?们?很?着)?急(?:的|死了)?$", "", words)
        earlier = [m for m in clause.reading.mentions if m.kind == "product" and m.end <= clause.start]
        if earlier and len(words) > 4:
            words = (
                cases.without_product(
                    words, clause.reading.words((earlier[-1].start, earlier[-1].end)), False
                )
                or words
            )
        slots.put("content", words)


@TOPIC.fill("ticket.assign", "ticket.update", "ticket.close", "ticket.dispatch")
def _existing(clause: Clause, slots: Slots, context: Context) -> None:
    ids = codes(clause)
    companies = clause.named("customer")
    if companies and cases.is_fault(clause, companies[0]):
        clause = cases.without(clause, companies[0])
    if clause.named("customer") or not ids:
        common.customer(clause, slots, context)
    if ids:
        slots.put(
            "ref",
            clause.reading.words((ids[0].start, ids[0].end)) if ids[0].kind == "number" else ids[0].value,
            common.span(ids[0]),
        )
    intent = context.intent
    if intent == "ticket.assign":
        people = clause.people("user")
        common.user(handed_to(clause) or (people[-1] if people else None), clause, slots, "user")
        if not people and (stranger := TO_STRANGER.search(clause.text) or SENDS_STRANGER.search(clause.text)):
            at = (clause.start + stranger.start("who"), clause.start + stranger.end("who"))
            slots.put("user", clause.reading.words(at), at)
    if intent == "ticket.close":
        _close(clause, slots)
    if intent == "ticket.update":
        _news(clause, slots)
    if not ids:
        _pointing(clause, slots)


# 东湖中学那个球机的 修好了: the words between 那个 and what is told of it; 海康那个解决了 has none.
_MENDED = "(?:都|已经|也|终于|总算)?(?:解决|修好|处理好|处理完)了"

_THAT_OF = re.compile(
    f"(?:的)?[那这](?:个|台|张|部)(?:(?!{_MENDED}|问题|毛病|故障)(?P<w>[^,，。 那这]{{2,10}}?)"
    f"|(?:问题|毛病|故障)?)的?(?=[ ,，]|{_MENDED})"
)


def _that_of_theirs(clause: Clause) -> re.Match[str] | None:
    """The case pointed at right behind a customer's name, where no noun for a case is said."""
    heads = clause.named("customer")
    if not heads or cases.pointer(clause):
        return None
    return _THAT_OF.match(clause.reading.text, heads[0].end, clause.end)


# 那个漏水的 派给王磊
_OF_THAT = re.compile(
    "[把将]?(?:[那这][个台张]?)?(?P<w>[^,，。 那这第把将]{2,10})的(?=[ ,，]*(?:派|转|交|指派|分)给)"
)


def _pointing(clause: Clause, slots: Slots) -> None:
    """第3个, or the words before 那个工单."""
    if match := re.search(r"第\s*[0-9一二三四五六七八九十]+\s*[个条张]", clause.text):
        at = (clause.start + match.start(), clause.start + match.end())
        slots.put("ref", clause.reading.words(at), at)
    elif found := cases.pointer(clause):
        slots.put("ref", found.words, found.span)
    elif (that := _that_of_theirs(clause)) and that["w"]:
        slots.put("ref", clause.reading.words(that.span("w")), that.span("w"))
    goods = clause.named("product")
    if (
        "ref" not in slots.values
        and goods
        and re.search("[^,，。 ]的$", clause.reading.text[clause.start : goods[0].start])
    ):
        # 黑屏的监护仪 谁近派谁
        slots.put("ref", *common.rest(clause, *map(common.span, clause.named("customer")), end=goods[0].end))
    if "ref" not in slots.values and (of := _OF_THAT.match(clause.text)):
        at = (clause.start + of.start("w"), clause.start + of.end("w"))
        slots.put("ref", clause.reading.words(at), at)
    if "ref" not in slots.values and (
        told := re.match(
            "[^,，。 ]{2,14}?(?=那[张个](?:[ ,，让派叫转交]|案子)|(?:那[个台张]|的)(?:已经|都|全|也|刚)*"
            "(?:弄|修|换|处理|装|解决|搞)[好完定掉])",
            clause.text,
        )
    ):
        start = max(
            [
                clause.start,
                *(
                    m.end
                    for m in clause.mentions
                    if m.kind in ("customer", "person") and m.end < clause.start + told.end()
                ),
            ]
        )
        words = clause.reading.words((start, clause.start + told.end())).strip(common.PUNCTUATION + "的")
        slots.put("ref", words if len(words) > 1 else "", (start, clause.start + told.end()))


_SCORE = re.compile(
    r"(?:(?:客户|人家|对方|[\u4e00-\u9fff]{1,2}(?:总|经理|主任|店长|老师|工|姐|哥|部长|主管))?(?:打了?|给打?的?了?"
    r"|评了?|满意度|评价|评分|得了?|客户)(?:是|为|打|评|给|的|了|满分)*[:： ]?\s*(?P<a>[1-5一二两三四五])"
    "(?:分|星|颗星)?(?:好评)?|(?:满分)?(?P<b>[1-5一二三四五])(?:分|颗?星)(?:好评)?"
    "|(?:客户)?(?:给|评|打)?了?个?满分)"
)

_CLOSING = re.compile(
    "(?:把|将)?(?:可以|能|给)?(?:关闭|关掉|关了|关单|关下|结单|结掉|结一?下|完结|办结|销单|结束|结了|了结|已解决"
    "|解决了|已处理|处理好了|处理完了|整完了|弄完了|完工了?|搞定了?|关)(?:了|掉|吧"
    "|哈)*(?=[,，。;；:： ]|$|客户"
    "|人家|对方|满意|评|打|给|关)|回复好了|(?:处理)?结果(?:是|[:：])|(?:满意度|评分|评价|客户)(?=[,，。 ]|$)"
    r"|^\s*(?:把|将|号|可以)"
)

# 换了灯珠 客户挺满意 打五分: what is said twice, and has a slot of its own.
_PLEASED = re.compile(
    "(?<=.)[,， ]+(?:客户|对方|他们?|她们?|那边)?(?:那边)?(?:说|表示)?(?:很|挺|非常|特别|比较|还算|蛮|相当"
    "|都)*满意$"
)


_BEFORE_IT = re.compile("(?P<w>[^,，。 ]{2,20}?(?:[好完]了?|了))[ ,，]*(?:工单|单子?)(?:编?号)?")


_DONE_FIRST = re.compile(
    "(?P<w>[^,，。 ]{2,20}?(?:[好完掉通]了|换了|正常了)[^,，。 ]{0,8}?)(?:那个|这个)?(?:工单|单子)"
    "(?:也|就|可以|能|给|先|帮我)*(?:关|结|销)"
)
# GD0123完成, 客户很满意; 关单, 完成了: that it is done is no result.
_ONLY_DONE = re.compile(
    "^(?:已经|已|都|算)?(?:(?:好了|完事了?|结案|完成了?|结束了?)(?:[ ,，]+|$)"
    "|(?:搞定了?|处理(?:完成?|好)了?|解决了?|弄好了?|做完了)[ ,，]+(?=..))"
)


_ONLY_POINTS = re.compile(
    "^[^ ,，]{1,14}?那[个台张]的?(?=$|(?:都|已经|也|终于|总算)?[修弄换处解搞])"
)  # 黑屏那个处理好了: which one is no result


def _close(clause: Clause, slots: Slots) -> None:
    """How it ended and what the customer thinks of it."""
    text, base = clause.text, clause.start
    drop: list[Span | None] = []
    for score in _SCORE.finditer(text):
        digit = score["a"] or score["b"] or "5"
        if digit == "两" or score["a"] and re.match(r"[\d万千百块元台个套次]", text[score.end() :]):
            continue
        slots.put("satisfaction", int(digit) if digit.isdigit() else "一二三四五".index(digit) + 1)
        before = clause.people("contact") or clause.named("person")
        start = next((m.start for m in before if m.end == base + score.start()), base + score.start())
        drop.append((start, base + score.end()))
        break
    found = cases.pointer(clause)
    ids = codes(clause)
    that = _that_of_theirs(clause)
    begin = (
        ids[0].end
        if ids
        else found.end
        if found
        else that.end()
        if that
        else cases.told_of_sheet(clause) or base
    )
    drop += [common.span(m) for m in clause.named("customer")] + [common.span(i) for i in ids]
    drop += [(base + m.start(), base + m.end()) for m in _CLOSING.finditer(text)]
    words, span = common.rest(clause, *drop, start=begin)
    words = re.sub(
        "^(?:工单|单子|已经|已|的|号|可以|把|了|给|都|说|[关结销](?:了|掉)吧?|[,，:： ])+"
        "|(?:[,， ](?:客户|给|打|可以|把|了|吧|的|说)*)+$",
        "",
        words,
    ).strip(common.PUNCTUATION)
    words = _ONLY_POINTS.sub("", _ONLY_DONE.sub("", words))
    if "satisfaction" in slots.values:
        words = _PLEASED.sub("", words)
    if not words and ids and (told := _BEFORE_IT.match(text, 0, ids[0].start - base)):
        # 门机换好了 工单三零二七可以结了: what was done stands before it
        heads = [m.end for m in clause.named("customer") if m.end <= base + told.end("w")]
        words, span = common.rest(clause, start=max([base, *heads]), end=base + told.end("w"))
    if told := _DONE_FIRST.match(text):
        # 那个泵修好了工单关掉: what was done stands before the order
        heads = [m.end for m in clause.named("customer") if m.end <= base + told.end("w")]
        words, span = common.rest(clause, start=max([base, *heads]), end=base + told.end("w"))
    if len(words) >= 2:
        slots.put("result", re.sub(r"^结案[ ,，]+|[ ,，]+结案$", "", words), span)


_INTO = re.compile(
    r"[,， ]*(?:帮我|请|把这个)?(?:更新|补充|写|记|加|备注|录)(?:一下|下)?(?:到|进|在|进去)[^,，。]*$"
)

_NEWS = re.compile(
    r"^[\s,，:：号的]*(?:那个|这个)?(?:工单|单子)?[\s,，:：]*(?:帮我|请)?(?:有(?:新)?进展了?|更新|进展|进度"
    "|状态|备注|补充|跟进)*(?:一下|下|内容)?(?:改成|改为|写|加|补|记|为|是|说是?)?"
    "(?:(?:一?句话?|一?条|[个条]?备注|[个条]说明)(?=[:：,， ]))?[:：,， ]*"
)


# 等配件, 先更新一下: the order behind the news.
_ORDER_BEHIND = re.compile(
    "(?<=..)[,， ]+(?:你|先|再|给我|帮我|帮忙|麻烦)*(?:更新|记|备注|补充?)(?:一?[下笔个条])?[吧哈]?$"
)


def _news(clause: Clause, slots: Slots) -> None:
    """What is new: behind the pointer, or before it where it is to be written into the case."""
    ids, found = codes(clause), cases.pointer(clause)
    begin = ids[-1].end if ids else found.end if found else cases.told_of_sheet(clause) or clause.start
    text = clause.reading.text
    into = _INTO.search(text[clause.start : clause.end])
    if into and into.start() > 3:
        slots.put("content", *common.rest(clause, end=clause.start + into.start()))
        where = Clause.of(clause.reading, clause.start + into.start(), clause.end)
        if not ids and (target := cases.pointer(where)):
            slots.put("ref", re.sub("^.*(?:到|进|在)", "", target.words), target.span)
        return
    head = _NEWS.match(text[begin : clause.end])
    words, span = common.rest(clause, start=begin + (head.end() if head else 0))
    slots.put("content", _ORDER_BEHIND.sub("", words), span)


@TOPIC.fill("ticket.list")
def _list(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, carry=common.says_they(clause))
    if match := re.search(r"(?:没有?|未)(?:关|结|解决|处理|修|搞定|弄完|办)", clause.text):
        slots.put("status", "open", (clause.start + match.start(), clause.start + match.end()))
    elif (cue := clause.first("ticket_status")) and clause.reading.text[cue.start - 1 : cue.start] != "谁":
        slots.put("status", cue.value("ticket_status"), (cue.start, cue.end))
    person = common.user_mention(clause)
    if person:
        common.user(person, clause, slots, "user")
    elif clause.has("scope=me") and re.search(
        r"我(?:的|名下|手里|手上|负责|这|有|还|今|本|上|昨|处理|最近)|派给我", clause.text
    ):
        slots.put("user", "me")
    if times := clause.of_kind("time"):
        slots.put("range", times[0].period(past=True), common.span(times[0]))


@TOPIC.fill("device.show")
def _device(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    products = clause.named("product")
    if products:
        slots.mention("product", products[0], clause, "product")
