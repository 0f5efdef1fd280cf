"""Short answers and small talk: what a whole message means by itself."""

from collections.abc import Callable
from typing import NamedTuple

from nlp import forms as re
from nlp.lexicon import Lexicon
from nlp.values.numerals import small_int

_PARTICLES = re.compile(r"(?:[吧了啊哦呢的哈呀嘛啦喽咯哇嗷噢喔耶诶呗滴哒嘞]|谢谢)+$")
_LAST = frozenset("吧了啊哦呢的哈呀嘛啦喽咯哇嗷噢喔耶诶呗滴哒嘞谢")  # what they end with
_MARKS = re.compile(r"[\s,，.。;；!！?？~～…、:：\"'“”]+")
_CHOOSE = re.compile(
    "(?:那?(?:还是|要不|我看)?就?(?:我?(?:选择?|要|用|是|按))?|我?(?:选择?|要)?)?"
    "(?:第([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:个|条|位|家|号|项|种|款|行)?|头(一)[个条位家]"
    "|(?:选择?|序号|编号)([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:号|个)?"
    "|([0-9]{1,2}|[一二两三四五六七八九十])(?:号)?)(?:那个|这个|家|位|那家|那位)?"
)
_GIVING_UP = re.compile(
    "(?:那|还是|哎|唉)?算了(?:吧|啦)?(?:先?(?:不|别)|我|就|回头|下次|改天|等|没|$)|(?:先别|先不|不用|别)"
    "(?:记|录|建|弄|存|加|提交|操作|申请)(?:了|这个|吧|它|啦|先)*$"
)
_DEED = (
    "(?:记录?|录入?|建|新建|开|发|改|加|添加|存|保存|提交|提|申请|合并?|登记|转|派|报|办|做|弄|搞|整|查|看"
    "|领|放|关|删|说|填|选|操作|继续|处理|要|管)"
)
_NOT_TO = r"(?:不|别|甭|不用|不要|不必|不需要|不想|没必要|用不着|无需)"
# 先不建了, 不录入了, 那就别发了吧: given up; 不要建, 别合并: no.
_GIVES_UP = re.compile(
    f"(?:那|就|我|还是|这个|这条|这次|暂时|先|今天)*(?:(?:暂时|先){_NOT_TO}(?:再|急着?)?{_DEED}?"
    f"(?:它|这个|这条)?了?|{_NOT_TO}(?:再)?{_DEED}(?:它|这个|这条)?了)"
)
_SAYS_NO = re.compile(rf"(?:那|就|我|还是|都|也)*{_NOT_TO}(?:再)?{_DEED}(?:它|这个|这条|这家)?|没|先不")
# 第二家 装饰的, 第二个向总嘛: which one, and how to know it.
_DESCRIBED = re.compile(
    r"\s*(?:就|选|要|是|我)*第([0-9]{1,2}|[一二两三四五六七八九十])(?:个|家|位|条)"
    r"(?:[嘛吧呀啊]?[ ,，]+(?P<a>[^\d,，。 ]{1,6})(?:的|那[个家位])+|(?P<b>[^\d,，。 ]{2,4})"
    "(?:嘛|吧|呀|那[个家位]))[吧嘛啊呀]?"
)
_NOT_CHOSEN = re.compile("待办|任务|完|取消|改|推|关|派|工单|商机|打|发|给|做了|删|提醒|转|说|问|单")
_NUMERALS = frozenset("0123456789一二两三四五六七八九十")
_NOT = frozenset("算别不没甭用无")
_HAIL = frozenset("好安早嗨在hmae")
_HOW = frozenset("怎何咋助明程法lp教哪")  # no call for help without one of these
_REFUSAL = re.compile(
    "(?:不要|别|不用)(?:给我)?(?:合并?|存|保存|提交)|(?:不是|都不是)(?:他|她|这个|那个|这家|这位|我要)"
    "|.{2,10}(?<!是)(?:不是一回事|不是一家|不是同一)(?!.*别(?:给我)?[搞弄]?[混错])"
)
# Whom one greets so: 老铁早, 家人们晚上好.
_FRIENDS = (
    "(?:(?:各位|老铁|家人|兄弟|哥们儿?|姐妹|宝子|宝宝|亲|大佬|打工人|朋友|小?伙伴|同志|老板|领导|伙计|战友"
    "|队友|同事|大家|老师|小?助手|机器人)们?)"
)
_GREETING = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,5}}[,，]?)?(?:早上好|上午好|中午好|下午好|晚上好|你好|您好|早安|晚安"
    r"|(?<![\u4e00-\u9fff趁最提尽])早|(?<=[岚儿们位家天哥姐总铁板佬弟子亲人友计导])早|hello|hi|hey|嗨"
    f"|(?:good)?(?:morning|afternoon|evening))(?:啊|呀|哈|阿|{_FRIENDS}|.总|.哥|.姐|~)*"
    f"|(?:.{{0,3}}[总哥姐工]|经理|主任|{_FRIENDS}{{1,2}})(?:早上|上午|中午|下午|晚上)?好(?:啊|呀)?"
    f"|{_FRIENDS}在(?:吗|么|不在?|没)"
)
_HELP_TOPIC = re.compile(
    "(?:请问|问下|问一下|我想知道|我想问|想问下|教我|教教我|告诉我)?(?:要|我要|我想|想|我可以|我能|我该|该"
    "|应该)?(?:怎么样?才?能?|如何|怎样|咋样?|咋个)(?:才能|去|能|来|可以)?(.{2,20}?)(?:啊|呢|呀|吗|的"
    "|来着)*$"
)
_ASKING = re.compile(r"(?:我?想|我要|我)?(?:请?问)(?:一下|下|问|一问|个事儿?)?[,， ]*(?=.{4})")
_HELP_AFTER = re.compile(
    "^(.{2,12}?)(?:怎么|如何|咋|怎样)(弄|用|做|操作|搞|录|建|加|设置?|写|填|查|看|改|记|导出?|新建|添加|发"
    "|提|申请|走)(?:啊|呢|呀|的)*$|^(.{2,12}?)(?:在哪里?|在哪儿|从哪里?|去哪里?)(弄|用|做|操作|搞|录|建|加"
    "|设置?|写|填|查|看|改|记|导|新建|添加|发|提|申请)(?:啊|呢|呀|的)*$"
)
_TEACH = re.compile(r"(?:教我|教教我|教一下我?|教下我?)(?!怎么|如何)(.{2,14}?)(?:吧|呗|呀)?")
_THINGS = (
    "客户|商机|工单|待办|任务|回款|标签|报价|订单|联系人|报表|目标|活动|问卷|审批|拜访|跟进|公海|级别|日报"
    "|周报|合同"
)
# 客户怎么转给别人, 能教我怎么改客户级别吗
_HELP_DEED = re.compile(
    rf"(?:你|可以|能不能|能|请)*(?:教一?下?我)?(?P<t>(?:怎么|如何|咋)?[\u4e00-\u9fff]{{0,4}}(?:{_THINGS})"
    rf"(?:怎么|如何|咋)[\u4e00-\u9fff]{{1,8}}?)(?:啊|呢|呀|吗|的)*"
    rf"|(?:你|可以|能不能|能|请)+教一?下?我(?:怎么|如何)?(?P<u>[\u4e00-\u9fff]{{2,14}}?)(?:吗|吧|呗)?"
)
_HELP_WORD = re.compile(
    r"^(?:帮助|help|使用说明)[ :：,，]*(.{2,12})$|^(.{2,12}?)(?:的)?(?:帮助|使用说明|操作说明|教程|用法)$"
)
_DEEDS = re.compile(
    "任务|联系人|报|录|建|加|添|新增|查|看|导|改|设|转|用|打标签|合并|申请|审批|提醒|待办|商机|客户|回款"
    "|订单|报价|工单|报表|目标|撤销|活动|标签|公海|联系人|跟进|记|派|发|删|登记|写|提交|认领|领|释放|退"
    "|操作|报销|修改|取消|关|统计|分配|移交|共享|绑定"
)
# An order by politeness or habit, not a question.
_DATA = re.compile(
    r"怎么样|如何了|咋样|怎么回事|怎么没|怎么还|怎么这么|怎么不|为什么|怎么说|怎么办|怎么卖|怎么收费"
)
_LOOSE = re.compile(r"[吧了啊哦呢的哈呀嘛啦我你就那先还再也都是小助手机器人老师]|谢谢|麻烦")
_LOOSELY = frozenset("吧了啊哦呢的哈呀嘛啦我你就那先还再也都是小助手机器人老师谢麻")  # what one begins with
_INTENTS = ("cancel", "no", "yes", "greet", "help")  # a word of several is the first of these
_ASIDE = re.compile(r"[(（].*?[)）]")
_SECOND_THOUGHT = re.compile(r"啊不对?|哦不对?|不对|呃不")
MOST = 50  # of what can be chosen from


def bare(text: str) -> str:
    """A message without marks and final particles."""
    return _short(_MARKS.sub("", text))


def _short(said: str) -> str:
    """What is left without final particles, if anything is."""
    return _PARTICLES.sub("", said) or said if said[-1:] in _LAST else said


Answer = tuple[str, dict[str, object]]


class _Said(NamedTuple):
    """A short message: as it is, without marks, and without final particles too."""

    text: str
    said: str
    short: str
    chars: frozenset[str]
    lexicon: Lexicon


def answer(text: str, lexicon: Lexicon) -> Answer | None:
    """The intent of a message that is an answer or small talk and nothing else."""
    said = _MARKS.sub("", text) if _MARKS.search(text) else text
    if not said or len(said) > _LONGEST_CALL:
        return None
    chars = frozenset(said)
    answers = said[0] in lexicon.answering
    one: _Said | None = None
    for read, signs, _, of_answers in _OF_LENGTH[len(said)]:
        if (answers or not of_answers) and not (signs and signs.isdisjoint(chars)):
            one = one or _Said(text, said, _short(said), chars, lexicon)
            if found := read(one):
                return found
    return None


def _word(one: _Said) -> Answer | None:
    """A word that the lexicon knows as an answer."""
    for form in (one.said, one.short):
        if form not in one.lexicon.marks:
            continue
        marks = {category for category, _ in one.lexicon.marks[form]}
        for intent in _INTENTS:
            if intent in marks:
                return intent, {}
        if "thanks" in marks:
            return "unknown", {}
    return None


def _chosen(one: _Said) -> Answer | None:
    """第二个, 就选3号, 第二家 装饰的."""
    if match := _CHOOSE.fullmatch(one.short) or _CHOOSE.fullmatch(one.said):
        index = small_int(next(g for g in match.groups() if g))
        if index and index <= MOST:
            return "choose", {"index": index}
    if (
        "第" in one.chars
        and (match := _DESCRIBED.fullmatch(one.text))
        and not _NOT_CHOSEN.search(match["a"] or match["b"])
        and (index := small_int(match[1]))
    ):
        return "choose", {"index": index}
    return None


def _refused(one: _Said) -> Answer | None:
    """算了不建了, 不要建, 不是这个."""
    said = one.said
    if len(said) <= 12 and (_GIVING_UP.match(said) or _GIVES_UP.fullmatch(said)):
        return "cancel", {}
    if len(said) <= 8 and _SAYS_NO.fullmatch(one.short) or _REFUSAL.match(said):
        return "no", {}
    return None


def _hailed(one: _Said) -> Answer | None:
    """老铁早, 家人们晚上好."""
    return ("greet", {}) if _GREETING.fullmatch(_ASIDE.sub("", one.said)) else None


def _chosen_after_all(one: _Said) -> Answer | None:
    """第一个 哦不对第二个."""
    if "不" not in one.chars:
        return None
    *before, last = _SECOND_THOUGHT.split(one.said)
    if not before or not last.startswith(("第", "选")) and not _CHOOSE.fullmatch(bare(before[-1])):
        return None  # 不对 是15号 is a day
    match = _CHOOSE.fullmatch(bare(last))
    if match and (index := small_int(next(g for g in match.groups() if g))):
        return "choose", {"index": index}
    return None


def _asking_how(one: _Said) -> Answer | None:
    """怎么录回款."""
    topic = help_topic(one.text)
    return ("help", {"topic": topic}) if topic else None


def _composed(one: _Said) -> Answer | None:
    """Several short answers of one meaning: 好的 谢谢, 不对 不是他, 算了 先不记了."""
    parts = [part for part in _MARKS.split(one.text) if part] if one.said is not one.text else []
    if not 2 <= len(parts) <= 4:
        return None
    found: list[str] = []
    for part in parts:
        marks = {c for form in (part, _short(part)) for c, _ in one.lexicon.marks.get(form, ())}
        intent = next((i for i in (*_INTENTS, "thanks") if i in marks), None)
        if intent is None:
            return None
        found.append(intent)
    meant = [i for i in found if i != "thanks"] or ["unknown"]
    if "cancel" in meant:
        return "cancel", {}
    return (meant[-1] if set(meant) != {"greet", "help"} else "help"), {}


def _run_together(one: _Said) -> Answer | None:
    """Short answers of one meaning without a mark between them: 对的就这个, 取消吧我再想想, 哈喽小助手."""
    said, lexicon = one.said, one.lexicon
    if said[0] not in lexicon.answering and said[0] not in _LOOSELY:
        return None
    found: set[str] = set()
    place = 0
    while place < len(said):
        for end in range(min(len(said), place + 9), place + 1, -1):
            if (word := said[place:end]) not in lexicon.marks:
                continue
            marks = {category for category, _ in lexicon.marks[word]}
            if intent := next((i for i in _INTENTS if i in marks), None):
                found.add(intent)
                place = end
                break
        else:
            loose = _LOOSE.match(said, place)
            if loose is None:
                return None
            place = loose.end()
    if "cancel" in found:
        return "cancel", {}
    return (found.pop(), {}) if len(found) == 1 else None


class _Reader(NamedTuple):
    """One is asked of messages no longer than that, and with one of the characters `signs` (if given); one
    that reads answers only of those that begin as an answer does."""

    read: Callable[[_Said], Answer | None]
    signs: frozenset[str] = frozenset()
    longest: int = 16
    of_answers: bool = False


_LONGEST_CALL = 30
_READERS = (
    _Reader(_word, of_answers=True),
    _Reader(_chosen, _NUMERALS),
    _Reader(_refused, _NOT),
    _Reader(_hailed, _HAIL),
    _Reader(_chosen_after_all, _NUMERALS),
    _Reader(_asking_how, _HOW, _LONGEST_CALL),
    _Reader(_composed, of_answers=True),
    _Reader(_run_together, longest=12),
)
_OF_LENGTH = [[one for one in _READERS if size <= one.longest] for size in range(_LONGEST_CALL + 1)]


def help_topic(text: str) -> str | None:
    """What somebody wants to be shown how to do: 怎么录回款 → 录回款."""
    said = text.strip(" ,，.。!！?？~")
    if "问" in said and (asking := _ASKING.match(said)):
        said = said[asking.end() :]
    if len(said) > 24 or _DATA.search(said):
        return None
    if match := _HELP_TOPIC.fullmatch(said):
        topic = match[1]
    elif match := _HELP_AFTER.fullmatch(said):
        topic = match[1] or match[3]
    elif match := _TEACH.fullmatch(said):
        topic = match[1]
    elif match := _HELP_WORD.fullmatch(said):
        topic = match[1] or match[2]
    elif match := _HELP_DEED.fullmatch(said):
        topic = match["t"] or match["u"]
    else:
        return None
    return topic if _DEEDS.search(topic) else None
