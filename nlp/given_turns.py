"""Where a dictated stretch turns to an order for somebody or to a question: …|给橙柿报一百台,
打上月结|给尚进跟, …|看下徐汇中学还有几张单."""

from collections.abc import Iterator

from nlp import forms as re
from nlp.reading import Clause
from nlp.told_turns import SAYS
from nlp.turn import turn

_GETS = "(?<![发寄交转派送报打还带拿递卖让分移推付])给$"  # not 发给, 寄给, 交给: who gets a thing
_LED = re.compile(f"(?:然后|再|另外|顺便|也|先)*{_GETS}")
_COUNTED = frozenset({"money", "number", "quantity"})  # 给回味报… 630|给开心报…
_DOES = re.compile(
    "(?:重新|再|先|也)*(?:报(?!修|名|警|告|销|过|的)|建一?个|[打贴标加](?:上|一?个)|发(?:一?[个份张]|满意度|问卷)|申请)"
)


def _for_somebody(clause: Clause) -> Iterator[int]:
    """邱实要报价|给橙柿报…, 夸我们装得快|给博雅发个问卷."""
    text = clause.text
    named = [m for m in clause.mentions if m.kind in ("customer", "person")]
    for who in named:
        begin = _LED.search(text, 0, who.start - clause.start)
        if (
            begin
            and begin.start() > 3
            and _DOES.match(text, who.end - clause.start)
            and (
                any(m.end < clause.start + begin.start() for m in named)
                or any(i.end <= clause.start + begin.start() and i.kind in _COUNTED for i in clause.items)
            )
            and not SAYS.search(text, max(0, begin.start() - 4), begin.start())
        ):
            yield clause.start + begin.start()


_TAKES = re.compile(f"(?:以后|就|都|也|再|先|然后)*{_GETS}")
_KEEPS = re.compile(
    "(?:来|去)?(?:跟|管|带|负责|维护|对接|处理|看看?|修)?(?:一?下)?(?:了|吧|哈)?(?=$|[,，。 ])"
)
_PUT = re.compile("(?:[打贴标](?:上|一?个|成|为)?)$")


def _handed_over(clause: Clause) -> Iterator[int]:
    """打上月结|给尚进跟, 级别提到A|给尚进, 漏水报修|给尚进: who keeps it from now on."""
    for who in clause.people("user"):
        begin = _TAKES.search(clause.text, 0, who.start - clause.start)
        at = clause.start + begin.start() if begin else clause.start
        if at - clause.start < 4 or not _KEEPS.match(clause.text, who.end - clause.start):
            continue
        if (
            any(item.end == at and item.kind == "level" for item in clause.items)
            or any(
                tag.end in (at, at - 2) and _PUT.search(clause.text, 0, tag.start - clause.start)
                for tag in clause.named("tag")
            )
            or any(
                cue.end == at and cue.start - clause.start > 3 and "type" in cue.features
                for cue in clause.cues
            )
        ):
            yield at


_OPENED = re.compile(
    "(?:报修|投诉|登记(?:一下|上)?|(?:[建开录立](?:一?[个张])?|维修|报修|投诉)工?单|记(?:上|一下))$"
)
_TAKES_ON = re.compile(
    "(?:去(?:看|修|处理|跑)?|来?(?:管|负责|处理|跟进|跟))(?:一?[下趟])?(?:处理)?(?:吧|哈)?(?=$|[,，。 ])"
)


def _taken_on(clause: Clause) -> Iterator[int]:
    """虾断头多投诉登记|石头负责处理: a case, and whose it is."""
    for who in clause.people("user"):
        at = who.start - clause.start
        if (
            at > 3
            and _OPENED.search(clause.text, 0, at)
            and _TAKES_ON.match(clause.text, who.end - clause.start)
        ):
            yield who.start


_BRINGS = re.compile(
    "(?:再|顺便|另外|帮我|给我|你|麻烦)*把某+[^,，。把将]{0,8}?(?:调|翻|拉|导|找)(?:一?下|出来)|把某+[^,，。把将]{0,8}?发我"
    "|把某+(?:从公海)?领(?:回来?|过来|了|出来)"
)


def _brought_out(clause: Clause) -> Iterator[int]:
    """明天上午见孟主任|把鼓楼医院的跟进记录发我: what is to be shown or fetched."""
    for match in _BRINGS.finditer(clause.text):
        if match.start() > 3 and not SAYS.search(clause.text, max(0, match.start() - 4), match.start()):
            yield clause.start + match.start()


_LOOKS = re.compile(
    "(?:再|顺便|另外|帮我|给我|你|麻烦)*(?<![来去过想要让叫她他能样])(?:看(?:一?下|看)|查(?:一?下|查))"
    "(?=某|我(?!们|跟|和|再)|这周|下周|本周|这个?月|今天|[他她]们?(?:家|那边|有|还))"
)
_TELLS = frozenset("met reported channel pay_act order_act win lose finish close type meet coming".split())


_SHOWN = re.compile(
    "(?:再|顺便|帮我|给我|你)*(?:看(?:一?下|看)|查(?:一?下|查)|打开|调(?:一?下|出))某+(?:的?(?:资料|档案|情况))?"
)


def _looked_up(clause: Clause) -> Iterator[int]:
    """桂主任抱怨录播老坏|看下徐汇中学还有几张单: behind a fact or a plan, what is asked for."""
    shown = _SHOWN.match(clause.text)
    for item in clause.of_kind("time") if shown else ():
        if shown and clause.start + shown.end() == item.start and "coming" in item.tenses:
            yield item.start  # 看下法门|明天去收旧机器
    for match in _LOOKS.finditer(clause.text):
        at = clause.start + match.start()
        if (
            match.start() > 4
            and not SAYS.search(clause.text, max(0, match.start() - 4), match.start())
            and (
                any(c.end <= at and not _TELLS.isdisjoint(c.features) for c in clause.cues)
                or any(i.end <= at and "coming" in i.tenses for i in clause.items)
                or any(m.kind in ("customer", "person") and m.end < at - 2 for m in clause.mentions)
            )
        ):
            yield at


_BIDS = re.compile("(?:[让叫请派]|安排)$")
_NO_DEED_YET = re.compile("(?:[等忘除为算免]|要是|如果|一旦|我|说|想|要|先|没|别|不用|[他她])$")
_TOLD = re.compile("[\u4e00-\u9fff](?<![忘除为算到])了[啊呀哈吧]?$")
_UNTIL = re.compile("等|如果|要是|一旦|万一|的时候")
_THEN_DOES = re.compile("(?:[今明后]|[下本]周|周|马上|赶紧|赶快|抽空|先|再|也)*[\u4e00-\u9fff]{2}")
_BROKEN = frozenset({"fault", "type=repair"})


_YOU_GO = re.compile(
    "你(?:今天|明天|先|再|也|就|去|来|快|赶紧|马上)*(?:[去来跟盯催跑弄办送带排约修换装]|看一?[下看眼]|处理|安排|联系)"
)


def _called_upon(clause: Clause) -> Iterator[int]:
    """漏气王总让我们去修|沈浩你跑一趟: a colleague, and 你."""
    text, base = clause.text, clause.start
    for who in clause.people("user"):
        at = who.start - base
        if at > 4 and _YOU_GO.match(text, who.end - base) and not SAYS.search(text, max(0, at - 4), at):
            yield who.start


def _bidden_then(clause: Clause) -> Iterator[int]:
    """蹦床验收了|让苗苗去收尾款, 充不上电|派龚伟去: behind what has happened, what a colleague is to do."""
    text, base = clause.text, clause.start
    for who in clause.people("user"):
        bid = _BIDS.search(text, 0, who.start - base)
        if bid is None or bid.start() < 4 or clause.end - who.end < 1:
            continue
        at = bid.start()
        before = text[:at]
        if _NO_DEED_YET.search(before) or _UNTIL.search(before) or SAYS.search(text, max(0, at - 4), at):
            continue
        broken = any(c.end <= base + at and not _BROKEN.isdisjoint(c.features) for c in clause.cues)
        if broken or _TOLD.search(before):
            yield base + at


_CAME = re.compile(
    "(?:今天|刚才?|已经?|也|都|总算|终于)*(?:到了|到账了?|进账了?|入账了?|刷卡收了|收到了?)(?=$|[,，。 ])"
)
_NOT_BEFORE = frozenset("款金计共价额的欠付打转收了到是有约差剩回给催、和一笔")


def _came_in(clause: Clause) -> Iterator[int]:
    """催了邴立|两万到了: a sum that came, behind what was told of somebody."""
    for item in clause.of_kind("money"):
        at = item.start - clause.start
        if (
            at > 3
            and clause.text[at - 1] not in _NOT_BEFORE
            and _CAME.match(clause.text, item.end - clause.start)
            and not any(i.end == item.start for i in clause.items)
            and not any(m.end == item.start and m.kind == "customer" for m in clause.mentions)
            and not SAYS.search(clause.text, max(0, at - 4), at)
            and any(m.kind in ("customer", "person") and m.end < item.start for m in clause.mentions)
        ):
            yield item.start


GIVEN = (
    turn("给", _for_somebody),
    turn("给", _handed_over, "user"),
    turn("修诉单记", _taken_on, "user"),
    turn("看查打调", _looked_up),
    turn("把", _brought_out),
    turn("让叫派请", _bidden_then, "user"),
    turn("你", _called_upon, "user"),
    turn("到进收", _came_in, "money"),
)
