"""A task that exists: the words that point at it (报价单那个, 第3个), and a new day or another hand for it."""

from nlp import forms as re
from nlp.reading import Clause, Span
from nlp.rules import common
from nlp.rules.base import Context, Slots

_POINTS = re.compile(
    r"那个|那活|的活|这个|那件事|这件事|那桩事|那条|这条|的(?:事情?|待办|任务|代办|提醒)|那事|第.{1,3}[个条]|待办|任务|代办|[^我他她你]的(?:已经|都|先)?(?:完成|做完|搞定|办好|弄好|办完|弄完|取消|删|推|延|挪|派给|交给|分给|done)|.{3,}那条"
)


# 推到周五, 搞定了: what becomes of a task, and no word of which one.
_ONLY_MOVES = re.compile(
    r"(?:那|就|再|先|都|给我|帮我)*(?:往后|向后)?(?:推迟?|延[期后迟]?|挪|拖|顺延|缓|晚|改|移|换|提前|调)?(?:个|后|到|至|在)?"
    r"|(?:都|已经?|刚|也)*(?:完成|做完|弄好|办好|搞定|弄完|办完|办妥|做好|搞完)?[了掉]?"
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
    common.customer(clause, slots, context)
    text = clause.reading.text
    drop: list[Span | None] = [common.span(m) for m in clause.named("customer")] + [
        common.span(m)
        for m in clause.people("contact")
        if re.match(r"(?:那边|那)?的", clause.reading.text[m.end :])
    ]
    if (context.intent == "task.assign" or clause.has("assign", "to_user")) and (
        people := clause.people("user")
    ):
        person = people[-1]
        if re.search(
            r"(?:转给|移交给?|交给|交由|分给|分配给|指派给?|派给?|转交给?|给|让|叫|换|由|成|交|待办|任务|代办)$",
            text[clause.start : person.start],
        ):
            common.user(person, clause, slots, "assignee")
            drop.append((person.start - 1, person.end))
    whole, clause = clause, _pointing(clause)
    ref_end = _ref_end(clause)
    postpone = whole.marked("postpone")
    if postpone or context.intent == "task.postpone":
        times = [
            i for i in whole.of_kind("time", "duration") if postpone and i.start >= postpone[0].start - 1
        ]
        if not times and context.intent == "task.postpone":
            times = whole.of_kind("time", "duration")
        if times:
            when = times[-1]
            slots.put("due", when.deadline() if when.kind == "time" else when.value, common.span(when))
    words, span = common.rest(clause, *drop, end=ref_end)
    when_said = [common.span(i) for i in clause.of_kind("time") if i.end <= ref_end]
    shorter, place = common.rest(clause, *drop, *when_said, end=ref_end) if when_said else ("", None)
    if len(re.sub(r"[\W_]|^[去的到在]+|那个|这个|待办|任务|的$", "", shorter)) >= 2:
        words, span = shorter, place  # 明天去海康开会: 开会
    words = re.sub(
        r"^(?:取消掉?|删掉?|完成|搞定|不用|cancel掉?|推迟|别|先|把|将|给|跟|和|去|到|在|找|对(?!账|接|数|方|比|齐)|向|我|那个|这个|的|刚才|之前|昨天|今天|约了?|说的|要)+(?=[\u4e00-\u9fffa-z0-9])",
        "",
        words,
    )
    words = re.sub(
        r"(?:那个|这个|那条|这条|那|的)?(?:待办事项|待办|任务|代办|提醒|日程|事情|事|这事|那事|工作|计划|安排)?(?:那个|这个|已经|都|先|就|也|的|我|可以)*$",
        "",
        words,
    )
    words = words.strip(common.PUNCTUATION)
    if match := re.search(r"第\s*([0-9一二两三四五六七八九十]+)\s*[个条项]", clause.text):
        words = match[0]
    words = re.sub(r"(?:的|给|跟|和|(?<=[好完掉])了)$", "", words)
    words = "" if _ONLY_MOVES.fullmatch(words) or only_moves(whole) else words
    slots.put("ref", words, span)


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
        and len(re.sub(r"待办|任务|代办|那个|这个|取消|完成|搞定|做完|把|掉|了|的|吧", "", p.text)) >= 2
    ]
    if len(pointing) == 1 and not re.search(r"^(?:待办|任务|代办)", parts[0].text):
        return pointing[0]
    empty = [p for p in parts if _POINTS.search(p.text)]
    others = [p for p in parts if p not in empty]
    return others[0] if empty and len(others) == 1 and not pointing else clause


# 去地铁超市那个拜访取消了: what is pointed at stands behind 那个.
_THING = re.compile(
    "(?:拜访|约访|会议|会(?!不)|培训|演示|饭局|电话|回访|验收|面谈|出差|参观|考察|交流|催款|对账|送样|送货|发货|盘点|续约|续费|巡检|陪访|接机|路演|复盘|例会|晨会)"
    "(?=取消|推|延|改|挪|往|不|完|做|搞|办|先|就|也|转|交|给|让)"
)


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
    if (
        match := re.search(r"(?<=..)(?:那个|这个|那事|这事|的事|那活儿?|这活儿?|那条)", text)
    ) and not _THING.match(text, match.end()):
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
