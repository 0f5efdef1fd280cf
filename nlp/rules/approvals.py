"""What is asked of the boss: the kind, the figure and the words that say what for."""

import re
from typing import Any

from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.reading import Clause, Span
from nlp.rules import common
from nlp.rules.base import Context, Slots

_BOSS = "(?:领导|老板|经理|总监|主管|上面|上头|上级|公司|[\u4e00-\u9fff]总)"
_PLEASE = "(?:你|我|帮我|帮忙|给我|替我|麻烦|请|再|就|先|想|赶紧|快|要|得|往上|向上|[ ,，])*"
# 报领导批, 要领导同意, 提审批, 帮我提上去: the boss is asked, and nothing is said of what.
_ASKED = re.compile(
    f"[ ,，]*{_PLEASE}(?:(?:报|找|求|跟|让|等着|需要)?(?:个|给|一下)?{_BOSS}(?:来|帮忙|给|那边)?"
    "(?:批|特批|审批|审|同意|点头|拍板|签字)(?:一?下|个|吧|哈)?"
    f"|(?:帮我|麻烦|替我|请)(?:再|先)?问(?:一?下|问)?{_BOSS}(?:行不行|能不能|可不可以|同不同意)?"
    f"|(?:报|请示){_BOSS}(?:吧|哈)?|(?:提|报|走|打|发起|提交|跑|写|起)(?:一?个|一?下|一份|份)?(?:付款|费用"
    "|特价|转移)?(?:审批|申请|流程|报销|特批|报批)(?:流程|单)?(?:一?下|吧|哈|上去)?"
    f"|申请(?:付款|特批|报销|审批|{_BOSS}(?:同意|批))?(?:一?下|吧|哈)?|报批(?:一?下|吧|哈)?|(?:报销|特批)"
    "(?:一?下|吧|哈)?)[ ,，!！。]*"
)
# 帮我提: only behind something that needs a boss.
_HANDED_UP = re.compile(
    "[ ,，]*(?:帮我|麻烦|替我|给我)(?:往上)?(?:提|报)(?:上去|一?下|交)?(?:吧|哈)?[ ,，!！。]*"
    f"|[ ,，]*{_PLEASE}(?:提|报|递)上去(?:批)?(?:吧|哈)?[ ,，!！。]*"
)
_CLAIMED = re.compile(
    r"[ ,，]*(?:帮我|给我|要|想|麻烦)*(?:申请|提个?|走)?(?:报销|报)(?:一?下|个|掉|吧|哈|了吧)?[ ,，!！。]*"
)


def asked(text: str) -> bool:
    """提审批, 报领导批: the request, and nothing of what it is about."""
    return bool(_ASKED.fullmatch(text))


def handed_up(text: str) -> bool:
    """帮我提上去, which asks the boss where somebody wants what we may not grant."""
    return bool(_HANDED_UP.fullmatch(text))


def claimed(text: str) -> bool:
    """申请报销: the money spent is asked back."""
    return bool(_CLAIMED.fullmatch(text))


_EXPENSE = re.compile(
    "报销|申请付款|付款(?:审批|申请)|保证金|押金|动车|火车|车票|费用|[餐运车路油房话]费|差旅|招待|接待|打车"
    "|住宿|高铁|机票|经费|花销|垫付|垫了|发票|请.{1,10}吃饭|过路|加油|停车|礼品"
    # 打样费1200, 展位费 三千
    r"|(?<![免消收付缴浪自])费 ?(?=[\d一二两三四五六七八九十百千])"
)
_DISCOUNT = re.compile(r"折|特价|降价|让利|优惠|让价|让[\d一二两三四五六七八九十]|便宜|底价|减免|降.{0,3}点")
_TRANSFER = re.compile(
    "(?:转移|移交|转让|划转|调换|变更).{0,4}(?:客户|归属|负责人)|(?:客户|归属|负责人).{0,6}(?:转移|移交"
    "|转给|转让|划给|划到|转到|变更)|转给|划给|转到我"
)
_REASON = re.compile(
    r"(?:因为|由于|理由|原因|事由|说明|备注|用途|内容)(?:是|为|[:：])?[ ,，]*(?P<v>[^;；。\n]+)"
)
_URGE = re.compile(
    "^(?:我这[边里]|我来|领导|老板|经理|请|麻烦|快|尽快|赶紧|速|急|[,，。 ])*"
    "(?:快批|批一下|批下|审批|批准|看下|看一下|批|通过|处理)*"
    "(?:一下|下|吧|谢谢|哈|行不行?|可以吗|行吗|好吗|可以不|成不成?|[,，。 ])*$"
)
_ORDER = re.compile(
    r"^\s*请批(?:准|示|复)?|(?:找|跟|让|请|向)(?:老板|领导|经理|总监|上级)(?:报|批)(?:一?下|销|一?个)?"
    "|(?:再|顺便)?(?:跟|向|找|和)(?:老板|领导|经理|总监|上级)"
    "|(?:帮我|帮忙|麻烦|请|我要|我想|想|要|再|并|顺便|另外|同时)*(?:给|为|替)?(?:提交?|走|发起|建|报|写|起"
    r"|来|跑)(?:一?个|一份|一?下|一笔)?(?:[\u4e00-\u9fff]{0,4})(?:审批|申请)(?:流程|单)?(?:一下)?"
    "|(?:帮我|帮忙|麻烦|请|我要|我想|想|要|再|并|顺便|另外|同时)*(?:申请|请示|报批)(?:一?下|一?个|一笔|一份"
    "|一次)?(?:的)?(?:报销|特价|折扣|打折|优惠|特批|费用)?|(?:特批|审批)(?:申请|单)?(?:一下)?"
    "|报销(?:一?下|费用|单)?(?:费)?|请?(?:领导|老板|经理)(?:批一?下|特批|审批|批)|批一下"
    r"|(?:客户|金额|费用|合计|一共|总共|共|总计)(?:是|为|[:：])?(?=[,，: ]|$|\d)|^\s*(?:给|为|替)|[:：]"
    "|(?:块钱|元|块)(?=[,，。 ]|$)|(?:打|到|按)?(?=[,，。 ]|$)|特价|打折|折扣(?:价)?|一笔|(?:去|跑|到)"
    "(?=$|[,，。 ])"
)
_EDGES = re.compile(
    "^(?:把(?=转|划|移|交)|给|为|的|客户|是|想|要|再|请(?=[,，])|说|那边|[,，:： 、])+"
    "|(?:[,，: ]|客户|的|给|在|去|跑|打|到|并|是|[花用]了)+$"
)


_LET_OFF = re.compile(r"(?:降|让利?|下浮|便宜|优惠)(?:价)?(?:了|个|低|他们?|[ ,，])*$")


def _paid(clause: Clause, figure: Item) -> Any:
    """再降五个点: what is paid, as of 九五折."""
    off = _LET_OFF.search(clause.reading.text, clause.start, figure.start)
    if figure.kind != "percent" or not off or not isinstance(figure.value, int | float):
        return figure.value
    return common.number(100 - figure.value)


def details(clause: Clause, slots: Slots, context: Context) -> None:
    """All slots of a request."""
    common.customer(clause, slots, context)
    text = clause.text
    discounts, sums = (
        clause.of_kind("discount") or _asked_for(clause, context),
        clause.of_kind("money") + clause.of_kind("number"),
    )
    cue = clause.first("approval")
    kind = "other"
    if discounts:
        kind = "discount"
        slots.put("value", discounts[0].value, common.span(discounts[0]))
    elif _TRANSFER.search(text):
        kind = "transfer"
    elif _EXPENSE.search(text):
        kind = "expense"
        if sums:
            best = (
                clause.of_kind("money")
                or [i for i in sums if isinstance(i.value, int | float) and i.value >= 5]
                or sums
            )[-1]
            slots.put("value", best.value, common.span(best))
    elif _DISCOUNT.search(text) and (figures := clause.of_kind("percent") + sums):
        kind = "discount"
        slots.put("value", _paid(clause, figures[0]), common.span(figures[0]))
    elif cue and cue.value("approval") and cue.value("approval") != "transfer":
        kind = cue.value("approval") or kind
    slots.put("kind", kind)
    if match := _REASON.search(text):
        at = (clause.start + match.start("v"), clause.start + match.end("v"))
        words = clause.reading.words(at).strip(common.PUNCTUATION)
        if not _URGE.match(words):
            slots.put("content", words, at)
        return
    _content(clause, slots, kind)


def _asked_for(clause: Clause, context: Context) -> list[Item]:
    """邮件里砍到八五折 帮我提个折扣审批: what he wants was told before the request."""
    if context.last != "interaction.log" or not _DISCOUNT.search(clause.text):
        return []
    told = [i for i in clause.reading.items if i.kind == "discount" and i.end <= clause.start]
    return told if len(told) == 1 else []


# 批下来之前先别回他: what is to wait for the word is not what is asked.
_WAITS = re.compile(r"[批审][^,，。 ]{0,5}前[^,，。 ]{0,4}(?:别|不要|不许|不能)[^,，。]*")


_GOES_TO = re.compile("(?<=.)(?:去|到|陪|请|见|找|从|往|给)$")
_GOES_ON = re.compile("[^ ,，。的]")


def _gone_to(clause: Clause, whom: Mention) -> bool:
    """打车去随缘花了八十六: amid what it was spent on; but 油费180 去潍坊鸿运 only says for whom."""
    text = clause.reading.text
    return (
        _GOES_TO.search(text, clause.start, whom.start) is not None
        and _GOES_ON.match(text, whom.end, clause.end) is not None
    )


def _content(clause: Clause, slots: Slots, kind: str) -> None:
    """What is left; of a discount only what is said after it, for what comes before is the story."""
    drop: list[Span | None] = [
        common.span(m) for m in clause.named("customer") if kind != "expense" or not _gone_to(clause, m)
    ]
    value = slots.spans.get("value")
    start = clause.start
    if value:
        drop.append(value)
        start = max(start, value[1]) if kind == "discount" else start
    drop += [
        (clause.start + m.start(), clause.start + m.end())
        for m in (*_ORDER.finditer(clause.text), *_WAITS.finditer(clause.text))
        if m.end() > m.start()
    ]
    drop += [
        (clause.start + m.start(), clause.start + m.end())
        for m in re.finditer(r"[^ ,，。;；!！]+", clause.text)
        if asked(m[0]) or handed_up(m[0]) or claimed(m[0])
    ]
    words, span = common.rest(clause, *drop, start=start)
    words = _EDGES.sub("", words).strip(common.PUNCTUATION)
    words = _EDGES.sub("", words).strip(common.PUNCTUATION)
    if len(words) >= 2 and not _URGE.match(words):
        slots.put("content", words, span)
