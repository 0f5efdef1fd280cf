"""字典: 「字典 行业」「行业加一项 新能源 也叫 锂电 光伏」「行业的锂电改名新能源」「行业停用 涂料」."""

import re

from sqlalchemy import func, select

from crm.company import dictionaries
from crm.customers.customers import replace_value
from crm.errors import NotThere, Refused
from handlers.company import dictionaries_words as words
from handlers.context import Context
from handlers.paging import listing
from handlers.phrases import as_typed, colleagues_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.whole import all_or_nothing
from models.customers import Customer
from nlp.frames import Frame

OTHERS = {"阶段"}  # the stages of chances are another dictionary
CALLED = {word: kind for word, kind in dictionaries.called().items() if word not in OTHERS}
KIND = f"(?:客户)?({'|'.join(sorted(CALLED, key=len, reverse=True))})(?:字典)?(?:里面|里|中|的)?"
NAME = r"[\"“「『]?([^\s,，\"”」』]{1,20})[\"”」』]?"
ALSO = "(?:也叫|又叫|也可以叫|别名(?:是|叫|为)?|同义词(?:是|有|为)?)"
COLUMNS = {"source": "origin"}


@says("(?:数据)?字典(?:有哪些|列表)?", "(?:有哪些|看看?|查看)字典")
def read_all(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("dictionary.show")


@says(
    f"(?:看看?|查看?)?字典[: ]*{KIND}",
    f"{KIND}(?:字典|都?有?(?:哪几[种个类]|几[种类])|都?有哪些(?:选项|项|可选)?|可以填(?:什么|哪些)|选项|怎么填)",
)
def read_one(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("dictionary.show", {"kind": CALLED[match[1]]})


@handles("dictionary.show")
def show(frame: Frame, ctx: Context) -> str:
    """One dictionary, or how many items each has."""
    known = ctx.vocabulary.dictionaries
    kind = frame.slots.get("kind")
    if kind is None:
        counted = [(dictionaries.title(k), sum(item.active for item in known[k])) for k in dictionaries.KINDS]
        return words.overview(counted)
    lines = [words.item_line(item) for item in known[str(kind)]]
    head = f"{dictionaries.title(str(kind))}：共{len(lines)}项"
    if kind == "region":
        head += "，另外全国省市区县都认得"
    return listing(ctx, head, lines)


@says(
    rf"(?:给)?{KIND}(?:再)?(?:加上|增加|添加|新增|加)(?:一项|一个|个|新项|一条|项)[: ]*{NAME}"
    rf"(?:[\s,，]*{ALSO}[: ]*(.+))?",
    rf"{KIND}{NAME} ?{ALSO}[: ]*(.+)",
    rf"给{KIND}{NAME}加(?:个)?(?:别名|同义词)[: ]*(.+)",
)
def read_add(match: re.Match[str], ctx: Context) -> Frame:
    said = as_typed(match, ctx)
    slots = {"kind": CALLED[match[1]], "name": said[2], "synonyms": _split(said[3] or "")}
    return Frame("dictionary.add", slots)


@says(rf"(?:给)?{KIND}(?:再)?(?:加上|增加|添加|新增|加){NAME}")
def read_add_bare(match: re.Match[str], ctx: Context) -> Frame | None:
    """来源加抖音, of an administrator: others may talk of 行业加工."""
    if ctx.user.role != "admin" or ctx.open is not None:
        return None
    name = as_typed(match, ctx)[2]
    return Frame("dictionary.add", {"kind": CALLED[match[1]], "name": name, "synonyms": []})


@says(
    rf"(?:给)?{KIND}(?:再)?(?:加上|增加|添加|新增|加)(?:一项|一个|个|几个|两个|几项|两项|项)?[: ]*"
    r"([^\s,，、]{1,20}(?:(?:[\s,，、]*(?:还有|以及|和)[\s,，、]*|[,，、]\s*)[^\s,，、]{1,20}?)+)",
    rf"(?:给)?{KIND}(?:再)?(?:加上|增加|添加|新增|加)(?:一项|一个|个|几个|两个|几项|两项|项)?[: ]+"
    r"([^\s,，、]{1,20}(?: +[^\s,，、]{1,20}){0,9})",
)
def read_several(match: re.Match[str], ctx: Context) -> Frame | None:
    """行业加个低空经济 还有 机器人: as many items."""
    said = as_typed(match, ctx)
    names = [one for one in re.split(r"[\s,，、]+|还有|以及|(?<=[^\s])和(?=[^\s])", said[2]) if one]
    if re.search(ALSO, match[2]):
        return None
    slots = {"kind": CALLED[match[1]], "name": names[0], "others": names[1:], "synonyms": []}
    return Frame("dictionary.add", slots)


def _split(said: str) -> list[str]:
    return [word for word in re.split(r"[\s,，、/和]+", said) if word]


@handles("dictionary.add")
def add(frame: Frame, ctx: Context) -> str:
    """New items, or more words for one; none of several where one cannot be."""
    kind = _allowed(frame, ctx)
    others = [(str(one), list[str]()) for one in frame.slots.get("others", ())]
    named = [(str(frame.slots["name"]), list(frame.slots["synonyms"])), *others]
    with all_or_nothing(ctx):
        made = [
            dictionaries.add(ctx.session, kind, _known_name(kind, name, ctx), synonyms, ctx.now)
            for name, synonyms in named
        ]
    return "\n".join(words.added(kind, item) for item in made)


def _known_name(kind: str, said: str, ctx: Context) -> str:
    """An item said by its own name in other capitals is that item; a synonym becomes an item of its own."""
    wanted = dictionaries.bare(said)
    items = ctx.vocabulary.dictionaries[kind]
    return next((item.name for item in items if dictionaries.bare(item.name) == wanted), said)


def _allowed(frame: Frame, ctx: Context) -> str:
    if ctx.user.role != "admin":
        raise Refused(words.ADMINS)
    return str(frame.slots["kind"])


@says(
    rf"(?:把)?{KIND}{NAME}(?: ?)(?:改名|改叫|更名|重命名)(?:为|成|叫|到)?[: ]*{NAME}",
    rf"(?:把)?(?:客户)?({'|'.join(sorted(CALLED, key=len, reverse=True))})(?:字典)?"
    rf"(?:(?:里面|里|中)的?|的) ?{NAME} ?(?:改成|改为|换成|改) ?{NAME}",
)
def read_rename(match: re.Match[str], ctx: Context) -> Frame:
    said = as_typed(match, ctx)
    return Frame("dictionary.rename", {"kind": CALLED[match[1]], "name": said[2], "to": said[3]})


@handles("dictionary.rename")
def rename(frame: Frame, ctx: Context) -> str:
    """Another name for an item, in every customer that has it too."""
    kind = _allowed(frame, ctx)
    to, old = str(frame.slots["to"]), _item(kind, str(frame.slots["name"]), ctx)
    count = _used(kind, old, ctx)
    if count and not confirmed(frame, words.ask_rename(kind, old, to, count)):
        return LEFT_ALONE
    old, item = dictionaries.rename(ctx.session, kind, old, to)
    replace_value(ctx.session, COLUMNS.get(kind, kind), old, item.name)
    return words.renamed(kind, old, item.name, count)


def _item(kind: str, said: str, ctx: Context) -> str:
    found = dictionaries.find(ctx.vocabulary.dictionaries[kind], said)
    if found is None:
        raise NotThere(
            f"{dictionaries.title(kind)}里没有「{said}」。发「字典 {dictionaries.title(kind)}」看看。"
        )
    return found.name


def _used(kind: str, name: str, ctx: Context) -> int:
    """Customers of the whole company that have the item."""
    column = getattr(Customer, COLUMNS.get(kind, kind))
    counted = select(func.count(Customer.id)).where(column == name)
    return ctx.session.scalar(counted, execution_options={"unscoped": True}) or 0


@says(
    rf"(?:停用|删除|删掉|去掉|不要)(?:字典)?{KIND}[: ]*{NAME}",
    rf"{KIND}(?:停用|删除|删掉|去掉) ?{NAME}",
    rf"{KIND}(?:的|把)?{NAME}(?:停用|停|删除|删|去掉|不要)(?:了|掉|吧)*",
)
def read_end(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only of an item there is: 删除状态标签 and the like are not meant."""
    kind, name = CALLED[match[1]], as_typed(match, ctx)[2].removeprefix("把")
    if dictionaries.find(ctx.vocabulary.dictionaries[kind], name) is None:
        return None
    return Frame("dictionary.end", {"kind": kind, "name": name})


@says(rf"(?:停用|禁用){NAME}(?:这一?项|这个选项|选项)?")
def read_end_anywhere(match: re.Match[str], ctx: Context) -> Frame | None:
    """停用抖音: the one dictionary that has the item, where no colleague is called so."""
    name = as_typed(match, ctx)[1]
    known = ctx.vocabulary.dictionaries
    kinds = [kind for kind, items in known.items() if any(one.active and one.name == name for one in items)]
    if len(kinds) != 1 or colleagues_called(match[1], ctx):
        return None
    return Frame("dictionary.end", {"kind": kinds[0], "name": name})


@handles("dictionary.end")
def end(frame: Frame, ctx: Context) -> str:
    """An item that is given no more."""
    kind = _allowed(frame, ctx)
    item = dictionaries.end(ctx.session, kind, str(frame.slots["name"]))
    return words.ended(kind, item, _used(kind, item.name, ctx))
