"""找客户: 「深圳的国企客户」「装机量大于100的客户」, then 「只看A类」 and 「缩小范围」."""

import re

from crm.customers import groups as customer_groups
from crm.customers import search as customer_search
from crm.customers.search import Conditions
from crm.value import rfm
from handlers.context import Context
from handlers.customers.intents import conditions_of, listed
from handlers.finding import words
from handlers.finding.conditions import LIST_WORDS, ORDERS, cut
from handlers.finding.of_department import department_of_list
from handlers.periods import LENGTH, days_of
from handlers.phrases import as_typed, customers_called, says
from handlers.registry import handles
from handlers.vocabulary import parse
from nlp import times
from nlp.frames import Frame
from zh import names

TRIVIAL = re.compile(
    "(?:的|我们|我|有|有哪些|哪些|列表|名单|客户|公司|企业|都|查|找|看|一下|下|列|出|筛选?"
    "|几家|几个|多少|[?？,，。 ])*"
)
MORE = (
    "(?:只(?:看|要|留|显示)|其中|(?:这|那)?(?:里面|里头|些里|些中|里)的?|再?筛选?(?:一下|出)?|再(?:看|加)"
    "|缩小(?:范围)?(?:到|为|成)?|限定?(?:在|为)?)"
)
COLUMNS = {
    "级别": "level",
    "区域": "region",
    "地区": "region",
    "行业": "industry",
    "来源": "source",
    "标签": "tag",
}
LONG_DAYS = 30
TELLS_OF_ONE = re.compile(
    r"\d{8}|^(?:来|有|加|建|录)?了?一?个?新客户[:：,， ]+(?!.*(?:哪|谁|几|多少|名单|列表|有吗))"
)
RANKED = re.compile(r"前(?:\d{1,2}|[几一二两三四五六七八九十]+)大客户")  # by what they bought, and no level
NAMED = '(?:名字|名称|公司名)?里?面?(?:带有?|含有?|包含)["“「]?(.{1,8}?)["”」]?(?:字|字样|两个字)?'


@says(".{2,60}")
def read_list(match: re.Match[str], ctx: Context) -> Frame | None:
    """A list whose conditions the parser does not know all; 新客户 义乌鑫达箱包 骆总139… tells of one."""
    is_list = (
        LIST_WORDS.search(match[0])
        and not ORDERS.search(match[0])
        and not TELLS_OF_ONE.search(match[0])
        and not RANKED.search(match[0])
    )
    return reading(match[0], ctx) if is_list else None


OF_PEOPLE = re.compile("谁(?!家).*没.*(?:跟|拜访|跑|去|管|维护)")
LONG = "(?:长期|很久|好久|长时间|许久|太久)"
NO_CONTACT = "(?:都)?(?:没有?|未)(?:再)?(?:跟进?|联系|联络|拜访|来往|走动|跑|去|见|聊|维护|动静?|管)过?了?"
WHO = "(?:谁家?|哪些?(?:客户|家|公司)?|哪几家|哪几个客户)"
NAMES = "(?:有哪些|有几[个家]|有多少|有没有|有谁|都有谁|名单|列表|呢|啊)?"


@says(
    f"(我)?(?:的|还|这边)?(?:有)?(?:哪些|什么)?(?:客户)?(?:里面?)?(?:是)?{LONG}{NO_CONTACT}的?(?:客户|公司)?{NAMES}",
    f"(我)?(?:的|还|这边)?(?:有)?{WHO}(?:是)?(?:{LONG}|最近|近期|一直|老){NO_CONTACT}{NAMES}",
    f"(我)?(?:最近|近期|{LONG})(?:有)?{WHO}{NO_CONTACT}{NAMES}",
    f"(我)?(?:的|还|这边)?(?:最近|近期|一直|老){NO_CONTACT}的(?:客户|公司){NAMES}",
    f"(?:看看|查一?下|列一?下)?(我)?(?:的|们的|这边)?(?:有)?(?:哪些|什么)?(?:沉睡|沉默|沉寂|休眠|僵尸|睡着|失联|冷掉)了?的?老?客户{NAMES}",
)
def read_long_silent(match: re.Match[str], ctx: Context) -> Frame | None:
    """长期没跟的, 谁最近没联系, 沉睡客户: how long is said in the head of the list.

    谁最近没跟进 from whoever leads people asks for those.
    """
    if ctx.scope.kind != "own" and OF_PEOPLE.search(match[0]):
        return None
    return Frame("customer.list", {"idle_days": LONG_DAYS} | ({"owner": "me"} if match[1] else {}))


@says(
    "(?P<of>[^,，。]{2,14}?)(?:里面?|当中|中)?(?:还|都)?(?:有)?(?:谁|哪[些几][家个]?|几[家个]|多少[家个]?)(?:还|都|一直)*"
    f"{NO_CONTACT}(?:的|呢)?"
)
def read_silent_of(match: re.Match[str], ctx: Context) -> Frame | None:
    """B类客户有几家没跟进: of those, who have not been followed up for long."""
    found = understood(match["of"], ctx) if re.search("客户|公司", match["of"]) else None
    if found is None or not found.slots or "idle_days" in found.slots:
        return None
    return Frame("customer.list", {**found.slots, "idle_days": LONG_DAYS}, refs=found.refs)


LATELY = "很久|好久|长期|长时间|许久|太久|最近|近期"
ORDERED = "(?:下单|下过单|买东西|买过东西|买货|买过|买|采购|采购过|成交|成交过|订货|复购|进货|签单)"
NOT_YET = "(?:成交|签单|签约|下单|开单|采购|合作)过?|[下签]过单|买过(?:东西)?|订过货"
OF_CUSTOMERS = "的?(?:老|大)?(?:客户|公司)?(?:有哪些|有几[个家]|有多少[个家]?|有谁|都有谁|名单|呢)?"


@says(
    f"(?:(?P<me>我)的?|我们的?)?(?:客户)?(?:里面?)?(?:哪些|有哪些|谁)?(?:客户|公司)?(?:超过|已经|超|有|都)*(?:{LENGTH}|(?P<long>{LATELY}))(?:以上|都|内)*"
    f"(?:没有?|未)(?:再)?{ORDERED}(?:了)?{OF_CUSTOMERS}"
)
def read_unbought(match: re.Match[str], ctx: Context) -> Frame | None:
    """三个月没下单的客户: who ordered once and has not since."""
    if "客户" not in match[0] and "公司" not in match[0] and "谁" not in match[0]:
        return None
    days = LONG_DAYS if match["long"] else days_of(match)
    if not days:
        return None
    return Frame("customer.list", {"unbought_days": days} | ({"owner": "me"} if match["me"] else {}))


@says(
    f"(?:(?P<me>我)的?|我们的?)?(?:客户)?(?:里面?)?(?:哪些|有哪些|谁)?(?:从来|从|还|一直)?(?:没有?|未)"
    f"(?:下过单|买过东西|成交过|采购过|签过单|订过货|(?:{NOT_YET})(?=.*(?:客户|公司)))的?{OF_CUSTOMERS}",
    f"(?:(?P<me>我)的?|我们的?|团队)?(?:手[上里头]|名下)?(?:现在|一共|总共|还|都)*有?(?:多少|几|哪些?)[个家位]?"
    f"(?:客户|公司)(?:是)?(?:从来|从|还|一直|都)*(?:没有?|未)(?:{NOT_YET})的?[呢啊]?",
)
def read_never_bought(match: re.Match[str], _ctx: Context) -> Frame:
    """没下过单的客户, 我有几个客户还没成交."""
    return Frame("customer.list", {"more": {"blank": ["order"]}} | ({"owner": "me"} if match["me"] else {}))


@says(
    "(?:(?P<me>我)的?|我们的?)?(?:哪些|谁)?(?:买过?|采购过?|订过|下过)(?:了)?(?P<what>.{2,20}?)(?:单)?"
    "(?:的?(?:老|大)?(?:客户|公司)(?:有哪些|有几[个家]|名单)?|过?的有(?:哪些|谁))"
)
def read_bought(match: re.Match[str], ctx: Context) -> Frame | None:
    """买过A100的客户, of a product that there is."""
    said = match["what"].strip("的 ")
    if not any(one.kind == "product" for one in ctx.names.find(names.query_keys(said))):
        return None
    typed = as_typed(match, ctx)["what"].strip("的 ")  # names of products keep their capitals
    return Frame("customer.list", {"bought": typed} | ({"owner": "me"} if match["me"] else {}))


def reading(text: str, ctx: Context) -> Frame | None:
    """The words as a list of customers, where they say something of the company's own; else None."""
    found = cut(text, ctx)
    if not found.found:
        return None
    more = {"more": dict(found.conditions), "own": [[o.field, o.operator, o.value] for o in found.own]}
    if TRIVIAL.fullmatch(found.rest):
        owner = {"owner": "me"} if "我" in found.rest and "我们" not in found.rest else {}
        return Frame("customer.list", {**owner, **more})
    frame = _parsed(found.rest, ctx)
    return Frame(frame.intent, {**frame.slots, **more}, refs=frame.refs) if frame else None


def understood(text: str, ctx: Context) -> Frame | None:
    """The words as one list of customers, whoever knows them: the company's own conditions or the parser."""
    return reading(text, ctx) or _parsed(text, ctx)


def _parsed(text: str, ctx: Context) -> Frame | None:
    """The words as the parser's one list of customers."""
    said = text if re.search("客户|公司|企业", text) else f"{text.rstrip('的')}的客户"
    frames = parse(said, ctx)
    return frames[0] if len(frames) == 1 and frames[0].intent == "customer.list" else None


@says(
    r"(?:查|找|看|列|筛)?(?:一下|下|出)?(?:名字|名称|公司名|客户名)(?:里面|里|中)?(?:带有?|含有?|包含|有)[\"“「]?(.{1,8}?)[\"”」]?"
    r"(?:字|字样)?的(?:客户|公司|企业)(?:有哪些|有几家|列表)?",
    r"(?:客户)?关键[字词][: ]*(.{1,10})",
)
def read_keyword(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("customer.list", {"keyword": match[1].strip()})


NO_KIND = re.compile(
    "(?:我们?|咱们?|公司|全部|所有|现有|目前|现在|手[上里头]|名下|一共|总共|老|新|大|小|好|哪些|什么|多少|几[家个]|其他|别的|这些|那些"
    "|[今昨前]天|[本这上下]?(?:周|月|年|季度)|最近|潜在|意向|成交|签约|已有|有效|正式|都|的|有|在|跟|是|了|没)+"
)


@says(
    r"(?:帮我)?(?:查|找|看|列|筛)?(?:看|一下|下|出)?(?P<what>[\u4e00-\u9fff]{2,6}?)(?:类|方面|行业|这块|那块)?的?客户"
    r"(?:都)?(?:有哪些|有谁|有几[家个]|有多少家?|名单|列表)[?？]?"
)
def read_of_kind(match: re.Match[str], ctx: Context) -> Frame | None:
    """牙科客户有哪些, where nobody knows what 牙科 is: those that have the word, and not all there are."""
    if department_of_list(match[0], ctx) or match["what"] in rfm.SEGMENTS.values():
        return None
    found = understood(match[0], ctx)
    if found is None or found.slots or NO_KIND.fullmatch(match["what"]):
        return None
    return Frame("customer.list", {"keyword": match["what"]})


@says(rf"{MORE}[:： ]*(.{{1,30}}?)(?:的|吧|就行|就好)?")
def read_narrower(match: re.Match[str], ctx: Context) -> Frame | None:
    """只看A类, 其中深圳的: the list that was just shown, narrowed."""
    if last_conditions(ctx) is None:
        return None
    if named := re.fullmatch(NAMED, match[1].rstrip("的")):
        return Frame("customer.narrow", {"keyword": named[1]})
    text = f"{match[1].rstrip('的')}的客户"
    frame = understood(text, ctx)
    return Frame("customer.narrow", frame.slots, refs=frame.refs) if frame and frame.slots else None


@says("(?!.*(?:客户|公司|企业))(.{1,8})的")
def read_bare_condition(match: re.Match[str], ctx: Context) -> Frame | None:
    """深圳的, after a list: that list, narrowed."""
    return read_narrower(match, ctx)


@says("(?:去掉|取消|不限|不看|不要)(.{1,10}?)(?:的)?(?:这个|那个)?(?:条件|限制|了)", "(?:不限|不管)(.{1,6})")
def read_wider(match: re.Match[str], ctx: Context) -> Frame | None:
    """去掉A类这个条件: the last list with one condition less."""
    if last_conditions(ctx) is None:
        return None
    if match[1] in COLUMNS:
        return Frame("customer.widen", {COLUMNS[match[1]]: True})
    text = f"{match[1].rstrip('的')}的客户"
    frame = reading(text, ctx) or _parsed(text, ctx)
    return Frame("customer.widen", frame.slots, refs=frame.refs) if frame and frame.slots else None


@says(
    "(?:(.{0,8}?)的?)?(?:新增|新建|新录入?|新加|录入|开发)的?(?:客户|公司)(?:有?哪些|有几[个家]|有多少[个家]?|名单|列表|呢)",
    "(?:(.{1,8}?)的?)?(?:新增|新建|新录入?|新加|录入|开发)的(?:客户|公司)",
)
def read_new(match: re.Match[str], ctx: Context) -> Frame | None:
    """本周新增的客户 is looked at, and no customer of that name."""
    said = re.sub("我们?的?|团队的?|有哪些", "", match[1] or "").strip("的 ")
    if said in ("", "最近", "近期", "这段时间"):
        said = "最近30天"
    found = times.find(said, ctx.now.astimezone(ctx.tz))
    if len(found) != 1:
        return None
    owner = {"owner": "me"} if "我" in (match[1] or "") and "我们" not in (match[1] or "") else {}
    return Frame("customer.list", {"created": found[0].as_period("past"), **owner})


@says("(?:看看?|列出?)?(?:我)?最近(?:联系|跟进|拜访|走访)过?的(?:客户|公司)(?:有?哪些|名单|列表)?")
def read_met(match: re.Match[str], ctx: Context) -> Frame:
    found = times.find("最近7天", ctx.now.astimezone(ctx.tz))
    return Frame("customer.list", {"met": found[0].as_period("past")})


@says("(?:回到|还是看|重新看)(?:全部|所有)(?:的|客户)?", "(?:不筛|不缩小)了|清空条件|去掉(?:所有|全部)条件")
def read_everything(match: re.Match[str], ctx: Context) -> Frame | None:
    return Frame("customer.list") if last_conditions(ctx) is not None else None


@says("(?:有没有|有|找)(?:一?家|个)?叫(.{2,14}?)的(?:客户|公司|企业)?(?:吗|没有?)?")
def read_called(match: re.Match[str], ctx: Context) -> Frame:
    called = customers_called(match[1], ctx)
    return Frame("customer.show", {"customer": match[1]}, refs={"customer": called} if called else {})


@says(
    "(?:再)?(?:缩小|收窄)(?:一下)?(?:范围)?",
    "(?:太多了?|怎么)(?:缩小|筛选?|再筛)(?:范围)?(?:一下)?",
    "筛选?一下",
)
def read_narrow(match: re.Match[str], ctx: Context) -> Frame | None:
    return Frame("customer.facets") if last_conditions(ctx) is not None else None


def last_conditions(ctx: Context) -> Conditions | None:
    """The conditions of the list that was just shown."""
    shown = ctx.state.get("listed") or {}
    return customer_search.from_json(shown["wanted"]) if "wanted" in shown else None


@handles("customer.narrow")
def narrow(frame: Frame, ctx: Context) -> str:
    """The last list with further conditions."""
    last = last_conditions(ctx)
    return listed(customer_search.narrowed(last or customer_search.ANY, conditions_of(frame, ctx)), ctx)


@handles("customer.widen")
def widen(frame: Frame, ctx: Context) -> str:
    """The last list without conditions of these kinds."""
    last, said = last_conditions(ctx) or customer_search.ANY, conditions_of(frame, ctx)
    return listed(customer_search.without(last, said), ctx)


@handles("customer.facets")
def facets(frame: Frame, ctx: Context) -> str:
    """By what the last list can be narrowed, with how many are left."""
    wanted = last_conditions(ctx) or customer_search.ANY
    found = customer_groups.facets(ctx.session, wanted, ctx.now, ctx.vocabulary)
    return words.facets(customer_search.in_words(wanted), found)
