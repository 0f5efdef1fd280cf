"""A new thing to do: what, when, for whom, how urgent."""

from nlp import forms as re
from nlp.mentions.mention import Mention
from nlp.reading import Clause, Span
from nlp.rules import common, deeds, dues, plans
from nlp.rules.base import Context, Slots

_SHOWN_ROUND = re.compile("[带陪领][他她]们?(?:去|到)某+[^,，。 ]{0,4}(?:参观|考察|取经|学习|看看?)")


def fill(clause: Clause, slots: Slots, context: Context) -> None:
    """Title, due, assignee, priority, customer and contact of a new task."""
    told = deeds.told(clause)
    text = clause.reading.text
    drop: list[Span | None] = []
    if told is None and (first := deeds.given(clause)):
        told = first
        drop.append((first.start - 1, first.end))
    if told is None and (done := deeds.done_by(clause)):
        doer, end = done
        common.user(doer, clause, slots, "assignee")
        drop.append((doer.start, end))
    elif told is None and (head := deeds.called(clause)):
        common.user(head, clause, slots, "assignee")
        drop.append((head.start, head.end))
    if (
        told is None
        and (pronoun := re.search(r"(?:让|叫|安排|请|喊|派)(?=[他她](?![们那]))", clause.text))
        and (other := common.earlier_user(clause))
    ):
        common.user(other, clause, slots, "assignee")
        slots.spans.pop("assignee", None)
        drop.append((clause.start + pronoun.start(), clause.start + pronoun.end() + 1))
    if told:
        common.user(told, clause, slots, "assignee")
        before = re.search(
            "(?:让|叫|安排|请|喊|派|通知|告诉|吩咐|交代|拜托|麻烦|催|提醒|要|由|给|跟|和|帮我|记得|@|交给"
            "|交由|派给|分给|转给|安排给|指派给|负责人是?|执行人是?)+$",
            text[clause.start : told.start],
        )
        passed = deeds.PASSED_ON.match(text[told.end :])
        after = passed or re.match(r"(?:同学|同志)?[啊呀哎]?[,，:： ]*你?", text[told.end :])
        drop.append(
            (
                clause.start + before.start() if before else told.start,
                told.end + (after.end() if after else 0),
            )
        )
    if (owing := _who_owes(clause)) is not None:
        slots.name("customer", owing.of("customer"), common.span(owing) or (clause.start, clause.start))
        slots.spans.pop("customer", None)
    if "带" in clause.chars and _SHOWN_ROUND.search(clause.text):
        # 带他去童趣参观: whose he is, not where he is shown round
        slots.name("customer", context.customer, (clause.start, clause.start))
        slots.put("customer", context.customer_words)
    common.customer(clause, slots, context, needed=_about_the_one_before(clause))
    common.contact(clause, slots, context, skip=[told] if told else [])
    due = dues.due(clause, slots, drop)
    for cue in clause.cues:
        categories = {name for name, _ in cue.marks}
        if (
            categories & {"remind"}
            and not (
                cue.word in ("提醒", "叫我") and told and told.start > cue.start and told.start - cue.end > 1
            )
            or categories & {"conf"}
            and (cue.start == clause.start or re.search(r"[,，。 、]$|帮我$", text[clause.start : cue.start]))
            and (len(cue.word) > 2 or clause.start < cue.start and cue.end == clause.end)
        ):
            drop.append((cue.start, cue.end))
        elif "urgent" in categories or "not_urgent" in categories:
            slots.put("priority", "low" if "not_urgent" in categories else "high", (cue.start, cue.end))
            if (
                cue.word not in ("重要", "马上", "尽快", "赶紧", "抓紧", "立刻", "立即")
                or re.match(r"[,，。;！! ]|$", text[cue.end : cue.end + 1])
                and re.search(r"(?:^|[,，。！! ])$", text[clause.start : cue.start])
            ):
                drop.append((cue.start, cue.end))
    for match in re.finditer(
        "(?:帮我|帮忙|麻烦)?(?:记|建|加|添|新增|录|创建|安排|设|定|列|写|登记|来|开|补|新建|添加)"
        "(?:一?个|一条|一下|条|下|上|两个)*(?:新的|新)?(?:[高中低]优先级?的?|紧急的|重要的)?(?:待办事项"
        "|待办任务|待办|任务|代办|日程|todo|提醒|闹钟|事儿?(?=[,，:：]))[:：,， ]*(?:是|内容是|内容)?"
        r"|^\s*(?:待办|任务|代办|todo|日程(?:安排)?)[:： ]+"
        r"|^\s*(?:待办|任务|日程)加一?[条个项][:：,， ]*"
        r"|^\s*安?排(?:一?下|上)[:：,， ]+|^\s*(?:可?千万|可)(?=别忘|要?记得)"
        r"|[,， ](?:提前|准时)(?=提醒)"
        r"|[,， ](?:帮我|先|你)*记(?:上|下来?|一?笔|着)[吧哈]?$"
        r"|(?<=..)(?:的?(?:任务|待办|代办|提醒))(?:给我|帮我)?(?:建|加|记|设|录|开)"
        r"(?:一?[个条]|一?下|上)(?=[,， ]|$)"
        r"|(?:优先级|优先)(?:是|为|设为)?(?:高|低|中|普通|一般)"
        r"|(?:高|低)优(?:先级?)?|^\s*(?:[高低中]?优先级?|重要|紧急)[:：]|截止(?:时间|日期)?(?:是|为|到"
        r"|[:：])?|(?:之前|以前|以内|之内)$|到时候|(?<![\u4e00-\u9fff])的时候|(?:帮我|给我)?(?:设|定|建|加"
        "|记)一?[个条](?=.{2,12}的(?:闹钟|提醒))|的(?:闹钟|提醒)(?=[,，:： ]|$)|[ ,，](?:记|设|建|弄)个"
        "(?:重复|循环|定期)的?$",
        clause.text,
    ):
        drop.append((clause.start + match.start(), clause.start + match.end()))
    if said := re.search(r"(高|低)优先?级?|优先级?(?:是|为|设为|[:：])?(高|低|普通|一般|中)", clause.text):
        level = {"高": "high", "低": "low"}.get(said[1] or said[2], "normal")
        slots.put("priority", level)
    begin = _told_from(clause)
    words, span = common.rest(clause, *drop, start=begin)
    words = re.sub(r"^(?:[他她]们?|对方|客户|那边)?(?:让|叫|催|喊)我们?(?=..)", "", words)
    if plans.asks_us(clause):  # 沈部长让我把手册发给他
        words = re.sub(r"^[^,，。 ]{2,16}?(?:[让叫催喊]我|让(?=把))(?=..)", "", words)
    words = re.sub(
        r"^(?:要不(?:然|还是|就|咱们?|我们?)*|需要|务必|必须|一定|我先|先记|我(?!们)|要(?!求|是)|得)(?=把|给|去|跟|和|将|[\u4e00-\u9fff]{2})",
        "",
        words,
    )
    words = re.sub("^等(?=去|给|找|跟|把|再|拜访|联系|约|回访)", "", words)  # 等过完年去趟甬城
    words = re.sub("^(?:就|顺[便带]|另外|对了)(?=[\u4e00-\u9fff]{2})", "", words)
    if words[:1] in "我咱们":
        words = re.sub(
            r"^(?:我们|咱们?|们)(?:都|也|就|先)?(?:得|要|必须)?(?=把|给|去|跟|和|[\u4e00-\u9fff]{2})",
            "",
            words,
        )
    words = (
        re.sub(
            r"^(?:我|要|得|再去|之前|前|以前|的时候|准时|一下)(?=把|给|去|跟|和|[\u4e00-\u9fff]{2})(?<!去)",
            "",
            words,
        )
        if words[:1] in "我要得之前以的准一"
        else words
    )
    words = re.sub(r"^(?:待会儿?|等会儿?|等一?下|过会儿?|一会儿|稍后|回头|晚点儿?)[ ,，]*(?=..)", "", words)
    if _NOT_REMINDED.search(clause.text):
        words = re.sub(r"[ ,，]*(?:就|也|都|请)?(?:别|不用|不要|无需|甭)再?$", "", words)
    if told:
        words = (
            re.sub(r"(?<=..)(?:来)?(?:负责|去?办|跟进?|处理|落实)(?:一下)?$", "", words)
            if told.end > clause.end - 6
            else re.sub(r"^负责", "", words)
        )
    if told and begin > clause.start and _BARE_DEED.fullmatch(words):
        named = [common.span(mention) for mention in clause.named("customer")]
        why, reasons = common.rest(clause, *named, end=begin)
        if why and reasons:
            words, span = f"{why} {words}", (reasons[0], span[1] if span else reasons[1])
    if _ANEW.fullmatch(words) and (whom := _met_in_vain(clause)):
        if names := common.earlier_contact(clause, slots):
            slots.name("contact", names, (whom.start, whom.end))
            slots.spans.pop("contact", None)
        words, span = f"{'约' if '约' in words else '见'}{clause.reading.words((whom.start, whom.end))}", None
    slots.put("title", words or dues.event_told(clause), span if words else None)
    if due is None and "priority" not in slots.values and clause.has("urgent"):
        slots.put("priority", "high")


_NOT_REMINDED = re.compile("(?:别|不用|不要|无需|甭)再?提醒")  # 周六去海康 别提醒我

_ANEW = re.compile(
    "(?:那|就|只能|只好|又|我|先|已经|说|跟[他她])*(?:改|约|换|推)(?:约|到|成|在|期)*(?:了|好了?)?"
)


def _met_in_vain(clause: Clause) -> Mention | None:
    """蔡经理没空见我 改后天: who was not met."""
    earlier = [m for m in clause.reading.mentions if m.end <= clause.start and m.kind == "person"]
    return earlier[-1] if earlier and earlier[-1].of("contact") else None


# 泵又漏了 让王磊去看看: without the reason nobody knows what to look at
_BARE_DEED = re.compile(
    "(?:[得要再也就先赶紧快]|过|上门|返工)*[去来跑]?(?:去|来|过去|一趟|(?:看|修|弄|搞|查|瞧|换|装|送|拿|取|处理|解决"
    "|检查|维修|跟进)(?:看|修|一?下|一趟)?)(?:吧|了|啊)?"
)
_ASKS_FOR_IT = re.compile("催|追|讨|要[钱款账回]")
_ASKS = re.compile("[催追讨问盯]|要[钱款账回]")
_OWES = re.compile("欠|[没未](?:付|结|打|给|到|回|来|转|收)|拖着|没动静")


def _who_owes(clause: Clause) -> Mention | None:
    """三一12万到账 比亚迪的还没动静 让龙飞问问: who was said right before not to have paid is to be asked."""
    if clause.named("customer") or not _ASKS.search(clause.text):
        return None
    text = clause.reading.text
    firms = [m for m in clause.reading.mentions if m.kind == "customer" and m.end <= clause.start]
    if not firms:
        return None
    said = text[firms[-1].end : clause.start].strip(" ,，。")
    return firms[-1] if _OWES.search(said) and not re.search("[ ,，。]", said) else None


def _about_the_one_before(clause: Clause) -> bool:
    """惠州那边还欠三万 礼拜一提醒我催谭总: what was told before and is no fact of its own says whose task it
    is."""
    return (
        _ASKS_FOR_IT.search(clause.text) is not None
        and _OWES.search(clause.reading.text, 0, clause.start) is not None
    )


def _told_from(clause: Clause) -> int:
    """Where the order begins, if what stands before it is only its reason: 想捡回来 提醒我去看看Tony."""
    text = clause.text
    for match in re.finditer(
        "(?:^|[,，。;；!！ ])[^,，。;；!！ ]{0,4}?(?:提醒我?|记得|别忘了?|记个(?:待办|提醒)|建个待办"
        "|加个待办)[:：,， ]*",
        text,
    ):
        begin = max(text.rfind(c, 0, match.end() - 1) for c in ",，。;；!！ ") + 1 if match.start() else 0
        after = [i for i in clause.of_kind("time", "repeat") if i.start - clause.start >= match.start()]
        left = (
            len(text)
            - match.end()
            - sum(i.end - i.start for i in after if i.start - clause.start >= match.end())
        )
        has_time = any(True for _ in clause.of_kind("time", "repeat"))
        # 尾款六月十号前付 到时提醒我查账; but of 到时提醒我催一下 what comes before says for what
        then = "到时" in match[0] and text[match.end() :][:1] not in "催追要问"
        if match.start() > 0 and left >= 2 and (after or then or not has_time):
            return (
                clause.start + match.start()
                if text[match.start()] in ",，。;；!！ "
                else clause.start + begin
            )
    if (times := clause.of_kind("time")) and (
        there := re.match(
            "(?:[^,，。 ]{2,14}?(?:那边|那儿|那里|这边)|[^,，。 那]{2,8}?(?:[让叫喊催]我"
            "|(?:说|讲|约|谈|商量)[好定妥][了的]?)|答应[^,，。 ]{2,9})[ ,，]*$",
            clause.reading.text[clause.start : times[0].start],
        )
    ):
        named = [m for m in clause.mentions if m.kind in ("customer", "person") and m.start < times[0].start]
        if named and named[0].start <= clause.start + 3 and there.end() >= named[-1].end - clause.start:
            return times[0].start  # 远见金总那边 初八过去拜年, 跟向老板说好 十号拿承兑
    if (
        times
        and _INVITED.search(clause.reading.text[clause.start : times[0].start])
        and _THERE.match(clause.reading.text, times[0].end, clause.end)
    ):
        return times[0].start  # 汤科长约我周五下午过去看灯
    return clause.start + _after_reasons(text)


_INVITED = re.compile("^[^,，。 ]{2,12}约(?:我|咱)们?$")
_THERE = re.compile(" ?(?:(?:过去|去|到|上门|来)(?!谈|聊|掉)|(?:看|量|验|测|试|签)(?=[\u4e00-\u9fff]))")
_REASON = re.compile(
    "(?!(?:给|去|跟|找|约|让|叫|请|先|再|要|得|带|送|发|寄|催|问)|[^,，。;；!！?？ ]{0,8}?[得要]去"
    "|[^,，。;；!！?？ ]*(?:把|记得|提醒|前))"
    "[^,，。;；!！?？ ]*(?:[了过完]|有空|没空|有时间|方便|在(?:家|公司|厂里?|单位|店里?)?|回来|不在|没动静"
    r"|没消息|没联系|没进展|没回|来[\u4e00-\u9fff]{2,3})[吧啊呢]?[,，。;；!！?？ ]+"
)


def _after_reasons(text: str) -> int:
    """海棠好久没联系了 明天去一趟: why comes first, what is to do starts behind it."""
    place = 0
    while (reason := _REASON.match(text[place:])) and len(text) - place - reason.end() >= 3:
        if _ONLY_REMINDS.fullmatch(text, place + reason.end()):
            break  # 下周一正泰来验收 提醒我: what comes is what the order is about
        place += reason.end()
    return place


_ONLY_REMINDS = re.compile(
    "(?:到时候?|提前|准时|记得|麻烦|帮我|给我|你|[,， ])*(?:提醒我?|[叫喊]我|记)(?:一?声|一?下|上"
    "|着)?[吧哈啊]*"
)
