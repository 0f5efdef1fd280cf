"""What is said of quotations. Sums in full figures: a price is no place for 约."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal

from crm import days, money
from crm.overview.wishes import Wish
from crm.sales import quotes
from handlers.approvals.limits_words import right
from models.outbox import Button, Card
from models.selling import Quote, QuoteLine
from zh import say

ASK_CUSTOMER = "给哪个客户报价？"
ASK_ITEMS = "报哪些产品？比如「A100 10台 单价800」"
ASK_WHICH = "是哪张报价单？"
NONE_HERE = "还没有报价单。要报价就说，比如「给华为报价 A100 10台」。"
WAITS = "还在等审批，批了我会告诉你，到时再发给客户。"
REJECTED = "没通过审批，先改价再发：比如「折扣改成9折」「单价改成850」。"
DRAWN = "图片马上发到对话里，长按就能转发。"


def line(one: QuoteLine, n: int) -> str:
    """`1. A100 交换机 10台 × 800元 = 8,000元`, before anything is let off."""
    full = money.of(one.quantity, one.price)
    count = f"{money.count(one.quantity)}{one.unit}"
    return f"{n}. {one.name} {count} × {money.yuan(one.price)} = {money.yuan(full)}"


def sums(quote: Quote, lines: Sequence[QuoteLine]) -> list[str]:
    """What is let off and what is left."""
    full, discounted = quotes.gross(lines), quotes.gross(lines, quote.discount)
    off = [money.percent(quote.discount)] if discounted != full else []
    if quote.off:
        off.append(f"减免{money.yuan(quote.off)}")
    said = [f"小计{money.yuan(full)}，{'，'.join(off)}"] if off else []
    return [*said, f"合计 {money.yuan(quote.amount)}"]


def made(
    quote: Quote,
    lines: Sequence[QuoteLine],
    customer: str,
    wishes: Sequence[Wish],
    remarks: Sequence[str],
    now: datetime,
    tz: tzinfo,
    verb: str = "已做报价",
) -> str:
    """The whole quotation: what a glance before forwarding has to show."""
    said = [f"{verb} {quote.number} · {customer}", *(line(one, n) for n, one in enumerate(lines, 1))]
    said += sums(quote, lines)
    said[-1] += f"（有效期到{say.day(quote.valid_until, days.today(now, tz))}）"
    if wishes:
        said.append("报价前提醒，客户提过：")
        said += [f"· {wish.text}（{say.ago(wish.at, now, tz)}）" for wish in wishes]
    return "\n".join([*said, *filter(None, remarks)])


def link(url: str) -> str:
    return f"客户打开就能看（转发这个链接）：\n{url}"


def waiting(percent: Decimal, limit: Decimal, approver: str) -> str:
    return (
        f"折后是标价的{money.count(percent)}%，你{right(limit)}，"
        f"已提交{approver or '主管'}审批。批了我告诉你，再发给客户。"
    )


def off_list(names: Sequence[str]) -> str:
    return f"{'、'.join(names)}不在价目表里，按你说的价报。"


def card(quote: Quote, customer: str) -> Card:
    """The buttons of a quotation that may be sent."""
    ref, until = (str(quote.id),), quote.valid_until
    return Card(
        title=f"报价单 {quote.number}",
        desc=customer,
        lines=(("合计", money.yuan(quote.amount)), ("有效期", f"{until.month}月{until.day}日")),
        buttons=(
            Button("发图片", "quote.picture", ref, 1),
            Button("已下单", "quote.order", ref, 2),
            Button("作废", "quote.void", ref, 2),
        ),
    )


def state(quote: Quote, now: datetime, tz: tzinfo) -> str:
    if quote.status in quotes.OPEN and quotes.expired(quote, now, tz):
        return "已过期"
    return quotes.STATES[quote.status]


def list_line(quote: Quote, customer: str, now: datetime, tz: tzinfo) -> str:
    day = say.day(days.today(quote.created_at, tz), days.today(now, tz))
    said = [quote.number, customer, money.yuan(quote.amount), state(quote, now, tz), day]
    return " ".join(filter(None, said))


def voided(quote: Quote, customer: str) -> str:
    return f"{customer}的报价{quote.number}已作废，客户那边的链接也打不开了。弄错了发「撤销」"


def valid(quote: Quote, now: datetime, tz: tzinfo) -> str:
    return f"{quote.number}的有效期改到{say.day(quote.valid_until, days.today(now, tz))}。"


def unknown(words: str) -> str:
    return f"没找到报价单「{words}」。发「我的报价」看最近的。"


def picture_name(quote: Quote) -> str:
    return f"quote-{quote.number}.png"
