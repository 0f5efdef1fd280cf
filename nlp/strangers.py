"""Customers and goods that the index of names does not know.

A company nobody has recorded yet is found by `nlp.learned.newcomers`. A short form of a known
company that no key covers is found through its person: 黄山 in 黄山凌总, 九建 in 九建强部长.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from nlp import forms as re
from nlp import public, things, tokens, visited
from nlp.entities import Item
from nlp.learned import newcomers
from nlp.lexicon import Cue
from nlp.mentions import kinds
from nlp.mentions.mention import Mention
from nlp.names import Name
from zh import name_words, regions
from zh.text import within

NEW = re.compile(
    "(?:新|加|建|增|录|添|登记|报备|开|存|来)[^,，。]{0,4}(?:客户|公司|线索|企业|商户)|新增|录[入个]|改名"
    "|更名"
)


def find(
    text: str,
    cues: Sequence[Cue],
    mentions: Sequence[Mention],
    items: Sequence[Item],
    of_kind: Mapping[str, Sequence[Name]] = MappingProxyType({}),
) -> list[Mention]:
    """Customers of a lower-case text that the index did not know by what they are called; where it knew one,
    only those whose middle is left out."""
    people: list[Mention] = []
    for mention in mentions:
        if mention.kind == "customer":
            beside = _before_people(text, cues, [*mentions, *items], mentions) + _towns(text, mentions)
            return [*(kinds.clipped(text, mentions, of_kind) if of_kind else []), *beside]
        if mention.kind == "person" and mention.how in ("title", "exact"):
            people.append(mention)
    called = [m for m in mentions if m.kind == "person" and (m in people or m.how == "nick" and m.names)]
    if short := [found for person in called if (found := _short_form(text, person))]:
        return short[:1]
    if NEW.search(text):
        return []
    if (been := visited.find(text)) and not any(m.start < been[1] and been[0] < m.end for m in mentions):
        return [Mention(*been, "customer", (), "new")]
    likely = newcomers.find(text, cues, mentions, items)
    # 彩盒王总 is known by what he deals in.
    if likely is not None and all(person.start != likely[1] for person in people):
        said = text[slice(*likely)]
        if things.is_spot(said):
            return []
        if things.is_thing(said):
            return [] if things.is_led(said) else [Mention(*likely, "product", (), "new")]
    place = (
        _called(text, cues)
        or _whole(text, likely)
        or public.named(text)
        or _shaped(text, cues, [*mentions, *items])
        or _asked_after(text, cues)
    )
    if place is None and of_kind and (works := kinds.led_to(text, {i.end for i in items}, of_kind)):
        return [works]
    if place is None or NO_NAME.fullmatch(text, *place) or _is_a_county(text[slice(*place)]):
        return []
    start, end = place
    if text.startswith(f"不{text[end - 1]}", end):
        return []  # 给小班用安不安全: it is asked whether
    if of_kind and (names := kinds.meant(text[start:end], of_kind)):
        return [Mention(start, end, "customer", names, "exact")]
    longer = _LEGAL.match(text, end) or _TRADE.match(text, end)
    return [Mention(start, longer.end() if longer else end, "customer", (), "new")]


def _is_a_county(said: str) -> bool:
    """周三去安平装机: where one goes."""
    return len(said) <= 3 and bool(regions.called(said))


# 7033 is a case, B类 a level; 把授权书寄过去 顺丰: by whom it goes. 去宝鸡跟惠厂长, 约了三回, 不归采购,
# 参观工厂: cut from a sentence.
NO_NAME = re.compile(
    "[^ ]+(?:[全大本真]名|姓名)|[^ ]+[跟和与给去到在把被]|第?[一二两三四五六七八九十几]+[回次趟遍]"
    "|[^ ]+[那这][台批套条]"
    "|[不没归](?:采购|财务|老板|领导|总部)|(?:工厂|厂里|代理|采购|仓库|车间|工地|现场|门店|店里|办公室|财务"
    "|小(?!米|鹏|度)[\u4e00-\u9fff]|[老阿][\u4e00-\u9fff]"
    r"|展会|银行|医院|学校|酒店|商场|超市)|\d+|[a-es][级类等]|(?:顺丰|圆通|中通|申通|韵达|百世|德邦|极兔|跨越"
    "|京东(?=快递|物流)|ems)(?:快递|快运|速运|物流)?"
)
_NOBODY = re.compile(
    "所有|全部|全体|每[个家]|.*(?:[我你他她它咱]们|咱)|看[厂房样店地车货场]|.*(?:代工厂|加工厂|经销商|代理商"
    "|供应商|加盟商|渠道商|分销商|批发商)们?$|展会上?里?$|.*(?:这边|那边|地区)|.*(?:认识|结识|碰到|遇到)了"
)


# 去了一家做水厂的 叫永安水业: what it does is no name.
_CALLED = re.compile(
    "(?:[一有那]家|公司|单位|厂子?|客户)[^,，。]{0,12}?[ ,，]*(?:名字?)?(?<![我你他她它])叫做? *"
    "(?P<name>[\u4e00-\u9fffa-z()（）]{3,16}?)"
    "(?=[ ,，。;；!！?？]|$|联系人|电话|的[\u4e00-\u9fff]{1,3}(?:总|经理|主任|老板|工)"
    "|的?(?:公司|厂|客户|单位|店)(?:[ ,，。]|$)"
    "|(?<=[\u4e00-\u9fff]{4})的[ ,，])"
)
_NOT_CALLED = re.compile("[我你他她它咱谁什啥]|大家|师傅|人|车|外卖|过来|明|今|后天|下周")
_DEEDS = frozenset(("act", "meet", "met", "remind", "coming", "future"))


def _called(text: str, cues: Sequence[Cue]) -> tuple[int, int] | None:
    """The name that a company is said to be called by; 公司叫我们明天开会 tells no name."""
    match = _CALLED.search(text) if "叫" in text else None
    if match is None or _NOT_CALLED.match(match["name"]):
        return None
    start, end = match.span("name")
    inside = {category for cue in cues if start <= cue.start < end for category, _ in cue.marks}
    return None if inside & _DEEDS else (start, end)


# 常州新誉什么情况: all that is asked, of one whose name no word of the language is.
_ASKED_AFTER = re.compile(
    "(?:看看|查一?下|问一?下)?(?P<name>(?![这那])[\u4e00-\u9fff]{2,8}?)(?:[那这](?:边|儿|里|家)|家|现在|目前|最近"
    "|到底|[的是])*(?:什么|啥)(?:情况|进展|状态)[了啊呢呀?？ ]*"
)


def _asked_after(text: str, cues: Sequence[Cue]) -> tuple[int, int] | None:
    match = _ASKED_AFTER.fullmatch(text) if "什么" in text or "啥" in text else None
    if match is None:
        return None
    start, end = match.span("name")
    if any(cue.start < end and len(cue.word) > 1 and not _OF_NAMES & dict(cue.marks).keys() for cue in cues):
        return None
    core = name_words.without_place(match["name"])
    pairs = [core[at : at + 2] for at in range(len(core) - 1)] or [core]
    return None if any(map(tokens.is_word, pairs)) or _NOT_CALLED.match(core) else (start, end)


_SHAPES = re.compile(f"口腔|牙科|眼科|资本|{kinds.INSTITUTION.pattern}")
# 然后佳洁口腔 见了刘姐: what ends as companies do and stands alone between two marks.
_SHAPED = re.compile(
    "(?:^|(?<=[ ,，。;；])(?<![学院司团] ))(?P<joint>(?:还有|另外|再有|然后|接着|后来|最后|第[一二三四五]家"
    "|[今昨前]天|[上下中]午|早上|刚才|[又再也就先刚])*"
    "(?:是|去了?|跑了?|到了?|见了?|拜访了?)?(?:一?[个家])?)"
    "(?P<name>(?!.{0,4}[去到在是给跟问要让说])"
    f"[\u4e00-\u9fff]{{2,8}}?(?:{_SHAPES.pattern}))(?=[ ,，。;；]|$)"
)
# 东海阀门没见着人: where one found nobody, by the trade its name ends with.
_NOBODY_THERE = re.compile(
    "(?:^|(?<=[ ,，。;；]))(?:还有|另外|然后|接着|后来|[今昨前]天|[上下中]午|早上|刚才?|[又再也先]|去了?"
    "|跑了?|到了?)*(?P<name>(?!.{0,4}[去到在是给跟问要让说我你他她]|这|那|车间|仓库|办公)"
    f"[\u4e00-\u9fff]{{2,4}}(?:{'|'.join(name_words.words('trade'))}))"
    "(?=(?:那边|那里|的人)?(?:没[见找碰][着到]|没人(?!要|用|买|修|管|懂)|没开门|关着?门"
    "|(?:保安|门卫)?不让进)"
    "| +没[见找碰][着到])"
)
_ABSENT = re.compile("没[见找碰人开]|关着?门|不让进")


def _shaped(text: str, cues: Sequence[Cue], taken: Sequence[Mention | Item]) -> tuple[int, int] | None:
    """Free of words of the trade and of people, and told of in the same message."""
    shaped = [*_SHAPED.finditer(text)] if _SHAPES.search(text) else []
    absent = _NOBODY_THERE.search(text) if _ABSENT.search(text) else None
    for match in (*shaped, absent) if absent else shaped:
        start, end = match.span("name")
        if any(m.start < end and start < m.end for m in taken) or _NOBODY.match(text, start, end):
            continue
        words = [cue for cue in cues if len(cue.word) > 1 and cue.start < end and start < cue.end]
        if not any(category not in _OF_NAMES for cue in words for category, _ in cue.marks):
            return start, end
    return None


# 康美口腔王院长说, beside a customer we know.
_BEFORE_PERSON = re.compile(
    "(?:^|(?<=[ ,，。;；、家]))(?P<name>(?!.{0,4}[去到在是给跟问要让说])"
    f"[\u4e00-\u9fff]{{2,6}}?(?:口腔|牙科|眼科|资本|{kinds.INSTITUTION.pattern}))的?$"
)


def _before_people(
    text: str, cues: Sequence[Cue], taken: Sequence[Mention | Item], mentions: Sequence[Mention]
) -> list[Mention]:
    """Companies nobody has recorded, each right before a person nobody has recorded either."""
    found: list[Mention] = []
    for person in mentions:
        match = _BEFORE_PERSON.search(text, 0, person.start) if person.kind == "person" else None
        if match is None or person.of("contact"):
            continue
        start, end = match.span("name")
        words = [cue for cue in cues if len(cue.word) > 1 and cue.start < end and start < cue.end]
        free = not any(m.start < end and start < m.end for m in taken)
        if free and not any(category not in _OF_NAMES for cue in words for category, _ in cue.marks):
            found.append(Mention(start, end, "customer", (), "new"))
    return found


_OF_NAMES = frozenset(("place", "industry", "field", "region"))

# 还有佳洁口腔门诊部: one more, and no part of its name.
_JOINT = re.compile(
    "(?:还有|另外|再有|然后|顺便|以及|接着|后来|第[一二三四五]|最后)(?:是|去了?)?(?:一?[个家])?"
)
_CHECKS = re.compile("(?:对|核对|清点|盘点?|清理?|理|整理|数)一[下遍]$")


def _whole(text: str, place: tuple[int, int] | None) -> tuple[int, int] | None:
    """市一院 of 市一院设备科; 采购科 alone is nobody's name, nor what one does: 做充电桩的."""
    if (
        place is None
        or _NOBODY.match(text, *place)
        or _CHECKS.search(text, 0, place[0])  # 跟江帆对一下备件
        or text.startswith("行业", place[1])  # 四川这边医院行业: a line of business
        or (text[place[0]] in "做卖搞" and text[place[1] :][:1] == "的")
        or any(
            text[place[0] : place[0] + n] in name_words.places() and text[place[0] + n] in "做搞干卖"
            for n in (2, 3)
        )  # 河南搞制造的A级客户
    ):
        return None
    if (joint := _JOINT.match(text, *place)) is not None and place[1] - joint.end() > 1:
        place = joint.end(), place[1]
    if (whom := text.find("找", place[0] + 2, place[1])) > 0:
        place = place[0], whom  # 去了实验二小找教务处的钱主任
    if (wants := _WANTS.search(text, place[0] + 2, place[1])) is not None:
        place = place[0], wants.start()  # 江城一中想买服务器
    if text[place[1] - 1] not in "科处部室组":
        return place
    part = DEPARTMENT.search(text, *place)
    if part is None:
        return place
    return (place[0], part.start()) if part.start() - place[0] > 1 else None


# Given names and posts that one types in capitals too.
_NO_COMPANY = frozenset(
    (
        "AMY ANN BEN BOB DAN EVA IAN IVY JAY JIM JOE KEN LEE LEO MAX MIA RAY ROY SAM TED TIM TOM ZOE "
        "CEO CFO CMO COO CTO GM HR IT PM QA VP"
    ).split()
)


def capitals(typed: str, mentions: list[Mention]) -> list[Mention]:
    """TCL, IBM: of a message in which one typed capitals, a short name all in them is a company's."""
    for at, mention in enumerate(mentions):
        if mention.how == "new" and mention.kind == "person" and mention.end - mention.start <= 4:
            name = typed[mention.start : mention.end]
            if name.isupper() and name not in _NO_COMPANY:
                mentions[at] = mention._replace(kind="customer")
    return mentions


_WANTS = re.compile("(?:想|打算|准备|计划)(?:买|要|上|做|换|采|订|装|看|试|了|$)")
DEPARTMENT = re.compile(
    "(?:采购|设备|检验|信息|技术|财务|工程|生产|质量|质检|品质|后勤|总务|物资|器械|药剂|研发|市场|销售|行政"
    "|人事|人力|工艺|电气|机电|维修|动力|仓储|物流|招标|基建|装备|运营|项目|法务|安全|安环|计划|供应|供应链"
    "|综合)(?:科室?|处|部|室|组)$"
)

# 博远精密: the trade at the end of a name, where nothing but a mark or a person stands behind it.
_TRADE = re.compile(
    "(?:精密|精工|精机|机械|机电|光电|重工|电子|科技|实业|工业|化工|药业|制药|纺织|食品|商贸|贸易|置业|传媒"
    "|印务|塑胶|汽配|生物|建材|新材料|股份|集团){1,2}(?=$|[ ,，。;；!！?？、的]|[那这]边|家|采购|老板"
    "|报个?价|下单|打款|签|订|[\u4e00-\u9fff](?:总|经理|工(?!程)|董|厂长|部长|主任))"
)
# 华为技术有限公司: the words of a full name belong to it.
_LEGAL = re.compile(r"[^,，。;；!！?？ 的了给跟和与同把被是在去到]{0,8}?(?:股份|责任)?有限(?:责任)?公司")


_GOODS = re.compile(
    "(?:^|[,，。:： ]|查一?下|看一?下|看看|查查|请问|问一?下|问问|那个|咱们?的?|我们的?|公司)"
    r"(?P<v>[a-z]{1,8}[- ]?\d{1,5}[a-z0-9\-]{0,6}[\u4e00-\u9fff]{0,6}?|[\u4e00-\u9fff]{2,8}"
    "(?=(?:的|还|现在|目前)*(?:库存|有现货|有货|有没有货|有没有现货|有没有库存|还有货)))(?:的|现在|还|目前"
    "|一?台|一?套|卖|是)*(?:多少钱|什么价|啥价|价格|单价|报价多少|有货|有现货|有没有货|有没有现货"
    "|有没有库存|库存|怎么卖|售价|还有货|还有多少|还有几|还剩)"
)
_PRICED = re.compile("[价货钱卖还]|库存")  # no question for goods without one of these
_CODE = re.compile(r"(?<![a-z0-9])(?!gd-?\d)[a-z]{1,6}-?\d{2,5}[a-z]{0,3}$")
_NO_GOODS = re.compile(
    r"我|你|他|她|它|谁|客户|产品|东西|什么|啥|哪|所有|全部|都|价格|多少|仓库|这|那|的$|[和跟]"
)


def goods(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """A product nobody has recorded, where its price or stock is asked for: A100 in A100多少钱."""
    named = False
    for mention in mentions:
        named = named or mention.kind in ("product", "customer")
        if (
            mention.kind == "product"
            and (code := _CODE.search(text, max(0, mention.start - 12), mention.start))
            and not any(code[0] in n.name.lower() for n in mention.names)
        ):
            return Mention(code.start(), mention.end, "product", (), "new")  # X200交换机 is no other 交换机
    if named or _PRICED.search(text) is None:
        return None
    match = _GOODS.search(text)
    if match is None or _NO_GOODS.search(match["v"]):
        return None
    return Mention(match.start("v"), match.end("v"), "product", (), "new")


# 去芜湖拜访老周, 合肥那边的沈总工: what may stand between a town and who is there.
_THERE = re.compile("(?:[那这]边的?|拜访了?|走访了?|见了?|找了?|约了?|跟|和)$")


def _towns(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """今天去芜湖拜访老周, beside another customer: where one of several is who are called so."""
    named = {name.name for m in mentions if m.kind == "customer" for name in m.names}
    found: list[Mention] = []
    for person in mentions:
        if person.kind != "person" or any(n.customer in named for n in person.of("contact")):
            continue
        short = _short_form(text, person) if len(person.of("contact")) > 1 else None
        if short and not any(m.start < short.end and short.start < m.end for m in mentions):
            found.append(short)
    return found


def _short_form(text: str, person: Mention) -> Mention | None:
    """The characters before a known contact that are, in order, part of his company's name."""
    end = person.start
    end -= 1 if text[end - 1 : end] == "的" and end > 2 else 0
    there = _THERE.search(text, 0, end)
    end = there.start() if there else end
    for length in (5, 4, 3, 2):
        start = end - length
        said = text[start:end]
        if start < 0 or not all("\u4e00" <= c <= "\u9fff" for c in said):
            continue
        if there and said not in name_words.places():
            continue
        names = dict.fromkeys(
            Name("customer", n.customer, "", n.customer_id)
            for n in person.of("contact")
            if n.customer and within(said, n.customer)
        )
        if names:
            return Mention(start, end, "customer", tuple(names), "exact")
    return None
