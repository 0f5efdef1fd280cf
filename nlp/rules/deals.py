"""What a chance to sell is called and how far it is: title and stage of a 商机."""

from nlp import forms as re
from nlp.reading import Clause, Span, outside
from nlp.rules import common

THING = r"(?:销售|项目)?(?:商机|机会)"
_TO = (
    "(?:改成|改为|改到|改回到?|退回到?|换成|更新为|更新成|更新到|变更为|变成|变为|调整为|调整到|调整成|调到"
    "|调成|设为|设成|推进到|推进至|进到|推到|进入|进了|走到|走进|进展到|挪到|移到|到了|到达|转到|转为|转成"
    "|升到|跳到|往前推到|来到|处于|卡在|到|是|为|在|成)"
)
_STAGE_TO = re.compile(
    rf"(?:{_TO}|进(?=[\u4e00-\u9fff]{{2,8}}(?:阶段|环节)))(?:了)?[:：]?"
    r"(?P<v>[\u4e00-\u9fff]{2,8}?)(?:阶段|环节)?(?:了|啦|哈|吧)*(?=[,，;；。 ]|概率|金额"
    "|预计|赢率|胜率|成功率|把握|然后|并|$)"
)
_STAGE_IS = re.compile(
    r"阶段(?:先|就|现在|目前|已经|已)*(?:是|为|[:：]|在|到了?|写|填|弄成|算)?\s*(?P<v>[\u4e00-\u9fff]{2,8}?)"
    "(?:阶段|环节)?(?:了|啦|哈|吧)*(?=[,，;；。 ]|概率|金额|预计|赢率|胜率|成功率|把握|$)"
)
_STAGE_OF = re.compile(r"(?P<v>[\u4e00-\u9fff]{2,6}?)(?:阶段|环节)的?")
_STAGE_LIES = re.compile(r"阶段(?:是|在|为|到了?|处于)(?P<v>[\u4e00-\u9fff]{2,6}?)的")  # 阶段是商务谈判的商机
_ALREADY = re.compile(
    r"(?:^|[,，。 ])(?P<a>已(?!经))?(?:已经|现在|目前)?(?:到了?|进了?)?(?P<v>[\u4e00-\u9fff]{2,6}?)"
    "(?:了|啦|完)*(?=[,，。 ]|$)"
)
_LED = re.compile("(?:已经|现在|目前|都|就|[到进在]了?)*[到进在]了?(?=..)")  # 现在到|商务谈判
_NO_STAGE = re.compile(
    r"把握|\d|万|周|月|年|天|[一二三四五六七八九十]成|概率|金额|预计|赢率|我|他|她|多少|啥|要改|不变|哪|什么"
    "|商机|改|[那这]个|[再先]建|建个|日期|时间"
)
_VERBS = r"(?:新建|新增|添加|增加|创建|登记|报备|建|录入?|加|开|记|补|写|提|立|(?<![十百千])来|弄|整)"
_BETWEEN = re.compile(
    rf"{_VERBS}(?:一?个|一条|一下|一笔|了)?(?P<v>[\u4e00-\u9fffa-z0-9]{{2,18}}?)的?(?:新)?{THING}"
)
_SAID = re.compile(
    rf"{THING}[:：]?\s*(?:名称|名字|标题|名)?(?:就)?(?:叫做?|是|为|取名)"
    rf"(?P<v>[\u4e00-\u9fffA-Za-z0-9]{{2,16}})|(?:项目名称|商机名称|名称|名字|标题|项目名)(?:就)?"
    rf"(?:叫做?|是|为|叫|[:：])*\s?(?P<w>[\u4e00-\u9fffA-Za-z0-9]{{2,16}})|就?(?:叫做?|取名|名为|命名为)"
    rf"(?P<x>[\u4e00-\u9fffA-Za-z0-9]{{2,16}}?)(?=的{THING}|[,，。 ]|$)"
)
_ENTERED = re.compile(rf"(?:帮我|给我|也|就|先|再)*{_VERBS}(?:一?个|一条|一下|一笔)")
_FILLER = re.compile(
    "^(?:一?个|一条|了|吧|哈|一下|下|先|帮我|给我|麻烦|客户|产品|金额|预算|预计|估摸着?|估计|约莫|大致"
    "|差不多|也就|得有|大概|大约|总额|阶段|概率|名称|是|在|的|跟|那边|他家|对方|客户是|新|商机|机会|签|签约"
    "|成交|左右|元|块|整|月底|到|才|能|会|要|年|一年|建|录|加|记|写|提|新建|新增|新的|有|有个|他们?|她们?"
    "|意向很强|希望很大)*$"
)
_STORY = re.compile(r"他|她|我们|想|说|觉得|要求|希望|已经|还没|了$|吗|呢|先|帮我|给我")
_CUT = re.compile(
    "(?:金额|预算|总价|总额|合同额|标的|概率|赢率|把握|预计|预期|估摸着?|约莫|大致|大概|大约|约|差不多|估计"
    "|阶段|产品|客户|名称|名字|成交|签约|签单)(?:是|为|在|[:：])*$"
)


def title(clause: Clause) -> tuple[str, Span | None]:
    """The name of a new chance: as labelled, between 建 and 商机, or what stands alone behind 商机."""
    for pattern in (_SAID, _BETWEEN):
        for match in pattern.finditer(clause.text):
            if any(m.start <= clause.start + match.start() < m.end for m in clause.named("product")):
                continue  # 五台立式钢琴: no 立 of an order
            group = next(g for g in match.groupdict() if match[g])
            if found := _cleaned(
                clause,
                clause.start + match.start(group),
                clause.start + match.end(group),
                labelled=pattern is _SAID,
            ):
                return found
    return _residue(clause)


def _cleaned(clause: Clause, start: int, end: int, labelled: bool) -> tuple[str, Span | None] | None:
    for item in clause.of_kind("money", "time", "percent"):
        if start < item.start < end and not (
            labelled and item.kind == "time" and (item.start - start < 2 or end - item.end >= 2)
        ):
            end = item.start
    for mention in clause.named("customer"):
        if not labelled and mention.start < end and start < mention.end:
            start = mention.end
    text = clause.reading.text
    end = start + len(_CUT.sub("", text[start:end]))
    while start < end and text[start] in "的一个那边 ":
        start += 1
    words = clause.reading.words((start, end)).strip(common.PUNCTUATION + "的")
    if (
        len(words) < 2
        or not labelled
        and (
            _FILLER.match(words)
            or _STORY.search(words)
            or _only_product(clause, start, end)
            or _only_count(clause, start, end)
        )
    ):
        return None
    return words, (start, end)


def _residue(clause: Clause) -> tuple[str, Span | None]:
    """A piece behind the word 商机 that is neither a name, a figure, a date, a stage nor filler."""
    text, base = clause.reading.text, clause.start
    thing = re.search(THING, clause.text)
    if not thing:
        return "", None
    entered = _ENTERED.match(clause.text, thing.end())  # 商机记一个换拖拉机
    place = base + (entered.end() if entered else thing.end())
    for piece in re.finditer(r"[^,，。;；:： \n]+", text[place : clause.end]):
        start, end = place + piece.start(), place + piece.end()
        if re.match(r"(?:产品|阶段|金额|概率|预计|客户|备注|来源)", piece[0]) or _only_product(
            clause, start, end
        ):
            continue
        found = _cleaned(clause, start, end, labelled=False)
        if found and not any(c.start <= start and end <= c.end for c in clause.marked("stage")):
            overlap = (
                [
                    i
                    for i in clause.of_kind("money", "time", "percent", "phone", "discount")
                    if i.start < found[1][1] and found[1][0] < i.end
                ]
                if found[1]
                else []
            )
            person = [
                m
                for m in clause.named("person")
                if found[1] and m.start < found[1][1] and found[1][0] < m.end
            ]
            if not overlap and not person and len(found[0]) <= 16:
                return found
    return "", None


def _only_product(clause: Clause, start: int, end: int) -> bool:
    rest = sum(m.end - m.start for m in clause.named("product") if start <= m.start and m.end <= end)
    return (
        rest > 0
        and len(re.sub(r"[\W_的]", "", clause.reading.text[start:end]))
        - rest
        - sum(i.end - i.start for i in clause.items if start <= i.start and i.end <= end)
        <= 1
    )


def _only_count(clause: Clause, start: int, end: int) -> bool:
    """建个商机 六十台左右 二十四万: how many is no name."""
    counts = [
        i for i in clause.of_kind("quantity") if start <= i.start and i.end <= end and i.unit != "期"
    ]  # 二期商机建一下: which one
    return (
        len(counts) == 1
        and _ROUGHLY.fullmatch(outside(Clause.of(clause.reading, start, end), counts)) is not None
    )


_ROUGHLY = re.compile("(?:左右|上下|大概|差不多|大约|约|要|共|一共|来|多|[ ,，])*")


def stage(clause: Clause, create: bool) -> tuple[str, Span] | None:
    """The stage, without 阶段."""
    text = re.sub(
        r"(?:改到|推到|到|在)(?=\d|年|月底|月初|下|本|这|时)", lambda m: " " * len(m[0]), clause.text
    )
    for pattern in (_STAGE_IS,) if create else (_STAGE_TO, _STAGE_IS):
        for match in pattern.finditer(text):
            start = _LED.match(text, *match.span("v"))
            if found := _checked(clause, start.end() if start else match.start("v"), match.end("v")):
                return found
    cue = clause.first("stage")
    if cue and re.search("阶段|进入|推进|进展|走到|改|往前", text):
        return clause.reading.words((cue.start, cue.end)), (cue.start, cue.end)
    if not create and re.search("阶段|往前|有进展|推进", text):
        for match in _ALREADY.finditer(text):
            if re.search("已|现在|目前", match[0]) and (
                found := _checked(
                    clause, match.start("a") if match["a"] else match.start("v"), match.end("v")
                )
            ):
                return found
    return None


def stage_asked(clause: Clause) -> tuple[str, Span] | None:
    """方案阶段的商机: the stage of a question."""
    if (match := _STAGE_LIES.search(clause.text)) and (
        found := _checked(clause, match.start("v"), match.end("v"))
    ):
        return found
    for match in _STAGE_OF.finditer(_without_owner(clause)):
        start = match.start("v") + len(
            (
                re.match(
                    "(?:商?机|里面?|中|我的?|(?:名|手)[下里上]|[处卡停压留走]在|处于|[卡停][到住]|到了?"
                    "|目前|现在|所有|全部|全公司|公司|团队|还|都|在|的|看看?|查|列|哪些|有)*",
                    match["v"],
                )
                or match
            )[0]
        )
        if match.end("v") - start >= 2 and (found := _checked(clause, start, match.end("v"))):
            return found
    return None


def _without_owner(clause: Clause) -> str:
    """乔麦名下谈判阶段的商机: whose they are is no part of the stage."""
    text = clause.text
    for person in clause.named("person"):
        start, end = person.start - clause.start, person.end - clause.start
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _checked(clause: Clause, start: int, end: int) -> tuple[str, Span] | None:
    at = (clause.start + start, clause.start + end)
    words = clause.reading.words(at)
    if _NO_STAGE.search(words) or any(i.start < at[1] and at[0] < i.end for i in clause.items):
        return None
    return words, at
