"""What a company is, said behind its short name: 康宁药房, 明天幼儿园."""

from collections.abc import Collection, Mapping, Sequence

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.names import Name
from zh import kinds, name_words
from zh.text import within

INSTITUTION = re.compile(
    "医院|门诊部?|诊所|药房|药店|学校|学院|大学|中学|小学|幼儿园|集团|合作社|车队|律所|会计所|事务所|酒店"
    "|宾馆|酒楼|餐厅|饭店|超市|商场|商行|经销部|批发部|门市部|专卖店|广场|商城|书店|印刷厂|工厂|厂|银行|支行"
    "|俱乐部|物流|机械|电子|食品|化工|建材|科技|医药|医疗|保险|证券|地产|置业|物业|装饰|装修|建设|建筑|广告"
    "|公寓|机场|景区|公园|剧院|大厦|乐园|码头|车站|会所|山庄|度假村|影城|球馆|展馆|管委会|养老院|护理院|农场|牧场"
    "|传媒|教育|培训|旅游|餐饮|服饰|家居|家具|农业|种业|水产|渔业|农资|能源|电力|通信|软件|网络|少年宫|文化宫|文化馆|图书馆|博物馆"
    "|体育馆|科技馆|敬老院|福利院"
)


def of_their_kind(text: str, mention: Mention) -> tuple[Name, ...]:
    """Of the names of a mention those that are what is said behind it."""
    kind = INSTITUTION.match(text, mention.end)
    return of_kind(text, mention, mention.names, kind[0]) if kind else ()


def of_kind(text: str, mention: Mention, names: Sequence[Name], kind: str) -> tuple[Name, ...]:
    """康宁药房 is 康宁大药房, not 康宁门诊部."""
    core = text[mention.start : mention.end]
    return tuple(
        n
        for n in names
        if (found := n.name.lower().find(core)) >= 0 and within(kind, n.name.lower()[found + len(core) :])
    )


HOUSES = frozenset("学园中小院高")  # without one of these no other house is named
_SCHOOL = re.compile("小学|中学|大学|幼儿园")
_NUMBERED = re.compile(
    "第?[一二三四五六七八九十]{1,3}(?:中|小|院|高|医院|附小|附中|幼)(?![\u4e00-\u9fff]?[层楼期月号])"
)
_TOWN = re.compile("[\u4e00-\u9fff]{2,3}")


def other_school(text: str, mention: Mention) -> bool:
    """颍泉小学 is no 颍泉中学, and 江城一中 no house that is called 江城."""
    if mention.kind != "customer" or not mention.names:
        return False
    if _NUMBERED.match(text, mention.end) and _TOWN.fullmatch(text, mention.start, mention.end):
        return True
    said = _SCHOOL.match(text, mention.end)
    return (
        said is not None
        and _SCHOOL.search(text, mention.start, mention.end) is None
        and all(_SCHOOL.search(name.name) is not None for name in mention.names)
        and not of_kind(text, mention, mention.names, said[0])
    )


def meant(said: str, of_kind: Mapping[str, Sequence[Name]]) -> tuple[Name, ...]:
    """铜陵幼儿园 is 铜陵有色幼儿园, whose middle is left out, and 印刷厂 the only one that is known; of
    several of a kind said alone nobody knows which."""
    kind = kinds.of(said)
    known = tuple({n.name: n for n in of_kind.get(kinds.MARK + kind, ()) if n.kind == "customer"}.values())
    head = said.removesuffix(kind)
    if not head:
        return known if len(known) == 1 else ()
    if len(head) == 1:
        return ()
    return tuple(
        n for n in known if n.name.startswith(head) or name_words.without_place(n.name).startswith(head)
    )


# 去了印刷厂, 给纺织厂报价: where only a name stands. One goes to 医院 and 超市 for oneself, but to no 印刷厂.
_LED_TO = re.compile(
    "(?:^|[ ,，。;；、:：]|去了?|到了?|跑了|拜访了?|走访了?|回访了?|联系了?|[给跟和找约催问帮替对把])$"
)
_MANY = re.compile("客户|行业|[类们都]|(?:那|这)?[几些]")


def led_to(text: str, ends: Collection[int], of_kind: Mapping[str, Sequence[Name]]) -> Mention | None:
    """A works, or the 管委会, said by its kind alone, behind a time or a word that leads to a name."""
    for key in of_kind:
        kind = key.removeprefix(kinds.MARK)
        start = text.find(kind)
        end = start + len(kind)
        if (
            kind.endswith(("厂", "管委会"))
            and start >= 0
            and (start in ends or _LED_TO.search(text[:start]))
            and not _MANY.match(text, end)
            and (known := meant(kind, of_kind))
        ):
            return Mention(start, end, "customer", known, "exact")
    return None


def clipped(text: str, known: Sequence[Mention], of_kind: Mapping[str, Sequence[Name]]) -> list[Mention]:
    """端州玻璃厂给岑溪 江门医院给司徒静: beside others, one whose middle is left out, if it can be but
    one."""
    found: list[Mention] = []
    for key in of_kind:
        kind = key.removeprefix(kinds.MARK)
        end = 0
        while (start := text.find(kind, end)) >= 0:
            end = start + len(kind)
            if _MANY.match(text, end) or any(m.start < end and start < m.end for m in (*known, *found)):
                continue
            for head in range(min(4, start), 1, -1):
                begin = start - head
                names = meant(text[begin:end], of_kind)
                if len(names) == 1 and not any(m.start < end and begin < m.end for m in (*known, *found)):
                    found.append(Mention(begin, end, "customer", names, "exact"))
                    break
    return found
