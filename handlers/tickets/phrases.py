"""Tickets in words that are no frame of the contract: 「报修 打印机卡纸」「1001派给我」「转给王磊」."""

import re

from crm.tickets import tickets
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.phrases import as_typed, colleagues_called, says
from handlers.tickets.intents import URGENT
from handlers.tickets.refs import is_ours, spoken_id
from handlers.vocabulary import parse
from models.service import Ticket, TicketEvent
from nlp.frames import Evidence, Frame

TYPES = {"报修": "repair", "维修": "repair", "投诉": "complaint", "客诉": "complaint", "咨询": "consult"}
NUMBER = r"(?P<n>[1-9]\d{2,7})"
INSTEAD = "(?:(?:算了|不对|哦不?|还是|要不|那就?|就|换成?)[,， ]*)*"
GIVEN = "(?:派|转|交|分|分配|改派|指派)给"


@says(
    "(?:我要|有个?|来个?|登记一?[个下]|开个?|给?他们?|先|那就?|要不|就|帮我)*(报修|维修|投诉|客诉)(?:一下|一个|单)?(?:吧|了)?"
    "(?:[,， ]+(?:我怕|怕|以防|万一|免得|省得).{1,12})?"
)
def read_bare(match: re.Match[str], ctx: Context) -> Frame | None:
    """报修 alone: of whom and what is asked."""
    return Frame("ticket.create", {"type": TYPES[match[1]]}) if ctx.open is None else None


@says(r"(报修|维修|投诉|客诉|咨询|安装)(?:单|工单)?[:：,， ]+(.{2,60})", longest=80)
def read_reported(match: re.Match[str], ctx: Context) -> Frame | None:
    """A case without a customer, of which the parser makes nothing: whose it is will be asked."""
    frames = parse(ctx.text, ctx)
    if any(frame.intent != "unknown" for frame in frames):
        return None
    said = as_typed(match, ctx)
    return Frame("ticket.create", {"type": TYPES.get(match[1], "install"), "content": said[2].strip()})


@says(
    rf"(?:把)?(?:工单)?{NUMBER}(?:号)?(?:工单)?{GIVEN}我(?:吧|来)?",
    rf"(?:工单)?{NUMBER}(?:号)?(?:工单)?我来(?:处理|办)?",
    "第(?P<nth>\\d{1,2}|[一二三四五六七八九十])[个张条]?(?:工单)?(?:派给我|给我|归我|我来)(?:处理|办|跟|弄|吧)?",
)
def read_mine(match: re.Match[str], ctx: Context) -> Frame | None:
    if nth := match.groupdict().get("nth"):
        listed = (ctx.state.get("listed") or {}).get("kind") == "ticket"
        return Frame("ticket.assign", {"ref": f"第{nth}个", "user": "me"}) if listed else None
    meant = "给我" in match[0] or is_ours(match, ctx)
    return Frame("ticket.assign", {"ref": match["n"], "user": "me"}) if meant else None


@says(rf"(?:把)?(?:工单)?{NUMBER}(?:号)?(?:工单)?({URGENT.pattern})")
def read_urgent(match: re.Match[str], ctx: Context) -> Frame | None:
    """1001号工单改成紧急."""
    if not is_ours(match, ctx):
        return None
    return Frame("ticket.update", {"ref": match["n"], "content": match[2]})


@says(
    rf"(?:客户)?(?:对|给)?(?:工单)?{NUMBER}(?:号)?(?:工单)?(?:客户)?(?:打了?|评了?|给了?|满意度|评分|得分)(?:是|为)?"
    "(?P<score>[1-5一二三四五])(?:分|星|颗星)"
)
def read_score(match: re.Match[str], ctx: Context) -> Frame | None:
    """客户给1001打了4分; of one that is still open it is asked whether it is over."""
    found = tickets.numbered(ctx.session, match["n"])
    if found is None:
        return None
    slots = {"ticket": found.id, "satisfaction": score_in(match)}
    if found.status == "closed":
        return Frame("ticket.close", slots)
    seen = Evidence("N 号打了分", ctx.text, 0, len(ctx.text), 0)
    return Frame("ticket.close", slots, evidence=(seen,), rival=Frame("unknown"))


def score_in(match: re.Match[str]) -> int:
    score = match["score"]
    return int(score) if score.isdigit() else "一二三四五".index(score) + 1


@says(
    rf"{INSTEAD}(?:这[个张]?|那[个张]?|它)?(?:工单)?(?:改)?{GIVEN}([\u4e00-\u9fffA-Za-z]{{2,6}}?)(?:去)?(?:处理|办|跟|修)?(?:吧)?"
)
def read_hand_on(match: re.Match[str], ctx: Context) -> Frame | None:
    """转给小李 alone, right after a ticket was written."""
    found = colleagues_called(match[1], ctx)
    spoken = spoken_id(ctx) if found else None
    written = last_written(ctx) if spoken is not None else []
    if not written or not all(isinstance(record, Ticket | TicketEvent) for record in written):
        return None
    slots = {"ticket": spoken, "user": match[1]}
    return Frame("ticket.assign", slots, refs={"user": found})
