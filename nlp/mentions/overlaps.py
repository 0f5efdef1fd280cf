"""Of mentions that lie over one another the longest and surest, each as long as the full name lets it be."""

from nlp import forms as re
from nlp import lexicon
from nlp.mentions.kinds import INSTITUTION, of_kind
from nlp.mentions.mention import Mention
from zh import name_words

_KIND_ORDER = {"customer": 0, "person": 1, "product": 2, "tag": 3}
_DONE_FOR_IT = re.compile(
    "[发建开报打录加贴标](?:一?[个份张条封下](?!人)|[了过上]|邮件|微信|短信|问卷|满意度|报价|资料|样|货)"
    "|[\u4e00-\u9fff]了(?!么)"  # 给星光文化传了份传真: no 星光文化传 of 星光文化传媒
)
_HOW_ORDER = {"exact": 0, "title": 1, "nick": 1, "new": 2, "heard": 2}


def without_overlaps(text: str, found: list[Mention]) -> list[Mention]:
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
    return _told_by_both(sorted(chosen + tags, key=lambda m: (m.start, m.end)))


def _told_by_both(found: list[Mention]) -> list[Mention]:
    """8kg干粉 is one of the goods that are called so by either: 8kg干粉灭火器."""
    for at in range(len(found) - 1, 0, -1):
        first, then = found[at - 1], found[at]
        if first.kind == then.kind == "product" and first.end == then.start:
            both = {(name.id, name.name) for name in first.names}
            names = tuple(name for name in then.names if (name.id, name.name) in both)
            if names:
                found[at - 1 : at + 1] = [first._replace(end=then.end, names=names)]
    return found


def _not_into_products(found: list[Mention]) -> list[Mention]:
    """瑞幸 咖啡机, not 瑞幸咖啡 机: where a shorter form of the customer leaves the product whole."""
    products = [m for m in found if m.kind == "product" and m.how == "exact"]
    if not products:
        return found
    customers = [m for m in found if m.kind == "customer" and m.how == "exact"]
    wrong = [
        m
        for m in customers
        for p in products
        if m.start < p.start < m.end < p.end
        and any(c.start == m.start and c.end <= p.start for c in customers)
    ]
    return [m for m in found if m not in wrong] if wrong else found


def _in_one(said: str, names: list[str]) -> bool:
    for name in names:  # noqa: SIM110 (`any(… for …)` makes a function each time)
        if said in name:
            return True
    return False


def _grown(text: str, mention: Mention, free: bytearray) -> Mention:
    """A company's mention reaches over neighbouring characters of its full name: 南通 before 天泽."""
    full = [name.name.lower().replace("（", "(").replace("）", ")") for name in mention.names]
    start, end, names, words = mention.start, mention.end, mention.names, lexicon.default().marks
    while end < len(text) and not free[end] and _in_one(text[start : end + 1], full):
        if _DONE_FOR_IT.match(text, end):
            break  # 给中储发个问卷: no 中储发 of 中储发展
        if text[end : end + 2] in words and not _in_one(text[start : end + 2], full):
            break  # 万达电话多少: no 万达电 of 万达电影
        end += 1
    branch = text[end : end + 2]
    if branch in name_words.places() and free.find(1, end, end + 2) < 0 and _in_one(f"{branch}分", full):
        names = tuple(n for n, name in zip(names, full, strict=True) if f"{branch}分" in name)
        full = [name.name.lower() for name in names]
        end += 2  # 金茂南京 is 金茂物业管理有限公司南京分公司
    elif (
        branch in name_words.places()
        and full
        and all("分公司" in name and branch not in name for name in full)
        and free.find(1, end, end + 2) < 0
        and text[end + 2 : end + 3] not in ("的", "那", "这", "项")
    ):
        return mention._replace(end=end + 2, names=(), how="new")  # 金茂杭州 is another branch
    while start > 0 and not free[start - 1] and _in_one(text[start - 1 : end], full):
        start -= 1
    while (
        start > 1
        and free.find(1, start - 2, start) < 0
        and text[start - 2 : start] in name_words.places()
        and _in_one(text[start - 2 : start], full)
    ):
        start -= 2
    if (start, end) != (mention.start, mention.end):
        fitting = tuple(
            n
            for n, name in zip(names, full, strict=True)
            if text[start:end] in name or text[start : start + 2] in name and start < mention.start
        )
        names = fitting or names
    if (
        (kind := INSTITUTION.match(text, end))
        and free.find(1, end, kind.end()) < 0
        and (fitting := of_kind(text, mention, names, kind[0]))
    ):
        end, names = kind.end(), fitting
    return (
        mention
        if names is mention.names and end == mention.end and start == mention.start
        else mention._replace(start=start, end=end, names=names)
    )
