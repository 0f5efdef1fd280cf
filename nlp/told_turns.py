"""Where a dictated stretch turns to what somebody says or wants, and to somebody new: …老陆说下个月定方案,
…他助理叫柳娟."""

from collections.abc import Iterator

from nlp import forms as re
from nlp.reading import Clause
from nlp.turn import turn

# What is still part of what somebody says or asks of us: 他说晚点再打.
SAYS = re.compile(
    "(?:说|讲|让|叫|要|请|催|想|问|等|别|不用|[让叫要催请](?:我们?|你们?)|(?<![发给找约见问催陪跟寄])[他她]们?|对方|客户)$"
)

# 把报告发过去|她还问能不能派人去调试
_HE_TOO = re.compile("[他她](?:还|又|也)(?:说|问|讲|提|嫌|想|让|要)")

_LINKED = re.compile("(?:顺便|另外|然后|再|也)+$")


def whose(clause: Clause, at: int) -> int:
    """给仁济申请账期六十天, 下周一重新报价: the customer right before it is part of it, and the day."""
    at = next((i.start for i in clause.of_kind("time") if i.end == at and "coming" in i.tenses), at)
    text = clause.reading.text
    begin = next((m.start for m in clause.named("customer") if m.end == at), at)
    if begin == at:
        person = next((m.start for m in clause.people("contact") if m.end == at), at)
        begin = person if person < at and text.startswith("给", person - 1) else at
    if begin == at:
        return at
    begin -= text.startswith("给", begin - 1)
    led = _LINKED.search(text, clause.start, begin)
    return led.start() if led else begin


_WANTS_PRICE = re.compile(
    "(?:让|叫|要|催)(?:我们?|咱们?)?(?:先|再|给[他她]们?)*(?:报(?:个|一?下)?价|出个?报价)"
)


def _asks_a_price(clause: Clause) -> Iterator[int]:
    """两台都得换|潘经理让报个价双吸泵两台单价三万四."""
    if "quantity" not in clause.features:
        return
    for person in clause.people("contact"):
        asked = _WANTS_PRICE.match(clause.reading.text, person.end, clause.end)
        at = whose(clause, person.start)
        if asked and at - clause.start > 5 and any(i.start >= asked.end() for i in clause.of_kind("money")):
            yield at


_COMPLAINS = re.compile("(?:那边|今天|刚才?|又|也|还)*(?:投诉|报修|报障)(?![的过单])")

_BEFORE_IT = frozenset({"order_act", "pay_act", "to_user", "assign", "change", "win", "add", "met"})


def _complains(clause: Clause) -> Iterator[int]:
    """周一发货|段经理投诉少了垫片: behind what was done or is to be done, somebody's complaint."""
    for person in clause.people("contact"):
        if not _COMPLAINS.match(clause.reading.text, person.end, clause.end):
            continue
        if any(c.end <= person.start and not _BEFORE_IT.isdisjoint(c.features) for c in clause.cues):
            yield whose(clause, person.start)


_TELLS = re.compile(
    "(?:那边|今天|刚才?|还|又|也|就)*(?:说(?!的|好)|讲|反馈|嫌|抱怨|问|希望|担心|表示|答应|透露)(?!了?算)[^,，。]{3,}"
)

_OF_WHAT = frozenset({"pay_act", "order_act", "win", "lose", "opp_word", "assign", "tag_word", "remind"})

_OF_TASKS = frozenset({"postpone", "finish", "drop"})

_WITH = re.compile("[跟和与同给找见让请陪问被替把听由对向等叫约催的到]了?$")


def _says_of_it(clause: Clause) -> Iterator[int]:
    """打款十二万|老陆说下个月定方案: behind what is entered, what somebody says."""
    kinds = _OF_WHAT | _OF_TASKS if "task_word" in clause.features else _OF_WHAT
    if clause.features.isdisjoint(kinds):
        return
    for person in clause.people("contact"):
        at = whose(clause, person.start)
        too = clause.reading.text.startswith(("还", "又", "也"), person.end)  # 催潘经理|潘经理还问了价
        if at - clause.start < 5 or not too and _WITH.search(clause.text, 0, at - clause.start):
            continue
        if not _TELLS.match(clause.reading.text, person.end, clause.end):
            continue
        if any(c.end <= at and not kinds.isdisjoint(c.features) for c in clause.cues):
            yield at


# 他助理叫柳娟电话139…, 他们新来的招标办主任叫裴军, 新的财务叫宋佳
_POSTS = "(?:员|工|师|助理|秘书|财务|会计|出纳|采购|主任|经理|主管|总监|[科部处厂院校所站组班]长|副总|总工)"

NEW_THERE = re.compile(
    f"(?:[他她]们?(?:那边|公司|家)?的?|(?:[他她]们?(?:那边|公司)?)?新(?:来|换|招|任|上任)?了?的?一?[个位]?)"
    f"[\u4e00-\u9fff]{{0,5}}?{_POSTS}(?:名?叫做?|姓)[\u4e00-\u9fff]{{2,3}}?"
    "(?=$|[ ,，。]|[他她]?的?(?:电话|手机|微信|号码|联系)|\\d)"
    # 他们招标办的小尚电话150…
    "|[他她]们?(?:那边|那儿)?[\u4e00-\u9fff]{0,6}?的?[小老][\u4e00-\u9fff](?=的?(?:电话|手机|微信|号码)|\\d{7})"
)


def _newcomers(clause: Clause) -> Iterator[int]:
    """想分两批付款|他助理叫柳娟电话139…: behind a fact, somebody new there."""
    for match in NEW_THERE.finditer(clause.text):
        if match.start() > 5 and not SAYS.search(clause.text, 0, match.start()):
            yield clause.start + match.start()


_TELLS_NOW = re.compile(
    "(?:上午|下午|中午|早上|晚上|刚|又|还|我|已经)*(?:(?:跟|和|给|找|约|陪)[^,，。]{1,8}?(?:聊|谈|通|打|见|吃|喝|碰|说|开|去)"
    "|去了|见了|聊|谈[了完过下]|打了?电话|通了|拜访了?|碰了|来电话?|微信|[他她]们?(?:说|讲|让|打|来))"
)

_NO_PLAN = frozenset({"past", "earlier", "today"})


def _told_behind(clause: Clause) -> Iterator[int]:
    """周一把曲线图发他|今天聊下来他们预算四十万: behind a plan, what was told another day."""
    times = clause.of_kind("time")
    planned = next((i.end for i in times if "coming" in i.tenses), None)
    for item in times if planned is not None else ():
        if (
            planned is not None
            and item.start - planned >= 3
            and "coming" not in item.tenses
            and not _NO_PLAN.isdisjoint(item.tenses)
            and clause.text[item.start - clause.start - 1] not in "说讲问等要让叫请把"
            and _TELLS_NOW.match(clause.reading.text, item.end, clause.end)
        ):
            yield item.start


def _tells_too(clause: Clause) -> Iterator[int]:
    """让我周三前把报告发过去|她还问…: behind a plan or an order, what he says besides."""
    for match in _HE_TOO.finditer(clause.text):
        at = clause.start + match.start()
        if match.start() > 5 and any(
            item.end <= at and ("coming" in item.tenses or item.kind == "money") for item in clause.items
        ):
            yield at


_ROUND = re.compile(
    "[^,，。]{0,8}?(?:跑|拜访|走访|见|转|去|串|访|聊|约见|回访)(?:了|完)?(?:[两二三四五六七八九十\\d几]+[家个户位])"
)

_BESIDE = frozenset("、和跟与及")


def _round(clause: Clause) -> Iterator[int]:
    """今天跑了三家|冀东没谈成|长丰答应了: behind the head of a round, what was told of each."""
    head = _ROUND.match(clause.text)
    firms = clause.named("customer") if head else []
    for firm in firms if len(firms) > 1 else ():
        text = clause.reading.text
        if text[firm.start - 1] not in _BESIDE and text[firm.end : firm.end + 1] not in _BESIDE:
            yield firm.start


_RENUMBERED = re.compile("的?(?:手机|电话|微信)(?:号码?)?(?:也|又|都|刚)*(?:换|改)")


def _renumbered(clause: Clause) -> Iterator[int]:
    """地址是槐安东路六十六号|马总工的手机也换了换成186…: whose number changes."""
    for person in clause.people("contact"):
        if person.start - clause.start > 5 and _RENUMBERED.match(clause.reading.text, person.end, clause.end):
            yield person.start


_PAID = re.compile("[打转付汇结](?:了|来|过来)?$")
_AND_SAYS = re.compile(
    "(?:过来|给我们?|给咱们?|到账)?(?:了)?(?=(?:还|又|也|并)?说(?!的|好|了算|是|明|不定|起))"
)


def _says_with_it(clause: Clause) -> Iterator[int]:
    """打了八万过来|说下个月还要二十台: what came, and what is said with it."""
    for item in clause.of_kind("money"):
        paid = _PAID.search(clause.text, 0, item.start - clause.start)
        says = _AND_SAYS.match(clause.reading.text, item.end, clause.end) if paid else None
        if says is not None and clause.end - says.end() > 4:
            yield says.end()


_ORDINAL = re.compile("第[一二三四五六](?:家|个客户|站)(?=某)|最后一家(?=某)")


def _one_by_one(clause: Clause) -> Iterator[int]:
    """第一家京华城韦经理不在|第二家大润发店长说要换海绵: one customer after the other."""
    for match in _ORDINAL.finditer(clause.text):
        if match.start() or clause.start:
            yield from (clause.start + match.start(), clause.start + match.end())


TOLD = (
    turn("诉修障", _complains),
    turn("价", _asks_a_price, "money"),
    turn("说讲馈嫌怨问望心示应露", _says_of_it, *_OF_WHAT, *_OF_TASKS),
    turn("叫姓小老", _newcomers),
    turn("", _told_behind, "coming"),
    turn("还又也", _tells_too, "remind", "coming", "pay_act", "order_act", "task_word", "change"),
    turn("了", _round, "customer"),
    turn("换改", _renumbered, "phone", "wechat"),
    turn("说", _says_with_it, "money"),
    turn("第最", _one_by_one, "customer"),
)
