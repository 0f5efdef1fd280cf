"""Second step: who and what is named. All keys of a message are gathered first, the index is asked once."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from nlp import forms as re
from nlp import lexicon, tokens
from nlp.lexicon import Cue
from nlp.names import Name, NameIndex, keys_of
from nlp.stretches import Span, stretches
from zh import names as zh_names
from zh import pinyin

_NICK = re.compile(r"(?<![\u4e00-\u9fffa-z]小)(?:[小老阿])([\u4e00-\u9fff])(?![时程票单费票样型批客板区组])")
_NOT_NICK = frozenset(
    "小时 小程 小单 小区 小票 小包 小车 小计 小钱 小麻 小项 小方案 小金额 小关 老钱 老关系 老样 小结 小康 小型 小麦 老单 老项 老路 小路 小白菜 小白鼠 小毛病 小毛利 小单子 小批 小应 老应 小全 小程序 小包装".split()
)
_NOT_PERSON = frozenset(
    "施工 员工 化工 荣总 常总 全总 计总 应总 党工 占总 和总 管工 车工 江总部 都总 平总 易总额 别总 成总 到总 单工 强总".split()
)
_TO_THEM = frozenset("向和请问找")  # family names that stand before 领导 as what they mean
_MARKS_BEFORE = frozenset(["", *",，。;；!！?？:："])
_AFTER_ZONG = frozenset("价额共计部结体量数是得监算经裁")
_BEFORE_CASE = frozenset("那这工张个条份派订报号诉修")
_DIGITS = frozenset("0123456789一二三四五六七八九十百千万亿两几")


class Mention(NamedTuple):
    """A place in the text that names something. `names` are the known records it can mean.

    how: `exact` by its written form, `heard` by sound, `title` as 李总, `nick` as 小李, `new` unknown.
    """

    start: int
    end: int
    kind: str  # customer, person, product, tag
    names: tuple[Name, ...]
    how: str
    surname: str = ""
    title: str = ""
    also: tuple[Name, ...] = ()  # of that family name, but their title fits less well

    def of(self, *kinds: str) -> tuple[Name, ...]:
        """The records of these kinds."""
        for name in self.names:
            if name.kind not in kinds:
                return tuple([name for name in self.names if name.kind in kinds])
        return self.names


# 葛部 is a 部长, 王处 a 处长: heard of those alone who are known to be one.
_SHORT = re.compile("([\u4e00-\u9fff])([部处科局])(?!长)")


def _is_short(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return (
        match[1] in zh_names.surnames()
        and not tokens.is_word(match[0])
        and not tokens.is_word(text[start + 1 : end + 1])
        and not (start and tokens.is_word(text[start - 1 : end - 1]))
    )


class _Spoken(NamedTuple):
    """A person by family name: 李总, 小李, 采购经理陈涛."""

    start: int
    end: int
    surname: str
    title: str
    how: str


class _Edges(NamedTuple):
    """Where words of the trade, times, sums and names begin and end, and which customer's name ends where."""

    starts: frozenset[int]
    ends: frozenset[int]
    customers: dict[int, tuple[Name, ...]]


def find(
    text: str, cues: Sequence[Cue], taken: Sequence[Span], index: NameIndex, times: Collection[Span] = ()
) -> list[Mention]:
    """The mentions of a lower-case text, from left to right, without overlaps (tags may lie over others).

    No name reaches over what is `taken`; over one of the `times`, only what is written as the longer name is.
    """
    spans, written, heard = stretches(text, taken)
    spoken = _spoken(text, cues)
    keys = {*written, *heard}
    keys.discard("")
    for person in spoken:
        keys |= zh_names.surname_keys(person.surname)
        if person.how == "nick":
            keys.add(f"{person.surname}$")
    by_key: dict[str, list[Name]] = {}
    for name in index.find(keys):
        by_key.setdefault(name.key, []).append(name)
    found = _titled(text, spoken, by_key)
    if by_key:
        found += _written(spans, written, by_key)
        if said := {text[m.start : m.end] for m in found} & _ALSO_WORDS:
            ends = {end for _, end in (*taken, *times)}
            found = [m for m in found if text[m.start : m.end] not in said or _a_name(text, m, ends)]
        if not by_key.keys().isdisjoint(heard):
            found += _heard(text, spans, heard, by_key, _edges(cues, [*taken, *times], found))
        if times:
            found = [m for m in found if _reaches_over(text, m, times)]
    found += _latin(text, cues, found)
    return _with_titles(_without_overlaps(text, found), cues)


# What companies are called in short that is said as often for what it means. (In full, as 统一模具, it is a name.)
_DOUBTS = frozenset("听说 万一 希望 如果 要是 可能 大概 好像 但愿 其实 反正 据说 也许 果然 原来 难道".split())
_ALSO_WORDS = _DOUBTS | frozenset(
    "统一 一起 共同 联合 直接 同步 马上 立即 一定 必须 同意 成功 进步 发展 合作 完成 支持 通过 提醒 方便 放心 安心 "
    "关心 注意 满意 开始 继续 正常 完美 标准 专业 特别 随便 一般 到家 上门 出发 加油 明天 今日 现在 好的 对了 "
    "第一 第二 第三 第四 第五".split()
)
_COUNTED = frozenset("个条家位次批张单项号期台份")  # 第一个办了 is no word about 第一小学
_BEFORE_NAMED = frozenset(
    ["", *" ,，。、:：;；!！?？给跟去和访到找见约把向对在从与陪请帮替催问回是查看搜系下家"]
)
_BEHIND_NAMED = frozenset(["", *" ,，。、:：;；!！?？的那这家"])


def _a_name(text: str, mention: Mention, ends: Collection[int]) -> bool:
    """总部要统一采购 names no 统一, and 希望能早点来 no 希望: where such a word names somebody, it begins or is led to."""
    before, after = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 1]
    if mention.kind != "customer":
        return True
    if text[mention.start] == "第":
        return after not in _COUNTED
    if before not in _BEFORE_NAMED and mention.start not in ends:
        return False
    return text[mention.start : mention.end] not in _DOUBTS or after in _BEHIND_NAMED


def _reaches_over(text: str, mention: Mention, times: Collection[Span]) -> bool:
    """No part of a time names anything: 清明 before 清明上河园. But 明天 in 明天幼儿园 does, and 前海 behind 周五."""
    over = [t for t in times if t[0] < mention.end and mention.start < t[1]]
    return (
        not over
        or mention.how == "exact"
        and all(_over_a_time(text, mention, start, end) for start, end in over)
    )


def _over_a_time(text: str, mention: Mention, start: int, end: int) -> bool:
    if (start, end) == (mention.start, mention.end):
        return mention.kind == "customer" and bool(_of_their_kind(text, mention))
    if mention.start <= start and end <= mention.end:
        return True
    if start < mention.start:
        return mention.start == end - 1 and text[mention.start] in "前后"
    return mention.end == start + 1 and text[start] in "明今昨"


def _edges(cues: Sequence[Cue], taken: Sequence[Span], found: Sequence[Mention]) -> _Edges:
    return _Edges(
        frozenset([*(c.start for c in cues), *(start for start, _ in taken), *(m.start for m in found)]),
        frozenset([*(c.end for c in cues), *(end for _, end in taken), *(m.end for m in found)]),
        {m.end: m.names for m in found if m.kind == "customer"},
    )


def _with_titles(found: list[Mention], cues: Sequence[Cue]) -> list[Mention]:
    """徐文斌主任: the title right behind a full name belongs to the mention."""
    if not found:
        return found
    ends = {cue.start: cue.end for cue in cues if "title" in cue.features}
    if not ends:
        return found
    for at, mention in enumerate(found):
        if mention.kind == "person" and mention.how == "exact" and mention.end in ends:
            following = found[at + 1].start if at + 1 < len(found) else ends[mention.end]
            if ends[mention.end] <= following:
                found[at] = mention._replace(end=ends[mention.end])
    return found


def _spoken(text: str, cues: Sequence[Cue]) -> list[_Spoken]:
    people: list[_Spoken] = []
    for cue in cues:
        if "title" not in cue.features:
            continue
        title, start = cue.value("title"), cue.start
        if (
            title in ("总", "董")
            and text[cue.end : cue.end + 1] in _AFTER_ZONG
            and text[cue.end : cue.end + 1]
            and not (text[cue.end] == "是" and "不是" in text[max(0, start - 5) : start])
        ):
            continue
        family = (
            text[start - 2 : start]
            if text[max(0, start - 2) : start] in zh_names.double_surnames()
            else text[start - 1 : start]
        )
        begin = start - len(family)
        if len(family) == 2 and text[begin - 1 : begin + 1] == "公司":
            family, begin = family[1], start - 1  # 电子公司马经理
        if not family or family in _DIGITS and family != "万":
            continue
        if family == "单" and text[begin - 1 : begin] in _BEFORE_CASE and begin:
            continue  # 那单师傅说, 工单师傅
        if family == "万" and begin and text[begin - 1] in _DIGITS:
            continue
        if "\u4e00" <= family[0] <= "\u9fff":
            people.append(_Spoken(begin, cue.end, family, text[start : cue.end], "title"))
    for match in _SHORT.finditer(text):
        if _is_short(text, match):
            people.append(_Spoken(match.start(), match.end(), match[1], f"{match[2]}长", "short"))
    for match in _NICK.finditer(text) if "小" in text or "老" in text or "阿" in text else ():
        if match[0] not in _NOT_NICK and text[match.start() : match.end() + 1] not in _NOT_NICK:
            people.append(_Spoken(match.start(), match.end(), match[1], "", "nick"))
    return people


_LATIN_NAME = re.compile(
    r"(?:(?:跟|和|与|给|找|请|陪|问|催|回)|(?:见|约|联系|拜访|走访|接待)[到了过]?)([a-z]{3,12})(?=总|经理|[约聊打发说开吃喝见谈通的问回确对一在去了过,，。 ]|$)"
)
_LETTER = re.compile("[a-z]")
_NO_LATIN = frozenset(
    "ppt poc demo excel word pdf crm erp app wifi vip boss logo sop kpi okr bug call email case deal order quote team zoom vpn usb led lcd cad".split()
)


def _latin(text: str, cues: Sequence[Cue], found: Sequence[Mention]) -> list[Mention]:
    """A person nobody has recorded, by a name in Latin letters: 跟Kevin约了."""
    if text.isascii() or _LETTER.search(text) is None:
        return []
    taken = [(c.start, c.end) for c in cues] + [(m.start, m.end) for m in found]
    return [
        Mention(match.start(1), match.end(1), "person", (), "new")
        for match in _LATIN_NAME.finditer(text)
        if match[1] not in _NO_LATIN and not any(a < match.end(1) and match.start(1) < b for a, b in taken)
    ]


def _titled(text: str, spoken: list[_Spoken], by_key: dict[str, list[Name]]) -> list[Mention]:
    found: list[Mention] = []
    for person in spoken:
        exact = by_key.get(f"{person.surname}^", [])
        if person.how == "short":
            known = _unique([n for n in exact if n.kind == "contact" and person.title in (n.title or "")])
            if known:
                found.append(
                    Mention(person.start, person.end, "person", known, "title", person.surname, person.title)
                )
            continue
        names = exact or by_key.get(f"~{pinyin.surname(person.surname)}^", [])
        if person.how == "nick" and not exact:
            names = by_key.get(f"{person.surname}$", []) or names
        is_surname = person.surname in zh_names.surnames() or person.surname in zh_names.double_surnames()
        if not names and (not is_surname or person.how == "nick" or person.surname == "那"):
            continue  # 那经理 is a manager pointed at, unless we know one of that family
        if not exact and person.how == "title" and text[person.start : person.end] in _NOT_PERSON:
            continue
        if person.title == "领导" and (not exact or person.surname in _TO_THEM):
            continue  # 报领导, 向领导: to the boss, whoever may be called 鲍 or 向
        if person.surname == "是" and text[: person.start].strip()[-1:] not in _MARKS_BEFORE:
            continue  # 尹总现在是副总裁 is not about a 石总
        if not exact and person.start and tokens.is_word(text[person.start - 1 : person.start + 1]):
            continue  # 报关主管 is no 关主管, 最近师傅 no 晋师傅
        if names and not exact and not is_surname and tokens.is_word(text[person.start : person.end]):
            continue
        every = _unique([n for n in names if n.kind in ("contact", "user")])
        people = _by_title(every, person.title)
        also = () if people is every else tuple(n for n in every if n not in people)
        found.append(
            Mention(
                person.start, person.end, "person", people, person.how, person.surname, person.title, also
            )
        )
    return found


def _by_title(unique: tuple[Name, ...], title: str) -> tuple[Name, ...]:
    """Those whose title fits what was said, where some do; 总 is said to anybody high up."""
    if title in ("", "哥", "姐", "工", "老师", "先生", "女士", "小姐", "老板"):
        return unique
    wanted = ("总", "董") if title in ("总", "老总") else (title,)
    fitting = tuple(n for n in unique if n.title and any(w in n.title for w in wanted))
    return fitting or unique


def _written(spans: list[Span], written: list[str], by_key: dict[str, list[Name]]) -> list[Mention]:
    found: list[Mention] = []
    for (start, end), said in compress(zip(spans, written, strict=True), map(by_key.__contains__, written)):
        names = by_key[said]
        if _of_the_trade(said):
            names = [name for name in names if not _shorter(name, said)]
        found += _mentions(start, end, names, "exact")
    return found


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


def _heard(
    text: str, spans: list[Span], heard: list[str], by_key: dict[str, list[Name]], edges: _Edges
) -> list[Mention]:
    found: list[Mention] = []
    for (start, end), key in compress(zip(spans, heard, strict=True), map(by_key.__contains__, heard)):
        if (said := text[start:end]) in by_key or said in lexicon.default().marks:
            continue  # 工单 is no 龚丹, 襄阳 no 向阳
        fitting = [name for name in by_key[key] if _sounds_like(said, name, key)]
        if fitting and (_plausible(text, start, end) or _stands(text, start, end, fitting, edges)):
            found += _mentions(start, end, fitting, "heard")
    return found


def _stands(text: str, start: int, end: int, names: Sequence[Name], edges: _Edges) -> bool:
    """A slip in one character of a name, with what may stand around a name on both sides."""
    said = text[start:end]
    before_it = {customer.name for customer in edges.customers.get(start, ())}
    theirs = any(name.kind == "contact" and name.customer in before_it for name in names)
    if end - start == 2 and not theirs and not zh_names.split_person(said + "某")[0]:
        names = [name for name in names if name.kind in ("customer", "product")]  # 盯一下 is no 丁一
    if tokens.is_word(said) or not any(
        sum(a == b for a, b in zip(said, form, strict=True)) >= len(said) - 1
        for name in names
        for form in keys_of(name.kind, name.name)
        if len(form) == len(said)
    ):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (start in edges.ends or before in _LEADS) and (end in edges.starts or after in _FOLLOWS)


_LEADS = frozenset(["", *" ,，。、:：;；!！?？给跟去和访到找见约把向对在了从与陪请帮替催问回是"])
_FOLLOWS = frozenset(["", *" ,，。、:：;；!！?？的那这说要想问今明昨后前上下"])


def _sounds_like(said: str, name: Name, key: str) -> bool:
    """Equal in toneless pinyin, or nearly and alike in writing as well."""
    sound = pinyin.syllables(said)
    for form in keys_of(name.kind, name.name):
        if (
            len(form) == len(said)
            and form[0] != "~"
            and form[-1] not in "^$"
            and "~" + "".join(pinyin.folded(form)) == key
        ):
            other = pinyin.syllables(form)
            if other == sound:
                return name.kind != "contact" or len(said) > 2 or said[0] == form[0] or said[1] == form[1]
            differing = sum(a != b for a, b in zip(sound, other, strict=True))
            written = sum(a != b for a, b in zip(said, form, strict=True))
            if differing == 1 and (written == 1 or len(said) > 2 and written < len(said)):
                return True
    return False


def _plausible(text: str, start: int, end: int) -> bool:
    """A homophone that is an ordinary word counts only where a name would stand."""
    if start == 0 and re.match("(?:什么|啥)情况|怎么样|咋样|的资料|的情况", text[end:]):
        return True
    if not tokens.is_word(text[start:end]):
        return tokens.fits(text, start, end)
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before in ("", "给", "跟", "去", "和", "访", "到", "找", "见", "约", "把", " ", ",") and (
        after in ("", "的", "那") or zh_names.split_person(text[end : end + 2])[0] != ""
    )


def _mentions(start: int, end: int, names: list[Name], how: str) -> list[Mention]:
    groups: dict[str, list[Name]] = {}
    for name in names:
        kind = "person" if name.kind in ("contact", "user") else name.kind
        groups.setdefault(kind, []).append(name)
    return [Mention(start, end, kind, _unique(found), how) for kind, found in groups.items()]


def _unique(names: list[Name]) -> tuple[Name, ...]:
    """Each record once, by whichever key it was found."""
    if len(names) == 1:
        return (names[0],)
    return tuple({(n.kind, n.id, n.name, n.customer): n for n in names}.values())


_KIND_ORDER = {"customer": 0, "person": 1, "product": 2, "tag": 3}
_HOW_ORDER = {"exact": 0, "title": 1, "nick": 1, "new": 2, "heard": 2}


def _not_into_products(found: list[Mention]) -> list[Mention]:
    """瑞幸 咖啡机, not 瑞幸咖啡 机: where a shorter form of the customer leaves the product whole."""
    products = [m for m in found if m.kind == "product" and m.how == "exact"]
    customers = [m for m in found if m.kind == "customer" and m.how == "exact"]
    wrong = [
        m
        for m in customers
        for p in products
        if m.start < p.start < m.end < p.end
        and any(c.start == m.start and c.end <= p.start for c in customers)
    ]
    return [m for m in found if m not in wrong] if wrong else found


def _without_overlaps(text: str, found: list[Mention]) -> list[Mention]:
    """The longest and surest first; a full name keeps its title: 陈涛经理."""
    if not found:
        return found
    if len(found) == 1:
        mention = found[0]
        if mention.kind != "customer":
            return found
        free = bytearray(len(text) + 1)
        free[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        return [_grown(text, mention, free)]
    chosen: list[Mention] = []
    free = bytearray(len(text) + 1)
    order = sorted(
        _not_into_products(found),
        key=lambda m: (_HOW_ORDER[m.how], m.start - m.end, _KIND_ORDER[m.kind], m.start),
    )
    for mention in order:
        if mention.kind == "tag":
            continue
        if free.find(1, mention.start, mention.end) < 0:
            free[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            chosen.append(mention)
    tags: list[Mention] = []
    for mention in order:
        if mention.kind == "tag" and not any(t.start < mention.end and mention.start < t.end for t in tags):
            tags.append(mention)
    chosen = [_grown(text, mention, free) if mention.kind == "customer" else mention for mention in chosen]
    return sorted(chosen + tags, key=lambda m: (m.start, m.end))


def _grown(text: str, mention: Mention, free: bytearray) -> Mention:
    """A company's mention reaches over neighbouring characters of its full name: 南通 before 天泽."""
    full = [name.name.lower().replace("（", "(").replace("）", ")") for name in mention.names]
    start, end = mention.start, mention.end
    while end < len(text) and not free[end] and any(text[start : end + 1] in name for name in full):
        end += 1
    while start > 0 and not free[start - 1] and any(text[start - 1 : end] in name for name in full):
        start -= 1
    while (
        start > 1
        and free.find(1, start - 2, start) < 0
        and text[start - 2 : start] in zh_names.places()
        and any(text[start - 2 : start] in name for name in full)
    ):
        start -= 2
    names = mention.names
    if (start, end) != (mention.start, mention.end):
        fitting = tuple(
            n
            for n, name in zip(names, full, strict=True)
            if text[start:end] in name or text[start : start + 2] in name and start < mention.start
        )
        names = fitting or names
    if (
        (kind := _INSTITUTION.match(text, end))
        and free.find(1, end, kind.end()) < 0
        and (of_kind := _of_kind(text, mention, names, kind[0]))
    ):
        end, names = kind.end(), of_kind
    return (
        mention
        if names is mention.names and end == mention.end and start == mention.start
        else mention._replace(start=start, end=end, names=names)
    )


def _of_their_kind(text: str, mention: Mention) -> tuple[Name, ...]:
    kind = _INSTITUTION.match(text, mention.end)
    return _of_kind(text, mention, mention.names, kind[0]) if kind else ()


def _of_kind(text: str, mention: Mention, names: Sequence[Name], kind: str) -> tuple[Name, ...]:
    """康宁药房 is 康宁大药房, not 康宁门诊部."""
    core = text[mention.start : mention.end]
    return tuple(
        n
        for n in names
        if (found := n.name.lower().find(core)) >= 0 and within(kind, n.name.lower()[found + len(core) :])
    )


_INSTITUTION = re.compile(
    "医院|门诊部?|诊所|药房|药店|学校|学院|大学|中学|小学|幼儿园|集团|合作社|车队|律所|会计所|事务所|酒店|宾馆|酒楼|餐厅|饭店|"
    "超市|商场|广场|商城|书店|印刷厂|工厂|厂|银行|支行|俱乐部|物流|机械|电子|食品|化工|建材|科技|医药|医疗|保险|证券|地产|置业|物业|"
    "装饰|装修|建设|建筑|广告|传媒|教育|培训|旅游|餐饮|服饰|家居|家具|农业|种业|水产|渔业|农资|能源|电力|通信|软件|网络"
)


def within(said: str, name: str) -> bool:
    """Whether the characters stand in the name in this order."""
    rest = iter(name)
    return all(char in rest for char in said)
