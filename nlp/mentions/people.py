"""People by family name and title: 李总, 小李, 采购经理陈涛, 跟Kevin约了."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nlp import tokens
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention, unique
from nlp.names import Name
from zh import name_words, pinyin

_NICK = re.compile(r"(?<![\u4e00-\u9fffa-z]小)(?:[小老阿])([\u4e00-\u9fff])(?![时程票单费票样型批客板区组])")
_NOT_NICK = frozenset(
    "小时 小程 小单 小区 小票 小包 小车 小计 小钱 小麻 小项 小方案 小金额 小关 老钱 老关系 老样 小结 "
    "小康 小型 小麦 老单 老项 老路 小路 小白菜 小白鼠 小毛病 小毛利 小单子 小批 小应 老应 小全 小程序 "
    "小包装 老房 老车 老包 老管 老古 老计 老毛".split()
)
# 跟采购老孙聊了, 见了他们老吴: an old one whom nobody has recorded is somebody where one talks with him.
_WITH = re.compile("(?:[跟和与给陪找见约碰遇]|拜访|接待|联系)[^,，。;；:：!！?？隔]{0,12}$")
_TALKED = re.compile(
    "(?!一[起块道同])(?:又|也|先|大概|简单|当面|一直)*(?:$|[,，。;；!！?？ ]"
    "|[他她]|[上下]周|明天|[聊谈说讲吃喝通碰约见看开对签沟交确介握打坐转])"
)
_NOT_PERSON = frozenset(
    "施工 员工 化工 荣总 常总 全总 计总 应总 党工 占总 和总 管工 车工 江总部 都总 平总 易总额 别总 成总 "
    "到总 单工 强总".split()
)
_COUNTS = frozenset("个位名几每这那")
_TO_A_TITLE = frozenset("找问见叫请约陪去到")  # 去财务, 找总务, 找工程部: what one does, whoever is called 赵
_MET_BEFORE = frozenset("找跟约")
_TO_THEM = frozenset("向和请问找")  # family names that stand before 领导 as what they mean
_MARKS_BEFORE = frozenset(["", *",，。;；!！?？:："])
_AFTER_ZONG = frozenset("价额共计部结体量数是得监算经裁")
_IS_WHAT = re.compile("是(?:什么|啥|哪|谁|干[嘛啥什]|做什|管什|几)")  # 戚总是什么职位
_KEEPS = frozenset("财务 采购 出纳 会计 库管 行政 教务 人事".split())  # 管财务的 is nobody called 管
_BEFORE_CASE = frozenset("那这工张个条份派订报号诉修")
_DIGITS = frozenset("0123456789一二三四五六七八九十百千万亿两几")


# 葛部 is a 部长, 王处 a 处长, 林校 a 校长: heard of those alone who are known to be one.
_OFFICE = re.compile("[部处科局校院所厂站园]")
_SHORT = re.compile(f"([\u4e00-\u9fff])({_OFFICE.pattern})(?!长)")

_RARELY = "校园站"  # 林校 stands in the dictionary and is hardly ever said
_SCHOOLS = frozenset(("高校", "党校", "华校", "公园", "花园", "梅园", "车站", "上站"))


class Spoken(NamedTuple):
    """A person by family name: 李总, 小李, 采购经理陈涛."""

    start: int
    end: int
    surname: str
    title: str
    how: str


def spoken(text: str, cues: Sequence[Cue]) -> list[Spoken]:
    """Whoever may be meant by a family name: before the index is asked."""
    people: list[Spoken] = []
    for cue in cues:
        if "title" not in cue.features:
            continue
        title, start = cue.value("title"), cue.start
        if (
            title in ("总", "董")
            and text[cue.end : cue.end + 1] in _AFTER_ZONG
            and text[cue.end : cue.end + 1]
            and not (
                text[cue.end] == "是"
                and ("不是" in text[max(0, start - 5) : start] or _IS_WHAT.match(text, cue.end))
            )
        ):
            continue
        family = (
            text[start - 2 : start]
            if text[max(0, start - 2) : start] in name_words.double_surnames()
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
            people.append(Spoken(begin, cue.end, family, text[start : cue.end], "title"))
    for match in _SHORT.finditer(text) if _OFFICE.search(text) else ():
        if _is_short(text, match):
            people.append(Spoken(match.start(), match.end(), match[1], f"{match[2]}长", "short"))
    for match in _NICK.finditer(text) if "小" in text or "老" in text or "阿" in text else ():
        start, end = match.span()
        if match[0] not in _NOT_NICK and text[start : end + 1] not in _NOT_NICK:
            people.append(Spoken(start, end, match[1], "", "nick"))
        elif match[0] in _NOT_NICK and _AS_ONE.search(text, 0, start) and _DOES.match(text, end):
            people.append(Spoken(start, end, match[1], "", "known nick"))
    return people


# 让小康明天去, 小程今天有啥待办: a word, but where a colleague stands it may be one of that family.
_AS_ONE = re.compile(
    "(?:^|[ ,，。让叫给派找请喊跟和由把]|安排|通知|提醒|看一?下|看看|查一?下|转交|负责人是)$"
)
_DOES = re.compile("(?:$|[ ,，。、来明后今昨这本上下周月跟和手名接]|处理|负责|上门|[去的](?!了))")


def _is_short(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return (
        match[1] in name_words.surnames()
        and (match[2] in _RARELY and match[0] not in _SCHOOLS or not tokens.is_word(match[0]))
        and not tokens.is_word(text[start + 1 : end + 1])
        and not (start and tokens.is_word(text[start - 1 : end - 1]))
    )


def titled(text: str, spoken: list[Spoken], by_key: dict[str, list[Name]]) -> list[Mention]:
    """Those of them who are people, with the records they can mean, if there are any."""
    found: list[Mention] = []
    for person in spoken:
        exact = by_key.get(f"{person.surname}^", [])
        if person.how == "short":
            known = unique([n for n in exact if n.kind == "contact" and person.title in (n.title or "")])
            if known:
                found.append(
                    Mention(person.start, person.end, "person", known, "title", person.surname, person.title)
                )
            continue
        if person.how == "known nick":
            colleagues = unique([n for n in exact if n.kind == "user"])
            if colleagues:
                found.append(
                    Mention(person.start, person.end, "person", colleagues, "nick", person.surname, "")
                )
            continue
        names = exact or [
            n
            for n in by_key.get(f"~{pinyin.surname(person.surname)}^", [])
            if not _of_another_post(n.title or "", person.title)
        ]
        if (person.how == "nick" or person.title in ELDERS) and not exact:
            names = _by_given_name(text[person.start], by_key.get(f"{person.surname}$", [])) or names
        is_surname = person.surname in name_words.surnames() or person.surname in name_words.double_surnames()
        if not names and (not is_surname or person.surname == "那"):
            continue  # 那经理 is a manager pointed at, unless we know one of that family
        if not exact and person.surname in _COUNTS:
            continue  # 派个师傅, 来了位经理: nobody of the family 葛 or 魏
        how = person.how
        if not names and how == "nick":
            if not _is_talked_with(text, person):
                continue
            how = "title"  # somebody new, as an unknown 孙工 is
        if not exact and (person.surname in _TO_A_TITLE or person.surname == "管" and person.title in _KEEPS):
            continue
        if not exact and person.how == "title" and text[person.start : person.end] in _NOT_PERSON:
            continue
        if person.title == "领导" and (not exact or person.surname in _TO_THEM):
            continue  # 报领导, 向领导: to the boss, whoever may be called 鲍 or 向
        if person.surname == "是" and text[: person.start].strip()[-1:] not in _MARKS_BEFORE:
            continue  # 尹总现在是副总裁 is not about a 石总
        if (
            not exact
            and person.start
            and text[person.start - 1] not in _MET_BEFORE  # 找钱主任
            and tokens.is_word(text[person.start - 1 : person.start + 1])
        ):
            continue  # 报关主管 is no 关主管, 最近师傅 no 晋师傅
        if names and not exact and not is_surname and tokens.is_word(text[person.start : person.end]):
            continue
        every = unique([n for n in names if n.kind in ("contact", "user")])
        people = _by_title(every, person.title)
        also = () if people is every else tuple(n for n in every if n not in people)
        found.append(
            Mention(person.start, person.end, "person", people, how, person.surname, person.title, also)
        )
    return found


ELDERS = frozenset(("哥", "姐"))


def _by_given_name(said: str, names: list[Name]) -> list[Name]:
    """阿强 and 强哥 are anybody so called; by 老 one calls a colleague at most."""
    return [name for name in names if name.kind == "user"] if said == "老" else names


_POST = re.compile("[校园院科处局]长|老师|医生|护士|主任|书记|教授")


def _of_another_post(known: str, said: str) -> bool:
    """王总 by ear is no 汪校长."""
    return bool(said) and said not in known and bool(_POST.search(known) or _POST.search(said))


def _is_talked_with(text: str, person: Spoken) -> bool:
    return (
        text[person.start] == "老"
        and _TALKED.match(text, person.end) is not None
        and _WITH.search(text, max(0, person.start - 16), person.start) is not None
    )


def _by_title(unique: tuple[Name, ...], title: str) -> tuple[Name, ...]:
    """Those whose title fits what was said, where some do; 总 is said to anybody high up."""
    if not title:
        return unique
    wanted = ("总", "董") if title in ("总", "老总") else (title,)
    fitting = tuple(n for n in unique if n.title and any(w in n.title for w in wanted))
    return fitting or unique


def with_titles(found: list[Mention], cues: Sequence[Cue]) -> list[Mention]:
    """徐文斌主任: the title right behind a full name belongs to the mention."""
    for at, mention in enumerate(found):
        if mention.kind != "person" or mention.how != "exact":
            continue
        for cue in cues:
            if cue.start == mention.end and "title" in cue.features:
                if at + 1 == len(found) or cue.end <= found[at + 1].start:
                    found[at] = mention._replace(end=cue.end)
                break
    return found


_LATIN_NAME = re.compile(
    "(?:(?:跟|和|与|给|找|请|陪|问|催|回)|(?:见|约|联系|拜访|走访|接待)[到了过]?)([a-z]{3,12})"
    "(?=总|经理|[约聊打发说开吃喝见谈通的问回确对一在去了过,，。 ]|$)"
)

_NO_LATIN = frozenset(
    "ppt poc demo excel word pdf crm erp app wifi vip boss logo sop kpi okr bug call email case deal order "
    "quote team zoom vpn usb led lcd cad".split()
)


def latin(text: str, cues: Sequence[Cue], found: Sequence[Mention]) -> list[Mention]:
    """A person nobody has recorded, by a name in Latin letters: 跟Kevin约了."""
    if text.isascii():
        return []
    taken = [(c.start, c.end) for c in cues] + [(m.start, m.end) for m in found]
    return [
        Mention(match.start(1), match.end(1), "person", (), "new")
        for match in _LATIN_NAME.finditer(text)
        if match[1] not in _NO_LATIN and not any(a < match.end(1) and match.start(1) < b for a, b in taken)
    ]
