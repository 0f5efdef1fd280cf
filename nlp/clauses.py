"""Fourth step: where one fact ends and the next begins."""

from itertools import pairwise

from nlp import forms as re
from nlp.learned import joints
from nlp.payments import told_payments
from nlp.reading import Clause, Reading
from nlp.tails import tails
from nlp.twins import twins

_SEPARATOR = re.compile(
    r"[,，。;；!！?？\n…~～]+[ ]*|(?<![a-z0-9.]) +| +(?![a-z0-9.])|(?<=[a-z0-9]) +(?=[a-z0-9])"
)
_LINK = re.compile(
    r"(?:然后|另外|顺便|接着|还有(?!多少|几|什|啥|没(?![关结派修处]理?完?的?[^,，。]{0,3}单)|货)|(?<![做办弄搞干跑聊谈吃喝看打发写修装送签交])完了|同时|之后再|以后再|对了|顺带|(?<=[\u4e00-\u9fff]{4})再(?:看看|看下|查查|查一下|帮我看))(?=.{3})"
)
_REMIND = re.compile(
    r"(?:到时候?|记得)?提醒我|(?<![他她还都])记得(?=[^,，。]{0,8}(?:给|把|去|带|发|打|催|寄|回|约|送|问))|帮我(?:记|建|加|开|录|新建|登记)|(?:建|加|记|开|挂|立|录)(?:个|一个|一下)(?:待办|商机|工单|任务|报价|订单)"
)
_MOVES = re.compile(
    r"(?:把|将)?商机(?:的)?(?:阶段|金额|概率)?(?:也)?(?:推进|推到|改|进到|进入|转到|转为|更新|升|调|挪)"
)
_QUOTES = re.compile(
    r"(?:再)?(?:帮我|麻烦)?(?:给[他她它]们?家?)?(?:报个价|(?:出|做|开|录)(?:个|一份|份|一?下|一个)报价)"
)
_HANDLE = re.compile(
    r"(?:再)?(?:把|给)(?=.{2,}(?:转给|打上|打个|加上|加个|改成|改为|派给|贴|标|发个|发一份|建个|开个|推|移交|升|降))"
)

_TAGS_TOO = re.compile(r"(?:再|并|也)(?:加|打|贴|标)(?:上|一?个)?(?=[^,，。]{1,10}标签)")
# 等级升A负责人换成卜易
_CHANGED = re.compile(
    r"(?:负责人|级别|等级|来源|行业|地址|电话|备注|区域)(?:也|再|就)?(?:改成|改为|换成|换为|调成|调到|升到|升为|升成|升|降到|降为|降成)"
)
_RETAGS = frozenset("标改换调升降")

_URGENT = re.compile(r"\s*(?:很|特|超|加|紧)?急|重要|紧急|加急|注意|记|记一下|报告|汇报|收工\s*")
# None of these forms without one of these characters.
_LINKS = frozenset("然另顺接还完同之以对再")
_REMINDS = frozenset("提帮建加记开挂立录")
_MOVED = frozenset("商价出做开录")
_DONE = frozenset({"met", "pay_act", "order_act", "win", "lose", "finish", "type"})
# 拉链投诉指派冀小鱼: a case that is there, and nothing told that would open one.
_CASE_SAID = re.compile("^[^,，。]{2,8}(?:投诉|报修|[装修诉询]单|工单)$|^[^,，。]{4,12}那个$")
# 货架五十组十三万定金到了四万: behind an order with its sum, what of it is paid.
_DEPOSIT = re.compile(
    r"(?:今天|昨天|刚才?|已经)?(?:[定订]金|首付款?|首款|头款|预付款?)(?:今天|昨天|前天|刚才?|已经|也|都|先)*(?:收|到|打|付|转|汇|交|入)"
)
_DEPOSITS = frozenset("金付款")
_LABEL = re.compile("(?:目标|金额|总价|单价|数量|电话|地址|联系人|预算|概率)(?:是|为)")
_DAYS = frozenset({"time", "repeat"})
_TOPIC = re.compile(
    r"(?:还?剩|余|尾款|首付|首款|[订定]金|另一半|后半)[^了说过到]*|[^了说过到建录加改登换]{2,10}(?:行业|地区|区域|大区)|[^了说过]{2,}你"
)
_ORDERED = _DONE | {"add", "tag_word", "assign", "change"}


def split(reading: Reading) -> list[Clause]:
    """The clauses of a message, left to right: at marks and spaces, and where a new order begins."""
    clauses: list[Clause] = []
    for begin, end in stretches(reading):
        clauses.extend(_inner(reading, begin, end))
    return clauses


def stretches(reading: Reading) -> list[tuple[int, int]]:
    """What stands between marks and spaces."""
    text = reading.text
    bounds: list[tuple[int, int]] = []
    start = 0
    if marks := list(_SEPARATOR.finditer(text)):
        whole = _whole(reading)
        for match in marks:
            if whole.find(1, *match.span()) >= 0:
                continue
            bounds.append((start, match.start() + (match[0][0] in "?？")))
            start = match.end()
    bounds.append((start, len(text)))
    if len(bounds) > 1 and _URGENT.fullmatch(text[slice(*bounds[0])]):
        bounds[:2] = [(bounds[0][0], bounds[1][1])]  # 急! 下班前把报价发过去: no fact of its own
    return [(begin, end) for begin, end in bounds if text[begin:end].strip()]


def _joins_names(clause: Clause, base: int, link: re.Match[str]) -> bool:
    """跟李强还有王敏吃了个饭: two names and one fact."""
    start, end = base + link.start(), base + link.end()
    before = {m.kind for m in clause.mentions if m.end == start}
    return any(m.start == end and m.kind in before for m in clause.mentions)


def _whole(reading: Reading) -> bytearray:
    """Which characters belong to a name, a time or a value, and are never cut apart."""
    whole = bytearray(len(reading.text))
    for item in reading.items:
        whole[item.start : item.end] = b"\1" * (item.end - item.start)
    for mention in reading.mentions:
        if mention.kind != "tag":
            whole[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return whole


def _inner(reading: Reading, start: int, end: int) -> list[Clause]:
    """Cuts inside a stretch without marks: dictated messages have none."""
    whole = Clause.of(reading, start, end)
    if end - start < 5:
        return [whole]
    cuts = _cuts(whole) if end - start > 5 else []
    cuts = [cut for cut in cuts if start + 3 <= cut <= end - 3] if cuts else cuts
    cuts += [at for at in (*tails(whole), *twins(whole)) if start + 2 <= at <= end - 2 and _far(at, cuts)]
    payments = told_payments(whole)
    cuts += [p.start for p in payments if p.came and start + 3 <= p.start]
    if offered := joints.find(whole):
        cuts += [
            at
            for at in offered
            if _far(at, cuts)
            and not _spoken_of(whole, at)
            and not any(p.start < at < p.end for p in payments)
        ]
    if not cuts:
        return [whole]
    places = [start, *sorted({*cuts}), end]
    return [Clause.of(reading, a, b) for a, b in pairwise(places) if reading.text[a:b].strip()]


def _far(at: int, cuts: list[int]) -> bool:
    """Not where there is a cut already, or nearly."""
    return all(abs(at - cut) >= joints.NEAREST for cut in cuts)


def _spoken_of(clause: Clause, at: int) -> bool:
    """剩下的尾款 下个月底提醒我催: what stands before the place is only what the order is about, no fact of its own."""
    if _LABEL.match(clause.text[at - clause.start :]):
        return True  # 一季度我的销售额 目标是一百五十万
    order = _REMIND.match(clause.text, at - clause.start)
    if order and "商机" in order[0] and _before_sum(clause, at) < at:
        return True  # 预算大概四十五万 建个商机
    until = next((i.end for i in clause.items if i.start == at and i.kind in _DAYS), None)
    if until is None:
        return False
    before = clause.text[: at - clause.start]
    if clause.end - until < 2 and "说" in before:
        return True  # 他说名单月底给
    return _TOPIC.fullmatch(before) is not None


def _cuts(clause: Clause) -> list[int]:
    text, base = clause.text, clause.start
    cuts: list[int] = []
    chars = clause.chars
    if not _LINKS.isdisjoint(chars):
        cuts += [base + m.start() for m in _LINK.finditer(text) if not _joins_names(clause, base, m)]
    features = clause.features
    told_done = [c.end for c in clause.cues if not _DONE.isdisjoint(c.features)] if features & _DONE else []
    if "money" in features and clause.has("pay_act", "order_act", "win", "opp_word"):
        told_done += [i.end for i in clause.of_kind("money")]
    done = min(told_done, default=None)
    times = clause.of_kind("time") if "time" in features else []
    for match in _REMIND.finditer(text) if not _REMINDS.isdisjoint(chars) else ():
        at = base + match.start()
        if done is not None and done < at:
            cuts.append(_before_sum(clause, at) if "商机" in match[0] else _before_time(clause, at))
        elif match.start() > 6 and clause.has("ticket_word", "type") and "提醒" not in match[0]:
            cuts.append(at)
        elif match.start() > 6 and "我" not in text[:2] and _told_before(clause, at):
            cuts.append(_before_time(clause, at))
    if done is not None:
        for mention in clause.people("user") if "user" in features else ():
            if mention.start > done and (
                told := re.search(r"(?:让|叫|安排|请|派|喊|通知)$", text[: mention.start - base])
            ):
                cuts.append(_before_time(clause, base + told.start()))
        for item in times:
            if re.search(r"(?:让|叫|安排|请|派|喊|通知)[^,，。]{1,4}$", text[: item.start - base]):
                continue
            if (
                item.start > done
                and "coming" in item.tenses
                and _own_plan(clause, done, item.start, item.end)
            ):
                cuts.append(_with_asker(clause, item.start))
    if clause.has("add", "type") and clause.has("ticket_word", "type") and not clause.has("case_ref", "id"):
        for mention in clause.people("user"):
            told = re.search(
                r"(?:然后|再|并)?(?:派单?给?|转给|交给|分给|指派给|安排给?|(?<=[单诉修])[给让叫])$",
                text[: mention.start - base],
            )
            if told and (clause.has("add") or not _CASE_SAID.search(text[: told.start()])):
                cuts.append(base + told.start())
    companies = clause.named("customer") if times else []
    for item in times if len(companies) > 1 else ():
        # 上午拜访小米聊了交换机下午拜访字节聊了服务器
        if (
            item.start > companies[0].end + 1
            and "coming" not in item.tenses
            and any(0 < m.start - item.end <= 4 for m in companies[1:])
        ) and re.match(
            r"(?:又|再|还)?(?:去|拜访|走访|见|跟|给|到|在|回访|联系|请|陪|约)", text[item.end - base :]
        ):
            cuts.append(item.start)
    if done is None and "我" in chars:
        cuts += _asked_of_us(clause)
    if "、" in chars:
        cuts += [base + m.end() for m in re.finditer("、(?=(?:拜访|电话|微信|去|见了|给))", text)]
    if "再" in chars:
        cuts += [
            item.start
            for item in times
            if text.startswith("再", item.end - base) and _NOT_MET.search(text[: item.start - base])
        ]
    plans = [i for i in times if "coming" in i.tenses] if done is None and len(times) > 1 else []
    for before, after in pairwise(plans):
        said = text[before.end - base : after.start - base]
        if (
            not re.search("[让叫请派][^,，。]{1,4}$", said)
            and re.match(r"[^,，。]*?(?:去|给|把|跟|找|见|约|到)", said)
            and len(said) >= 3
            and re.match(
                r"(?:再|我)?(?:去|给|把|跟|找|见|约|到|回|带|送|打给|例会|周会|开会|培训|验收|面谈)",
                text[after.end - base :],
            )
        ):
            cuts.append(_with_link(clause, after.start))
    if "money" in features and not _DEPOSITS.isdisjoint(chars) and clause.has("order_act", "order_word"):
        cuts += _paid_of_it(clause)
    if done is not None and not _MOVED.isdisjoint(chars):
        cuts += [
            _with_link(clause, base + m.start())
            for form in (_MOVES, _QUOTES)
            for m in form.finditer(text)
            if base + m.start() > done
        ]
    if not _RETAGS.isdisjoint(chars) and clause.has("customer"):
        cuts += [
            base + m.start() for m in _TAGS_TOO.finditer(text) if clause.has("assign", "change", "claim")
        ]
        cuts += [base + m.start() for m in [*_CHANGED.finditer(text)][1:]]
    for match in _HANDLE.finditer(text) if "给" in chars or "把" in chars else ():
        at = base + match.start()
        if any(c.start < at < c.end for c in clause.cues):
            continue  # 交给我们做
        if any(c.end <= at and not _ORDERED.isdisjoint(c.features) for c in clause.cues):
            cuts.append(_before_time(clause, at))
    return cuts


def _paid_of_it(clause: Clause) -> list[int]:
    """Where a payment begins that has its sum behind it, and before it the sum of the order."""
    sums = clause.of_kind("money")
    cuts: list[int] = []
    for paid in _DEPOSIT.finditer(clause.text) if len(sums) > 1 else ():
        at = clause.start + paid.start()
        if sums[0].end <= at < sums[-1].start:
            cuts.append(next((i.start for i in clause.of_kind("time") if i.end == at), at))
    return cuts


_NOT_MET = re.compile("[没不]在|没[见找碰][着到]|没人|关着?门|没开门|扑了?个?空|没空|没接|不接")


def _told_before(clause: Clause, at: int) -> bool:
    """给阮总发了合同他说周一回签到时候提醒我: somebody is named, and what came of it is told."""
    named = [m.end for m in clause.mentions if m.kind in ("customer", "person") and m.end < at]
    return bool(named) and re.search("了(?![解吗没])", clause.reading.text[clause.start : at]) is not None


def _asked_of_us(clause: Clause) -> list[int]:
    """刘晓微信说退货率高让我周五前给个说法: what they want of us by a day, behind what they told."""
    text, base = clause.text, clause.start
    cuts: list[int] = []
    for item in clause.of_kind("time"):
        asked = re.search(
            r"(?:[他她]们?|对方|客户|那边)?(?:让|叫|催|要求|喊)我们?$", text[: item.start - base]
        )
        if asked is None or "coming" not in item.tenses:
            continue
        at = base + asked.start()
        named = max((m.end for m in clause.mentions if m.kind != "tag" and m.end <= at), default=at)
        if at - named >= 4:
            cuts.append(at)
    return cuts


def _own_plan(clause: Clause, done: int, at: int, end: int) -> bool:
    """A plan of ours after a report; not what the customer said he would do."""
    text, base = clause.text, clause.start
    before, after = text[done - base : at - base], text[end - base :]
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
            r"(?:之?前)?(?:[上下中]午|早上|晚上|\d+点)?(?:我|得|要)?(?:再|去|给|把|带|送|发|跟|回|约|联系|拜访|提醒|安排|过去|催|寄|打|问|找|见|和|继续|让|请|交|做|出|签|开票|开发票)",
            after,
        )
    )


def _before_time(clause: Clause, at: int) -> int:
    """A time right before an order belongs to it: 下周三提醒我."""
    for item in clause.of_kind("time", "repeat"):
        if item.end == at and "past" not in item.tenses:
            return _with_link(clause, item.start)
    return _with_link(clause, at)


_FORESEEN = re.compile(r"(?:预算|预计|估计|大概|大约|差不多|估摸|金额|规模|能有|约|有|是|在)+$")


def _before_sum(clause: Clause, at: int) -> int:
    """预算大概四十五万建个商机: the sum that is foreseen is that of the chance."""
    for item in clause.of_kind("money"):
        if 0 <= at - item.end <= 2 and (word := _FORESEEN.search(clause.text[: item.start - clause.start])):
            return clause.start + word.start()
    return _before_time(clause, at)


def _with_asker(clause: Clause, at: int) -> int:
    """他让我下周一前…: who asks for it belongs to the deed."""
    match = re.search(
        r"(?:[他她]们?|对方|客户|那边|[\u4e00-\u9fff][总工董]|[\u4e00-\u9fff]{2}长)(?:让|叫|催|要)我们?$",
        clause.text[: at - clause.start],
    )
    return clause.start + match.start() if match else _with_link(clause, at)


def _with_link(clause: Clause, at: int) -> int:
    match = re.search(
        r"(?:再|然后|另外|提醒(?=我)|我|并|就|顺便|还|也|(?<!优)先|,)+$", clause.text[: at - clause.start]
    )
    return clause.start + match.start() if match else at
