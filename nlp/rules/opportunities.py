"""Chances to sell: create, move, win, lose, list."""

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause
from nlp.rules import common, deals, moves
from nlp.rules.base import Context, Rule, Slots, Topic
from nlp.rules.goods_told import of_one

_WON = re.compile("拿下|赢单|中标|成交了")  # whatever paper is spoken of, it is a deal won


# 下周有哪些单要签, 月底前要签哪几单: what is expected to close.
_PAPER = "(?:单子?|合同|项目|商机|客户)"
_WHICH = r"(?:哪些|哪几|几|啥|什么|有没有)[个张笔份家]?"
_CLOSES = "(?:签(?!到|收|批|字)(?:约|单|下来?|掉)?|成交|拿下来?|定下来?)"
_TO_SIGN = re.compile(
    f"(?:{_WHICH}{_PAPER}|哪几单|几单)(?:是|都)?(?:快|要|会|能|该|得|可以|准备|预计|应该|可能)+{_CLOSES}(?:的|吗|呢|[?？])*$"
    f"|(?:要|会|能|该|可以|准备|预计|应该|可能)+{_CLOSES}(?:的(?:有|是)?)?(?:{_WHICH}{_PAPER}|哪几单|几单)[?？呢]*$"
    f"|[周月日号天底末年]{_CLOSES}(?:哪些|哪几)个?(?:{_PAPER})[?？呢]*$"
)


def _wins(clause: Clause) -> bool:
    if (
        re.search(
            "早就|本来|差点|险些|要不是|当初|那时候|快要?(?:成|签|拿|定|赢|中)|(?:应该|估计|看来|基本|肯定"
            "|八成|差不多)能(?:成|签|拿|赢|中)|(?:必须|务必|一定|非得|说啥也|咋也|死活)(?:要|得|能|给我)?"
            "(?:把[^,，。]{1,8})?(?:拿下|签下|赢|签|成交|中标)(?!了)"
            "|(?<!不)能(?:拿下|签下|成交|签单|签约)(?!来?了)",  # 降五个点能拿下
            clause.text,
        )
        or re.search("不是(?:我们|咱)|没(?:有)?(?:我们|咱们?)", clause.reading.text)
    ) or _still_to_come(clause):
        return False
    return not re.search(
        "(?:要|会|将|能)(?:成交|签约|赢单)的|(?:率|数|多少|几单|目标|预计|有望|能不能|什么时候|如果|争取"
        "|希望|想|可能|打算)",
        clause.text,
    ) and not re.search(
        "(?:签约|成交|签单|赢单)(?:中|阶段|环节)|(?:到|入|成|为)(?:签约|成交)|[把没不未]签了|预计.{0,6}成交"
        "|验收单签|签了(?:多少|几)|签了保密|搞定了?(?:那|这)?个?待办",
        clause.text,
    )


def _closed_as_won(clause: Clause) -> bool:
    """商机关掉吧 赢了: closed, not lost."""
    said = clause.reading.text[clause.start : clause.end + 8]
    return bool(
        re.search(
            "(?:关|结)(?:掉|闭)?(?:了|吧)*[ ,，]*(?:已经|因为|是)?(?:赢|签下|成交|拿下)"
            "|(?:赢|成交|拿下|签)了[^,，。]{0,6}关",
            said,
        )
    )


def _still_to_come(clause: Clause) -> bool:
    """明年3月成交, 下个月签: a day ahead right before the word, and no 了 after it."""
    text = clause.reading.text
    return any(
        "coming" in item.tenses
        and "today" not in item.tenses
        and re.match(
            "(?:之?前|底|左右|就|能|可以|应该|预计|大概|会|要)*(?:签(?:约|单|合同|下来?)?|成交|赢单|拿下"
            r"|定下?来?|中标)(?!了|完|好|过|的|字|收|[\u4e00-\u9fff]*了)",
            text[item.end : clause.end],
        )
        for item in clause.of_kind("time")
    )


# 江门续了一年 十八万八, 美滋续签一年二十万: signed once more.
_RENEWED = (
    r"(?<!没)(?:又|再|接着|顺利|痛快地?)?续(?:签|费|约|保|租|单)?了?(?:一?共|整整|他)?(?:[一两二三四五六\d]+"
    "|半)(?:年|期|季|个月)(?!前|后|以)|(?<!没)续(?:签|费|约|保|租|单)?了(?![没吗么])"
)
# 平安的商机 谈判阶段: which of them, not where one of them is.
_STAGE_OF_A_LIST = re.compile(r"的(?:商机|机会)[ ,，]+[\u4e00-\u9fff]{2,4}阶段的?$")
_DEAL = (
    "[那这].{0,2}(?:单|机会|商机|盘子|项目)|年框|框架|商机|机会|盘子|单子"
    "|那个(?:也|已经|都|算|又)*(?:黄|丢|没戏|凉|吹|签|拿下)"
)
TOPIC = Topic(
    Rule("建商机", "opportunity.create", 8, "opp_word add", none="ask show_list by",
         when=lambda c: not re.search("商机(?:的)?(?:阶段|金额|概率)?(?:改成|改为|改到|推到|推进"
                                      "|换成|调到)", c.text)
                  and bool(re.search("(?<![九八七六五四三二一城省市路中])(?:建|增|录|加|添|登记|创建|报备?"
                                     "|提|开|记|来|补|写|立|挂|起)[^,，。]{0,14}?(?:商机|机会)(?!阶段|金额"
                                     "|概率)|(?:建|录|加|记|报|提|开|增)(?:一?个|一?条|一下)新?的?商机"
                                     "|(?:商机|机会)(?:先|也|帮我|给我)?(?:建|录|加|记|登记|写)", c.text))
                  and not re.search("(?:新增|新建|新加|录|建|加)的(?:商机|机会)|(?:几|多少)[个条]?新?"
                                    "(?:商机|机会)", c.text)),
    Rule("新增商机一个", "opportunity.create", 7.8, "opp_word measure",
         none="ask show by time user scope export",
         says=r"新增(?:了)?(?:一?个|一条)?(?:商机|机会)(?:一个|1个|一条|[:：,，]|$)"),
    Rule("N 万的商机", "opportunity.create", 7.6, "opp_word money",
         none="ask show change win lose by measure export postpone",
         says=r"[万千元块\dw](?:左右|上下)?的(?:新)?(?:商机|机会)(?=$|[ ,，。])",
         when=lambda c: not re.search("[那这][个条]", c.text)),
    Rule("有个商机", "opportunity.create", 6.5, "opp_word", any="money product label",
         none="ask show change win lose by",
         says=r"^\s*商机[:： ,，]|新商机|有(?:了|个|一个|新的?)[^,，。]{0,12}(?:商机|机会)|商机[:：]"),
    Rule("X 有意向上 G", "opportunity.create", 6.2, "customer", any="money product",
         none="opp_word ask show change win lose by percent remind met meet reported export contact "
              "ticket_word quote_word order_act",
         says="有意向?(?:上|买|采购|换|做|要)|有(?:采购|扩容|改造|更换|升级)?意向|(?:想|打算|准备|计划|要)"
              "(?:新?上|换|采购)一?(?:批|套|条|台|些)?[^,，。]{2,}|有个[^,，。]{0,8}(?:项目|大单|单子"
              "|需求)"),
    Rule("X 商机 N", "opportunity.create", 6.1, "opp_word customer money",
         none="ask show change win lose by percent postpone remind met measure export",
         when=lambda c: c.has("opp_word")
                  and not re.search("[那这][个条](?:商机|机会)|的商机|商机(?:的|阶段|金额|概率"
                                    "|现在|目前|到)", c.text)),
    Rule("商机赢了", "opportunity.win", 8, "win opp_word",
         none="theirs ask show by add change label=close_date", when=_wins),
    Rule("X 签了", "opportunity.win", 6.8, "win customer",
         none="theirs ask show by add order_act measure_number remind future task_word pay_act2 assign",
         when=lambda c: _wins(c)
                  and (_WON.search(c.text) is not None
                      or not re.search("订单|合同|下单|定单|采购单|po", c.text))
                  and not (c.has("product") and c.has("quantity") and c.has("money"))),
    Rule("刚签完 X N 万", "opportunity.win", 6.8, "customer",
         none="theirs ask show by add order_act order_word quantity remind future coming task_word if "
              "case_ref",
         says="签完(?![字到收])",
         when=lambda c: _wins(c) and any(item.kind == "money" for item in c.reading.items), trust=9),
    Rule("X 续了 N 年", "opportunity.win", 6.7, "customer", any="money duration",
         none="theirs ask asked_back show by add order_act remind future coming task_word ticket_word "
              "opp_word reported third if chat",
         says=_RENEWED, when=_wins, trust=2),
    Rule("P 签了", "opportunity.win", 6.6, "win contact",
         none="theirs ask show by add order_act order_word measure remind future coming if chat case_ref "
              "ticket_word task_word",
         says=r"(?:签|成交|拿下|签下来?|签完)了[!！~。 ]*$",
         when=lambda c: _wins(c)
                  and not re.search("收货|验收|协议|纪要|回执|确认[单书函]|没签|对账", c.text), trust=3),
    Rule("赢单", "opportunity.win", 6, "win", any="money",
         none="theirs ask show by add order_act order_word measure remind future", when=_wins),
    Rule("商机丢了", "opportunity.lose", 8, "lose opp_word", none="ask show by task_word",
         when=lambda c: not re.search("[了掉]的(?:商机|机会|单子?)", c.text) and not _closed_as_won(c)),
    Rule("商机关掉", "opportunity.lose", 8.2, "opp_word close",
         none="ask show by task_word ticket_word remind win",
         says=r"(?:商机|机会)[^,，。]{0,4}关(?:了|掉|闭)", when=lambda c: not _closed_as_won(c), trust=10),
    Rule("X 黄了", "opportunity.lose", 7, "lose customer",
         none="ask show by task_word remind ticket_word type_x",
         says="黄|丢|没戏|输|飞|没成|泡汤|失败|吹|流标|没拿下|没中|凉了|没谈成|被抢|跑单|崩|没希望|没签成"
              "|跟丢|[被让给](?:友商|对手|同行|别家|竞品)[^,，。]{0,2}[抢拿截]",
         when=lambda c: not re.search("丢(?:到|回|进|给(?!对手|竞品|同行)|件)|不做了"
                                      r"|丢了?(?:[\d一二两三四五六七八九十几]+|发票|东西|货|件|包)|发票"
                                      "|手机|钥匙|输(?:液|入|出|送)|吹风|起飞|飞机", c.text)),
    Rule("X 不签了", "opportunity.lose", 7, "customer",
         none="ask show task_word remind ticket_word reported if chat asked_back",
         says="(?:[他她]们|那边|人家|对方|老板|这单|那单)?(?:决定|还是|又|都)*不签了[!！。唉啊 ]*$",
         trust=14),
    Rule("那单进 S", "opportunity.update", 8.5,
         none="ask show asked_back id fault ticket_word remind task_word wrong type=complaint", says=_DEAL,
         when=lambda c: moves.moved(c) and not (c.has("win", "lose") and moves.lost(c))
                  and not _STAGE_OF_A_LIST.search(c.text), trust=0.5),
    Rule("那单到手了", "opportunity.win", 8.6,
         none="ask show asked_back id fault ticket_word remind task_word if theirs", says=_DEAL,
         when=moves.won, trust=0.5),
    Rule("那个商机 N", "opportunity.update", 7.7, "opp_word money",
         none="ask show add by win lose remind met measure export wrong last_x",
         says=r"[那这][个条]?(?:商机|机会|盘子)|(?:商机|机会)[^,，。]{0,4}(?:变|加|涨|降|改)",
         when=lambda c: not re.search("[记建录报]|新", c.text)),
    Rule("那单输在 …", "opportunity.lose", 8.6,
         none="ask show asked_back id fault ticket_word remind task_word", says=_DEAL,
         when=lambda c: moves.lost(c), trust=0.5),
    Rule("商机变了", "opportunity.update", 7.5, "opp_word",
         any="change percent label=probability label=close_date postpone",
         none="level tag tag_word survey_word ask show add remind win_x by",
         when=lambda c: not re.search("(?:建|新增|录|加|添|登记|创建)[^,，。]{0,6}商机|这个月预计"
                                      "|预计成交的|(?:成交|签|签约|签单)的?(?:商机|机会)"
                                      "|阶段的(?:商机|机会)", c.text)),
    Rule("商机到 S 了", "opportunity.update", 7.4, "opp_word stage", none="ask show add remind by win lose",
         says=r"(?:商机|机会|项目)[^,，。]{0,6}(?:到|进了?|在走|走)[\u4e00-\u9fff]{2,6}(?:阶段|环节)?了"),
    Rule("阶段到了 S", "opportunity.update", 7.2, "field=stage", any="change stage customer",
         none="ask show customer_word remind by",
         when=lambda c: not re.search("阶段的|的商机(?:有|列|$)", c.text)
                  and not _STAGE_OF_A_LIST.search(c.reading.text[: c.end])),
    Rule("进入 S", "opportunity.update", 6.5, "stage customer", any="change",
         none="ask show customer_word remind field_other task_word level tag_word met future_plan level",
         says=r"(?:进入|推进到|进到|推到|走到|到了?|进展到|改成|改为)(?:了)?[\u4e00-\u9fff]{2,6}(?:阶段|环节"
              "|了|$|[,， ])",
         when=lambda c: not c.has("field")
                  and not any(re.search(r"[推改进走到]了?$", c.reading.text[c.start : i.start])
                              for i in c.of_kind("time"))),
    Rule("某时成交", "opportunity.update", 7.2, "opp_word time", none="ask show add remind met measure by",
         when=_still_to_come),
    Rule("预计成交改到", "opportunity.update", 7.3, "label=close_date time", any="change postpone",
         none="ask show add remind"),
    Rule("概率 P", "opportunity.update", 6, "label=probability", any="percent number",
         none="ask show add win_rate_ask by"),
    Rule("预计成交", "opportunity.update", 5.6, "label=close_date time", none="ask show add act_meet remind",
         says="(?:预计|预期|估计|应该|大概)[^,，。]{0,10}(?:成交|签约|签单|签合同|签下|能签|签|拿下|定下)"
              "|成交日期|预计成交",
         when=lambda c: c.has("customer", "opp_word", "change", "percent", "label")),
    Rule("商机有哪些", "opportunity.list", 6.5, "opp_word",
         any="show ask time stage user scope=me scope=team customer",
         none="add change win lose measure_number by kind percent remind money goal_word export release "
              "new_customer",
         when=lambda c: not re.search("(?:建|增|录|加|添|登记|创建)(?:个|一个|了|一下)?(?:新)?商机"
                                      "|谁.{0,6}最[多少]"
                                      "|(?<!有)多少(?:个)?商机|商机(?:数|量)|(?<!有)几个商机|漏斗|转化",
                                      c.text)),
    Rule("某阶段的商机", "opportunity.list", 7, "opp_word stage", none="change money remind add win",
         says=r"(?:阶段|的)的?(?:商机|机会)(?:有哪些|列出来|列一下|呢|给我看看)?$"),
    Rule("预计成交的", "opportunity.list", 7, "label=close_date", any="ask show opp_word",
         none="change money remind",
         says="(?:预计|能|要|会|可能|应该)[^,，。]{0,6}(?:成交|签|签约|签单|定)的?(?:商机|机会|单子|项目|$)"
              "|(?:预计|能)[^,，。]{0,6}(?:成交|签|签约)的"),
    Rule("要成交的商机", "opportunity.list", 7.6, "opp_word time",
         none="change money remind add percent by measure_number lose",
         says=r"(?:要|会|能|预计|可能|应该|计划)(?:成交|签|签约|签单|赢单|拿下|定)的?(?:商机|机会)"),
    Rule("哪些单要签", "opportunity.list", 7.6, "time", any="coming current today",
         none="change money remind add percent by lose met reported past never",
         says=_TO_SIGN.pattern),
    Rule("某阶段的商机", "opportunity.list", 7.6, "opp_word",
         none="change money remind add percent by measure_number lose assign level",
         says="阶段的?(?:商机|机会)|阶段(?:在|是|为|到).{2,8}的(?:商机|机会)|(?:商机|机会)"
              "(?:里面?|中).{2,6}阶段的"),
)  # fmt: skip


@TOPIC.fill("opportunity.create")
def _create(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    words, span = deals.title(clause)
    slots.put("title", words, span)
    for product in clause.named("product")[:1]:
        if not _inside_title(product.start, slots):
            slots.mention("product", product, clause, "product")
    _figures(clause, slots, create=True)
    if "amount" in slots.spans and slots.spans.get("title") == slots.spans["amount"]:
        del slots.values["title"], slots.spans["title"]  # 8千 names nothing
    if _SUMS.fullmatch(str(slots.values.get("title", ""))):
        del slots.values["title"], slots.spans["title"]  # nor does 二十到二十五万
    if "title" not in slots.values and "product" not in slots.values:
        _between(clause, slots)
    if context.last == "interaction.log":
        _told_before(clause, slots)


_SUMS = re.compile(r"[\d.零〇一二两三四五六七八九十百千万亿多来几到至~元块左右上下-]+")
_BETWEEN = re.compile(r"[ ,，、:：]+(?P<what>[\u4e00-\u9fffa-z0-9\-]{2,12}?)[ ,，、:：]*")
_NO_GOODS = re.compile(
    "商机|机会|预算|大概|大约|估计|预计|金额|意向|新增|报价|合同|订单|左右|客户|价|款|定金|成交|阶段|概率|想"
    "|要|有"
)


def _between(clause: Clause, slots: Slots) -> None:
    """华为 交换机 20万: what stands alone between the customer and the sum is what it is about."""
    customers, sums = clause.named("customer"), clause.of_kind("money")
    if not customers or not sums or customers[0].end >= sums[0].start:
        return
    match = _BETWEEN.fullmatch(clause.reading.text, customers[0].end, sums[0].start)
    if match and not _NO_GOODS.search(match["what"]):
        slots.put("title", clause.reading.words(match.span("what")), match.span("what"))


_ABOUT = re.compile(
    r"(?:估计|估摸|大概|大约|预计|预算|差不多|约|规模|大几)(?:有|是|在|得|要|批了?|定了?|报了?|批下来)?\s*$"
)


def _told_before(clause: Clause, slots: Slots) -> None:
    """备份一体机要扩容 估计五十万 录个商机: the sum told in the report before, where the order names none;
    and the goods right before it: 预算十五万换一批古筝建个商机."""
    before = Clause.of(clause.reading, 0, clause.start)
    sums = before.of_kind("money")
    text = clause.reading.text
    if len(sums) == 1 and (
        _ABOUT.search(text[max(0, sums[0].start - 6) : sums[0].start])
        or re.match("左右|上下|的(?:盘子|量|预算|规模)", text[sums[0].end :])
    ):
        slots.put("amount", sums[0].value, common.span(sums[0]))
    goods = before.named("product")
    if not goods or "product" in slots.values:
        return
    between = text[goods[-1].end : clause.start]
    if not between or not between.strip(" ,，") and clause.of_kind("quantity"):
        slots.mention("product", goods[-1], clause, "product")  # 要换手动叉车 建个商机六十台


def _inside_title(place: int, slots: Slots) -> bool:
    span = slots.spans.get("title")
    return span is not None and span[0] <= place < span[1]


def _figures(clause: Clause, slots: Slots, create: bool = False) -> None:
    sums = [i for i in clause.of_kind("money") if not _inside_title(i.start, slots)]
    if create and not sums:  # 8千, 两千五: a round number is what it is worth
        said = clause.reading.text
        sums = [i for i in clause.of_kind("number") if re.search(r"[千百]", said[i.start : i.end])]
    if sums:
        slots.put(
            "amount",
            sums[-1].value
            if not create and (re.search("不是|从|由", clause.text) or _becomes(clause, sums))
            else sums[0].value,
            common.span(sums[0]),
        )
    if not create:
        _probability(clause, slots)
    times = [i for i in clause.of_kind("time") if not _inside_title(i.start, slots)]
    if times and (
        create
        and "coming" in times[-1].tenses
        and not (
            times[-1].time and times[-1].time.grain == "year"
        )  # 明年换两套: when they buy, not when it closes
        or re.search(
            r"预计|预期|成交|签|拿下|估计|争取|结单|定下|关单|能成|[拖推延放改挪]到|拍板|落地|close|\d号?定",
            clause.text,
        )
    ):
        slots.put("close_date", _closing(times[-1], clause.reading.text), common.span(times[-1]))
    found = (None if create else moves.stage(clause)) or deals.stage(clause, create)
    when = times[-1].end if times and "close_date" in slots.values else None
    changed = found and found[1] and _CHANGED_TO.match(clause.reading.text, found[1][1], clause.end)
    # 下周四之前成交, 报价改成十二万
    if found and not changed and not (when and found[1] and 0 <= found[1][0] - when <= _BY):
        slots.put("stage", *found)


_BY = 2  # characters of 之前
_CHANGED_TO = re.compile("(?:[改降涨调压提加减](?:成|到|为|至)?)(?=[\\d一二两三四五六七八九十百])")


def _becomes(clause: Clause, sums: list[Item]) -> bool:
    """26万改31万, 再加六万 变三十六万: the last sum is what it comes to."""
    between = clause.reading.text[sums[0].end : sums[-1].start]
    return len(sums) > 1 and re.search("[改变成到剩]|一共|总共|现在|合计|→|->", between) is not None


def _closing(item: Item, text: str) -> str:
    """A month by its name (预计12月成交) closes on its last day; a bare 下个月 counts from its first."""
    said = text[item.start : item.end]
    if "/" in str(item.value) and re.search(r"(?:月份?|季度)$", said) and not re.search("下|上|这|本", said):
        return str(item.value).split("/")[1][:10]
    return item.day()


def _probability(clause: Clause, slots: Slots) -> None:
    if percents := clause.of_kind("percent"):
        slots.put("probability", percents[-1].value, common.span(percents[-1]))
    elif cue := next((c for c in clause.marked("label") if c.value("label") == "probability"), None):
        numbers = [i for i in clause.of_kind("number") if i.start >= cue.end]
        if numbers:
            slots.put("probability", numbers[0].value, common.span(numbers[0]))


@TOPIC.fill("opportunity.update")
def _update(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    _figures(clause, slots)


@TOPIC.fill("opportunity.win")
def _win(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    if item := next((i for i in clause.of_kind("money") if not of_one(clause, i)), None):
        slots.put("amount", item.value, common.span(item))


_LOST_AGAIN = re.compile(
    "(?:[那这]?个?(?:单子?|商机|机会|项目))(?:就|也|算是?|已经|彻底|又)*(?:黄|丢|输|没|飞|凉|吹|崩|失败"
    "|泡汤|跑)"
)


# Who has it now is why: 输给华为了, 被老对手抢走了.
_TAKEN = re.compile(
    r"(?P<v>(?:[输丢]给|[被让])(?![他她它]|我们)[\u4e00-\u9fffa-z]{2,10}?(?:(?:抢|拿|截|撬|挖)[走胡了]+|了))"
    "(?=[,，。!！ ]|$)"
)
# 商机先关掉 因为预算冻结
_BECAUSE = re.compile(
    "(?:(?:原因|理由)(?:主要)?(?:就?是|[:：])|因为|由于)[:： ]*(?P<v>[^,，。]{3,24}?)[吧了。!！ ]*$"
)
_LOST_ONLY = re.compile(
    "(?:就|也|算是?|已经|彻底|又)*(?:丢|黄|输|没戏|没|放弃|算|关)(?:掉|单)?[了吧]*(?:[ ,，]+(?:丢|输|关|结)"
    "(?:掉|单|了)*吧?)?"
)


@TOPIC.fill("opportunity.lose")
def _lose(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context)
    cues = clause.marked("lose")
    if told := moves.why_lost(clause):
        slots.put("reason", *told)
        return
    if not cues:
        if (end := moves.behind_loss(clause)) is not None:
            words, span = common.rest(clause, start=end)
            if len(words) > 1:
                slots.put("reason", words, span)  # 那单没签下来 嫌贵
                return
        if taken := _TAKEN.search(clause.text) or _BECAUSE.search(clause.text):
            at = clause.start + taken.start("v"), clause.start + taken.end("v")
            slots.put("reason", clause.reading.words(at), at)
        return
    words, span, cue = "", None, cues[0]
    for cue in cues:
        words, span = common.rest(clause, start=cue.end)
        words = re.sub(
            r"^(?:的)?(?:主要)?(?:原因|理由)?(?:主要)?(?:是|就是)?(?:因为|由于|说是?|听说)?[:：,， ]*",
            "",
            words,
        )
        if not _LOST_AGAIN.match(words) and not _LOST_ONLY.fullmatch(words):
            break
        words = ""
    if not words:
        before = re.search(
            "(?:因为|由于|原因是|理由是|说是?(?=嫌))?((?<=因为|由于)[^,，。]{2,20}?"
            "|(?<=原因是|理由是)[^,，。]{2,20}?|嫌[^,，。 ]{1,16}?)(?:[,，。 ]|就|所以|$)",
            clause.text[: cue.start - clause.start],
        )
        words = (
            clause.reading.words((clause.start + before.start(1), clause.start + before.end(1)))
            if before
            else ""
        )
    if not words and re.search(r"[,，。 说]", clause.text[: cues[0].start - clause.start]):
        named = [common.span(m) for m in clause.mentions if m.kind in ("customer", "person")]
        words, span = common.rest(clause, *named, end=cues[0].start)
        words = re.sub(
            "^(?:那边|他家|的|[,， ])*(?:说是?|反馈|回复|告诉我?|明确)[:：,， ]*|[,，。 ]*(?:所以|这个?"
            "|那个?)*(?:单子?|商机|机会|项目)?(?:就|也|给|算|已经|先)*(?:关[了掉])?$",
            "",
            words,
        )
        words = words if len(words) >= 4 and not clause.of_kind("money") else ""
    slots.put("reason", re.sub(r"[ ,，。]+(?:唉|哎|嗨|哎呀|唉呀|可惜了?)+[!！。~ ]*$", "", words), span)


@TOPIC.fill("opportunity.list")
def _list(clause: Clause, slots: Slots, context: Context) -> None:
    common.customer(clause, slots, context, carry=common.says_they(clause))
    if found := deals.stage_asked(clause):
        slots.put("stage", *found)
    elif cue := next(
        (
            c
            for c in clause.marked("stage")
            if "阶段" in clause.text or c.word not in ("成交", "签约") and c.value("opp_word") is None
        ),
        None,
    ):
        slots.put("stage", clause.reading.words((cue.start, cue.end)), (cue.start, cue.end))
    person = common.user_mention(clause)
    if person:
        common.user(person, clause, slots, "owner")
    elif re.search(r"我(?:的|名下|手里|手上|负责|跟|有|这)|手里|手上|(?:^|我)名下", clause.text):
        slots.put("owner", "me")
    if times := clause.of_kind("time"):
        ahead = times[0].time if _TO_SIGN.search(clause.text) else None
        span = ahead.as_period("future") if ahead else times[0].period()
        slots.put("range", span, common.span(times[0]))
