"""What a service case is called and what is wrong: the pointing words and the content of a 工单."""

from typing import NamedTuple

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause, Span
from nlp.rules import common

_TYPED = r"投诉|报修|客诉|维修|安装|咨询|售后|服务|派工|装机"
NOUN = (
    f"(?:{_TYPED})?(?:工单|公单|单子|(?<![关结销开闭下办订])单(?![价位据号独纯一])|ticket|case)|投诉|报修"
    "|客诉"
)
_POINTER = re.compile(
    rf"(?P<a>(?:的|手里|手上)?(?:那|这)(?:一)?(?:个|张|条|份|起|笔)?)(?P<mid>[\u4e00-\u9fffa-z0-9]{{0,10}}?)"
    f"(?P<n>{NOUN})"
    rf"|(?P<b>的|手里|手上|)(?P<m>{NOUN})"
)
# 叉车那张 …, 渗油的投诉 …, 着火那个案子 …: what stands behind is told of the case.
_SHEET = re.compile(
    r"\s*(?P<w>[^,，。;；!！?？ ]{2,16}?)(?:那张单?子?|那个?(?:投诉|报修)|的(?:投诉|报修|报障|客诉|单子"
    "|工单)(?:的?进展)?|(?:投诉|报修|报障|工单)的进展|那个案子)(?:[ ,，]+|(?=[给让派转交]))(?P<after>.{2,})"
)
_NO_SHEET = re.compile(
    "发票|合同|报价|图纸|照片|名片|订单|收据|支票|最近|上个?[月周]|本[月周]|这个?[月周]|今天|昨天|所有|全部"
    "|没|有|几|谁|客户$|我$"
)
_NEWS = re.compile(r"了|过|到|还|已|到货|路上|在等|等着|说|承认|嫌|要求|[给让派转交跟]")


def told_of_sheet(clause: Clause) -> int | None:
    """Where that begins which happened in the case that is pointed at."""
    found = _SHEET.match(clause.text)
    told = (
        found is not None
        and _NO_SHEET.search(found["w"]) is None
        and _NEWS.search(found["after"]) is not None
        and re.search("统计|多少|列|查|看看|导出|怎么样|啥情况", found["after"]) is None
    )
    return clause.start + found.start("after") if told and found else None


_BIDDING = re.compile("^(?:就|你|先|再)*(?:把|将)?")  # 那就把单子关了
_LEAD = re.compile(
    "^(?:把|将|给|帮我|麻烦|请|关闭|关掉|关单|关|派|结束|完结|结掉|更新|更新下|补充|安排|那个|这个|那|这|的"
    "|刚才|刚刚|上次|昨天|今天|手里|手上|还有|另外|然后|让|去|,|，|:|：| )+"
)


class Pointer(NamedTuple):
    """The words that point at a case (换砖 in 秦岭换砖那个工单) and where the pointing begins and ends."""

    words: str
    span: Span | None
    start: int
    end: int


_FAULTY = re.compile("[漏渗拉卡断裂坏堵响抖烧跳烂掉歪锈松滴冒冻泄压爆花黑死停]|不|慢|错|丢|少")


def is_fault(clause: Clause, mention: Mention) -> bool:
    """渗油的投诉, 拉缸的单子: what is wrong only looks like a company nobody has recorded."""
    return (
        not mention.names
        and mention.end - mention.start <= 3
        and _FAULTY.search(clause.reading.text[mention.start : mention.end]) is not None
    )


def without(clause: Clause, mention: Mention) -> Clause:
    """The same clause, where this mention is none."""
    found = Clause.of(clause.reading, clause.start, clause.end)
    found.mentions = [m for m in found.mentions if m != mention]
    found.carried = clause.carried
    return found


def pointer(clause: Clause) -> Pointer | None:
    """The first noun for a case that points at one, with the words before it that say which."""
    text, base = clause.text, clause.start
    names = [(m.start - base, m.end - base) for m in clause.mentions if m.kind in ("customer", "person")]
    place = 0
    while match := _POINTER.search(text, place):
        over = [b for a, b in names if a < match.end() and match.start() < b]
        place = max(over) if over else match.end()
        if over:
            continue
        noun = match["n"] or match["m"]
        deixis = match["a"] or match["b"]
        if (
            not deixis
            and noun not in ("工单", "公单")
            and not noun.endswith(("工单", "单子"))
            and not re.fullmatch(rf"(?:{_TYPED})单", noun)
        ):
            continue
        typed = re.match(_TYPED, noun)
        own = (
            _BIDDING.sub(
                "", clause.reading.words((base + match.start("mid"), base + match.end("mid")))
            ).rstrip("的")
            if match["a"]
            else ""
        )
        at: Span | None = (base + match.start("mid"), base + match.end("mid")) if own else None
        if not own:
            own, at = _before(clause, base + match.start())
        if not own and typed:
            own, at = typed[0], (base + match.end() - len(noun), base + match.end())
        return Pointer(own, at, base + match.start(), base + match.end())
    return None


_TO_WRITE = re.compile("(?:先|再|帮我|给我)*(?:登记|[记开建录补])(?:一?[个张条下])?")  # 记个工单


def _before(clause: Clause, end: int) -> tuple[str, Span | None]:
    """The words between the customer (or the last mark) and the pointer."""
    text = clause.reading.text
    stop = max((text.rfind(mark, clause.start, end) for mark in ",，。:：;；!！ "), default=-1) + 1
    start = max(
        [clause.start, stop]
        + [m.end for m in clause.mentions if m.kind in ("customer", "person") and m.end <= end]
    )
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    if told := re.search(r"(?:修|处理|换|弄|搞)?(?:好|完)?了|客户|打了", text[start:end]):
        end = start + told.start() if told.start() >= 2 else end
    words = clause.reading.words((start, end)).strip(common.PUNCTUATION + "的")
    return (words, (start, end)) if len(words) >= 2 and not _TO_WRITE.fullmatch(words) else ("", None)


_LABELLED = re.compile(
    "(?:(?:内容|问题|故障|现象|描述|情况)(?:写|是|为|就写|[:：])+|(?:^|[,，。 ])(?:内容|问题描述|故障描述"
    r"|故障现象))[,， ]*(?P<v>[^;；\n]+?)(?=[,，。 ]*(?:优先级|紧急|加急|派给|产品[是:：]|$))"
)
_ORDER = re.compile(
    "(?:帮我|帮忙|麻烦|给我|你给我|请|这个你|先)?(?:再)?(?:开|建|录|新增|新建|加|登记?|创建|提交?|记|报|来"
    "|补|写|起|挂|走|弄|生成|发起)(?:立|入)?(?:一下|下|个|一个|一张|张|条|一条|上)?(?:客户)?(?:新的?)?"
    "(?:紧急|加急)?(?:投诉|报修|保修|维修|安装|咨询|售后|服务|派工|装机|客诉)?(?:的|类型?的?)?(?:工单|公单"
    "|ticket|case|单子|单|投诉|报修|咨询|安装|维修|修)?(?:一下|下|吧|上)?(?=[,，。:：;； ]|$|给|是|产品|内容"
    "|加急|急|优先|紧急|派)[:：是]?|(?:登记|记录|记|录|报修|投诉)(?:一下|下(?![午周个月次单])|一个"
    "|上(?![次回个周月午门海]))|建单|开单|报个修|(?:类型|优先级)(?:是|为|[:：])?(?:维修|投诉|咨询|安装|报修"
    "|高|低|紧急)|(?:产品|型号|设备)(?:是|为|[:：])|(?:客户|联系人|报修人|对接人)(?:是|为|[:：]|$|[,， ])"
    "|联系人(?=.{2,6}$)"
)
# 雍科长报的修, 鲍院长让开个保修工单: who had it written.
_REPORTS = re.compile(
    "(?:那边|那里)?(?:报的?修?的?(?=[,，。 !！]|$)|(?:让|叫|喊|催|要求?)(?:我们?|咱们?)?"
    "(?=(?:帮忙|赶紧)?[开建报登记录提])"
    # 阳总让赶紧派人
    "|(?:让|叫|要求?|催)(?:我们?|咱们?)?(?:赶紧|尽快|马上|抓紧|快点?|立刻)(?:派|安排|来|叫|喊)?个?(?:人|师傅)?"
    "(?:来|去|过去|过来)?(?:看看?|修|处理)?(?=$|[ ,，。!！]))"
)
_HEAD = re.compile(
    "^(?>(?:那个|就是|那个就是)(?=[\u4e00-\u9fff]{3})|说[是了]?|反映|反馈"
    "|(?:刚才?|今天|上午|下午|又)*(?:打电话过?来?|打过?来电话|来电话?)(?:说是?|反映|反馈)?"
    "|微信(?:上)?说|给|那边|那里|这边|的|他们?|她们?|客户|用户|帮|把(?![手柄杆])|一下|要求(?=安装)|一个|因为|是|我们"
    r"|投诉|报修|报障|咨询|complain|[,，:： ])+(?=[\u4e00-\u9fffa-z0-9])"
)
_TAIL = re.compile(
    "(?:[,，。 ]*(?:赶紧|尽快|马上|抓紧|请)?(?:给)?(?:处理|派人(?:来|去|过去)?修?|来人))(?:一下|下)?$"
    "|[,，。;； ]+(?:普通|一般)(?:件|级别)?$|(?:[,，。;； ](?:给(?:[他她]们?|客户|我们?)?|帮|的|吧"
    "|登记|一下|下|说|请|麻烦)*)+$"
    "|(?:登记|并|然后|,|帮我|请)+$|[ ,，]+(?:还|也|他们?|客户)?(?:说|想)?[要想得]$"
    "|[让要叫催请求](?:我们?|咱们?)$"
)
_SAID = frozenset(
    "报修 投诉 咨询 投拆 投述 头诉 资询 工单 报修单 投诉单 咨询单 咨询工单 安装工单 维修工单 报修工单 "
    "投诉工单 安装单 维修单 报障 complain 装机单".split()
)
_OFFICE = re.compile("的?[\u4e00-\u9fff]{1,4}(?:[科部处室]|中心|车间|仓库)的?")  # 附二院病理科陆主任
_BROKEN_ONLY = re.compile(r"^(?:又|也|都)?(?:坏掉?|出故障|有故障|故障|有问题)(?:了)?[,， 。]+(?=.{2})")


# 牙椅不升了, 让尽快修: what is wrong was told before.
_WANTS_ONLY = re.compile(
    "(?:让|叫|要求?|催)(?:我们?|咱们?)?(?:去|来|给)?(?:修|处理|看看?|弄|解决|维修)(?:一?下|好)?"
)


_PRESSES = re.compile(
    "(?:那边|也|都|现在|很|挺|非常|特别|真的?|已经|,|，| )*(?:着?急|火急|催)"
    "(?:得很|得跳(?:脚|起来)?|得不行|得要命|死了|坏了|疯了|的|着|了|呢)*"
    "(?=$|[ ,，。!！])"
)


def content(clause: Clause, kind: str | None) -> tuple[str, Span | None]:
    """What is wrong or wanted: the words left when who, the order and the urgency are taken away."""
    if match := _LABELLED.search(clause.text):
        at = (clause.start + match.start("v"), clause.start + match.end("v"))
        return clause.reading.words(at).strip(common.PUNCTUATION), at
    products = clause.named("product")
    first = products[0] if products else None
    drop: list[Span | None] = [common.span(m) for m in clause.named("customer")]
    people = clause.named("person")
    labelled = [
        m
        for m in people
        if re.search(
            r"(?:联系人|报修人|对接人|客户)(?:是|为|:|：)?$", clause.reading.text[clause.start : m.start]
        )
    ]
    drop += [common.span(m) for m in labelled]
    if people and not _inside(clause, people[0].start, first.end if first else None):
        begins = next(
            (
                m.end
                for m in clause.named("customer")
                if _OFFICE.fullmatch(clause.reading.text, m.end, people[0].start)
            ),
            people[0].start,
        )
        drop.append((begins, people[0].end))
    drop += [
        (m.start, pressed.end())
        for m in people
        if (pressed := _PRESSES.match(clause.reading.text, m.end, clause.end)) is not None
    ]  # 点胶机坏了 钟经理急得很
    drop += [
        (m.start, said.end())
        for m in people
        if (said := _REPORTS.match(clause.reading.text, m.end, clause.end)) is not None
    ]
    drop += [
        (clause.start + m.start(), clause.start + m.end())
        for m in _ORDER.finditer(clause.text)
        if m.end() - m.start() > 1
    ]
    for cue in clause.cues:
        marks = {name for name, _ in cue.marks}
        if (
            marks & {"urgent", "not_urgent"}
            or cue.word in _SAID
            or cue.word == "安装"
            and (len(clause.text) < 16 or kind == "install")
        ):
            drop.append((cue.start, cue.end))
    drop += [common.span(i) for i in clause.of_kind("phone")]
    drop += [(i.start, i.end) for i in clause.of_kind("time") if i.start <= clause.start + 2]
    words, span = common.rest(clause, *drop)
    words = _TAIL.sub("", _TAIL.sub("", _HEAD.sub("", words))).strip(common.PUNCTUATION)
    if first and span:
        told = bool(
            re.search(r"(?:投诉|complain|客诉|抱怨)$", clause.reading.text[clause.start : first.start])
        )
        words = without_product(words, clause.reading.words((first.start, first.end)), told)
    words = _BROKEN_ONLY.sub("", words)
    words = "" if _WANTS_ONLY.fullmatch(words) else words
    words = re.sub(r"[,， ]*(?:先不|先别)$|(?<=[,， ])[,， ]+", "", words)
    return (words if len(words) > 1 else ""), span


def without_product(words: str, said: str, told: bool) -> str:
    """The product has a slot of its own: nothing is said where only it is left, and a fault needs no subject.

    `told`: the product follows 投诉 at once and is part of what was complained of.
    """
    if not re.sub(r"[\W_的]|一下|那边|设备", "", words.replace(said, "")):
        return ""
    if not told and words.startswith(said):
        tail = _HEAD.sub("", words[len(said) :].strip(common.PUNCTUATION + "的"))
        return tail if len(tail) >= 2 else words
    return words


def _inside(clause: Clause, at: int, after: int | None) -> bool:
    """A person who stands in the middle of what is said (史蕾要求换货) belongs to it."""
    return after is not None and at > after and bool(re.search(r"[,，。 ]", clause.reading.text[after:at]))
