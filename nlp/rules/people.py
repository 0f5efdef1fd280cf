"""A person who is being introduced: name and title, known to nobody yet, by labels and by shape."""

from typing import Any

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause, Span
from nlp.rules.full_names import NICK, NICKED, full_name, stands_alone
from nlp.rules.titles import IN_FULL, title_by
from zh import names as zh_names

Found = tuple[Any, Span | None]

_LEAD = re.compile(
    "(?:[ :：,，、]|叫做?|名叫|名字是|名字叫|姓名|是|为|一下|一个|个|新的?|新来的?|换成了?|改成了?|变成了?"
    r"|有|了|加|的|他们|信息|录|记|(?:[\u4e00-\u9fff]{1,4}(?:部|处|科|室|办|中心)的?"
    r"(?=[\u4e00-\u9fff]{2})))+"
)
_CALLED = re.compile(
    "(?:新来的?|换成了?|换人了?|来了|介绍了?|对接|采购|负责人?|联系人?|接替|接手|接[他她]|姓名|名字"
    r"|新)[^,，。;；]{0,10}?(?:名叫|叫做?|叫|是)(?=[\u4e00-\u9fff])|(?:现在|以后|今后|改)(?:是|由|归)"
    r"(?=[\u4e00-\u9fff]{2,8}(?:对接|负责|接手|管|跟))|(?:^|[,，。 ])(?:叫|名叫)(?=[\u4e00-\u9fff]{2})"
    r"|换(?:成|为)了?(?=[\u4e00-\u9fff]{2})"
)
_POST = "副?(?:老板娘|老板|经理|总监|主任|主管|[\u4e00-\u9fff]长|书记|老师|医生|大夫|秘书|会计|总|工程师)"
_SURNAME = re.compile(rf"({_POST})[ ,，]*姓([\u4e00-\u9fff])(?=$|[,，。;； \d]|电话|手机|微信)")
_FAMILY = re.compile("姓(.)")
_SEGMENT = re.compile(r"[^,，。;；:：!！?？ 、\n]+")

_LEFT = re.compile(
    "(?:他|她|都|也|已经|刚|上个?[周月]|前[天阵])*(?:离职|走了|调走|调去|调到|辞职|不干|退休|调任|换岗|跳槽"
    "|不管|不负责|不对接|休(?:产|病|长)?假|请(?:产|病|长)假|生孩子)"
)
# 钱敏调走了 现在对接的是她同事小顾: before whoever comes after the one who left.
_AFTER = re.compile(
    "(?:(?:同事|徒弟|儿子|女儿|老婆|老公|弟弟|哥哥|妹妹|姐姐|侄子|助理|下属|副手|搭档)(?:是|叫)?"
    "|(?:对接|接手|接替|接班|负责|管事)的?(?:是|叫)|归|(?:现在|以后|今后|后面|目前)(?:是|由|归|找|让)?"
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
        nicked = begin + 2 if NICKED.match(text, begin, clause.end) else None
        full = full_name(clause, begin, clause.end)
        for end in (known, nicked, full and full[1]):
            if end and _TAKES_OVER.match(text, end, clause.end):
                return begin, end
    return None


_SPACE = re.compile("[ ,，]+")


def _in_full(clause: Clause, named: Span | None) -> Span | None:
    """教务处的王老师 叫王艳: the name behind, where it is of the same family."""
    text = clause.reading.text
    if named is None:
        return None
    nick = NICK.fullmatch(text, *named) is not None  # 采购部小顾 顾婷
    behind = (_SPACE if nick else IN_FULL).match(text, named[1], clause.end)
    full = full_name(clause, behind.end(), clause.end) if behind else None
    return full if full and text[full[0]] == text[named[0] + nick] else named


def _labelled(clause: Clause) -> Span | None:
    for cue in clause.marked("contact_word"):
        lead = _LEAD.match(clause.reading.text, cue.end, clause.end)
        begin = past_company(clause, lead.end() if lead else cue.end)
        if lead and any(c.start == begin for c in clause.marked("title")):
            begin = cue.end  # 联系人赵敏设备部经理: what ends in a department begins with a name
        if found := _name_from(clause, begin) or _bynamed(clause, begin):
            return found
    return None


# 联系人肥仔, 对接人强子 137…: what everybody there calls him.
_BYNAME = re.compile(
    "(?:[小老阿大胖][\u4e00-\u9fff]|老[\u4e00-\u9fff]头|(?P<twice>[\u4e00-\u9fff])(?P=twice)|[\u4e00-\u9fff]{1,2}[仔哥姐叔姨嫂伯婶妹子])"
    "(?=$|[ ,，。;；\\d]|电话|手机|微信|号码)"
)
_NO_BYNAME = frozenset(
    "电子 大家 大量 小姐 妻子 儿子 孩子 谢谢 常常 刚刚 老板 老师 老总 大夫 老婆 老公 大概 小组".split()
)


def _bynamed(clause: Clause, begin: int) -> Span | None:
    found = _BYNAME.match(clause.reading.text, begin, clause.end)
    return found.span() if found and found[0] not in _NO_BYNAME else None


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
        if match and (found := full_name(clause, match.end(), clause.end)) and stands_alone(clause, found):
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
        if found and (nick or stands_alone(clause, found)):
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
            if found and (not new or stands_alone(clause, found)):
                return found
    return None


_LATIN_BEHIND = re.compile(
    " ?([a-z][a-z.]{1,14}(?: [a-z]{2,14})?)(?= ?(?:微信|电话|手机|邮箱|生日|[0-9]|$|[,，]))"
)
# 加个人 Anna Schmidt 项目经理
_LATIN_ENTERED = re.compile(
    "[加录添记存建增][了个位一]{1,2}新?(?:人|对接|联系)(?:叫|是|[ :：,，])+"
    "([a-z][a-z.]{1,14}(?: [a-z]{2,14})?)(?![a-z@_\\d])"
)


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
    if entered := _LATIN_ENTERED.search(clause.text):
        return clause.start + entered.start(1), clause.start + entered.end(1)
    match = re.match(
        r"\s*([a-z][a-z.]{2,14}(?: [a-z]{2,14})?)[ ]?是[^,，。]{0,16}(?:新|负责|管|的)", clause.text
    )
    return (clause.start + match.start(1), clause.start + match.end(1)) if match else None


_OFFICE = re.compile(
    "(?:[\u4e00-\u9fff]{1,4}(?:[部处科组]|中心|办公室)|仓库|库房|车间|财务|后勤|总务|前台|食堂|门卫|质检|行政)的?"
    "(?=(?![长员])[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff]))"
)


_NUMBER_OF = re.compile("的?(?:电话|手机|微信)?(?:号码?)?(?:是|[:：])?[ ]*")


def _segment(clause: Clause) -> Span | None:
    """A segment that is a name and perhaps a title and a number: 周宏, 财务经理巩莎莎139…, 采购部陈波."""
    numbers = [item.start for item in clause.of_kind("phone", "email")]
    for match in _SEGMENT.finditer(clause.text):
        start, end = clause.start + match.start(), clause.start + match.end()
        end = next((at for at in numbers if start < at < end), end)
        if _FAMILY.fullmatch(clause.reading.text, start, end):
            continue  # 打听到了 姓柏 柏经理 136…
        if any(c.start <= start and end <= c.end for c in clause.cues) or any(
            m.start < end and start < m.end for m in clause.mentions
        ):
            continue
        office = _OFFICE.match(clause.reading.text, start, end)
        found = _name_from(clause, office.end() if office else start, end)
        if found and (
            found[1] == end
            or any(c.start == found[1] and c.end == end for c in clause.marked("title"))
            or NICKED.fullmatch(clause.reading.text, *found)
            and _NUMBER_OF.fullmatch(clause.reading.text, found[1], end)
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
    if office := _OFFICE.match(text, begin, stop):
        return _name_from(clause, office.end(), stop)  # 接他的是总务处的冯老师
    titles = [
        c
        for c in clause.marked("title")
        if begin <= c.start <= begin + 6
        and c.end < stop
        and re.fullmatch(r"[\u4e00-\u9fff]*", text[begin : c.end])
    ]
    behind = [c.end + text.startswith(" ", c.end) for c in reversed(titles)]
    return next((found for at in behind if (found := full_name(clause, at, stop))), None)


def known_or_new(clause: Clause, found: dict[str, Found]) -> Mention | None:
    """The mention the found name stands in, if there is one."""
    if "contact" not in found or found["contact"][1] is None:
        return None
    begin, end = found["contact"][1]
    return next((m for m in clause.named("person") if m.start == begin and m.end == end), None)
