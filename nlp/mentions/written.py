"""Names as they are written, unless the words mean what they say: 总部要统一采购 names no 统一."""

from collections.abc import Collection
from functools import lru_cache
from itertools import compress

from nlp import forms as re
from nlp import lexicon, tokens
from nlp.mentions.kinds import of_their_kind
from nlp.mentions.mention import Mention, mentions
from nlp.names import Name
from nlp.stretches import Span
from zh import name_words
from zh import names as zh_names


def find(text: str, spans: list[Span], forms: list[str], by_key: dict[str, list[Name]]) -> list[Mention]:
    """What the index knows by its written form."""
    found: list[Mention] = []
    for (start, end), said in compress(zip(spans, forms, strict=True), map(by_key.__contains__, forms)):
        names = by_key[said]
        if said[0] == "州" and start and text[start - 1 : start + 1] in name_words.places():
            continue  # 杭州医院 is no 州医院
        if _of_the_trade(said):
            names = [name for name in names if not _shorter(name, said)]
        if (said in _WORKS or any(name.name.endswith(_HOUSES) for name in names)) and (
            place := _place_before(text, start)
        ):
            elsewhere = said in _WORKS
            names = [n for n in names if not (elsewhere or n.name.endswith(_HOUSES)) or place in n.name]
        if len(said) == 2 and text[end : end + 1] in _GOES_ON and _part_of_a_word(text, start, end):
            names = [n for n in names if n.kind != "customer"]
        for mention in mentions(start, _house_end(text, end, names), names, "exact"):
            if mention.kind != "person" or not _of_another(text, mention):
                found.append(mention)
    return found


# What stands in every town: 长沙外国语学校 is not the one of 武汉.
_HOUSES = ("医院", "保健院", "学校", "中学", "小学", "大学", "学院", "幼儿园")

# And 常州港口 is not the one of 南通, nor 芜湖燃气 the one of 合肥.
_WORKS = frozenset(
    "港口 港务 水务 燃气 公交 地铁 轨道 轨道交通 城投 交投 建投 水投 文旅 热力 自来水 供水 机场"
    " 环卫 供电 电力 城建 国资 农商行 农商银行".split()
)


def _house_end(text: str, end: int, names: list[Name]) -> int:
    """广元中医院 is 广元市中医医院, called 广元中医 by its key: its kind belongs to the name. 院长 is
    somebody."""
    kind, behind = text[end : end + 1], text[end + 1 : end + 2]
    if kind not in _KINDS or text[end - 1] == kind or behind in _OF_A_HOUSE:
        return end
    return end + all(name.kind == "customer" and name.name.endswith(kind) for name in names)


_KINDS = frozenset("院校园馆")
_OF_A_HOUSE = frozenset("长方里内办区士感服友")
_GOES_ON = frozenset("室性员品机料师")


def _part_of_a_word(text: str, start: int, end: int) -> bool:
    """实验室 is no 实验中学, whatever that is called in short."""
    return tokens.is_word(text[start:end]) and tokens.is_word(text[start : end + 1])


def _place_before(text: str, start: int) -> str:
    """The place right before a name, without 市; empty where none is."""
    before = text[max(0, start - 4) : start]
    if before[-1:] in ("市", "县", "区"):
        before = before[:-1]
        known = name_words.places() | name_words.towns()
        return before[-2:] if len(before) >= 2 and before[-2:] in known else ""
    return next((before[-n:] for n in (3, 2) if before[-n:] in name_words.places()), "")


def _of_another(text: str, mention: Mention) -> bool:
    return _of_another_family(text, mention) or _begins_another(text, mention)


_LABEL = re.compile("(?:联系人|对接人|接口人)(?:是|叫|为|:|：| )*$")
_NO_NAME = frozenset("的了吧呢啊吗说在总工姐哥已要想去来是有和跟也都就还老女男")


def _begins_another(text: str, mention: Mention) -> bool:
    """联系人王磊明 is somebody new, whoever 王磊 is."""
    end = mention.end
    said, tail, behind = text[mention.start : end], text[end : end + 1], text[end + 1 : end + 2]
    if not "\u4e00" <= tail <= "\u9fff" or tail in _NO_NAME or "\u4e00" <= behind <= "\u9fff":
        return False
    in_full = len(said) == 2 and any(name.name == said for name in mention.names)
    return in_full and _LABEL.search(text, 0, mention.start) is not None


_LEADS_TO_NAMES = frozenset("和向于同与从对跟给找约见叫请问让安到时")


def _of_another_family(text: str, mention: Mention) -> bool:
    """王建国 at the head of a stretch is not 胡建国, whom one may call 建国."""
    if mention.start == 0 or (family := text[mention.start - 1]) in _LEADS_TO_NAMES:
        return False
    said = text[mention.start : mention.end]
    given = all(zh_names.split_person(name.name)[1] == said for name in mention.names)
    edge = mention.start == 1 or not "\u4e00" <= text[mention.start - 2] <= "\u9fff"
    return given and edge and family in name_words.surnames()


_CALLED = frozenset("place industry plain chat yes no cancel greet help thanks".split())


@lru_cache(maxsize=1024)
def _of_the_trade(said: str) -> bool:
    """A word that orders and facts are told with, which no company is called in short."""
    marks = lexicon.default().marks.get(said, ())
    return not _CALLED.issuperset([category for category, _ in marks])


def _shorter(name: Name, said: str) -> bool:
    """订单 is not short for 订单来了, nor 报价 for 报价软件; but 标签 may be for 不干胶标签."""
    full = name.name.lower()
    return full != said and (name.kind == "customer" or name.kind == "product" and full.startswith(said))


# What companies are called in short that is said as often for what it means. (In full, as 统一模具, it is a
# name.)
_DOUBTS = frozenset("听说 万一 希望 如果 要是 可能 大概 好像 但愿 其实 反正 据说 也许 果然 原来 难道".split())
ALSO_WORDS = _DOUBTS | frozenset(
    "统一 一起 共同 联合 直接 同步 马上 立即 一定 必须 同意 成功 进步 发展 合作 完成 支持 通过 提醒 方便 "
    "放心 安心 关心 注意 满意 开始 继续 正常 完美 标准 专业 特别 随便 一般 到家 上门 出发 加油 明天 今日 "
    "现在 好的 对了 第一 第二 第三 第四 第五".split()
)

_COUNTED = frozenset("个条家位次批张单项号期台份")  # 第一个办了 is no word about 第一小学
_BEFORE_NAMED = frozenset(
    ["", *" ,，。、:：;；!！?？给跟去和访到找见约把向对在从与陪请帮替催问回是查看搜系下家"]
)
_BEHIND_NAMED = frozenset(["", *" ,，。、:：;；!！?？的那这家"])


def is_a_name(text: str, mention: Mention, ends: Collection[int]) -> bool:
    """总部要统一采购 names no 统一, and 希望能早点来 no 希望: where such a word names somebody, it begins or
    is led to."""
    before, after = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 1]
    if mention.kind != "customer":
        return True
    if text[mention.start] == "第":
        return after not in _COUNTED
    if before not in _BEFORE_NAMED and mention.start not in ends:
        return False
    return text[mention.start : mention.end] not in _DOUBTS or after in _BEHIND_NAMED


def reaches_over(text: str, mention: Mention, times: Collection[Span]) -> bool:
    """No part of a time names anything: 清明 before 清明上河园. But 明天 in 明天幼儿园 does, and 前海 behind
    周五, 正泰 behind 十点."""
    over = [t for t in times if t[0] < mention.end and mention.start < t[1]]
    return (
        not over
        or mention.how == "exact"
        and all(_over_a_time(text, mention, start, end) for start, end in over)
    )


def _over_a_time(text: str, mention: Mention, start: int, end: int) -> bool:
    if (start, end) == (mention.start, mention.end):
        return mention.kind == "customer" and bool(of_their_kind(text, mention))
    if mention.start <= start and end <= mention.end:
        return True
    if start < mention.start:
        return mention.start == end - 1 and text[mention.start] in "前后正"
    return mention.end == start + 1 and text[start] in "明今昨"
