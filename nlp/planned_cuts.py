"""Where a dictated stretch without marks goes on to a plan, or to the next visit: 聊了报价|下周三再去,
周三去A送样|周五去B收款."""

from collections.abc import Iterator
from itertools import pairwise

from nlp import forms as re
from nlp.cut_begins import Stretch, with_asker, with_link
from nlp.reading import Clause

_TELLS_SOMEBODY = re.compile(r"(?:让|叫|安排|请|派|喊|通知)(?!我们?$)[^,，。]{1,4}$")
_NOT_MET = re.compile("[没不]在|没[见找碰][着到]|没人|关着?门|没开门|扑了?个?空|没空|没接|不接")
_VISITS = re.compile(r"(?:又|再|还)?(?:去|跑(?!单|了单)|拜访|走访|见|跟|给|到|在|回访|联系|请|陪|约)")
_ASKS_US = re.compile(r"(?:[他她]们?|对方|客户|那边)?(?:让|叫|催|要求|喊)我们?$")
_WENT = re.compile("(?:去|跑|到|见|拜访|走访)了")  # 去了永固他们让我下周三前报价: told as done, too
_A_DEED = re.compile(
    r"[^,，。]*?(?:[去给把跟找见约到陪送寄催收]|拜访|走访|回访|联系|上门|整理|验收|培训|对账)"
)
_NEXT_DEED = re.compile(
    r"(?:再|我|还得?|得)?(?:[去给把跟找见约到回带送请陪写寄催收]|打给|例会|周会|开会|培训|验收|面谈|拜访|走访|上门|联系|对账)"
)
# 明早装车|后天对账: a deed in few words on each of two days.
_BARE = re.compile(
    "[^,，。 了过说讲问等到让叫改推延挪谈定约要想]{2,10}(?<![通告提安确][知诉醒排认])(?<![的和与跟把给在是])"
)
_BARE_TOO = re.compile("(?!的|前|之前|到|起|开始|和|与|以后)[^,，。 的]{2}")
_OF_A_THING = re.compile(r"[^,，。]{1,8}的(?:事儿?|计划|安排|方案|会|活动|培训|行程)$")  # 去A谈下周三送样的事


def planned(one: Stretch) -> Iterator[int]:
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
            yield with_asker(clause, item.start)


_NEWS = re.compile(
    "[\u4e00-\u9fff]了(?![解吗没])|没[\u4e00-\u9fff]|嫌|不[行够在肯]|抱怨|催|聊|请假|停产|要(?![是不求得])[\u4e00-\u9fff]"
)
_TO_DO = re.compile("要[改换]$")
_FOR_HIM = re.compile(
    "(?:之?前|内)?(?:我|给[他她]|再[去跟打找问约谈聊]|[^,，。]{1,8}(?:给|[发寄送带回找])[他她](?:们|$))"
)


def planned_behind_news(one: Stretch) -> Iterator[int]:
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
            yield with_asker(clause, item.start)


def next_visit(one: Stretch) -> Iterator[int]:
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


def asked_of_us(one: Stretch) -> Iterator[int]:
    """刘晓微信说退货率高让我周五前给个说法: what they want of us by a day, behind what they told."""
    clause, text, base, done, times = one
    for item in times:
        if "current" not in item.tenses and (done is not None or "coming" not in item.tenses):
            continue  # 让我这周把合同发过去 is asked behind whatever was told
        asked = _ASKS_US.search(text[: item.start - base])
        if asked is None:
            continue
        at = base + asked.start()
        named = max((m.end for m in clause.mentions if m.kind != "tag" and m.end <= at), default=at)
        if at - named >= 4 or _WENT.search(text[: at - base]):
            yield at


_HAS_US_DO = re.compile("(?:[他她]们?|对方|客户)?(?:让|叫|要求)我们?(?=[^,，。了说]{3,}$)")
_HAND_IT_IN = re.compile("(?:之?前|以前|内)?(?:就|得|必须|一定|要)*(?:给|要|交|用)(?:[他她]们?)?[吧了]?$")


def asked_till_then(clause: Clause) -> Iterator[tuple[int, int]]:
    """她看了场地|让我出两版方案下周四给: where it begins what they want of us, and the day that ends it."""
    for item in clause.of_kind("time"):
        if "coming" not in item.tenses or not _HAND_IT_IN.fullmatch(
            clause.reading.text, item.end, clause.end
        ):
            continue  # told first, for only what the clause ends in can be
        if asked := _HAS_US_DO.search(clause.text, 0, item.start - clause.start):
            yield clause.start + asked.start(), item.start


def to_hand_in(one: Stretch) -> Iterator[int]:
    """The same places."""
    yield from (begin for begin, _ in asked_till_then(one.clause))


_FIRST_THERE = re.compile("(?:我|得|要)*先(?:去|到|跑)")
_THEN_THERE = re.compile("(?:(?:然后|完了|之后)?再|(?<![给跟和让叫陪带替帮说约])我)(?:去|到|跑)$")


def then_there(one: Stretch) -> Iterator[int]:
    """明天先去红叶收款|再去双童装机, 章琪明天去万事成签合同|我去伊思佳开会: one customer after the other."""
    heads = {one.base, *(item.end for item in one.times if item.start == one.base)}
    led = any(m.start in heads for m in one.clause.people("user"))
    for item in one.times:
        if not (led and "coming" in item.tenses or _FIRST_THERE.match(one.text, item.end - one.base)):
            continue
        for firm in one.clause.named("customer")[1:]:
            then = _THEN_THERE.search(one.text, 0, firm.start - one.base)
            if then and then.start() + one.base > item.end + 3:
                yield one.base + then.start()


_DOES_BY = re.compile("(?:之?前|以前|内)?(?:把|去|给|[改做写画出弄发送交算]好?|完成|搞定)")
_NOT_OF_HIM = re.compile("[给跟和找让问约陪帮向派叫请由把对与同说等的]$|通知|提醒|安排|麻烦")


def colleague_by(one: Stretch) -> Iterator[int]:
    """李总说图纸要改|丁洁下周一之前改完发钱经理: behind what was told, a colleague, a day and his deed."""
    clause, text, base, *_ = one
    days = {item.start: item for item in one.times if "coming" in item.tenses}
    for who in clause.people("user"):
        day = days.get(who.end)
        if (
            day
            and who.start - base >= 6
            and not who.of("contact")
            and not _NOT_OF_HIM.search(text, max(0, who.start - base - 2), who.start - base)
            and _DOES_BY.match(text, day.end - base)
            and any(m.end <= who.start - 2 for m in clause.mentions if m.kind in ("customer", "person"))
        ):
            yield who.start


def once_more(one: Stretch) -> Iterator[int]:
    """没在下周再去."""
    for item in one.times:
        if one.text.startswith("再", item.end - one.base) and _NOT_MET.search(
            one.text[: item.start - one.base]
        ):
            at = with_link(one.clause, item.start)
            moved = _MOVED.search(one.text, 0, at - one.base)
            yield one.base + moved.start() if moved else at


_MOVED = re.compile("(?<![要修更涂没])改(?:到|成|约|在)?$")  # 不在|改周五再去


def next_plan(one: Stretch) -> Iterator[int]:
    """周三去A送样周五去B收款."""
    for before, after in pairwise([item for item in one.times if "coming" in item.tenses]):
        said = one.text[before.end - one.base : after.start - one.base]
        if (
            before.start - one.base <= 1
            and _BARE.fullmatch(said)
            and _BARE_TOO.match(one.text, after.end - one.base)
        ):
            yield after.start
        elif (
            not _TELLS_SOMEBODY.search(said)
            and _A_DEED.match(said)
            and len(said) >= 3
            and said[-1] not in "要想说讲谈聊问定"
            and _NEXT_DEED.match(one.text, after.end - one.base)
            and not _OF_A_THING.match(one.text, after.end - one.base)
        ):
            yield with_link(one.clause, after.start)


_PUT_OFF = re.compile("(?:推|延|挪|改)(?:迟|后|期)?(?:到|至|成)?$")


def next_put_off(one: Stretch) -> Iterator[int]:
    """量房推到后天|取样推到周五: two tasks, each with its new day."""
    for before, after in pairwise(one.times):
        if (
            after.start - before.end >= 2
            and _PUT_OFF.search(one.text, 0, before.start - one.base)
            and _PUT_OFF.search(one.text, before.end - one.base + 1, after.start - one.base)
        ):
            yield before.end


def each_hour(one: Stretch) -> Iterator[int]:
    """今天跑了三家|上午洪都|下午江铃: where each part of the day is followed by whom one went to."""
    heads = {m.start for m in one.clause.named("customer")}
    places = [item.start for item in one.times if item.end in heads]
    if len(places) > 1:
        yield from (place for place in places if place - one.base > 2)


_CALLED_OFF = re.compile("(?:把|将)?(?:取消|删掉?|撤掉?)[^,，。了]{2,14}(?:待办|任务)(?=改(?:成|为|到))")


def called_off(one: Stretch) -> Iterator[int]:
    """取消去斗南的待办|改成周日去长虹: somewhere else, so another task."""
    off = _CALLED_OFF.match(one.text)
    firms = one.clause.named("customer") if off else []
    if off and len(firms) == 2 and firms[0].end < one.base + off.end() < firms[1].start:
        yield one.base + off.end()


_GAVE_MY_WORD = re.compile(
    "我(?:就|也|都|已经|当场)*(?:(?:答应|承诺|保证|应承)了?(?:[他她]们?|对方|人家)?|[跟和][他她]们?说(?:好|定)了?)$"
)


def promised_him(one: Stretch) -> Iterator[int]:
    """锁眼机跳针|我答应他周五之前派人过去: what we said we should do by a day."""
    for item in one.times:
        word = _GAVE_MY_WORD.search(one.text, 0, item.start - one.base)
        if word and "past" not in item.tenses:
            yield one.base + word.start()


_FELL_THROUGH = re.compile("取消|[去来见]不[了成]|不[去来]了|鸽子|白跑|没[见碰等找][到着]|没空|临时有事")
_MOVES = re.compile("(?:那就?|就|先|再|我|只能)*(?:改|推|挪)(?:期|迟|约)?(?:到|成|在|至)?$")
_NOW_THEN = re.compile("(?:同一?个?时间|再?去|过去|见|吧|了|哈)*$")


def moved_then(one: Stretch) -> Iterator[int]:
    """明天去海尔取消吧李总出差了|改到后天: a plan that falls through, why, and where it moves to."""
    fell = _FELL_THROUGH.search(one.text)
    for item in one.times[1:] if fell else ():
        moves = _MOVES.search(one.text, 0, item.start - one.base)
        if fell and moves and moves.start() >= fell.end() and _NOW_THEN.match(one.text, item.end - one.base):
            yield one.base + moves.start()


_BIDS = re.compile("(?:再|并|然后|另外)*(?:让|叫|安排|请|派|喊|通知)$")


def given_besides(one: Stretch) -> Iterator[int]:
    """后天去百胜验收灯箱|让苗雨准备验收单: behind a plan, what a colleague is to do."""
    clause, text, base, done, _ = one
    for mention in clause.people("user") if done is None else ():
        bid = _BIDS.search(text, 0, mention.start - base)
        if bid is None or clause.end - mention.end < 2:
            continue
        planned = [i.end - base for i in one.times if "coming" in i.tenses and i.end - base <= bid.start()]
        if (
            planned
            and bid.start() - planned[-1] >= 4
            and _A_DEED.match(text, planned[-1], bid.start())
            and text[bid.start() - 1] not in "要想说讲谈聊问定"
            and not any(i.start - base >= planned[-1] and i.end - base == bid.start() for i in one.times)
        ):
            yield base + bid.start()


_BIRTHDAY = re.compile(r"生日(?:就?是|在|[:：])?$")
_ON_IT = re.compile(r"(?:记(?:一下|下来?|上|住|着))?(?:提前|到时|那天|当天|记得|别忘|提醒)")


def greet_then(one: Stretch) -> Iterator[int]:
    """生日十月二号提前一天提醒我: whose birthday it is, and then what to do."""
    for item in one.times:
        if _BIRTHDAY.search(one.text, 0, item.start - one.base) and _ON_IT.match(
            one.text, item.end - one.base
        ):
            yield item.end


_THEIRS = re.compile("再(?:[订定买要加采下补进签付打]|说|看|议|考虑|决定)")  # 说年底再订一批


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
        if before.endswith(("说", "讲", "答应")) and _THEIRS.match(after):
            return False
        # 要重新测下周三之前把方案给他: what they want is told, then comes our deed.
        return bool(re.match(r"(?:再|我|提醒)", after)) or bool(
            re.search(r"要[^再]{2,3}$", before) and re.match(r"(?:之?前|前)?(?:把|给[他她])", after)
        )
    return bool(
        re.match(
            r"(?:之?前|内)?(?:[上下中]午|早上|晚上|\d+点)?(?:我|得|要)?(?:再|去|给|把|带|送|发|跟|回|约|联系"
            "|拜访|提醒|安排|过去|催|寄|打|问|找|见|和|继续|让|请|交|做|出|签|开票|开发票|改好|改完|答复|回复"
            "|报个?价|谈(?!好|妥|成)|讲|取|拿|收|核|对账|调试|验收(?!过|了|完)|补|写|列|上门|赔|陪)",
            after,
        )
    )
