"""Where a dictated stretch turns to the next fact by words of its own, whatever was told before it:
晚点再打一个, 申请给他们九折, 新会计姓吕 电话…, 这单算签下来了."""

from collections.abc import Iterator

from nlp import forms as re
from nlp.reading import Clause

# What is still part of what somebody says or asks of us: 他说晚点再打.
_SAYS = re.compile("(?:说|讲|让|叫|要|请|催|想|问|等|别|不用|[让叫要催请]我们?|[他她]们?|对方|客户)$")
_LATER = re.compile(
    "(?:晚点儿?|晚些|回头|改天|待会儿?|等会儿?|过会儿?|一会儿)(?:我)?再"
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


def turns(clause: Clause) -> Iterator[int]:
    """The places where the next fact begins so."""
    text, base, chars = clause.text, clause.start, clause.chars
    for signs, form in _FORMS:
        for match in form.finditer(text) if not signs.isdisjoint(chars) else ():
            if match.start() > 5 and not _SAYS.search(text, max(0, match.start() - 4), match.start()):
                yield _whose(clause, base + match.start())
    if "的" in chars:
        for item in clause.of_kind("time"):
            at = item.start - base
            if at > 4 and _CALLED_OFF.match(text, item.end - base) and not _SAYS.search(text, at - 4, at):
                yield item.start
    yield from _her(clause)
    yield from _ordered_too(clause)


def _whose(clause: Clause, at: int) -> int:
    """给仁济申请账期六十天: the customer right before it is part of it."""
    begin = next((m.start for m in clause.named("customer") if m.end == at), at)
    return begin - clause.reading.text.startswith("给", begin - 1) if begin < at else at


_FORMS = tuple(
    (frozenset(signs), form)
    for signs, form in (
        ("再", _LATER),
        ("申", _CLAIMS),
        ("标", _TAGS),
        ("新", _NEWCOMER),
        ("签拿谈", _THE_DEAL),
    )
)
_BIDS = re.compile("(?:再|并|然后)?(?:提醒|让|叫|请|通知)[他她](?!们)(?=.{3})")


def _her(clause: Clause) -> Iterator[int]:
    """立邦转给夏雨|提醒她周五前…: whom it was given to is told what to do."""
    if not clause.has("assign", "to_user"):
        return
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
