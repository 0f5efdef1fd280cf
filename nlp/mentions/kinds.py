"""What a company is, said behind its short name: 康宁药房, 明天幼儿园."""

from collections.abc import Sequence

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.names import Name
from zh.text import within

INSTITUTION = re.compile(
    "医院|门诊部?|诊所|药房|药店|学校|学院|大学|中学|小学|幼儿园|集团|合作社|车队|律所|会计所|事务所|酒店|宾馆|酒楼|餐厅|饭店|"
    "超市|商场|广场|商城|书店|印刷厂|工厂|厂|银行|支行|俱乐部|物流|机械|电子|食品|化工|建材|科技|医药|医疗|保险|证券|地产|置业|物业|"
    "装饰|装修|建设|建筑|广告|传媒|教育|培训|旅游|餐饮|服饰|家居|家具|农业|种业|水产|渔业|农资|能源|电力|通信|软件|网络"
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
