"""A task that exists: the words that point at it (报价单那个, 第3个), and a new day or another hand for
it."""

from typing import NamedTuple

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.reading import NAMED, Clause, Span, asked_once
from nlp.rules import common
from nlp.rules.base import Context, Slots
from nlp.times.backwards import goes_back

_POINTS = re.compile(
    "那个|那活|的活|这个|那件事|这件事|那桩事|那条|这条|的(?:事情?|待办|任务|代办|提醒)|那事|第.{1,3}[个条]"
    "|待办|任务|代办|[^我他她你]的(?:已经|都|先)?(?:完成|做完|搞定|办好|弄好|办完|弄完|取消|删|推|延|挪"
    "|派给|交给|分给|done)|.{3,}那条"
)


# 推到周五, 搞定了: what becomes of a task, and no word of which one.
_ONLY_MOVES = re.compile(
    "(?:那|就|再|先|都|给我|帮我)*(?:往后|向后)?(?:推迟?|延[期后迟]?|挪|拖|顺延|缓|晚|改|移|换|提前|调)?"
    "(?:个|后|到|至|在)?|(?:都|已经?|刚|也)*(?:完成|做完|弄好|办好|搞定|弄完|办完|办妥|做好|搞完)?[了掉]?"
)


_MOVES = re.compile("(?<=[^整修批技 ])(?:改|挪|推|移)(?:到|在|成|为)?$")

# 给侯老师寄样那条, 去淮阳那个, 量油封的活, 看欠款那个提醒: a task told by its words, and the word that points
# at it.
_NAMED = re.compile(
    r"^\s*(?:顺便|顺手|另外)*(?:把|将|[他她我]?那个|关于)?(?:(?:待办|任务|代办)里的?)?(?:上次|之前|前面|原来)?(?:那个)?"
    "(?P<w>[^,，。;；:：!！?？]{1,24}?)[ ,，]?"
    "(?P<p>(?:那|这)个?(?:条|件事儿?|事儿?|活儿?|场|趟)?(?:的)?(?:待办|代办|任务|提醒)"
    "|那(?:条|件事?儿?|个?事儿?|个?活儿?|场|趟)|那个定时(?:的)?提醒|这(?:条|件|桩)"
    "(?=[ ,，]?(?:让|叫|给|派|转|交|换|由|归|推|挪|延|改|缓|取消|删|撤))|的(?:活儿?|待办|代办|任务|提醒)"
    "|的事儿?(?=[ ,，]|再|推|挪|延|缓|改|换|取消|不用|算了|撤)|(?<=[ ,，])(?:待办|代办|任务)(?=[ ,，])"
    "|(?:待办|代办|任务)(?=(?:可以|也|先|就)*(?:[关勾划销][了掉]|取消|[推延挪改]到))"
    "|那个(?=[ ,，]|[让叫给派转交换由归改挪推延缓往]|(?:已经|都)?(?:搞定|[做办弄搞][好完妥]|完事)了))"
    r"(?![来做说些为一二两三四五六七八九十\d]|去(?![掉除]))"
)
_ORDINAL = re.compile(
    r"^\s*(?:把)?(?P<w>(?:待办|代办|任务)?第[一二三四五六七八九十\d]{1,2}[个条件])(?P<p>(?:待办|代办|任务)?)"
)
# The last entry, not a task; or another kind of record.
_NOT_TASKS = re.compile(
    "^(?:那|这|上|前|最[后近]|刚|方才|适才|昨天|今天|之前|我)*[个条笔面次一刚才]*"
    "(?:[新刚]?(?:记|录|建|写|加|发|登|说|提|填)[的过了]?)?$|^刚|刚才|上一|(?:记|录|建|登记)[的了]$"
    "|最[后近上]$|商机|机会|工单|公单|投诉|报修|标签|单子|有|谁|哪|什么|说$|(?:[他她们总工长]|经理|主任)说"
    "|(?<![开投招竞述讲])标$|(?:了|过)[^,，。 ]*$|不|没|^(?:帮我|给我)?(?:记|建|加|新建|新增|添)"
)


_RECORDS = re.compile("的?(?:联系人|订单|合同|客户|回款|到账|记录|活动|公司|价格?|业务|项目)的?")


class Named(NamedTuple):
    """A task told by its words: where these begin and end, and where the word that points at it ends."""

    start: int
    end: int
    after: int


@asked_once
def named(clause: Clause) -> Named | None:
    """The task that the clause points at by its words, which are more than somebody's name."""
    text = clause.text
    found = _ORDINAL.match(text) or _NAMED.match(text)
    if found is None:
        return None
    words = found["w"].rpartition(" ")[2]
    end = clause.start + found.end("w")
    start = end - len(words)
    if "说" in words or "讲" in words:
        for person in clause.people("user"):
            if person.start == start and clause.reading.text[person.end] in "说讲":
                start = person.end + 1  # 丁点说换锈机那条弄妥了: who tells it
                words = clause.text[start - clause.start : end - clause.start]
    if found.re is _NAMED:
        if _NOT_TASKS.search(words):
            return None
        of_it = list(words)
        for mention in clause.mentions:
            if start <= mention.start < end and _is_a_name(clause, mention):
                of_it[mention.start - start : mention.end - start] = " " * (
                    min(end, mention.end) - mention.start
                )
        left = "".join(of_it).replace(" ", "")
        told = sum(char not in "给跟找和的把去" for char in left)
        trip = words[0] in "催见陪约请问接访去"  # 去淮阳那个
        if told < 2 and not trip or _RECORDS.fullmatch(left):
            return None
    return Named(start, end, clause.start + found.end("p"))


_DEED = re.compile("[取跑送寄看量催陪买订打报拉开写做发约见问接办装换修查盘数认去回交付拿搬印签验试培复对]")


def _is_a_name(clause: Clause, mention: Mention) -> bool:
    """Not 跑银行, 取图纸, which only look like companies nobody has recorded."""
    if mention.kind not in ("customer", "person", "company"):
        return False
    return bool(mention.names) or not _DEED.match(clause.reading.text, mention.start)


_OWN = r"(?:已经|都|也|就|先|再|你|给我|帮我|可以|我们?|咱们?|直接|还是|这次|干脆|暂时|今天|明天|现在)*"
_DROPPED = re.compile(
    f"(?:^|[ ,，]){_OWN}(?:取消|撤(?!回来|展|店|柜)|删除?|去掉|关[了掉]|停(?!工|电|产|机)|划(?:掉|了)"
    f"(?=吧?[ ,，]+(?:不|没|取消|用不|[^,，。 ]*(?:改|黄|停|撤|换|延)[^,，。 ]{{0,3}}了))|销[毁掉]|作废"
    rf"|不用(?!提醒|急|担心)[\u4e00-\u9fff]{{0,2}}[了吧 ]|用不着|不[去做弄搞办要约送寄跟投](?:了|吧)"
    "|先别[去做弄搞办]|别再?[去做弄搞办约送寄跟催发管](?:了|吧)|免了|算了|不需要了|拿掉|抹[了掉]|cancel)"
    "(?:了|吧|掉|啦|哈|毁|咯|咧)*(?:任务|待办|提醒)?(?=$|[ ,，。!！])"
)
# One of its words.
_DROPS = re.compile("取消|撤|删|去掉|[关停划销抹]|作废|不|用不着|别|免了|算了|拿掉|cancel")
_MOVED = re.compile(
    "改|挪|推|延|拖|缓|往后|向后|宽限|(?:再|才)(?:去|弄|做|等|催|说|办|寄|送|打|发|跑|约|交|写|搞|见|谈|回"
    "|给[我咱]|宽)|先不|不要今天|不要明天|晚|迟|提前|等[^,，。 ]{0,8}(?:完|了|后|再)|换(?=到|成)|移"
)
_OF_A_RECORD = re.compile(
    "备注|地址|电话|手机|级别|金额|阶段|概率|负责人|联系人|客户|记录|账期|单价|数量|内容|标题"
    r"|[区路街道巷弄楼栋座]\d+号|改成[^\d]{0,4}(?:沟通|拜访|微信|见面)"
)
_ONLY_THEN = re.compile(r"[ ,，]*(?:要|得|就|到|在)?[ ,，]*(?:吧|再说|去|弄)?[ ,，吧啊!！。]*")
_DONE = re.compile(
    f"^[ ,，]*(?:{NAMED}+(?:说|讲)?)?{_OWN}(?:ok|okay|done|弄好|办好|办妥|办完|弄完|做完|做好|完成|搞定"
    "|完事|搞掂|寄完|送完|发完|打完|弄妥|处理[好完]|好)(?:了|啦|咯|咧|喇|哒)*"
    "(?:[ ,，]*(?:勾掉|打[个]?[勾钩]|划掉|销掉)[吧了]?)?[!！。 ]*$"
)
# 送货那个待办关了: closed, it is done; but 每周报数那个提醒关掉 drops it.
_SHUT = re.compile(f"^[ ,，]*{_OWN}(?:关[了掉闭]|勾[了掉]|划[了掉]|销[了掉])[吧了]*[!！。 ]*$")
_A_TASK = ("待办", "代办", "任务")
_HANDS = re.compile(
    "(?:转给|移交给?|交给|交由|分给|分配给|指派给?|派给?|转交给?|给|让|叫|换成?|由|归|交|转|改由|请|安排|@"
    "|[ ,，])$"
)
_DOES = re.compile(
    "(?:来|去)?(?:做|弄|去|送|跟|办|跑|管|处理|搞|接|盯|负责|催|写|发|寄|谈|见)(?![好完妥])[^,，。 ]{0,3}"
    "(?:吧|了|哈)?(?=$|[ ,，。])"
)


_CLOSED = re.compile(r"^\s*第[^,，。 ]{1,3}[个条件][^,，。]{0,4}关")


def dropped(clause: Clause) -> bool:
    """给侯老师寄样那条撤了."""
    if _DROPS.search(clause.reading.text, clause.start, clause.end) is None:
        return False
    found = named(clause)
    if found is None or _CLOSED.search(clause.text) and not clause.has("task_word", "remind"):
        return False  # 第1个关了: a case of the list, if anything
    return not _shut(clause, found) and bool(_DROPPED.search(clause.reading.text[found.after : clause.end]))


def _shut(clause: Clause, found: Named) -> bool:
    text = clause.reading.text
    return text.endswith(_A_TASK, 0, found.after) and _SHUT.match(text[found.after : clause.end]) is not None


def moved(clause: Clause) -> bool:
    """数车那个 改礼拜五; 换油封那个 周五再去."""
    found = named(clause)
    if found is None:
        return False
    times = [i for i in clause.of_kind("time", "duration") if i.start >= found.after]
    if not times:
        return False
    after = clause.reading.text[found.after : clause.end]
    if _OF_A_RECORD.search(after):
        return False
    if _MOVED.search(after):
        return True
    rest = clause.reading.text[found.after : times[0].start] + clause.reading.text[times[-1].end : clause.end]
    return len(times) == 1 and _ONLY_THEN.fullmatch(rest) is not None and times[0].kind == "time"


_CHANGES = re.compile("[改换挪推]")
_APPOINTED = re.compile(
    "的?[^,，。 的]{0,6}(?:会议?|拜访|约|饭局|饭|演示|培训|面谈|见面|验收|参观|回访|约谈|视频|电话)[ ,，]+"
    "(?:那?就|还是|给?改(?:成|到|在)?|换(?:成|到))*|的[^,，。 的]{1,6}[ ,，]+(?:就|给)?[改挪推]"
    "(?:成|到|在)?"
)
_THEN = re.compile(r"(?:吧|再[开去见谈说打]|[开见谈去]吧?|才能开)[吧了]?[!！。 ]*")


def told_another_hour(clause: Clause) -> bool:
    """两点的电话会 四点吧: the appointment of one hour, the other hour, and nothing else."""
    times = clause.of_kind("time")
    text = clause.reading.text
    return (
        len(times) == 2
        and text[: times[0].start].strip() == ""
        and _APPOINTED.fullmatch(text[times[0].end : times[1].start]) is not None
        and (
            _THEN.fullmatch(text[times[1].end :]) is not None
            or not text[times[1].end :].strip(" 。!！")
            and _CHANGES.search(text, times[0].end, times[1].start) is not None
        )
    )


def finished(clause: Clause) -> bool:
    """资料复印那个待办弄好."""
    found = named(clause)
    return found is not None and (
        _DONE.match(clause.reading.said[found.after : clause.end]) is not None or _shut(clause, found)
    )


def taker(clause: Clause) -> Mention | None:
    """Who is to do it: 送童装那个 让赵前送, 第一条 Amy做."""
    found = named(clause)
    if found is None:
        return None
    text = clause.reading.text
    for person in clause.people("user"):
        if person.start < found.after:
            continue
        hands = _HANDS.search(text[found.after : person.start])
        if hands and (hands[0].strip(" ,，") or _DOES.match(text[person.end : clause.end])):
            return person
        if person.start == found.after and _DOES.match(text[person.end : clause.end]):
            return person
    return None


_OR_ELSE = re.compile("还是|要不|算了|不[对行是]|或|改")


def _behind(place: int, times: list[Item], text: str) -> Item:
    """推到下周 我明天请假: the day right behind the word that moves; 推到周五 还是下周一吧: the last."""
    near = next((i for i in times if 0 <= i.start - place <= 2), None)
    if near is None or _OR_ELSE.search(text, near.end, times[-1].start):
        return times[-1]
    return near


# 不用提醒我给马骏打电话了: what stands behind is what one was to be reminded of.
_UNREMINDED = re.compile(
    r"\s*(?:不用|不必|不需要|不要|别|甭|不)(?:再|老)?提醒我?([^,，。]{0,14}?)(?:那件事|这件事|的事儿?)?(?:了|吧|啦)+$"
)


def points(clause: Clause) -> bool:
    """Whether a task that exists is pointed at."""
    return bool(_POINTS.search(clause.text))


def only_moves(clause: Clause) -> bool:
    """Whether a whole message says no more than that a task moves, and until when."""
    if clause.end - clause.start != len(clause.reading.text):
        return False
    words, _ = common.rest(clause, *(common.span(i) for i in clause.of_kind("time", "duration")))
    return bool(_ONLY_MOVES.fullmatch(re.sub(r"[吧了啊呗再说弄做\s]+$", "", words)))


def fill(clause: Clause, slots: Slots, context: Context) -> None:
    """The words that point at a task, and what is to become of it: a new day, somebody else."""
    told = named(clause)
    companies = clause.named("customer")
    if told and companies and told.start <= companies[0].start < told.end and not companies[0].names:
        companies = []
    else:
        common.customer(clause, slots, context)
    text = clause.reading.text
    if context.intent == "task.postpone" and (late := _SAID_LATE.search(clause.text)):
        at = clause.start + late.start("ref"), clause.start + late.end("ref")
        slots.put("ref", clause.reading.words(at), at)
    drop: list[Span | None] = [common.span(m) for m in companies] + [
        common.span(m)
        for m in clause.people("contact")
        if re.match(r"(?:那边|那)?的", clause.reading.text[m.end :])
    ]
    whose = next((m for m in clause.people("user") if m.start == clause.start), None)
    if whose and any(text[whose.end : company.start] in ("", "的", "那个") for company in companies):
        drop.append(common.span(whose))  # 项东那个正泰的回访: whose it is names no task
    if context.intent == "task.assign" and (person := taker(clause)):
        common.user(person, clause, slots, "assignee")
    elif (context.intent == "task.assign" or clause.has("assign", "to_user")) and (
        people := clause.people("user")
    ):
        person = people[-1]
        if re.search(
            "(?:转给|移交给?|交给|交由|分给|分配给|指派给?|派给?|转交给?|给|让|叫|换|由|成|交|待办|任务"
            "|代办)$",
            text[clause.start : person.start],
        ):
            common.user(person, clause, slots, "assignee")
            drop.append((person.start - 1, person.end))
    if behind := _SAID_BEHIND.match(text, clause.start, clause.end):
        slots.put("ref", clause.reading.words(behind.span("ref")), behind.span("ref"))
    whole = clause
    if unreminded := _UNREMINDED.match(text, clause.start, clause.end):
        if not unreminded[1]:
            return
        clause, ref_end = Clause.of(clause.reading, *unreminded.span(1)), unreminded.end(1)
    elif told:
        clause, ref_end = Clause.of(clause.reading, told.start, told.after), told.end
    else:
        clause = _pointing(clause)
        ref_end = _ref_end(clause)
    postpone = whole.marked("postpone")
    if postpone or context.intent == "task.postpone":
        times = [
            i for i in whole.of_kind("time", "duration") if postpone and i.start >= postpone[0].start - 1
        ]
        if not times and context.intent == "task.postpone":
            times = whole.of_kind("time", "duration")
        if times:
            when = _behind(postpone[0].end, times, text) if postpone else times[-1]
            length = f"-{when.value}" if goes_back(text[: when.start]) else when.value
            slots.put("due", when.deadline() if when.kind == "time" else length, common.span(when))
    words, span = common.rest(clause, *drop, end=ref_end)
    when_said = [common.span(i) for i in clause.of_kind("time") if i.end <= ref_end]
    shorter, place = common.rest(clause, *drop, *when_said, end=ref_end) if when_said else ("", None)
    if len(re.sub(r"[\W_]|^[去的到在]+|那个|这个|待办|任务|的$", "", shorter)) >= 2:
        words, span = shorter, place  # 明天去海康开会: 开会
    bare = re.sub(
        r"^(?:[\u4e00-\u9fff]{1,4}了(?=[去到给跟找]))?(?:取消掉?|删掉?|完成|搞定|不用|cancel掉?|推迟|别|先"
        "|把|将|给|跟|和|去|到|在|找|对(?!账|接|数|方|比|齐)|向|提醒我|我|[他她](?=那[个条])|(?:待办|任务)[里中]的?|那个|这个|的"
        r"|刚才|之前|昨天|今天|约了?|说的|要)+(?=[\u4e00-\u9fffa-z0-9])",
        "",
        words,
    )
    if len(bare) > 2 or f"给{bare}那" not in text:  # 给方案那个
        words = bare
    words = re.sub(
        "(?:那个|这个|那条|这条|那|的)?(?:待办事项|待办|任务|代办|提醒|日程|事情|事|这事|那事|工作|计划"
        "|安排)?(?:那个|这个|已经|都|先|就|也|的|我|可以|不[用必要])*$",
        "",
        words,
    )
    words = _FALLEN.sub("", words).strip(common.PUNCTUATION)
    if match := re.search(r"第\s*([0-9一二两三四五六七八九十]+)\s*[个条项]", clause.text):
        words = match[0]
    words = re.sub(r"(?:的|给|跟|和|[ ,，]+[改挪推换]|(?<=[好完掉款货账样])了)$", "", words)
    due = slots.spans.get("due")
    if due and span and span[0] < due[0] and due[1] == span[1]:
        moves = _ONLY_MOVES.fullmatch(clause.reading.text[span[0] : due[0]])
        words = "" if moves else words  # 恒力改11点: nothing but that it moves, and until when
    if due and span and span[1] == due[0]:
        words = _MOVES.sub("", words)  # 二机床拜访改下周三
    words = "" if re.fullmatch("把|把?[他她]们?的?(?:都|全部?)?", words) else words  # 她的待办都给纪晨
    words = "" if _ONLY_MOVES.fullmatch(words) or only_moves(whole) else words
    if words in _WAYS:  # 明天去乐刻的待办: nothing but a way to somebody
        words, span = common.rest(whole if told is None else clause, end=ref_end)
        words = _TO_SOMEBODY.sub("", words)
    slots.put("ref", words, span)


_WAYS = frozenset("去到给找见跟")
_TO_SOMEBODY = re.compile("^.*(?=[去给找到见])|的?(?:[那这][个条])?的?$")
# 改到周四 妇幼那个巡检: which one stands behind.
_SAID_LATE = re.compile("[推改挪延][^,，。]*[ ,，]某*[那这](?:个|条|次|趟)的?(?P<ref>[^,，。 某]{2,8})$")
# 那条待办不用了 去承德的那个: which one stands behind, told by what is to be done.
_SAID_BEHIND = re.compile(
    r"\s*(?:把)?(?:[那这][个条]|(?:待办|代办|任务|提醒)){1,2}[^,，。 ]{0,4}"
    "(?:取消|不用|不要|不做|删|完成|[做办弄搞][完好定]|推|改|延)[^,，。 ]{0,6}[ ,，]+(?:就是|是)?"
    r"(?P<ref>[^,，。 ]{2,12}?)的?(?:那个|那条|那件|那事)[吧啊]?$"
)
_FALLEN = re.compile(
    "[ ,，]*(?:临时|突然|又|那边|那儿|这边)*(?:不用?[去来见约跑开办]了|[去来见]?不[了成]了?"
    "|(?:没空|没时间|有事|走不开|冲突|撞期)了)$"
)  # 明天不去海尔了: that it falls through is no name of a task


def _pointing(clause: Clause) -> Clause:
    """The part of the clause that points at the task: 那个送样的任务给田甜 after 她的活太多了."""
    parts = [
        Clause.of(clause.reading, clause.start + m.start(), clause.start + m.end())
        for m in re.finditer(r"[^,，。;；!！ ]+", clause.text)
    ]
    if len(parts) < 2:
        return clause
    pointing = [
        p
        for p in parts
        if _POINTS.search(p.text)
        and len(
            re.sub(
                r"待办|任务|代办|提醒|那个|这个|那条|这条|取消|完成|搞定|做完|删除?|撤|把|掉|了|的|吧",
                "",
                p.text,
            )
        )
        >= 2
    ]
    if len(pointing) == 1 and not re.search(r"^(?:待办|任务|代办)", parts[0].text):
        return pointing[0]
    empty = [p for p in parts if _POINTS.search(p.text)]
    others = [p for p in parts if p not in empty]
    return others[0] if empty and len(others) == 1 and not pointing else clause


# 去地铁超市那个拜访取消了: what is pointed at stands behind 那个.
_THING = re.compile(
    "(?:拜访|约访|会议|会(?!不)|培训|演示|饭局|电话|回访|验收|面谈|出差|参观|考察|交流|催款|对账|送样|送货"
    "|发货|盘点|续约|续费|巡检|陪访|接机|路演|复盘|例会|晨会)(?=取消|推|延|改|挪|往|不|完|做|搞|办|先|就|也"
    "|转|交|给|让)|[\u4e00-\u9fff]{2,6}的(?:事|活)"
)


_ONLY_A_NAME = re.compile(r"[某\s]+")  # 项东那个正泰的回访


def _ref_end(clause: Clause) -> int:
    """Where the pointing words end and what to do with the task begins."""
    text = clause.text
    match = re.search(r"(?:的?(?:那个|这个|那条|这条))?(?:的)?(?:待办事项|待办|任务|代办|提醒)", text)
    if (
        match
        and match.start() > 1
        and not re.match(r"\s*(?:把|完成|取消|待办|任务|推迟)", text[: match.end()])
        or match
        and match.start() > 5
    ):
        return clause.start + match.start()
    if (match := re.search(r"(?<=..)(?:那个|这个|那事|这事|的事|那活儿?|这活儿?|那条)", text)) and not (
        _THING.match(text, match.end()) or _ONLY_A_NAME.fullmatch(text, 0, match.start())
    ):
        return clause.start + match.start()
    verbs = [
        c.start
        for c in clause.cues
        if any(k in ("finish", "drop", "postpone", "assign") for k, _ in c.marks)
        and c.start > clause.start + 1
    ]
    if not verbs:
        return clause.end
    return min(verbs)
