"""What a message tells besides: a report behind a plan, an order behind a report."""

from dataclasses import replace

from nlp import forms as re
from nlp.blocks import Block
from nlp.gather.state import Gathering
from nlp.judge import judge
from nlp.reading import joined, outside
from nlp.rules import people
from nlp.rules.base import Rule
from nlp.rules.openings import counts_visits
from nlp.rules.plans import agreed, signs

_CAME_IN = Rule("某日做, P 刚说", "interaction.log", 6, trust=14)
BEHIND = frozenset("task.create task.postpone task.cancel task.done task.assign".split())
# N who is named, T the time of it: 刚N微信说, N今天把场地确认了, 今天去N办了手续, N说.
_TELLS = re.compile(
    "[ ,，]*(?:另外|对了|还有|然后)?(?:[^,，。 TN]{2,8}的(?:事儿?|事情))?(?:(?P<when>"
    "(?:T|N|[他她]|刚[刚才]?|那边|家|的|[ ,，])+)(?:在|用)?"
    "(?:(?:电话|微信|短信|邮件|群)(?:里头?|上|中|跟我)?)?(?:N|[他她]|跟我|给我|又|还|已经|都)*"
    "(?:说(?!了算)|讲|回[了话复信我]|发[来了我]|打[来过电]|来[电了]|通知|告诉|确认|答应|同意|问|催|改口"
    "|松口|反馈|把[^,，。]{1,12}了"
    "|(?:N|[他她]|跟|和)*(?:确认|沟通|商量|说|定|谈|对)(?:过|好|完|妥)了?)"
    "|(?P<day>(?:T|刚[刚才]?)+)(?:我|又|已经)*(?:跟|和|给|去|到|找|见了?|在|把)+N?[^,，。]*(?:了|过|完|说))"
)


def came_in(now: Gathering) -> bool:
    """周五去装机 田老师今天把场地确认了: behind what is to be done, what somebody told or did just now is a
    report."""
    clause = now.clause
    if clause.has("if", "asked_back") or not clause.has("contact", "customer", "third"):
        return False
    if clause.has("remind") and not _PRESSES_US.search(clause.text):
        return False
    times = clause.of_kind("time")
    told = _TELLS.match(signs(clause, *[item for item in times if "future" not in item.tenses]))
    if told is None or _ANOTHER_HOUR.search(signs(clause, *times), told.end()):
        return False
    when = told["when"] or told["day"]
    return ("T" in when or "刚" in when) and now.opens(_CAME_IN)


_PRESSES_US = re.compile(
    "催(?:了|过|着)?(?:我|咱)?们?(?:了|[好两几]|一|半)|又催|还催|催得|在催"
)  # 他今天催我了
_ANOTHER_HOUR = re.compile("^[ ,，]*(?:能不能)?(?:改|推|挪|换|提前|延)(?:到|成|在|至)?T")  # 他刚说改到四点


_FOR_HIM = Rule("某日给他答复", "task.create", 6.5, trust=5)
_ANSWERS = re.compile(
    "[ ,，]*T(?:之?前|以前)?(?:我|再|得|要|必须|先|就)*(?:给|回复?|答复|找|问|催|约|见|打给|联系|跟"
    "|带|陪|拜访)(?:[他她]|N)"
    "(?!说|讲|问|想|要|们)[^,，。了过吗呢?？]*(?:吧|了)?[ ,，。!！]*"
)


def answers_him(now: Gathering) -> bool:
    """…他问能不能换 周三答复他: behind a report, what we do with him on a day."""
    clause = now.clause
    times = [item for item in clause.of_kind("time") if "coming" in item.tenses]
    if now.rule.intent not in ("", "task.create") or clause.has("if", "asked_back", "chat") or not times:
        return False
    if agreed(now.last.clauses[-1]):
        return False
    return _ANSWERS.fullmatch(signs(clause, *times)) is not None and now.opens(_FOR_HIM)


_HIS_NUMBER = Rule("P N 是他新号", "contact.add", 7.5, trust=6)
HIS = frozenset("号电微")
_IS_HIS = re.compile(
    "[ ,，]*(?:这|那)?(?:就?是|为)?(?:[他她]|N)?的?(?:新的?|现在的?|最新的?)(?:手机|电话|微信|联系)?"
    "(?:号码?|电话|方式)?[了吧]?[ ,，]*"
)


def is_his_number(now: Gathering) -> bool:
    """晏主任 139… 这是他新号: whose number it is, told behind it."""
    begun = now.begun
    if begun is None or len(now.blocks) > 1 or not begun.has("phone", "wechat") or not begun.has("contact"):
        return False
    return (
        now.clauses[now.place - 1].has("phone", "wechat")
        and _IS_HIS.fullmatch(signs(now.clause)) is not None
        and now.turns(_HIS_NUMBER)
    )


_RANG = Rule("P 电话, 说了什么", "interaction.log", 6.5, trust=5)
CALL = frozenset("电")
_CALL = re.compile(
    "[ ,，]*(?:T|刚[刚才]?|今天|又)*N(?:那边|家|刚[刚才]?|T|又)*(?:来|打)?电话(?:里|来)?[ ,，]*"
)
_WORDS = re.compile("[了没不坏说讲问让催嫌想要有]|同意|确认")


def rang_up(now: Gathering) -> bool:
    """沈院长电话 PDA坏了三台: a call, and what it was about; nobody asks for a number."""
    if (
        now.place + 1 == len(now.clauses)
        or now.blocks
        or _CALL.fullmatch(signs(now.clause, *now.clause.of_kind("time"))) is None
    ):
        return False
    told = now.clauses[now.place + 1]
    return (
        len(told.text) > 3
        and _WORDS.search(told.text) is not None
        and not told.has("phone", "show", "ask", "asked_back", "number", "field")
        and now.opens(_RANG)
    )


_ORDERS = {
    "contact.add": re.compile("[ ,，]*(?:另外|对了|还有|顺便)?(?:N|[他她])的?生日"),
    "opportunity.update": re.compile(
        "[ ,，]*(?:另外|对了|还有|顺便)?(?:把|将)?N(?:那边|那家)?的?"
        "(?:那单|那个|这单|这个|单子|商机|项目)+的?"
        "(?:概率|金额|阶段|把握|预计|推|改|提|降|调)"
    ),
    "task.postpone": re.compile(
        "[ ,，]*(?:另外|对了|还有|那个?)*(?:把|去|给|N)(?!说|讲|想|要)[^,，。说讲想要]{0,12}"
        "(?:推迟|推|延|挪|改)(?:期|后)?到(?:N|T)*(?:吧|了)?"
        "|[ ,，]*(?![他她我咱]|对方|客户|人家|那边)[^,，。说讲想要 ]{0,8}?(?:拜访|演示|验收|巡检"
        "|培训|会议?|装机|安装|讲标"
        "|送货|发货|对账|回访|交流|面谈|答辩|考察|评审)(?:推迟|推|延|挪|改)(?:期|后)?到T+(?:吧|了)?[ ,，。]*$"
    ),
    **dict.fromkeys(
        "product.show customer.show contact.show device.show task.list order.list ticket.list "
        "opportunity.list interaction.list".split(),
        re.compile(
            "[ ,，]*(?:另外|对了|还有|顺便|再)*(?:(?:帮我|给我|麻烦)(?:再)?(?:查|看|找|翻|调|搜|发)"
            "|把?N[^,，。]{0,8}(?:发我|给我|调出来)|(?:查|看)(?:一?下|查|看)"
            "|我[^,，。]{0,8}有(?:哪些|什么|啥|几)|看看我)"
        ),
    ),
}
BY_ITS_WORDS = frozenset("推延挪改查看找翻调搜发有生单商项那这")


def orders_besides(now: Gathering) -> bool:
    """赵校长问有没有现货 帮我查下库存, …说那天有活动 师大演示推到周四: an order by its own words, behind
    whatever was told."""
    form = _ORDERS.get(now.rule.intent)
    if form is None or now.rule.weight < 4 or now.rule.intent == now.intent:
        return False
    clause = now.clause
    if clause.has("if", "never") or form.match(signs(clause, *clause.of_kind("time"))) is None:
        return False
    return now.opens(
        replace(now.rule, weight=max(now.rule.weight, 7), trust=max(now.rule.trust, 8)), now.rival
    )


_FIRST = Rule("跑了几家, 先说一家", "interaction.log", 6, trust=5)
ROUND = frozenset("interaction.log task.create".split())


def first_of_a_round(now: Gathering) -> bool:
    """今天两个拜访 上午海鸥姜经理…: how many they were, and then the first of them."""
    last, clause = now.last, now.clause
    if (
        len(now.blocks) > 1
        or len(last.clauses) > 1
        or last.clause.has("customer", "contact", "remind", "coming")
    ):
        return False
    return (
        clause.has("customer", "contact")
        and not clause.has("coming", "remind", "asked_back")
        and counts_visits(outside(last.clause, last.clause.of_kind("time")))
        and now.turns(_FIRST)
    )


_NOTED = Rule("P N 加上", "contact.add", 7, trust=5)
NUMBERED = frozenset("interaction.log task.create opportunity.update payment.log".split())
NUMBERS = frozenset("0123456789")
_NEW = re.compile(
    "[ ,，]*(?:他们?|那边)?(?:新(?:来|换|上任)?|换|多了?)(?:了|的|一?[个位])*[\u4e00-\u9fff]{2}"
)
_TO_NOTE = re.compile("[ ,，]*(?:帮我|也|先)?[加存记录登](?:上|一?[下个]|到|进|着|好|入)")


def notes_a_number(now: Gathering) -> bool:
    """…聊了备份 新副主任章磊 13712312312 加上: who is new, or to be noted, with his number."""
    last, clause = now.last, now.clause
    if not clause.has("phone") or len(last.clauses) < 2 or clause.has("remind", "coming", "met", "ask"):
        return False
    before = last.clauses[-1]
    behind = now.clauses[now.place + 1].text if now.place + 1 < len(now.clauses) else ""
    rest = outside(clause, clause.of_kind("phone"))
    if before.has("contact", "time", "phone") or len(before.text) > 14 or len(rest) > 10:
        return False
    noted = _NEW.match(before.text) or _TO_NOTE.match(behind) or _TO_NOTE.search(rest)
    pair = joined([before, clause])
    if not noted or "contact" not in people.introduced(pair):
        return False
    now.blocks[-1] = Block(last.clauses[:-1], last.rule, last.rival, last.leads)
    now.blocks.append(Block([before, clause], _NOTED))
    return True


_SAYS_AFTER = Rule("到账了, P 说", "interaction.log", 6, trust=8)
ENTERED = frozenset(
    "payment.log opportunity.win opportunity.create opportunity.update order.create quote.create contact.add "
    "ticket.assign customer.tag customer.update task.done".split()
)
_SAYS = re.compile(
    "[ ,，]*(?:另外|对了|还有|不过|但是?)?(?:N(?:那边|家|那头)?|[他她])(?:今天|刚才?|又|还|也|T)*"
    "(?:(?:电话|微信|短信|邮件)(?:里头?|上|中)?)?(?:N|跟我|给我|又|还|也|只|就)*"
    "(?:说(?!了算|明)|讲|回[了话复信]我?|打来|来电|答应|同意|要求|抱怨|嫌|觉得|反馈|提到?|催(?!款|他|她)|问(?!他|她))(?=[^,，。]{2})"
)


# 昨天转了五万 说下批货要六套: who paid says it.
_THEY_SAY = re.compile("[ ,，]*(?:还|又|也|并)?说(?!的|好|了算|是|明|不定|起)[^,，。吗呢?？]{3,}")


def says_with_it(now: Gathering) -> bool:
    """孔总转了五万 说下批货要六套海洋球: behind a sum that came, what is said with it is a report."""
    clause = now.clause
    return (
        now.last.clause.has("customer", "contact")
        and not clause.has("customer", "person", "user", "remind", "if", "asked_back", "pay_act")
        and _THEY_SAY.fullmatch(clause.text) is not None
        and now.opens(_SAYS_AFTER)
    )


def says_after(now: Gathering) -> bool:
    """中医院回款6万 许主任说剩下的验收完给: behind what is entered, what somebody says is a report."""
    clause = now.clause
    pressed = "催" in clause.chars and not clause.has("coming")  # 催我们早点发货: no day
    return (
        now.rule.intent in ("", "interaction.log", "task.create", "contact.show", "product.show")
        and (pressed or now.rule.weight < 6 and not clause.has("remind"))
        and not clause.has("if", "asked_back", "user", "money")
        and clause.has("contact", "third")
        and (now.intent != "contact.add" or now.last.clause.has("phone", "wechat", "email"))
        and _SAYS.match(signs(clause, *clause.of_kind("time"))) is not None
        and now.opens(_SAYS_AFTER)
    )


SAYING = frozenset("说")
_CAME_OF_IT = Rule("不用去了, P 怎样了", "interaction.log", 6, trust=5)
DROPPED = frozenset({"task.cancel", "task.done", "task.postpone"})
_HE_DID = re.compile("[ ,，]*N(?:那边|家)?(?!的|要|想|让|叫)[^,，。吗呢]{2,}[了过](?:的|吧|啊)?[ ,，。!！]*")


def came_of_it(now: Gathering) -> bool:
    """取资料那个不用了 祝馆长自己来拿走了: behind what becomes of a task, what somebody did is a report."""
    clause = now.clause
    return (
        now.rule.intent == "interaction.log"
        and clause.has("contact")
        and not clause.has("user", "coming", "remind", "if", "asked_back", "task_word")
        and _HE_DID.fullmatch(signs(clause, *clause.of_kind("time"))) is not None
        and now.opens(_CAME_OF_IT)
    )


_ANOTHER_DAY = Rule("没见着, 改某日", "task.create", 7, trust=14)
IN_VAIN = frozenset({"interaction.log", "task.create"})
AGAIN = frozenset("改约换推")
_MISSED = re.compile(
    "放[^,，。]{0,3}鸽子|白跑|没空|没时间|[没不]在|没见|没碰|没等|没约|没找|开会|出差|走不开|扑了?个?空|爽约|临时有事|休假|请假|没人"
)
_AGAIN = re.compile(
    "[ ,，]*(?:那|就|只能|只好|所以|又|我|先|已经|说|跟(?:N|[他她]))*"
    "(?:改|约|换|推)(?:约|到|成|在|期)*(?:了|好了?)?"
    "(?:N)?T"
    "(?:再|我)?(?:去|见|来|过去|碰|聊|约|跑|打|谈|送)*(?:一趟|吧|了|见面|面)*[ ,，。!！]*"
)


def another_day(now: Gathering) -> bool:
    """蔡经理今天没空见我 改后天: who was not met will be on another day."""
    last, clause = now.last, now.clause
    times = clause.of_kind("time")
    if not any("coming" in item.tenses for item in times) or not any(
        _MISSED.search(told.text) for told in last.clauses[-2:]
    ):
        return False
    if clause.has("remind", "if", "asked_back") or _AGAIN.fullmatch(signs(clause, *times)) is None:
        return False
    if last.intent == "task.create":
        if last.rule.weight > 5.6 or not last.clause.has("today", "past"):
            return False
        now.blocks[-1] = Block(last.clauses, _IN_VAIN, None, last.leads)
    return now.opens(_ANOTHER_DAY)


_IN_VAIN = Rule("去了没见着", "interaction.log", 6, trust=3)


_NOTE = Rule("…, 备注一下", "customer.update", 7.5, trust=6)
NOTE = frozenset("备")
NOTE_IT = re.compile(
    "[ ,，]*(?:帮我|给我|你|先|也|请|麻烦)*(?:[记写加填存放添]|补充?)?(?:[到在进个上入])?(?:客户)?备注"
    "(?:里[头面]?|上|中|栏|一?下|进去|去|吧|哈)*[ ,，。!！]*"
)


def notes_it(now: Gathering) -> bool:
    """她说只收专票 备注一下: what was told right before is to be a note."""
    if NOTE_IT.fullmatch(now.clause.text) is None or not now.place:
        return False
    if now.blocks:
        last = now.last
        if last.intent in ("customer.update", "customer.create", "quote.create"):
            return False
        if last.rule.weight > 7 and (
            len(last.clauses) < 2 or last.clauses[-1].has("money", "quantity", "phone")
        ):
            return False
        if len(last.clauses) > 1:
            told = last.clauses[-1]
            now.blocks[-1] = Block(last.clauses[:-1], last.rule, last.rival, last.leads)
            now.blocks.append(Block([told, now.clause], _NOTE))
            return True
    return now.turns(_NOTE)


_PUT_OFF = Rule("改到某日, 那个 …", "task.postpone", 7.5, trust=6)
_OF_A_CHANCE = Rule("改成 N, X 那个", "opportunity.update", 7.5, trust=6)
_NAMED_LATE = re.compile(
    "[ ,，]*N{1,2}(?P<which>(?:那边|那家|家)?的?(?:[那这](?:个|单|边|家)?(?:单子?|商机|项目)?|商机|项目|的)?)"
    "[ ,，。吧!！]*"
)
_PUT_OFF_LATE = re.compile("[ ,，]*N?[那这](?:个|条|次|趟)的?(?!人|事|是)[^,，。了说 NT]{2,8}")
LATE = frozenset(
    "correct task.postpone opportunity.update opportunity.win opportunity.lose payment.log order.create "
    "quote.create customer.update customer.tag survey.send approval.request".split()
)


def named_late(now: Gathering) -> bool:
    """金额改45万 师大那个, 改到周四 妇幼那个巡检: of whom, or of which task, behind what becomes of it."""
    clause, told = now.clause, now.last.clause
    if len(now.blocks) > 1 or told.has("customer", "contact", "task_word") or clause.has("remind", "time"):
        return False
    words = signs(clause)
    if now.intent in ("correct", "task.postpone") and told.has("time"):
        return _PUT_OFF_LATE.fullmatch(words) is not None and now.turns(_PUT_OFF)
    late = _NAMED_LATE.fullmatch(words)
    if late is None or not clause.has("customer"):
        return False
    if not late["which"] and now.place + 1 < len(now.clauses):
        return False  # of whom the next clause tells
    if now.intent == "correct" and told.has("money", "percent"):
        return now.turns(_OF_A_CHANCE)
    whole = judge(joined([*now.last.clauses, clause]))
    if whole is not None and whole[0].intent in LATE and whole[0].weight >= now.last.rule.weight - 2:
        return now.turns(replace(whole[0], trust=max(whole[0].trust, 6)), whole[1])
    return now.intent != "correct" and now.turns(now.last.rule)
