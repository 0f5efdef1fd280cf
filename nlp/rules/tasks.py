"""Things to do: create, list, finish, drop, postpone, hand on."""

from datetime import datetime, timedelta

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions import Mention
from nlp.reading import Clause, Span
from nlp.rules import common
from nlp.rules.base import Context, Rule, Slots, Topic
from nlp.values.numerals import small_int

_NOT_DEED = ("ask", "by", "history_word")
_POINTS = re.compile(
    r"那个|那活|的活|这个|那件事|这件事|那桩事|那条|这条|的(?:事情?|待办|任务|代办|提醒)|那事|第.{1,3}[个条]|待办|任务|代办|[^我他她你]的(?:已经|都|先)?(?:完成|做完|搞定|办好|弄好|办完|弄完|取消|删|推|延|挪|派给|交给|分给|done)|.{3,}那条"
)


_STRONG = re.compile(
    r"[去给把跟找约带发寄送交写做取订买]|准备|整理|开.{0,3}会|打电话|联系|提交|参加|汇报|确认|检查|盘点|付|报销|打印|出差|培训|验收|签|催|回访|请|问|谈|再|取|接|安排|落实|对账|开票|复盘|面试|更新|巡检|call|跟进"
)


_COMES_OF_ITSELF = re.compile(
    r"(?:之前|前|左右|就|能|可以|应该|预计|争取|大概|才|会|要|可能)*(?:定|签|成|成交|开标|拍板|出结果|有结果|有消息|开业|开工|放款|到货|到期|上线|投产|竣工|截止|结束|开始)(?:下来|掉|了|吧)*[ ,，。]*$"
)


def _points(clause: Clause) -> bool:
    """Whether a task that exists is pointed at."""
    return bool(_POINTS.search(clause.text))


def _deed(clause: Clause) -> bool:
    """A time to come and then something to do; not a question and not somebody else's plan."""
    text = clause.text
    if re.search(
        r"吗$|多少|什么|哪些|几个|有啥|怎么|去哪|没来|没上班|请假|休假|还在|也得|都不|不好|谁|哪年|到底|不接|早就|要不是|我请大?家?喝|没开",
        text,
    ):
        return False
    if re.search(r"(?:签|下|到|付|打|定|订|买|交|发|收)的$", text):
        return False  # when it was done, not what is to do
    if re.search(
        r"(?:剩下的?|余款|尾款|其余的?|剩余的?)[^,，。]{0,10}(?:给|付|打|结|补)(?:我们?)?(?:了|清)?$", text
    ) and not re.search("催|提醒", text):
        return False  # what they will pay
    if re.match(
        r"\s*今[天日](?:一共|总共|就)?(?:拜访|跑|见|走访|约)了?[一二两三四五六七八九十\d几]+[家个]", text
    ):
        return False  # 今天拜访三家: the head of a report
    if re.search(r"([\u4e00-\u9fff])不\1.{0,2}再[看说定议]|再[看说定议](?:吧|了)?$", text):
        return False  # 明年续不续再看
    times = clause.of_kind("time")
    if times and _COMES_OF_ITSELF.match(clause.reading.text[times[-1].end : clause.end]):
        return False  # 年底定, 下月签: when it comes, nobody's deed
    if times and re.search("(?<!再)说[^,，。我]{0,6}$", clause.reading.text[clause.start : times[0].start]):
        return False  # somebody said so
    if times and re.match(
        r"[,， ]*(?:他们?|她们?|对方|客户|人家)(?!说)", clause.reading.text[times[0].end : clause.end]
    ):
        return False  # their plan, not ours
    if times and clause.end < len(clause.reading.text.rstrip()) and theirs(clause, times[0]):
        return False
    if (
        re.search("[\u4e00-\u9fff]了", text)
        and not clause.has("coming")
        and not re.search("别忘|记得|要|该", text)
    ):
        return False
    return (
        clause.has("customer", "person", "product", "quantity", "money")
        or "customer" in clause.carried
        or bool(_STRONG.search(text))
    )


_THEY_COME = re.compile(
    r"(?:他们?|会|要|都|也|应该|正好|刚好)*(?:来(?!得及|不及)|过来|到(?=[\u4e00-\u9fff]{2})|回来|回国|出差|休假|请假|有空|没空|有时间|没时间|在(?=公司|家|厂|单位|店|$|[,，。 ])|不在|方便|开年会|放假)"
)


def theirs(clause: Clause, time: Item) -> bool:
    """杨总监下周来昆明: where they will be, told before what we shall do then."""
    who = [m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")]
    text = clause.reading.text
    return any(
        m.end <= time.start and re.fullmatch(r"(?:那边|他们|公司|说)?", text[m.end : time.start]) for m in who
    ) and bool(_THEY_COME.match(text[time.end : clause.end]))


TOPIC = Topic(
    Rule("提醒我", "task.create", 8, ("remind",), none=("chat",), when=lambda c: not re.search(r"(?:有|看|查|列).{0,4}提醒|提醒(?:事项|列表)|(?:(?:那个|的|条)提醒|^\s*提醒(?:时间)?)(?:取消|删|不|改|推|延|挪|换)|^\s*(?:帮我|麻烦)?(?:把)?(?:取消|删掉?|撤掉?|关掉?|去掉)[^,，。]{0,14}提醒", c.text)),
    Rule("记个待办", "task.create", 7.5, ("add", "task_word"), none=("ask", "show_list"), says=r"(?:记|建|加|添|新增|录|创建|安排|设|列|写|登记|来|开|补)[^,，。]{0,4}(?:待办|任务|代办|日程|todo)"),
    Rule("让 U 某时去做", "task.create", 8.1, ("to_user", "user"), any=("coming", "today", "current", "repeat"), none=("ask", "goal_word", "chat", "asked_back", "task_word", "ticket_word", "met", "past"), when=lambda c: _told(c) is not None and not c.has("dispatch")),
    Rule("每周跟 X …", "task.create", 7.5, ("repeat", "act"), any=("customer", "person"), none=("ask", "show", "measure", "report_kind", "by_only", "report_word", "order_word")),
    Rule("待办: …", "task.create", 7.3, ("task_word",), none=("ask", "show", "finish", "drop", "postpone", "assign", "status", "by"), says=r"^\s*(?:待办|任务|代办|todo)[:： ,，]+\S{3,}", when=lambda c: c.has("act", "meet")),
    Rule("让 U 去做", "task.create", 7, ("to_user", "user"), none=("ask", "goal_word", "chat", "asked_back"), when=lambda c: _told(c) is not None and not re.search("有(?:什么|啥|哪些|没有)", c.text)),
    Rule("将来 + 做", "task.create", 5.5, ("coming", "act"), none=("past", "reported", "ask", "campaign_new"), when=lambda c: _deed(c) and not (c.has("order_act") and (c.has("money", "quantity") or re.search(r"签了|下了|订了|买了|要了", c.text)))),
    Rule("将来去签", "task.create", 6.4, ("coming",), none=("ask", "show", "past", "met", "money", "quantity", "add"), says=r"签(?:合同|字|约|协议|单|订)(?!了|的|日期|时间|金额)", when=lambda c: "日期" not in c.text),
    Rule("将来去 X 装", "task.create", 8.6, ("coming", "customer"), none=("ask", "ticket_word", "add", "past", "met", "reported"), says=r"去[^,，。]{1,12}(?:装机|安装|装|修|维修|调试|保养|巡检)(?:$|[,，。 \u4e00-\u9fff])", when=lambda c: _deed(c)),
    Rule("将来 + 完成", "task.create", 5.4, ("coming", "finish"), none=("past", "reported", "ask", "task_word", "ticket_word", "met"), when=lambda c: not _points(c) and _deed(c) and not re.search("已完成|冲刺|加油", c.text)),
    Rule("期限 + 做", "task.create", 5, ("time", "act"), none=("ask", "met", "past", "reported", "by", "pay_act", "order_act", "chat"), when=lambda c: _deed(c) and c.has("coming", "today", "current") and not re.search("就要|快要|过去了|都在|已经", c.text)),
    Rule("将来 X P 视频会", "task.create", 5.3, ("coming", "channel", "customer"), none=("ask", "met", "past", "reported", "history_word", "show"), when=lambda c: c.has("person") and bool(re.search(r"(?:^|[ ,，、])(?:开会|视频会?议?|见面|喝茶|吃饭|打电话|通话|交流会?|座谈|电话会)$", c.text))),
    Rule("将来 + 见", "task.create", 5.5, ("coming", "meet"), none=("ask", "met"), when=_deed),
    Rule("每周…", "task.create", 6, ("repeat", "act"), none=("ask", "report_kind", "by_only")),
    Rule("记得 …", "task.create", 6, ("act",), none=("ask", "if", "chat"), says=r"^\s*(?:哦|噢|啊|对了|还|另外|顺便|我|[,， ])*(?:记得|别忘|不要忘|回头|有空|晚点|抽空|改天|等下|等会儿?|待会儿?|一会儿?|过会儿?|稍后|等一下|要|得|需要|马上|尽快|赶紧|抓紧)(?!求|是|不)", when=lambda c: not (c.has("third") and not re.search(r"(?:给|跟|和|找|问|把|约|带|陪|请|催|回|帮|提醒)[他她]", c.text)) and (c.has("customer", "person", "coming", "urgent", "product") or len(c.text) >= 6 and bool(re.match(r"\s*(?:记得|别忘|不要忘|回头|有空|晚点|抽空|改天|尽快|赶紧)", c.text))) and not c.has("met", "past", "pay_act")),
    Rule("急 + 把 …", "task.create", 5, ("urgent", "act"), none=("ask", "met", "past", "ticket_word", "type", "task_word"), says=r"把|给|去|尽快|赶紧|马上|抓紧|立刻"),
    Rule("给他打个电话", "task.create", 4.6, (), none=("ask", "met", "past", "reported", "if", "chat", "order_act", "pay_act", "ticket_word"), says=r"^\s*(?:再)?(?:给|跟|约|找|帮)(?:他|她|客户|[\u4e00-\u9fff]{1,3}[总工经])[^,，。]{0,6}?(?:打个|发个|发份|回个|约个|寄个|寄份|送个|送份|补个|补份)[^,，。]{1,10}$"),
    Rule("再联系", "task.create", 4.2, ("coming",), any=("urgent", "link"), none=("ask", "met", "third", "money"), when=_deed),
    Rule("待办", "task.list", 5, ("task_word",), when=lambda c: len(c.text.strip()) <= 5),
    Rule("看待办", "task.list", 7, ("task_word",), any=("show", "ask", "status", "time", "scope=me", "scope=team", "user", "customer"), none=("add_task", "finish_now", "drop_task", "postpone_real", "assign", "remind_me", "measure_number", "by", "undo"),
         when=lambda c: not (c.has("measure") and re.search("多少|几个|数|率|完成情况", c.text)) and not re.search(r"(?:记|建|加|添|新增|创建)[个条一下]{0,2}(?:待办|任务|代办)|(?:做完|完成|搞定|办好|弄完|取消|删|推迟|延)了?[吧了]?$|待办[:：]|的?(?:待办|任务|代办)(?:已经|已|都(?!给我|看|列|有|调|发)|先|就|不|可以|往|给(?!我)|搞定|做完了?$|办完|完成了|推|延|改|挪|取消|删|交给|转给|派给|分给|让)", c.text)),
    Rule("有什么事要做", "task.list", 6.5, (), any=("ask", "time"), none=("customer_word", "met", "opp_word", "order_word", "ticket_word", "report_word", "remind", "measure", "product"),
         says=r"(?:有|要|该|需要|还)[^,，。]{0,5}(?:啥|什么|哪些)[^,，。]{0,3}(?:事|安排|活|要做|要办|没做|要干|得干|得做|要弄|干的)|要做(?:的|哪些|什么|啥)|(?:要|该)(?:干|做|忙|办)(?:什么|啥|嘛|些)|(?:的|有(?:没有|哪些|什么|啥)?)(?:安排|行程|日程)(?=$|[?？,，。 ]|呢|吗|有|是|怎|给我|看|发我|列|查)|安排(?:呢|吗|是什么)?$|日程$|几件事|哪些事|没(?:做完|干完|完成|办)的(?:事|有|$)|干(?:什么|啥|嘛)$", when=lambda c: not re.search(r"聊|吃啥|吃什么", c.text)),
    Rule("逾期", "task.list", 6, ("status",), none=("ticket_word", "add", "pay_word", "remind"), when=lambda c: not re.search(r"(?:已|已经)完成了?$|差\d", c.text)),
    Rule("要跟进的客户", "task.list", 7.2, (), none=("add", "remind", "by", "idle"), says=r"(?:有)?(?:什么|啥|哪些|谁|哪几个|几个)(?:客户|人)?(?:是)?(?:我)?(?:要|该|需要|得)(?:我)?(?:去)?(?:跟进|联系|拜访|回访|跑)|(?:要|该|需要)(?:我)?(?:跟进|联系|拜访|回访)的(?:客户|人)?(?:有|是)?(?:哪些|什么|谁|有吗|名单)?[?？]?$", when=lambda c: c.has("time", "ask")),
    Rule("优先级: …", "task.create", 6, (), any=("urgent", "not_urgent"), none=("ask", "ticket_word", "type", "met", "past"), says=r"^\s*(?:[高低中]?优先级?[高低]?|重要|紧急|急|加急)[:：]"),
    Rule("做完了", "task.done", 7.5, ("task_word", "finish"), none=("ask", "show", "measure", "by", "ticket_word"), when=lambda c: not re.search(r"没完成|未完成|没做|哪些|不用|不做|(?:完成|做完|办完)了?的(?:任务|待办|事)", c.text)),
    Rule("那个做完了", "task.done", 6.5, ("finish",), none=("ask", "show", "by", "ticket_word", "case_ref", "met_x", "remind", "opp_word", "order_word", "money"), when=lambda c: _points(c) and not re.search(r"没完成|未完成|没做|不用|那边|(?:把|将).{1,8}(?:搞定|完成)(?:一下)?$|刚才(?!提醒|那个)|^那条|笔", c.text)),
    Rule("给 X 打电话搞定了", "task.done", 6.2, ("finish", "act"), none=("ask", "show", "by", "ticket_word", "case_ref", "opp_word", "order_word", "money", "remind", "past", "today", "coming", "win", "device_word", "just", "third"), says=r"^\s*(?:给|把|跟|去|约|回访|寄|送|发|催|写|做|准备|整理)[^,，。]{2,14}(?:搞定|完成|做完|办完|办妥|弄完|弄好)(?:了|啦)$", when=lambda c: c.start == 0 and c.end == len(c.reading.text)),
    Rule("刚才提醒的做了", "task.done", 8.3, (), none=("ask", "show", "by"), says=r"提醒(?:我)?(?:的|那个|这个)[^,，。]{0,10}(?:做了|做完|完成|搞定|办好|办完|弄好|弄完|发了|打了|寄了|好了)"),
    Rule("不用做了", "task.cancel", 8, ("task_word", "drop"), none=("ask", "show", "ticket_word"), says=r"取消|不用|不做|删|作废|不需要|不要|不搞|免了|不去|算了|撤|cancel|去掉"),
    Rule("那个取消", "task.cancel", 6.5, ("drop",), none=("ask", "show", "ticket_word", "tag_word", "tag", "assign", "opp_word", "order_word", "pool_word", "survey_word", "last"), when=lambda c: _points(c) and bool(re.search(r"取消|不用|不做|删|作废|不需要|不搞|免了|不去了", c.text)) and not re.search(r"刚才|刚刚|那条|这条|那笔|上一条", c.text)),
    Rule("取消 … 提醒", "task.cancel", 7.6, ("remind",), none=("ask", "show", "ticket_word"), says=r"^\s*(?:帮我|麻烦)?(?:把)?(?:取消|删掉?|撤掉?|关掉?|去掉)[^,，。]{0,14}提醒[吧了]?$"),
    Rule("那个不用做了", "task.cancel", 7, (), none=("ask", "show", "ticket_word", "remind"), says=r"(?:那个|那件事?|那事|这事|这个)(?:就|先|也)?(?:不用|不必|不需要|甭)(?:再)?(?:做|去|跟|办|管|弄|催|发|送|打)了?$"),
    Rule("不用去了", "task.cancel", 6, ("drop", "time"), none=("ask", "show", "ticket_word", "tag_word", "opp_word", "order_word", "last", "met"), says=r"(?:取消|不用去|不去了|不用做|不用了|不用见|不用跑)(?:了|吧|掉)?$", when=lambda c: bool(c.has("act", "meet"))),
    Rule("推迟到", "task.postpone", 8, ("task_word", "postpone"), none=("ask", "show", "add_task"), says=r"推|延|挪|顺|改(?:到|期|在|成|为)|移|拖|缓|提前|换(?:到|成)|往后"),
    Rule("明天的会推到", "task.postpone", 6.6, ("time",), none=("ask", "add", "ticket_word", "opp_word", "met"), says=r"(?:推到|推迟到|延到|挪到|改到|改在|顺延到|往后推到)", when=lambda c: len(c.of_kind("time")) >= 2),
    Rule("任务 改到", "task.postpone", 8.1, ("task_word", "time"), none=("ask", "add"), says=r"往后放|往后|改到|推到|延到|挪到"),
    Rule("X 的会改到", "task.postpone", 7.2, ("time",), none=("ask", "add", "ticket_word", "opp_word", "met", "last"), says=r"(?:会议?|拜访|约|饭局|演示|培训|面谈|见面|电话|安排|行程|验收|考察)(?:时间)?(?:往后)?(?:改到|推到|推迟到|延到|延期到|挪到|改期到|提前到|顺延到|改成|改在)"),
    Rule("那个推迟到", "task.postpone", 7, ("postpone",), any=("time", "duration"), none=("third", "ask", "show", "opp_word", "field", "money", "ticket_word", "order_word"), says=r"推|延|挪|顺延|移到|拖到|缓|改(?:到|期|在)|提前到|换到|往后|改成|改为", when=lambda c: (_points(c) or c.has("customer", "meet", "act_noun") and not re.match(r"\s*(?:改到|改成|改为|推迟到|延到)", c.text)) and not c.has("met")),
    Rule("待办交给 U", "task.assign", 8.5, ("task_word", "assign", "user"), none=("ask", "show", "add_task")),
    Rule("那个交给 U", "task.assign", 7.6, ("assign", "user"), none=("ask", "show", "ticket_word", "opp_word", "pool_word"), says=r"(?:那个|这个|那事|的事儿?|这事|那条|送样|寄样|收款的|盘点的|回访|样[品机])[^,，。]{0,2}(?:转给|移交给|交给|分给|分配给|指派给|派给|给|转交)", when=lambda c: not re.search("客户|公司", c.text)),
    Rule("那个活给 U", "task.assign", 8.3, ("user",), any=("task_word", "plural_task"), none=("ask", "show", "add", "status"), says=r"(?:待办|任务|代办|活儿?|那条|那个|这事|的事)(?:就)?[,， ]?(?:给|让|叫|由|转给|转|交给|派给|分给|换|改由|换成|assign给?).{1,4}(?:去?做|干|办|跟|处理|弄)?(?:吧|了|去)?$"),
    Rule("待办让 U 去", "task.assign", 8.2, ("task_word", "to_user", "user"), none=("ask", "show", "add"), says=r"(?:待办|任务|代办)[,， ]?(?:让|叫|换|改由|由|给|改成)"),
)  # fmt: skip


_HANDED_ON = re.compile(
    r"[^,，。 ]{3,}.*[,，。 ](?:就|都)?(?:交给|交由|派给|分给|转给|安排给|指派给|负责人是?|执行人是?)$"
)


def _told(clause: Clause) -> Mention | None:
    """The colleague right after 让, 叫, 安排 …, who is told to do something."""
    text = clause.reading.text
    for mention in clause.people("user"):
        if (
            (mention.how == "nick" or not mention.of("contact"))
            and re.fullmatch(r"(?:另外|然后|再|还有|,|，| |@)*", text[clause.start : mention.start])
            and re.match(
                r"(?:同学|同志)?[,，:： ]*(?:你|麻烦)?[,， ]*(?![今明这本上周月天]{1,3}的)(?:今|明|这周|本周|月底|后|下|周|上午|下午|\d|去|把|给|负责|来)",
                text[mention.end :],
            )
        ):
            return mention
        before = text[max(clause.start, mention.start - 4) : mention.start]
        if (
            re.search(r"(?:让|叫|安排|请|喊|派|通知|告诉|吩咐|交代|拜托|麻烦|催|提醒|要|由)$", before)
            and mention.end < clause.end
            or _HANDED_ON.search(text[clause.start : mention.start])
        ):
            if mention.of("contact") and clause.named("customer") and mention.how == "title":
                continue
            return mention
    return None


def _given(clause: Clause) -> Mention | None:
    """The colleague in 给小黄建个待办."""
    text = clause.reading.text
    for first in clause.people("user")[:1]:
        is_given = text[: first.start].endswith(("给", "帮")) and not first.of("contact")
        if is_given and re.match(
            r"(?:安排|派|建|加|记|布置|分|指派)?[了个一]{0,2}(?:待办|任务|活|事)", text[first.end :]
        ):
            return first
    return None


@TOPIC.fill("task.create")
def _create(clause: Clause, slots: Slots, context: Context) -> None:
    told = _told(clause)
    text = clause.reading.text
    drop: list[Span | None] = []
    if told is None and (first := _given(clause)):
        told = first
        drop.append((first.start - 1, first.end))
    if (
        told is None
        and (pronoun := re.search(r"(?:让|叫|安排|请|喊|派)(?=[他她](?![们那]))", clause.text))
        and (other := common.earlier_user(clause))
    ):
        common.user(other, clause, slots, "assignee")
        slots.spans.pop("assignee", None)
        drop.append((clause.start + pronoun.start(), clause.start + pronoun.end() + 1))
    if told:
        common.user(told, clause, slots, "assignee")
        before = re.search(
            r"(?:让|叫|安排|请|喊|派|通知|告诉|吩咐|交代|拜托|麻烦|催|提醒|要|由|帮我|记得|@|交给|交由|派给|分给|转给|安排给|指派给|负责人是?|执行人是?)+$",
            text[clause.start : told.start],
        )
        after = re.match(r"(?:同学|同志)?[,，:： ]*你?", text[told.end :])
        drop.append(
            (
                clause.start + before.start() if before else told.start,
                told.end + (after.end() if after else 0),
            )
        )
    common.customer(clause, slots, context)
    common.contact(clause, slots, context, skip=[told] if told else [])
    due = _due(clause, slots, drop)
    for cue in clause.cues:
        categories = {name for name, _ in cue.marks}
        if (
            categories & {"remind"}
            and not (
                cue.word in ("提醒", "叫我") and told and told.start > cue.start and told.start - cue.end > 1
            )
            or categories & {"conf"}
            and (cue.start == clause.start or re.search(r"[,，。 、]$|帮我$", text[clause.start : cue.start]))
            and len(cue.word) > 2
        ):
            drop.append((cue.start, cue.end))
        elif "urgent" in categories or "not_urgent" in categories:
            slots.put("priority", "low" if "not_urgent" in categories else "high", (cue.start, cue.end))
            if (
                cue.word not in ("重要", "马上", "尽快", "赶紧", "抓紧", "立刻", "立即")
                or re.match(r"[,，。;！! ]|$", text[cue.end : cue.end + 1])
                and re.search(r"(?:^|[,，。！! ])$", text[clause.start : cue.start])
            ):
                drop.append((cue.start, cue.end))
    for match in re.finditer(
        r"(?:帮我|帮忙|麻烦)?(?:记|建|加|添|新增|录|创建|安排|设|定|列|写|登记|来|开|补|新建|添加)(?:一?个|一条|一下|条|下|上|两个)*(?:新的|新)?(?:待办事项|待办任务|待办|任务|代办|日程|todo|提醒|闹钟|事儿?(?=[,，:：]))[:：,， ]*(?:是|内容是|内容)?|^\s*(?:待办|任务|代办|todo)[:： ]+|(?:优先级|优先)(?:是|为|设为)?(?:高|低|中|普通|一般)|(?:高|低)优(?:先级?)?|^\s*(?:[高低中]?优先级?|重要|紧急)[:：]|截止(?:时间|日期)?(?:是|为|到|[:：])?|(?:之前|以前|以内|之内)$|到时候|(?<![\u4e00-\u9fff])的时候|(?:帮我|给我)?(?:设|定|建|加|记)一?[个条](?=.{2,12}的(?:闹钟|提醒))|的(?:闹钟|提醒)(?=[,，:： ]|$)",
        clause.text,
    ):
        drop.append((clause.start + match.start(), clause.start + match.end()))
    if said := re.search(r"(高|低)优先?级?|优先级?(?:是|为|设为|[:：])?(高|低|普通|一般|中)", clause.text):
        level = {"高": "high", "低": "low"}.get(said[1] or said[2], "normal")
        slots.put("priority", level)
    words, span = common.rest(clause, *drop, start=_told_from(clause))
    words = re.sub(
        r"^(?:需要|务必|必须|一定|我先|先记|我(?!们)|要(?!求|是)|得)(?=把|给|去|跟|和|将|[\u4e00-\u9fff]{2})",
        "",
        words,
    )
    words = (
        re.sub(
            r"^(?:我|要|得|再去|之前|前|以前|的时候|准时|一下)(?=把|给|去|跟|和|[\u4e00-\u9fff]{2})(?<!去)",
            "",
            words,
        )
        if words[:1] in "我要得之前以的准一"
        else words
    )
    if told:
        words = (
            re.sub(r"(?:来)?(?:负责|去?办|跟进?|处理|落实)(?:一下)?$", "", words)
            if told.end > clause.end - 6
            else re.sub(r"^负责", "", words)
        )
    slots.put("title", words, span)
    if due is None and "priority" not in slots.values and clause.has("urgent"):
        slots.put("priority", "high")


def _told_from(clause: Clause) -> int:
    """Where the order begins, if what stands before it is only its reason: 想捡回来 提醒我去看看Tony."""
    text = clause.text
    for match in re.finditer(
        r"(?:^|[,，。;；!！ ])[^,，。;；!！ ]{0,4}?(?:提醒我?|记得|别忘了?|记个(?:待办|提醒)|建个待办|加个待办)[:：,， ]*",
        text,
    ):
        begin = max(text.rfind(c, 0, match.end() - 1) for c in ",，。;；!！ ") + 1 if match.start() else 0
        after = [i for i in clause.of_kind("time", "repeat") if i.start - clause.start >= match.start()]
        left = (
            len(text)
            - match.end()
            - sum(i.end - i.start for i in after if i.start - clause.start >= match.end())
        )
        has_time = any(True for _ in clause.of_kind("time", "repeat"))
        if match.start() > 0 and left >= 2 and (after or not has_time):
            return (
                clause.start + match.start()
                if text[match.start()] in ",，。;；!！ "
                else clause.start + begin
            )
    if (times := clause.of_kind("time")) and (
        there := re.match(
            r"[^,，。 ]{2,14}?(?:那边|那儿|那里|这边)[ ,，]*$",
            clause.reading.text[clause.start : times[0].start],
        )
    ):
        named = [m for m in clause.mentions if m.kind in ("customer", "person") and m.start < times[0].start]
        if named and named[0].start <= clause.start + 1 and there.end() >= named[-1].end - clause.start:
            return times[0].start  # 远见金总那边 初八过去拜年
    return clause.start + _after_reasons(text)


_SEGMENT = re.compile(r"[^,，。;；!！?？ ]+[,，。;；!！?？ ]*")
_REASON = re.compile(
    r"(?!(?:给|去|跟|找|约|让|叫|请|先|再|要|得|带|送|发|寄|催|问)|[^,，。;；!！?？ ]*(?:把|记得|提醒|前))[^,，。;；!！?？ ]*(?:[了过完]|有空|没空|有时间|方便|在(?:家|公司|厂里?|单位|店里?)?|回来|不在|没动静|没消息|没联系|没进展|没回|来[\u4e00-\u9fff]{2,3})[吧啊呢]?[,，。;；!！?？ ]+"
)


def _after_reasons(text: str) -> int:
    """海棠好久没联系了 明天去一趟: why comes first, what is to do starts behind it."""
    place = 0
    while (reason := _REASON.match(text[place:])) and len(text) - place - reason.end() >= 3:
        place += reason.end()
    return place


_AHEAD = re.compile(
    r"(?:提前|头|前)(?P<n>[一两二三四五1-7])天(?:[就再]?)(?=.{0,3}提醒|.{0,3}叫我|.{0,8}$)|提前(?:半|一|1|两|2)个?小时|提前(?:十|二十|三十|\d{2}|十五|一刻)分?钟"
)
_EVENT = re.compile(r"生日|到期|过期|开业|纪念日|周年|截止|开标|满月")  # what comes of itself


def _ahead(clause: Clause, due: str, drop: list[Span | None]) -> str:
    """易总下周二生日 提前一天提醒我: earlier than the day that is told."""
    said = _AHEAD.search(clause.text)
    if said is None:
        return due
    drop.append((clause.start + said.start(), clause.start + said.end()))
    if not said["n"] or "/" in due or not _EVENT.search(clause.text):
        return due  # our own deed is due when it is done
    moment = datetime.fromisoformat(due) - timedelta(days=small_int(said["n"]) or 1)
    return moment.isoformat(timespec="minutes")[: len(due)]


def _due(clause: Clause, slots: Slots, drop: list[Span | None]) -> Item | None:
    """The first time that is not part of a noun phrase (上季度的名单); a repeat has its first turn in `due`."""
    text = clause.reading.text
    if ahead := _AHEAD.search(clause.text):  # 前一天 is no day of its own then
        at = clause.start + ahead.start()
        clause = _without_items(clause, at, clause.start + ahead.end())
    repeats = clause.of_kind("repeat")
    if repeats:
        slots.put("repeat", repeats[0].value, common.span(repeats[0]))
        slots.put("due", repeats[0].past, common.span(repeats[0]))
        drop.append(common.span(repeats[0]))
        _with_hour(clause, slots, drop)
        return repeats[0]
    times = [
        i
        for i in clause.of_kind("time")
        if not re.match(r"的(?!时候|闹钟|提醒)", text[i.end : i.end + 3])
        and ("past" not in i.tenses or "earlier" in i.tenses)
    ]
    remind = clause.first("remind")
    if not times and remind:
        times = [
            i
            for i in clause.of_kind("time")
            if not re.match(r"的(?!时候|闹钟|提醒)", text[i.end : i.end + 3])
            and abs(i.end - remind.start) <= 1
            or i.start == remind.end
        ]
    if not times:
        return None
    chosen = times[0]
    if remind and remind.end == times[-1].start:
        chosen = times[-1]
    slots.put("due", _ahead(clause, _on_its_day(clause, chosen), drop), common.span(chosen))
    tail = re.match(r"(?:之前|以前|前|之内|以内|内)?(?:的时候)?", text[chosen.end : clause.end])
    drop.append((chosen.start, chosen.end + (tail.end() if tail else 0)))
    return chosen


def _without_items(clause: Clause, start: int, end: int) -> Clause:
    copy = Clause(clause.reading, clause.start, clause.end, clause.cues, clause.mentions, clause.items)
    copy.items = [i for i in clause.items if i.end <= start or end <= i.start]
    return copy


def _with_hour(clause: Clause, slots: Slots, drop: list[Span | None]) -> None:
    """晚上八点 … 每周四: the hour said apart from the repeat; 从4月1号开始: its first day."""
    text = clause.reading.text
    for item in clause.of_kind("time"):
        value = item.deadline()
        if (
            "T" in value
            and "BYHOUR" not in str(slots.values["repeat"])
            and item.time is not None
            and item.time.dateless
            and "/" not in value
        ):
            hour, minute = value[11:13], value[14:16]
            slots.values["repeat"] = f"{slots.values['repeat']};BYHOUR={int(hour)};BYMINUTE={int(minute)}"
            slots.values["due"] = f"{str(slots.values['due'])[:10]}T{hour}:{minute}"
            drop.append(common.span(item))
        elif (after := re.match("开始|起", text[item.end :])) and "coming" in item.tenses:
            slots.values["due"] = value[:10] + str(slots.values["due"])[10:]
            drop.append((item.start - (text[item.start - 1 : item.start] == "从"), item.end + after.end()))


def _on_its_day(clause: Clause, chosen: Item) -> str:
    """下周五上午十点见A，下午两点见B: an hour without a day is on the day said before."""
    if chosen.time is not None and chosen.time.dateless:
        earlier = [
            i
            for i in clause.reading.items
            if i.kind == "time"
            and i.end <= chosen.start
            and "coming" in i.tenses
            and i.time is not None
            and not re.search(
                r"说|问|表示|要求|反馈|预计", re.split(r"[,，。;； ]", clause.reading.text[: i.start])[-1]
            )
        ]
        if earlier and earlier[-1].time is not None:
            return chosen.time.on(earlier[-1].time).as_deadline()
    return chosen.deadline()


@TOPIC.fill("task.list")
def _list(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, carry=False)
    if times := clause.of_kind("time"):
        slots.put("range", times[-1].period(), common.span(times[-1]))
    if cue := clause.first("status"):
        slots.put("status", cue.value("status"), (cue.start, cue.end))
    elif match := re.search(r"(?:还|要)?没(?:做|办|干|完成|弄|搞)", clause.text):
        slots.put("status", "open", (clause.start + match.start(), clause.start + match.end()))
    elif re.search(r"(?:完成|做完|办完)了?(?:的|哪些|什么|啥|几)", clause.text):
        slots.put("status", "done")
    common.user(
        common.user_mention(clause)
        or (common.earlier_user(clause) if re.search("[他她](?![们那家])", clause.text) else None),
        clause,
        slots,
        "assignee",
    )


@TOPIC.fill("task.done", "task.cancel", "task.postpone", "task.assign")
def _existing(clause: Clause, slots: Slots, context: Context) -> None:
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
            r"(?:转给|移交给?|交给|交由|分给|分配给|指派给?|派给?|转交给?|给|让|叫|换|由|成)$",
            text[clause.start : person.start],
        ):
            common.user(person, clause, slots, "assignee")
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
        r"^(?:取消掉?|删掉?|完成|搞定|不用|cancel掉?|推迟|别|先|把|将|给|跟|和|去|到|在|找|对|向|我|那个|这个|的|刚才|之前|昨天|今天|约了?|说的|要)+(?=[\u4e00-\u9fffa-z0-9])",
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
    if match := re.search(r"(?<=..)(?:那个|这个|那事|这事|的事)", text):
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
