"""The name of a company that is entered: 新增客户 星辰科技, 认识了个做充电桩的 叫绿能科技."""

from nlp import forms as re
from nlp.reading import Clause, Span
from nlp.rules import common
from zh import names as zh_names

_OPENER = re.compile(
    "^.*?(?:新建|新增|新加|新添|添加|增加|录入|创建|建立|登记|录|加|建|添|存|报备|补录|开|来|有|记|介绍|推荐"
    "|引荐|转|推|分)(?:了|一下|下|来)?(?:给)?(?:我们?)?(?:个|一个|一家|家|一条)?(?:新|的)*(?:客户"
    "|公司|线索|企业|客戶|商户|(?:诊所|医院|学校|机构|工厂|门店|单位)(?= ))(?:了|公司)?"
    r"|^.*?新(?:客户|公司|线索)(?:来了|了)?"
    r"|^\s*(?:客户|公司)(?:档案|信息|资料)?(?:新建|新增|新录|录入|登记|建档|添加|创建)(?=[ :：,，])"
    r"|^\s*(?:帮我|麻烦|请)?(?:建|立)个?档(?:一?下)?(?=[ :：,，])"
    r"|^\s*(?:帮我|麻烦)?(?:新增|新加|新建|新添|新开|新录|录入?|加|建|登记|有|新?接触|新开发|新谈)(?:了|到)?"
    "(?:个|一家|家|一个)?(?=叫|[ :：,，])"
    r"|^\s*(?:然后|另外|对了|哦)?(?:还|再|又|另外)(?:有|加|来|录|建|登记)了?一?[个家](?:新的)?[ ,，]*"
    r"(?=叫|[\u4e00-\u9fff])"
)
_COLON = re.compile(
    r"[^:：,，。 ]{0,8}(?:新增|录|建|加|添|登记|新开|新客|新店)[^:：,，。 ]{0,6}[:：]|新(?:店)?客户?(?= )"
)
_LEAD = re.compile(
    "^(?:[ :：,，、]|叫做?|名字是|名字叫|名称叫?|名称是|名为|是|一下|公司名|公司名称|客户名称|客户|全称"
    "|一个|家|吧)+"
)
_NAME_STOPS = re.compile(
    # 新客户Star Bakery, 联系人Lily: of several words; but ABC kevin 138… is a firm and somebody.
    r"[,，。;；!！?？\n:：]|(?<![a-z])\s+(?=\S)"
    r"|(?<=[a-z])\s+(?![a-z&][a-z &.]*(?:[\u4e00-\u9fff]|$|[,，。;；] ?(?![电手微\d])))(?=\S)"
    r"|的?(?:联系人|对接人|联系|负责人是|电话|手机|行业|地址|来源|级别|等级"
    r"|职务|邮箱|微信|标签|备注|区域|地区|大区)|(?<=[团司厂店院所])(?=[\u4e00-\u9fff]{2,4}行业)"
    "|(?<=[\u4e00-\u9fff]{3})的?(?:老板娘?|法人|负责人|采购|[店厂园院校]长)(?=[姓叫是]|[\u4e00-\u9fff]{1,3}?(?:总|电话|\\d))"
    r"|(?<=[\u4e00-\u9fff])(?:在(?=[\u4e00-\u9fff])|做(?=[\u4e00-\u9fff]{2,5}的)"
    r"|是(?=做|搞|个|[a-es](?:级|类)|[\u4e00-\u9fff]{2,6}(?:行业|介绍|来的))|来自|属于|位于|[a-es](?:级|类))"
    "|(?<=[\u4e00-\u9fff]{3})(?:想|打算|准备|计划)(?:买|要|上|做|换|采|订|装|了解|试)"
)
# 扬州晶澳 新客户 暂时没联系人: named before it is said to be new.
_NAMED_FIRST = re.compile(
    r"\s*(?P<name>(?!\d{6}|今天|昨天|前天|刚|上午|下午|又|还|再|有|来|加|录|登|新|帮|麻烦|补|记)"
    r"[^\s,，。:：的了]{3,20}?)(?:(?:录|加|建|登记|记|存)(?:一?下|个))?[ ,，]+"
    "(?:这?是)?(?:一?[个家])?新(?:客户|公司)"
)
# 展会上认识的 南通中天光纤 采购顾伟137…
KNOWN_FROM = re.compile(
    r"(?:展会?|会|活动|饭局|论坛)[上里]?(?:认识|碰到|遇到|加)的(?:客户|公司)?[ ,，]+"
    r"(?P<name>[\u4e00-\u9fffa-z()（）]{4,20})[ ,，]+(?=[\u4e00-\u9fff])"
)
# 客户名称：昆山华天科技；联系人：…
FORM = (
    r"^\s*(?:新?客户|公司|单位|企业)(?:名称?|全称)?[:：]\s*[^,，;；:：]{3,20}[,，;；\n ]+"
    "(?:联系人|电话|手机|地址|行业|级别|等级|来源|职务)[:：]"
)
_LABEL = re.compile(
    "(?:联系)?(?:电话|手机|微信|邮箱|地址|职务|职位|备注|联系人|联系方式|号码)(?:号码?)?(?:是|为)?"
)
_FOUND = re.compile("(?:就|名)?叫做?(?=[\u4e00-\u9fff]{4})")
_NOTED = re.compile(r"[\d+ -]{6,}|(?:帮我|先|也)?[录加记存建登补](?:一?[下个]|上|进去|了|着|入)?(?:吧|哈)?")
_JOINT = re.compile("(?:还有|另外|再有|然后|接着|顺便|对了)(?:一?[个家])?")
_MET = re.compile(
    "(?:认识|结识|遇到|遇见|碰到|碰见|(?:介绍|推荐|引荐)(?=[了过]?一?[个位](?:朋友|熟人|老板|同行)))"
    "[了过]?(?:一?[个位家])"
    r"|(?:介绍|推荐|引荐|接触|^\s*有)[了过到]?一?[个家](?!新?客户)(?=[^,，。叫]{0,10}[ ,，]?叫)"
)
_NEW_NAMED = re.compile(r"新?客户[:： ]+(?!做|搞|卖|干|开|专门|叫|是|姓)\S")  # 认识个新客户 星辰科技
_CALLED = re.compile(
    r"(?:公司|名字|名)?叫做?[:： ]*([^\s,，。;；]{2,20}?)(?=的?(?:联系人|对接人|老板|电话|$|[\s,，。;；]))"
)


# 给咱客户里添个通辽奈曼旗中学, 把今天认识的那个内江甜城琴行加到客户里头, 昨天船展那个台州玉环阀门厂 建档.
ADDED = re.compile(
    r"^\s*(?:给|往|在|帮我?)?(?:我们?|咱们?)?的?客户(?:名单|库|列表)?[里中](?:头|面)?(?:再|给我)?"
    r"(?:添|加|录|建|补)(?:上|进|入)?(?:一?[个家])?(?P<in>[\u4e00-\u9fff]{4,20})\s*$"
    r"|^\s*(?:[^,，。]*(?:把|那个|那家|这个|这家))?(?P<of>[^,，。 ]{4,20}?)(?:(?:加|录|添|存)(?:到|进|入)"
    r"(?:我们?的?|咱们?的?)?客户(?:库|名单|列表|资料)?(?:里头?|里面|中|当中)?|[ ,，]+建档)[吧了]?\s*$"
)
# 把江北医院加进去 王院长 A级
_PUT_IN = re.compile(
    r"\s*(?:帮我|先|也|再)*把(?P<name>[^,，。 ]{4,20}?)[也先再]?[加录添存](?:进(?:去|来|系统)|上去?|到系统)"
)
# 还有个 宁波鼎盛五金 胡总 139…, 再加一个海盐标准件有限公司采购部金小姐…: one more of what was just entered.
ONE_MORE = (
    r"^\s*(?:然后|另外|对了|哦)?(?:还|再|又|另外)(?:有|加|来|录|建|登记)了?一?[个家](?:新的)?[ ,，]*"
    r"(?:叫做?)?(?P<firm>[\u4e00-\u9fffa-z()（）]{4,20}?(?:[ ,，]+|(?<=公司)|(?<=[厂店行社]))"
    r"(?=[\u4e00-\u9fff]))"
)
_SHAPED = re.compile(
    r"[\u4e00-\u9fffa-z0-9()（）·&\-]{2,40}?(?:有限责任公司|有限公司|股份公司|集团公司|事务所|合作社)"
)
_EDGES = "".join(set(common.PUNCTUATION) - set("()（）"))  # a name may end in brackets


# 加个S级客户, 新增一个重点客户吧: of which kind, and no name.
NAMELESS = re.compile(
    r"\s*(?:帮我|给我|麻烦|我|再|想|要)*(?:新?加|新增|新建|添加|建|录入?)(?:上|一下)?(?:一?[个家])?"
    r"(?:[a-z\u4e00-\u9fff]{1,2}[级类])的?新?客户(?:吧|哈|啊)?[\s。.!！]*"
)


def new_company(clause: Clause) -> tuple[str, Span | None]:
    """The name of a new company and its place; empty where none is said."""
    text = clause.text
    if NAMELESS.fullmatch(text):
        return "", None
    if ("客" in text or "档" in text) and (added := ADDED.match(text)):
        begin, end = added.span("in" if added["in"] else "of")
        span = clause.start + begin, clause.start + end
        return clause.reading.words(span), span
    if brought := brought_by(clause):
        return clause.reading.words(brought), brought
    if known := KNOWN_FROM.search(text) or _NAMED_FIRST.match(text) or _PUT_IN.match(text):
        span = clause.start + known.start("name"), clause.start + known.end("name")
        return clause.reading.words(span), span
    if (met := _MET.search(text)) and not _NEW_NAMED.match(text, met.end()):
        return _called_after(clause, met.end())
    opener = _COLON.match(text) or _OPENER.search(text)
    begin = _led(text, opener.end()) if opener else 0
    for cue in clause.marked("field"):
        if cue.value("field") == "name" and cue.start - clause.start >= begin:
            begin = _led(text, cue.end - clause.start)
    start, end = _shaped(text, begin) or _unshaped(clause, begin, opener)
    words = clause.reading.words((clause.start + start, clause.start + end)).strip(_EDGES)
    words = re.sub(r"(?:吧|哈|哦|啊|的)$", "", words)
    if called := _FOUND.match(words):
        words, start = words[called.end() :], start + called.end()
    if _LABEL.fullmatch(words) or _NOTED.fullmatch(words):
        return "", None  # 介绍了个新客户 电话135…, 新客户录一下
    if (joint := _JOINT.match(words)) and len(words) - joint.end() > 2:
        words, start = words[joint.end() :], start + joint.end()
    return words, (clause.start + start, clause.start + end) if words else None


# 贺总介绍了泉港石化, 推荐了一家泉港石化
_BROUGHT = re.compile("(?:介绍|推荐|引荐)(?:给我|来)?了(?:一?[个家])?(?:新?客户)?[ ,，]?$")


def brought_by(clause: Clause) -> Span | None:
    """A company nobody has recorded, where it stands right behind who brought it."""
    text = clause.reading.text
    for mention in clause.named("customer"):
        if not mention.names and _BROUGHT.search(text, clause.start, mention.start):
            return mention.start, mention.end
    return None


def full_name_in(clause: Clause) -> tuple[str, Span | None]:
    """A company given in full, legal form and all, that nobody has recorded; empty where none is."""
    if _SHAPED.search(clause.text) is None:
        return "", None
    words, span = new_company(clause)
    return (words, span) if _SHAPED.fullmatch(words.lower()) else ("", None)


def _led(text: str, begin: int) -> int:
    """Behind 叫, 名字是 and the like."""
    lead = _LEAD.match(text[begin:])
    return begin + lead.end() if lead else begin


def _called_after(clause: Clause, begin: int) -> tuple[str, Span | None]:
    """展会上认识了个做充电桩的 叫绿能科技: only what follows 叫 names it, and no person does."""
    called = _CALLED.search(clause.text, begin)
    if called is None or _is_person(called[1]):
        return "", None
    span = (clause.start + called.start(1), clause.start + called.end(1))
    return clause.reading.words(span), span


def _is_person(name: str) -> bool:
    return len(name) <= 3 and bool(zh_names.split_person(name)[0]) and zh_names.core(name) == name


def _shaped(text: str, begin: int) -> Span | None:
    """A stretch after `begin` that ends as full company names do."""
    found = _SHAPED.search(text, begin)
    return (_led(text, found.start()), found.end()) if found else None


def _unshaped(clause: Clause, begin: int, opener: re.Match[str] | None) -> Span:
    """What stands between the order and the first value, label or person; or before the order."""
    text, base = clause.text, clause.start
    stop = _NAME_STOPS.search(text, begin + 1)
    ends = [stop.start() if stop else len(text)]
    ends += [i.start - base for i in clause.of_kind("phone", "email", "time") if i.start - base > begin]
    start, end = begin, min(ends)
    if opener is None or not text[start:end].strip():
        before = text[: opener.start()] if opener else ""
        start, end = (0, len(before)) if before.strip() else (start, end)
    person = next((m for m in clause.named("person") if start < m.start - base < end), None)
    return start, person.start - base if person else end
