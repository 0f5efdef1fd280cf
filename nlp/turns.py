"""Where a dictated stretch turns to the next fact by words of its own, whatever was told before it:
晚点再打一个, 申请给他们九折, 新会计姓吕 电话…, 这单算签下来了, 那个报价的待办推到周一."""

from collections.abc import Iterator

from nlp import forms as re
from nlp.cut_begins import before_sum
from nlp.given_turns import GIVEN
from nlp.order_words import ORDER_WORDS
from nlp.reading import Clause
from nlp.sieve import Sieve
from nlp.told_turns import SAYS, TOLD, whose
from nlp.turn import Turns, turn

_LATER = re.compile(
    "(?:晚点儿?|晚些|回头|改天|待会儿?|等会儿?|过会儿?|一会儿)(?:我)?再"
    "|我(?:随后|一会儿?|等下|回头|待会儿?)(?:就|再)?(?:给|跟|去|打|把|回)"
    "|等[他她][^,，。]{0,6}?(?:回来|回复|忙完|有空)[^,，。]{0,2}再"
)

_CLAIMS = re.compile("(?:我)?申请(?:给|一?个|一?下|点)?[^,，。]{0,6}(?:折|费用|特价|账期|延期|样品)")

_TAGS = re.compile("给[他她]们?家?(?:打|贴|标|加)(?:上|一?个)*[^,，。]{1,10}标签")

_NEWCOMER = re.compile(
    "新(?:来的?|的|任)?[\u4e00-\u9fff]{2,4}?(?:叫|姓)[\u4e00-\u9fff]{1,3}(?:电话|手机|微信|号码)*(?=[\\d ])"
)

_THE_DEAL = re.compile("[这那](?:一)?[单个](?:项目|合同)?(?:算|就|也|总算|终于|是)*(?:签|拿|谈)下来?了?")

_CALLED_OFF = re.compile(
    "的(?:汇报|会议?|拜访|演示|培训|验收|参观|考察|面谈|饭局|约)(?:就|先|也|都)?(?:取消|推掉|不[去开搞]了"
    "|[推改延挪]到)"
)

# 我没答应|那个报价的待办推到下周一: which task, and what becomes of it.
_THE_TASK = re.compile(
    "[那这]个[^,，。那这]{1,8}?的?(?:待办|任务|提醒|工单)(?=(?:可以|也|就|先|你|给我|帮我|往后)*"
    "(?:[推改延挪关勾删销撤]|取消|完成|[办做弄搞]完|不用|算了))"
)

# 打个标签|再建个待办: one more record.
_ONE_MORE = re.compile(
    "(?:再|另外|顺便|顺手|同时)(?:帮我|给我|也)*(?:新?建|加|记|开|录|挂|立|登记)(?:一?[个下条张])"
    "(?:待办|商机|工单|任务|提醒)"
)

# 泵装上三天就漏|开元这个建个投诉
_A_CASE = re.compile(
    "(?:这个|这事)?(?:也|就|先|再|得)?(?:帮我|给我|赶紧|马上)*(?:[建开立提录]|登记)(?:一?[个下张条])"
    "(?:加急)?(?:投诉|报修|维修|工单)"
)

# 说最多八五折|帮我申请一下
_ASKS_UP = re.compile("帮我(?:跟(?:领导|老板|[\u4e00-\u9fff]总))?(?:再)?(?:申请|[提走打]个?(?:审批|申请))")

# 沈浩明天休息|他那两个待办都给章琪
_HIS_WORK = re.compile(
    "[他她](?:们)?(?:那|这|的|手[上里头]的?)[^,，。]{0,4}?(?:待办|任务|活儿?|工单|客户)(?=(?:都|就|先|全|也)*"
    "(?:给|交|转|派|归))"
)

# 改好发他|金额改成一百三十万
_FIELD_MOVES = re.compile(
    "(?<![的把将个笔总单机])(?:金额|概率|阶段|预计成交)(?:也|就|先|再|按[^,，。]{1,8})*"
    "(?:[改调提降升推加减砍压给算](?:成|为|到|至|在)|到(?=[\u4e00-\u9fff]{2}))"
)

# 下周一去催|客户满意度改成五
_FIELD_SET = re.compile(
    "(?<![的把将个家])(?:客户)?(?:满意度|级别|等级|行业|地区|来源|信用额度|信用|账期|负责人)(?:也|就|先|再)*"
    "(?:[改调提降升换定](?:成|为|到|至|回)|降|升)"
)

# 汪站长来看货了|当场订了三台
_THERE_AND_THEN = re.compile(
    "(?:当场|现场|当时|最后|直接|又|还)+(?:订|定|下单|下|签)了(?=[一二两三四五六七八九十百\\d])"
)

# 催货了|工单建一个吧
_TO_ENTER = re.compile(
    "(?<![的把将个那这本])(?:工单|商机|订单|待办)(?:帮我|给我|也|就|先|再)*(?:建|开|记|录|登记|挂)"
    "(?:一?[个下条张]|上)"
)


# 他答应下周下单: what somebody will do on that day.
_WILL = re.compile(
    "(?:说|讲|答应|承诺|保证|同意|表示|打算|准备|争取|计划|预计|估计|可能|大概)(?:是|在|要|会|好|了)*$"
)


def _will(clause: Clause, at: int) -> bool:
    """A day to come ends there, and it is somebody's word for it."""
    text = clause.reading.text
    return any(
        item.end == at and "coming" in item.tenses and _WILL.search(text, clause.start, item.start)
        for item in clause.of_kind("time")
    )


def turns(clause: Clause) -> Iterator[int]:
    """The places where the next fact begins so."""
    text, base, chars = clause.text, clause.start, clause.chars
    for form in _FORMS.left(chars):
        for match in form.finditer(text):
            begin = match.start()
            if SAYS.search(text, max(0, begin - 4), begin):
                continue
            if begin > 5 or begin > 3 and _told(clause, base + begin):
                yield whose(clause, base + begin)
    for form in ORDER_WORDS.left(chars):
        for match in form.finditer(text):
            begin = match.start()
            if begin < 4 or SAYS.search(text, max(0, begin - 4), begin) or _will(clause, base + begin):
                continue
            if not _told(clause, base + begin) and not (
                text[begin] in _OF_CHANCES and _said_of_somebody(clause, base + begin)
            ):
                continue
            at = whose(clause, base + begin)
            if "商机" in match[0] and before_sum(clause, at) < at:
                continue  # 预算三十万左右 建个商机
            if text.startswith("下单", begin):  # 草坪都秃了|麦冬草皮下单500平
                at = next((m.start for m in clause.named("product") if m.end == at), at)
            if not text.startswith("、", at - base - 1):
                yield at
    if "的" in chars:
        for item in clause.of_kind("time"):
            at = item.start - base
            if at > 4 and _CALLED_OFF.match(text, item.end - base) and not SAYS.search(text, at - 4, at):
                yield item.start
    yield from _OTHERS.places(clause, clause)


_FACT = re.compile("[了说讲嫌没]|点头|同意|拍板|答应|确认|敲定|签字|盖章|[要问催询]价|[要问]底价")

_OF_CHANCES = frozenset("商概")

_OF_HIM = re.compile("[的把将给]|[那这](?:个|边|单|家|条|里|儿)|家|客户|[他她]们?")

_FACTS = frozenset(
    "met pay_act order_act assign win lose finish postpone add type fault reported tag_word level".split()
)


def _said_of_somebody(clause: Clause, at: int) -> bool:
    """安总松口|概率八成: whether something is said before that place of somebody who is named."""
    named = max(
        (m.end for m in clause.mentions if m.kind in ("customer", "person") and m.end <= at), default=at
    )
    return at - named > 1 and not _OF_HIM.match(clause.reading.text, named)


def _told(clause: Clause, at: int) -> bool:
    """Whether something is told or ordered before that place."""
    return (
        _FACT.search(clause.text, 0, at - clause.start) is not None
        or any(c.end <= at and not _FACTS.isdisjoint(c.features) for c in clause.cues)
        or any(i.end <= at and i.kind in ("money", "quantity", "percent", "level") for i in clause.items)
        or any(
            m.end <= at and m.kind == "tag" and _IS_PUT.search(clause.text, 0, m.start - clause.start)
            for m in clause.mentions
        )
    )


_IS_PUT = re.compile("(?<!电)[打贴标](?:上|一?个|成|为)?$")


_FORMS = Sieve(
    (
        ("再随会下头", _LATER),
        ("申", _CLAIMS),
        ("标", _TAGS),
        ("新", _NEWCOMER),
        ("签拿谈", _THE_DEAL),
        ("那这", _THE_TASK),
        ("再另顺同", _ONE_MORE),
        ("诉修单", _A_CASE),
        ("帮", _ASKS_UP),
        ("额率段交", _FIELD_MOVES),
        ("待任活工客", _HIS_WORK),
        ("订定下签", _THERE_AND_THEN),
    )
)

_BIDS = re.compile("(?:再|并|然后)?(?:提醒|让|叫|请|通知)[他她](?!们)(?=.{3})")


def _her(clause: Clause) -> Iterator[int]:
    """立邦转给夏雨|提醒她周五前…: whom it was given to is told what to do."""
    for colleague in clause.people("user"):
        if colleague.start - clause.start > 2 and _BIDS.match(clause.text, colleague.end - clause.start):
            yield colleague.end


_ORDERS = re.compile("(?:也|又|都|还)?(?:订|下单|定|要|买|签|付|打)(?:了|购)?")


def _ordered_too(clause: Clause) -> Iterator[int]:
    """A订纸箱三千个|B订礼盒一千个: another customer, and what he orders."""
    firms = clause.named("customer")
    counts = [i for i in clause.items if i.kind in ("quantity", "money")]
    for firm in firms[1:] if counts else ():
        begin = _ORDERS.match(clause.text, firm.end - clause.start)
        first = _ORDERS.match(clause.text, firms[0].end - clause.start)
        if (
            begin
            and first
            and any(i.end <= firm.start for i in counts)
            and any(i.start > firm.end for i in counts)
        ):
            yield firm.start


_TITLE = 6  # characters that a chance's title has, at most, behind a sum: 打款十二万|二期商机建一下


def _entered(clause: Clause) -> Iterator[int]:
    """催货了|工单建一个吧, 打款十二万|二期商机建一下: an entry that is named before the verb."""
    for match in _TO_ENTER.finditer(clause.text):
        at = clause.start + match.start()
        sums = [item.end for item in clause.of_kind("money") if 0 < at - item.end <= _TITLE]
        if match.start() > 5:
            yield sums[-1] if sums else whose(clause, at)


_LABELS = re.compile(
    "(?<![的打加贴个上了])(?:客户)?标签(?:也|就|先)?(?:[打加贴标写]|改成|设成)?(?:上|一?个|成|为|是)*$"
)


def _tagged(clause: Clause) -> Iterator[int]:
    """八十五万|标签招标中: 标签 and one that is known."""
    for tag in clause.named("tag"):
        if (led := _LABELS.search(clause.text, 0, tag.start - clause.start)) and led.start() > 3:
            yield clause.start + led.start()
        named = clause.reading.text.startswith("标签", tag.end)
        named = named or tag.end == clause.end  # 磨了一个钟头|标价格敏感
        puts = (_PUTS_IT if named else _PUTS).search(clause.text, 0, tag.start - clause.start)
        told = puts is not None and (
            _told(clause, clause.start + puts.start()) or named and clause.has("meet", "channel")
        )
        if puts and told and puts.start() > 3:
            yield whose(clause, clause.start + puts.start())
        if puts:
            behind = _BEHIND_TAG.match(clause.reading.text, tag.end, clause.end)
            if behind:
                yield behind.start("next")


# 把九华标成重点客户|他们今年…
_PUTS = re.compile(
    "(?:顺便|另外|然后|再|也|并)*(?:给[他她]们?家?)?(?<![把将的])(?:[打贴标加](?:上|一?个|成|为)|标签)+$"
)

# 每台十一万八|打招标客户标签
_PUTS_IT = re.compile(
    "(?:顺便|另外|然后|再|也|并)*(?:给[他她]们?家?)?(?<![把将的])(?:[打贴标加](?:上|一?个|成|为)?|标签)+$"
)

_BEHIND_TAG = re.compile("(?:的?标签)?(?P<next>[他她](?:们|家)?|今天|昨天|明天|[下本]周|然后|另外)(?=.{3})")

_OFFERS = re.compile(
    "(?:再)?(?:帮我|麻烦)?(?:给[他她它]们?家?|给人家|给对方)(?:先|再|也)?报(?:了?个?|上|一下)?$"
)


def _priced(clause: Clause) -> Iterator[int]:
    """我答四周|给他们报十台排污泵单价四千二: goods are offered, with their price."""
    for start in [
        *(i.start for i in clause.of_kind("quantity")),
        *(m.start for m in clause.named("product")),
    ]:
        led = _OFFERS.search(clause.text, 0, start - clause.start)
        if led and led.start() > 5 and not SAYS.search(clause.text, 0, led.start()):
            yield clause.start + led.start()


_STILL_DUE = re.compile("(?:[他她]们|对方)?(?:(?:还|就|只|总共|一共)(?:欠|差|剩)(?!不)|剩(?:下|的|余))")


def _still_due(clause: Clause) -> Iterator[int]:
    """打了四万五过来|还欠两万三三十号提醒我催: what came, and what of it did not."""
    first = next(iter(clause.of_kind("money")), None)
    for rest in _STILL_DUE.finditer(clause.text) if first else ():
        if first and first.end <= clause.start + rest.start():
            yield clause.start + rest.start()


_HANDED = re.compile("(?:转给|移?交给|派给|分给|给|归|由)(?:[他她]|¤)(?:[管跟]|负责|来管|对接)?[了吧]?$")


def _handed_then(clause: Clause) -> Iterator[int]:
    """以后归徐静管|明天我带她去见沈总工: behind a hand-over, what is to be done on a day."""
    for item in clause.of_kind("time"):
        before = clause.text[: item.start - clause.start]
        last = max((m.end for m in clause.people("user") if m.end <= item.start), default=clause.start)
        begin = max((m.start for m in clause.people("user") if m.end == last), default=clause.start)
        said = f"{before[: begin - clause.start]}¤{before[last - clause.start :]}" if last > begin else before
        if "coming" in item.tenses and len(before) > 5 and (_HANDED.search(said) or _HANDED.search(before)):
            yield item.start


_DEEDS = frozenset("act met pay_act order_act assign remind win lose finish postpone add".split())


def _set(clause: Clause) -> Iterator[int]:
    """下周一去催|客户满意度改成五: behind a deed, a field of the customer."""
    for match in _FIELD_SET.finditer(clause.text):
        at = clause.start + match.start()
        if match.start() > 5 and any(c.end <= at and not _DEEDS.isdisjoint(c.features) for c in clause.cues):
            yield at


_TO_WHOM = re.compile("(?:也)?(?:转给?|给|归|交给|让|由)$")


def _each_to(clause: Clause) -> Iterator[int]:
    """东风里给连胜|武当给白天: another customer, and to whom he goes."""
    people = clause.people("user")
    firms = clause.named("customer")
    if len(people) < 2 or len(firms) < 2:
        return
    for firm in firms[1:]:
        given = any(p.end == firm.start for p in people)
        if given and any(_TO_WHOM.fullmatch(clause.reading.text, firm.end, p.start) for p in people):
            yield firm.start


# 精梳棉多少钱一米|给太平鸟建个商机
_ASKED = re.compile(
    "(?:多少钱|几块钱?|(?:什么|啥|多少)价[位格]?|有(?:现|存)?货(?:吗|么|没有?)|库存(?:还)?有?多少|还有多少(?:现?货|库存)?)"
    "(?:一?[米个只台套件吨箱桶平棵袋瓶斤张块条](?:(?=[给让把叫])|(?=某)))?(?=给某|把某|让某|叫某|某)"
)


def _asked_first(clause: Clause) -> Iterator[int]:
    """What goods cost or how many there are is asked; then something is ordered or entered."""
    return (clause.start + asked.end() for asked in _ASKED.finditer(clause.text))


_ORDERED = re.compile("(?:又|再|也|先|还|今天|当场)*(?:[加追补续多]加?)?(?:下单|[订定]购?)了?")


def _goods_ordered(clause: Clause) -> Iterator[int]:
    """他们门口要换树|香樟加订二十棵: goods, and how many of them are ordered."""
    counts = {item.start for item in clause.of_kind("quantity", "number")}
    for goods in clause.named("product"):
        ordered = _ORDERED.match(clause.text, goods.end - clause.start)
        begin = goods.start - clause.start
        if (
            ordered
            and clause.start + ordered.end() in counts
            and begin > 5
            and clause.text[begin - 1] not in "把将给的订定买要和、"
            and _told(clause, goods.start)
            and not SAYS.search(clause.text, begin - 4, begin)
        ):
            yield goods.start


_OTHERS = Turns(
    turn("他她", _her, "assign", "to_user"),
    turn("订下定要买签付打", _ordered_too, "quantity", "money"),
    turn("建开记录登挂", _entered),
    turn("标打贴加", _tagged, "tag"),
    turn("报", _priced, "money"),
    turn("欠差剩", _still_due, "pay_act", "pay_word"),
    turn("转交派分给归由", _handed_then, "user"),
    turn("改调提降升换定", _set, *_DEEDS),
    turn("转给归交让由", _each_to, "user"),
    turn("价钱货存少", _asked_first, "product"),
    turn("订单定", _goods_ordered, "product"),
    *TOLD,
    *GIVEN,
)
