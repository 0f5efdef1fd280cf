"""A person who is being introduced: name and title, known to nobody yet, by labels and by shape."""

from typing import Any

from nlp import forms as re
from nlp import tokens
from nlp.mentions.mention import Mention
from nlp.reading import Clause, Span
from zh import names as zh_names

Found = tuple[Any, Span | None]

_LEAD = re.compile(
    "(?:[ :：,，、]|叫做?|名叫|名字是|名字叫|姓名|是|为|一下|一个|个|新的?|新来的?|换成了?|改成了?|变成了?"
    r"|有|了|加|的|他们|信息|录|记|(?:[\u4e00-\u9fff]{1,4}(?:部|处|科|室|办|中心)的?"
    r"(?=[\u4e00-\u9fff]{2})))+"
)
_CALLED = re.compile(
    "(?:新来的?|换成了?|换人了?|来了|介绍了?|对接|采购|负责人?|联系人?|接替|接手|姓名|名字"
    r"|新)[^,，。;；]{0,10}?(?:名叫|叫做?|叫|是)(?=[\u4e00-\u9fff])|(?:现在|以后|今后|改)(?:是|由|归)"
    r"(?=[\u4e00-\u9fff]{2,8}(?:对接|负责|接手|管|跟))|(?:^|[,，。 ])(?:叫|名叫)(?=[\u4e00-\u9fff]{2})"
    r"|换(?:成|为)了?(?=[\u4e00-\u9fff]{2})"
)
_POST = "副?(?:老板娘|老板|经理|总监|主任|主管|[\u4e00-\u9fff]长|书记|老师|医生|大夫|秘书|会计|总|工程师)"
_SURNAME = re.compile(rf"({_POST})[ ,，]*姓([\u4e00-\u9fff])(?=$|[,，。;； \d]|电话|手机|微信)")
_FAMILY = re.compile("姓(.)")
_SEGMENT = re.compile(r"[^,，。;；:：!！?？ 、\n]+")
_NO_NAME = re.compile(
    "[的是在做手打有去来说要也都还这和跟电职微邮加录一号管负那个给我你他她们了就]|生日|经理|主任|联系|客户"
    "|公司|行业|级别|来源|备注|地址|展会|介绍|老板|安排|明天|下午|上午|周[一二三四五六日]|标签"
)


_NICKED = re.compile("[小老阿][\u4e00-\u9fff]")
# 联系人老郑电话…: all that is known of him
NICK = re.compile(rf"{_NICKED.pattern}(?=$|[^\u4e00-\u9fff]|电话|手机|微信|邮箱|职务)")
_NUMERALS = frozenset("二三四五六七八九")

_LEFT = re.compile(
    "(?:他|她|都|也|已经|刚|上个?[周月]|前[天阵])*(?:离职|走了|调走|调去|调到|辞职|不干|退休|调任|换岗|跳槽"
    "|不管|不负责|不对接|休(?:产|病|长)?假|请(?:产|病|长)假|生孩子)"
)
# 钱敏调走了 现在对接的是她同事小顾: before whoever comes after the one who left.
_AFTER = re.compile(
    "(?:(?:同事|徒弟|儿子|女儿|老婆|老公|弟弟|哥哥|妹妹|姐姐|侄子|助理|下属|副手|搭档)(?:是|叫)?"
    "|(?:对接|接手|接替|接班|负责|管事)的?(?:是|叫)|(?:现在|以后|今后|后面|目前)(?:是|由|归|找|让)?"
    "|(?:换成|找|联系)了?)(?:[他她]的?)?"
)
_TAKES_OVER = re.compile(
    "(?:来|在)?(?:对接|管|负责|接手|接替|接|跟)|[ ,，、:：]|电话|手机|微信|的?号|[0-9]|$"
)


_ITS_OWNER = re.compile("的?(?:新)?(?:手机|电话|座机|微信|邮箱)?(?:号码?)?(?:就?是|[:： ])*")


def staying(clause: Clause) -> Mention | None:
    """The person right before a number, else the first who has not left: 段总离职了, 现在是赵磊."""
    numbers = clause.of_kind("phone", "wechat", "email")
    for person in clause.named("person"):
        if any(_ITS_OWNER.fullmatch(clause.reading.text, person.end, n.start) for n in numbers):
            return person
    return next((m for m in clause.named("person") if not _LEFT.match(clause.reading.text, m.end)), None)


def introduced(clause: Clause) -> dict[str, Found]:
    """`contact` and `title` of the person the clause introduces."""
    found: dict[str, Found] = {}
    if surname := _SURNAME.search(clause.text):
        at = (clause.start + surname.start(), clause.start + surname.end())
        found["contact"] = surname[2] + surname[1].removesuffix("程师"), at  # 老板姓孙 is 孙老板
        before = clause.start + surname.end(1)
        full = next((c for c in clause.marked("title") if c.end == before and len(c.word) > 2), None)
        if full:
            found["title"] = clause.reading.words((full.start, full.end)), (full.start, full.end)
        return found
    span = (
        _in_full(clause, _labelled(clause))
        or _called(clause)
        or _latin(clause)
        or _heir(clause)
        or _segment(clause)
        or _behind_title(clause)
        or _worker(clause)
        or _nicked(clause)
    )
    if span is None:
        return found
    found["contact"] = clause.reading.words(span), span
    if title := title_by(clause, span) or _work_of(clause, span):
        found["title"] = clause.reading.words(title), title
        family, post = _FAMILY.fullmatch(found["contact"][0]), re.search(f"{_POST}$", found["title"][0])
        if family and post:  # 姓胡 采购经理
            found["contact"] = family[1] + post[0], span
    return found


def _heir(clause: Clause) -> Span | None:
    """Who comes after somebody who left: 现在对接的是她同事小顾, 现在小顾对接."""
    text = clause.reading.text
    left = next((m for m in clause.named("person") if _LEFT.match(text, m.end, clause.end)), None)
    if left is None:
        return None
    for match in _AFTER.finditer(text, left.end, clause.end):
        begin = match.end()
        known = next((m.end for m in clause.named("person") if m.start == begin), None)
        nicked = begin + 2 if _NICKED.match(text, begin, clause.end) else None
        full = full_name(clause, begin, clause.end)
        for end in (known, nicked, full and full[1]):
            if end and _TAKES_OVER.match(text, end, clause.end):
                return begin, end
    return None


_SPACE = re.compile("[ ,，]+")
_FULL = re.compile("[ ,，]*(?:全名|名字|大名)?(?:就)?叫做?(?=[\u4e00-\u9fff]{2})")


def _in_full(clause: Clause, named: Span | None) -> Span | None:
    """教务处的王老师 叫王艳: the name behind, where it is of the same family."""
    text = clause.reading.text
    if named is None:
        return None
    nick = NICK.fullmatch(text, *named) is not None  # 采购部小顾 顾婷
    behind = (_SPACE if nick else _FULL).match(text, named[1], clause.end)
    full = full_name(clause, behind.end(), clause.end) if behind else None
    return full if full and text[full[0]] == text[named[0] + nick] else named


def _labelled(clause: Clause) -> Span | None:
    for cue in clause.marked("contact_word"):
        lead = _LEAD.match(clause.reading.text, cue.end, clause.end)
        begin = past_company(clause, lead.end() if lead else cue.end)
        if lead and any(c.start == begin for c in clause.marked("title")):
            begin = cue.end  # 联系人赵敏设备部经理: what ends in a department begins with a name
        if found := _name_from(clause, begin):
            return found
    return None


def past_company(clause: Clause, begin: int) -> int:
    """加联系人 双良 马超: no 双 by family name."""
    company = next((m for m in clause.named("customer") if m.start == begin), None)
    if company is None:
        return begin
    lead = _LEAD.match(clause.reading.text, company.end, clause.end)
    return lead.end() if lead else company.end


_TITLE_IS = re.compile("(?:名字)?(?:叫做?|名叫|是)")


def _called(clause: Clause) -> Span | None:
    for cue in clause.marked("title"):
        match = _TITLE_IS.match(clause.reading.text, cue.end, clause.end)
        if match and (found := full_name(clause, match.end(), clause.end)) and _stands_alone(clause, found):
            return found  # 院长叫丁一, 店长是于九
    for match in _CALLED.finditer(clause.text):
        if found := _name_from(clause, clause.start + match.end()):
            return found
    return None


# 工艺员小郭, 新来的设备员叫葛亮: posts that are called by their work.
_WORKER = re.compile(
    "(?:新(?:来|招|换)?的?|[他她]们?的?|个|位|是|加|人|客户|[ ,，]|^)"
    "(?P<post>[\u4e00-\u9fff]{1,4}?(?:员|技术工|电工|机修|操作工|库管|仓管|采购|财务|会计|出纳|文员|助理|秘书|司机))"
    "(?P<called>名?叫做?|是)?(?=[\u4e00-\u9fff]{2})"
)


def _worker(clause: Clause) -> Span | None:
    """Who does some work there, by it and his name, which is a short one or runs into no other word."""
    text = clause.reading.text
    for match in _WORKER.finditer(clause.text):
        begin = clause.start + match.end()
        nick = NICK.match(text, begin, clause.end) is not None
        found = full_name(clause, begin, clause.end) if nick or match["called"] else None
        if found and (nick or _stands_alone(clause, found)):
            return found
    return None


_OF_THEIRS = re.compile("[他她]们?[\u4e00-\u9fff]{0,8}?(?=[小老])")


def _nicked(clause: Clause) -> Span | None:
    """他们招标办的小尚电话150…: all that is known of somebody there."""
    for match in _OF_THEIRS.finditer(clause.text):
        begin = clause.start + match.end()
        if NICK.match(clause.reading.text, begin, clause.end):
            return full_name(clause, begin, clause.end)
    return None


def _work_of(clause: Clause, name: Span) -> Span | None:
    for match in _WORKER.finditer(clause.text):
        if clause.start + match.end() == name[0]:
            return clause.start + match.start("post"), clause.start + match.end("post")
    return None


_NEW = re.compile("新(?:任|来的?|上任的?|上来的?|换的?)?[\u4e00-\u9fff]{0,2}$")


def _behind_title(clause: Clause) -> Span | None:
    """小象仓管小朱 电话…: all that is known of him; 新站长梁栋139…: and who is new there."""
    text = clause.reading.text
    for cue in clause.marked("title"):
        if len(cue.word) < 2:
            continue
        begin = cue.end + text.startswith(" ", cue.end)
        new = _NEW.search(text, max(clause.start, cue.start - 6), cue.start)
        if NICK.match(text, cue.end, clause.end) or new and zh_names.split_person(text[begin : begin + 3])[0]:
            found = full_name(clause, begin, clause.end)
            if found and (not new or _stands_alone(clause, found)):
                return found
    return None


_LATIN_BEHIND = re.compile(
    " ?([a-z][a-z.]{1,14}(?: [a-z]{2,14})?)(?= ?(?:微信|电话|手机|邮箱|生日|[0-9]|$|[,，]))"
)
_MADE = re.compile("(?:已经|现在|都)?(?:换成|换了|改成|变成|换为)了?一?个?")


def _latin(clause: Clause) -> Span | None:
    """Kevin是远见科技新来的课程总监, 工程总监Peter Wang 微信…: a name in Latin letters that is said to be
    somebody."""
    for cue in clause.marked("title"):
        if (
            len(cue.word) > 1
            and not cue.word.isascii()
            and (behind := _LATIN_BEHIND.match(clause.reading.text, cue.end, clause.end))
        ):
            return behind.span(1)
    match = re.match(
        r"\s*([a-z][a-z.]{2,14}(?: [a-z]{2,14})?)[ ]?是[^,，。]{0,16}(?:新|负责|管|的)", clause.text
    )
    return (clause.start + match.start(1), clause.start + match.end(1)) if match else None


_OFFICE = re.compile(
    "[\u4e00-\u9fff]{1,4}(?:[部处科]|中心)的?(?=(?![长员])[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff]))"
)


def _segment(clause: Clause) -> Span | None:
    """A segment that is a name and perhaps a title and a number: 周宏, 财务经理巩莎莎139…, 采购部陈波."""
    numbers = [item.start for item in clause.of_kind("phone", "email")]
    for match in _SEGMENT.finditer(clause.text):
        start, end = clause.start + match.start(), clause.start + match.end()
        end = next((at for at in numbers if start < at < end), end)
        if any(c.start <= start and end <= c.end for c in clause.cues) or any(
            m.start < end and start < m.end for m in clause.mentions
        ):
            continue
        office = _OFFICE.match(clause.reading.text, start, end)
        found = _name_from(clause, office.end() if office else start, end)
        if found and (
            found[1] == end or any(c.start == found[1] and c.end == end for c in clause.marked("title"))
        ):
            return found
    return None


def _name_from(clause: Clause, begin: int, end: int | None = None) -> Span | None:
    """The name that begins here, or after a title that begins here."""
    stop = clause.end if end is None else end
    text = clause.reading.text
    known = next((m for m in clause.named("person") if m.start == begin), None)
    if known and not text.startswith("的", known.end):
        return known.start, known.end
    if known:
        begin = known.end + 1  # 段总的助理 小何
    if (
        begin < stop
        and text[begin].isascii()
        and (match := re.match(r"[a-z][a-z.]+(?: [a-z]+)?", text[begin:stop]))
    ):
        return begin, begin + match.end()
    if found := full_name(clause, begin, stop):
        return found
    titles = [
        c
        for c in clause.marked("title")
        if begin <= c.start <= begin + 6
        and c.end < stop
        and re.fullmatch(r"[\u4e00-\u9fff]*", text[begin : c.end])
    ]
    behind = [c.end + text.startswith(" ", c.end) for c in reversed(titles)]
    return next((found for at in behind if (found := full_name(clause, at, stop))), None)


_NUMBER = re.compile("电话|手机|微信|邮箱|号码|座机|联系方式|职务")


def _stands_alone(clause: Clause, name: Span) -> bool:
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
    if _stands_alone(clause, (start, limit)):
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
# 仓库主管, 设备经理: what the words of the trade before a post are marked with.
_IN_TITLES = frozenset("act title order_act industry stage self device_word stock_word campaign_word".split())


def title_by(clause: Clause, name: Span) -> Span | None:
    """The title right before the name, or in the segment after it."""
    text = clause.reading.text
    cues = [c for c in clause.marked("title") if len(c.word) > 1]
    for cue in cues:
        # 来了个采购主任 叫王艳, 采购换成黎叔了
        called = _FULL.match(text, cue.end, name[1]) or _MADE.match(text, cue.end, name[1])
        if (
            name[0] == cue.end
            or (called and name[0] == called.end())
            or (name[0] == cue.end + 1 and text[cue.end] not in "处科室部系")  # 教务处汤老师
        ):
            begin = cue.start
            while (
                begin > clause.start
                and cue.end - begin < 7
                and re.match(r"[\u4e00-\u9fff]", text[begin - 1])
                and text[begin - 1] not in "的了个是叫给位人新边成为他她们"
                and text[begin - 2 : begin] not in ("新任", "现任", "接任", "上任")
                and not any(m.start < begin <= m.end for m in clause.mentions)
                and not any(
                    c.start <= begin - 1 < c.end
                    for c in clause.cues
                    if len(c.word) > 1
                    and not any(k in _IN_TITLES for k, _ in c.marks)
                    and not (c.end == cue.start and text[c.start - 1] in " ,，、")  # 计划主管, 订单主管
                )
            ):
                begin -= 1
            return (begin + (text[begin] == "新" and cue.end - begin > 2), cue.end)
    if (
        text[name[0]].isascii()
        and (
            role := re.compile(
                r"[ ]?是[^,，。]{0,12}?(?:新来的?|的)([\u4e00-\u9fff]{2,8})(?=[,，。 ]|$)"
            ).match(text, name[1], clause.end)
        )
        and any(c.end == role.end(1) for c in cues)
    ):
        return role.start(1), role.end(1)
    number = next((i for i in clause.of_kind("phone") if 0 <= i.start - name[1] <= 1), None)
    behind_number = number.end if number else name[1]  # 陈波158… 采购经理
    after = re.compile(
        r"[,，、 ]*(?:是|任|当|做)?(?:他们|公司|那边)?的?((?:it|hr|qa|qc|pm)?[\u4e00-\u9fff]{0,6})"
    ).match(text, behind_number, clause.end)
    if after and after[1]:
        start = after.start(1)
        behind = next(
            (
                c
                for c in clause.marked("title")
                if start <= c.start <= start + 5
                and c.start >= start
                and (
                    c.end == clause.end
                    or not re.match(r"[\u4e00-\u9fff]", text[c.end])
                    or re.match("电话|手机|微信|邮箱|生日|1\\d", text[c.end :])
                )
            ),
            None,
        )
        if (
            behind
            and len(behind.word) > 1
            and not re.search(r"职务|职位|电话|手机|微信|邮箱|行业|来源|级别", text[start : behind.end])
        ):
            return (start, behind.end)
    return None


def known_or_new(clause: Clause, found: dict[str, Found]) -> Mention | None:
    """The mention the found name stands in, if there is one."""
    if "contact" not in found or found["contact"][1] is None:
        return None
    begin, end = found["contact"][1]
    return next((m for m in clause.named("person") if m.start == begin and m.end == end), None)
