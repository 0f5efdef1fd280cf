"""Where a dictated stretch without marks goes on to the next fact, as rules see it: a table of ways to find
such places.

What is told as done (`done`: where the first word of it ends) makes plans, orders and hand-overs behind it
facts of their own.
"""

from collections.abc import Iterator

from nlp import forms as re
from nlp import planned_cuts
from nlp.cut_begins import Stretch, before_sum, before_time, with_link, with_whose
from nlp.reading import Clause
from nlp.turn import Turns, turn
from nlp.turns import turns

_LINK = re.compile(
    "(?:然后|另外|[哦噢]对了?|再一个|再就是|还有[个件]事儿?|顺便|顺[路道](?=去|到|拐|跑|看)|接着|还有(?!多少|几|什|啥|哪|没(?![关结派修处]理?完?的?[^,，。]{0,3}单)|货)"
    "|(?<![做办弄搞干跑聊谈吃喝看打发写修装送签交审批改验测查算])完了|同时|之后再|以后再|对了|顺带"
    r"|(?<=[\u4e00-\u9fff]{4})再(?:看看|看下|查查|查一下|帮我看))(?=.{3})"
)
REMIND = re.compile(
    "(?:到时候?|记得)?提醒我|(?<![他她还都])记得(?=[^,，。]{0,8}(?:给|把|去|带|发|打|催|寄|回|约|送|问))"
    "|帮我(?:记|建|加|开|录|新建|登记)|(?:建|加|记|开|挂|立|录)(?:个|一个|一下)(?:待办|商机|工单|任务|报价"
    "|订单)"
)
_MOVES = re.compile(
    r"(?:把|将)?商机(?:的)?(?:阶段|金额|概率)?(?:也)?(?:推进|推到|改|进到|进入|转到|转为|更新|升|调|挪)"
)
_QUOTES = re.compile(
    r"(?:再)?(?:帮我|麻烦)?(?:给[他她它]们?家?)?(?:报个价|(?:出|做|开|录)(?:个|一份|份|一?下|一个)报价)"
)
_ASKED = re.compile(
    "(?:让|叫|喊|催|想)(?:我们?|咱们?)?(?:先|再|尽快|赶紧|(?:[今明后周月年下本这]|星期)[^,，。]{0,5}(?:前|内|给他们?))*$"
)  # 让我报个价 goes on
_HANDLE = re.compile(
    "(?:再)?(?:把|给)(?=.{2,}(?:转给|打上|打个|加上|加个|改成|改为|派给|贴|标|发个|发一份|建个|开个|推|移交"
    "|升|降))"
)
_TAGS_TOO = re.compile(r"(?:再|并|也)(?:加|打|贴|标)(?:上|一?个)?(?=[^,，。]{1,10}标签)")
_CHANGED = re.compile(  # 等级升A负责人换成卜易
    "(?:负责人|级别|等级|来源|行业|地址|电话|备注|区域|地区|满意度|信用额度|信用|额度|账期)(?:也|再|就)?(?:改成|改为|换成"
    "|换为|调成|调到|升到|升为|升成|升|降到|降为|降成)"
)
_DONE = frozenset("met pay_act order_act win lose finish type approval_word quote_word".split())
_ENTERS = frozenset({"pay_act", "order_act", "win", "opp_word"})  # behind them a sum tells of a deed, too
# 拉链投诉指派冀小鱼: a case that is there, and nothing told that would open one.
_CASE_SAID = re.compile("^[^,，。]{2,8}(?:投诉|报修|[装修诉询]单|工单)$|^[^,，。]{4,12}那个$")
_DEPOSIT = re.compile(  # 货架五十组十三万定金到了四万: behind an order with its sum, what of it is paid
    "(?:今天|昨天|刚才?|已经)?(?:[定订]金|首付款?|首款|头款|预付款?)(?:[一二三四五六七八九]成|百分之[一二三四五六七八九十]+)?(?:今天|昨天|前天|刚才?|已经|也|都|先)*"
    "(?:收|到|打|付|转|汇|交|入)"
)
_ORDERS = re.compile("某(?:订|定)|要(?=[一两二三四五六七八九十百\\d])")
_ORDERED = _DONE | {"add", "tag_word", "assign", "change"}
_TELLS = re.compile(r"(?:让|叫|安排|请|派|喊|通知)$")
_HANDS_ON = re.compile(r"(?:然后|再|并)?(?:派单?给?|转给|交给|分给|指派给|安排给?|(?<=[单诉修])[给让叫])$")
_LISTED = re.compile("、(?=(?:拜访|电话|微信|去|见了|给))")


def cuts(clause: Clause) -> list[int]:
    """The places where the next fact begins."""
    features = clause.features
    times = clause.of_kind("time") if "time" in features else []
    one = Stretch(clause, clause.text, clause.start, _done(clause), times)
    found = list(_WAYS.places(clause, one))
    if times and one.done is not None:
        found.extend(planned_cuts.planned(one))
    if len(times) > 1:
        found.extend(planned_cuts.next_plan(one))
        found.extend(planned_cuts.next_put_off(one))
        found.extend(planned_cuts.each_hour(one))
    if times and one.done is None:
        found.extend(planned_cuts.planned_behind_news(one))
    if times and "customer" in features:
        found.extend(planned_cuts.next_visit(one))
    found.extend(turns(clause))
    return found


def _done(clause: Clause) -> int | None:
    """Where the first word ends that tells something as done."""
    features = clause.features
    done: list[int] = []
    if not _DONE.isdisjoint(features):
        done += [c.end for c in clause.cues if not _DONE.isdisjoint(c.features)]
    if "money" in features and not _ENTERS.isdisjoint(features):
        done += [item.end for item in clause.of_kind("money")]
    return min(done, default=None)


_HAS_HIM = re.compile("[让叫请][他她]们?$")


def _linked(one: Stretch) -> Iterator[int]:
    """…然后…, …顺便…; but 跟李强还有王敏吃了个饭 has two names and one fact."""
    for link in _LINK.finditer(one.text):
        start, end = one.base + link.start(), one.base + link.end()
        before = {m.kind for m in one.clause.mentions if m.end == start}
        if not _HAS_HIM.search(one.text, 0, link.start()) and not any(
            m.start == end and m.kind in before for m in one.clause.mentions
        ):
            yield start


_YOU = re.compile("(?:麻烦)?你$")  # 改到后天下午你提醒我一下


def _ordered(one: Stretch) -> Iterator[int]:
    """聊了报价下周三提醒我再去, …坏了帮我建个工单."""
    clause, text, base, done, _ = one
    for match in REMIND.finditer(text):
        asked = _YOU.search(text, 0, match.start())
        at = base + (asked.start() if asked else match.start())
        if done is not None and done < at:
            yield before_sum(clause, at) if "商机" in match[0] else before_time(clause, at)
        elif match.start() > 6 and clause.has("ticket_word", "type") and "提醒" not in match[0]:
            yield at
        elif match.start() > 6 and "我" not in text[:2] and _told_before(clause, at):
            yield before_time(clause, at)


def _given_to_a_colleague(one: Stretch) -> Iterator[int]:
    """…谈完了让王磊把合同送过去."""
    clause, text, base, done, _ = one
    if done is None:
        return
    for mention in clause.people("user"):
        if mention.start > done and (told := _TELLS.search(text[: mention.start - base])):
            yield before_time(clause, base + told.start())


def _case_handed_on(one: Stretch) -> Iterator[int]:
    """建个工单…派给王磊."""
    clause, text, base, *_ = one
    if not (clause.has("add", "type") and clause.has("ticket_word", "type")) or clause.has("case_ref", "id"):
        return
    for mention in clause.people("user"):
        told = _HANDS_ON.search(text[: mention.start - base])
        if told and (clause.has("add") or not _CASE_SAID.search(text[: told.start()])):
            yield base + told.start()


def _listed(one: Stretch) -> Iterator[int]:
    """拜访了A、电话B."""
    yield from (one.base + mark.end() for mark in _LISTED.finditer(one.text))


def _paid_of_it(one: Stretch) -> Iterator[int]:
    """Where a payment begins that has its sum behind it, and before it the sum of the order."""
    clause = one.clause
    if not clause.has("money") or not (clause.has("order_act", "order_word") or _ORDERS.search(clause.text)):
        return
    sums = clause.of_kind("money")
    for paid in _DEPOSIT.finditer(one.text) if len(sums) > 1 else ():
        at = one.base + paid.start()
        if sums[0].end <= at < sums[-1].start:
            yield next((item.start for item in one.times if item.end == at), at)


def _moved(one: Stretch) -> Iterator[int]:
    """…聊完了商机推到报价, …报个价."""
    clause, text, base, done, _ = one
    if done is None:
        return
    for form in (_MOVES, _QUOTES):
        for match in form.finditer(text):
            if base + match.start() > done and not _ASKED.search(text, 0, match.start()):
                yield with_whose(clause, with_link(clause, base + match.start()))


def _changed_too(one: Stretch) -> Iterator[int]:
    """转给王磊再打上重点标签, 等级升A负责人换成卜易."""
    if not one.clause.has("customer"):
        return
    if one.clause.has("assign", "change", "claim"):
        yield from (one.base + match.start() for match in _TAGS_TOO.finditer(one.text))
    yield from (one.base + match.start() for match in [*_CHANGED.finditer(one.text)][1:])


def _handled(one: Stretch) -> Iterator[int]:
    """…签了把客户转给王磊; but 交给我们做 goes on."""
    clause = one.clause
    for match in _HANDLE.finditer(one.text):
        at = one.base + match.start()
        if not any(c.start < at < c.end for c in clause.cues) and any(
            c.end <= at and not _ORDERED.isdisjoint(c.features) for c in clause.cues
        ):
            yield before_time(clause, at)


_LABEL = re.compile(r"的?(?:新|手机|电话|座机|微信|邮箱|号码|号|联系方式|是|[ :：])+$")
_NOTED = re.compile(
    r"[ ,，]*(?:也|都|帮我|给我|一起|顺便|先|你)*[存记加补录登](?:一?下|上|个|进去|了|好|着)?"
)
_WHOM = re.compile("(?:[给跟和找约见访问]|[见访找约]了)$")


def _number_noted(one: Stretch) -> Iterator[int]:
    """…派给王磊区科长电话134…也存上: a number that is to be noted, and whose it is."""
    clause, text, base, *_ = one
    for value in clause.of_kind("phone", "wechat", "email"):
        label = _LABEL.search(text[: value.start - base])
        if label is None or not _NOTED.match(text, value.end - base):
            continue
        for person in clause.people("contact"):
            if person.end != base + label.start() or _WHOM.search(text[: person.start - base]):
                continue
            if any(c.end <= person.start and not _ORDERED.isdisjoint(c.features) for c in clause.cues) or any(
                "coming" in item.tenses and item.end < person.start for item in one.times
            ):
                yield with_link(clause, person.start)


_HE_SAYS = re.compile("了?(?=[他她](?:说|讲|觉得|表示|嫌|答应|让我|问))")


def _says_besides(one: Stretch) -> Iterator[int]:
    """…换微信了yandong_tz他说…: a number, and then what its owner says."""
    for value in one.clause.of_kind("phone", "wechat", "email"):
        if said := _HE_SAYS.match(one.text, value.end - one.base):
            yield one.base + said.end()


_WAYS = Turns(
    turn("然另顺接还完同之以对再哦噢", _linked),
    turn("提帮建加记开挂立录", _ordered),
    turn("让叫排请派喊知", _given_to_a_colleague, "user"),
    turn("让叫排请派喊知", planned_cuts.given_besides, "user"),
    turn("派转交分让叫给", _case_handed_on, "user"),
    turn("我", planned_cuts.asked_of_us, "time"),
    turn("、", _listed),
    turn("再", planned_cuts.once_more, "time"),
    turn("金付款", _paid_of_it, "money"),
    turn("商机价出做开录", _moved, *_DONE, *_ENTERS),
    turn("标改换调升降", _changed_too, "customer"),
    turn("给把", _handled, *_ORDERED),
    turn("存记加补录登", _number_noted, "phone", "wechat", "email"),
    turn("生", planned_cuts.greet_then, "time"),
    turn("改", planned_cuts.called_off, "task_word"),
    turn("答承保应跟和", planned_cuts.promised_him, "time"),
    turn("改推挪", planned_cuts.moved_then, "time"),
    turn("让叫求", planned_cuts.to_hand_in, "time"),
    turn("再我", planned_cuts.then_there, "time"),
    turn("前内把去给改做写画出弄发送交算完", planned_cuts.colleague_by, "user"),
    turn("他她", _says_besides, "phone", "wechat", "email"),
)


def _told_before(clause: Clause, at: int) -> bool:
    """给阮总发了合同他说周一回签到时候提醒我: somebody is named, and what came of it is told."""
    named = [m.end for m in clause.mentions if m.kind in ("customer", "person") and m.end < at]
    return bool(named) and re.search("了(?![解吗没])", clause.reading.text[clause.start : at]) is not None
