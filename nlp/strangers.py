"""Companies nobody has recorded yet, by the shape of their names and by where they stand.

宏图机械 in 刚给宏图机械的陈经理打了电话, 华为 in 客户 华为 where no 华为 is known. A short form of a known
company that no key covers is found through its person: 黄山 in 黄山凌总, 九建 in 九建强部长.
"""

from collections.abc import Sequence

from nlp import forms as re
from nlp.entities import Item
from nlp.lexicon import Cue
from nlp.mentions import Mention, within
from nlp.names import Name

_TRADES = (
    "有限责任公司|有限公司|股份公司|集团公司|公司|集团|股份|科技|机械|贸易|商贸|实业|电子|物流|药业|制药|食品|建材|化工|重工|电器|电气|传媒|餐饮|家具|"
    "家居|服饰|装饰|置业|地产|能源|智能|网络|软件|生物|医药|医疗|商场|超市|饭店|酒店|宾馆|医院|学院|大学|中学|小学|幼儿园|银行|研究院|研究所|事务所|工作室|厂"
)
_SHAPED = re.compile(f"(?:{_TRADES})+(?![\u4e00-\u9fff]{{0,2}}(?:行业|部|方面|类))")
_WORD = re.compile(r"[\u4e00-\u9fffa-z0-9&·()（）]")
# A name does not go on to the left over these.
_LEFT_STOPS = frozenset(
    "给跟和与同去到在把被对向找访见约请陪的了过是下帮我你他她们从为让叫催问回这那某各每哪、做搞些类有"
)
_NO_HEAD = re.compile(
    r"(?:导出|导|下载|查|看|统计|汇总|打印|发|要|显示|列出)|[一两几多这那哪某各每你我他她它咱本贵全小新老分总子母上大]|什么|别的|其他|所有|同行|竞争"
)
_KINDS = re.compile(
    r"(?:物流|保险|广告|快递|搬家|外贸|装修|房地产|上市|科技|互联网|合作|对方|客户|竞品|贸易|食品|酒店|汽车|制造|建筑|设计|咨询|软件|民营|国有|公立|私立|连锁|五星|高校|人民|中心)+$"
)
_NEW = re.compile(
    r"(?:新|加|建|增|录|添|登记|报备|开|存|来)[^,，。]{0,4}(?:客户|公司|线索|企业|商户)|新增|录[入个]|改名|更名"
)

_ASKED = re.compile(
    r"\s*(?:帮我|帮忙|麻烦|给我|请|我想|想)?(?:查一?下|查查|查询|查看|查|看看|看一?下|看下|搜一?下|搜索|搜|找一?下|调一?下|调出|打开|(?:客户|公司)(?=[:： ]))(?:客户|公司)?[:： ]*"
    r"([\u4e00-\u9fffa-z0-9&]{2,12}?)(?:(?:这个|这家)(?:客户|公司))?(?:的?(?:客户)?(?:资料|情况|信息|详情|档案|详细信息|基本信息|概况))?(?:给我看看|给我看下|看看|看下|发我|怎么样|咋样|吧|呗)?\s*$"
)
_NO_CUSTOMER = re.compile(
    r"天气|时间|日期|新闻|股价|股票|路线|地图|航班|机票|快递|汇率|日历|手机|群|自己|大家|这个|那个|一下|什么|名单|列表|资料|情况|信息|数据|进度|进展|结果|清单|价格|库存|"
    r"全部|所有|还有|有没有|有哪些|多少|哪些|今天|明天|最近|经理$|总$|谁|吗$|呢$|客户|公司$|怎么|文件|图片|照片|视频|电影|菜单|了$|不|没|要|会"
)
_CRM = frozenset(
    "task_word opp_word quote_word order_word pay_word ticket_word device_word tag_word pool_word report_word goal_word churn_word survey_word campaign_word approval_word history_word stock_word measure by kind status waiting region industry level scope type stage add drop finish".split()
)

_BEFORE_PERSON = re.compile(
    r"(?:^|.*(?:[,，。;；:：!！ ]|给|跟|和|与|同|找|约了?|请|陪|到|在|去|见了?|见到了?|碰到了?|遇到了?|拜访了?|走访了?|联系了?|接待了?|回访了?|刚|刚才|今[天早晚]|昨[天晚]|[上下中]午|早上|晚上))"
    r"([\u4e00-\u9fffa-z0-9]{2,8}?)(的|那边的?)?$"
)
_NO_COMPANY = re.compile(
    r"^(?:另外|然后|顺便|还有|同时|接着|对了|我|你|他|她|咱|那|这|某|老|又|还|也|有|要|谁|哪|昨|今|明|后|上|下|刚|给|跟|和|去|到|在|找|约|请|感|早|晚|一|两|几|新|各|大家|客户|公司|同事|领导|老板|告诉|通知|吩咐|交代|拜托|转告|转达|问问|提醒)|"
    r"(?:部|科|处|室|组|办|们|上|里|中|内|边|时|后|前|让|叫|请|说|问|是|要|了|过|给|跟|和|个|位|家|天|人|想|到|得|打|为|把|对|下)$|怎么|什么|如果|周[一二三四五六日]|月|号|点|电话|微信|邮件|名片"
)


def find(text: str, cues: Sequence[Cue], mentions: Sequence[Mention], items: Sequence[Item]) -> list[Mention]:
    """Customers of a lower-case text that the index did not know; none where it knew one."""
    if any(m.kind == "customer" for m in mentions):
        return []
    people = [m for m in mentions if m.kind == "person" and m.how in ("title", "exact")]
    if short := [found for person in people if (found := _short_form(text, person))]:
        return short[:1]
    if _NEW.search(text):
        return []
    taken = bytearray(len(text) + 1)
    for start, end in [(m.start, m.end) for m in mentions] + [(i.start, i.end) for i in items]:
        taken[start:end] = b"\1" * (end - start)
    for person in people:
        if span := _of_person(text, person, cues, taken):
            return [_new(*span)]
    if span := _shaped(text, taken):
        return [_new(*span)]
    if span := _asked_for(text, cues, taken):
        return [_new(*span)]
    return []


_GOODS = re.compile(
    r"(?:^|[,，。:： ]|查一?下|看一?下|看看|查查|请问|问一?下|问问|那个|咱们?的?|我们的?|公司)(?P<v>[a-z]{1,8}[- ]?\d{1,5}[a-z0-9\-]{0,6}[\u4e00-\u9fff]{0,6}?|[\u4e00-\u9fff]{2,8}(?=(?:的|还|现在|目前)*(?:库存|有现货|有货|有没有货|有没有现货|有没有库存|还有货)))"
    r"(?:的|现在|还|目前|一?台|一?套|卖|是)*(?:多少钱|什么价|啥价|价格|单价|报价多少|有货|有现货|有没有货|有没有现货|有没有库存|库存|怎么卖|售价|还有货|还有多少|还有几|还剩)"
)
_CODE = re.compile(r"(?<![a-z0-9])[a-z]{1,6}-?\d{2,5}[a-z]{0,3}$")
_NO_GOODS = re.compile(
    r"我|你|他|她|它|谁|客户|产品|东西|什么|啥|哪|所有|全部|都|价格|多少|仓库|这|那|的$|[和跟]"
)


def goods(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """A product nobody has recorded, where its price or stock is asked for: A100 in A100多少钱."""
    for mention in mentions:
        if (
            mention.kind == "product"
            and (code := _CODE.search(text, max(0, mention.start - 12), mention.start))
            and not any(code[0] in n.name.lower() for n in mention.names)
        ):
            return Mention(code.start(), mention.end, "product", (), "new")  # X200交换机 is no other 交换机
    if any(m.kind in ("product", "customer") for m in mentions) or not (
        "价" in text or "货" in text or "钱" in text or "库存" in text or "卖" in text or "还" in text
    ):
        return None
    match = _GOODS.search(text)
    if match is None or _NO_GOODS.search(match["v"]):
        return None
    return Mention(match.start("v"), match.end("v"), "product", (), "new")


def _new(start: int, end: int) -> Mention:
    return Mention(start, end, "customer", (), "new")


def _short_form(text: str, person: Mention) -> Mention | None:
    """The characters before a known contact that are, in order, part of his company's name."""
    end = person.start
    end -= 1 if text[end - 1 : end] == "的" and end > 2 else 0
    for length in (5, 4, 3, 2):
        start = end - length
        said = text[start:end]
        if start < 0 or not all("\u4e00" <= c <= "\u9fff" for c in said):
            continue
        names = dict.fromkeys(
            Name("customer", n.customer, "", n.customer_id)
            for n in person.of("contact")
            if n.customer and within(said, n.customer)
        )
        if names:
            return Mention(start, end, "customer", tuple(names), "exact")
    return None


def _of_person(text: str, person: Mention, cues: Sequence[Cue], taken: bytearray) -> tuple[int, int] | None:
    """宏图机械 in 给宏图机械的陈经理, 鹏程 in 跟鹏程张总."""
    match = _BEFORE_PERSON.search(text, max(0, person.start - 40), person.start)  # bounded: any text comes
    if match is None:
        return None
    start, end = match.span(1)
    if any(taken[start:end]) or _NO_COMPANY.search(match[1]):
        return None
    shaped = _SHAPED.search(match[1])
    if any(
        c.start < end and start < c.end and (len(c.word) > 1 or not shaped) and _telling(c) for c in cues
    ) and not (shaped and shaped.end() == len(match[1])):
        return None
    if not match[2] and not shaped and start == 0 and person.of("contact"):
        return None
    return start, end


def _telling(cue: Cue) -> bool:
    """A word of the trade, not one of a company's name."""
    return any(
        kind not in ("place", "industry", "region", "source", "stage", "tag", "link", "self", "field")
        for kind, _ in cue.marks
    )


def _shaped(text: str, taken: bytearray) -> tuple[int, int] | None:
    for match in _SHAPED.finditer(text):
        start = match.start()
        while (
            start > 0
            and match.end() - start < 20
            and _WORD.match(text[start - 1])
            and text[start - 1] not in _LEFT_STOPS
            and not taken[start - 1]
        ):
            start -= 1
        stem = re.sub(
            r"^(?:拜|走|拜访|走访|联系|看看|查看|查|看|搜|客户|公司|帮|刚|又|还|也|就|都|想|要|今天|昨天)+",
            "",
            text[start : match.start()],
        )
        start = match.start() - len(stem)
        if (
            2 <= len(stem) <= 10
            and not any(taken[start : match.end()])
            and not _NO_HEAD.match(stem)
            and not _KINDS.search(stem)
        ):
            return start, match.end()
    return None


def _asked_for(text: str, cues: Sequence[Cue], taken: bytearray) -> tuple[int, int] | None:
    """客户 华为, 查一下星辰."""
    match = _ASKED.match(text)
    if match is None or _NO_CUSTOMER.search(match[1]):
        return None
    start, end = match.span(1)
    if any(taken[start:end]) or "的" in match[1]:
        return None
    if any(start <= c.start < end and any(kind in _CRM for kind, _ in c.marks) for c in cues):
        return None
    return start, end
