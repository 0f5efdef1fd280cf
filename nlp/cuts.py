"""Where a dictated stretch without marks goes on to the next fact, as rules see it: a table of ways to find
such places.

What is told as done (`done`: where the first word of it ends) makes plans, orders and hand-overs behind it
facts of their own.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause
from nlp.turns import turns

_LINK = re.compile(
    "(?:然后|另外|[哦噢]对了?|再一个|再就是|还有[个件]事儿?|顺便|顺[路道](?=去|到|拐|跑|看)|接着|还有(?!多少|几|什|啥|没(?![关结派修处]理?完?的?[^,，。]{0,3}单)|货)"
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
_ORDERS = re.compile("某(?:订|定)")
_NOT_MET = re.compile("[没不]在|没[见找碰][着到]|没人|关着?门|没开门|扑了?个?空|没空|没接|不接")
_FORESEEN = re.compile(r"(?:预算|预计|估计|大概|大约|差不多|估摸|金额|规模|能有|约|有|是|在)+$")
_ORDERED = _DONE | {"add", "tag_word", "assign", "change"}
_TELLS = re.compile(r"(?:让|叫|安排|请|派|喊|通知)$")
_TELLS_SOMEBODY = re.compile(r"(?:让|叫|安排|请|派|喊|通知)(?!我们?$)[^,，。]{1,4}$")
_HANDS_ON = re.compile(r"(?:然后|再|并)?(?:派单?给?|转给|交给|分给|指派给|安排给?|(?<=[单诉修])[给让叫])$")
_VISITS = re.compile(r"(?:又|再|还)?(?:去|拜访|走访|见|跟|给|到|在|回访|联系|请|陪|约)")
_ASKS_US = re.compile(r"(?:[他她]们?|对方|客户|那边)?(?:让|叫|催|要求|喊)我们?$")
_WENT = re.compile("(?:去|跑|到|见|拜访|走访)了")  # 去了永固他们让我下周三前报价: told as done, too
_LISTED = re.compile("、(?=(?:拜访|电话|微信|去|见了|给))")
_A_DEED = re.compile(r"[^,，。]*?(?:去|给|把|跟|找|见|约|到)")
_NEXT_DEED = re.compile(r"(?:再|我)?(?:[去给把跟找见约到回带送请陪写]|打给|例会|周会|开会|培训|验收|面谈)")


class _Stretch(NamedTuple):
    """A stretch, and what most ways ask of it. `done` is None where nothing is told as done."""

    clause: Clause
    text: str
    base: int  # where it begins in the message
    done: int | None
    times: list[Item]


def cuts(clause: Clause) -> list[int]:
    """The places where the next fact begins."""
    features, chars = clause.features, clause.chars
    times = clause.of_kind("time") if "time" in features else []
    one = _Stretch(clause, clause.text, clause.start, _done(clause), times)
    found: list[int] = []
    for signs, needs, find in _WAYS:
        if not signs.isdisjoint(chars) and not (needs and needs.isdisjoint(features)):
            found.extend(find(one))
    if times and one.done is not None:
        found.extend(_planned(one))
    elif len(times) > 1:
        found.extend(_next_plan(one))
    if times and one.done is None:
        found.extend(_planned_behind_news(one))
    if times and "customer" in features:
        found.extend(_next_visit(one))
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


def _linked(one: _Stretch) -> Iterator[int]:
    """…然后…, …顺便…; but 跟李强还有王敏吃了个饭 has two names and one fact."""
    for link in _LINK.finditer(one.text):
        start, end = one.base + link.start(), one.base + link.end()
        before = {m.kind for m in one.clause.mentions if m.end == start}
        if not any(m.start == end and m.kind in before for m in one.clause.mentions):
            yield start


_YOU = re.compile("(?:麻烦)?你$")  # 改到后天下午你提醒我一下


def _ordered(one: _Stretch) -> Iterator[int]:
    """聊了报价下周三提醒我再去, …坏了帮我建个工单."""
    clause, text, base, done, _ = one
    for match in REMIND.finditer(text):
        asked = _YOU.search(text, 0, match.start())
        at = base + (asked.start() if asked else match.start())
        if done is not None and done < at:
            yield before_sum(clause, at) if "商机" in match[0] else _before_time(clause, at)
        elif match.start() > 6 and clause.has("ticket_word", "type") and "提醒" not in match[0]:
            yield at
        elif match.start() > 6 and "我" not in text[:2] and _told_before(clause, at):
            yield _before_time(clause, at)


def _given_to_a_colleague(one: _Stretch) -> Iterator[int]:
    """…谈完了让王磊把合同送过去."""
    clause, text, base, done, _ = one
    if done is None:
        return
    for mention in clause.people("user"):
        if mention.start > done and (told := _TELLS.search(text[: mention.start - base])):
            yield _before_time(clause, base + told.start())


def _planned(one: _Stretch) -> Iterator[int]:
    """…聊了报价下周三再去."""
    clause, text, base, done, times = one
    if done is None:
        return
    for item in times:
        if (
            not _TELLS_SOMEBODY.search(text[: item.start - base])
            and item.start > done
            and "coming" in item.tenses
            and _own_plan(clause, done, item.start, item.end)
        ):
            yield _with_asker(clause, item.start)


_NEWS = re.compile(
    "[\u4e00-\u9fff]了(?![解吗没])|没[\u4e00-\u9fff]|嫌|不[行够在肯]|抱怨|催|聊|请假|停产|要(?![是不求得])[\u4e00-\u9fff]"
)
_TO_DO = re.compile("要[改换]$")
_FOR_HIM = re.compile(
    "(?:之?前|内)?(?:我|给[他她]|再[去跟打找问约谈聊]|[^,，。]{1,8}(?:给|[发寄送带回找])[他她](?:们|$))"
)


def _planned_behind_news(one: _Stretch) -> Iterator[int]:
    """冉部长带我看了现场周四出方案: what we shall do, behind what was told of somebody without a word of
    contact."""
    clause, text, base, *_ = one
    named = min((m.end for m in clause.mentions if m.kind in ("customer", "person")), default=clause.end)
    news = _NEWS.search(text, named - base)
    if news is None:
        return
    for item in one.times:
        said = text[named - base : item.start - base]
        if (
            news.end() + base < item.start
            and "coming" in item.tenses
            and not _TELLS_SOMEBODY.search(text[: item.start - base])
            and not said.endswith(("说", "讲", "等"))
            and ("说" not in said or _FOR_HIM.match(text, item.end - base))
            and _own_plan(
                clause, item.start if _TO_DO.search(said) else base + news.end(), item.start, item.end
            )
        ):
            yield _with_asker(clause, item.start)


def _case_handed_on(one: _Stretch) -> Iterator[int]:
    """建个工单…派给王磊."""
    clause, text, base, *_ = one
    if not (clause.has("add", "type") and clause.has("ticket_word", "type")) or clause.has("case_ref", "id"):
        return
    for mention in clause.people("user"):
        told = _HANDS_ON.search(text[: mention.start - base])
        if told and (clause.has("add") or not _CASE_SAID.search(text[: told.start()])):
            yield base + told.start()


def _next_visit(one: _Stretch) -> Iterator[int]:
    """上午拜访小米聊了交换机下午拜访字节聊了服务器."""
    companies = one.clause.named("customer")
    for item in one.times if len(companies) > 1 else ():
        if (
            item.start > companies[0].end + 1
            and "coming" not in item.tenses
            and any(0 < m.start - item.end <= 4 for m in companies[1:])
            and _VISITS.match(one.text, item.end - one.base)
        ):
            yield item.start


def _asked_of_us(one: _Stretch) -> Iterator[int]:
    """刘晓微信说退货率高让我周五前给个说法: what they want of us by a day, behind what they told."""
    clause, text, base, done, times = one
    for item in times if done is None else ():
        asked = _ASKS_US.search(text[: item.start - base])
        if asked is None or "coming" not in item.tenses:
            continue
        at = base + asked.start()
        named = max((m.end for m in clause.mentions if m.kind != "tag" and m.end <= at), default=at)
        if at - named >= 4 or _WENT.search(text[: at - base]):
            yield at


def _listed(one: _Stretch) -> Iterator[int]:
    """拜访了A、电话B."""
    yield from (one.base + mark.end() for mark in _LISTED.finditer(one.text))


def _once_more(one: _Stretch) -> Iterator[int]:
    """没在下周再去."""
    for item in one.times:
        if one.text.startswith("再", item.end - one.base) and _NOT_MET.search(
            one.text[: item.start - one.base]
        ):
            yield item.start


def _next_plan(one: _Stretch) -> Iterator[int]:
    """周三去A送样周五去B收款."""
    for before, after in pairwise([item for item in one.times if "coming" in item.tenses]):
        said = one.text[before.end - one.base : after.start - one.base]
        if (
            not _TELLS_SOMEBODY.search(said)
            and _A_DEED.match(said)
            and len(said) >= 3
            and said[-1] not in "要想说讲"
            and _NEXT_DEED.match(one.text, after.end - one.base)
        ):
            yield _with_link(one.clause, after.start)


def _paid_of_it(one: _Stretch) -> Iterator[int]:
    """Where a payment begins that has its sum behind it, and before it the sum of the order."""
    clause = one.clause
    if not clause.has("money") or not (clause.has("order_act", "order_word") or _ORDERS.search(clause.text)):
        return
    sums = clause.of_kind("money")
    for paid in _DEPOSIT.finditer(one.text) if len(sums) > 1 else ():
        at = one.base + paid.start()
        if sums[0].end <= at < sums[-1].start:
            yield next((item.start for item in one.times if item.end == at), at)


def _moved(one: _Stretch) -> Iterator[int]:
    """…聊完了商机推到报价, …报个价."""
    clause, text, base, done, _ = one
    if done is None:
        return
    for form in (_MOVES, _QUOTES):
        for match in form.finditer(text):
            if base + match.start() > done and not _ASKED.search(text, 0, match.start()):
                yield _with_whose(clause, _with_link(clause, base + match.start()))


def _changed_too(one: _Stretch) -> Iterator[int]:
    """转给王磊再打上重点标签, 等级升A负责人换成卜易."""
    if not one.clause.has("customer"):
        return
    if one.clause.has("assign", "change", "claim"):
        yield from (one.base + match.start() for match in _TAGS_TOO.finditer(one.text))
    yield from (one.base + match.start() for match in [*_CHANGED.finditer(one.text)][1:])


def _handled(one: _Stretch) -> Iterator[int]:
    """…签了把客户转给王磊; but 交给我们做 goes on."""
    clause = one.clause
    for match in _HANDLE.finditer(one.text):
        at = one.base + match.start()
        if not any(c.start < at < c.end for c in clause.cues) and any(
            c.end <= at and not _ORDERED.isdisjoint(c.features) for c in clause.cues
        ):
            yield _before_time(clause, at)


_LABEL = re.compile(r"的?(?:新|手机|电话|座机|微信|邮箱|号码|号|联系方式|是|[ :：])+$")
_NOTED = re.compile(
    r"[ ,，]*(?:也|都|帮我|给我|一起|顺便|先|你)*[存记加补录登](?:一?下|上|个|进去|了|好|着)?"
)

_WHOM = re.compile("(?:[给跟和找约见访问]|[见访找约]了)$")


def _number_noted(one: _Stretch) -> Iterator[int]:
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
                yield _with_link(clause, person.start)


_HE_SAYS = re.compile("了?(?=[他她](?:说|讲|觉得|表示|嫌|答应|让我|问))")


def _says_besides(one: _Stretch) -> Iterator[int]:
    """…换微信了yandong_tz他说…: a number, and then what its owner says."""
    for value in one.clause.of_kind("phone", "wechat", "email"):
        if said := _HE_SAYS.match(one.text, value.end - one.base):
            yield one.base + said.end()


_BIRTHDAY = re.compile(r"生日(?:就?是|在|[:：])?$")
_ON_IT = re.compile(r"(?:记(?:一下|下来?|上|住|着))?(?:提前|到时|那天|当天|记得|别忘|提醒)")


def _greet_then(one: _Stretch) -> Iterator[int]:
    """生日十月二号提前一天提醒我: whose birthday it is, and then what to do."""
    for item in one.times:
        if _BIRTHDAY.search(one.text, 0, item.start - one.base) and _ON_IT.match(
            one.text, item.end - one.base
        ):
            yield item.end


class _Way(NamedTuple):
    """One is asked where one of the characters is, and one of the features (if any are named): without them
    it finds nothing."""

    signs: frozenset[str]
    needs: frozenset[str]
    find: Callable[[_Stretch], Iterator[int]]


def _way(signs: str, find: Callable[[_Stretch], Iterator[int]], *needs: str) -> _Way:
    return _Way(frozenset(signs), frozenset(needs), find)


_WAYS = (
    _way("然另顺接还完同之以对再哦噢", _linked),
    _way("提帮建加记开挂立录", _ordered),
    _way("让叫排请派喊知", _given_to_a_colleague, "user"),
    _way("派转交分让叫给", _case_handed_on, "user"),
    _way("我", _asked_of_us, "time"),
    _way("、", _listed),
    _way("再", _once_more, "time"),
    _way("金付款", _paid_of_it, "money"),
    _way("商机价出做开录", _moved, *_DONE, *_ENTERS),
    _way("标改换调升降", _changed_too, "customer"),
    _way("给把", _handled, *_ORDERED),
    _way("存记加补录登", _number_noted, "phone", "wechat", "email"),
    _way("生", _greet_then, "time"),
    _way("他她", _says_besides, "phone", "wechat", "email"),
)


def _told_before(clause: Clause, at: int) -> bool:
    """给阮总发了合同他说周一回签到时候提醒我: somebody is named, and what came of it is told."""
    named = [m.end for m in clause.mentions if m.kind in ("customer", "person") and m.end < at]
    return bool(named) and re.search("了(?![解吗没])", clause.reading.text[clause.start : at]) is not None


def _own_plan(clause: Clause, done: int, at: int, end: int) -> bool:
    """A plan of ours after a report; not what the customer said he would do."""
    text, base = clause.text, clause.start
    before, after = text[done - base : at - base], text[end - base :]
    if "说" in before and re.match("[付给结](?:$|然后|[ ,，])", after):
        return False  # 说剩下的月底给
    if re.search(r"(?:让|叫|催|要)我们?$", before):
        return True
    if re.search(
        r"(?:说|答应|承诺|表示|想|要|希望|让我们?|觉得|预计|计划|等|到|约好|反馈)[^再]{0,3}$", before
    ):
        # 要重新测下周三之前把方案给他: what they want is told, then comes our deed.
        return bool(re.match(r"(?:再|我|提醒)", after)) or bool(
            re.search(r"要[^再]{2,3}$", before) and re.match(r"(?:之?前|前)?(?:把|给[他她])", after)
        )
    return bool(
        re.match(
            r"(?:之?前|内)?(?:[上下中]午|早上|晚上|\d+点)?(?:我|得|要)?(?:再|去|给|把|带|送|发|跟|回|约|联系"
            "|拜访|提醒|安排|过去|催|寄|打|问|找|见|和|继续|让|请|交|做|出|签|开票|开发票|改好|改完|答复|回复"
            "|谈(?!好|妥|成)|讲|取|拿|收|核|对账|调试|验收(?!过|了|完)|补|写|列|上门|赔|陪)",
            after,
        )
    )


def _before_time(clause: Clause, at: int) -> int:
    """A time right before an order belongs to it: 下周三提醒我."""
    for item in clause.of_kind("time", "repeat"):
        if item.end == at and "past" not in item.tenses:
            return _with_link(clause, item.start)
    return _with_link(clause, at)


def before_sum(clause: Clause, at: int) -> int:
    """预算大概四十五万建个商机: the sum that is foreseen is that of the chance."""
    for item in clause.of_kind("money"):
        if 0 <= at - item.end <= 2 and (word := _FORESEEN.search(clause.text[: item.start - clause.start])):
            return clause.start + word.start()
    return _before_time(clause, at)


def _with_asker(clause: Clause, at: int) -> int:
    """他让我下周一前…: who asks for it belongs to the deed."""
    match = re.search(
        r"(?:[他她]们?|对方|客户|那边|[\u4e00-\u9fff][总工董]|[\u4e00-\u9fff]{2}长)?(?:(?:让|叫|催|要)我们?|[让叫])$",
        clause.text[: at - clause.start],
    )
    return clause.start + match.start() if match else _with_link(clause, at)


def _with_whose(clause: Clause, at: int) -> int:
    """…预算批了万华商机推到谈判: whose chance it is; but 去了唐风商机推到招标 was a visit there."""
    found = next((m.start for m in clause.named("customer") if m.end == at), at)
    return at if _MET_THERE.search(clause.text[: found - clause.start]) else found


_MET_THERE = re.compile("(?:去|到|见|访|跑|回|跟|和|与|给|在|从|找|约|请|陪)[了过完]?$|^$")


def _with_link(clause: Clause, at: int) -> int:
    match = re.search(
        r"(?:再|然后|另外|提醒(?=我)|我|(?<=然后)你|麻烦你?|并|就|顺便|还|也|(?<!优)先|,)+$",
        clause.text[: at - clause.start],
    )
    return clause.start + match.start() if match else at
