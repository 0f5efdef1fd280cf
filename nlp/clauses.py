"""Fourth step: where one fact ends and the next begins."""

from itertools import pairwise

from nlp import forms as re
from nlp.cut_begins import before_sum
from nlp.cuts import REMIND, cuts
from nlp.firms import second_firms
from nlp.learned import joints
from nlp.mentions.mention import Mention
from nlp.payments import told_payments
from nlp.planned_cuts import asked_till_then
from nlp.promises import promised
from nlp.reading import Clause, Reading, outside
from nlp.tails import tails
from nlp.twins import twins

_SEPARATOR = re.compile(
    r"[,，。;；!！?？\n…~～]+[ ]*|(?<![a-z0-9.]) +| +(?![a-z0-9.])|(?<=[a-z0-9]) +(?=[a-z0-9])"
)
_SEPARATES = frozenset(",，。;；!！?？\n…~～ ")  # without one of them nothing does
_URGENT = re.compile(
    r"\s*(?:很|特|超|加|紧|十万火)?急|重要|紧急|加急|注意|记|记一下|安?排(?:一下|下|上)|报告|汇报|收工\s*"
)
_LABEL = re.compile("(?:目标|金额|总价|单价|数量|电话|地址|联系人|预算|概率)(?:是|为)")
_AT_HIS = re.compile("的?(?:[那这](?:边|儿|里|头)?|家)?")
_BIDS = re.compile("(?:让|叫|催|请|要求)(?:我们?|咱们?|[他她]们?)?$")
_THE_CASE = re.compile(
    "[ ,，]*(?:把|将|这个?|那个?)*(?:[他她]们?的?手[上里头]的?)?(?:某+的)?"
    "(?:工单|单子?|任务|待办|客户|商机|报修单?|投诉单?|维修单)"
)
_AGREED = re.compile("(?:约|说|讲|谈|商量|定)(?:好|定|妥)了?$")
_ROUGHLY = re.compile(
    "(?:大概|大约|约莫|估计|估摸着?|差不多|可能|也许|应该|最快|最早|最晚|最迟|起码|至少)"
    "(?:要|得|在|是|到|也)*$"
)
_BARE_ORDER = re.compile(
    "(?:千万|一定|可|请|麻烦|帮我|给我|你|[ ,，])*(?:别忘了?|不要忘了?|记得|记着|提醒我)(?:要|得|在)?"
    "|(?:[ ,，]|另外|顺便|再|你|帮我|给我|麻烦)*记(?:一?下|着)|再(?:帮我|给我)?[建加记开录](?:一?个|一条)"
    "|(?:帮我|给我)?按[\u4e00-\u9fff]{1,4}(?:统计|汇总|分析|排)(?:一下|下)?"
)
_COMES = re.compile(
    "(?:就|要|才|会|也|的)*(?:到期|过期|期满|截止|失效|生效|开标|开业|生日|开(?=$|[ ,，])"
    "|挂网|评标|上会|停[机窑产水炉]|投产|开工|招标)"
)
_WANTED = re.compile("[\u4e00-\u9fff](?:要|想|希望|要求|争取)(?:在|我们?|咱们?)?$")
_CAME_TO_IT = re.compile("(?:就|已经|也|都|刚)*(?:[签定订打到付回转收](?:了|下|的|账)|下单)")
_PART_OF_IT = re.compile("(?:尾款|余款|首付款?|首款|[定订]金|预付款?|剩下的?)[^,，。了到]{1,8}$")
_IS_PAID = re.compile(
    "(?:之?前|以前|内)?(?:就|会|能|再|才)*[打付给转汇结](?:过来|清|账)?(?=$|[ ,，明后下]|[今本]|合同)"
)
_LOOKS_AT = re.compile(
    "[ ,，]*(?:再|也|顺便|另外|你|帮我|给我|麻烦)*[看查翻瞅](?:一?下|一?眼|看|查|翻)?某+(?:那边|这边|家|的)?"
)
_DAYS = frozenset({"time", "repeat"})
_TOPIC = re.compile(
    "(?:还?剩|余|尾款|首付|首款|[订定]金|另一半|后半)[^了说过到]*|[^了说过到建录加改登换]{2,10}(?:行业|地区"
    "|区域|大区)|[^了说过]{2,}你"
)


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
    marks = [] if _SEPARATES.isdisjoint(text) else list(_SEPARATOR.finditer(text))
    if not marks:
        return [(0, len(text))] if text.strip() else []
    whole = _whole(reading)
    for match in marks:
        if whole.find(1, *match.span()) >= 0:
            continue
        bounds.append((start, match.start() + (match[0][0] in "?？")))
        start = match.end()
    bounds.append((start, len(text)))
    if len(bounds) > 1 and _URGENT.fullmatch(text[slice(*bounds[0])]):
        bounds[:2] = [(bounds[0][0], bounds[1][1])]  # 急! 下班前把报价发过去: no fact of its own
    return _of_whom([(begin, end) for begin, end in bounds if text[begin:end].strip()], reading)


_THERE = re.compile(r"\s*(?:[,，、 ]|再|还有|然后|另外)*[这那][边里]\s*")


def _of_whom(bounds: list[tuple[int, int]], reading: Reading) -> list[tuple[int, int]]:
    """聊报价。华为那边, 李强说下周签: a side named behind another fact goes with what is told of it; a name
    between two plans goes with the later one: 仁恒 明天去送样 恒隆 后天去收款."""
    if len(bounds) < 3:
        return bounds
    found = [bounds[0]]
    for begin, end in bounds[1:]:
        before = found[-1]
        joined = (
            len(found) > 1
            and not _firms(begin, end, reading)
            and (
                _is_a_side(*before, reading)
                or _is_a_name(*before, reading)
                and all(_planned(*at, reading) for at in (found[-2], (begin, end)))
                and all(firm.end < found[-2][1] for firm in _firms(*found[-2], reading))
            )
        )
        if joined:
            found[-1] = (before[0], end)
        else:
            found.append((begin, end))
    return found


def _is_a_side(begin: int, end: int, reading: Reading) -> bool:
    firms = _firms(begin, end, reading)
    if len(firms) != 1:
        return False
    (firm,) = firms
    return _THERE.fullmatch(reading.text[begin : firm.start] + reading.text[firm.end : end]) is not None


def _is_a_name(begin: int, end: int, reading: Reading) -> bool:
    firms = _firms(begin, end, reading)
    return len(firms) == 1 and firms[0].end - firms[0].start == len(reading.text[begin:end].strip())


def _planned(begin: int, end: int, reading: Reading) -> bool:
    """It begins with a day to come."""
    return any(
        item.kind == "time" and item.start - begin <= 1 and "coming" in item.tenses for item in reading.items
    )


def _firms(begin: int, end: int, reading: Reading) -> list[Mention]:
    return [m for m in reading.mentions if m.kind == "customer" and begin <= m.start < end]


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
    found: list[int] = []
    for at in cuts(whole) if end - start > 5 else ():
        if start + 3 <= at <= end - 3:
            found.append(at)
    if orders := (*tails(whole), *twins(whole)):
        found += [
            at for at in orders if start + 2 <= at <= end - 2 and _far(at, found) and not promised(whole, at)
        ]
    found += [at for at in second_firms(whole) if start + 2 <= at <= end - 2 and at not in found]
    payments = told_payments(whole)
    found += [p.start for p in payments if p.came and start + 3 <= p.start]
    if offered := joints.find(whole):
        found += [
            at
            for at in offered
            if _far(at, found)
            and not _spoken_of(whole, at)
            and not promised(whole, at)
            and not any(p.start < at < p.end for p in payments)
        ]
    if found and "你" in whole.chars:  # 坏了|龚伟你明天去一趟: whose day it is stands before it
        found = [at for at in found if not whole.text.endswith(("某你", "麻烦你"), 0, at - start)]
    if found and (order := _BARE_ORDER.match(whole.text)):
        found = [at for at in found if at > start + order.end()]  # 别忘了|周四去收款, 按大区统计|一季度
    if found and (said := _THE_CASE.match(whole.text)):
        # 工单|转给罗成; but 机组漏水 报修|就近派人
        told = start > 1 and said[0].endswith(("报修", "投诉")) and reading.text[start - 1] in " ,，"
        found = found if told else [at for at in found if at != start + said.end()]
    if not found:
        return [whole]
    found = [_behind_tag(whole, at) for at in found]
    places = _with_their_facts(reading, [start, *sorted({_before_object(whole, at) for at in found}), end])
    return [Clause.of(reading, a, b) for a, b in pairwise(places) if reading.text[a:b].strip()]


def _with_their_facts(reading: Reading, places: list[int]) -> list[int]:
    """No piece is a customer's name alone, or 给 and a name: what is told of him goes with it. Nor what is
    still owed alone, where it is asked for next: 剩下的尾款 月底提醒我催."""
    kept = places[:1]
    for at, until in zip(places[1:], [*places[2:], 0], strict=True):
        if until and _goes_with_next(reading, kept[-1], at, until):
            continue
        end = at - reading.text.startswith("的", at - 1)  # 万象生活的|级别改成B
        names = [m for m in reading.mentions if m.kind == "customer" and m.end == end]
        alone = any(m.start - kept[-1] <= 1 and m.start >= kept[-1] for m in names)
        if at == places[-1] or not alone or kept[-1] == places[0]:
            kept.append(at)
    return kept


def _goes_with_next(reading: Reading, begin: int, at: int, until: int) -> bool:
    """剩下的尾款|月底提醒我催, 合同的事|让徐静去办: only what is asked for, or what is done with it."""
    if _OWED.fullmatch(reading.text, begin, at):
        return _ASKED_FOR.search(reading.text[at:until]) is not None
    if at - begin > 18:
        return False
    piece = Clause.of(reading, begin, at)
    said = piece.text
    if _FROM_THEN.fullmatch(outside(piece, piece.of_kind("time"))) is not None:
        return True
    if _LOOKS_AT.fullmatch(said) and not any(i.start == at and i.kind == "time" for i in reading.items):
        return True  # 顺便看看卡乐|还有什么没办的事
    if _TASK.fullmatch(said):
        return _BECOMES.match(reading.text, at) is not None and not said.startswith(("取消", "删", "撤"))
    return _THING.fullmatch(said) is not None or _TO_HIM.fullmatch(said) is not None


# 那个冀东的回访待办|也转给葛飞
_TASK = re.compile("(?:还有|另外|顺便|把)*[^,，。了说]{1,12}(?:待办|任务)")
_BECOMES = re.compile("(?:也|就|先|都|你|给我|帮我)*(?:[转推延挪改取关勾删]|交给|派给)")
# 顺便给石处长|申请个礼品费, 安排个人|下午3点去接卢总
_TO_HIM = re.compile(
    "(?:顺便|另外|再|也|然后)*给某[\u4e00-\u9fff]{0,3}"
    "|(?:帮我|再)?(?:安排|找|派|叫|让|喊)(?:一?[个位])?(?:人|师傅|同事|司机|工人|技术员?)"
)
_FROM_THEN = re.compile("开始|起|以后|")  # 下个月开始|每月十号提醒我; 明天|我去收款
_OWED = re.compile(
    "(?:[那这]笔|还差的)[^了说过到建]{1,8}还没[有付打到结给转回]+[呢啊]?|(?:还|就|只)?(?:欠|差|剩)(?:下|着|余)?[^了说过到建]{0,8}|(?:尾款|余款|质保金)[^了说过到建]{0,6}"
)
_ASKED_FOR = re.compile("(?:提醒我|记得|再|我)[去找跟问给]?[^,，。]{0,4}[催要追问收]|^[^,，。]{0,6}[催要追]")
# 合肥的方案|让吕涛周四前改好: what somebody is to do something with.
_THING = re.compile(
    "(?!.*(?:[了说过到建录加改登换去见问催让叫派送寄看约带试]|要(?!的)))[^,，。]{0,6}的?(?:方案|图纸?|报价单?|合同|发票|标书|样[品册本阀机]|资料|单子|货)"
)
_OBJECT = re.compile("(?<=..)(?:先|再|就|也|那|给我|帮我)*[把将]$")


# 催唐敏|客户打上付款慢, 四万六|送货地址改成…: what the field or the deed is of.
_OF_IT = re.compile(
    "(?<=..)(?:客户(?=[打贴标转放级等]|满意度)|(?:赶紧|马上|快|先|再)*给[他她]们?家?(?=[发打报寄建开加])|你(?:给我?|帮我?)(?=[建加记开录提打报])|(?:送货|收货|办公|公司|开票|注册)(?=地址))(?=.{2})"
)


_PUTS = re.compile("(?:[打贴标加](?:上|一?个|成|为)*|标签)+$")


def _behind_tag(clause: Clause, at: int) -> int:
    """加个标签重点客户|等级调到A: no place lies inside a tag that is put on."""
    for tag in clause.named("tag"):
        if tag.start < at < tag.end and _PUTS.search(clause.text, 0, tag.start - clause.start):
            return tag.end
    return at


def _before_object(clause: Clause, at: int) -> int:
    """估计要黄|先把概率改成三成: what is done to something begins with 把, what is asked of us with 让我."""
    led = next((m for m in _OF_IT.finditer(clause.text) if m.end() == at - clause.start), None)
    if led and any(m.kind == "tag" and m.end == at for m in clause.mentions):
        return at  # 打上重点客户|等级调到A
    at = clause.start + led.start() if led else at
    said = clause.text[: at - clause.start]
    led = _OBJECT.search(said) or _ASKER.search(said)
    return clause.start + led.start() if led else at


_ASKER = re.compile("[让叫喊催](?:我们?|咱们?)$")


def _far(at: int, cuts: list[int]) -> bool:
    """Not where there is a cut already, or nearly."""
    return all(abs(at - cut) >= joints.NEAREST for cut in cuts)


def _spoken_of(clause: Clause, at: int) -> bool:
    """剩下的尾款 下个月底提醒我催: what stands before the place is only what the order is about, no fact of
    its own."""
    if _LABEL.match(clause.text[at - clause.start :]):
        return True  # 一季度我的销售额 目标是一百五十万
    if _BIDS.search(clause.text, 0, at - clause.start):
        return True  # 死机了让|派人去看看
    order = REMIND.match(clause.text, at - clause.start)
    if order and "商机" in order[0] and before_sum(clause, at) < at:
        return True  # 预算大概四十五万 建个商机
    before = clause.text[: at - clause.start]
    if _LOOKS_AT.fullmatch(before):
        return True  # 看下绿城 还有哪些没关的工单
    until = next((i.end for i in clause.items if i.start == at and i.kind in _DAYS), None)
    if until is None:
        return False
    sums = [i.end for i in clause.of_kind("money")]
    if sums and sums[-1] == at and _CAME_TO_IT.match(clause.reading.text, until, clause.end):
        return True  # 那单二十八万 今天签了
    if any(day == at for _, day in asked_till_then(clause)):
        return True  # 让我出两版方案 下周四给
    if (
        sums
        and sums[-1] == at
        and _PART_OF_IT.search(before)
        and _IS_PAID.match(clause.reading.text, until, clause.end)
    ):
        return True  # 首款十二万 今天打
    if _AGREED.search(before):
        return True  # 跟卫馆长约好|12号上午看机房
    if _WANTED.search(before):
        return True  # 薛经理要 十五号前到
    if _ROUGHLY.search(before):
        return True  # 要等停车才能换 大概三月份吧
    if _AT_HIS.fullmatch(outside(Clause.of(clause.reading, clause.start, at), clause.mentions)):
        return True  # 陆厂长那儿 周一下午我去
    if clause.end - until < 2 and "说" in before:
        return True  # 他说名单月底给
    if _COMES.match(clause.reading.text, until, clause.end):
        return True  # 合同12月20号到期
    return _TOPIC.fullmatch(before) is not None
