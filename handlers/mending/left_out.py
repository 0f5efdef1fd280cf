"""What was left out of the report just given: 补充一下 他们预算35万, 对了 竞争对手是中兴.

It goes into that report. Words that only sound like it (价格压得厉害) are offered to be put there; nothing is
written until that is said.
"""

import re
from collections.abc import Sequence

from crm.names import Found
from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.mending import words as mending_words
from handlers.mending.last_write import in_sight, last_written
from handlers.names import refs_to
from handlers.phrases import as_typed, says
from handlers.questions.telling import BUSINESS, TOPIC
from handlers.registry import FRAMES, handles
from handlers.vocabulary import parse
from models.customers import Customer
from models.work import Interaction
from nlp.frames import Evidence, Frame

ALSO = (
    "(?:啊|哦|噢|嗯|哎|诶)*[,， ]*(?:对了|(?:再|还要|还得)?补充?(?:一?[下句点条]|几[句点])?(?:说明)?"
    "|还有(?:一?[点件]事?|就是)?|另外(?:还有)?|(?:刚才?)?(?:忘了?|漏了?|落了?)(?:一句|一点|说|讲|记)+(?:了)?"
    r"|差点忘了|顺便说一?[下句])(?:[:：,，、。 ]+|(?=[他她]|对方|客户|人家|那边|竞争))"
)
ASKS = re.compile(
    "[吗么呢?？]$|什么|多少|几[个家点号]|怎么|为啥|要不要|该不该|是不是|谁|哪|帮我|提醒|查|看看|发我|给我"
)
OF_THEM = re.compile("(?:[他她]们(?:家|公司|那边)?|[他她]家|对方|那边|客户(?:那边)?|这家|人家)(?!说我|呢|吗)")
MORE = "more"
INTENT = "interaction.more"


@says(rf"{ALSO}(.{{3,}})", longest=500)
def read_more(match: re.Match[str], ctx: Context) -> Frame | None:
    """对了 他们预算三十五万; not an order of its own (对了 明天提醒我寄样) or about somebody else."""
    if ASKS.search(match[1]) or _just_told(ctx) is None:
        return None
    found = parse(match[1], ctx)
    if any(one.sure and one.intent not in ("unknown", "interaction.log") for one in found):
        return None
    report = _just_told(ctx, ctx.names.mentioned(match[1]))
    return None if report is None else _frame(report, as_typed(match, ctx)[1].strip())


@says(
    "(?:主要|当时|就是|就|还)*(?:聊|谈|讲|沟通|讨论)(?:的|了)(?:主要)?(?:是)?[:：,， ]*(.{2,})", longest=500
)
def read_talked_of(match: re.Match[str], ctx: Context) -> Frame | None:
    """聊的是质保, right behind a report: what was talked of there."""
    report = _just_told(ctx, ctx.names.mentioned(match[1])) if ctx.open is None else None
    if report is None or ASKS.search(match[1]) or re.search("啥|来着|哪|忘", match[1]):
        return None
    return _frame(report, as_typed(match, ctx)[0].strip())


@says(
    "(?:他们?|客户|对方)?(?:说)?(?:先|那就?|就)(?:下|订|定|要|来|拿)(?P<order>(?:个|一单)?[,， ]*"
    r"\d{1,7}(?:个|台|套|件|箱|吨|米|张|把|只|支|桶|袋|盒|块|瓶|公斤|千克|具)[,， ]*.{0,40})"
)
def read_order(match: re.Match[str], ctx: Context) -> Frame | None:
    """先下5000个 单价38, right behind a report: an order of its customer, once that is said."""
    report = _just_told(ctx, ctx.names.mentioned(match[0])) if ctx.open is None else None
    if report is None or ASKS.search(match[0]):
        return None
    customer = ctx.session.get_one(Customer, report.customer_id)
    whole = f"{customer.name}下单{match['order']}"
    found = parse(whole, ctx)
    if len(found) != 1 or found[0].intent != "order.create":
        return None
    ctx.text = whole  # the goods are read from the words once more by who writes the order
    slots = {**found[0].slots, "customer": customer.name}
    return Frame(
        "order.create",
        slots,
        refs=refs_to(customer),
        evidence=(Evidence("先下 N 个", whole, 0, len(whole), 0),),
        rival=Frame("unknown"),
    )


def _frame(report: Interaction, words: str) -> Frame:
    return Frame(INTENT, {"content": words, "report": report.id})


def offer(said: str, known: Sequence[Found], ctx: Context) -> None:
    """Ask whether words that were not understood belong to the report; nothing where there was none."""
    theirs = OF_THEM.match(said) is not None
    if len(said) < 4 or ASKS.search(said) or not (theirs or BUSINESS.search(said)):
        return
    if not theirs and TOPIC.search(said):
        return
    customer = ctx.current_customer(ANSWER_WITHIN)
    report = _just_told(ctx, known)
    if report is not None and not (theirs and customer is not None and customer.id != report.customer_id):
        options = [Option("补进去", slots={MORE: True}), Option("不用", slots={MORE: False})]
        raise Question(
            mending_words.goes_on(_customer(report, ctx)), MORE, options, frame=_frame(report, said)
        )
    if theirs and customer is not None and not known:
        log = Frame("interaction.told", {"content": said, "customer": customer.name}, refs=refs_to(customer))
        options = [Option("记跟进", slots={MORE: True}), Option("不用", slots={MORE: False})]
        raise Question(mending_words.is_of(customer.name), MORE, options, frame=log)


@handles("interaction.told")
def told(frame: Frame, ctx: Context) -> str:
    """他们有120个人, of the customer just spoken of: a follow-up of its own, once that is said."""
    if frame.slots.get(MORE) is False:
        return mending_words.NOT_PUT_IN
    slots = {name: value for name, value in frame.slots.items() if name != MORE}
    said: str = FRAMES["interaction.log"](Frame("interaction.log", slots, refs=frame.refs), ctx)
    return said


@handles(INTENT)
def more(frame: Frame, ctx: Context) -> str:
    """Put it behind what that report says."""
    if frame.slots.get(MORE) is False:
        return mending_words.NOT_PUT_IN
    report = ctx.session.get(Interaction, int(frame.slots["report"]))
    if report is None or report.deleted_at is not None or not in_sight(report, ctx):
        return replies.NOTHING_TO_CORRECT  # taken back, or handed on, since it was offered
    told = report.content.rstrip("。；;,， "), str(frame.slots["content"])
    report.content = "；".join(filter(None, told))
    return mending_words.put_in(report.content, _customer(report, ctx))


def _customer(report: Interaction, ctx: Context) -> str:
    return ctx.session.get_one(Customer, report.customer_id).name


def _just_told(ctx: Context, known: Sequence[Found] = ()) -> Interaction | None:
    """The speaker's own report that was written last, if nobody else than its customer is named now."""
    reports = [one for one in last_written(ctx) if isinstance(one, Interaction) and one.deleted_at is None]
    if len({one.id for one in reports}) != 1 or reports[-1].user_id != ctx.user.id:
        return None
    if not in_sight(reports[-1], ctx):
        return None
    of = {
        one.customer_id if one.kind == "contact" else one.id
        for one in known
        if one.kind in ("contact", "customer")
    }
    return reports[-1] if of <= {reports[-1].customer_id} else None
