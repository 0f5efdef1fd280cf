"""Family name and given name of somebody nobody has recorded, by their shape."""

from nlp import forms as re
from nlp import tokens
from nlp.reading import Clause, Span
from zh import names as zh_names

NICKED = re.compile("[小老阿][\u4e00-\u9fff]")
# 联系人老郑电话…: all that is known of him
NICK = re.compile(rf"{NICKED.pattern}(?=$|[^\u4e00-\u9fff]|电话|手机|微信|邮箱|职务|管|负责)")
_NUMERALS = frozenset("二三四五六七八九")
_NO_NAME = re.compile(
    "[的是在做手打有去来说要也都还这和跟电职微邮加录一号管负那个给我你他她们了就]|生日|经理|主任|联系|客户"
    "|公司|行业|级别|来源|备注|地址|展会|介绍|老板|安排|明天|下午|上午|周[一二三四五六日]|标签"
)


_NUMBER = re.compile("电话|手机|微信|邮箱|号码|座机|联系方式|职务")


def stands_alone(clause: Clause, name: Span) -> bool:
    """It runs into no other word but one that his number begins with: 助理叫柳娟电话139…."""
    text, end = clause.reading.text, name[1]
    return (
        end >= clause.end
        or not "\u4e00" <= text[end] <= "\u9fff"
        or _NUMBER.match(text, end, clause.end) is not None
    )


def _before_trade(clause: Clause, start: int, family: int, limit: int) -> int:
    """徐峰仓库主管 is 徐峰, 孙鹏飞生产主管 孙鹏飞: what stands before the title begins with a word."""
    text = clause.reading.text
    title = next((c.start for c in clause.marked("title") if limit <= c.start <= limit + 4), None)
    if title is None or title == limit or limit - start != family + 2:
        return limit
    short, long = text[limit - 1 : limit + 1], text[limit : min(title, limit + 2)]
    return limit - 1 if tokens.is_word(short) and not (len(long) == 2 and tokens.is_word(long)) else limit


# What begins as a family name does and is said behind a number: 张工电话 138… 谢谢.
_SAID = frozenset(
    "谢谢 谢啦 谢了 谢哈 马上 方便 高兴 安排 应该 时间 全部 常用 万一 金额 单位 项目 包括 经常 平时".split()
)


def full_name(clause: Clause, start: int, end: int) -> Span | None:
    """Family name and given name from `start`: two or three characters, not running into a label or title."""
    text = clause.reading.text
    if NICK.match(text, start, end) and zh_names.split_person(text[start + 1 : start + 3] + "某")[0]:
        return start, start + 2
    family, _ = zh_names.split_person(text[start : start + 4])
    if not family or start >= end:
        return None
    stops = [
        c.start
        for c in clause.cues
        if c.start > start + len(family)
        and len(c.word) > 1
        and any(
            k
            in (
                "field",
                "contact_word",
                "label",
                "title",
                "add",
                "tag_word",
                "act",
                "link",
                "conf",
                "source",
                "industry",
            )
            for k, _ in c.marks
        )
    ]
    # 于九: the numeral is no count of anything.
    stops += [
        i.start
        for i in clause.items
        if i.start > start and not (i.kind == "number" and text[i.start : i.end] in _NUMERALS)
    ]
    limit = min([end, start + len(family) + 2, *stops])
    while limit - start > len(family) + 1 and not re.fullmatch(r"[\u4e00-\u9fff]", text[limit - 1]):
        limit -= 1
    while limit - start > len(family) + 1 and (
        text[limit - 1] in "是的在做打有去来说要也都还这和跟号管负那给他她了就"
        or text[limit - 1 : limit + 1] in _LABELS
    ):
        limit -= 1
    limit = _before_trade(clause, start, len(family), limit)
    said = text[start:limit]
    given = said[len(family) :]
    if stands_alone(clause, (start, limit)):
        given = given.replace("一", "")  # 丁一, 徐一鸣
    if (
        limit - start <= len(family)
        or not re.fullmatch(r"[\u4e00-\u9fff]+", said)
        or said in _SAID
        or _NO_NAME.search(given)
        or any(c.start == start and len(c.word) > 1 for c in clause.cues)
    ):
        return None
    return start, limit


# What a name must not run into: 万春|电话; but 万春生 may be called so.
_LABELS = frozenset("手机 电话 职务 职位 微信 邮箱 邮件 生日".split())
