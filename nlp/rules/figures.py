"""Reports, exports, goals, customers at risk."""

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause
from nlp.rules import common, measures
from nlp.rules.base import Context, Rule, Slots, Topic

_EXPORTS = re.compile(
    "(?<!半)(?<!指)(?<!引)(?<!辅)(?<!领)(?<!主)(?<!督)(?<!教)导(?!游|师|购|医|电|航|管|致|热|轨|入|流|播|向"
    "|读|演|线|体|员|览|弹|火|诊)|下载|excel|[表图]格|(?:成|个|张|份|下|出|发我?)表(?!示|扬|现|达|面|态)"
    "|报表文件|xls|execl|输出|csv"
)

_ASKED_HOW_MANY = re.compile(r"多少|[有是各别]几|几[个条张单家笔]|[看分列拉统排]|分布|情况$|数$")


def _counted(clause: Clause) -> bool:
    """商机各阶段分别几个, 工单按产品看: by what they are told apart, and how many of each."""
    return _ASKED_HOW_MANY.search(clause.text) is not None


TOPIC = Topic(
    Rule("多少 + measure", "report.show", 6.5, "measure",
         any="ask show by kind time scope=team scope=all scope=me region industry",
         none="remind money export goal_word survey_result history_word percent assign to_user_real "
              "task_plan stock_word",
         when=lambda c: _reads(c)),
    Rule("签了多少单", "report.show", 6.4,
         none="remind money export goal_word percent assign product_asked add_task if chat person_only",
         says=r"[多几谁]|比例|新增",
         when=lambda c: c.has("time", "user", "scope", "by", "region", "customer", "product", "industry",
                              "level", "ask")
                  and measures.spoken(c) is not None
                  and not re.search("有(?:没有)?(?:多少|几)(?:个|条)?(?:商机|工单)$|报价|库存"
                                    "|多少(?:钱|号)一", c.text)),
    Rule("做完了几个待办", "report.show", 7.3, "task_word", none="remind export goal_word add_task",
         when=measures.counts_done, trust=2),
    Rule("A 级客户的 measure", "report.show", 6.1, "measure", any="level source product stage",
         none="remind add money met coming export history_word goal_word change tag_word customer",
         when=lambda c: c.marked("measure")[-1].end == c.end and "的" in c.text),
    Rule("measure 按 dimension", "report.show", 7.5, "by", any="measure",
         none="remind money export assign goal_word"),
    Rule("各阶段分别几个商机", "report.show", 7.6, "by", any="opp_word ticket_word order_word",
         none="remind money export add add_task change assign goal_word met_report if chat",
         says=r"各|每一?个|按|分别", when=_counted, trust=3),
    Rule("客户按 dimension 看", "report.show", 6.2, "by customer_word show",
         none="remind money export add repeat_task met assign"),
    Rule("按 dimension", "report.show", 5, "by", any="report_word show time customer_word",
         none="remind money export add repeat_task"),
    Rule("周报, 漏斗, 排名", "report.show", 7, "kind",
         none="remind add export task_word repeat future_task money met",
         when=lambda c: not re.search("[写交发做](?:一?[下份个])?(?:周报|日报|月报)|最好的|如何"
                                      "|怎么写", c.text)),
    Rule("出个周报", "report.show", 6.8, "kind", none="remind export task_word coming met customer",
         says="(?:出|来|生成|给我|拉)(?:个|一个|一份|份|下|一下)?[^,，。]{0,4}(?:周报|日报|月报|漏斗|排名"
              "|排行)"),
    Rule("X 的回款情况", "report.show", 6.1, "measure customer",
         none="remind add money met coming export history_word goal_word", says=r"(?:情况|总额|[数率量额])$",
         when=lambda c: not re.search("跟进情况|拜访情况", c.text)),
    Rule("业绩报表", "report.show", 6, "report_word", any="measure show time",
         none="remind add export task_word met money history_word survey_word campaign_word goal_word",
         says=r"报表|业绩|数据|看板|统计|分析",
         when=lambda c: not _complains(c) and not re.search(r"发(?:给|一下|送)", c.text)),
    Rule("工单统计", "report.show", 6.2, "ticket_word",
         none="remind add export task_word met money id case_ref", says=r"统计|汇总|分布"),
    Rule("导出", "report.export", 9, "export",
         any="measure by kind report_word customer_word order_word pay_word opp_word ticket_word "
             "history_word task_word",
         none="remind how_x", when=lambda c: bool(_EXPORTS.search(c.text))),
    Rule("导个表, 说了什么在前", "report.export", 4.2, "export", none="remind add customer person",
         when=lambda c: bool(_EXPORTS.search(c.text)) and len(c.text) <= 14),
    Rule("定目标", "goal.set", 8, "goal_word money", none="ask show met gap",
         when=lambda c: not re.search(r"完成了|达成了|还差|做了", c.text)),
    Rule("任务定多少", "goal.set", 7.7, "task_word money", any="user scope=me scope=team time",
         none="ask show met gap customer remind done finish drop",
         says=r"任务(?:量|额|数)?[^,，。]{0,4}(?:定|设|改|是|下|给|背|扛)",
         when=lambda c: not re.search(r"完成|达成|还差|做了|待办", c.text)),
    Rule("U 某月任务 N 万", "goal.set", 8.4, "task_word money", any="user scope=me scope=team time",
         none="ask met gap customer remind", says="任务", when=lambda c: _only_a_target(c), trust=2),
    Rule("定目标, 还没说多少", "goal.set", 7.6, "goal_word", none="ask show met",
         says="定(?:个|一个|下|一下|一定)?[^,，。]{0,8}(?:目标|指标)|(?:目标|指标)[^,，。]{0,4}"
              "(?:定|设|改成|改为|调)"),
    Rule("目标完成多少", "goal.show", 8, "goal_word", any="ask show time user scope=me scope=team",
         none="money remind add_goal campaign_word third",
         when=lambda c: not re.search(r"定(?:个|一个|下|一下)?.{0,4}目标|设(?:个|定|置)?.{0,4}目标", c.text)),
    Rule("任务完成多少", "goal.show", 7.4, "task_word", any="user scope=me scope=team money",
         none="remind customer add",
         says="任务(?:量|额)?[^,，。]{0,8}(?:完成|达成)了?(?:多少(?![个条项])|几成|百分之|怎么样|得怎么样"
              "|没有?$)"),
    Rule("任务跑了几成", "goal.show", 8.4, "task_word", none="remind customer add met money",
         says="任务(?:量|额|数)?[^,，。个条项件]{0,8}(?:百分之[几多]|几成|多少(?![个条项件])"
              r"|还?差(?![一二两三四五六七八九十几\d]*[个条项件])|完成率|进度|到哪|还差$)",
         when=lambda c: c.has("user", "time", "scope=me", "scope=team", "scope") or "我" in c.text, trust=2),
    Rule("离目标差多少", "goal.show", 7, "ask", none="money",
         says=r"(?:目标|指标|任务).{0,6}(?:差|完成|达成|多少)|还差多少.{0,4}(?:目标|完成)|完成率|达成率|达标",
         when=lambda c: not c.has("task_word")),
    Rule("流失风险客户", "churn.list", 8, "churn_word", none="measure_churn by remind export",
         when=lambda c: not re.search(r"流失(?:率|数|了(?:多少|几))|多少.{0,6}流失|流失.{0,3}统计", c.text)),
    Rule("预警客户", "churn.list", 6.5, "churn_level", any="customer_word show ask",
         none="remind by add change tag_word tag", says=r"预警|流失|风险|关注(?:级|等级|类|档|那[一]?档)",
         when=lambda c: not re.search("流失率", c.text)),
    Rule("有风险的客户", "churn.list", 6.5, "customer_word", none="remind add", says=r"风险|快丢|要跑|快跑"),
)  # fmt: skip


# 给大鹏下个月下四十万任务, 任务加到四十万: nothing but who, when, how much and words for setting it.
_SETTING = re.compile(
    "(?:给|我们?|咱们?|自己|的|年度|全年|[年季月](?=任务)|季度|整年|月度|保费|销售|业绩|回款|团队|小组|个人"
    "|下|定|设|背|扛|派|领|分|安排|改|加|提|涨|升|调|降|减|到|成|为|是|上|要|就|再|一共|总共|总|量|额|数"
    "|指标|任务|标准|吧|哈|啊|先|按|个|了|w|万|块|元|[ ,，:：])*"
)


def _only_a_target(clause: Clause) -> bool:
    """A sum as somebody's task is his target; not a deed with a sum in it (任务: 催回十万)."""
    taken = [(i.start, i.end) for i in clause.of_kind("time", "money", "repeat")]
    taken += [(m.start, m.end) for m in clause.people("user")]
    rest = "".join(
        " " if any(a <= at < b for a, b in taken) else char
        for at, char in enumerate(clause.text, clause.start)
    )
    return len(clause.of_kind("money")) == 1 and _SETTING.fullmatch(rest) is not None


def _complains(clause: Clause) -> bool:
    """常主任嫌我们没有武钢的业绩."""
    return clause.has("contact") and re.search("嫌|抱怨|吐槽|埋怨", clause.text) is not None


def _reads(clause: Clause) -> bool:
    """Asked for, not told: nothing that happened with a customer by name."""
    if clause.has("tag") and clause.has("customer_word") and not clause.has("by"):
        return False
    if _complains(clause):
        return False
    if measures.spoken(clause):
        return True
    if clause.has("met") and clause.has("customer", "contact") and not clause.has("ask", "show"):
        return False
    weak = {"拜访", "跟进", "回款", "到账", "收款", "满意度", "会款"}
    words = [c.word for c in clause.marked("measure")]
    if all(w in weak for w in words) and not clause.has("by", "kind"):
        if (
            clause.has("future", "meet")
            and not clause.has("ask", "show")
            and "回款" not in words
            and "满意度" not in words
        ):
            return False
        if words[0] in ("拜访", "跟进") and not re.search(
            r"(?:拜访|跟进)(?:了)?(?:多少|几|次|数|量|统计|排|$)|多少次|几次", clause.text
        ):
            return False
        if (
            clause.has("pay_act", "add", "act_pay")
            and clause.has("customer")
            and not clause.has("ask", "show", "time")
        ):
            return False
    return (
        not clause.has("add") or clause.has("ask", "show", "by") or bool(re.search("新增|增加", clause.text))
    )


@TOPIC.fill("report.show", "report.export")
def _report(clause: Clause, slots: Slots, context: Context) -> None:
    measure = _measure(clause)
    slots.put("measure", *measure) if measure else None
    bys = clause.marked("by")
    ranked = measures.ranked(clause) and not clause.people("user")  # 我和白雪谁高: two figures, no ranking
    if bys:
        slots.put("by", bys[0].value("by"), common.span(bys[0]))
    elif ranked and "谁" in clause.text:
        slots.put("by", "user")
    elif repeats := clause.of_kind("repeat"):
        slots.put("by", _each(str(repeats[0].value)), common.span(repeats[0]))
    common.period(clause, slots, past=True)
    _scope(clause, slots)
    if ranked:
        slots.put("kind", "ranking")
    elif cue := clause.first("kind"):
        slots.put("kind", cue.value("kind"), common.span(cue))
    for slot in ("region", "industry", "source"):
        cue = clause.first(slot)
        if cue and not any(c.start <= cue.start < c.end for c in bys):
            slots.put(
                slot,
                cue.value(slot)
                if cue.value(slot) != cue.word
                else clause.reading.words((cue.start, cue.end)),
                common.span(cue),
            )
    if "region" not in slots.values and (place := clause.first("place")):
        slots.put("region", clause.reading.words((place.start, place.end)), common.span(place))
    if levels := clause.of_kind("level"):
        slots.put("level", levels[0].value, common.span(levels[0]))
    if products := clause.named("product"):
        slots.mention("product", products[0], clause, "product")
    if clause.named("customer"):
        common.customer(clause, slots, context)


def _each(rrule: str) -> str | None:
    """每个月的回款: a repeat in a report is its dimension."""
    if "INTERVAL=3" in rrule:
        return "quarter"
    return {"FREQ=DAILY": "day", "FREQ=WEEKLY": "week", "FREQ=MONTHLY": "month"}.get(rrule.split(";")[0])


_EXPORTED = (
    ("order_word", "orders"),
    ("pay_word", "payments"),
    ("opp_word", "opportunities"),
    ("ticket_word", "tickets"),
    ("history_word", "interactions"),
    ("churn_word", "churn"),
    ("customer_word", "customers"),
)


def _measure(clause: Clause):  # type: ignore[no-untyped-def]
    cues = clause.marked("measure")
    said = measures.spoken(clause)
    if said and all(
        c.word in ("拜访", "跟进", "回款", "到账", "收款", "收入", "新增客户", "跟进情况", "拜访情况")
        for c in cues
    ):
        return said
    if cues:
        best = max(
            cues, key=lambda c: (len(c.word) > 2 or c.word in ("业绩", "回款", "营收", "收入"), -c.start)
        )
        return best.value("measure"), common.span(best)
    if clause.has("kind=daily", "kind=weekly", "kind=monthly", "kind=funnel"):
        return None
    if (cue := clause.first("history_word")) and cue.word.startswith("拜访"):
        return "visits", common.span(cue)
    for feature, measure in _EXPORTED:
        if cue := clause.first(feature):
            return measure, common.span(cue)
    return None


_TO_US = re.compile("(?:给|跟|向|欠)$")


def _scope(clause: Clause, slots: Slots) -> None:
    person = common.user_mention(clause)
    if person:
        common.user(person, clause, slots, "scope")
        return
    cues = clause.marked("scope")
    for wanted in ("team", "all", "me"):
        for cue in cues:
            if cue.value("scope") != wanted or re.search(
                "[买采购]了?$", clause.text[: cue.start - clause.start]
            ):
                continue  # 买了我们多少钱: the customer bought it
            if cue.word.startswith(("我", "咱")) and _TO_US.search(clause.text, 0, cue.start - clause.start):
                continue  # 给咱们回了多少款
            if (
                wanted == "me"
                and re.search(r"给我|帮我|发我|我想|我要看|告诉我|我看", clause.text)
                and not re.search(
                    "我(?!们)(?:的|自己|个人|这|上|本|今|去|名下|一共|总共|签|拜访|跟进|做|卖|完成|新增"
                    "|这边|回)",
                    re.sub("给我|帮我|发我", "", clause.text),
                )
            ):
                continue
            if (
                wanted == "all"
                and cue.word in ("公司", "所有", "全部", "总共")
                and not re.search(
                    r"公司(?:的|整体|今|这|本|上|去|业绩|总)?|全部|所有(?:人|销售|同事|团队)", clause.text
                )
            ):
                continue
            if cue.word in ("总共", "全部", "公司") and wanted == "all" and cue.word != "公司":
                continue
            slots.put("scope", wanted, common.span(cue))
            return


@TOPIC.fill("goal.set", "goal.show")
def _goal(clause: Clause, slots: Slots, context: Context) -> None:
    person = common.user_mention(clause)
    if person:
        common.user(person, clause, slots, "user")
    elif re.search(
        r"我(?:的|自己|这|本|下|上|今|明|年度|全年|给自己|个人|完成|还|离|定|来|\d|[一二三四五六七八九十]+"
        "(?:月|季))|给我(?:定|设)|给自己",
        clause.text,
    ):
        slots.put("user", "me")
    elif clause.has("scope=team") and context.intent == "goal.show":
        slots.put("user", "team")
    if (item := _new_sum(clause)) and context.intent == "goal.set":
        slots.put("amount", item.value, common.span(item))
    elif context.intent == "goal.set" and "万" in clause.reading.text and (bare := clause.of_kind("number")):
        # 司徒静二百四十万 卜易一百八: in the unit said before
        value = bare[-1].value
        if isinstance(value, int | float) and value < 10_000:
            slots.put("amount", common.number(value * 10_000), common.span(bare[-1]))
    common.period(clause, slots)
    if context.intent == "goal.set":
        _ahead(clause, slots)
        slots.put("range", context.range)
        context.range = str(slots.values.get("range", ""))


def _new_sum(clause: Clause) -> Item | None:
    """目标从50万改成60万: what it becomes, where both are said."""
    changes = clause.marked("change")
    return (common.money(clause, changes[-1].end) if changes else None) or common.money(clause)


def _ahead(clause: Clause, slots: Slots) -> None:
    """A target for Q1 set in December is for the one to come."""
    item = next((i for i in clause.of_kind("time") if common.span(i) == slots.spans.get("range")), None)
    if (
        item is None
        or item.time is None
        or re.search("[年上本这]", clause.reading.text[item.start : item.end])
    ):
        return
    today = item.time.now.date().isoformat()
    first, _, last = str(slots.values["range"]).partition("/")
    if last < today:
        slots.values["range"] = "/".join(f"{int(day[:4]) + 1}{day[4:]}" for day in (first, last))


@TOPIC.fill("churn.list")
def _churn(clause: Clause, slots: Slots, context: Context) -> None:
    _scope(clause, slots)
    text = clause.text
    if match := re.search(r"预警", text) or re.search(
        r"关注(?=那?一?[级档类]|等级)|(?<![要重点多请在])关注(?!一?下|的?公众号|度|点)", text
    ):
        slots.put("level", match[0], (clause.start + match.start(), clause.start + match.end()))
    elif match := re.search(
        "流失(?=(?:这|那)?(?:一)?(?:级|等级|档|类|了的|状态))|(?<=已)流失|(?<=已经)流失|(?:级别?|等级)"
        "(?:是|为|在)?流失",
        text,
    ):
        slots.put("level", "流失", (clause.start + match.start(), clause.start + match.end()))
