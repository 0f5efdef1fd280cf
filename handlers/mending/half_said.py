"""Half a sentence about what is there already: 昨天到的, 是4万8, 记一下 他爱喝茶."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from crm import days
from crm.names import Found
from handlers.context import ANSWER_WITHIN, Context
from handlers.mending.last_write import last_written
from handlers.names import meant
from handlers.phrases import says
from handlers.questions.telling import TOPIC
from handlers.registry import FRAMES
from handlers.vocabulary import parse
from models.selling import Order, Payment
from nlp.frames import Frame
from nlp.names import Name
from nlp.times import find as find_times
from zh.text import normal

ARRIVED = re.compile(r"(?:钱|款|是)*(.{2,6}?)(?:才|就)?(?:到|收到|收|打|付|汇|签)的(?:账|款)?")
NOTE = re.compile(r"(?:帮我|给我)?(?:记(?:录一|一)?下|记一笔|记一?个|备注一下)[:：,， ]*(.{3,})", re.DOTALL)
SUM = "[0-9.]+(?:[万千百wWkK亿][0-9]*)?|[一二两三四五六七八九十百千]+万?[一二三四五六七八九十百千]*"


def go_on(known: Sequence[Found], ctx: Context) -> str | None:
    """What was meant, done; None where the words are about nothing that is there."""
    said = normal(ctx.text).strip(" 。.!！~")
    return _note(known, ctx) or _arrived(said, ctx) or _they_said(said, known, ctx)


THEY_SAID = re.compile(
    "(?:他|她|他们|她们|对方|客户|人家|那边)(?:就|也|还|又|刚才?|都|老板|领导)?(?:说|讲|表示|反馈|回复|觉得|嫌|问|想|希望|要求)(?!\\d).{2,60}"
)


def tells(said: str) -> bool:
    """他说价格高了: what somebody said, and no question of ours."""
    words = normal(said).strip(" 。.!！~")
    return THEY_SAID.fullmatch(words) is not None and NO_REPORT.search(words) is None


PAPERS = re.compile("发票抬头|开票(?:信息|资料)|税号|纳税人识别号|收货(?:地址|人)|收件(?:地址|人)")
OF_THEM = re.compile(
    "(?:(?:他们?|她们?|这家|那边)的?)?(?:预算|工期|面积|规模|用量|账期|结款|付款方式|交货?期|货期|决策人|竞争对手)"
    "(?:就|也|还|大概|大约|一共|总共|差不多|是|在|有|:)*(?=.*[^ 的]).{2,60}"
    "|(?:要|说|想)?先付.{2,20}"
)
"""预算120万左右: what one hears of a customer, and no order."""


def _they_said(said: str, known: Sequence[Found], ctx: Context) -> str | None:
    """他说考虑考虑: of whom one has just spoken of."""
    if NO_REPORT.search(said):
        return None
    if len(known) == 1 and known[0].kind == "customer" and (PAPERS.search(said) or _of(known[0], said)):
        of = {"customer": (meant(known[0]),)}
        slots = {"content": ctx.text.strip(" 。"), "customer": known[0].name}
        return FRAMES["interaction.log"](Frame("interaction.log", slots, refs=of), ctx)
    if known or not (THEY_SAID.fullmatch(said) or OF_THEM.fullmatch(said) or PAPERS.search(said)):
        return None
    if ctx.current_customer(ANSWER_WITHIN) is None or TOPIC.search(said):
        return None
    slots = {"content": ctx.text.strip(" 。")}
    return FRAMES["interaction.log"](Frame("interaction.log", slots), ctx)


def _of(known: Found, said: str) -> bool:
    """木禾预算30万."""
    head, _, rest = said.partition(known.key)
    return not head and OF_THEM.fullmatch(re.sub("^(?:那边|这边|他们|家|的| )*", "", rest)) is not None


NO_REPORT = re.compile("[吗么呢?？]$|什么|多少|几|怎么|为啥|要不要|该不该|是不是|谁|哪")


@says(rf"(?:应该)?是({SUM})(?:元|块钱?)?(?:才对|吧|哈)?")
def read_sum(match: re.Match[str], ctx: Context) -> Frame | None:
    """是4万8, right after a sum was written: that one was wrong."""
    if ctx.open is not None or not any(hasattr(record, "amount") for record in last_written(ctx)):
        return None
    words = f"不对，是{match[1]}"
    found = parse(words, ctx)[0]
    return found if found.intent == "correct" and found.slots.get("field") == "amount" else None


@says(
    r"(?:应该)?是(?P<right>[^,，。 吗么]{1,12}?)[,， ]+(?:刚才|刚刚)?是?我?(?:给)?"
    r"(?:记|写|说|搞|弄|打|录|输|看|听)错了?"
)
def read_right(match: re.Match[str], ctx: Context) -> Frame | None:
    """是周四 我记错了: what is right first, and then that it was wrong."""
    words = f"不对，是{match['right']}"
    found = parse(words, ctx)[0]
    if ctx.open is not None or found.intent != "correct":
        return None
    ctx.text = words  # the value is looked for in them
    return found


def _note(known: Sequence[Found], ctx: Context) -> str | None:
    """记一下 and words of one's own: a follow-up of whom they name, else of the customer just spoken of."""
    match = NOTE.fullmatch(ctx.text.strip())
    if match is None:
        return None
    slots: dict[str, Any] = {"content": match[1].strip()}
    refs: dict[str, tuple[Name, ...]] = {}
    for one in known[:1]:
        slots[one.kind] = one.name
        refs[one.kind] = (meant(one),)
    if not known and ctx.current_customer(ANSWER_WITHIN) is None:
        return None
    return FRAMES["interaction.log"](Frame("interaction.log", slots, refs=refs), ctx)


def _arrived(said: str, ctx: Context) -> str | None:
    """昨天到的, after a payment or an order: the day it counts for."""
    match = ARRIVED.fullmatch(said)
    times = find_times(match[1], ctx.now.astimezone(ctx.tz), "past") if match else []
    if len(times) != 1 or not re.match(r"\d{4}-\d\d-\d\d", times[0].value):
        return None
    day = times[0].value[:10]
    if not any(isinstance(record, Order | Payment) for record in last_written(ctx)):
        return None
    if date.fromisoformat(day) > days.today(ctx.now, ctx.tz):
        return None
    return FRAMES["correct"](Frame("correct", {"field": "date", "value": day}), ctx)
