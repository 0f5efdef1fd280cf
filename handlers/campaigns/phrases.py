"""活动 in plain commands: 「给A类客户群发消息：…」「话术：…」「活动列表」「结束活动 双十二专场」."""

import re
from typing import Any

from crm.campaigns import campaigns
from handlers.context import Context
from handlers.phrases import customers_called, says
from handlers.vocabulary import parse
from models.campaigns import Campaign
from nlp.frames import Frame

KIND = "(?:(?:营销|市场|推广|促销)?活动)"
WORDS = "(?:话术|文案|推广语|宣传语|转发(?:内容|文字|语))"
BODY = re.compile(rf"{WORDS}(?:改成|换成|改为|是|为)?[:： ]\s*(.+)", re.DOTALL)
THINGS = "消息|信息|短信|通知|祝福|问候|微信|话术|活动"
SENT = re.compile(rf"(?:{THINGS})\s*[:：,， \n]\s*(?:内容是?[:： ]*)?")
ENDS = re.compile("[,，。.!！?？;；:：\n ]")
SUM = r"(?:[\d.,]+|[零一二两三四五六七八九十百千半]+)(?:[万千百]|块|元|w|k|$)"
LONG = 1000  # characters of a message that carries words to pass on
OF_CUSTOMERS = re.compile("客户|公司|企业|名单|他们|这些|这批|单位")
TITLE = 12  # characters of a title made from the words to pass on


def draft(ctx: Context) -> tuple[dict[str, Any], str] | None:
    """The slots of the campaign that is being made, and what was asked of it, while that is open."""
    if ctx.open is None or ctx.open["frame"]["intent"] != "campaign.create":
        return None
    slots = dict(ctx.open["frame"]["slots"])
    return slots, str(ctx.open["slot"])


@says(".{2,60}")
def read_audience(match: re.Match[str], ctx: Context) -> Frame | None:
    """深圳的国企客户, after 「给哪些客户？」: not a list, but the answer."""
    known = draft(ctx)
    if known is None or known[1] != "segment" or not OF_CUSTOMERS.search(match[0]):
        return None
    return Frame("campaign.create", {**known[0], "segment": match[0]})


@says(
    rf"(?:请|帮我|麻烦)?(?:给|向|对)(.{{2,30}}?)(?:都|分别)?(?:群发|发送|发|推送|推)(?:一条|一个|一下|个|条|点)?"
    rf"[\u4e00-\u9fff]{{0,6}}?(?:{THINGS}|{WORDS})[:, ]+(?:内容是?[: ]*)?(.+)",
    longest=LONG,
)
def read_broadcast(match: re.Match[str], ctx: Context) -> Frame | None:
    """给30天没跟进的客户群发消息：…: the words as they were typed; named after their beginning."""
    if not OF_CUSTOMERS.search(match[1]):
        return None
    body = SENT.split(ctx.text, maxsplit=1)[-1].strip()
    title = ENDS.split(body)[0][:TITLE]
    return Frame("campaign.create", {"title": title, "segment": match[1], "message": body})


@says(
    "(?:请|帮我)?(?:通知|告知)(?:一下)?((?:所有|全部|全体|每个)的?.{0,20}?客户|[a-e](?:类|级)客户)[:, ]+(.+)",
    longest=LONG,
)
def read_notice(match: re.Match[str], ctx: Context) -> Frame:
    """通知所有A类客户，下周一系统升级."""
    body = re.split("客户[:：,， ]+", ctx.text, maxsplit=1)[-1].strip()
    title = ENDS.split(body)[0][:TITLE]
    segment = re.sub("^(?:所有|全部|全体|每个)的?(?=.{3})", "", match[1])
    return Frame("campaign.create", {"title": title, "segment": segment, "message": body})


@says(rf"(.{{4,100}}?)[,;。 ]*{WORDS}[: ].+", longest=LONG)
def read_with_words(match: re.Match[str], ctx: Context) -> Frame | None:
    """建个活动 …，话术：…: the parser reads what stands before the words to pass on."""
    body = BODY.search(ctx.text)
    frames = parse(match[1], ctx)
    if body is None or len(frames) != 1 or frames[0].intent != "campaign.create":
        return None
    return Frame("campaign.create", {**frames[0].slots, "message": body[1].strip()})


@says(rf"(?:把)?{WORDS}(?:改成|换成|改为|是|为)?[: ].+", longest=LONG)
def read_words(match: re.Match[str], ctx: Context) -> Frame | None:
    """话术：…: of the campaign being made, else of the one that runs."""
    body = BODY.search(ctx.text)
    if body is None:
        return None
    known = draft(ctx)
    slots = known[0] if known else {}
    return Frame("campaign.create" if known else "campaign.words", {**slots, "message": body[1].strip()})


@says(
    r"(.{2,12}?)(?:那边|那里)?(?:的?人)?((?:给我|已经)?回(?:复|信|消息|话|我)?了(?:我)?(?![吗没么呢])[^?？吗]{0,40})"
)
def read_reply(match: re.Match[str], ctx: Context) -> Frame | None:
    """海康回复了 说要20台: what the customer answered is a follow-up; 海康回了2万 is money."""
    if re.match(rf"(?:给我|已经)?回了{SUM}", match[2]):
        return None
    found = customers_called(match[1], ctx)
    slots = {"customer": match[1], "content": match[2].strip()}
    return Frame("interaction.log", slots, refs={"customer": found}) if found else None


@says(
    rf"(?:看看|看一下|看下|查看|查一下)?(?:我|我们|所有|全部|最近|现在|目前|正在|进行中|在做|的)*{KIND}(?:的)?(?:列表|清单|记录|汇总|总览|有哪些|有啥|有什么)?",
    rf"(?:看看)?(?:现在|最近|目前|我们|公司|都)*(?:有|在做|在搞|在推)(?:哪些|什么|啥|几个)?{KIND}(?:在做|在搞|在进行)?(?:吗|没)?",
)
def read_list(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("campaign.list")


@says(
    r"(.{2,16}?)(?:的?(?:话术|活动|消息|链接|海报))?(?:已经|都|刚|今天)*(?:发|转|推|群发)(?:送|出去|发)?给(?:了)?(.{2,16}?)了?"
    r"(?:[,， ]+(.{2,60}))?"
)
def read_passed_on(match: re.Match[str], ctx: Context) -> Frame | None:
    """双十二发给海康了 周航说考虑: of a campaign that there is, to a customer."""
    known = _called(match[1].strip(), ctx)
    found = customers_called(match[2], ctx) if known else ()
    if not found:
        return None
    content = f"发了活动「{known[0].title}」" + (f"，{match[3].strip()}" if match[3] else "")
    slots = {"customer": match[2], "content": content, "channel": "wechat"}
    return Frame("interaction.log", slots, refs={"customer": found})


QUOTE = "[「“\"'《]?"
UNQUOTE = "[」”\"'》]?"
CALLED = re.compile(rf"^(?:把|结束|停止|取消|看看|查看)*{KIND}[:： 「“]*[^:： 的]")
NAMED = rf"(?:{KIND}[: ]*)?{QUOTE}(.{{2,24}}?){UNQUOTE}(?:这个|那个|这场|那场|这次)?(?:的)?{KIND}?"


@says(
    rf"(?:结束|停止|终止|关闭|停掉|停了|取消|收尾)(?:一下|掉)?(?:{KIND})?[: ]*{NAMED}(?:吧|了)?",
    rf"(?:把)?{NAMED}(?:可以|已经|先)?(?:结束|停止|停|停掉|截止|取消|不做|不搞|完)(?:掉|了|吧)?",
)
def read_end(match: re.Match[str], ctx: Context) -> Frame | None:
    return _of_known("campaign.end", match[1], ctx)


@says(
    rf"(?:看看|看一下|看下|查看|发我|给我|要)?{NAMED}的?(?:客户)?(?:名单|客户列表|客户有哪些|有哪些客户|要联系谁|要联系哪些客户|还要联系谁|(?:我)?(?:还有)?(?:谁|哪些客户|哪些|哪几家)(?:还)?没联系)(?:了|发我)?",
)
def read_targets(match: re.Match[str], ctx: Context) -> Frame | None:
    return _of_known("campaign.targets", match[1], ctx)


LOOK = "(?:看看|看一下|看下|查看|查一下|查|统计一下|统计)?"
RESULT = "(?:效果|结果|情况|进展|进度|数据|战果|反馈)"
CAME_OF_IT = (
    "(?:有没有|有|一共|总共)*(?:多少|几[个家单])?(?:人|客户)?(?:出单|下单|成交|成单|签单|回音)(?:了)?"
    "(?:没有?|吗|几单|几家|多少|多少单)?"
)
HOW = "(?:怎么样|怎样|如何|咋样|到哪了)"


@says(
    rf"{LOOK}{NAMED}(?:的|现在|目前|进行得?|做得?|搞得?)*{RESULT}{HOW}?了?",
    rf"{LOOK}{NAMED}(?:现在|目前|进行得?|做得?|搞得?)*{HOW}了?",
    rf"{LOOK}{KIND}[: ]+(.{{2,24}}?)",
    rf"{LOOK}{NAMED}(?:现在|目前|进行得?|做得?|搞得?)*(?:{HOW}了?)?[,， ]*{CAME_OF_IT}",
    rf"{LOOK}{NAMED}(?:现在)?(?:还有)?(?:谁|哪些人|哪几个人?)(?:都)?(?:还)?(?:没|没有|在)?(?:做完?|完成|联系完?|动|开始|做)(?:了|的)?",
)
def read_show(match: re.Match[str], ctx: Context) -> Frame | None:
    return _of_known("campaign.show", match[1], ctx)


@says(
    rf"(?:把)?{NAMED}(?:改名|更名|改叫|名字改|名称改|标题改)(?:为|成|叫)? ?(.{{2,24}})",
)
def read_rename(match: re.Match[str], ctx: Context) -> Frame | None:
    frame = _of_known("campaign.rename", match[1], ctx)
    return Frame(frame.intent, {**frame.slots, "value": match[2].strip(" 「」“”\"'")}) if frame else None


@says(
    rf"(?:把)?{NAMED}的?(?:日期|时间)?(?:改到|改为|改成|改期到|推迟到|推到|提前到|延到|延期到|挪到)"
    " ?(.{2,14})",
)
def read_move(match: re.Match[str], ctx: Context) -> Frame | None:
    frame = _of_known("campaign.move", match[1], ctx)
    return Frame(frame.intent, {**frame.slots, "date": match[2]}) if frame else None


def without_title(text: str, ctx: Context) -> str:
    """年底回访 海锐打过电话了: the name of a campaign before what was done for it is no day and no deed."""
    said = text.strip()
    titles = [one for one in ctx.vocabulary.campaigns if len(one) > 1 and said.startswith(one)]
    if not titles:
        return text
    rest = said[len(max(titles, key=len)) :].lstrip(" ,，:：的")
    first = parse(rest, ctx)[0] if rest else None
    running = any(one.title in titles and one.ended_on is None for one in campaigns.visible(ctx.session))
    told = (
        first is not None
        and first.intent == "interaction.log"
        and {"customer", "contact"} & first.slots.keys()
    )
    return rest if told and running else text


def _of_known(intent: str, said: str, ctx: Context) -> Frame | None:
    """Of a campaign that there is, or that is called one: any other words are the parser's."""
    title = said.strip(" 的:")
    if re.fullmatch(KIND, title) and intent != "campaign.show":  # 把活动改到周五: whichever that is
        return None
    known = CALLED.search(ctx.text) or _called(title, ctx)
    return Frame(intent, {"title": title}) if known else None


def _called(said: str, ctx: Context) -> list[Campaign]:
    """Campaigns within sight that these words name."""
    any_ = campaigns.any_called(ctx.vocabulary, said)
    return campaigns.called(campaigns.visible(ctx.session), said) if any_ else []
